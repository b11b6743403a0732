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
from yiwang.catalogue.places import read_place
from yiwang.catalogue.placing import (
    EVERY_ITEM,
    MOST_PLACED,
    Found,
    ItemHit,
    Narrowing,
    placed_items,
)
from yiwang.catalogue.queries import Query, read_query
from yiwang.catalogue.questions import (
    DepartmentHit,
    QuestionHit,
    departments_called,
    find_questions,
)
from yiwang.catalogue.regions import reach_of
from yiwang.catalogue.thesaurus import Tried, terms_of
from yiwang.catalogue.understanding import (
    Sought,
    SoughtPart,
    Terms,
    official_stretches,
    understood,
)

LARGEST_PAGE: Final = 100
LAWS_SHOWN: Final = 5
QUESTIONS_SHOWN: Final = 3
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
    :ivar questions: questions that are often asked, with answers; on the first page only
    :ivar departments: departments of the place that are called so; on the first page only
    :ivar region_code: where it was looked for: the place that the words name, or the one given
    :ivar place_name: the place as the words name it; "" when they name none
    """

    query: str
    services: tuple[ItemHit, ...]
    laws: tuple[LawHit, ...]
    questions: tuple[QuestionHit, ...]
    departments: tuple[DepartmentHit, ...]
    facets: Facets
    total: int
    words: tuple[str, ...]
    is_near_match: bool
    next_offset: int | None
    region_code: str
    place_name: str


_BY_WORDS: Final = """
SELECT base_item_id, 6 * SUM(best) / %(whole)s::float8 AS score
  FROM (SELECT e.base_item_id, said.part,
               MAX(said.weight * CASE WHEN e.words @@ said.in_name::tsquery THEN 1.0
                                      WHEN e.words @@ said.in_phrase::tsquery THEN 0.75
                                      WHEN e.words @@ said.in_class::tsquery THEN 0.35
                                      ELSE 0.1 END) AS best
          FROM catalogue_search_entry e
          JOIN unnest(%(parts)s::int[], %(in_name)s::text[], %(in_phrase)s::text[],
                      %(in_class)s::text[], %(anywhere)s::text[], %(weights)s::float8[])
               AS said (part, in_name, in_phrase, in_class, anywhere, weight)
            ON e.words @@ said.anywhere::tsquery
         WHERE e.words @@ %(any)s::tsquery
         GROUP BY e.base_item_id, said.part) AS parts
 GROUP BY base_item_id
"""
_BY_PHRASES: Final = """
SELECT base_item_id,
       MAX(weight / 3.0 * CASE
           WHEN phrase = %(text)s::text THEN 6.0
           WHEN phrase = ANY(%(stretches)s::text[])
           THEN 1.5 + 4.0 * least(1.0, length(phrase)::float8 / %(told)s::int)
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
         WHERE phrase %% %(text)s::text OR sound %% %(sound)s::text
         UNION ALL
        SELECT base_item_id,
               weight / 3.0 * (0.5 + 3.0 * least(1.0, length(phrase)::float8 / %(told)s::int))
          FROM catalogue_search_phrase
         WHERE sound = ANY(%(sounds)s::text[])) AS alike
 WHERE score >= %(least)s::float8
 GROUP BY base_item_id
