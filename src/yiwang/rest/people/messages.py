# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages to the person or firm that a citizen acts for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.foundation.web.database import read_only
from yiwang.notifications import selectors as notifications
from yiwang.notifications import services as notification_services
from yiwang.rest import paging
from yiwang.rest.auth import CITIZEN, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Cursor, Done, Flag, Out, PageSize, answers

router = Router(tags=["消息 messages"], auth=CITIZEN)


class MessageOut(Out):
    """A message in the words of the reader's language."""

    id: UUID
    kind: str
    title: str
    text: str
    link: str = Field(description="Path of a page, empty for none.")
    created_at: datetime
    is_read: bool
    needs_action: bool
    is_copy: bool


class Inbox(Out):
    """A page of messages, newest first."""

    items: list[MessageOut]
    next_cursor: str


class UnreadOut(Out):
    unread: int = Field(description="At most 100.")


class ReadOut(Out):
    marked: int


@router.get("/messages", response=answers(Inbox), summary="消息列表")
def list_messages(
    request: HttpRequest,
    cursor: Cursor = "",
    limit: PageSize = 20,
    unread: Flag = False,
) -> dict[str, Any]:
    """Return messages, newest first."""
    place = paging.opened("messages", cursor)
    with read_only():
        page = notifications.inbox(
            actor_of(request), cursor=place, limit=limit, is_unread_only=unread
        )
    return {"items": page.rows, "next_cursor": paging.sealed("messages", page.next_cursor)}


@router.get("/messages/unread", response=answers(UnreadOut), summary="未读数量")
def count_unread(request: HttpRequest) -> dict[str, Any]:
    """Return how many messages are unread."""
    with read_only():
        return {"unread": notifications.unread_count(actor_of(request))}


@router.post(
    "/messages/{uuid:message_id}/read",
    response=answers(Done),
    summary="标为已读",
    openapi_extra=KEY_PARAMETER,
)
def mark_read(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Mark one message as read."""

    def act() -> dict[str, Any]:
        notification_services.mark_read(
            message_id=message_id, actor=actor_of(request), at=timezone.now()
        )
        return {"done": True}

    return perform(request, act)


@router.post(
    "/messages/read", response=answers(ReadOut), summary="全部已读", openapi_extra=KEY_PARAMETER
)
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """Mark every message as read; the answer says how many were new."""

    def act() -> dict[str, Any]:
        actor, at = actor_of(request), timezone.now()
        return {"marked": notification_services.mark_all_read(actor=actor, at=at)}

    return perform(request, act)
