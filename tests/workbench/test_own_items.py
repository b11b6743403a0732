# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages and operations: all items with elements of editors, and several base items at once."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import World, staff_account
from tests.organizations.factories import ZHEJIANG, DepartmentFactory
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from tests.workbench.desks import at_desk, words
from tests.workbench.test_catalogue import HOME, Desk, desk, send  # noqa: F401 - a fixture
from yiwang.catalogue.models import BaseItem, ChangeOrder
from yiwang.identity.models import Account
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_reference_data")]
OWN = f"{HOME}/own"
SEVERAL = f"{HOME}/several"
API = "/staff/catalogue"


@pytest.fixture
def keeper(world: World) -> Account:
    """Return somebody who edits the base items of the catalogue that the world's items are in."""
    department = DepartmentFactory(of=ZHEJIANG)
    account = staff_account(department, rights={Right.CATALOGUE_EDIT})
    Post.objects.filter(department=department).update(covers_subtree=True)
    return account


@pytest.fixture
def base_items() -> list[BaseItem]:
    return list(BaseItem.objects.order_by("code"))


def test_lists_that_editors_changed_are_listed_and_given_back(desk: Desk, world: World) -> None:  # noqa: F811
    assert "没有编辑改过的事项" in words(desk.editor.get(OWN))
    order = desk.edited(counter="7号窗口")
    desk.submit(order)
    desk.do(desk.legal, order, "pass", element=["counter"], **{"verdict-counter": "agree"})
    desk.do(desk.approver, order, "approve")

    shown = words(desk.editor.get(OWN, {"element": "counter", "since": "2020-01-01"}))
    assert "办理窗口" in shown
    assert "起草交还选中的事项" in shown
    assert "起草交还" not in words(desk.legal.get(OWN))
    assert "没有编辑改过的事项" in words(desk.editor.get(OWN, {"element": "hours"}))
    assert desk.editor.get(OWN, {"since": "31.12.", "place": "x", "state": "y"}).status_code == 200

    assert send(desk.legal, OWN, item=[desk.listed.id], reason="统一。").status_code == 403
    nothing = send(desk.editor, OWN, item=[], reason="统一。")
    assert nothing["Location"].startswith(OWN)
    made = send(desk.editor, OWN, layer="list", item=[desk.listed.id], reason="统一。")
    assert "交还数据文件，以后随数据文件更新：办理窗口" in words(desk.editor.get(made["Location"]))
    assert "里修改" in words(desk.editor.get(OWN))

    editor = Caller(token_of(staff_account(world.department, rights={Right.CATALOGUE_EDIT})))
    (row,) = done(editor.get(f"{API}/own-elements?layer=list"))["items"]
    assert [one["element"] for one in row["elements"]] == ["counter"]
    assert (row["may_go_back"], row["state"]) == (False, "own")
    body = {"layer": "list", "items": [str(desk.listed.id)], "reason": "统一。"}
    assert editor.post(f"{API}/own-elements", body).status_code == 409
    assert editor.post(f"{API}/own-elements", body | {"items": []}).status_code == 422
    assert editor.get(f"{API}/own-elements?place=Hangzhou").status_code == 422


def test_several_base_items_are_begun_by_one_change(
    keeper: Account, base_items: list[BaseItem]
) -> None:
    client, ids = at_desk(keeper), [one.id for one in base_items[:2]]
    led = send(client, f"{HOME}/begin", layer="base", item=ids)
    assert led["Location"].startswith(SEVERAL)
    assert not ChangeOrder.objects.exists()
    page = words(client.get(led["Location"] + "&element=remedies"))
    assert "救济途径" in page

    fields = {"item": ids, "element": "remedies", "remedies": "统一写法。", "reason": "统一。"}
    answer = send(client, SEVERAL, **fields)
    assert "2 份都起草好了" in words(answer)
    assert ChangeOrder.objects.count() == 2
    again = words(send(client, SEVERAL, **fields, idempotency_key=uuid4().hex))
    assert "起草 0 份，2 个事项没有起草" in again
    refused = send(client, SEVERAL, item=ids, element="max_visits", max_visits="一次")
    assert refused.status_code == 422
    assert "一份也没有起草" in words(refused)
    assert send(client, SEVERAL)["Location"].startswith(SEVERAL)
    assert client.get(SEVERAL).status_code == 302


