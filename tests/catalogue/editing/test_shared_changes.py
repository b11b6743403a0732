# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms, processes and rows of lists that change in several base items at once."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.catalogue.editing.hands import approved, of_list, provincial, reviewed, submitted
from tests.catalogue.worlds import HYGIENE, MORNING, Catalogue
from yiwang.catalogue.editing import commands
from yiwang.catalogue.editing.commands import Change, How
from yiwang.catalogue.editing.faults import changes_of
from yiwang.catalogue.editing.shared_changes import blank_row, row_named, rows_of
from yiwang.catalogue.errors import ContentInvalid, ItemNotFound, NotYourCatalogue
from yiwang.catalogue.models import BaseItemVersion, ChangeLine, ChangeOrder
from yiwang.catalogue.order_refusals import NoItems, NotForAll
from yiwang.forms.models import FormDefinition

pytestmark = pytest.mark.django_db
ITEMS = (HYGIENE, "K0008", "K0004")
PAPER = {"key": "shared_paper", "name": "统一承诺书", "formats": ["pdf"]}


def ids_of(catalogue: Catalogue) -> list[Any]:
    return [catalogue.items[item] for item in ITEMS]


def looked(catalogue: Catalogue, change: Change) -> list[commands.Looked]:
    return commands.look_at_base_orders(
        item_ids=ids_of(catalogue), change=change, actor=provincial().drafter
    )


def begun(catalogue: Catalogue, change: Change, **terms: Any) -> list[commands.Begun]:
    return commands.begin_base_orders(
        item_ids=ids_of(catalogue),
        change=change,
        reason="统一。",
        actor=provincial().drafter,
        at=MORNING,
        **terms,
    )


def in_force(catalogue: Catalogue, item: str) -> BaseItemVersion:
    return BaseItemVersion.objects.get(
        base_item_id=catalogue.items[item], effective_to__isnull=True
    )


def publish(order_id: Any) -> None:
    hands = provincial()
    order = ChangeOrder.objects.get(pk=order_id)
    approved(reviewed(submitted(order, hands), hands), hands)


def test_a_row_is_added_where_it_is_missing_and_shown_before(catalogue: Catalogue) -> None:
    change = Change("materials", PAPER, How.ADD, place=1)
    seen = looked(catalogue, change)
    assert all(one.is_possible for one in seen)
    assert all("增加 统一承诺书" in one.sentences[0] for one in seen)
    assert not ChangeOrder.objects.exists()

    done = begun(catalogue, change)
    publish(done[0].order_id)

    assert in_force(catalogue, HYGIENE).content["materials"][0]["key"] == "shared_paper"
    again = looked(catalogue, change)
    assert [one.is_possible for one in again] == [False] * 3
    assert "已经有“统一承诺书”" in again[0].sentence
    assert "里修改" in again[1].sentence  # it stands on the order just begun


def test_a_row_is_replaced_by_its_name_and_keeps_the_key_of_each_item(
    catalogue: Catalogue,
) -> None:
    first = in_force(catalogue, HYGIENE).content["materials"][0]
    made = {name: value for name, value in first.items() if name != "key"} | {"note": "要原件。"}

    done = begun(catalogue, Change("materials", made, How.REPLACE, row=first["name"]))

    line = ChangeLine.objects.get(order_id=done[0].order_id)
    assert line.content["materials"][0]["key"] == first["key"]
    assert line.content["materials"][0]["note"] == "要原件。"
    names = dict(rows_of(ids_of(catalogue), "materials"))
    assert sum(one.is_done for one in done) == names[first["name"]]
    missing = [one for one in done if not one.is_done]
    assert all(f"没有“{first['name']}”" in one.sentence for one in missing)


def test_a_row_is_removed_and_nothing_is_begun_where_the_item_would_not_stand(
    catalogue: Catalogue,
) -> None:
    results = [one["name"] for one in in_force(catalogue, HYGIENE).content["results"]]
    assert len(results) == 1
    (only, *_others) = looked(catalogue, Change("results", how=How.REMOVE, row=results[0]))
    assert not only.is_possible
    assert "办理结果" in only.sentence or "不合要求" in only.sentence

    step = in_force(catalogue, HYGIENE).content["steps"][-1]["name"]
    done = begun(catalogue, Change("steps", how=How.REMOVE, row=step))
    assert done[0].is_done
    line = ChangeLine.objects.get(order_id=done[0].order_id)
    assert step not in {one["name"] for one in line.content["steps"]}


