# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing to the ledger: one INSERT inside the command's own transaction."""

from datetime import datetime
from functools import lru_cache

import orjson
from django.db import connection

from yiwang.foundation.actors import Actor
from yiwang.ledger.events import Fact

_COLUMNS = "kind, at, subject_type, subject_id, region_code, actor, payload, purpose, request_id"
_LONGEST_REQUEST_ID = 100  # it may come from outside
_ROW = "(%s, %s, %s, %s::uuid, %s, %s::jsonb, %s::jsonb, %s, %s)"


def append(
    *facts: Fact,
    actor: Actor,
    at: datetime,
    region_code: str = "",
    purpose: str = "",
    request_id: str = "",
) -> None:
    """Write the facts to the ledger, in the caller's transaction, in this order.

    :param region_code: the division whose department is responsible; "" when there is none
    :param purpose: a code for why personal data was touched; "" when none was
    :raises TypeError: a fact holds something that has no single JSON form
    :raises ValueError: ``at`` has no zone, or no fact was given
    """
    statement, parameters = insert_statement(
        *facts,
        actor=actor,
        at=at,
        region_code=region_code,
        purpose=purpose,
        request_id=request_id,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def insert_statement(
    *facts: Fact,
    actor: Actor,
    at: datetime,
    region_code: str = "",
    purpose: str = "",
    request_id: str = "",
) -> tuple[str, list[str | datetime | None]]:
    """Return the INSERT that :func:`append` runs, for a caller that folds it into a CTE."""
    if not facts:
        raise ValueError("There is nothing to append.")
    if at.utcoffset() is None:
        raise ValueError("A time in the ledger has a zone.")
    doer = actor_json(actor)
    parameters: list[str | datetime | None] = []
    for fact in facts:
        subject = fact.subject_id
        parameters += (
            fact.kind,
            at,
            fact.subject_type,
            None if subject is None else str(subject),
            region_code,
            doer,
            orjson.dumps(fact.payload()).decode(),
            purpose,
            request_id[:_LONGEST_REQUEST_ID],
        )
    return _statement(len(facts)), parameters


def actor_json(actor: Actor) -> str:
    """Return who acts as the ledger stores it: kind and ids, never a name of a person."""
    doer: dict[str, str] = {"kind": actor.kind.value}
    for key, identifier in (
        ("account_id", actor.account_id),
        ("person_id", actor.person_id),
        ("legal_person_id", actor.legal_person_id),
        ("principal_id", actor.principal_id),
        ("mandate_id", actor.mandate_id),
        ("staff_id", actor.staff_id),
        ("post_id", actor.post_id),
        ("department_id", actor.department_id),
        ("deputy_for", actor.deputy_for),
        ("rule_version_id", actor.rule_version_id),
    ):
        if identifier is not None:
            doer[key] = str(identifier)
    if actor.client_id:
        doer["client"] = actor.client_id
    if actor.system_name:
        doer["system"] = actor.system_name
    return orjson.dumps(doer).decode()


@lru_cache(maxsize=64)
def _statement(rows: int) -> str:
    # The columns are constants of this module; every value is a parameter.
    return f"INSERT INTO ledger_event ({_COLUMNS}) VALUES {', '.join([_ROW] * rows)}"  # noqa: S608
