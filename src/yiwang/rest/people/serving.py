# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Served papers: what was served to whom and when by law, and agreeing to electronic service."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import serving
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.enums import (
    NoticeGround,
    NoticeKind,
    Receiver,
    ServiceState,
    ServiceWay,
    Transmitter,
)
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import CITIZEN, PEOPLE, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, perform
from yiwang.rest.description import bytes_of
from yiwang.rest.people.cases import note_reading
from yiwang.rest.schemas import Out, answers

if TYPE_CHECKING:
    from yiwang.documents.serving.questions import Served

router = Router(tags=["送达 service-of-documents"], auth=PEOPLE)


class RemedyTermsOut(Out):
    """Until when the decision may be contested; the days run from the day after service."""

    runs_from: date
    reconsideration_until: date
    lawsuit_until: date
    is_provisional: bool = Field(description="A last day lies in a year without holiday list yet.")


class PaperServiceOut(Out):
    """One attempt to serve one paper."""

    id: UUID
    document_id: UUID
    document_kind: NoticeKind
    document_title: str
    document_number: str
    way: ServiceWay
    state: ServiceState
    sent_on: date
    due_on: date | None = Field(description="The day on which a public notice takes effect.")
    served_on: date | None = Field(description="The day of service by law.")
    served_at: datetime | None
    article: str = Field(description="Of 民事诉讼法, that gives the day of service.")
    moment: str
    receiver: Receiver | str
    receiver_name: str
    place: str
    through: str
    transmitter: Transmitter | str
    tracking_number: str
    announced_in: str
    ground: NoticeGround | str
    reason: str
    witnesses: list[str]
    servers: list[str]
    note: str
    confirmed_at: datetime | None
    terms: RemedyTermsOut | None


class DeliveryTermOut(Out):
    """The ten working days within which a decision is served (行政许可法 44)."""

    due_on: date
    is_provisional: bool
    served_on: date | None
    begun_on: date | None
    workdays_late: int


class CaseServicesOut(Out):
    """Everything about serving the papers of a case."""

    items: list[PaperServiceOut]
    waiting_document_ids: list[UUID] = Field(description="Neither served nor on their way.")
    term: DeliveryTermOut | None
    has_consented: bool = Field(description="The applicant agrees to electronic service.")


class OwnServiceOut(PaperServiceOut):
    """A paper that was served to oneself, and the case it is about.

    What came as an interested party in somebody else's case has `party_id`; it is read and
    confirmed at `/interests/{party_id}`.
    """

    case_id: UUID | None
    case_number: str
    item_name: str
    party_id: UUID | None


class OwnServicesOut(Out):
    """Newest first; at most 200."""

    items: list[OwnServiceOut]


class ServiceConsentOut(Out):
    """Whether one agrees to electronic service, and the text of it."""

    is_given: bool
    given_at: datetime | None
    text: list[str]


_OF_ROW = frozenset(PaperServiceOut.model_fields) - {
    *("document_kind", "document_title", "document_number", "moment", "terms"),
}


def service_out(served: "Served") -> dict[str, Any]:
    """Return an attempt as JSON has it."""
    row = served.row
    return {name: getattr(row, name) for name in _OF_ROW} | {
        "document_kind": row.document.kind,
        "document_title": row.document.title,
        "document_number": row.document.number,
        "moment": served.moment,
        "terms": served.terms,
    }


def shown(case_id: UUID, actor: Actor) -> dict[str, Any]:
    """Return the attempts of a case as JSON has them."""
    found = cases.serving.services_of(cases.case(case_id, actor), actor, today=timezone.localdate())
    return CaseServicesOut(
        items=[PaperServiceOut(**service_out(one)) for one in found.attempts],
        waiting_document_ids=[each.pk for each in found.waiting],
        term=DeliveryTermOut.model_validate(found.term) if found.term else None,
        has_consented=found.has_consented,
    ).model_dump(mode="json")


@router.get(
    "/cases/{uuid:case_id}/services", response=answers(CaseServicesOut), summary="文书送达情况"
)
def get_services(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return how the papers of a case were served, with the day and the article of each."""
    actor = actor_of(request)
    if not actor.is_citizen:
        note_reading(case_id, actor)
    with read_only():
        return shown(case_id, actor)


@router.get(
    "/cases/{uuid:case_id}/services/{uuid:service_id}/record",
    response=answers(None),
    summary="送达回证",
    openapi_extra=bytes_of("The record of service.", media_type="application/pdf"),
)
def get_service_record(request: HttpRequest, case_id: UUID, service_id: UUID) -> HttpResponseBase:
    """Return 送达回证 of an attempt as PDF/A."""
    actor = actor_of(request)
    if not actor.is_citizen:
        note_reading(case_id, actor)
    with read_only():
        record = cases.serving.service_record(case_id, service_id, actor)
        return document_services.download_response(documents.page_of(record))


@router.post(
    "/cases/{uuid:case_id}/services/{uuid:service_id}/confirmation",
    auth=CITIZEN,
    response=answers(CaseServicesOut),
    summary="确认收到文书",
    openapi_extra=KEY_PARAMETER,
)
def confirm_service(request: HttpRequest, case_id: UUID, service_id: UUID) -> HttpResponse:
    """Say that a paper has come; it moves no date."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        serving.confirm_receipt(
            case_id=case_id, service_id=service_id, actor=actor, at=timezone.now()
        )
        return shown(case_id, actor)

    return perform(request, act)


@router.get("/me/services", auth=CITIZEN, response=answers(OwnServicesOut), summary="我的送达")
def list_own_services(request: HttpRequest) -> dict[str, Any]:
    """Return what was served to oneself, or to whom one acts for."""
    with read_only():
        return {
            "items": [
                service_out(one.served)
                | {
                    "case_id": None if one.party else one.case.pk,
                    "case_number": "" if one.party else one.case.number,
                    "item_name": one.case.item_name,
                    "party_id": one.party.pk if one.party else None,
                }
                for one in cases.serving.own_services(actor_of(request))
            ]
        }


@router.get(
    "/me/service-consent",
    auth=CITIZEN,
    response=answers(ServiceConsentOut),
    summary="电子送达的确认",
)
def get_service_consent(request: HttpRequest) -> dict[str, Any]:
    """Return whether one agrees to electronic service, and the text."""
    with read_only():
        return _consent(actor_of(request))


def _consent(actor: Actor) -> dict[str, Any]:
    applicant_id = actor.applicant_id
    found = documents.serving.consent_of(applicant_id) if applicant_id else None
    return {
        "is_given": found is not None,
        "given_at": found.given_at if found else None,
        "text": list(documents.serving.TEXT),
    }


@router.post(
    "/me/service-consent",
    auth=CITIZEN,
    response=answers(None),
    summary="同意电子送达",
    openapi_extra=KEY_PARAMETER,
)
def give_service_consent(request: HttpRequest) -> HttpResponse:
    """Agree to the text of `GET /me/service-consent`."""
    return done(
        request,
        lambda: document_services.serving.give_consent(actor=actor_of(request), at=timezone.now()),
    )


@router.delete(
    "/me/service-consent",
    auth=CITIZEN,
    response=answers(None),
    summary="撤回电子送达的同意",
    openapi_extra=KEY_PARAMETER,
)
def end_service_consent(request: HttpRequest) -> HttpResponse:
    """No longer agree; what was served before stays served."""
    return done(
        request,
        lambda: document_services.serving.end_consent(actor=actor_of(request), at=timezone.now()),
    )
