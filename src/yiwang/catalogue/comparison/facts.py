# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What base items are compared by, and what they are compared with; read in a few queries."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count

from yiwang.catalogue.citations import Citation, canonical_title
from yiwang.catalogue.comparison.library import Library, read_library
from yiwang.catalogue.comparison.names import normal_form
from yiwang.catalogue.content import BaseContent, read_content
from yiwang.catalogue.enums import LawChangeKind, ResultKind, TitleSettlement
from yiwang.catalogue.models import (
    Article,
    BaseItemVersion,
    CitedTitle,
    Law,
    LawChange,
    SearchSound,
    Theme,
)


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """A base item with all elements of the version in force."""

    item_id: UUID
    code: str
    scope_code: str
    line: str
    effective_from: date
    content: BaseContent


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What of a base item others are compared with."""

    item_id: UUID
    code: str
    scope_code: str
    name: str
    item_type: str
    laws: tuple[str, ...]
    licences: tuple[str, ...]

    @property
    def form(self) -> str:
        return normal_form(self.name)


@dataclass(frozen=True, slots=True)
class KnownLaw:
    """The newest text of a law that is stored.

    :ivar is_whole: all its articles are stored, so one that is not there does not exist
    """

    issued_on: date | None
    articles: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a law."""

    kind: str
    on: date
    replaced_by: str
    source: str


@dataclass(frozen=True, slots=True)
class LawBook:
    """The corpus with its dates, as far as the items that are compared cite it.

    :ivar aliases: other titles of its laws, as editors settled them
    :ivar outside: titles of rules whose text is kept elsewhere
    """

    laws: Mapping[str, KnownLaw] = field(default_factory=dict)
    texts: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    outside: frozenset[str] = frozenset()

    def resolved(self, place: Citation) -> Citation:
        """Return a place under the title that the corpus keeps its law by."""
        law = self.aliases.get(place.law)
        return replace(place, law=law) if law else place

    def text(self, place: Citation) -> str:
        """Return the text of an article; "" when it is not stored."""
        return self.texts.get((place.law, place.article, place.suffix), "")

    def repealed(self, title: str, on: date) -> Change | None:
        """Return how a law came to an end, when it has by a day."""
        return self._last(title, LawChangeKind.REPEALED, on)

    def revised(self, title: str, on: date) -> Change | None:
        """Return the last revision that was in force on a day."""
        return self._last(title, LawChangeKind.REVISED, on)

    def _last(self, title: str, kind: str, on: date) -> Change | None:
        found = [one for one in self.changes.get(title, ()) if one.kind == kind and one.on <= on]
        return max(found, key=lambda one: one.on, default=None)


@dataclass(frozen=True, slots=True)
class World:
    """Everything that base items are compared with.

    :ivar issuers: normal form of a licence → who issues it, in every catalogue, by code
    :ivar themes: (audience, name) of every theme
    :ivar library: the materials library: types, who issues them, what government has
    """

    on: date
    neighbours: Mapping[UUID, Neighbour]
    book: LawBook
    issuers: Mapping[str, tuple[Neighbour, ...]]
    sounds: Mapping[str, str]
    themes: frozenset[tuple[str, str]] = frozenset()
    library: Library = field(default_factory=Library)


def items_in_force(on: date, only: Collection[UUID] | None = None) -> Iterator[ItemFacts]:
    """Yield the base items in force on a day, by code; all when not given."""
    rows = BaseItemVersion.objects.in_force(on).order_by("base_item__code")
    if only is not None:
        rows = rows.filter(base_item_id__in=only)
    columns = ("base_item_id", "base_item__code", "base_item__scope_code", "base_item__line")
    for row in rows.values_list(*columns, "effective_from", "content").iterator(chunk_size=500):
        item_id, code, scope_code, line, effective_from, content = row
        elements = read_content(BaseContent, content)
        yield ItemFacts(item_id, code, scope_code, line, effective_from, elements)


def world(on: date) -> World:
    """Return what items are compared with on a day, without the laws."""
    neighbours = {one.item_id: one for one in _neighbours(on)}
    issuers: dict[str, list[Neighbour]] = {}
    for one in neighbours.values():
        for licence in one.licences:
            issuers.setdefault(normal_form(licence), []).append(one)
    return World(
        on=on,
        neighbours=neighbours,
        book=LawBook(),
        issuers={name: tuple(found) for name, found in issuers.items()},
        sounds=dict(SearchSound.objects.values_list("character", "sound")),
        themes=frozenset(Theme.objects.values_list("audience", "name")),
        library=read_library(on),
    )


def law_book(titles: Collection[str] | None = None) -> LawBook:
    """Return the corpus with its dates; the texts of some laws only, when titles are given."""
    settled = CitedTitle.objects.values_list("title", "kind", "law_title")
    aliases = {title: law for title, _kind, law in settled if law}
    outside = {title for title, kind, _law in settled if kind == TitleSettlement.OUTSIDE}
    if titles is not None:
        titles = {*titles, *(aliases[title] for title in titles if title in aliases)}
    return LawBook(_laws(), _texts(titles), _changes(), aliases, frozenset(outside))


def _neighbours(on: date) -> Iterator[Neighbour]:
    rows = BaseItemVersion.objects.in_force(on).order_by("base_item__code")
    columns = ("base_item_id", "base_item__code", "base_item__scope_code", "name", "item_type")
    for row in rows.values_list(*columns, "content__legal_bases", "content__results"):
        item_id, code, scope_code, name, item_type = row[:5]
        laws: list[dict[str, Any]] = row[5] or []
        results: list[dict[str, Any]] = row[6] or []
        yield Neighbour(
            item_id=item_id,
            code=code,
            scope_code=scope_code,
            name=name,
            item_type=item_type,
            laws=tuple(dict.fromkeys(canonical_title(law["law"]) for law in laws)),
            licences=tuple(
                result["name"] for result in results if result["kind"] == ResultKind.LICENCE
            ),
        )


def _laws() -> dict[str, KnownLaw]:
    rows = Law.objects.filter(is_newest=True).annotate(stored=Count("articles"))
    return {
        title: KnownLaw(issued_on, articles, stored >= articles)
        for title, issued_on, articles, stored in rows.values_list(
            "title", "issued_on", "article_count", "stored"
        )
    }


def _texts(titles: Collection[str] | None) -> dict[tuple[str, int, str], str]:
    rows = Article.objects.filter(law__is_newest=True)
    if titles is not None:
        rows = rows.filter(law__title__in=titles)
    return {
        (title, number, suffix): text
        for title, number, suffix, text in rows.values_list(
            "law__title", "number", "suffix", "text"
        ).iterator(chunk_size=5000)
    }


def _changes() -> dict[str, tuple[Change, ...]]:
    found: dict[str, list[Change]] = {}
    rows = LawChange.objects.order_by("title", "effective_on")
    columns = ("title", "kind", "effective_on", "replaced_by", "source")
    for title, *rest in rows.values_list(*columns):
        found.setdefault(title, []).append(Change(*rest))
    return {title: tuple(changes) for title, changes in found.items()}
