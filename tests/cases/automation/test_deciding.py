# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A rule grants what it may, leaves the rest to people with the reason, and never refuses."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.cases import world as w
from tests.cases.automation import rules
from tests.sharing import world as sources
from yiwang.cases.automation import deciding, facts, following, jobs, judging, switches, versions
from yiwang.cases.automation.errors import TooLateForAPerson
from yiwang.cases.enums import CaseState
from yiwang.cases.models import AutomaticDecision, Case, Decision, StepRecord
from yiwang.cases.services import decisions, intake, submission
from yiwang.documents import selectors as documents
from yiwang.ledger import selectors as ledger_questions
from yiwang.ledger import services as ledger
from yiwang.organizations.models import DataLabel
from yiwang.sharing.models import DemonstrationRecord

pytestmark = pytest.mark.django_db


def decided(case):
    return deciding.decide_by_rule(case_id=case.pk, at=timezone.now())


def codes(made):
    return [one["code"] for one in made.doubts]


@pytest.fixture
def version(world):
    made = rules.published(world)
    rules.lives_here(world)
    return made


def test_a_case_that_fits_is_accepted_examined_and_granted_at_once(world, version):
    case = rules.just_submitted(world)

    made = decided(case)

    case = w.fresh(case)
    assert (case.state, case.outcome, case.automation) == ("decided", "granted", "granted")
    assert (made.outcome, made.row, made.doubts) == ("grant", 1, [])
    assert [one["value"] for one in made.facts] == [True, 3]
    assert all(one["source"] == sources.HOUSEHOLD and one["asked_at"] for one in made.facts)
    decision = Decision.objects.get(case=case)
    assert (decision.rule_version_id, decision.decided_by_id) == (version.pk, version.pk)
    assert "店铺登记秒批”第1版" in decision.decided_by_name
    assert "第1行：本地居民的店铺" in decision.reasons
    step = StepRecord.objects.get(case=case, element_id="review")
    assert step.data == {"conclusion": "pass"}
    assert made.milliseconds < 3000


def test_a_second_run_of_the_job_changes_nothing(world, version):
    case = rules.just_submitted(world)
    decided(case)

    assert decided(case) is None

    assert AutomaticDecision.objects.filter(case=case).count() == 1
    assert Decision.objects.filter(case=case).count() == 1


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"address": {"division": "330203000000", "detail": "别处"}}, "rule"),
        ({"members": 9}, "rule"),
    ],
)
def test_what_the_table_leaves_to_people_goes_to_people(world, version, changed, code):
    rules.lives_here(world, **changed)
    case = rules.just_submitted(world)

    made = decided(case)

    assert codes(made) == [code]
    assert made.doubts[0]["text"]
    case = w.fresh(case)
    assert (case.state, case.automation) == (CaseState.SUBMITTED, "person")
    assert w.open_keys(case) == {"intake"}
    w.decide(
        world,
        w.complete(
            world,
            intake.accept_case(case_id=case.pk, actor=w.who(world, w.COUNTER), at=timezone.now()),
            "review",
        ),
    )
    assert w.fresh(case).outcome == "granted"


@pytest.mark.parametrize("trouble", ["late", "away", "nonsense"])
def test_a_source_that_fails_leaves_the_case_to_people(world, version, trouble):
    sources.knows(rules.applicant(world), behaviour=trouble)

    made = decided(case := rules.just_submitted(world))

    assert set(codes(made)) == {"source"}
    assert w.fresh(case).state == CaseState.SUBMITTED
    assert {one["state"] for one in made.facts} == {"unavailable"}


def test_sources_that_are_slow_together_are_not_waited_for(world, version, monkeypatch):
    monkeypatch.setattr(facts, "BUDGET_SECONDS", -1)

    made = decided(rules.just_submitted(world))

    assert set(codes(made)) == {"source"}


def test_nothing_is_made_of_a_person_whom_a_source_does_not_know(world, version):
    DemonstrationRecord.objects.all().delete()

    made = decided(rules.just_submitted(world))

    assert set(codes(made)) == {"missing"}


