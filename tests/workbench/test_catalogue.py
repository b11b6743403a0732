# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The desk of those who keep the catalogue: who gets in, and the whole way of a change."""

import io
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree
from openpyxl import load_workbook

from tests import factories
from tests.catalogue.worlds import DATA
from tests.factories import World
from tests.organizations.factories import NINGBO, division
from tests.workbench.desks import at_desk, words
from yiwang.catalogue import services as catalogue
from yiwang.catalogue.models import (
    BaseItemVersion,
    ChangeLine,
    ChangeOrder,
    ChangeProposal,
    ImplementationList,
)
from yiwang.foundation.web.preferences import REGION_COOKIE
from yiwang.organizations.enums import Right

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_reference_data")]
HOME = "/workbench/catalogue"
ITEM_LIST = 11
ORDER_LIST = 9
ORDER_PAGE = 20
EDITOR = 16


@dataclass
class Desk:
    """Three people of the department, and the list that they change."""

    editor: Client
    legal: Client
    approver: Client
    listed: ImplementationList

    def begin(self, kind: str = "change") -> ChangeOrder:
        answer = send(self.editor, f"{HOME}/begin", layer="list", item=[self.listed.id], kind=kind)
        return ChangeOrder.objects.get(pk=answer["Location"].rsplit("/", 1)[1])

    def edited(self, **changes: str) -> ChangeOrder:
        """Return an order whose only line was changed on the editor's page."""
        order = self.begin()
        line = order.lines.get()
        address = f"{HOME}/lines/{line.id}"
        answer = self.editor.post(address, form_of(self.editor.get(address)) | changes)
        assert answer.status_code == 302, words(answer)
        order.refresh_from_db()
        return order

    def do(self, client: Client, order: ChangeOrder, action: str, **fields: Any) -> HttpResponse:
        order.refresh_from_db()
        address = f"{HOME}/orders/{order.id}/{action}"
        answer = send(client, address, revision=order.revision, **fields)
        order.refresh_from_db()
        return answer

    def submit(self, order: ChangeOrder) -> None:
        today = timezone.localdate().isoformat()
        self.do(self.editor, order, "submit", reason="窗口搬迁。", effective_from=today)


def send(client: Client, address: str, **fields: Any) -> HttpResponse:
    return client.post(address, {"idempotency_key": uuid4().hex, **fields})


def form_of(page: HttpResponse) -> dict[str, Any]:
    """Return what a browser would send of the editor's form, as it stands."""
    from lxml import html

    form = html.fromstring(page.content).xpath("//form[@method='post'][@class='yw-stack']")[0]
    fields: dict[str, Any] = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    fields.pop("csrfmiddlewaretoken", None)
    return fields


@pytest.fixture
def desk(world: World) -> Desk:
    def one(right: Right) -> Client:
        return at_desk(factories.staff_account(world.department, rights={right}))

    listed = ImplementationList.objects.get(current_id=world.shop.version_id)
    return Desk(
        one(Right.CATALOGUE_EDIT),
        one(Right.CATALOGUE_REVIEW),
        one(Right.CATALOGUE_PUBLISH),
        listed,
    )


def test_ordinary_posts_have_no_way_in(world: World, counter: Client):
    for address in ("", "/orders", "/proposals", "/sheets", "/sheets/export"):
        assert counter.get(f"{HOME}{address}").status_code == 403


def test_a_change_goes_from_the_editor_to_the_guide(desk: Desk):
    order = desk.edited(counter="7号窗口")
    desk.submit(order)
    desk.do(desk.legal, order, "pass", element=["counter"], **{"verdict-counter": "agree"})
    desk.do(desk.approver, order, "approve")

    assert order.state == "published"
    guide = Client().get(f"/guide/{desk.listed.code}")
    assert "7号窗口" in words(guide)
    notice = words(Client().get(f"/changes/{order.id}"))
    assert "办理窗口：由 1 号窗口 改为 7号窗口" in notice
    assert "窗口搬迁。" in notice


