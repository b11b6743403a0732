# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A bad review is answered: called back, corrected, appealed; never waved away by one person."""

from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from tests.cases import world as worlds
from tests.cases.world import MONDAY
from tests.evaluations.people import People, invited_to, later, reviewed
from yiwang.cases.models import Case
from yiwang.evaluations import errors
from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.enums import CorrectionAction as Action
from yiwang.evaluations.enums import CorrectionState as State
from yiwang.evaluations.models import Correction, CorrectionStep
from yiwang.evaluations.services import correcting, reviewing, sweeping
from yiwang.evaluations.services.correcting import Said
from yiwang.foundation.actors import Actor
from yiwang.ledger import selectors as ledger
from yiwang.ledger import services as ledger_services
from yiwang.notifications.models import Message
from yiwang.organizations.enums import StandardPost
from yiwang.workflow.errors import TransitionNotAllowed

pytestmark = pytest.mark.django_db
WORDS = "已当面道歉，加开两个窗口，排队减到十分钟。"


def bad(people: People, *, wants_call: bool = True) -> tuple[Case, UUID]:
    case = worlds.delivered(people.world)
    invited_to(people, case.id)
    review_id = reviewing.review_case(
        case_id=case.id,
        review=reviewing.Review(5, ("speed",), "排队两个小时", wants_call),
        actor=people.citizen,
        at=MONDAY,
    )
    return case, Correction.objects.get(evaluation_id=review_id).pk


def step(who: Actor, found: UUID, action: Action, note: str = WORDS, outcome: str = "") -> State:
    moved = correcting.take_step(
        correction_id=found, action=action, said=Said(note, outcome), actor=who, at=later(1)
    )
    return State(moved.state)


def test_a_bad_review_is_called_back_corrected_and_reviewed_again(people: People):
    case, found = bad(people)

    with pytest.raises(errors.CallFirst):
        step(people.supervisor, found, Action.CORRECT)
    assert step(people.supervisor, found, Action.CONTACT, outcome="no_answer") == State.CONTACTED
    with pytest.raises(errors.CallFirst):
        step(people.supervisor, found, Action.CORRECT)
    step(people.supervisor, found, Action.CONTACT, outcome="reached")
    assert step(people.supervisor, found, Action.CORRECT) == State.CORRECTED
    ledger_services.settle()
    done = correcting.review_again(
        case_id=case.id, level=2, note="这回好多了", actor=people.citizen, at=later(2)
    )

    assert done.state == State.CLOSED
    own = evaluations.of_case(case.id, people.citizen)
    assert own.review is not None
    assert own.review.level == 5  # the first review stays what it was
    assert [each.action for each in own.steps] == ["contact", "contact", "correct", "review_again"]
    assert Message.objects.filter(kind="review_corrected").count() == 1


def test_without_a_wish_to_be_called_the_case_stays_closed(people: People):
    _case, quiet = bad(people, wants_call=False)
    _other, loud = bad(people)

    assert evaluations.correction(quiet, people.supervisor).case_id is None
    assert evaluations.correction(loud, people.supervisor).case_id is not None
    assert step(people.supervisor, quiet, Action.CORRECT) == State.CORRECTED


def test_a_rejection_takes_evidence_and_a_second_person(people: People):
    case, found = bad(people)

    with pytest.raises(errors.WordsMissing):
        step(people.supervisor, found, Action.ASK_REJECTION, "假的")
    step(people.supervisor, found, Action.ASK_REJECTION)
    with pytest.raises(errors.SecondPersonMissing):
        step(people.supervisor, found, Action.CONFIRM_REJECTION)
    assert step(people.second, found, Action.CONFIRM_REJECTION) == State.REJECTED
    with pytest.raises(errors.WordsMissing):
        correcting.appeal(case_id=case.id, reason="不服", actor=people.citizen, at=later(2))
    correcting.appeal(case_id=case.id, reason=WORDS, actor=people.citizen, at=later(2))
    with pytest.raises(errors.OverseerMissing):
        step(people.second, found, Action.DISMISS_APPEAL)
    assert step(people.above, found, Action.UPHOLD_APPEAL) == State.OPEN
    again = Correction.objects.get(pk=found)
    assert again.contacted_on is None
    assert again.contact_due_on > MONDAY.date()


