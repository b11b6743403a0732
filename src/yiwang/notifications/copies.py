# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Copies of what a firm is told, for the person who filed the case for it and asked for them.

A copy is a message of its own: in the person's own inbox, on the ways and at the hours that they
chose. Who filed what is known above; the room that knows registers how to ask it. Whoever may no
longer act for the firm gets none.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yiwang.identity import selectors as identity
from yiwang.identity.enums import HandlerRight
from yiwang.identity.errors import AccountNotFound, NoMandate
from yiwang.notifications import routing
from yiwang.notifications.models import Message, Preference
from yiwang.notifications.models.messages import COPY


@dataclass(frozen=True, slots=True)
class Filer:
    """Who filed a case for a firm, with which account."""

    firm_id: UUID
    person_id: UUID
    account_id: UUID


Finder = Callable[[Collection[UUID]], Mapping[UUID, Filer]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Let a room say who filed cases for firms, by case."""
    _finders.append(finder)


def make(waiting: Iterable[Message], *, at: datetime) -> int:
    """Write the copies of messages that are being planned; a copy is never copied.

    :return: how many there were; each is made once, however often it is tried
    """
    about = {
        message: case_id
        for message in waiting
        if not message.is_copy and (case_id := routing.case_of(message.link)) is not None
    }
    filers = _wanting(set(about.values()))
    made = [
        _copy(message, filers[case_id], at=at)
        for message, case_id in about.items()
        if case_id in filers and filers[case_id].firm_id == message.recipient_id
    ]
    if made:
        Message.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _wanting(case_ids: Collection[UUID]) -> dict[UUID, Filer]:
    """Return who wants copies and may still follow what goes on for the firm, by case."""
    if not case_ids:
        return {}
    filed = {case_id: one for find in _finders for case_id, one in find(case_ids).items()}
    if not filed:
        return {}
    people = {one.person_id for one in filed.values()}
    rows = Preference.objects.filter(pk__in=people, gets_copies=True)
    wanting = set(rows.values_list("person_id", flat=True))
    asked = {one for one in filed.values() if one.person_id in wanting}
    allowed = {one for one in asked if _may_follow(one)}
    return {case_id: one for case_id, one in filed.items() if one in allowed}


def _may_follow(filer: Filer) -> bool:
    try:
        actor = identity.actor_for_account(filer.account_id, acting_for=filer.firm_id)
    except (AccountNotFound, NoMandate):
        return False
    return actor.may_for_principal(HandlerRight.TRACK)


def _copy(message: Message, filer: Filer, *, at: datetime) -> Message:
    return Message(
        recipient_id=filer.person_id,
        region_code=message.region_code,
        kind=message.kind,
        params=message.params,
        link=message.link,
        source_key=f"{COPY}{message.pk}",
        created_at=at,
    )
