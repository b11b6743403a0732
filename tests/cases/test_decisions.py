# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How cases end: decided by other hands, delivered, closed, sealed off; and what is told."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cases import world as worlds
from tests.cases.world import APPROVER, COUNTER, HANDLER, MONDAY, citizen, fresh, who
from tests.factories import World
from yiwang.cases import errors
from yiwang.cases.enums import CaseState, Outcome
from yiwang.cases.models import Case, CaseMaterial, Decision, StepRecord
from yiwang.cases.services import decisions, sweeps
from yiwang.documents import selectors as documents
from yiwang.ledger import selectors as ledger
from yiwang.ledger import services as ledger_services
from yiwang.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("reasons", ["", "  \n "])
def test_a_refusal_states_its_reasons(world: World, reasons: str):
    case = worlds.in_process(world)

    with pytest.raises(errors.ReasonMissing):
        decisions.decide_case(
            case_id=case.id,
            outcome=Outcome.REFUSED,
            reasons=reasons,
            actor=who(world, APPROVER),
            at=MONDAY,
        )


def test_reasons_keep_their_lines(world: World):
    case = worlds.in_process(world)

    made = decisions.decide_case(
        case_id=case.id,
        outcome=Outcome.REFUSED,
        reasons="一、场所不符。\n二、合同无效。",
        actor=who(world, APPROVER),
        at=MONDAY,
    )

    assert made.reasons.splitlines() == ["一、场所不符。", "二、合同无效。"]
    assert made.result_name == ""


def test_whoever_examined_a_case_does_not_decide_it(world: World):
    case = worlds.in_process(world)
    StepRecord.objects.filter(case=case).update(done_by_id=who(world, APPROVER).staff_id)

    with pytest.raises(errors.SameHands):
        worlds.decide(world, case)


def test_what_is_decided_at_once_is_decided_at_the_counter(world: World):
    case = worlds.accepted(world, item=world.kiosk)

    decisions.decide_case(
        case_id=case.id,
        outcome=Outcome.GRANTED,
        reasons="",
        actor=who(world, COUNTER),
        at=MONDAY,
    )

    assert fresh(case).state == CaseState.DECIDED


def test_a_decision_waits_for_the_steps_before_it(world: World):
    case = worlds.accepted(world)

    with pytest.raises(errors.DecisionNotDue):
        worlds.decide(world, case)


def test_a_decision_takes_other_work_off_the_lists(world: World):
    case = worlds.in_process(world)
    worlds.handling.ask_extension(
        case_id=case.id, days=5, reason="复杂。", actor=who(world, HANDLER), at=MONDAY
    )

    worlds.decide(world, case)

    assert worlds.open_keys(case) == {"delivery"}
    item = case.work_items.get(step_key="delivery")
    assert item.due_on == date(2026, 12, 7)  # ten working days (许可法 44)


# ── the seal


