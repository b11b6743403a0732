# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date, timedelta

import pytest

from tests.identity.factories import (
    ADDRESS,
    MORNING,
    PASSWORD,
    SYSTEM,
    acting,
    citizen_account,
    person,
    staff_account,
    unused_number,
)
from tests.organizations.factories import PostFactory, PostHoldingFactory
from yiwang.foundation.actors import ANONYMOUS
from yiwang.foundation.codes.test_data import make_test_resident_id
from yiwang.foundation.enums import Sex
from yiwang.identity import selectors, services, tasks
from yiwang.identity.errors import (
    LoginTaken,
    NotYours,
    PersonExists,
    TooManyAttempts,
    WeakPassword,
)
from yiwang.identity.models import Account, NaturalPerson
from yiwang.identity.refusals import MinorNeedsGuardian
from yiwang.identity.services import throttle
from yiwang.organizations import services as organizations

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


def sign_up(login="newcomer", *, password=PASSWORD, number="", ip=ADDRESS, **changes):
    new = services.NewPerson("赵新", number or unused_number(), phone="13800007777", **changes)
    return services.sign_up(person=new, login=login, password=password, ip=ip, at=MORNING)


def test_a_stranger_registers_and_opens_an_account_in_one_go():
    account = sign_up()

    opened = services.sign_in(login="newcomer", password=PASSWORD, ip=ADDRESS, at=MORNING)
    assert opened.id == account.id
    assert selectors.person(account.person_id).name == "赵新"


def test_a_stranger_vouches_for_nothing():
    account = sign_up(assurance_level=3)

    assert acting(account).assurance == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [({"login": "taken-login"}, LoginTaken), ({"password": "1"}, WeakPassword)],
)
def test_what_goes_wrong_leaves_nobody_half_registered(changes, refusal):
    sign_up("taken-login")
    people = NaturalPerson.objects.count()

    with pytest.raises(refusal):
        sign_up(**{"login": "another-login"} | changes)

    assert NaturalPerson.objects.count() == people


def test_a_stranger_gets_no_account_for_somebody_who_is_registered():
    number = unused_number()
    registered = person(resident_id=number)

    with pytest.raises(PersonExists):
        sign_up(number=number)
    with pytest.raises(NotYours):
        services.create_account(
            person_id=registered.id,
            login="stolen-login",
            password=PASSWORD,
            actor=ANONYMOUS,
            at=MORNING,
        )

    assert not Account.objects.exists()


def test_one_address_asks_for_so_many_accounts_and_no_more():
    number = unused_number()
    person(resident_id=number)
    for _time in range(throttle.SIGN_UPS):
        with pytest.raises(PersonExists):
            sign_up(number=number)

    with pytest.raises(TooManyAttempts):
        sign_up()
    assert sign_up(ip="198.51.100.9")


# ── people who left


def test_the_account_of_a_staff_member_is_closed_on_the_day_after_the_last_one_in_a_post():
    gone, stays, moved, waiting = (staff_account() for _account in range(4))
    for account in (gone, moved):
        organizations.end_post(
            staff_id=account.staff_id,
            post_id=acting(account).post_id,
            held_to=TODAY + timedelta(days=1),
            actor=SYSTEM,
            at=MORNING,
        )
    PostHoldingFactory(staff=moved.staff, post=PostFactory(), held_from=TODAY)
    waiting.staff.holdings.all().delete()
    citizen = citizen_account()

    too_early = services.close_accounts_of_former_staff(actor=SYSTEM, at=MORNING)
    closed = services.close_accounts_of_former_staff(actor=SYSTEM, at=MORNING + timedelta(days=1))

    assert (too_early, closed) == (0, 1)
    open_ones = set(Account.objects.filter(is_active=True).values_list("id", flat=True))
    assert open_ones == {stays.id, moved.id, waiting.id, citizen.id}


def test_only_our_own_processes_sweep_accounts():
    with pytest.raises(NotYours):
        services.close_accounts_of_former_staff(actor=acting(staff_account()), at=MORNING)


def test_the_jobs_of_the_clock_run():
    tasks.clear_expired(timestamp=0)
    tasks.close_former_staff(timestamp=0)


@pytest.mark.parametrize(("age", "is_old_enough"), [(13, False), (14, True)])
def test_who_is_too_young_to_register_alone_is_told_of_guardians_at_once(age, is_old_enough):
    born_on = date(TODAY.year - age, TODAY.month, TODAY.day)
    number = make_test_resident_id(born_on, 17, Sex.FEMALE)

    if is_old_enough:
        assert sign_up(number=number).person_id
    else:
        with pytest.raises(MinorNeedsGuardian, match="监护人"):
            sign_up(number=number)
        assert not Account.objects.filter(login="newcomer").exists()
        assert not NaturalPerson.objects.filter(name="赵新").exists()
