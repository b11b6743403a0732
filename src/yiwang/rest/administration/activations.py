# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Accounts before their first use, for programs: who waits, codes, the first password."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.requests import client_ip
from yiwang.identity import selectors as identity
from yiwang.identity import services
from yiwang.identity.enums import ActivationState
from yiwang.notifications import services as notifications
from yiwang.organizations import selectors as organizations
from yiwang.rest import paging
from yiwang.rest.administration.people import SYSTEM, entitled
from yiwang.rest.auth import STAFF, public
from yiwang.rest.public.tokens import Secret
from yiwang.rest.schemas import Cursor, Done, Id, Line, LongPageSize, Out, Strict, Token, answers

router = Router(tags=["机构与人员 administration"], auth=STAFF)


class ActivationOut(Out):
    """An account that nobody has taken into use yet."""

    staff_id: UUID
    name: str
    staff_number: str
    department_name: str
    login: str
    issued_at: datetime | None
    expires_at: datetime | None


class ActivationsOut(Out):
    waiting: int
    issued: int
    expired: int
    items: list[ActivationOut]
    next_cursor: str


class CodeOut(Out):
    """A code that is in this answer and nowhere else; empty when it went by SMS."""

    staff_id: UUID
    login: str
    code: str
    expires_at: datetime


class CodesOut(Out):
    items: list[CodeOut]


class HandOutIn(Strict):
    login: Annotated[str, Field(max_length=64, description="Of an account opened now.")] = ""
    phone: Annotated[
        Line | None, Field(description="Send it there; it has to be the number on the roll.")
    ] = None


class CodesIn(Strict):
    staff_ids: Annotated[list[Id], Field(max_length=services.LETTERS_AT_ONCE)]


class ActivationIn(Strict):
    login: Token
    code: Line
    password: Secret


@router.get("/staff/activations", response=answers(ActivationsOut), summary="等待激活的账号")
def list_activations(
    request: HttpRequest,
    cursor: Cursor = "",
    limit: LongPageSize = 50,
    state: Annotated[ActivationState | None, Field(description="Only these.")] = None,
) -> dict[str, Any]:
    """Return accounts of the staff in reach that wait for their activation, and how many do."""
    actor, at = entitled(request, SYSTEM), timezone.now()
    place = paging.opened("activations", cursor)
    with read_only():
        found = identity.activations.in_reach(actor, state=state, cursor=place, limit=limit, at=at)
        counts = identity.activations.counts(actor, at=at)
    next_cursor = paging.sealed("activations", found.next_cursor)
    return {key.value: count for key, count in counts.items()} | {
        "items": found.rows,
        "next_cursor": next_cursor,
    }


@router.post("/staff/activations", response=answers(CodesOut), summary="发放激活码")
def issue_codes(request: HttpRequest, payload: CodesIn) -> dict[str, Any]:
    """Give new codes to accounts that wait; earlier codes end, accounts in use are left alone."""
    actor = entitled(request, SYSTEM)
    return {
        "items": services.issue_codes(staff_ids=payload.staff_ids, actor=actor, at=timezone.now())
    }


@router.post(
    "/staff/members/{uuid:staff_id}/account",
    response=answers(CodeOut),
    summary="开通账号或重新发放激活码",
)
def hand_out_code(request: HttpRequest, staff_id: UUID, payload: HandOutIn) -> dict[str, Any]:
    """Open an account, or take it out of use, and hand out the code that activates it.

    An old password, open sessions, tokens and earlier codes end.
    """
    actor = entitled(request, SYSTEM)
    organizations.staff_member(staff_id, actor)
    issued = services.hand_out_code(
        staff_id=staff_id,
        login=payload.login,
        phone=payload.phone,
        actor=actor,
        at=timezone.now(),
    )
    if payload.phone is not None:
        notifications.send_activation_code(issued, phone=payload.phone)
    return {
        "staff_id": issued.staff_id,
        "login": issued.login,
        "code": "" if payload.phone is not None else issued.code,
        "expires_at": issued.expires_at,
    }


@router.post("/activations", auth=None, response=answers(Done), summary="激活工作账号")
@public
def activate(request: HttpRequest, payload: ActivationIn) -> dict[str, bool]:
    """Set the first password of a staff account with its code; sign in with it afterwards."""
    services.activate(
        login=payload.login,
        code=payload.code,
        password=payload.password,
        ip=client_ip(request),
        at=timezone.now(),
    )
    return {"done": True}
