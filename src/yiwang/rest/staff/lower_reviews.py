# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""初审: what the caller's body accepts and reviews before another body decides (行政许可法 35)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState, NotAcceptedReason, ReviewOpinion, ReviewState
from yiwang.cases.services import lower_reviews, reading
from yiwang.foundation.web.database import read_only
from yiwang.identity.enums import Purpose
from yiwang.rest import paging
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.description import bytes_of
from yiwang.rest.schemas import Cursor, Id, Out, PageSize, SomeText, Strict, answers

if TYPE_CHECKING:
    from yiwang.cases.models import Case, PreliminaryReview

router = Router(tags=["下级初审 reviews by a lower body"], auth=STAFF)


class LowerReviewRow(Out):
    """A case that this body reviews for another, and how it stands.

    `stage` counts from the lowest body, which accepts the application.
    """

    case_id: UUID
    case_number: str
    item_name: str
    applicant_name: str
    case_state: CaseState
    deciding_department: str
    stage: int
    state: ReviewState
    workdays: int
    intake_due_on: date
    started_on: date | None
    due_on: date | None
    opinion: ReviewOpinion | None
    forwarded_at: datetime | None


class LowerReviewList(Out):
    """What a body reviews for others, newest first."""

    items: list[LowerReviewRow]
    next_cursor: str


class LowerReviewFileOut(Out):
    """A file; its content is at `/staff/lower-reviews/{case_id}/files/{file_id}`."""

    file_id: UUID
    requirement_key: str
    name: str
    size: int


class LowerFoundRow(Out):
    """One line of a sheet of evidence."""

    label: str
    text: str


class LowerFoundOut(Out):
    """A sheet of evidence that was found, or looked for, instead of a material."""

    name: str
    origin: str
    is_found: bool
    grade: str
    as_of: date | None
    rows: list[LowerFoundRow]


class LowerNumbersIn(Strict):
    """What the numbers are read for: `case_handling`, `counter_service` or `identity_check`."""

    purpose: Annotated[Purpose, Field(strict=False)]


class LowerNumbersOut(Out):
    """The form with its numbers in full."""

    form: dict[str, Any]


class LowerStageOut(Out):
    """One stage of review: whose it is, and what came of it; words only of stages before."""

    stage: int
    department: str
    state: ReviewState
    workdays: int
    started_on: date | None
    due_on: date | None
    forwarded_at: datetime | None
    opinion: ReviewOpinion | None
    words: str


class LowerReviewFull(LowerReviewRow):
    """One review with the whole file of the case; numbers in the form are masked."""

    stages: list[LowerStageOut]

    revision: int
    form: dict[str, Any]
    found: list[LowerFoundOut]
    materials: list[LowerReviewFileOut]
    attached: list[LowerReviewFileOut]
    words: str


class LowerCorrectionEntryIn(Strict):
    """What has to be corrected: the key of a material or `form`, and words."""

    key: Annotated[str, Field(max_length=80)]
    what: SomeText


class LowerCorrectionIn(Strict):
    """Everything that has to be corrected; it is told once."""

    entries: Annotated[list[LowerCorrectionEntryIn], Field(max_length=100)]
    note: Annotated[str, Field(max_length=4000)] = ""
    revision: int | None = None


class LowerRefusalIn(Strict):
    """Why the application is not accepted."""

    reason: Annotated[NotAcceptedReason, Field(strict=False)]
    explanation: SomeText
    revision: int | None = None


class LowerAcceptanceIn(Strict):
    """What the caller saw."""

    revision: int | None = None


class LowerForwardingIn(Strict):
    """The opinion of the lower body, with its reasons and what it found out itself."""

    opinion: Annotated[ReviewOpinion, Field(strict=False)]
    words: SomeText
    files: list[Id] = Field(default_factory=list, max_length=10)
    revision: int | None = None


class LowerReviewStateOut(Out):
    """Where case and review stand."""

    case_id: UUID
    case_state: CaseState
    state: ReviewState
    due_on: date | None


@router.get("/lower-reviews", response=answers(LowerReviewList), summary="本机关初审的办件")
def list_lower_reviews(
    request: HttpRequest,
    cursor: Cursor = "",
    limit: PageSize = 20,
    state: ReviewState | None = None,
) -> dict[str, Any]:
    """Return what the caller's body reviews for others, without the forms."""
    actor, place = actor_of(request), paging.opened("lower-reviews", cursor)
    with read_only():
        found = cases.lower_reviews.reviewed_here(
            actor, states=[state] if state else [], cursor=place, limit=limit
        )
        rows = [_row(one) for one in found.rows]
    reading.note_listed([one.case for one in found.rows], actor=actor, at=timezone.now())
    return {"items": rows, "next_cursor": paging.sealed("lower-reviews", found.next_cursor)}


