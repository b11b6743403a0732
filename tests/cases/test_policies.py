# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may do what to whose case: the whole matrix, role by action by object."""

from dataclasses import replace
from itertools import product

import pytest

from tests.organizations.factories import HANGZHOU, NINGBO, XIHU
from yiwang.cases import policies
from yiwang.cases.enums import RIGHT_OF_ROLE, Action, CaseState, Role
from yiwang.cases.errors import CaseNotFound, NotYourCase, OwnCase, SameHands
from yiwang.cases.models import Case
from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind, system_actor
from yiwang.foundation.identifiers import new_id
from yiwang.organizations.enums import STANDARD_RIGHTS, Right, StandardPost

APPLICANT, DEPARTMENT, MANDATE = new_id(), new_id(), new_id()
CASE = Case(
    id=new_id(),
    applicant_id=APPLICANT,
    mandate_id=MANDATE,
    department_id=DEPARTMENT,
    region_code=XIHU,
    state=CaseState.SUBMITTED,
)


def staff(post: StandardPost) -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        account_id=new_id(),
        staff_id=new_id(),
        department_id=DEPARTMENT,
        division_code=XIHU,
        rights=STANDARD_RIGHTS[post],
    )


APPLYING = Actor(kind=ActorKind.CITIZEN, account_id=new_id(), person_id=APPLICANT, assurance=3)
ACTORS: dict[str, Actor] = {
    "applicant": APPLYING,
    "handler of the firm": replace(APPLYING, person_id=new_id(), legal_person_id=APPLICANT),
    "guardian": replace(APPLYING, person_id=new_id(), principal_id=APPLICANT),
    "agent": replace(
        APPLYING,
        person_id=new_id(),
        principal_id=APPLICANT,
        mandate_id=MANDATE,
        acting_rights=frozenset({"apply", "track"}),
    ),
    "agent of another mandate": replace(
        APPLYING, person_id=new_id(), principal_id=APPLICANT, mandate_id=new_id()
    ),
    "handler who only looks": replace(
        APPLYING,
        person_id=new_id(),
        legal_person_id=APPLICANT,
        acting_rights=frozenset({"track"}),
    ),
    "client": Actor(
        kind=ActorKind.CLIENT,
        client_id="tax",
        department_id=DEPARTMENT,
        division_code=XIHU,
        rights=frozenset(Right),
    ),
    "system": system_actor("sweep"),
    "anonymous": ANONYMOUS,
} | {post.value: staff(post) for post in StandardPost}

COUNTER, HANDLER, APPROVER = {"counter"}, {"handler"}, {"approver"}
PARTIES = {"applicant", "handler of the firm", "guardian"}
READERS = {"counter", "handler", "reviewer", "approver", "supervisor"}

MAY: dict[Action, set[str]] = {
    Action.SUBMIT: PARTIES | {"agent"},
    Action.ASK_CORRECTION: COUNTER,
    Action.ANSWER_CORRECTION: PARTIES | {"agent"},
    Action.LAPSE: {"system"},
    Action.ACCEPT: COUNTER,
    Action.DEEM_ACCEPTED: {"system"},
    Action.NOT_ACCEPT: COUNTER,
    Action.COMPLETE_STEP: set(),  # by the role of the step, below
    Action.SUSPEND: HANDLER,
    Action.RESUME: HANDLER,
    Action.ASK_EXTENSION: HANDLER,
    Action.DECIDE_EXTENSION: APPROVER,
    Action.DECIDE: APPROVER,
    Action.DELIVER: COUNTER,
    Action.CLOSE: COUNTER | {"system"},
    Action.WITHDRAW: PARTIES,
    Action.READ: PARTIES | READERS | {"agent", "handler who only looks"},
    Action.CLAIM: set(),
    Action.HAND_OVER: set(),
    Action.UNACCEPT: {"system"},
    Action.VOID: {"system"},
    Action.REVOKE: {"system"},
}
BY_ROLE = (Action.COMPLETE_STEP, Action.CLAIM, Action.HAND_OVER, Action.DECIDE)
ALL = [(name, action) for name, action in product(ACTORS, Action)]


