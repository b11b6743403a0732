# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Special procedures: told in time and in full, held by the right people, ended with a result."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories
from tests.cases import world as worlds
from tests.cases.procedures import hearings
from tests.cases.procedures.hearings import HEARING_DAY, conclude, hold, planned, tell, told
from tests.cases.world import APPROVER, COUNTER, HANDLER, MONDAY, at, fresh, who
from tests.factories import World
from yiwang.cases import errors
from yiwang.cases.enums import CaseState, ProcedureState
from yiwang.cases.models import ClockStop, SpecialProcedure, WorkItem
from yiwang.cases.procedures.kinds import KINDS
from yiwang.cases.services import decisions, handling, procedures, sweeps
from yiwang.foundation.errors import DomainError
from yiwang.ledger import selectors as ledger
from yiwang.workflow.clock import STOP_REASONS
from yiwang.workflow.errors import TransitionNotAllowed

pytestmark = pytest.mark.django_db


def refused(error: type[DomainError], act: Any, *args: Any, **kwargs: Any) -> DomainError:
    """Return the refusal; what was done before it is undone."""
    with pytest.raises(error) as caught, transaction.atomic():
        act(*args, **kwargs)
    return caught.value


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_procedure_runs_from_plan_to_result(world: World, kind: str):
    case = worlds.accepted(world)
    due_on = case.due_on

    found = told(world, case, kind)
    is_stopped = fresh(case).state == CaseState.SUSPENDED
    if kind != "public_notice":
        hold(world, case, found)
    moment = at(12, 16) if kind == "public_notice" else HEARING_DAY
    conclude(world, case, found, moment=moment)

    found.refresh_from_db()
    case = fresh(case)
    assert is_stopped is (kind in STOP_REASONS)
    assert (found.state, found.result) == (ProcedureState.CONCLUDED, "passed")
    assert found.concluded_by_name
    assert case.state != CaseState.SUSPENDED
    assert (case.due_on > due_on) is (kind in STOP_REASONS)


def test_only_what_a_law_names_stops_the_clock(world: World):
    case = worlds.accepted(world)
    basis = "《食品经营许可和备案管理办法》第二十条"
    special = {"name": "现场核查", "basis": basis, "stops_clock": True}
    own = worlds.item(world, base={"special_procedures": [special]})
    other = worlds.accepted(world, item=own)

    told(world, case, "site_visit")
    visit = told(world, other, "site_visit")

    assert fresh(case).state == CaseState.ACCEPTED
    assert fresh(other).state == CaseState.SUSPENDED
    assert "食品经营许可" in ClockStop.objects.get(pk=visit.stop_id).law


def test_the_stop_lasts_as_long_as_the_procedure_and_nobody_ends_it_by_hand(world: World):
    case = worlds.accepted(world)
    found = told(world, case)

    refused(
        errors.ProcedureOpen,
        handling.resume_case,
        case_id=case.id,
        actor=who(world, HANDLER),
        at=HEARING_DAY,
    )
    hold(world, case, found)
    conclude(world, case, found, moment=at(12, 10))

    stop = ClockStop.objects.get(case=case)
    assert (stop.started_on, stop.ended_on) == (date(2026, 11, 23), date(2026, 12, 10))


def test_a_second_procedure_takes_over_the_stop(world: World):
    case = worlds.accepted(world)
    first, second = told(world, case), told(world, case, "expert_review")
    hold(world, case, first)

    conclude(world, case, first, moment=HEARING_DAY)
    between = fresh(case).state
    conclude(world, case, second, moment=at(12, 11))

    stops = (
        ClockStop.objects.filter(case=case).order_by("started_on").values_list("reason", "ended_on")
    )
    assert between == CaseState.SUSPENDED
    assert list(stops) == [
        ("hearing", date(2026, 12, 8)),
        ("expert_review", date(2026, 12, 11)),
    ]
    assert fresh(case).state == CaseState.IN_PROCESS


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"starts_at": None}, errors.ProcedureIncomplete),
        ({"place": " "}, errors.ProcedureIncomplete),
        ({"starts_at": at(12, 1)}, errors.HearingNoticeTooShort),
        ({"staff_ids": []}, errors.TooFewStaff),
        ({"expected_days": 0}, errors.DaysOutOfRange),
        ({"expected_days": 366}, errors.DaysOutOfRange),
        ({"place": "\u202e反"}, DomainError),
        ({"starts_at": at(12, 8, year=2030)}, errors.ProcedureIncomplete),
        ({"starts_at": at(11, 2)}, errors.ProcedureIncomplete),
    ],
)
def test_a_hearing_is_told_in_full_and_in_time(
    world: World, changed: dict[str, Any], error: type[DomainError]
):
    case = worlds.accepted(world)
    found = planned(world, case)

    refused(error, tell, world, case, found, **changed)

    found.refresh_from_db()
    assert found.state == ProcedureState.PLANNED


