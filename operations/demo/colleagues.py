# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Colleagues of the demonstration: wording that is kept, cases that are followed, questions."""

from datetime import datetime, timedelta

from django.utils import timezone

from operations.loading import Tick
from yiwang.cases.enums import CaseState
from yiwang.cases.models import Case, Consultation, StandingOpinion
from yiwang.cases.services import consultations, opinions, reading, watching
from yiwang.cases.services.consultations import Addressee
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

OPINIONS = (
    ("材料齐全，拟同意", "{申请人}申请的{事项}材料齐全，符合法定条件，拟同意。", True),
    ("经审查准予", "经审查，申请材料齐全，符合法定条件、标准，准予许可。", True),
    ("请补充说明", "{办件号}：请申请人补充说明经营场所的使用情况。", False),
)
"""Title, words, and whether the department shares it."""
QUESTION = "该经营场所是否占用消防通道、是否属于限制使用的房屋？请核实后答复。"
ANSWER = "经核查，该场所不占用消防通道，房屋用途与登记一致。"


def load(tick: Tick, *, at: datetime) -> int:
    """Keep three opinions, follow two cases, ask two questions of which one is answered; once."""
    tick(0, 1)
    if not StandingOpinion.objects.exists():
        handler, approver = _actor("scjg-handler"), _actor("scjg-approver")
        for title, words, is_shared in OPINIONS:
            _keep(title, words, handler, approver if is_shared else None, at)
        _follow_and_ask(handler, approver, at)
        ledger.settle()
    tick(1, 1)
    return StandingOpinion.objects.count() + Consultation.objects.count()


def _keep(title: str, words: str, writer: Actor, publisher: Actor | None, at: datetime) -> None:
    wording = opinions.Wording(title, words)
    made = opinions.save_opinion(wording=wording, actor=writer, at=at)
    if publisher is not None:
        opinions.offer_opinion(opinion_id=made.pk, actor=writer, at=at)
        opinions.publish_opinion(opinion_id=made.pk, actor=publisher, at=at)


def _follow_and_ask(handler: Actor, approver: Actor, at: datetime) -> None:
    colleague = _actor("ga-handler")
    own, department_id = handler.department_id, colleague.department_id
    if own is None or department_id is None:
        return
    today = timezone.localdate(at)
    found = Case.objects.filter(
        department_id=own,
        state__in=[CaseState.ACCEPTED, CaseState.IN_PROCESS],
        due_on__gte=today + timedelta(days=1),
    )
    for place, case in enumerate(found.order_by("-submitted_at", "id")[:2]):
        watching.watch(case_id=case.pk, actor=approver, at=at)
        made = consultations.ask(
            case_id=case.pk,
            to=Addressee(department_id),
            question=QUESTION,
            due_on=today + timedelta(days=1),
            actor=handler,
            at=at,
        )
        if place:
            reading.note_case(case, actor=colleague, at=at)
            consultations.answer(consultation_id=made.pk, words=ANSWER, actor=colleague, at=at)


def _actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)
