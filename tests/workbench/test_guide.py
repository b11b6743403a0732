# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The guide of a new base item on its pages: each step is kept, and nothing is lost."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import SYSTEM, World
from tests.workbench.desks import words
from tests.workbench.test_founding import HOME, SAID, keeper_of_everything
from yiwang.catalogue.editing.guided.steps import steps_of
from yiwang.catalogue.models import (
    ChangeLine,
    ChangeOrder,
    Duty,
    EvidenceType,
    UnsaidMaterial,
)
from yiwang.forms import services as forms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_reference_data")]


@pytest.fixture
def editor(world: World) -> Client:
    return keeper_of_everything()


@pytest.fixture
def line(editor: Client) -> ChangeLine:
    assert editor.post(f"{HOME}/new", SAID).status_code == 302
    return ChangeOrder.objects.get().lines.get()


def step(editor: Client, line: ChangeLine, key: str, **sent: Any) -> Any:
    line.refresh_from_db()
    return editor.post(f"{HOME}/lines/{line.id}/guide/{key}", {"revision": line.revision, **sent})


def test_every_step_has_a_page(editor: Client, line: ChangeLine) -> None:
    for one in steps_of(SAID["item_type"]):
        page = editor.get(f"{HOME}/lines/{line.id}/guide/{one.key}")
        assert page.status_code == 200, one.key
        assert str(one.title) in words(page)


def test_a_step_is_kept_and_the_next_one_follows(editor: Client, line: ChangeLine) -> None:
    answer = step(editor, line, "conditions", conditions="在本市举办\r\n提前二十日提出")

    line.refresh_from_db()
    assert answer["Location"].endswith("/guide/materials")
    assert line.content is not None
    assert line.content["conditions"] == ["在本市举办", "提前二十日提出"]
    assert step(editor, line, "conditions", conditions="一", stay="1")["Location"].endswith(
        "/guide/conditions"
    )


def test_the_level_of_assurance_is_chosen_in_words(editor: Client, line: ChangeLine) -> None:
    page = editor.get(f"{HOME}/lines/{line.id}/guide/assurance")
    assert "人脸或者窗口当面核验" in words(page)
    for sent, stored in (("3", 3), ("", None)):
        assert step(editor, line, "assurance", assurance_level=sent).status_code == 302
        line.refresh_from_db()
        assert line.content is not None
        assert line.content.get("assurance_level") == stored
    assert step(editor, line, "assurance", assurance_level="9").status_code == 422


def test_what_is_refused_stays_in_the_form(editor: Client, line: ChangeLine) -> None:
    fee = {
        "fees-rows": "1",
        "fees-0-name": "场地费",
        "fees-0-standard": "每场100元",
        "fees-0-basis": "照旧",
    }

    answer = step(editor, line, "fees", **fee)

    assert answer.status_code == 422
    assert 'value="照旧"' in answer.content.decode()
    assert "文件号" in words(answer)


def test_a_material_is_taken_from_the_library(editor: Client, line: ChangeLine) -> None:
    EvidenceType.objects.create(code="M9003", name="场地平面图", kind="2")
    url = f"{HOME}/lines/{line.id}/guide/materials"
    assert "场地平面图" in words(editor.get(url, {"q": "平面图"}))

    sent = {"add": "material", "type": "M9003", "revision": line.revision}
    first, second = (editor.post(url, sent) for _time in range(2))

    line.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 302)
    assert line.content is not None
    assert [one["key"] for one in line.content["materials"]] == ["m9003"]
    assert "C 级" in words(editor.get(url))


def test_trust_and_promises_are_ticked_among_the_materials(
    editor: Client, line: ChangeLine
) -> None:
    url = f"{HOME}/lines/{line.id}/guide/trust"
    assert "还没有要申请人交的材料" in words(editor.get(url))
    sent = {
        "materials-rows": "2",
        "materials-0-key": "lease",
        "materials-0-name": "场地证明",
        "materials-0-kind": "3",
        "materials-0-necessity": "deferrable",
        "materials-1-key": "plan",
        "materials-1-name": "活动方案",
        "materials-1-kind": "3",
        "materials-1-necessity": "required",
    }
    step(editor, line, "materials", **sent)
    trust = {"mode": "commitment", "commitment_text": "承诺符合条件。", "deferral_workdays": "15"}

    kept = step(editor, line, "trust", **trust, promised_materials=["plan"])
    page = editor.get(url)
    step(editor, line, "trust", **trust, originals=["nothing"], stay="1")

    line.refresh_from_db()
    assert kept["Location"].endswith("/guide/process")
    assert 'name="promised_materials" id="field-promised_materials-2" value="plan" checked' in (
        page.content.decode()
    )
    assert line.content is not None
    assert (line.content["mode"], line.content["deferral_workdays"]) == ("commitment", 15)
    assert "没有标识为“nothing”" in words(editor.get(url))


