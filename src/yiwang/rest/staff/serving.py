# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a counter records of serving papers; the law's rule gives the day of service."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.services import serving
from yiwang.documents.enums import NoticeGround, Receiver, ServiceWay, Transmitter
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.cases import note_reading
from yiwang.rest.people.serving import CaseServicesOut, shown
from yiwang.rest.schemas import Id, Line, Out, SomeText, Strict, Text, answers

router = Router(tags=["送达 service-of-documents"], auth=STAFF)
Names = Annotated[list[Line], Field(default_factory=list, max_length=6)]
AnyDay = Annotated[date, Field(strict=False)]


class PaperServiceIn(Strict):
    """An attempt to serve some papers together; which members are needed depends on the way.

    `direct`: servers, receiver, received_on (receiver_name unless in person). `leaving`: servers,
    place, reason, received_on, and witnesses or a proof. `electronic`: nothing; the moment is
    that of the request. `post`: tracking_number. `entrusted`: through. `transmitted`: through,
    transmitter. `notice`: announced_in, ground, reason.
    """

    document_ids: list[Id] = Field(min_length=1, max_length=20)
    way: Annotated[ServiceWay, Field(strict=False)]
    sent_on: AnyDay
    received_on: AnyDay | None = None
    servers: Names
    receiver: Annotated[Receiver | None, Field(strict=False)] = None
    receiver_name: Line = ""
    place: Line = ""
    through: Line = ""
    transmitter: Annotated[Transmitter | None, Field(strict=False)] = None
    tracking_number: Line = ""
    announced_in: Line = ""
    ground: Annotated[NoticeGround | None, Field(strict=False)] = None
    is_abroad: bool = False
    reason: Text = ""
    witnesses: Names
    proof_id: Id | None = None
    note: Text = ""
    revision: int | None = Field(default=None, ge=1, le=2_000_000_000)


class ServiceReceiptIn(Strict):
    """What the receipt says of an attempt that was under way."""

    received_on: AnyDay
    receiver: Annotated[Receiver | None, Field(strict=False)] = None
    receiver_name: Line = ""
    proof_id: Id | None = None


class ServiceFailureIn(Strict):
    """Why an attempt came to nothing."""

    reason: SomeText


class CasePostalAddressOut(Out):
    """Where papers of a case are posted, in full; null where nothing is known."""

    name: str
    phone: str
    address: str
    source: str = Field(description="`case`: stated in this case; `confirmed`: 送达地址确认书.")
    confirmed_at: datetime | None


class CasePostalOut(Out):
    postal_address: CasePostalAddressOut | None


@router.get(
    "/cases/{uuid:case_id}/postal-address",
    response=answers(CasePostalOut),
    summary="邮寄送达地址",
)
def get_postal_address(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return where papers are posted; service by post without a `place` takes it. It is noted."""
    actor = actor_of(request)
    note_reading(case_id, actor)
    with read_only():
        case = cases.case(case_id, actor)
        policies.check_has_right(actor, case, Right.CASES_ACCEPT)
        known = cases.posting.postal_address(case)
    if known is None:
        return {"postal_address": None}
    shown = {"source": known.source.value, "confirmed_at": known.since}
    where = {"name": known.address.name, "phone": known.address.phone}
    return {"postal_address": {**where, "address": known.address.whole, **shown}}


@router.post(
    "/cases/{uuid:case_id}/services",
    response=answers(CaseServicesOut, 201),
    summary="登记送达",
    openapi_extra=KEY_PARAMETER,
)
def record_service(request: HttpRequest, case_id: UUID, payload: PaperServiceIn) -> HttpResponse:
    """Record an attempt; with the decision served, the case is delivered."""
    stated = payload.model_dump(exclude={"document_ids", "revision"})
    stated |= {name: tuple(stated[name]) for name in ("servers", "witnesses")}
    return _acted(
        request,
        case_id,
        lambda actor: serving.serve_papers(
            case_id=case_id,
            document_ids=payload.document_ids,
            attempt=serving.Attempt(**stated),
            actor=actor,
            at=timezone.now(),
            revision=payload.revision,
        ),
        status=201,
    )


@router.post(
    "/cases/{uuid:case_id}/services/{uuid:service_id}/receipt",
    response=answers(CaseServicesOut),
    summary="登记回执",
    openapi_extra=KEY_PARAMETER,
)
def record_service_receipt(
    request: HttpRequest, case_id: UUID, service_id: UUID, payload: ServiceReceiptIn
) -> HttpResponse:
    """Note when a paper came that was posted, entrusted or transmitted."""
    return _acted(
        request,
        case_id,
        lambda actor: serving.note_receipt(
            case_id=case_id,
            service_id=service_id,
            actor=actor,
            at=timezone.now(),
            **payload.model_dump(),
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/services/{uuid:service_id}/failure",
    response=answers(CaseServicesOut),
    summary="登记未能送达",
    openapi_extra=KEY_PARAMETER,
)
def record_service_failure(
    request: HttpRequest, case_id: UUID, service_id: UUID, payload: ServiceFailureIn
) -> HttpResponse:
    """Note that an attempt came to nothing; the paper is to be served otherwise."""
    return _acted(
        request,
        case_id,
        lambda actor: serving.note_failure(
            case_id=case_id,
            service_id=service_id,
            reason=payload.reason,
            actor=actor,
            at=timezone.now(),
        ),
    )


@router.get(
    "/cases/{uuid:case_id}/services/{uuid:service_id}/proof",
    response=answers(None),
    summary="送达的证明",
)
def get_service_proof(request: HttpRequest, case_id: UUID, service_id: UUID) -> HttpResponseBase:
    """Return the photograph or scan that proves an attempt; that it was read is noted."""
    return serving.hand_out_proof(
        case_id=case_id, service_id=service_id, actor=actor_of(request), at=timezone.now()
    )


def _acted(
    request: HttpRequest, case_id: UUID, command: Callable[[Actor], object], *, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        cases.case(case_id, actor)
        command(actor)
        return shown(case_id, actor)

    return perform(request, act, status=status)
