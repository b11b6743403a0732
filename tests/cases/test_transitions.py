# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Every row of the state table, and everything that is no row of it."""

from dataclasses import replace
from itertools import product

import pytest

from tests.cases import world as worlds
from tests.cases.world import ATTEMPTS, CASE_IN, attempt, citizen, elsewhere, fresh, neighbour, who
from tests.factories import World
from yiwang.cases.enums import Action, CaseState, Role
from yiwang.cases.errors import CaseChanged, CaseNotFound, NotYourCase, OwnCase
from yiwang.cases.models import Case
from yiwang.cases.services import intake
from yiwang.cases.states import CASE
from yiwang.foundation.errors import DomainError, Kind
from yiwang.ledger import selectors as ledger
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db

NOT_BY_PEOPLE = {
    *(Action.DEEM_ACCEPTED, Action.LAPSE),
    *(Action.UNACCEPT, Action.VOID, Action.REVOKE),  # they follow from what was found
}
NO_TRANSITION = {Action.READ, Action.CLAIM, Action.HAND_OVER}
ROWS = [row for row in CASE if row.action in ATTEMPTS and row.role is not Role.SYSTEM]
POSTS = {
    Role.COUNTER: StandardPost.COUNTER,
    Role.HANDLER: StandardPost.HANDLER,
    Role.APPROVER: StandardPost.APPROVER,
}


def ready_for(world: World, state: CaseState, action: Action) -> Case:
    """Return a case in which an action of the table can be taken."""
    if action is Action.DECIDE and state is CaseState.ACCEPTED:
        return worlds.accepted(world, item=world.kiosk)
    if action is Action.COMPLETE_STEP and state is CaseState.IN_PROCESS:
        code = worlds.process(
            [worlds.bpmn.start(), worlds.bpmn.user("review"), worlds.bpmn.user("audit"),
             worlds.bpmn.decision(role="approver"), worlds.bpmn.end()],
            [("start", "review"), ("review", "audit"), ("audit", "decision"), ("decision", "end")],
        )  # fmt: skip
        return worlds.in_process(world, item=worlds.item(world, process_code=code))
    case = CASE_IN[state](world)
    if action is Action.DECIDE_EXTENSION:
        attempt(world, Action.ASK_EXTENSION, case)
    return fresh(case)


def taker(world: World, case: Case, action: Action):
    """Return who takes an action in a case; the counter decides what is decided at once."""
    if action is Action.DECIDE and case.item_name == "报刊亭登记":
        return who(world, StandardPost.COUNTER)
    return None


def test_every_action_of_the_table_is_tried_here():
    tried = set(ATTEMPTS) | NOT_BY_PEOPLE | NO_TRANSITION | {Action.SUBMIT}

    assert tried == set(Action)
    assert {row.action for row in CASE} == set(Action) - NO_TRANSITION
    assert set(CASE_IN) == set(CaseState) - {CaseState.DRAFT}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.source}-{row.action}")
def test_a_row_of_the_table_leads_where_it_says_and_is_written_down_once(world: World, row):
    case = ready_for(world, row.source, row.action)
    before = len(ledger.events_about("case", case.id))

    attempt(world, row.action, case, actor=taker(world, case, row.action))

    moved = fresh(case)
    kinds = [each.kind for each in ledger.events_about("case", case.id)[before:]]
    # A clock stands for a procedure on record, which begins or ends with it as a fact of its own.
    of_procedure = [kind for kind in kinds if kind.startswith("cases.procedure_")]
    assert moved.state == row.target
    assert len(kinds) - len(of_procedure) == 1
    assert len(of_procedure) == (CaseState.SUSPENDED in {row.source, row.target})
    assert moved.revision > case.revision
    assert of_procedure or moved.revision == case.revision + 1


