# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who has seen my data: noted once, shown to its owner, asked about, answered."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.factories import World
from tests.privacy.conftest import read_by
from yiwang.cases.services import reading
from yiwang.foundation.actors import Actor, ActorKind
from yiwang.identity.errors import NotYours
from yiwang.identity.models import PrivacyTerm
from yiwang.identity.privacy_refusals import (
    QuestionAnswered,
    QuestionAsked,
    QuestionNotFound,
    ReadNotFound,
    WordsMissing,
)
from yiwang.identity.queries import own_data
from yiwang.identity.services import privacy_questions as questions
from yiwang.identity.services import privacy_reads as reads
from yiwang.identity.services.privacy_reads import Seen
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event
from yiwang.notifications.models import Message
from yiwang.organizations.enums import Right, StandardPost

COUNTER = StandardPost.COUNTER


def facts() -> int:
    return Event.objects.filter(kind="ledger.personal_data_read").count()


def test_a_page_that_is_loaded_again_within_minutes_is_one_read(world: World):
    case, clerk, at = factories.submitted_case(world), world.staff_actor(COUNTER), timezone.now()

    for minute in range(3):
        later = at + timedelta(minutes=minute)
        reading.open_case(case_id=case.id, actor=clerk, at=later)
    assert facts() == 1

    reading.open_case(case_id=case.id, actor=clerk, at=at + timedelta(minutes=11))
    assert facts() == 2


def test_another_reader_another_purpose_and_another_case_are_reads_of_their_own(world: World):
    person, at = uuid4(), timezone.now()
    clerk, handler = world.staff_actor(COUNTER), world.staff_actor(StandardPost.HANDLER)

    for actor, purpose, case_id in (
        (clerk, "case_handling", None),
        (handler, "case_handling", None),
        (clerk, "counter_service", None),
        (clerk, "case_handling", uuid4()),
    ):
        reads.note_reads([Seen(person, case_id)], actor=actor, purpose=purpose, at=at)

    assert facts() == 4


def test_whoever_reads_their_own_matter_leaves_no_trace(world: World, citizen: Actor):
    case = factories.submitted_case(world)

    reading.open_case(case_id=case.id, actor=citizen, at=timezone.now())

    assert facts() == 0