def test_a_mode_a_label_an_agent_a_colleague_and_a_record_each_call_for_people(
    world, version, monkeypatch
):
    case = rules.just_submitted(world)
    DataLabel.objects.create(
        department=world.department, item_code="", level=3, set_at=timezone.now()
    )
    monkeypatch.setattr(deciding.judging.identity, "serves_in", lambda *_who: True)
    monkeypatch.setattr(deciding.judging.credit, "is_trusted", lambda _who, on: False)
    Case.objects.filter(pk=case.pk).update(mode="commitment")

    made = decided(case)

    assert set(codes(made)) == {"mode", "label", "own_case", "credit"}
    assert made.facts == []  # nobody is asked about somebody for nothing


def test_the_applicant_may_have_a_person_decide(world, version):
    case = rules.just_submitted(world)

    deciding.ask_for_a_person(case_id=case.pk, actor=w.citizen(world), at=timezone.now())
    made = decided(case)

    assert codes(made) == ["asked"]
    assert w.fresh(case).automation == "declined"
    with pytest.raises(TooLateForAPerson):
        deciding.ask_for_a_person(case_id=case.pk, actor=w.citizen(world), at=timezone.now())


def test_who_says_so_when_applying_is_asked_no_rule(world, version):
    actor = w.citizen(world)
    case = submission.submit_case(
        application=w.application(world, actor, wants_person=True), actor=actor, at=timezone.now()
    )

    assert codes(decided(case)) == ["asked"]


def test_a_renewal_or_change_of_what_was_granted_is_left_to_people(world, version):
    case = rules.just_submitted(world)
    case.purpose = "change"

    assert "mode" in {one.code for one in judging.standing_doubts(case, w.on(w.MONDAY))}


def test_a_withdrawal_in_between_leaves_nothing_to_decide(world, version, monkeypatch):
    case = rules.just_submitted(world)
    ask = deciding._facts

    def withdrawn_meanwhile(*given):
        found = ask(*given)
        decisions.withdraw_case(case_id=case.pk, actor=w.citizen(world), at=timezone.now())
        return found

    monkeypatch.setattr(deciding, "_facts", withdrawn_meanwhile)

    assert decided(case) is None

    assert w.fresh(case).state == CaseState.WITHDRAWN
    assert not AutomaticDecision.objects.exists()


def test_the_switch_works_on_what_is_under_way(world, version, monkeypatch):
    case = rules.just_submitted(world)
    ask = deciding._facts

    def stopped_meanwhile(*given):
        found = ask(*given)
        switches.stop(
            rule_set_id=version.rule_set_id,
            reason="发现错误。",
            actor=rules.supervisor(world),
            at=timezone.now(),
        )
        return found

    monkeypatch.setattr(deciding, "_facts", stopped_meanwhile)

    made = decided(case)

    assert codes(made) == ["stopped"]
    assert w.fresh(case).state == CaseState.SUBMITTED


def test_a_version_withdrawn_under_way_decides_nothing(world, version, monkeypatch):
    ask = deciding._facts

    def ended_meanwhile(*given):
        versions.withdraw_version(
            version_id=version.pk, reason="换版。", actor=rules.publisher(world), at=timezone.now()
        )
        return ask(*given)

    monkeypatch.setattr(deciding, "_facts", ended_meanwhile)

    assert codes(decided(rules.just_submitted(world))) == ["no_version"]


def test_when_the_work_cannot_be_done_nothing_of_it_stays(world, version, monkeypatch):
    def refuses(**_given):
        raise decisions.DecisionNotDue

    monkeypatch.setattr(deciding.decisions, "decide_case", refuses)
    case = rules.just_submitted(world)

    made = decided(case)

    assert codes(made) == ["work"]
    case = w.fresh(case)
    assert (case.state, case.accepted_at, case.automation) == ("submitted", None, "person")
    assert not StepRecord.objects.filter(case=case).exists()


