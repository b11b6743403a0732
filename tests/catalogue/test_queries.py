# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from hypothesis import given
from hypothesis import strategies as st

from yiwang.catalogue.queries import LONGEST_QUERY, joined, read_query, sought_words
from yiwang.catalogue.words import normalized, pairs, run_together, vector

KNOWN = {"居住": 4, "居住证": 2, "证": 90, "办": 30, "小学": 3, "学报": 1, "报名": 5, "开饭店": 1}


def sought(text: str) -> dict[str, float]:
    return {word.word: word.weight for word in sought_words(read_query(text), KNOWN)}


def test_the_longest_words_win_and_their_parts_count_less() -> None:
    found = sought("居住证证")

    assert set(found) == {"证", "居住证", "居住"}
    assert found["居住证"] > found["居住"] > found["证"]


def test_no_word_reaches_across_the_edge_of_another() -> None:
    assert set(sought("小学报名")) == {"小学", "报名"}


def test_words_that_say_nothing_are_not_sought_but_keep_their_place() -> None:
    known = KNOWN | {"少年": 1}

    assert [word.word for word in sought_words(read_query("多少年"), known)] == []
    assert [word.word for word in sought_words(read_query("少年"), known)] == ["少年"]


def test_english_words_that_are_known_together_stand_together() -> None:
    def runs(text: str) -> tuple[str, ...]:
        return joined(read_query(text), {"idcard", "办证"}).runs

    assert runs("lost ID card 办 证") == ("lost", "idcard", "办", "证")
    assert runs("id number") == ("id", "number")


def test_pairs_of_characters_stand_for_words_no_dictionary_has() -> None:
    assert pairs("汽车年审 ETC") == {"汽车", "车年", "年审"}


def test_rare_words_weigh_more() -> None:
    found = sought("小学证")

    assert found["小学"] > found["证"]


def test_signs_and_controls_fall_away() -> None:
    assert read_query(" 居住\x00证！ & | ' \\ %").text == "居住证"
    assert read_query("'; DROP TABLE x --").text == "droptablex"
    assert read_query("ＡＢＣ１２").text == "abc12"
    assert read_query("\ud800").is_empty


def test_only_letters_are_taken_for_pinyin() -> None:
    assert read_query("Shi Pin").letters == "shipin"
    assert read_query("食品jy").letters == ""
    assert read_query("a").letters == ""


@given(st.text(max_size=2000))
def test_any_text_is_a_query_of_at_most_sixty_letters(text: str) -> None:
    query = read_query(text)

    assert len(query.text) <= LONGEST_QUERY
    assert all(stretch in query.text for stretch in query.stretches)
    assert len(query.stretches) <= LONGEST_QUERY * 12


@given(st.text(alphabet="居住证办小学报名开饭店ab1 ", max_size=40))
def test_every_word_sought_stands_in_the_query(text: str) -> None:
    query = read_query(text)

    for word in sought_words(query, KNOWN):
        assert word.word in query.text
        assert word.weight > 0


@given(st.text(max_size=100))
def test_normalizing_twice_changes_nothing(text: str) -> None:
    assert normalized(normalized(text)) == normalized(text)
    assert " " not in run_together(text)


def test_a_word_has_the_best_weight_it_was_given() -> None:
    assert vector({"D": ["许可"], "A": ["许可", "食品"], "B": ["饭店"]}) == (
        "'许可':1A '食品':1A '饭店':1B"
    )
