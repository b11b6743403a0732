# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Values that follow from other fields: exact, never taken from outside, refused if unsound."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.forms.compiled import CompiledForm
from yiwang.forms.definition.completion import complete
from yiwang.forms.errors import FormInvalid

TODAY = date(2026, 11, 23)
MODELS = Path(__file__).parents[2] / "data" / "models"

FIELDS: dict[str, Any] = {
    "count": {"x-kind": "integer", "title": "件数"},
    "share": {"x-kind": "decimal", "title": "比例"},
    "since": {"x-kind": "date", "title": "从哪天"},
    "until": {"x-kind": "date", "title": "到哪天"},
    "city": {"title": "城市"},
    "is_new": {"x-kind": "boolean", "title": "新办"},
    "number": {"x-kind": "resident_id", "title": "公民身份号码"},
    "size": {
        "x-kind": "choice",
        "title": "规模",
        "enum": ["big", "small"],
        "x-labels": {"big": "大", "small": "小"},
    },
    "rooms": {
        "x-kind": "group",
        "title": "房间",
        "items": {
            "type": "object",
            "properties": {
                "price": {"x-kind": "money", "title": "单价"},
                "pieces": {"x-kind": "integer", "title": "数量"},
                "phone": {"x-kind": "phone", "title": "电话"},
                "cost": {
                    "x-kind": "money",
                    "title": "小计",
                    "x-computed": "row.price * row.pieces",
                },
            },
        },
    },
}


def written(expression: object, kind: str = "decimal", **more: Any) -> dict[str, Any]:
    result = {"x-kind": kind, "title": "结果", "x-computed": expression, **more}
    return {"title": "表", "type": "object", "properties": {**FIELDS, "result": result}}


def form(expression: str, kind: str = "decimal", **more: Any) -> CompiledForm:
    completed, problems = complete(written(expression, kind, **more))
    assert problems == []
    return CompiledForm(id_=UUID(int=1), code="sums", version=1, schema=completed)


def result(expression: str, kind: str = "decimal", **answers: Any) -> Any:
    return form(expression, kind).validate(answers, today=TODAY).get("result")


def said(expression: str, kind: str = "decimal", **answers: Any) -> str:
    """Return what the page says in the place of the value."""
    sections = form(expression, kind).fields(answers)
    return next(one.value for part in sections for one in part.fields if one.name == "result")


@pytest.mark.parametrize(
    ("expression", "kind", "expected"),
    [
        ("form.count * form.share / 2", "decimal", "5.25"),
        ("form.count / 2", "integer", 4),
        ("form.share * 0.15", "money", "0.23"),
        ("form.count > 5 ? 1 : 0", "integer", 1),
        ("form.count > 5", "boolean", True),
        ('form.count > 5 ? "big" : "small"', "choice", "big"),
        ("days(form.since, form.until) + 1", "integer", 366),
        ("months(form.since, add_days(form.until, 1))", "integer", 12),
        ("months(form.until, form.since)", "integer", -11),
        ("years(form.since, form.until)", "integer", 0),
        ("add_months(form.since, 1)", "date", "2024-02-29"),
        ('form.city + "市"', "text", "湖州市"),
        ('join([form.city, form.size, form.count, form.share], "、")', "text", "湖州、7、1.5"),
        ('text(form.share) + "倍"', "text", "1.5倍"),
        ("round(form.count / 3, 1) + floor(1.9) + ceil(0.1)", "decimal", "4.30"),
        ("form.size == null ? 1 : 2", "integer", 1),
    ],
)
def test_what_an_expression_comes_to(expression: str, kind: str, expected: object):
    options = {"enum": ["big", "small"], "x-labels": {"big": "大", "small": "小"}}
    made = form(expression, kind, **(options if kind == "choice" else {}))
    answers = {"count": 7, "share": "1.50", "since": "2024-01-31", "until": "2025-01-30"}
    low = {"minimum": -100} if kind == "integer" else {}
    made = form(expression, kind, **low) if low else made

    kept = made.validate({**answers, "city": "湖州"}, today=TODAY)

    assert kept["result"] == expected
    assert made.validate(kept, today=TODAY) == kept


def test_rows_are_added_up_to_the_last_fen():
    rooms = [{"price": "0.10", "pieces": 1}] * 3 + [{"price": "1,200.15", "pieces": 3}, {}]
    total = form("sum(form.rooms.map(r, r.cost))", "money")

    kept = total.validate({"rooms": rooms}, today=TODAY)

    assert [row.get("cost") for row in kept["rooms"]] == ["0.10"] * 3 + ["3600.45", None]
    assert kept["result"] == "3600.75"
    dear = "sum(form.rooms.filter(r, r.pieces > 1).map(r, r.price))"
    assert result(dear, "money", rooms=rooms[:4]) == "1200.15"
    assert result("count(form.rooms.map(r, r.price))", "integer", rooms=rooms) == 4
    assert result("max(form.rooms.map(r, r.price))", "money", rooms=rooms) == "1200.15"


