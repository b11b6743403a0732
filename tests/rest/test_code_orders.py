# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Changes of codes on a day ahead, by programs and on the pages."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import PASSWORD, SYSTEM, World
from tests.organizations.factories import (
    ZHEJIANG,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
    StaffMemberFactory,
)
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from tests.workbench.desks import at_desk, words
from yiwang.catalogue.models import CodeOrder, ImplementationList
from yiwang.identity import services as identity
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(world: World, db: None) -> Any:
    """Return an account that publishes the base items of the whole province."""
    office = DepartmentFactory(of=ZHEJIANG)
    staff = StaffMemberFactory(department=office)
    post = PostFactory(department=office, rights=[Right.CATALOGUE_PUBLISH], covers_subtree=True)
    PostHoldingFactory(staff=staff, post=post, held_from=timezone.localdate())
    return identity.create_staff_account(
        staff_id=staff.id,
        login=f"codes{uuid4().hex[:8]}",
        password=PASSWORD,
        actor=SYSTEM,
        at=timezone.now(),
    )


@pytest.fixture
def listed(world: World, db: None) -> ImplementationList:
    return ImplementationList.objects.get(current_id=world.shop.version_id)


def wish(listed: ImplementationList, **changes: Any) -> dict[str, Any]:
    basic = listed.code[19:]
    on = timezone.localdate() + timedelta(days=30)
    return {
        "change": "renumber",
        "old_codes": [basic],
        "new_codes": [f"{basic[:6]}987000"],
        "basis": "浙政办发〔2026〕12号",
        "on": on.isoformat(),
    } | changes


def test_a_change_ahead_is_ordered_announced_and_withdrawn(
    account: Any, listed: ImplementationList, nobody: Caller
) -> None:
    caller = Caller(token_of(account))
    made = done(caller.post("/staff/codes", wish(listed)))
    (order,) = done(caller.get("/staff/codes/orders"))["items"]
    told = done(nobody.get(f"/codes/{listed.code}"))
    guide = words(Client().get(f"/guide/{listed.code}"))

    assert (order["id"], order["state"]) == (made["order_id"], "waiting")
    assert not told["has_ended"]
    assert told["coming"][0]["new_codes"] == [f"{listed.code[:25]}987000"]
    assert "编码将要变更" in guide
    assert f"编码改为 {listed.code[:25]}987000" in guide
    again = caller.post("/staff/codes", wish(listed))
    assert (again.status_code, code_of(again)) == (409, "catalogue.code_order_waiting")

    address = f"/staff/codes/orders/{order['id']}/withdrawal"
    assert done(caller.post(address, {}))["state"] == "withdrawn"
    assert caller.post(address, {}).status_code == 409
    # Another address of the same page: answers are shared for two seconds.
    assert "编码将要变更" not in words(Client().get(f"/guide/{listed.code}?again=1"))


@pytest.mark.parametrize(
    "changes",
    [{"on": "2020-01-01"}, {"on": "9999-12-31"}, {"on": "soon"}, {"on": 7}, {"basis": " "}],
    ids=["past", "far", "word", "number", "basis"],
)
def test_nonsense_is_refused(
    account: Any, listed: ImplementationList, changes: dict[str, Any]
) -> None:
    answer = Caller(token_of(account)).post("/staff/codes", wish(listed, **changes))

    assert answer.status_code in {400, 422}
    assert not CodeOrder.objects.exists()


def test_the_page_orders_and_withdraws(account: Any, listed: ImplementationList) -> None:
    desk = at_desk(account)
    asked = wish(listed)
    fields = {
        "change": "renumber",
        "old": asked["old_codes"][0],
        "new": asked["new_codes"][0],
        "basis": asked["basis"],
        "on": asked["on"],
    }
    shown = words(desk.get("/workbench/catalogue/codes", fields))
    assert "确认变更" in shown
    address = "/workbench/catalogue/codes/change"
    nonsense = desk.post(address, fields | {"on": "soon"}, follow=True)
    assert "生效日期要在今天以后" in words(nonsense)
    said = desk.post(address, fields | {"idempotency_key": uuid4().hex}, follow=True)
    assert "到生效日自动变更" in words(said)
    assert "等待生效" in words(said)

    order = CodeOrder.objects.get()
    back = desk.post(f"/workbench/catalogue/codes/orders/{order.id}/withdraw", follow=True)

    assert "已撤销，编码不变。" in words(back)
    listed.refresh_from_db()
    assert listed.code[19:] == asked["old_codes"][0]
