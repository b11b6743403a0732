# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A scenario to break, and the items that are modelled in detail with their own forms."""

from copy import deepcopy
from typing import Any
from uuid import UUID

from django.utils import timezone

from tests.catalogue.worlds import (
    DATA,
    LOADER,
    MORNING,
    base_content,
    make_departments,
    publish_everywhere,
)
from yiwang.catalogue import services, snapshots
from yiwang.catalogue.content import BaseContent, read_content
from yiwang.catalogue.indexing import index_items
from yiwang.catalogue.loading import items
from yiwang.catalogue.loading.sources import home_items
from yiwang.catalogue.loading.themes import load_themes
from yiwang.catalogue.models import BaseItem, ImplementationList
from yiwang.catalogue.scenarios import keeping
from yiwang.catalogue.scenarios.checking import Surroundings
from yiwang.forms.compiled import CompiledForm
from yiwang.forms.services import checked_form
from yiwang.foundation.actors import Actor, ActorKind
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right
from yiwang.workflow.dmn.model import Table

FOOD, SHOP, PERMIT, HYGIENE = "K0008", "K0004", "K0043", "K0244"
MODELLED = (FOOD, SHOP, PERMIT, HYGIENE)

FORM: dict[str, Any] = {
    "type": "object",
    "title": "摊位登记",
    "properties": {
        "stall_kind": {
            "x-kind": "choice",
            "title": "摊位种类",
            "enum": ["food", "goods"],
            "x-labels": {"food": "小吃", "goods": "百货"},
        },
        "has_fire": {"x-kind": "boolean", "title": "用明火"},
        "stalls": {"x-kind": "integer", "title": "摊位数", "minimum": 1, "maximum": 50},
    },
}

SCENARIO: dict[str, Any] = {
    "intro": "回答两个问题。",
    "questions": [
        {
            "key": "kind",
            "title": "卖什么？",
            "choices": [
                {"code": "food", "label": "小吃", "fill": {"stall_kind": "food"}, "to": "count"},
                {"code": "goods", "label": "百货", "fill": {"stall_kind": "goods"}, "to": "goods"},
                {"code": "own", "label": "自家种的菜", "to": "none"},
            ],
        },
        {
            "key": "count",
            "title": "几个摊位？",
            "kind": "integer",
            "unit": "个",
            "minimum": 1,
            "maximum": 50,
            "field": "stalls",
            "branches": [{"when": "answers.count <= 3", "to": "small"}],
            "to": "large",
        },
    ],
    "outcomes": [
        {"key": "small", "situation": 1, "name": "三个以下的小吃摊", "materials": ["application"]},
        {"key": "large", "situation": 2, "name": "四个以上的小吃摊"},
        {"key": "goods", "situation": 3, "name": "百货摊"},
        {"key": "none", "name": "不用登记"},
    ],
}


def scenario(**changes: Any) -> dict[str, Any]:
    """Return a sound scenario, with changes at its top."""
    return deepcopy(SCENARIO) | changes


def surroundings(
    materials: list[dict[str, Any]] | None = None, table: Table | None = None
) -> Surroundings:
    """Return what the scenario above may name."""
    asked = materials or [
        {"key": "application", "name": "摊位登记申请表", "from_form": True},
        {"key": "fire_plan", "name": "用火方案", "when": 'form.stall_kind == "food"'},
    ]
    base = read_content(BaseContent, base_content(materials=asked))
    form = CompiledForm(id_=UUID(int=1), code="stall", version=1, schema=checked_form(FORM))
    return Surroundings(
        base=base, form=form, fees={"摊位费"}, items={"K0001", "K0002"}, table=table
    )


def modelled_items(codes: tuple[str, ...] = MODELLED) -> dict[str, UUID]:
    """Make the items that are modelled in detail, with real forms, tables and processes."""
    organizations.forget_cached()
    snapshots.forget_kept()
    keeping.forget()
    services.load_models(root=DATA, actor=LOADER, at=MORNING)
    sources = [one for one in home_items(DATA) if one.keys.local_code in codes]
    load_themes(root=DATA, actor=LOADER)
    make_departments(sources)
    items.store_items(sources, actor=LOADER, at=MORNING)
    publish_everywhere(sources)
    index_items(on=MORNING.date())
    return dict(BaseItem.objects.values_list("local_code", "id"))


def keeper(number: int, *rights: Right) -> Actor:
    """Return somebody who keeps the catalogue of the province."""
    return Actor(
        kind=ActorKind.STAFF,
        staff_id=UUID(int=number),
        division_code="330000000000",
        covers_subtree=True,
        rights=frozenset(rights or (Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH)),
    )


SHOP_SCENARIO: dict[str, Any] = {
    "questions": [
        {
            "key": "place",
            "title": "是店铺还是摊位？",
            "choices": [
                {"code": "shop", "label": "店铺", "fill": {"kind": "shop"}, "to": "area"},
                {"code": "stall", "label": "摊位", "fill": {"kind": "stall"}, "to": "stall"},
                {"code": "home", "label": "在家里", "to": "none"},
            ],
        },
        {
            "key": "area",
            "title": "面积多大？",
            "kind": "integer",
            "unit": "平方米",
            "minimum": 1,
            "maximum": 900,
            "to": "shop",
        },
    ],
    "outcomes": [
        {"key": "shop", "situation": 1, "name": "店铺登记"},
        {"key": "stall", "situation": 2, "name": "摊位登记", "materials": ["photo"]},
        {"key": "none", "name": "在家里不用登记"},
    ],
}


def publish_scenario(base_item_id: UUID, content: dict[str, Any] | None = None) -> None:
    """Have one write a scenario and another publish it."""
    draft = services.scenarios.save_scenario(
        base_item_id=base_item_id,
        content=content or deepcopy(SHOP_SCENARIO),
        revision=0,
        actor=keeper(81),
        at=timezone.now(),
    )
    services.scenarios.publish_scenario(
        base_item_id=base_item_id, revision=draft.revision, actor=keeper(82), at=timezone.now()
    )


def base_item_of(code: str) -> UUID:
    """Return the base item of a list."""
    return ImplementationList.objects.get(code=code).base_item_id
