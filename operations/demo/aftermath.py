# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What follows decisions: a revocation that is told, one that was decided, a contested refusal."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from operations.loading import Tick
from yiwang.cases.enums import (
    EntitlementState,
    MeasureGround,
    MeasureKind,
    Outcome,
    RemedyKind,
)
from yiwang.cases.models import Case, Entitlement, Measure
from yiwang.cases.services import measures, remedies
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

BEGUN_BEFORE = timedelta(days=3)


def load(tick: Tick, *, at: datetime) -> int:
    """Bring some of what was granted on its way, once; return how much there is."""
    ledger.settle()
    if not Measure.objects.exists():
        held = _held()
        for place, step in enumerate((_told, _withdrawn, _cancelled)):
            if place < len(held):
                step(held[place], at)
        _contest(at)
        ledger.settle()
    tick(1, 1)
    return Measure.objects.count() + Entitlement.objects.count()


def _held() -> Sequence[Entitlement]:
    """Return what the demonstration's market regulation bureau granted, the oldest first."""
    department_id = _department()
    found = Entitlement.objects.filter(
        department_id=department_id, state=EntitlementState.EFFECTIVE
    )
    return list(found.order_by("valid_from", "id")[:3])


def _told(made: Entitlement, at: datetime) -> None:
    """Its holder has some days left to answer."""
    measures.propose_measure(
        entitlement_id=made.pk,
        kind=MeasureKind.REVOKE,
        ground=MeasureGround.NOT_QUALIFIED,
        statement_of_facts="复查发现，经营场所的租赁合同在申请前已经到期，申请时不符合条件。",
        actor=_staff("scjg-handler"),
        at=at - BEGUN_BEFORE,
    )


def _withdrawn(made: Entitlement, at: datetime) -> None:
    """It is withdrawn as the street is rebuilt, and the loss is compensated."""
    measure = measures.propose_measure(
        entitlement_id=made.pk,
        kind=MeasureKind.WITHDRAW,
        ground=MeasureGround.FACTS_CHANGED,
        statement_of_facts="所在街区纳入旧城改造，经营场所将整体拆除。",
        actor=_staff("scjg-handler"),
        at=at - BEGUN_BEFORE,
    )
    holder = Account.objects.filter(person_id=made.holder_id).first()
    if holder is None:
        return
    measures.state_and_defend(
        measure_id=measure.pk,
        statement="我们刚装修完，请考虑装修的损失，并给一个月搬迁时间。",
        actor=identity.actor_for_account(holder.pk),
        at=at - timedelta(days=2),
    )
    measures.decide_measure(
        measure_id=measure.pk,
        verdict=measures.Verdict(
            is_taken=True,
            reasons="准予所依据的客观情况发生重大变化，为了公共利益需要撤回。",
            statement_answer="予以采纳：搬迁时间给到月底，装修损失另行评估补偿。",
            compensation="装修损失由改造项目按评估结果补偿。",
            effective_on=timezone.localdate(at) + timedelta(days=30),
        ),
        actor=_staff("scjg-approver"),
        at=at - timedelta(days=1),
    )


def _cancelled(made: Entitlement, at: datetime) -> None:
    """Its record is to be cleared; somebody else still has to approve."""
    measures.propose_measure(
        entitlement_id=made.pk,
        kind=MeasureKind.CANCEL,
        ground=MeasureGround.ENDED,
        statement_of_facts="该主体已办理注销登记，依法终止。",
        actor=_staff("scjg-handler"),
        at=at - timedelta(days=1),
    )


def _contest(at: datetime) -> None:
    """Somebody who was refused turned to the district's government."""
    approver = _staff("scjg-approver")
    refused = Case.objects.filter(
        department_id=_department(), outcome=Outcome.REFUSED, state__in=remedies.CONTESTABLE
    )
    case = refused.order_by("submitted_at").first()
    if case is None:
        return
    remedies.note_remedy(
        case_id=case.pk,
        filing=remedies.Filing(
            kind=RemedyKind.RECONSIDERATION,
            body="杭州市西湖区人民政府",
            matter_number="杭西政复（演示）第1号",
            filed_on=timezone.localdate(at),
        ),
        actor=approver,
        at=at,
    )


def _department() -> UUID:
    department_id = _staff("scjg-handler").department_id
    if department_id is None:
        raise LookupError("scjg-handler")
    return department_id


def _staff(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)
