# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What follows from facts about trust and promises: messages, and what was granted."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from yiwang.cases.services import entitlements
from yiwang.ledger.events import RecordedEvent

MESSAGES: Mapping[str, str] = {
    "cases.deferral_reminded": "deferral_reminded",
    "cases.deferred_handed_in": "deferred_handed_in",
    "cases.deferred_returned": "deferred_returned",
    "cases.acceptance_withdrawn": "acceptance_withdrawn",
    "cases.decision_effective": "decision_effective",
    "cases.decision_voided": "decision_voided",
    "cases.promise_kept": "promise_kept",
    "cases.correction_ordered": "correction_ordered",
    "cases.decision_revoked": "decision_revoked",
}
DAYS = ("due_on", "correct_by_on")

GRANTED: Mapping[str, Callable[..., None]] = {
    "cases.decision_effective": entitlements.take_effect,
    "cases.decision_voided": entitlements.void_of_case,
    "cases.decision_revoked": entitlements.void_of_case,
}
FOLLOWED = frozenset({"cases.case_decided", *GRANTED})


def follow_decisions(news: Sequence[RecordedEvent]) -> None:
    """Put on record what was granted, and let it take effect or end with its decision.

    One subscription for all of it, so that none overtakes another.
    """
    for event in news:
        if act := GRANTED.get(event.kind):
            _follow(act, event, event.at)
        else:
            entitlements.follow_decisions([event])


def _follow(act: Callable[..., None], event: RecordedEvent, at: datetime) -> None:
    if event.subject_id is not None:
        act(case_id=event.subject_id, because=event.kind.removeprefix("cases."), at=at)
