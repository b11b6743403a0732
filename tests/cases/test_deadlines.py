# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where deadlines meet holidays, New Year, stops and more time; and lists that come or change."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from operations import datasets
from tests.cases import world as worlds
from tests.cases.world import APPROVER, HANDLER, at, fresh, who
from tests.factories import World
from yiwang.cases import errors
from yiwang.cases.enums import CaseState
from yiwang.cases.models import Case, Extension, WorkItem
from yiwang.cases.queries.timeline import timeline
from yiwang.cases.services import handling, intake, sweeps
from yiwang.foundation import calendar_lists
from yiwang.foundation import selectors as foundation_selectors
from yiwang.foundation import services as foundation
from yiwang.foundation.calendar import CalendarEntry, WorkingCalendar
from yiwang.foundation.enums import CalendarDayKind
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db

NEW_YEAR = "2027-01-01,holiday,元旦\n2027-01-04,holiday,元旦\n"


def ask(world: World, case: Case, *, at, days: int = 5) -> Extension:
    return handling.ask_extension(
        case_id=case.id, days=days, reason="案情复杂。", actor=who(world, HANDLER), at=at
    )


def answer(world: World, case: Case, *, at, is_approved: bool) -> Case:
    return handling.decide_extension(
        case_id=case.id, is_approved=is_approved, actor=who(world, APPROVER), at=at
    )


def resume(world: World, case: Case, *, at) -> Case:
    return worlds.resume(case, actor=who(world, HANDLER), at=at)


def publish_2027() -> None:
    days = [
        CalendarEntry(date(2027, 1, 1), CalendarDayKind.HOLIDAY, "元旦"),
        CalendarEntry(date(2027, 1, 4), CalendarDayKind.HOLIDAY, "元旦"),
    ]
    foundation.load_calendar_year(year=2027, entries=days, source="test", at=at(11, 23))


# ── the edges of the year, and of holidays


def test_a_deadline_on_the_last_day_of_a_published_year_is_final(world: World):
    case = worlds.accepted(world, at=at(12, 24))

    assert (case.due_on, case.intake_due_on) == (date(2026, 12, 31), date(2026, 12, 31))
    assert case.statutory_due_on == date(2027, 1, 21)
    assert case.is_deadline_provisional, "the law's limit reaches the next year"


def test_an_application_of_the_24th_of_december_is_answered_by_the_31st(world: World):
    case = worlds.submitted(world, at=at(12, 24))

    assert (case.intake_due_on, case.is_deadline_provisional) == (date(2026, 12, 31), False)
    assert intake.deem_accepted(case_id=case.id, at=at(12, 31, hour=23)) is False
    assert intake.deem_accepted(case_id=case.id, at=at(1, 1, year=2027, hour=0)) is True


def test_a_hearing_over_the_national_holiday_costs_only_the_working_days_it_took(world: World):
    # 2026: 1 to 7 October off; Sunday 20 September and Saturday 10 October are worked.
    case = worlds.accepted(world, at=at(9, 28))
    assert case.due_on == date(2026, 10, 10)
    worlds.suspend(world, case, at=at(9, 30))

    resumed = resume(world, case, at=at(10, 8))

    assert resumed.due_on == date(2026, 10, 13)


def test_a_hearing_within_holidays_alone_costs_nothing(world: World):
    case = worlds.accepted(world, at=at(9, 28))
    worlds.suspend(world, case, at=at(10, 1))

    assert resume(world, case, at=at(10, 7)).due_on == date(2026, 10, 10)


def test_a_make_up_saturday_is_a_day_on_which_an_application_must_be_answered(world: World):
    case = worlds.submitted(world, at=at(9, 29))

    assert case.intake_due_on == date(2026, 10, 12), "30 September, then 8, 9, 10 and 12 October"


def test_a_correction_asked_on_the_last_day_stops_the_law_from_accepting(world: World):
    case = worlds.submitted(world, at=at(11, 23))
    worlds.ask_correction(world, case, at=at(11, 30, hour=23))

    sweeps.run_sweeps(at=at(12, 8))

    assert fresh(case).state == CaseState.CORRECTION


