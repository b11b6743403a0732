# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL engine: connections heal without a query, and statements keep within their reach."""

import select
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.backends.postgresql import base

from yiwang.foundation import reach

_STANDING = """
    SELECT (SELECT count(*) FROM pg_roles
            WHERE rolname = ANY(%s) AND pg_has_role(session_user, oid, 'MEMBER')) = %s,
           r.rolsuper OR r.rolbypassrls OR EXISTS (
               SELECT 1 FROM pg_class
               WHERE relname = 'django_migrations' AND pg_has_role(session_user, relowner, 'USAGE'))
    FROM pg_roles r WHERE r.rolname = session_user
"""
_SET_REACH = """
    SELECT set_config('role', %s, true), set_config('yiwang.applicant', %s, true),
           set_config('yiwang.holder', %s, true), set_config('yiwang.department', %s, true)
"""


class DatabaseWrapper(base.DatabaseWrapper):
    """Ask the operating system first whether the server has hung up.

    Django's own check sends ``SELECT 1`` before the first query of every request. An idle
    connection has nothing to read; when PostgreSQL goes away, by shutdown or by kill -9, the
    kernel makes the socket readable. So silence means alive, and only noise costs a query.
    A host that vanishes without a word is left to TCP keepalives (see ``config.settings.base``).

    Before a statement whose reach (``yiwang.foundation.reach``) differs from the one that
    PostgreSQL was last told in this transaction, it is told the new one. It holds for the
    transaction only, as a pool of connections demands; a statement outside a transaction gets one
    of its own.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told = reach.AS_CONNECTED
        self._standing: _Standing | None = None
        self.execute_wrappers.append(self._within_reach)

    def is_usable(self) -> bool:
        if self.connection is not None and not _has_news(self.connection):
            return True
        return bool(super().is_usable())

    def init_connection_state(self) -> None:
        super().init_connection_state()
        self._told, self._standing = reach.AS_CONNECTED, None

    def _within_reach(
        self, execute: Callable[..., Any], statement: str, parameters: Any, many: bool, context: Any
    ) -> Any:
        wanted = reach.current()
        # An isolation level has to be chosen before anything is asked; it reads no rows.
        is_setting_up = isinstance(statement, str) and statement.startswith("SET TRANSACTION")
        if wanted == self._told or is_setting_up or not self._narrows(wanted):
            return execute(statement, parameters, many, context)
        if self.in_atomic_block:
            self._tell(wanted)
            return execute(statement, parameters, many, context)
        with transaction.atomic(using=self.alias):
            self._tell(wanted)
            return execute(statement, parameters, many, context)

    def _narrows(self, wanted: reach.Reach) -> bool:
        """Tell whether PostgreSQL has to hear of a reach."""
        standing = self._standing = self._standing or self._asked_for_standing()
        if not standing.has_roles:
            return False
        # Where the connection's own role sees nothing, nobody's reach is no news to it.
        is_no_news = wanted == reach.NOBODY and self._told == reach.AS_CONNECTED
        return standing.is_above_policies or not is_no_news

    def _asked_for_standing(self) -> "_Standing":
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(_STANDING, [list(reach.ROLES), len(reach.ROLES)])
            return _Standing(*cursor.fetchone())

    def _tell(self, wanted: reach.Reach) -> None:
        values = [wanted.role, wanted.applicant, wanted.holder, wanted.department]
        self.validate_no_broken_transaction()
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(_SET_REACH, values)
        self._told = wanted

    # What was told is gone with the transaction, and with a savepoint that is rolled back. Django's
    # stubs leave these methods out.

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        self._told = reach.AS_CONNECTED

    def _commit(self) -> Any:
        self._told = reach.AS_CONNECTED
        return super()._commit()  # type: ignore[misc]

    def _rollback(self) -> Any:
        self._told = reach.AS_CONNECTED
        return super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._told = _UNKNOWN


_UNKNOWN = reach.Reach(role="unknown")


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the role that a connection was opened with may do.

    :param has_roles: it can take on every role of row security
    :param is_above_policies: it is a superuser, or owns the tables
    """

    has_roles: bool
    is_above_policies: bool


def _has_news(connection: Any) -> bool:
    if connection.closed:
        return True
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
    return bool(poll.poll(0))
