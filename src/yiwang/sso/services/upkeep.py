# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Counting sign-ins from the ledger, and forgetting what is over."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from yiwang.ledger.events import RecordedEvent
from yiwang.sso.enums import OK, Step
from yiwang.sso.models import AccessToken, Client, Figure, Grant, RefreshToken, Session
from yiwang.sso.protocol import figures

KEPT_DAYS = 30
"""Sessions and used tokens stay so long after their end, so that a replay is still seen."""
FIGURES_KEPT_DAYS = 400


def count_sign_ins(events: Sequence[RecordedEvent]) -> None:
    """Count sign-ins by client and day; called with the facts, in their order."""
    days: Counter[tuple[UUID, date]] = Counter()
    last: dict[tuple[UUID, date], datetime] = {}
    for event in events:
        key = (UUID(event.payload["system_id"]), timezone.localdate(event.at))
        days[key] += 1
        last[key] = max(event.at, last.get(key, event.at))
    known = set(Client.objects.filter(pk__in={key[0] for key in days}).values_list("id", flat=True))
    for key, times in sorted(days.items(), key=str):
        if key[0] in known:
            figures.note(key[0], Step.SIGN_IN, OK, at=last[key], times=times)


def clear_expired(*, at: datetime) -> int:
    """Delete codes, tokens, sessions and figures whose time is long over; return how many."""
    long_ago = at - timedelta(days=KEPT_DAYS)
    counts = (
        AccessToken.objects.filter(expires__lte=at).delete()[0],
        Grant.objects.filter(expires__lte=long_ago).delete()[0],
        RefreshToken.objects.filter(expires__lte=long_ago).delete()[0],
        Session.objects.filter(ended_at__lte=long_ago).delete()[0],
        Figure.objects.filter(
            day__lt=timezone.localdate(at) - timedelta(days=FIGURES_KEPT_DAYS)
        ).delete()[0],
    )
    return sum(counts)
