# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a form computes stands in drafts, shared drafts and cases as the server computed it."""

from typing import Any

import pytest

from tests import factories
from tests.cases import world as worlds
from tests.cases.together import couples
from tests.cases.world import LONG_AGO, MONDAY
from tests.factories import FORM, FORM_DATA, SYSTEM, Item, World
from yiwang.cases.models import Draft
from yiwang.cases.services import drafts, submission, together
from yiwang.forms import services as forms

pytestmark = pytest.mark.django_db

FIELDS: dict[str, Any] = {
    "rent": {"x-kind": "money", "title": "月租金"},
    "months": {"x-kind": "integer", "title": "租期"},
    "total": {"x-kind": "money", "title": "租金合计", "x-computed": "form.rent * form.months"},
}
TYPED = {**FORM_DATA, "rent": "1,000.05", "months": "3", "total": "1.00"}


SCHEMA: dict[str, Any] = {**FORM, "properties": {**FORM["properties"], **FIELDS}}


@pytest.fixture(scope="module")
def item(world: World) -> Item:
    schema = {**SCHEMA, "x-together": couples.ROLES}
    forms.publish_form(code="adds-up", schema=schema, actor=SYSTEM, at=LONG_AGO)
    return worlds.item(world, form_code="adds-up", name="租房登记")


def save(world: World, item: Item, form: dict[str, Any], **more: Any) -> Draft:
    typed = drafts.DraftContent(form=form, **more)
    actor = worlds.citizen(world)
    return drafts.save_draft(version_id=item.version_id, typed=typed, actor=actor, at=MONDAY)


def test_a_draft_keeps_what_the_server_computes(world: World, item: Item) -> None:
    draft = save(world, item, TYPED)
    assert draft.form_data["total"] == "3000.15"

    fewer = {name: value for name, value in TYPED.items() if name != "months"}
    assert "total" not in save(world, item, fewer).form_data


def test_a_case_holds_what_the_server_computes(world: World) -> None:
    actor = worlds.citizen(world)
    forms.publish_form(code="adds-up-alone", schema=SCHEMA, actor=SYSTEM, at=LONG_AGO)
    item = worlds.item(world, form_code="adds-up-alone", name="独自租房登记")

    case = submission.submit_case(
        application=submission.Application(
            version_id=item.version_id,
            form=TYPED,
            materials={"lease": [factories.stored_file(actor)]},
        ),
        actor=actor,
        at=MONDAY,
    )

    assert (case.form_data["total"], case.form_data["rent"]) == ("3000.15", "1000.05")


def test_two_who_change_what_it_follows_from_do_not_quarrel_about_it(
    world: World, item: Item
) -> None:
    draft = save(world, item, TYPED, materials={"lease": []})
    one = couples.joined(world, draft)
    seen = Draft.objects.get(pk=draft.pk).revision
    partner = {"co_applicant_id": one.pk, "actor": worlds.neighbour(world), "at": MONDAY}

    save(world, item, {**TYPED, "rent": "2000", "total": "7"}, revision=seen)
    theirs = {**draft.form_data, "months": 4, "total": "9.00"}
    conflicts = together.save_part(form=theirs, seen=seen, **partner)

    kept = Draft.objects.get(pk=draft.pk).form_data
    assert conflicts == []
    assert (kept["rent"], kept["months"], kept["total"]) == ("2000", 4, "8000.00")
