# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Editing the catalogue by programs: an order's whole way, conflicts, workbooks, the notice."""

import io
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.catalogue.worlds import DATA
from tests.factories import SYSTEM, World, staff_account
from tests.organizations.factories import (
    ZHEJIANG,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
)
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from yiwang.catalogue import services as catalogue
from yiwang.catalogue.editing.taking_effect import withdraw_base_item
from yiwang.catalogue.models import BaseItemVersion, ImplementationList
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db
HOME = "/staff/catalogue"


@pytest.fixture
def editor(world: World, db: None) -> Caller:
    return _caller(world, Right.CATALOGUE_EDIT)


@pytest.fixture
def legal(world: World, db: None) -> Caller:
    return _caller(world, Right.CATALOGUE_REVIEW)


@pytest.fixture
def publisher(world: World, db: None) -> Caller:
    return _caller(world, Right.CATALOGUE_PUBLISH)


def _caller(world: World, right: Right) -> Caller:
    return Caller(token_of(staff_account(world.department, rights={right})))


@pytest.fixture
def listed(world: World, db: None) -> ImplementationList:
    return ImplementationList.objects.get(current_id=world.shop.version_id)


def begun(editor: Caller, listed: ImplementationList) -> dict[str, Any]:
    body = {"layer": "list", "items": [str(listed.id)]}
    made = done(editor.post(f"{HOME}/orders", body), 201)
    shown: dict[str, Any] = done(editor.get(f"{HOME}/orders/{made['id']}"))
    return shown


def changed(editor: Caller, order: dict[str, Any], **changes: Any) -> dict[str, Any]:
    line = done(editor.get(f"{HOME}/lines/{order['lines'][0]['id']}"))
    body = {"revision": line["revision"], "content": line["content"] | changes}
    done(editor.put(f"{HOME}/lines/{line['id']}", body))
    shown: dict[str, Any] = done(editor.get(f"{HOME}/orders/{order['id']}"))
    return shown


def submitted(editor: Caller, listed: ImplementationList) -> dict[str, Any]:
    order = changed(editor, begun(editor, listed), counter="7号窗口")
    body = {
        "revision": order["revision"],
        "reason": "窗口搬迁。",
        "effective_from": timezone.localdate().isoformat(),
    }
    moved: dict[str, Any] = done(editor.post(f"{HOME}/orders/{order['id']}/submission", body))
    return moved


def published(
    editor: Caller, legal: Caller, publisher: Caller, listed: ImplementationList
) -> dict[str, Any]:
    order = submitted(editor, listed)
    opinions = [{"element": "counter", "verdict": "agree", "opinion": ""}]
    order = done(
        legal.post(
            f"{HOME}/orders/{order['id']}/review",
            {"revision": order["revision"], "opinions": opinions},
        )
    )
    done(
        publisher.post(
            f"{HOME}/orders/{order['id']}/approval", {"revision": order["revision"], "note": ""}
        )
    )
    return order


def test_an_order_goes_all_the_way_and_is_told_to_the_public(
    editor: Caller, legal: Caller, publisher: Caller, listed: ImplementationList, nobody: Caller
) -> None:
    order = published(editor, legal, publisher, listed)
    notice = done(nobody.get(f"/catalogue/change-notices/{order['id']}"))
    listing = done(nobody.get("/catalogue/change-notices?division=330106000000"))

    assert notice["state"] == "published"
    assert notice["items"][0]["changes"][0]["sentences"] == ["办理窗口：由 1 号窗口 改为 7号窗口"]
    assert [one["id"] for one in listing["items"]] == [order["id"]]


def test_the_item_says_on_which_order_it_stands(editor: Caller, listed: ImplementationList) -> None:
    order = begun(editor, listed)
    items = done(editor.get(f"{HOME}/items?limit=100"))["items"]

    assert {one["id"]: one["order_id"] for one in items}[str(listed.id)] == order["id"]


def test_who_saves_second_is_told_what_differs(editor: Caller, listed: ImplementationList) -> None:
    order = begun(editor, listed)
    line = done(editor.get(f"{HOME}/lines/{order['lines'][0]['id']}"))
    body = {"revision": line["revision"], "content": line["content"]}
    done(
        editor.put(
            f"{HOME}/lines/{line['id']}", body | {"content": line["content"] | {"counter": "7号"}}
        )
    )
    answer = editor.put(
        f"{HOME}/lines/{line['id']}", body | {"content": line["content"] | {"counter": "8号"}}
    )

    assert (answer.status_code, code_of(answer)) == (409, "catalogue.changed_meanwhile")
    assert "由 7号 改为 8号" in answer.content.decode()