def test_a_hearing_is_told_seven_working_days_before_and_not_a_day_less(world: World):
    case = worlds.accepted(world)
    found = planned(world, case)

    refused(errors.HearingNoticeTooShort, tell, world, case, found, starts_at=at(12, 1, hour=9))
    tell(world, case, found, starts_at=at(12, 2, hour=9))

    found.refresh_from_db()
    assert timezone.localdate(found.starts_at) == date(2026, 12, 2)


def test_the_database_holds_the_seven_days_too(world: World):
    case = worlds.accepted(world)
    found = told(world, case)

    with pytest.raises(IntegrityError), transaction.atomic():
        SpecialProcedure.objects.filter(pk=found.pk).update(starts_at=MONDAY + timedelta(days=6))


def test_whoever_examines_the_case_does_not_chair_its_hearing(world: World):
    case = worlds.in_process(world)
    found = planned(world, case)
    handler = hearings.staff_ids(world, HANDLER)

    refused(errors.ChairExamines, tell, world, case, found, staff_ids=handler)


def test_a_chair_who_took_up_the_case_since_is_found_on_the_day(world: World):
    case = worlds.accepted(world)
    colleague = hearings.colleague(world)
    found = told(world, case, staff_ids=[colleague.staff_id])
    WorkItem.objects.filter(case=case, state="open").update(claimed_by_id=colleague.staff_id)

    refused(errors.ChairExamines, hold, world, case, found)


def test_strangers_conduct_no_procedure(world: World):
    case = worlds.accepted(world)
    found = planned(world, case)
    stranger = world.actor(world.stranger).staff_id

    refused(errors.NotYourCase, tell, world, case, found, staff_ids=[stranger])


@pytest.mark.parametrize("kind", ["site_visit", "testing", "inspection", "quarantine"])
def test_a_visit_or_test_is_made_by_two(world: World, kind: str):
    case = worlds.accepted(world)
    found = planned(world, case, kind)
    (one,) = hearings.staff_ids(world, COUNTER)

    refused(errors.TooFewStaff, tell, world, case, found, staff_ids=[one, one])


def test_a_site_visit_may_come_unannounced_but_not_without_two(world: World):
    case = worlds.accepted(world)
    found = planned(world, case, "site_visit")
    today = {"starts_at": at(11, 23, hour=9)}

    refused(errors.ProcedureIncomplete, hold, world, case, found, moment=MONDAY)
    procedures.hold_procedure(
        case_id=case.id,
        procedure_id=found.id,
        actor=who(world, HANDLER),
        at=MONDAY,
        arrangement=hearings.arrangement(world, "site_visit", **today),
    )

    found.refresh_from_db()
    assert found.state == ProcedureState.HELD
    assert len(found.staff) == 2


def test_nothing_is_held_before_its_day(world: World):
    case = worlds.accepted(world)
    found = told(world, case)

    refused(errors.ProcedureNotNow, hold, world, case, found, moment=at(12, 7))


def test_a_hearing_ends_with_its_minutes(world: World):
    case = worlds.accepted(world)
    found = told(world, case)
    hold(world, case, found)

    refused(errors.ProcedureIncomplete, conclude, world, case, found, files=[])
    refused(errors.ProcedureIncomplete, conclude, world, case, found, findings=" ")
    refused(errors.ProcedureIncomplete, conclude, world, case, found, particulars={})
    theirs = factories.stored_file(worlds.neighbour(world))
    refused(errors.MaterialUnknown, conclude, world, case, found, files=[theirs])


def test_a_public_notice_lasts_to_its_last_day(world: World):
    case = worlds.accepted(world)
    notice = told(world, case, "public_notice")

    refused(errors.ProcedureNotNow, conclude, world, case, notice, moment=at(12, 15))
    conclude(world, case, notice, moment=at(12, 16))

    assert fresh(case).state == CaseState.ACCEPTED


def test_a_hearing_is_put_off_and_told_again_while_the_clock_stands(world: World):
    case = worlds.accepted(world)
    found = told(world, case)

    procedures.postpone_procedure(
        case_id=case.id, procedure_id=found.id, actor=who(world, HANDLER), at=at(11, 25)
    )
    tell(world, case, found, moment=at(11, 25), starts_at=at(12, 15))

    found.refresh_from_db()
    assert fresh(case).state == CaseState.SUSPENDED
    assert ClockStop.objects.filter(case=case).count() == 1
    assert timezone.localdate(found.starts_at) == date(2026, 12, 15)


