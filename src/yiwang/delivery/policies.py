# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""May this actor do this with this parcel, now? Pure: reads what it is handed, queries nothing."""

from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from yiwang.delivery import rules
from yiwang.delivery.enums import CallOff, ParcelState
from yiwang.delivery.errors import NotYourParcel, ParcelNotFound
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.identity.enums import HandlerRight
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

if TYPE_CHECKING:
    from yiwang.delivery.models import Parcel


class Action(StrEnum):
    """What somebody may do with a parcel."""

    READ = "read"
    CANCEL = "cancel"
    CHANGE_ADDRESS = "change_address"
    RENEW_CODE = "renew_code"
    RUN = "run"
    """Labels, receipts at the desk, handing out, compensation."""


OF_THE_CITIZEN = frozenset({Action.READ, Action.CANCEL, Action.CHANGE_ADDRESS, Action.RENEW_CODE})
OF_THE_DESK = frozenset({Action.CANCEL, Action.CHANGE_ADDRESS, Action.RUN})
RIGHT_OF_AN_AGENT = {Action.READ: HandlerRight.TRACK}


def check_can(actor: Actor, action: Action, parcel: "Parcel") -> None:
    """Raise unless the actor may do this with this parcel.

    :raises ParcelNotFound: it is somebody else's; a citizen is not even told that it exists
    :raises NotYourParcel: everything else that is not allowed
    """
    if actor.is_citizen:
        _check_is_theirs(actor, parcel)
        right = RIGHT_OF_AN_AGENT.get(action, HandlerRight.APPLY)
        allowed = action in OF_THE_CITIZEN and actor.may_for_principal(right)
    elif actor.is_staff:
        allowed = _staff_may(actor, action, parcel)
    else:
        allowed = actor.is_system
    if not allowed:
        raise NotYourParcel


def can(actor: Actor, action: Action, parcel: "Parcel") -> bool:
    """Return whether ``check_can`` lets the actor pass; shows or hides a button."""
    try:
        check_can(actor, action, parcel)
    except DomainError:
        return False
    return True


def may(actor: Actor, parcel: "Parcel") -> dict[str, bool]:
    """Return what the actor may do with a parcel now, for buttons and programs."""
    is_open = parcel.state in (ParcelState.PREPARED, ParcelState.BOOKED)
    is_called_off = parcel.cancel_state == CallOff.WAITING
    return {
        "cancel": is_open and not is_called_off and can(actor, Action.CANCEL, parcel),
        "change_address": rules.can_change_address(parcel)
        and can(actor, Action.CHANGE_ADDRESS, parcel),
        "renew_code": rules.has_use_for_a_code(parcel) and can(actor, Action.RENEW_CODE, parcel),
        "run": can(actor, Action.RUN, parcel),
    }


def check_runs_a_desk(actor: Actor) -> UUID:
    """Return the department whose parcels the actor sends and takes in.

    :raises NotYourParcel: the post has none
    """
    if not actor.has_right(Right.CASES_ACCEPT) or actor.department_id is None:
        raise NotYourParcel
    return actor.department_id


def check_reads_a_desk(actor: Actor) -> None:
    """Raise unless the actor's post sees a department's parcels.

    :raises NotYourParcel: it does not
    """
    if not actor.has_right(Right.CASES_READ):
        raise NotYourParcel


def check_sets_payers(actor: Actor) -> UUID:
    """Return the department for which the actor says who pays.

    :raises NotYourParcel: the post has none
    """
    if not actor.has_right(Right.CASES_APPROVE) or actor.department_id is None:
        raise NotYourParcel
    return actor.department_id


def _check_is_theirs(actor: Actor, parcel: "Parcel") -> None:
    if actor.applicant_id is None or actor.applicant_id != parcel.person_id:
        raise ParcelNotFound
    if actor.mandate_id is not None and actor.mandate_id != parcel.mandate_id:
        raise ParcelNotFound


def _staff_may(actor: Actor, action: Action, parcel: "Parcel") -> bool:
    if action is Action.READ:
        return actor.has_right(Right.CASES_READ) and _reaches(actor, parcel)
    is_mine = actor.department_id == parcel.department_id
    is_own = actor.stands_behind(parcel.person_id)
    return action in OF_THE_DESK and actor.has_right(Right.CASES_ACCEPT) and is_mine and not is_own


def _reaches(actor: Actor, parcel: "Parcel") -> bool:
    if actor.covers_subtree:
        return organizations.is_within(parcel.region_code, actor.division_code)
    return actor.department_id == parcel.department_id
