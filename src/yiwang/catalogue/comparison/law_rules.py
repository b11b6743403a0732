# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Hold what a base item cites to the law corpus and its dates. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from yiwang.catalogue.citations import Citation, parse_article, parse_citations, to_number
from yiwang.catalogue.comparison.facts import ItemFacts, World
from yiwang.catalogue.comparison.names import normal_form
from yiwang.catalogue.comparison.rule import Evidence, Facts, Hit
from yiwang.catalogue.content import BaseContent, TimeLimit
from yiwang.catalogue.enums import ItemType, LimitUnit

LICENSING_LIMIT: Final = TimeLimit(amount=20)
_CLAUSE: Final = re.compile(r"[。；\n]")
_PERIOD: Final = re.compile(
    r"(?<![后0-9零一二两三四五六七八九十百])([0-9]+|[零一二两三四五六七八九十百]+)\s*"
    r"(个工作日|工作日|日|天|个月|月|年)(?:以)?内"
)
_DECIDES: Final = re.compile(
    "决定|批准|审查|审批|审核|核发|颁发|发给|答复|办结|登记|许可|签发|核准"
)
_OTHERWISE: Final = re.compile(
    "不得|罚|改正|有效|重新申请|复议|诉讼|起诉|补正|当事人|申请人应当|应当受理"
)
_UNITS: Final = {
    "个工作日": LimitUnit.WORKDAY,
    "工作日": LimitUnit.WORKDAY,
    "日": LimitUnit.DAY,
    "天": LimitUnit.DAY,
    "个月": LimitUnit.MONTH,
    "月": LimitUnit.MONTH,
    "年": LimitUnit.YEAR,
}
# Laws of procedure hold for every item and name none.
_FOR_EVERY_ITEM: Final = frozenset(
    {"行政许可法", "行政处罚法", "行政强制法", "行政复议法", "行政诉讼法"}
)
_LIKE_TITLE: Final = 0.6
_NOTE_OF_TITLE: Final = re.compile(r"[（〔][^（）〔〕]*[）〕]")


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a law that an item cites, and the element that does."""

    element: str
    place: Citation


def check_laws(item: ItemFacts, world: World) -> Iterator[Hit]:
    """Yield what is wrong with what an item cites, and its limit with what the law says."""
    content = item.content
    if not content.legal_bases and content.item_type != ItemType.SERVICE:
        facts: Facts = {"name": content.name, "item_type": content.item_type.value}
        yield Hit("basis-missing", item.item_id, Evidence(facts))
    seen: set[tuple[str, str]] = set()
    for named in cited_places(content):
        cited = replace(named, place=world.book.resolved(named.place))
        for rule, evidence in _check_place(cited, item, world):
            # A law that is wrong is one finding for each element, however many articles.
            key = (rule, str(sorted(evidence.found.items())))
            if key not in seen:
                seen.add(key)
                yield Hit(rule, item.item_id, evidence)
    yield from _check_limit(item, world)


def cited_places(content: BaseContent) -> Iterator[Cited]:
    """Yield every place that an item cites, with the element that cites it."""
    for basis in content.legal_bases:
        try:
            yield Cited("legal_bases", parse_article(basis.law, basis.article))
        except ValueError:
            continue  # not publishable; a version from before the check
    for one in content.responsibilities:
        if one.law:
            yield Cited("responsibilities", parse_article(one.law, one.article))
    texts = [("limit_basis", content.limit_basis)]
    texts += [("fees", fee.basis) for fee in content.fees]
    texts += [("materials", material.legal_basis) for material in content.materials]
    texts += [("special_procedures", special.basis) for special in content.special_procedures]
    for element, text in texts:
        for place in parse_citations(text):
            yield Cited(element, place)


def limits_in(text: str) -> list[TimeLimit]:
    """Return the times that an article gives for deciding, step after step; none if it names none.

    What parties have to do, and what comes after a decision, does not count.
    """
    if not _DECIDES.search(text):
        return []
    return [
        TimeLimit(amount=to_number(match[1]), unit=_UNITS[match[2]])
        for clause in _CLAUSE.split(text)
        if not _OTHERWISE.search(clause)
        for match in _PERIOD.finditer(clause)
    ]


def speaks_of(name: str, text: str, law: str) -> bool:
    """Return whether an article, or the title of its law, shares a word with an item's name."""
    told = normal_form(name)
    words = {told[place : place + 2] for place in range(len(told) - 1)}
    return not words or any(word in text or word in law for word in words)


def _check_place(cited: Cited, item: ItemFacts, world: World) -> Iterator[tuple[str, Evidence]]:
    place, book = cited.place, world.book
    found: Facts = {"element": cited.element, "law": place.law}
    repealed = book.repealed(place.law, world.on)
    if repealed is not None:
        expected = {"ended_on": _day(repealed.on), "source": repealed.source}
        if repealed.replaced_by:
            expected["replaced_by"] = repealed.replaced_by
        yield "law-repealed", Evidence(found, expected)
        return
    yield from _check_dates(cited, item, world)
    law = book.laws.get(place.law)
    if law is None and place.law in book.outside:
        return
    if law is None:
        nearest = nearest_title(place.law, list(book.laws))
        yield "law-unknown", Evidence(found, {"nearest": nearest} if nearest else {})
    elif place.article:
        yield from _check_article(cited, item, world)


