# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenarios as they are stored, and what surrounds one."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils import timezone

from yiwang.catalogue.content import BaseContent, read_content
from yiwang.catalogue.enums import VersionState
from yiwang.catalogue.errors import ItemNotFound
from yiwang.catalogue.guidance_refusals import ScenarioNotFound
from yiwang.catalogue.models import (
    BaseItem,
    BaseItemVersion,
    ImplementationVersion,
    ScenarioVersion,
)
from yiwang.catalogue.scenarios.checking import Surroundings
from yiwang.catalogue.scenarios.shape import Scenario, read_scenario
from yiwang.catalogue.snapshots import Kept
from yiwang.forms import selectors as forms
from yiwang.workflow import decisions
from yiwang.workflow.dmn.model import Table
from yiwang.workflow.models import DecisionTable

SCENARIOS_KEPT: Final = 512


@dataclass(frozen=True, slots=True)
class Stored:
    """A version of a scenario as it is stored.

    :ivar table: what its decision table is; None when it names none, or one that is gone
    """

    id: UUID
    base_item_id: UUID
    number: int
    state: str
    revision: int
    editors: tuple[UUID, ...]
    content_sha256: str
    scenario: Scenario
    table: Table | None


_kept: Kept[UUID, Stored] = Kept(SCENARIOS_KEPT)


def published_id(base_item_id: UUID) -> UUID | None:
    """Return the version of a base item's scenario that is in force, if there is one."""
    return (
        ScenarioVersion.objects.filter(
            base_item_id=base_item_id, state=VersionState.PUBLISHED, ended_at__isnull=True
        )
        .values_list("id", flat=True)
        .first()
    )


def published(base_item_id: UUID) -> Stored:
    """Return the scenario in force: its id by one query, the rest from the process.

    :raises ScenarioNotFound: the item has none
    """
    id_ = published_id(base_item_id)
    if id_ is None:
        raise ScenarioNotFound
    return stored(id_)


def stored(scenario_id: UUID) -> Stored:
    """Return a version; one that is published is read once in this process of the server.

    :raises ScenarioNotFound: there is none with this id
    """
    kept = _kept.get(scenario_id)
    if kept is not None:
        return kept
    row = ScenarioVersion.objects.filter(pk=scenario_id).first()
    if row is None:
        raise ScenarioNotFound
    read = as_stored(row)
    if row.state != VersionState.DRAFT:
        _kept.put(scenario_id, read)
    return read


def as_stored(row: ScenarioVersion) -> Stored:
    """Return a version as the rest of this part reads it."""
    scenario = read_scenario(row.content)
    return Stored(
        id=row.id,
        base_item_id=row.base_item_id,
        number=row.number,
        state=row.state,
        revision=row.revision,
        editors=tuple(row.editors),
        content_sha256=row.content_sha256,
        scenario=scenario,
        table=table_of(scenario),
    )


def table_of(scenario: Scenario) -> Table | None:
    """Return the decision table that a scenario was published with, the newest for a draft."""
    if not scenario.table:
        return None
    versions = DecisionTable.objects.filter(code=scenario.table).order_by("-version")
    if scenario.table_version:
        versions = versions.filter(version=scenario.table_version)
    id_ = versions.values_list("id", flat=True).first()
    return decisions.compiled_table(id_) if id_ else None


def newest_table_version(scenario: Scenario) -> int:
    """Return the version of the newest decision table of the code that a scenario names, or 0."""
    versions = DecisionTable.objects.filter(code=scenario.table).order_by("-version")
    return versions.values_list("version", flat=True).first() or 0


def surroundings(item: BaseItem, scenario: Scenario, on: date | None = None) -> Surroundings:
    """Return what a scenario of a base item may name: its newest version and that version's form.

    :raises ItemNotFound: the item has no version
    """
    on = on or timezone.localdate()
    version = BaseItemVersion.objects.in_force(on).filter(base_item=item).first()
    if version is None:
        raise ItemNotFound
    form = forms.compiled_form(version.form_id) if version.form_id else None
    others = BaseItem.objects.filter(scope_code=item.scope_code)
    return Surroundings(
        base=read_content(BaseContent, version.content),
        form=form,
        fees=_fees(item, on),
        items=frozenset(others.values_list("local_code", flat=True)),
        table=table_of(scenario),
    )


def forget() -> None:
    """Forget the scenarios that this process keeps."""
    _kept.clear()


def _fees(item: BaseItem, on: date) -> frozenset[str]:
    lists = ImplementationVersion.objects.in_force(on).filter(
        implementation__base_item=item, content__has_key="fees"
    )
    found = lists.values_list("content__fees", flat=True)
    return frozenset(fee["name"] for fees in found for fee in fees)
