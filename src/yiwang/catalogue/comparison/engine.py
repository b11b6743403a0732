# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Compare the catalogue with its rules: all of it, or what was just published or withdrawn."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from yiwang.catalogue import comparison_events, events
from yiwang.catalogue.bulk import Progress, long_transaction, silent
from yiwang.catalogue.comparison import facts, list_rules, merging
from yiwang.catalogue.comparison.concerned import depending_on
from yiwang.catalogue.comparison.facts import ItemFacts, World
from yiwang.catalogue.comparison.item_rules import check_item
from yiwang.catalogue.comparison.law_rules import check_laws, cited_places
from yiwang.catalogue.comparison.merging import Changed, Changes, Subjects, Weighed
from yiwang.catalogue.comparison.place_rules import compare_places
from yiwang.catalogue.comparison.rule import Hit
from yiwang.catalogue.models import BaseItem, ImplementationList
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('catalogue.comparison'))"
_ITEMS_AT_ONCE: Final = 40
_FACTS_ONE_BY_ONE: Final = 200
"""Up to so many changes each get a fact of their own; beyond, the fact of the run has a digest."""


@dataclass(frozen=True, slots=True)
class ComparisonReport:
    """What a comparison looked at and changed."""

    base_items: int
    lists: int
    changes: Changes


def compare_all(*, actor: Actor, at: datetime, progress: Progress = silent) -> ComparisonReport:
    """Compare the whole catalogue; run again, it finds the same findings and changes nothing.

    A rule that weighs otherwise than before takes its stored findings with it.
    """
    on = timezone.localdate(at)
    with long_transaction():
        begin(on)
        items = list(BaseItem.objects.order_by("id").values_list("id", flat=True))
        lists = ImplementationList.objects.filter(state="open").count()
        _check_items(on, None)
        _prepare_bases(on, None)
        for place in range(0, len(items), _ITEMS_AT_ONCE):
            progress(place, len(items))
            _check_lists(items[place : place + _ITEMS_AT_ONCE], ())
        progress(len(items), len(items))
        weighed = merging.weigh_anew()
        changes = merging.merge(Subjects(is_whole=True), at=at, on=on)
        _append_weights(weighed, actor=actor, at=at)
        _append_changes(changes, actor=actor, at=at)
        fact = events.CatalogueCompared(
            base_items=len(items),
            lists=lists,
            opened=changes.opened,
            reopened=changes.reopened,
            cleared=changes.cleared,
            changes_sha256=changes.sha256,
        )
        ledger.append(fact, actor=actor, at=at)
    return ComparisonReport(len(items), lists, changes)


def compare_some(
    *,
    actor: Actor,
    at: datetime,
    items: Collection[UUID] = (),
    lists: Collection[UUID] = (),
    alone: Collection[UUID] = (),
) -> Changes:
    """Compare some base items, with all their lists and what is named like them, and some lists.

    Items that ask for what the given items issue are compared again with them.

    :param alone: base items whose own elements are compared, without their lists
    """
    on = timezone.localdate(at)
    with long_transaction():
        begin(on)
        alone = {*alone, *depending_on(items)} - set(items)
        if items or alone:
            _check_items(on, {*items, *alone})
        touched = {*items, *_items_of(lists)}
        _prepare_bases(on, touched)
        _check_lists(items, lists)
        # The findings of an item that stands alone are told by it as their subject.
        changes = merging.merge(Subjects(items, {*lists, *alone}), at=at, on=on)
        _append_changes(changes, actor=actor, at=at)
    return changes


def begin(on: date) -> None:
    """Let one comparison run at a time, and make its tables."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    merging.prepare(on)


def hits_of(items: Sequence[ItemFacts], world: World) -> Iterator[Hit]:
    """Yield what base items break on their own; what pairs of them do comes from elsewhere."""
    for item in items:
        yield from check_laws(item, world)
        yield from check_item(item, world)


def _check_items(on: date, only: Collection[UUID] | None) -> None:
    items = list(facts.items_in_force(on, only))
    titles = {cited.place.law for item in items for cited in cited_places(item.content)}
    world = replace(facts.world(on), book=facts.law_book(titles))
    owners = _Owners(dict(BaseItem.objects.values_list("id", "line")), world)
    hits = (*hits_of(items, world), *compare_places(world, only))
    # A list, because no other statement can run on this connection during a COPY.
    merging.take_items([(hit, *owners.of(hit.base_item_id)) for hit in hits])


def _prepare_bases(on: date, only: Collection[UUID] | None) -> None:
    with connection.cursor() as cursor:
        items = None if only is None else list(only)
        cursor.execute(list_rules.PREPARE_BASES, {"on": on, "items": items})
        cursor.execute("CREATE INDEX ON compared_base (id)")
        cursor.execute("ANALYZE compared_base")


def _check_lists(items: Collection[UUID], lists: Collection[UUID]) -> None:
    with connection.cursor() as cursor:
        if items:
            cursor.execute(list_rules.CHECK_LISTS_OF_ITEMS, {"ids": list(items)})
        if lists:
            values = {"ids": list(lists), "items": list(items)}
            cursor.execute(list_rules.CHECK_LISTS, values)


def _items_of(lists: Collection[UUID]) -> set[UUID]:
    if not lists:
        return set()
    rows = ImplementationList.objects.filter(pk__in=lists)
    return set(rows.values_list("base_item_id", flat=True))


class _Owners:
    """Who answers for base items: the department of their place that has their line."""

    def __init__(self, lines: Mapping[UUID, str], world: World) -> None:
        self._lines, self._world = lines, world
        self._departments: dict[str, dict[str, UUID]] = {}

    def of(self, item_id: UUID) -> tuple[UUID | None, str]:
        """Return the department, if anybody has the line there, and the item's catalogue."""
        scope = self._world.neighbours[item_id].scope_code
        if scope not in self._departments:
            self._departments[scope] = _by_line(scope)
        return self._departments[scope].get(self._lines[item_id]), scope


def _by_line(scope_code: str) -> dict[str, UUID]:
    departments = organizations.departments_in(scope_code)
    found: dict[str, UUID] = {}
    for department in departments:
        found.setdefault(department.line, department.id)
    for department in departments:
        for line in department.carries:
            found.setdefault(line, department.id)
    return found


def _append_changes(changes: Changes, *, actor: Actor, at: datetime) -> None:
    if not 0 < changes.count <= _FACTS_ONE_BY_ONE:
        return
    ledger.append(*map(_fact, merging.changed()), actor=actor, at=at)


def _append_weights(weighed: Sequence[Weighed], *, actor: Actor, at: datetime) -> None:
    facts = [
        comparison_events.RuleWeightChanged(
            rule=one.rule, severity=one.severity, findings=one.findings
        )
        for one in weighed
    ]
    if facts:
        ledger.append(*facts, actor=actor, at=at)


def _fact(change: Changed) -> events.FindingFact:
    about = (change.id, change.rule, change.base_item_id, change.implementation_id)
    if change.what == "cleared":
        return events.FindingCleared(*about)
    kind = events.FindingOpened if change.what == "opened" else events.FindingReopened
    return kind(*about, evidence_sha256=change.evidence_sha256, due_on=change.due_on)
