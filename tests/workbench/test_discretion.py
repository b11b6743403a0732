# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Benchmarks of discretion at the desks: kept by two, chosen by one, agreed to by the leader."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests import discretion as benchmarks
from tests.factories import World, staff_account
from tests.organizations.factories import ZHEJIANG, DepartmentFactory
from tests.workbench.desks import APPROVER, HANDLER, act, again, at_desk, examined, words
from yiwang.cases.models import Case, DiscretionChoice
from yiwang.catalogue.models import DiscretionBenchmark, ImplementationVersion
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Post

pytestmark = pytest.mark.django_db
WITHIN = {"tier": "usual", "facts": "没有不良记录。", "outcome-term": "3", "outcome-conditions": ""}
OUTSIDE = WITHIN | {"outcome-term": "4", "reason": "场所租期为四年。"}


@pytest.fixture
def handler(world: World) -> Client:
    return at_desk(staff_account(world.department, HANDLER))


@pytest.fixture
def leader(world: World) -> Client:
    return at_desk(staff_account(world.department, APPROVER))


def measured(world: World) -> Case:
    """Return a case that waits for its decision, of an item with a benchmark."""
    case = examined(world)
    benchmarks.published(case.version_id, at=timezone.now())
    return again(case)


def choose(client: Client, case: Case, fields: dict[str, str], **more: Any) -> Any:
    sent = {"idempotency_key": uuid4().hex, "revision": "0", **fields, **more}
    return client.post(f"/workbench/cases/{case.id}/discretion", sent)


def test_the_page_of_a_case_leads_to_its_tiers(world: World, handler: Client):
    case = measured(world)

    page = words(handler.get(f"/workbench/cases/{case.id}"))
    tiers = words(handler.get(f"/workbench/cases/{case.id}/discretion"))

    assert f"/workbench/cases/{case.id}/discretion" in page
    assert "摊位登记裁量权基准" in page
    for told in ("条件全部符合，没有不良记录。", "2年以上3年以下", "主动整改的。", "法定幅度"):
        assert told in tiers


def test_an_item_without_a_benchmark_keeps_its_text_fields(world: World, leader: Client):
    case = examined(world)

    page = words(leader.get(f"/workbench/cases/{case.id}"))

    assert 'id="decide-discretion"' in page
    assert 'id="discretion"' not in page


def test_a_grant_waits_for_the_tier_and_then_goes_through(
    world: World, handler: Client, leader: Client
):
    case = measured(world)
    page = words(leader.get(f"/workbench/cases/{case.id}"))
    assert 'id="decide-discretion"' not in page
    early = act(leader, case, "decide", outcome="granted")
    assert early.status_code == 409
    assert "请先为这个办件选裁量阶次" in words(early)

    assert choose(handler, case, WITHIN).status_code == 302
    case = again(case)

    assert act(leader, case, "decide", outcome="granted").status_code == 302
    page = words(leader.get(f"/workbench/cases/{case.id}"))
    for told in ("没有不良记录。", "有效期：3年", "在幅度以内"):
        assert told in page


def test_what_leaves_the_span_waits_for_the_leader(world: World, handler: Client, leader: Client):
    case = measured(world)
    bare = choose(handler, case, OUTSIDE | {"reason": ""})
    assert bare.status_code == 422
    assert "超出这个阶次的幅度" in words(bare)
    assert 'value="4"' in words(bare)

    choose(handler, case, OUTSIDE)
    address = f"/workbench/cases/{case.id}/discretion"
    assert "同意超出幅度" not in words(handler.get(address))
    assert "同意超出幅度" in words(leader.get(address))
    sent = {"answer": "given", "words": "同意。", "revision": "1", "idempotency_key": uuid4().hex}
    for _click in range(2):
        assert leader.post(f"{address}/consent", sent).status_code == 302

    assert DiscretionChoice.objects.get(case=case).consent == "given"
    assert act(leader, again(case), "decide", outcome="granted").status_code == 302


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"tier": "nowhere"},
        {"outcome-term": "三年"},
        {"outcome-term": "9" * 400},
        {"outcome-fine": "3"},
        {"facts": "\x00"},
        {"facts": "x" * 5000},
        {"revision": "8"},
    ],
)
def test_what_cannot_be_right_is_refused_with_a_sentence(
    world: World, handler: Client, fields: dict[str, str]
):
    case = measured(world)

    answer = choose(handler, case, (WITHIN | fields) if fields else {})

    assert 400 <= answer.status_code < 500
    assert not DiscretionChoice.objects.exists()


def test_two_who_choose_at_once_notice_each_other(world: World, handler: Client):
    case = measured(world)
    choose(handler, case, WITHIN)

    answer = choose(handler, case, WITHIN | {"facts": "另一个说法。"})

    assert answer.status_code == 409
    assert "别人已经选过" in words(answer)


def test_a_case_of_another_department_does_not_answer(world: World):
    case = measured(world)
    stranger = at_desk(staff_account(world.other_department, HANDLER))

    assert stranger.get(f"/workbench/cases/{case.id}/discretion").status_code == 404
    assert choose(stranger, case, WITHIN).status_code in {403, 404}


