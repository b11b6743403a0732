# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about this site itself lead to its own pages."""

import pytest

from yiwang.catalogue import lawsearch
from yiwang.catalogue.lawsearch import LawHit
from yiwang.portal.own_pages import PAGES, pages_about, pages_begun

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("办件进度", "portal:track"),
        ("我上个月交的材料办得怎么样了", "portal:track"),
        ("大厅预约", "portal:halls"),
        ("政务大厅几点上班", "portal:halls"),
        ("证书真伪查询", "portal:verify"),
        ("密码忘了", "account_reset_password"),
        ("快递寄到哪了", "portal:parcels"),
        ("authoriseren", ""),
        ("结婚登记预约", ""),
        ("食品经营许可", ""),
        ("'; drop table", ""),
        ("", ""),
    ],
)
def test_a_question_about_the_site_finds_its_page(text, route):
    found = pages_about(text)

    assert (found[0].route if found else "") == route


def test_every_page_is_at_some_address_and_is_named_once():
    assert len({page.url for page in PAGES}) == len(PAGES)


def test_a_page_is_suggested_while_its_title_is_typed():
    assert [page.route for page in pages_begun("办件")] == ["portal:track"]
    assert pages_begun("办") == []


def test_the_search_shows_pages_of_the_site_and_says_nothing_is_missing(nobody, world):
    page = nobody.get("/search", {"q": "办件进度查询"}).content.decode()

    assert 'href="/track"' in page
    assert "没有找到相关的事项" not in page


def test_laws_that_share_a_word_are_no_answer_to_a_question_about_the_site(
    nobody, world, monkeypatch
):
    law = LawHit(7, "水污染防治法", "第七十条", "有关部门应当依法查询办件进度。")
    monkeypatch.setattr(lawsearch, "find_articles", lambda *_asked: (law,))

    about_the_site = nobody.get("/search", {"q": "办件进度查询"}).content.decode()
    about_else = nobody.get("/search", {"q": "污水排放"}).content.decode()

    assert "水污染防治法" not in about_the_site
    assert "水污染防治法" in about_else


def test_suggestions_lead_to_a_page_of_the_site(nobody, world):
    rows = nobody.get("/search/suggest", {"q": "办件查"}).content.decode()

    assert 'data-href="/track"' in rows
