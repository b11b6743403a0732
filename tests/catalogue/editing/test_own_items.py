# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""All items that hold elements of editors, and orders begun for several of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.catalogue.editing.hands import (
    EDIT,
    approved,
    drafted,
    hand,
    of_list,
    provincial,
    published,
    reviewed,
    submitted,
)
from tests.catalogue.worlds import HYGIENE, LOADER, MORNING, TODAY, Catalogue
from tests.organizations.factories import XIHU, DepartmentFactory
from yiwang.catalogue.editing import commands, own_finding
from yiwang.catalogue.editing.own_items import OwnFilter, OwnItem, OwnState, own_items
from yiwang.catalogue.editing.shared_changes import Change
from yiwang.catalogue.enums import OrderKind, OrderLayer, OrderState
from yiwang.catalogue.errors import ContentInvalid, NotYourCatalogue
from yiwang.catalogue.loading import items
from yiwang.catalogue.loading.kept import own_of_items, own_of_lists
from yiwang.catalogue.models import (
    BaseItemVersion,
    ChangeLine,
    ChangeOrder,
    ImplementationList,
    OwnElement,
)
from yiwang.catalogue.order_refusals import NoItems, NotForAll, NotTheEditors, TooManyItems
from yiwang.foundation.actors import Actor

pytestmark = pytest.mark.django_db
BASE, LIST = OrderLayer.BASE, OrderLayer.LIST
SHOPS = "K0008"


def base_changed(catalogue: Catalogue, item: str, **changes: Any) -> ChangeOrder:
    """Return an order of a base item that has gone all the way."""
    hands, item_id = provincial(), catalogue.items[item]
    stands = BaseItemVersion.objects.get(base_item_id=item_id, effective_to__isnull=True)
    order = commands.open_base_order(
        base_item_id=item_id, content=stands.content | changes, actor=hands.drafter, at=MORNING
    )
    return approved(reviewed(submitted(order, hands), hands), hands)


def found(actor: Actor, layer: OrderLayer, **wanted: Any) -> list[OwnItem]:
    return list(own_items(actor, layer, OwnFilter(**wanted)).rows)


def names_in(row: OwnItem) -> set[str]:
    return {name for name, _label in row.elements}


def test_the_list_says_what_the_lines_of_the_orders_say(catalogue: Catalogue) -> None:
    base_changed(catalogue, HYGIENE, remedies="编辑写的。", quantity_limit="一百件。")
    base_changed(catalogue, SHOPS, remedies="编辑写的。")
    published(catalogue, of_list(catalogue), hours="每天 8:00—20:00", counter="九号窗口")
    actor = provincial().drafter

    for layer, owned in ((BASE, own_of_items()), (LIST, own_of_lists())):
        rows = found(actor, layer)
        assert {row.id: names_in(row) for row in rows} == {
            item_id: set(own.before) for item_id, own in owned.items()
        }
        assert [row.code for row in rows] == sorted(row.code for row in rows)
        assert all(row.may_go_back and row.changed_at == MORNING for row in rows)
    assert len(found(actor, BASE)) == 2
    (only,) = found(actor, BASE, element="quantity_limit")
    assert only.id == catalogue.items[HYGIENE]
    assert found(actor, BASE, element="no_such") == []
    assert found(actor, BASE, since=TODAY + timedelta(days=1)) == []
    assert len(found(actor, BASE, since=TODAY)) == 2
    first, last = found(actor, BASE)
    for wanted in (OwnFilter(), OwnFilter(since=TODAY), OwnFilter(element="remedies")):
        page = own_items(actor, BASE, wanted, limit=1)
        rest = own_items(actor, BASE, wanted, limit=1, after=page.after)
        assert {one.id for one in (*page.rows, *rest.rows)} == {first.id, last.id}
        assert (len(page.rows), rest.after, rest.looked_at) == (1, "", 0)
    assert not own_items(actor, BASE, OwnFilter(), after="9~9").rows


def test_what_is_given_back_leaves_the_list(catalogue: Catalogue) -> None:
    base_changed(catalogue, HYGIENE, remedies="编辑写的。", quantity_limit="一百件。")
    hands = provincial()
    for element, left in (("remedies", {"quantity_limit"}), ("quantity_limit", set())):
        (begun,) = commands.give_back_together(
            layer=BASE,
            item_ids=[catalogue.items[HYGIENE]],
            element=element,
            reason="以数据文件为准。",
            actor=hands.drafter,
            at=MORNING,
        )
        order = ChangeOrder.objects.get(pk=begun.order_id)
        approved(reviewed(submitted(order, hands), hands), hands)
        assert [names_in(row) for row in found(hands.drafter, BASE)] == ([left] if left else [])


