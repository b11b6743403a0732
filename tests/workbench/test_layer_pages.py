# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What departments are told of changed base items, and the page of codes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import SYSTEM, World, staff_account
from tests.organizations.factories import XIHU, DepartmentFactory
from tests.rest.calling import Caller, token_of
from tests.rest.journeys import done
from tests.workbench.desks import at_desk, words
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue import services
from yiwang.catalogue.models import BaseItem, BaseItemVersion, DepartmentNotice
from yiwang.organizations.enums import Right, StandardPost

pytestmark = pytest.mark.django_db
TOLD = "/workbench/catalogue/told"
CODES = "/workbench/catalogue/codes"
RIGHTS = (Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH)
BASIS = "浙政办发〔2026〕12号"


@pytest.fixture
def editor(world: World) -> Client:
    return at_desk(staff_account(world.department, rights=RIGHTS))


@pytest.fixture
def nobody() -> Caller:
    return Caller()


@pytest.fixture
def changed(world: World) -> DepartmentNotice:
    """Change the base item of the shop, so that its department is told."""
    item = BaseItem.objects.get(lists__code=world.shop.code)
    before = BaseItemVersion.objects.filter(base_item=item).latest("number")
    draft = services.revise_base_item(
        base_item_id=item.id,
        content=before.content | {"quantity_limit": "每年一百件"},
        form_code=before.form_code,
        process_code=before.process_code,
        actor=SYSTEM,
        at=timezone.now(),
    )
    services.publish_base_version(version_id=draft.id, actor=SYSTEM, at=timezone.now())
    return DepartmentNotice.objects.get(implementation__code=world.shop.code)


def test_a_department_reads_what_changed_and_from_when(
    world: World, editor: Client, changed: DepartmentNotice
) -> None:
    listed, one = words(editor.get(TOLD)), words(editor.get(f"{TOLD}/{changed.id}"))

    assert changed.base_version.name in listed
    assert "未阅" in listed
    assert "每年一百件" in one
    assert "1 个部门中已有 0 个阅知" in one


def test_having_read_it_is_marked_once(editor: Client, changed: DepartmentNotice) -> None:
    for _ in range(2):
        editor.post(f"{TOLD}/seen", {"notice": str(changed.id), "idempotency_key": uuid4().hex})

    changed.refresh_from_db()
    assert changed.seen_at is not None
    assert changed.seen_by_id is not None
    assert "没有目录变更告知" in words(editor.get(f"{TOLD}?unseen=1"))


def test_the_navigation_counts_what_nobody_has_read(
    editor: Client, changed: DepartmentNotice
) -> None:
    page = words(editor.get("/workbench/done"))

    entry = page[page.index(f'href="{TOLD}"') :]
    assert ">1<" in entry[: entry.index("</a>")]


def test_other_departments_and_other_posts_read_nothing(
    world: World, handler: Client, changed: DepartmentNotice
) -> None:
    stranger = at_desk(staff_account(world.other_department, rights=RIGHTS))

    assert handler.get(TOLD).status_code == 403
    assert stranger.get(f"{TOLD}/{changed.id}").status_code == 404
    stranger.post(f"{TOLD}/seen", {"notice": str(changed.id), "idempotency_key": uuid4().hex})
    changed.refresh_from_db()
    assert changed.seen_at is None


@pytest.mark.parametrize("query", ["before=x", "before=", "unseen=9", "before=%00"])
def test_a_made_up_place_in_the_list_is_the_beginning(
    editor: Client, changed: DepartmentNotice, query: str
) -> None:
    assert changed.base_version.name in words(editor.get(f"{TOLD}?{query}"))


def test_programs_read_and_mark_the_same(world: World, changed: DepartmentNotice) -> None:
    caller = Caller(token_of(staff_account(world.department, rights=RIGHTS)))

    listed = done(caller.get("/staff/base-notices"))
    one = done(caller.get(f"/staff/base-notices/{changed.id}"))
    marked = done(caller.post("/staff/base-notices/seen", {"notice_ids": [str(changed.id)]}))

    assert (listed["unseen"], listed["items"][0]["id"]) == (1, str(changed.id))
    assert "每年一百件" in "".join(one["base_changes"])
    assert marked == {"seen": 1}


def test_the_page_of_codes_shows_what_a_change_would_touch(world: World, editor: Client) -> None:
    item = BaseItem.objects.get(lists__code=world.shop.code)

    page = words(editor.get(CODES, {"change": "abolish", "old": item.code, "basis": BASIS}))

    assert "确认变更" in page
    assert world.shop.code not in page
    assert BASIS in page


@pytest.mark.parametrize(
    "fields",
    [
        {"change": "eat", "old": "331031001000"},
        {"change": "split", "old": "331031001000"},
        {"change": "abolish", "old": "339931001000"},
        {"change": "transfer", "old": "x", "new": "y"},
        {"change": "division", "old": "330106", "new": "\x00"},
        {"change": "merge", "old": "1 " * 500, "new": "2"},
    ],
)
def test_a_change_that_cannot_be_is_refused_with_a_sentence(
    editor: Client, fields: dict[str, str]
) -> None:
    answer = editor.get(CODES, fields)

    assert answer.status_code == 200
    assert 'role="alert"' in words(answer)


