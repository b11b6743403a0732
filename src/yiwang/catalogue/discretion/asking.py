# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What can be asked of benchmarks: which applies, what the public is told, what editors see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from yiwang.catalogue.discretion import wording as wording
from yiwang.catalogue.discretion.checking import faults
from yiwang.catalogue.discretion.errors import BenchmarkNotFound
from yiwang.catalogue.discretion.keeping import StoredBenchmark as StoredBenchmark
from yiwang.catalogue.discretion.keeping import Whose, article_id, as_stored, versions
from yiwang.catalogue.discretion.keeping import applying as applying
from yiwang.catalogue.discretion.keeping import stored as stored
from yiwang.catalogue.discretion.keeping import surroundings as _surroundings
from yiwang.catalogue.discretion.outcomes import Weighed as Weighed
from yiwang.catalogue.discretion.outcomes import weigh as weigh
from yiwang.catalogue.discretion.shape import Benchmark as Benchmark
from yiwang.catalogue.discretion.shape import MeasureKind as MeasureKind
from yiwang.catalogue.discretion.shape import dump_benchmark as dump_benchmark
from yiwang.catalogue.discretion.shape import read_benchmark as read_benchmark
from yiwang.catalogue.enums import ListState, VersionState
from yiwang.catalogue.errors import ItemNotFound
from yiwang.catalogue.models import (
    BaseItem,
    BaseItemVersion,
    DiscretionBenchmark,
    ImplementationList,
)
from yiwang.catalogue.opening import published_version_id
from yiwang.catalogue.snapshots import snapshot
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError

MOST_ROWS = 200
"""How many items one page of the editors shows; the words sought narrow them."""


@dataclass(frozen=True, slots=True)
class TierFace:
    """One tier as the public reads it: each measure with its span in words."""

    key: str
    name: str
    circumstances: str
    spans: Sequence[tuple[str, str]]
    place: str
    article_id: int | None
    is_by_law: bool


@dataclass(frozen=True, slots=True)
class BenchmarkFace:
    """A published benchmark in words."""

    stored: StoredBenchmark
    place: str
    article_id: int | None
    measures: Sequence[str]
    tiers: Sequence[TierFace]

    @property
    def is_current(self) -> bool:
        """Say whether it applies today."""
        return self.stored.effective_from <= timezone.localdate()


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    """An item of the editor's catalogue, and what there is of its benchmark."""

    base_item_id: UUID
    implementation_id: UUID | None
    name: str
    local_code: str
    department: str
    published: int | None
    draft: int | None


@dataclass(frozen=True, slots=True)
class EditedBenchmark:
    """A benchmark as its editors see it.

    :ivar upper: in whose frame a list's own stays; None for that of the base item
    """

    whose: Whose
    name: str
    department: str
    draft: StoredBenchmark | None
    versions: Sequence[StoredBenchmark]
    upper: StoredBenchmark | None

    @property
    def newest(self) -> StoredBenchmark | None:
        """Return the newest published version that was not taken back."""
        kept = [one for one in self.versions if one.state == VersionState.PUBLISHED]
        return kept[0] if kept else None


def public_of(code: str, on: date | None = None) -> list[BenchmarkFace]:
    """Return what a list's cases are decided by, and what is to apply later; nothing for none.

    :param code: implementation code
    :raises ItemNotFound, ItemNotOpen, ItemWithdrawn: there is no such list in force
    """
    on = on or timezone.localdate()
    item = snapshot(published_version_id(code, on))
    return faces_of(item.base_item_id, item.implementation_id, on)


def faces_of(base_item_id: UUID, implementation_id: UUID, on: date) -> list[BenchmarkFace]:
    """Return the benchmarks of a list in words: its own where there is one, else the item's."""
    rows = (
        DiscretionBenchmark.objects.published()
        .filter(base_item_id=base_item_id)
        .filter(Q(implementation_id=implementation_id) | Q(implementation__isnull=True))
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=on))
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=F("effective_from")))
    )
    found = [as_stored(row) for row in rows.order_by("effective_from", "number")]
    own = [one for one in found if one.is_local]
    begun = any(one.effective_from <= on for one in own)
    return [_face(one) for one in found if one.is_local or not begun]


def _face(one: StoredBenchmark) -> BenchmarkFace:
    told = one.benchmark
    return BenchmarkFace(
        stored=one,
        place=wording.place_words(told),
        article_id=article_id(told.law, told.article),
        measures=[measure.name for measure in told.measures],
        tiers=[
            TierFace(
                key=tier.key,
                name=tier.name,
                circumstances=tier.circumstances,
                spans=[
                    (measure.name, wording.span_words(measure, tier.span(measure.key)))
                    for measure in told.measures
                ],
                place=wording.place_words(told, tier),
                article_id=article_id(tier.law or told.law, tier.article or told.article),
                is_by_law=tier.is_by_law,
            )
            for tier in told.tiers
        ],
    )


