# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep scenarios: write a draft, throw it away, have a second person publish it, take one back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from yiwang.catalogue import figures, policies
from yiwang.catalogue import guidance_events as events
from yiwang.catalogue.enums import VersionState
from yiwang.catalogue.errors import ItemNotFound
from yiwang.catalogue.guidance_refusals import (
    ScenarioNotFound,
    ScenarioNotPublishable,
    SecondPersonNeeded,
    SomebodyWasFaster,
)
from yiwang.catalogue.models import BaseItem, ScenarioVersion
from yiwang.catalogue.scenarios import keeping
from yiwang.catalogue.scenarios.checking import scenario_faults
from yiwang.catalogue.scenarios.shape import dump_scenario, read_scenario
from yiwang.catalogue.versions import content_digest
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger

Action = policies.Action


def save_scenario(
    *,
    base_item_id: UUID,
    content: Mapping[str, Any],
    revision: int,
    actor: Actor,
    at: datetime,
) -> ScenarioVersion:
    """Write the draft of a base item's next scenario; begin one when there is none.

    :param revision: that the editor saw; 0 to begin one
    :raises NotYourCatalogue: the actor does not keep the base items of this place
    :raises ItemNotFound: there is no such base item
    :raises ScenarioInvalid: it does not have the shape of a scenario
    :raises SomebodyWasFaster: it has been changed since, or somebody else began one
    """
    with transaction.atomic():
        item = _locked(base_item_id)
        policies.check_can(actor, Action.EDIT_BASE, division_code=item.scope_code)
        stored = dump_scenario(read_scenario(content).model_copy(update={"table_version": 0}))
        newest = ScenarioVersion.objects.filter(base_item=item).order_by("-number").first()
        is_draft = newest is not None and newest.state == VersionState.DRAFT
        if revision != (newest.revision if newest is not None and is_draft else 0):
            raise SomebodyWasFaster
        if newest is None or not is_draft:
            newest = ScenarioVersion(
                base_item=item, number=newest.number + 1 if newest else 1, revision=0
            )
        newest.content, newest.content_sha256 = stored, content_digest(stored)
        newest.revision += 1
        newest.editors = sorted({*newest.editors, *_ids(actor)})
        newest.save()
        fact = events.ScenarioSaved(
            base_item_id=item.id,
            scenario_id=newest.id,
            number=newest.number,
            revision=newest.revision,
        )
        ledger.append(fact, actor=actor, at=at)
    return newest


def discard_scenario(*, base_item_id: UUID, actor: Actor, at: datetime) -> None:
    """Throw the draft of a base item's scenario away.

    :raises ScenarioNotFound: there is none
    """
    with transaction.atomic():
        item = _locked(base_item_id)
        policies.check_can(actor, Action.EDIT_BASE, division_code=item.scope_code)
        draft = _draft(item)
        fact = events.ScenarioDiscarded(
            base_item_id=item.id, scenario_id=draft.id, number=draft.number
        )
        draft.delete()
        ledger.append(fact, actor=actor, at=at)


def publish_scenario(
    *, base_item_id: UUID, revision: int, actor: Actor, at: datetime
) -> ScenarioVersion:
    """Publish the draft of a base item's scenario; the one before it ends.

    :param revision: that the publisher has read
    :raises NotYourCatalogue: the actor may not publish in the catalogue of this place
    :raises SecondPersonNeeded: the actor wrote it, or some of it
    :raises SomebodyWasFaster: it has been changed since
    :raises ScenarioNotPublishable: ``errors`` name every fault
    """
    with transaction.atomic():
        item = _locked(base_item_id)
        policies.check_can(actor, Action.PUBLISH_BASE, division_code=item.scope_code)
        draft = _draft(item)
        if draft.revision != revision:
            raise SomebodyWasFaster
        if not actor.is_system and actor.staff_id in draft.editors:
            raise SecondPersonNeeded
        scenario = read_scenario(draft.content)
        faults = scenario_faults(scenario, keeping.surroundings(item, scenario))
        if faults:
            raise ScenarioNotPublishable(errors=faults)
        _end(item, at)
        pinned = {"table_version": keeping.newest_table_version(scenario)}
        draft.content = dump_scenario(scenario.model_copy(update=pinned))
        draft.content_sha256 = content_digest(draft.content)
        draft.state, draft.published_at = VersionState.PUBLISHED, at
        draft.published_by = actor.staff_id
        draft.save()
        figures.recount([figures.LAWS])  # guides show another button now
        fact = events.ScenarioPublished(
            base_item_id=item.id,
            scenario_id=draft.id,
            number=draft.number,
            content_sha256=draft.content_sha256,
        )
        ledger.append(fact, actor=actor, at=at)
    return draft


def withdraw_scenario(*, base_item_id: UUID, actor: Actor, at: datetime) -> None:
    """Take the scenario in force back: the guide asks no questions any more.

    :raises ScenarioNotFound: none is in force
    """
    with transaction.atomic():
        item = _locked(base_item_id)
        policies.check_can(actor, Action.PUBLISH_BASE, division_code=item.scope_code)
        current = _in_force(item)
        if current is None:
            raise ScenarioNotFound
        current.state, current.ended_at = VersionState.WITHDRAWN, at
        current.save(update_fields=["state", "ended_at"])
        figures.recount([figures.LAWS])
        fact = events.ScenarioWithdrawn(
            base_item_id=item.id, scenario_id=current.id, number=current.number
        )
        ledger.append(fact, actor=actor, at=at)


def _locked(base_item_id: UUID) -> BaseItem:
    item = BaseItem.objects.select_for_update().filter(pk=base_item_id).first()
    if item is None:
        raise ItemNotFound
    return item


def _draft(item: BaseItem) -> ScenarioVersion:
    draft = ScenarioVersion.objects.filter(base_item=item, state=VersionState.DRAFT).first()
    if draft is None:
        raise ScenarioNotFound
    return draft


def _in_force(item: BaseItem) -> ScenarioVersion | None:
    return ScenarioVersion.objects.filter(
        base_item=item, state=VersionState.PUBLISHED, ended_at__isnull=True
    ).first()


def _end(item: BaseItem, at: datetime) -> None:
    current = _in_force(item)
    if current is not None:
        current.ended_at = at
        current.save(update_fields=["ended_at"])


def _ids(actor: Actor) -> set[UUID]:
    return {actor.staff_id} if actor.staff_id else set()
