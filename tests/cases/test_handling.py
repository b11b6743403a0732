# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Steps, special procedures, more time, timers, and deadlines that were only provisional."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from tests.cases import world as worlds
from tests.cases.world import APPROVER, COUNTER, HANDLER, MONDAY, at, bpmn, fresh, who
from tests.factories import World
from yiwang.cases import errors
from yiwang.cases.enums import CaseState
from yiwang.cases.models import Case, ClockStop, Extension, WorkItem
from yiwang.cases.services import handling, intake, sweeps
from yiwang.foundation import services as foundation
from yiwang.foundation.calendar import CalendarEntry
from yiwang.foundation.enums import CalendarDayKind
from yiwang.foundation.errors import DomainError
from yiwang.ledger import selectors as ledger
from yiwang.workflow.clock import STOP_REASONS, Procedure
from yiwang.workflow.errors import NotAStopReason

pytestmark = pytest.mark.django_db
DECIDE = bpmn.decision(role="approver")


def ask(world: World, case: Case, *, days: int = 5, reason: str = "案情复杂。") -> Extension:
    with transaction.atomic():
        return handling.ask_extension(
            case_id=case.id, days=days, reason=reason, actor=who(world, HANDLER), at=MONDAY
        )


def allow(world: World, case: Case, *, is_approved: bool = True) -> Case:
    return handling.decide_extension(
        case_id=case.id, is_approved=is_approved, actor=who(world, APPROVER), at=MONDAY
    )


def resume(world: World, case: Case, moment) -> Case:
    return worlds.resume(case, actor=who(world, HANDLER), at=moment)


# ── special procedures


@pytest.mark.parametrize("reason", sorted(STOP_REASONS))
def test_the_clock_stops_for_what_the_law_lists(world: World, reason: str):
    case = worlds.accepted(world)

    worlds.suspend(world, case, reason=reason)

    stop = ClockStop.objects.get(case=case)
    assert (stop.law, stop.article, stop.reason) == ("行政许可法", "45", reason)
    assert WorkItem.objects.get(case=case, state="open").is_stopped


@pytest.mark.parametrize("reason", [*sorted(set(Procedure) - set(STOP_REASONS)), "", "holiday"])
def test_the_clock_stops_for_nothing_else(world: World, reason: str):
    case = worlds.accepted(world)

    with pytest.raises(NotAStopReason):
        worlds.suspend(world, case, reason=reason)
    assert fresh(case).state == CaseState.ACCEPTED


@pytest.mark.parametrize("days", [-1, 0, 366, 10**9])
def test_the_notice_tells_a_number_of_days_that_can_be(world: World, days: int):
    case = worlds.accepted(world)

    with pytest.raises(errors.DaysOutOfRange):
        worlds.suspend(world, case, days=days)


def test_the_days_of_a_hearing_do_not_count(world: World):
    case = worlds.accepted(world)
    assert case.due_on == date(2026, 11, 30)
    worlds.suspend(world, case, at=at(11, 25))

    resumed = resume(world, case, at(12, 4))

    # Tuesday counted; Wednesday to the Friday of the next week did not; four days are left.
    assert resumed.due_on == date(2026, 12, 10)
    assert resumed.statutory_due_on == date(2026, 12, 31)
    item = WorkItem.objects.get(case=case, state="open")
    assert (item.due_on, item.is_stopped) == (resumed.due_on, False)


def test_two_hearings_do_not_count_both(world: World):
    case = worlds.accepted(world)
    for day in (24, 26):
        worlds.suspend(world, case, at=at(11, day))
        resumed = resume(world, case, at(11, day))

    assert resumed.due_on == date(2026, 12, 2)
    assert fresh(case).state == CaseState.IN_PROCESS


def test_a_withdrawn_case_has_no_clock_that_stands(world: World):
    case = worlds.suspended(world)

    worlds.attempt(world, worlds.Action.WITHDRAW, case, at=at(11, 27))

    assert ClockStop.objects.get(case=case).ended_on == date(2026, 11, 27)


# ── more time


def test_an_approved_extension_moves_both_days_once(world: World):
    case = worlds.accepted(world)
    ask(world, case, days=10)

    extended = allow(world, case)

    assert extended.due_on == date(2026, 12, 14)
    with pytest.raises(errors.ExtensionNotAllowed):
        ask(world, case)
    assert WorkItem.objects.get(case=case, element_id="review").due_on == extended.due_on


