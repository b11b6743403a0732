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


# Of a law that is named, the articles that say most of the rest; else as by words.
_BY_TITLE: Final = """
WITH named AS (
    SELECT id, title FROM catalogue_law WHERE is_newest AND title = ANY(%(titles)s::text[])
     ORDER BY length(title) DESC LIMIT 1
)
SELECT id, title, number, suffix, text
  FROM (SELECT a.id, n.title, a.number, a.suffix, a.text,
               ts_rank(a.words, %(any)s::tsquery) AS rank
          FROM named n JOIN catalogue_article a ON a.law_id = n.id
         UNION ALL
        SELECT *
          FROM (SELECT a.id, l.title, a.number, a.suffix, a.text,
                       ts_rank('{0.1, 0.2, 0.4, 1.0}', a.words, %(all)s::tsquery, 1) AS rank
                  FROM catalogue_article a JOIN catalogue_law l ON l.id = a.law_id AND l.is_newest
                 WHERE a.words @@ %(all)s::tsquery AND NOT EXISTS (SELECT FROM named)
                 LIMIT %(most)s::int) AS candidates) AS found
 ORDER BY rank DESC, id
 LIMIT %(limit)s::int
"""
_NAMES_END: Final = re.compile("法典|法|条例|规定|办法|细则|决定")
_SHORTEST_TITLE: Final = 2
_LONGEST_TITLE: Final = 30
# What people call laws, and laws that others have taken in.
_CALLED: Final[Mapping[str, str]] = {
    "婚姻法": "民法典",
    "继承法": "民法典",
    "物权法": "民法典",
    "合同法": "民法典",
    "收养法": "民法典",
    "侵权责任法": "民法典",
    "担保法": "民法典",
    "道交法": "道路交通安全法",
    "交通法": "道路交通安全法",
    "交通安全法": "道路交通安全法",
    "消法": "消费者权益保护法",
    "消保法": "消费者权益保护法",
    "消费者保护法": "消费者权益保护法",
    "食安法": "食品安全法",
    "治安法": "治安管理处罚法",
    "治安处罚法": "治安管理处罚法",
    "劳动仲裁法": "劳动争议调解仲裁法",
    "社保法": "社会保险法",
    "环保法": "环境保护法",
    "土管法": "土地管理法",
    "招投标法": "招标投标法",
    "未保法": "未成年人保护法",
    "个保法": "个人信息保护法",
    "复议法": "行政复议法",
    "处罚法": "行政处罚法",
    "许可法": "行政许可法",
    "信息公开条例": "政府信息公开条例",
    "公积金条例": "住房公积金管理条例",
    "工伤条例": "工伤保险条例",
    "户口条例": "户口登记条例",
    "营商环境条例": "优化营商环境条例",
}


def find_articles(
    text: str, query: Query, vocabulary: Mapping[str, tuple[int, int]], limit: int
) -> tuple[LawHit, ...]:
    """Return articles; one query.

    The one that is cited; of a law that is named, those that say most of the rest; else those
    that hold all the words.

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
    parameters = {
        "all": _joined(query, known, " & "),
        "most": MOST_RANKED,
        "limit": limit,
    }
    if titles := _titles_in(query):
        parameters |= {"titles": titles, "any": _joined(query, known, " | ")}
        return _rows(_BY_TITLE, parameters)
    return _rows(_BY_WORDS, parameters) if parameters["all"] else ()


def _joined(query: Query, known: Mapping[str, int], sign: str) -> str:
    sought = [one.word for one in sought_words(query, known) if len(one.word) > 1]
    # What holds a word holds its parts, unless the cutter cut it otherwise there.
    whole = [word for word in sought if not any(word in other != word for other in sought)]
    return sign.join(f"'{word}'" for word in whole)


def _titles_in(query: Query) -> list[str]:
    """Return what in a query may be the title of a law: all that ends as one."""
    titles: dict[str, None] = {}
    for run in query.runs:
        for end in _NAMES_END.finditer(run):
            for start in range(max(0, end.end() - _LONGEST_TITLE), end.end() - _SHORTEST_TITLE):
                called = run[start : end.end()]
                titles[_CALLED.get(called, canonical_title(called))] = None
    return list(titles)


def names(query: Query, law: str) -> bool:
    """Tell whether a query names a law, by its title or by what people call it."""
    return law in _titles_in(query)


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
