# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A small catalogue in four places, made of the real item files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.organizations.factories import (
    HANGZHOU,
    LINGYIN,
    NINGBO,
    XIHU,
    ZHEJIANG,
    DepartmentFactory,
)
from yiwang.catalogue import services, snapshots
from yiwang.catalogue.indexing import add_phrases
from yiwang.catalogue.loading import files, items
from yiwang.catalogue.loading.lists import DepartmentsByLine, publish_lists
from yiwang.catalogue.loading.local import local_content, read_local_facts
from yiwang.catalogue.loading.sources import HOME_SCOPE, SourceItem, home_items
from yiwang.catalogue.loading.themes import load_themes
from yiwang.catalogue.models import BaseItem, ImplementationList, ImplementationVersion
from yiwang.forms.models import FormDefinition
from yiwang.foundation.actors import Actor, ActorKind, system_actor
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import TOWNSHIP_LINE, Right
from yiwang.organizations.models import Department
from yiwang.workflow.models import ProcessDefinition

DATA = Path(__file__).parents[2] / "data"
LOADER = system_actor("load")
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)

# Food licence, small shops, residence permit, hygiene; marriage at the township, a house sold,
# a payment, a service, a licence of the province, and two powers of own motion.
ITEMS = ("K0008", "K0004", "K0043", "K0244", "K0152", "K0099", "K0156", "K0278", "K0009")
OWN_MOTION = ("K0300", "K0323")
HYGIENE = "K0244"  # exercised in counties only
PLACES = (ZHEJIANG, HANGZHOU, XIHU, NINGBO)

FORMS = ("default-natural", "default-legal", "default-either")
PROCESSES = ("default-immediate", "default-promise")


@dataclass(frozen=True)
class Catalogue:
    """What the small catalogue holds, by the local codes of its items."""

    items: dict[str, UUID]
    sources: dict[str, SourceItem]

    def list_of(self, item: str, region_code: str = XIHU) -> ImplementationList:
        return ImplementationList.objects.get(
            base_item_id=self.items[item], region_code=region_code
        )


def small_catalogue(codes: Iterable[str] = (*ITEMS, *OWN_MOTION)) -> Catalogue:
    """Make the small catalogue; run inside a transaction that is rolled back."""
    organizations.forget_cached()
    snapshots.forget_kept()
    wanted = set(codes)
    sources = [source for source in home_items(DATA) if source.keys.local_code in wanted]
    make_definitions(sources)
    make_departments(sources)
    load_themes(root=DATA, actor=LOADER)
    items.store_items(sources, actor=LOADER, at=MORNING)
    publish_everywhere(sources)
    ids = dict(BaseItem.objects.values_list("local_code", "id"))
    return Catalogue(ids, {source.keys.local_code: source for source in sources})


def make_definitions(sources: Iterable[SourceItem] = ()) -> None:
    """Make bare forms and processes with the codes that items name."""
    named = {source.form_code for source in sources if source.form_code}
    for code in sorted(named.union(FORMS)):
        FormDefinition.objects.create(code=code, version=1, schema={}, published_at=MORNING)
    named = {source.process_code for source in sources if source.process_code}
    for code in sorted(named.union(PROCESSES)):
        ProcessDefinition.objects.create(
            code=code, version=1, xml=code, facts={"name": code}, published_at=MORNING
        )


def make_departments(sources: Iterable[SourceItem]) -> None:
    """Make one department for each line in the province, two cities and a county, and a window."""
    lines = sorted({source.keys.line for source in sources})
    for place in PLACES:
        for line in lines:
            DepartmentFactory(
                of=place, line=line, phone="0571-12345", address=f"{place}号政务服务中心"
            )
    DepartmentFactory(of=LINGYIN, line=TOWNSHIP_LINE, phone="0571-12345", address="灵隐街道")


def publish_everywhere(sources: Iterable[SourceItem]) -> int:
    """Publish the lists of some items at every department that there is."""
    departments = DepartmentsByLine(HOME_SCOPE[:2])
    facts = read_local_facts(DATA)
    pairs = [
        (source, department)
        for source in sources
        for level in source.content.exercise_levels
        for department in departments.of(source.keys.line, int(level))
    ]
    planned = ((source, one, local_content(source, one, facts)) for source, one in pairs)
    found = publish_lists(planned, HOME_SCOPE, total=len(pairs), actor=LOADER, at=MORNING)
    return found.changed


def index(catalogue: Catalogue) -> None:
    """Index the small catalogue with the everyday phrases of its items."""
    phrases: dict[UUID, list[tuple[str, int]]] = {}
    for row in files.table(DATA, files.SYNONYMS):
        if row["item"] in catalogue.items:
            pairs = phrases.setdefault(catalogue.items[row["item"]], [])
            pairs.append((row["phrase"], int(row["weight"])))
    add_phrases(phrases, items.PhraseKind.SYNONYM)
    items.index_everything(on=TODAY)


def editor(department: Department, *rights: Right, covers_subtree: bool = False) -> Actor:
    """Return a staff member in a post of a department."""
    return Actor(
        kind=ActorKind.STAFF,
        staff_id=UUID(int=7),
        department_id=department.id,
        division_code=department.division_id,
        covers_subtree=covers_subtree,
        rights=frozenset(rights or (Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH)),
    )


def base_content(**changes: Any) -> dict[str, Any]:
    """Return the elements of a complete base item, with changes."""
    content: dict[str, Any] = {
        "name": "摊位登记",
        "item_type": "10",
        "service_objects": ["natural"],
        "exercise_levels": ["4"],
        "legal_bases": [{"law": "行政许可法", "article": "第四十二条"}],
        "statutory_limit": {"amount": 20, "unit": "workday"},
        "conditions": ["在本区设摊。"],
        "materials": [{"key": "plan", "name": "摊位平面图"}],
        "steps": [{"group": "申请与受理", "name": "受理"}],
        "results": [{"kind": "10", "name": "摊位登记证"}],
        "themes": {"natural": ["准营准办"]},
    }
    return content | changes


def list_content(**changes: Any) -> dict[str, Any]:
    """Return the elements of a complete list, with changes."""
    content: dict[str, Any] = {
        "promise_limit": {"amount": 5, "unit": "workday"},
        "project_type": "2",
        "handling_forms": ["1", "2"],
        "online_depth": 3,
        "is_online": True,
        "address": "文三路1号",
        "hours": "9:00—17:00",
        "consult_phone": "0571-12345",
        "complaint_phone": "12345",
    }
    return content | changes


def drafted(catalogue: Catalogue, item: str = HYGIENE, **changes: Any) -> ImplementationVersion:
    """Draft a list of an item at a new department of the county."""
    return services.draft_list(
        base_item_id=catalogue.items[item],
        department_id=DepartmentFactory(of=XIHU, line="卫生健康").id,
        content=list_content(**changes),
        actor=LOADER,
        at=MORNING,
    )


def published(catalogue: Catalogue, **changes: Any) -> ImplementationVersion:
    """Publish a list at a new department of the county."""
    version = drafted(catalogue, **changes)
    return services.publish_list_version(version_id=version.id, actor=LOADER, at=MORNING)
