# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Posts, grants, leaves, reviews, locked logins and spreadsheets, for administrators' programs."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.foundation.web.database import read_only
from yiwang.identity import services as identity_services
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import ReviewState, Right
from yiwang.rest.administration.people import SYSTEM, FutureDay, account_of, entitled
from yiwang.rest.auth import STAFF
from yiwang.rest.commands import KEY_PARAMETER, done, perform
from yiwang.rest.schemas import Done, Id, Line, Out, Strict, answers

router = Router(tags=["机构与人员 administration"], auth=STAFF)
SECURITY, AUDIT = Right.SECURITY_MANAGE, Right.LEDGER_READ
SHOWN_ROWS = 1000


class ManagedPostOut(Out):
    """A post of a department, and by how many it is held."""

    id: UUID
    name: str
    department_id: UUID
    department_name: str
    rights: list[str]
    covers_subtree: bool
    admin_role: str
    needs_grant: bool
    holders: int


class PostsOut(Out):
    items: list[ManagedPostOut]


class NewPostIn(Strict):
    department_id: Id
    name: Line
    rights: Annotated[list[Line], Field(max_length=30)]
    covers_subtree: bool = False


class RightsIn(Strict):
    rights: Annotated[list[Line], Field(max_length=30)]
    covers_subtree: bool = False


class PostMade(Out):
    id: UUID


class GrantOut(Out):
    """A request for a post with an approving or administrating right."""

    id: UUID
    staff_id: UUID
    staff_name: str
    staff_number: str
    post_name: str
    department_name: str
    rights: list[str]
    admin_role: str
    reason: str
    answer: str
    state: str
    is_for_leave: bool
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None


class GrantsOut(Out):
    items: list[GrantOut]


class GrantDecisionIn(Strict):
    is_approved: bool
    answer: Line = ""


class LeaveOut(Out):
    id: UUID
    staff_id: UUID
    staff_name: str
    deputy_name: str
    department_name: str
    starts_on: date
    ends_on: date
    reason: str


class LeavesOut(Out):
    items: list[LeaveOut]


class ReviewOut(Out):
    """A yearly review and its progress."""

    id: UUID
    department_name: str
    year: int
    due_on: date
    closed_at: datetime | None
    total: int
    waiting: int
    confirmed: int
    ended: int


class ReviewsOut(Out):
    items: list[ReviewOut]


class ReviewIn(Strict):
    department_id: Id
    due_on: FutureDay


class EntryOut(Out):
    id: UUID
    staff_id: UUID
    staff_name: str
    staff_number: str
    post_name: str
    held_from: date
    state: str


class EntriesOut(Out):
    items: list[EntryOut]


class EntriesIn(Strict):
    entry_ids: Annotated[list[Id], Field(min_length=1, max_length=500)]
    decision: Literal["confirmed", "ended"]


class LockoutOut(Out):
    staff_id: UUID
    login: str
    locked_until: datetime


class LockoutsOut(Out):
    items: list[LockoutOut]


class AdministratorOut(Out):
    role: str
    name: str
    staff_number: str
    department: str
    post: str


class AdministratorsOut(Out):
    items: list[AdministratorOut]


@router.get("/posts", response=answers(PostsOut), summary="岗位")
def list_posts(request: HttpRequest, department_id: UUID | None = None) -> dict[str, Any]:
    """Return the posts of a department in reach; one's own when none is named."""
    actor = entitled(request, SYSTEM, SECURITY)
    with read_only():
        today = timezone.localdate()
        return {"items": organizations.posts_in_reach(actor, on=today, department_id=department_id)}


@router.post(
    "/posts", response=answers(PostMade, 201), summary="设立岗位", openapi_extra=KEY_PARAMETER
)
def create_post(request: HttpRequest, payload: NewPostIn) -> HttpResponse:
    """Set up a post; those of security and audit are the security administrators'."""
    actor = entitled(request, SYSTEM, SECURITY)

    def act() -> dict[str, Any]:
        made = services.create_post(
            department_id=payload.department_id,
            name=payload.name,
            rights=payload.rights,
            covers_subtree=payload.covers_subtree,
            actor=actor,
            at=timezone.now(),
        )
        return {"id": str(made.id)}

    return perform(request, act, status=201)


@router.put("/posts/{uuid:post_id}/rights", response=answers(Done), summary="调整权限")
def change_rights(request: HttpRequest, post_id: UUID, payload: RightsIn) -> HttpResponse:
    """Give a post other rights; somebody's post gains no approving or managing right."""
    actor = entitled(request, SYSTEM, SECURITY)
    return done(
        request,
        lambda: services.change_post_rights(
            post_id=post_id,
            rights=payload.rights,
            covers_subtree=payload.covers_subtree,
            actor=actor,
            at=timezone.now(),
        ),
    )


@router.get("/grants", response=answers(GrantsOut), summary="授权申请")
def list_grants(
    request: HttpRequest, state: Literal["open", "answered"] = "open"
) -> dict[str, Any]:
    """Return the requests that wait, or those that were answered; at most 100."""
    actor = entitled(request, SYSTEM, SECURITY, AUDIT)
    with read_only():
        return {"items": organizations.grants_in_reach(actor, is_open=state == "open")}


