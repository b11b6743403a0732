# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What runs by the clock: holds that ran out, people who did not come, the end of the day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from yiwang.foundation.bulkheads import run_apart
from yiwang.halls import opening
from yiwang.halls.enums import AT_COUNTER, BookingState, TicketState, WaitState
from yiwang.halls.models import Appointment, Hall, Shift, Ticket, Waiting
from yiwang.halls.services import calling, holding, slots, waiting
from yiwang.halls.services.queueing import LATEST
from yiwang.notifications import services as notifications

REMINDED_BEFORE: Final = timedelta(hours=24)
BATCH: Final = 500


def run_sweeps(*, at: datetime) -> dict[str, int]:
    """Do what is due; return how much of each. One that breaks keeps no other from running."""
    return run_apart(
        {
            "expired": lambda: expire_holds(at=at),
            "offered": lambda: waiting.offer_what_is_free(at=at),
            "no_shows": lambda: note_no_shows(at=at),
            "reminded": lambda: remind(at=at),
            "closed": lambda: close_past_days(at=at),
        }
    )


def expire_holds(*, at: datetime) -> int:
    """Free what was held and not confirmed, and offer it to who waits."""
    done = 0
    for each in _each(BookingState.HELD, held_until__lte=at):
        if holding.expire(each, at=at):
            waiting.offer_freed(slot=each.slot, at=at)
        done += 1
    return done


def note_no_shows(*, at: datetime) -> int:
    """Note who did not come until a quarter of an hour after their time."""
    done = 0
    for each in _each(BookingState.BOOKED, ends_at__lt=at - LATEST):
        holding.finish(each, BookingState.NO_SHOW, actor=holding.SWEEP, at=at)
        done += 1
    return done


def remind(*, at: datetime) -> int:
    """Remind people of what they have tomorrow, once."""
    coming = {"starts_at__gt": at, "starts_at__lte": at + REMINDED_BEFORE}
    done = 0
    for each in _each(BookingState.BOOKED, reminded_at__isnull=True, **coming):
        notifications.send(
            recipient_id=each.applicant_id,
            kind="appointment_reminder",
            params=words(each),
            link=f"/my/appointments/{each.pk}",
            source_key=f"halls:reminder:{each.pk}:{each.starts_at.isoformat()}",
            at=at,
            region_code=each.hall.division_code,
        )
        each.reminded_at = at
        each.save(update_fields=["reminded_at"])
        done += 1
    return done


def words(each: Appointment) -> dict[str, str]:
    """Return what a message says of an appointment."""
    begins = each.starts_at.astimezone(opening.CHINA)
    return {
        "hall": each.hall.name,
        "business": each.item_name or each.skill.name,
        "day_on": begins.date().isoformat(),
        "time": f"{begins:%H:%M}",
        "code": each.code,
    }


def close_past_days(*, at: datetime) -> int:
    """End what was left open on earlier days: tickets nobody called, shifts nobody ended."""
    today = at.astimezone(opening.CHINA).date()
    with transaction.atomic():
        old = Ticket.objects.filter(day__lt=today)
        done = old.filter(state=TicketState.WAITING).update(state=TicketState.LAPSED, ended_at=at)
        done += old.filter(state__in=sorted(AT_COUNTER)).update(state=TicketState.DONE, ended_at=at)
        Waiting.objects.filter(day__lt=today, state=WaitState.WAITING).update(
            state=WaitState.LAPSED
        )
        shifts = Shift.objects.select_related("counter__hall").select_for_update(of=("self",))
        for shift in shifts.filter(day__lt=today, ended_at__isnull=True).order_by("pk"):
            calling.end_shift(shift, actor=holding.SWEEP, at=at)
    return done


def open_coming_days(*, at: datetime) -> int:
    """Make the slots of the coming days of every hall; return how many places are new."""
    today = at.astimezone(opening.CHINA).date()
    halls = Hall.objects.filter(takes_bookings=True).order_by("pk")
    return sum(
        slots.open_slots(hall_id=hall.pk, since=today, days=hall.days_ahead, at=at)
        for hall in halls
    )


_TIMES: Final = """
    INSERT INTO halls_service_time (skill_id, hour, median_seconds, samples)
    SELECT skill_id, extract(hour FROM serving_at AT TIME ZONE 'Asia/Shanghai')::int,
           percentile_cont(0.5) WITHIN GROUP (
               ORDER BY extract(epoch FROM ended_at - serving_at))::int, count(*)
      FROM halls_ticket
     WHERE state = 'done' AND serving_at IS NOT NULL AND day >= %s
     GROUP BY 1, 2
    ON CONFLICT (skill_id, hour)
    DO UPDATE SET median_seconds = excluded.median_seconds, samples = excluded.samples
"""


def keep_service_times(*, at: datetime) -> int:
    """Keep how long each kind of business took lately, by hour of the day."""
    since = at.astimezone(opening.CHINA).date() - timedelta(days=60)
    with connection.cursor() as cursor:
        cursor.execute(_TIMES, [since])
        return int(cursor.rowcount)


def _each(state: BookingState, **wanted: object) -> Iterator[Appointment]:
    """Yield appointments one by one, each in a transaction of its own, locked."""
    rows = Appointment.objects.filter(state=state, **wanted)
    for found_id in list(rows.order_by("starts_at", "pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            found = (
                Appointment.objects.select_related("hall", "slot", "skill")
                .select_for_update(of=("self",), skip_locked=True)
                .filter(pk=found_id, state=state, **wanted)
                .first()
            )
            if found is not None:
                yield found
