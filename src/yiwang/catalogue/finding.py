# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Find items and laws by whatever people type."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from yiwang.catalogue import lawsearch
from yiwang.catalogue.lawsearch import LawHit
from yiwang.catalogue.places import PlacedQuery, read_place
from yiwang.catalogue.placing import MOST_PLACED, ItemHit, Narrowing
from yiwang.catalogue.queries import read_query
from yiwang.catalogue.questions import (
    NEAREST_ITEMS,
    DepartmentHit,
    QuestionHit,
    about,
    departments_called,
)
from yiwang.catalogue.regions import Reach, reach_of
from yiwang.catalogue.searching.hearing import Heard
from yiwang.catalogue.searching.kept import KeptIndex, kept_index
from yiwang.catalogue.searching.outside import OutsideHit
from yiwang.catalogue.searching.placements import placements_of
from yiwang.catalogue.searching.ranking import Ranked, hits, hits_by_list, is_by_list, placed
from yiwang.catalogue.searching.stamps import Stamp, stamp_of
from yiwang.catalogue.thesaurus import Tried

LARGEST_PAGE: Final = 100
QUESTIONS_SHOWN: Final = 3
# An exact name or phrase scores 6 and a query all of whose words stand in a name 6 more.
CERTAIN: Final = 3.0
DOUBTFUL: Final = 2.5
FAR_BELOW: Final = 0.5

Hit = ItemHit | Ranked


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value by which the results can be narrowed, and how many have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What the results can be narrowed by.

    :ivar themes_for: codes of themes by whom they are for: natural or legal persons
    """

    departments: tuple[FacetValue, ...]
    themes: tuple[FacetValue, ...]
    levels: tuple[FacetValue, ...]
    online: int
    themes_for: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results.

    :ivar services: the items of this page, best first
    :ivar laws: articles that say something about it; on the first page only
    :ivar total: how many items were found; at ``MOST_PLACED`` there may be more
    :ivar words: what was looked for, so that pages can mark it
    :ivar is_near_match: nothing was found as typed; these sound or look alike, or fit only what
        many questions say
    :ivar next_offset: where the next page begins; None on the last
    :ivar questions: questions that are often asked, with answers; on the first page only
    :ivar outside: services of other institutions, on their own sites; on the first page only
    :ivar departments: departments of the place that are called so; on the first page only
    :ivar region_code: where it was looked for: the place that the words name, or the one given
    :ivar place_name: the place as the words name it; "" when they name none
    :ivar is_citation: the query is the place of an article in a law, 行政许可法四十五条, or names a
        law and no item that is surely meant
    """

    query: str
    services: tuple[ItemHit, ...]
    laws: tuple[LawHit, ...]
    questions: tuple[QuestionHit, ...]
    departments: tuple[DepartmentHit, ...]
    outside: tuple[OutsideHit, ...]
    facets: Facets
    total: int
    words: tuple[str, ...]
    is_near_match: bool
    next_offset: int | None
    region_code: str
    place_name: str
    is_citation: bool = False


def find(
    text: str,
    region_code: str,
    *,
    narrowing: Narrowing,
    offset: int = 0,
    limit: int = 20,
    tried: Tried | None = None,
    known: Stamp | None = None,
) -> SearchPage:
    """Return a page of what was found; see ``selectors.search``.

    :param tried: a synonym to follow though it is not in force
    :param known: what ``stamp`` said of this text and place a moment ago
    """
    placed, stamp = _where(text, region_code, known)
    query, reach = placed.query, reach_of(placed.region_code)
    offset, limit = max(0, offset), min(max(1, limit), LARGEST_PAGE)
    heard = Heard(query, kept_index(stamp.index), stamp.index, tried)
    found, is_near_match = _found(heard, reach, stamp, narrowing)
    meant = heard.as_meant()
    if meant is not heard:
        found_as_meant = _hits(meant, reach, stamp, narrowing)
        if _best(found_as_meant) >= max(_best(found), CERTAIN):
            heard, found, is_near_match = meant, found_as_meant, True
    is_first = not offset
    least = NEAREST_ITEMS if is_first else 0
    shown = _shown(found[offset : offset + max(limit, least)], reach, stamp)
    laws = heard.laws(text) if is_first else ()
    names_law = bool(laws) and lawsearch.names(query, laws[0].law) and _best(found) < CERTAIN
    return SearchPage(
        query=query.text,
        services=tuple(shown[:limit]),
        laws=laws,
        questions=about(heard.questions(), shown, QUESTIONS_SHOWN) if is_first else (),
        departments=_departments(heard, placed) if is_first else (),
        outside=heard.outside(reach) if is_first else (),
        facets=_facets(found, heard.index),
        total=len(found),
        words=heard.sought.typed,
        is_near_match=is_near_match or _is_doubtful(heard, found),
        next_offset=offset + limit if offset + limit < len(found) else None,
        region_code=placed.region_code,
        place_name=placed.place_name,
        is_citation=lawsearch.is_citation(text) or names_law,
    )


