# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Rights of database roles over the ledger's tables."""

from django.db import connection, transaction
from psycopg import sql

_RECORD = ("ledger_event", "ledger_tree", "ledger_tile", "ledger_checkpoint", "ledger_anchor")
_WRITTEN_COLUMNS = (
    "kind",
    "at",
    "subject_type",
    "subject_id",
    "region_code",
    "actor",
    "payload",
    "purpose",
    "request_id",
)
_WORKING_TABLES = ("ledger_subscription", "ledger_idempotency_record")


def grant_runtime_role(role: str) -> None:
    """Let a role read the ledger and append to it, follow it and answer repeated requests."""
    with transaction.atomic():
        _narrow(role)
        _grant("INSERT ({columns})", ("ledger_event",), role, _WRITTEN_COLUMNS)
        _grant("SELECT, INSERT, UPDATE, DELETE", _WORKING_TABLES, role)


def grant_sequencer_role(role: str) -> None:
    """Let a role number facts, grow the tree, and write checkpoints and anchors; not append."""
    with transaction.atomic():
        _narrow(role)
        _grant("UPDATE ({columns})", ("ledger_event",), role, ("seq", "leaf_hash"))
        _grant("INSERT, UPDATE ({columns})", ("ledger_tree",), role, ("size", "frontier", "tail"))
        _grant("INSERT", ("ledger_tile", "ledger_checkpoint", "ledger_anchor"), role)


def _narrow(role: str) -> None:
    """Take everything from the role but reading."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("REVOKE ALL ON {tables} FROM {role}").format(
                tables=_names(_RECORD), role=sql.Identifier(role)
            )
        )
    _grant("SELECT", _RECORD, role)


def _grant(rights: str, tables: tuple[str, ...], role: str, columns: tuple[str, ...] = ()) -> None:
    statement = sql.SQL("GRANT {rights} ON {tables} TO {role}").format(
        rights=sql.SQL(rights).format(columns=_names(columns)),
        tables=_names(tables),
        role=sql.Identifier(role),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _names(names: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))
