# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is shown of personal data."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.foundation import masking

RULES = Path(__file__).parents[2] / "data" / "zhejiang" / "masking_rules.json"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "*三"),
        ("王小明", "*小明"),
        ("欧阳娜娜", "**娜娜"),
        ("欧阳娜", "**娜"),
        ("欧阳", "*阳"),
        ("阿不都·买买提", "***·买买提"),
        ("John Smith", "**** Smith"),
        ("李", "*"),
        ("", ""),
        ("  张三 ", "*三"),
        ("𠮷野家", "*野家"),
        ("葛\U000e0100城", "*城"),
        ("·三", "*三"),
    ],
)
def test_a_name_loses_its_surname(name, shown):
    assert masking.mask_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("51010519491231002X", "5****************X"),
        ("110105491231002", "1*************2"),
        ("123", "1*3"),
        ("12", "**"),
        ("1", "*"),
        ("", ""),
    ],
)
def test_a_resident_id_keeps_its_ends(number, shown):
    assert masking.mask_resident_id(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13712349050", "137****9050"),
        ("137 1234 9050", "137****9050"),
        ("+8613712349050", "137****9050"),
        ("+86 137-1234-9050", "137****9050"),
        ("0571-87051234", "0571-****1234"),
        ("057187051234", "0571-****1234"),
        ("+852 9123 4567", "852****4567"),
        ("661234", "****34"),
        ("110", "***"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_a_telephone_number_keeps_too_little_to_dial(number, shown):
    assert masking.mask_phone(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("010-65123456", "010-****3456"),
        ("0571 8705 1234", "0571-****1234"),
        ("0571-87051234-801", "0571-****1234"),
        ("0571-87051234转801", "0571-****1234"),
        ("87051234", "****1234"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_a_landline_keeps_area_code_and_last_four(number, shown):
    assert masking.mask_landline(number) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("contact@163.com", "con***@163.com"),
        ("tt@163.com", "tt***@163.com"),
        ("@163.com", "***@163.com"),
        ("a@b@163.com", "a@b***@163.com"),
        ("nobody", "n*****"),
        ("", ""),
    ],
)
def test_an_email_address_keeps_three_characters_and_the_domain(address, shown):
    assert masking.mask_email(address) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("6225751234561496", "622575******1496"),
        ("6225 7512 3456 1496", "622575******1496"),
        ("6225751234561496789", "622575*********6789"),
        ("62257512345", "***********"),
        ("", ""),
    ],
)
def test_a_bank_card_keeps_its_ends(number, shown):
    assert masking.mask_bank_card(number) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("E12345678", "E1*******"), ("军字第1234567号", "军字*********"), ("ab", "**"), ("", "")],
)
def test_everything_else_keeps_its_beginning(text, shown):
    assert masking.mask_default(text) == shown


def test_the_examples_of_the_rules_come_out():
    rules = json.loads(RULES.read_text(encoding="utf-8"))

    assert rules["身份证号"].endswith(masking.mask_resident_id("510105194912310029"))
    assert rules["姓名"].endswith(masking.mask_name("张三"))
    assert rules["手机号"].endswith(masking.mask_phone("13712349050"))
    assert rules["银行卡"].endswith(masking.mask_bank_card("6225750000001496"))
    assert masking.mask_email("contact@163.com") in rules["邮箱"]
    assert masking.mask_email("tt@163.com") in rules["邮箱"]


@given(st.text("0123456789X", min_size=1, max_size=40))
def test_a_masked_number_keeps_its_length_and_hides_something(number):
    shown = masking.mask_resident_id(number)

    assert len(shown) == len(number)
    assert "*" in shown
    assert len(shown.replace("*", "")) <= 2


@given(st.text("0123456789", min_size=1, max_size=20))
def test_no_number_is_ever_shown_whole(number):
    for mask in (masking.mask_phone, masking.mask_bank_card, masking.mask_default):
        assert "*" in mask(number)


@given(st.text(max_size=30))
def test_no_text_breaks_a_mask_or_passes_unchanged(text):
    for mask in (
        masking.mask_name,
        masking.mask_resident_id,
        masking.mask_phone,
        masking.mask_landline,
        masking.mask_email,
        masking.mask_bank_card,
        masking.mask_default,
    ):
        shown = mask(text)
        assert "*" in shown or not shown
