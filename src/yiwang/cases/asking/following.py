# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Word to the applicant that a question was answered; to staff the task list says it."""

from collections.abc import Sequence

from yiwang.cases.models import Case
from yiwang.cases.together import following as together
from yiwang.ledger import services as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.notifications import services as notifications


def tell_applicants(events: Sequence[RecordedEvent]) -> None:
    """Send the applicant one message for each answer."""
    cases = Case.objects.in_bulk([event.subject_id for event in events if event.subject_id])
    for event in events:
        case = cases.get(event.subject_id) if event.subject_id else None
        if case is not None:
            params = {"item": case.item_name, "number": case.number}
            together.tell_parties(case, event, kind="question_answered", params=params)
            notifications.send(
                recipient_id=case.applicant_id,
                kind="question_answered",
                params=params,
                link=f"/my/cases/{case.pk}/questions",
                source_key=f"ledger:{event.id}",
                at=event.at,
            )


ledger.subscribe("cases.question_messages", {"cases.question_answered"}, tell_applicants)
