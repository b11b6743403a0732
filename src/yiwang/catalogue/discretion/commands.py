# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep benchmarks: write a draft, throw it away, a second person publishes it, take one back.

Source: 国办发〔2022〕27号, sections 2 to 4: each body makes benchmarks within its powers and within
those of the body above it, and makes them public.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.catalogue import figures, policies
from yiwang.catalogue.discretion import checking, events, keeping
from yiwang.catalogue.discretion.errors import (
    BenchmarkEndNeedsReason,
    BenchmarkNotFound,
    BenchmarkNotPublishable,
    BenchmarkOfAnother,
)
from yiwang.catalogue.discretion.keeping import Whose
from yiwang.catalogue.discretion.shape import Benchmark, dump_benchmark, read_benchmark
from yiwang.catalogue.enums import ListState, VersionState
from yiwang.catalogue.errors import ItemNotFound
from yiwang.catalogue.guidance_refusals import SecondPersonNeeded, SomebodyWasFaster
from yiwang.catalogue.models import BaseItem, DiscretionBenchmark, ImplementationList
from yiwang.catalogue.models.discretion import DiscretionBenchmarkQuerySet
from yiwang.catalogue.versions import content_digest
from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger

Action = policies.Action
LONGEST_REASON = 500


@transaction.atomic
def save_benchmark(
    *,
    base_item_id: UUID,
    content: Mapping[str, Any],
    effective_from: date,
    revision: int,
    actor: Actor,
    at: datetime,
    implementation_id: UUID | None = None,
) -> DiscretionBenchmark:
    """Write the draft of the next benchmark; begin one when there is none.

    :param revision: that the editor saw; 0 to begin one
    :param implementation_id: the list whose department makes it for itself
    :raises NotYourCatalogue: the actor does not keep this part of the catalogue
    :raises BenchmarkInvalid: it does not have the shape of a benchmark
    :raises SomebodyWasFaster: it has been changed since, or somebody else began one
    """
    whose = _locked(base_item_id, implementation_id)
    _check_may(actor, whose, Action.EDIT_BASE, Action.EDIT_LIST)
    benchmark = read_benchmark(content)
    stored = dump_benchmark(benchmark)
    newest = _rows(whose).order_by("-number").first()
    is_draft = newest is not None and newest.state == VersionState.DRAFT
    if revision != (newest.revision if newest is not None and is_draft else 0):
        raise SomebodyWasFaster
    if newest is None or not is_draft:
        newest = DiscretionBenchmark(
            base_item=whose.base_item,
            implementation_id=whose.implementation_id,
            number=newest.number + 1 if newest else 1,
            revision=0,
        )
    newest.name, newest.effective_from = benchmark.name, effective_from
    newest.content, newest.content_sha256 = stored, _digest(stored, effective_from)
    newest.revision += 1
    newest.editors = sorted({*newest.editors, *([actor.staff_id] if actor.staff_id else [])})
    newest.save()
    _note(events.BenchmarkSaved, newest, actor, at, revision=newest.revision)
    return newest


@transaction.atomic
def discard_benchmark(
    *, base_item_id: UUID, actor: Actor, at: datetime, implementation_id: UUID | None = None
) -> None:
    """Throw the draft away.

    :raises BenchmarkNotFound: there is none
    """
    whose = _locked(base_item_id, implementation_id)
    _check_may(actor, whose, Action.EDIT_BASE, Action.EDIT_LIST)
    draft = _draft(whose)
    _note(events.BenchmarkDiscarded, draft, actor, at)
    draft.delete()


@transaction.atomic
def publish_benchmark(
    *,
    base_item_id: UUID,
    revision: int,
    actor: Actor,
    at: datetime,
    implementation_id: UUID | None = None,
) -> DiscretionBenchmark:
    """Publish the draft; the version before it ends on the day from which this one applies.

    A lower body's own benchmark that leaves the frame of a new upper one ends on that day too.

    :param revision: that the publisher has read
    :raises SecondPersonNeeded: the actor wrote it, or some of it
    :raises SomebodyWasFaster: it has been changed since
    :raises BenchmarkNotPublishable: ``errors`` name every fault
    """
    whose = _locked(base_item_id, implementation_id)
    _check_may(actor, whose, Action.PUBLISH_BASE, Action.PUBLISH_LIST)
    draft = _draft(whose)
    if draft.revision != revision:
        raise SomebodyWasFaster
    if not actor.is_system and actor.staff_id in draft.editors:
        raise SecondPersonNeeded
    benchmark = read_benchmark(draft.content)
    today = timezone.localdate(at)
    around = keeping.surroundings(whose, draft.effective_from, today)
    if faults := checking.faults(benchmark, draft.effective_from, around):
        raise BenchmarkNotPublishable(errors=faults)
    _rows(whose).filter(state=VersionState.PUBLISHED, effective_to__isnull=True).update(
        effective_to=draft.effective_from, ended_at=at
    )
    draft.state, draft.published_at = VersionState.PUBLISHED, at
    draft.published_by = actor.staff_id
    draft.save()
    if not whose.implementation_id:
        _end_what_leaves_the_frame(whose, benchmark, draft.effective_from, actor=actor, at=at)
    figures.recount([figures.LAWS])  # the guides of its lists show another table now
    _note(
        events.BenchmarkPublished,
        draft,
        actor,
        at,
        effective_from=draft.effective_from,
        content_sha256=draft.content_sha256,
    )
    return draft


