# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may run a hall, and who may work at its counters."""

from yiwang.foundation.actors import Actor
from yiwang.halls.errors import NotThisHall
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right


def can_manage(actor: Actor, division_code: str) -> bool:
    """Tell whether an actor runs the hall of a division."""
    if actor.is_system:
        return True
    return actor.has_right(Right.HALLS_MANAGE) and _reaches(actor, division_code)


def check_can_manage(actor: Actor, division_code: str) -> None:
    """Let only those pass who run the hall of a division.

    :raises NotThisHall: the actor does not
    """
    if not can_manage(actor, division_code):
        raise NotThisHall


def can_serve(actor: Actor, division_code: str) -> bool:
    """Tell whether an actor may work at a counter of the hall of a division."""
    if actor.is_system:
        return True
    return actor.has_right(Right.COUNTER_ASSIST) and _reaches(actor, division_code)


def check_can_serve(actor: Actor, division_code: str) -> None:
    """Let only clerks pass.

    :raises NotThisHall: the actor is none here
    """
    if not can_serve(actor, division_code):
        raise NotThisHall


def check_is_clerk(actor: Actor) -> None:
    """Let only clerks of some counter pass.

    :raises NotThisHall: the post is none
    """
    if not actor.has_right(Right.COUNTER_ASSIST):
        raise NotThisHall


def check_can_watch(actor: Actor, division_code: str) -> None:
    """Let clerks and those pass who run the hall: for the board and its figures.

    :raises NotThisHall: the actor is neither
    """
    if not (can_manage(actor, division_code) or can_serve(actor, division_code)):
        raise NotThisHall


def _reaches(actor: Actor, division_code: str) -> bool:
    if not actor.division_code:
        return False
    if actor.division_code == division_code:
        return True
    return actor.covers_subtree and organizations.is_within(division_code, actor.division_code)
