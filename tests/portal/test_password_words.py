# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of whoever signs in stand in no password of theirs."""

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from pypinyin import lazy_pinyin

from tests.factories import PASSWORD
from yiwang.identity import selectors as identity_selectors
from yiwang.identity.errors import WeakPassword
from yiwang.identity.models import Account
from yiwang.identity.numbers import PERSON_PHONE
from yiwang.identity.services import new_passwords, password_words, passwords
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


def refused_for(account: Account, password: str) -> bool:
    own = password_words.of_account(account, at=timezone.now())
    try:
        passwords.check_acceptable(
            password, login=account.login, own=own, is_staff=account.staff_id is not None
        )
    except WeakPassword:
        return True
    return False


def test_what_belongs_to_a_citizen_is_in_no_password_of_theirs(world):
    account = world.citizen
    person = account.person
    EmailAddress.objects.create(user=account, email="cloudy.day@example.org", verified=True)
    words = [
        person.name,
        "".join(lazy_pinyin(person.name)),
        f"{person.born_on:%Y%m%d}",
        PERSON_PHONE.open(person.phone_cipher, person.id),
        account.login,
        "cloudy.day",
    ]

    assert [word for word in words if not refused_for(account, f"Zx4!{word}-rL9q")] == []
    assert not refused_for(account, "Zx4!-another-rL9q")


def test_what_belongs_to_a_staff_member_is_in_no_password_of_theirs(world):
    account = world.staff[StandardPost.COUNTER]
    department = organizations.departments_of_staff(account.staff_id, timezone.localdate())[0]
    words = [account.staff.name, department.name, "".join(lazy_pinyin(department.name))]

    assert [word for word in words if not refused_for(account, f"Zx4!{word}-rL9q")] == []
    assert not refused_for(account, "Zx4!-another-rL9q")


def test_a_new_password_is_compared_with_the_holder_s_words(world):
    name = "".join(lazy_pinyin(world.citizen.person.name))
    actor = identity_selectors.actor_for_account(world.citizen.id, at=timezone.now())

    with pytest.raises(WeakPassword, match="姓名"):
        new_passwords.change_password(
            account_id=world.citizen.id,
            old=PASSWORD,
            new=f"Zx4!{name}-rL9q",
            actor=actor,
            at=timezone.now(),
        )
