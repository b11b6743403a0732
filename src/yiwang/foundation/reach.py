# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How far the statements of the moment reach: whose rows PostgreSQL lets them see.

The second net below ``visible_to``. A request begins with nobody's reach; as soon as it is known
who acts, it is that actor's. The engine (``config.database``) tells PostgreSQL before the next
statement, for the length of a transaction only, by a role and the values that the row security
policies compare with (``foundation.row_security``). Processes of our own reach everything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from yiwang.foundation.actors import Actor, ActorKind

NOBODY_ROLE: Final = "yiwang_nobody"
CITIZEN_ROLE: Final = "yiwang_citizen"
DEPARTMENT_ROLE: Final = "yiwang_department"
EVERYWHERE_ROLE: Final = "yiwang_everywhere"
ROLES: Final = (NOBODY_ROLE, CITIZEN_ROLE, DEPARTMENT_ROLE, EVERYWHERE_ROLE)


@dataclass(frozen=True, slots=True)
class Reach:
    """A role of the database, and what its policies compare with.

    :param role: "none" is the role that the connection was opened with
    :param applicant: the natural or legal person whose matters a citizen sees
    :param holder: the account, or the other system, that handed files in
    :param department: the department whose matters staff see
    """

    role: str = "none"
    applicant: str = ""
    holder: str = ""
    department: str = ""


AS_CONNECTED: Final = Reach()
NOBODY: Final = Reach(NOBODY_ROLE)
EVERYWHERE: Final = Reach(EVERYWHERE_ROLE)

_default = AS_CONNECTED
_current: ContextVar[Reach | None] = ContextVar("yiwang.reach", default=None)


def current() -> Reach:
    """Return the reach of the statements of the moment."""
    return _current.get() or _default


def of(actor: Actor) -> Reach:
    """Return how far an actor reaches: their own matters, their department's, or everything.

    Those whose post covers the divisions below theirs cross departments; ``visible_to`` narrows
    them to their region, which is no plain equality.
    """
    if actor.is_system:
        return EVERYWHERE
    if actor.is_citizen:
        return Reach(
            CITIZEN_ROLE,
            applicant=str(actor.applicant_id or ""),
            holder=str(actor.account_id or ""),
        )
    if actor.kind is ActorKind.ANONYMOUS:
        return NOBODY
    if actor.covers_subtree:
        return EVERYWHERE
    return Reach(
        DEPARTMENT_ROLE,
        department=str(actor.department_id or ""),
        holder=str(actor.account_id or actor.client_id),
    )


def become(actor: Actor) -> None:
    """Reach as far as this actor from now on, until the request that it was called in ends."""
    _current.set(of(actor))


@contextmanager
def a_request() -> Iterator[None]:
    """Begin with nobody's reach, and leave none behind."""
    token = _current.set(NOBODY)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def everywhere() -> Iterator[None]:
    """Reach everything during a block.

    For the few questions that are asked in nobody's name and answered by a secret alone: a case by
    its query code, a document by its verification code.
    """
    token = _current.set(EVERYWHERE)
    try:
        yield
    finally:
        _current.reset(token)


def reach_everything() -> None:
    """Make this process one of our own: worker, sequencer, consumers, command line."""
    global _default
    _default = EVERYWHERE
