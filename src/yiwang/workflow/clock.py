# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Legal clocks: the last day of a time limit, and what may make it stand still.

Pure: no database, no current time. The caller hands over days and a working calendar, and stores
the answer; nobody recomputes a deadline on reading.
"""

import calendar as months
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.calendar import Deadline, WorkingCalendar
from yiwang.foundation.errors import LawReference
from yiwang.workflow.errors import ClockStands, NotAStopReason

LICENSING = "行政许可法"
ONE_DAY = timedelta(days=1)
LONGEST_LIMIT = 1000


class Unit(StrEnum):
    """What a time limit is counted in; the values are those of the catalogue's time limits."""

    WORKDAY = "workday"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class ClockTerms:
    """A time limit.

    :param limit: 0 to 1,000; 0 means on the spot, so it ends on the day that it starts
    :param rolls: a term in days, months or years that ends on a statutory day off ends on the day
        after the days off instead (民法典 203); working-day terms cannot end on a day off
    """

    limit: int
    unit: Unit = Unit.WORKDAY
    rolls: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.limit <= LONGEST_LIMIT:
            raise ValueError(f"A time limit is 0 to {LONGEST_LIMIT}, not {self.limit}.")


class Procedure(StrEnum):
    """A special procedure inside a case: those that stop the clock, then those that do not."""

    HEARING = "hearing"
    TENDER = "tender"
    AUCTION = "auction"
    INSPECTION = "inspection"
    TESTING = "testing"
    QUARANTINE = "quarantine"
    APPRAISAL = "appraisal"
    EXPERT_REVIEW = "expert_review"
    EXAMINATION = "examination"
    SITE_VISIT = "site_visit"
    PUBLIC_NOTICE = "public_notice"
    SEEKING_OPINIONS = "seeking_opinions"
    COLLECTIVE_DISCUSSION = "collective_discussion"


PROCEDURE_NAMES: Mapping[str, str | Promise] = {
    Procedure.HEARING: _("听证"),
    Procedure.TENDER: _("招标"),
    Procedure.AUCTION: _("拍卖"),
    Procedure.INSPECTION: _("检验"),
    Procedure.TESTING: _("检测"),
    Procedure.QUARANTINE: _("检疫"),
    Procedure.APPRAISAL: _("鉴定"),
    Procedure.EXPERT_REVIEW: _("专家评审"),
    Procedure.EXAMINATION: _("考试考核"),
    Procedure.SITE_VISIT: _("现场核查"),
    Procedure.PUBLIC_NOTICE: _("公示公告"),
    Procedure.SEEKING_OPINIONS: _("征求意见"),
    Procedure.COLLECTIVE_DISCUSSION: _("集体讨论"),
}


@dataclass(frozen=True, slots=True)
class StopReason:
    """Why a clock may stand, and the article that says so."""

    procedure: Procedure
    name: str | Promise
    law: LawReference


_STOPPING = (
    Procedure.HEARING,
    Procedure.TENDER,
    Procedure.AUCTION,
    Procedure.INSPECTION,
    Procedure.TESTING,
    Procedure.QUARANTINE,
    Procedure.APPRAISAL,
    Procedure.EXPERT_REVIEW,
)
STOP_REASONS: Mapping[str, StopReason] = {
    procedure: StopReason(procedure, PROCEDURE_NAMES[procedure], LawReference(LICENSING, "45"))
    for procedure in _STOPPING
}


def stop_reason(procedure: str, *, special: Mapping[str, LawReference] | None = None) -> StopReason:
    """Return why this procedure stops the clock.

    :param special: procedures that the item's own law lets stop the clock, with that law's article
    :raises NotAStopReason: neither article 45 nor the item's own law names it
    """
    if procedure in STOP_REASONS:
        return STOP_REASONS[procedure]
    name = PROCEDURE_NAMES.get(procedure, procedure)
    law = (special or {}).get(procedure)
    if law is None or procedure not in PROCEDURE_NAMES:
        raise NotAStopReason(params={"reason": name}, law=LawReference(LICENSING, "45"))
    return StopReason(Procedure(procedure), name, law)


@dataclass(frozen=True, slots=True)
class Stop:
    """A stretch of days that does not count, both ends included; open while it has no last day."""

    procedure: str
    first_on: date
    last_on: date | None

    @property
    def name(self) -> str:
        return str(PROCEDURE_NAMES.get(self.procedure, self.procedure))