@router.post(
    "/grants/{uuid:grant_id}/decision",
    response=answers(Done),
    summary="审批授权",
    openapi_extra=KEY_PARAMETER,
)
def decide_grant(request: HttpRequest, grant_id: UUID, payload: GrantDecisionIn) -> HttpResponse:
    """Approve or refuse a request; never one's own."""
    actor = entitled(request, SECURITY)
    return done(
        request,
        lambda: services.decide_grant(
            grant_id=grant_id,
            is_approved=payload.is_approved,
            answer=payload.answer,
            actor=actor,
            at=timezone.now(),
        ),
    )


@router.delete("/grants/{uuid:grant_id}", response=answers(Done), summary="撤回申请")
def withdraw_grant(request: HttpRequest, grant_id: UUID) -> dict[str, bool]:
    """Take back a request of one's own."""
    actor = entitled(request, SYSTEM, SECURITY)
    services.withdraw_grant(grant_id=grant_id, actor=actor, at=timezone.now())
    return {"done": True}


@router.get("/leaves", response=answers(LeavesOut), summary="离岗")
def list_leaves(request: HttpRequest) -> dict[str, Any]:
    """Return who is away, or will be, in the departments in reach."""
    actor = entitled(request, SYSTEM)
    with read_only():
        return {"items": organizations.leaves_in_reach(actor, on=timezone.localdate())}


@router.delete("/leaves/{uuid:leave_id}", response=answers(Done), summary="结束离岗")
def end_leave(request: HttpRequest, leave_id: UUID) -> dict[str, bool]:
    """End a leave today, or call it off."""
    actor = entitled(request, SYSTEM)
    services.end_leave(leave_id=leave_id, actor=actor, at=timezone.now())
    return {"done": True}


@router.get("/reviews", response=answers(ReviewsOut), summary="年度复核")
def list_reviews(request: HttpRequest) -> dict[str, Any]:
    """Return the yearly reviews of the departments in reach."""
    actor = entitled(request, SYSTEM, AUDIT)
    with read_only():
        return {"items": organizations.reviews_in_reach(actor)}


@router.post("/reviews", response=answers(Done), summary="开始复核", openapi_extra=KEY_PARAMETER)
def open_review(request: HttpRequest, payload: ReviewIn) -> HttpResponse:
    """Begin a department's review of this year."""
    actor = entitled(request, SYSTEM)
    return done(
        request,
        lambda: services.open_review(
            department_id=payload.department_id,
            due_on=payload.due_on,
            actor=actor,
            at=timezone.now(),
        ),
    )


@router.get("/reviews/{uuid:review_id}", response=answers(EntriesOut), summary="复核的岗位")
def list_entries(request: HttpRequest, review_id: UUID) -> dict[str, Any]:
    """Return what a review looks at; at most 500."""
    actor = entitled(request, SYSTEM, AUDIT)
    with read_only():
        organizations.review(review_id, actor)
        return {"items": organizations.review_entries(review_id, actor)}


@router.post(
    "/reviews/{uuid:review_id}/decisions",
    response=answers(Done),
    summary="确认或终止岗位",
    openapi_extra=KEY_PARAMETER,
)
def decide_entries(request: HttpRequest, review_id: UUID, payload: EntriesIn) -> HttpResponse:
    """Confirm posts that are still needed, or end them."""
    actor = entitled(request, SYSTEM)
    organizations.review(review_id, actor)
    return done(
        request,
        lambda: services.decide_entries(
            entry_ids=payload.entry_ids,
            state=ReviewState(payload.decision),
            actor=actor,
            at=timezone.now(),
        ),
    )


@router.get("/lockouts", response=answers(LockoutsOut), summary="登录锁定")
def list_lockouts(request: HttpRequest) -> dict[str, Any]:
    """Return the staff logins that are locked now; at most 200."""
    actor = entitled(request, SECURITY)
    with read_only():
        found = identity_services.locked_accounts(
            organizations.staff_ids_in_reach(actor), at=timezone.now(), limit=200
        )
        return {
            "items": [
                {"staff_id": account.staff_id, "login": account.login, "locked_until": until}
                for account, until in found
            ]
        }


@router.delete("/lockouts/{uuid:staff_id}", response=answers(Done), summary="解除锁定")
def unlock(request: HttpRequest, staff_id: UUID) -> dict[str, bool]:
    """Let a locked login be tried again."""
    actor = entitled(request, SECURITY)
    identity_services.unlock_sign_in(
        account_id=account_of(staff_id).id, actor=actor, at=timezone.now()
    )
    return {"done": True}


@router.delete(
    "/lockouts/{uuid:staff_id}/factors", response=answers(Done), summary="作废丢失的验证方式"
)
def void_factors(request: HttpRequest, staff_id: UUID) -> dict[str, bool]:
    """End every factor of a staff member who lost them all; the account waits for a new code."""
    actor = entitled(request, SECURITY)
    identity_services.void_factors_of_staff(
        account_id=account_of(staff_id).id, actor=actor, at=timezone.now()
    )
    return {"done": True}


@router.get("/administrators", response=answers(AdministratorsOut), summary="三员名单")
def list_administrators(request: HttpRequest) -> dict[str, Any]:
    """Return who is which of the three administrators."""
    actor = entitled(request, SECURITY, AUDIT)
    names = ("role", "name", "staff_number", "department", "post")
    with read_only():
        rows = organizations.administrators_in_reach(actor, on=timezone.localdate())
    return {"items": [dict(zip(names, row, strict=True)) for row in rows]}
