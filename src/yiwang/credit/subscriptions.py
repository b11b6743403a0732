# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What follows from a fact about a record: a message to the person whom it is about."""

from collections.abc import Mapping, Sequence

from yiwang.credit.models import CreditEvent
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications

MESSAGES: Mapping[str, str] = {
    "credit.event_written": "credit_written",
    "credit.request_decided": "credit_answered",
}


def tell_subjects(news: Sequence[RecordedEvent]) -> None:
    """Send one message for each fact that the person should hear of."""
    found = CreditEvent.objects.in_bulk([one.subject_id for one in news if one.subject_id])
    for event in news:
        if event.subject_id in found:
            record = found[event.subject_id]
            notifications.send(
                recipient_id=record.person_id,
                kind=MESSAGES[event.kind],
                params={"item": record.item_name, "number": record.case_number},
                link="/my/credit",
                source_key=f"ledger:{event.id}",
                at=event.at,
            )


ledger.subscribe("credit.messages", set(MESSAGES), tell_subjects)
