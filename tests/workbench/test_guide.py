# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The guide of a new base item on its pages: each step is kept, and nothing is lost."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import World
from tests.workbench.desks import words
from tests.workbench.test_founding import HOME, SAID, keeper_of_everything
from yiwang.catalogue.editing.guided.steps import STEPS
from yiwang.catalogue.models import ChangeLine, ChangeOrder, EvidenceType

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
    for one in STEPS:
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