@router.get(
    "/lower-reviews/{uuid:case_id}", response=answers(LowerReviewFull), summary="一件初审办件"
)
def get_lower_review(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return one with form, materials and what was found; that it was read is written down."""
    actor = actor_of(request)
    found = lower_reviews.open_review(case_id=case_id, actor=actor, at=timezone.now())
    return _row(found.review, found.case) | {
        "revision": found.case.revision,
        "form": cases.shown_form(found.case, actor),
        "found": [
            {
                "name": one.name,
                "origin": one.origin,
                "is_found": one.is_found,
                "grade": one.grade,
                "as_of": one.as_of,
                "rows": [{"label": label, "text": text} for label, text in one.rows],
            }
            for one in found.sheets
        ],
        "materials": [_file(one, one.requirement_key) for one in found.materials],
        "attached": [_file(one, "") for one in found.files],
        "words": found.review.words,
        "stages": [_stage(one, found.review.stage) for one in found.stages],
    }


@router.post(
    "/lower-reviews/{uuid:case_id}/numbers",
    response=answers(LowerNumbersOut),
    summary="初审办件的完整号码",
)
def open_lower_numbers(
    request: HttpRequest, case_id: UUID, payload: LowerNumbersIn
) -> dict[str, Any]:
    """Return the form with its numbers in full; who read it and what for goes to the ledger."""
    found = lower_reviews.open_numbers(
        case_id=case_id,
        purpose=payload.purpose.value,
        actor=actor_of(request),
        at=timezone.now(),
    )
    return {"form": found.case.form_data}


@router.get(
    "/lower-reviews/{uuid:case_id}/files/{uuid:file_id}",
    response=answers(None),
    summary="初审办件的文件",
    openapi_extra=bytes_of("The file."),
)
def get_lower_review_file(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Return a file of a case that the caller's body reviews."""
    return lower_reviews.hand_out(
        case_id=case_id,
        file_id=file_id,
        actor=actor_of(request),
        at=timezone.now(),
        inline=False,
    )


def _row(one: "PreliminaryReview", case: "Case | None" = None) -> dict[str, Any]:
    of = case or one.case
    own = ("case_id", "stage", "state", "workdays", "started_on", "due_on", "forwarded_at")
    return {name: getattr(one, name) for name in own} | {
        "case_number": of.number,
        "item_name": of.item_name,
        "applicant_name": of.applicant_name,
        "case_state": of.state,
        "deciding_department": of.department.name,
        "intake_due_on": of.intake_due_on,
        "opinion": one.opinion or None,
    }


def _stage(one: "PreliminaryReview", upto: int) -> dict[str, Any]:
    own = ("stage", "state", "workdays", "started_on", "due_on", "forwarded_at")
    is_told = one.stage <= upto
    return {name: getattr(one, name) for name in own} | {
        "department": one.lower_name,
        "opinion": (one.opinion or None) if is_told else None,
        "words": one.words if is_told else "",
    }


def _file(one: Any, key: str) -> dict[str, Any]:
    return {
        "file_id": one.file_id,
        "requirement_key": key,
        "name": one.file.name,
        "size": one.file.size,
    }


def _do(request: HttpRequest, case_id: UUID, act: Callable[[], object]) -> HttpResponse:
    def body() -> dict[str, Any]:
        act()
        found = cases.lower_reviews.review_here(case_id, actor_of(request))
        return {
            "case_id": str(case_id),
            "case_state": str(found.case.state),
            "state": str(found.review.state),
            "due_on": found.review.due_on.isoformat() if found.review.due_on else None,
        }

    return perform(request, body)


@router.post(
    "/lower-reviews/{uuid:case_id}/acceptance",
    response=answers(LowerReviewStateOut),
    summary="初审机关受理",
    openapi_extra=KEY_PARAMETER,
)
def accept(request: HttpRequest, case_id: UUID, payload: LowerAcceptanceIn) -> HttpResponse:
    """Accept the application; the days to review run from today."""
    return _do(
        request,
        case_id,
        lambda: lower_reviews.accept(
            case_id=case_id,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.post(
    "/lower-reviews/{uuid:case_id}/correction",
    response=answers(LowerReviewStateOut),
    summary="初审机关一次性告知补正",
    openapi_extra=KEY_PARAMETER,
)
def ask_correction(request: HttpRequest, case_id: UUID, payload: LowerCorrectionIn) -> HttpResponse:
    """Tell the applicant, once and completely, what has to be corrected."""
    return _do(
        request,
        case_id,
        lambda: lower_reviews.ask_correction(
            case_id=case_id,
            entries=[{"key": one.key, "what": one.what} for one in payload.entries],
            note=payload.note,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.post(
    "/lower-reviews/{uuid:case_id}/refusal",
    response=answers(LowerReviewStateOut),
    summary="初审机关不予受理",
    openapi_extra=KEY_PARAMETER,
)
def refuse_acceptance(request: HttpRequest, case_id: UUID, payload: LowerRefusalIn) -> HttpResponse:
    """Refuse to accept the application, for a reason that the law allows."""
    return _do(
        request,
        case_id,
        lambda: lower_reviews.refuse_acceptance(
            case_id=case_id,
            reason=payload.reason,
            explanation=payload.explanation,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.post(
    "/lower-reviews/{uuid:case_id}/forwarding",
    response=answers(LowerReviewStateOut),
    summary="报送初审意见和全部材料",
    openapi_extra=KEY_PARAMETER,
)
def forward(request: HttpRequest, case_id: UUID, payload: LowerForwardingIn) -> HttpResponse:
    """Pass opinion and the complete file on to the body that decides; its clock starts."""
    return _do(
        request,
        case_id,
        lambda: lower_reviews.forward(
            case_id=case_id,
            forwarding=lower_reviews.Forwarding(payload.opinion, payload.words, payload.files),
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )
