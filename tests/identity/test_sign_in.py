# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta
from threading import Barrier, Thread
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests.identity.factories import (
    ADDRESS,
    MORNING,
    PASSWORD,
    SYSTEM,
    acting,
    citizen_account,
    person,
    staff_account,
)
from tests.organizations.factories import (
    ZHEJIANG,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
)
from yiwang.foundation.actors import ActorKind
from yiwang.identity import services
from yiwang.identity.errors import (
    AccountExists,
    AccountNotFound,
    BadCredentials,
    BadLogin,
    LoginTaken,
    NotYours,
    PersonNotFound,
    PhoneTaken,
    TooManyAttempts,
    WeakPassword,
)
from yiwang.identity.models import Account, SignInThrottle
from yiwang.identity.services import passwords, signing_in, throttle
from yiwang.ledger import selectors as ledger
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db

HOSTILE = ["", "\x00", "\ud800", "a" * 100_000, "' OR 1=1 --", "ＡＤＭＩＮ", "\u202eadmin"]


def sign_in(login, password=PASSWORD, *, ip=ADDRESS, at=MORNING, door=None):
    return services.sign_in(login=login, password=password, ip=ip, at=at, door=door)


def fail(login, times, **where):
    for _time in range(times):
        with pytest.raises(BadCredentials):
            sign_in(login, "wrong-password", **where)


def kinds(account):
    return [event.kind for event in ledger.events_about("account", account.id)]


# ── the right password


def test_the_right_password_opens_the_account():
    account = citizen_account()

    assert sign_in(f" {account.login.upper()} ").id == account.id
    assert kinds(account) == ["identity.account_created", "identity.signed_in"]


def test_a_telephone_number_signs_in_where_that_was_asked_for():
    plain = citizen_account(person(phone="13800000001"))
    by_phone = citizen_account(person(phone="13800000002"), is_phone_login=True)

    assert sign_in("13800000002").id == by_phone.id
    with pytest.raises(BadCredentials):
        sign_in("13800000001")
    assert plain.phone_index is None


def test_passwords_are_stored_with_argon2_in_production():
    from config.settings import base

    assert base.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


# ── the wrong one


def test_unknown_login_wrong_password_and_closed_account_get_one_answer_after_one_work():
    known, closed = citizen_account(), citizen_account()
    services.close_account(account_id=closed.id, actor=SYSTEM, at=MORNING)
    answers, work = [], []

    for login, password in (
        (known.login, "wrong"),
        ("nobody-here", "wrong"),
        (closed.login, PASSWORD),
    ):
        with (
            patch.object(signing_in, "make_password", wraps=signing_in.make_password) as made,
            patch.object(signing_in, "check_password", wraps=signing_in.check_password) as checked,
            pytest.raises(BadCredentials) as refusal,
        ):
            sign_in(login, password)
        answers.append((refusal.value.code, refusal.value.status, str(refusal.value)))
        work.append(made.call_count + checked.call_count)

    assert len(set(answers)) == 1
    assert work == [1, 1, 1]


def test_a_refusal_is_written_to_the_ledger_with_its_reason():
    account = citizen_account()

    fail(account.login, 1)

    event = ledger.events_about("account", account.id)[-1]
    assert event.kind == "identity.sign_in_refused"
    assert event.payload == {"reason": "wrong_secret"}


@pytest.mark.parametrize("login", HOSTILE)
@pytest.mark.parametrize("password", HOSTILE)
def test_hostile_input_is_a_plain_refusal(login, password):
    with pytest.raises(BadCredentials):
        sign_in(login, password)


def test_each_door_lets_only_its_own_in():
    citizen, staff = citizen_account(), staff_account()

    assert sign_in(citizen.login, door=ActorKind.CITIZEN).id == citizen.id
    assert sign_in(staff.login, door=ActorKind.STAFF).id == staff.id
    with pytest.raises(BadCredentials):
        sign_in(citizen.login, door=ActorKind.STAFF)
    with pytest.raises(BadCredentials):
        sign_in(staff.login, door=ActorKind.CITIZEN)


# ── too many attempts


def test_after_five_failures_not_even_the_right_password_opens_for_ten_minutes(settings):
    settings.SIGN_IN_LOCK_MINUTES = 10
    account = citizen_account()
    fail(account.login, 5)

    with pytest.raises(TooManyAttempts) as refusal:
        sign_in(account.login)

    assert refusal.value.status == 429
    assert "10分钟" in str(refusal.value)
    with pytest.raises(TooManyAttempts):
        sign_in(account.login, at=MORNING + timedelta(minutes=9, seconds=59))
    assert sign_in(account.login, at=MORNING + timedelta(minutes=10)).id == account.id


def test_a_lock_does_not_tell_whether_the_login_exists():
    fail("nobody-here", 5)

    with pytest.raises(TooManyAttempts):
        sign_in("nobody-here")


