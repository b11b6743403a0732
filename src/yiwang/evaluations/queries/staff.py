# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What supervisors may ask: corrections in reach, one of them, words that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.evaluations import standing
from yiwang.evaluations.enums import CorrectionAction, CorrectionState, TextState
from yiwang.evaluations.errors import CorrectionNotFound, TextNotFound
from yiwang.evaluations.models import Authorship, Correction, CorrectionStep, Evaluation, ReviewText
from yiwang.evaluations.queries.public import aspect_name
from yiwang.evaluations.states import CORRECTION
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations

PAGE = 100
SETTLED = (CorrectionState.CORRECTED, CorrectionState.REJECTED, CorrectionState.CLOSED)


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction in a list."""

    id: UUID
    item_name: str
    department_name: str
    level: int
    level_name: str
    state: str
    state_name: str
    opened_on: date
    contact_due_on: date
    correct_due_on: date
    wants_call: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """One correction: what was said, and what may be done now.

    :ivar case_id: only where the reviewer wants to be called
    """

    line: CorrectionLine
    row: Correction
    aspects: Sequence[str]
    text: str
    wants_call: bool
    case_id: UUID | None
    steps: Sequence[CorrectionStep]
    may: frozenset[CorrectionAction]


def corrections(actor: Actor, *, state: str = "") -> list[CorrectionLine]:
    """Return the corrections in reach, what is due first at the top; at most 100."""
    found = Correction.objects.visible_to(actor).select_related("department")
    if state in CorrectionState.values:
        found = found.filter(state=state)
    elif state == "running":
        found = found.exclude(state__in=SETTLED)
    rows = list(found.order_by("correct_due_on", "id")[:PAGE])
    reviews = Evaluation.objects.filter(pk__in=[row.evaluation_id for row in rows])
    with reach.everywhere():  # of the reviews, whether a call is waited for, and nothing else
        waiting = set(reviews.filter(wants_call=True).values_list("pk", flat=True))
    return [_line(row, wants_call=row.evaluation_id in waiting) for row in rows]


def is_open_to(state: CorrectionState, action: CorrectionAction) -> bool:
    """Return whether a correction in this state may take this step, whoever takes it."""
    return CORRECTION.allows(state, action)


def correction(correction_id: UUID, actor: Actor) -> CorrectionView:
    """Return one correction.

    :raises CorrectionNotFound: there is none in reach
    """
    visible = Correction.objects.visible_to(actor).select_related("department")
    row = visible.filter(pk=correction_id).first()
    if row is None:
        raise CorrectionNotFound
    with reach.everywhere():  # the review itself no department reads; its handler has the need
        review = Evaluation.objects.get(pk=row.evaluation_id)
        whose = Authorship.objects.filter(pk=row.evaluation_id).first()
    may = {action for action in CorrectionAction if standing.may_step(actor, action, row)}
    if not review.wants_call:
        may.discard(CorrectionAction.CONTACT)
    return CorrectionView(
        line=_line(row, wants_call=review.wants_call),
        row=row,
        aspects=[aspect_name(code) for code in review.aspects],
        text=review.text,
        wants_call=review.wants_call,
        case_id=whose.case_id if whose and review.wants_call else None,
        steps=list(row.steps.order_by("at")),
        may=frozenset(may),
    )


def _line(row: Correction, *, wants_call: bool) -> CorrectionLine:
    today = timezone.localdate()
    runs = row.state not in SETTLED
    waits_for_no_call = row.state == CorrectionState.OPEN and not wants_call
    state_name = _("待整改") if waits_for_no_call else row.get_state_display()
    return CorrectionLine(
        id=row.pk,
        item_name=row.item_name,
        department_name=row.department.name,
        level=row.level,
        level_name=str(row.get_level_display()),
        state=row.state,
        state_name=str(state_name),
        opened_on=row.opened_on,
        contact_due_on=row.contact_due_on,
        correct_due_on=row.correct_due_on,
        wants_call=wants_call,
        is_overdue=runs and row.correct_due_on < today,
    )


def waiting_texts(actor: Actor) -> list[ReviewText]:
    """Return words in reach that wait to be looked at, but none of one's own department.

    :raises TextNotFound: the post has nothing to do with them
    """
    if not standing.moderates(actor):
        raise TextNotFound
    first, last = organizations.code_range(actor.division_code)
    found = ReviewText.objects.filter(state=TextState.WAITING, region_code__range=(first, last))
    others = found.exclude(Q(department_id=actor.department_id))
    return list(others.order_by("queued_on", "pk")[:PAGE])