def test_the_feed_of_changes_is_the_same_for_everybody_and_holds_no_markup(desk: Desk):
    abroad = Client()
    abroad.cookies["yw_language"] = "en"
    abroad.cookies[REGION_COOKIE] = division(NINGBO).code
    address = f"/changes.atom?place={desk.listed.region_code}"
    empty = Client().get(address).content
    assert b"<updated>2000-01-01T00:00:00+00:00</updated>" in empty

    order = desk.edited(counter="7号窗口")
    today = timezone.localdate().isoformat()
    reason = "窗口<b>搬迁</b>。"
    desk.do(desk.editor, order, "submit", reason=reason, effective_from=today)
    desk.do(desk.legal, order, "pass", element=["counter"], **{"verdict-counter": "agree"})
    desk.do(desk.approver, order, "approve")
    full = Client().get(address).content

    feed = etree.fromstring(full)
    assert feed.findtext("{*}updated") == feed.findtext("{*}entry/{*}updated")
    assert "窗口&lt;b&gt;搬迁&lt;/b&gt;。<br>" in (feed.findtext("{*}entry/{*}summary") or "")
    assert abroad.get(address).content == full
    assert abroad.get("/changes.atom").content == Client().get("/changes.atom").content


def test_the_editors_form_changes_nothing_by_itself(desk: Desk):
    order = desk.edited()

    assert "还没有改变任何要素" in words(desk.editor.get(f"{HOME}/orders/{order.id}"))


def test_faults_are_shown_before_submitting_and_hold_it_back(desk: Desk):
    order = desk.edited(consult_phone="", **{"promise_limit-amount": "900"})
    page = words(desk.editor.get(f"{HOME}/orders/{order.id}"))
    desk.submit(order)

    assert "请填写咨询电话" in page
    assert order.state == "draft"


def test_what_does_not_fit_stands_beside_its_field(desk: Desk):
    line = desk.begin().lines.get()
    address = f"{HOME}/lines/{line.id}"
    sent = form_of(desk.editor.get(address)) | {"promise_limit-amount": "soon", "counter": "新窗口"}
    answer = desk.editor.post(address, sent)

    assert answer.status_code == 422
    assert "新窗口" in words(answer)
    assert "应为整数" in words(answer) or "填写有误" in words(answer)
    assert ChangeLine.objects.get(pk=line.pk).revision == 1


def test_more_rows_are_offered_without_saving(world: World, desk: Desk):
    keeper = at_desk(keeper_of_base(world))
    order = base_order(keeper, desk)
    line = order.lines.get()
    address = f"{HOME}/lines/{line.id}"
    sent = form_of(keeper.get(address))
    answer = keeper.post(address, sent | {"more": "materials", "remedies": "新的救济途径。"})

    assert answer.status_code == 200
    assert "materials-5-name" in words(answer)
    assert "新的救济途径。" in words(answer)
    assert ChangeLine.objects.get(pk=line.pk).revision == 1


def keeper_of_base(world: World) -> Any:
    from tests.organizations.factories import (
        ZHEJIANG,
        DepartmentFactory,
        PostFactory,
        PostHoldingFactory,
        StaffMemberFactory,
    )
    from yiwang.identity import services as identity

    office = DepartmentFactory(of=ZHEJIANG)
    staff = StaffMemberFactory(department=office)
    post = PostFactory(department=office, rights=[Right.CATALOGUE_EDIT], covers_subtree=True)
    PostHoldingFactory(staff=staff, post=post, held_from=timezone.localdate())
    return identity.create_staff_account(
        staff_id=staff.id,
        login=f"keeper{uuid4().hex[:8]}",
        password=factories.PASSWORD,
        actor=factories.SYSTEM,
        at=timezone.now(),
    )


def base_order(keeper: Client, desk: Desk) -> ChangeOrder:
    answer = send(keeper, f"{HOME}/begin", layer="base", item=[desk.listed.base_item_id])
    return ChangeOrder.objects.get(pk=answer["Location"].rsplit("/", 1)[1])


def test_materials_are_added_changed_and_removed_on_the_page(world: World, desk: Desk):
    keeper = at_desk(keeper_of_base(world))
    line = base_order(keeper, desk).lines.get()
    address = f"{HOME}/lines/{line.id}"
    sent = form_of(keeper.get(address))
    answer = keeper.post(
        address,
        sent
        | {
            "materials-0-name": "经营场所证明",
            "materials-1-remove": "1",
            "materials-2-key": "plan",
            "materials-2-name": "平面图",
        },
    )

    assert answer.status_code == 302, words(answer)
    stored = ChangeLine.objects.get(pk=line.pk).content["materials"]
    assert [one["name"] for one in stored] == ["经营场所证明", "平面图"]
    page = words(keeper.get(address))
    assert "申请材料：增加 平面图" in page
    assert "申请材料：删去 店面照片" in page


def test_a_base_item_of_the_whole_form_is_kept_as_it_was(world: World, desk: Desk):
    keeper = at_desk(keeper_of_base(world))
    line = base_order(keeper, desk).lines.get()
    address = f"{HOME}/lines/{line.id}"
    before = BaseItemVersion.objects.get(pk=line.from_version).content
    keeper.post(address, form_of(keeper.get(address)))

    assert ChangeLine.objects.get(pk=line.pk).content == before


