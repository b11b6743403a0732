# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Each kind of field: what it puts right, what it takes, what it refuses."""

from datetime import date
from typing import Any

import pytest

from tests.forms.schemas import one_field
from yiwang.forms.errors import FormInvalid
from yiwang.foundation.codes.checks import mod_11_2

TODAY = date(2026, 11, 23)
LABELS = {"enum": ["a", "b"], "x_labels": {"a": "甲", "b": "乙"}}
FILE_ID = "01936000-0000-7000-8000-000000000001"
SEVENTEEN = "33990019900307107"
RESIDENT = SEVENTEEN + mod_11_2(SEVENTEEN)


def taken(kind: str, value: Any, **keywords: Any) -> Any:
    return one_field(kind, **keywords).validate({"value": value}, today=TODAY).get("value")


def refused(kind: str, value: Any, **keywords: Any) -> str:
    with pytest.raises(FormInvalid) as refusal:
        one_field(kind, **keywords).validate({"value": value}, today=TODAY)
    return refusal.value.errors[0].message


@pytest.mark.parametrize(
    ("kind", "given", "stored"),
    [
        ("text", "  一行\n字 ", "一行 字"),
        ("long_text", "一行\r\n二行 ", "一行\n二行"),
        ("chinese_name", "王 小明", "王小明"),
        ("chinese_name", "买买提•吐尔逊", "买买提·吐尔逊"),
        ("chinese_name", "Anna Müller", "Anna Müller"),
        ("resident_id", f" {RESIDENT[:17]}{RESIDENT[17].lower()} ", RESIDENT),
        ("uscc", " ９１330100ma2h1234９u", "91330100MA2H12349U"),
        ("phone", "138 0013 8000", "13800138000"),
        ("phone", "０５７１－８７０００００１", "0571-87000001"),
        ("email", " wang@example.com ", "wang@example.com"),
        ("date", "2026年3月7日", "2026-03-07"),
        ("date", "2026/3/7", "2026-03-07"),
        ("integer", "1,200", 1200),
        ("integer", 12.0, 12),
        ("decimal", "007.5", "7.50"),
        ("decimal", 7.5, "7.50"),
        ("money", "¥1,200", "1200.00"),
        ("money", 99.9, "99.90"),
        ("boolean", "true", True),
        ("choices", "a", ["a"]),
        ("signature", "王小明", {"name": "王小明"}),
    ],
)
def test_what_people_type_is_put_right(kind: str, given: Any, stored: Any):
    keywords = {"items": {"enum": ["a"]}, "x_labels": {"a": "甲"}} if kind == "choices" else {}

    assert taken(kind, given, **keywords) == stored


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("chinese_name", "王5", "姓名"),
        ("resident_id", "33990019900307109X", "校验码"),
        ("resident_id", "339900202702300011", ""),
        ("uscc", "123", ""),
        ("phone", "12345", "手机号码"),
        ("email", "wang@", "电子邮箱"),
        ("email", "wang@@example.com", "电子邮箱"),
        ("date", "2026-02-30", "真实的日期"),
        ("date", "yesterday", "真实的日期"),
        ("integer", "12.5", "整数"),
        ("integer", True, "整数"),
        ("integer", -1, "不能小于"),
        ("decimal", "abc", "数字"),
        ("decimal", "1.234", "小数点后"),
        ("money", "-5.001", "小数点后"),
        ("boolean", "perhaps", "是"),
        ("file", ["not an id"], "文件编号"),
        ("file", [FILE_ID.replace("000000000001", "00000000000A")], "重新上传"),
        ("signature", {"image": FILE_ID}, "签名"),
        ("signature", {"name": "12"}, "姓名"),
        ("text", 5, "类型"),
        ("text", "长" * 201, "最多填写 200 个字"),
    ],
)
def test_what_cannot_be_put_right_is_refused_with_a_sentence(kind: str, value: Any, words: str):
    message = refused(kind, value)

    assert words in message
    assert message.endswith("。")


def test_a_date_keeps_between_its_bounds():
    bounds = {"x_minimum": "2026-01-01", "x_maximum": "today"}

    assert taken("date", "2026-11-23", **bounds) == "2026-11-23"
    assert "不能晚于 2026-11-23" in refused("date", "2026-11-24", **bounds)
    assert "不能早于 2026-01-01" in refused("date", "2025-12-31", **bounds)


def test_an_amount_keeps_between_its_bounds():
    assert "不能大于 100" in refused("money", "100.01", x_maximum="100")
    assert taken("money", "100", x_maximum="100") == "100.00"
    assert "不能小于 0" in refused("money", "-1", x_minimum="0")


def test_a_decimal_has_the_places_that_its_definition_gives():
    assert taken("decimal", "3", x_decimals=0) == "3"
    assert taken("decimal", "3.14159", x_decimals=5) == "3.14159"
    assert refused("decimal", "3.1", x_decimals=0)


def test_minus_nothing_is_nothing():
    assert taken("decimal", "-0.00") == "0.00"


def test_a_choice_takes_only_its_options():
    assert taken("choice", "a", **LABELS) == "a"
    assert refused("choice", "c", **LABELS) == "请从列表中选择。"


def test_a_pattern_may_bring_its_own_sentence():
    keywords = {"pattern": "^[A-Z]{2}$", "x_pattern_message": "请填写两个大写字母。"}

    assert taken("text", "AB", **keywords) == "AB"
    assert refused("text", "ab", **keywords) == "请填写两个大写字母。"


def test_no_more_files_than_asked_for():
    other = FILE_ID.replace("1", "2")

    assert taken("file", [FILE_ID, other], maxItems=2) == [FILE_ID, other]
    assert refused("file", [FILE_ID, other], maxItems=1) == "最多 1 项。"


@pytest.mark.usefixtures("places")
class TestAnAddress:
    def test_names_a_real_division_down_to_the_county_and_a_place(self):
        address = {"division": "330106109000", "detail": "灵隐路 1 号"}

        assert taken("address", address) == address

    def test_stops_above_the_county_is_refused(self):
        assert "县" in refused("address", {"division": "330100000000", "detail": "1号"})

    def test_names_no_division_is_refused(self):
        assert refused("address", {"division": "330199000000", "detail": "1号"})
        assert refused("address", {"division": "abc", "detail": "1号"})

    def test_has_both_parts(self):
        assert refused("address", {"division": "330106000000"}) == "请填写详细地址。"
        assert refused("address", {"detail": "1号"}) == "请选择行政区划。"
