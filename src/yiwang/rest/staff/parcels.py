# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The mail desk, for programs."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.cases.services import shipping
from yiwang.delivery import policies
from yiwang.delivery import selectors as delivery
from yiwang.delivery.enums import Happening, Inquiry, Leg, Payer
from yiwang.delivery.services import desk, silence
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, perform
from yiwang.rest.people.parcel_shapes import CarrierName, ParcelRow, row_of
from yiwang.rest.schemas import Done, Id, Line, Out, Strict, Text, answers

router = Router(tags=["邮寄 parcels"], auth=STAFF)
ShelfName = Literal[
    "to_send",
    "coming",
    "moving",
    "failed",
    "redirects",
    "called_off",
    "returned",
    "quiet",
    "done",
]
Month = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]


class ParcelDeskOut(Out):
    """One of the desk's lists, and how many each holds."""

    items: list[ParcelRow]
    counts: dict[str, int]


class DispatchIn(Strict):
    """What is in the parcel, and with whom it goes; the applicant's wish when empty."""

    contents: Line
    carrier: CarrierName = ""


class OriginalsCheckIn(Strict):
    """What a look at the originals showed."""

    is_right: bool
    note: Text = ""


class ParcelHandOutIn(Strict):
    """The code that the recipient says."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class EndedIn(Strict):
    """How the parcel ended, as the desk found."""

    how: Literal["lose", "damage", "bring_back"]


class InquiryIn(Strict):
    """What the carrier said when it was asked."""

    answer: Literal["on_its_way", "searching", "no_answer"]


class CompensationIn(Strict):
    """What the carrier pays."""

    fen: int = Field(ge=0, le=10**9)


class LabelsIn(Strict):
    """Whose labels."""

    parcel_ids: list[Id] = Field(min_length=1, max_length=100)


class PayerIn(Strict):
    """Who pays for one leg."""

    leg: Annotated[Leg, Field(strict=False)]
    payer: Annotated[Payer, Field(strict=False)]


class SettlementRow(Out):
    """What one payer owes one carrier for one leg."""

    payer: str
    carrier: str
    carrier_label: str
    leg: str
    parcels: int
    fen: int
    compensation_fen: int


class SettlementOut(Out):
    """A month."""

    month: str
    rows: list[SettlementRow]


class CarrierRow(Out):
    """How a carrier's interface does."""

    name: str
    title: str
    is_well: bool
    on_its_way: int
    failures: int
    refused: int
    last_callback_at: Any
    last_answer_at: Any
    last_failure_at: Any


class CarriersOut(Out):
    """The carriers of this installation."""

    items: list[CarrierRow]


@router.get("/parcels", response=answers(ParcelDeskOut), summary="邮寄台")
def list_desk(request: HttpRequest, shelf: ShelfName = "to_send") -> dict[str, Any]:
    """Return one of the desk's lists, newest first, at most a hundred."""
    actor = actor_of(request)
    policies.check_reads_a_desk(actor)
    with read_only():
        rows = delivery.parcels(actor, shelf=shelf, limit=100)
        return {"items": [row_of(row) for row in rows], "counts": delivery.counts(actor)}


@router.post("/parcels/labels", response=answers(None), summary="打印面单")
def print_labels(request: HttpRequest, payload: LabelsIn) -> HttpResponse:
    """Return labels as one PDF; that the addresses were seen is written down."""
    pdf = desk.print_labels(
        parcel_ids=payload.parcel_ids, actor=actor_of(request), at=timezone.now()
    )
    return HttpResponse(pdf, content_type="application/pdf")


@router.get("/parcels/settlement", response=answers(SettlementOut), summary="邮费月结")
def get_settlement(request: HttpRequest, month: Month) -> dict[str, Any]:
    """Return what each payer owes each carrier for a month."""
    actor = actor_of(request)
    policies.check_reads_a_desk(actor)
    with read_only():
        rows = delivery.settlement(actor, month=delivery.month_of(month))
    return {"month": month, "rows": rows}


@router.get("/carriers", response=answers(CarriersOut), summary="快递企业接口状态")
def list_carriers(request: HttpRequest) -> dict[str, Any]:
    """Return how the carriers' interfaces do."""
    policies.check_reads_a_desk(actor_of(request))
    with read_only():
        return {"items": delivery.health()}


