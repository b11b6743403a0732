# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Batches of the demonstration: birth certificates examined with one form, some that wait."""

from datetime import datetime, timedelta
from typing import Final

from operations.demo import cases as demo_cases
from operations.loading import Tick
from yiwang.cases import selectors as cases
from yiwang.cases.models import Batch, Case
from yiwang.cases.services import batches, reading
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

ITEM, OFFICE = "K0249", "wj"
APPLICANTS: Final = ("lijg", "zhangyf", "citizen004", "citizen005", "citizen006", "citizen007")
TOGETHER: Final = 3
"""So many are in the batch; the last of them is filled in wrongly."""
ANSWERS: Final = {"conclusion": "pass", "checked": ["identity", "materials"]}


def load(tick: Tick, *, at: datetime) -> int:
    """Examine three applications in a batch of which two are done; a second start adds nothing."""
    if Batch.objects.exists():
        return 0
    handler = _actor(f"{OFFICE}-handler")
    made = []
    for place, login in enumerate(APPLICANTS):
        made.append(_waiting(_actor(login), at - timedelta(hours=30 - place)))
        tick(place + 1, len(APPLICANTS))
    for case in made:
        reading.open_case(case_id=case.pk, actor=handler, at=at)
    _examine(made[:TOGETHER], handler, at)
    ledger.settle()
    return len(made)


def _actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)


def _waiting(applicant: Actor, at: datetime) -> Case:
    """Return a case that was accepted and waits to be examined."""
    case = demo_cases.submitted(applicant, ITEM, at)
    demo_cases.bring(case, OFFICE, "accepted", applicant, at)
    case.refresh_from_db()
    return case


def _examine(found: list[Case], handler: Actor, at: datetime) -> None:
    steps = [cases.open_items(case)[0] for case in found]
    ticked = [
        batches.Ticked(step.pk, case.revision) for step, case in zip(steps, found, strict=True)
    ]
    note = {"note": "分娩记录由助产机构当面提供。"}
    unexplained = {"conclusion": "fail"}
    filled = batches.Filled(ANSWERS, {steps[0].pk: note, steps[-1].pk: unexplained})
    batches.handle_together(
        key="demo",
        ticked=ticked,
        opinion="分娩记录和父母信息已核对。",
        filled=filled,
        actor=handler,
        at=at,
    )
