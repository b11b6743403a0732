# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenarios of the modelled items, written, published by a second person, and gone through."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from pytest_django import DjangoDbBlocker

from tests.catalogue.scenarios.worlds import FOOD, HYGIENE, PERMIT, SHOP, keeper, modelled_items
from tests.catalogue.worlds import DATA, LOADER, MORNING
from tests.organizations.factories import XIHU
from yiwang.catalogue import selectors, services
from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.catalogue.guidance_refusals import (
    ScenarioNotFound,
    ScenarioNotPublishable,
    SecondPersonNeeded,
    SomebodyWasFaster,
)
from yiwang.catalogue.models import ImplementationList, ScenarioVersion
from yiwang.catalogue.scenarios import keeping
from yiwang.catalogue.scenarios.shape import dump_scenario
from yiwang.ledger.models import Event
from yiwang.organizations.enums import Right

TODAY = date(2026, 11, 23)
ANNA, BERT = keeper(1), keeper(2)
FOOD_ALWAYS = (
    "application_form business_licence representative_id layout_plan rules_list health_certificates"
)


@pytest.fixture(scope="module")
def modelled(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, UUID]]:
    with django_db_blocker.unblock(), transaction.atomic():
        items = modelled_items()
        services.load_scenarios(root=DATA, actor=LOADER, at=MORNING)
        yield items
        transaction.set_rollback(True)


@pytest.fixture
def items(modelled: dict[str, UUID], db: None) -> dict[str, UUID]:
    keeping.forget()
    return modelled


def code_of(items: dict[str, UUID], item: str) -> str:
    return ImplementationList.objects.get(base_item_id=items[item], region_code=XIHU).code


def stored(items: dict[str, UUID], item: str) -> dict[str, Any]:
    return dump_scenario(keeping.published(items[item]).scenario)


def test_loading_again_publishes_nothing_new(items: dict[str, UUID]) -> None:
    report = services.load_scenarios(root=DATA, actor=LOADER, at=MORNING)

    assert report.read >= 4
    assert report.changed == 0


@pytest.mark.parametrize(
    ("item", "answers", "situation", "materials"),
    [
        (
            FOOD,
            {"kind": "catering", "risky_food": "no", "online": "no"},
            "01",
            FOOD_ALWAYS,
        ),
        (
            FOOD,
            {"kind": "catering", "risky_food": "yes", "online": "yes"},
            "02",
            f"{FOOD_ALWAYS} cold_room_plan network_note",
        ),
        (
            SHOP,
            {"composition": "person", "place": "premises", "right": "own", "prior": "no"},
            "01",
            "application_form operator_id",
        ),
        (
            SHOP,
            {"composition": "family", "place": "network", "prior": "no"},
            "03",
            "application_form operator_id family_ids platform_proof",
        ),
        (
            PERMIT,
            {"half_year": "yes", "ground": "job", "insured": "yes"},
            "01",
            "application_form applicant_id photo",
        ),
        (
            HYGIENE,
            {"kind": "hair", "linen": "own", "procedure": "commitment"},
            "01",
            "application_form commitment business_licence representative_id floor_plan rules",
        ),
    ],
)
def test_answers_lead_to_a_handling_item_with_exact_materials(
    items: dict[str, UUID], item: str, answers: dict[str, str], situation: str, materials: str
) -> None:
    code = code_of(items, item)

    guided = selectors.scenarios.guided(code, answers, TODAY)

    assert guided.handling is not None
    assert guided.handling.code == code + situation
    assert " ".join(one.key for one in guided.handling.materials) == materials
    assert guided.handling.limit is not None
    assert guided.handling.limit.weight <= guided.item.promise_limit.weight  # type: ignore[union-attr]


def test_an_outcome_that_is_another_item_leads_there(items: dict[str, UUID]) -> None:
    guided = selectors.scenarios.guided(code_of(items, HYGIENE), {"kind": "restaurant"}, TODAY)

    assert guided.handling is not None
    assert guided.handling.code == ""
    assert guided.handling.materials == ()
    assert guided.handling.elsewhere is not None
    assert guided.handling.elsewhere.name == "食品经营许可（新办）"


def test_materials_are_spared_only_while_the_form_says_what_was_answered(
    items: dict[str, UUID],
) -> None:
    answers = {"kind": "retail", "retail": "bulk", "vending": "no"}
    guided = selectors.scenarios.guided(code_of(items, FOOD), answers, TODAY)
    form = {**guided.walk.filled, "has_agent": False}
    changed = {**form, "business_kind": "catering"}

    spared = {one.key for one in selectors.materials_for(guided.item, form, answers)}
    asked = {one.key for one in selectors.materials_for(guided.item, changed, answers)}

    assert "health_certificates" not in spared
    assert "health_certificates" in asked
    assert selectors.filed(guided.item, form, answers).handling_code == guided.item.code + "06"
    assert selectors.filed(guided.item, changed, answers).handling_code == ""
    assert selectors.filed(guided.item, form, {"kind": "dog"}).handling_code == ""


