# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Systems that sign people in through us, for those who manage them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, json_answer, perform
from yiwang.rest.schemas import Id, Line, Out, Strict, Text, Token, answers
from yiwang.sso import selectors as sso
from yiwang.sso import services
from yiwang.sso.services import Wish

router = Router(tags=["接入系统 connected-systems"], auth=STAFF)


class SystemOut(Out):
    """A system in a list."""

    client_id: str
    name: str
    department: str
    state: str
    last_sign_in_at: datetime | None
    today: int = Field(description="Sign-ins today.")
    failures: int = Field(description="Failures today.")


class Systems(Out):
    """The systems of one's reach."""

    systems: list[SystemOut]


class ApplicationOut(Out):
    """An application for a system, or for a change of one."""

    id: UUID
    client_id: str = Field(description="Empty for a new system.")
    name: str
    department: str
    state: str
    applied_at: datetime
    decided_at: datetime | None
    note: str


class Applications(Out):
    """The applications that wait for review."""

    applications: list[ApplicationOut]


class OutcomeOut(Out):
    """How a step came out in the last seven days."""

    step: str
    outcome: str = Field(description="`ok`, or the reason of a failure.")
    times: int
    last_at: datetime


class DayOut(Out):
    """Sign-ins of one day."""

    day: date
    sign_ins: int


class HealthOut(Out):
    """How a system does."""

    last_sign_in_at: datetime | None
    logouts_waiting: int
    logouts_given_up: int
    outcomes: list[OutcomeOut]
    days: list[DayOut]


class WishIn(Strict):
    """What a department writes in its application."""

    client_id: Line = Field("", description="The system that is to change; empty for a new one.")
    name: Line
    purpose: Text
    contact_name: Line
    contact_phone: Line
    audience: Line
    client_type: Line = "confidential"
    algorithm: Line = "RS256"
    least_assurance: int = Field(0, ge=0, le=3)
    redirect_uris: list[Text] = Field(max_length=20)
    post_logout_redirect_uris: list[Text] = Field(default_factory=list, max_length=20)
    logout_uri: Text = ""
    start_uri: Text = ""
    reasons: dict[Token, Line] = Field(
        default_factory=dict, max_length=20, description="Scope → why the system needs it."
    )


class RegistrationDecisionIn(Strict):
    """What another person decides."""

    is_approved: bool
    note: Line = ""


class SystemSuspensionIn(Strict):
    """Why a system is suspended."""

    reason: Line


class SecretIn(Strict):
    """How long the old secret works on."""

    overlap_hours: int = Field(24, ge=0, le=168)


class SecretOut(Out):
    """A secret, shown this once."""

    client_id: str
    client_secret: str
    old_until: datetime | None


@router.get("/connected-systems", response=answers(Systems), summary="接入系统列表")
def list_systems(request: HttpRequest) -> dict[str, Any]:
    """Return the systems of one's reach."""
    with read_only():
        return {"systems": sso.systems(actor_of(request))}


@router.get(
    "/connected-systems/applications", response=answers(Applications), summary="等待审核的接入申请"
)
def list_applications(request: HttpRequest) -> dict[str, Any]:
    """Return the applications that wait for review."""
    with read_only():
        return {"applications": sso.applications(actor_of(request))}


@router.post(
    "/connected-systems/applications",
    response=answers(ApplicationOut, 201),
    summary="申请接入",
    openapi_extra=KEY_PARAMETER,
)
def apply_for_system(request: HttpRequest, wish: WishIn) -> HttpResponse:
    """Apply for a new system of one's department, or for a change; another person reviews it."""
    actor = actor_of(request)
    department_id = actor.department_id
    if department_id is None:
        raise Forbidden

    def act() -> dict[str, Any]:
        made = services.apply_for_system(
            wish=_wish(wish),
            department_id=department_id,
            client_id=wish.client_id,
            actor=actor,
            at=timezone.now(),
        )
        return _application(made.id, request)

    return perform(request, act, status=201)


