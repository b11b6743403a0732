# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Find items and laws by whatever people type."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from yiwang.catalogue import lawsearch
from yiwang.catalogue.lawsearch import LawHit
from yiwang.catalogue.models import SearchSound, SearchWord, Theme
from yiwang.catalogue.placing import (
    EVERY_ITEM,
    MOST_PLACED,
    Found,
    ItemHit,
    Narrowing,
    placed_items,
)
from yiwang.catalogue.queries import Query, SoughtWord, read_query, sought_words
from yiwang.catalogue.regions import reach_of

LARGEST_PAGE: Final = 100
LAWS_SHOWN: Final = 5
# An exact name or phrase scores 6 and a query all of whose words stand in a name 6 more.
CERTAIN: Final = 3.0
LEAST_LIKENESS: Final = 0.45


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value by which the results can be narrowed, and how many have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What the results can be narrowed by."""

    departments: tuple[FacetValue, ...]
    themes: tuple[FacetValue, ...]
    levels: tuple[FacetValue, ...]
    online: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results.

    :ivar services: the items of this page, best first
    :ivar laws: articles that say something about it; on the first page only
    :ivar total: how many items were found; at ``MOST_PLACED`` there may be more
    :ivar words: what was looked for, so that pages can mark it
    :ivar is_near_match: nothing was found as typed; these sound or look alike
    :ivar next_offset: where the next page begins; None on the last
    """

    query: str
    services: tuple[ItemHit, ...]
    laws: tuple[LawHit, ...]
    facets: Facets
    total: int
    words: tuple[str, ...]
    is_near_match: bool
    next_offset: int | None


_BY_WORDS: Final = """
SELECT e.base_item_id,
       6 * SUM(said.weight * CASE WHEN e.words @@ said.in_name::tsquery THEN 1.0
                                  WHEN e.words @@ said.in_phrase::tsquery THEN 0.75
                                  WHEN e.words @@ said.in_class::tsquery THEN 0.35
                                  ELSE 0.1 END) / %(whole)s::float8 AS score
  FROM catalogue_search_entry e
  JOIN unnest(%(in_name)s::text[], %(in_phrase)s::text[], %(in_class)s::text[],
              %(anywhere)s::text[], %(weights)s::float8[])
       AS said (in_name, in_phrase, in_class, anywhere, weight)
    ON e.words @@ said.anywhere::tsquery
 WHERE e.words @@ %(any)s::tsquery
 GROUP BY e.base_item_id
"""
_BY_PHRASES: Final = """
SELECT base_item_id,
       MAX(weight / 3.0 * CASE
           WHEN phrase = %(text)s::text THEN 6.0
           WHEN phrase = ANY(%(stretches)s::text[])
           THEN 1.5 + 4.0 * length(phrase) / length(%(text)s::text)
           ELSE 1.0 + 3.5 * length(%(text)s::text) / length(phrase) END) AS score
  FROM catalogue_search_phrase
 WHERE phrase = ANY(%(stretches)s::text[]) OR phrase LIKE %(inside)s::text
 GROUP BY base_item_id
"""
_BY_LETTERS: Final = """
SELECT base_item_id,
       MAX(weight / 3.0 * CASE
           WHEN initials = %(letters)s::text OR sound = %(letters)s::text THEN 7.0
           WHEN initials LIKE %(letters)s::text || '%%' OR sound LIKE %(letters)s::text || '%%'
           THEN 4.0 + 2.0 * length(%(letters)s::text) / length(sound)
           ELSE 2.0 END) AS score
  FROM catalogue_search_phrase
 WHERE initials LIKE %(letters)s::text || '%%' OR sound LIKE '%%' || %(letters)s::text || '%%'
 GROUP BY base_item_id
"""
_BY_LIKENESS: Final = """
SELECT base_item_id, MAX(score) AS score
  FROM (SELECT base_item_id,
               weight * GREATEST(similarity(phrase, %(text)s::text),
                                 similarity(sound, %(sound)s::text)) AS score
          FROM catalogue_search_phrase
         WHERE phrase %% %(text)s::text OR sound %% %(sound)s::text) AS alike
 WHERE score >= %(least)s::float8
 GROUP BY base_item_id
"""
_TOGETHER: Final = """
SELECT base_item_id, SUM(score) AS score FROM ({parts}) AS parts GROUP BY base_item_id
"""