"""
_BY_TRIED: Final = """
SELECT %(tried_item)s::uuid, %(tried_weight)s::int / 3.0 * %(tried_score)s::float8 AS score
"""
_TOGETHER: Final = """
SELECT base_item_id, SUM(score) AS score FROM ({parts}) AS parts GROUP BY base_item_id
"""


def find(
    text: str,
    region_code: str,
    *,
    narrowing: Narrowing,
    offset: int = 0,
    limit: int = 20,
    tried: Tried | None = None,
) -> SearchPage:
    """Return a page of what was found; see ``selectors.search``.

    :param tried: a synonym to follow though it is not in force
    """
    placed = read_place(read_query(text), region_code)
    query, reach = placed.query, reach_of(placed.region_code)
    offset, limit = max(0, offset), min(max(1, limit), LARGEST_PAGE)
    terms = terms_of(query, tried)
    vocabulary = _vocabulary(query, terms)
    known = {word: count for word, (count, _) in vocabulary.items() if count}
    sought = understood(query, known, terms)
    hits = placed_items(_found(query, sought, tried), reach, narrowing)
    is_near_match = False
    if not query.is_empty and (not hits or hits[0].score < CERTAIN):
        near = placed_items(_alike(query, sought), reach, narrowing)
        is_near_match = bool(near) and (not hits or near[0].score > hits[0].score)
        hits = _merged(near, hits) if is_near_match else hits
    is_first = not offset
    asked = understood(query, {word: sum(counts) for word, counts in vocabulary.items()}, terms)
    return SearchPage(
        query=query.text,
        services=tuple(hits[offset : offset + limit]),
        laws=lawsearch.find_articles(text, query, vocabulary, LAWS_SHOWN) if is_first else (),
        questions=find_questions(asked, hits, QUESTIONS_SHOWN) if is_first else (),
        departments=departments_called(query, reach) if is_first else (),
        facets=_facets(hits),
        total=len(hits),
        words=sought.typed,
        is_near_match=is_near_match,
        next_offset=offset + limit if offset + limit < len(hits) else None,
        region_code=placed.region_code,
        place_name=placed.place_name,
    )


def _vocabulary(query: Query, terms: Terms) -> Mapping[str, tuple[int, int]]:
    """Return the stretches of a query, and official words for it, that are words of the index.

    Each with how many entries and articles hold it.
    """
    if query.is_empty:
        return {}
    stretches = {*query.stretches, *official_stretches(terms)}
    rows = SearchWord.objects.filter(word__in=stretches)
    return {
        word: (entries, articles)
        for word, entries, articles in rows.values_list("word", "entries", "articles")
    }


def _found(query: Query, sought: Sought, tried: Tried | None = None) -> Found:
    if query.is_empty:
        return EVERY_ITEM
    parts, parameters = [_BY_PHRASES], _phrase_parameters(query, sought)
    if sought.parts:
        parts.append(_BY_WORDS)
        parameters |= _word_parameters(sought)
    if query.letters:
        parts.append(_BY_LETTERS)
        parameters["letters"] = query.letters
    if tried is not None and tried.item_id is not None and tried.phrase in query.text:
        parts.append(_BY_TRIED)
        parameters |= _tried_parameters(query, sought, tried)
    return Found(_TOGETHER.format(parts=" UNION ALL ".join(parts)), parameters)


def _phrase_parameters(query: Query, sought: Sought) -> dict[str, Any]:
    stretches = [stretch for stretch in query.stretches if len(stretch) > 1]
    return {
        "text": query.text,
        "told": max(sought.told, 2),
        "stretches": [*stretches, query.text],
        "inside": f"%{query.text}%",
    }


def _tried_parameters(query: Query, sought: Sought, tried: Tried) -> dict[str, Any]:
    share = min(1.0, len(tried.phrase) / max(sought.told, 2))
    return {
        "tried_item": str(tried.item_id),
        "tried_weight": tried.weight,
        "tried_score": 6.0 if tried.phrase == query.text else 1.5 + 4.0 * share,
    }


def _word_parameters(sought: Sought) -> dict[str, Any]:
    return {
        "parts": [one.part for one in sought.parts],
        "in_name": [_all_of(one, ":A") for one in sought.parts],
        "in_phrase": [_all_of(one, ":AB") for one in sought.parts],
        "in_class": [_all_of(one, ":ABC") for one in sought.parts],
        "anywhere": [_all_of(one) for one in sought.parts],
        "weights": [one.weight for one in sought.parts],
        "whole": sought.whole,
        "any": " | ".join(f"({_all_of(one)})" for one in sought.parts),
    }


def _all_of(one: SoughtPart, weights: str = "") -> str:
    # Words of the index are letters, digits and Han characters: nothing needs escaping.
    return " & ".join(f"'{word}'{weights}" for word in one.all_of)


def _alike(query: Query, sought: Sought) -> Found:
    """Return what sounds or looks like the query: wrong characters, wrong letters."""
    characters = sorted({sign for sign in query.text if not sign.isascii()})
    sounds = dict(
        SearchSound.objects.filter(character__in=characters).values_list("character", "sound")
    )
    stretches = [stretch for stretch in query.stretches if len(stretch) > 1]
    return Found(
        _BY_LIKENESS,
        {
            "text": query.text,
            "sound": _sounded(query.text, sounds),
            "sounds": sorted({_sounded(stretch, sounds) for stretch in stretches}),
            "told": max(sought.told, len(query.text) // 2, 2),
            "least": LEAST_LIKENESS,
        },
    )


def _sounded(text: str, sounds: Mapping[str, str]) -> str:
    return "".join(sounds.get(sign, sign) for sign in text)


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
