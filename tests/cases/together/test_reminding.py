# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The clock asks again whoever has not answered or signed, and nobody else."""

from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings

from tests.cases import world as worlds
from tests.cases.together import couples
from tests.factories import World
from yiwang.cases.models import CoApplicant
from yiwang.cases.services import sweeps, together
from yiwang.cases.together import reminding
from yiwang.ledger import selectors as ledger
from yiwang.ledger import services as ledger_services
from yiwang.notifications import planning
from yiwang.notifications.models import Dispatch, Message

pytestmark = pytest.mark.django_db


def swept(at: datetime) -> int:
    return sweeps.SWEEPS["remind_co_applicants"].run("remind", at=at)


def before_the_end(one: CoApplicant, days: int, *, hour: int = 10) -> datetime:
    last = one.expires_on - timedelta(days=days)
    return worlds.at(last.month, last.day, year=last.year, hour=hour)


def reminded(one: CoApplicant) -> list[str]:
    told = ledger.timeline("co_applicant", one.pk, kinds=[reminding.KIND])
    return [str(each.actor.get("system_name") or each.actor.get("kind")) for each in told]


def test_three_days_and_one_day_before_the_end_and_once_each(world: World):
    one = couples.invited(world, couples.begun(world, couples.item_for_two(world)))

    days = (10, 4, 3, 2, 1, 0)
    assert [swept(before_the_end(one, day)) for day in days] == [0, 0, 1, 0, 1, 0]
    assert swept(before_the_end(one, 1, hour=18)) == 0
    assert len(reminded(one)) == 2
    ledger_services.settle()
    kinds = Message.objects.filter(recipient_id=worlds.neighbour(world).person_id)
    assert list(kinds.values_list("kind", flat=True)).count("together_reminded") == 2


def test_whoever_was_asked_by_hand_today_is_left_alone(world: World):
    one = couples.invited(world, couples.begun(world, couples.item_for_two(world)))
    morning = before_the_end(one, 3, hour=8)
    together.remind(co_applicant_id=one.pk, actor=worlds.citizen(world), at=morning)

    assert swept(morning + timedelta(hours=8)) == 0


def test_who_signed_or_left_is_not_asked_and_the_clock_can_be_stopped(
    world: World, settings: LazySettings
):
    draft = couples.begun(world, couples.item_for_two(world))
    one = couples.joined(world, draft)
    settings.TOGETHER_REMINDER_DAYS = 0
    assert swept(before_the_end(one, 1)) == 0
    settings.TOGETHER_REMINDER_DAYS = 7
    assert swept(before_the_end(one, 7)) == 1
    couples.signed(world, one)

    assert swept(before_the_end(one, 1)) == 0
    assert len(reminded(one)) == 1


def test_the_word_outside_the_site_waits_for_the_morning(world: World):
    one = couples.invited(world, couples.begun(world, couples.item_for_two(world)))
    EmailAddress.objects.create(
        user=world.neighbour, email="ling@example.org", verified=True, primary=True
    )
    night = before_the_end(one, 3, hour=23)
    assert swept(night) == 1
    ledger_services.settle()
    Message.objects.filter(kind="together_reminded").update(created_at=night)

    planning.plan(at=night)

    waits = Dispatch.objects.filter(kind="together_reminded").exclude(way="in_site")
    assert all(each.next_at == night + timedelta(hours=9) for each in waits)
    assert waits.exists()