def test_a_read_that_cannot_be_written_down_is_not_shown(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    case = factories.submitted_case(world)

    def fail(*_facts: object, **_how: object) -> None:
        raise RuntimeError("no ledger")

    monkeypatch.setattr(ledger, "append", fail)

    with pytest.raises(RuntimeError):
        reading.open_case(case_id=case.id, actor=world.staff_actor(COUNTER), at=timezone.now())


@pytest.mark.parametrize(
    ("rights", "closed", "purpose"),
    [
        ({Right.CASES_HANDLE}, False, "case_handling"),
        ({Right.CASES_HANDLE}, True, "record_lookup"),
        ({Right.CASES_SUPERVISE}, False, "supervision"),
        ({Right.LEDGER_READ}, True, "supervision"),
    ],
)
def test_the_purpose_follows_from_the_post_and_the_case(
    world: World, rights: set[Right], closed: bool, purpose: str
):
    case = factories.submitted_case(world)
    case.closed_at = timezone.now() if closed else None
    reader = Actor(kind=ActorKind.STAFF, rights=frozenset(rights))

    assert reading.purpose_of(case, reader) == purpose


def test_the_owner_sees_when_which_department_and_post_what_for_and_in_which_case(
    world: World, citizen: Actor
):
    read_by(world, COUNTER)

    (seen,) = own_data.reads_of(citizen).rows

    assert seen.department == world.department.name
    assert seen.post
    assert len(seen.reader) == 4
    assert (seen.purpose, seen.is_machine, seen.is_asked) == ("case_handling", False, False)
    assert seen.case_id is not None


@pytest.mark.parametrize(("value", "shown"), [(0, ""), (2, "name")])
def test_how_much_of_a_reader_is_shown_is_the_installation_s_choice(
    world: World, citizen: Actor, value: int, shown: str
):
    PrivacyTerm.objects.create(code="reader_shown", value=value, basis="test")
    read_by(world, COUNTER)

    (seen,) = own_data.reads_of(citizen).rows

    name = world.staff[COUNTER].staff.name
    assert seen.reader == (name if shown else "")


def test_a_machine_that_reads_is_named(world: World, citizen: Actor):
    case = factories.submitted_case(world)
    machine = Actor(
        kind=ActorKind.CLIENT,
        client_id=world.client.client_id,
        department_id=world.department.id,
        rights=frozenset({Right.CASES_READ}),
    )

    reading.open_case(case_id=case.id, actor=machine, at=timezone.now(), purpose="supervision")

    (seen,) = own_data.reads_of(citizen).rows
    assert (seen.is_machine, seen.reader, seen.purpose) == (True, "测试业务系统", "supervision")


def test_nobody_sees_who_read_the_data_of_others(world: World):
    read_by(world, COUNTER)

    assert own_data.reads_of(world.actor(world.neighbour)).rows == []
    assert own_data.reads_of(world.staff_actor(COUNTER)).rows == []


def test_thousands_of_reads_come_in_pages_by_the_index_and_a_fixed_number_of_queries(
    world: World, citizen: Actor
):
    read_by(world, COUNTER, times=7)
    with CaptureQueriesContext(connection) as few:
        first = own_data.reads_of(citizen, limit=3)
    read_by(world, COUNTER, times=40)
    with CaptureQueriesContext(connection) as many:
        page = own_data.reads_of(citizen, limit=40)
    with connection.cursor() as cursor:
        # Among so few facts any way is as cheap; what matters is that the index can serve.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM ledger_event WHERE subject_type = 'person' AND subject_id = %s"
            " AND kind = 'ledger.personal_data_read' ORDER BY id DESC LIMIT 50",
            [citizen.person_id],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert len(few) == len(many) == 5
    assert (len(first.rows), len(page.rows)) == (3, 40)
    assert "ledger_event_subject" in plan
    older = own_data.reads_of(citizen, cursor=first.next_cursor, limit=3)
    assert max(row.event_id for row in older.rows) < min(row.event_id for row in first.rows)


def test_reads_are_narrowed_to_a_month(world: World, citizen: Actor):
    read_by(world, COUNTER)
    today = timezone.localdate()
    this, before = own_data.last_months(today, count=2)

    assert len(own_data.reads_of(citizen, within=this).rows) == 1
    assert own_data.reads_of(citizen, within=before).rows == []
    assert own_data.month(this.code) == this
    assert own_data.month("2026-13") is None
    assert own_data.month("../etc") is None
    assert own_data.Month(2026, 12).next == own_data.Month(2027, 1)
    assert own_data.Month(2026, 1).before == own_data.Month(2025, 12)


# ── asking, and being answered


def asked(world: World, citizen: Actor, words: str = "为什么看我的资料？"):
    read_by(world, COUNTER)
    (seen,) = own_data.reads_of(citizen).rows
    return questions.ask_about_read(
        event_id=seen.event_id, words=words, actor=citizen, at=timezone.now()
    )


def test_a_question_is_answered_by_the_audit_administrator_and_its_owner_is_told(
    world: World, citizen: Actor, auditor: Actor
):
    made = asked(world, citizen)
    assert [one.id for one in own_data.open_questions(auditor)] == [made.id]

    questions.answer_question(
        question_id=made.id, words="办理您的申请。", actor=auditor, at=timezone.now()
    )
    ledger.settle()

    (shown,) = own_data.questions_of(citizen)
    assert shown.answer == "办理您的申请。"
    assert own_data.open_questions(auditor) == []
    assert Message.objects.filter(
        recipient_id=citizen.person_id, kind="read_question_answered"
    ).exists()
    assert own_data.reads_of(citizen).rows[0].purpose == "case_handling"
    with pytest.raises(QuestionAnswered):
        questions.answer_question(
            question_id=made.id, words="再答一次", actor=auditor, at=timezone.now()
        )


def test_a_read_is_asked_about_once(world: World, citizen: Actor):
    made = asked(world, citizen)

    with pytest.raises(QuestionAsked):
        questions.ask_about_read(
            event_id=made.event_id, words="再问", actor=citizen, at=timezone.now()
        )
    assert own_data.reads_of(citizen).rows[0].is_asked


def test_nobody_asks_about_the_reads_of_others(world: World, citizen: Actor):
    read_by(world, COUNTER)
    event_id = own_data.reads_of(citizen).rows[0].event_id

    with pytest.raises(ReadNotFound):
        questions.ask_about_read(
            event_id=event_id,
            words="问问",
            actor=world.actor(world.neighbour),
            at=timezone.now(),
        )


@pytest.mark.parametrize("words", ["", "   ", "长" * 1001])
def test_a_question_has_words(world: World, citizen: Actor, words: str):
    with pytest.raises(WordsMissing):
        asked(world, citizen, words)


def test_only_an_audit_administrator_within_reach_answers(world: World, citizen: Actor):
    made = asked(world, citizen)
    far = Actor(kind=ActorKind.STAFF, staff_id=uuid4(), department_id=uuid4(), admin_role="audit")

    with pytest.raises(NotYours):
        questions.answer_question(
            question_id=made.id,
            words="答",
            actor=world.staff_actor(COUNTER),
            at=timezone.now(),
        )
    with pytest.raises(QuestionNotFound):
        questions.answer_question(question_id=made.id, words="答", actor=far, at=timezone.now())


def test_looking_at_a_question_is_a_read_too(world: World, citizen: Actor, auditor: Actor):
    made, before = asked(world, citizen), facts()

    questions.open_question(question_id=made.id, actor=auditor, at=timezone.now())

    assert facts() == before + 1