def test_figures_tell_what_was_decided(world: World, handler: Client, leader: Client):
    case = measured(world)
    choose(handler, case, WITHIN)
    act(leader, again(case), "decide", outcome="granted")

    page = words(leader.get("/workbench/benchmarks/figures"))
    later = (timezone.localdate() + timedelta(days=1)).isoformat()

    assert "共 1 件按基准决定，其中 0 件超出幅度。" in page
    assert "还没有数字" in words(leader.get(f"/workbench/benchmarks/figures?from={later}"))
    assert leader.get("/workbench/benchmarks/figures?from=soon&to=0").status_code == 200


def test_figures_cost_the_same_however_many_departments(
    world: World, handler: Client, leader: Client, django_assert_max_num_queries: Any
):
    case = measured(world)
    choose(handler, case, WITHIN)
    act(leader, again(case), "decide", outcome="granted")
    leader.get("/workbench/benchmarks/figures")

    with django_assert_max_num_queries(14):
        leader.get("/workbench/benchmarks/figures")


# ── keeping them


def province(*rights: Right) -> Client:
    account = staff_account(DepartmentFactory(of=ZHEJIANG), rights=rights)
    Post.objects.filter(department__division_id=ZHEJIANG).update(covers_subtree=True)
    return at_desk(account)


def base_item(world: World) -> Any:
    version = ImplementationVersion.objects.select_related("implementation__base_item")
    return version.get(pk=world.shop.version_id).implementation.base_item


def form(**changes: str) -> dict[str, str]:
    """Return the editor's form with one measure and one tier."""
    return {
        "revision": "0",
        "name": "摊位登记裁量权基准",
        "law": "行政许可法",
        "article": "第三十四条",
        "effective_from": timezone.localdate().isoformat(),
        "measures.0.key": "term",
        "measures.0.name": "有效期",
        "measures.0.kind": "term",
        "measures.0.unit": "年",
        "tiers.0.name": "一般",
        "tiers.0.circumstances": "条件全部符合。",
        "tiers.0.spans.term.least": "2",
        "tiers.0.spans.term.most": "3",
        "mitigating": "主动整改的。\n\n主动报告的。",
        "lets_lower": "1",
    } | changes


def test_one_writes_it_and_another_publishes_it(world: World):
    benchmarks.keep_law()
    item = base_item(world)
    address = f"/workbench/benchmarks/{item.id}"
    editor = province(Right.CATALOGUE_EDIT)
    publisher = province(Right.CATALOGUE_PUBLISH)
    assert item.local_code in words(editor.get("/workbench/benchmarks"))

    assert editor.post(address, form(save="1")).status_code == 302
    draft = DiscretionBenchmark.objects.get()
    assert draft.content["mitigating"] == ["主动整改的。", "主动报告的。"]
    page = words(publisher.get(address))
    assert "没有发现问题，可以发布。" in page
    sent = {"revision": draft.revision, "idempotency_key": uuid4().hex}
    publisher.post(f"{address}/do/publish", sent)

    draft.refresh_from_db()
    assert draft.state == "published"
    publisher.post(f"{address}/do/withdraw", {"reason": "法律修改。", "idempotency_key": "w1"})
    draft.refresh_from_db()
    assert draft.state == "withdrawn"


def test_buttons_add_and_drop_rows_without_storing(world: World):
    editor = province(Right.CATALOGUE_EDIT)
    address = f"/workbench/benchmarks/{base_item(world).id}"

    more = words(editor.post(address, form(edit="add:tiers")))
    fewer = words(editor.post(address, form(edit="drop:tiers.0")))
    odd = editor.post(address, form(edit="drop:tiers.99"))

    assert 'id="tier-1-name"' in more
    assert 'id="tier-0-name"' not in fewer
    assert odd.status_code == 200
    assert not DiscretionBenchmark.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"effective_from": "soon"},
        {"name": ""},
        {"tiers.0.spans.term.least": "-3"},
        {"measures.0.kind": "colour"},
        {"tiers.0.circumstances": "\x00"},
        {"name": "x" * 400},
    ],
)
def test_a_form_that_is_wrong_is_told_so(world: World, changes: dict[str, str]):
    editor = province(Right.CATALOGUE_EDIT)

    answer = editor.post(f"/workbench/benchmarks/{base_item(world).id}", form(**changes))

    assert answer.status_code == 422
    assert not DiscretionBenchmark.objects.exists()


def test_a_department_starts_from_the_upper_one(world: World):
    made = benchmarks.published(world.shop.version_id, at=timezone.now())
    own = ImplementationVersion.objects.get(pk=world.shop.version_id).implementation
    editor = at_desk(staff_account(world.department, rights=[Right.CATALOGUE_EDIT]))
    address = f"/workbench/benchmarks/{made.base_item_id}/lists/{own.id}"

    assert address in words(editor.get("/workbench/benchmarks"))
    page = words(editor.get(address))

    assert "在上级幅度以内制定" in page
    assert '<option value="usual" selected>' in page
    stranger = at_desk(staff_account(world.other_department, rights=[Right.CATALOGUE_EDIT]))
    assert stranger.get(address).status_code == 403
