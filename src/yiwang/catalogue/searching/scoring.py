# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What each base item scores for a query, wherever it is asked: one statement for each way."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import connection

from yiwang.catalogue.queries import Query
from yiwang.catalogue.thesaurus import Tried
from yiwang.catalogue.understanding import Sought, SoughtPart

LEAST_LIKENESS: Final = 0.45

Scores = Mapping[UUID, float]
"""Base items, and what each scores."""

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
           WHEN phrase IN (%(text)s::text, %(asked)s::text) THEN 6.0
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


def scores_of(
    query: Query, sought: Sought, tried: Tried | None = None, asked: Query | None = None
) -> Scores:
    """Return what was found as typed: by words, by phrases, by pinyin or initials.

    :param asked: the query before anything was left out of it; phrases may hold that too
    """
    asked = query if asked is None else asked
    parts, parameters = [_BY_PHRASES], _phrase_parameters(query, asked, sought)
    if sought.parts:
        parts.append(_BY_WORDS)
        parameters |= _word_parameters(sought)
    if query.letters:
        parts.append(_BY_LETTERS)
        parameters["letters"] = query.letters
    if (
        tried is not None
        and tried.item_id is not None
        and (tried.phrase in query.text or tried.phrase in asked.text)
    ):
        parts.append(_BY_TRIED)
        parameters |= _tried_parameters((query.text, asked.text), sought, tried)
    return _scored(_TOGETHER.format(parts=" UNION ALL ".join(parts)), parameters)


def scores_of_alike(query: Query, sought: Sought, sounds: Mapping[str, str]) -> Scores:
    """Return what sounds or looks like the query: wrong characters, wrong letters.

    :param sounds: how characters sound
    """
    stretches = [stretch for stretch in query.stretches if len(stretch) > 1]
    parameters = {
        "text": query.text,
        "sound": _sounded(query.text, sounds),
        "sounds": sorted({_sounded(stretch, sounds) for stretch in stretches}),
        "told": max(sought.told, len(query.text) // 2, 2),
        "least": LEAST_LIKENESS,
    }
    return _scored(_BY_LIKENESS, parameters)


def _scored(statement: str, parameters: Mapping[str, Any]) -> Scores:
    # Every statement is a constant of this module; everything from outside is a parameter.
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return {item_id: float(score) for item_id, score in cursor.fetchall()}


def _phrase_parameters(query: Query, asked: Query, sought: Sought) -> dict[str, Any]:
    ways = (query,) if query == asked else (query, asked)
    stretches = {
        stretch
        for way in ways
        for stretch in way.stretches
        if len(stretch) > 1 and stretch not in sought.apart
    }
    return {
        "text": query.text,
        "asked": asked.text,
        "told": max(sought.told, 2),
        "stretches": sorted({*stretches, *(way.text for way in ways)}),
        "inside": f"%{query.text}%",
    }


def _tried_parameters(texts: tuple[str, ...], sought: Sought, tried: Tried) -> dict[str, Any]:
    share = min(1.0, len(tried.phrase) / max(sought.told, 2))
    return {
        "tried_item": str(tried.item_id),
        "tried_weight": tried.weight,
        "tried_score": 6.0 if tried.phrase in texts else 1.5 + 4.0 * share,
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


def _sounded(text: str, sounds: Mapping[str, str]) -> str:
    return "".join(sounds.get(sign, sign) for sign in text)