def test_all_items_take_another_form(catalogue: Catalogue) -> None:
    forms = {one: in_force(catalogue, one).form_code for one in ITEMS}
    wanted = next(iter({"default-natural", "default-legal"} - {forms[HYGIENE]}))

    seen = looked(catalogue, Change("form_code", wanted))
    done = begun(catalogue, Change("form_code", wanted))

    assert done[0].is_done
    assert "申请表单" in seen[0].sentences[0]
    assert ChangeLine.objects.get(order_id=done[0].order_id).form_code == wanted
    publish(done[0].order_id)
    assert in_force(catalogue, HYGIENE).form_code == wanted
    unknown = looked(catalogue, Change("form_code", "no-such-form"))
    assert not any(one.is_possible for one in unknown)


def test_items_take_a_newer_version_of_the_form_that_they_name(catalogue: Catalogue) -> None:
    stands = in_force(catalogue, HYGIENE)
    change = Change("form_code", stands.form_code)
    assert "本来就是" in looked(catalogue, change)[0].sentence
    old = FormDefinition.objects.get(pk=stands.form_id)
    newer = FormDefinition.objects.create(
        code=old.code, version=old.version + 1, schema=old.schema, published_at=timezone.now()
    )

    assert "改用第" in looked(catalogue, change)[0].sentences[0]
    done = begun(catalogue, change)
    order = ChangeOrder.objects.get(pk=done[0].order_id)
    assert list(changes_of(order)) == ["form_code"]
    publish(order.id)

    assert in_force(catalogue, HYGIENE).form_id == newer.id
    order.refresh_from_db()
    assert list(changes_of(order)) == ["form_code"]  # what it did stays to be read


def test_what_was_published_since_is_not_changed_unseen(catalogue: Catalogue) -> None:
    change = Change("materials", PAPER, How.ADD)
    numbers = {one.item_id: one.number for one in looked(catalogue, change)}
    first = begun(catalogue, Change("remedies", "统一。"))[0]
    publish(first.order_id)

    done = begun(catalogue, change, seen=numbers)

    assert not done[0].is_done
    assert "又公布了新的版本" in done[0].sentence


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (Change("materials", [PAPER]), NotForAll),
        (Change("remedies", "x", How.ADD), NotForAll),
        (Change("no_such", {}, How.ADD), NotForAll),
        (Change("materials", None, How.ADD), ContentInvalid),
        (Change("materials", {"name": "没有标识"}, How.ADD), ContentInvalid),
        (Change("materials", {"name": 1}, How.REPLACE, row="x"), ContentInvalid),
        (Change("form_code", ""), ContentInvalid),
        (Change("form_code", 7), ContentInvalid),
        (Change("fees", {"name": "费", "amount_cents": "x"}, How.ADD), ContentInvalid),
    ],
)
def test_what_no_item_can_take_is_refused_at_once(
    catalogue: Catalogue, change: Change, refusal: type[Exception]
) -> None:
    for act in (looked, begun):
        with pytest.raises(refusal):
            act(catalogue, change)
    assert not ChangeOrder.objects.exists()


def test_only_editors_look_and_what_is_foreign_is_refused(catalogue: Catalogue) -> None:
    change = Change("materials", PAPER, How.ADD)
    foreign = commands.look_at_base_orders(
        item_ids=ids_of(catalogue), change=change, actor=of_list(catalogue).drafter
    )
    assert not any(one.is_possible for one in foreign)
    with pytest.raises(NotYourCatalogue):
        commands.look_at_base_orders(
            item_ids=ids_of(catalogue), change=change, actor=provincial().reviewer
        )
    with pytest.raises(NoItems):
        commands.look_at_base_orders(item_ids=[], change=change, actor=provincial().drafter)
    with pytest.raises(ItemNotFound):
        commands.look_at_base_orders(
            item_ids=[ChangeOrder().id], change=change, actor=provincial().drafter
        )


def test_looking_asks_as_much_for_one_item_as_for_three(catalogue: Catalogue) -> None:
    actor, asked = provincial().drafter, []
    for ids in (ids_of(catalogue)[:1], ids_of(catalogue)):
        with CaptureQueriesContext(connection) as queries:
            commands.look_at_base_orders(
                item_ids=ids, change=Change("materials", PAPER, How.ADD), actor=actor
            )
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 12


def test_a_row_begins_with_what_the_first_item_says(catalogue: Catalogue) -> None:
    name = in_force(catalogue, HYGIENE).content["materials"][0]["name"]

    assert (row_named(ids_of(catalogue), "materials", name) or {})["name"] == name
    assert row_named(ids_of(catalogue), "materials", "没有这样的材料") is None
    assert blank_row("materials")["formats"] == ["pdf", "jpg", "png"]