def _check_dates(cited: Cited, item: ItemFacts, world: World) -> Iterator[tuple[str, Evidence]]:
    place, book = cited.place, world.book
    law, revised = book.laws.get(place.law), book.revised(place.law, world.on)
    days = [law.issued_on] if law and law.issued_on else []
    newest = max([*days, *([revised.on] if revised else [])], default=None)
    found: Facts = {"element": cited.element, "law": place.law}
    if newest is not None and newest > item.effective_from:
        effective = {**found, "effective_from": _day(item.effective_from)}
        yield "law-revised-since", Evidence(effective, {"revised_on": _day(newest)})
    is_outdated = law and law.issued_on and revised and law.issued_on < _passed_before(revised.on)
    if law and law.issued_on and revised and is_outdated:
        stored = {**found, "issued_on": _day(law.issued_on)}
        expected = {"revised_on": _day(revised.on), "source": revised.source}
        yield "law-text-outdated", Evidence(stored, expected)


def _check_article(cited: Cited, item: ItemFacts, world: World) -> Iterator[tuple[str, Evidence]]:
    place, law = cited.place, world.book.laws[cited.place.law]
    found: Facts = {"element": cited.element, "law": place.law, "article": place.label}
    text = world.book.text(place)
    if not text:
        # Where only cited articles are stored, only a number beyond the last is surely wrong.
        if law.is_whole or place.article > law.articles:
            yield "article-missing", Evidence(found, {"articles": law.articles})
    elif cited.element == "legal_bases" and not _is_meant(item.content.name, place, text):
        named = {**found, "name": item.content.name}
        yield "article-off-topic", Evidence(named, {"text": text[:400]})


def _check_limit(item: ItemFacts, world: World) -> Iterator[Hit]:
    content = item.content
    limit = content.statutory_limit
    if limit is None or not limit.amount:
        return
    found: Facts = {"name": content.name, "limit": limit_text(limit)}
    places = [
        replace(one, place=world.book.resolved(one.place))
        for one in cited_places(content)
        if one.element in ("limit_basis", "legal_bases")
    ]
    is_licence = content.item_type == ItemType.LICENCE
    has_basis = any(one.element == "limit_basis" for one in places)
    if is_licence and limit.weight > LICENSING_LIMIT.weight and not has_basis:
        expected = {
            "longest": limit_text(LICENSING_LIMIT),
            "law": "行政许可法",
            "article": "第四十二条",
        }
        yield Hit("limit-beyond-licensing-law", item.item_id, Evidence(found, expected))
    named = [one.place for one in places if one.element == "limit_basis"]
    for place in dict.fromkeys(named or [one.place for one in places]):
        steps = limits_in(world.book.text(place))
        if steps and limit.weight > sum(_weight(one, is_licence) for one in steps):
            said: Facts = {
                "law": place.law,
                "article": place.label,
                "steps_of_law": [limit_text(one) for one in steps],
                "text": world.book.text(place)[:400],
            }
            yield Hit("limit-beyond-article", item.item_id, Evidence(found, said))


def _is_meant(name: str, place: Citation, text: str) -> bool:
    return place.law in _FOR_EVERY_ITEM or speaks_of(name, text, place.law)


def limit_text(limit: TimeLimit) -> str:
    """Return a limit as evidence holds it: the amount and the unit."""
    return f"{limit.amount} {limit.unit.value}"


def nearest_title(title: str, known: list[str]) -> str:
    """Return the title of the corpus that may have been meant; "" when none is like it."""
    plain = _plain_title(title)
    if same := next((other for other in sorted(known) if _plain_title(other) == plain), ""):
        return same
    grams = _grams(title)
    best, share = "", _LIKE_TITLE
    for other in sorted(known):
        others = _grams(other)
        likeness = len(grams & others) / (len(grams | others) or 1)
        if likeness >= share:
            best, share = other, likeness
    return best


def _weight(limit: TimeLimit, is_licence: bool) -> int:
    """Weigh what an article says; days of the licensing law are working days (its art. 82)."""
    if is_licence and limit.unit == LimitUnit.DAY:
        return TimeLimit(amount=limit.amount).weight
    return limit.weight


def _passed_before(in_force: date) -> date:
    """A law is dated by its passing, up to a year before it comes into force."""
    return in_force.replace(year=in_force.year - 1, day=min(in_force.day, 28))


def _plain_title(title: str) -> str:
    """Return a title without what varies between papers: （试行）, （2019年修订）, 暂行."""
    title = _NOTE_OF_TITLE.sub("", title.replace("全国人民代表大会", "全国人大"))
    return title.replace("常务委员会", "常委会").replace("暂行", "").replace("试行", "")


def _grams(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


def _day(on: date) -> str:
    return on.isoformat()
