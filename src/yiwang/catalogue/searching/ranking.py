# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Rank base items, place the best of them, and say what a page shows of a few."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from yiwang.catalogue.enums import ServiceObject
from yiwang.catalogue.placing import (
    EVERY_ITEM,
    LEAST_SHARE,
    MOST_PLACED,
    WELL_FOUND,
    Found,
    ItemHit,
    Narrowing,
    placed_items,
)
from yiwang.catalogue.regions import Reach
from yiwang.catalogue.searching.kept import Entry, KeptIndex
from yiwang.catalogue.searching.placements import Placed, Placements
from yiwang.catalogue.searching.scoring import Scores

_GIVEN: Final = """
SELECT base_item_id, score FROM unnest(%(items)s::uuid[], %(scores)s::float8[])
    AS given (base_item_id, score)
"""


class Ranked(NamedTuple):
    """A base item with its score and where it is handled; enough to count, not to show."""

    entry: Entry
    score: float
    place: Placed

    @property
    def base_item_id(self) -> UUID:
        return self.entry.id

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def department_id(self) -> UUID:
        return self.place.department_id

    @property
    def department_name(self) -> str:
        return self.place.department_name

    @property
    def themes(self) -> tuple[str, ...]:
        return self.entry.themes

    @property
    def level(self) -> int:
        return self.place.level

    @property
    def is_online(self) -> bool:
        return self.place.is_online


def is_by_list(narrowing: Narrowing) -> bool:
    """Tell whether a narrowing asks for something of the list, not of the base item alone."""
    return bool(narrowing.department_id or narrowing.online_only or narrowing.least_stars)


def ranked_entries(
    scores: Scores, index: KeptIndex, scopes: Collection[str], narrowing: Narrowing
) -> list[tuple[Entry, float]]:
    """Return the best of the scored items that a place's catalogues hold, best first. Pure.

    The same as ``placing.placed_items`` does in SQL, before anything is placed.
    """
    preferred = narrowing.preferred if narrowing.preferred in ServiceObject.values else ""
    found = [
        (entry, score)
        for item_id, score in scores.items()
        if (entry := index.entries.get(item_id)) is not None and entry.scope_code in scopes
    ]
    best = max((score for _entry, score in found), default=0.0)
    least = LEAST_SHARE * best
    telling = min(1.0, best / WELL_FOUND) if best else 1.0
    chosen = [
        (
            entry,
            score
            + telling * entry.standing
            - (bool(preferred) and preferred not in entry.audiences),
        )
        for entry, score in found
        if score >= least and _fits(entry, narrowing)
    ]
    # Of names that fit as well, the shorter one says less that nobody asked for.
    chosen.sort(key=lambda pair: (-pair[1], len(pair[0].name), pair[0].name, pair[0].id))
    return chosen[:MOST_PLACED]


def placed(entries: Sequence[tuple[Entry, float]], placements: Placements) -> list[Ranked]:
    """Return those that a place is served with, each with the list that serves it."""
    return [
        Ranked(entry, score, place)
        for entry, score in entries
        if (place := placements.of(entry.id)) is not None
    ]


def hits(ranked: Iterable[Ranked], placements: Placements) -> list[ItemHit]:
    """Return ranked items as pages show them. Pure.

    :param placements: of the place that they were placed for
    """
    return [
        ItemHit(
            base_item_id=one.entry.id,
            name=one.entry.name,
            item_type=one.entry.item_type,
            is_applied_for=one.entry.is_applied_for,
            audiences=one.entry.audiences,
            themes=one.entry.themes,
            score=one.score,
            level=one.place.level,
            is_here=one.place.is_here,
            is_online=one.place.is_online,
            department_id=one.place.department_id,
            department_name=one.place.department_name,
            **listed._asdict(),
        )
        for one in ranked
        # Places are read anew when many others were asked for meanwhile, and then know the latest.
        if (listed := placements.listed(one.entry.id)) is not None
    ]


def hits_by_list(scores: Scores | None, reach: Reach, narrowing: Narrowing) -> list[ItemHit]:
    """Return what fits a narrowing that asks for something of the lists; one query.

    :param scores: None for every item
    """
    if scores is None:
        return placed_items(EVERY_ITEM, reach, narrowing)
    given: Mapping[str, Any] = {"items": list(scores), "scores": list(scores.values())}
    return placed_items(Found(_GIVEN, given), reach, narrowing)


def _fits(entry: Entry, narrowing: Narrowing) -> bool:
    audience = narrowing.audience if narrowing.audience in ServiceObject.values else ""
    return (
        (not audience or audience in entry.audiences)
        and (not narrowing.theme or narrowing.theme in entry.themes)
        and (not narrowing.topic or narrowing.topic in entry.topics)
        and (not narrowing.applied_for_only or entry.is_applied_for)
    )
