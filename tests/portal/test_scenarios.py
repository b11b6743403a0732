# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenario guidance as people meet it: one question a page, a result, and the form filled in."""

from pathlib import Path

import pytest
from django.utils import timezone

from tests.catalogue.scenarios.worlds import base_item_of, publish_scenario
from yiwang.cases.models import Case, Draft
from yiwang.catalogue.evidence_types.indexing import index_materials
from yiwang.catalogue.evidence_types.loading import load_evidence_types
from yiwang.catalogue.scenarios import keeping
from yiwang.foundation.actors import system_actor

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def shop(world, db):
    keeping.forget()
    publish_scenario(base_item_of(world.shop.code))
    return world.shop


def test_the_guide_leads_to_the_questions_only_where_there_are_some(nobody, world, shop):
    assert f"/guide/{shop.code}/scenario" in nobody.get(f"/guide/{shop.code}").content.decode()
    kiosk = nobody.get(f"/guide/{world.kiosk.code}").content.decode()
    assert "/scenario" not in kiosk
    assert nobody.get(f"/guide/{world.kiosk.code}/scenario").status_code == 404


def test_questions_come_one_by_one_and_the_address_keeps_the_answers(nobody, shop):
    first = nobody.get(f"/guide/{shop.code}/scenario").content.decode()
    second = nobody.get(f"/guide/{shop.code}/scenario?place=shop&asked=place").content.decode()

    assert "是店铺还是摊位？" in first
    assert "面积多大？" not in first
    assert 'type="number"' in second
    assert '<input type="hidden" name="place" value="shop">' in second
    assert f'href="/guide/{shop.code}/scenario"' in second


def test_a_result_names_the_handling_item_and_exactly_its_materials(nobody, shop):
    page = nobody.get(f"/guide/{shop.code}/scenario?place=stall").content.decode()

    assert f"{shop.code}02" in page
    assert "店面照片" in page
    assert "场所证明" not in page
    assert f"/apply/{shop.version_id}/scenario?place=stall" in page


def test_a_result_without_an_application_offers_none(nobody, shop):
    page = nobody.get(f"/guide/{shop.code}/scenario?place=home").content.decode()

    assert "在家里不用登记" in page
    assert "/apply/" not in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("asked=place", "请先回答这个问题。"),
        ("place=dog", "请从给出的答案里选一个。"),
        ("place=shop&area=0", "请填写1到900之间的整数。"),
        ("place=shop&area=%00", "请填写1到900之间的整数。"),
        ("place=shop&area=&asked=area", "请填写1到900之间的整数。"),
    ],
)
def test_an_answer_that_is_none_is_asked_for_again(nobody, shop, query, sentence):
    answer = nobody.get(f"/guide/{shop.code}/scenario?{query}")

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_what_nobody_asked_breaks_nothing_and_is_not_shown(nobody, shop):
    answer = nobody.get(f"/guide/{shop.code}/scenario?place=stall&x=<script>alert(1)</script>")

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_the_form_begins_with_the_answers_and_the_case_keeps_the_handling_item(citizen, shop):
    begun = citizen.post(f"/apply/{shop.version_id}/scenario?place=stall")
    draft = Draft.objects.get(version_id=shop.version_id)
    materials = citizen.get(f"/apply/{shop.version_id}?step=3").content.decode()
    citizen.post(f"/apply/{shop.version_id}/submit", {"signed": "yes"})
    case = Case.objects.get(version_id=shop.version_id)

    assert begun.status_code == 302
    assert draft.form_data["kind"] == "stall"
    assert draft.scenario_answers == {"place": "stall"}
    assert "场所证明" not in materials
    assert case.handling_code == f"{shop.code}02"
    assert case.scenario_answers == {"place": "stall"}


def test_who_takes_an_answer_back_in_the_form_is_asked_for_everything(citizen, shop):
    citizen.post(f"/apply/{shop.version_id}/scenario?place=stall")
    citizen.post(
        f"/apply/{shop.version_id}/form",
        {"name": "张小云", "phone": "13800001234", "kind": "shop"},
    )
    answer = citizen.post(f"/apply/{shop.version_id}/submit", {"signed": "yes"})

    assert answer.status_code == 422
    assert "场所证明" in answer.content.decode()
    assert not Case.objects.exists()


def test_unfinished_answers_begin_nothing(citizen, shop):
    answer = citizen.post(f"/apply/{shop.version_id}/scenario?place=shop")

    assert answer["Location"] == f"/guide/{shop.code}/scenario?place=shop"
    assert not Draft.objects.exists()


def test_beginning_asks_for_a_sign_in_and_comes_back(nobody, shop):
    answer = nobody.get(f"/apply/{shop.version_id}/scenario?place=stall")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/signin")
    assert "place" in answer["Location"]


@pytest.fixture
def library(world, db):
    at = timezone.now()
    load_evidence_types(root=DATA, actor=system_actor("load"), at=at)
    index_materials(None, on=timezone.localdate(at))


@pytest.mark.usefixtures("library")
def test_a_kind_of_proof_tells_why_government_has_it(nobody):
    page = nobody.get("/evidence/L0020").content.decode()
    found = nobody.get("/evidence?q=身份证").content.decode()

    assert "居民身份证" in page
    assert "人口库" in page
    assert "/evidence/L0020" in found
    assert nobody.get("/evidence/X9999").status_code == 404