def test_trying_again_does_not_make_the_lock_longer(settings):
    settings.SIGN_IN_LOCK_MINUTES = 10
    account = citizen_account()
    fail(account.login, 5)
    for minute in range(1, 10):
        with pytest.raises(TooManyAttempts):
            sign_in(account.login, at=MORNING + timedelta(minutes=minute))

    assert sign_in(account.login, at=MORNING + timedelta(minutes=10)).id == account.id


def test_a_success_forgets_the_failures_before_it():
    account = citizen_account()

    for _round in range(3):
        fail(account.login, 4)
        assert sign_in(account.login).id == account.id


def test_an_address_that_tries_many_logins_is_locked_too():
    account = citizen_account()
    for number in range(5 * throttle.ADDRESS_FACTOR):
        fail(f"guess{number}", 1)

    with pytest.raises(TooManyAttempts):
        sign_in(account.login)
    assert sign_in(account.login, ip="198.51.100.9").id == account.id


def test_a_locked_address_locks_nobodys_login():
    account = citizen_account()
    for number in range(5 * throttle.ADDRESS_FACTOR):
        fail(f"guess{number}", 1)
    for _time in range(10):
        with pytest.raises(TooManyAttempts):
            sign_in(account.login, "wrong")

    assert sign_in(account.login, ip="198.51.100.9").id == account.id


def test_all_addresses_of_one_ipv6_network_count_as_one():
    for number in range(5 * throttle.ADDRESS_FACTOR):
        fail(f"guess{number}", 1, ip=f"2001:db8:1:2::{number:x}")

    with pytest.raises(TooManyAttempts):
        sign_in("another-guess", ip="2001:db8:1:2:ffff::1")
    fail("another-guess", 1, ip="2001:db8:1:3::1")


@pytest.mark.parametrize("ip", ["", "unknown", "\x00", "\ud800", "1.2.3.4, 5.6.7.8"])
def test_an_address_that_is_none_is_counted_all_the_same(ip):
    for number in range(5 * throttle.ADDRESS_FACTOR):
        fail(f"guess{number}", 1, ip=ip)

    with pytest.raises(TooManyAttempts):
        sign_in("another-guess", ip=ip)


def test_neither_logins_nor_addresses_stand_in_the_table_of_attempts():
    fail("nobody-here", 1)

    keys = b"".join(bytes(row.key) for row in SignInThrottle.objects.order_by("key"))

    assert b"nobody" not in keys
    assert len(keys) == 64


def test_a_manager_unlocks_a_login():
    account = citizen_account()
    fail(account.login, 5)

    services.unlock_sign_in(account_id=account.id, actor=SYSTEM, at=MORNING)

    assert sign_in(account.login).id == account.id


def test_counts_whose_time_is_over_are_swept():
    fail("nobody-here", 1)

    assert services.clear_expired(at=MORNING) == 0
    assert services.clear_expired(at=MORNING + timedelta(days=1)) == 2
    assert not SignInThrottle.objects.exists()


