# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing in and out: tokens for people and for systems."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.foundation.web.requests import client_ip
from yiwang.identity import services as identity
from yiwang.rest.auth import ANY_TOKEN, actor_of, bearer_token, public
from yiwang.rest.commands import json_answer
from yiwang.rest.schemas import Done, Id, Line, Out, Strict, answers

router = Router(tags=["登录 tokens"])

Secret = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class SignIn(Strict):
    """Login and password; staff may name the post, citizens the firm they act for."""

    login: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    password: Secret
    post_id: Id | None = Field(default=None, description="Staff: the post to act in.")
    acting_for: Id | None = Field(
        default=None,
        description="Citizens: whom to act for; an id of GET /me/acting-choices.",
    )
    code: Annotated[str, StringConstraints(max_length=40)] = Field(
        default="", description="Of the authenticator app, or a recovery code, if there is one."
    )


class ClientCredentials(Strict):
    """What a system was given when it was registered."""

    client_id: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    client_secret: Secret


class SignUp(Strict):
    """What strangers say of themselves; a counter or a check makes sure of it later."""

    name: Line
    resident_id: Line
    phone: Line
    login: Line
    password: Secret
    is_phone_login: bool = Field(default=False, description="The number signs in too.")


class Token(Out):
    """A bearer token; it is shown once and kept nowhere but with its holder."""

    token: str
    token_type: str
    expires_at: datetime
    audience: str = Field(description="Which operations it opens: citizen, staff or client.")
    name: str
    acting_for: UUID | None
    post_id: UUID | None


@router.post("/tokens", auth=None, response=answers(Token, 201), summary="用账号密码登录")
@public
def sign_in(request: HttpRequest, payload: SignIn) -> HttpResponse:
    """Sign in with login and password: 12 hours for citizens, 8 for staff.

    An account with a second factor sends the code of its app besides. Approvers and administrators
    do not sign in this way where the installation wants a passkey of them.
    """
    at = timezone.now()
    account, factor = identity.sign_in_by_machine(
        login=payload.login,
        password=payload.password,
        code=payload.code,
        ip=client_ip(request),
        at=at,
    )
    with transaction.atomic():
        issued = identity.issue_token(
            account_id=account.id, post_id=payload.post_id, acting_for=payload.acting_for, at=at
        )
        identity.check_factor_suffices(issued.actor, factor=factor)
    return json_answer(_token(issued), status=201)


@router.post("/accounts", auth=None, response=answers(Token, 201), summary="注册")
@public
def sign_up(request: HttpRequest, payload: SignUp) -> HttpResponse:
    """Register oneself, open an account and sign in.

    Where the installation wants a second factor of everybody, the account is open afterwards and
    the answer asks for one: it is set up on the pages.
    """
    at = timezone.now()
    account = identity.sign_up(
        person=identity.NewPerson(
            name=payload.name, resident_id=payload.resident_id, phone=payload.phone
        ),
        login=payload.login,
        password=payload.password,
        is_phone_login=payload.is_phone_login,
        ip=client_ip(request),
        at=at,
    )
    with transaction.atomic():
        issued = identity.issue_token(account_id=account.id, at=at)
        identity.check_factor_suffices(issued.actor, factor="password")
    return json_answer(_token(issued), status=201)


@router.post("/client-tokens", auth=None, response=answers(Token, 201), summary="业务系统登录")
@public
def sign_in_system(request: HttpRequest, payload: ClientCredentials) -> HttpResponse:
    """Sign in as a registered system: one hour."""
    issued = identity.issue_client_token(
        client_id=payload.client_id,
        secret=payload.client_secret,
        ip=client_ip(request),
        at=timezone.now(),
    )
    return json_answer(_token(issued), status=201)


def _token(issued: identity.IssuedToken) -> dict[str, Any]:
    actor = issued.actor
    return {
        "token": issued.raw,
        "token_type": "Bearer",
        "expires_at": issued.expires_at,
        "audience": actor.kind.value,
        "name": actor.display_name,
        "acting_for": actor.legal_person_id or actor.principal_id,
        "post_id": actor.post_id,
    }


@router.delete("/tokens/current", auth=ANY_TOKEN, response=answers(Done), summary="退出登录")
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the token that this request carries."""
    identity.revoke_token(raw=bearer_token(request), actor=actor_of(request), at=timezone.now())
    return json_answer({"done": True})
