# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A zone: a topic of life with its everyday entry, steps, and what others offer. Queries only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from yiwang.catalogue import browsing
from yiwang.catalogue.models import LifeStep, Topic
from yiwang.catalogue.placing import ItemHit, Narrowing
from yiwang.catalogue.zone_refusals import TopicNotFound
from yiwang.catalogue.zones import outside
from yiwang.catalogue.zones.outside import OutsideEntry

MOST_POPULAR: Final = 8
MOST_IN_A_STEP: Final = 12
MOST_PHRASES: Final = 12

_PHRASES: Final = """
SELECT best.phrase
  FROM (SELECT DISTINCT ON (p.base_item_id) p.base_item_id, p.phrase
          FROM catalogue_search_phrase p
         WHERE p.base_item_id = ANY(%s::uuid[]) AND p.kind = 'synonym'
           AND char_length(p.phrase) BETWEEN 3 AND 8
         ORDER BY p.base_item_id, p.weight DESC, char_length(p.phrase), p.phrase) AS best
 GROUP BY best.phrase
 ORDER BY min(array_position(%s::uuid[], best.base_item_id)) LIMIT %s
"""
"""One way to say what each item is, so that the words of a zone speak of many items."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of life and the items of the topic that belong to it here."""

    name: str
    items: Sequence[ItemHit]
    left_out: int


@dataclass(frozen=True, slots=True)
class Zone:
    """Everything that the page of a topic shows for a place.

    :ivar phrases: how people say what they want; each is a search
    """

    code: str
    name: str
    icon: str
    phrases: Sequence[str]
    popular: Sequence[ItemHit]
    steps: Sequence[Step]
    outside: Sequence[OutsideEntry]
    items: Sequence[ItemHit]


def zone(topic: str, region_code: str) -> Zone:
    """Return a topic's zone for a place; five queries, however many items there are.

    :raises TopicNotFound: there is no such topic
    :raises InvalidDivisionCode: the code cannot be that of a division
    """
    found = Topic.objects.filter(pk=topic[:40]).first()
    if found is None:
        raise TopicNotFound
    hits = [
        hit for hit in browsing.items(region_code, Narrowing(topic=topic)) if hit.is_applied_for
    ]
    rows = LifeStep.objects.filter(topic_id=topic).order_by("position")
    steps = [_step(row.name, row.words, hits) for row in rows]
    return Zone(
        code=found.code,
        name=found.name,
        icon=found.icon,
        phrases=_phrases(hits),
        popular=hits[:MOST_POPULAR],
        steps=[step for step in steps if step.items],
        outside=outside.entries_for(topic, region_code),
        items=hits,
    )


def _step(name: str, words: Sequence[str], hits: Sequence[ItemHit]) -> Step:
    fitting = [hit for hit in hits if any(word in hit.name for word in words)]
    shown = fitting[:MOST_IN_A_STEP]
    return Step(name, shown, len(fitting) - len(shown))


def _phrases(hits: Sequence[ItemHit]) -> list[str]:
    ids = [hit.base_item_id for hit in hits[:40]]
    with connection.cursor() as cursor:
        cursor.execute(_PHRASES, [ids, ids, MOST_PHRASES])
        return [phrase for (phrase,) in cursor.fetchall()]
