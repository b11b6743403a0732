# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Dead links and other names of outside services, on the page and by program."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import SYSTEM, World, staff_account
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from tests.workbench.desks import at_desk, words
from yiwang.catalogue import services
from yiwang.catalogue.enums import OutsideState
from yiwang.catalogue.models import OutsideService, OutsideTask, Topic
from yiwang.catalogue.zones import checking
from yiwang.identity.models import Account
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db
PAGE, API = "/workbench/outside", "/staff/outside-services"


@pytest.fixture
def account(world: World) -> Account:
    return staff_account(world.department, rights=[Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH])


@pytest.fixture
def dead(world: World) -> OutsideService:
    topic = Topic.objects.order_by("code").first() or Topic.objects.create(
        code="housing", name="住房", position=1
    )
    entry = services.NewEntry(
        region_code=world.department.division_id,
        topic=topic.code,
        institution="bank",
        owner_name="示范银行",
        title="公积金贷款预约",
        summary="",
        url="https://bank.example.com/loan",
    )
    at = timezone.now()
    made = services.propose_outside(
        entry=entry, actor=SYSTEM, at=at, department_id=world.department.id
    )
    services.judge_outside(
        outside_id=made.id, state=OutsideState.APPROVED, reason="", actor=SYSTEM, at=at
    )
    for _time in range(checking.DEAD_AFTER):
        checking.record(outside_id=made.id, found="http_404", at=at)
    return made


def test_editors_find_the_dead_link_and_mark_the_message_as_read(
    account: Account, dead: OutsideService
) -> None:
    client = at_desk(account)
    before = client.get(PAGE)
    sent = {"task": [str(dead.id), "no-id"], "idempotency_key": uuid4().hex}
    client.post(f"{PAGE}/tasks/seen", sent)

    assert before.status_code == 200
    assert "待处理的失效网址" in words(before)
    assert "网站回答了错误（HTTP 404）" in words(before)
    assert "未读" in words(before)
    assert "已读" in words(client.get(PAGE))
    assert OutsideTask.objects.get().seen_by_id == account.staff_id


def test_programs_read_tasks_and_mark_them(account: Account, dead: OutsideService) -> None:
    caller = Caller(token_of(account))

    (task,) = done(caller.get(f"{API}/tasks"))["items"]
    done(caller.post(f"{API}/tasks/seen", {"outside_ids": [str(dead.id)]}))
    (seen,) = done(caller.get(f"{API}/tasks"))["items"]
    wrong = caller.post(f"{API}/tasks/seen", {"outside_ids": ["x"]})

    assert (task["outside_id"], task["found"], task["seen_at"]) == (str(dead.id), "http_404", None)
    assert seen["seen_at"]
    assert wrong.status_code == 422


def test_other_names_are_kept_on_the_page_and_by_program(
    account: Account, dead: OutsideService
) -> None:
    client, caller = at_desk(account), Caller(token_of(account))
    client.post(f"{PAGE}/{dead.id}/names", {"also_called": "约号", "idempotency_key": uuid4().hex})
    assert "也叫：约号" in words(client.get(PAGE))

    done(caller.put(f"{API}/{dead.id}/names", {"also_called": "房贷约号，约号"}))
    refused = caller.put(f"{API}/{dead.id}/names", {"also_called": "约"})
    nobody = caller.put(f"{API}/{uuid4()}/names", {"also_called": "约号"})

    (entry,) = done(caller.get(API))["items"]
    assert entry["also_called"] == "房贷约号、约号"
    assert code_of(refused) == "catalogue.outside_invalid"
    assert code_of(nobody) == "catalogue.outside_not_found"


def test_whoever_keeps_no_catalogue_sees_no_dead_links(
    counter: Client, dead: OutsideService
) -> None:
    assert counter.get(PAGE).status_code in (403, 404)
    assert counter.post(f"{PAGE}/tasks/seen", {"task": str(dead.id)}).status_code in (403, 404)
    assert OutsideTask.objects.get().seen_at is None
