# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What was done to a database, remembered in that database itself, so that it is not done twice."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import psycopg

_TABLE = """
CREATE TABLE IF NOT EXISTS operations_memory (
    name text PRIMARY KEY,
    fingerprint text NOT NULL,
    done_at timestamptz NOT NULL DEFAULT now()
)
"""


def fingerprint(files: Iterable[Path], *, extra: str = "") -> str:
    """Return a hash of files' names and content."""
    digest = hashlib.sha256(extra.encode())
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def prepare(owner_url: str) -> None:
    """Make the table when it is missing."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute(_TABLE)


def recall(url: str) -> dict[str, str]:
    """Return the fingerprint of everything done; empty for a database that is new."""
    with psycopg.connect(url, autocommit=True) as connection:
        if connection.execute("SELECT to_regclass('operations_memory')").fetchone() == (None,):
            return {}
        rows = connection.execute("SELECT name, fingerprint FROM operations_memory").fetchall()
        return dict(rows)


def remember(url: str, name: str, mark: str) -> None:
    """Record that something was done to the database."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO operations_memory (name, fingerprint) VALUES (%s, %s)"
            " ON CONFLICT (name) DO UPDATE"
            " SET fingerprint = excluded.fingerprint, done_at = now()",
            [name, mark],
        )


def forget(url: str, names: Iterable[str]) -> None:
    """Have things done again the next time."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DELETE FROM operations_memory WHERE name = ANY(%s)", [list(names)])
