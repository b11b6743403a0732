# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""May this actor manage departments, posts and staff? Pure: reads what it is handed."""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import Right
from yiwang.organizations.errors import NotInYourReach, OwnPost, RightNotYours
from yiwang.organizations.reach import is_below

MANAGING_RIGHTS = frozenset({Right.ORGANIZATIONS_MANAGE, Right.IDENTITY_MANAGE, Right.LEDGER_READ})
"""Rights that a manager hands on only when they have them."""


class Action(StrEnum):
    """What may be asked of this room."""

    READ_DIVISIONS = "read_divisions"
    READ_DEPARTMENTS = "read_departments"
    READ_STAFF = "read_staff"
    LOAD_REFERENCE_DATA = "load_reference_data"
    CREATE_DEPARTMENT = "create_department"
    CREATE_POST = "create_post"
    CHANGE_POST = "change_post"
    CREATE_STAFF = "create_staff"
    ASSIGN_POST = "assign_post"
    END_POST = "end_post"


PUBLIC = frozenset({Action.READ_DIVISIONS, Action.READ_DEPARTMENTS})
SYSTEM_ONLY = frozenset({Action.LOAD_REFERENCE_DATA})


def can(
    actor: Actor, action: Action, *, division_code: str = "", department_id: UUID | None = None
) -> bool:
    """Return whether the actor may do this to a department of a division.

    Everybody reads divisions and departments. Staff read their own colleagues; only holders of
    ``organizations.manage`` change anything, within the reach of their post. Default: no.
    """
    if action in PUBLIC or actor.is_system:
        return True
    if action in SYSTEM_ONLY or not actor.is_staff:
        return False
    if not reaches(actor, division_code=division_code, department_id=department_id):
        return False
    return action is Action.READ_STAFF or actor.has_right(Right.ORGANIZATIONS_MANAGE)


def check_can(
    actor: Actor, action: Action, *, division_code: str = "", department_id: UUID | None = None
) -> None:
    """Raise unless the actor may do this.

    :raises NotInYourReach: they may not
    """
    if not can(actor, action, division_code=division_code, department_id=department_id):
        raise NotInYourReach


def check_grant(actor: Actor, rights: Collection[str], *, covers_subtree: bool) -> None:
    """Raise when the actor would hand on power over the organization that is not theirs.

    :raises RightNotYours: a managing right, or a reach, that the actor does not have
    """
    if actor.is_system:
        return
    managing = MANAGING_RIGHTS.intersection(rights)
    if not managing <= actor.rights or (covers_subtree and not actor.covers_subtree):
        raise RightNotYours


def check_not_oneself(actor: Actor, staff_id: UUID) -> None:
    """Raise when somebody would give a post to themselves.

    :raises OwnPost: the actor is that staff member
    """
    if actor.staff_id == staff_id:
        raise OwnPost


def reaches(actor: Actor, *, division_code: str, department_id: UUID | None = None) -> bool:
    """Return whether the actor's post reaches a department of a division.

    A post reaches its own department; one that covers the subtree also reaches every department
    of its division and of the divisions below.
    """
    if actor.department_id is not None and actor.department_id == department_id:
        return True
    return actor.covers_subtree and is_below(division_code, actor.division_code)
