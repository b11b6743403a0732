# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the clock of a case shows: days left, whose time it is, and what does not count."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yiwang.cases.enums import CaseState
from yiwang.cases.models import Case, ClockStop
from yiwang.foundation import selectors as foundation
from yiwang.workflow.clock import PROCEDURE_NAMES, LegalClock

SOON = 1
"""Working days before the last one from which a case is due soon (电子监察: one day ahead)."""


class Tone(StrEnum):
    """How a clock is drawn; never by colour alone."""

    FINE = "fine"
    SOON = "soon"
    OVERDUE = "overdue"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class StopFace:
    """A stretch that does not count, for people to read."""

    name: str
    law: str
    article: str
    workdays: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class ClockFace:
    """What to show of a clock.

    :param days_left: working days; 0 on the last day, negative when overdue
    :param share_used: 0 to 100, of the promised time
    """

    tone: Tone
    due_on: date | None
    statutory_due_on: date | None
    days_left: int
    share_used: int
    is_intake: bool
    is_provisional: bool
    stops: tuple[StopFace, ...] = ()


def tone_of(due_on: date, *, is_stopped: bool, today: date) -> Tone:
    """Return how urgent a step is; reads nothing from the database."""
    if is_stopped:
        return Tone.STOPPED
    left = days_left(due_on, today=today)
    if left < 0:
        return Tone.OVERDUE
    return Tone.SOON if left <= SOON else Tone.FINE


def days_left(due_on: date, *, today: date) -> int:
    """Return the working days that are left; 0 on the last day, negative when overdue."""
    return LegalClock(foundation.working_calendar()).days_left(due_on, today=today)


def clock_face(case: Case, *, today: date) -> ClockFace:
    """Return what the clock of a case shows; at most one query, for the stops."""
    stops = tuple(_stop_face(stop, today) for stop in case.stops.all()) if case.due_on else ()
    due_on = case.due_on or case.intake_due_on
    return ClockFace(
        tone=_tone(case, due_on, today),
        due_on=due_on,
        statutory_due_on=case.statutory_due_on,
        days_left=days_left(due_on, today=today),
        share_used=_share_used(case, due_on, today, sum(stop.workdays for stop in stops)),
        is_intake=case.due_on is None,
        is_provisional=case.is_deadline_provisional,
        stops=stops,
    )


def _tone(case: Case, due_on: date, today: date) -> Tone:
    if case.decided_at or case.closed_at or case.state == CaseState.CORRECTION:
        return Tone.DONE if case.state != CaseState.CORRECTION else Tone.STOPPED
    return tone_of(due_on, is_stopped=case.state == CaseState.SUSPENDED, today=today)


def _stop_face(stop: ClockStop, today: date) -> StopFace:
    calendar = foundation.working_calendar()
    last_on = stop.ended_on or today
    days = calendar.workdays_between(stop.started_on, last_on)
    days += calendar.is_workday(stop.started_on)
    name = str(PROCEDURE_NAMES.get(stop.reason, stop.reason))
    return StopFace(name, stop.law, stop.article, days, stop.ended_on is not None)


def _share_used(case: Case, due_on: date, today: date, stopped: int) -> int:
    if case.started_on is None:
        return 0
    calendar = foundation.working_calendar()
    whole = calendar.workdays_between(case.started_on, due_on) - stopped
    used = calendar.workdays_between(case.started_on, min(today, due_on)) - stopped
    return 100 if whole <= 0 else max(0, min(100, round(100 * used / whole)))
