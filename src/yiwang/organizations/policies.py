# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""May this actor manage departments, posts and staff? Pure: reads what it is handed."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from enum import StrEnum
from uuid import UUID

from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import (
    ADMIN_RIGHTS,
    DEFINING_RIGHTS,
    GRANTED_RIGHTS,
    AdminRole,
    Right,
)
from yiwang.organizations.errors import (
    MixedRights,
    NotInYourReach,
    OwnGrant,
    OwnPost,
    RightNotYours,
)
from yiwang.organizations.reach import is_below

MANAGING_RIGHTS = frozenset(
    {
        Right.ORGANIZATIONS_MANAGE,
        Right.IDENTITY_MANAGE,
        Right.SECURITY_MANAGE,
        Right.LEDGER_READ,
    }
)
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
    CREATE_ADMIN_POST = "create_admin_post"
    ASK_GRANT = "ask_grant"
    DECIDE_GRANT = "decide_grant"
    READ_GRANTS = "read_grants"
    SET_LEAVE = "set_leave"
    REMOVE_STAFF = "remove_staff"
    REVIEW_POSTS = "review_posts"
    READ_REVIEWS = "read_reviews"
    IMPORT_STAFF = "import_staff"
    LABEL_DATA = "label_data"


PUBLIC = frozenset({Action.READ_DIVISIONS, Action.READ_DEPARTMENTS})
SYSTEM_ONLY = frozenset({Action.LOAD_REFERENCE_DATA})
STAFF_ONLY = frozenset({Action.DECIDE_GRANT})
"""What no process of our own does: a person answers for it."""
ANY_ADMINISTRATOR = frozenset(
    {Right.ORGANIZATIONS_MANAGE, Right.SECURITY_MANAGE, Right.LEDGER_READ}
)
RIGHTS_FOR: Mapping[Action, frozenset[Right]] = {
    Action.CREATE_ADMIN_POST: frozenset({Right.SECURITY_MANAGE}),
    Action.ASK_GRANT: frozenset({Right.ORGANIZATIONS_MANAGE, Right.SECURITY_MANAGE}),
    Action.DECIDE_GRANT: frozenset({Right.SECURITY_MANAGE}),
    Action.LABEL_DATA: frozenset({Right.SECURITY_MANAGE}),
    Action.READ_GRANTS: ANY_ADMINISTRATOR,
    Action.READ_REVIEWS: ANY_ADMINISTRATOR,
}
"""One of these rights is enough; all other actions take ``organizations.manage``."""


def can(
    actor: Actor, action: Action, *, division_code: str = "", department_id: UUID | None = None
) -> bool:
    """Return whether the actor may do this to a department of a division.

    Everybody reads divisions and departments. Staff read their own colleagues; only holders of
    ``organizations.manage`` change anything, within the reach of their post; what is given to
    administrators is decided by holders of ``security.manage``. Default: no.
    """
    if action in PUBLIC or (actor.is_system and action not in STAFF_ONLY):
        return True
    if action in SYSTEM_ONLY or not actor.is_staff:
        return False
    if not reaches(actor, division_code=division_code, department_id=department_id):
        return False
    if action is Action.READ_STAFF:
        return True
    needed = RIGHTS_FOR.get(action, frozenset({Right.ORGANIZATIONS_MANAGE}))
    return not needed.isdisjoint(actor.rights)


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
    if not managing <= _handed_on_by(actor) or (covers_subtree and not actor.covers_subtree):
        raise RightNotYours


def _handed_on_by(actor: Actor) -> frozenset[str]:
    """Return what the actor has, and an auditor's right for whoever is to appoint auditors."""
    if actor.has_right(Right.SECURITY_MANAGE):
        return actor.rights | {Right.LEDGER_READ}
    return actor.rights


def admin_role_of(rights: Collection[str]) -> AdminRole:
    """Return which administrator a post with these rights is.

    :raises MixedRights: it would be two, or do other work beside
    """
    for role, defining in DEFINING_RIGHTS.items():
        if defining.isdisjoint(rights):
            continue
        if not ADMIN_RIGHTS[role].issuperset(rights):
            raise MixedRights
        return role
    return AdminRole.NONE


def needs_grant(rights: Collection[str]) -> bool:
    """Return whether a post with these rights is given on request only."""
    return not GRANTED_RIGHTS.isdisjoint(rights)


def check_other_hands(actor: Actor, *, staff_id: UUID, asked_by: UUID | None) -> UUID:
    """Return the staff member who decides; raise when it is who asked, or who gets it.

    :raises OwnGrant: nobody approves what they asked for, or what they get
    """
    if actor.staff_id is None or actor.staff_id in (staff_id, asked_by):
        raise OwnGrant
    return actor.staff_id


def stands_in_for(actor: Actor, staff_id: UUID | None) -> bool:
    """Return whether the actor is today the deputy of a staff member on leave.

    Other rooms ask it before they refuse somebody's work to the actor.
    """
    return staff_id is not None and staff_id in actor.covers_for


def acting_deputy(actor: Actor, claimed_by: UUID | None) -> Actor:
    """Return the actor as the record is to name them: with whom they stand in for, if anybody.

    :param claimed_by: who had taken the work; the actor, a colleague on leave, or nobody
    """
    if claimed_by is not None and stands_in_for(actor, claimed_by):
        return replace(actor, deputy_for=claimed_by)
    return actor


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
