# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about one's own messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from yiwang.foundation.actors import Actor
from yiwang.notifications import kinds
from yiwang.notifications.models import Message

COUNTED_AT_MOST = 100
"""Beyond this the badge shows "99+"."""


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message in the words of the reader's language."""

    id: UUID
    kind: str
    title: str
    text: str
    link: str
    created_at: datetime
    is_read: bool
    needs_action: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of messages, newest first, and where the next ones start ("" at the end)."""

    rows: Sequence[ShownMessage]
    next_cursor: str


def inbox(
    actor: Actor, *, cursor: str = "", limit: int = 20, is_unread_only: bool = False
) -> Inbox:
    """Return a page of the actor's messages.

    :param limit: 1 to 100
    """
    limit = max(1, min(limit, 100))
    mine = Message.objects.visible_to(actor)
    if is_unread_only:
        mine = mine.unread()
    if place := _place(cursor):
        at, last_id = place
        mine = mine.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=last_id))
    rows = list(mine.order_by("-created_at", "-id")[: limit + 1])
    more = rows[limit - 1] if len(rows) > limit else None
    return Inbox(
        [_shown(row) for row in rows[:limit]],
        f"{more.created_at.isoformat()}_{more.id}" if more else "",
    )


def unread_count(actor: Actor) -> int:
    """Return how many messages the actor has not read; at most 100."""
    return Message.objects.visible_to(actor).unread()[:COUNTED_AT_MOST].count()


def _shown(row: Message) -> ShownMessage:
    title, text = kinds.words(row.kind, row.params)
    return ShownMessage(
        id=row.id,
        kind=row.kind,
        title=title,
        text=text,
        link=row.link,
        created_at=row.created_at,
        is_read=row.read_at is not None,
        needs_action=kinds.KINDS.get(row.kind, kinds.GIVEN_UP).needs_action,
    )


def _place(cursor: str) -> tuple[datetime, UUID] | None:
    moment, _separator, last_id = cursor.partition("_")
    try:
        at, last = datetime.fromisoformat(moment), UUID(last_id)
    except ValueError:
        return None
    return (at, last) if at.tzinfo else None