def test_a_worker_that_dies_between_acceptance_and_decision_leaves_one_decision(
    world, version, monkeypatch
):
    class Killed(BaseException):
        pass

    def dies(**_given):
        raise Killed

    case = rules.just_submitted(world)
    with monkeypatch.context() as patch:
        patch.setattr(deciding.decisions, "decide_case", dies)
        with pytest.raises(Killed), transaction.atomic():
            decided(case)
    assert w.fresh(case).state == CaseState.SUBMITTED

    decided(case)  # the job comes again

    assert w.fresh(case).state == CaseState.DECIDED
    accepted = [
        one
        for one in ledger_questions.events_about("case", case.pk)
        if one.kind == "cases.case_accepted"
    ]
    assert len(accepted) == 1


# ── what the database itself refuses


def test_no_program_refuses_in_the_name_of_a_rule(world, version):
    case = w.in_process(world)
    row = {
        "region_code": case.region_code,
        "case": case,
        "outcome": "refused",
        "reasons": "不行。",
        "decided_by_id": version.pk,
        "decided_by_name": "规则",
        "decided_at": w.MONDAY,
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(**row, rule_version=version)
    with pytest.raises(IntegrityError), transaction.atomic():  # nor by hiding which rule it was
        Decision.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():  # nor grants what no rule found
        Decision.objects.create(**(row | {"outcome": "granted"}), rule_version=version)


def test_what_a_rule_found_stays(world, version):
    made = decided(rules.just_submitted(world))

    for statement in (
        "UPDATE cases_automatic_decision SET facts = '[]' WHERE id = %s",
        "DELETE FROM cases_automatic_decision WHERE id = %s",
    ):
        with (
            pytest.raises(DatabaseError, match="stays"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [made.pk])


def test_what_a_rule_found_is_in_the_seal_of_the_case(world, version, monkeypatch):
    case = rules.just_submitted(world)
    decided(case)
    whole = decisions.sealed_digest(w.fresh(case))

    rest = {
        part: names
        for part, names in decisions.PARTS_SEALED.items()
        if part is not AutomaticDecision
    }
    monkeypatch.setattr(decisions, "PARTS_SEALED", rest)

    assert decisions.sealed_digest(w.fresh(case)) != whole


# ── how it comes about


def test_a_new_case_of_a_ruled_item_becomes_a_job_and_others_do_not(world, version, monkeypatch):
    deferred = []
    monkeypatch.setattr(jobs, "defer_decision", deferred.append)
    ruled, other = rules.just_submitted(world), rules.just_submitted(world, world.kiosk)
    events = [
        one for case in (ruled, other) for one in ledger_questions.events_about("case", case.pk)
    ]

    following.begin(events)

    assert deferred == [ruled.pk]


def test_a_submission_costs_no_statement_more(world, version):
    actor = w.citizen(world)
    plain, ruled = (
        w.application(world, actor, version_id=item.version_id)
        for item in (world.kiosk, world.shop)
    )
    submission.submit_case(application=plain, actor=actor, at=timezone.now())  # warms what is kept
    submission.submit_case(application=ruled, actor=actor, at=timezone.now())

    with CaptureQueriesContext(connection) as for_plain:
        submission.submit_case(application=plain, actor=actor, at=timezone.now())
    with CaptureQueriesContext(connection) as for_ruled:
        submission.submit_case(application=ruled, actor=actor, at=timezone.now())

    assert len(for_ruled) == len(for_plain)
    assert not any("rule" in one["sql"].lower() for one in for_ruled.captured_queries)


def test_the_decision_is_told_and_issued_as_any_other(world, version):
    case = rules.just_submitted(world)
    decided(case)

    ledger.settle()

    kinds = {one.kind for one in documents.documents_about("case", case.pk)}
    assert {"receipt", "acceptance", "granted"} <= kinds
    actors = [
        one.actor
        for one in ledger_questions.events_about("case", case.pk)
        if one.kind == "cases.case_decided"
    ]
    assert [(one["kind"], one["rule_version_id"]) for one in actors] == [
        ("system", str(version.pk))
    ]
    assert factories.SYSTEM.rule_version_id is None
