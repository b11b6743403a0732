# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""kill -9 at a chosen moment, in a process of its own."""

import os
import signal
from collections.abc import Callable
from itertools import count
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

MOST_STEPS = 2_000


def die(*_args: Any, **_kwargs: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_in(act: Callable[[], object]) -> None:
    """Do something in a process of its own that does not survive it."""
    assert _ended(act) == -signal.SIGKILL, "it came through"


def killed_everywhere(act: Callable[[], object], seen: Callable[[], object]) -> list[object]:
    """Kill something before each of its steps in the database, until one kill leaves it done.

    A step is a statement or a commit; the last kill comes when all is committed and nobody has
    heard of it yet. What was killed is begun again each time, one step further.

    :param seen: tells what there is now
    :return: what there was after each kill
    """
    found = []
    for number in range(1, MOST_STEPS):
        ended = _ended(lambda number=number: _stepping(act, number))
        assert ended in {0, -signal.SIGKILL}, f"it failed before step {number}"
        found.append(seen())
        if ended == 0:
            return found
    raise AssertionError("it never comes to its end")


def _ended(act: Callable[[], object]) -> int:
    child = os.fork()
    if child == 0:
        # The parent's connection is left alone; this process never ends in an orderly way.
        connections["default"] = connections.create_connection("default")
        code = 1
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    _number, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _stepping(act: Callable[[], object], last: int) -> None:
    connection, steps = connections["default"], count(1)

    def step() -> None:
        if next(steps) == last:
            die()

    def execute(run: Callable[..., Any], *what: Any) -> Any:
        step()
        return run(*what)

    connection.execute_wrappers.append(execute)
    _before_commits(connection, step)
    act()
    step()


def _before_commits(connection: BaseDatabaseWrapper, step: Callable[[], None]) -> None:
    commit = connection._commit

    def stepped() -> Any:
        step()
        return commit()

    connection._commit = stepped