@transaction.atomic
def withdraw_benchmark(
    *,
    base_item_id: UUID,
    reason: str,
    actor: Actor,
    at: datetime,
    implementation_id: UUID | None = None,
) -> None:
    """Take the newest published benchmark back from today on.

    One that does not apply yet leaves the version before it in force.

    :raises BenchmarkNotFound: none applies or is to apply
    :raises BenchmarkEndNeedsReason: nobody says why
    """
    whose = _locked(base_item_id, implementation_id)
    _check_may(actor, whose, Action.PUBLISH_BASE, Action.PUBLISH_LIST)
    words = clean_text(reason, max_length=LONGEST_REASON, multiline=True)
    if not words:
        raise BenchmarkEndNeedsReason
    current = _rows(whose).filter(state=VersionState.PUBLISHED, effective_to__isnull=True).first()
    if current is None:
        raise BenchmarkNotFound
    today = timezone.localdate(at)
    current.effective_to = max(today, current.effective_from)
    current.state, current.ended_at, current.end_reason = VersionState.WITHDRAWN, at, words
    current.save(update_fields=["effective_to", "state", "ended_at", "end_reason"])
    if current.effective_from > today:
        _rows(whose).filter(
            state=VersionState.PUBLISHED, effective_to=current.effective_from
        ).update(effective_to=None, ended_at=None)
    figures.recount([figures.LAWS])
    _note(events.BenchmarkWithdrawn, current, actor, at)


def _locked(base_item_id: UUID, implementation_id: UUID | None) -> Whose:
    """Lock the base item: whoever publishes an upper one waits for whoever publishes below it."""
    item = BaseItem.objects.select_for_update().filter(pk=base_item_id).first()
    if item is None:
        raise ItemNotFound
    if implementation_id is None:
        return Whose(item)
    own = ImplementationList.objects.filter(pk=implementation_id, base_item=item).first()
    if own is None:
        raise BenchmarkNotFound
    if own.state != ListState.OPEN:
        raise BenchmarkOfAnother
    return Whose(item, own.id, own.department_id, own.region_code)


def _check_may(
    actor: Actor, whose: Whose, on_base: policies.Action, on_list: policies.Action
) -> None:
    policies.check_can(actor, on_list if whose.implementation_id else on_base, **_where(whose))


def check_sees(actor: Actor, whose: Whose) -> None:
    """Raise unless the actor writes this benchmark, or publishes what others have written.

    :raises NotYourCatalogue: the actor keeps another part of the catalogue
    """
    if not may_publish(actor, whose):
        _check_may(actor, whose, Action.EDIT_BASE, Action.EDIT_LIST)


def may_edit(actor: Actor, whose: Whose) -> bool:
    """Return whether the actor may write this benchmark; shows or hides the form."""
    action = Action.EDIT_LIST if whose.implementation_id else Action.EDIT_BASE
    return policies.can(actor, action, **_where(whose))


def may_publish(actor: Actor, whose: Whose) -> bool:
    """Return whether the actor may publish this benchmark; shows or hides the button."""
    action = Action.PUBLISH_LIST if whose.implementation_id else Action.PUBLISH_BASE
    return policies.can(actor, action, **_where(whose))


def _where(whose: Whose) -> dict[str, Any]:
    if whose.implementation_id is None:
        return {"division_code": whose.base_item.scope_code}
    return {"division_code": whose.region_code, "department_id": whose.department_id}


def _rows(whose: Whose) -> DiscretionBenchmarkQuerySet:
    return DiscretionBenchmark.objects.filter(
        base_item=whose.base_item, implementation_id=whose.implementation_id
    )


def _draft(whose: Whose) -> DiscretionBenchmark:
    draft = _rows(whose).filter(state=VersionState.DRAFT).first()
    if draft is None:
        raise BenchmarkNotFound
    return draft


def _digest(stored: dict[str, Any], effective_from: date) -> str:
    return content_digest({"content": stored, "effective_from": effective_from.isoformat()})


def _end_what_leaves_the_frame(
    whose: Whose, upper: Benchmark, on: date, *, actor: Actor, at: datetime
) -> None:
    below = DiscretionBenchmark.objects.filter(
        base_item=whose.base_item,
        implementation__isnull=False,
        state=VersionState.PUBLISHED,
        effective_to__isnull=True,
    )
    for row in below.order_by("id"):
        around = checking.Surroundings(
            has_article=lambda _law, _article: True,
            on=row.effective_from,
            is_local=True,
            upper=upper,
        )
        if checking.faults(read_benchmark(row.content), row.effective_from, around):
            row.effective_to, row.ended_at = max(on, row.effective_from), at
            row.end_reason = "上级裁量权基准修改后，超出上级的幅度。"
            row.state = VersionState.WITHDRAWN
            row.save(update_fields=["effective_to", "ended_at", "end_reason", "state"])
            _note(events.BenchmarkWithdrawn, row, actor, at)


def _note(kind: Any, row: DiscretionBenchmark, actor: Actor, at: datetime, **more: Any) -> None:
    fact = kind(
        base_item_id=row.base_item_id,
        benchmark_id=row.id,
        implementation_id=row.implementation_id,
        number=row.number,
        **more,
    )
    ledger.append(fact, actor=actor, at=at)
