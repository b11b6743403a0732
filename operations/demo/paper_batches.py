# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A batch of papers of the demonstration: the applications that a counter prints for its file."""

from datetime import datetime

from operations.loading import Tick
from yiwang.cases.enums import CaseState
from yiwang.cases.models import PaperBatch
from yiwang.cases.paper_batch_refusals import TooManyCases
from yiwang.cases.services import paper_batches
from yiwang.documents.enums import NoticeKind
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account

COUNTER = "scjg-counter"
KINDS = (NoticeKind.APPLICATION, NoticeKind.ACCEPTANCE)


def load(tick: Tick, *, at: datetime) -> int:
    """Make two batches for accepted cases; a second start adds nothing.

    Nothing is made where a department has more of them than a batch holds: it is in real use.
    """
    if PaperBatch.objects.exists():
        return 0
    clerk = identity.actor_for_account(Account.objects.get(login=COUNTER).pk)
    choice = paper_batches.Choice(state=CaseState.ACCEPTED)
    for place, kind in enumerate(KINDS, start=1):
        try:
            batch = paper_batches.make_batch(
                kind=kind, choice=choice, key=f"demo-{kind}", actor=clerk, at=at
            )
        except TooManyCases:
            return 0
        paper_batches.go_on(batch_id=batch.pk, at=at)
        tick(place, len(KINDS))
    return len(KINDS)
