# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Running a hall: what it says of itself, hours, kinds of business, counters; board and figures."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.halls import policies
from yiwang.halls import selectors as halls
from yiwang.halls.enums import Facility
from yiwang.halls.errors import HoursUnreadable
from yiwang.halls.services import setup
from yiwang.organizations.enums import Right
from yiwang.workbench.frame import actor_of, do, page, whole_number
from yiwang.workbench.halls import scopes

if TYPE_CHECKING:
    from yiwang.halls.models import Counter

Row = TypeVar("Row")
CURRENT: Final = "/workbench/halls"
WEEKDAYS: Final = (
    *(_("星期一"), _("星期二"), _("星期三"), _("星期四")),
    *(_("星期五"), _("星期六"), _("星期日")),
)
SHOWN_DAYS: Final = 30
LONGEST: Final = timedelta(days=366)


@audience("staff")
@require_safe
def hall_list(request: HttpRequest) -> HttpResponse:
    """List the halls within one's reach."""
    actor = actor_of(request)
    if not actor.has_right(Right.HALLS_MANAGE):
        policies.check_is_clerk(actor)
    with read_only():
        context = {"halls": halls.queue.halls_of(actor)}
        return page(request, "workbench/halls/list.html", context, current=CURRENT)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def hall(request: HttpRequest, hall_id: UUID) -> HttpResponse:
    """Show what is set up of a hall; or change a part of it."""
    actor = actor_of(request)
    with read_only():
        found = halls.places.hall(hall_id)
        policies.check_can_manage(actor, found.division_code)
    if request.method == "POST":
        return do(
            request,
            lambda: _change(request, hall_id),
            done=_("已保存。"),
            back_to=f"{CURRENT}/{hall_id}",
        )
    with read_only():
        skills, counters = halls.places.set_up(hall_id)
        context = {
            "hall": found,
            "week": [
                (number, words, halls.places.written(found.week[number]))
                for number, words in enumerate(WEEKDAYS)
                if number < len(found.week)
            ],
            "facilities": Facility.choices,
            "own_days": [
                (each, halls.places.written(each.periods))
                for each in halls.places.own_days(hall_id, since=timezone.localdate())
            ],
            "skills": [(each, scopes.written(each.scopes)) for each in skills],
            "counters": [(each, _letters(each)) for each in counters],
            "skill": (skill := _one(request, "skill", {each.letter: each for each in skills})),
            "skill_lines": "\n".join(scopes.written(skill.scopes)) if skill else "",
            "counter": (
                counter := _one(request, "counter", {each.number: each for each in counters})
            ),
            "counter_letters": _letters(counter) if counter else "",
        }
        return page(request, "workbench/halls/hall.html", context, current=CURRENT)


def _letters(counter: "Counter") -> str:
    return "、".join(skill.letter for skill in counter.skills.all())


def _one(request: HttpRequest, name: str, rows: Mapping[str, Row]) -> Row | None:
    """Return the row that the reader wants to change, for its form to be filled in."""
    return rows.get(request.GET.get(name, ""))


def _scopes(request: HttpRequest, hall_id: UUID) -> list[str]:
    skills, _counters = halls.places.set_up(hall_id)
    kept = [scope for skill in skills for scope in skill.scopes]
    place = halls.places.hall(hall_id).division_code
    return scopes.read(request.POST.get("scopes", ""), division_code=place, kept=kept)


def _change(request: HttpRequest, hall_id: UUID) -> object:
    given = {"hall_id": hall_id, "actor": actor_of(request), "at": timezone.now()}
    sent = request.POST
    match sent.get("part", ""):
        case "skill":
            details = setup.SkillDetails(
                letter=sent.get("letter", "").strip().upper(),
                name=sent.get("name", ""),
                scopes=_scopes(request, hall_id),
                is_open=sent.get("is_open") == "1",
            )
            return setup.set_skill(details=details, **given)  # type: ignore[arg-type]
        case "counter":
            counter = setup.CounterDetails(
                number=sent.get("number", ""),
                name=sent.get("name", ""),
                letters=[one for one in sent.get("letters", "").upper() if one.isalpha()],
                is_open=sent.get("is_open") == "1",
            )
            return setup.set_counter(details=counter, **given)  # type: ignore[arg-type]
        case "day":
            return setup.set_day(
                day=_day(sent.get("day", "")),
                periods=setup.read_periods(sent.get("periods", "")),
                reason=sent.get("reason", ""),
                **given,  # type: ignore[arg-type]
            )
        case "clear_day":
            return setup.clear_day(day=_day(sent.get("day", "")), **given)  # type: ignore[arg-type]
    return setup.change_hall(details=_details(request), **given)  # type: ignore[arg-type]


def _details(request: HttpRequest) -> setup.HallDetails:
    sent = request.POST
    return setup.HallDetails(
        name=sent.get("name", ""),
        address=sent.get("address", ""),
        phone=sent.get("phone", ""),
        directions=sent.get("directions", ""),
        facilities=sent.getlist("facility"),
        services=sent.get("services", "").splitlines(),
        week=[setup.read_periods(sent.get(f"week-{number}", "")) for number in range(7)],
        slot_minutes=whole_number(sent.get("slot_minutes", ""), digits=3) or 0,
        places_per_counter=whole_number(sent.get("places_per_counter", ""), digits=2) or 0,
        days_ahead=whole_number(sent.get("days_ahead", ""), digits=2) or 0,
        takes_bookings=sent.get("takes_bookings") == "1",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise HoursUnreadable from error


@audience("staff")
@require_safe
def board(request: HttpRequest, hall_id: UUID) -> HttpResponse:
    """Show a hall today: queues, clerks, appointments, the log."""
    now = timezone.now()
    today = timezone.localdate()
    with read_only():
        found = halls.places.hall(hall_id)
        policies.check_can_watch(actor_of(request), found.division_code)
        context = {
            "hall": found,
            "board": halls.queue.board(hall_id, at=now),
            "booked": halls.bookings.booked_on(hall_id, day=today),
            "periods": halls.queue.periods(hall_id, day=today),
            "now": now,
        }
        return page(request, "workbench/halls/board.html", context, current=CURRENT)


def days_asked(request: HttpRequest) -> tuple[date, date]:
    """Return the first and the last day that figures are wanted for, at most a year apart."""
    today = timezone.localdate()
    since, until = today - timedelta(days=SHOWN_DAYS), today
    with suppress(ValueError):
        since = date.fromisoformat(request.GET.get("since", ""))
    with suppress(ValueError):
        until = date.fromisoformat(request.GET.get("until", ""))
    since = min(since, until)
    return (until - LONGEST if until - since > LONGEST else since), until


@audience("staff")
@require_safe
def figures(request: HttpRequest, hall_id: UUID) -> HttpResponse:
    """Show the figures of each day."""
    since, until = days_asked(request)
    with read_only():
        found = halls.places.hall(hall_id)
        policies.check_can_watch(actor_of(request), found.division_code)
        context = {
            "hall": found,
            "days": halls.queue.days(hall_id, since=since, until=until),
            "since": since,
            "until": until,
        }
        return page(request, "workbench/halls/figures.html", context, current=CURRENT)