@given(st.lists(st.integers(0, 10**10), max_size=20))
def test_a_sum_of_money_is_that_of_its_fen(fen: list[int]):
    rooms = [{"price": f"{one // 100}.{one % 100:02}", "pieces": 1} for one in fen]

    total = SUM.validate({"rooms": rooms}, today=TODAY)["result"]

    assert total == f"{sum(fen) // 100}.{sum(fen) % 100:02}"


SUM = form("sum(form.rooms.map(r, r.price))", "money")


def test_what_is_sent_for_a_computed_field_is_not_looked_at():
    made = form("form.count + sum(form.rooms.map(r, r.cost))")
    row = {"price": "2.00", "pieces": 2, "cost": "999.00"}

    for lie in ("1", 10**18, ["x"], {"a": 1}, "\x00", None):
        kept = made.validate({"count": 1, "result": lie, "rooms": [row]}, today=TODAY)
        draft = made.with_computed({"count": "1", "result": lie, "rooms": [row, "odd"]})
        assert (kept["result"], kept["rooms"][0]["cost"]) == ("5.00", "4.00")
        assert (draft["result"], draft["rooms"][0]["cost"]) == ("5.00", "4.00")
    assert "result" not in made.with_computed({"result": "5"})
    assert "result" not in made.with_computed({"result": "5", "city": ["x" * 300_000]})


def test_a_condition_may_wait_for_a_computed_value_and_it_for_what_shows():
    schema = written("form.size == null ? 0 : form.count", "integer")
    schema["properties"]["size"]["x-visible"] = "form.is_new"
    schema["properties"]["reason"] = {"title": "理由", "x-visible": "form.result > 5"}
    completed, problems = complete(schema)
    made = CompiledForm(id_=UUID(int=1), code="sums", version=1, schema=completed)

    hidden = made.validate({"count": 9, "size": "big", "reason": "x"}, today=TODAY)
    shown = made.validate({"count": 9, "size": "big", "is_new": True, "reason": "x"}, today=TODAY)

    assert problems == []
    assert (hidden["result"], "reason" in hidden) == (0, False)
    assert (shown["result"], shown["reason"]) == (9, "x")


@pytest.mark.parametrize(
    ("expression", "kind", "answers", "words"),
    [
        ("form.share / form.count", "decimal", {"share": "1", "count": 0}, "除数是零"),
        ("form.share / form.count", "decimal", {"share": "1"}, "填好“件数”后自动算出。"),
        ("form.share + form.count", "decimal", {"share": "x"}, "填好“件数”“比例”后自动算出。"),
        ("form.share * form.share", "decimal", {"share": "99999999999"}, "超出了范围"),
        ("days(form.since, form.until)", "integer", {"since": "2026-02-30"}, "填好“到哪天”"),
        ("add_months(form.since, form.count * 99)", "date", {"count": 9999}, "填好“从哪天”"),
        ("form.city", "text", {"city": "13800001234"}, "号码和邮箱"),
        ("form.city", "text", {"city": "写信到 a@example.com"}, "号码和邮箱"),
        ("form.city + form.city", "text", {"city": "长" * 150}, "最多 200 个字"),
    ],
)
def test_what_cannot_be_computed_is_empty_and_says_why(
    expression: str, kind: str, answers: dict[str, Any], words: str
):
    assert words in said(expression, kind, **answers)
    sound = {key: value for key, value in answers.items() if value not in ("x", "2026-02-30")}
    assert result(expression, kind, **sound) is None


def test_of_a_row_only_what_is_computed_with_is_asked_for():
    total = "form.count + sum(form.rooms.map(r, r.price))"
    rooms = [{"pieces": 2}], [{"price": "1.00"}]

    assert [said(total, rooms=rows) for rows in rooms] == [
        "填好“件数”“房间”后自动算出。",
        "填好“件数”后自动算出。",
    ]


def test_a_required_value_that_cannot_be_computed_is_a_fault_only_when_nothing_else_says_so():
    schema = written("form.share / form.count")
    schema["required"] = ["count", "share", "result"]
    completed, _problems = complete(schema)
    made = CompiledForm(id_=UUID(int=1), code="sums", version=1, schema=completed)

    def faults(**answers: Any) -> dict[str, str]:
        with pytest.raises(FormInvalid) as refusal:
            made.validate(answers, today=TODAY)
        return {one.path: one.message for one in refusal.value.errors}

    assert faults(count=0, share="1") == {"/result": "算不出来：除数是零。"}
    assert faults(count=3) == {"/share": "请填写“比例”。"}


def test_limits_hold_for_a_computed_value_too():
    made = form("form.count - 5", "integer", maximum=10)

    for count, words in ((1, "不能小于 0。"), (99, "不能大于 10。")):
        with pytest.raises(FormInvalid) as refusal:
            made.validate({"count": count}, today=TODAY)
        assert [(one.path, one.message) for one in refusal.value.errors] == [("/result", words)]


