# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who doubts a datum gets a person; who objects afterwards gets an answer from one, in time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.cases import world as w
from tests.cases.automation import rules
from tests.sharing import world as sources
from yiwang.cases import selectors as cases
from yiwang.cases.automation import deciding, errors, objecting, overdue, switches
from yiwang.cases.automation.enums import Automation, ObjectionResult
from yiwang.cases.errors import CaseNotFound
from yiwang.cases.models import Case, RuleObjection
from yiwang.ledger import selectors as ledger_questions
from yiwang.ledger import services as ledger
from yiwang.notifications.models import Message
from yiwang.sharing import services as sharing
from yiwang.sharing.enums import CorrectionResult
from yiwang.sharing.models import CorrectionRequest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    return w.made()


@pytest.fixture
def version(world):
    made = rules.published(world)
    rules.lives_here(world)
    return made


def granted(world):
    case = rules.just_submitted(world)
    deciding.decide_by_rule(case_id=case.pk, at=timezone.now())
    return Case.objects.get(pk=case.pk)


def file(world, case, *, words="我家有七口人。", disputed=("members",), actor=None):
    return objecting.object_to_rule(
        case_id=case.pk,
        words=words,
        disputed=disputed,
        actor=actor or w.citizen(world),
        at=timezone.now(),
    )


def answer(world, objection, result=ObjectionResult.STANDS, words="户口簿上是三人。"):
    return objecting.answer_objection(
        objection_id=objection.pk,
        result=result,
        answer=words,
        actor=w.who(world, w.APPROVER),
        at=timezone.now(),
    )


def doubts_of(case):
    made = deciding.decide_by_rule(case_id=case.pk, at=timezone.now())
    return [one["code"] for one in made.doubts]


def correction_of(world, field):
    return sharing.request_correction(
        source_code=sources.HOUSEHOLD,
        subject_id=w.citizen(world).person_id,
        call_id=None,
        fields=[field],
        reason="人数不对。",
        department_id=None,
        actor=w.citizen(world),
        at=timezone.now(),
    )


def test_a_datum_that_the_citizen_disputes_is_left_to_a_person(world, version):
    asked = correction_of(world, "members")
    case = rules.just_submitted(world)

    assert doubts_of(case) == ["disputed"]
    assert Case.objects.get(pk=case.pk).automation == Automation.PERSON
    sharing.note_correction_answer(
        correction_id=asked.pk,
        result=CorrectionResult.CORRECTED,
        answer="已改。",
        actor=w.citizen(world),
        at=timezone.now(),
    )
    assert granted(world).automation == Automation.GRANTED


def test_a_dispute_about_what_the_rule_does_not_read_is_no_doubt(world, version):
    correction_of(world, "relation")

    assert granted(world).automation == Automation.GRANTED


def test_who_is_granted_by_rule_is_told_on_what_data_and_how_to_object(world, version):
    case = granted(world)
    ledger.settle()

    told = Message.objects.get(link=f"/my/cases/{case.pk}", kind="decided_by_rule")
    assert told.params["data"] == "户籍在本地、户内人数"
    assert not Message.objects.filter(kind="decided_granted").exists()
    reasons = cases.decision(case).reasons
    assert "提出异议" in reasons
    assert "12345" not in reasons


def test_an_objection_goes_to_a_person_and_to_who_provided_the_datum(world, version):
    case = granted(world)

    filed = file(world, case, disputed=["members", "made_up"])

    assert filed.disputed == ["members"]
    asked = CorrectionRequest.objects.get()
    assert (asked.source_id, asked.fields, asked.reason) == (
        sources.HOUSEHOLD,
        ["members"],
        "我家有七口人。",
    )
    approver = w.who(world, w.APPROVER)
    assert cases.rules.open_objections(approver) == [filed]
    assert cases.rules.open_objections(w.who(world, w.COUNTER)) == []
    assert cases.rules.open_objections(w.elsewhere(world, approver)) == []
    done = answer(world, filed)
    assert (done.result, done.answered_by_id) == (ObjectionResult.STANDS, approver.staff_id)
    assert not switches.are_stopped(version.rule_set_id)
    ledger.settle()
    assert Message.objects.filter(kind="rule_objection_answered").count() == 1


def test_one_objection_that_says_something_about_ones_own_case(world, version):
    case = granted(world)

    with pytest.raises(errors.ObjectionEmpty):
        file(world, case, words=" \n ")
    with pytest.raises(CaseNotFound):
        file(world, case, actor=w.neighbour(world))
    with pytest.raises(CaseNotFound):
        file(world, case, actor=w.who(world, w.APPROVER))
    file(world, case)
    with pytest.raises(errors.ObjectionFiled):
        file(world, case)
    with pytest.raises(errors.NoRuleDecided):
        file(world, w.decided(world))


def test_decisions_found_wrong_stop_the_rule_and_answers_stay(world, version):
    filed = file(world, granted(world))

    with pytest.raises(errors.ObjectionEmpty):
        answer(world, filed, words="")
    with pytest.raises(errors.ObjectionNotFound):
        objecting.answer_objection(
            objection_id=filed.pk,
            result=ObjectionResult.STANDS,
            answer="不符。",
            actor=w.who(world, w.COUNTER),
            at=timezone.now(),
        )
    answer(world, filed, ObjectionResult.WRONG)
    with pytest.raises(errors.ObjectionAnswered):
        answer(world, filed)

    assert switches.are_stopped(version.rule_set_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleObjection.objects.update(answer="改过的答复")


def test_an_answer_after_its_day_is_on_record(world, version):
    filed = file(world, granted(world))
    late = timezone.now() + timedelta(days=30)

    objecting.answer_objection(
        objection_id=filed.pk,
        result=ObjectionResult.STANDS,
        answer="核对无误。",
        actor=w.who(world, w.APPROVER),
        at=late,
    )
    ledger.settle()

    facts = ledger_questions.facts_about(
        "case", filed.case_id, kind="cases.rule_objection_answered"
    )
    assert [one.payload["is_late"] for one in facts] == [True]


def test_supervision_hears_once_that_nobody_answered_in_time(world, version):
    case = granted(world)
    late = file(world, case)
    after = timezone.now() + timedelta(days=60)

    assert overdue.note_overdue(at=timezone.now()) == 0
    assert overdue.note_overdue(at=after) == 1
    assert overdue.note_overdue(at=after) == 0

    kind = "cases.rule_objection_overdue"
    told = ledger_questions.events_about("case", case.pk)
    (fact,) = [one for one in told if one.kind == kind]
    assert fact.payload["objection_id"] == str(late.pk)
    assert answer(world, late).answered_at is not None
