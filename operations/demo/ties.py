# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""设立与变更 in the demonstration: a first driving licence, and another item that replaces it.

Both holders were granted 驾驶证初次申领. One lost it and holds what 驾驶证补证 gave instead, under
the record of the first; the other's application for that waits at the counter.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from operations.demo import cases as stories
from operations.demo import follow_ups
from operations.demo.lower_reviews import actor_of
from operations.loading import Tick
from yiwang.cases.enums import Purpose
from yiwang.cases.models import Case, Entitlement
from yiwang.ledger import services as ledger

ITEM, PREFIX = "K0045", "ga"
HOLDERS: Sequence[tuple[str, str]] = (("zhangyf", "decided"), ("lijg", "submitted"))
"""Who lost a licence, and how far the application for another has come."""
GRANTED, LOST = timedelta(days=30), timedelta(days=1)
"""How long ago."""


def load(tick: Tick, *, at: datetime) -> int:
    """Grant, lose and ask again, once; return how many asked."""
    made = Case.objects.filter(about__isnull=False, purpose=Purpose.REPLACEMENT)
    if made.exists():
        return made.count()
    for number, (login, end) in enumerate(HOLDERS):
        holder = actor_of(login)
        granted_at = at - GRANTED - timedelta(minutes=9 * number)
        first = stories.submitted(holder, ITEM, granted_at)
        stories.bring(first, PREFIX, "closed", holder, granted_at)
        ledger.settle()
        lost_at = at - LOST - timedelta(minutes=9 * number)
        licence = Entitlement.objects.get(case=first)
        again = follow_ups.asked_for(licence, Purpose.REPLACEMENT, holder, lost_at)
        stories.bring(again, PREFIX, end, holder, lost_at)
        tick(number + 1, len(HOLDERS))
    ledger.settle()
    return made.count()
