# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Every name of an outside service is found by its sound: pinyin, initials, wrong characters."""

from uuid import UUID

import pytest

from yiwang.catalogue.queries import read_query
from yiwang.catalogue.searching.outside import (
    OutsideHit,
    outside_found,
    outside_suggested,
    sounded,
)

CITY = "330100000000"
SIGNS = "网上国电力缴费交店查询省人民医院预约挂号好水账单办理结婚登记"
SYLLABLES = (
    "wang shang guo dian li jiao fei jiao dian cha xun sheng ren min yi yuan yu yue gua hao "
    "hao shui zhang dan ban li jie hun deng ji"
)
SOUNDS = dict(zip(SIGNS, SYLLABLES.split(), strict=True))


def offered(number: int, title: str, called: str, *, region: str = CITY) -> OutsideHit:
    sound, initials = sounded(f"{title}、{called}", SOUNDS)
    rest = ("国网公司", "utility", called, "https://a.example", "a.example", sound, initials)
    return OutsideHit(UUID(int=number), region, title, "", *rest)


POWER = offered(1, "网上国网", "电费查询、交电费")
HOSPITAL = offered(2, "省人民医院预约", "挂号")
WATER = offered(3, "水费账单", "")
ELSEWHERE = offered(4, "交电费", "", region="330200000000")
HITS = [POWER, HOSPITAL, WATER, ELSEWHERE]


def found(text: str) -> list[int]:
    hits = outside_found(read_query(text), HITS, {CITY}, {}, SOUNDS)
    return [hit.id.int for hit in hits]


def suggested(text: str) -> list[int]:
    hits = outside_suggested(read_query(text), HITS, {CITY}, SOUNDS)
    return [hit.id.int for hit in hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电费查询", [1]),
        ("jiaodianfei", [1]),
        ("dianfei", [1]),
        ("jdf", [1]),
        ("guahao", [2]),
        ("wsgw", [1]),
        ("交店费", [1]),
        ("挂好", [2]),
        ("店费查询", [1]),
        ("网上交店费", [1]),
        ("省人民医院挂好", [2]),
    ],
)
def test_a_name_is_found_as_written_by_letters_and_by_sound(text: str, expected: list[int]):
    assert found(text) == expected


@pytest.mark.parametrize("text", ["好", "店", "结婚登记", "xyz", "国省", "dengji", "店店店店"])
def test_what_only_half_sounds_so_is_not_found(text: str):
    assert found(text) == []
    assert suggested(text) == []


def test_suggestions_hear_every_name_and_put_first_what_begins_so():
    assert suggested("jiaodian") == [1]
    assert suggested("shuif") == [3]
    assert suggested("gh") == [2]
    assert suggested("交店") == [1]
    assert suggested("挂号") == [2]
    assert suggested("挂好") == [2]


def test_what_is_written_right_is_not_listened_to():
    assert found("水费") == [3]
    assert suggested("水费") == [3]
    assert outside_found(read_query("交店费"), HITS, {CITY}, {}) == ()


def test_names_are_sounded_one_by_one():
    assert sounded("网上国网、、电费", SOUNDS) == ("、wangshangguowang、dianfei", "、wsgw、df")
    assert not [hit for hit in HITS if "guowangdianfei" in hit.sound]
