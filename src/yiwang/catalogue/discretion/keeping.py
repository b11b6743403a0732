# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Benchmarks as they are stored, and which of them applies."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from yiwang.catalogue.citations import parse_article
from yiwang.catalogue.discretion.checking import Surroundings
from yiwang.catalogue.discretion.errors import BenchmarkNotFound
from yiwang.catalogue.discretion.shape import Benchmark, read_benchmark
from yiwang.catalogue.enums import VersionState
from yiwang.catalogue.models import Article, BaseItem, DiscretionBenchmark, Law
from yiwang.catalogue.snapshots import Kept

BENCHMARKS_KEPT: Final = 512


@dataclass(frozen=True, slots=True)
class StoredBenchmark:
    """A version of a benchmark as it is stored.

    :ivar implementation_id: the list whose department made it for itself; None: for all lists
    """

    id: UUID
    base_item_id: UUID
    implementation_id: UUID | None
    number: int
    state: str
    revision: int
    editors: tuple[UUID, ...]
    effective_from: date
    effective_to: date | None
    published_at: datetime | None
    end_reason: str
    benchmark: Benchmark

    @property
    def is_local(self) -> bool:
        """Say whether a lower body made it for its own list."""
        return self.implementation_id is not None


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose benchmark it is: that of a base item, or that of one list of it.

    :ivar region_code: of the department of the list; "" for the base item's
    """

    base_item: BaseItem
    implementation_id: UUID | None = None
    department_id: UUID | None = None
    region_code: str = ""


_kept: Kept[UUID, Benchmark] = Kept(BENCHMARKS_KEPT)


def as_stored(row: DiscretionBenchmark) -> StoredBenchmark:
    """Return a version as the rest of this part reads it."""
    return StoredBenchmark(
        id=row.id,
        base_item_id=row.base_item_id,
        implementation_id=row.implementation_id,
        number=row.number,
        state=row.state,
        revision=row.revision,
        editors=tuple(row.editors),
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        published_at=row.published_at,
        end_reason=row.end_reason,
        benchmark=_read(row),
    )


def _read(row: DiscretionBenchmark) -> Benchmark:
    """Return what a version says; a published one is read once in this process of the server."""
    if row.state == VersionState.DRAFT:
        return read_benchmark(row.content)
    known = _kept.get(row.id)
    if known is None:
        known = read_benchmark(row.content)
        _kept.put(row.id, known)
    return known


def forget() -> None:
    """Forget the benchmarks that this process keeps."""
    _kept.clear()


def applying(
    base_item_id: UUID, implementation_id: UUID | None, on: date
) -> StoredBenchmark | None:
    """Return the benchmark that a list's cases are decided by on a day: its own, else the item's.

    One query; None for an item without one.
    """
    found = (
        DiscretionBenchmark.objects.in_force(on)
        .filter(base_item_id=base_item_id)
        .filter(Q(implementation_id=implementation_id) | Q(implementation__isnull=True))
    )
    rows = sorted(found, key=lambda row: (row.implementation_id is None, -row.number))
    return as_stored(rows[0]) if rows else None


def stored(benchmark_id: UUID) -> StoredBenchmark:
    """Return a version that was published.

    :raises BenchmarkNotFound: there is none with this id
    """
    row = DiscretionBenchmark.objects.published().filter(pk=benchmark_id).first()
    if row is None:
        raise BenchmarkNotFound
    return as_stored(row)


def versions(whose: Whose) -> list[StoredBenchmark]:
    """Return all versions, the newest first."""
    rows = DiscretionBenchmark.objects.filter(
        base_item=whose.base_item, implementation_id=whose.implementation_id
    )
    return [as_stored(row) for row in rows.order_by("-number")]


def surroundings(whose: Whose, effective_from: date, today: date) -> Surroundings:
    """Return what a benchmark is held against."""
    is_local = whose.implementation_id is not None
    upper = applying(whose.base_item.id, None, effective_from) if is_local else None
    newest = (
        DiscretionBenchmark.objects.filter(
            base_item=whose.base_item,
            implementation_id=whose.implementation_id,
            state=VersionState.PUBLISHED,
            effective_to__isnull=True,
        )
        .values_list("effective_from", flat=True)
        .first()
    )
    return Surroundings(
        has_article=has_article,
        on=today,
        is_local=is_local,
        upper=upper.benchmark if upper else None,
        newest_from=newest,
    )


def has_article(law: str, article: str) -> bool:
    """Return whether the corpus has an article in the text of the law that is in use.

    Of some laws only the articles that items cite are stored; then the count of articles tells.
    """
    try:
        place = parse_article(law, article)
    except ValueError:
        return False
    known = Law.objects.filter(title=place.law, is_newest=True).first()
    if known is None or not place.article:
        return False
    if not place.suffix and place.article <= known.article_count:
        return True
    return Article.objects.filter(law=known, number=place.article, suffix=place.suffix).exists()


def article_id(law: str, article: str) -> int | None:
    """Return the stored article, to lead to its text."""
    try:
        place = parse_article(law, article)
    except ValueError:
        return None
    found = Article.objects.filter(
        law__title=place.law, law__is_newest=True, number=place.article, suffix=place.suffix
    )
    return found.values_list("id", flat=True).first()