def test_responsibilities_begin_with_those_of_the_type_and_are_saved_as_the_items_own(
    world: World, desk: Desk
):
    catalogue.load_duties(root=DATA, actor=factories.SYSTEM)
    keeper = at_desk(keeper_of_base(world))
    line = base_order(keeper, desk).lines.get()
    address = f"{HOME}/lines/{line.id}"
    assert "没有填写时，公开的是同类型事项通用的" in words(keeper.get(address))

    begun = keeper.post(address, form_of(keeper.get(address)) | {"begin": "responsibilities"})
    assert "已填入同类型事项通用的责任清单" in words(begun)
    assert ChangeLine.objects.get(pk=line.pk).revision == 1
    own = form_of(begun) | {"responsibilities-0-text": "当场核对，当场登记。"}
    answer = keeper.post(address, own)

    assert answer.status_code == 302, words(answer)
    stored = ChangeLine.objects.get(pk=line.pk).content["responsibilities"]
    assert stored[0]["text"] == "当场核对，当场登记。"
    assert len(stored) > 3
    assert "这个事项有自己的责任清单" in words(keeper.get(address))


def test_a_line_of_the_responsibility_list_without_its_stage_is_marked(world: World, desk: Desk):
    keeper = at_desk(keeper_of_base(world))
    line = base_order(keeper, desk).lines.get()
    address = f"{HOME}/lines/{line.id}"
    wrong = {"responsibilities-0-kind": "duty", "responsibilities-0-text": "没有环节。"}
    answer = keeper.post(address, form_of(keeper.get(address)) | wrong)

    assert answer.status_code == 422
    assert "责任事项要写明属于哪个环节" in words(answer)
    assert ChangeLine.objects.get(pk=line.pk).revision == 1


def test_the_preview_shows_what_is_not_in_force(desk: Desk):
    order = desk.edited(counter="7号窗口")
    page = words(desk.editor.get(f"{HOME}/lines/{order.lines.get().id}/preview"))

    assert "7号窗口" in page
    assert "预览，还没有生效" in page


def test_a_return_brings_the_reason_back_to_the_editor(desk: Desk):
    order = desk.edited(counter="7号窗口")
    desk.submit(order)
    desk.do(
        desk.legal,
        order,
        "return",
        answer="窗口号与公告不一致。",
        element=["counter"],
        **{"verdict-counter": "object", "opinion-counter": "应为8号。"},
    )
    page = words(desk.editor.get(f"{HOME}/orders/{order.id}"))

    assert order.state == "returned"
    assert "窗口号与公告不一致。" in page
    assert "应为8号。" in page


def test_a_withdrawal_says_how_many_cases_are_open(world: World, desk: Desk):
    from yiwang.catalogue.models import OpenCase

    OpenCase.objects.create(case_id=uuid4(), version_id=world.shop.version_id)
    order = desk.begin("withdrawal")

    assert "还有 1 件在办" in words(desk.editor.get(f"{HOME}/orders/{order.id}"))


def test_versions_are_compared_and_brought_back(desk: Desk):
    order = desk.edited(counter="7号窗口")
    desk.submit(order)
    desk.do(desk.legal, order, "pass", element=["counter"], **{"verdict-counter": "agree"})
    desk.do(desk.approver, order, "approve")
    address = f"{HOME}/list/{desk.listed.id}/versions"
    older = desk.listed.versions.get(number=1)

    assert "办理窗口：由 1 号窗口 改为 7号窗口" in words(desk.editor.get(address))
    answer = send(desk.editor, address, version=older.id, reason="没有搬。")
    back = ChangeOrder.objects.get(pk=answer["Location"].rsplit("/", 1)[1])
    assert back.kind == "rollback"


def sent_sheet(desk: Desk, content: bytes, name: str = "清单.xlsx") -> str:
    """Upload a workbook, let the job check it, and return the address of its page."""
    stream = io.BytesIO(content)
    stream.name = name
    answer = desk.editor.post(f"{HOME}/sheets", {"layer": "list", "sheet": stream})
    assert answer.status_code == 302, words(answer)
    address = answer["Location"]
    assert "等待处理" in words(desk.editor.get(address))
    worked_on(address)
    return address


def worked_on(address: str) -> None:
    """Let the job do the next step of a workbook."""
    catalogue.sheets.work_on_sheet(sheet_id=UUID(address.rsplit("/", 1)[1]), at=timezone.now())