def test_codes_of_a_place_are_not_changed_by_a_department(world: World, editor: Client) -> None:
    item = BaseItem.objects.get(lists__code=world.shop.code)
    sent = {"change": "abolish", "old": item.code, "basis": BASIS}

    editor.post(f"{CODES}/change", sent | {"idempotency_key": uuid4().hex})

    assert catalogue.successors(item.code) is None


def test_a_program_hands_lists_from_department_to_department(world: World) -> None:
    other = DepartmentFactory(of=XIHU)
    account = staff_account(world.department, rights=RIGHTS)
    refused = Caller(token_of(account)).post(
        "/staff/codes",
        {
            "change": "transfer",
            "old_codes": [world.department.uscc],
            "new_codes": [other.uscc],
            "basis": BASIS,
        },
    )

    assert refused.status_code == 403


def test_old_codes_lead_on(world: World, client: Client, nobody: Caller) -> None:
    item = BaseItem.objects.get(lists__code=world.shop.code)
    target = f"{item.code[:6]}900000"
    services.renumber_item(
        base_item_id=item.id, code=target, basis=BASIS, actor=SYSTEM, at=timezone.now()
    )
    new = f"{world.shop.code[:19]}{target}"

    page, guide = client.get(f"/guide/{world.shop.code}"), nobody.get(f"/items/{world.shop.code}")

    assert (page.status_code, page["Location"]) == (301, f"/guide/{new}")
    assert client.get(f"/guide/{new}").status_code == 200
    assert (guide.status_code, guide["Location"]) == (308, f"/api/v1/items/{new}")
    assert done(nobody.get(f"/codes/{item.code}"))["became"][0]["new_code"] == target
    assert target in words(client.get(f"/codes/{item.code}"))

    today = timezone.localdate()
    before = words(client.get(f"/codes/{item.code}", {"on": str(today - timedelta(days=1))}))
    assert "现在由这些事项承接" not in before
    assert "看今天的" in before
    assert target in words(client.get(f"/codes/{item.code}", {"on": str(today)}))
    early = words(client.get(f"/codes/{target}", {"on": "1999-01-01"}))
    assert "编码沿革" in early
    wrong = client.get(f"/codes/{item.code}", {"on": "昨天"})
    assert (wrong.status_code, "请填写日期" in words(wrong)) == (400, True)


def test_an_abolished_code_is_gone_and_says_why(
    world: World, client: Client, nobody: Caller
) -> None:
    item = BaseItem.objects.get(lists__code=world.shop.code)
    services.abolish_item(base_item_id=item.id, basis=BASIS, actor=SYSTEM, at=timezone.now())

    page, guide = client.get(f"/guide/{world.shop.code}"), nobody.get(f"/items/{world.shop.code}")

    assert page.status_code == 410
    assert BASIS in words(page)
    assert guide.status_code == 410
    assert f"/api/v1/codes/{world.shop.code}" in guide["Link"]


def test_a_split_code_shows_the_choice(world: World, client: Client, nobody: Caller) -> None:
    items = {
        code: BaseItem.objects.get(lists__code=code) for code in (world.shop.code, world.kiosk.code)
    }
    old, other = items.values()
    third = services.draft_base_item(
        place=services.NewBaseItem(other.scope_code, other.line, "31", "third"),
        content=BaseItemVersion.objects.filter(base_item=other).latest("number").content
        | {"name": "流动摊点登记", "item_type": "10"},
        form_code=BaseItemVersion.objects.filter(base_item=other).latest("number").form_code,
        process_code=BaseItemVersion.objects.filter(base_item=other).latest("number").process_code,
        actor=SYSTEM,
        at=timezone.now(),
    )
    services.publish_base_version(version_id=third.id, actor=SYSTEM, at=timezone.now())
    services.split_item(
        base_item_id=old.id,
        into=[other.id, third.base_item_id],
        basis=BASIS,
        actor=SYSTEM,
        at=timezone.now(),
    )

    page = client.get(f"/guide/{world.shop.code}")

    assert page.status_code == 300
    assert words(page).count('href="/guide/') == 2
    assert nobody.get(f"/items/{world.shop.code}")["Link"].count("successor-version") == 2


@pytest.mark.parametrize("code", ["nothing", "1" * 31, "x" * 100])
def test_what_was_never_a_code_is_not_found(client: Client, nobody: Caller, code: str) -> None:
    assert client.get(f"/codes/{code}").status_code == 404
    assert nobody.get(f"/codes/{code}").status_code == 404


def test_an_editors_standard_post_is_told_too(world: World, changed: DepartmentNotice) -> None:
    desk = at_desk(staff_account(world.department, StandardPost.CATALOGUE))

    assert changed.base_version.name in words(desk.get(TOLD))