def test_what_is_not_needed_any_more_is_dropped_with_a_reason_and_the_clock_runs(world: World):
    case = worlds.accepted(world)
    found = told(world, case, "expert_review")
    drop = {"case_id": case.id, "procedure_id": found.id, "actor": who(world, HANDLER)}

    refused(errors.ReasonMissing, procedures.cancel_procedure, reason=" ", at=MONDAY, **drop)
    procedures.cancel_procedure(reason="申请人补交了结论。", at=at(11, 25), **drop)

    assert fresh(case).state == CaseState.IN_PROCESS
    refused(TransitionNotAllowed, procedures.cancel_procedure, reason="再次", at=MONDAY, **drop)


def test_no_decision_while_a_procedure_is_open(world: World):
    case = worlds.in_process(world)
    found = told(world, case, "site_visit")

    refusal = refused(errors.ProcedureOpen, worlds.decide, world, case)
    hold(world, case, found)
    conclude(world, case, found)
    worlds.decide(world, case, at=HEARING_DAY)

    assert "现场核查" in str(refusal)
    assert fresh(case).state == CaseState.DECIDED


def test_one_hearing_at_a_time(world: World):
    case = worlds.accepted(world)
    planned(world, case)

    refused(errors.ProcedureOpen, planned, world, case)


@pytest.mark.parametrize("kind", ["", "seeking_opinions", "holiday"])
def test_what_is_no_procedure_of_ours_cannot_be_planned(world: World, kind: str):
    case = worlds.accepted(world)

    refused(errors.ProcedureIncomplete, planned, world, case, kind)


@pytest.mark.parametrize(
    "state", [CaseState.SUBMITTED, CaseState.DECIDED, CaseState.CLOSED, CaseState.WITHDRAWN]
)
def test_procedures_belong_between_acceptance_and_decision(world: World, state: CaseState):
    case = worlds.CASE_IN[state](world)

    refused(errors.ProcedureNotNow, planned, world, case)


def test_only_the_department_s_handlers_conduct_procedures(world: World):
    case = worlds.accepted(world)
    common = {"case_id": case.id, "procedure": "hearing", "reason": "公共利益", "at": MONDAY}
    others = [
        worlds.citizen(world),
        who(world, COUNTER),
        who(world, APPROVER),
        worlds.elsewhere(world, who(world, HANDLER)),
    ]

    for actor in others:
        refused(DomainError, procedures.plan_procedure, actor=actor, **common)


def test_a_procedure_of_another_case_is_not_found(world: World):
    mine, other = worlds.accepted(world), worlds.accepted(world)
    found = planned(world, other)

    refused(errors.ProcedureNotFound, tell, world, mine, found)


def test_a_step_taken_on_an_old_view_meets_a_conflict(world: World):
    case = worlds.accepted(world)
    planned(world, case, "site_visit")

    refused(errors.CaseChanged, planned, world, case, "site_visit", revision=case.revision)


def test_an_application_that_is_taken_back_ends_its_procedures(world: World):
    case = worlds.accepted(world)
    found = told(world, case)

    decisions.withdraw_case(case_id=case.id, actor=worlds.citizen(world), at=MONDAY)

    found.refresh_from_db()
    assert found.state == ProcedureState.CANCELLED
    refused(errors.ProcedureNotNow, hold, world, case, found)


def test_a_closed_case_and_its_procedures_are_sealed(world: World):
    case = worlds.in_process(world)
    found = told(world, case, "site_visit")
    hold(world, case, found)
    conclude(world, case, found)
    worlds.decide(world, case, at=HEARING_DAY)
    clerk = who(world, COUNTER)
    decisions.deliver_case(case_id=case.id, method="counter", actor=clerk, at=HEARING_DAY)
    decisions.close_case(case_id=case.id, actor=clerk, at=HEARING_DAY)

    digest = decisions.sealed_digest(fresh(case))
    found.refresh_from_db()
    file = found.files.get()
    for row in (found, file):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        file.delete()

    events = ledger.timeline("case", case.id, kinds=["cases.case_closed"])
    assert [event.payload["content_sha256"] for event in events] == [digest]


def test_what_takes_longer_than_told_is_noted_once_for_supervision(world: World):
    case = worlds.accepted(world)
    found = told(world, case)

    early = procedures.note_overruns(at=at(12, 14))
    late = sweeps.run_sweeps(at=at(12, 15))["note_overruns"]
    again = procedures.note_overruns(at=at(12, 16))

    found.refresh_from_db()
    facts = ledger.timeline("case", case.id, kinds=["cases.procedure_overran"])
    assert (early, late, again) == (0, 1, 0)
    assert found.overran_at is not None
    assert [fact.payload["end_by"] for fact in facts] == ["2026-12-14"]
