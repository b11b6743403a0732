# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A passkey beside an identity card that a clerk has seen makes the highest assurance level."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from tests import factories
from yiwang.foundation.actors import Actor
from yiwang.identity import services as identity
from yiwang.identity.models import Account, AssuranceEvidence, NaturalPerson
from yiwang.organizations.enums import StandardPost


@pytest.fixture
def world(db: None) -> factories.World:
    return factories.world()


@pytest.fixture
def account(world: factories.World) -> Account:
    """Return the account of somebody who has only said who they are."""
    return factories.citizen_account(factories.natural_person(assurance=1))


def has_passkey(account: Account, actor: Actor) -> Authenticator:
    key = Authenticator.objects.create(
        user=account, type=Authenticator.Type.WEBAUTHN, data={"name": "手机"}
    )
    noted(account, actor, "added")
    return key


def noted(account: Account, actor: Actor, change: str) -> None:
    identity.note_factor(
        account_id=account.id, factor="webauthn", change=change, actor=actor, at=timezone.now()
    )


def level(account: Account) -> int:
    return NaturalPerson.objects.get(pk=account.person_id).assurance_level


def seen_at_the_counter(world: Any, account: Account) -> None:
    identity.verify_at_counter(
        person_id=account.person_id,
        is_card_seen=True,
        actor=world.staff_actor(StandardPost.COUNTER),
        at=timezone.now(),
    )


def test_card_and_passkey_together_reach_the_highest_level(world, account):
    seen_at_the_counter(world, account)
    before = level(account)

    has_passkey(account, world.actor(account))

    assert (before, level(account)) == (2, 3)


def test_the_level_falls_when_the_last_passkey_goes(world, account):
    seen_at_the_counter(world, account)
    actor = world.actor(account)
    first, second = has_passkey(account, actor), has_passkey(account, actor)

    first.delete()
    noted(account, actor, "removed")
    with_one = level(account)
    second.delete()
    noted(account, actor, "removed")

    assert (with_one, level(account)) == (3, 2)


def test_a_staff_member_s_passkey_says_nothing_about_a_citizen(world):
    approver = world.staff[StandardPost.APPROVER]

    has_passkey(approver, world.staff_actor(StandardPost.APPROVER))

    assert not AssuranceEvidence.objects.filter(kind="passkey").exists()