class LegalClock:
    """Counts time limits on one working calendar."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self._calendar = calendar

    def due(self, start: date, terms: ClockTerms, stops: Sequence[Stop] = ()) -> Deadline:
        """Return the last day of a time limit.

        :param start: the day of the event that starts the clock; it does not count
        :param stops: every stop so far, all ended; those that touch the term move its end
        :raises ClockStands: a stop has not ended
        Source: 行政许可法, art. 45 and 82; 民法典, art. 201 to 203.
        """
        _refuse_open(stops)
        if terms.limit == 0:
            return Deadline(start, is_provisional=not self._calendar.is_published(start.year))
        if not stops and terms.unit is Unit.WORKDAY:
            return self._calendar.add_workdays(start, terms.limit)
        end = _COUNTS[terms.unit](self, start, terms.limit, stops)
        if terms.rolls and terms.unit is not Unit.WORKDAY:
            end = self._past_days_off(end)
        return Deadline(end, is_provisional=self._is_provisional(start, end, terms))

    def days_left(self, due_on: date, *, today: date, unit: Unit = Unit.WORKDAY) -> int:
        """Return the days that are left; 0 on the last day, negative when overdue.

        Working days for terms in working days, calendar days for all others.
        """
        if unit is not Unit.WORKDAY:
            return (due_on - today).days
        if today <= due_on:
            return self._calendar.workdays_between(today, due_on)
        return -self._calendar.workdays_between(due_on, today)

    def _workdays(self, start: date, limit: int, stops: Sequence[Stop]) -> date:
        return _count(start, limit, stops, self._calendar.is_workday)

    def _days(self, start: date, limit: int, stops: Sequence[Stop]) -> date:
        return _count(start, limit, stops, lambda _day: True)

    def _months(self, start: date, limit: int, stops: Sequence[Stop]) -> date:
        """End on the matching day of the month, later by the days on which the clock stood."""
        end = same_day_after(start, limit)
        stood = _days_stood(stops, after=start, upto=end)
        return _count(end, stood, stops, lambda _day: True) if stood else end

    def _years(self, start: date, limit: int, stops: Sequence[Stop]) -> date:
        return self._months(start, limit * 12, stops)

    def _past_days_off(self, day: date) -> date:
        while not self._calendar.is_workday(day):
            day += ONE_DAY
        return day

    def _is_provisional(self, start: date, end: date, terms: ClockTerms) -> bool:
        if terms.unit is not Unit.WORKDAY:
            return terms.rolls and not self._calendar.is_published(end.year)
        return not all(map(self._calendar.is_published, range(start.year, end.year + 1)))


_COUNTS: Mapping[Unit, Callable[[LegalClock, date, int, Sequence[Stop]], date]] = {
    Unit.WORKDAY: LegalClock._workdays,
    Unit.DAY: LegalClock._days,
    Unit.MONTH: LegalClock._months,
    Unit.YEAR: LegalClock._years,
}


def due(
    start: date, terms: ClockTerms, stops: Sequence[Stop], calendar: WorkingCalendar
) -> Deadline:
    """Return the last day of a time limit: see :meth:`LegalClock.due`."""
    return LegalClock(calendar).due(start, terms, stops)


def _refuse_open(stops: Iterable[Stop]) -> None:
    for stop in stops:
        if stop.last_on is None:
            raise ClockStands(params={"reason": stop.name})


def _stands(stops: Iterable[Stop], day: date) -> bool:
    return any(
        stop.first_on <= day and (stop.last_on is None or day <= stop.last_on) for stop in stops
    )


def _count(start: date, limit: int, stops: Sequence[Stop], counts: Callable[[date], bool]) -> date:
    day, left = start, limit
    while left:
        day += ONE_DAY
        if counts(day) and not _stands(stops, day):
            left -= 1
    return day


def _days_stood(stops: Sequence[Stop], *, after: date, upto: date) -> int:
    days = (after + timedelta(days=n) for n in range(1, (upto - after).days + 1))
    return sum(1 for day in days if _stands(stops, day))


def same_day_after(start: date, count: int) -> date:
    """Return the matching day some months later, or that month's last day when it has none.

    Source: 民法典, art. 202.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    month += 1
    return date(year, month, min(start.day, months.monthrange(year, month)[1]))


# ── time limits that the laws themselves give ─────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class StatutoryTerm:
    """A time limit in a law, and how far the head of the body may extend it, once."""

    terms: ClockTerms
    law: LawReference
    extension: int = 0
    approved_by: str | Promise = ""


LICENCE_DECISION = StatutoryTerm(
    ClockTerms(20), LawReference(LICENSING, "42"), extension=10, approved_by=_("本行政机关负责人")
)
JOINT_LICENCE_DECISION = StatutoryTerm(
    ClockTerms(45), LawReference(LICENSING, "42"), extension=15, approved_by=_("本级人民政府负责人")
)
CORRECTION_NOTICE = StatutoryTerm(ClockTerms(5), LawReference(LICENSING, "32"))
CERTIFICATE_DELIVERY = StatutoryTerm(ClockTerms(10), LawReference(LICENSING, "44"))
