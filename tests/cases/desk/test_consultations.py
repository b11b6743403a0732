# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""内部会商: asked within a deadline, read while it is open, answered, and never the applicant's."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.cases import world as worlds
from tests.cases.world import COUNTER, HANDLER, MONDAY, REVIEWER, at, citizen, fresh, who
from tests.factories import World, stored_file
from yiwang.cases import selectors as cases
from yiwang.cases.desk import errors, overdue
from yiwang.cases.desk.enums import ConsultationState
from yiwang.cases.errors import CaseNotFound, NotYourCase, OwnCase
from yiwang.cases.models import Case, Consultation, StaffNotice
from yiwang.cases.services import consultations, decisions
from yiwang.cases.services.consultations import Addressee
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.ledger import selectors as ledger
from yiwang.ledger import services as ledgers
from yiwang.organizations import services as staffing
from yiwang.organizations.enums import LeaveReason

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
DUE = date(2026, 11, 27)


@pytest.fixture
def case(world: World) -> Case:
    return worlds.accepted(world)


def stranger(world: World) -> Actor:
    return world.actor(world.stranger)


def asked(world: World, case: Case, to: Addressee | None = None, **changed) -> Consultation:
    given = {
        "case_id": case.pk,
        "to": to or Addressee(world.other_department.id),
        "question": "该场所是否在规划的消防通道上？",
        "due_on": DUE,
        "actor": who(world, HANDLER),
        "at": MONDAY,
    }
    return consultations.ask(**given | changed)


def answered(world: World, made: Consultation, actor: Actor | None = None, **changed):
    given = {"consultation_id": made.pk, "words": "不在消防通道上。", "at": at(11, 24)}
    return consultations.answer(**given | changed, actor=actor or stranger(world))


def test_who_is_asked_finds_it_among_their_tasks(world: World, case: Case):
    made = asked(world, case)

    (shown,) = cases.consultations.asked_of(stranger(world), today=TODAY)

    assert shown.row.pk == made.pk
    assert shown.from_department == world.department.name
    assert cases.waiting(stranger(world), today=TODAY).asked == 1
    assert cases.waiting(who(world, HANDLER), today=TODAY).asked == 0


def test_who_is_asked_reads_this_case_until_they_answer(world: World, case: Case):
    other, made = worlds.accepted(world), asked(world, case)
    actor = stranger(world)

    found = cases.consultations.consulted_case(made.pk, actor)

    assert found.case.pk == case.pk
    assert found.materials
    for closed_to in (case, other):
        with pytest.raises(CaseNotFound):
            cases.case(closed_to.pk, actor)
    answered(world, made)
    with pytest.raises(errors.ConsultationOver):
        cases.consultations.consulted_case(made.pk, actor)


def test_the_database_shows_the_question_and_not_the_case(world: World, case: Case):
    asked(world, case)
    reach.become(stranger(world))
    try:
        with transaction.atomic():
            assert Consultation.objects.count() == 1
            assert not Case.objects.filter(pk=case.pk).exists()
        reach.become(citizen(world))
        with transaction.atomic():
            assert Case.objects.filter(pk=case.pk).exists()
            assert not Consultation.objects.exists()
    finally:
        reach._current.set(None)


def test_the_answer_is_in_the_record_and_not_in_the_applicants_story(world: World, case: Case):
    made = asked(world, case)
    answered(world, made)

    kinds = [one.kind for one in ledger.events_about("case", case.pk)]
    for_staff = {one.kind for one in cases.timeline(case, for_staff=True)}
    for_applicant = {one.kind for one in cases.timeline(case)}

    assert kinds[-2:] == ["cases.consultation_asked", "cases.consultation_answered"]
    assert {"cases.consultation_asked", "cases.consultation_answered"} <= for_staff
    assert not any("consultation" in kind for kind in for_applicant)


def test_the_clock_runs_on(world: World, case: Case):
    before = (case.state, case.due_on, case.revision)

    asked(world, case)

    now = fresh(case)
    assert (now.state, now.due_on, now.revision) == before


def test_files_come_with_an_answer_and_only_its_readers_open_them(world: World, case: Case):
    made = asked(world, case)
    file_id = stored_file(stranger(world), name="规划图.pdf")

    answered(world, made, files=[file_id])

    assert cases.consultations.answer_file(made.pk, file_id, who(world, HANDLER)).file_id == file_id
    with pytest.raises(errors.ConsultationNotFound):
        cases.consultations.answer_file(made.pk, file_id, citizen(world))


def test_a_late_answer_says_so(world: World, case: Case):
    made = asked(world, case, due_on=TODAY)

    (before,) = cases.consultations.asked_of(stranger(world), today=date(2026, 11, 25))
    answered(world, made, at=at(11, 25))

    fact = ledger.events_about("case", case.pk)[-1]
    assert before.is_overdue
    assert fact.payload["is_late"] is True


def test_one_colleague_is_asked_and_others_are_not(world: World, case: Case):
    reviewer = who(world, REVIEWER)
    made = asked(world, case, Addressee(world.department.id, staff_id=reviewer.staff_id))

    assert [one.row.pk for one in cases.consultations.asked_of(reviewer, today=TODAY)] == [made.pk]
    assert not cases.consultations.asked_of(who(world, COUNTER), today=TODAY)
    with pytest.raises(errors.ConsultationNotFound):
        answered(world, made, who(world, COUNTER))


