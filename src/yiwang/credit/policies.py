# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""May this actor do this to this record? Pure: reads what it is handed, queries nothing."""

from typing import TYPE_CHECKING

from yiwang.credit.errors import CreditEventNotFound, NotYoursToAnswer, OwnFinding
from yiwang.foundation.actors import Actor
from yiwang.identity.enums import HandlerRight
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

if TYPE_CHECKING:
    from yiwang.credit.models import CreditEvent


def check_is_subject(actor: Actor, event: "CreditEvent") -> None:
    """Raise unless it is the actor's own record, or that of the firm they act for.

    :raises CreditEventNotFound: to others it does not exist
    """
    is_own = actor.is_citizen and not actor.mandate_id and actor.applicant_id == event.person_id
    if not is_own or not actor.may_for_principal(HandlerRight.APPLY):
        raise CreditEventNotFound


def check_may_answer(actor: Actor, event: "CreditEvent") -> None:
    """Raise unless the actor may answer for the department that wrote the record.

    :raises NotYoursToAnswer: another department's, a stake in it, or no right to approve
    :raises OwnFinding: the record rests on what this very person found
    """
    if not actor.is_staff or not actor.has_right(Right.CASES_APPROVE):
        raise NotYoursToAnswer
    if actor.stands_behind(event.person_id) or not _reaches(actor, event):
        raise NotYoursToAnswer
    if event.written_by_id is not None and actor.staff_id == event.written_by_id:
        raise OwnFinding


def may_answer(actor: Actor, event: "CreditEvent") -> bool:
    """Return whether ``check_may_answer`` lets the actor pass; shows or hides the form."""
    try:
        check_may_answer(actor, event)
    except (NotYoursToAnswer, OwnFinding):
        return False
    return True


def _reaches(actor: Actor, event: "CreditEvent") -> bool:
    if actor.covers_subtree:
        return organizations.is_within(event.region_code, actor.division_code)
    return actor.department_id == event.department_id
