# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Running a place's site and the entries of its zones, for programs."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue import services
from yiwang.catalogue.enums import OutsideState, WindowNoticeState
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.organizations.errors import NotInYourReach
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.public.zones import WindowNoticeOut
from yiwang.rest.schemas import DivisionCode, Done, Id, Line, Out, SomeText, Strict, Text, answers

router = Router(tags=["窗口维护 windows"], auth=STAFF)


class BrandIn(Strict):
    """What a site is called and looks like."""

    title: Line
    slogan: Line = ""
    colour: Line = "celadon"
    emblem_id: Id | None = Field(
        default=None, description="A picture sent with POST /files, or the present emblem."
    )


class NoticeIn(Strict):
    """A notice; plain text."""

    title: Line
    body: SomeText
    expires_on: Annotated[date | None, Field(strict=False)] = None
    for_own_department: bool = False


class OutsideIn(Strict):
    """An entry that leads to another institution's site."""

    topic: Line
    institution: Line
    owner_name: Line
    title: Line
    summary: Text = ""
    url: Annotated[str, Field(max_length=500, pattern=r"^[!-~]+$")]
    also_called: Line = Field("", description="What people call it beside its title, 、 between.")


class OutsideNamesIn(Strict):
    """What people call an entry beside its title."""

    also_called: Line = Field(description="At most six, with 、 between; empty for none.")


class LinkTask(Out):
    """A link that leads nowhere, to be put right or retired."""

    outside_id: UUID
    title: str
    url: str
    department_id: UUID
    found: str = Field(description="What the check found: unreachable, http_404 …")
    opened_at: datetime
    due_on: date
    reopened: int = Field(description="How often it had been closed before.")
    seen_at: datetime | None


class LinkTasks(Out):
    items: list[LinkTask]


class LinkTasksSeenIn(Strict):
    """The entries whose message has been read."""

    outside_ids: list[Id] = Field(max_length=200)


class OutsideJudgementIn(Strict):
    """What becomes of an entry."""

    state: Literal["approved", "refused", "retired"]
    reason: Line = ""


class NoticeStateIn(Strict):
    state: Literal["published", "withdrawn"]


class KeptNotice(WindowNoticeOut):
    """A notice as its editors see it."""

    state: str


class KeptNotices(Out):
    items: list[KeptNotice]


class KeptEntry(Out):
    """An entry as its editors see it, with what the last check of its link found."""

    id: UUID
    region_code: str
    topic_id: str
    institution: str
    owner_name: str
    title: str
    summary: str
    url: str
    also_called: str
    state: str
    reason: str
    health: str
    found: str
    checked_at: datetime | None


class KeptEntries(Out):
    items: list[KeptEntry]


