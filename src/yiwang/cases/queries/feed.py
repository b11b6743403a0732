# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What has happened to the cases that somebody sees, in the order of the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from yiwang.cases.models import Case
from yiwang.foundation.actors import Actor
from yiwang.ledger import selectors as ledger
from yiwang.ledger.events import RecordedEvent
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

NOT_NEWS: Final = frozenset({"cases.case_read"})
"""Who looked at a case is for auditors."""


@dataclass(frozen=True, slots=True)
class CaseFeed:
    """Facts about cases, first things first.

    :ivar position: where to go on; it moves even when no fact was for the reader
    :ivar is_up_to_date: there was nothing more when this was read
    """

    events: Sequence[RecordedEvent]
    position: int
    is_up_to_date: bool


def case_feed(actor: Actor, *, after: int = -1, limit: int = 100) -> CaseFeed:
    """Return what happened after a place in the ledger to cases that the actor sees; two queries.

    :param after: ``position`` of the page before
    :param limit: facts looked through, 1 to 200
    """
    if not (actor.has_right(Right.CASES_READ) and actor.division_code):
        return CaseFeed([], after, is_up_to_date=True)
    code = actor.division_code
    regions = organizations.code_range(code) if actor.covers_subtree else (code, code)
    found = ledger.events_after(after, subject_type="case", regions=regions, limit=limit)
    seen = {event.subject_id for event in found if event.subject_id}
    mine = set(
        Case.objects.visible_to(actor).filter(id__in=seen).order_by().values_list("id", flat=True)
    )
    news = [each for each in found if each.subject_id in mine and each.kind not in NOT_NEWS]
    position = found[-1].seq if found and found[-1].seq is not None else after
    return CaseFeed(news, position, is_up_to_date=len(found) < limit)
