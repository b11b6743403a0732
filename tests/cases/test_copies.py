# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who filed a case for a firm gets copies of what the firm is told, if they want them."""

import pytest

from tests.cases.world import MONDAY, application, citizen, made
from tests.factories import World
from yiwang.cases.models import Case
from yiwang.cases.services import submission
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import LegalPersonHandler
from yiwang.ledger import services as ledger
from yiwang.notifications import selectors as notifications
from yiwang.notifications import services
from yiwang.notifications.models import Dispatch, Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return made()


def for_the_firm(world: World) -> Actor:
    return identity.actor_for_account(world.citizen.pk, acting_for=world.firm.id)


def wants_copies(world: World, *, is_wanted: bool = True) -> None:
    wishes = services.preferring.Wishes(gets_copies=is_wanted)
    services.preferring.keep(wishes=wishes, actor=citizen(world), at=MONDAY)


def filed(world: World, actor: Actor) -> Case:
    case = submission.submit_case(application=application(world, actor), actor=actor, at=MONDAY)
    ledger.settle()
    services.planning.plan(at=MONDAY)
    services.planning.plan(at=MONDAY)
    return case


def own_inbox(world: World) -> list[bool]:
    return [one.is_copy for one in notifications.inbox(citizen(world)).rows]


def test_a_copy_comes_once_to_the_own_inbox_and_stands_in_the_history(world: World):
    wants_copies(world)

    case = filed(world, for_the_firm(world))
    Message.objects.update(planned_at=None)
    services.planning.plan(at=MONDAY)

    assert own_inbox(world) == [True]
    assert [one.is_copy for one in notifications.inbox(for_the_firm(world)).rows] == [False]
    shown = notifications.sent_about(case.pk).rows
    assert sorted(one.is_copy for one in shown if one.way == "in_site") == [False, True]


def test_nobody_gets_a_copy_who_did_not_ask(world: World):
    filed(world, for_the_firm(world))
    wants_copies(world, is_wanted=False)
    filed(world, for_the_firm(world))

    assert own_inbox(world) == []


def test_who_may_no_longer_act_for_the_firm_gets_none(world: World):
    wants_copies(world)
    actor = for_the_firm(world)
    LegalPersonHandler.objects.filter(legal_person_id=world.firm.id).delete()

    filed(world, actor)

    assert own_inbox(world) == []
    assert not Dispatch.objects.filter(is_copy=True).exists()


def test_ones_own_case_is_told_once(world: World):
    wants_copies(world)

    filed(world, citizen(world))

    assert own_inbox(world) == [False]
