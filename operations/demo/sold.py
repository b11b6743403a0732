# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A home that was sold: buyer and seller applied together, and the seller was not content.

The seller has no case page: the code on their receipt leads to the review that they gave, to what
the bureau did about it, and to saying that it did not do.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from operations.demo import cases as stories
from operations.demo import desks
from operations.demo import together as demo_together
from operations.demo.lower_reviews import NewPerson, actor_of, make_person
from operations.demo.voices import SUPERVISOR
from operations.loading import Tick
from yiwang.cases.models import Case, CoApplicant, Draft
from yiwang.cases.services import drafts, submission, together
from yiwang.catalogue import selectors as catalogue
from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.enums import CorrectionAction
from yiwang.evaluations.services import correcting, reviewing
from yiwang.ledger import services as ledger

BUYER, SELLER = "citizen009", "zhangyf"
"""Both were seen in person, as the item asks."""
PREFIX, OVERSEER = "zygh", "zygh-voices"
SOLD = timedelta(days=8)
"""How long ago they applied."""
REVIEW = reviewing.Review(
    4, ("speed",), "说好五天领证，等了七天，打电话也没人说得清办到哪一步。", False
)
ANSWER = "已向评价人致歉；缮证延误的环节改为每天清点，进度每天更新。"


def load(tick: Tick, *, at: datetime) -> int:
    """Sell, register, review and answer, once; return how many were sold."""
    sold = CoApplicant.objects.filter(case__isnull=False)
    version_id = demo_together.home_transfer(at=at)
    if sold.exists() or version_id is None:
        return sold.count()
    snapshot = catalogue.snapshot(version_id)
    sold_at = at - SOLD
    _make_people(snapshot.department_id, at=sold_at)
    with transaction.atomic():
        shared = demo_together.shared(version_id, snapshot, BUYER, SELLER, at=sold_at)
        case = _applied_together(shared, sold_at)
    tick(1, 3)
    stories.bring(case, PREFIX, "closed", actor_of(BUYER), sold_at)
    ledger.settle()
    tick(2, 3)
    _reviewed(case, at)
    tick(3, 3)
    return sold.count()


def _make_people(department_id: UUID, *, at: datetime) -> None:
    desks.staffed(PREFIX, "薛", department_id, of="不动产演示", first=121, at=at)
    overseer = NewPerson(
        login=OVERSEER,
        name="薛督办",
        number="L00125",
        department_id=department_id,
        post="效能监督岗（不动产演示）",
        rights=SUPERVISOR,
    )
    make_person(overseer, at=at)


def _applied_together(shared: CoApplicant, at: datetime) -> Case:
    """Let both put their names to it, and the buyer hand it in."""
    buyer, seller = actor_of(BUYER), actor_of(SELLER)
    together.answer(co_applicant_id=shared.pk, accepts=True, actor=seller, at=at)
    draft = Draft.objects.get(pk=shared.draft_id)
    scans = stories.scans(draft.version_id, draft.form_data, buyer, at)
    draft = drafts.save_draft(
        version_id=draft.version_id,
        typed=drafts.DraftContent(form=draft.form_data, materials=scans, step=4),
        actor=buyer,
        at=at,
    )
    together.sign(
        co_applicant_id=shared.pk, seen_sha256=together.digest_of(draft), actor=seller, at=at
    )
    return submission.submit_case(
        application=submission.Application(
            version_id=draft.version_id,
            form=draft.form_data,
            materials=scans,
            draft_id=draft.pk,
        ),
        actor=buyer,
        at=at,
    )


def _reviewed(case: Case, at: datetime) -> None:
    """Let the seller complain by their own code, and a supervisor of the bureau answer."""
    seller, supervisor = actor_of(SELLER), actor_of(OVERSEER)
    code = evaluations.of_case(case.pk, seller).code
    reviewing.review_by_code(code=code, review=REVIEW, actor=seller, at=at - timedelta(days=1))
    complaint = evaluations.of_case(case.pk, seller).correction
    if complaint is None:
        raise LookupError(code)
    correcting.take_step(
        correction_id=complaint.pk,
        action=CorrectionAction.CORRECT,
        said=correcting.Said(ANSWER),
        actor=supervisor,
        at=at,
    )