def test_whose_a_material_is_is_chosen_and_shown(editor: Client, line: ChangeLine) -> None:
    UnsaidMaterial.objects.create(base_item_id=line.base_item_id, key="older")
    sent = {"materials-rows": "2", "materials-0-key": "older", "materials-0-name": "监护人证件"}
    sent |= {"materials-0-kind": "1", "materials-0-necessity": "required"}
    sent |= {"materials-1-key": "record", "materials-1-name": "婚姻信息"}
    sent |= {"materials-1-kind": "1", "materials-1-necessity": "required"}

    step(editor, line, "materials", **sent, **{"materials-1-whose": "spouse"})
    page = words(editor.get(f"{HOME}/lines/{line.id}/guide/materials"))
    wrong = step(editor, line, "materials", **sent, **{"materials-1-whose": "cat"})

    line.refresh_from_db()
    assert line.content is not None
    assert [one.get("whose") for one in line.content["materials"]] == [None, "spouse"]
    assert "没写明是谁的，按别人的对待" in page
    assert '<option value="spouse" selected>配偶的</option>' in page
    assert (wrong.status_code, "不是规定的代码" in words(wrong)) == (422, True)


def test_a_lower_body_is_known_by_an_address_of_the_form(editor: Client, line: ChangeLine) -> None:
    place = {"x-kind": "address", "title": "经营场所地址"}
    schema = {"title": "表", "type": "object", "properties": {"site": place}}
    forms.publish_form(code="with-a-place", schema=schema, actor=SYSTEM, at=timezone.now())
    before = words(editor.get(f"{HOME}/lines/{line.id}/guide/review"))
    step(editor, line, "form", form_code="with-a-place")
    sent = {"review_level": "5", "review_place": "site", "review_workdays": "15"}

    kept = step(editor, line, "review", **sent)
    page = words(editor.get(f"{HOME}/lines/{line.id}/guide/review"))

    line.refresh_from_db()
    assert kept["Location"].endswith("/guide/public")
    assert "没有地址栏" in before
    assert '<option value="site" selected>经营场所地址</option>' in page
    assert line.content is not None
    assert {key: line.content[key] for key in ("review_level", "review_workdays")} == {
        "review_level": "5",
        "review_workdays": 15,
    }


def test_responsibilities_begin_with_those_of_the_type(editor: Client) -> None:
    assert editor.post(f"{HOME}/new", SAID | {"item_type": "07"}).status_code == 302
    line = ChangeOrder.objects.get().lines.get()
    Duty.objects.create(
        item_type="07", kind="duty", stage="公开", position=900, text="依法公示结果。"
    )

    shown = step(editor, line, "responsibilities", begin="responsibilities")
    own = {
        "responsibilities-rows": "1",
        "responsibilities-0-kind": "duty",
        "responsibilities-0-stage": "公开",
        "responsibilities-0-text": "按时公示结果。",
    }
    step(editor, line, "responsibilities", **own)

    line.refresh_from_db()
    assert shown.status_code == 200
    assert "改好以后请保存" in words(shown)
    assert "依法公示结果。" in words(shown)
    assert line.content is not None
    assert [one["text"] for one in line.content["responsibilities"]] == ["按时公示结果。"]


def test_a_public_service_has_no_responsibilities(editor: Client, line: ChangeLine) -> None:
    assert editor.get(f"{HOME}/lines/{line.id}/guide/responsibilities").status_code == 404
    assert step(editor, line, "responsibilities", begin="1").status_code == 404


def test_rows_are_added_without_saving(editor: Client, line: ChangeLine) -> None:
    answer = step(editor, line, "public", more="faqs")

    assert answer.status_code == 200
    assert "还没有保存" in words(answer)


def test_a_name_that_is_taken_is_asked_about_first(editor: Client, line: ChangeLine) -> None:
    answer = editor.post(f"{HOME}/new", SAID)
    assert answer.status_code == 409
    assert "同名" in words(answer)
    assert ChangeOrder.objects.count() == 1

    assert editor.post(f"{HOME}/new", {**SAID, "is_other": "1"}).status_code == 302
    assert ChangeOrder.objects.count() == 2


def test_names_like_it_are_shown_while_it_is_typed(editor: Client, line: ChangeLine) -> None:
    shown = editor.get(f"{HOME}/new/alike", {"name": SAID["name"]})

    assert "同名" in words(shown)
    assert "<html" not in shown.content.decode()


def test_hostile_or_foreign_addresses_have_no_page(editor: Client, line: ChangeLine) -> None:
    for key in ("nothing", "check' or 1=1", "basics/../law"):
        assert editor.get(f"{HOME}/lines/{line.id}/guide/{key}").status_code == 404
    assert step(editor, line, "check", reason="x").status_code == 404
    assert step(editor, line, "law", add="material", type="M0001").status_code in {302, 422}
    assert editor.post(f"{HOME}/new", {**SAID, "name": "\x00"}).status_code == 422
    assert editor.get(f"{HOME}/new/alike", {"name": "\x00" + "音" * 9000}).status_code == 200


def test_the_check_sends_to_the_step_that_mends(editor: Client, line: ChangeLine) -> None:
    page = editor.get(f"{HOME}/lines/{line.id}/guide/check").content.decode()

    assert f"/lines/{line.id}/guide/materials" in page
    assert "请填写申请材料。" in page
