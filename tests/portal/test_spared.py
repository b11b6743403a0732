# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Applying where government has something already: look, prefill, dispute, hand in."""

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.cases.spared import world as spared_world
from tests.factories import Item, World
from tests.portal.conftest import reader
from tests.sharing import world as sources
from yiwang.cases.models import Case, Finding
from yiwang.identity.models import NaturalPerson
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(world: World) -> Item:
    item = spared_world.item(world)
    person = NaturalPerson.objects.get(pk=world.actor(world.citizen).person_id)
    sources.knows(person)
    return item


def looked(world: World, made: Item):
    browser = reader(world.citizen)
    answer = browser.post(f"/apply/{made.version_id}/look", {"next": "2"})
    assert answer.status_code == 302
    return browser


def clerk(world: World) -> Client:
    browser = Client()
    account = world.staff[StandardPost.COUNTER]
    sent = {"login": account.login, "password": factories.PASSWORD}
    assert browser.post("/workbench/signin", sent).status_code == 302
    return browser


def sheet(key: str) -> Finding:
    return Finding.objects.get(requirement_key=key)


def test_the_first_page_says_what_is_asked_why_and_by_which_law(world: World, made: Item):
    text = reader(world.citizen).get(f"/apply/{made.version_id}").content.decode()

    assert "核对户籍，免交户口簿" in text
    assert "户口登记条例" in text
    assert f"/apply/{made.version_id}/look" in text


def test_an_item_without_anything_to_find_begins_as_ever(world: World):
    text = reader(world.citizen).get(f"/apply/{world.shop.version_id}").content.decode()

    assert "/look" not in text
    assert "?step=2" in text


def test_guide_and_application_say_whose_a_material_is_where_it_is_not_the_applicants(world: World):
    made = spared_world.item(world, whose="spouse")
    browser = reader(world.citizen)

    guide = browser.get(f"/guide/{made.code}").content.decode()
    asked = browser.get(f"/apply/{made.version_id}?step=3").content.decode()

    assert (guide.count("配偶的"), asked.count("配偶的")) == (1, 1)
    assert "申请人本人的" not in guide + asked


def test_the_form_is_filled_in_says_where_from_and_locks_what_stands(world: World, made: Item):
    browser = looked(world, made)

    text = browser.get(f"/apply/{made.version_id}?step=2").content.decode()

    assert text.count("取自户籍登记") == 2
    assert "文三路1号" in text
    assert 'name="address.detail"' not in text
    assert 'name="relation"' in text


def test_saving_the_form_keeps_what_stands_whatever_was_posted(world: World, made: Item):
    browser = looked(world, made)

    browser.post(
        f"/apply/{made.version_id}/form",
        {"name": "张小云", "relation": "户主", "address.detail": "别的地方"},
    )
    text = browser.get(f"/apply/{made.version_id}?step=3").content.decode()

    assert "政府已有，不用您交" in text
    assert "公安部门·户籍登记" in text
    assert 'id="material-household"' not in text
    assert 'id="material-lease"' in text


def test_who_disputes_hands_in_ones_own_and_may_take_it_back(world: World, made: Item):
    browser = looked(world, made)
    place = f"/apply/{made.version_id}/findings/{sheet('household').pk}"

    browser.post(f"{place}/dispute", {"reason": "已经迁出", "step": "3"})
    disputed = browser.get(f"/apply/{made.version_id}?step=3").content.decode()
    browser.post(f"{place}/withdraw", {"step": "3"})
    again = browser.get(f"/apply/{made.version_id}?step=3").content.decode()

    assert 'id="material-household"' in disputed
    assert "有异议，待核实" in disputed
    assert 'id="material-household"' not in again


def test_nobody_disputes_what_was_found_for_another(world: World, made: Item):
    looked(world, made)
    place = f"/apply/{made.version_id}/findings/{sheet('household').pk}"

    answer = reader(world.neighbour).post(f"{place}/dispute", {"reason": "不对"})

    assert answer.status_code in {302, 404}
    assert sheet("household").disputed_at is None


def test_the_application_is_handed_in_and_the_case_shows_what_it_rests_on(world: World, made: Item):
    browser = looked(world, made)
    actor = world.actor(world.citizen)
    browser.post(f"/apply/{made.version_id}/form", {"name": "张小云", "relation": "户主"})
    case = spared_world.submit(made, actor, at=timezone.now())

    text = browser.get(f"/my/cases/{case.pk}").content.decode()
    staff = clerk(world).get(f"/workbench/cases/{case.pk}").content.decode()

    assert "政府已有，不用您交" in text
    assert "政府已有的资料（证据单）" in staff
    assert "户主" in staff
    assert Case.objects.get(pk=case.pk).found_count == 3


def test_a_citizen_sees_among_the_reads_which_source_was_asked(world: World, made: Item):
    browser = looked(world, made)

    text = browser.get("/my/reads").content.decode()

    assert "系统代您查询" in text
    assert "户籍登记" in text


def test_the_guide_says_what_need_not_be_handed_in(world: World, made: Item):
    text = reader().get(f"/guide/{made.code}").content.decode()

    assert "最多少交 2 份材料、少填 2 项" in text


def test_staff_see_figures_disputes_and_sources(world: World, made: Item):
    browser = looked(world, made)
    place = f"/apply/{made.version_id}/findings/{sheet('household').pk}"
    browser.post(f"{place}/dispute", {"reason": "已经迁出", "step": "3"})
    actor = world.actor(world.citizen)
    files = {
        key: [factories.stored_file(actor, name=f"{key}.pdf")] for key in ("lease", "household")
    }
    case = spared_world.submit(made, actor, materials=files, at=timezone.now())
    browser = clerk(world)

    overview = browser.get("/workbench/spared").content.decode()
    answer = browser.post(
        f"/workbench/cases/{case.pk}/findings/{sheet('household').pk}/resolve",
        {"resolution": "applicant", "note": "已电话核实", "revision": str(case.revision)},
    )

    assert "已经迁出" in overview
    assert "户籍登记" in overview
    assert answer.status_code == 302
    assert sheet("household").resolution == "applicant"


def test_who_says_what_one_field_should_be_hands_in_nothing_for_it(world: World, made: Item):
    browser = looked(world, made)
    place = f"/apply/{made.version_id}/findings/{sheet('household').pk}/dispute"
    sent = {"reason": "多了一口人", "claim-members": "4", "claim-relation": "  ", "step": "3"}

    nonsense = browser.post(place, sent | {"claim-salary": "1"}, follow=True).content.decode()
    assert sheet("household").disputed_at is None
    browser.post(place, sent)
    text = browser.get(f"/apply/{made.version_id}?step=3").content.decode()
    case = spared_world.submit(made, world.actor(world.citizen), at=timezone.now())
    resolving = f"/workbench/cases/{case.pk}/findings/{sheet('household').pk}"
    staff = clerk(world)
    page = staff.get(f"/workbench/cases/{case.pk}").content.decode()
    decision = {"resolution": "applicant", "note": "已核实", "field": "members"}
    staff.post(f"{resolving}/resolve", decision | {"revision": str(case.revision)})

    assert "没有这一项" in nonsense
    assert "您认为应当是：" in text
    assert 'id="material-household"' not in text
    assert "申请人认为应当是" in page
    assert (sheet("household").resolution, sheet("household").counts) == ("applicant", True)