@pytest.mark.parametrize(
    ("state", "action"),
    [
        (state, action)
        for state, action in product(CASE_IN, ATTEMPTS)
        if action not in CASE.actions(state)
    ],
)
def test_what_is_no_row_of_the_table_is_a_conflict_and_changes_nothing(
    world: World, state: CaseState, action: Action
):
    case = fresh(CASE_IN[state](world))
    before = len(ledger.events_about("case", case.id))

    with pytest.raises(DomainError) as refused:
        attempt(world, action, case)

    assert refused.value.kind is Kind.CONFLICT
    after = fresh(case)
    assert (after.state, after.revision) == (case.state, case.revision)
    assert len(ledger.events_about("case", case.id)) == before


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.source}-{row.action}")
def test_nobody_else_of_the_department_takes_a_row(world: World, row):
    case = ready_for(world, row.source, row.action)
    right = taker(world, case, row.action)
    allowed = StandardPost.COUNTER if right else POSTS.get(row.role)

    for post in set(world.staff) - {allowed}:
        with pytest.raises(NotYourCase):
            attempt(world, row.action, case, actor=who(world, post))
    assert fresh(case).revision == case.revision


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.source}-{row.action}")
def test_the_same_post_of_another_department_takes_no_row(world: World, row):
    case = ready_for(world, row.source, row.action)
    post = POSTS.get(row.role)
    right = taker(world, case, row.action) or (who(world, post) if post else None)
    others = [elsewhere(world, right)] if right else []

    for stranger in [*others, neighbour(world)]:
        with pytest.raises((NotYourCase, CaseNotFound)):
            attempt(world, row.action, case, actor=stranger)
    assert fresh(case).revision == case.revision


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row.role is not Role.APPLICANT],
    ids=lambda row: f"{row.source}-{row.action}",
)
def test_staff_take_no_row_of_their_own_application(world: World, row):
    case = ready_for(world, row.source, row.action)
    right = taker(world, case, row.action) or who(world, POSTS[row.role])

    with pytest.raises(OwnCase):
        attempt(world, row.action, case, actor=replace(right, person_id=case.applicant_id))
    assert fresh(case).revision == case.revision


REPEATABLE = {Action.COMPLETE_STEP}


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row.action not in REPEATABLE],
    ids=lambda row: f"{row.source}-{row.action}",
)
def test_a_row_is_not_taken_twice(world: World, row):
    case = ready_for(world, row.source, row.action)
    actor = taker(world, case, row.action)
    attempt(world, row.action, case, actor=actor)
    once = fresh(case)

    with pytest.raises(DomainError) as refused:
        attempt(world, row.action, case, actor=actor)

    assert refused.value.kind is Kind.CONFLICT
    assert fresh(case).revision == once.revision


def test_a_step_is_not_done_twice(world: World):
    case = worlds.accepted(world)
    step = worlds.some_step(case)
    attempt(world, Action.COMPLETE_STEP, case)

    with pytest.raises(DomainError) as refused:
        attempt(world, Action.COMPLETE_STEP, case)

    assert worlds.some_step(case) == step
    assert refused.value.code == "cases.step_not_open"


@pytest.mark.parametrize("action", sorted(ATTEMPTS))
def test_a_case_that_does_not_exist_is_not_found_or_has_no_such_step(world: World, action: Action):
    case = worlds.submitted(world)
    nowhere = replace_id(case)

    with pytest.raises(DomainError) as refused:
        attempt(world, action, nowhere)

    assert refused.value.kind in {Kind.NOT_FOUND, Kind.CONFLICT}


def replace_id(case: Case) -> Case:
    return Case(id=worlds.factories.stored_file(worlds.SYSTEM), number=case.number)


@pytest.mark.parametrize("revision", [0, 2, 2**31, -1])
def test_who_saw_another_revision_meets_a_conflict(world: World, revision: int):
    case = worlds.submitted(world)

    with pytest.raises(CaseChanged):
        intake.accept_case(
            case_id=case.id, actor=who(world, worlds.COUNTER), at=worlds.MONDAY, revision=revision
        )
    assert fresh(case).state == CaseState.SUBMITTED


def test_who_saw_the_present_revision_may_act(world: World):
    case = worlds.submitted(world)

    moved = intake.accept_case(
        case_id=case.id, actor=who(world, worlds.COUNTER), at=worlds.MONDAY, revision=case.revision
    )
    assert moved.state == CaseState.ACCEPTED


def test_a_system_takes_no_row_of_people(world: World):
    system = replace(who(world, worlds.HANDLER), kind=worlds.factories.SYSTEM.kind)
    case = worlds.in_process(world)

    for action in set(ATTEMPTS) - {Action.CLOSE}:
        with pytest.raises(DomainError):
            attempt(world, action, case, actor=system)
    assert fresh(case).revision == case.revision


def test_a_citizen_is_not_told_that_somebody_else_s_case_exists(world: World):
    case = worlds.submitted(world)

    with pytest.raises(CaseNotFound):
        attempt(world, Action.WITHDRAW, case, actor=neighbour(world))
    with pytest.raises(CaseNotFound):
        attempt(
            world,
            Action.WITHDRAW,
            case,
            actor=replace(citizen(world), legal_person_id=world.firm.id),
        )
