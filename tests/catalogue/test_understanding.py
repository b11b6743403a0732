# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the words of a question mean, without a database."""

from yiwang.catalogue.queries import read_query
from yiwang.catalogue.understanding import official_stretches, understood

KNOWN = {
    "驾驶证": 4,
    "补证": 1,
    "身份证": 3,
    "补领": 2,
    "驾驶": 5,
    "护照": 2,
    "材料": 9,
    "结婚证": 2,
}
TERMS = {"驾照": [("驾驶证", 3)], "丢了": [("补领", 2), ("补证", 2)]}


def weights(text: str) -> dict[str, float]:
    parts = understood(read_query(text), KNOWN, TERMS).parts
    return {" ".join(part.all_of): part.weight for part in parts}


def test_everyday_words_are_sought_as_official_ones() -> None:
    assert set(weights("驾照丢了")) == {"驾驶证", "驾驶", "补领", "补证"} - {"驾驶"}


def test_only_the_best_way_of_a_part_counts() -> None:
    sought = understood(read_query("驾照丢了"), KNOWN, TERMS)

    assert len({part.part for part in sought.parts}) == 2
    assert sought.whole < sum(part.weight for part in sought.parts)


def test_what_is_denied_weighs_less() -> None:
    assert weights("没有护照")["护照"] < weights("护照")["护照"]
    assert weights("没有结婚证办护照")["护照"] == weights("护照")["护照"]


def test_what_stands_in_every_question_weighs_less_and_tells_nothing() -> None:
    sought = understood(read_query("护照要什么材料"), KNOWN, TERMS)

    assert sought.told == len("护照")
    assert weights("材料")["材料"] < weights("护照")["护照"]


def test_official_words_that_no_entry_has_are_left_out() -> None:
    assert understood(read_query("驾照"), {}, TERMS).parts == ()
    assert "驾驶证" in official_stretches(TERMS)


def test_a_single_letter_tells_something_only_in_a_short_query_or_as_an_everyday_word() -> None:
    known = KNOWN | {"证": 90, "猪": 1}

    def sought(text: str, **terms: list[tuple[str, int]]) -> set[str]:
        parts = understood(read_query(text), known, TERMS | terms).parts
        return {" ".join(part.all_of) for part in parts}

    assert sought("证") == {"证"}
    assert sought("养头猪要证") == set()
    assert sought("养头猪要证", 猪=[("护照", 2)]) == {"护照"}


def test_what_nobody_knows_beside_what_many_say_is_vague() -> None:
    known = KNOWN | {"登记": 80}

    assert understood(read_query("魑魅登记"), known, {}).is_vague
    assert not understood(read_query("登记"), known, {}).is_vague
    assert not understood(read_query("魑魅护照登记"), known, {}).is_vague
    assert not understood(read_query("护照"), known, {}).is_vague


def test_an_official_word_of_which_little_is_known_is_left_out() -> None:
    terms = {"普通话": [("普通话水平测试", 3)]}

    assert understood(read_query("普通话"), {"普通": 2}, terms).parts == ()


def test_a_word_that_company_changes_leaves_only_a_trace_of_itself() -> None:
    known = KNOWN | {"过户": 2, "机动车转移登记": 1}
    terms = {"过户": [("机动车转移登记", 3)]}

    def weight(altered: frozenset[str]) -> float:
        parts = understood(read_query("过户"), known, terms, altered).parts
        return next(part.weight for part in parts if part.all_of == ("过户",))

    assert weight(frozenset({"过户"})) < weight(frozenset())


def test_what_lies_across_the_edge_of_an_everyday_word_is_no_word() -> None:
    terms = {"养老钱": [("护照", 3)]}

    assert "领养" in understood(read_query("领养老钱"), KNOWN, terms).apart
    assert "养老" not in understood(read_query("领养老钱"), KNOWN, terms).apart
