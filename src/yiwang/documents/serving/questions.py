# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about service: the attempts of some documents, what was served to somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.documents.enums import ServiceState, ServiceWay
from yiwang.documents.models import DocumentService
from yiwang.documents.serving import rules
from yiwang.documents.serving.consenting import TEXT, consent_of
from yiwang.documents.serving.sealing import digest_of, ended_of
from yiwang.documents.wording import WITH_REMEDIES
from yiwang.foundation import selectors as foundation

__all__ = [
    "TEXT",
    "Served",
    "consent_of",
    "digest_of",
    "ended_of",
    "group",
    "moment_of",
    "notices_over",
    "served_to",
    "services_of",
]
MOST = 200


@dataclass(frozen=True, slots=True)
class Served:
    """An attempt as people see it: with the sentence of its moment, and what runs from it.

    :param terms: None for what may not be contested, or has not been served
    """

    row: DocumentService
    moment: str
    terms: rules.RemedyTerms | None


def services_of(document_ids: Iterable[UUID]) -> list[Served]:
    """Return the attempts to serve some documents, first things first.

    The caller has made sure that the actor sees them.
    """
    rows = DocumentService.objects.filter(document_id__in=list(document_ids))
    found = rows.select_related("document").defer("document__data")
    return [_served(row) for row in found.order_by("recorded_at", "id")[:MOST]]


def served_to(recipient_id: UUID) -> list[Served]:
    """Return what was served to a person or firm, newest first; at most 200.

    Row-level security narrows it to the documents of cases that the reader sees.
    """
    rows = DocumentService.objects.filter(recipient_id=recipient_id).exclude(
        state=ServiceState.FAILED
    )
    found = rows.select_related("document").defer("document__data")
    return [_served(row) for row in found.order_by("-recorded_at", "-id")[:MOST]]


def group(group_id: UUID) -> list[DocumentService]:
    """Return what was served together; the caller has it from a fact of its own matter."""
    rows = DocumentService.objects.filter(group_id=group_id).select_related("document")
    return list(rows.order_by("id"))


def moment_of(row: DocumentService) -> str:
    """Return the sentence that gives the day of service of a way."""
    return str(rules.MOMENTS[row.way])


def notices_over(*, today: date, limit: int = 500) -> list[DocumentService]:
    """Return public notices whose days have passed."""
    waiting = DocumentService.objects.filter(
        state=ServiceState.UNDERWAY, way=ServiceWay.PUBLIC_NOTICE, due_on__lt=today
    )
    return list(waiting.select_related("document").order_by("due_on", "id")[:limit])


def _served(row: DocumentService) -> Served:
    terms = None
    if row.served_on is not None and row.document.kind in WITH_REMEDIES:
        terms = rules.remedy_terms(row.served_on, foundation.working_calendar())
    return Served(row, moment_of(row), terms)