def test_a_refused_extension_moves_nothing_and_may_be_asked_for_again(world: World):
    case = worlds.accepted(world)
    ask(world, case)

    assert allow(world, case, is_approved=False).due_on == date(2026, 11, 30)
    ask(world, case, days=3)
    assert allow(world, case).due_on == date(2026, 12, 3)


@pytest.mark.parametrize("days", [-1, 0, 11, 10**12])
def test_an_extension_is_one_to_ten_days(world: World, days: int):
    with pytest.raises(errors.ExtensionNotAllowed):
        ask(world, worlds.accepted(world), days=days)


@pytest.mark.parametrize("reason", ["", " \n"])
def test_an_extension_states_its_reason(world: World, reason: str):
    with pytest.raises(errors.ReasonMissing):
        ask(world, worlds.accepted(world), reason=reason)


def test_whoever_asked_for_more_time_does_not_allow_it(world: World):
    case = worlds.accepted(world)
    asked = ask(world, case)
    Extension.objects.filter(id=asked.id).update(asked_by_id=who(world, APPROVER).staff_id)

    with pytest.raises(errors.SameHands):
        allow(world, case)


def test_what_is_no_licence_is_not_extended(world: World):
    item = worlds.item(world, name="便民服务", base={"item_type": "20"})

    with pytest.raises(errors.ExtensionNotAllowed):
        ask(world, worlds.accepted(world, item=item))


@pytest.mark.parametrize(
    ("limit", "most", "due_on"),
    [
        ({"amount": 3, "unit": "workday"}, 3, date(2026, 12, 1)),
        ({"amount": 10, "unit": "day"}, 10, date(2026, 12, 17)),
        ({"amount": 1, "unit": "month"}, 10, date(2027, 1, 6)),
    ],
)
def test_an_extension_counts_working_days_whatever_the_limit_counts(world, limit, most, due_on):
    item = worlds.item(
        world, name=f"限时{most}", base={"statutory_limit": limit}, local={"promise_limit": limit}
    )
    case = worlds.accepted(world, item=item)
    with pytest.raises(errors.ExtensionNotAllowed):
        ask(world, case, days=most + 1)

    ask(world, case, days=most)

    assert allow(world, case).due_on == due_on


# ── steps


def test_steps_side_by_side_wait_side_by_side(world: World):
    code = worlds.process_of_model("residence_permit")
    case = worlds.accepted(world, item=worlds.item(world, name="居住证", process_code=code))

    assert worlds.open_keys(case) == {"identity_check", "grounds_check"}


def test_a_step_is_for_its_role_and_the_others_wait_on(world: World):
    code = worlds.process(
        [bpmn.start(), bpmn.parallel("fork"), bpmn.user("window", role="counter"),
         bpmn.user("review"), bpmn.parallel("join"), DECIDE, bpmn.end()],
        [("start", "fork"), ("fork", "window"), ("fork", "review"), ("window", "join"),
         ("review", "join"), ("join", "decision"), ("decision", "end")],
    )  # fmt: skip
    case = worlds.accepted(world, item=worlds.item(world, name="并行", process_code=code))
    with pytest.raises(errors.NotYourCase), transaction.atomic():
        worlds.complete(world, case, "window")
    waited = WorkItem.objects.get(case=case, element_id="review").id

    worlds.complete(world, case, "window", actor=who(world, COUNTER))

    assert WorkItem.objects.get(case=case, element_id="review").id == waited
    worlds.complete(world, case, "review")
    assert worlds.open_keys(case) == {"decision"}


@pytest.mark.parametrize("key", ["intake", "extension", "decision-3", "review-9", "", "x" * 300])
def test_what_is_no_step_of_the_process_is_not_completed(world: World, key: str):
    case = worlds.in_process(world)
    ask(world, case)

    with pytest.raises(DomainError):
        handling.complete_step(
            case_id=case.id, step_key=key, data={}, opinion="", actor=who(world, HANDLER), at=MONDAY
        )


def test_a_process_tells_the_applicant_and_schedules_a_check(world: World):
    code = worlds.process(
        [bpmn.start(), bpmn.user("review"), DECIDE,
         bpmn.service("check", "schedule_check", workdays="60"), bpmn.end()],
        [("start", "review"), ("review", "decision"), ("decision", "check"), ("check", "end")],
    )  # fmt: skip

    case = worlds.decided(world, item=worlds.item(world, name="承诺", process_code=code))

    assert case.check_due_on is not None
    assert "cases.check_scheduled" in {e.kind for e in ledger.events_about("case", case.id)}