@pytest.mark.parametrize(
    ("expression", "kind", "words"),
    [
        ("form.count + form.city", "decimal", "一个数字和一段文字之间不能用“+”"),
        ('form.size == "big" ? form.count : form.city', "decimal", "算出来的应当是一个数字"),
        ("form.stranger + 1", "decimal", "“form.stranger”不存在"),
        ("sum(form.rooms.map(r, r.stranger))", "decimal", "“stranger”不存在"),
        ("form.count / 0", "decimal", "除数总是零"),
        ("999999999999.0 * 999999999999.0", "decimal", "总是超出范围"),
        ("form.result + 1", "decimal", "互相依赖：result"),
        ("sum(form.count)", "decimal", "函数“sum”用在了不合适的值上"),
        ("days(form.since)", "decimal", "函数“days”用在了不合适的值上"),
        ("days(form.city, form.until)", "integer", "无论填什么都算不出结果"),
        ("days(form.since, form.until)", "date", "算出来的应当是一个日期"),
        ("form.city", "date", "算出来的应当是一个日期"),
        ("form.number", "text", "不能用来计算"),
        ('join(form.rooms.map(r, r.phone), "")', "text", "不能用来计算"),
        ("sum(form.rooms.map(r, sum(form.rooms.map(q, q.price))))", "money", "不能再有列表运算"),
        ("eval(form.city)", "text", "不能使用函数“eval”"),
        ("form.rooms[0].price", "money", "不能使用"),
        ("today()", "date", "不能使用函数“today”"),
        ("size(form)", "integer", "不能使用"),
        ("form == null ? 1 : 2", "integer", "要写明读哪一个字段"),
        ("other.x", "text", "不能使用变量“other”"),
        ("form.count +", "decimal", "表达式有误"),
        ("null", "decimal", "无论填什么都算不出结果"),
        ("", "decimal", "“x-computed”的值不正确"),
        (5, "decimal", "“x-computed”的值不正确"),
        ("form." + "a" * 2000, "decimal", "“x-computed”的值不正确"),
        ("(" * 40 + "form.count" + ")" * 40, "decimal", "嵌套"),
        ("form.number", "resident_id", "不支持关键字“x-computed”"),
    ],
)
def test_an_unsound_calculation_is_refused_with_its_field(
    expression: object, kind: str, words: str
):
    _completed, problems = complete(written(expression, kind))

    assert words in problems[0].message
    assert problems[0].path.startswith(("/properties/result", "/properties"))


def test_more_that_is_refused():
    row = written("form.count", "integer")
    row["properties"]["rooms"] = json.loads(json.dumps(FIELDS["rooms"]))
    inner = row["properties"]["rooms"]["items"]["properties"]
    inner["cost"]["x-computed"] = "sum(form.rooms.map(r, r.price))"
    many = written("form.count", "integer")
    many["properties"] |= {
        f"sum_{n}": {"x-kind": "integer", "title": "和", "x-computed": "form.count"}
        for n in range(21)
    }

    assert "不能读整组“rooms”" in complete(row)[1][0].message
    assert any("超过 20 个" in one.message for one in complete(many)[1])
    prefilled = complete(written("form.count", "integer", **{"x-prefill": "applicant.name"}))
    assert "没有人填写" in prefilled[1][0].message


def test_a_published_form_says_read_only_and_may_be_published_again():
    made = form("form.count + 1", "integer")
    field = made.schema["properties"]["result"]

    assert (field["readOnly"], field["type"]) == (True, "integer")
    assert complete(made.schema) == (made.schema, [])
    assert "readOnly" not in made.schema["properties"]["count"]
    assert complete(written("form.count", "text"))[1]
    assert complete({**made.schema, "properties": {"a": {"title": "甲", "readOnly": True}}})[1]


def test_the_page_shows_it_read_only_and_marks_what_it_follows_from():
    sections = form("form.count * 2").fields({"count": 3, "result": "1"})
    fields = {one.name: one for part in sections for one in part.fields}

    assert (fields["result"].value, fields["result"].is_computed) == ("6.00", True)
    assert fields["result"].widget == "forms/widgets/computed.html"
    assert [name for name, one in fields.items() if one.computes] == ["count", "rooms"]


def test_the_forms_of_the_product_add_up():
    def load(item: str) -> CompiledForm:
        schema = json.loads((MODELS / item / "form.json").read_text("utf-8"))
        return CompiledForm(id_=UUID(int=1), code="x", version=1, schema=complete(schema)[0])

    family = [{"name": "李四", "relation": "spouse", "income": "3200.50"}]
    home = {"own_income": "5000", "home_area": "45", "members": family, "income": "1"}
    rent = {"ground": "rent", "rent": "2500", "rent_from": "2026-03-01"}
    site = {"starts_on": "2026-03-01", "days": "31"}

    assert load("public_rental_housing").with_computed(home).items() >= {
        ("member_count", 2),
        ("income", "8200.50"),
        ("income_per_person", "4100.25"),
        ("area", "22.50"),
    }
    fund = load("housing_fund_withdrawal")
    assert fund.with_computed({**rent, "rent_until": "2027-02-28"})["rent_total"] == "30000.00"
    assert "rent_total" not in fund.with_computed({**rent, "ground": "loan"})
    assert load("construction_permit").with_computed(site)["ends_on"] == "2026-03-31"
