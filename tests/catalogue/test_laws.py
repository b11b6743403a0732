# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Laws: the corpus, what is loaded of it, and how items are tied to it."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue.worlds import DATA, LOADER, MORNING, Catalogue
from yiwang.catalogue import lawsearch, selectors, services
from yiwang.catalogue.citations import Citation
from yiwang.catalogue.errors import DataFileMissing, NotYourCatalogue
from yiwang.catalogue.loading import files, laws
from yiwang.catalogue.models import Article, Law, LegalBasis, RegionFigures
from yiwang.catalogue.queries import read_query
from yiwang.foundation.actors import ANONYMOUS
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db

ITEMS_HEAD = "id,name,legal_basis"


def row(law: str, day: str, number: int, text: str, **more: Any) -> dict[str, Any]:
    return {
        "law": law,
        "date": day,
        "category": more.get("category", "行政法"),
        "no": number,
        "sub": more.get("sub", ""),
        "text": text,
    }


CORPUS = [
    row("食品安全法", "2015-04-24", 35, "旧的第三十五条"),
    row("食品安全法", "2021-04-29", 35, "国家对食品生产经营实行许可制度。"),
    row("食品安全法", "2021-04-29", 36, "食品生产加工小作坊。"),
    row("行政许可法", "2019-04-23", 42, "应当自受理行政许可申请之日起二十日内作出决定。"),
    row("刑法", "", 17, "已满十六周岁的人犯罪，应当负刑事责任。"),
    row("刑法", "", 17, "已满七十五周岁的人。", sub="之一"),
    row("合同编", "", 463, "本编调整因合同产生的民事关系。", category="民法典"),
    row("居民身份证法", "2011-10-29", 1, "为了证明居住在境内的公民的身份。"),
    row("居民身份证法", "2011-10-29", 1, "为了证明居住在境内的公民的身份。", category="宪法相关法"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a data folder with a small corpus and three items that cite it."""
    (tmp_path / "laws").mkdir()
    (tmp_path / "items").mkdir()
    write_corpus(tmp_path, CORPUS)
    (tmp_path / files.ITEMS).write_text(
        f"{ITEMS_HEAD}\nK1,a,《食品安全法》第35条\nK2,b,《民法典》第463条；《没有的法》第1条\n"
        "K3,c,《食品安全法》第99条\n",
        encoding="utf-8",
    )
    return tmp_path


def write_corpus(root: Path, rows: list[dict[str, Any]]) -> None:
    with gzip.open(root / files.LAWS, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in rows)


def load_cited(root: Path) -> services.LoadReport:
    return services.load_cited_articles(root=root, actor=LOADER, at=MORNING)


def load_all(root: Path) -> services.LoadReport:
    return services.load_laws(root=root, actor=LOADER, at=MORNING)


def test_only_cited_articles_are_loaded_and_procedure_laws_whole(root: Path) -> None:
    report = load_cited(root)

    assert set(Article.objects.values_list("law__title", "number")) == {
        ("食品安全法", 35),
        ("民法典", 463),
        ("行政许可法", 42),
    }
    assert report.changed == 3


def test_a_law_that_is_cited_as_a_whole_is_known_by_its_first_article(root: Path) -> None:
    with (root / files.ITEMS).open("a", encoding="utf-8") as items:
        items.write("K4,d,《行政强制法》\n")
    corpus = [
        row("行政强制法", "2011-06-30", 1, "为了规范行政强制。"),
        row("行政强制法", "2011-06-30", 2, "本法所称行政强制。"),
    ]
    write_corpus(root, corpus)

    load_cited(root)

    law = Law.objects.get(title="行政强制法")
    assert list(law.articles.values_list("number", flat=True)) == [1]
    assert (law.article_count, law.is_newest) == (2, True)


def test_the_newest_text_of_a_law_is_the_one_in_use(root: Path) -> None:
    load_cited(root)
    article = Article.objects.select_related("law").get(law__title="食品安全法")

    assert article.law.issued_on == date(2021, 4, 29)
    assert article.text.startswith("国家对")
    assert article.law.article_count == 2


def test_places_that_the_corpus_does_not_have_are_reported(root: Path) -> None:
    assert load_cited(root).left_out == ("《没有的法》第一条", "《食品安全法》第九十九条")


def test_the_whole_corpus_keeps_old_texts_but_uses_the_newest(root: Path) -> None:
    load_cited(root)
    load_all(root)

    assert Article.objects.count() == 8  # one of the nine stands in two categories
    assert list(
        Law.objects.filter(title="食品安全法").order_by("issued_on").values_list("is_newest")
    ) == [(False,), (True,)]


def test_a_newer_text_takes_the_place_of_an_older_one(root: Path) -> None:
    load_all(root)
    write_corpus(root, [*CORPUS, row("食品安全法", "2026-01-01", 35, "最新的第三十五条")])
    load_all(root)

    newest = Law.objects.get(title="食品安全法", is_newest=True)
    assert newest.issued_on == date(2026, 1, 1)


def test_the_parts_of_the_civil_code_are_one_law(root: Path) -> None:
    load_all(root)

    assert Law.objects.get(title="民法典").issued_on == date(2020, 5, 28)
    assert not Law.objects.filter(title="合同编").exists()


def test_loading_again_changes_nothing_and_tells_the_ledger_nothing(root: Path) -> None:
    load_all(root)
    events = Event.objects.count()
    report = load_all(root)

    assert report.changed == 0
    assert Event.objects.count() == events


def test_loading_moves_the_stamp_of_all_guides(root: Path) -> None:
    load_cited(root)
    before = RegionFigures.objects.get(pk="000000000000").version
    load_all(root)

    assert RegionFigures.objects.get(pk="000000000000").version == before + 1


def test_only_the_system_loads(root: Path) -> None:
    with pytest.raises(NotYourCatalogue):
        services.load_laws(root=root, actor=ANONYMOUS, at=MORNING)


def test_a_corpus_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileMissing):
        load_all(tmp_path)
    (tmp_path / "laws").mkdir()
    (tmp_path / files.LAWS).write_bytes(b"this is no gzip")
    with pytest.raises(DataFileMissing):
        load_all(tmp_path)
    assert Law.objects.count() == 0


def test_items_are_tied_to_the_articles_they_cite(catalogue: Catalogue, root: Path) -> None:
    loose = LegalBasis.objects.filter(article__isnull=True).count()
    load_cited(root)
    tied = LegalBasis.objects.filter(article__isnull=False).select_related("article__law")

    assert 0 < tied.count() < loose
    assert all(basis.law_title == basis.article.law.title for basis in tied)
    assert all(basis.article_number == basis.article.number for basis in tied)


def test_a_guide_carries_the_words_of_the_law(catalogue: Catalogue, root: Path) -> None:
    code = catalogue.list_of("K0008").code
    tag = selectors.guide_tag(code)
    load_cited(root)
    guide = selectors.guide(code)
    cited = {(article.law, article.label): article for article in guide.articles}

    assert cited["食品安全法", "第三十五条"].text.startswith("国家对食品生产经营实行许可制度")
    assert guide.tag != tag
    assert guide.tag == selectors.guide_tag(code)


def test_an_article_has_its_neighbours_and_those_who_cite_it(
    catalogue: Catalogue, root: Path
) -> None:
    load_all(root)
    suffixed = Article.objects.get(law__title="刑法", suffix="之一")
    page = selectors.article_page(suffixed.id)
    licence = Article.objects.get(law__title="食品安全法", number=35, law__is_newest=True)
    cited = selectors.article_page(licence.id)

    assert (page.label, page.next_id) == ("第十七条之一", None)
    assert page.previous_id == Article.objects.get(law__title="刑法", suffix="").id
    assert "食品经营许可（新办）" in cited.cited_by


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("食品安全法第三十五条", ["第三十五条"]),
        ("《食品安全法》第35条", ["第三十五条"]),
        ("中华人民共和国食品安全法 第三十五条", ["第三十五条"]),
        ("刑法第十七条之一", ["第十七条之一"]),
        ("食品安全法第八百条", []),
        ("食品安全法三十五条", ["第三十五条"]),
        ("食品安全法 35", ["第三十五条"]),
        ("《食品安全法》35条", ["第三十五条"]),
        ("食品安全法 第35", ["第三十五条"]),
        ("小作坊 35", ["第三十六条"]),
        ("小作坊", ["第三十六条"]),
        ("许可 受理", ["第四十二条"]),
        ("没有的词语", []),
    ],
)
def test_articles_are_found_by_citation_or_by_words(
    root: Path, text: str, labels: list[str]
) -> None:
    load_all(root)
    query = read_query(text)
    words = dict.fromkeys(("小作坊", "许可", "受理"), (0, 1))
    found = lawsearch.find_articles(text, query, words, 5)

    assert [article.label for article in found] == labels


def test_the_real_items_cite_few_places_that_the_corpus_does_not_have() -> None:
    cited = laws.cited_places(DATA)
    missing = laws.unmatched(cited, files.articles(DATA))

    assert len(cited) > 300
    assert len(missing) <= 12
    assert Citation("食品安全法", 35) in cited


@pytest.mark.parametrize(
    ("text", "law", "label"),
    [
        ("食品安全法小作坊", "食品安全法", "第三十六条"),
        ("食安法 小作坊", "食品安全法", "第三十六条"),
        ("合同法", "民法典", "第四百六十三条"),
        ("居民身份证法办法", "居民身份证法", "第一条"),
    ],
)
def test_of_a_law_that_is_named_the_articles_that_say_the_rest_come_first(
    root: Path, text: str, law: str, label: str
) -> None:
    load_all(root)
    query = read_query(text)
    found = lawsearch.find_articles(text, query, {"小作坊": (0, 1)}, 5)

    assert (found[0].law, found[0].label) == (law, label)
    assert {hit.law for hit in found} == {law}
    assert lawsearch.names(query, law)


def test_a_law_that_is_not_kept_leaves_the_search_to_the_words(root: Path) -> None:
    load_all(root)
    found = lawsearch.find_articles(
        "没有的法小作坊", read_query("小作坊的办法"), {"小作坊": (0, 1)}, 5
    )

    assert [hit.law for hit in found] == ["食品安全法"]
