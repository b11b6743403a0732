# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""May this actor do this to this case, now? Pure: reads what it is handed, queries nothing."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from yiwang.cases.aftermath_refusals import EntitlementNotFound
from yiwang.cases.desk import consulting
from yiwang.cases.enums import RIGHT_OF_ROLE, Action, CaseState, Role
from yiwang.cases.errors import CaseNotFound, NotYourCase, OwnCase, PersonNotStated, SameHands
from yiwang.cases.states import CASE
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.identity.enums import HandlerRight
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

if TYPE_CHECKING:
    from yiwang.cases.models import Case, Entitlement

RIGHT_FOR: Mapping[Action, Right] = {
    Action.ASK_CORRECTION: Right.CASES_ACCEPT,
    Action.ACCEPT: Right.CASES_ACCEPT,
    Action.NOT_ACCEPT: Right.CASES_ACCEPT,
    Action.DELIVER: Right.CASES_ACCEPT,
    Action.CLOSE: Right.CASES_ACCEPT,
    Action.SUSPEND: Right.CASES_HANDLE,
    Action.RESUME: Right.CASES_HANDLE,
    Action.ASK_EXTENSION: Right.CASES_HANDLE,
    Action.DECIDE_EXTENSION: Right.CASES_APPROVE,
    Action.DECIDE: Right.CASES_APPROVE,
    Action.READ: Right.CASES_READ,
}
OF_THE_APPLICANT = frozenset({Action.SUBMIT, Action.ANSWER_CORRECTION, Action.WITHDRAW})
RIGHT_TO_ACT: Mapping[Action, HandlerRight] = {
    Action.READ: HandlerRight.TRACK,
    Action.SUBMIT: HandlerRight.APPLY,
    Action.ANSWER_CORRECTION: HandlerRight.APPLY,
    Action.WITHDRAW: HandlerRight.WITHDRAW,
}
"""What an applicant may do, and the right that somebody needs who does it for them."""
OF_THE_SYSTEM = frozenset(
    {
        Action.DEEM_ACCEPTED,
        Action.LAPSE,
        Action.CLOSE,
        Action.UNACCEPT,
        Action.VOID,
        Action.REVOKE,
    }
)
DECISIONS = frozenset({Action.DECIDE, Action.DECIDE_EXTENSION, Action.NOT_ACCEPT})
"""What is decided about an applicant: whoever does it may have to say first who they are."""
OF_A_RULE = frozenset({Action.ACCEPT, Action.COMPLETE_STEP, Action.DECIDE})
"""What a process of our own may do in the name of a published rule, and only then."""


def check_can(actor: Actor, action: Action, case: "Case", *, role: str | None = None) -> None:
    """Raise unless the actor may take this action on this case.

    :param role: who the step is for, where the process says so (steps, claims, decisions)
    :raises CaseNotFound: it is somebody else's; a citizen is not even told that it exists
    :raises OwnCase: a staff member acts on their own application, or that of a firm of theirs
    :raises PersonNotStated: they decide, and have not said who they are where that is required
    :raises NotYourCase: everything else that is not allowed
    """
    if actor.is_citizen:
        _check_is_the_applicant(actor, case)
        right = RIGHT_TO_ACT.get(action)
        allowed = right is not None and actor.may_for_principal(right)
    elif actor.is_staff:
        allowed = _staff_may(actor, action, case, role)
    else:
        of_a_rule = actor.rule_version_id is not None and action in OF_A_RULE
        allowed = actor.is_system and (action in OF_THE_SYSTEM or of_a_rule)
    if not allowed:
        raise NotYourCase


def can(actor: Actor, action: Action, case: "Case", *, role: str | None = None) -> bool:
    """Return whether ``check_can`` lets the actor pass; shows or hides a button."""
    try:
        check_can(actor, action, case, role=role)
    except DomainError:
        return False
    return True


def check_reaches(actor: Actor, case: "Case") -> None:
    """Raise for a citizen or a staff member whom the case does not concern at all.

    It comes before whatever else is wrong with a command, which would say how the case stands.

    :raises CaseNotFound: it is somebody else's; a citizen is not even told that it exists
    :raises NotYourCase: it is another department's
    """
    if actor.is_citizen:
        _check_is_the_applicant(actor, case)
    elif actor.is_staff and not _reaches(actor, case):
        raise NotYourCase


def _check_is_the_applicant(actor: Actor, case: "Case") -> None:
    if actor.applicant_id is None or actor.applicant_id != case.applicant_id:
        raise CaseNotFound
    if actor.mandate_id is not None and actor.mandate_id != case.mandate_id:
        raise CaseNotFound


def _staff_may(actor: Actor, action: Action, case: "Case", role: str | None) -> bool:
    if action in OF_THE_APPLICANT or action in OF_THE_SYSTEM - {Action.CLOSE}:
        return False
    right = RIGHT_OF_ROLE.get(Role(role)) if role else RIGHT_FOR.get(action)
    if right is None or not actor.has_right(right) or not _reaches(actor, case):
        return False
    if action is not Action.READ and _has_a_stake(actor, case):
        raise OwnCase
    if action in DECISIONS:
        check_has_stated_person(actor)
    return True