@router.post(
    "/connected-systems/applications/{uuid:application_id}/decision",
    response=answers(ApplicationOut),
    summary="审核接入申请",
    openapi_extra=KEY_PARAMETER,
)
def decide(
    request: HttpRequest, application_id: Id, decision: RegistrationDecisionIn
) -> HttpResponse:
    """Approve or refuse what somebody else applied for."""
    actor, at = actor_of(request), timezone.now()

    def act() -> dict[str, Any]:
        if decision.is_approved:
            services.approve_system(
                registration_id=application_id, note=decision.note, actor=actor, at=at
            )
        else:
            services.refuse_system(
                registration_id=application_id, note=decision.note, actor=actor, at=at
            )
        return _application(application_id, request)

    return perform(request, act)


@router.get(
    "/connected-systems/{client_id}/health", response=answers(HealthOut), summary="运行情况"
)
def health(request: HttpRequest, client_id: Token) -> dict[str, Any]:
    """Return how a system does: sign-ins a day, outcomes of steps, logouts."""
    with read_only():
        detail = sso.system(client_id, actor=actor_of(request))
        found = sso.health(detail.client.id, today=timezone.localdate())
    return {
        "last_sign_in_at": found.last_sign_in_at,
        "logouts_waiting": found.waiting,
        "logouts_given_up": found.given_up,
        "outcomes": found.outcomes,
        "days": [{"day": day, "sign_ins": count} for day, count in found.days],
    }


@router.post(
    "/connected-systems/{client_id}/secret",
    response=answers(SecretOut, 201),
    summary="生成新密钥",
)
def issue_secret(request: HttpRequest, client_id: Token, asked: SecretIn) -> HttpResponse:
    """Make a new secret; it is answered this once, so no idempotency key is taken."""
    made = services.issue_secret(
        client_id=client_id,
        overlap_hours=asked.overlap_hours,
        actor=actor_of(request),
        at=timezone.now(),
    )
    body = {
        "client_id": made.client_id,
        "client_secret": made.secret,
        "old_until": made.old_until,
    }
    return json_answer(body, status=201)


@router.post(
    "/connected-systems/{client_id}/suspend",
    response=answers(SystemOut),
    summary="停用接入系统",
    openapi_extra=KEY_PARAMETER,
)
def suspend(request: HttpRequest, client_id: Token, asked: SystemSuspensionIn) -> HttpResponse:
    """Switch a system off: nobody signs in, every session there ends."""
    actor, at = actor_of(request), timezone.now()

    def act() -> dict[str, Any]:
        services.suspend_system(client_id=client_id, reason=asked.reason, actor=actor, at=at)
        return _system(client_id, request)

    return perform(request, act)


@router.post(
    "/connected-systems/{client_id}/resume",
    response=answers(SystemOut),
    summary="重新启用接入系统",
    openapi_extra=KEY_PARAMETER,
)
def resume(request: HttpRequest, client_id: Token) -> HttpResponse:
    """Switch a suspended system on again."""
    actor, at = actor_of(request), timezone.now()

    def act() -> dict[str, Any]:
        services.resume_system(client_id=client_id, actor=actor, at=at)
        return _system(client_id, request)

    return perform(request, act)


def _wish(sent: WishIn) -> Wish:
    return Wish(
        name=sent.name,
        purpose=sent.purpose,
        contact_name=sent.contact_name,
        contact_phone=sent.contact_phone,
        audience=sent.audience,
        client_type=sent.client_type,
        algorithm=sent.algorithm,
        least_assurance=sent.least_assurance,
        redirect_uris=tuple(sent.redirect_uris),
        post_logout_redirect_uris=tuple(sent.post_logout_redirect_uris),
        logout_uri=sent.logout_uri,
        start_uri=sent.start_uri,
        scopes=tuple(sent.reasons),
        reasons=dict(sent.reasons),
    )


def _application(registration_id: UUID, request: HttpRequest) -> dict[str, Any]:
    found = sso.application(registration_id, actor=actor_of(request))
    return ApplicationOut.model_validate(found, from_attributes=True).model_dump(mode="json")


def _system(client_id: str, request: HttpRequest) -> dict[str, Any]:
    found = next(each for each in sso.systems(actor_of(request)) if each.client_id == client_id)
    return SystemOut.model_validate(found, from_attributes=True).model_dump(mode="json")
