# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Staff for programs of their administrators: found, taken down, given posts, let go."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import passing_on
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import LeaveReason, Right
from yiwang.organizations.errors import NotInYourReach, StaffNotFound
from yiwang.rest import paging
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, perform
from yiwang.rest.schemas import (
    Cursor,
    Done,
    Flag,
    Id,
    Line,
    LongPageSize,
    Out,
    Strict,
    Token,
    Words,
    answers,
)

router = Router(tags=["机构与人员 administration"], auth=STAFF)
FutureDay = Annotated[date, Field(strict=False)]
SYSTEM = Right.ORGANIZATIONS_MANAGE


class StaffOut(Out):
    """A staff member within one's reach; the telephone number is masked."""

    id: UUID
    name: str
    staff_number: str
    department_id: UUID
    department_name: str
    phone_masked: str
    left_on: date | None
    posts: list[str]


class StaffListOut(Out):
    items: list[StaffOut]
    next_cursor: str


class AccountOut(Out):
    """A staff member's account, without anything secret."""

    id: UUID
    staff_id: UUID
    login: str
    is_active: bool
    created_at: datetime
    last_used_at: datetime | None


class HoldingOut(Out):
    """A post that somebody holds or held."""

    post_id: UUID
    post_name: str
    department_id: UUID
    department_name: str
    admin_role: str = Field(description="system, security or audit; empty for an ordinary post.")
    needs_grant: bool
    held_from: date
    held_to: date | None
    deputizes_for: str = Field(description="Whose post it is during a leave; empty otherwise.")


class OpenWorkOut(Out):
    department_id: UUID
    role: str
    count: int


class StaffDetailOut(Out):
    """One staff member with account, posts and open work."""

    member: StaffOut
    account: AccountOut | None
    holdings: list[HoldingOut]
    open_work: list[OpenWorkOut]


class StaffIn(Strict):
    name: Line
    staff_number: Token
    department_id: Id
    phone: Line = ""


class PostIn(Strict):
    post_id: Id
    reason: Annotated[Line, Field(description="Needed for posts that are given on request.")] = ""


class LeaveIn(Strict):
    deputy_id: Id
    starts_on: FutureDay
    ends_on: FutureDay
    reason: Annotated[LeaveReason, Field(strict=False)] = LeaveReason.OTHER


class RemovalIn(Strict):
    last_day: Annotated[
        FutureDay, Field(description="Yesterday ends everything at once, the account included.")
    ]
    work_to_staff_id: Id | None = None


class AccountsOut(Out):
    items: list[AccountOut]


def entitled(request: HttpRequest, *rights: Right) -> Actor:
    """Return who asks, when their post has one of these rights.

    :raises NotInYourReach: it has none of them
    """
    actor = actor_of(request)
    if actor.rights.isdisjoint(rights):
        raise NotInYourReach
    return actor


@router.get("/members", response=answers(StaffListOut), summary="人员")
def list_staff(
    request: HttpRequest,
    cursor: Cursor = "",
    limit: LongPageSize = 50,
    q: Words = "",
    left: Flag = False,
) -> dict[str, Any]:
    """Return the staff of the departments in reach, by staff number."""
    actor = entitled(request, SYSTEM)
    wanted = organizations.StaffFilter(words=q, with_left=left)
    place = paging.opened("staff", cursor)
    with read_only():
        page = organizations.staff_in_reach(actor, wanted=wanted, cursor=place, limit=limit)
    return {"items": page.rows, "next_cursor": paging.sealed("staff", page.next_cursor)}


@router.post(
    "/members", response=answers(StaffOut, 201), summary="登记人员", openapi_extra=KEY_PARAMETER
)
def create_staff(request: HttpRequest, payload: StaffIn) -> HttpResponse:
    """Take down a staff member, who has neither post nor account yet."""
    actor = entitled(request, SYSTEM)

    def act() -> dict[str, Any]:
        made = services.create_staff(
            name=payload.name,
            staff_number=payload.staff_number,
            department_id=payload.department_id,
            phone=payload.phone,
            actor=actor,
            at=timezone.now(),
        )
        line = organizations.staff_member(made.id, actor)
        return StaffOut.model_validate(line).model_dump(mode="json")

    return perform(request, act, status=201)


