# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What people are told of facts about their own data."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils import timezone

from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services
from yiwang.organizations.events import StaffRemoved

MESSAGES: Mapping[str, tuple[str, str]] = {
    "identity.read_question_answered": ("read_question_answered", "/my/reads/questions"),
    "identity.export_ready": ("export_ready", "/my/data"),
    "identity.factors_replaced": ("factors_replaced", "/account"),
    "identity.correction_ended": ("correction_ended", "/my/data"),
}
"""Kind of fact → kind of message, and where it leads."""


def tell_owners(events: Sequence[RecordedEvent]) -> None:
    """Send one message for each fact that its person should hear of."""
    for event in events:
        about_person = event.subject_id if event.subject_type == "person" else None
        person_id = about_person or event.payload.get("person_id")
        if not person_id:
            continue  # an account that names nobody yet has no inbox
        kind, link = MESSAGES[event.kind]
        services.send(
            recipient_id=UUID(str(person_id)),
            kind=kind,
            params=_days(event),
            link=link,
            source_key=f"ledger:{event.id}",
            at=event.at,
        )


def _days(event: RecordedEvent) -> dict[str, str]:
    days = {key: str(value) for key, value in event.payload.items() if key.endswith("_on")}
    return days | {"happened_on": timezone.localdate(event.at).isoformat()}


ledger.subscribe("notifications.own_data", set(MESSAGES), tell_owners)


def forget_who_left(events: Sequence[RecordedEvent]) -> None:
    """Drop the work mail of staff who leave."""
    for event in events:
        if event.subject_id is not None:
            services.staff_contacts.forget_who_left(
                staff_id=event.subject_id, actor=system_actor("work-mail"), at=event.at
            )


ledger.subscribe("notifications.staff_mail", {StaffRemoved.kind}, forget_who_left)
