# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The same question in fewer words, without a database."""

import pytest

from yiwang.catalogue.queries import read_query
from yiwang.catalogue.searching.wording import plainly


def plain(text: str) -> str:
    return plainly(read_query(text)).text


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("想开个小公司", "想开公司"),
        ("开一家小超市", "开超市"),
        ("打口井浇菜", "打井浇菜"),
        ("养几头猪", "养猪"),
        ("身份证落在火车上了", "身份证丢了"),
        ("结婚本本寻不着了", "结婚证丢了"),
        ("护照被偷了", "护照丢了"),
        ("阿爷走特了派出所要弄啥", "阿爷过世派出所要弄啥"),
        ("爸妈都没了的小孩", "爸妈过世的小孩"),
        ("大学生创业给补贴吗", "大学生创业补贴吗"),
        ("老婆怀上了要登记伐", "老婆怀上了要登记"),
    ],
)
def test_what_stands_between_the_words_is_left_out(asked: str, meant: str) -> None:
    assert plain(asked) == meant


@pytest.mark.parametrize(
    "text",
    [
        "没了工作去街道登记",
        "开个人独资企业",
        "办个体户",
        "开小餐饮店",
        "开家长会",
        "驾照分扣掉了",
        "公证没了下文",
        "开口子",
        "开台球厅",
        "开一家小饭店",
        "开座谈会",
        "眼睛看不见能评残疾证吗",
        "举报偷税假发票",
        "身份证被盗用了",
        "户口落在儿子家要什么证明",
        "做个体检",
        "砍伐",
        "伐",
        "idcard",
    ],
)
def test_what_only_looks_so_stays(text: str) -> None:
    assert plain(text) == text


def test_an_everyday_word_that_holds_a_filler_stays() -> None:
    assert plainly(read_query("想换个学校"), {"换个学校"}).text == "想换个学校"
    assert plainly(read_query("想换个学校"), {"换学校"}).text == "想换学校"
