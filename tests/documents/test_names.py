# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yiwang.documents.names import MAX_LENGTH, clean_name, split_extension


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("营业执照.pdf", "营业执照.pdf"),
        ("Scan 1.PDF", "Scan 1.pdf"),
        ("C:\\Users\\张三\\身份证.jpg", "身份证.jpg"),
        ("../../etc/passwd", "passwd"),
        ("/var/a/", "a"),
        ("租赁\n合同\t(2).pdf", "租赁 合同 (2).pdf"),
        ("a\x00b.png", "ab.png"),
        ("照片\u202egpj.exe", "照片gpj.exe"),
        ("<script>.pdf", "_script_.pdf"),
        ("con.pdf", "_con.pdf"),
        (".htaccess", "htaccess"),
        ("...", "未命名"),
        ("", "未命名"),
        ("\U00020bb7野家.pdf", "\U00020bb7野家.pdf"),
        ("合同.最终版", "合同.最终版"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_a_name_keeps_what_people_read_and_loses_what_misleads(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


def test_a_long_name_is_cut_before_its_extension() -> None:
    name = clean_name("很长的名字" * 100 + ".pdf")

    assert len(name) == MAX_LENGTH
    assert name.endswith(".pdf")


@given(st.text(max_size=300))
@example("a." + "b" * 300)
@example("\ud800.pdf")
@example("." * 300)
@example("com1 .pdf")
def test_any_text_becomes_a_safe_name(text: str) -> None:
    name = clean_name(text)

    assert 0 < len(name) <= MAX_LENGTH
    assert not set(name) & set('/\\<>:"|?*')
    assert name == name.strip(" .")
    assert not name.startswith("~")
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in name)
    name.encode()


@given(st.text(max_size=300))
def test_cleaning_a_clean_name_changes_nothing(text: str) -> None:
    once = clean_name(text)

    assert clean_name(once) == once


@given(st.text(max_size=60))
def test_stem_and_extension_together_are_the_name(text: str) -> None:
    stem, extension = split_extension(text)

    assert (stem + extension).lower() == text.lower()
