# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A staff member's own posts, leaves and person, for their programs."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from yiwang.foundation.web.database import read_only
from yiwang.identity import services as identity
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.errors import StaffNotFound
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.schemas import Done, Line, Out, Strict, answers

router = Router(tags=["机构与人员 administration"], auth=STAFF)


class OwnPostOut(Out):
    """A post that one holds today; ``POST /tokens`` takes its id to act in it."""

    post_id: UUID
    name: str
    department_name: str


class OwnLeaveOut(Out):
    """A leave that lasts or is to come; of one's own, or of somebody one stands in for."""

    id: UUID
    staff_name: str
    deputy_name: str
    starts_on: date
    ends_on: date
    reason: str
    waiting: int


class DeputyOut(Out):
    id: UUID
    name: str
    staff_number: str


class OwnPageOut(Out):
    staff_id: UUID
    posts: list[OwnPostOut]
    leaves: list[OwnLeaveOut]
    covering: list[OwnLeaveOut]
    colleagues: list[DeputyOut]
    has_stated_person: bool


class OwnPersonIn(Strict):
    resident_id: Line


def _own_id(request: HttpRequest) -> UUID:
    staff_id = actor_of(request).staff_id
    if staff_id is None:
        raise StaffNotFound
    return staff_id


@router.get("/staff/me", response=answers(OwnPageOut), summary="我的岗位和离岗")
def get_own(request: HttpRequest) -> dict[str, Any]:
    """Return what concerns the caller alone, and whom they may choose as a deputy."""
    staff_id, today = _own_id(request), timezone.localdate()
    with read_only():
        return {
            "staff_id": staff_id,
            "posts": organizations.posts_of(staff_id, today),
            "leaves": organizations.leaves_of(staff_id, on=today),
            "covering": organizations.leaves_covered_by(staff_id, on=today),
            "colleagues": organizations.colleagues_of(staff_id, actor_of(request).department_id),
            "has_stated_person": identity.has_stated(staff_id),
        }


@router.delete("/staff/me/leaves/{uuid:leave_id}", response=answers(Done), summary="结束自己的离岗")
def end_own_leave(request: HttpRequest, leave_id: UUID) -> dict[str, bool]:
    """End one's own leave today, or call it off."""
    services.end_own_leave(leave_id=leave_id, actor=actor_of(request), at=timezone.now())
    return {"done": True}


@router.post("/staff/me/person", response=answers(Done), summary="登记本人身份")
def state_person(request: HttpRequest, payload: OwnPersonIn) -> dict[str, bool]:
    """Say once which natural person one is; what they or their firms ask for goes to others."""
    identity.state_own_person(
        resident_id=payload.resident_id, actor=actor_of(request), at=timezone.now()
    )
    return {"done": True}
