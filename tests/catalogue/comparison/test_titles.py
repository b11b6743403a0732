# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Titles that items cite and the corpus does not have: settled, followed, taken back."""

from uuid import UUID

import pytest

from tests.catalogue.comparison.test_following_the_library import _publish, _settle
from tests.catalogue.worlds import LOADER, MORNING, TODAY, Catalogue, editor
from yiwang.catalogue.comparison.law_rules import nearest_title
from yiwang.catalogue.comparison.title_questions import settled_titles, waiting_titles
from yiwang.catalogue.comparison.titles import Settlement, reopen_title, settle_title
from yiwang.catalogue.enums import FindingState, TitleSettlement
from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.catalogue.guidance_refusals import SomebodyWasFaster
from yiwang.catalogue.models import Article, CitedTitle, Finding, Law, LegalBasis
from yiwang.catalogue.title_refusals import CitedTitleNotFound, SettlementInvalid
from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind
from yiwang.foundation.errors import Forbidden
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db
TITLE = "摊位管理暂行办法"
ALIAS = Settlement(TitleSettlement.ALIAS, law_title="《摊位管理办法》")
OUTSIDE = Settlement(TitleSettlement.OUTSIDE, source_url="https://www.example.gov.cn/1", note="1号")


@pytest.fixture
def law(catalogue: Catalogue) -> Law:
    made = Law.objects.create(title="摊位管理办法", category="部门规章", article_count=9)
    Article.objects.create(law=made, number=3, text="摊位登记由街道办理。")
    return made


@pytest.fixture
def item(law: Law) -> UUID:
    bases = [{"law": f"中华人民共和国{TITLE}", "article": "第三条"}]
    made = _publish("T1", legal_bases=bases)
    _settle()
    return made


def _said(said: Settlement, revision: int = 0, title: str = TITLE) -> CitedTitle:
    return settle_title(title=title, said=said, revision=revision, actor=LOADER, at=MORNING)


def _open(item: UUID) -> list[str]:
    rows = Finding.objects.filter(base_item_id=item, state=FindingState.OPEN)
    return sorted(rows.filter(rule__startswith="law").values_list("rule", flat=True))


def test_a_title_waits_with_how_many_cite_it_and_what_may_be_meant(item: UUID) -> None:
    (row,) = [one for one in waiting_titles(_reader()) if one.title == TITLE]

    assert (row.items, row.nearest, row.revision) == (1, "摊位管理办法", 0)
    assert row.due_on > TODAY


def test_another_name_leads_to_the_law_and_its_articles(item: UUID, law: Law) -> None:
    assert _open(item) == ["law-unknown"]

    _said(ALIAS)
    _settle()

    assert _open(item) == []
    basis = LegalBasis.objects.get(law_title=TITLE)
    assert (basis.law_id, basis.article.number) == (law.id, 3)
    reopen_title(title=TITLE, revision=1, actor=LOADER, at=MORNING)
    _settle()
    assert _open(item) == ["law-unknown"]
    basis.refresh_from_db()
    assert (basis.law_id, basis.article_id) == (None, None)
    assert _said(ALIAS, revision=2).revision == 3


def test_an_article_that_the_law_does_not_have_is_found_under_the_other_name(law: Law) -> None:
    item = _publish("T2", legal_bases=[{"law": TITLE, "article": "第九十条"}])
    _settle()
    _said(ALIAS)
    _settle()

    (found,) = Finding.objects.filter(base_item_id=item, rule="article-missing")
    assert found.evidence["found"]["law"] == "摊位管理办法"


def test_a_rule_kept_elsewhere_is_no_finding(item: UUID) -> None:
    _said(OUTSIDE)
    _settle()

    assert _open(item) == []
    assert [(one.title, one.note) for one in settled_titles(_reader())] == [(TITLE, "1号")]


@pytest.mark.parametrize(
    "said",
    [
        Settlement(TitleSettlement.ALIAS, law_title="没有的法"),
        Settlement(TitleSettlement.ALIAS, law_title=TITLE),
        Settlement(TitleSettlement.OUTSIDE, source_url="http://www.example.gov.cn/"),
        Settlement(TitleSettlement.OUTSIDE, source_url="https://127.0.0.1/"),
        Settlement(TitleSettlement.OUTSIDE, source_url="https://a.gov.cn/", note="\x00"),
        Settlement(TitleSettlement.OPEN),
    ],
)
def test_what_is_said_has_to_lead_somewhere(item: UUID, said: Settlement) -> None:
    with pytest.raises(SettlementInvalid):
        _said(said)

    assert not CitedTitle.objects.exists()


def test_only_titles_that_are_cited_and_lacking_are_settled(item: UUID) -> None:
    for title in ("没人引用的办法", "摊位管理办法", "%", ""):
        with pytest.raises(CitedTitleNotFound):
            _said(OUTSIDE, title=title)
    with pytest.raises(CitedTitleNotFound):
        reopen_title(title=TITLE, revision=1, actor=LOADER, at=MORNING)


def test_two_editors_do_not_overwrite_each_other(item: UUID) -> None:
    _said(OUTSIDE)

    with pytest.raises(SomebodyWasFaster):
        _said(ALIAS)
    with pytest.raises(SomebodyWasFaster):
        reopen_title(title=TITLE, revision=7, actor=LOADER, at=MORNING)


def test_a_county_settles_nothing_and_strangers_read_nothing(
    item: UUID, catalogue: Catalogue
) -> None:
    county = editor(catalogue.list_of("K0008").department, covers_subtree=True)

    with pytest.raises(NotYourCatalogue):
        settle_title(title=TITLE, said=OUTSIDE, revision=0, actor=county, at=MORNING)
    assert waiting_titles(county)
    with pytest.raises(Forbidden):
        waiting_titles(ANONYMOUS)


def test_titles_that_differ_by_a_note_are_the_nearest() -> None:
    known = ["全国人大常委会关于摊位的决定", "摊位管理办法（2019年修订）", "摊位登记管理办法"]

    assert nearest_title("摊位管理暂行办法", known) == known[1]
    assert nearest_title("全国人民代表大会常务委员会关于摊位的决定", known) == known[0]


def _reader() -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        division_code="330000000000",
        covers_subtree=True,
        rights=frozenset({Right.CATALOGUE_EDIT}),
    )
