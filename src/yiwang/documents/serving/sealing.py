# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The digest of records of service: what is sealed with a case, and what proves a later one.

A record that has ended never changes (a trigger holds it), so its digest is the same for ever. The
recipient's own word that it came may still be added, and is no part of it.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from yiwang.documents.enums import ServiceState
from yiwang.documents.models import DocumentService
from yiwang.foundation.canonical import canonical_json

SEALED: Final = (
    *("id", "document_id", "recipient_id", "group_id", "way", "state", "sent_on", "servers"),
    *("receiver", "receiver_name", "place", "through", "transmitter", "tracking_number"),
    *("announced_in", "ground", "is_abroad", "reason", "witnesses", "proof__sha256", "consent_id"),
    *("note", "translations", "due_on", "served_on", "article", "recorded_by_id"),
)
_ENDED: Final = (ServiceState.SERVED, ServiceState.FAILED)


def ended_of(document_ids: Iterable[UUID]) -> list[UUID]:
    """Return the attempts to serve some documents that have ended, in the order of their ids."""
    rows = DocumentService.objects.filter(document_id__in=list(document_ids), state__in=_ENDED)
    return list(rows.order_by("id").values_list("id", flat=True))


def digest_of(service_ids: Collection[UUID]) -> str:
    """Return the SHA-256 of some records, computed anew from the rows; "" for none."""
    if not service_ids:
        return ""
    rows = DocumentService.objects.filter(pk__in=list(service_ids)).order_by("id")
    told = [[_plain(value) for value in row] for row in rows.values_list(*SEALED)]
    return sha256(canonical_json(told)).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, date | datetime | UUID) else value