def test_a_workbook_goes_out_and_comes_back_as_an_order(desk: Desk):
    moved = desk.editor.post(f"{HOME}/sheets/exports", {"layer": "list"})
    sent = desk.editor.get(moved["Location"])
    book = load_workbook(io.BytesIO(b"".join(sent.streaming_content)))
    page = book.worksheets[0]
    column = next(cell.column for cell in page[1] if cell.value == "办理窗口")
    page.cell(row=2, column=column, value="7号窗口")
    stream = io.BytesIO()
    book.save(stream)
    address = sent_sheet(desk, stream.getvalue())
    shown = desk.editor.get(address)
    assert not ChangeOrder.objects.exists()
    desk.editor.post(f"{address}/confirm")
    worked_on(address)
    done = desk.editor.get(address)

    assert "办理窗口：由 1 号窗口 改为 7号窗口" in words(shown)
    assert ChangeOrder.objects.get().line_count == 1
    assert str(ChangeOrder.objects.get()) in words(done)
    assert "已成为变更单" in words(desk.editor.get(f"{HOME}/sheets"))
    assert desk.editor.post(f"{address}/cancel").status_code == 302
    assert desk.editor.post(f"{address}/nothing").status_code == 404
    assert desk.editor.get(f"{address}/file").status_code == 409


def test_a_bad_workbook_is_answered_cell_by_cell(desk: Desk):
    content = "版本标记,编码,别的\r\nx,y,z\r\n".encode("gb18030")
    address = sent_sheet(desk, content, "清单.csv")

    assert "C1" in words(desk.editor.get(address))
    assert "不能采用" in words(desk.editor.get(address))


def test_a_large_workbook_is_written_by_a_job(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(catalogue.sheet_questions, "AT_ONCE", 0)
    refused = desk.editor.get(f"{HOME}/sheets/export")
    address = desk.editor.post(f"{HOME}/sheets/exports", {"layer": "list"})["Location"]
    assert desk.editor.get(address)["Refresh"] == "2"
    worked_on(address)

    assert refused.status_code == 409
    assert "下载表格" in words(desk.editor.get(address))
    sent = desk.editor.get(f"{address}/file")
    assert load_workbook(io.BytesIO(b"".join(sent.streaming_content))).worksheets[0].max_row > 1


def test_an_upload_without_a_file_is_answered_in_words(desk: Desk):
    answer = desk.editor.post(f"{HOME}/sheets", {"layer": "list"})

    assert answer.status_code == 422
    assert "请选择表格文件" in words(answer)


def test_a_proposal_is_made_and_adopted(world: World, desk: Desk):
    keeper = at_desk(keeper_of_base(world))
    base = desk.listed.base_item_id
    send(
        desk.editor,
        f"{HOME}/propose/{base}",
        element=["materials", ""],
        reason="重复提交。",
        **{"wish-0": "删去店面照片。"},
    )
    made = ChangeProposal.objects.get()
    address = f"{HOME}/proposals/{made.id}"
    send(keeper, address, decision="adopt", answer="同意。")
    made.refresh_from_db()

    assert made.state == "adopted"
    assert made.order is not None
    assert made.order.lines.get().base_item_id == base
    assert "同意。" in words(desk.editor.get(address))


def asked(client: Client, address: str) -> int:
    """Return how many statements a page takes once the process knows what it keeps."""
    client.get(address)
    with CaptureQueriesContext(connection) as statements:
        assert client.get(address).status_code == 200
    return len(statements)


def test_the_pages_ask_as_much_for_one_item_as_for_two(world: World, desk: Desk):
    one = desk.edited(counter="7号窗口")
    desk.do(desk.editor, one, "withdraw")
    kiosk = ImplementationList.objects.get(current_id=world.kiosk.version_id)
    answer = send(desk.editor, f"{HOME}/begin", layer="list", item=[desk.listed.id, kiosk.id])
    two = ChangeOrder.objects.get(pk=answer["Location"].rsplit("/", 1)[1])
    line = two.lines.get(position=0)

    pages = (HOME, f"{HOME}/orders", f"{HOME}/orders/{two.id}", f"{HOME}/lines/{line.id}")
    assert [asked(desk.editor, page) for page in pages] == [
        ITEM_LIST,
        ORDER_LIST,
        ORDER_PAGE,
        EDITOR,
    ]
    desk.do(desk.editor, two, "withdraw")
    single = desk.begin()
    assert asked(desk.editor, f"{HOME}/orders/{single.id}") == ORDER_PAGE
