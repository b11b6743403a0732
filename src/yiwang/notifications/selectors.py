# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about one's own messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from yiwang.foundation.actors import Actor
from yiwang.notifications import kinds, wording
from yiwang.notifications.enums import DispatchState, Way
from yiwang.notifications.models import Dispatch, Message, Preference, PushSubscription

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
    is_copy: bool


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
    title, text = wording.words(row.kind, row.params)
    return ShownMessage(
        id=row.id,
        kind=row.kind,
        title=title,
        text=text,
        link=row.link,
        created_at=row.created_at,
        is_read=row.read_at is not None,
        needs_action=kinds.KINDS.get(row.kind, kinds.GIVEN_UP).needs_action,
        is_copy=row.is_copy,
    )


def _place(cursor: str) -> tuple[datetime, UUID] | None:
    moment, _separator, last_id = cursor.partition("_")
    try:
        at, last = datetime.fromisoformat(moment), UUID(last_id)
    except ValueError:
        return None
    return (at, last) if at.tzinfo else None


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One way of one message, as the case's pages show it; no address."""

    kind: str
    title: str
    way: str
    way_name: str
    state: str
    state_name: str
    outcome: str
    attempts: int
    at: datetime
    is_copy: bool


@dataclass(frozen=True, slots=True)
class SentPage:
    """Some of what was sent about a case, newest first; where the next begins, "" at the end."""

    rows: Sequence[SentMessage]
    next_cursor: str


def sent_about(case_id: UUID, *, cursor: str = "", limit: int = 100) -> SentPage:
    """Return what was sent about a case, on which way and with what outcome; one statement.

    The caller has made sure that whoever asks may see the case; PostgreSQL does, too.

    :param cursor: from the page before; anything else starts at the top
    :param limit: 1 to 100
    """
    limit = max(1, min(limit, 100))
    found = Dispatch.objects.filter(case_id=case_id)
    if place := _place(cursor):
        at, last_id = place
        found = found.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=last_id))
    rows = list(found.order_by("-created_at", "-id")[: limit + 1])
    more = rows[limit - 1] if len(rows) > limit else None
    next_cursor = f"{more.created_at.isoformat()}_{more.id}" if more else ""
    return SentPage([_sent(row) for row in rows[:limit]], next_cursor)


def _sent(row: Dispatch) -> SentMessage:
    return SentMessage(
        kind=row.kind,
        title=str(kinds.KINDS.get(row.kind, kinds.GIVEN_UP).title),
        way=row.way,
        way_name=str(row.get_way_display()),
        state=row.state,
        state_name=str(row.get_state_display()),
        outcome=row.outcome,
        attempts=row.attempts,
        at=row.settled_at or row.sent_at or row.created_at,
        is_copy=row.is_copy,
    )


def own_preference(person_id: UUID, *, at: datetime) -> Preference:
    """Return what a person or a firm chose; the usual where they chose nothing."""
    found = Preference.objects.filter(pk=person_id).first()
    return found or Preference(person_id=person_id, off=[], changed_at=at)


def own_browsers(person_id: UUID) -> list[PushSubscription]:
    """Return the browsers that a person lets us wake."""
    return list(PushSubscription.objects.filter(person_id=person_id).order_by("created_at"))


@dataclass(frozen=True, slots=True)
class WayHealth:
    """How one way does: counts of a time, nothing of anybody."""

    way: str
    way_name: str
    counts: Sequence[tuple[str, int]]
    total: int


def health(*, since: datetime) -> list[WayHealth]:
    """Return how many messages each way delivered, failed and still holds since a moment."""
    rows = (
        Dispatch.objects.filter(created_at__gte=since)
        .order_by()
        .values_list("way", "state")
        .annotate(number=Count("id"))
    )
    counted = {(way, state): number for way, state, number in rows}
    return [
        WayHealth(
            way=way.value,
            way_name=str(way.label),
            counts=[
                (str(state.label), counted.get((way.value, state.value), 0))
                for state in DispatchState
            ],
            total=sum(counted.get((way.value, state.value), 0) for state in DispatchState),
        )
        for way in Way
    ]
