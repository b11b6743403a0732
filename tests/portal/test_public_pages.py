# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages that anybody may read."""

import csv
import json
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.urls import URLPattern
from django.utils import translation
from django.utils.translation import gettext

from tests import factories
from tests.organizations.factories import XIHU, DepartmentFactory
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.models import Article, Law, Theme
from yiwang.foundation.web.audience import audience_of
from yiwang.portal import listing, page_cache, shell
from yiwang.portal.urls import urlpatterns

DATA = Path(__file__).parents[2] / "data"
NATIONAL_LISTS = ("面向自然人主题(国家,30)", "面向法人主题(国家,34)")
OPEN_PAGES = (
    "/",
    "/region",
    "/search",
    "/natural",
    "/legal",
    "/departments",
    "/track",
    "/verify",
    "/help",
    "/accessibility",
    "/signin",
)


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_anybody_may_read_the_public_pages(nobody, path):
    answer = nobody.get(path)

    assert answer.status_code == 200
    assert b"<h1" in answer.content


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_every_page_reads_in_english_too(nobody, path):
    nobody.cookies["yw_language"] = "en"

    answer = nobody.get(path)

    assert answer.status_code == 200
    assert b'<html lang="en"' in answer.content


@pytest.mark.parametrize("route", urlpatterns, ids=lambda route: str(route.pattern))
def test_every_route_names_its_audience(route: URLPattern):
    assert audience_of(route.callback) <= {"public", "citizen"}
    assert audience_of(route.callback)


def test_the_guide_says_how_long_it_takes_and_by_which_law(nobody, world):
    page = nobody.get(f"/guide/{world.shop.code}").content.decode()

    assert "5 个工作日" in page
    assert "法定 20 个工作日" in page
    assert "《行政许可法》第三十四条" in page
    assert f'href="/apply/{world.shop.version_id}"' in page


def test_a_guide_holds_nothing_of_its_reader(citizen, nobody, world):
    path = f"/guide/{world.shop.code}"

    assert citizen.get(path).content == nobody.get(path).content


SHARED_PAGES = ("/", "/natural", "/legal", "/departments", "/help", "/accessibility", "/search")


@pytest.mark.parametrize("path", SHARED_PAGES)
def test_what_one_reader_was_told_is_shown_to_nobody_else(citizen, nobody, path):
    goodbye = citizen.post("/signout", follow=False)

    assert goodbye.status_code == 302
    pages = [browser.get(path).content.decode() for browser in (citizen, nobody)]
    assert pages[0] == pages[1]
    assert "您已安全退出" not in pages[0]
    assert "csrfmiddlewaretoken" not in pages[0]
    # It waits for a page of one's own.
    assert "您已安全退出" in citizen.get("/track").content.decode()


def test_a_browser_that_knows_a_guide_gets_no_body(nobody, world):
    path = f"/guide/{world.shop.code}"
    etag = nobody.get(path).headers["ETag"]

    again = nobody.get(path, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "code", ["x", "11330106TE0000001F000131008000", "1" * 31, "%00", "..%2F..", "a" * 300]
)
def test_a_code_that_leads_nowhere_is_not_a_fault_of_ours(nobody, code):
    assert 400 <= nobody.get(f"/guide/{code}").status_code < 500


def test_a_guide_can_be_carried_over_to_a_phone(nobody, world):
    answer = nobody.get(f"/guide/{world.shop.code}/qr.svg")

    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content


def test_search_finds_an_item_and_leads_to_its_guide(nobody, world):
    page = nobody.get("/search", {"q": "店铺登记"}).content.decode()

    assert f'href="/guide/{world.shop.code}"' in page
    assert "<mark>" in page


@pytest.mark.parametrize(
    "query",
    [
        "",
        "%",
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "\\",
        "龘" * 200,
        "\ud83d\ude00",
        "a&b|!c",
    ],
)
def test_search_takes_whatever_people_type(nobody, query):
    answer = nobody.get("/search", {"q": query.encode("utf-8", "surrogatepass")})

    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


@pytest.mark.parametrize("name", ["page", "department", "theme", "for", "online"])
@pytest.mark.parametrize("value", ["-1", "x", "999999999999999999999", "\x00", "' --", "٣"])
def test_search_stands_odd_narrowing(nobody, name, value):
    assert nobody.get("/search", {"q": "店铺", name: value}).status_code == 200


def test_nothing_found_offers_another_way(nobody):
    page = nobody.get("/search", {"q": "qqqqqqzzzz"}).content.decode()

    assert "没有找到相关的事项" in page
    assert "tel:12345" in page


def test_suggestions_are_rows_of_a_list_box(nobody):
    page = nobody.get("/search/suggest", {"q": "店铺"}).content.decode()

    assert 'role="option"' in page
    assert "<html" not in page


def test_choosing_a_region_is_remembered(nobody):
    answer = nobody.get(f"/region/{XIHU}/choose", {"next": "/search"})

    assert answer.cookies["yw_region"].value == XIHU
    assert answer.headers["Location"] == "/search"


@pytest.mark.parametrize("code", ["330199000000", "abc", "1", "999999999999", "' --"])
def test_a_region_that_does_not_exist_is_refused(nobody, code):
    assert 400 <= nobody.get(f"/region/{code}").status_code < 500


def test_a_forged_region_cookie_does_no_harm(nobody):
    nobody.cookies["yw_region"] = "999999999999"

    assert nobody.get("/").status_code == 200