def test_a_row_is_looked_at_in_every_item_before_orders_are_begun(
    keeper: Account, base_items: list[BaseItem]
) -> None:
    client, ids = at_desk(keeper), [one.id for one in base_items[:2]]
    begin = f"{SEVERAL}?item={ids[0]}&item={ids[1]}"
    shown = words(client.get(f"{begin}&element=materials.add"))
    assert "先看每个事项会怎么变" in shown
    assert "排在第几" in shown

    sent = {
        "item": ids,
        "element": "materials.add",
        "materials-key": "shared_paper",
        "materials-name": "统一承诺书",
        "materials-formats": "pdf",
        "materials-max_files": "1",
        "materials-paper_copies": "0",
        "materials-reuse_months": "12",
        "materials-kind": "3",
        "reason": "统一。",
    }
    looked = words(send(client, SEVERAL, step="look", **sent))
    assert "增加 统一承诺书" in looked, looked.partition("<main")[2][:6000]
    assert not ChangeOrder.objects.exists()
    again = words(send(client, SEVERAL, step="edit", **sent))
    assert "先看每个事项会怎么变" in again
    wrong = send(client, SEVERAL, step="look", **sent | {"materials-max_files": "999"})
    assert wrong.status_code == 422
    seen = {f"seen-{one}": "99" for one in ids}
    assert "又公布了新的版本" in words(send(client, SEVERAL, **sent, **seen))
    assert not ChangeOrder.objects.exists()
    assert "2 份都起草好了" in words(send(client, SEVERAL, **sent))

    row = client.get(f"{begin}&element=materials.remove")
    assert "哪一行" in words(row)
    removed = words(
        send(client, SEVERAL, step="look", item=ids, element="materials.remove", row="没有的")
    )
    assert "没有“没有的”" in removed or "里修改" in removed
    assert client.get(f"{begin}&element=no.such&row=%00").status_code == 200


def test_programs_look_before_they_begin(keeper: Account, base_items: list[BaseItem]) -> None:
    caller, ids = Caller(token_of(keeper)), [str(one.id) for one in base_items[:2]]
    change = {
        "element": "materials",
        "how": "add",
        "value": {"key": "shared_paper", "name": "统一承诺书"},
    }
    body = {"items": [*ids, str(uuid4())], "change": change}

    rows = done(caller.post(f"{API}/orders/several/preview", body))["items"]

    assert [one["is_possible"] for one in rows] == [True, True, False]
    assert rows[0]["sentences"]
    assert rows[2]["sentence"]
    assert not ChangeOrder.objects.exists()
    seen = {ids[0]: rows[0]["number"] + 1, ids[1]: rows[1]["number"]}
    begun = done(caller.post(f"{API}/orders/several", body | {"seen": seen}))["items"]
    assert [one["is_done"] for one in begun] == [False, True, False]
    for wrong in (
        {"how": "burn"},
        {"value": None},
        {"value": "x"},
        {"element": "remedies"},
        {"how": "remove", "element": "name"},
        {"place": -1},
    ):
        refused = caller.post(f"{API}/orders/several/preview", body | {"change": change | wrong})
        assert refused.status_code == 422, wrong


def test_an_order_for_several_base_items_never_takes_the_first(
    keeper: Account, base_items: list[BaseItem]
) -> None:
    caller, ids = Caller(token_of(keeper)), [str(one.id) for one in base_items[:2]]

    refused = caller.post(f"{API}/orders", {"layer": "base", "items": ids})

    assert refused.status_code == 422
    assert code_of(refused) == "catalogue.one_base_item"
    assert not ChangeOrder.objects.exists()
    body = {"items": [*ids, str(uuid4())], "change": {"element": "remedies", "value": "统一。"}}
    items = done(caller.post(f"{API}/orders/several", body))["items"]
    assert [one["is_done"] for one in items] == [True, True, False]
    assert items[2]["sentence"]
    wrong = body | {"change": {"element": "name", "value": "同名"}}
    assert code_of(caller.post(f"{API}/orders/several", wrong)) == "catalogue.not_for_all"
    huge = body | {"change": {"element": "remedies", "value": "长" * 5000}}
    assert caller.post(f"{API}/orders/several", huge).status_code == 422


def test_strangers_have_no_way_in(counter: Client) -> None:
    for address in (OWN, SEVERAL):
        assert counter.get(address).status_code == 403