def check_has_stated_person(actor: Actor) -> None:
    """Raise while a staff member who decides has not said which natural person they are.

    Only where the installation requires it: whose cases are one's own is not known before.

    :raises PersonNotStated: it does, and they have not
    """
    is_required = settings.STAFF_OWN_PERSON == "required"
    if is_required and actor.is_staff and not actor.has_stated_person:
        raise PersonNotStated


def check_has_right(actor: Actor, case: "Case", *rights: Right) -> None:
    """Raise unless a member of the staff whom the case concerns has one of these rights.

    For what is noted about a case and is no step of its legal life: originals, promises.

    :raises OwnCase: it is their own application, or that of a firm of theirs
    :raises NotYourCase: everything else that is not allowed
    """
    if actor.is_citizen:
        _check_is_the_applicant(actor, case)
    if not actor.is_staff or not any(map(actor.has_right, rights)) or not _reaches(actor, case):
        raise NotYourCase
    if _has_a_stake(actor, case):
        raise OwnCase


def has_right(actor: Actor, case: "Case", *rights: Right) -> bool:
    """Return whether ``check_has_right`` lets the actor pass; shows or hides a form."""
    try:
        check_has_right(actor, case, *rights)
    except DomainError:
        return False
    return True


def may_consult(actor: Actor, case: "Case") -> bool:
    """Tell whether the actor may ask colleagues about a case now; shows or hides the form."""
    return case.state in consulting.WHILE and has_right(actor, case, *consulting.WORKING)


def _has_a_stake(actor: Actor, case: "Case") -> bool:
    """Tell whether the actor, or a firm of theirs, applies, or the actor filed it for another.

    Source: 公务员法 76: who has a stake in a matter leaves it to others.
    """
    return actor.stands_behind(case.applicant_id) or actor.stands_behind(case.agent_id)


def _reaches(actor: Actor, case: "Case | Entitlement") -> bool:
    if not actor.is_cleared_for(case.department_id, case.item_code):
        return False
    if actor.covers_subtree:
        return organizations.is_within(case.region_code, actor.division_code)
    return actor.department_id == case.department_id


def check_holds(actor: Actor, entitlement: "Entitlement", right: HandlerRight) -> None:
    """Raise unless the actor holds what was granted, or may do this for who does.

    :raises EntitlementNotFound: it is somebody else's
    :raises NotYourCase: the holder has not entrusted this
    """
    if not actor.is_citizen or actor.applicant_id != entitlement.holder_id:
        raise EntitlementNotFound
    if actor.mandate_id is not None:
        raise NotYourCase
    if not actor.may_for_principal(right):
        raise NotYourCase


def check_granted_it(actor: Actor, entitlement: "Entitlement", right: Right) -> None:
    """Raise unless the actor works, with this right, in the body that granted it or above it.

    Source: 行政许可法 69: the body that decided, or its superior.

    :raises NotYourCase: they do not
    :raises OwnCase: it is their own, or that of a firm of theirs
    :raises PersonNotStated: they decide, and have not said who they are where that is required
    """
    if not actor.is_staff or not actor.has_right(right) or not _reaches(actor, entitlement):
        raise NotYourCase
    if actor.stands_behind(entitlement.holder_id):
        raise OwnCase
    if right == Right.CASES_APPROVE:
        check_has_stated_person(actor)


def staff_of(actor: Actor) -> UUID:
    """Return the staff member who acts.

    :raises NotYourCase: it is nobody of the staff
    """
    if actor.staff_id is None:
        raise NotYourCase
    return actor.staff_id


def department_of(actor: Actor) -> UUID:
    """Return the department in whose post a staff member acts.

    :raises NotYourCase: it is nobody of the staff
    """
    if not actor.is_staff or actor.department_id is None:
        raise NotYourCase
    return actor.department_id


def doer_of(actor: Actor) -> UUID:
    """Return who does a step or decides: the staff member, or the version of a rule.

    :raises NotYourCase: it is neither
    """
    if actor.is_system and actor.rule_version_id is not None:
        return actor.rule_version_id
    return staff_of(actor)


def account_of(actor: Actor) -> UUID:
    """Return the account that acts.

    :raises NotYourCase: nobody is signed in
    """
    if actor.account_id is None:
        raise NotYourCase
    return actor.account_id


def check_colleague(rights: Collection[str], role: str) -> None:
    """Raise unless somebody with these rights in the department may take a step of this role.

    :raises NotYourCase: they may not
    """
    if RIGHT_OF_ROLE[Role(role)] not in rights:
        raise NotYourCase


def check_other_hands(actor: Actor, others: Collection[UUID]) -> None:
    """Raise when the actor is one of those whose work is to be approved.

    :raises SameHands: nobody approves their own work
    """
    if actor.staff_id in others:
        raise SameHands


def possible_actions(case: "Case") -> frozenset[Action]:
    """Return what the state table allows now, whoever asks."""
    return frozenset(CASE.actions(CaseState(case.state)))
