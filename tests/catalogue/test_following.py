# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A base item changes once, and every list under it follows."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.catalogue.worlds import (
    LOADER,
    MORNING,
    OWN_MOTION,
    TODAY,
    Catalogue,
    base_content,
    list_content,
)
from tests.organizations.factories import XIHU, ZHEJIANG, DepartmentFactory
from yiwang.catalogue import selectors, services
from yiwang.catalogue.errors import ItemWithdrawn, VersionSuperseded
from yiwang.catalogue.models import (
    BaseItemVersion,
    DepartmentNotice,
    ImplementationList,
)
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db
ITEM = "K0008"
LATER = TODAY + timedelta(days=9)
PRINT = {"name": "工本费", "standard": "每证10元", "amount_cents": 1000, "basis": "某号文"}


def change_base(
    catalogue: Catalogue, item: str = ITEM, on: date | None = None, **changes: Any
) -> BaseItemVersion:
    """Publish the next version of a base item with some elements changed."""
    before = BaseItemVersion.objects.filter(base_item_id=catalogue.items[item]).latest("number")
    draft = services.revise_base_item(
        base_item_id=catalogue.items[item],
        content=before.content | changes,
        form_code=before.form_code,
        process_code=before.process_code,
        actor=LOADER,
        at=MORNING,
    )
    return services.publish_base_version(
        version_id=draft.id, actor=LOADER, at=MORNING, effective_from=on
    )


def stalls(count: int = 3, **changes: Any) -> Catalogue:
    """Make an item with some lists of its own."""
    place = services.NewBaseItem(ZHEJIANG, "市场监管", "31", "stall")
    draft = services.draft_base_item(
        place=place,
        content=base_content(**changes),
        form_code="default-natural",
        process_code="default-promise",
        actor=LOADER,
        at=MORNING,
    )
    services.publish_base_version(version_id=draft.id, actor=LOADER, at=MORNING)
    for _ in range(count):
        version = services.draft_list(
            base_item_id=draft.base_item_id,
            department_id=DepartmentFactory(of=XIHU, line="市场监管").id,
            content=list_content(),
            actor=LOADER,
            at=MORNING,
        )
        services.publish_list_version(version_id=version.id, actor=LOADER, at=MORNING)
    return Catalogue({"stall": draft.base_item_id}, {})


def lists_of(catalogue: Catalogue, item: str = ITEM) -> list[ImplementationList]:
    rows = ImplementationList.objects.filter(base_item_id=catalogue.items[item])
    return list(rows.select_related("current").order_by("code"))


def test_every_list_follows_at_once_and_keeps_what_is_its_own(catalogue: Catalogue) -> None:
    before = {one.id: one.current for one in lists_of(catalogue)}

    base = change_base(catalogue, quantity_limit="每年一百件")

    after = lists_of(catalogue)
    assert len(after) == len(before) > 1
    for one in after:
        was, now = before[one.id], one.current
        assert was is not None
        assert now is not None
        assert (now.number, now.base_version_id) == (was.number + 1, base.id)
        assert now.content == was.content
        assert selectors.guide(one.code, TODAY).item.base.quantity_limit == "每年一百件"
        was.refresh_from_db()
        assert was.effective_to == now.effective_from == TODAY


def test_an_open_case_stays_on_its_version(catalogue: Catalogue) -> None:
    pinned = lists_of(catalogue)[0].current
    assert pinned is not None

    change_base(catalogue, quantity_limit="每年一百件")

    assert selectors.snapshot(pinned.id).base.quantity_limit == ""
    with pytest.raises(VersionSuperseded):
        selectors.open_snapshot(pinned.id, TODAY)


def test_lists_are_adapted_where_the_new_base_allows_less(catalogue: Catalogue) -> None:
    made = stalls(fees=[PRINT])
    first, second, third = lists_of(made, "stall")
    better = services.revise_list(
        implementation_id=first.id,
        content=list_content(promise_limit={"amount": 2}, spared_materials=["plan"]),
        actor=LOADER,
        at=MORNING,
    )
    services.publish_list_version(version_id=better.id, actor=LOADER, at=MORNING)

    change_base(
        made,
        "stall",
        promise_ceiling={"amount": 3},
        materials=[{"key": "sketch", "name": "草图"}],
    )

    promises = {
        one.code: (one.current.promise_amount, one.current.content.get("spared_materials"))
        for one in lists_of(made, "stall")
        if one.current
    }
    assert promises == {
        first.code: (2, None),
        second.code: (3, None),
        third.code: (3, None),
    }
    notices = DepartmentNotice.objects.filter(base_version__number=2)
    assert set(notices.values_list("is_adapted", "needs_work")) == {(True, False)}


def test_each_department_is_told_once_and_the_ledger_knows_all(catalogue: Catalogue) -> None:
    base = change_base(catalogue, quantity_limit="每年一百件")

    notices = DepartmentNotice.objects.filter(base_version=base)
    assert set(notices.values_list("department_id", flat=True)) == {
        one.department_id for one in lists_of(catalogue)
    }
    fact = Event.objects.get(kind="catalogue.lists_followed", subject_id=base.base_item_id)
    assert fact.payload["lists"] == notices.count()
    assert len(fact.payload["lists_sha256"]) == 64