def test_the_drafter_does_not_review(world: World, listed: ImplementationList) -> None:
    both = Caller(
        token_of(
            staff_account(world.department, rights={Right.CATALOGUE_EDIT, Right.CATALOGUE_REVIEW})
        )
    )
    order = submitted(both, listed)
    answer = both.post(
        f"{HOME}/orders/{order['id']}/review",
        {
            "revision": order["revision"],
            "opinions": [{"element": "counter", "verdict": "agree", "opinion": ""}],
        },
    )

    assert code_of(answer) == "catalogue.same_person"


@pytest.fixture
def keeper(world: World, db: None) -> Caller:
    """Return who keeps the base items of the province."""
    catalogue.load_duties(root=DATA, actor=SYSTEM)
    office = DepartmentFactory(of=ZHEJIANG)
    account = staff_account(office)
    post = PostFactory(department=office, rights=[Right.CATALOGUE_EDIT], covers_subtree=True)
    PostHoldingFactory(staff_id=account.staff_id, post=post, held_from=timezone.localdate())
    return Caller(token_of(account))


def test_an_items_own_responsibilities_are_read_written_and_given_up(
    keeper: Caller, listed: ImplementationList
) -> None:
    body = {"layer": "base", "items": [str(listed.base_item_id)]}
    made = done(keeper.post(f"{HOME}/orders", body), 201)
    order = done(keeper.get(f"{HOME}/orders/{made['id']}"))
    address = f"{HOME}/lines/{order['lines'][0]['id']}/responsibilities"
    shown = done(keeper.get(address))
    assert (shown["own"], len(shown["of_type"]) > 3) == ([], True)

    own = [{"kind": "duty", "stage": "受理责任", "text": "一次告知。"}]
    done(keeper.put(address, {"revision": shown["revision"], "responsibilities": own}))
    stored = done(keeper.get(address))
    late = keeper.put(address, {"revision": shown["revision"], "responsibilities": []})
    wrong = keeper.put(
        address,
        {"revision": stored["revision"], "responsibilities": [{"kind": "duty", "text": "无环节"}]},
    )
    done(keeper.put(address, {"revision": stored["revision"], "responsibilities": []}))

    assert [one["stage"] for one in stored["own"]] == ["受理责任"]
    assert (late.status_code, code_of(late)) == (409, "catalogue.changed_meanwhile")
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["pointer"] == "/responsibilities/0"
    assert done(keeper.get(address))["own"] == []


def test_a_withdrawn_base_item_comes_back_with_the_lists_that_closed_with_it(
    keeper: Caller, listed: ImplementationList
) -> None:
    version = BaseItemVersion.objects.get(base_item_id=listed.base_item_id)
    withdraw_base_item(listed.base_item_id, at=timezone.now())
    back = done(
        keeper.post(f"{HOME}/versions/{version.id}/restoration", {"reason": "取消错了。"}), 201
    )
    shown = done(keeper.get(f"{HOME}/orders/{back['id']}"))
    body = {
        "revision": shown["revision"],
        "reason": "取消错了。",
        "effective_from": timezone.localdate().isoformat(),
        "reopens_lists": True,
    }
    done(keeper.post(f"{HOME}/orders/{back['id']}/submission", body))

    sent = done(keeper.get(f"{HOME}/orders/{back['id']}"))
    assert (shown["closed_lists"], shown["reopens_lists"]) == (1, False)
    assert (sent["closed_lists"], sent["reopens_lists"]) == (1, True)


def test_the_list_of_a_department_has_no_responsibilities_of_its_own(
    editor: Caller, listed: ImplementationList
) -> None:
    order = begun(editor, listed)

    answer = editor.get(f"{HOME}/lines/{order['lines'][0]['id']}/responsibilities")

    assert (answer.status_code, code_of(answer)) == (404, "catalogue.not_a_power")


def test_versions_are_listed_compared_and_brought_back(
    editor: Caller, legal: Caller, publisher: Caller, listed: ImplementationList
) -> None:
    published(editor, legal, publisher, listed)
    rows = done(editor.get(f"{HOME}/list/{listed.id}/versions"))["items"]
    first, second = rows[1]["id"], rows[0]["id"]
    compared = done(editor.get(f"{HOME}/list/{listed.id}/comparison?first={first}&second={second}"))
    back = done(editor.post(f"{HOME}/versions/{first}/restoration", {"reason": "没有搬。"}), 201)

    assert compared["changes"][0]["element"] == "counter"
    assert done(editor.get(f"{HOME}/orders/{back['id']}"))["kind"] == "rollback"