# ── more time


def test_a_hearing_in_the_days_that_were_added_stops_the_clock_too(world: World):
    case = worlds.accepted(world, at=at(11, 2))
    ask(world, case, at=at(11, 9), days=5)
    assert answer(world, case, at=at(11, 9), is_approved=True).due_on == date(2026, 11, 16)
    worlds.suspend(world, case, at=at(11, 11))

    assert resume(world, case, at=at(11, 13)).due_on == date(2026, 11, 19)


def test_more_time_is_asked_for_while_there_is_time(world: World):
    case = worlds.accepted(world, at=at(11, 23))

    with pytest.raises(errors.ExtensionTooLate):
        ask(world, case, at=at(12, 1))

    assert not Extension.objects.filter(case=case).exists()


def test_on_the_last_day_more_time_may_still_be_allowed(world: World):
    case = worlds.accepted(world, at=at(11, 23))
    ask(world, case, at=at(11, 30))

    assert answer(world, case, at=at(11, 30, hour=23), is_approved=True).due_on == date(2026, 12, 7)


def test_what_was_not_allowed_in_time_can_only_be_refused(world: World):
    case = worlds.accepted(world, at=at(11, 23))
    ask(world, case, at=at(11, 30))

    with pytest.raises(errors.ExtensionTooLate):
        answer(world, case, at=at(12, 1), is_approved=True)

    assert answer(world, case, at=at(12, 1), is_approved=False).due_on == date(2026, 11, 30)


EXTENDED = {
    "kind": "1",
    "name": "延长办理期限",
    "limit": {"amount": 5, "unit": "workday"},
    "basis": "《食品安全法》第三十五条",
}


@pytest.mark.parametrize(
    ("item_type", "procedure", "most"),
    [
        ("01", EXTENDED, 5),
        ("01", EXTENDED | {"kind": "2"}, 10),
        ("01", EXTENDED | {"limit": None}, 10),
        ("07", EXTENDED, 5),
    ],
)
def test_the_item_s_own_law_says_how_much_more_time_there_is(
    world: World, item_type: str, procedure: dict[str, object], most: int
):
    item = worlds.item(
        world,
        name="特别期限",
        base={"item_type": item_type, "special_procedures": [procedure]},
    )
    case = worlds.accepted(world, item=item)
    assert handling.most_extension_days(case) == most

    with pytest.raises(errors.ExtensionNotAllowed):
        ask(world, case, at=at(11, 23), days=most + 1)


def test_what_several_bodies_handle_together_has_the_longer_terms(world: World):
    joint = worlds.item(
        world,
        name="联合办理",
        base={"statutory_limit": {"amount": 45, "unit": "workday"}},
        local={
            "promise_limit": {"amount": 45, "unit": "workday"},
            "joint_departments": ["消防救援机构"],
        },
    )
    case = worlds.accepted(world, item=joint, at=at(3, 2))
    ask(world, case, at=at(3, 3), days=15)

    extended = answer(world, case, at=at(3, 3), is_approved=True)

    calendar = foundation_selectors.working_calendar()
    assert extended.due_on is not None
    assert calendar.workdays_between(date(2026, 3, 2), extended.due_on) == 60


# ── lists that come, and lists that change


def delivery(case: Case) -> WorkItem:
    return WorkItem.objects.get(case=case, step_key="delivery")


def test_the_day_to_deliver_is_provisional_until_the_list_comes(world: World):
    case = worlds.decided(world, at=at(12, 24))
    assert (delivery(case).due_on, case.is_deadline_provisional) == (date(2027, 1, 7), True)
    assert sweeps.run_sweeps(at=at(12, 25))["recompute_deadlines"] == 0

    publish_2027()
    moved = sweeps.run_sweeps(at=at(12, 25))["recompute_deadlines"]

    assert moved == 1
    assert (delivery(case).due_on, fresh(case).is_deadline_provisional) == (
        date(2027, 1, 11),
        False,
    )
    told = [e.payload for e in ledger.events_about("case", case.id)][-1]
    assert (told["delivery_due_on"], told["due_on"]) == ("2027-01-11", None)
    assert "2027年1月11日" in timeline(fresh(case))[-1].detail
    assert sweeps.run_sweeps(at=at(12, 25))["recompute_deadlines"] == 0


