# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""To whom an application goes first: the lower body that the item names, at the place in the form.

Source: 行政许可法 35.
"""

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

_DIGITS = {DivisionLevel.COUNTY: 6, DivisionLevel.TOWNSHIP: 9}


def sent(case: Case, snapshot: ItemSnapshot) -> PreliminaryReview | None:
    """Return the unsaved review that an unsaved case begins with; None where nobody reviews first.

    No query for an item that knows no such review. Where the place has no such body, the one that
    decides does everything itself.

    :raises ReviewPlaceUnclear: the address lies elsewhere, or does not go down to the level
    """
    if snapshot.base.review_level is None:
        return None
    level = DivisionLevel(int(snapshot.base.review_level))
    if level <= snapshot.level:
        return None
    lower = _body(_place(case, snapshot, level), snapshot, level)
    if lower is None:
        return None
    case.has_procedures = True
    waiting.forget()
    return PreliminaryReview(
        region_code=case.region_code,
        case_id=case.pk,
        lower_id=lower.id,
        lower_name=lower.name,
        state=ReviewState.INTAKE,
        workdays=snapshot.base.review_workdays,
    )


def fact_of(review: PreliminaryReview) -> SentToLowerBody:
    """Return what the ledger keeps of it."""
    return SentToLowerBody(
        case_id=review.case_id,
        review_id=review.pk,
        lower_department_id=review.lower_id,
        workdays=review.workdays,
    )


def _place(case: Case, snapshot: ItemSnapshot, level: DivisionLevel) -> str:
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
    return code[:digits].ljust(12, "0")


def _lies_in(code: str, region_code: str) -> bool:
    try:
        return organizations.is_within(code, region_code)
    except DivisionNotFound:
        return False


def _label(snapshot: ItemSnapshot, field: str) -> str:
    return forms.compiled_form(snapshot.form_id).label(field) if snapshot.form_id else field


def _body(
    place: str, snapshot: ItemSnapshot, level: DivisionLevel
) -> organizations.DepartmentSummary | None:
    line = snapshot.base.review_line
    if level == DivisionLevel.TOWNSHIP:
        line = line or TOWNSHIP_LINE
    try:
        return organizations.department_for_line(
            line or organizations.department(snapshot.department_id).line, place
        )
    except NoDepartmentForLine:
        return None
