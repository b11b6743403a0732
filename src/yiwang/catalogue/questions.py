# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Find questions with answers, and departments by what they are called."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final
from uuid import UUID

from django.db import connection

from yiwang.catalogue import words
from yiwang.catalogue.bulk import copy_rows
from yiwang.catalogue.content import BaseContent
from yiwang.catalogue.models import SearchQuestion
from yiwang.catalogue.placing import ItemHit
from yiwang.catalogue.queries import Query
from yiwang.catalogue.regions import Reach
from yiwang.catalogue.understanding import Sought, Terms
from yiwang.organizations import selectors as organizations

DEPARTMENTS_SHOWN: Final = 3
_SHORTEST_NAME: Final = 3
_LONGEST_SHORT: Final = 4
# 社保局在哪里 names a department and asks on; 怎么办 ends like one and names none.
_OFFICE: Final = re.compile(r"^.+(?:局|厅|委|中心)")
_OTHER_ENDS: Final = ("办", "所")
_END: Final = re.compile(r"(?:局|厅|委|中心|办|所)$")
# A question is shown when more than this share of what was asked stands in it.
_LEAST_SHARE: Final = 0.4
NEAREST_ITEMS: Final = 20
_MOST_ALIKE: Final = 200
_COLUMNS: Final = ("base_item_id", "question", "answer", "words")


@dataclass(frozen=True, slots=True)
class QuestionHit:
    """A question that people often ask, its answer, and the item it is about."""

    base_item_id: UUID
    question: str
    answer: str
    item_name: str
    item_code: str


@dataclass(frozen=True, slots=True)
class DepartmentHit:
    """A department that is called as the words say."""

    department_id: UUID
    name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that asks what somebody asked, and its answer."""

    base_item_id: UUID
    question: str
    answer: str


_ASKED: Final = """
SELECT base_item_id, question, answer
  FROM (SELECT q.base_item_id, q.question, q.answer, q.id,
               (SELECT SUM(best) FROM (
                    SELECT MAX(said.weight * CASE WHEN q.words @@ said.in_question::tsquery
                                                  THEN 1.0 ELSE 0.3 END) AS best
                      FROM unnest(%(parts)s::int[], %(in_question)s::text[],
                                  %(anywhere)s::text[], %(weights)s::float8[])
                           AS said (part, in_question, anywhere, weight)
                     WHERE q.words @@ said.anywhere::tsquery
                     GROUP BY said.part) AS parts) AS score
          FROM catalogue_search_question q
         WHERE q.words @@ %(any)s::tsquery) AS asked
 WHERE score >= %(least)s::float8
 ORDER BY score DESC, id
 LIMIT %(limit)s::int
"""


def asked_alike(sought: Sought) -> tuple[AskedQuestion, ...]:
    """Return questions that ask the same, the likest first; one query, none without words."""
    if not sought.parts:
        return ()
    anywhere = [" & ".join(f"'{word}'" for word in one.all_of) for one in sought.parts]
    parameters: dict[str, Any] = {
        "parts": [one.part for one in sought.parts],
        "in_question": [" & ".join(f"'{word}':A" for word in one.all_of) for one in sought.parts],
        "anywhere": anywhere,
        "any": " | ".join(f"({each})" for each in anywhere),
        "weights": [one.weight for one in sought.parts],
        "least": _LEAST_SHARE * sought.whole,
        "limit": _MOST_ALIKE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, parameters)
        return tuple(AskedQuestion(*row) for row in cursor.fetchall())


def about(
    asked: Iterable[AskedQuestion], hits: Sequence[ItemHit], limit: int
) -> tuple[QuestionHit, ...]:
    """Return those questions that are about the best of the items found. Pure."""
    nearest = {hit.base_item_id: hit for hit in hits[:NEAREST_ITEMS]}
    found = (
        QuestionHit(
            one.base_item_id,
            one.question,
            one.answer,
            nearest[one.base_item_id].name,
            nearest[one.base_item_id].code,
        )
        for one in asked
        if one.base_item_id in nearest
    )
    return tuple(islice(found, limit))


def departments_called(query: Query, reach: Reach, terms: Terms) -> tuple[DepartmentHit, ...]:
    """Return departments of a place that a query names; one query when it may name one.

    :param terms: everyday words of the query: 工商局 is a 市场监督管理局 today
    """
    called = [text for text, _sureness in chain.from_iterable(terms.values()) if _is_office(text)]
    called += _ends_of(query.text)
    if not called:
        return ()
    known = organizations.departments_in(reach.code)
    for is_called in (_has_name, _has_short_name):
        for name in called:
            if found := [one for one in known if is_called(one, name)]:
                return tuple(
                    DepartmentHit(one.id, one.name, one.address, one.phone)
                    for one in found[:DEPARTMENTS_SHOWN]
                )
    return ()


def _is_office(text: str) -> bool:
    return text.endswith(("局", "办公室"))


def _ends_of(text: str) -> list[str]:
    """Return what may be the name of a department in a text, the longest first."""
    named = _OFFICE.match(text)
    whole = named[0] if named else text if text.endswith(_OTHER_ENDS) else ""
    return [whole[start:] for start in range(len(whole) - _SHORTEST_NAME + 1)]


def _has_name(one: organizations.DepartmentSummary, name: str) -> bool:
    return name in one.name or name in one.short_name


def _has_short_name(one: organizations.DepartmentSummary, name: str) -> bool:
    """Tell whether the letters of an abbreviation stand in a name in their order: 人社局."""
    short = _END.sub("", name)
    letters = iter(one.name)
    return 1 < len(short) <= _LONGEST_SHORT and all(letter in letters for letter in short)


def index_questions(contents: Iterable[tuple[UUID, BaseContent]]) -> int:
    """Write the questions of base items anew; those of generated content tell nothing."""
    pairs = list(contents)
    SearchQuestion.objects.filter(base_item_id__in=[item_id for item_id, _ in pairs]).delete()
    rows = [
        (
            item_id,
            faq.question,
            faq.answer,
            words.vector(
                {
                    "A": words.cut(faq.question),
                    "B": words.cut(content.name),
                    "C": words.cut(faq.answer),
                }
            ),
        )
        for item_id, content in pairs
        if not content.is_generated
        for faq in content.faqs
    ]
    return copy_rows("catalogue_search_question", _COLUMNS, rows)
