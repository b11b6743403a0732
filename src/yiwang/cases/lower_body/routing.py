# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""To whom an application goes first: the lower bodies that the item names, at the form's place.

The lowest accepts and reviews; each passes the file on to the next, the last to the body that
decides. One address tells the place of all of them.

Source: 行政许可法 35.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yiwang.cases.enums import ReviewState
from yiwang.cases.lower_body import waiting
from yiwang.cases.lower_body.errors import ReviewPlaceUnclear
from yiwang.cases.lower_body.events import SentToLowerBody
from yiwang.cases.models import Case, PreliminaryReview
from yiwang.catalogue.selectors import ItemSnapshot
from yiwang.forms import selectors as forms
from yiwang.foundation.enums import DivisionLevel
from yiwang.foundation.errors import FieldError
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import TOWNSHIP_LINE
from yiwang.organizations.errors import DivisionNotFound, NoDepartmentForLine

_DIGITS = {DivisionLevel.CITY: 4, DivisionLevel.COUNTY: 6, DivisionLevel.TOWNSHIP: 9}


@dataclass(frozen=True, slots=True)
class Stage:
    """What the item says of one lower body."""

    level: DivisionLevel
    line: str
    workdays: int


def sent(case: Case, snapshot: ItemSnapshot) -> list[PreliminaryReview]:
    """Return the unsaved reviews that an unsaved case begins with; none where nobody reviews first.

    No query for an item that knows no such review. Where the place has no such body, the stage
    falls away; where it has none at all, the body that decides does everything itself.

    :raises ReviewPlaceUnclear: the address lies elsewhere, or does not go down to the level
    """
    stages = _stages(snapshot)
    if not stages:
        return []
    place = _place(case, snapshot, stages[0].level)
    bodies = {snapshot.department_id}
    reviews: list[PreliminaryReview] = []
    for stage in stages:
        lower = _body(place, snapshot, stage)
        if lower is None or lower.id in bodies:
            continue  # one body reviews once, and none what it decides itself
        bodies.add(lower.id)
        reviews.append(
            PreliminaryReview(
                region_code=case.region_code,
                case_id=case.pk,
                stage=len(reviews) + 1,
                lower_id=lower.id,
                lower_name=lower.name,
                state=ReviewState.PENDING if reviews else ReviewState.INTAKE,
                workdays=stage.workdays,
            )
        )
    if reviews:
        case.has_procedures = True
        waiting.forget()
    return reviews


def facts_of(reviews: Sequence[PreliminaryReview]) -> Iterator[SentToLowerBody]:
    """Return what the ledger keeps of them: to whom the file came first."""
    for review in reviews[:1]:
        yield SentToLowerBody(
            case_id=review.case_id,
            review_id=review.pk,
            lower_department_id=review.lower_id,
            workdays=review.workdays,
        )


def _stages(snapshot: ItemSnapshot) -> list[Stage]:
    """Return the stages that lie below the body that decides, the lowest first."""
    base = snapshot.base
    if base.review_level is None:
        return []
    first = Stage(DivisionLevel(int(base.review_level)), base.review_line, base.review_workdays)
    later = [Stage(DivisionLevel(int(o.level)), o.line, o.workdays) for o in base.review_stages]
    return [one for one in (first, *later) if one.level > snapshot.level]


def _place(case: Case, snapshot: ItemSnapshot, level: DivisionLevel) -> str:
    """Return the division in the form, which goes down to the level and lies in the place."""
    field = snapshot.base.review_place
    address = case.form_data.get(field)
    code = str(address.get("division", "")) if isinstance(address, dict) else ""
    digits = _DIGITS[level]
    is_deep_enough = len(code) == 12 and int(code[digits - 2 : digits] or 0) > 0
    if not is_deep_enough or not _lies_in(code, snapshot.region_code):
        refusal = ReviewPlaceUnclear(
            params={
                "field": _label(snapshot, field),
                "place": organizations.full_name(snapshot.region_code),
                "level": level.label,
            }
        )
        refusal.errors = [FieldError(f"/{field}", refusal.code, str(refusal))]
        raise refusal
    return code


def _lies_in(code: str, region_code: str) -> bool:
    try:
        return organizations.is_within(code, region_code)
    except DivisionNotFound:
        return False


def _label(snapshot: ItemSnapshot, field: str) -> str:
    return forms.compiled_form(snapshot.form_id).label(field) if snapshot.form_id else field


def _body(
    place: str, snapshot: ItemSnapshot, stage: Stage
) -> organizations.DepartmentSummary | None:
    line = stage.line
    if stage.level == DivisionLevel.TOWNSHIP:
        line = line or TOWNSHIP_LINE
    try:
        return organizations.department_for_line(
            line or organizations.department(snapshot.department_id).line,
            place[: _DIGITS[stage.level]].ljust(12, "0"),
        )
    except NoDepartmentForLine:
        return None
