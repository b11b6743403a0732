# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What base items cite, held to the corpus and its dates: each rule broken, and kept."""

from datetime import date

import pytest

from tests.catalogue.comparison.samples import book, item, repealed, revised, world
from yiwang.catalogue.comparison.facts import ItemFacts, KnownLaw, LawBook
from yiwang.catalogue.comparison.law_rules import check_laws, limits_in
from yiwang.catalogue.comparison.wording import sentence_of

UNKNOWN = [{"law": "摊位管理办法", "article": "第三条"}]


def _rules(one: ItemFacts, laws: LawBook | None = None) -> list[str]:
    return [hit.rule for hit in check_laws(one, world(laws=laws))]


def test_a_sound_item_breaks_no_rule_on_laws() -> None:
    assert _rules(item()) == []


def test_a_power_without_a_basis_is_found() -> None:
    assert _rules(item(legal_bases=[])) == ["basis-missing"]


def test_a_service_needs_no_basis() -> None:
    assert _rules(item(legal_bases=[], item_type="20")) == []


def test_a_law_that_the_corpus_does_not_have_is_found_with_the_nearest_title() -> None:
    (hit,) = check_laws(item(legal_bases=UNKNOWN), world())

    assert hit.rule == "law-unknown"
    assert hit.evidence.found["law"] == "摊位管理办法"


def test_a_title_that_is_nearly_right_is_led_to_the_right_one() -> None:
    bases = [{"law": "摊位管理条列", "article": "第三条"}]

    (hit,) = check_laws(item(legal_bases=bases), world())

    assert hit.evidence.expected == {"nearest": "摊位管理条例"}


def test_an_article_beyond_the_last_is_found() -> None:
    (hit,) = check_laws(
        item(legal_bases=[{"law": "摊位管理条例", "article": "第二十一条"}]), world()
    )

    assert hit.rule == "article-missing"
    assert hit.evidence.expected == {"articles": 20}


def test_an_article_that_a_whole_text_does_not_have_is_found() -> None:
    bases = [{"law": "行政许可法", "article": "第四十三条"}]

    assert _rules(item(legal_bases=bases)) == ["article-missing"]


def test_an_article_that_is_merely_not_stored_is_not_held_against_an_item() -> None:
    assert _rules(item(legal_bases=[{"law": "摊位管理条例", "article": "第四条"}])) == []


@pytest.mark.parametrize(
    ("changes", "element"),
    [
        ({"legal_bases": [{"law": "物权法", "article": "第六条"}]}, "legal_bases"),
        ({"limit_basis": "《物权法》第六条"}, "limit_basis"),
        ({"fees": [{"name": "费", "standard": "每件", "basis": "《物权法》"}]}, "fees"),
        ({"materials": [{"key": "a", "name": "图", "legal_basis": "《物权法》"}]}, "materials"),
    ],
)
def test_a_repealed_law_is_found_wherever_it_is_cited(
    changes: dict[str, object], element: str
) -> None:
    found = list(check_laws(item(**changes), world(laws=book(changes=repealed("物权法")))))

    assert [hit.rule for hit in found] == ["law-repealed"]
    assert found[0].evidence.found["element"] == element
    assert found[0].evidence.expected["replaced_by"] == "民法典"


def test_a_law_that_will_be_repealed_still_holds() -> None:
    laws = book(changes=repealed("摊位管理条例", date(2027, 1, 1)))

    assert _rules(item(), laws) == []


def test_a_law_revised_after_the_version_took_effect_is_found() -> None:
    laws = book(changes=revised("摊位管理条例", date(2026, 5, 1)))

    assert "law-revised-since" in _rules(item(), laws)


def test_a_newer_text_of_the_corpus_is_a_revision_too() -> None:
    newer = {"摊位管理条例": KnownLaw(date(2026, 3, 1), 20, False)}

    assert _rules(item(), book(laws=newer)) == ["law-revised-since"]


def test_a_law_revised_before_the_version_took_effect_was_known() -> None:
    laws = book(changes=revised("摊位管理条例", date(2020, 6, 1)))

    assert _rules(item(), laws) == []


def test_a_text_from_before_the_last_revision_is_found() -> None:
    laws = book(changes=revised("摊位管理条例", date(2025, 5, 10)))

    assert _rules(item(), laws) == ["law-text-outdated"]


def test_an_article_that_no_longer_speaks_of_the_item_is_found() -> None:
    texts = {("摊位管理条例", 3, ""): "国家鼓励夜间经济。"}
    laws = book(texts=texts, laws={"摊位管理条例": KnownLaw(date(2020, 5, 1), 20, False)})

    assert _rules(item(name="渔船检验"), laws) == ["article-off-topic"]


def test_laws_of_procedure_speak_of_every_item() -> None:
    bases = [{"law": "行政许可法", "article": "第四十二条"}]

    assert _rules(item(name="渔船检验", legal_bases=bases)) == []


def test_a_licence_over_twenty_working_days_names_the_law_that_allows_it() -> None:
    limit = {"amount": 30, "unit": "workday"}

    assert _rules(item(statutory_limit=limit)) == ["limit-beyond-licensing-law"]
    assert _rules(item(statutory_limit=limit, limit_basis="《摊位管理条例》第四条")) == []
    assert _rules(item(statutory_limit=limit, item_type="10")) == []


def test_a_limit_beyond_what_its_article_says_is_found_with_the_text() -> None:
    limit = {"amount": 25, "unit": "workday"}
    one = item(statutory_limit=limit, limit_basis="《行政许可法》第四十二条")

    (hit,) = check_laws(one, world())

    assert hit.rule == "limit-beyond-article"
    assert hit.evidence.expected["steps_of_law"] == ["20 day"]
    said = sentence_of(hit.rule, {"found": hit.evidence.found, "expected": hit.evidence.expected})
    assert "25个工作日" in said
    assert "《行政许可法》第四十二条" in said


def test_days_of_the_licensing_law_are_working_days() -> None:
    limit = {"amount": 20, "unit": "workday"}

    assert _rules(item(statutory_limit=limit, limit_basis="《行政许可法》第四十二条")) == []


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("应当自受理之日起二十日内作出决定。", ["20 day"]),
        ("应当在15个工作日内审查；应当在三个月内批准。", ["15 workday", "3 month"]),
        ("变更登记后3日内，向公安局备案。", []),
        ("应当在投入使用后三十日内办理登记。", []),
        ("不服处罚决定的，可以在三十日内起诉。", []),
        ("三年内不得再次申请该许可。", []),
        ("许可证有效期五年。", []),
    ],
)
def test_only_times_for_deciding_count(text: str, limits: list[str]) -> None:
    assert [f"{one.amount} {one.unit.value}" for one in limits_in(text)] == limits