def test_a_rejection_by_one_person_is_refused_by_the_database(people: People):
    _case, found = bad(people)
    step(people.supervisor, found, Action.ASK_REJECTION)

    with pytest.raises(DatabaseError), transaction.atomic():
        Correction.objects.filter(pk=found).update(rejection_judged_by=people.supervisor.staff_id)


def test_whoever_worked_on_the_case_does_not_answer_its_review(people: People):
    world = people.world
    case, found = bad(people)
    approver = world.staff_actor(StandardPost.APPROVER)
    hands = Actor(
        kind=approver.kind,
        account_id=approver.account_id,
        staff_id=approver.staff_id,
        department_id=approver.department_id,
        rights=frozenset({*approver.rights, "cases.supervise"}),
    )
    assert ledger.events_about("case", case.id)

    with pytest.raises(errors.HandledItYourself):
        step(hands, found, Action.CONTACT, outcome="reached")


def test_nobody_is_called_who_did_not_ask_for_it(people: People):
    _case, found = bad(people, wants_call=False)

    with pytest.raises(errors.NobodyToCall):
        step(people.supervisor, found, Action.CONTACT, outcome="reached")
    shown = evaluations.correction(found, people.supervisor)
    (line,) = evaluations.corrections(people.supervisor, state="running")
    assert Action.CONTACT not in shown.may
    assert (line.wants_call, line.state_name) == (False, "待整改")
    assert step(people.supervisor, found, Action.CORRECT) == State.CORRECTED

    _other, waiting = bad(people)
    assert Action.CONTACT in evaluations.correction(waiting, people.supervisor).may


@pytest.mark.parametrize("action", [Action.APPEAL, Action.REVIEW_AGAIN, Action.CLOSE])
def test_staff_take_no_step_of_the_citizen_or_of_time(people: People, action: Action):
    _case, found = bad(people)

    with pytest.raises(errors.CorrectionNotFound):
        step(people.above, found, action)


def test_others_find_no_correction(people: People):
    case, found = bad(people)

    for who in (people.elsewhere, people.world.staff_actor(StandardPost.HANDLER), people.citizen):
        with pytest.raises(errors.CorrectionNotFound):
            evaluations.correction(found, who)
        with pytest.raises(errors.CorrectionNotFound):
            step(who, found, Action.CONTACT, outcome="reached")
    for case_id, who in ((case.id, people.neighbour), (uuid4(), people.citizen)):
        with pytest.raises(errors.CorrectionNotFound):
            correcting.appeal(case_id=case_id, reason=WORDS, actor=who, at=later(1))


def test_a_closed_correction_moves_no_more(people: People):
    case, found = bad(people, wants_call=False)
    step(people.supervisor, found, Action.CORRECT)
    correcting.review_again(case_id=case.id, level=1, note="", actor=people.citizen, at=later(2))

    with pytest.raises(TransitionNotAllowed):
        step(people.supervisor, found, Action.CONTACT, outcome="reached")
    with pytest.raises(TransitionNotAllowed):
        correcting.review_again(
            case_id=case.id, level=1, note="", actor=people.citizen, at=later(2)
        )


def test_steps_stay(people: People):
    _case, found = bad(people)
    step(people.supervisor, found, Action.CONTACT, outcome="reached")

    with pytest.raises(DatabaseError), transaction.atomic():
        CorrectionStep.objects.filter(correction_id=found).update(note="没有这回事")
    with pytest.raises(DatabaseError), transaction.atomic():
        CorrectionStep.objects.filter(correction_id=found).delete()


def test_each_overdue_deadline_is_a_fact_once(people: People):
    _case, found = bad(people)
    reviewed(people, 5)  # nobody to call, so no call is late

    assert sweeping.sweep(at=later(2))[0] == 1
    assert sweeping.sweep(at=later(2))[0] == 0
    assert sweeping.sweep(at=later(30))[0] == 2
    assert sweeping.sweep(at=later(31))[0] == 0
    facts = [
        each.payload["deadline"]
        for each in ledger.events_about("evaluation_correction", found)
        if each.kind == "evaluations.correction_overdue"
    ]
    assert facts == ["contact", "correct"]


def test_silence_closes_what_was_corrected(people: People):
    _case, found = bad(people, wants_call=False)
    step(people.supervisor, found, Action.CORRECT)

    assert sweeping.sweep(at=later(12))[1] == 0
    assert sweeping.sweep(at=later(20))[1] == 1
    assert Correction.objects.get(pk=found).state == State.CLOSED
