# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Applications that one counter took in for another body: one on its way, one to be handed over."""

from datetime import datetime, timedelta

from operations.demo import cases as demo_cases
from operations.loading import Tick
from yiwang.cases.models import Receiving
from yiwang.cases.services import receiving
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

TAKEN_IN = (("ga-counter", "K0004"), ("wj-counter", "K0004"))
"""Whose counter, and an item of the market regulation bureau of the same district."""


def load(tick: Tick, *, at: datetime) -> int:
    """Take two applications in, once, and hand one of them over."""
    tick(0, 1)
    if not Receiving.objects.exists():
        applicant = identity.actor_for_account(Account.objects.get(login="lijg").pk)
        for place, (login, item) in enumerate(TAKEN_IN):
            clerk = _staff(login)
            taken_at = at - timedelta(days=1, minutes=place)
            case = demo_cases.taken_in(applicant, item, clerk, taken_at)
            if not place:
                receiving.hand_over(
                    case_id=case.pk, note="原件 2 份，随机要交换送达", actor=clerk, at=at
                )
        ledger.settle()
    tick(1, 1)
    return Receiving.objects.count()


def _staff(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)
