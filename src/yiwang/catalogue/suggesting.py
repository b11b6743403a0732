# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Suggest items while somebody types: characters, pinyin or initials."""

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from yiwang.catalogue.queries import Query, read_query
from yiwang.catalogue.regions import reach_of
from yiwang.catalogue.searching.kept import Entry, KeptIndex, kept_index
from yiwang.catalogue.searching.outside import outside_suggested
from yiwang.catalogue.searching.stamps import index_stamp
from yiwang.foundation.shelf import Shelf

MOST_SUGGESTED: Final = 20
MOST_OUTSIDE: Final = 2
TEXTS_KEPT: Final = 8_000
_HALF_TYPED: Final = re.compile(r"^(?P<begun>[\u3400-\u9fff]+)(?P<letters>[a-z]+)$")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item that what was typed so far may mean, or a service of another institution.

    :ivar base_item_id: None for what another institution offers
    :ivar phrase: the name or everyday phrase that begins like it or holds it
    :ivar owner_name: the other institution; "" for items
    """

    base_item_id: UUID | None
    name: str
    phrase: str
    owner_name: str = ""


_kept: Shelf[list[Suggestion]] = Shelf(2 * TEXTS_KEPT)


def suggest(text: str, region_code: str, limit: int) -> list[Suggestion]:
    """Return what may be meant, the likeliest first; one query, none while nothing is typed."""
    query = read_query(text)
    if query.is_empty:
        return []
    reach = reach_of(region_code)
    stamp = index_stamp()
    index = kept_index(stamp)
    # Nearly all places share their catalogues and what others offer: one place works for all.
    scopes, offered = (frozenset(reach.chain) & known for known in (index.scopes, index.offered))
    limit = min(max(limit, 1), MOST_SUGGESTED)
    items = _kept.get((stamp, query.runs, "items", scopes), lambda: _fitting(query, index, scopes))
    outside = _kept.get(
        (stamp, query.runs, "outside", offered), lambda: _outside(query, index, offered)
    )
    # What others offer comes last and never pushes out more than a few items.
    others = outside[: max(MOST_OUTSIDE, limit - len(items))]
    return [*items[: max(limit - len(others), 1)], *others][:limit]


def _outside(query: Query, index: KeptIndex, places: Collection[str]) -> list[Suggestion]:
    return [
        Suggestion(None, hit.title, hit.title, hit.owner_name)
        for hit in outside_suggested(query, index.outside, places, index.sounds)
    ]


def _fitting(query: Query, index: KeptIndex, scopes: Collection[str]) -> list[Suggestion]:
    """Return one suggestion for each item: its best phrase, or the shortest of the best."""
    best: dict[UUID, tuple[tuple[int, int, str], Entry]] = {}
    begun, typed = _half_typed(query, index)
    for row, fit in index.phrases.fitting(typed, is_letters=bool(query.letters or begun)):
        if not row.phrase.startswith(begun):
            continue
        entry = index.entries[row.base_item_id]
        if not entry.is_applied_for or entry.scope_code not in scopes:
            continue
        place = (-fit, len(row.phrase), row.phrase)
        if entry.id not in best or place < best[entry.id][0]:
            best[entry.id] = (place, entry)

    def likeliest_first(pair: tuple[tuple[int, int, str], Entry]) -> tuple[float, int, str, UUID]:
        (unfit, length, phrase), entry = pair
        return (unfit - math.log(1 + entry.popularity) / 3, length, phrase, entry.id)

    chosen = sorted(best.values(), key=likeliest_first)[:MOST_SUGGESTED]
    return [Suggestion(entry.id, entry.name, place[2]) for place, entry in chosen]


def _half_typed(query: Query, index: KeptIndex) -> tuple[str, str]:
    """Return the characters of what is being typed, and the whole as it sounds: 公积金ti.

    "" and the text as it stands when it is no word that is half typed.
    """
    match = _HALF_TYPED.match(query.text)
    if match is None:
        return "", query.text
    sound = "".join(index.sounds.get(sign, sign) for sign in match["begun"])
    return match["begun"], sound + match["letters"]


def forget_suggestions() -> None:
    """Drop what this process keeps of suggestions."""
    _kept.clear()
