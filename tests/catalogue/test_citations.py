# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.catalogue.citations import (
    Citation,
    canonical_title,
    parse_article,
    parse_citations,
    to_chinese,
    to_number,
)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("《食品安全法》第35条", [Citation("食品安全法", 35)]),
        ("《食品安全法》第三十五条", [Citation("食品安全法", 35)]),
        ("《刑法》第十七条之一", [Citation("刑法", 17, "之一")]),
        ("《公证法》", [Citation("公证法")]),
        (
            "《中华人民共和国道路运输条例》第九条、第二十二条第一款第（三）项",
            [
                Citation("道路运输条例", 9),
                Citation("道路运输条例", 22, "", "第一款第（三）项"),
            ],
        ),
        (
            "《民法典》第1049条；《婚姻登记条例》第7条；《民法典》第1049条",
            [Citation("民法典", 1049), Citation("婚姻登记条例", 7)],
        ),
        (
            "《中国人民解放军实施《药品管理法》办法》第二条",
            [Citation("中国人民解放军实施《药品管理法》办法", 2)],
        ),
        ("按照有关规定第三条办理", []),
        ("《食品安全法》第〇条", [Citation("食品安全法")]),
        ("", []),
    ],
)
def test_a_text_cites_what_stands_after_the_titles(text: str, places: list[Citation]) -> None:
    assert parse_citations(text) == places


@given(st.text(max_size=200))
def test_any_text_can_be_asked_for_citations(text: str) -> None:
    for place in parse_citations(text):
        assert place.law


@given(st.integers(1, 9999))
def test_chinese_figures_come_back_as_the_same_number(number: int) -> None:
    assert to_number(to_chinese(number)) == number
    assert to_number(str(number)) == number


@given(st.sampled_from(["食品安全法", "刑法"]), st.integers(1, 9999), st.sampled_from(["", "之二"]))
def test_a_citation_is_read_back_from_how_it_is_written(law: str, number: int, suffix: str) -> None:
    place = Citation(law, number, suffix)

    assert parse_citations(str(place)) == [place]
    assert parse_article(law, place.label) == place


@pytest.mark.parametrize("numeral", ["", "〇", "十百", "三三十", "10000", "甲", "十十"])
def test_what_is_no_number_is_refused(numeral: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        to_number(numeral)


def test_figures_may_be_written_one_by_one() -> None:
    assert to_number("一〇三") == 103


@pytest.mark.parametrize("article", ["前言", "第条", "第三十五款", "第三十五条abc"])
def test_what_names_no_article_is_refused(article: str) -> None:
    with pytest.raises(ValueError, match="no"):
        parse_article("食品安全法", article)


def test_a_title_loses_the_name_of_the_state_and_narrow_brackets() -> None:
    assert canonical_title("中华人民共和国 行政许可法") == "行政许可法"
    assert canonical_title("药品管理办法(试行)") == "药品管理办法（试行）"
    assert canonical_title("中华人民共和国") == "中华人民共和国"
