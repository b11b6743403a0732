# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is about somebody else is not found by asking about the applicant."""

from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connection

from tests import factories
from tests.cases.spared import world as worlds
from tests.cases.spared.world import base_item_of, look, person, submit
from tests.cases.world import COUNTER, MONDAY, citizen, neighbour, who
from tests.factories import World
from tests.sharing import world as sources
from yiwang.cases.errors import MaterialMissing
from yiwang.cases.models import CaseMaterial, Finding
from yiwang.cases.spared.enums import FoundIn
from yiwang.cases.spared.submitting import relied
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.models import UnsaidMaterial

pytestmark = pytest.mark.django_db

REMEMBER = import_module("yiwang.catalogue.migrations.0023_whose_materials_are").REMEMBER


@pytest.mark.parametrize("whose", ["spouse", "child", "deceased", "agent", "other"])
def test_what_is_anothers_is_asked_for_though_the_applicant_has_one(world: World, whose: str):
    actor = citizen(world)
    made = worlds.item(world, whose=whose)
    sources.knows(person(world))
    worlds.granted(world, "居民户口簿", at=MONDAY - timedelta(days=30))

    found = look(made, actor)

    assert "household" not in found
    assert found["record"].is_found
    with pytest.raises(MaterialMissing):
        submit(made, actor)


@pytest.mark.parametrize(("whose", "is_lent"), [("spouse", False), ("applicant", True)])
def test_what_was_anothers_in_an_earlier_case_proves_nothing_of_the_applicant(
    world: World, whose: str, is_lent: bool
):
    actor = citizen(world)
    handed = {key: [factories.stored_file(actor)] for key in ("household", "lease")}
    first = submit(worlds.item(world, whose=whose), actor, materials=handed)
    copy = CaseMaterial.objects.get(case=first, requirement_key="household")
    worlds.checked(copy, until=date(2027, 1, 31))

    found = look(worlds.item(world), actor)

    assert ("household" in found and found["household"].found_in == FoundIn.EARLIER) is is_lent


@pytest.mark.parametrize("said", [{}, {"whose": "applicant"}, {"name": "配偶同住的居民户口簿"}])
def test_it_is_what_the_item_says_that_counts_and_no_word_of_a_name(
    world: World, said: dict[str, str]
):
    made = worlds.item(world, **said)
    sources.knows(person(world))

    assert look(made, citizen(world))["household"].is_found


def test_a_text_from_before_items_said_whose_keeps_what_its_name_said(world: World):
    made = worlds.item(world, name="配偶的居民户口簿")
    sources.knows(person(world))
    with connection.cursor() as cursor:
        for _time in range(2):
            cursor.execute(REMEMBER)

    noted = UnsaidMaterial.objects.filter(base_item_id=base_item_of(made.version_id))
    assert [one.key for one in noted] == ["household"]
    assert "household" not in look(made, citizen(world))


@pytest.mark.parametrize("name", ["居民户口簿", "配偶的居民户口簿"])
def test_what_the_text_at_hand_says_itself_goes_before_what_was_noted(world: World, name: str):
    made = worlds.item(world, name=name, whose="applicant")
    sources.knows(person(world))
    UnsaidMaterial.objects.create(base_item_id=base_item_of(made.version_id), key="household")
    factories.forget_everything()

    assert look(made, citizen(world))["household"].is_found


def test_a_submission_relies_on_just_what_the_applicant_sees(world: World):
    made, owner = worlds.item(world), citizen(world)
    sources.knows(person(world))
    look(made, owner)
    snapshot = catalogue.snapshot(made.version_id)
    actors = [
        owner,
        neighbour(world),
        replace(owner, mandate_id=uuid4()),
        world.actor(world.citizen, acting_for=world.firm.id),
        who(world, COUNTER),
    ]

    found = []
    for actor in actors:
        seen = Finding.objects.visible_to(actor).filter(
            applicant_id=actor.applicant_id, outcome="found"
        )
        relied_on = relied(snapshot, actor, kind="natural", at=MONDAY).sheets
        assert {one.pk for one in relied_on} == set(seen.values_list("pk", flat=True))
        found.append(bool(relied_on))

    assert found == [True, False, False, False, False]