def test_a_document_that_nobody_issued_is_not_confirmed(nobody):
    answer = nobody.get("/verify/ABCD-EFGH-2345")

    assert answer.status_code == 404
    assert "没有核验通过" in answer.content.decode()


def test_a_department_shows_its_services(nobody, world):
    page = nobody.get(f"/departments/{world.department.id}").content.decode()

    assert f'href="/guide/{world.shop.code}"' in page


@pytest.mark.parametrize("path", ["/my", "/my/cases", "/my/messages", "/my/details"])
def test_my_space_asks_for_a_sign_in_first(nobody, path):
    answer = nobody.get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/signin?next=")


@pytest.mark.parametrize("path", ["/", "/help", "/signin"])
def test_the_content_security_policy_allows_nothing_inline(nobody, path):
    policy = nobody.get(path).headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'self'" in policy


def test_counts_are_told_in_english(nobody, world):
    nobody.cookies["yw_language"] = "en"

    page = nobody.get(f"/guide/{world.shop.code}").content.decode()

    assert "5 working days" in page
    assert "By law 20 working days" in page
    assert "个工作日</dd>" not in page


def test_every_theme_and_topic_has_an_english_name():
    lists = json.loads((DATA / "codes" / "themes.json").read_text())
    names = {name for key in NATIONAL_LISTS for name in lists[key]["v"]}
    with (DATA / "themes" / "topics.csv").open() as file:
        names |= {row["name"] for row in csv.DictReader(file)}

    with translation.override("en"):
        assert [name for name in sorted(names) if gettext(name) == name] == []


def test_a_power_of_own_motion_is_not_sent_to_a_counter(nobody):
    row = listing.Row("1", "对无证经营的处罚", "市监局", "行政处罚", False, False, False, "")

    drawn = render_to_string("portal/_items.html", {"items": [row], "words": ""})

    assert "依职权办理，不用申请" in drawn
    assert "窗口办理" not in drawn


def test_themes_of_both_lists_are_told_apart(nobody):
    """设立变更 stands in the list for persons and in the one for firms."""
    persons, firms = (
        Theme.objects.create(code=f"{who}-1", audience=who, name="设立变更", position=1)
        for who in ("natural", "legal")
    )
    factories.forget_everything()
    found = catalogue.Facets(
        departments=(),
        themes=tuple(catalogue.FacetValue(one.code, one.name, 1) for one in (persons, firms)),
        levels=(),
        online=0,
        themes_for={one.audience: frozenset({one.code}) for one in (persons, firms)},
    )

    groups = {facet.name: facet.choices for facet in listing.facets(found, {"q": "登记"})}

    assert [choice.label for choice in groups["个人主题"]] == ["设立变更"]
    assert [choice.label for choice in groups["企业主题"]] == ["设立变更"]
    narrowed = listing.facets(found, {"q": "登记", "for": "legal"})
    assert "个人主题" not in [facet.name for facet in narrowed]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=食品&online=1",
        "q=<script>a</script>",
        "q=<!--cut-->",
        "q=%1f%22'><b&page=2",
        "q={}{0}",
    ],
    ids=["nothing", "narrowed", "script", "cut", "signs", "braces"],
)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_framed_page_is_the_page_of_its_template(nobody, world, monkeypatch, query, language):
    nobody.cookies["yw_language"] = language
    paths = (f"/search?{query}", f"/guide/{world.shop.code}?{query}")
    framed = [nobody.get(path).content.decode().split() for path in paths]
    page_cache.forget()
    monkeypatch.setattr(
        shell,
        "framed",
        lambda template, values, request, **_frame: render_to_string(
            template, {**values, "frame": "portal/base.html"}, request=request
        ),
    )

    assert [nobody.get(path).content.decode().split() for path in paths] == framed


def test_what_a_search_is_narrowed_to_can_be_taken_back(nobody):
    page = nobody.get("/search?q=店铺&online=1").content.decode()

    assert 'aria-label="已选的筛选"' in page
    assert 'href="?q=%E5%BA%97%E9%93%BA"' in page


def test_the_article_that_is_cited_comes_before_the_services(nobody, world):
    law = Law.objects.create(title="集市法", category="law", is_newest=True)
    article = Article.objects.create(law=law, number=7, text="开店须登记。")
    for cited in ("集市法第七条", "集市法七条", "集市法 7"):
        page = nobody.get("/search", {"q": cited}).content.decode()

        assert f'href="/laws/{article.id}"' in page, cited
        assert "办理的事项" not in page or page.index("法律条文") < page.index("办理的事项"), cited


def test_a_department_alone_is_an_answer(nobody, world):
    DepartmentFactory(of=XIHU, name="杭州市西湖区天象观测局", short_name="")
    page = nobody.get("/search", {"q": "天象观测局"}).content.decode()

    assert "杭州市西湖区天象观测局" in page
    assert "没有找到相关的事项" not in page


def test_a_search_without_results_offers_what_people_often_need(nobody, world):
    page = nobody.get("/search?q=zzqqxx").content.decode()

    assert "没有找到相关的事项" in page
    assert "大家常办的事" in page
    assert "筛选" not in page


def test_a_page_that_is_not_there_leads_on(nobody):
    answer = nobody.get("/nowhere")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'action="/search"' in page
    assert 'href="/track"' in page
