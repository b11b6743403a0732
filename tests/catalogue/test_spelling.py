# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Wrong characters that sound right are put right; what is spelled well stays as it is."""

import pytest

from yiwang.catalogue.queries import read_query
from yiwang.catalogue.searching.spelling import Homophones, respelled

KNOWN = {"登记": 9, "结婚登记": 2, "身份证": 3, "驾驶证": 2, "换证": 2}
TERMS = {"结婚", "退休", "营业执照", "医院"}
SOUNDS = {
    **dict.fromkeys("结节", "jie"),
    **dict.fromkeys("婚昏", "hun"),
    **dict.fromkeys("登等", "deng"),
    **dict.fromkeys("记纪", "ji"),
    **dict.fromkeys("身申", "shen"),
    "生": "sheng",
    **dict.fromkeys("份分", "fen"),
    **dict.fromkeys("证正", "zheng"),
    **dict.fromkeys("驾价", "jia"),
    **dict.fromkeys("驶使", "shi"),
    "退": "tui",
    **dict.fromkeys("休修", "xiu"),
    **dict.fromkeys("营赢", "ying"),
    **dict.fromkeys("业夜", "ye"),
    **dict.fromkeys("执直", "zhi"),
    **dict.fromkeys("照召", "zhao"),
    **dict.fromkeys("医一", "yi"),
    **dict.fromkeys("院愿", "yuan"),
}
HOMOPHONES = Homophones(KNOWN | dict.fromkeys(TERMS, 0), SOUNDS)


def spelled(text: str) -> str:
    return respelled(read_query(text), KNOWN, TERMS, HOMOPHONES).text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("结昏登记", "结婚登记"),
        ("驾使证换证", "驾驶证换证"),
        ("营业执召", "营业执照"),
        ("退修", "退休"),
        ("我的身分证丢了怎么补", "我的身份证丢了怎么补"),
        ("生份证", "身份证"),
        ("shenfenzheng", "身份证"),
        ("tuixiu", "退休"),
        ("woyao tuixiu", "woyao退休"),
        ("sfz", "sfz"),
        ("xyzxyz", "xyzxyz"),
        ("", ""),
    ],
)
def test_a_wrong_character_that_sounds_right_is_put_right(typed: str, meant: str) -> None:
    assert spelled(typed) == meant


@pytest.mark.parametrize("typed", ["结婚登记", "退休换证", "价正等纪赢夜"])
def test_known_words_stay_and_nothing_is_made_of_letters_that_share_none(typed: str) -> None:
    assert spelled(typed) == typed


def test_two_letters_of_a_sentence_are_not_taken_for_another_word() -> None:
    assert spelled("退修") == "退休"
    assert spelled("师傅把门退修理好了再走") == "师傅把门退修理好了再走"


def test_a_stop_word_is_no_wrong_character() -> None:
    assert spelled("一愿") == "一愿"
    assert spelled("医愿") == "医院"