def test_looking_up_cases_in_vain_is_limited_by_address_and_finding_them_is_not():
    for _time in range(throttle.TRACKINGS * 2):
        services.count_tracking(ip=ADDRESS, at=MORNING)
        services.forget_tracking(ip=ADDRESS)
    for _time in range(throttle.TRACKINGS):
        services.count_tracking(ip=ADDRESS, at=MORNING)

    with pytest.raises(TooManyAttempts):
        services.count_tracking(ip=ADDRESS, at=MORNING)
    services.count_tracking(ip="198.51.100.9", at=MORNING)
    assert sign_in(citizen_account().login)


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_once_get_no_further_than_five():
    account = citizen_account()
    barrier, outcomes = Barrier(12), []

    def guess():
        try:
            barrier.wait()
            sign_in(account.login, "wrong-password")
        except (BadCredentials, TooManyAttempts) as refusal:
            outcomes.append(type(refusal))
        finally:
            connection.close()

    threads = [Thread(target=guess) for _guess in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes.count(BadCredentials) == 5
    assert outcomes.count(TooManyAttempts) == 7


@pytest.mark.django_db(transaction=True)
def test_a_failure_cannot_be_rolled_back_by_whoever_calls():
    with pytest.raises(RuntimeError), transaction.atomic():
        sign_in("nobody-here", "wrong")


# ── opening accounts


@pytest.mark.parametrize("login", ["", "abc", "a" * 65, "名字名字", "-abcd", "ab cd", "abc\x00d"])
def test_an_odd_login_is_refused(login):
    with pytest.raises(BadLogin):
        services.create_account(
            person_id=person().id, login=login, password=PASSWORD, actor=SYSTEM, at=MORNING
        )


def test_a_login_is_given_once_whatever_its_case():
    account = citizen_account()

    with pytest.raises(LoginTaken):
        services.create_account(
            person_id=person().id,
            login=account.login.upper(),
            password=PASSWORD,
            actor=SYSTEM,
            at=MORNING,
        )


def test_a_person_and_a_staff_member_have_one_account_each():
    citizen, staff = citizen_account(), staff_account()
    wanted = {"login": "another-login", "password": PASSWORD, "actor": SYSTEM, "at": MORNING}

    with pytest.raises(AccountExists):
        services.create_account(person_id=citizen.person_id, **wanted)
    with pytest.raises(AccountExists):
        services.create_staff_account(staff_id=staff.staff_id, **wanted)


def test_a_telephone_number_signs_in_to_one_account():
    citizen_account(person(phone="13800000003"), is_phone_login=True)

    with pytest.raises(PhoneTaken):
        citizen_account(person(phone="13800000003"), is_phone_login=True)


def test_an_account_needs_a_person_that_exists():
    with pytest.raises(PersonNotFound):
        services.create_account(
            person_id=uuid4(), login="nobody", password=PASSWORD, actor=SYSTEM, at=MORNING
        )


def test_many_accounts_share_one_hash_and_open(django_assert_max_num_queries):
    people = [person() for _person in range(20)]
    new = [services.NewAccount(f"demo{n:03d}", person_id=p.id) for n, p in enumerate(people)]

    with django_assert_max_num_queries(6):
        services.create_accounts_bulk(
            accounts=new, shared_password="demo-password", actor=SYSTEM, at=MORNING
        )

    assert Account.objects.filter(login__startswith="demo").count() == 20
    assert sign_in("demo007", "demo-password").person_id == people[7].id


# ── passwords


@pytest.mark.parametrize(
    ("password", "is_good"),
    [
        ("short-7", False),
        ("eight-ch", True),
        ("x" * 129, False),
        ("password1234", False),
        ("1234567890", False),
        ("aaaaaaaaaaaa", False),
        ("with\x00control", False),
        ("half\ud800surrogate", False),
        ("my-own-login-2026", False),
        ("plain long sentence", True),
        ("一二三四五六七八九十", True),
    ],
)
def test_a_citizens_password_is_long_and_not_common(password, is_good):
    wanted = {
        "person_id": person().id,
        "login": "own-login",
        "password": password,
        "actor": SYSTEM,
        "at": MORNING,
    }

    if is_good:
        assert services.create_account(**wanted).login == "own-login"
    else:
        with pytest.raises(WeakPassword):
            services.create_account(**wanted)


def test_a_staff_members_password_has_three_kinds_of_characters_besides():
    account = staff_account()
    change = {"account_id": account.id, "actor": SYSTEM, "at": MORNING}

    with pytest.raises(WeakPassword, match="三种"):
        services.reset_password(**change, new="plain long sentence")
    services.reset_password(**change, new="Plain long sentence 7")

    assert sign_in(account.login, "Plain long sentence 7").id == account.id


def test_a_password_that_nobody_chose_is_good_enough_for_staff():
    made = {services.random_password() for _time in range(50)}

    assert len(made) == 50
    for password in made:
        passwords.check_acceptable(password, login="new-staff", is_staff=True)


def test_people_change_their_own_password_with_the_old_one_only():
    account, other = citizen_account(), citizen_account()
    change = {"account_id": account.id, "new": "another long sentence", "at": MORNING}

    with pytest.raises(BadCredentials):
        services.change_password(**change, old="wrong", actor=acting(account))
    with pytest.raises(AccountNotFound):
        services.change_password(**change, old=PASSWORD, actor=acting(other))
    services.change_password(**change, old=PASSWORD, actor=acting(account))

    assert sign_in(account.login, "another long sentence").id == account.id


# ── closing


def test_a_closed_account_stays_closed_until_it_is_reopened():
    account = citizen_account()
    services.close_account(account_id=account.id, actor=SYSTEM, at=MORNING)
    with pytest.raises(BadCredentials):
        sign_in(account.login)

    services.reopen_account(account_id=account.id, actor=SYSTEM, at=MORNING)

    assert sign_in(account.login).id == account.id
    assert kinds(account)[:2] == ["identity.account_created", "identity.account_closed"]


def test_a_manager_of_a_county_cannot_take_over_a_provincial_colleague():
    county = acting(staff_account(StandardPost.ADMINISTRATOR, covers_subtree=True))
    target = staff_account(StandardPost.COUNTER)
    provincial = PostFactory(department=DepartmentFactory(of=ZHEJIANG))
    PostHoldingFactory(staff=target.staff, post=provincial)

    with pytest.raises(AccountNotFound):
        services.reset_password(
            account_id=target.id, new="Taken over 2026", actor=county, at=MORNING
        )
    with pytest.raises(NotYours):
        services.create_staff_account(
            staff_id=target.staff_id,
            login="second-login",
            password=PASSWORD,
            actor=county,
            at=MORNING,
        )
