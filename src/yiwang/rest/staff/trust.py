# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What staff write down of originals, deferred materials, promises and records."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases.enums import OriginalResult
from yiwang.cases.services import modes
from yiwang.credit import selectors as credit
from yiwang.credit import services as credit_services
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.cases import state_of
from yiwang.rest.people.credit import CreditRecordOut, CreditRequestOut, record_out
from yiwang.rest.people.shapes import RevisionIn, StateOut
from yiwang.rest.people.trust import OriginalOut, PromiseOut
from yiwang.rest.schemas import Line, Out, SomeText, Strict, Text, answers

router = Router(tags=["承诺与原件 trust"], auth=STAFF)


class OriginalIn(RevisionIn):
    """What was seen when a copy was laid beside its original."""

    material_id: Annotated[UUID, Field(strict=False)]
    result: Annotated[OriginalResult, Field(strict=False)]
    original: Annotated[Line, Field(min_length=1)]
    place: Annotated[Line, Field(min_length=1)]
    difference: Text = ""
    valid_until: Annotated[date | None, Field(strict=False)] = None


class TrustReasonIn(RevisionIn):
    """Why."""

    reason: SomeText


class RectificationOrderIn(Strict):
    """What has to be put right, and within how many working days."""

    words: SomeText
    workdays: int = Field(ge=1, le=60)


class PromiseCheckIn(RevisionIn):
    """What was found; an order where the promise does not hold."""

    is_kept: bool
    findings: SomeText
    order: RectificationOrderIn | None = None


class RecheckIn(RevisionIn):
    """What was found after an order."""

    is_kept: bool
    findings: SomeText


class RevocationIn(RevisionIn):
    """Why a decision is revoked."""

    reasons: SomeText


class CreditAnswerIn(Strict):
    """The answer to an objection or a request for repair."""

    is_granted: bool
    answer: SomeText


class CreditDeskRow(CreditRequestOut):
    """A request with the record that it is about."""

    event: CreditRecordOut


class CreditDesk(Out):
    """What waits for an answer of one's department, and the records that it wrote."""

    waiting: list[CreditDeskRow]
    records: list[CreditRecordOut]


def _told(request: HttpRequest, shape: Any, command: Callable[[], object]) -> HttpResponse:
    def act() -> dict[str, Any]:
        told: dict[str, Any] = shape.model_validate(command()).model_dump(mode="json")
        return told

    return perform(request, act)


@router.post(
    "/cases/{uuid:case_id}/originals",
    response=answers(OriginalOut),
    summary="登记原件核验",
    openapi_extra=KEY_PARAMETER,
)
def check_original(request: HttpRequest, case_id: UUID, payload: OriginalIn) -> HttpResponse:
    """Write down that an original was seen; of trust first the decision follows it."""
    seen = modes.Seen(
        payload.result, payload.original, payload.place, payload.difference, payload.valid_until
    )
    return _told(
        request,
        OriginalOut,
        lambda: modes.check_original(
            case_id=case_id,
            material_id=payload.material_id,
            seen=seen,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/originals/{uuid:check_id}/voiding",
    response=answers(OriginalOut),
    summary="作废原件核验",
    openapi_extra=KEY_PARAMETER,
)
def void_original(
    request: HttpRequest, case_id: UUID, check_id: UUID, payload: TrustReasonIn
) -> HttpResponse:
    """Take back what a look at an original was worth, with the reason."""
    return _told(
        request,
        OriginalOut,
        lambda: modes.void_check(
            case_id=case_id,
            check_id=check_id,
            reason=payload.reason,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/deferred/{slug:key}/return",
    response=answers(StateOut),
    summary="退回补交的材料",
    openapi_extra=KEY_PARAMETER,
)
def return_deferred(
    request: HttpRequest, case_id: UUID, key: str, payload: TrustReasonIn
) -> HttpResponse:
    """Give back what was handed in later and does not do."""

    def act() -> dict[str, Any]:
        return state_of(
            modes.give_back(
                case_id=case_id,
                key=key,
                reason=payload.reason,
                actor=actor_of(request),
                at=timezone.now(),
                revision=payload.revision,
            )
        )

    return perform(request, act)


@router.post(
    "/cases/{uuid:case_id}/promise-check",
    response=answers(PromiseOut),
    summary="登记承诺核查",
    openapi_extra=KEY_PARAMETER,
)
def check_promise(request: HttpRequest, case_id: UUID, payload: PromiseCheckIn) -> HttpResponse:
    """Write down that a promise holds, or order what has to be put right."""
    order = modes.Order(payload.order.words, payload.order.workdays) if payload.order else None
    return _told(
        request,
        PromiseOut,
        lambda: modes.record_check(
            case_id=case_id,
            is_kept=payload.is_kept,
            findings=payload.findings,
            order=order,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/promise-recheck",
    response=answers(PromiseOut),
    summary="登记整改复查",
    openapi_extra=KEY_PARAMETER,
)
def recheck_promise(request: HttpRequest, case_id: UUID, payload: RecheckIn) -> HttpResponse:
    """Write down what was found after an order."""
    return _told(
        request,
        PromiseOut,
        lambda: modes.record_recheck(
            case_id=case_id,
            is_kept=payload.is_kept,
            findings=payload.findings,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/revocation",
    response=answers(PromiseOut),
    summary="因未履行承诺撤销决定",
    openapi_extra=KEY_PARAMETER,
)
def revoke_decision(request: HttpRequest, case_id: UUID, payload: RevocationIn) -> HttpResponse:
    """Revoke a decision whose promise was broken and not made good; by other hands."""
    return _told(
        request,
        PromiseOut,
        lambda: modes.revoke(
            case_id=case_id,
            reasons=payload.reasons,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        ),
    )


@router.get("/credit", response=answers(CreditDesk), summary="信用异议和修复")
def get_credit_desk(request: HttpRequest) -> dict[str, Any]:
    """Return what waits for an answer, most urgent first, and the department's records."""
    actor = actor_of(request)
    if not actor.has_right(Right.CASES_READ):
        raise Forbidden
    with read_only():
        return {
            "waiting": [_row(one) for one in credit.open_requests(actor)],
            "records": [record_out(one) for one in credit.records(actor)],
        }


def _row(found: Any) -> dict[str, Any]:
    fields = CreditRequestOut.model_fields
    return {name: getattr(found, name) for name in fields} | {"event": record_out(found.event)}


@router.get(
    "/credit/requests/{uuid:request_id}", response=answers(CreditDeskRow), summary="异议或修复"
)
def get_credit_request(request: HttpRequest, request_id: UUID) -> dict[str, Any]:
    """Return one request with its record."""
    with read_only():
        return _row(credit.request(request_id, actor_of(request)))


@router.post(
    "/credit/requests/{uuid:request_id}/answer",
    response=answers(CreditRequestOut),
    summary="答复异议或修复",
    openapi_extra=KEY_PARAMETER,
)
def answer_credit_request(
    request: HttpRequest, request_id: UUID, payload: CreditAnswerIn
) -> HttpResponse:
    """Answer an objection or a request for repair; what is granted ends the record's effect."""
    return _told(
        request,
        CreditRequestOut,
        lambda: credit_services.answer_request(
            request_id=request_id,
            is_granted=payload.is_granted,
            answer=payload.answer,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )
