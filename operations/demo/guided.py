# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""An application that a clerk took in after asking the questions of its scenario."""

from datetime import datetime, timedelta

from operations.demo import cases as demo_cases
from operations.loading import Tick
from yiwang.cases.enums import Channel
from yiwang.cases.models import Case
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

ITEM = "K0004"
ANSWERS = {"composition": "person", "place": "premises", "right": "rent", "prior": "no"}


def load(tick: Tick, *, at: datetime) -> int:
    """Take one application in, once: a rented shop of one person."""
    tick(0, 1)
    guided = Case.objects.filter(channel=Channel.COUNTER).exclude(handling_code="")
    if not guided.exists():
        applicant, clerk = (
            identity.actor_for_account(Account.objects.get(login=login).pk)
            for login in ("zhangyf", "scjg-counter")
        )
        taken_at = at - timedelta(hours=3)
        demo_cases.taken_in(applicant, ITEM, clerk, taken_at, scenario=ANSWERS)
        ledger.settle()
    tick(1, 1)
    return guided.count()