def find(
    text: str, region_code: str, *, narrowing: Narrowing, offset: int = 0, limit: int = 20
) -> SearchPage:
    """Return a page of what was found; see ``selectors.search``."""
    query = read_query(text)
    reach = reach_of(region_code)
    offset, limit = max(0, offset), min(max(1, limit), LARGEST_PAGE)
    vocabulary = _vocabulary(query)
    sought = sought_words(query, {word: count for word, (count, _) in vocabulary.items() if count})
    hits = placed_items(_found(query, sought), reach, narrowing)
    is_near_match = False
    if not query.is_empty and (not hits or hits[0].score < CERTAIN):
        near = placed_items(_alike(query), reach, narrowing)
        is_near_match = bool(near) and (not hits or near[0].score > hits[0].score)
        hits = _merged(near, hits) if is_near_match else hits
    return SearchPage(
        query=query.text,
        services=tuple(hits[offset : offset + limit]),
        laws=lawsearch.find_articles(text, query, vocabulary, LAWS_SHOWN) if not offset else (),
        facets=_facets(hits),
        total=len(hits),
        words=tuple(word.word for word in sought),
        is_near_match=is_near_match,
        next_offset=offset + limit if offset + limit < len(hits) else None,
    )


def _vocabulary(query: Query) -> Mapping[str, tuple[int, int]]:
    """Return the stretches of a query that are words of the index, with their counts."""
    if query.is_empty:
        return {}
    rows = SearchWord.objects.filter(word__in=query.stretches)
    return {
        word: (entries, articles)
        for word, entries, articles in rows.values_list("word", "entries", "articles")
    }


def _found(query: Query, sought: Sequence[SoughtWord]) -> Found:
    if query.is_empty:
        return EVERY_ITEM
    parts, parameters = [_BY_PHRASES], _phrase_parameters(query)
    if sought:
        parts.append(_BY_WORDS)
        parameters |= _word_parameters(sought)
    if query.letters:
        parts.append(_BY_LETTERS)
        parameters["letters"] = query.letters
    return Found(_TOGETHER.format(parts=" UNION ALL ".join(parts)), parameters)


def _phrase_parameters(query: Query) -> dict[str, Any]:
    stretches = [stretch for stretch in query.stretches if len(stretch) > 1]
    return {
        "text": query.text,
        "stretches": [*stretches, query.text],
        "inside": f"%{query.text}%",
    }


def _word_parameters(sought: Sequence[SoughtWord]) -> dict[str, Any]:
    # Words of the index are letters, digits and Han characters: nothing needs escaping.
    return {
        "in_name": [f"'{one.word}':A" for one in sought],
        "in_phrase": [f"'{one.word}':AB" for one in sought],
        "in_class": [f"'{one.word}':ABC" for one in sought],
        "anywhere": [f"'{one.word}'" for one in sought],
        "weights": [one.weight for one in sought],
        "whole": sum(one.weight for one in sought),
        "any": " | ".join(f"'{one.word}'" for one in sought),
    }


def _alike(query: Query) -> Found:
    """Return what sounds or looks like the query: wrong characters, wrong letters."""
    characters = sorted({sign for sign in query.text if not sign.isascii()})
    sounds = dict(
        SearchSound.objects.filter(character__in=characters).values_list("character", "sound")
    )
    sound = "".join(sounds.get(sign, sign) for sign in query.text)
    return Found(_BY_LIKENESS, {"text": query.text, "sound": sound, "least": LEAST_LIKENESS})


def _merged(first: Sequence[ItemHit], second: Sequence[ItemHit]) -> list[ItemHit]:
    by_item = {hit.base_item_id: hit for hit in (*second, *first)}
    ranked = sorted(by_item.values(), key=lambda hit: (-hit.score, hit.name))
    return ranked[:MOST_PLACED]


def _facets(hits: Sequence[ItemHit]) -> Facets:
    themes = dict(Theme.objects.order_by("code").values_list("code", "name"))
    departments = {str(hit.department_id): hit.department_name for hit in hits}
    return Facets(
        departments=_values((str(hit.department_id) for hit in hits), departments),
        themes=_values((theme for hit in hits for theme in hit.themes), themes),
        levels=_values((str(hit.level) for hit in hits), {}),
        online=sum(hit.is_online for hit in hits),
    )


def _values(values: Iterable[str], labels: Mapping[str, str]) -> tuple[FacetValue, ...]:
    counted = Counter(values)
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetValue(value, labels.get(value, value), count) for value, count in ranked)
