# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""May this actor manage this system? Pure: reads what it is handed."""

from enum import StrEnum
from uuid import UUID

from yiwang.foundation.actors import Actor
from yiwang.organizations import policies as organizations
from yiwang.organizations.enums import Right
from yiwang.sso.errors import NotYourSystem, OwnApplication


class Action(StrEnum):
    """What may be asked of this room by staff."""

    READ = "read"
    APPLY = "apply"
    REVIEW = "review"
    OPERATE = "operate"


_MANAGERS = frozenset({Right.IDENTITY_MANAGE})
_REVIEWERS = _MANAGERS | {Right.SECURITY_MANAGE}
_RIGHTS = {
    Action.READ: _REVIEWERS,
    Action.APPLY: _MANAGERS,
    Action.REVIEW: _REVIEWERS,
    Action.OPERATE: _MANAGERS,
}


def can(actor: Actor, action: Action, *, department_id: UUID, division_code: str) -> bool:
    """Return whether the actor may do this to the systems of a department.

    Whoever manages the accounts of a department reads, applies for and operates its systems, and
    reviews what somebody else applied for; so does, but for applying and operating, its
    administrator of security.
    """
    if actor.is_system:
        return True
    if not actor.is_staff or actor.rights.isdisjoint(_RIGHTS[action]):
        return False
    return organizations.reaches(actor, division_code=division_code, department_id=department_id)


def check_can(actor: Actor, action: Action, *, department_id: UUID, division_code: str) -> None:
    """Raise unless the actor may do this.

    :raises NotYourSystem: they may not
    """
    if not can(actor, action, department_id=department_id, division_code=division_code):
        raise NotYourSystem


def check_four_eyes(actor: Actor, *, applied_by: UUID) -> None:
    """Raise when somebody would decide their own application.

    :raises OwnApplication: the actor applied for it
    """
    if actor.account_id == applied_by:
        raise OwnApplication
