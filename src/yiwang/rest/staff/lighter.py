# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Standing opinions, and the cases that staff follow."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import opinions, reading, watching
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, perform
from yiwang.rest.schemas import Done, Line, Out, SomeText, Strict, answers

router = Router(tags=["常用意见和关注 opinions and watching"], auth=STAFF)


class StandingOpinionIn(Strict):
    """Wording with places such as ``{办件号}`` that a case fills in."""

    title: Line
    words: SomeText
    item_code: Line = Field("", description="Only for this item; empty: for every one.")
    step_name: Line = Field("", description="Only at this step; empty: at every one.")


class OpinionOut(Out):
    id: UUID
    title: str
    words: str
    item_code: str
    step_name: str
    state: str
    owner_name: str


class OpinionId(Out):
    id: UUID


class OpinionList(Out):
    items: list[OpinionOut]


class FilledOpinion(Out):
    """An opinion as it reads in one case."""

    id: UUID
    title: str
    words: str
    is_own: bool


class FilledOpinions(Out):
    items: list[FilledOpinion]


class WatchedCase(Out):
    id: UUID
    number: str
    item_name: str
    state: str
    news: int


class InboxLine(Out):
    case_id: UUID
    case_number: str
    item_name: str
    kind: str
    title: str
    at: datetime
    is_new: bool


class Watching(Out):
    """What the caller follows, and what they were told."""

    items: list[WatchedCase]
    inbox: list[InboxLine]


@router.get("/opinions", response=answers(OpinionList), summary="常用意见")
def list_opinions(request: HttpRequest) -> dict[str, Any]:
    """Return the caller's own opinions, and those that the department shares."""
    with read_only():
        return {"items": cases.opinions.opinions(actor_of(request))}


@router.get(
    "/cases/{uuid:case_id}/opinions", response=answers(FilledOpinions), summary="办件可用的意见"
)
def list_opinions_for(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return what may be used at the waiting steps of a case, with its places filled in."""
    actor = actor_of(request)
    case = reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        names = [item.step_name for item in cases.open_items(case)]
        today = timezone.localdate()
        found = cases.opinions.opinions_for(actor, case, today=today, step_names=names)
        return {"items": found}


def _done(request: HttpRequest, command: Callable[..., object], **what: Any) -> HttpResponse:
    return done(request, lambda: command(actor=actor_of(request), at=timezone.now(), **what))


def _wording(payload: StandingOpinionIn) -> opinions.Wording:
    return opinions.Wording(payload.title, payload.words, payload.item_code, payload.step_name)


@router.post(
    "/opinions",
    response=answers(OpinionId, 201),
    summary="新写常用意见",
    openapi_extra=KEY_PARAMETER,
)
def add_opinion(request: HttpRequest, payload: StandingOpinionIn) -> HttpResponse:
    """Keep a new opinion of one's own."""

    def act() -> dict[str, Any]:
        made = opinions.save_opinion(
            wording=_wording(payload), actor=actor_of(request), at=timezone.now()
        )
        return {"id": str(made.pk)}

    return perform(request, act, status=201)


@router.put(
    "/opinions/{uuid:opinion_id}",
    response=answers(Done),
    summary="修改常用意见",
    openapi_extra=KEY_PARAMETER,
)
def change_opinion(
    request: HttpRequest, opinion_id: UUID, payload: StandingOpinionIn
) -> HttpResponse:
    """Change one's own opinion; a shared one is one's own again."""
    return _done(request, opinions.save_opinion, wording=_wording(payload), opinion_id=opinion_id)


@router.delete(
    "/opinions/{uuid:opinion_id}",
    response=answers(Done),
    summary="删除常用意见",
    openapi_extra=KEY_PARAMETER,
)
def delete_opinion(request: HttpRequest, opinion_id: UUID) -> HttpResponse:
    """Delete one's own opinion."""
    return _done(request, opinions.delete_opinion, opinion_id=opinion_id)


@router.post(
    "/opinions/{uuid:opinion_id}/offer",
    response=answers(Done),
    summary="推荐给本部门",
    openapi_extra=KEY_PARAMETER,
)
def offer_opinion(request: HttpRequest, opinion_id: UUID) -> HttpResponse:
    """Offer one's own opinion to the department."""
    return _done(request, opinions.offer_opinion, opinion_id=opinion_id)


@router.post(
    "/opinions/{uuid:opinion_id}/publication",
    response=answers(Done),
    summary="发布给本部门",
    openapi_extra=KEY_PARAMETER,
)
def publish_opinion(request: HttpRequest, opinion_id: UUID) -> HttpResponse:
    """Let the whole department use an offered opinion; for whoever decides there."""
    return _done(request, opinions.publish_opinion, opinion_id=opinion_id)


@router.post(
    "/opinions/{uuid:opinion_id}/taking-back",
    response=answers(Done),
    summary="不再通用",
    openapi_extra=KEY_PARAMETER,
)
def take_back_opinion(request: HttpRequest, opinion_id: UUID) -> HttpResponse:
    """Make a shared opinion its writer's own again."""
    return _done(request, opinions.take_back_opinion, opinion_id=opinion_id)


@router.get("/watching", response=answers(Watching), summary="我的关注")
def list_watched(request: HttpRequest) -> dict[str, Any]:
    """Return the cases that the caller follows, and what they were told, the last first."""
    actor = actor_of(request)
    with read_only():
        return {"items": cases.watching.watched(actor), "inbox": cases.watching.inbox(actor)}


@router.post(
    "/watching/seen", response=answers(Done), summary="标为已读", openapi_extra=KEY_PARAMETER
)
def mark_inbox_seen(request: HttpRequest) -> HttpResponse:
    """Take down that everything was read."""
    return _done(request, watching.note_seen)


@router.put(
    "/watching/{uuid:case_id}", response=answers(Done), summary="关注", openapi_extra=KEY_PARAMETER
)
def watch_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Follow a case that the caller may see."""
    return _done(request, watching.watch, case_id=case_id)


@router.delete(
    "/watching/{uuid:case_id}",
    response=answers(Done),
    summary="取消关注",
    openapi_extra=KEY_PARAMETER,
)
def unwatch_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Follow a case no longer."""
    return _done(request, watching.unwatch, case_id=case_id)
