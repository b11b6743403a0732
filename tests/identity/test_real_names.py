# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Levels follow from evidence; each bad input is a sentence and leaves nothing behind."""

from datetime import date, timedelta

import pytest
from django.conf import LazySettings

from tests.identity import factories, registers
from tests.identity.factories import MORNING, SYSTEM, acting, citizen_account, person, staff_account
from yiwang.foundation.errors import DomainError, InvalidCode
from yiwang.identity import selectors, services
from yiwang.identity.enums import Evidence
from yiwang.identity.errors import NotYours, PersonNotFound
from yiwang.identity.models import AccessToken, Account, AssuranceEvidence, NaturalPerson
from yiwang.identity.refusals import (
    CardNotSeen,
    Deceased,
    MinorNeedsGuardian,
    NameDiffers,
    NotInRegister,
    NotYourNumber,
    NumberClaimed,
    SourceAway,
)
from yiwang.ledger import selectors as ledger

pytestmark = pytest.mark.django_db


def check(account: Account, name: str, number: str) -> NaturalPerson:
    return services.check_real_name(
        name=name, resident_id=number, actor=acting(account), at=MORNING
    )


def test_name_and_number_that_agree_make_somebody_level_two():
    somebody = registers.resident()
    account = registers.account_of(somebody)

    made = check(account, somebody.name, somebody.resident_id)

    assert made.assurance_level == 2
    seen = AssuranceEvidence.objects.get(person=made)
    assert (seen.kind, seen.source, seen.account_id) == (
        Evidence.POPULATION_CHECK,
        "demonstration",
        account.id,
    )
    kinds = [event.kind for event in ledger.events_about("person", made.id)]
    assert kinds[-2:] == ["identity.evidence_recorded", "identity.assurance_changed"]


def test_the_identity_card_seen_besides_makes_level_three():
    somebody = registers.resident()
    made = check(registers.account_of(somebody), somebody.name, somebody.resident_id)

    services.verify_at_counter(
        person_id=made.id, is_card_seen=True, actor=acting(staff_account()), at=MORNING
    )

    assert selectors.person(made.id).assurance_level == 3


def test_an_account_without_a_person_gets_one():
    somebody = registers.resident()
    account = citizen_account()
    Account.objects.filter(pk=account.pk).update(person=None)

    made = check(account, somebody.name, somebody.resident_id)

    assert Account.objects.get(pk=account.pk).person_id == made.id
    assert selectors.actor_for_account(account.id, at=MORNING).assurance == 2


def test_a_failed_check_digit_is_told_before_anybody_is_asked():
    somebody = registers.resident(is_slow=True)
    wrong = somebody.resident_id[:-1] + ("1" if somebody.resident_id[-1] != "1" else "2")

    with pytest.raises(InvalidCode):
        check(registers.account_of(somebody), somebody.name, wrong)


@pytest.mark.parametrize(
    ("flags", "refusal"),
    [({"is_deceased": True}, Deceased), ({"is_slow": True}, SourceAway)],
)
def test_the_dead_and_those_whose_register_is_away_stay_as_they_are(flags, refusal):
    somebody = registers.resident(**flags)
    account = registers.account_of(somebody)

    with pytest.raises(refusal):
        check(account, somebody.name, somebody.resident_id)

    assert AssuranceEvidence.objects.count() == 0
    assert acting(account).assurance == 1


def test_a_name_that_differs_is_refused():
    somebody = registers.resident()

    with pytest.raises(NameDiffers):
        check(registers.account_of(somebody), "张大云", somebody.resident_id)


def test_a_number_that_the_register_lacks_is_refused():
    account = citizen_account(
        person(assurance=1, resident_id=(number := factories.unused_number()))
    )

    with pytest.raises(NotInRegister):
        check(account, "张小云", number)


def test_a_child_needs_its_guardian():
    child = registers.resident(born_on=date(2016, 9, 1))
    account = citizen_account(person(assurance=1))

    with pytest.raises(MinorNeedsGuardian):
        check(account, child.name, child.resident_id)


def test_the_age_is_data(settings: LazySettings):
    settings.IDENTITY_ALONE_FROM_AGE = 8
    child = registers.resident(born_on=date(2016, 9, 1))

    made = check(registers.account_of(child), child.name, child.resident_id)

    assert made.assurance_level == 2


def test_only_oneself_can_be_checked():
    other = registers.resident("李大山")
    account = registers.account_of(registers.resident())

    with pytest.raises(NotYourNumber):
        check(account, other.name, other.resident_id)


def test_a_number_of_another_account_is_refused_without_saying_whose():
    somebody = registers.resident()
    owner = registers.account_of(somebody, assurance=2)
    account = citizen_account()
    Account.objects.filter(pk=account.pk).update(person=None)

    with pytest.raises(NumberClaimed) as caught:
        check(account, somebody.name, somebody.resident_id)

    assert owner.login not in str(caught.value)
    assert ledger.events_about("account", account.id)[-1].kind == "identity.check_refused"


def test_a_counter_gives_a_number_back_and_the_rightful_owner_claims_it():
    somebody = registers.resident()
    squatter = registers.account_of(somebody)
    squatted = check(squatter, somebody.name, somebody.resident_id)
    services.issue_token(account_id=squatter.id, at=MORNING)

    services.release_number(
        person_id=squatted.id, is_card_seen=True, actor=acting(staff_account()), at=MORNING
    )

    assert selectors.person(squatted.id).assurance_level == 1
    assert not AccessToken.objects.filter(account=squatter).exists()
    owner = citizen_account()
    Account.objects.filter(pk=owner.pk).update(person=None)
    assert check(owner, somebody.name, somebody.resident_id).id == squatted.id


def test_a_clerk_says_that_the_card_was_seen():
    with pytest.raises(CardNotSeen):
        services.verify_at_counter(
            person_id=person().id, is_card_seen=False, actor=acting(staff_account()), at=MORNING
        )


def test_citizens_verify_nobody():
    with pytest.raises(PersonNotFound):
        services.verify_at_counter(
            person_id=person().id, is_card_seen=True, actor=acting(citizen_account()), at=MORNING
        )


def test_nobody_but_a_citizen_is_checked():
    somebody = registers.resident()

    with pytest.raises(NotYours):
        check(staff_account(), somebody.name, somebody.resident_id)


def test_expired_evidence_lowers_the_level():
    somebody = registers.resident()
    made = check(registers.account_of(somebody), somebody.name, somebody.resident_id)

    lowered = services.expire_evidence(actor=SYSTEM, at=MORNING + timedelta(days=1826))

    assert lowered == 1
    assert selectors.person(made.id).assurance_level == 1


def test_the_register_that_is_away_changes_nothing(settings: LazySettings):
    settings.IDENTITY_POPULATION_SOURCE = "refusing"
    somebody = registers.resident()
    account = registers.account_of(somebody)

    with pytest.raises(DomainError) as caught:
        check(account, somebody.name, somebody.resident_id)

    assert caught.value.status == 503
    assert acting(account).assurance == 1