def test_a_decision_whose_delivery_falls_in_a_published_year_is_final(world: World):
    case = worlds.accepted(world, at=at(12, 11))
    assert case.is_deadline_provisional
    worlds.complete(world, case, "review", at=at(12, 14))
    worlds.decide(world, case, at=at(12, 14))

    assert (delivery(case).due_on, fresh(case).is_deadline_provisional) == (
        date(2026, 12, 28),
        False,
    )


def test_what_was_delivered_has_no_deadline_that_could_be_provisional(world: World):
    case = worlds.delivered(world, at=at(12, 28))

    assert case.is_deadline_provisional is False


def load(folder: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]) -> None:
    """Run ``yiwang load calendar`` on a folder with these files."""
    (folder / "calendar").mkdir()
    for name, rows in files.items():
        (folder / "calendar" / name).write_text(rows)
    monkeypatch.setattr(datasets, "DATA", folder)
    datasets._calendar(lambda _done, _total: None)


def test_the_list_of_a_new_year_is_one_more_file(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    case = worlds.accepted(world, at=at(12, 28))
    assert (case.due_on, case.is_deadline_provisional) == (date(2027, 1, 4), True)

    load(
        tmp_path,
        monkeypatch,
        {
            worlds.HOLIDAYS.name: worlds.HOLIDAYS.read_text(),
            "cn_holidays_2027.csv": f"date,kind,name\n{NEW_YEAR}",
        },
    )

    assert foundation_selectors.published_years()[-1] == 2027
    assert fresh(case).due_on == date(2027, 1, 6)


def test_a_list_that_was_corrected_moves_what_was_final(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """As in January 2020, when the Spring Festival was made longer."""
    case = worlds.accepted(world, at=at(11, 23))
    waits = worlds.submitted(world, at=at(11, 23))
    decided = worlds.decided(world, at=at(11, 23))
    corrected = worlds.HOLIDAYS.read_text() + "2026-11-27,5,0,holiday,特别放假\n"

    load(tmp_path, monkeypatch, {worlds.HOLIDAYS.name: corrected})

    assert fresh(case).due_on == date(2026, 12, 1)
    assert fresh(waits).intake_due_on == date(2026, 12, 1)
    assert delivery(decided).due_on == date(2026, 12, 8)


# ── what follows from a day that may still move


def test_a_term_of_five_working_days_was_never_moved_by_more_than_is_waited_for():
    real = WorkingCalendar(calendar_lists.read_calendar_file(worlds.HOLIDAYS))
    plain = WorkingCalendar()
    starts = [date(2014, 1, 1) + timedelta(days=n) for n in range(365 * 12)]

    moved = max(real.add_workdays(day, 5).on - plain.add_workdays(day, 5).on for day in starts)

    assert timedelta(days=7) <= moved <= intake.LONGEST_HOLIDAYS


def test_the_law_does_not_accept_on_a_day_that_may_still_move(world: World):
    case = worlds.submitted(world, at=at(12, 28))
    assert (case.intake_due_on, case.is_deadline_provisional) == (date(2027, 1, 4), True)

    assert intake.deem_accepted(case_id=case.id, at=at(1, 18, year=2027)) is False
    assert intake.deem_accepted(case_id=case.id, at=at(1, 19, year=2027)) is True
    assert fresh(case).started_on == date(2026, 12, 28)


def test_the_counter_may_still_refuse_on_a_day_that_may_still_move(world: World):
    case = worlds.submitted(world, at=at(12, 28))

    refused = worlds.refuse(world, case, at=at(1, 5, year=2027))

    assert refused.state == CaseState.NOT_ACCEPTED