def test_a_scenario_is_written_by_one_and_published_by_another(items: dict[str, UUID]) -> None:
    content = stored(items, PERMIT) | {"intro": "换一种说法。"}
    draft = services.scenarios.save_scenario(
        base_item_id=items[PERMIT], content=content, revision=0, actor=ANNA, at=MORNING
    )

    with pytest.raises(SecondPersonNeeded):
        services.scenarios.publish_scenario(
            base_item_id=items[PERMIT], revision=draft.revision, actor=ANNA, at=MORNING
        )
    later = MORNING + timedelta(hours=1)
    published = services.scenarios.publish_scenario(
        base_item_id=items[PERMIT], revision=draft.revision, actor=BERT, at=later
    )

    assert keeping.published(items[PERMIT]).scenario.intro == "换一种说法。"
    assert published.number == 2
    assert ScenarioVersion.objects.get(base_item_id=items[PERMIT], number=1).ended_at == later
    newest = Event.objects.order_by("-id").first()
    assert newest is not None
    assert newest.kind == "catalogue.scenario_published"


def test_the_database_itself_lets_nobody_publish_what_they_wrote(items: dict[str, UUID]) -> None:
    draft = services.scenarios.save_scenario(
        base_item_id=items[PERMIT],
        content=stored(items, PERMIT),
        revision=0,
        actor=ANNA,
        at=MORNING,
    )

    with pytest.raises(DatabaseError, match="does not publish"), transaction.atomic():
        ScenarioVersion.objects.filter(pk=draft.pk).update(
            state="published", published_at=MORNING, published_by=ANNA.staff_id
        )


@pytest.mark.parametrize("change", [{"content": {}}, {"number": 9}, {"state": "draft"}])
def test_a_published_scenario_never_changes(items: dict[str, UUID], change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        ScenarioVersion.objects.filter(base_item_id=items[FOOD]).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        ScenarioVersion.objects.filter(base_item_id=items[FOOD]).delete()


def test_of_two_editors_the_second_is_told_and_nothing_is_lost(items: dict[str, UUID]) -> None:
    content = stored(items, FOOD)
    first = services.scenarios.save_scenario(
        base_item_id=items[FOOD], content=content, revision=0, actor=ANNA, at=MORNING
    )

    with pytest.raises(SomebodyWasFaster):
        services.scenarios.save_scenario(
            base_item_id=items[FOOD],
            content=content | {"intro": "慢了一步"},
            revision=0,
            actor=BERT,
            at=MORNING,
        )
    with pytest.raises(SomebodyWasFaster):
        services.scenarios.publish_scenario(
            base_item_id=items[FOOD], revision=first.revision + 1, actor=BERT, at=MORNING
        )

    kept = ScenarioVersion.objects.get(pk=first.pk)
    assert kept.editors == [ANNA.staff_id]
    assert "慢了一步" not in str(kept.content)


def test_a_broken_scenario_can_be_saved_but_not_published(items: dict[str, UUID]) -> None:
    content = stored(items, FOOD)
    content["outcomes"][0]["materials"] = ["crown"]
    draft = services.scenarios.save_scenario(
        base_item_id=items[FOOD], content=content, revision=0, actor=ANNA, at=MORNING
    )

    with pytest.raises(ScenarioNotPublishable) as refusal:
        services.scenarios.publish_scenario(
            base_item_id=items[FOOD], revision=draft.revision, actor=BERT, at=MORNING
        )

    assert [error.path for error in refusal.value.errors] == ["/outcomes/0/materials/0"]
    assert keeping.published(items[FOOD]).number == 1


def test_a_draft_can_be_thrown_away_and_a_scenario_taken_back(items: dict[str, UUID]) -> None:
    services.scenarios.save_scenario(
        base_item_id=items[FOOD], content=stored(items, FOOD), revision=0, actor=ANNA, at=MORNING
    )
    services.scenarios.discard_scenario(base_item_id=items[FOOD], actor=ANNA, at=MORNING)
    services.scenarios.withdraw_scenario(base_item_id=items[FOOD], actor=BERT, at=MORNING)

    with pytest.raises(ScenarioNotFound):
        selectors.scenarios.guided(code_of(items, FOOD), {}, TODAY)
    with pytest.raises(ScenarioNotFound):
        services.scenarios.withdraw_scenario(base_item_id=items[FOOD], actor=BERT, at=MORNING)


def test_only_those_who_keep_the_province_may_write_or_publish(items: dict[str, UUID]) -> None:
    content = stored(items, FOOD)
    stranger, reader = keeper(3, Right.CASES_READ), keeper(4, Right.CATALOGUE_EDIT)

    with pytest.raises(NotYourCatalogue):
        services.scenarios.save_scenario(
            base_item_id=items[FOOD], content=content, revision=0, actor=stranger, at=MORNING
        )
    draft = services.scenarios.save_scenario(
        base_item_id=items[FOOD], content=content, revision=0, actor=ANNA, at=MORNING
    )
    with pytest.raises(NotYourCatalogue):
        services.scenarios.publish_scenario(
            base_item_id=items[FOOD], revision=draft.revision, actor=reader, at=MORNING
        )


def test_a_scenario_keeps_the_decision_table_that_it_was_published_with(
    items: dict[str, UUID],
) -> None:
    assert keeping.published(items[SHOP]).scenario.table_version == 1
