# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is written down of one's promises, and what one says to it."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.credit import selectors as credit
from yiwang.credit import services
from yiwang.credit.enums import CreditKind, CreditState, RequestKind, RequestState
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import CITIZEN, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Out, SomeText, Strict, answers

router = Router(tags=["信用承诺 credit"], auth=CITIZEN)


class CreditRequestOut(Out):
    """An objection, or a request for repair, and its answer."""

    id: UUID
    kind: RequestKind
    words: str
    filed_at: datetime
    answer_due_on: date
    state: RequestState
    answer: str
    decided_at: datetime | None


class CreditRecordOut(Out):
    """A promise that was not kept."""

    id: UUID
    kind: CreditKind
    person_name: str
    case_id: UUID
    case_number: str
    item_name: str
    text: str
    happened_at: datetime
    expires_on: date
    repairable_on: date
    state: CreditState
    requests: list[CreditRequestOut]


class CreditRecords(Out):
    """Records, newest first; at most 100."""

    items: list[CreditRecordOut]


class CreditRequestIn(Strict):
    """What is asked for, and why."""

    kind: Annotated[RequestKind, Field(strict=False)]
    words: SomeText


def record_out(event: Any) -> dict[str, Any]:
    """Return a record with what was asked about it."""
    fields = CreditRecordOut.model_fields.keys() - {"requests"}
    return {name: getattr(event, name) for name in fields} | {
        "requests": sorted(event.requests.all(), key=lambda one: one.filed_at)
    }


@router.get("/me/credit", response=answers(CreditRecords), summary="我的信用承诺")
def list_own_records(request: HttpRequest) -> dict[str, Any]:
    """Return one's own records, or those of the firm one acts for."""
    with read_only():
        return {"items": [record_out(one) for one in credit.records(actor_of(request))]}


@router.post(
    "/me/credit/{uuid:event_id}/requests",
    response=answers(CreditRequestOut, 201),
    summary="提出异议或者申请信用修复",
    openapi_extra=KEY_PARAMETER,
)
def file_credit_request(
    request: HttpRequest, event_id: UUID, payload: CreditRequestIn
) -> HttpResponse:
    """Object to a record, or ask that it be lifted because amends were made."""

    def act() -> dict[str, Any]:
        made = services.file_request(
            event_id=event_id,
            kind=payload.kind,
            words=payload.words,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return CreditRequestOut.model_validate(made).model_dump(mode="json")

    return perform(request, act, status=201)