def test_a_workbook_goes_out_and_comes_back(editor: Caller, listed: ImplementationList) -> None:
    sent = editor.get(f"{HOME}/sheet")
    book = load_workbook(io.BytesIO(b"".join(sent.streaming_content)))
    page = book.worksheets[0]
    column = next(cell.column for cell in page[1] if cell.value == "办理窗口")
    page.cell(row=2, column=column, value="7号窗口")
    good, bad = io.BytesIO(), io.BytesIO()
    book.save(good)
    page.cell(row=2, column=column, value="=1+1")
    book.save(bad)
    refused, taken = sent_sheet(editor, bad.getvalue()), sent_sheet(editor, good.getvalue())
    assert sent_sheet(editor, good.getvalue())["id"] == taken["id"]
    done(editor.post(f"{HOME}/sheets/{taken['id']}/confirmation"))
    applied = worked_on(editor, taken["id"])

    assert (refused["state"], taken["state"], applied["state"]) == ("refused", "checked", "applied")
    assert "公式" in refused["faults"][0]["message"]
    assert "办理窗口" in taken["changes"][0]["sentences"][0]
    assert done(editor.get(f"{HOME}/orders/{applied['order_id']}"))["line_count"] == 1
    assert len(done(editor.get(f"{HOME}/sheets"))["items"]) == 2
    report = editor.get(f"{HOME}/sheets/{taken['id']}/report")
    told = load_workbook(io.BytesIO(b"".join(report.streaming_content))).worksheets[0]
    assert "办理窗口" in str(told.cell(row=2, column=4).value)
    report = editor.get(f"{HOME}/sheets/{refused['id']}/report")
    told = load_workbook(io.BytesIO(b"".join(report.streaming_content))).worksheets[1]
    assert "公式" in str(told.cell(row=2, column=2).value)


def sent_sheet(editor: Caller, content: bytes) -> dict[str, Any]:
    """Send a workbook and return it as it is after its check."""
    kind = "application/octet-stream"
    made = done(editor.call("POST", f"{HOME}/sheets", content, content_type=kind), 201)
    return worked_on(editor, made["id"])


def worked_on(editor: Caller, sheet_id: str) -> dict[str, Any]:
    catalogue.sheets.work_on_sheet(sheet_id=UUID(sheet_id), at=timezone.now())
    shown: dict[str, Any] = done(editor.get(f"{HOME}/sheets/{sheet_id}"))
    return shown


def test_a_workbook_is_written_by_a_job_and_others_do_not_get_it(
    world: World, editor: Caller
) -> None:
    asked = done(editor.post(f"{HOME}/sheets/exports", {"layer": "list"}), 201)
    early = editor.get(f"{HOME}/sheets/{asked['id']}/file")
    ready = worked_on(editor, asked["id"])
    file = editor.get(f"{HOME}/sheets/{asked['id']}/file")
    other = _caller(world, Right.CATALOGUE_EDIT)

    assert (early.status_code, ready["state"]) == (409, "ready")
    assert load_workbook(io.BytesIO(b"".join(file.streaming_content))).worksheets[0].max_row > 1
    for path in ("", "/file", "/report"):
        hidden = other.get(f"{HOME}/sheets/{asked['id']}{path}")
        assert code_of(hidden) == "catalogue.sheet_not_found"
    for step in ("confirmation", "cancellation", "repetition"):
        hidden = other.post(f"{HOME}/sheets/{asked['id']}/{step}")
        assert code_of(hidden) == "catalogue.sheet_not_found"
    assert code_of(editor.post(f"{HOME}/sheets/{asked['id']}/repetition")) == (
        "catalogue.sheet_not_ready"
    )
    assert done(editor.post(f"{HOME}/sheets/{asked['id']}/cancellation"))["state"] == "cancelled"


def test_notices_are_paged(nobody: Caller) -> None:
    answer = done(nobody.get("/catalogue/change-notices"))

    assert answer == {"items": [], "next_cursor": ""}
    assert code_of(nobody.get("/catalogue/change-notices?cursor=abc")) == "rest.cursor_invalid"
