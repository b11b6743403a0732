# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What people are told of their appointments."""

from collections.abc import Mapping, Sequence
from typing import Final

from yiwang.halls.models import Appointment
from yiwang.halls.services import sweeps
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications

MESSAGES: Final[Mapping[str, str]] = {
    "halls.booking_confirmed": "appointment_booked",
    "halls.booking_moved": "appointment_moved",
    "halls.place_offered": "appointment_offered",
    "halls.booking_ended": "appointment_called_off",
}


def tell_applicants(events: Sequence[RecordedEvent]) -> None:
    """Send one message for each fact that somebody should hear of."""
    wanted = [event for event in events if _is_told(event)]
    found = Appointment.objects.select_related("hall", "skill").in_bulk(
        [event.subject_id for event in wanted if event.subject_id]
    )
    for event in wanted:
        booked = found.get(event.subject_id) if event.subject_id else None
        if booked is None:
            continue
        notifications.send(
            recipient_id=booked.applicant_id,
            kind=MESSAGES[event.kind],
            params=sweeps.words(booked),
            link=f"/my/appointments/{booked.pk}",
            source_key=f"ledger:{event.id}",
            at=event.at,
            region_code=booked.hall.division_code,
        )


def _is_told(event: RecordedEvent) -> bool:
    """People know what they did themselves; the hall calling off is news."""
    return event.kind != "halls.booking_ended" or event.payload["state"] == "closed"


ledger.subscribe("halls.messages", set(MESSAGES), tell_applicants)
