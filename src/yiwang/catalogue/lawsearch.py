# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Find articles of laws by words or by citation."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from yiwang.catalogue.citations import Citation, canonical_title, parse_article, to_chinese
from yiwang.catalogue.queries import Query, sought_words

MOST_RANKED: Final = 300
_CITED: Final = re.compile(
    r"^\s*《?(?P<law>[^《》]{2,60}?)》?\s*(?P<article>第\s*[^\s第条]{1,9}\s*条.{0,4})$"
)
# As people type it: 行政许可法四十五条, 民法典1043, 行政许可法 第45.
_CITED_LOOSELY: Final = re.compile(
    r"^\s*《?(?P<law>[^《》\d]{1,58}?(?:法|法典|条例|规定|办法|细则|决定))》?\s*"
    r"第?\s*(?P<article>[0-9零〇一二两三四五六七八九十百千]{1,9})\s*条?\s*$"
)


@dataclass(frozen=True, slots=True)
class LawHit:
    """An article that was found."""

    article_id: int
    law: str
    label: str
    text: str


_BY_CITATION: Final = """
SELECT a.id, l.title, a.number, a.suffix, a.text
  FROM catalogue_law l JOIN catalogue_article a ON a.law_id = l.id
 WHERE l.is_newest AND l.title = %(law)s::text AND a.number = %(number)s::int
   AND a.suffix = %(suffix)s::text
"""
_BY_WORDS: Final = """
SELECT id, title, number, suffix, text
  FROM (SELECT a.id, l.title, a.number, a.suffix, a.text, a.words
          FROM catalogue_article a JOIN catalogue_law l ON l.id = a.law_id AND l.is_newest
         WHERE a.words @@ %(all)s::tsquery LIMIT %(most)s::int) AS candidates
 ORDER BY ts_rank('{{0.1, 0.2, 0.4, 1.0}}', words, %(all)s::tsquery, 1) DESC, id
 LIMIT %(limit)s::int
""".replace("{{", "{").replace("}}", "}")


def find_articles(
    text: str, query: Query, vocabulary: Mapping[str, tuple[int, int]], limit: int
) -> tuple[LawHit, ...]:
    """Return articles: the one that is cited, else those that hold all the words; one query.

    :param vocabulary: known stretches of the query, with their counts in entries and articles
    """
    citation = _citation(text)
    if citation is not None:
        parameters = {
            "law": citation.law,
            "number": citation.article,
            "suffix": citation.suffix,
        }
        return _rows(_BY_CITATION, parameters)
    known = {word: articles for word, (_entries, articles) in vocabulary.items() if articles}
    sought = [one.word for one in sought_words(query, known) if len(one.word) > 1]
    if not sought:
        return ()
    everything = " & ".join(f"'{word}'" for word in sought)
    return _rows(_BY_WORDS, {"all": everything, "most": MOST_RANKED, "limit": limit})


def is_citation(text: str) -> bool:
    """Tell whether a text is nothing but the place of an article in a law."""
    return _citation(text) is not None


def _citation(text: str) -> Citation | None:
    match = _CITED.match(text[:100]) or _CITED_LOOSELY.match(text[:100])
    if match is None:
        return None
    try:
        return parse_article(canonical_title(match["law"]), match["article"])
    except ValueError:
        return None


def _rows(statement: str, parameters: Mapping[str, Any]) -> tuple[LawHit, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return tuple(_hit(row) for row in cursor.fetchall())


def _hit(row: Sequence[Any]) -> LawHit:
    article_id, law, number, suffix, text = row
    return LawHit(article_id, law, f"第{to_chinese(number)}条{suffix}", text)
