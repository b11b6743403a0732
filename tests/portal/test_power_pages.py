# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages of powers, stars, feeds, zones and the sites of places, as anybody opens them."""

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from defusedxml import ElementTree
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.organizations.factories import XIHU
from yiwang.catalogue import services as catalogue
from yiwang.catalogue.enums import WindowColour, WindowNoticeState
from yiwang.foundation.actors import system_actor

pytestmark = pytest.mark.django_db
STYLES = Path(__file__).parents[2] / "frontend" / "scss" / "_powers.scss"
NASTY = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SYSTEM = system_actor("tests")


def test_the_power_list_leads_to_each_power(nobody, world):
    page = nobody.get(f"/powers?place={XIHU}").content.decode()
    assert f"/powers/{world.shop.code}" in page

    power = nobody.get(f"/powers/{world.shop.code}").content.decode()

    assert '<svg class="yw-flow" role="img"' in power
    assert "0571-12345" in power
    assert "行政许可法" in power


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/powers?place=999", 422),
        ("/powers?place=' OR 1=1", 422),
        ("/powers?type=20", 404),
        ("/powers?department=x", 404),
        ("/powers/compare?place=x&place=y", 422),
        ("/powers/compare?place=330106000000&place=999999999999", 422),
        ("/powers/download/exe", 404),
        ("/powers/nope", 422),
        ("/topics/nope", 404),
        ("/windows/999", 422),
        ("/windows/../../etc", 404),
        ("/windows/330106000000/emblem", 404),
        ("/sitemaps/guides-9.xml", 404),
        ("/stars?place=zz", 422),
    ],
)
def test_a_wrong_address_is_refused_and_breaks_nothing(nobody, world, path, status):
    assert nobody.get(path).status_code == status


def test_who_names_no_place_to_compare_begins_with_their_own(nobody, world):
    page = nobody.get("/powers/compare").content.decode()

    assert "的清单和哪里比" in page
    assert 'href="/powers/compare?place=' in page


def test_six_places_are_no_comparison(nobody, world):
    asked = "&".join(["place=330000000000", f"place={XIHU}"] + [f"place={XIHU}x"] * 4)

    assert nobody.get(f"/powers/compare?{asked}").status_code == 422


def test_a_list_is_taken_away_as_spreadsheet_json_and_pdf(nobody, world):
    sheet = load_workbook(BytesIO(nobody.get(f"/powers/download/xlsx?place={XIHU}").content))
    data = json.loads(nobody.get(f"/powers/download/json?place={XIHU}").content)
    paper = PdfReader(BytesIO(nobody.get(f"/powers/download/pdf?place={XIHU}").content))

    codes = {row[1].value for row in sheet.active.iter_rows(min_row=2)}
    assert codes == {power["code"] for power in data["powers"]}
    assert world.shop.code in codes
    assert "店铺登记" in paper.pages[0].extract_text()


def test_a_guide_tells_machines_what_it_is(nobody, world):
    page = nobody.get(f"/guide/{world.shop.code}").content.decode()

    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    data = json.loads(block.group(1))
    assert data["@type"] == "GovernmentService"
    assert data["identifier"] == world.shop.code
    assert nobody.get(f"/guide/{world.shop.code}/data.ttl").content.startswith(b"@prefix")
    assert json.loads(nobody.get(f"/guide/{world.shop.code}/data.jsonld").content)["@graph"]
    assert nobody.get(f"/guide/{world.shop.code}/data.xml").status_code == 404


def test_site_maps_are_well_formed_and_kept(nobody, world):
    index = ElementTree.fromstring(nobody.get("/sitemap.xml").content)
    answer = nobody.get("/sitemaps/guides-1.xml")

    places = [each.text for each in index.iter(f"{SITEMAP}loc")]
    listed = ElementTree.fromstring(b"".join(answer.streaming_content))
    assert any(place.endswith("/sitemaps/guides-1.xml") for place in places)
    codes = [each.text.rsplit("/", 1)[1] for each in listed.iter(f"{SITEMAP}loc")]
    assert world.shop.code in codes
    again = nobody.get("/sitemaps/guides-1.xml", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert b"Disallow: /my" in nobody.get("/robots.txt").content


def test_a_notice_is_text_and_never_markup(nobody, world):
    notice = catalogue.write_notice(
        region_code=XIHU,
        title=NASTY,
        body=NASTY,
        expires_on=None,
        department_id=None,
        actor=SYSTEM,
        at=timezone.now(),
    )
    catalogue.move_notice(
        notice_id=notice.id,
        state=WindowNoticeState.PUBLISHED,
        actor=SYSTEM,
        at=timezone.now(),
    )

    for path in (f"/windows/{XIHU}", f"/windows/{XIHU}/notices/{notice.id}"):
        page = nobody.get(path).content
        assert b"<script>alert" not in page
        assert b"<img src=x" not in page


def test_a_site_shows_the_name_and_colour_of_its_place(nobody, world):
    catalogue.set_brand(
        region_code=XIHU,
        title="西湖办事",
        slogan="家门口就能办",
        colour="plum",
        emblem_id=None,
        actor=SYSTEM,
        at=timezone.now(),
    )

    page = nobody.get(f"/windows/{XIHU}").content.decode()

    assert "yw-window-plum" in page
    assert "西湖办事" in page
    again = nobody.get(f"/windows/{XIHU}")
    assert nobody.get(f"/windows/{XIHU}", headers={"if-none-match": again["ETag"]}).status_code in {
        200,
        304,
    }


@pytest.mark.parametrize("colour", WindowColour.values)
def test_white_letters_are_legible_on_every_colour_of_a_site(colour):
    ground = re.search(rf"\.yw-window-{colour} {{\s*background: #(\w{{6}});", STYLES.read_text())

    parts = [int(ground.group(1)[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5