def _editor(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if actor.rights.isdisjoint({Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH}):
        raise NotInYourReach
    return actor


def _done(request: HttpRequest, act: Callable[[], object]) -> HttpResponse:
    def once() -> dict[str, Any]:
        act()
        return {"done": True}

    return perform(request, once)


@router.put(
    "/windows/{division_code}/brand",
    response=answers(Done),
    summary="窗口样式",
    openapi_extra=KEY_PARAMETER,
)
def put_brand(request: HttpRequest, division_code: DivisionCode, payload: BrandIn) -> HttpResponse:
    """Give a place's site its name, colour and emblem."""
    actor = _editor(request)
    return _done(
        request,
        lambda: services.set_brand(
            region_code=division_code, actor=actor, at=timezone.now(), **payload.model_dump()
        ),
    )


@router.get(
    "/windows/{division_code}/notices", response=answers(KeptNotices), summary="窗口公告管理"
)
def list_kept_notices(request: HttpRequest, division_code: DivisionCode) -> dict[str, Any]:
    """Return the notices of a site: drafts, published, taken down."""
    actor = _editor(request)
    with read_only():
        return {"items": catalogue.windows.notices_kept(division_code, actor)}


@router.post(
    "/windows/{division_code}/notices",
    response=answers(Done),
    summary="写公告",
    openapi_extra=KEY_PARAMETER,
)
def post_notice(
    request: HttpRequest, division_code: DivisionCode, payload: NoticeIn
) -> HttpResponse:
    """Write a notice as a draft."""
    actor = _editor(request)
    return _done(
        request,
        lambda: services.write_notice(
            region_code=division_code,
            title=payload.title,
            body=payload.body,
            expires_on=payload.expires_on,
            department_id=actor.department_id if payload.for_own_department else None,
            actor=actor,
            at=timezone.now(),
        ),
    )


@router.put(
    "/windows/notices/{uuid:notice_id}/state",
    response=answers(Done),
    summary="发布或撤下公告",
    openapi_extra=KEY_PARAMETER,
)
def put_notice_state(request: HttpRequest, notice_id: UUID, payload: NoticeStateIn) -> HttpResponse:
    """Publish a notice, or take it down."""
    actor = _editor(request)
    state = WindowNoticeState(payload.state)
    return _done(
        request,
        lambda: services.move_notice(
            notice_id=notice_id, state=state, actor=actor, at=timezone.now()
        ),
    )


@router.get("/outside-services", response=answers(KeptEntries), summary="外部服务管理")
def list_kept_entries(request: HttpRequest) -> dict[str, Any]:
    """Return the entries that the caller answers for or decides, those that wait first."""
    actor = _editor(request)
    with read_only():
        return {"items": catalogue.outside.entries_kept_by(actor)}


@router.post(
    "/outside-services", response=answers(Done), summary="提出外部服务", openapi_extra=KEY_PARAMETER
)
def post_outside(request: HttpRequest, payload: OutsideIn) -> HttpResponse:
    """Propose an entry for the caller's own place; somebody else approves it."""
    actor = _editor(request)
    entry = services.NewEntry(region_code=actor.division_code, **payload.model_dump())
    return _done(
        request,
        lambda: services.propose_outside(entry=entry, actor=actor, at=timezone.now()),
    )


@router.put(
    "/outside-services/{uuid:outside_id}/names",
    response=answers(Done),
    summary="外部服务的别名",
    openapi_extra=KEY_PARAMETER,
)
def put_outside_names(
    request: HttpRequest, outside_id: UUID, payload: OutsideNamesIn
) -> HttpResponse:
    """Say what people call an entry beside its title; search knows it at once."""
    actor = _editor(request)
    return _done(
        request,
        lambda: services.call_outside(
            outside_id=outside_id, names=payload.also_called, actor=actor, at=timezone.now()
        ),
    )


@router.get("/outside-services/tasks", response=answers(LinkTasks), summary="失效网址任务")
def list_link_tasks(request: HttpRequest) -> dict[str, Any]:
    """Return the open tasks about dead links, the most urgent first."""
    actor = _editor(request)
    with read_only():
        rows = catalogue.link_tasks.tasks_of(actor)
        return {
            "items": [
                {
                    "outside_id": row.outside_id,
                    "title": row.outside.title,
                    "url": row.outside.url,
                    "department_id": row.department_id,
                    "found": row.found,
                    "opened_at": row.opened_at,
                    "due_on": row.due_on,
                    "reopened": row.reopened,
                    "seen_at": row.seen_at,
                }
                for row in rows
            ]
        }


@router.post(
    "/outside-services/tasks/seen",
    response=answers(Done),
    summary="失效网址任务已读",
    openapi_extra=KEY_PARAMETER,
)
def see_link_tasks(request: HttpRequest, payload: LinkTasksSeenIn) -> HttpResponse:
    """Mark messages about dead links of the caller's own department as read."""
    actor = _editor(request)
    return _done(
        request,
        lambda: services.see_link_tasks(
            outside_ids=payload.outside_ids, actor=actor, at=timezone.now()
        ),
    )


@router.put(
    "/outside-services/{uuid:outside_id}/state",
    response=answers(Done),
    summary="审核外部服务",
    openapi_extra=KEY_PARAMETER,
)
def put_outside_state(
    request: HttpRequest, outside_id: UUID, payload: OutsideJudgementIn
) -> HttpResponse:
    """Approve, refuse or retire an entry."""
    actor = _editor(request)
    return _done(
        request,
        lambda: services.judge_outside(
            outside_id=outside_id,
            state=OutsideState(payload.state),
            reason=payload.reason,
            actor=actor,
            at=timezone.now(),
        ),
    )
