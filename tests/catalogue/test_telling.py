# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Editors who have a work mail are told of dead links and of what the comparison found."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.factories import World
from yiwang.catalogue import telling
from yiwang.catalogue.enums import FindingState
from yiwang.catalogue.models import BaseItem, Finding, OutsideService, Topic
from yiwang.catalogue.zone_events import OutsideTaskOpened
from yiwang.foundation.actors import system_actor
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import services as ledger
from yiwang.notifications.models import Message
from yiwang.notifications.services import staff_contacts
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return factories.world()


@pytest.fixture(autouse=True)
def _uncounted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff_contacts.throttle, "count_code", lambda **_counted: None)


def editor(world: World, address: str = "", *rights: Right):
    department = world.department
    account = factories.staff_account(department, rights=rights or [Right.CATALOGUE_EDIT])
    actor = world.actor(account)
    if address:
        at = timezone.now()
        issued = staff_contacts.begin(address=address, ip="203.0.113.9", actor=actor, at=at)
        staff_contacts.confirm(code=issued.code, actor=actor, at=at)
    return actor


def finding(world: World, **changed):
    return Finding.objects.create(
        rule="name-duplicate",
        severity=1,
        subject_kind="base",
        subject_id=new_id(),
        base_item=BaseItem.objects.order_by("pk").first(),
        department=world.department,
        region_code=world.department.division_id,
        evidence={},
        evidence_sha256="0" * 64,
        **{"found_at": timezone.now(), "due_on": timezone.localdate(), **changed},
    )


def opened(world: World, outside_id, *, at) -> None:
    fact = OutsideTaskOpened(
        outside_id=outside_id,
        department_id=world.department.pk,
        due_on=timezone.localdate(at),
        reopened=0,
    )
    ledger.append(fact, actor=system_actor("tests"), at=at)
    ledger.settle()


def outside(world: World) -> OutsideService:
    return OutsideService.objects.create(
        region_code=world.department.division_id,
        department=world.department,
        topic=Topic.objects.first()
        or Topic.objects.create(code="housing", name="住房", position=1),
        institution="bank",
        owner_name="某银行",
        title="贷款预约",
        url="https://bank.example.com/loan",
        proposed_at=timezone.now(),
    )


def test_editors_with_a_work_mail_are_told_of_a_dead_link(world):
    told = editor(world, "one@bureau.example")
    publisher = editor(world, "two@bureau.example", Right.CATALOGUE_PUBLISH)
    editor(world)  # has no address
    editor(world, "three@bureau.example", Right.CASES_READ)  # edits nothing

    opened(world, outside(world).pk, at=timezone.now())

    messages = Message.objects.filter(kind="staff_link_dead")
    assert {one.recipient_id for one in messages} == {told.staff_id, publisher.staff_id}
    assert {one.params["title"] for one in messages} == {"贷款预约"}


def test_an_entry_that_is_gone_tells_nobody(world):
    editor(world, "one@bureau.example")

    opened(world, new_id(), at=timezone.now())

    assert not Message.objects.exists()


def test_editors_are_told_once_a_day_how_many_findings_are_new(world):
    told, at = editor(world, "one@bureau.example"), timezone.now()
    editor(world, "two@bureau.example", Right.CATALOGUE_PUBLISH)
    today = timezone.localdate(at)
    finding(world, found_at=at, due_on=today + timedelta(days=9))
    finding(world, found_at=at - timedelta(hours=3), due_on=today + timedelta(days=4))
    finding(world, found_at=at - timedelta(days=2))
    finding(world, state=FindingState.CLEARED, cleared_at=at)

    assert telling.tell_of_findings(at=at) == 1
    assert telling.tell_of_findings(at=at) == 0

    (message,) = Message.objects.filter(kind="staff_findings")
    assert message.recipient_id == told.staff_id
    assert message.params["count"] == "2"
    assert message.params["due_on"] == (today + timedelta(days=4)).isoformat()


def test_nothing_new_tells_nobody(world):
    assert telling.tell_of_findings(at=timezone.now()) == 0
    editor(world, "one@bureau.example")

    with CaptureQueriesContext(connection) as seen:
        assert telling.tell_of_findings(at=timezone.now()) == 0

    assert len(seen) == 3
