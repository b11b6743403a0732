# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Guides (办事指南): a published list with the articles that it rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from yiwang.catalogue import marks
from yiwang.catalogue.citations import Citation
from yiwang.catalogue.errors import ItemNotFound
from yiwang.catalogue.figures import LAWS
from yiwang.catalogue.models import (
    Article,
    LegalBasis,
    RegionFigures,
)
from yiwang.catalogue.opening import published_version_id
from yiwang.catalogue.snapshots import BASES_KEPT, ItemSnapshot, Kept, snapshot
from yiwang.foundation.marks import read_marks


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """A place in a law that an item rests on, with the article's text when it is stored.

    :ivar article_id: None when the article is not among the laws that are loaded
    """

    law: str
    label: str
    article_id: int | None
    text: str
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything that a guide shows; ``tag`` changes when any of it does."""

    item: ItemSnapshot
    articles: tuple[CitedArticle, ...]
    tag: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article with its neighbours among those that are stored."""

    article_id: int
    law: str
    label: str
    text: str
    issued_on: date | None
    category: str
    previous_id: int | None
    next_id: int | None
    cited_by: tuple[str, ...]


MOST_CITING: Final = 50
_kept_articles: Kept[tuple[UUID, str], tuple[CitedArticle, ...]] = Kept(BASES_KEPT)
"""Articles by base version and by when laws last changed; a thousand lists rest on the same."""


def guide(code_or_id: str | UUID, on: date, tag: str = "") -> Guide:
    """Return the guide of a list as it stands on a day; see ``selectors``."""
    tag = tag or guide_tag(code_or_id, on)
    item = snapshot(UUID(tag.partition("-")[0]))
    key = (item.base_version_id, tag.partition("-")[2])
    articles = _kept_articles.get(key)
    if articles is None:
        articles = _articles(item.base_version_id)
        _kept_articles.put(key, articles)
    return Guide(item, articles, tag)


def guide_tag(code_or_id: str | UUID, on: date) -> str:
    """Return the tag that the guide would have, without reading the guide."""
    [tag] = read_marks(marks.guide(code_or_id, on))
    return tag or _tag(published_version_id(code_or_id, on), _law_stamp())


def preview(version_id: UUID) -> Guide:
    """Return the guide as a version would make it, published or not."""
    item = snapshot(version_id)
    return Guide(item, _articles(item.base_version_id), _tag(item.version_id, 0))


def article_page(article_id: int) -> ArticlePage:
    """Return an article; see ``selectors``."""
    found = Article.objects.select_related("law").defer("words").filter(pk=article_id).first()
    if found is None:
        raise ItemNotFound
    place = (found.number, found.suffix)
    near = Article.objects.filter(
        law_id=found.law_id, number__range=(found.number - 1, found.number + 1)
    ).values_list("number", "suffix", "id")
    places = sorted(near, key=lambda row: (row[0], Article.rank_of_suffix(row[1])))
    index = [row[:2] for row in places].index(place)
    return ArticlePage(
        article_id=found.id,
        law=found.law.title,
        label=Citation(found.law.title, found.number, found.suffix).label,
        text=found.text,
        issued_on=found.law.issued_on,
        category=found.law.category,
        previous_id=places[index - 1][2] if index else None,
        next_id=places[index + 1][2] if index + 1 < len(places) else None,
        cited_by=_citing(found.id),
    )


def _articles(base_version_id: UUID) -> tuple[CitedArticle, ...]:
    rows = LegalBasis.objects.filter(base_version_id=base_version_id).order_by("position")
    columns = rows.values_list(
        "law_title",
        "article_number",
        "article_suffix",
        "article_id",
        "article__text",
        "law__issued_on",
    )
    return tuple(
        CitedArticle(title, Citation(title, number, suffix).label, article_id, text or "", day)
        for title, number, suffix, article_id, text, day in columns
    )


def _citing(article_id: int) -> tuple[str, ...]:
    """Return the names of the items in force that cite an article."""
    names = (
        LegalBasis.objects.filter(
            article_id=article_id,
            base_version__state="published",
            base_version__effective_to__isnull=True,
        )
        .order_by("base_version__name")
        .values_list("base_version__name", flat=True)
    )
    return tuple(names[:MOST_CITING])


def _law_stamp() -> int:
    stamp = RegionFigures.objects.filter(pk=LAWS).values_list("version", flat=True).first()
    return stamp or 0


def _tag(version_id: UUID, law_stamp: int) -> str:
    return f"{version_id.hex}-{law_stamp}"