# ── timers


def timed(world: World) -> Case:
    code = worlds.process(
        [bpmn.start(), bpmn.parallel("fork"), bpmn.user("review"), bpmn.timer("wait", "P10D"),
         bpmn.user("remind"), bpmn.parallel("join"), DECIDE, bpmn.end()],
        [("start", "fork"), ("fork", "review"), ("fork", "wait"), ("wait", "remind"),
         ("review", "join"), ("remind", "join"), ("join", "decision"), ("decision", "end")],
    )  # fmt: skip
    return worlds.accepted(world, item=worlds.item(world, name="定时", process_code=code))


def test_a_timer_goes_off_when_it_is_due_and_once(world: World):
    case = timed(world)
    assert case.process_wakes_at is not None

    assert (
        sweeps.run_sweeps(at=case.process_wakes_at - timedelta(seconds=1))["fire_due_timers"] == 0
    )
    assert sweeps.run_sweeps(at=case.process_wakes_at)["fire_due_timers"] == 1
    assert worlds.open_keys(case) == {"review", "remind"}
    assert handling.fire_timers(case_id=case.id, at=at(12, 30)) is False


def test_a_timer_leaves_other_work_alone_and_stops_with_the_clock(world: World):
    case = timed(world)
    ask(world, case)
    allow(world, case, is_approved=False)
    ask(world, case)
    assert "extension" in worlds.open_keys(case)

    handling.fire_timers(case_id=case.id, at=case.process_wakes_at)

    assert worlds.open_keys(case) == {"review", "remind", "extension"}


def test_a_timer_of_a_suspended_case_opens_work_that_stands(world: World):
    case = timed(world)
    worlds.suspend(world, case)

    handling.fire_timers(case_id=case.id, at=case.process_wakes_at)

    assert WorkItem.objects.get(case=case, element_id="remind").is_stopped


def test_a_timer_of_a_case_that_is_over_stays_silent(world: World):
    case = timed(world)
    Case.objects.filter(id=case.id).update(state=CaseState.DECIDED)

    assert handling.fire_timers(case_id=case.id, at=at(12, 30)) is False


# ── provisional deadlines


def publish_2027() -> None:
    days = [
        CalendarEntry(date(2027, 1, 1), CalendarDayKind.HOLIDAY, "元旦"),
        CalendarEntry(date(2027, 1, 4), CalendarDayKind.HOLIDAY, "元旦"),
    ]
    foundation.load_calendar_year(year=2027, entries=days, source="test", at=MONDAY)


def test_a_deadline_in_a_year_without_list_is_provisional_until_the_list_comes(world: World):
    case = worlds.accepted(world, at=at(12, 28))
    assert (case.due_on, case.is_deadline_provisional) == (date(2027, 1, 4), True)
    before = sweeps.run_sweeps(at=at(12, 29))["recompute_deadlines"]

    publish_2027()
    moved = sweeps.run_sweeps(at=at(12, 29))["recompute_deadlines"]

    final = fresh(case)
    assert (before, moved) == (0, 1)
    assert (final.due_on, final.is_deadline_provisional) == (date(2027, 1, 6), False)
    assert WorkItem.objects.get(case=case, state="open").due_on == final.due_on
    assert sweeps.run_sweeps(at=at(12, 29))["recompute_deadlines"] == 0


def test_the_day_to_answer_is_provisional_too(world: World):
    case = worlds.submitted(world, at=at(12, 28))
    assert (case.intake_due_on, case.is_deadline_provisional) == (date(2027, 1, 4), True)

    publish_2027()
    sweeps.run_sweeps(at=at(12, 29))

    assert fresh(case).intake_due_on == date(2027, 1, 6)
    assert WorkItem.objects.get(case=case).due_on == date(2027, 1, 6)
    assert intake.deem_accepted(case_id=case.id, at=at(1, 5, year=2027)) is False


def test_a_case_that_is_over_gets_no_new_deadline(world: World):
    case = worlds.accepted(world, at=at(12, 28))
    worlds.attempt(world, worlds.Action.WITHDRAW, case, at=at(12, 28))

    publish_2027()

    assert sweeps.run_sweeps(at=at(12, 29))["recompute_deadlines"] == 0
    assert fresh(case).due_on == date(2027, 1, 4)
