# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where and when staff are told by mail of work that waits: one's own, and of one's staff."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.requests import client_ip
from yiwang.notifications import services as notifications
from yiwang.notifications.errors import StaffCodeWrong
from yiwang.notifications.services import staff_contacts
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, done_or_counted
from yiwang.rest.schemas import Done, Out, Strict, answers

router = Router(tags=["机构与人员 administration"], auth=STAFF)


class WorkMailHours(Strict):
    """When one wants to be told; the same hour twice means no quiet."""

    quiet_from: Annotated[int, Field(ge=0, le=23)] = 22
    quiet_to: Annotated[int, Field(ge=0, le=23)] = 8
    is_digest: bool = Field(default=False, description="Once a day, together.")
    language: Annotated[str, StringConstraints(max_length=10)] = "zh-hans"


class WorkMailOut(Out):
    """How a work mail stands; masked."""

    address: str = Field(description="Where reminders go; empty for nowhere.")
    waiting: str = Field(description="Another address that waits for its code; empty for none.")
    is_by_another: bool = Field(description="An administrator set it.")
    hours: WorkMailHours


class WorkMailIn(Strict):
    address: Annotated[str, StringConstraints(min_length=1, max_length=254)]


class WorkMailCodeIn(Strict):
    code: Annotated[str, StringConstraints(min_length=1, max_length=12)]


def _mail(found: staff_contacts.ShownMail) -> dict[str, Any]:
    hours = found.hours
    return {
        "address": found.address,
        "waiting": found.waiting,
        "is_by_another": found.is_by_another,
        "hours": {
            "quiet_from": hours.quiet_from,
            "quiet_to": hours.quiet_to,
            "is_digest": hours.is_digest,
            "language": hours.language,
        },
    }


@router.get("/staff/me/mail", response=answers(WorkMailOut), summary="我的工作邮箱")
def get_work_mail(request: HttpRequest) -> dict[str, Any]:
    """Return where the caller is told of work that waits."""
    with read_only():
        return _mail(staff_contacts.shown(actor_of(request)))


@router.post(
    "/staff/me/mail",
    response=answers(Done),
    summary="登记我的工作邮箱",
    openapi_extra=KEY_PARAMETER,
)
def begin_work_mail(request: HttpRequest, payload: WorkMailIn) -> HttpResponse:
    """Send a code to an address; once it is told back, the address counts.

    The same key sends one code. If it does not arrive, another is asked for with another key.
    """
    issued: list[staff_contacts.Issued] = []
    actor, address = actor_of(request), payload.address

    def count() -> None:
        staff_contacts.count(address=address, ip=client_ip(request), actor=actor, at=timezone.now())

    def keep() -> None:
        issued.append(staff_contacts.keep(address=address, actor=actor, at=timezone.now()))

    answer = done(request, keep, before=count)
    for each in issued:  # after the commit: a code that is undone is sent to nobody
        notifications.send_staff_code(each)
    return answer


@router.post(
    "/staff/me/mail/confirmation",
    response=answers(Done),
    summary="确认我的工作邮箱",
    openapi_extra=KEY_PARAMETER,
)
def confirm_work_mail(request: HttpRequest, payload: WorkMailCodeIn) -> HttpResponse:
    """Let the address count. A wrong code counts as a try, once for each key."""
    return done_or_counted(
        request,
        lambda: staff_contacts.confirm(
            code=payload.code, actor=actor_of(request), at=timezone.now()
        ),
        counted=StaffCodeWrong,
    )


@router.put(
    "/staff/me/mail/hours",
    response=answers(Done),
    summary="什么时候发到工作邮箱",
    openapi_extra=KEY_PARAMETER,
)
def keep_work_mail_hours(request: HttpRequest, payload: WorkMailHours) -> HttpResponse:
    """Keep when the caller wants to be told."""
    hours = staff_contacts.Hours(**payload.model_dump())
    return done(
        request,
        lambda: staff_contacts.keep_hours(hours=hours, actor=actor_of(request), at=timezone.now()),
    )


@router.delete(
    "/staff/me/mail",
    response=answers(Done),
    summary="移除我的工作邮箱",
    openapi_extra=KEY_PARAMETER,
)
def remove_work_mail(request: HttpRequest) -> HttpResponse:
    """Send nothing more to the caller; gone already is as good."""
    return done(request, lambda: staff_contacts.remove(actor=actor_of(request), at=timezone.now()))


@router.get(
    "/staff/members/{uuid:staff_id}/mail", response=answers(WorkMailOut), summary="人员的工作邮箱"
)
def get_staff_mail(request: HttpRequest, staff_id: UUID) -> dict[str, Any]:
    """Return where somebody in the caller's reach is told; for administrators of staff."""
    with read_only():
        return _mail(staff_contacts.shown_of(staff_id, actor_of(request)))


@router.put(
    "/staff/members/{uuid:staff_id}/mail",
    response=answers(Done),
    summary="登记人员的工作邮箱",
    openapi_extra=KEY_PARAMETER,
)
def set_staff_mail(request: HttpRequest, staff_id: UUID, payload: WorkMailIn) -> HttpResponse:
    """Set the work mail of somebody in the caller's reach; it counts at once."""
    return done(
        request,
        lambda: staff_contacts.set_for(
            staff_id=staff_id,
            address=payload.address,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.delete(
    "/staff/members/{uuid:staff_id}/mail",
    response=answers(Done),
    summary="移除人员的工作邮箱",
    openapi_extra=KEY_PARAMETER,
)
def remove_staff_mail(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Send nothing more to somebody in the caller's reach."""
    return done(
        request,
        lambda: staff_contacts.remove(
            staff_id=staff_id, actor=actor_of(request), at=timezone.now()
        ),
    )
