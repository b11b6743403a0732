# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What one wants to be told of and how, the browsers to be woken, and what was sent."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.cases import selectors as cases
from yiwang.cases.services import reading
from yiwang.foundation.web.database import read_only
from yiwang.notifications import selectors as notifications
from yiwang.notifications import services
from yiwang.notifications.enums import DispatchState, Way
from yiwang.rest import paging
from yiwang.rest.auth import CITIZEN, PEOPLE, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done
from yiwang.rest.schemas import Cursor, Done, Line, LongPageSize, Out, Strict, answers

router = Router(tags=["消息 messages"], auth=CITIZEN)

Hour = Annotated[int, Field(ge=0, le=23)]
Key = Annotated[str, StringConstraints(max_length=100, pattern=r"^[A-Za-z0-9_-]*$")]
Endpoint = Annotated[str, StringConstraints(max_length=600, pattern=r"^[!-~]+$")]
Choice = Annotated[str, StringConstraints(max_length=24, pattern=r"^[a-z_]+:[a-z_]+$")]


class BrowserOut(Out):
    """A browser that is woken when there is a message."""

    id: UUID
    device: str
    created_at: datetime


class MessageSettingsOut(Out):
    """What somebody chose; the inbox is always on."""

    off: list[str] = Field(description="Switched off, each group:way.")
    choices: list[str] = Field(description="All that can be switched off.")
    quiet_from: int
    quiet_to: int
    is_digest: bool
    language: str
    gets_copies: bool = Field(description="Of what firms are told about cases filed for them.")
    browsers: list[BrowserOut]
    push_key: str = Field(description="Application server key for the Push API.")


class MessageSettingsIn(Strict):
    off: Annotated[list[Choice], Field(max_length=60)] = []
    quiet_from: Hour = 22
    quiet_to: Annotated[Hour, Field(description="The same hour as quiet_from: no quiet.")] = 8
    is_digest: bool = False
    language: Line = "zh-hans"
    gets_copies: Annotated[
        bool, Field(description="One's own; of no effect while acting for a firm.")
    ] = False


class BrowserIn(Strict):
    """What PushManager.subscribe gave."""

    endpoint: Endpoint
    public_key: Key
    secret: Key
    device: Line = ""


class SentMessageOut(Out):
    """One way of one message; no address."""

    kind: str
    title: str
    way: Way
    state: DispatchState
    outcome: str
    attempts: int
    at: datetime
    is_copy: bool = Field(description="For the person who filed the case for the firm.")


class SentMessagesOut(Out):
    items: list[SentMessageOut]
    next_cursor: str


@router.get("/messages/settings", response=answers(MessageSettingsOut), summary="消息设置")
def get_message_settings(request: HttpRequest) -> dict[str, Any]:
    """Return what the citizen chose for themselves, or for the firm that they act for."""
    actor = actor_of(request)
    owner_id = services.preferring.chooser(actor)
    is_firm = actor.legal_person_id is not None
    with read_only():
        chosen = notifications.own_preference(owner_id, at=timezone.now())
        return {
            "off": chosen.off,
            "choices": sorted(services.preferring.CHOICES),
            "quiet_from": chosen.quiet_from,
            "quiet_to": chosen.quiet_to,
            "is_digest": chosen.is_digest,
            "language": chosen.language,
            "gets_copies": chosen.gets_copies,
            "browsers": [] if is_firm else notifications.own_browsers(owner_id),
            "push_key": "" if is_firm else services.preferring.push_key(),
        }


@router.post(
    "/messages/settings",
    response=answers(Done),
    summary="修改消息设置",
    openapi_extra=KEY_PARAMETER,
)
def keep_message_settings(request: HttpRequest, payload: MessageSettingsIn) -> HttpResponse:
    """Keep what the citizen chooses for themselves, or for the firm that they act for."""
    wishes = services.preferring.Wishes(**payload.model_dump())
    return done(
        request,
        lambda: services.preferring.keep(wishes=wishes, actor=actor_of(request), at=timezone.now()),
    )


@router.post(
    "/messages/browsers",
    response=answers(Done),
    summary="登记接收推送的浏览器",
    openapi_extra=KEY_PARAMETER,
)
def add_browser(request: HttpRequest, payload: BrowserIn) -> HttpResponse:
    """Let a browser be woken; only known push services are called."""
    browser = services.preferring.Browser(payload.endpoint, payload.public_key, payload.secret)
    return done(
        request,
        lambda: services.preferring.add_browser(
            browser=browser, device=payload.device, actor=actor_of(request), at=timezone.now()
        ),
    )


@router.post(
    "/messages/browsers/{uuid:browser_id}/removal",
    response=answers(Done),
    summary="移除浏览器",
    openapi_extra=KEY_PARAMETER,
)
def remove_browser(request: HttpRequest, browser_id: UUID) -> HttpResponse:
    """Wake a browser no more."""
    return done(
        request,
        lambda: services.preferring.remove_browser(browser_id=browser_id, actor=actor_of(request)),
    )


@router.get(
    "/cases/{uuid:case_id}/messages",
    response=answers(SentMessagesOut),
    summary="办件的消息记录",
    auth=PEOPLE,
)
def list_case_messages(
    request: HttpRequest, case_id: UUID, cursor: Cursor = "", limit: LongPageSize = 100
) -> dict[str, Any]:
    """Return what was sent about a case, newest first: on which way, when, with what outcome."""
    actor, place = actor_of(request), paging.opened("case-messages", cursor)
    if actor.is_staff:
        reading.open_case(case_id=case_id, actor=actor, at=timezone.now())
    with read_only():
        case = cases.case(case_id, actor)
        found = notifications.sent_about(case.pk, cursor=place, limit=limit)
    return {
        "items": found.rows,
        "next_cursor": paging.sealed("case-messages", found.next_cursor),
    }
