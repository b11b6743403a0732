# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a word means beside another, without a database."""

import pytest

from yiwang.catalogue.queries import read_query
from yiwang.catalogue.searching.senses import asks_for_paper, in_company

TERMS = {
    "丢了": [("补领", 2)],
    "没了": [("补领", 2), ("死亡", 1)],
    "转给": [("转移登记", 3)],
    "转到": [("转移接续", 2)],
    "面包": [("食品经营", 3)],
    "取": [("提取", 2)],
    "解押": [("抵押权", 3)],
}


def means(word: str, text: str) -> list[str]:
    terms = {word: TERMS[word]} if word in TERMS else {}
    found, _altered = in_company(read_query(text), terms)
    return [words for words, _sureness in found.get(word, [])]


@pytest.mark.parametrize(
    ("word", "text", "first"),
    [
        ("丢了", "身份证丢了", "补领"),
        ("没了", "出生证没了", "补领"),
        ("转给", "房子转给儿子", "转移登记"),
        ("转给", "股份转给老婆", "企业 变更"),
        ("转给", "车转给儿子", "机动车转移登记"),
        ("转给", "车位转给儿子", "转移登记"),
        ("转到", "社保转到宁波", "养老保险关系转移接续"),
        ("转到", "医保转到宁波", "基本医疗保险关系转移接续"),
        ("转到", "户口转到宁波", "户口迁移"),
        ("转", "公积金转宁波", "住房公积金转移接续"),
        ("面包", "开面包店", "食品经营"),
        ("面包", "办个面包厂", "食品生产"),
        ("取", "取公积金", "提取"),
        ("解押", "房贷还完解押", "抵押权"),
        ("解押", "车贷还清解押", "机动车抵押登记"),
        ("排污水", "厂里排污水要证", "排污许可"),
    ],
)
def test_company_decides_what_a_word_means(word: str, text: str, first: str) -> None:
    assert means(word, text)[0] == first


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("没了", "没了工作去街道登记"),
        ("丢了", "丢了工作要证吗"),
        ("取", "取江水发电"),
        ("转到", "党组织关系转到社区"),
    ],
)
def test_company_may_leave_a_word_nothing_to_say(word: str, text: str) -> None:
    assert means(word, text) == []


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("罚款", "停业罚款"),
        ("罚款", "对停车罚款不服"),
        ("消防", "厂房消防验收"),
        ("发票", "药店开发票"),
        ("转让", "房子和车一起转让"),
        ("取", "取公积金"),
    ],
)
def test_company_of_another_kind_changes_nothing(word: str, text: str) -> None:
    assert word not in in_company(read_query(text), {})[1]


def test_a_word_by_itself_means_what_the_thesaurus_says() -> None:
    assert means("丢了", "丢了") == ["补领"]
    assert in_company(read_query("偷偷排污水"), {}) == ({}, frozenset())
    assert in_company(read_query("车过户"), {})[1] == {"过户"}


@pytest.mark.parametrize(
    ("text", "asks"),
    [("排污水要证吗", True), ("放烟花要批吗", True), ("偷排污水", False), ("证丢了", False)],
)
def test_who_asks_for_leave_is_told_from_who_complains(text: str, asks: bool) -> None:
    assert asks_for_paper(text) is asks
