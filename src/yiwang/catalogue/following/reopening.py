# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Reopen the lists that a base item took along when it was withdrawn, and only those.

They come back as they were, fitted to the base version that is published; each department is told.
A list that its department had withdrawn before stays withdrawn, and so does one whose level the
item no longer exercises.
"""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from yiwang.catalogue import figures
from yiwang.catalogue.enums import ProjectType
from yiwang.catalogue.following import facts
from yiwang.catalogue.following.lists import Coming, Leaving, coming_lists, tell, write_coming
from yiwang.catalogue.models import BaseItemVersion, ClosedWithBase
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger

_NOTE: Final = """
INSERT INTO catalogue_closed_with_base (implementation_id, version_id, base_item_id, closed_on)
SELECT id, current_id, base_item_id, %(on)s::date FROM catalogue_implementation
 WHERE base_item_id = %(item)s::uuid AND state = 'open' AND current_id IS NOT NULL
"""
_CLOSED: Final = """
SELECT v.id, l.id, v.content::text, v.effective_from, NULL::date,
       l.department_id, l.region_code, l.level, l.code, l.is_online, l.is_immediate,
       (SELECT max(n.number) FROM catalogue_implementation_version n
         WHERE n.implementation_id = l.id AND n.state <> 'draft')
  FROM catalogue_closed_with_base c
  JOIN catalogue_implementation l ON l.id = c.implementation_id
  JOIN catalogue_implementation_version v ON v.id = c.version_id
 WHERE c.base_item_id = %(item)s::uuid AND l.state = 'withdrawn' AND l.current_id = c.version_id
 ORDER BY l.id FOR UPDATE OF l
"""
_OPEN: Final = """
UPDATE catalogue_implementation AS l
   SET current_id = v.id, state = 'open', is_online = v.is_online,
       is_immediate = v.project_type = %(immediate)s
  FROM catalogue_implementation_version v
 WHERE v.id = ANY (%(ids)s::uuid[]) AND l.id = v.implementation_id
"""


def note_closed(base_item_id: UUID, *, on: date) -> None:
    """Note which lists are open before their base item closes them."""
    ClosedWithBase.objects.filter(base_item_id=base_item_id).delete()
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, {"item": base_item_id, "on": on})


def closed_lists(base_item_ids: Sequence[UUID]) -> int:
    """Return how many lists the withdrawal of these base items closed that are still closed."""
    rows = ClosedWithBase.objects.filter(
        base_item_id__in=list(base_item_ids), implementation__state="withdrawn"
    )
    return rows.count()


def reopen_lists(*, base: BaseItemVersion, actor: Actor, at: datetime) -> int:
    """Reopen what the withdrawal closed, under the version that has just been published.

    Runs in the caller's transaction: all lists come back, or none.

    :returns: how many lists are open again
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(_CLOSED, {"item": base.base_item_id})
        closed = [Leaving(*row) for row in cursor.fetchall()]
    coming = [one for one in coming_lists(closed, base) if one.version_id is not None]
    ClosedWithBase.objects.filter(base_item_id=base.base_item_id).delete()
    if not coming:
        return 0
    write_coming(coming, base, at)
    with connection.cursor() as cursor:
        ids = [one.version_id for one in coming]
        cursor.execute(_OPEN, {"ids": ids, "immediate": ProjectType.IMMEDIATE.value})
    figures.recount(sorted({one.leaving.region_code for one in coming}))
    tell(coming, base, at)
    ledger.append(_fact(coming, base, at), actor=actor, at=at)
    return len(coming)


def _fact(coming: Sequence[Coming], base: BaseItemVersion, at: datetime) -> facts.ListsReopened:
    lines = sorted(f"{one.leaving.code} {one.columns['content_sha256']}\n" for one in coming)
    return facts.ListsReopened(
        base_item_id=base.base_item_id,
        base_version_id=base.id,
        lists=len(coming),
        effective_from=base.effective_from or timezone.localdate(at),
        lists_sha256=hashlib.sha256("".join(lines).encode()).hexdigest(),
    )