def test_lists_wait_for_the_day_of_their_base(catalogue: Catalogue) -> None:
    code = lists_of(catalogue)[0].code

    change_base(catalogue, on=LATER, quantity_limit="每年一百件")

    assert selectors.guide(code, TODAY).item.base.quantity_limit == ""
    assert selectors.guide(code, LATER).item.base.quantity_limit == "每年一百件"
    shown = services.put_due_in_force(on=LATER)
    assert shown == len(lists_of(catalogue))
    assert {one.current and one.current.number for one in lists_of(catalogue)} == {2}


def test_a_department_may_still_change_its_list_while_a_base_waits(catalogue: Catalogue) -> None:
    made = stalls(1)
    (one,) = lists_of(made, "stall")
    change_base(made, "stall", on=LATER, promise_ceiling={"amount": 3})
    draft = services.revise_list(
        implementation_id=one.id,
        content=list_content(address="新址1号"),
        actor=LOADER,
        at=MORNING,
    )

    services.publish_list_version(version_id=draft.id, actor=LOADER, at=MORNING)

    now, then = (selectors.guide(one.code, day).item for day in (TODAY, LATER))
    assert (now.counter.address, now.promise_limit and now.promise_limit.amount) == ("新址1号", 5)
    assert (then.counter.address, then.promise_limit and then.promise_limit.amount) == (
        "新址1号",
        3,
    )


def test_a_version_that_waits_follows_too(catalogue: Catalogue) -> None:
    made = stalls(1)
    (one,) = lists_of(made, "stall")
    draft = services.revise_list(
        implementation_id=one.id, content=list_content(address="新址"), actor=LOADER, at=MORNING
    )
    services.publish_list_version(
        version_id=draft.id, actor=LOADER, at=MORNING, effective_from=LATER
    )

    base = change_base(made, "stall", on=TODAY + timedelta(days=2), quantity_limit="十件")

    for day, address in ((2, "文三路1号"), (9, "新址")):
        item = selectors.guide(one.code, TODAY + timedelta(days=day)).item
        assert (item.base_version_id, item.counter.address) == (base.id, address)


def test_a_level_that_no_longer_exercises_the_item_loses_its_list(catalogue: Catalogue) -> None:
    made = stalls(2)

    change_base(made, "stall", exercise_levels=["3"])

    assert {one.state for one in lists_of(made, "stall")} == {"withdrawn"}
    with pytest.raises(ItemWithdrawn):
        selectors.published_version_id(lists_of(made, "stall")[0].id, TODAY)
    assert set(DepartmentNotice.objects.values_list("version_id", flat=True)) == {None}


def test_a_draft_comes_to_rest_on_the_new_base_and_can_be_published(catalogue: Catalogue) -> None:
    made = stalls(1)
    (one,) = lists_of(made, "stall")
    draft = services.revise_list(
        implementation_id=one.id, content=list_content(address="新址"), actor=LOADER, at=MORNING
    )

    base = change_base(made, "stall", quantity_limit="十件")
    published = services.publish_list_version(version_id=draft.id, actor=LOADER, at=MORNING)

    assert (published.number, published.base_version_id) == (3, base.id)


def test_powers_of_own_motion_follow_too(catalogue: Catalogue) -> None:
    base = change_base(catalogue, OWN_MOTION[0], remedies="可以申请行政复议。")

    found = {
        one.current and one.current.base_version_id for one in lists_of(catalogue, OWN_MOTION[0])
    }
    assert found == {base.id}


def test_what_the_department_has_to_put_right_is_marked(catalogue: Catalogue) -> None:
    made = stalls(1, max_visits=1)
    (one,) = lists_of(made, "stall")
    draft = services.revise_list(
        implementation_id=one.id,
        content=list_content(is_online=False, visits=1, visit_reason="核验原件"),
        actor=LOADER,
        at=MORNING,
    )
    services.publish_list_version(version_id=draft.id, actor=LOADER, at=MORNING)

    base = change_base(made, "stall", max_visits=0)

    notice = DepartmentNotice.objects.get(base_version=base)
    assert (notice.is_adapted, notice.needs_work) == (True, True)


def test_a_withdrawn_list_does_not_come_back(catalogue: Catalogue) -> None:
    made = stalls(1)
    (one,) = lists_of(made, "stall")
    services.withdraw_list(implementation_id=one.id, actor=LOADER, at=MORNING)

    change_base(made, "stall", quantity_limit="十件")

    assert {each.state for each in lists_of(made, "stall")} == {"withdrawn"}
    assert one.versions.count() == 1


def test_the_statements_do_not_grow_with_the_lists(catalogue: Catalogue) -> None:
    made = stalls(2)
    with CaptureQueriesContext(connection) as with_few:
        change_base(made, "stall", quantity_limit="十件")
    for _ in range(5):
        version = services.draft_list(
            base_item_id=made.items["stall"],
            department_id=DepartmentFactory(of=XIHU, line="市场监管").id,
            content=list_content(),
            actor=LOADER,
            at=MORNING,
        )
        services.publish_list_version(version_id=version.id, actor=LOADER, at=MORNING)
    with CaptureQueriesContext(connection) as with_many:
        change_base(made, "stall", quantity_limit="百件")

    assert len(with_many) == len(with_few)
