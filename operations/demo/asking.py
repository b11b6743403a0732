# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions in cases of the demonstration: one answered, one that waits."""

from datetime import datetime

from django.db.models import F

from operations.loading import Tick
from yiwang.cases.enums import CaseState
from yiwang.cases.models import Case
from yiwang.cases.services import asking
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

OPEN = (CaseState.ACCEPTED, CaseState.IN_PROCESS)
HANDLER = "scjg-handler"
EXCHANGES = (
    (
        "我的店面还在装修，营业执照办下来以前可以先挂招牌吗？",
        "可以先装修，但在领到执照以前不能开门营业，招牌上也不要写未登记的名称。",
    ),
    ("租房合同是我爱人签的，需要另外写一份证明吗？", ""),
)
"""What is asked, and what is answered; "" waits for its answer."""


def load(tick: Tick, *, at: datetime) -> int:
    """Let applicants ask in open cases of one department; a second start adds nothing."""
    handler = identity.actor_for_account(Account.objects.get(login=HANDLER).pk)
    if handler.department_id is None:
        raise LookupError(HANDLER)
    of_the_department = Case.objects.filter(department_id=handler.department_id)
    if of_the_department.filter(question_count__gt=0).exists():
        return 0
    own = Account.objects.filter(person__isnull=False)
    asked = of_the_department.filter(
        state__in=OPEN,
        mandate__isnull=True,
        applicant_id__in=own.values("person_id"),
        submitted_by_id__in=own.values("id"),
    ).exclude(agent_id__isnull=False)
    cases = list(asked.order_by(F("submitted_at").desc(), "id")[: len(EXCHANGES)])
    for place, (case, (words, answer)) in enumerate(zip(cases, EXCHANGES, strict=False)):
        applicant = identity.actor_for_account(case.submitted_by_id)
        question = asking.ask(case_id=case.pk, words=words, actor=applicant, at=at)
        if answer:
            asking.answer(
                case_id=case.pk, question_id=question.pk, words=answer, actor=handler, at=at
            )
        tick(place + 1, len(cases))
    ledger.settle()
    return len(cases)
