# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Row-level security: which rows of a table each role of ``foundation.reach`` sees.

A model says so in its attribute ``rows_seen``; ``install`` puts it into the database after each
migration. A policy is an equality with one value, or asks whether the row's case can be seen; a
role without a policy sees nothing. Values are wrapped in a sub-select, so that PostgreSQL works
them out once for each statement and keeps using its indexes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from psycopg import errors, sql

from yiwang.foundation.reach import CITIZEN_ROLE, DEPARTMENT_ROLE, EVERYWHERE_ROLE, ROLES

ALL: Final = "true"
NONE: Final = ""
APPLICANT: Final = "(SELECT NULLIF(current_setting('yiwang.applicant', true), ''))::uuid"
HOLDER: Final = "(SELECT NULLIF(current_setting('yiwang.holder', true), ''))"
DEPARTMENT: Final = "(SELECT NULLIF(current_setting('yiwang.department', true), ''))::uuid"


@dataclass(frozen=True, slots=True)
class RowSecurity:
    """The conditions under which a row is seen, and may be written, in SQL; ``NONE`` for never.

    :param citizen_writes: what a new or changed row has to fulfil; ``citizen`` when left out
    :param department_writes: likewise for staff, who file matters with other departments too
    """

    citizen: str = NONE
    department: str = NONE
    citizen_writes: str = NONE
    department_writes: str = NONE


def through(table: str, column: str) -> RowSecurity:
    """Return the rule of a row that is seen by whoever sees the row it belongs to.

    It may be written in one statement with that row, which the statement's checks do not see yet.

    :param column: holds the id of the other row
    """
    seen = leads_to(table, column)
    return RowSecurity(citizen=seen, department=seen, citizen_writes=ALL, department_writes=ALL)


def leads_to(table: str, column: str, *, its: str = "id") -> str:
    """Return the condition that a row of another table can be seen.

    OFFSET 0 has PostgreSQL look up the other row each time. Without it the planner may gather
    all rows of the other table that the reader sees, such as every case of a department, where
    its statistics expect many rows of this one.

    :param column: of the guarded table
    :param its: column of the other table that holds the same value
    """
    return f"EXISTS (SELECT 1 FROM {table} other WHERE other.{its} = {column} OFFSET 0)"  # noqa: S608


_further: dict[str, list[str]] = {}


def also_seen(label: str, condition: str) -> None:
    """Let rows of a lower room's model be seen through matters of a higher one.

    :param label: ``<app>.<Model>``; registered in the higher room's ``apps.py``
    :param condition: true for rows that citizens and staff reach through what they see
    """
    known = _further.setdefault(label, [])
    if condition not in known:
        known.append(condition)


class RolesMissing(Exception):
    """The roles of row security are not there, and this connection may not make them."""


def protected_models() -> Iterator[tuple[type[Model], RowSecurity]]:
    """Return the models whose rows are guarded, and how."""
    for model in apps.get_models():
        rule = model.__dict__.get("rows_seen")
        if isinstance(rule, RowSecurity):
            yield model, _widened(rule, _also(model))


def _also(model: type[Model]) -> str:
    """Return the condition under which rows are seen through others; one alone stands as it is."""
    further, table = _further.get(model._meta.label, []), model._meta.db_table
    return f"{table}_also_seen({table})" if len(further) > 1 else NONE.join(further)


def _widened(rule: RowSecurity, also: str) -> RowSecurity:
    return replace(
        rule,
        citizen=" OR ".join(filter(None, [rule.citizen, also])),
        department=" OR ".join(filter(None, [rule.department, also])),
        citizen_writes=rule.citizen_writes or rule.citizen,
        department_writes=rule.department_writes or rule.department,
    )


def install(*, login_roles: Sequence[str] = ()) -> int:
    """Make roles, rights and policies as the models ask for; return the number of tables.

    Connect as the owner of the tables. Safe to repeat.

    :param login_roles: roles that the running site connects as
    :raises RolesMissing: an administrator of the database has to make the roles first
    """
    _make_roles(login_roles)
    tables = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for model, rule in protected_models():
            conditions = _further.get(model._meta.label, [])
            if len(conditions) > 1:
                cursor.execute(_also_seen(model._meta.db_table, conditions))
            for statement in _statements(model._meta.db_table, rule):
                cursor.execute(statement)
            tables += 1
        _grant_like(cursor, login_roles)
    return tables


