# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages and operations: several orders at once, and elements that go back to the data files."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.factories import World, staff_account
from tests.rest.calling import Caller, token_of
from tests.rest.journeys import done
from tests.workbench.desks import words
from tests.workbench.test_catalogue import HOME, Desk, desk, send  # noqa: F401 - a fixture
from yiwang.catalogue.models import ChangeOrder
from yiwang.organizations.enums import Right

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_reference_data")]
AT_ONCE = f"{HOME}/orders/at-once"


def test_orders_are_chosen_looked_at_and_submitted_together(desk: Desk) -> None:  # noqa: F811
    order = desk.edited(counter="7号窗口")
    shown = words(desk.editor.get(AT_ONCE, {"order": [str(order.id), str(uuid4())]}))
    assert "办理窗口：由 1 号窗口 改为 7号窗口" in shown

    fields = {
        "order": [str(order.id), str(uuid4())],
        f"revision-{order.id}": order.revision,
        "step": "submit",
        "text": "窗口搬迁。",
        "effective_from": timezone.localdate().isoformat(),
        "idempotency_key": uuid4().hex,
    }
    first, second = (desk.editor.post(AT_ONCE, fields) for _ in range(2))

    for answer in (first, second):
        assert "办成 1 份，没有办成 1 份" in words(answer)
    order.refresh_from_db()
    assert (order.state, order.round) == ("legal_review", 1)
    assert "选中" in words(desk.editor.get(f"{HOME}/orders"))


@pytest.mark.parametrize(
    "fields", [{}, {"step": "no-such"}, {"step": "submit", "effective_from": "31.12."}]
)
def test_an_incomplete_step_is_answered_in_words(desk: Desk, fields: dict[str, str]) -> None:  # noqa: F811
    order = desk.edited(counter="7号窗口")
    answer = send(desk.editor, AT_ONCE, order=[str(order.id)], **fields)

    assert answer.status_code == 302
    order.refresh_from_db()
    assert order.state == "draft"
    assert desk.editor.get(AT_ONCE).status_code == 302  # nothing is chosen


def test_programs_take_a_step_with_several_orders(desk: Desk, world: World) -> None:  # noqa: F811
    order = desk.edited(counter="7号窗口")
    editor = Caller(token_of(staff_account(world.department, rights={Right.CATALOGUE_EDIT})))
    body = {
        "step": "withdraw",
        "orders": [
            {"id": str(order.id), "revision": order.revision},
            {"id": str(uuid4()), "revision": 1},
        ],
    }

    items = done(editor.post("/staff/catalogue/orders/step", body))["items"]

    assert [one["is_done"] for one in items] == [True, False]
    assert items[0]["state"] == "withdrawn"
    refused = editor.post("/staff/catalogue/orders/step", body | {"step": "burn"})
    assert refused.status_code == 422


def test_elements_of_editors_are_shown_and_given_back_by_an_order(
    desk: Desk,  # noqa: F811
    world: World,
) -> None:
    address = f"{HOME}/list/{desk.listed.id}/own"
    assert "没有编辑改过的要素" in words(desk.editor.get(address))
    order = desk.edited(counter="7号窗口")
    desk.submit(order)
    desk.do(desk.legal, order, "pass", element=["counter"], **{"verdict-counter": "agree"})
    desk.do(desk.approver, order, "approve")

    shown = words(desk.editor.get(address))
    assert "7号窗口" in shown
    assert "1 号窗口" in shown
    assert send(desk.legal, address, element=["counter"], reason="统一。").status_code == 403
    nothing = send(desk.editor, address, element=["hours"], reason="统一。")
    assert nothing["Location"] == address
    made = send(desk.editor, address, element=["counter"], reason="统一。")
    page = words(desk.editor.get(made["Location"]))
    assert "交还数据文件，以后随数据文件更新：办理窗口" in page
    assert "正在变更单里修改" in words(desk.editor.get(address))

    ChangeOrder.objects.filter(pk=made["Location"].rsplit("/", 1)[1]).get()
    editor = Caller(token_of(staff_account(world.department, rights={Right.CATALOGUE_EDIT})))
    path = f"/staff/catalogue/list/{desk.listed.id}/own-elements"
    told = done(editor.get(path))
    assert [one["element"] for one in told["elements"]] == ["counter"]
    taken = editor.post(path, {"elements": ["counter"], "reason": "统一。"})
    assert taken.status_code == 409
    assert editor.post(path, {"elements": ["hours"], "reason": "统一。"}).status_code == 422
    assert editor.get(f"/staff/catalogue/list/{uuid4()}/own-elements").status_code == 404
