# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about reviews, asked by the lower body, whose case it is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from yiwang.cases.lower_body.errors import NotReviewedHere
from yiwang.cases.lower_body.gates import BELOW, is_below, review_of
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
]
_COLUMNS = ("number", "item_name", "applicant_id", "applicant_kind", "applicant_name", "state")


@dataclass(frozen=True, slots=True)
class LowerReviewPage:
    """Some reviews of a body, newest first."""

    rows: Sequence[PreliminaryReview]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class LowerReview:
    """One review with the file that it is about."""

    review: PreliminaryReview
    case: Case
    materials: Sequence[CaseMaterial]
    correction: Correction | None
    files: Sequence[ProcedureFile]
    sheets: Sequence[spared.Sheet] = ()
    """What was found instead of asked for."""
    changed: Sequence[spared.Changed] = ()


def reviewed_here(
    actor: Actor, *, states: Sequence[str] = (), cursor: str = "", limit: int = 20
) -> LowerReviewPage:
    """Return what the actor's body reviews for another: how it stands, without the forms."""
    body = _body_of(actor)
    if body is None:
        return LowerReviewPage([], "")
    found = PreliminaryReview.objects.filter(lower_id=body)
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
        return LowerReview(
            review=PreliminaryReview.objects.get(case=case),
            case=case,
            materials=list(handed.select_related("file").order_by("requirement_key", "id")),
            correction=Correction.objects.filter(case=case).first(),
            files=list(
                ProcedureFile.objects.filter(case=case, review__isnull=False)
                .select_related("file")
                .order_by("added_at", "id")
            ),
            sheets=sheets,
            changed=changed,
        )


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
        found = PreliminaryReview.objects.filter(case_id=case_id, lower_id=body)
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
