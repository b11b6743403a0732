# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The page of promises and originals, and the desk for objections."""

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.cases.modes import trusting
from tests.factories import World
from tests.workbench.desks import at_desk
from yiwang.cases.enums import CaseMode, CaseState
from yiwang.cases.models import Case, CaseMaterial, PromiseCheck
from yiwang.credit import services as credit
from yiwang.credit.enums import CreditState, RequestKind
from yiwang.credit.models import CreditEvent
from yiwang.workbench.trust import views

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def item(world: World) -> factories.Item:
    return factories.item(world.department, name="小店登记", base=trusting.TRUSTING)


def decided(world: World, item: factories.Item, mode: CaseMode, *keys: str) -> Case:
    return trusting.decided(world, mode, *keys, of=item, at=timezone.now())


def see(client: Client, case: Case, **changed: str):
    sent = {
        "material": str(trusting.material(case).id),
        "result": "match",
        "original": "合同 17 号",
        "place": "1 号窗口",
    }
    return client.post(f"/workbench/cases/{case.id}/trust/original", sent | changed, follow=True)


def test_the_counter_sees_the_originals_and_the_decision_takes_effect(
    world: World, counter: Client, item: factories.Item
):
    case = decided(world, item, CaseMode.TRUST_FIRST)
    page = counter.get(f"/workbench/cases/{case.id}/trust").content.decode()
    assert "决定还没有生效" in page

    answer = see(counter, case)

    assert "原件核验已登记" in answer.content.decode()
    assert "B 级" in answer.content.decode()
    assert "决定还没有生效" not in answer.content.decode()


def test_a_difference_voids_and_what_is_missing_is_said(
    world: World, counter: Client, item: factories.Item
):
    case = decided(world, item, CaseMode.TRUST_FIRST)

    assert "写明哪里不符" in see(counter, case, result="mismatch").content.decode()
    see(counter, case, result="mismatch", difference="租期<script>已满。")
    page = counter.get(f"/workbench/cases/{case.id}/trust").content.decode()

    assert Case.objects.get(pk=case.pk).state == CaseState.VOIDED
    assert "租期&lt;script&gt;已满。" in page


def test_a_promise_is_checked_on_the_page(world: World, handler: Client, item: factories.Item):
    case = decided(world, item, CaseMode.COMMITMENT, "plan")
    here = f"/workbench/cases/{case.id}/trust"
    assert "登记核查" in handler.get(here).content.decode()

    handler.post(
        f"{here}/check",
        {"is_kept": "0", "findings": "没有清洗间。", "order": "设置。", "workdays": "10"},
    )

    assert PromiseCheck.objects.get().state == "correcting"
    assert "登记复查" in handler.get(here).content.decode()
    assert handler.post(f"{here}/nonsense", {}).status_code == 404


def test_other_offices_and_other_posts_find_nothing_to_do(
    world: World, approver: Client, item: factories.Item
):
    case = decided(world, item, CaseMode.COMMITMENT, "plan")
    page = approver.get(f"/workbench/cases/{case.id}/trust").content.decode()
    assert "登记核查" not in page
    assert "登记原件核验" not in page
    assert "不能" in see(approver, case).content.decode() or not CreditEvent.objects.exists()

    stranger = at_desk(world.stranger)
    assert stranger.get(f"/workbench/cases/{case.id}/trust").status_code in {403, 404}


def test_an_objection_is_answered_by_the_approver(
    world: World, approver: Client, handler: Client, item: factories.Item
):
    case = decided(world, item, CaseMode.TRUST_FIRST)
    trusting.mismatch(world, case, at=timezone.now())
    event = CreditEvent.objects.get()
    asked = credit.file_request(
        event_id=event.id,
        kind=RequestKind.OBJECTION,
        words="合同有效。",
        actor=world.actor(world.citizen),
        at=timezone.now(),
    )

    assert "提出异议" in approver.get("/workbench/credit").content.decode()
    assert "答复当事人" not in handler.get(f"/workbench/credit/{asked.id}").content.decode()
    assert "答复当事人" in approver.get(f"/workbench/credit/{asked.id}").content.decode()
    approver.post(
        f"/workbench/credit/{asked.id}/answer", {"verdict": "grant", "answer": "经查属实。"}
    )

    event.refresh_from_db()
    assert event.state == CreditState.STRUCK


def test_hundreds_of_copies_are_shown_page_by_page(
    world: World, counter: Client, item: factories.Item, monkeypatch: pytest.MonkeyPatch
):
    case = decided(world, item, CaseMode.TRUST_FIRST)
    first = trusting.material(case)
    CaseMaterial.objects.create(
        case=case,
        region_code=case.region_code,
        requirement_key=first.requirement_key,
        file_id=factories.stored_file(world.actor(world.citizen), name="第二份.pdf"),
        added_at=timezone.now(),
    )
    monkeypatch.setattr(views, "COPIES_A_PAGE", 1)

    copies = [
        str(each) for each in CaseMaterial.objects.filter(case=case).values_list("pk", flat=True)
    ]
    number = len(copies)
    pages = [
        counter.get(f"/workbench/cases/{case.id}/trust?page={page}").content.decode()
        for page in (*range(1, number + 1), "nonsense", 99)
    ]

    shown = [[one for one in copies if f'id="original-{one}"' in page] for page in pages]
    assert number >= 2
    assert [len(each) for each in shown] == [1] * len(pages)
    assert sorted(one for each in shown[:number] for one in each) == sorted(copies)
    assert shown[number:] == [shown[0], shown[number - 1]]
    assert all(f"，共 {number} 份" in page for page in pages)