# ── for those who keep them


def rows_of(actor: Actor, words: str) -> list[BenchmarkRow]:
    """Return the base items, or the lists, of the actor's catalogue; five queries at most.

    Who keeps the whole division sees its base items; who keeps a department sees its lists, of
    which the upper benchmark may let it make its own.
    """
    found = _base_rows(actor, words) if actor.covers_subtree else _list_rows(actor, words)
    return sorted(found, key=lambda row: (row.draft is None, row.published is None, row.name))


def _base_rows(actor: Actor, words: str) -> list[BenchmarkRow]:
    names = BaseItemVersion.objects.in_force(timezone.localdate()).filter(
        base_item__scope_code=actor.division_code, name__icontains=words
    )
    rows = names.order_by("name").values_list("base_item_id", "name", "base_item__local_code")
    kept = _numbers(DiscretionBenchmark.objects.filter(implementation__isnull=True), "base_item_id")
    known = sorted(rows, key=lambda row: (row[0] not in kept, row[1]))
    return [
        BenchmarkRow(base_id, None, name, code, "", *kept.get(base_id, (None, None)))
        for base_id, name, code in known[:MOST_ROWS]
    ]


def _list_rows(actor: Actor, words: str) -> list[BenchmarkRow]:
    if actor.department_id is None:
        return []
    lists = ImplementationList.objects.filter(
        department_id=actor.department_id, state=ListState.OPEN
    ).select_related("department")
    names = dict(
        BaseItemVersion.objects.in_force(timezone.localdate())
        .filter(base_item__lists__in=lists, name__icontains=words)
        .values_list("base_item_id", "name")
    )
    codes = dict(BaseItem.objects.filter(pk__in=names).values_list("id", "local_code"))
    own = DiscretionBenchmark.objects.filter(implementation__in=lists)
    kept = _numbers(own, "implementation_id")
    above = _numbers(
        DiscretionBenchmark.objects.filter(implementation__isnull=True), "base_item_id"
    )
    return [
        BenchmarkRow(
            one.base_item_id,
            one.id,
            names[one.base_item_id],
            codes[one.base_item_id],
            one.department.name,
            *kept.get(one.id, (None, None)),
        )
        for one in lists.order_by("code")[: MOST_ROWS * 5]
        if one.base_item_id in names and (one.id in kept or above.get(one.base_item_id, (None,))[0])
    ][:MOST_ROWS]


def _numbers(found: object, key: str) -> dict[UUID, tuple[int | None, int | None]]:
    """Return the numbers of the newest published version and of the draft."""
    numbers: dict[UUID, tuple[int | None, int | None]] = {}
    rows = found.order_by("number").values_list(key, "number", "state")  # type: ignore[attr-defined]
    for owner, number, state in rows:
        published, draft = numbers.get(owner, (None, None))
        if state == VersionState.DRAFT:
            draft = number
        elif state == VersionState.PUBLISHED:
            published = number
        numbers[owner] = (published, draft)
    return numbers


def edited(base_item_id: UUID, implementation_id: UUID | None, on: date) -> EditedBenchmark:
    """Return a benchmark as those see it who keep it.

    :raises ItemNotFound, BenchmarkNotFound: there is no such item, or no such list of it
    """
    whose, department = _whose(base_item_id, implementation_id)
    name = (
        BaseItemVersion.objects.in_force(on)
        .filter(base_item=whose.base_item)
        .values_list("name", flat=True)
        .first()
    )
    found = versions(whose)
    return EditedBenchmark(
        whose=whose,
        name=name or whose.base_item.local_code,
        department=department,
        draft=next((one for one in found if one.state == VersionState.DRAFT), None),
        versions=[one for one in found if one.state != VersionState.DRAFT],
        upper=applying(base_item_id, None, on) if implementation_id else None,
    )


def faults_of(whose: Whose, content: object, effective_from: date, today: date) -> list[FieldError]:
    """Return what would keep a benchmark from being published.

    :raises BenchmarkInvalid: it does not have the shape of one
    """
    benchmark = read_benchmark(content)
    return faults(benchmark, effective_from, _surroundings(whose, effective_from, today))


def _whose(base_item_id: UUID, implementation_id: UUID | None) -> tuple[Whose, str]:
    item = BaseItem.objects.filter(pk=base_item_id).first()
    if item is None:
        raise ItemNotFound
    if implementation_id is None:
        return Whose(item), ""
    lists = ImplementationList.objects.select_related("department")
    own = lists.filter(pk=implementation_id, base_item=item).first()
    if own is None:
        raise BenchmarkNotFound
    return Whose(item, own.id, own.department_id, own.region_code), own.department.name