@router.put(
    "/parcels/payers", response=answers(Done), summary="邮费由谁付", openapi_extra=KEY_PARAMETER
)
def set_payer(request: HttpRequest, payload: PayerIn) -> HttpResponse:
    """Say who pays for one leg of the department's parcels from now on."""
    return done(
        request,
        lambda: desk.set_payer(
            leg=payload.leg, payer=payload.payer, actor=actor_of(request), at=timezone.now()
        ),
    )


@router.post(
    "/parcels/{uuid:parcel_id}/arrival",
    response=answers(Done),
    summary="登记邮件已到窗口",
    openapi_extra=KEY_PARAMETER,
)
def take_in(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """Note that a parcel for the hall lies on the desk."""
    return done(
        request,
        lambda: desk.take_in(parcel_id=parcel_id, actor=actor_of(request), at=timezone.now()),
    )


@router.post("/parcels/{uuid:parcel_id}/hand-out", response=answers(Done), summary="窗口交付退件")
def hand_out(request: HttpRequest, parcel_id: UUID, payload: ParcelHandOutIn) -> dict[str, Any]:
    """Hand over what had come back, against the recipient's code."""
    desk.hand_out(
        parcel_id=parcel_id, code=payload.code, actor=actor_of(request), at=timezone.now()
    )
    return {"done": True}


@router.post(
    "/parcels/{uuid:parcel_id}/ending",
    response=answers(Done),
    summary="登记丢失、破损、退回",
    openapi_extra=KEY_PARAMETER,
)
def note_ended(request: HttpRequest, parcel_id: UUID, payload: EndedIn) -> HttpResponse:
    """Note that a parcel was lost, damaged, or lies at the hall again."""
    return done(
        request,
        lambda: desk.note_ended(
            parcel_id=parcel_id,
            happening=Happening(payload.how),
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/parcels/{uuid:parcel_id}/inquiry",
    response=answers(Done),
    summary="登记邮件查问结果",
    openapi_extra=KEY_PARAMETER,
)
def note_inquiry(request: HttpRequest, parcel_id: UUID, payload: InquiryIn) -> HttpResponse:
    """Note what the carrier said about a parcel that nothing was heard of."""
    return done(
        request,
        lambda: silence.note_inquiry(
            parcel_id=parcel_id,
            answer=Inquiry(payload.answer),
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/parcels/{uuid:parcel_id}/compensation",
    response=answers(Done),
    summary="登记赔偿",
    openapi_extra=KEY_PARAMETER,
)
def note_compensation(
    request: HttpRequest, parcel_id: UUID, payload: CompensationIn
) -> HttpResponse:
    """Note what the carrier pays for a loss."""
    return done(
        request,
        lambda: desk.note_compensation(
            parcel_id=parcel_id, fen=payload.fen, actor=actor_of(request), at=timezone.now()
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/dispatch",
    response=answers(ParcelRow, 201),
    summary="寄出结果",
    openapi_extra=KEY_PARAMETER,
)
def send_result(request: HttpRequest, case_id: UUID, payload: DispatchIn) -> HttpResponse:
    """Send the result; the case is delivered when the parcel is received."""
    return _sent(
        request,
        lambda: shipping.send_result(
            case_id=case_id,
            contents=payload.contents,
            carrier=payload.carrier,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/originals-return",
    response=answers(ParcelRow, 201),
    summary="寄回原件",
    openapi_extra=KEY_PARAMETER,
)
def send_back(request: HttpRequest, case_id: UUID, payload: DispatchIn) -> HttpResponse:
    """Send originals back that came by courier."""
    return _sent(
        request,
        lambda: shipping.send_back(
            case_id=case_id,
            contents=payload.contents,
            carrier=payload.carrier,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/cases/{uuid:case_id}/originals-check",
    response=answers(Done),
    summary="查收邮寄原件",
    openapi_extra=KEY_PARAMETER,
)
def check_originals(request: HttpRequest, case_id: UUID, payload: OriginalsCheckIn) -> HttpResponse:
    """Check in the originals that arrived."""
    return done(
        request,
        lambda: shipping.check_originals(
            case_id=case_id,
            is_right=payload.is_right,
            note=payload.note,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


def _sent(request: HttpRequest, send: Any) -> HttpResponse:
    def act() -> dict[str, Any]:
        return ParcelRow.model_validate(row_of(send())).model_dump(mode="json")

    return perform(request, act, status=201)
