# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about places: which hall is near, when it is open, what is done there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, IntegerField, Q, Value, When

from yiwang.foundation import selectors as foundation
from yiwang.halls import opening
from yiwang.halls.enums import Facility, ScopeKind
from yiwang.halls.errors import HallNotFound
from yiwang.halls.models import Counter, Hall, HallDay, Skill
from yiwang.organizations import selectors as organizations

DAYS_SHOWN = 14


@dataclass(frozen=True, slots=True)
class DayHours:
    """When a hall is open on a day; ``hours`` is empty when it is closed."""

    day: date
    hours: str
    reason: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class HallPage:
    """Everything that is public of a hall."""

    hall: Hall
    facilities: Sequence[str]
    days: Sequence[DayHours]
    skills: Sequence[Skill]
    counters: Sequence[Counter]
    is_open_now: bool
    takes_tickets: bool


def hall(hall_id: UUID) -> Hall:
    """Return a hall.

    :raises HallNotFound: there is none
    """
    found = Hall.objects.filter(pk=hall_id).first()
    if found is None:
        raise HallNotFound
    return found


def halls_near(division_code: str) -> list[Hall]:
    """Return the halls that serve a division: its own, those right below, those above, in order.

    :raises DivisionNotFound: there is no such division
    """
    path = [step.code for step in organizations.division_path(division_code)]
    below = [child.code for child in organizations.children(division_code)]
    order = Case(
        When(division_code=division_code, then=Value(0)),
        When(division_code__in=path, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = Hall.objects.filter(Q(division_code__in=path) | Q(division_code__in=below))
    return list(rows.order_by(order, "-kind", "-division_code", "name")[:200])


def hall_page(hall_id: UUID, *, at: datetime) -> HallPage:
    """Return what is public of a hall, with the hours of the coming days."""
    found = hall(hall_id)
    today = at.astimezone(opening.CHINA).date()
    periods, days = _days(found, today)
    skills = list(Skill.objects.filter(hall=found, is_open=True).order_by("letter"))
    counters = Counter.objects.filter(hall=found, is_open=True).prefetch_related("skills")
    return HallPage(
        hall=found,
        facilities=[str(Facility(one).label) for one in found.facilities],
        days=days,
        skills=skills,
        counters=sorted(counters.order_by("number"), key=_by_number),
        is_open_now=opening.is_open(at, periods),
        takes_tickets=bool(skills) and opening.takes_tickets(at, periods),
    )


def _days(found: Hall, today: date) -> tuple[list[opening.Period], list[DayHours]]:
    """Return the periods of today, and the hours of the coming days."""
    until = today + timedelta(days=DAYS_SHOWN - 1)
    rows = HallDay.objects.filter(hall=found, day__gte=today, day__lte=until).order_by("day")
    own_days = {row.day: opening.OwnDay(row.periods, row.reason) for row in rows}
    calendar = foundation.working_calendar()
    by_day = {
        day: opening.periods_on(day, week=found.week, own_days=own_days, calendar=calendar)
        for day in (today + timedelta(days=step) for step in range(DAYS_SHOWN))
    }
    shown = [
        DayHours(
            day, _hours(periods), own_days[day].reason if day in own_days else "", day == today
        )
        for day, periods in by_day.items()
    ]
    return by_day[today], shown


def _hours(periods: Sequence[opening.Period]) -> str:
    return " ".join(f"{each.starts_at:%H:%M}–{each.ends_at:%H:%M}" for each in periods)


def _by_number(counter: Counter) -> tuple[int, str]:
    digits = "".join(sign for sign in counter.number if sign.isdigit())[:6]
    return int(digits or 0), counter.number


def skill_for(
    skills: Sequence[Skill],
    *,
    item_code: str,
    department_id: UUID | None,
    themes: Collection[str],
    item_type: str,
) -> Skill | None:
    """Return the kind of business that an item belongs to: the narrowest scope that names it.

    Failing that the one without a scope; None where there is none of either.
    """
    named = {f"{ScopeKind.ITEM}:{item_code}": 0, f"{ScopeKind.DEPARTMENT}:{department_id}": 1}
    named |= {f"{ScopeKind.THEME}:{theme}": 2 for theme in themes}
    named |= {f"{ScopeKind.TYPE}:{item_type}": 3}
    ranked = [
        (min((named[scope] for scope in skill.scopes if scope in named), default=9), skill)
        for skill in skills
        if skill.is_open
    ]
    fitting = [
        (rank if rank < 9 else 8, skill) for rank, skill in ranked if rank < 9 or not skill.scopes
    ]
    return min(fitting, key=lambda pair: (pair[0], pair[1].letter))[1] if fitting else None


def own_days(hall_id: UUID, *, since: date) -> list[HallDay]:
    """Return the days of a hall that depart from its week, the next first."""
    return list(HallDay.objects.filter(hall_id=hall_id, day__gte=since).order_by("day")[:100])


def written(periods: opening.Periods) -> str:
    """Return periods as people write them."""
    return opening.shown(periods)


def set_up(hall_id: UUID) -> tuple[list[Skill], list[Counter]]:
    """Return the kinds of business and counters of a hall, open or not."""
    skills = list(Skill.objects.filter(hall_id=hall_id).order_by("letter"))
    counters = Counter.objects.filter(hall_id=hall_id).prefetch_related("skills")
    return skills, sorted(counters.order_by("number"), key=_by_number)
