# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import pytest
from django.contrib.auth.hashers import make_password

from tests.identity.factories import (
    ADDRESS,
    MORNING,
    PASSWORD,
    SYSTEM,
    acting,
    citizen_account,
    legal_person,
    person,
    staff_account,
    unused_number,
)
from yiwang.foundation import encryption
from yiwang.foundation.errors import DecryptionFailed
from yiwang.identity import selectors, services
from yiwang.identity.enums import Purpose
from yiwang.identity.errors import NotYours, PersonExists
from yiwang.identity.models import Account, LegalPerson, NaturalPerson
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db

NEW = {"id": "new1", "suite": "sm4gcm+hmac-sm3", "secret": b"n" * 32}


@pytest.fixture
def new_key(settings):
    """Put another key, of the other suite, before those in use."""
    old = list(settings.FIELD_ENCRYPTION_KEYS)

    def switch():
        settings.FIELD_ENCRYPTION_KEYS = [NEW, *old]

    return switch


def rotate_all(batch=2):
    rotated, last_id, is_done = 0, services.rotation.FIRST, False
    while not is_done:
        step = services.rotate_person_numbers(batch=batch, after=last_id, actor=SYSTEM, at=MORNING)
        rotated, last_id, is_done = rotated + step.rotated, step.last_id, step.is_done
    return rotated


def test_numbers_are_sealed_anew_and_say_the_same(new_key, settings):
    numbers = [unused_number() for _number in range(5)]
    people = [person(resident_id=number) for number in numbers]
    firm = legal_person()
    new_key()

    assert rotate_all() == 5
    services.rotate_legal_person_numbers(actor=SYSTEM, at=MORNING)
    settings.FIELD_ENCRYPTION_KEYS = [NEW]

    for made, number in zip(people, numbers, strict=True):
        stored = NaturalPerson.objects.get(pk=made.pk)
        assert encryption.is_current(stored.resident_id_cipher)
        found = services.find_person_by_resident_id(
            number, actor=acting(staff_account()), purpose=Purpose.COUNTER_SERVICE, at=MORNING
        )
        assert found.id == made.id
        assert found.phone_masked == "138****1234"
    assert encryption.is_current(LegalPerson.objects.get(pk=firm.pk).phone_cipher)
    assert selectors.legal_person(firm.id).phone == "0571-87654321"


def test_rotating_again_changes_nothing(new_key):
    person()
    new_key()
    rotate_all()

    assert rotate_all() == 0
    assert Event.objects.filter(kind="identity.numbers_rotated").count() == 1


def test_between_the_keys_a_person_is_found_and_is_not_registered_twice(new_key):
    number = unused_number()
    made = person(resident_id=number)
    new_key()

    found = services.find_person_by_resident_id(
        number, actor=acting(staff_account()), purpose=Purpose.COUNTER_SERVICE, at=MORNING
    )

    assert found.id == made.id
    with pytest.raises(PersonExists):
        person(resident_id=number)


def test_a_telephone_number_signs_in_before_between_and_after(new_key, settings):
    account = citizen_account(person(phone="13800009999"), is_phone_login=True)

    def opens():
        return services.sign_in(login="13800009999", password=PASSWORD, ip=ADDRESS, at=MORNING).id

    new_key()
    between = opens()
    rotate_all()
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    after = opens()

    assert between == after == account.id


def test_without_the_old_key_rotation_stops_and_changes_nothing(settings):
    made = person()
    settings.FIELD_ENCRYPTION_KEYS = [NEW]

    with pytest.raises(DecryptionFailed):
        services.rotate_person_numbers(actor=SYSTEM, at=MORNING)

    assert NaturalPerson.objects.get(pk=made.pk).resident_id_cipher == made.resident_id_cipher


def test_only_our_own_processes_rotate():
    with pytest.raises(NotYours):
        services.rotate_person_numbers(actor=acting(staff_account()), at=MORNING)
    with pytest.raises(NotYours):
        services.rotate_legal_person_numbers(actor=acting(staff_account()), at=MORNING)


def test_the_number_that_signs_in_is_sealed_anew_and_signs_in(new_key, settings):
    account = services.register_account(
        phone="13900001111", password_hash=make_password(PASSWORD), at=MORNING
    )
    new_key()

    step = services.rotate_account_numbers(actor=SYSTEM, at=MORNING)
    settings.FIELD_ENCRYPTION_KEYS = [NEW]

    assert (step.rotated, step.is_done) == (1, True)
    assert services.phone_of(Account.objects.get(pk=account.pk)) == "13900001111"
    signed_in = services.sign_in(login="13900001111", password=PASSWORD, ip=ADDRESS, at=MORNING)
    assert signed_in.id == account.id
