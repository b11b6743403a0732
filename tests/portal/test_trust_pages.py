# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Choosing a way of handling, handing in what was to follow, and one's own records."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.cases.modes import trusting
from tests.documents import makers
from tests.factories import FORM_DATA, World
from yiwang.cases.enums import CaseMode
from yiwang.cases.models import Case, DeferredMaterial
from yiwang.cases.services import intake
from yiwang.credit import services as credit
from yiwang.credit.enums import CreditKind
from yiwang.credit.models import CreditEvent, CreditRequest
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def item(world: World) -> factories.Item:
    return factories.item(world.department, name="小店登记", base=trusting.TRUSTING)


def upload(client: Client, version_id, key: str) -> None:
    file = SimpleUploadedFile(f"{key}.pdf", makers.pdf(), "application/pdf")
    answer = client.post(f"/apply/{version_id}/materials/{key}", {"file": file})
    assert answer.status_code == 302


def begun(client: Client, item: factories.Item, *keys: str) -> str:
    """Fill in the form and hand in these materials; return the address."""
    here = f"/apply/{item.version_id}"
    assert client.post(f"{here}/form", FORM_DATA).status_code == 302
    for key in keys:
        upload(client, item.version_id, key)
    return here


def choose(client: Client, here: str, mode: str, *keys: str) -> None:
    client.post(f"{here}/mode", {"mode": mode, f"about-{mode}": list(keys)})


def hand_in(client: Client, here: str, **changed: str):
    page = client.get(f"{here}?step=4").content.decode()
    found = re.search(r'name="text_sha256" value="([0-9a-f]{64})"', page)
    sent = {"signed": "yes", "text_sha256": found[1] if found else ""} | changed
    return client.post(f"{here}/submit", sent)


def test_the_ways_are_offered_with_what_they_mean(citizen: Client, item: factories.Item):
    here = begun(citizen, item, "lease", "plan")

    page = citizen.get(f"{here}?step=3").content.decode()

    assert all(str(mode.label) in page for mode in CaseMode)
    assert "后补“健康证明”" in page
    assert "以承诺代替“平面图”" in page


def test_an_ordinary_item_asks_nobody_to_choose(citizen: Client, world: World):
    citizen.post(f"/apply/{world.shop.version_id}/form", FORM_DATA)

    assert (
        'id="modes"' not in citizen.get(f"/apply/{world.shop.version_id}?step=3").content.decode()
    )


def test_a_deferral_is_chosen_read_signed_and_handed_in(citizen: Client, item: factories.Item):
    here = begun(citizen, item, "lease", "plan")
    choose(citizen, here, "deferral", "health")

    assert "本申请人承诺在期限内补交" in citizen.get(f"{here}?step=4").content.decode()
    answer = hand_in(citizen, here)

    case = Case.objects.get()
    assert answer.url == f"/my/cases/{case.id}/receipt"
    assert case.mode == CaseMode.DEFERRAL
    assert "健康证明" in case.mode_choice.text


def test_other_words_than_the_page_showed_are_not_signed(citizen: Client, item: factories.Item):
    here = begun(citizen, item, "lease", "plan")
    choose(citizen, here, "deferral", "health")

    answer = hand_in(citizen, here, text_sha256="0" * 64)

    assert answer.status_code == 409
    assert "承诺内容已有变化" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_missing_deferrable_material_is_said_with_the_way_out(
    citizen: Client, item: factories.Item
):
    here = begun(citizen, item, "lease", "plan")

    answer = hand_in(citizen, here)

    assert answer.status_code == 422
    assert "也可以选择“容缺受理”后补" in answer.content.decode()


def test_a_way_that_is_not_offered_is_not_kept(citizen: Client, world: World):
    here = f"/apply/{world.shop.version_id}"
    citizen.post(f"{here}/form", FORM_DATA)
    answer = citizen.post(f"{here}/mode", {"mode": "trust_first"}, follow=True)

    assert "没有这种办理方式" in answer.content.decode()


def deferred_case(world: World, client: Client, item: factories.Item) -> Case:
    here = begun(client, item, "lease", "plan")
    choose(client, here, "deferral", "health")
    hand_in(client, here)
    case = Case.objects.get()
    intake.accept_case(
        case_id=case.id, actor=world.staff_actor(StandardPost.COUNTER), at=timezone.now()
    )
    return case


def test_what_was_to_follow_is_handed_in_on_the_page_of_the_case(
    world: World, citizen: Client, neighbour: Client, item: factories.Item
):
    case = deferred_case(world, citizen, item)
    here = f"/my/cases/{case.id}/trust"
    assert "要补交的材料" in citizen.get(here).content.decode()
    assert neighbour.get(here).status_code == 404

    def send(client: Client):
        file = SimpleUploadedFile("health.pdf", makers.pdf(), "application/pdf")
        return client.post(f"/my/cases/{case.id}/deferred/health", {"file": file}, follow=True)

    assert send(neighbour).status_code == 404
    assert "材料已补交" in send(citizen).content.decode()
    assert DeferredMaterial.objects.get().handed_in_at is not None
    assert "没有待补交" in send(citizen).content.decode() or send(citizen).status_code == 404


def record(world: World) -> CreditEvent:
    actor = world.actor(world.citizen)
    finding = credit.Finding(
        kind=CreditKind.PROMISE_BROKEN,
        person_id=actor.applicant_id,
        person_name=actor.display_name,
        case_id=factories.submitted_case(world).id,
        case_number="330106-1",
        item_name="小店登记",
        department_id=world.department.id,
        region_code=world.department.division_id,
        text="核查发现<b>没有</b>清洗间。",
        found_by_id=None,
    )
    return credit.write_event(finding=finding, actor=factories.SYSTEM, at=timezone.now())


def test_one_reads_ones_own_records_and_objects(world: World, citizen: Client, neighbour: Client):
    event = record(world)

    page = citizen.get("/my/credit").content.decode()
    assert "核查发现&lt;b&gt;没有" in page
    assert "没有失信记录" in neighbour.get("/my/credit").content.decode()
    assert neighbour.post(f"/my/credit/{event.id}/objection", {"words": "不对"}).status_code == 404
    citizen.post(f"/my/credit/{event.id}/objection", {"words": "已经设置。"})
    again = citizen.post(f"/my/credit/{event.id}/objection", {"words": "再说一次。"}, follow=True)

    assert CreditRequest.objects.get().words == "已经设置。"
    assert "正在处理" in again.content.decode()
    assert citizen.post(f"/my/credit/{event.id}/other", {}).status_code == 404
