# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""For whom one acts: mandates given and taken, firms and their handlers, wards, real names."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.identity.enums import AgentKind
from yiwang.identity.errors import PersonNotFound
from yiwang.rest import mandating
from yiwang.rest.auth import CITIZEN, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, json_answer
from yiwang.rest.people.acting_shapes import (
    Choices,
    ClaimedFirm,
    FirmFactsOut,
    GivenOut,
    HandlerChange,
    Invitations,
    InviteIn,
    LevelOut,
    MandateSignature,
    MandatesOut,
    MandateText,
    RealNameIn,
    TermsIn,
    UsccIn,
    WardOut,
    Wards,
)
from yiwang.rest.schemas import Done, answers

router = Router(tags=["我的授权 acting"], auth=CITIZEN)


def _person_id(request: HttpRequest) -> UUID:
    person_id = actor_of(request).person_id
    if person_id is None:
        raise PersonNotFound
    return person_id


@router.get("/me/acting-choices", response=answers(Choices), summary="可以代表谁")
def list_choices(request: HttpRequest) -> dict[str, Any]:
    """Return the firms, principals and wards in whose name one may act."""
    with read_only():
        return {"items": identity.acting_choices(_person_id(request))}


@router.post("/me/real-name", response=answers(LevelOut), summary="实名核验")
def check_real_name(request: HttpRequest, payload: RealNameIn) -> HttpResponse:
    """Check one's own name and number with the population register."""
    person = identity_services.check_real_name(
        name=payload.name,
        resident_id=payload.resident_id,
        actor=actor_of(request),
        at=timezone.now(),
    )
    return json_answer({"assurance_level": person.assurance_level})


@router.get("/me/mandates", response=answers(MandatesOut), summary="我的委托")
def list_mandates(request: HttpRequest) -> dict[str, Any]:
    """Return what one has entrusted, and what was entrusted to one."""
    person_id = _person_id(request)
    with read_only():
        return {
            "given": identity.mandates_given(person_id),
            "taken": identity.mandates_taken(person_id),
        }


@router.get("/me/mandates/{uuid:mandate_id}", response=answers(GivenOut), summary="委托书")
def get_mandate(request: HttpRequest, mandate_id: UUID) -> Any:
    """Return a mandate that one has a part in."""
    with read_only():
        return identity.mandate(mandate_id, actor_of(request))


@router.post("/me/mandate-drafts", response=answers(MandateText), summary="委托书全文")
def draft_mandate(request: HttpRequest, payload: TermsIn) -> HttpResponse:
    """Return the text of a mandate; nothing is stored."""
    drafted = identity_services.draft_mandate(
        terms=_terms(request, payload), actor=actor_of(request), at=timezone.now()
    )
    return json_answer({"text": drafted.text, "sha256": drafted.sha256})


@router.post("/me/mandates", response=answers(GivenOut, 201), summary="签署委托")
def sign_mandate(request: HttpRequest, payload: MandateSignature) -> HttpResponse:
    """Give a mandate."""
    actor = actor_of(request)
    made = identity_services.sign_mandate(
        terms=_terms(request, payload),
        seen_sha256=payload.seen_sha256,
        is_agreed=payload.is_agreed,
        password=payload.password,
        actor=actor,
        at=timezone.now(),
    )
    shown = GivenOut.model_validate(identity.mandate(made.id, actor))
    return json_answer(shown.model_dump(mode="json"), status=201)


def _terms(request: HttpRequest, sent: TermsIn) -> identity_services.Terms:
    return identity_services.Terms(
        agent_kind=AgentKind(sent.agent_kind),
        agent_id=_agent(request, sent),
        items=mandating.named_items(sent.items),
        themes=sent.themes,
        rights=sent.rights,
        since=sent.since,
        until=sent.until,
        is_for_all=sent.is_for_all,
    )


def _agent(request: HttpRequest, sent: TermsIn) -> UUID:
    kind = AgentKind(sent.agent_kind)
    identity_services.check_may_entrust(actor=actor_of(request), at=timezone.now())
    if kind is AgentKind.STATION:
        return sent.agent_id or UUID(int=0)
    if kind is AgentKind.FIRM:
        return identity.legal_person_by_uscc(sent.agent_number).id
    return identity_services.matched_person(
        name=sent.agent_name,
        resident_id=sent.agent_number,
        actor=actor_of(request),
        at=timezone.now(),
    ).id


