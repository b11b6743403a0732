# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which titles items cite that the law corpus does not have, and what was settled of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection

from yiwang.catalogue.comparison import policies
from yiwang.catalogue.comparison.law_rules import nearest_title
from yiwang.catalogue.enums import TitleSettlement
from yiwang.catalogue.models import CitedTitle, Law
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import Forbidden

MOST_SHOWN: Final = 500
_WAITING: Final = """
SELECT f.evidence #>> '{found,law}' AS title, count(DISTINCT f.base_item_id) AS items,
       min(f.due_on) AS due_on, min(f.id::text) AS finding_id
  FROM catalogue_finding f
 WHERE f.rule = 'law-unknown' AND f.state IN ('open', 'contested', 'upheld')
 GROUP BY 1 ORDER BY items DESC, title LIMIT %s
"""
_CITING: Final = """
SELECT DISTINCT v.base_item_id FROM catalogue_base_version v
 WHERE v.state = 'published' AND v.effective_to IS NULL
   AND translate(v.content::text, '()', '（）') LIKE ANY (%s)
"""


@dataclass(frozen=True, slots=True)
class WaitingTitle:
    """A title that nobody has settled.

    :ivar items: how many base items cite it
    :ivar finding_id: one of its findings
    :ivar nearest: the law of the corpus that may be meant; "" when none is like it
    :ivar revision: 0 when it was never settled
    """

    title: str
    items: int
    due_on: date
    finding_id: UUID
    nearest: str
    revision: int


def waiting_titles(actor: Actor) -> list[WaitingTitle]:
    """Return what items cite and the corpus does not have, the most cited first.

    :raises Forbidden: the actor's post has nothing to do with findings
    """
    _check_reads(actor)
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [MOST_SHOWN])
        rows = cursor.fetchall()
    known = list(Law.objects.filter(is_newest=True).values_list("title", flat=True))
    revisions = dict(CitedTitle.objects.values_list("title", "revision"))
    return [
        WaitingTitle(
            title,
            items,
            due_on,
            UUID(finding_id),
            nearest_title(title, known),
            revisions.get(title, 0),
        )
        for title, items, due_on, finding_id in rows
    ]


def settled_titles(actor: Actor) -> list[CitedTitle]:
    """Return what was settled, the newest first.

    :raises Forbidden: the actor's post has nothing to do with findings
    """
    _check_reads(actor)
    rows = CitedTitle.objects.exclude(kind=TitleSettlement.OPEN)
    return list(rows.order_by("-settled_at", "title")[:MOST_SHOWN])


def citing(titles: Collection[str]) -> set[UUID]:
    """Return the base items in force whose elements name one of some titles."""
    if not titles:
        return set()
    patterns = [f"%{_plain(title)}%" for title in titles]
    with connection.cursor() as cursor:
        cursor.execute(_CITING, [patterns])
        return {item_id for (item_id,) in cursor.fetchall()}


def _check_reads(actor: Actor) -> None:
    if not policies.reads_findings(actor):
        raise Forbidden


def _plain(title: str) -> str:
    """Return a title so that nothing in it is a sign of a pattern."""
    return title.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