def test_a_list_that_editors_withdrew_is_a_row_of_its_own(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    order = submitted(drafted(catalogue, hands, kind=OrderKind.WITHDRAWAL), hands)
    approved(reviewed(order, hands), hands)

    (row,) = found(hands.drafter, LIST)

    assert (row.state, row.elements, row.may_go_back) == (OwnState.WITHDRAWN, [], False)
    assert found(hands.drafter, LIST, state=OwnState.OWN) == []
    assert found(hands.drafter, LIST, element="hours") == []
    with pytest.raises(NotTheEditors):
        commands.give_back_together(
            layer=LIST, item_ids=[row.id], reason="统一。", actor=hands.drafter, at=MORNING
        )


def test_an_item_that_fits_together_no_more_is_marked(catalogue: Catalogue) -> None:
    source = catalogue.sources[HYGIENE]
    key = next(one.key for one in source.content.materials if one.is_uploaded)
    base_changed(catalogue, HYGIENE, originals=[key], trust_first_text="复印件与原件一致。")
    renamed = tuple(
        one.model_copy(update={"key": f"new_{one.key}"}) for one in source.content.materials
    )
    other = replace(source, content=source.content.model_copy(update={"materials": renamed}))
    items.store_items([other], actor=LOADER, at=MORNING + timedelta(days=1))

    (row,) = found(provincial().drafter, BASE, state=OwnState.CLASH)

    assert row.id == catalogue.items[HYGIENE]
    assert found(provincial().drafter, BASE, state=OwnState.OWN) == []


def test_everybody_sees_what_their_post_keeps(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    published(catalogue, hands, hours="每天 8:00—20:00")
    base_changed(catalogue, HYGIENE, remedies="编辑写的。")
    neighbour = hand(DepartmentFactory(of=XIHU), EDIT)

    assert len(found(hands.drafter, LIST)) == 1
    assert found(neighbour, LIST) == []
    assert found(hands.drafter, BASE) == []
    province = provincial().drafter
    assert len(found(province, LIST, place=catalogue.list_of(HYGIENE).region_code)) == 1
    assert found(province, LIST, place="330200000000") == []
    assert found(province, LIST, department_id=uuid4()) == []
    with pytest.raises(NotYourCatalogue):
        found(hand(DepartmentFactory(of=XIHU)), LIST)


def test_the_list_asks_as_much_for_one_item_as_for_three(catalogue: Catalogue) -> None:
    asked = []
    for item in (HYGIENE, SHOPS, "K0004"):
        base_changed(catalogue, item, remedies="编辑写的。")
        with CaptureQueriesContext(connection) as queries:
            found(provincial().drafter, BASE)
        asked.append(len(queries))

    assert len(set(asked)) == 1
    assert asked[0] <= 8


def test_a_filter_that_matches_little_looks_at_a_bounded_number_of_candidates(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    for item in (HYGIENE, SHOPS, "K0004"):
        base_changed(catalogue, item, remedies="编辑写的。")
    monkeypatch.setattr(own_finding, "CANDIDATES", 1)
    actor, seen, after, pages = provincial().drafter, set(), "", 0
    OwnElement.objects.filter(base_item_id=catalogue.items[SHOPS]).update(state="clash")

    while pages == 0 or after:
        page = own_items(actor, BASE, OwnFilter(since=TODAY, state=OwnState.CLASH), after=after)
        seen |= {row.id for row in page.rows}
        after, pages = page.after, pages + 1
        assert page.looked_at <= 1

    assert seen == {catalogue.items[SHOPS]}
    assert pages == 4  # one for each candidate, and one that finds no more


def test_what_is_kept_follows_codes_and_states(catalogue: Catalogue) -> None:
    published(catalogue, of_list(catalogue), hours="每天 8:00—20:00")
    one = catalogue.list_of(HYGIENE)
    marks = OwnElement.objects.filter(implementation=one)
    assert set(marks.values_list("element", "state")) == {("", "own"), ("hours", "own")}

    ImplementationList.objects.filter(pk=one.pk).update(state="withdrawn", code=one.code[:-1] + "9")
    assert set(marks.values_list("state", "code")) == {("withdrawn", one.code[:-1] + "9")}
    ImplementationList.objects.filter(pk=one.pk).update(state="open")
    assert set(marks.values_list("state", flat=True)) == {"own"}


def test_a_load_catches_up_with_what_a_worker_of_an_older_release_did(catalogue: Catalogue) -> None:
    base_changed(catalogue, HYGIENE, remedies="编辑写的。")
    kept = set(OwnElement.objects.values_list("element", "state", "changed_at"))
    OwnElement.objects.all().delete()

    items.store_items([catalogue.sources[HYGIENE]], actor=LOADER, at=MORNING)

    assert set(OwnElement.objects.values_list("element", "state", "changed_at")) == kept


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"element": "hours"},
        {"since": TODAY},
        {"since": TODAY, "element": "hours", "state": OwnState.OWN},
        {"since": TODAY, "place": XIHU},
        {"since": TODAY, "place": "330106109000"},
        {"state": OwnState.WITHDRAWN},
        {"state": OwnState.OWN, "place": XIHU},
        {"department_id": UUID(int=1), "since": TODAY},
    ],
)
def test_no_way_to_narrow_sorts_or_reads_all_of_them(
    catalogue: Catalogue, wanted: dict[str, Any]
) -> None:
    published(catalogue, of_list(catalogue), hours="每天 8:00—20:00")
    with CaptureQueriesContext(connection) as queries:
        found(provincial().drafter, LIST, **wanted)
    statement = next(one["sql"] for one in queries if "WITH candidate" in one["sql"])

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("EXPLAIN " + statement)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    candidates = plan.partition("CTE candidate")[2].partition("CTE ")[0]

    assert "own_by_" in candidates
    assert "Sort" not in candidates or "department_id" in wanted