def refused_by_the_database(statement: str, *parameters: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
    except DatabaseError as error:
        return "sealed off" in str(error)
    return False


PARTS = (
    "cases_material",
    "cases_correction",
    "cases_clock_stop",
    "cases_extension",
    "cases_decision",
    "cases_step_record",
)
CHANGES = (
    "UPDATE PART SET region_code = 'x' WHERE case_id = %s",
    "DELETE FROM PART WHERE case_id = %s",
    "INSERT INTO PART SELECT * FROM PART WHERE case_id = %s",
)


def lived(world: World) -> Case:
    """Return a closed case that went through everything."""
    case = worlds.corrected(world)
    worlds.answer(world, case, citizen(world), MONDAY)
    worlds.intake.accept_case(case_id=case.id, actor=who(world, COUNTER), at=MONDAY)
    worlds.suspend(world, case)
    worlds.resume(case, actor=who(world, HANDLER), at=MONDAY)
    for action in (worlds.Action.ASK_EXTENSION, worlds.Action.DECIDE_EXTENSION):
        worlds.attempt(world, action, case)
    worlds.complete(world, case, "review")
    worlds.decide(world, case)
    worlds.attempt(world, worlds.Action.DELIVER, case)
    worlds.attempt(world, worlds.Action.CLOSE, case)
    return fresh(case)


def test_a_closed_case_is_not_changed_by_anybody(world: World):
    case, other = lived(world), worlds.submitted(world)

    assert refused_by_the_database("UPDATE cases_case SET item_name = 'x' WHERE id = %s", case.id)
    assert refused_by_the_database("UPDATE cases_case SET state = 'decided' WHERE id = %s", case.id)
    assert refused_by_the_database("DELETE FROM cases_case WHERE id = %s", case.id)
    for table in PARTS:
        for change in CHANGES:
            statement = change.replace("PART", table)
            assert refused_by_the_database(statement, case.id), statement
        moved = "UPDATE PART SET case_id = %s WHERE case_id = %s".replace("PART", table)
        assert refused_by_the_database(moved, other.id, case.id), moved
    material = CaseMaterial.objects.get(case=other)
    assert refused_by_the_database(
        "UPDATE cases_material SET case_id = %s WHERE id = %s", case.id, material.id
    )


def test_django_changes_no_closed_case_either(world: World):
    case = lived(world)

    for change in (
        lambda: case.save(),
        lambda: Case.objects.filter(id=case.id).update(item_name="x"),
        lambda: Decision.objects.filter(case=case).update(reasons="x"),
        lambda: CaseMaterial.objects.filter(case=case).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_seal_in_the_ledger_is_computed_anew_from_the_rows(world: World):
    case = lived(world)

    (sealed,) = [
        event for event in ledger.events_about("case", case.id) if event.kind == "cases.case_closed"
    ]

    assert sealed.payload["content_sha256"] == decisions.sealed_digest(case)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cases_case SET applicant_name = 'x' WHERE id = %s",
        "UPDATE cases_case SET due_on = due_on - 1 WHERE id = %s",
        "UPDATE cases_correction SET note = 'x' WHERE case_id = %s",
        "UPDATE cases_clock_stop SET expected_days = 1 WHERE case_id = %s",
        "UPDATE cases_extension SET days = 1 WHERE case_id = %s",
        "UPDATE cases_decision SET reasons = 'x' WHERE case_id = %s",
        "UPDATE cases_step_record SET opinion = 'x' WHERE case_id = %s",
        "DELETE FROM cases_material WHERE case_id = %s AND replaced_at IS NULL",
    ],
)
def test_whoever_breaks_the_seal_is_found_out(world: World, change: str):
    case = lived(world)
    sealed = decisions.sealed_digest(case)

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(change, [case.id])
        cursor.execute("SET LOCAL session_replication_role = origin")

    assert decisions.sealed_digest(fresh(case)) != sealed


def test_a_delivered_case_that_everybody_forgot_is_closed(world: World):
    case = worlds.delivered(world)

    assert sweeps.run_sweeps(at=MONDAY + timedelta(days=30))["close_delivered"] == 0
    assert sweeps.run_sweeps(at=MONDAY + timedelta(days=31))["close_delivered"] == 1
    assert fresh(case).state == CaseState.CLOSED
    assert decisions.close_delivered(case_id=case.id, at=MONDAY + timedelta(days=32)) is False


# ── news


def told(case: Case) -> list[str]:
    return sorted(
        Message.objects.filter(link=f"/my/cases/{case.id}").values_list("kind", flat=True)
    )


def issued(case: Case) -> list[str]:
    return sorted(each.kind for each in documents.documents_about("case", case.id))


def test_each_fact_is_told_and_put_in_writing_once(world: World):
    case = lived(world)

    ledger_services.settle()
    once = told(case), issued(case)
    ledger_services.settle()
    ledger_services.replay("cases.messages")
    ledger_services.run_subscription_once("cases.messages")

    assert (told(case), issued(case)) == once
    assert once[0] == sorted(
        ["submitted", "correction_asked", "correction_answered", "accepted", "suspended",
         "resumed", "extended", "decided_granted", "delivered", "closed"]
    )  # fmt: skip
    assert once[1] == sorted(
        ["receipt", "correction", "acceptance", "special_procedure", "extension", "granted",
         "certificate", "service_record"]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("bring", "message", "notice"),
    [
        (worlds.withdrawn, "withdrawn", "termination"),
        (worlds.not_accepted, "not_accepted", "not_accepted"),
    ],
)
def test_an_end_without_decision_is_told_too(world: World, bring, message: str, notice: str):
    case = bring(world)

    ledger_services.settle()

    assert told(case) == sorted([message, "submitted"])
    assert issued(case) == sorted([notice, "receipt"])


def test_what_time_did_is_told_as_what_it_is(world: World):
    deemed, lapsed = worlds.submitted(world), worlds.corrected(world)
    sweeps.run_sweeps(at=MONDAY + timedelta(days=60))

    ledger_services.settle()

    assert told(deemed) == ["deemed_accepted", "submitted"]
    assert told(lapsed) == ["correction_asked", "lapsed", "submitted"]
    assert issued(lapsed) == ["correction", "receipt", "termination"]
