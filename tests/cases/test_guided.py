# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases that were filed with a scenario: what they keep of it, and what the database refuses."""

from copy import deepcopy
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.catalogue.scenarios.worlds import (
    SHOP_SCENARIO,
    base_item_of,
    keeper,
    publish_scenario,
)
from tests.factories import FORM_DATA, World, stored_file
from yiwang.cases.models import Case
from yiwang.cases.services import intake, submission
from yiwang.catalogue import services as catalogue
from yiwang.catalogue.models import ScenarioVersion
from yiwang.catalogue.scenarios import keeping
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db
STALL = FORM_DATA | {"kind": "stall"}


@pytest.fixture(autouse=True)
def _scenario(world: World, db: None) -> None:
    keeping.forget()
    publish_scenario(base_item_of(world.shop.code))


def guided_case(world: World, answers: dict[str, object] | None = None) -> Case:
    return submission.submit_case(
        application=submission.Application(
            version_id=world.shop.version_id,
            form=STALL,
            scenario=answers if answers is not None else {"place": "stall"},
        ),
        actor=world.actor(world.citizen),
        at=timezone.now(),
    )


def publish_another(world: World) -> None:
    """Publish a scenario whose stalls have to bring a proof of the place."""
    content = deepcopy(SHOP_SCENARIO)
    content["outcomes"][1] |= {"situation": 7, "materials": ["photo", "lease"]}
    publish_scenario(base_item_of(world.shop.code), content)


def test_a_case_keeps_the_scenario_it_was_filed_with(world: World):
    case = guided_case(world, {"place": "stall", "area": "3", "nonsense": "x"})

    assert case.handling_code == f"{world.shop.code}02"
    assert case.scenario_answers == {"place": "stall"}
    assert ScenarioVersion.objects.get(pk=case.scenario_version_id).number == 1


def test_a_correction_follows_the_scenario_of_the_application(world: World):
    case = guided_case(world)
    publish_another(world)
    counter = world.staff_actor(StandardPost.COUNTER)
    at = timezone.now()
    intake.ask_correction(
        case_id=case.pk,
        entries=[{"key": "form", "what": "请写全名"}],
        note="",
        actor=counter,
        at=at,
    )

    answered = intake.answer_correction(
        case_id=case.pk,
        form=STALL | {"name": "张小云早点"},
        materials={},
        actor=world.actor(world.citizen),
        at=at + timedelta(hours=1),
    )

    assert answered.handling_code == f"{world.shop.code}02"


def test_a_correction_that_takes_an_answer_back_leaves_no_handling_item(world: World):
    case = guided_case(world)
    citizen = world.actor(world.citizen)
    at = timezone.now()
    intake.ask_correction(
        case_id=case.pk,
        entries=[{"key": "form", "what": "其实是店铺"}],
        note="",
        actor=world.staff_actor(StandardPost.COUNTER),
        at=at,
    )

    answered = intake.answer_correction(
        case_id=case.pk,
        form=FORM_DATA,
        materials={"lease": [stored_file(citizen)]},
        actor=citizen,
        at=at + timedelta(hours=1),
    )

    answered.refresh_from_db()
    assert answered.handling_code == ""
    assert answered.scenario_answers == {"place": "stall"}


def test_the_database_takes_no_handling_code_that_the_scenario_does_not_lead_to(world: World):
    case = guided_case(world)

    for code in (f"{world.shop.code}09", f"{world.kiosk.code}02", "nonsense"):
        with pytest.raises(IntegrityError, match="does not lead to"), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(handling_code=code)


def test_the_database_takes_no_other_scenario(world: World):
    case = guided_case(world)
    publish_another(world)
    newest = ScenarioVersion.objects.order_by("-number").first()

    with pytest.raises(IntegrityError, match="is fixed"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(scenario_version_id=newest and newest.pk)


@pytest.mark.parametrize("which", ["none", "draft", "unknown"])
def test_the_database_takes_no_case_with_a_scenario_that_was_not_published(
    world: World, which: str
):
    case = guided_case(world)
    draft = catalogue.scenarios.save_scenario(
        base_item_id=base_item_of(world.shop.code),
        content=deepcopy(SHOP_SCENARIO),
        revision=0,
        actor=keeper(81),
        at=timezone.now(),
    )
    wrong = {"none": None, "draft": draft.pk, "unknown": uuid4()}[which]
    case.pk, case.number, case.scenario_version_id = uuid4(), f"{case.number[:-1]}X", wrong

    with pytest.raises(IntegrityError, match="no published scenario"), transaction.atomic():
        case.save(force_insert=True)
