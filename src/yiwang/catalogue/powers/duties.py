# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The responsibilities that go with a power."""

from collections.abc import Sequence
from dataclasses import dataclass

from yiwang.catalogue.citations import parse_article
from yiwang.catalogue.content import Responsibility
from yiwang.catalogue.enums import DutyKind
from yiwang.catalogue.models import Article, Duty


@dataclass(frozen=True, slots=True)
class ShownResponsibility:
    """One responsibility, or one reason for being held to account.

    :ivar article_id: None when the article is not among the laws that are loaded
    """

    kind: str
    stage: str
    text: str
    law: str
    article: str
    article_id: int | None = None


def responsibilities(
    own: Sequence[Responsibility], item_type: str
) -> tuple[ShownResponsibility, ...]:
    """Return what goes with a power: its own list, else that of its type; two queries."""
    return _with_articles(own or of_type(item_type))


def of_type(item_type: str) -> tuple[Responsibility, ...]:
    """Return what goes with every power of a type that has no list of its own; one query."""
    rows = Duty.objects.filter(item_type=item_type).order_by("kind", "position")
    return tuple(
        Responsibility(
            kind=DutyKind(row.kind),
            stage=row.stage,
            text=row.text,
            law=row.law,
            article=row.article,
        )
        for row in rows
    )


def _with_articles(rows: Sequence[Responsibility]) -> tuple[ShownResponsibility, ...]:
    places = [parse_article(row.law, row.article) if row.law else None for row in rows]
    named = [place for place in places if place is not None]
    found = Article.objects.filter(
        law__title__in={place.law for place in named},
        number__in={place.article for place in named},
        law__is_newest=True,
    ).values_list("law__title", "number", "suffix", "id")
    ids = {(law, number, suffix): id_ for law, number, suffix, id_ in found.order_by("id")}
    return tuple(
        ShownResponsibility(
            row.kind.value,
            row.stage,
            row.text,
            row.law,
            row.article,
            ids.get((place.law, place.article, place.suffix)) if place else None,
        )
        for row, place in zip(rows, places, strict=True)
    )
