# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whoever shows a citizen's data to staff or to a system says so here, before the answer leaves."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from yiwang.foundation.actors import Actor
from yiwang.identity.enums import Purpose
from yiwang.identity.models import RecentRead
from yiwang.ledger import services as ledger
from yiwang.ledger.events import Fact, PersonalDataRead

WITHIN = timedelta(minutes=10)
"""The same reader, person, case and purpose within so long is one read: pages are reloaded."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody whose data an answer shows.

    :param person_id: a natural or a legal person; nobody when None
    :param case_id: the case in which they are shown
    """

    person_id: UUID | None
    case_id: UUID | None = None


def note_reads(
    seen: Iterable[Seen], *, actor: Actor, purpose: str, at: datetime, also: Sequence[Fact] = ()
) -> int:
    """Write down that an actor was shown somebody's data; return how many facts that made.

    Citizens at their own matters and processes of our own leave no trace. Call it outside
    ``read_only``: it commits before the answer leaves, or the answer does not leave.

    :param purpose: a code, from the page or the operation, never from what somebody typed
    :param also: further facts, written when any of the reads is new
    """
    if actor.is_citizen or actor.is_system:
        return 0
    wanted = {
        _key(each, actor, purpose): PersonalDataRead(
            person_id=each.person_id, purpose=purpose, case_id=each.case_id
        )
        for each in seen
        if each.person_id is not None
    }
    if not wanted:
        return 0
    with transaction.atomic():
        fresh = _not_lately(sorted(wanted), at)
        facts = [*also, *(wanted[key] for key in fresh)] if fresh else []
        if facts:
            ledger.append(
                *facts, actor=actor, at=at, region_code=actor.division_code, purpose=purpose
            )
    return len(facts)


def note_shared(*, person_id: UUID, actor: Actor, at: datetime, region_code: str) -> None:
    """Write down that a citizen was shown what another citizen shared with them."""
    read = PersonalDataRead(person_id=person_id, purpose=Purpose.CO_APPLICATION)
    key = _key(Seen(person_id), actor, Purpose.CO_APPLICATION)
    with transaction.atomic():
        if _not_lately([key], at):
            ledger.append(
                read, actor=actor, at=at, region_code=region_code, purpose=Purpose.CO_APPLICATION
            )


def forget_recent_reads(*, at: datetime) -> int:
    """Delete what is no longer needed to tell a reload from a new read; return how much."""
    return RecentRead.objects.filter(read_at__lte=at - WITHIN).delete()[0]


def _key(seen: Seen, actor: Actor, purpose: str) -> bytes:
    reader = actor.account_id or actor.client_id
    parts = (reader, actor.post_id, purpose, seen.person_id, seen.case_id)
    return hashlib.sha256("|".join(map(str, parts)).encode()).digest()


_NOTE = """
    INSERT INTO identity_recent_read AS r (key, read_at)
    SELECT key, %(at)s FROM unnest(%(keys)s::bytea[]) AS key
    ON CONFLICT (key) DO UPDATE SET read_at = excluded.read_at
        WHERE r.read_at <= %(since)s OR r.read_at > excluded.read_at
    RETURNING key
"""


def _not_lately(keys: list[bytes], at: datetime) -> list[bytes]:
    """Return the keys that were not read lately, and take them down; two at once, one wins."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, {"keys": keys, "at": at, "since": at - WITHIN})
        return [bytes(key) for (key,) in cursor.fetchall()]
