# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""People at a counter and mandates of a station: verified, taken down, accepted, ended."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.errors import FileNotFound
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.identity.enums import AgentKind, Purpose
from yiwang.identity.services import privacy_reads
from yiwang.notifications import services as notifications
from yiwang.organizations.enums import Right
from yiwang.rest import mandating
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, perform
from yiwang.rest.description import bytes_of
from yiwang.rest.people.acting_shapes import GivenOut
from yiwang.rest.people.shapes import ApplicantOut
from yiwang.rest.schemas import Done, Id, Line, Out, Strict, answers

router = Router(tags=["窗口 counter"], auth=STAFF)


class EvidenceOut(Out):
    """Something that says who a person is."""

    kind: str
    name: str
    seen_at: datetime
    expires_at: datetime | None
    is_counting: bool


class KnownPerson(Out):
    """Somebody at the counter: masked, with what their level rests on."""

    person: ApplicantOut
    assurance_level: int
    evidence: list[EvidenceOut]


class PapersSeen(Strict):
    """The clerk says that the person stands here with the papers that it takes."""

    is_seen: bool


class GuardianIn(PapersSeen):
    ward_id: Id


class PaperIn(Strict):
    """A mandate that was signed on paper for the clerk's station."""

    file_id: Id = Field(description="Of the scan, from POST /files.")
    items: list[Line] = Field(default_factory=list, max_length=30, description="Basic codes.")
    themes: list[Line] = Field(default_factory=list, max_length=40)
    rights: list[Line] = Field(min_length=1, max_length=10)
    since: date = Field(strict=False)
    until: date = Field(strict=False)


class CodeIn(Strict):
    code: Line


class StationMandates(Out):
    items: list[GivenOut]


def _at_a_counter(request: HttpRequest) -> UUID:
    actor = actor_of(request)
    if actor.department_id is None or not actor.has_right(Right.COUNTER_ASSIST):
        raise Forbidden
    return actor.department_id


@router.get("/counter/persons/{uuid:person_id}", response=answers(KnownPerson), summary="实名情况")
def get_person(request: HttpRequest, person_id: UUID) -> dict[str, Any]:
    """Return somebody who stands at the counter, masked, with their evidence."""
    _at_a_counter(request)
    seen = [privacy_reads.Seen(identity.person(person_id).id)]
    privacy_reads.note_reads(
        seen, actor=actor_of(request), purpose=Purpose.IDENTITY_CHECK, at=timezone.now()
    )
    with read_only():
        return {
            "person": identity.applicant_summary(person_id),
            "assurance_level": identity.person(person_id).assurance_level,
            "evidence": identity.evidence_of(person_id),
        }


@router.post(
    "/counter/persons/{uuid:person_id}/release",
    response=answers(Done),
    summary="收回被占用的号码",
    openapi_extra=KEY_PARAMETER,
)
def release_number(request: HttpRequest, person_id: UUID, payload: PapersSeen) -> HttpResponse:
    """Take a person from the account that claimed them wrongly."""
    actor = actor_of(request)
    return done(
        request,
        lambda: identity_services.release_number(
            person_id=person_id, is_card_seen=payload.is_seen, actor=actor, at=timezone.now()
        ),
    )


@router.post(
    "/counter/persons/{uuid:person_id}/lost-factors",
    response=answers(Done),
    summary="作废丢失的验证方式",
    openapi_extra=KEY_PARAMETER,
)
def replace_lost_factors(
    request: HttpRequest, person_id: UUID, payload: PapersSeen
) -> HttpResponse:
    """End every factor of somebody who lost them all, on proof of the level they enrolled at."""
    actor = actor_of(request)
    return done(
        request,
        lambda: identity_services.replace_lost_factors(
            person_id=person_id, is_card_seen=payload.is_seen, actor=actor, at=timezone.now()
        ),
    )


@router.post(
    "/counter/persons/{uuid:person_id}/wards",
    response=answers(Done),
    summary="登记监护人",
    openapi_extra=KEY_PARAMETER,
)
def register_guardian(request: HttpRequest, person_id: UUID, payload: GuardianIn) -> HttpResponse:
    """Record that somebody is the guardian of a minor, after their papers were seen."""
    actor = actor_of(request)
    return done(
        request,
        lambda: identity_services.register_guardian(
            guardian_id=person_id,
            ward_id=payload.ward_id,
            is_proof_seen=payload.is_seen,
            actor=actor,
            at=timezone.now(),
        ),
    )


