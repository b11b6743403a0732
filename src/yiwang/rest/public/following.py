# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Following a case without signing in, how many there are, and whether a paper is genuine."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState
from yiwang.delivery import selectors as delivery
from yiwang.delivery.enums import Leg, ParcelState
from yiwang.documents import selectors as documents
from yiwang.documents.enums import NoticeKind
from yiwang.foundation import reach
from yiwang.foundation.errors import NotFound
from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.requests import client_ip
from yiwang.identity import selectors as identity_selectors
from yiwang.identity import services as identity
from yiwang.ledger import selectors as ledger
from yiwang.organizations import selectors as organizations
from yiwang.rest.auth import public
from yiwang.rest.people.parcel_shapes import MomentOut
from yiwang.rest.people.shapes import ClockOut, TimelineEntryOut
from yiwang.rest.schemas import DivisionCode, Out, Strict, answers

if TYPE_CHECKING:
    from yiwang.cases.models import Case

router = Router(tags=["进度与核验 following"], auth=None)

FIGURE_DAYS = 30

Short = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^\x00]+$")]


class TrackingIn(Strict):
    """What stands on the receipt."""

    number: Short
    query_code: Short


class TrackedParcel(Out):
    """Where a parcel of the case is; no name and no address."""

    leg: Leg
    state: ParcelState
    carrier_name: str
    waybill: str
    story: list[MomentOut]


class TrackingOut(Out):
    """Where a case stands; nothing personal."""

    number: str
    item_name: str
    department_name: str
    state: CaseState
    outcome: str
    submitted_at: datetime
    due_on: date | None
    clock: ClockOut
    timeline: list[TimelineEntryOut]
    parcels: list[TrackedParcel]


class VerifiedOut(Out):
    """What anybody who holds a document may know of it."""

    kind: NoticeKind
    title: str
    number: str
    department_name: str
    issued_at: datetime
    holder: str = Field(description="A person's name is masked.")
    item_name: str
    sha256: str = Field(description="Of the PDF; empty while it is being made.")
    language: str = Field(description="Of a translation; empty for the Chinese original.")
    original_code: str = Field(description="Of a translation: the code of its original.")
    translations: list[tuple[str, str]] = Field(
        description="Of an original: code and language of each translation."
    )


class CaseFiguresOut(Out):
    """How many cases a place and those below it had in the last days."""

    days: int
    received: int
    decided: int
    in_time: int = Field(description="Of the decided: by the day that was promised.")
    closed: int


@router.get("/divisions/{code}/case-figures", response=answers(CaseFiguresOut), summary="办件数量")
@public
def get_case_figures(request: HttpRequest, code: DivisionCode) -> dict[str, int]:
    """Return how many applications came in, and what became of them, in the last 30 days."""
    with read_only():
        organizations.division(code)
        since = timezone.now() - timedelta(days=FIGURE_DAYS)
        return {"days": FIGURE_DAYS} | cases.figures(code, since=since)


@router.post("/tracking", response=answers(TrackingOut), summary="办件进度查询")
@public
def track(request: HttpRequest, payload: TrackingIn) -> dict[str, Any]:
    """Return where a case stands, for number and query code.

    It is a POST so that the code stays out of addresses and logs; it changes nothing.
    """
    ip, at = client_ip(request), timezone.now()
    identity.count_tracking(ip=ip, at=at)
    with reach.everywhere(), read_only():  # the query code opens this one case
        case = cases.track(payload.number, payload.query_code)
        answer = {
            "number": case.number,
            "item_name": case.item_name,
            "department_name": case.department.name,
            "state": case.state,
            "outcome": case.outcome,
            "submitted_at": case.submitted_at,
            "due_on": case.due_on,
            "clock": cases.clock_face(case, today=timezone.localdate()),
            "timeline": cases.timeline(case),
            "parcels": _parcels(case),
        }
    identity.forget_tracking(ip=ip)
    return answer


def _parcels(case: "Case") -> list[dict[str, Any]]:
    found = delivery.parcels_about("case", case.pk) if case.is_by_courier else []
    told = delivery.story(found) if found else {}
    return [
        {
            "leg": each.leg,
            "state": each.state,
            "carrier_name": delivery.carrier_title(each.carrier),
            "waybill": each.waybill,
            "story": told[each.pk],
        }
        for each in found
    ]


@router.get("/documents/verification/{code}", response=answers(VerifiedOut), summary="文书核验")
@public
def verify_document(request: HttpRequest, code: Short) -> Any:
    """Return the public facts of the document that carries a verification code."""
    with read_only():
        return documents.verify_document(code)


class ValidMandate(Out):
    """What anybody who holds a mandate's number may know of it; names of people are masked."""

    number: str
    is_valid: bool
    state: str
    principal: str
    agent: str
    scope: list[str]
    since: date
    last_on: date
    signed_at: datetime
    text_sha256: str


@router.get("/mandates/{number}", response=answers(ValidMandate), summary="委托书核验")
@public
def verify_mandate(request: HttpRequest, number: Short) -> Any:
    """Tell whether the mandate with this number is valid now."""
    with read_only():
        return identity_selectors.public_mandate(number)


class MandateProof(Out):
    """That the signature of a mandate stands in the signed log; see /ledger/checkpoint."""

    seq: int
    size: int
    leaf_hash: str
    root: str
    path: list[str]


@router.get("/mandates/{number}/proof", response=answers(MandateProof), summary="委托书存证证明")
@public
def prove_mandate(request: HttpRequest, number: Short) -> dict[str, Any]:
    """Return the proof that the mandate was signed: hashes, and nothing of the fact."""
    with read_only():
        found = identity_selectors.public_mandate(number)
        signed = ledger.events_about("mandate", found.mandate_id)[0]
        if signed.seq is None:
            raise NotFound
        proof = ledger.inclusion_proof(signed.seq)
    return {
        "seq": proof.seq,
        "size": proof.size,
        "leaf_hash": proof.leaf_hash.hex(),
        "root": proof.root.hex(),
        "path": [step.hex() for step in proof.path],
    }
