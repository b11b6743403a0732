# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers as people read them."""

from uuid import UUID

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.forms.schemas import ANSWERS, compiled
from yiwang.forms.compiled import CompiledForm
from yiwang.forms.display import DisplayRow
from yiwang.forms.services import checked_form
from yiwang.forms.words import option_labels

FORM = compiled()
FILE_ID = "01936000-0000-7000-8000-000000000001"

pytestmark = pytest.mark.usefixtures("places")


def rows(**answers: object) -> dict[str, DisplayRow]:
    [section] = FORM.display(answers)
    return {row.path: row for row in section.rows}


def test_answers_are_words():
    shown = rows(
        **ANSWERS,
        dishes=["hot", "raw"],
        capital="1200000.50",
        online=False,
        closes_on="2027-01-02",
        address={"division": "330106109000", "detail": "灵隐路 1 号"},
    )

    assert {path: row.text for path, row in shown.items()} == {
        "/name": "王小明",
        "/business": "餐饮服务经营者",
        "/dishes": "热食类、生食类",
        "/seats": "12 个",
        "/capital": "¥1,200,000.50",
        "/opens_on": "2026年12月1日",
        "/closes_on": "2027年1月2日",
        "/online": "否",
        "/address": "浙江省杭州市西湖区灵隐街道灵隐路 1 号",
        "/agrees": "是",
    }


@pytest.mark.parametrize(("unit", "words"), [("元", "¥1,200.50"), ("万元", "1,200.50 万元")])
def test_money_says_its_unit_once(unit: str, words: str):
    price = {"x-kind": "money", "title": "成交价", "x-unit": unit}
    schema = {"type": "object", "title": "买卖", "properties": {"price": price}}
    form = CompiledForm(id_=UUID(int=1), code="sale", version=1, schema=checked_form(schema))

    [section] = form.display({"price": "1200.50"})

    assert [row.text for row in section.rows] == [words]


def test_rows_of_a_group_are_numbered():
    shown = rows(staff=[{"name": "李四", "has_card": True}, {"name": "赵六", "has_card": False}])

    assert shown["/staff/1/name"].label == "从业人员 2 · 姓名"
    assert shown["/staff/0/has_card"].text == "是"


def test_files_are_counted_and_named():
    shown = rows(plans=[FILE_ID], signed={"name": "王小明", "image": FILE_ID})

    assert shown["/plans"].text == "1 个文件"
    assert shown["/plans"].files == (FILE_ID,)
    assert shown["/signed"].text == "王小明"


def test_the_files_of_all_answers_are_found_once():
    data = {"plans": [FILE_ID], "signed": {"name": "王小明", "image": FILE_ID}, "name": "x"}

    assert FORM.file_ids(data) == [FILE_ID]


def test_sections_without_answers_are_left_out():
    assert FORM.display({}) == []


def test_answers_that_do_not_fit_are_shown_as_they_are():
    shown = rows(opens_on="soon", capital="much", address={"x": 1}, dishes=5, signed=[1], seats="x")

    assert shown["/opens_on"].text == "soon"
    assert shown["/capital"].text == "much"


def test_the_words_follow_the_readers_language():
    with translation.override("en"):
        shown = rows(name="王小明", business="eatery")

    assert shown["/name"].label == "Name of the operator"
    assert shown["/business"].text == "Eatery"


def test_the_template_shows_and_escapes():
    html = render_to_string("forms/display.html", {"displayed": FORM.display({"name": "<b>"})})

    assert "&lt;b&gt;" in html
    assert "经营者姓名" in html


def test_what_is_known_is_filled_in():
    facts = {"applicant": {"name": "王小明", "number": "x"}, "other": 5}

    assert FORM.prefill(facts) == {"name": "王小明"}
    assert FORM.prefill({"applicant": None}) == {}
    assert FORM.prefill({}) == {}


def test_options_keep_the_order_of_the_definition_whatever_the_order_of_their_names():
    names = {"fail": "不予", "pass": "准予"}

    assert list(option_labels({"enum": ["pass", "fail"], "x-labels": names})) == ["pass", "fail"]
    several = {"items": {"enum": ["pass", "fail"]}, "x-labels": names}
    assert option_labels(several) == {"pass": "准予", "fail": "不予"}
    assert list(option_labels(several)) == ["pass", "fail"]
