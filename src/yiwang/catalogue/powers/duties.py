# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The responsibilities that go with a power."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from yiwang.catalogue.citations import parse_article
from yiwang.catalogue.models import Article, Duty


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One responsibility, or one reason for being held to account.

    :ivar article_id: None when the article is not among the laws that are loaded
    """

    kind: str
    stage: str
    text: str
    law: str
    article: str
    article_id: int | None = None


def responsibilities(base_item_id: UUID, item_type: str) -> list[Responsibility]:
    """Return what goes with a power: its own list, else that of its type; two queries."""
    rows = list(
        Duty.objects.filter(
            Q(base_item_id=base_item_id) | Q(base_item__isnull=True, item_type=item_type)
        ).order_by("kind", "position")
    )
    own = [row for row in rows if row.base_item_id is not None]
    return _with_articles(own or rows)


def _with_articles(rows: Sequence[Duty]) -> list[Responsibility]:
    places = {row.pk: parse_article(row.law, row.article) for row in rows if row.law}
    sought = {(place.law, place.article) for place in places.values()}
    found = Article.objects.filter(
        law__title__in={law for law, _number in sought},
        number__in={number for _law, number in sought},
        law__is_newest=True,
    ).values_list("law__title", "number", "suffix", "id")
    ids = {(law, number, suffix): id_ for law, number, suffix, id_ in found.order_by("id")}
    return [
        Responsibility(
            row.kind,
            row.stage,
            row.text,
            row.law,
            row.article,
            ids.get((places[row.pk].law, places[row.pk].article, places[row.pk].suffix))
            if row.pk in places
            else None,
        )
        for row in rows
    ]
