# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about what is written down of promises; the only reads that other rooms use."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from yiwang.credit.enums import RequestState
from yiwang.credit.errors import CreditEventNotFound, CreditRequestNotFound
from yiwang.credit.models import CreditEvent, CreditRequest
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor


def is_trusted(person_id: UUID, *, on: date) -> bool:
    """Return whether nothing keeps a person from being taken at their word; one query.

    Asked across departments: a promise broken anywhere counts.
    """
    with reach.everywhere():
        return not CreditEvent.objects.filter(person_id=person_id).in_force(on).exists()


def records(actor: Actor) -> list[CreditEvent]:
    """Return the actor's own records with what was asked about each, newest first; at most 100."""
    found = CreditEvent.objects.visible_to(actor).select_related("department")
    return list(found.prefetch_related("requests").order_by("-happened_at", "-id")[:100])


def record(event_id: UUID, actor: Actor) -> CreditEvent:
    """Return one record that the actor may see.

    :raises CreditEventNotFound: there is none, or it is somebody else's
    """
    found = CreditEvent.objects.visible_to(actor).select_related("department")
    event = found.prefetch_related("requests").filter(pk=event_id).first()
    if event is None:
        raise CreditEventNotFound
    return event


def open_requests(actor: Actor) -> Sequence[CreditRequest]:
    """Return what waits for an answer of the actor's department, most urgent first; at most 200."""
    seen = CreditEvent.objects.visible_to(actor)
    rows = CreditRequest.objects.filter(state=RequestState.FILED, event__in=seen)
    return list(rows.select_related("event").order_by("answer_due_on", "id")[:200])


def request(request_id: UUID, actor: Actor) -> CreditRequest:
    """Return one request about a record that the actor may see.

    :raises CreditRequestNotFound: there is none, or it is another department's
    """
    seen = CreditEvent.objects.visible_to(actor)
    rows = CreditRequest.objects.filter(pk=request_id, event__in=seen)
    found = rows.select_related("event", "event__department").first()
    if found is None:
        raise CreditRequestNotFound
    return found
