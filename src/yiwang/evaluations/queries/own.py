# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a citizen may ask of their own reviews, or whoever holds a code of that service."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils import timezone

from yiwang.evaluations.codes import code_of, indexes_of
from yiwang.evaluations.errors import (
    InvitationExpired,
    InvitationNotFound,
    OwnService,
    ReviewedAlready,
)
from yiwang.evaluations.models import Authorship, Correction, CorrectionStep, Evaluation, Invitation
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor

VISIT: Final = "counter:"
"""What the key of a visit at a counter begins with; the case that was filed there follows."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A service that may be reviewed: nothing in it is personal."""

    item_name: str
    department_id: UUID
    channel: int
    expires_on: date


@dataclass(frozen=True, slots=True)
class OwnReview:
    """A case's invitation, the review once it was given, and what came of it."""

    asked: Invitation | None
    review: Evaluation | None = None
    correction: Correction | None = None
    steps: tuple[CorrectionStep, ...] = ()

    @property
    def code(self) -> str:
        return code_of(self.asked) if self.asked else ""

    @property
    def may_review(self) -> bool:
        today = timezone.localdate()
        return (
            self.asked is not None and self.asked.used_on is None and self.asked.expires_on >= today
        )


def asked(code: str) -> Asked:
    """Return the service that a code was printed for.

    :raises InvitationNotFound, InvitationExpired, ReviewedAlready: as they say
    """
    with reach.everywhere():  # the code opens this one invitation
        found = Invitation.objects.filter(code_index__in=indexes_of(code)).first()
    if found is None:
        raise InvitationNotFound
    if found.used_on:
        raise ReviewedAlready
    if found.expires_on < timezone.localdate():
        raise InvitationExpired
    return Asked(found.item_name, found.department_id, found.channel, found.expires_on)


def visit_code(case_id: UUID) -> str:
    """Return the code to be printed for a visit to a counter; "" once it was used, or not yet.

    The caller has checked that the actor took the application in.
    """
    with reach.everywhere():  # a clerk's own reach reads no invitation
        found = Invitation.objects.filter(
            source_key=f"{VISIT}{case_id}", used_on=None, expires_on__gte=timezone.localdate()
        ).first()
    return code_of(found) if found else ""


def answered(code: str, actor: Actor) -> OwnReview:
    """Return the review that was given by a code, and what came of it.

    The code opens it; where it is known whose review it is, they have to be signed in as well.

    :raises OwnService: a member of staff holds the code
    :raises InvitationNotFound: no such code, or no review of it that the actor may follow
    """
    if actor.is_staff:
        raise OwnService
    with reach.everywhere():  # the code opens this one review
        invitation = Invitation.objects.filter(code_index__in=indexes_of(code)).first()
        whose = (
            Authorship.objects.filter(invitation_id=invitation.pk)
            .select_related("evaluation__correction")
            .first()
            if invitation is not None
            else None
        )
        if whose is None or not _may_follow(whose, actor):
            raise InvitationNotFound
        correction = getattr(whose.evaluation, "correction", None)
        steps = tuple(correction.steps.order_by("at")) if correction else ()
    return OwnReview(invitation, whose.evaluation, correction, steps)


def _may_follow(whose: Authorship, actor: Actor) -> bool:
    if whose.applicant_id is None:
        return True  # of a visit nobody knows whose it was: the code is all there is
    is_theirs = actor.is_citizen and actor.applicant_id == whose.applicant_id
    return is_theirs and not actor.mandate_id


def of_case(case_id: UUID, actor: Actor) -> OwnReview:
    """Return what one's own case has of reviews; empty when nobody was invited."""
    if not actor.is_citizen or actor.mandate_id:
        return OwnReview(None)
    invitation = Invitation.objects.filter(case_id=case_id, applicant_id=actor.applicant_id).first()
    if invitation is None or invitation.used_on is None:
        return OwnReview(invitation)
    whose = (
        Authorship.objects.filter(case_id=case_id, applicant_id=actor.applicant_id)
        .select_related("evaluation__correction")
        .first()
    )
    if whose is None:
        return OwnReview(invitation)
    correction = getattr(whose.evaluation, "correction", None)
    steps = correction.steps.order_by("at") if correction else ()
    return OwnReview(invitation, whose.evaluation, correction, tuple(steps))
