# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Switching a source by two people, and answering requests to correct as the provider."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import World, staff_account
from tests.sharing import world as sources
from tests.workbench.desks import at_desk, words
from yiwang.identity.models import NaturalPerson
from yiwang.ledger.models import Event
from yiwang.organizations.enums import StandardPost
from yiwang.sharing import services
from yiwang.sharing.enums import CorrectionState, SwitchState
from yiwang.sharing.models import CorrectionRequest, DataSource, SourceSwitch

pytestmark = pytest.mark.django_db
PLACE = f"/workbench/sources/{sources.HOUSEHOLD}"


@pytest.fixture
def two(world: World) -> tuple[Client, Client]:
    """Return two who keep the connections to other systems."""
    at = timezone.now()
    accounts = [
        staff_account(world.department, StandardPost.ADMINISTRATOR, at=at) for _each in range(2)
    ]
    return at_desk(accounts[0]), at_desk(accounts[1])


@pytest.fixture
def asked(world: World) -> CorrectionRequest:
    """Ask the department of the world to check something."""
    sources.source()
    services.assign_provider(code=sources.HOUSEHOLD, department_id=world.department.id)
    person = NaturalPerson.objects.get(pk=world.actor(world.citizen).person_id)
    return services.request_correction(
        source_code=sources.HOUSEHOLD,
        subject_id=person.id,
        call_id=None,
        fields=["members"],
        reason="人数不对。",
        department_id=None,
        actor=sources.SYSTEM,
        at=timezone.now(),
    )


def send(client: Client, place: str, **fields):
    return client.post(place, {"idempotency_key": uuid4().hex, **fields}, follow=True)


def test_one_proposes_and_another_lets_it_take_effect(two: tuple[Client, Client]):
    first, second = two
    sources.source()

    send(first, f"{PLACE}/switches", is_on="0", reason="对方系统升级")
    switch = SourceSwitch.objects.get()
    own = send(first, f"{PLACE}/switches/{switch.pk}", answer="agree")
    assert "提出启停的人不能自己复核" in words(own)
    assert DataSource.objects.get().is_on
    send(second, f"{PLACE}/switches/{switch.pk}", answer="agree")

    switch.refresh_from_db()
    assert (switch.state, DataSource.objects.get().is_on) == (SwitchState.DONE, False)
    page = words(second.get(PLACE))
    assert "已停止查询" in page
    assert "对方系统升级" in page
    kinds = ["sharing.switch_proposed", "sharing.switch_decided", "sharing.source_switched"]
    assert [Event.objects.filter(kind=one).count() for one in kinds] == [1, 1, 1]


def test_a_switch_ahead_waits_for_its_moment_and_can_be_taken_back(two: tuple[Client, Client]):
    first, second = two
    sources.source()
    later = timezone.now() + timedelta(days=2)
    for _each in range(2):
        send(
            first,
            f"{PLACE}/switches",
            is_on="0",
            reason="升级",
            effective_at=f"{timezone.localtime(later):%Y-%m-%dT%H:%M}",
        )
    switch = SourceSwitch.objects.get()  # a second one while the first is open is refused
    send(second, f"{PLACE}/switches/{switch.pk}", answer="agree")

    assert services.carry_out_switches(at=timezone.now()) == 0
    send(first, f"{PLACE}/switches/{switch.pk}", answer="withdraw")
    assert services.carry_out_switches(at=later + timedelta(hours=1)) == 0
    assert DataSource.objects.get().is_on
    for effective_at in ("1999-01-01T00:00", "2999-01-01T00:00"):
        refused = send(first, f"{PLACE}/switches", is_on="0", reason="x", effective_at=effective_at)
        assert "生效时间" in words(refused)
    again = send(first, f"{PLACE}/switches", is_on="1", reason="已经启用")
    assert "已经是要改成的状态" in words(again)


def test_uses_and_answer_times_are_shown_without_whom_they_were_about(
    world: World, two: tuple[Client, Client]
):
    person = NaturalPerson.objects.get(pk=world.actor(world.citizen).person_id)
    sources.source()
    sources.knows(person)
    services.ask(
        sources.HOUSEHOLD,
        query=sources.query(person.id, item_code="K0001"),
        actor=sources.SYSTEM,
        at=timezone.now(),
    )

    listed, one = words(two[0].get("/workbench/sources")), words(two[0].get(PLACE))

    assert "毫秒" in listed
    assert "K0001" in one
    assert person.name not in one
    assert two[0].get("/workbench/sources/nowhere").status_code == 404


def test_others_neither_see_nor_switch_sources(counter: Client, handler: Client):
    sources.source()

    assert handler.get("/workbench/sources").status_code == 403
    send(handler, f"{PLACE}/switches", is_on="0", reason="不该")
    assert not SourceSwitch.objects.exists()
    assert counter.get("/workbench/source-corrections").status_code == 403


def test_the_provider_answers_once_and_reading_leaves_a_trace(
    handler: Client, asked: CorrectionRequest, world: World
):
    place = f"/workbench/source-corrections/{asked.pk}"
    name = world.actor(world.citizen).display_name

    listed, page = words(handler.get("/workbench/source-corrections")), words(handler.get(place))
    send(handler, f"{place}/answer", result="corrected", answer=" ")
    send(handler, f"{place}/answer", result="nonsense", answer="写了")
    assert CorrectionRequest.objects.get().state == CorrectionState.WAITING
    send(handler, f"{place}/answer", result="corrected", answer="已改为四人。")
    second = send(handler, f"{place}/answer", result="right", answer="没有错。")

    kept = CorrectionRequest.objects.get()
    assert (kept.result, kept.answer) == ("corrected", "已改为四人。")
    assert "已经答复过了" in words(second)
    assert name not in listed
    assert "户内人数" in page
    assert Event.objects.filter(kind="ledger.personal_data_read").exists()


def test_what_another_body_provides_is_not_ours_to_answer(
    handler: Client, asked: CorrectionRequest
):
    DataSource.objects.update(provider_department_id=None)
    place = f"/workbench/source-corrections/{asked.pk}"

    assert handler.get(place).status_code == 404
    send(handler, f"{place}/answer", result="right", answer="x")
    assert CorrectionRequest.objects.get().state == CorrectionState.WAITING
    assert "没有需要核对的数据" in words(handler.get("/workbench/source-corrections"))


def test_a_late_answer_is_noted_once(asked: CorrectionRequest, handler: Client):
    CorrectionRequest.objects.update(due_on=timezone.localdate() - timedelta(days=1))

    assert services.note_overdue(at=timezone.now()) == 1
    assert services.note_overdue(at=timezone.now()) == 0
    assert Event.objects.filter(kind="sharing.correction_overdue").count() == 1
    assert "已逾期" in words(handler.get("/workbench/source-corrections"))
