# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Services of other institutions among what a search finds: by the letters they share with it.

Their few titles are nobody's vocabulary, so they are compared letter by letter. Pure.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from yiwang.catalogue.queries import Query, cover
from yiwang.catalogue.understanding import QUIET_WORDS
from yiwang.catalogue.words import run_together

MOST_FOUND: Final = 5
_SHORTEST: Final = 2
_LEAST_SHARE: Final = 0.5
_QUIET: Final = dict.fromkeys(QUIET_WORDS, 0)


@dataclass(frozen=True, slots=True)
class OutsideHit:
    """A service that another institution offers on its own site.

    :ivar region_code: the place that it serves, with all below
    """

    id: UUID
    region_code: str
    title: str
    summary: str
    owner_name: str
    institution: str
    url: str
    host: str


def outside_found(
    query: Query, hits: Iterable[OutsideHit], places: Collection[str]
) -> tuple[OutsideHit, ...]:
    """Return services for a place that share most of what a query says, the likest first.

    Something of it has to stand in the title; owner and summary may say the rest.
    """
    ranked = sorted(
        (
            (-share, hit.title, hit)
            for hit in hits
            if hit.region_code in places and (share := _share(query, hit)) >= _LEAST_SHARE
        ),
        key=lambda row: row[:2],
    )
    return tuple(hit for _share_found, _title, hit in ranked[:MOST_FOUND])


def outside_suggested(
    query: Query, hits: Iterable[OutsideHit], places: Collection[str]
) -> list[OutsideHit]:
    """Return services for a place whose title holds what was typed, those it begins first."""
    fitting = [
        hit for hit in hits if hit.region_code in places and query.text in run_together(hit.title)
    ]
    fitting.sort(key=lambda hit: (not run_together(hit.title).startswith(query.text), hit.title))
    return fitting[:MOST_FOUND]


def _share(query: Query, hit: OutsideHit) -> float:
    title = run_together(hit.title)
    said = [piece for run in query.runs for piece in _said(run)]
    letters = sum(len(piece) for piece in said)
    if not any(_shared(piece, title) for piece in said):
        return 0.0
    text = title + run_together(hit.owner_name) + run_together(hit.summary)
    return sum(_shared(piece, text) for piece in said) / letters


def _said(run: str) -> Iterator[str]:
    """Yield what is left of a run between words that say little."""
    at = 0
    for start, end in [*cover(run, _QUIET), (len(run), len(run))]:
        if start > at:
            yield run[at:start]
        at = end


def _shared(piece: str, text: str) -> int:
    """Return how many letters of a piece stand in a text, two or more at a time."""
    at, shared = 0, 0
    while at < len(piece):
        sizes = range(len(piece) - at, _SHORTEST - 1, -1)
        longest = next((size for size in sizes if piece[at : at + size] in text), 0)
        shared += longest
        at += longest or 1
    return shared
