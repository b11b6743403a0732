# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Lost factors are replaced on proof of the level at which somebody was enrolled."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.test import Client

from tests import factories
from tests.factories import PASSWORD
from yiwang.foundation.errors import DomainError
from yiwang.identity import selectors, services
from yiwang.identity.enums import Evidence, Verdict
from yiwang.identity.errors import NotYours
from yiwang.identity.models import Account, AssuranceEvidence, NaturalPerson
from yiwang.identity.services import real_names
from yiwang.identity.sources.base import PersonAnswer
from yiwang.ledger import selectors as ledger
from yiwang.ledger import services as ledger_services
from yiwang.notifications.models import Message
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield factories.world(at=AT - timedelta(hours=1))
        transaction.set_rollback(True)
    factories.forget_everything()


@pytest.fixture
def clerk(world):
    return selectors.actor_for_account(world.staff[StandardPost.COUNTER].id, at=AT)


@pytest.fixture
def owner(world) -> Account:
    """Return the account of somebody who has an app, recovery codes and an open session."""
    TOTP.activate(world.citizen, SECRET)
    services.renew_recovery_codes(world.citizen)
    return world.citizen


def enrolled_at(person: NaturalPerson, level: int) -> None:
    NaturalPerson.objects.filter(pk=person.pk).update(assurance_level=level)


def test_who_stands_at_the_counter_with_the_card_gets_rid_of_lost_factors(world, clerk, owner):
    enrolled_at(owner.person, 2)

    services.replace_lost_factors(person_id=owner.person_id, is_card_seen=True, actor=clerk, at=AT)

    assert not Authenticator.objects.filter(user=owner).exists()
    removed = [
        event.payload["factor"]
        for event in ledger.events_about("account", owner.id)
        if event.kind == "identity.factor_changed"
    ]
    assert removed[-2:] == ["recovery_codes", "totp"]
    client = Client()
    answer = client.post("/signin", {"login": owner.login, "password": PASSWORD})
    assert answer.headers["Location"] == "/my", "the password alone signs in again"


def test_without_the_card_nothing_is_taken_away(clerk, owner):
    with pytest.raises(DomainError) as refusal:
        services.replace_lost_factors(
            person_id=owner.person_id, is_card_seen=False, actor=clerk, at=AT
        )

    assert refusal.value.code == "identity.card_not_seen"
    assert Authenticator.objects.filter(user=owner).count() == 2


def test_a_citizen_or_another_department_cannot_do_it(world, owner):
    neighbour = selectors.actor_for_account(world.neighbour.id, at=AT)

    with pytest.raises(DomainError) as refusal:
        services.replace_lost_factors(
            person_id=owner.person_id, is_card_seen=True, actor=neighbour, at=AT
        )

    assert refusal.value.code == "identity.person_not_found"
    assert Authenticator.objects.filter(user=owner).count() == 2


def test_level_three_is_asked_of_the_register_anew(clerk, owner, monkeypatch):
    enrolled_at(owner.person, 3)
    asked = []

    def ask(claim):
        asked.append(claim.name)
        return PersonAnswer(Verdict.AGREES, "R-1")

    monkeypatch.setattr(real_names, "ask", ask)

    services.replace_lost_factors(person_id=owner.person_id, is_card_seen=True, actor=clerk, at=AT)

    assert asked == [owner.person.name]
    kinds = AssuranceEvidence.objects.filter(person=owner.person, seen_at=AT)
    assert set(kinds.values_list("kind", flat=True)) == {
        Evidence.COUNTER_CARD,
        Evidence.POPULATION_CHECK,
    }
    assert not Authenticator.objects.filter(user=owner).exists()


def test_a_register_that_does_not_agree_leaves_everything_as_it_was(clerk, owner, monkeypatch):
    enrolled_at(owner.person, 3)

    def ask(_claim):
        raise real_names.NameDiffers

    monkeypatch.setattr(real_names, "ask", ask)

    with pytest.raises(real_names.NameDiffers):
        services.replace_lost_factors(
            person_id=owner.person_id, is_card_seen=True, actor=clerk, at=AT
        )
    assert Authenticator.objects.filter(user=owner).count() == 2


def test_a_clerk_does_not_do_it_for_themselves(clerk, owner):
    own = replace(clerk, person_id=owner.person_id)

    with pytest.raises(NotYours):
        services.replace_lost_factors(
            person_id=owner.person_id, is_card_seen=True, actor=own, at=AT
        )

    assert Authenticator.objects.filter(user=owner).count() == 2


def test_whose_factors_were_taken_away_is_told(clerk, owner):
    enrolled_at(owner.person, 2)

    services.replace_lost_factors(person_id=owner.person_id, is_card_seen=True, actor=clerk, at=AT)
    ledger_services.sequence_batch()
    ledger_services.run_subscription_once("notifications.own_data")

    told = Message.objects.filter(recipient_id=owner.person_id, kind="factors_replaced")
    assert told.count() == 1


def test_a_staff_member_is_enrolled_again_by_two_administrators(world):
    approver = world.staff[StandardPost.APPROVER]
    TOTP.activate(approver, SECRET)

    services.void_factors_of_staff(account_id=approver.id, actor=factories.SYSTEM, at=AT)

    approver.refresh_from_db()
    assert not approver.has_usable_password(), "whoever knows the password gets nowhere"
    assert not Authenticator.objects.filter(user=approver).exists()
    code = services.hand_out_code(staff_id=approver.staff_id, actor=factories.SYSTEM, at=AT)
    assert code.login == approver.login


def test_who_hands_codes_out_takes_no_factor_away(world):
    approver = world.staff[StandardPost.APPROVER]
    TOTP.activate(approver, SECRET)

    services.hand_out_code(staff_id=approver.staff_id, actor=factories.SYSTEM, at=AT)

    assert Authenticator.objects.filter(user=approver).count() == 1


@pytest.mark.parametrize("post", [StandardPost.COUNTER, StandardPost.APPROVER])
def test_only_the_security_administrator_voids_factors_of_staff(world, owner, post):
    actor = selectors.actor_for_account(world.staff[post].id, at=AT)

    for account_id in (world.staff[StandardPost.REVIEWER].id, owner.id):
        with pytest.raises(DomainError) as refusal:
            services.void_factors_of_staff(account_id=account_id, actor=actor, at=AT)
        assert refusal.value.code == "identity.account_not_found"


def test_a_citizen_s_factors_are_voided_at_a_counter_alone(owner):
    with pytest.raises(DomainError):
        services.void_factors_of_staff(account_id=owner.id, actor=factories.SYSTEM, at=AT)

    assert Authenticator.objects.filter(user=owner).count() == 2