def _make_roles(login_roles: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(ROLES)])
        known = {name for (name,) in cursor.fetchall()}
        try:
            for role in sorted(set(ROLES) - known):
                _once(cursor, sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
            for login in login_roles:
                _admit(cursor, login)
        except errors.InsufficientPrivilege as error:
            raise RolesMissing from error


def _admit(cursor: Any, login: str) -> None:
    """Let a role that signs in take on the roles of row security, and inherit from none of them."""
    cursor.execute(
        "SELECT count(*) FROM pg_roles WHERE rolname = ANY(%s) AND pg_has_role(%s, oid, 'MEMBER')",
        [list(ROLES), login],
    )
    if cursor.fetchone()[0] == len(ROLES):
        return
    name = sql.Identifier(login)
    # Inheriting a role would bring its policies to every statement, asked for or not.
    cursor.execute(sql.SQL("ALTER ROLE {} NOINHERIT").format(name))
    for role in ROLES:
        _once(cursor, sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), name))


def _once(cursor: Any, statement: sql.Composed) -> None:
    """Run a statement that another process may run too: all databases share the roles."""
    try:
        with transaction.atomic():
            cursor.execute(statement)
    except Exception as error:
        if not isinstance(error.__cause__, errors.DuplicateObject | errors.UniqueViolation):
            raise


def _also_seen(table: str, conditions: Sequence[str]) -> sql.Composed:
    """Return the function that the policies of a table ask last, for rows seen through others.

    In the policies themselves all the tables that conditions name would be planned, each with
    policies of its own, by every statement that names the table: longer than most take. A session
    keeps the plan of a function, and PostgreSQL makes it anew when the role changes.
    """
    return sql.SQL(
        """
        CREATE OR REPLACE FUNCTION {function}({table} {table}) RETURNS boolean
        LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = public, pg_temp
        AS $$ BEGIN RETURN {conditions}; END $$
        """
    ).format(
        function=sql.Identifier(f"{table}_also_seen"),
        table=sql.Identifier(table),
        conditions=sql.SQL(" OR ".join(conditions)),
    )


def _statements(table: str, rule: RowSecurity) -> Iterator[sql.Composed]:
    name = sql.Identifier(table)
    yield sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(name)
    for role, seen, written in (
        (CITIZEN_ROLE, rule.citizen, rule.citizen_writes),
        (DEPARTMENT_ROLE, rule.department, rule.department_writes),
        (EVERYWHERE_ROLE, ALL, ALL),
    ):
        of_role = sql.Identifier(role)
        yield sql.SQL("DROP POLICY IF EXISTS {} ON {}").format(of_role, name)
        if seen != NONE:
            yield sql.SQL("CREATE POLICY {} ON {} TO {} USING ({}) WITH CHECK ({})").format(
                of_role, name, of_role, sql.SQL(seen), sql.SQL(written or "false")
            )


_RIGHTS = """
    SELECT c.relname, c.relkind, x.privilege_type, NULL
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    CROSS JOIN LATERAL aclexplode(c.relacl) x
    WHERE x.grantee = %(role)s::regrole AND c.relkind IN ('r', 'p', 'v', 'S')
    UNION ALL
    SELECT c.relname, c.relkind, x.privilege_type, a.attname
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attacl IS NOT NULL
    CROSS JOIN LATERAL aclexplode(a.attacl) x
    WHERE x.grantee = %(role)s::regrole
"""


def _grant_like(cursor: Any, login_roles: Sequence[str]) -> None:
    """Give the roles of row security the rights over tables that the running site has.

    Without a role of its own the site connects as the owner, whose rights are all.
    """
    for role in map(sql.Identifier, ROLES):
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        if not login_roles:
            for kind in ("TABLES", "SEQUENCES"):
                cursor.execute(
                    sql.SQL("GRANT ALL ON ALL {} IN SCHEMA public TO {}").format(
                        sql.SQL(kind), role
                    )
                )
    for login in login_roles:
        cursor.execute(_RIGHTS, {"role": login})
        for name, kind, right, column in cursor.fetchall():
            _grant(cursor, name, kind, right, column)


def _grant(cursor: Any, name: str, kind: str, right: str, column: str | None) -> None:
    columns = sql.SQL("({})").format(sql.Identifier(column)) if column else sql.SQL("")
    cursor.execute(
        sql.SQL("GRANT {} {} ON {} {} TO {}").format(
            sql.SQL(right),
            columns,
            sql.SQL("SEQUENCE" if kind == "S" else "TABLE"),
            sql.Identifier(name),
            sql.SQL(", ").join(map(sql.Identifier, ROLES)),
        )
    )