@router.post(
    "/me/mandates/{uuid:mandate_id}/acceptance",
    response=answers(Done),
    summary="接受委托",
    openapi_extra=KEY_PARAMETER,
)
def accept_mandate(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Accept what was entrusted to oneself or to one's firm."""
    return mandating.accepted(request, mandate_id)


@router.delete(
    "/me/mandates/{uuid:mandate_id}",
    response=answers(Done),
    summary="撤销委托",
    openapi_extra=KEY_PARAMETER,
)
def end_mandate(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """End a mandate at once, from either side; tokens for it are gone."""
    return mandating.ended(request, mandate_id)


@router.post("/me/firms", response=answers(ClaimedFirm, 201), summary="认领单位")
def claim_firm(request: HttpRequest, payload: UsccIn) -> HttpResponse:
    """Claim a legal person that the register says one represents."""
    firm = identity_services.claim_legal_person(
        uscc=payload.uscc, actor=actor_of(request), at=timezone.now()
    )
    return json_answer({"id": firm.id, "uscc": firm.uscc, "name": firm.name}, status=201)


@router.get("/me/firms/{uuid:firm_id}", response=answers(FirmFactsOut), summary="我的单位")
def get_firm(request: HttpRequest, firm_id: UUID) -> Any:
    """Return a firm that one acts for, with its handlers."""
    with read_only():
        return identity.firm_of(firm_id, actor_of(request))


@router.post("/me/firms/{uuid:firm_id}/handlers", response=answers(Done), summary="邀请经办人")
def invite_handler(request: HttpRequest, firm_id: UUID, payload: InviteIn) -> HttpResponse:
    """Ask somebody to act for a firm whose handlers one manages."""
    actor, at = actor_of(request), timezone.now()
    identity_services.invite_by_number(
        legal_person_id=firm_id,
        name=payload.name,
        resident_id=payload.resident_id,
        rights=payload.rights,
        until=payload.until,
        actor=actor,
        at=at,
    )
    return json_answer({"done": True})


@router.get("/me/invitations", response=answers(Invitations), summary="经办邀请")
def list_invitations(request: HttpRequest) -> dict[str, Any]:
    """Return the firms that ask one to act for them."""
    with read_only():
        return {"items": identity.invitations_of(_person_id(request))}


@router.post(
    "/me/handlers/{uuid:handler_id}/acceptance",
    response=answers(Done),
    summary="接受经办",
    openapi_extra=KEY_PARAMETER,
)
def accept_invitation(request: HttpRequest, handler_id: UUID) -> HttpResponse:
    """Accept to act for a firm."""
    actor = actor_of(request)
    return done(
        request,
        lambda: identity_services.accept_invitation(
            handler_id=handler_id, actor=actor, at=timezone.now()
        ),
    )


@router.put(
    "/me/handlers/{uuid:handler_id}",
    response=answers(Done),
    summary="修改经办权限",
    openapi_extra=KEY_PARAMETER,
)
def change_handler(request: HttpRequest, handler_id: UUID, payload: HandlerChange) -> HttpResponse:
    """Give a handler whom one manages other rights and another last day."""
    actor = actor_of(request)
    return done(
        request,
        lambda: identity_services.change_handler(
            handler_id=handler_id,
            rights=payload.rights,
            until=payload.until,
            actor=actor,
            at=timezone.now(),
        ),
    )


@router.delete(
    "/me/handlers/{uuid:handler_id}",
    response=answers(Done),
    summary="结束经办",
    openapi_extra=KEY_PARAMETER,
)
def dismiss_handler(request: HttpRequest, handler_id: UUID) -> HttpResponse:
    """End a handler's role or an invitation: one's own, or one that one manages."""
    actor = actor_of(request)
    return done(
        request,
        lambda: identity_services.dismiss_handler(
            handler_id=handler_id, actor=actor, at=timezone.now()
        ),
    )


@router.get("/me/wards", response=answers(Wards), summary="我照看的人")
def list_wards(request: HttpRequest) -> dict[str, Any]:
    """Return the minors whom one looks after."""
    with read_only():
        return {"items": identity.wards_of(_person_id(request))}


@router.post("/me/wards", response=answers(WardOut, 201), summary="登记监护")
def add_ward(request: HttpRequest, payload: RealNameIn) -> HttpResponse:
    """Look after a child whom the household register knows as one's own."""
    made = identity_services.become_guardian(
        name=payload.name,
        resident_id=payload.resident_id,
        actor=actor_of(request),
        at=timezone.now(),
    )
    shown = {
        "guardianship_id": made.id,
        "ward_id": made.ward_id,
        "name": made.ward.name,
        "until": made.until.isoformat(),
    }
    return json_answer(shown, status=201)


@router.delete(
    "/me/wards/{uuid:guardianship_id}",
    response=answers(Done),
    summary="结束监护",
    openapi_extra=KEY_PARAMETER,
)
def end_ward(request: HttpRequest, guardianship_id: UUID) -> HttpResponse:
    """Look after somebody no more."""
    actor = actor_of(request)
    return done(
        request,
        lambda: identity_services.end_guardianship(
            guardianship_id=guardianship_id, actor=actor, at=timezone.now()
        ),
    )
