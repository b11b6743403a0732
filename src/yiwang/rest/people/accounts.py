# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One's own account: what signs in, which sessions are open, another password."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.rest.auth import PEOPLE, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Done, Out, Strict, answers

router = Router(tags=["登录与安全 sign-in"], auth=PEOPLE)

Secret = Annotated[str, StringConstraints(min_length=1, max_length=200)]
LARGEST_ID = 2**31 - 1


class SessionOut(Out):
    """A session of a browser that is open now."""

    id: int
    device: str = Field(description="Browser and system, as the browser says; may be empty.")
    ip: str
    started_at: datetime
    seen_at: datetime


class Sessions(Out):
    items: list[SessionOut]


class KeyOut(Out):
    """A passkey or a certificate."""

    id: str
    name: str
    created_at: datetime
    used_at: datetime | None


class FactorsOut(Out):
    """What signs in to the account; the number is masked."""

    login: str
    phone_masked: str
    email: str
    password_changed_at: datetime
    has_totp: bool
    recovery_codes_left: int
    passkeys: list[KeyOut]
    certificates: list[KeyOut]


class NewPassword(Strict):
    """The present password and the new one."""

    old: Secret
    new: Secret


@router.get("/me/sessions", response=answers(Sessions), summary="登录的设备")
def list_sessions(request: HttpRequest) -> dict[str, Any]:
    """Return the sessions of one's account that are open in browsers, the newest first."""
    with read_only():
        return {"items": identity.own_sessions(actor_of(request))}


@router.delete(
    "/me/sessions/{session_id}",
    response=answers(Done),
    summary="结束一个登录",
    openapi_extra=KEY_PARAMETER,
)
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End a session of one's own account at once; one that is gone stays gone."""
    return _end(request, [session_id] if session_id <= LARGEST_ID else [])


@router.delete(
    "/me/sessions", response=answers(Done), summary="结束所有登录", openapi_extra=KEY_PARAMETER
)
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End every session of one's account in browsers; tokens stay."""
    return _end(request, [one.id for one in identity.own_sessions(actor_of(request))])


@router.get("/me/factors", response=answers(FactorsOut), summary="登录方式")
def get_factors(request: HttpRequest) -> Any:
    """Return what signs in to one's account."""
    with read_only():
        return identity.own_account(actor_of(request))


@router.put("/me/password", response=answers(Done), summary="修改密码", openapi_extra=KEY_PARAMETER)
def put_password(request: HttpRequest, payload: NewPassword) -> HttpResponse:
    """Change one's password; every session and every token ends, this one too."""
    actor = actor_of(request)
    identity_services.confirm_password_of(actor, password=payload.old, at=timezone.now())

    def act() -> dict[str, Any]:
        assert actor.account_id is not None  # noqa: S101 - PEOPLE have accounts
        identity_services.change_password(
            account_id=actor.account_id,
            old=payload.old,
            new=payload.new,
            actor=actor,
            at=timezone.now(),
        )
        return {"done": True}

    return perform(request, act)


def _end(request: HttpRequest, chosen: list[int]) -> HttpResponse:
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        assert actor.account_id is not None  # noqa: S101 - PEOPLE have accounts
        identity_services.end_sessions(
            account_id=actor.account_id, session_ids=chosen, actor=actor, at=timezone.now()
        )
        return {"done": True}

    return perform(request, act)