def test_every_action_has_its_entry():
    assert set(MAY) == set(Action)


@pytest.mark.parametrize(("name", "action"), ALL)
def test_the_matrix_for_a_case_of_one_s_own(name: str, action: Action):
    assert policies.can(ACTORS[name], action, CASE) is (name in MAY[action])


@pytest.mark.parametrize(("name", "action"), ALL)
def test_the_matrix_for_a_case_of_others(name: str, action: Action):
    foreign = Case(
        id=new_id(), applicant_id=new_id(), department_id=new_id(), region_code=XIHU, state="draft"
    )

    assert policies.can(ACTORS[name], action, foreign) is (
        name == "system" and "system" in MAY[action]
    )


@pytest.mark.parametrize(("name", "action", "role"), list(product(ACTORS, BY_ROLE, RIGHT_OF_ROLE)))
def test_a_step_is_for_its_role(name: str, action: Action, role: Role):
    allowed = name == role.value

    assert policies.can(ACTORS[name], action, CASE, role=role) is allowed


@pytest.mark.parametrize("action", [each for each in Action if each is not Action.READ])
@pytest.mark.parametrize("post", list(StandardPost))
def test_nobody_of_the_staff_handles_their_own_case(post: StandardPost, action: Action):
    own = replace(staff(post), person_id=APPLICANT)

    for role in (None, *RIGHT_OF_ROLE):
        assert not policies.can(own, action, CASE, role=role)


def test_an_own_case_says_so():
    with pytest.raises(OwnCase):
        policies.check_can(
            replace(staff(StandardPost.COUNTER), person_id=APPLICANT), Action.ACCEPT, CASE
        )


def test_nobody_of_the_staff_acts_as_an_applicant():
    for post, action in product(StandardPost, policies.OF_THE_APPLICANT):
        own = replace(staff(post), person_id=APPLICANT)
        with pytest.raises(NotYourCase):
            policies.check_can(own, action, CASE)


def test_somebody_without_a_person_is_no_applicant():
    nobody = Actor(kind=ActorKind.CITIZEN, account_id=new_id())

    with pytest.raises(CaseNotFound):
        policies.check_can(nobody, Action.READ, Case(applicant_id=None))


@pytest.mark.parametrize(
    ("division", "reaches"), [(XIHU, True), (HANGZHOU, True), (NINGBO, False), ("", False)]
)
def test_a_post_that_reaches_down_reaches_what_lies_below(division: str, reaches: bool):
    above = replace(
        staff(StandardPost.SUPERVISOR),
        department_id=new_id(),
        division_code=division,
        covers_subtree=True,
    )

    assert policies.can(above, Action.READ, CASE) is reaches


def test_staff_without_a_department_reach_nothing():
    assert not policies.can(
        replace(staff(StandardPost.COUNTER), department_id=None), Action.ACCEPT, CASE
    )


def test_other_hands_are_other_hands():
    actor = staff(StandardPost.APPROVER)
    policies.check_other_hands(actor, {new_id()})

    with pytest.raises(SameHands):
        policies.check_other_hands(actor, {actor.staff_id, new_id()})


@pytest.mark.parametrize("role", RIGHT_OF_ROLE)
def test_a_colleague_needs_the_right_of_the_role(role: Role):
    policies.check_colleague({RIGHT_OF_ROLE[role]}, role)

    with pytest.raises(NotYourCase):
        policies.check_colleague(set(Right) - {RIGHT_OF_ROLE[role]}, role)


def test_only_an_account_or_a_member_of_staff_signs():
    with pytest.raises(NotYourCase):
        policies.staff_of(APPLYING)
    with pytest.raises(NotYourCase):
        policies.account_of(ANONYMOUS)
