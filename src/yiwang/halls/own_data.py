# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room holds of a person: appointments and tickets, for a copy and for closing."""

from collections.abc import Iterator

from yiwang.halls.enums import OPEN_BOOKINGS
from yiwang.halls.models import Appointment, Presence, Ticket, Waiting
from yiwang.identity.services import privacy_holdings as holdings
from yiwang.identity.services.privacy_copy import json_entry
from yiwang.identity.services.privacy_holdings import Entry, Whose

BOOKING_ROW = ("code", "item_name", "starts_at", "ends_at", "state", "made_at")
TICKET_ROW = ("label", "item_name", "state", "taken_at", "called_at", "ended_at")


def _entries(whose: Whose) -> Iterator[Entry]:
    if whose.person_id is None:
        return
    mine = Appointment.objects.filter(applicant_id=whose.person_id).order_by("starts_at")
    yield json_entry("appointments.json", list(mine.values("hall__name", *BOOKING_ROW)))
    tickets = Ticket.objects.filter(person_id=whose.person_id).order_by("taken_at")
    yield json_entry("tickets.json", list(tickets.values("hall__name", *TICKET_ROW)))


def _open_matters(whose: Whose) -> list[str]:
    if whose.person_id is None:
        return []
    coming = Appointment.objects.filter(
        applicant_id=whose.person_id, state__in=sorted(OPEN_BOOKINGS)
    )
    return list(coming.order_by("starts_at").values_list("code", flat=True))


def _erase(whose: Whose) -> int:
    if whose.person_id is None:
        return 0
    Ticket.objects.filter(person_id=whose.person_id).update(person_id=None, shown_name="")
    erased = Waiting.objects.filter(applicant_id=whose.person_id).delete()[0]
    erased += Presence.objects.filter(applicant_id=whose.person_id).delete()[0]
    return erased + Appointment.objects.filter(applicant_id=whose.person_id).delete()[0]


holdings.register(
    holdings.Holding(name="halls", entries=_entries, open_matters=_open_matters, erase=_erase)
)
