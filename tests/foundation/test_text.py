# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Text from people, before it is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.foundation.enums import Fault
from yiwang.foundation.errors import InvalidText
from yiwang.foundation.text import clean_text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("杭州市西湖区", "杭州市西湖区"),
        ("  文三路 1 号 ", "文三路 1 号"),
        ("\u3000文三路\u3000", "文三路"),
        ("文三路\t1号\r\n2室", "文三路 1号 2室"),
        ("e\u0301", "é"),
        ("\ufeff文三路\u200b", "文三路"),
        ("文\u200b三\u2060路\U000e0041", "文三路"),
        (" \u200b \ufeff ", ""),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("ཨོཾ", "ཨོཾ"),
        ("", ""),
    ],
)
def test_a_line_is_trimmed_and_composed(text, clean):
    assert clean_text(text) == clean


def test_several_lines_keep_their_ends():
    assert clean_text("一\r\n二\r三\n\n四\t五", multiline=True) == "一\n二\n三\n\n四\t五"


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "控制字符"),
        ("\x1b", "控制字符"),
        ("\x7f", "控制字符"),
        ("\x85", "控制字符"),
        ("\udcff", "不完整的字符"),
        ("\u202e", "不可见的排版字符"),
        ("\u2066", "不可见的排版字符"),
        ("\u2028", "不可见的排版字符"),
        ("\uffff", "不可见的排版字符"),
    ],
)
def test_a_forbidden_character_is_named_with_its_place(character, name):
    with pytest.raises(InvalidText) as refusal:
        clean_text(f"文三路{character}1号")

    assert refusal.value.fault is Fault.CHARACTERS
    assert f"第4个字符是{name}（U+{ord(character):04X}）" in str(refusal.value)


def test_a_text_may_have_its_greatest_length_and_no_more():
    assert clean_text(" 一二三 ", max_length=3) == "一二三"
    with pytest.raises(InvalidText, match="最多填写3个字，您填写了4个字") as refusal:
        clean_text("一二三四", max_length=3)
    assert refusal.value.fault is Fault.LENGTH


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"])))
def test_ordinary_text_is_never_refused_and_a_clean_one_never_changed(text):
    clean = clean_text(text, multiline=True)

    assert clean_text(clean, multiline=True) == clean
    assert clean_text(clean_text(text)) == clean_text(text)