def test_one_post_is_asked(world: World, case: Case):
    reviewer = who(world, REVIEWER)
    made = asked(world, case, Addressee(world.department.id, post_id=reviewer.post_id))

    assert made.to_name
    assert [one.row.pk for one in cases.consultations.asked_of(reviewer, today=TODAY)] == [made.pk]


def test_a_deputy_answers_for_who_is_away_and_both_are_named(world: World, case: Case):
    reviewer, deputy = who(world, REVIEWER), who(world, COUNTER)
    made = asked(world, case, Addressee(world.department.id, staff_id=reviewer.staff_id))
    staffing.set_leave(
        staff_id=reviewer.staff_id,
        deputy_id=deputy.staff_id,
        starts_on=TODAY,
        ends_on=DUE,
        reason=LeaveReason.ANNUAL,
        actor=reviewer,
        at=MONDAY,
    )
    acting = replace(deputy, covers_for=frozenset({reviewer.staff_id}))

    done = answered(world, made, acting)

    assert "代" in done.answered_by_name
    assert done.answered_by_id == deputy.staff_id


def test_it_is_taken_back_and_then_nobody_reads_or_answers(world: World, case: Case):
    made = asked(world, case)

    consultations.withdraw(consultation_id=made.pk, actor=who(world, HANDLER), at=MONDAY)

    with pytest.raises(errors.ConsultationOver):
        cases.consultations.consulted_case(made.pk, stranger(world))
    with pytest.raises(errors.ConsultationOver):
        answered(world, made)
    with pytest.raises(errors.ConsultationOver):
        consultations.withdraw(consultation_id=made.pk, actor=who(world, HANDLER), at=MONDAY)


def test_a_decided_case_ends_what_nobody_answered(world: World):
    case = worlds.in_process(world)
    made = asked(world, case)
    decisions.withdraw_case(case_id=case.pk, actor=citizen(world), at=at(11, 24))

    with pytest.raises(errors.ConsultationOver):
        cases.consultations.consulted_case(made.pk, stranger(world))
    ledgers.settle()

    made.refresh_from_db()
    assert made.state == ConsultationState.ENDED


def test_an_answer_stays_as_it_was_written(world: World, case: Case):
    made = answered(world, asked(world, case))

    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=made.pk).update(answer="其实在通道上。")


def test_a_closed_case_is_sealed_with_its_consultations(world: World):
    case = worlds.in_process(world)
    made = asked(world, case)
    answered(world, made)
    before = decisions.sealed_digest(fresh(case))
    Consultation.objects.filter(pk=made.pk).delete()

    assert decisions.sealed_digest(fresh(case)) != before


@pytest.mark.parametrize(
    "due_on", [date(2026, 11, 22), date(2027, 3, 1), date(1900, 1, 1), date(9999, 12, 31)]
)
def test_the_deadline_lies_within_the_cases_own(world: World, case: Case, due_on: date):
    with pytest.raises(errors.ConsultationDue):
        asked(world, case, due_on=due_on)


def test_nobody_asks_themselves_or_nobody(world: World, case: Case):
    me = who(world, HANDLER)
    for to in (
        Addressee(world.department.id),
        Addressee(world.department.id, staff_id=me.staff_id),
        Addressee(uuid4()),
        Addressee(world.other_department.id, staff_id=me.staff_id),
        Addressee(world.other_department.id, post_id=me.post_id),
    ):
        with pytest.raises(errors.ConsultationNobody):
            asked(world, case, to)


def test_only_who_handles_the_case_asks(world: World, case: Case):
    with pytest.raises(NotYourCase):
        asked(world, case, actor=stranger(world))
    with pytest.raises(NotYourCase):
        asked(world, case, actor=world.actor(world.auditor))
    with pytest.raises(CaseNotFound):
        asked(world, case, actor=citizen(world))
    with pytest.raises(errors.ConsultationUnclear):
        asked(world, case, question="  ")


def test_nobody_reads_or_answers_about_their_own_case(world: World, case: Case):
    made = asked(world, case)
    own = replace(stranger(world), stands_for=frozenset({case.applicant_id}))

    with pytest.raises(OwnCase):
        cases.consultations.consulted_case(made.pk, own)
    with pytest.raises(OwnCase):
        answered(world, made, own)


def test_ten_open_questions_are_the_most(world: World, case: Case):
    for _ in range(consultations.MOST_OPEN):
        asked(world, case)

    with pytest.raises(errors.ConsultationsTooMany):
        asked(world, case)


def test_who_asked_is_told_of_the_answer(world: World, case: Case):
    answered(world, asked(world, case))
    ledgers.settle()

    me = who(world, HANDLER)
    assert StaffNotice.objects.of_reader(me).get().kind == "cases.consultation_answered"
    assert [one.title for one in cases.watching.inbox(me)] == ["答复内部会商"]


def test_supervision_hears_once_that_nobody_answered_in_time(world: World, case: Case):
    late, done = asked(world, case), asked(world, case)
    answered(world, done)

    assert overdue.note_overdue(at=at(11, 27)) == 0
    assert overdue.note_overdue(at=at(11, 28)) == 1
    assert overdue.note_overdue(at=at(11, 29)) == 0

    facts = [one for one in ledger.events_about("case", case.pk) if one.kind.endswith("_overdue")]
    assert [one.payload["consultation_id"] for one in facts] == [str(late.pk)]
    assert facts[0].payload["due_on"] == DUE.isoformat()