@router.post(
    "/counter/persons/{uuid:person_id}/mandates",
    response=answers(GivenOut, 201),
    summary="收书面委托",
    openapi_extra=KEY_PARAMETER,
)
def take_paper(request: HttpRequest, person_id: UUID, payload: PaperIn) -> HttpResponse:
    """Take down a mandate on paper; a code goes to the principal's telephone."""
    department_id, actor = _at_a_counter(request), actor_of(request)
    sha256 = documents.hashes_of_own_files([payload.file_id], actor).get(payload.file_id)
    if sha256 is None:
        raise FileNotFound
    terms = identity_services.Terms(
        agent_kind=AgentKind.STATION,
        agent_id=department_id,
        items=mandating.named_items(payload.items),
        themes=payload.themes,
        rights=payload.rights,
        since=payload.since,
        until=payload.until,
    )

    def act() -> dict[str, Any]:
        taken = identity_services.take_paper_mandate(
            principal_id=person_id,
            terms=terms,
            paper=identity_services.Paper(payload.file_id, sha256),
            actor=actor,
            at=timezone.now(),
        )
        notifications.send_mandate_code(taken)
        shown = GivenOut.model_validate(identity.mandate(taken.mandate.id, actor))
        return shown.model_dump(mode="json")

    return perform(request, act, status=201)


@router.get("/station/mandates", response=answers(StationMandates), summary="委托本站代办的")
def list_mandates(request: HttpRequest) -> dict[str, Any]:
    """Return what was entrusted to the clerk's station, newest first."""
    with read_only():
        found = identity.station_mandates(actor_of(request))
    _note(request, *found)
    return {"items": found}


def _note(request: HttpRequest, *shown: identity.MandateFacts) -> None:
    """Write down that an answer shows who gave these mandates."""
    privacy_reads.note_reads(
        [privacy_reads.Seen(one.principal_id) for one in shown],
        actor=actor_of(request),
        purpose=Purpose.COUNTER_SERVICE,
        at=timezone.now(),
    )


@router.get(
    "/station/mandates/{uuid:mandate_id}", response=answers(GivenOut), summary="委托本站的委托书"
)
def get_mandate(request: HttpRequest, mandate_id: UUID) -> Any:
    """Return one mandate of the clerk's station."""
    with read_only():
        found = identity.mandate(mandate_id, actor_of(request))
    _note(request, found)
    return found


@router.get(
    "/station/mandates/{uuid:mandate_id}/paper",
    response=answers(None),
    summary="委托书扫描件",
    openapi_extra=bytes_of("The scan."),
)
def get_paper(request: HttpRequest, mandate_id: UUID) -> HttpResponseBase:
    """Return the scan of a mandate that was signed on paper."""
    with read_only():
        found = identity.mandate(mandate_id, actor_of(request))
        if found.paper_file_id is None:
            raise FileNotFound
        file = documents.file_by_grant(found.paper_file_id, check=lambda _file: None)
    _note(request, found)
    with read_only():
        return document_services.download_response(file)


@router.post(
    "/station/mandates/{uuid:mandate_id}/confirmation",
    response=answers(Done),
    summary="报验证码生效",
)
def confirm_paper(request: HttpRequest, mandate_id: UUID, payload: CodeIn) -> HttpResponse:
    """Let a mandate on paper count, with the code that the principal told."""
    identity_services.confirm_paper_mandate(
        mandate_id=mandate_id, code=payload.code, actor=actor_of(request), at=timezone.now()
    )
    return done(request, lambda: None)


@router.post(
    "/station/mandates/{uuid:mandate_id}/code",
    response=answers(Done),
    summary="重发验证码",
    openapi_extra=KEY_PARAMETER,
)
def renew_code(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Send the principal another code."""
    actor = actor_of(request)
    return done(
        request,
        lambda: notifications.send_mandate_code(
            identity_services.renew_code(mandate_id=mandate_id, actor=actor, at=timezone.now())
        ),
    )


@router.post(
    "/station/mandates/{uuid:mandate_id}/acceptance",
    response=answers(Done),
    summary="站点接受委托",
    openapi_extra=KEY_PARAMETER,
)
def accept_mandate(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Accept what was entrusted to the clerk's station."""
    return mandating.accepted(request, mandate_id)


@router.delete(
    "/station/mandates/{uuid:mandate_id}",
    response=answers(Done),
    summary="站点结束委托",
    openapi_extra=KEY_PARAMETER,
)
def end_mandate(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """End a mandate of the clerk's station at once."""
    return mandating.ended(request, mandate_id)
