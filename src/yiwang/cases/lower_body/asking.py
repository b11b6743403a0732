# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about reviews, asked by the lower body, whose case it is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from yiwang.cases.lower_body.errors import NotReviewedHere
from yiwang.cases.lower_body.gates import BELOW, is_below, review_of, reviews_of
from yiwang.cases.models import Case, CaseMaterial, Correction, PreliminaryReview, ProcedureFile
from yiwang.cases.queries import spared
from yiwang.catalogue import selectors as catalogue
from yiwang.forms import selectors as forms
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import Right

__all__ = [
    "BELOW",
    "LowerReview",
    "LowerReviewPage",
    "check_reviews",
    "is_below",
    "review_here",
    "review_of",
    "reviewed_by",
    "reviewed_file",
    "reviewed_here",
    "reviews_of",
    "stage_of",
]
_ARRIVED = Q(stage=1) | Q(started_on__isnull=False)
"""A later stage knows of a case when it has the file, and not before."""
_COLUMNS = ("number", "item_name", "applicant_id", "applicant_kind", "applicant_name", "state")


@dataclass(frozen=True, slots=True)
class LowerReviewPage:
    """Some reviews of a body, newest first."""

    rows: Sequence[PreliminaryReview]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class LowerReview:
    """One stage of review with the file that it is about.

    :ivar review: the stage of the body that asks
    :ivar stages: all of them, the lowest first
    :ivar files: what this stage and those before it found out themselves
    """

    review: PreliminaryReview
    stages: Sequence[PreliminaryReview]
    case: Case
    materials: Sequence[CaseMaterial]
    correction: Correction | None
    files: Sequence[ProcedureFile]
    sheets: Sequence[spared.Sheet] = ()
    """What was found instead of asked for."""
    changed: Sequence[spared.Changed] = ()

    @property
    def earlier(self) -> list[PreliminaryReview]:
        """Return the stages before, whose opinions came with the file."""
        return [one for one in self.stages if one.stage < self.review.stage]

    @property
    def following(self) -> PreliminaryReview | None:
        """Return the stage that gets the file next; None: the body that decides does."""
        return next((one for one in self.stages if one.stage == self.review.stage + 1), None)


def reviewed_here(
    actor: Actor, *, states: Sequence[str] = (), cursor: str = "", limit: int = 20
) -> LowerReviewPage:
    """Return what the actor's body reviews for another: how it stands, without the forms."""
    body = _body_of(actor)
    if body is None:
        return LowerReviewPage([], "")
    found = PreliminaryReview.objects.filter(_ARRIVED, lower_id=body)
    if states:
        found = found.filter(state__in=states)
    if cursor:
        found = found.filter(id__lt=_id(cursor))
    with reach.everywhere():
        rows = list(_with_case(found).order_by("-id")[: limit + 1])
    return LowerReviewPage(rows[:limit], str(rows[limit - 1].pk) if len(rows) > limit else "")


def _with_case(found: QuerySet[PreliminaryReview]) -> QuerySet[PreliminaryReview]:
    own = [field.attname for field in PreliminaryReview._meta.concrete_fields]
    whole = [f"case__{name}" for name in (*_COLUMNS, "intake_due_on", "due_on", "department_id")]
    return found.select_related("case", "case__department").only(
        *own, *whole, "case__department__name"
    )


def review_here(case_id: UUID, actor: Actor) -> LowerReview:
    """Return one review with form, materials and correction.

    :raises NotReviewedHere: the actor's body does not review it
    """
    check_reviews(case_id, actor)
    with reach.everywhere():
        case = Case.objects.select_related("department").get(pk=case_id)
        handed = CaseMaterial.objects.filter(case=case, replaced_at__isnull=True)
        sheets, changed = spared.rested_on(case)
        stages = reviews_of(case)
        own = next(one for one in stages if one.lower_id == actor.department_id)
        return LowerReview(
            review=own,
            stages=stages,
            case=case,
            materials=list(handed.select_related("file").order_by("requirement_key", "id")),
            correction=Correction.objects.filter(case=case).first(),
            files=list(
                ProcedureFile.objects.filter(case=case, review__stage__lte=own.stage)
                .select_related("file")
                .order_by("added_at", "id")
            ),
            sheets=sheets,
            changed=changed,
        )


def stage_of(case: Case, actor: Actor, *, is_locked: bool = False) -> PreliminaryReview:
    """Return the stage of the actor's body in a case that it reviews.

    :raises NotReviewedHere: it has none, or the file has not come up to it
    """
    body = _body_of(actor)
    if body is None:
        raise NotReviewedHere
    found = PreliminaryReview.objects.filter(_ARRIVED, case=case, lower_id=body)
    review = (found.select_for_update() if is_locked else found).first()
    if review is None:
        raise NotReviewedHere
    return review


def reviewed_file(case_id: UUID, file_id: UUID, actor: Actor) -> Case:
    """Return the case of a file that the lower body may look at.

    :raises NotReviewedHere: it is no file of a case that the actor's body reviews
    """
    found = review_here(case_id, actor)
    ids = {one.file_id for one in found.materials} | {one.file_id for one in found.files}
    if file_id not in ids and str(file_id) not in _in_form(found.case):
        raise NotReviewedHere
    return found.case


def _in_form(case: Case) -> set[str]:
    form_id = catalogue.snapshot(case.version_id).form_id
    return set(forms.compiled_form(form_id).file_ids(case.form_data)) if form_id else set()


def check_reviews(case_id: UUID, actor: Actor) -> None:
    """Raise unless the actor works in the body that reviews a case first.

    :raises NotReviewedHere: to everybody else it does not answer
    """
    if not reviewed_by(case_id, actor):
        raise NotReviewedHere


def reviewed_by(case_id: UUID, actor: Actor) -> bool:
    """Return whether the actor's body reviews a case whose kind the actor may know of."""
    body = _body_of(actor)
    if body is None:
        return False
    with reach.everywhere():
        found = PreliminaryReview.objects.filter(_ARRIVED, case_id=case_id, lower_id=body)
        row = found.values_list("case__department_id", "case__item_code").first()
    return row is not None and actor.is_cleared_for(*row)


def _body_of(actor: Actor) -> UUID | None:
    """Return the body whose reviews the actor's post sees; None for everybody else."""
    return actor.department_id if actor.is_staff and actor.has_right(Right.CASES_READ) else None


def _id(cursor: str) -> UUID:
    try:
        return UUID(cursor)
    except ValueError:
        return UUID(int=(1 << 128) - 1)