def test_lists_go_back_on_one_order_or_not_at_all(catalogue: Catalogue) -> None:
    hands = of_list(catalogue)
    published(catalogue, hands, hours="每天 8:00—20:00", counter="九号窗口")
    one = catalogue.list_of(HYGIENE)
    terms = {"layer": LIST, "reason": "以数据文件为准。", "actor": hands.drafter, "at": MORNING}

    with pytest.raises(NotTheEditors) as refusal:
        commands.give_back_together(item_ids=[one.id], element="address", **terms)
    assert refusal.value.errors[0].path == "/items/0"
    (begun,) = commands.give_back_together(item_ids=[one.id, one.id], **terms)

    line = ChangeLine.objects.get(order_id=begun.order_id)
    assert line.gives_back == ["counter", "hours"]


# ── several base items


def several(catalogue: Catalogue, actor: Actor, **terms: Any) -> list[commands.Begun]:
    ids = [catalogue.items[item] for item in (HYGIENE, SHOPS, "K0004")]
    return commands.begin_base_orders(
        **{"item_ids": ids, "reason": "统一。", "actor": actor, "at": MORNING} | terms
    )


def test_one_change_begins_an_order_for_each_item_that_it_changes(catalogue: Catalogue) -> None:
    hands = provincial()
    base_changed(catalogue, SHOPS, remedies="统一写法。")
    taken = commands.open_base_order(
        base_item_id=catalogue.items["K0004"], actor=hands.drafter, at=MORNING
    )

    first, same, other = several(catalogue, hands.drafter, change=Change("remedies", "统一写法。"))

    line = ChangeLine.objects.get(order_id=first.order_id)
    assert line.content["remedies"] == "统一写法。"
    assert (same.is_done, other.is_done) == (False, False)
    assert "本来就是" in same.sentence
    assert str(taken) in other.sentence
    assert ChangeOrder.objects.filter(state=OrderState.DRAFT).count() == 2


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        ({"item_ids": []}, NoItems),
        ({"item_ids": [uuid4() for _place in range(51)]}, TooManyItems),
        ({"change": Change("name", "同名")}, NotForAll),
        ({"change": Change("materials", [])}, NotForAll),
        ({"change": Change("remedies", "x"), "kind": OrderKind.WITHDRAWAL}, NotForAll),
        ({"change": Change("remedies", {"x": 1})}, ContentInvalid),
        ({"change": Change("assurance_level", 9)}, ContentInvalid),
    ],
    ids=["none", "many", "name", "materials", "withdrawal", "shape", "range"],
)
def test_what_cannot_be_for_all_begins_nothing(
    catalogue: Catalogue, terms: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        several(catalogue, provincial().drafter, **terms)

    assert not ChangeOrder.objects.exists()


def test_nobody_begins_orders_for_what_they_do_not_keep(catalogue: Catalogue) -> None:
    begun = several(catalogue, of_list(catalogue).drafter)

    assert not any(one.is_done for one in begun)
    assert not ChangeOrder.objects.exists()
    with pytest.raises(NotYourCatalogue):
        several(catalogue, of_list(catalogue).reviewer)