@router.get("/members/unused", response=answers(AccountsOut), summary="长期未用的账号")
def list_unused(request: HttpRequest) -> dict[str, Any]:
    """Return up to 200 accounts that nobody has signed in to for 180 days."""
    actor = entitled(request, SYSTEM, Right.LEDGER_READ)
    with read_only():
        ids = organizations.staff_ids_in_reach(actor)
        return {"items": identity.unused_accounts(ids, at=timezone.now(), limit=200)}


@router.get("/members/{uuid:staff_id}", response=answers(StaffDetailOut), summary="人员详情")
def get_staff(request: HttpRequest, staff_id: UUID) -> dict[str, Any]:
    """Return one staff member."""
    actor = entitled(request, SYSTEM)
    with read_only():
        return {
            "member": organizations.staff_member(staff_id, actor),
            "account": identity.staff_accounts([staff_id]).get(staff_id),
            "holdings": organizations.holdings_of(staff_id),
            "open_work": cases.open_work_of(staff_id),
        }


@router.post(
    "/members/{uuid:staff_id}/account/switch",
    response=answers(Done),
    summary="停用或恢复账号",
    openapi_extra=KEY_PARAMETER,
)
def switch_account(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Close an open account, or open a closed one."""
    actor, account = entitled(request, SYSTEM), account_of(staff_id)
    command = (
        identity_services.close_account if account.is_active else identity_services.reopen_account
    )
    return done(request, lambda: command(account_id=account.id, actor=actor, at=timezone.now()))


@router.post(
    "/members/{uuid:staff_id}/posts",
    response=answers(Done),
    summary="安排或申请岗位",
    openapi_extra=KEY_PARAMETER,
)
def give_post(request: HttpRequest, staff_id: UUID, payload: PostIn) -> HttpResponse:
    """Put somebody in a post; with a reason, ask for one that is given on request."""
    actor, at = entitled(request, SYSTEM, Right.SECURITY_MANAGE), timezone.now()
    if payload.reason:
        return done(
            request,
            lambda: services.ask_grant(
                staff_id=staff_id,
                post_id=payload.post_id,
                reason=payload.reason,
                actor=actor,
                at=at,
            ),
        )
    return done(
        request,
        lambda: services.assign_post(
            staff_id=staff_id, post_id=payload.post_id, actor=actor, at=at
        ),
    )


@router.delete(
    "/members/{uuid:staff_id}/posts/{uuid:post_id}",
    response=answers(Done),
    summary="免去岗位",
)
def end_post(request: HttpRequest, staff_id: UUID, post_id: UUID) -> dict[str, bool]:
    """End somebody's time in a post today."""
    services.end_post(
        staff_id=staff_id,
        post_id=post_id,
        actor=entitled(request, SYSTEM),
        at=timezone.now(),
    )
    return {"done": True}


@router.post(
    "/members/{uuid:staff_id}/leaves",
    response=answers(Done),
    summary="登记离岗",
    openapi_extra=KEY_PARAMETER,
)
def set_leave(request: HttpRequest, staff_id: UUID, payload: LeaveIn) -> HttpResponse:
    """Take down a leave with its deputy; one's own, or that of somebody one administers."""
    actor = actor_of(request)
    return done(
        request,
        lambda: services.set_leave(
            staff_id=staff_id,
            deputy_id=payload.deputy_id,
            starts_on=payload.starts_on,
            ends_on=payload.ends_on,
            reason=payload.reason,
            actor=actor,
            at=timezone.now(),
        ),
    )


@router.post(
    "/members/{uuid:staff_id}/removal",
    response=answers(Done),
    summary="登记离职",
    openapi_extra=KEY_PARAMETER,
)
def remove_staff(request: HttpRequest, staff_id: UUID, payload: RemovalIn) -> HttpResponse:
    """Let somebody go after a last day, and pass on the steps that they have taken."""
    actor, at = entitled(request, SYSTEM), timezone.now()

    def act() -> None:
        passing_on.pass_on_work(
            from_staff_id=staff_id, to_staff_id=payload.work_to_staff_id, actor=actor, at=at
        )
        identity_services.dismiss_staff(
            staff_id=staff_id, last_day=payload.last_day, actor=actor, at=at
        )

    return done(request, act)


def account_of(staff_id: UUID) -> identity.StaffAccount:
    """Return a staff member's account.

    :raises StaffNotFound: there is none
    """
    account = identity.staff_accounts([staff_id]).get(staff_id)
    if account is None:
        raise StaffNotFound
    return account
