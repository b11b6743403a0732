# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Security labels and clearances, for programs of security administrators."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import Right
from yiwang.rest.administration.people import entitled
from yiwang.rest.auth import STAFF
from yiwang.rest.commands import KEY_PARAMETER, done
from yiwang.rest.schemas import Done, Id, Line, Out, Strict, answers

router = Router(tags=["机构与人员 administration"], auth=STAFF)
SECURITY, AUDIT = Right.SECURITY_MANAGE, Right.LEDGER_READ
Level = Annotated[int, Field(ge=1, le=3, description="1 general, 2 sensitive, 3 important.")]


class LabelOut(Out):
    """A label; an empty item code means all items of the department."""

    department_id: UUID
    department_name: str
    item_code: str
    level: int
    set_at: datetime


class ClearanceOut(Out):
    """How far the holders of a post may read."""

    post_id: UUID
    post_name: str
    admin_role: str
    level: int


class LabelsOut(Out):
    labels: list[LabelOut]
    clearances: list[ClearanceOut]


class LabelIn(Strict):
    department_id: Id
    item_code: Line = ""
    level: Level


class ClearanceIn(Strict):
    level: Level


@router.get("/labels", response=answers(LabelsOut), summary="安全标记")
def list_labels(request: HttpRequest, department_id: UUID | None = None) -> dict[str, Any]:
    """Return the labels in reach, and the clearances of one department's posts."""
    actor = entitled(request, SECURITY, AUDIT)
    chosen = department_id or actor.department_id
    with read_only():
        return {
            "labels": organizations.labels_in_reach(actor),
            "clearances": organizations.clearances_of(chosen, actor) if chosen else [],
        }


@router.post("/labels", response=answers(Done), summary="设置安全标记", openapi_extra=KEY_PARAMETER)
def set_label(request: HttpRequest, payload: LabelIn) -> HttpResponse:
    """Label a department's cases, or those of one item; level 1 takes the label away."""
    actor = entitled(request, SECURITY)
    return done(
        request,
        lambda: services.set_label(
            department_id=payload.department_id,
            item_code=payload.item_code,
            level=payload.level,
            actor=actor,
            at=timezone.now(),
        ),
    )


@router.post(
    "/posts/{uuid:post_id}/clearance",
    response=answers(Done),
    summary="设置岗位可阅级别",
    openapi_extra=KEY_PARAMETER,
)
def set_clearance(request: HttpRequest, post_id: UUID, payload: ClearanceIn) -> HttpResponse:
    """Say how far the holders of a post may read."""
    actor = entitled(request, SECURITY)
    return done(
        request,
        lambda: services.set_clearance(
            post_id=post_id, level=payload.level, actor=actor, at=timezone.now()
        ),
    )