def _is_doubtful(heard: Heard, found: Sequence[Hit]) -> bool:
    """Tell whether what was found is hardly what was meant.

    It fits only a little of the query, or what many queries say; or something fits far better
    that nobody handles here.
    """
    if not found or heard.query.is_empty:
        return False
    if heard.sought.is_vague or found[0].score < DOUBTFUL:
        return True
    scores = heard.scores() or {}
    # An item that only sounds or looks alike has no score, and is near without this.
    best = scores.get(found[0].base_item_id)
    return best is not None and best < FAR_BELOW * max(scores.values())


def _departments(heard: Heard, placed: PlacedQuery) -> tuple[DepartmentHit, ...]:
    """Return departments that are called so, of the place that was named, else of one's own."""
    reach = reach_of(placed.named_code or placed.region_code)
    return departments_called(heard.query, reach, heard.terms())


def stamp(text: str, region_code: str) -> Stamp:
    """Return what changes whenever a page of results for this text and place may; one query.

    One more where the text names a place of the province that nobody keeps a list for.
    """
    return _where(text, region_code)[1]


def _where(text: str, region_code: str, known: Stamp | None = None) -> tuple[PlacedQuery, Stamp]:
    """Return what a text asks and for which place, and what changes whenever the answer may.

    A place without any list is as far away as one of another province: nothing is handled there.
    """
    query = read_query(text)
    placed = read_place(query, region_code)
    stamp = known or stamp_of(reach_of(placed.region_code))
    is_elsewhere = placed.region_code != region_code
    if is_elsewhere and (stamp.region_code == region_code or not stamp.has_lists):
        placed = read_place(query, region_code, is_afar=True)
        stamp = known or stamp_of(reach_of(region_code))
    return placed, stamp


def _found(
    heard: Heard, reach: Reach, stamp: Stamp, narrowing: Narrowing
) -> tuple[Sequence[Hit], bool]:
    """Return everything that was found, best first, and whether it only sounds or looks alike."""
    hits = _hits(heard, reach, stamp, narrowing)
    if heard.query.is_empty or (hits and hits[0].score >= CERTAIN):
        return hits, False
    near = _hits(heard, reach, stamp, narrowing, alike=True)
    if near and (not hits or near[0].score > hits[0].score):
        return _merged(near, hits), True
    return hits, False


def _hits(
    heard: Heard, reach: Reach, stamp: Stamp, narrowing: Narrowing, *, alike: bool = False
) -> Sequence[Hit]:
    if is_by_list(narrowing):
        scores = heard.scores_of_alike() if alike else heard.scores()
        return hits_by_list(scores, reach, narrowing)
    return placed(heard.ranked(reach, narrowing, alike=alike), placements_of(reach, stamp))


def _shown(found: Sequence[Hit], reach: Reach, stamp: Stamp) -> list[ItemHit]:
    """Return the hits of a page with all that it shows."""
    ranked = hits([one for one in found if isinstance(one, Ranked)], placements_of(reach, stamp))
    whole = {one.base_item_id: one for one in found if isinstance(one, ItemHit)}
    whole |= {one.base_item_id: one for one in ranked}
    return [whole[one.base_item_id] for one in found if one.base_item_id in whole]


def _best(found: Sequence[Hit]) -> float:
    return found[0].score if found else 0.0


def _merged(first: Sequence[Hit], second: Sequence[Hit]) -> list[Hit]:
    by_item = {hit.base_item_id: hit for hit in (*second, *first)}
    ranked = sorted(by_item.values(), key=lambda hit: (-hit.score, len(hit.name), hit.name))
    return ranked[:MOST_PLACED]


def _facets(hits: Sequence[Hit], index: KeptIndex) -> Facets:
    departments = {str(hit.department_id): hit.department_name for hit in hits}
    return Facets(
        departments=_values((str(hit.department_id) for hit in hits), departments),
        themes=_values((theme for hit in hits for theme in hit.themes), index.themes),
        levels=_values((str(hit.level) for hit in hits), {}),
        online=sum(hit.is_online for hit in hits),
        themes_for=index.themes_for,
    )


def _values(values: Iterable[str], labels: Mapping[str, str]) -> tuple[FacetValue, ...]:
    counted = Counter(values)
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetValue(value, labels.get(value, value), count) for value, count in ranked)
