# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Staff accounts before their first use: no shared password, one code, one holder, one time."""

from datetime import timedelta

import pytest

from tests.identity.factories import (
    ADDRESS,
    MORNING,
    PASSWORD,
    SYSTEM,
    acting,
    citizen_account,
    staff_account,
)
from tests.organizations import sheets
from tests.organizations.factories import PostFactory, PostHoldingFactory, StaffMemberFactory
from yiwang.foundation.masking import mask_phone
from yiwang.identity import selectors, services
from yiwang.identity.enums import ActivationState
from yiwang.identity.errors import (
    AccountNotFound,
    BadActivation,
    BadCredentials,
    BadLogin,
    CodeByPhoneOnly,
    NotYours,
    PhoneNotOnTheRoll,
    TooManyAttempts,
    TooManyLetters,
    WeakPassword,
)
from yiwang.identity.models import Account, Activation
from yiwang.ledger import selectors as ledger
from yiwang.organizations import services as organizations
from yiwang.organizations.enums import StandardPost
from yiwang.organizations.errors import ImportNotReady
from yiwang.organizations.models import StaffMember

pytestmark = pytest.mark.django_db
FIRST = "Quiet-river-31-stones"


@pytest.fixture
def manager(db):
    return acting(staff_account(StandardPost.ADMINISTRATOR))


@pytest.fixture
def member(manager):
    found = StaffMember.objects.get(pk=manager.staff_id)
    return StaffMemberFactory(department=found.department, phone_masked=mask_phone("13800001234"))


def activate(issued, *, code=None, login=None, password=FIRST, at=MORNING):
    return services.activate(
        login=login or issued.login,
        code=issued.code if code is None else code,
        password=password,
        ip=ADDRESS,
        at=at,
    )


def handed_out(member, manager, **changes):
    wanted = {"staff_id": member.id, "login": "new-colleague", "actor": manager, "at": MORNING}
    return services.hand_out_code(**(wanted | changes))


def imported(manager, numbers):
    department = StaffMember.objects.get(pk=manager.staff_id).department
    rows = [[number, "王小明", department.uscc, "", "13800001234"] for number in numbers]
    sent = organizations.send_staff_import(
        chunks=[sheets.comma_separated(rows)], file_name="a.csv", actor=manager, at=MORNING
    )
    organizations.check_staff_import(import_id=sent.id, at=MORNING)
    organizations.confirm_staff_import(
        import_id=sent.id, only_good_rows=False, actor=manager, at=MORNING
    )
    return organizations.apply_staff_import(import_id=sent.id, at=MORNING)


# ── imported staff


def test_an_import_opens_accounts_that_nobody_can_sign_in_to(manager):
    imported(manager, ["A1001", "A1002"])

    accounts = Account.objects.filter(staff__staff_number__in=["A1001", "A1002"])
    assert sorted(accounts.values_list("login", flat=True)) == ["a1001", "a1002"]
    assert len({account.password for account in accounts}) == 2
    for account in accounts:
        assert not account.has_usable_password()
        for guess in ("", account.password, account.login):
            with pytest.raises(BadCredentials):
                services.sign_in(login=account.login, password=guess, ip=ADDRESS, at=MORNING)


def test_a_login_that_somebody_has_or_that_is_too_short_is_replaced(manager):
    taken = citizen_account()

    imported(manager, [taken.login.upper(), "7"])

    logins = set(
        Account.objects.filter(staff__staff_number__in=[taken.login.upper(), "7"]).values_list(
            "login", flat=True
        )
    )
    assert len(logins) == 2
    assert taken.login not in logins
    assert all(login.startswith("s") and len(login) == 13 for login in logins)


def test_the_same_import_taken_over_twice_opens_each_account_once(manager):
    made = imported(manager, ["A1001"])

    with pytest.raises(ImportNotReady):
        organizations.confirm_staff_import(
            import_id=made.id, only_good_rows=False, actor=manager, at=MORNING
        )
    organizations.apply_staff_import(import_id=made.id, at=MORNING)
    imported(manager, ["A1001"])

    assert Account.objects.filter(staff__staff_number="A1001").count() == 1


def test_an_account_that_cannot_be_opened_leaves_nothing_of_the_import(manager, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(Activation.objects, "bulk_create", refuse)

    with pytest.raises(RuntimeError):
        imported(manager, ["A1001"])

    assert not StaffMember.objects.filter(staff_number="A1001").exists()
    assert not Account.objects.filter(login="a1001").exists()


# ── the code


def test_the_holder_of_the_code_sets_the_first_password_and_signs_in(manager, member):
    issued = handed_out(member, manager)

    account = activate(issued)

    assert account.staff_id == member.id
    signed_in = services.sign_in(login=issued.login, password=FIRST, ip=ADDRESS, at=MORNING)
    assert signed_in.id == account.id
    kinds = [event.kind for event in ledger.events_about("account", account.id)]
    assert kinds == [
        "identity.account_created",
        "identity.activation_issued",
        "identity.account_activated",
        "identity.signed_in",
    ]


def test_a_code_is_read_as_people_write_it(manager, member):
    issued = handed_out(member, manager)

    assert activate(issued, code=f" {issued.code.lower().replace('-', ' ')} ")


def test_nothing_in_the_database_is_the_code(manager, member):
    issued = handed_out(member, manager)

    kept = Activation.objects.get(account__staff=member)
    assert issued.code.encode() not in bytes(kept.secret)
    assert issued.code not in repr(issued)


@pytest.mark.parametrize("change", ["used", "newer", "expired", "closed", "wrong", "empty"])
def test_a_code_counts_once_in_its_time_and_for_its_account_only(manager, member, change):
    issued = handed_out(member, manager)
    code, at = issued.code, MORNING
    if change == "used":
        activate(issued)
    elif change == "newer":
        handed_out(member, manager)
    elif change == "expired":
        at = issued.expires_at
    elif change == "closed":
        account = Account.objects.get(staff=member)
        services.close_account(account_id=account.id, actor=manager, at=MORNING)
    else:
        code = "" if change == "empty" else "ABCD-EFGH-JKMN-PQRS"

    with pytest.raises(BadActivation):
        activate(issued, code=code, at=at)


def test_the_code_of_one_account_opens_no_other(manager, member):
    mine = handed_out(member, manager)
    other = handed_out(
        StaffMemberFactory(department=member.department), manager, login="other-colleague"
    )

    with pytest.raises(BadActivation):
        activate(mine, login=other.login)


def test_an_account_that_waits_without_a_code_is_opened_by_none(manager):
    imported(manager, ["A1001"])

    for code in ("", "AAAA-AAAA-AAAA-AAAA"):
        with pytest.raises(BadActivation):
            services.activate(login="a1001", code=code, password=FIRST, ip=ADDRESS, at=MORNING)


def test_a_weak_password_leaves_the_code_good(manager, member):
    issued = handed_out(member, manager)

    with pytest.raises(WeakPassword):
        activate(issued, password="short")

    assert activate(issued)


def test_guessing_codes_is_counted_like_guessing_passwords(manager, member):
    issued = handed_out(member, manager)
    for _time in range(5):
        with pytest.raises(BadActivation):
            activate(issued, code="ABCD-EFGH-JKMN-PQRS")

    with pytest.raises(TooManyAttempts):
        activate(issued)


# ── who hands out


def test_a_new_code_takes_an_account_out_of_use_and_its_old_password_does_not_come_back(manager):
    department = StaffMember.objects.get(pk=manager.staff_id).department
    colleague = StaffMemberFactory(department=department)
    account = services.create_staff_account(
        staff_id=colleague.id, login="colleague", password=PASSWORD, actor=SYSTEM, at=MORNING
    )
    services.issue_token(account_id=account.id, at=MORNING)

    issued = handed_out(colleague, manager)

    with pytest.raises(BadCredentials):
        services.sign_in(login="colleague", password=PASSWORD, ip=ADDRESS, at=MORNING)
    assert not account.tokens.exists()
    with pytest.raises(WeakPassword):
        activate(issued, password=PASSWORD)
    assert activate(issued).id == account.id


def test_nobody_hands_a_code_to_themselves_or_out_of_reach(manager, member):
    elsewhere = staff_account(StandardPost.COUNTER)
    stranger = StaffMemberFactory()

    with pytest.raises(AccountNotFound):
        handed_out(StaffMember.objects.get(pk=manager.staff_id), manager)
    with pytest.raises(AccountNotFound):
        handed_out(elsewhere.staff, manager)
    with pytest.raises(NotYours):
        handed_out(stranger, manager)
    with pytest.raises(NotYours):
        handed_out(member, acting(elsewhere))


def test_codes_for_many_are_all_or_none(manager, member):
    handed_out(member, manager)
    other = staff_account(StandardPost.COUNTER)
    Activation.objects.create(account=other)
    before = bytes(Activation.objects.get(account__staff=member).secret)

    with pytest.raises(AccountNotFound):
        services.issue_codes(staff_ids=[member.id, other.staff_id], actor=manager, at=MORNING)

    assert bytes(Activation.objects.get(account__staff=member).secret) == before
    with pytest.raises(TooManyLetters):
        services.issue_codes(staff_ids=[member.id] * 101, actor=manager, at=MORNING)


def test_codes_for_many_leave_accounts_in_use_alone(manager, member):
    issued = handed_out(member, manager)
    activate(issued)

    assert services.issue_codes(staff_ids=[member.id], actor=manager, at=MORNING) == []
    assert services.sign_in(login=issued.login, password=FIRST, ip=ADDRESS, at=MORNING)


@pytest.mark.parametrize("phone", ["13900009999", "", "abc"])
def test_a_code_goes_to_the_number_on_the_roll_only(manager, member, phone):
    with pytest.raises(PhoneNotOnTheRoll):
        handed_out(member, manager, phone=phone)

    assert not Account.objects.filter(staff=member).exists()
    assert handed_out(member, manager, phone="13800001234").code


@pytest.mark.parametrize("standard", [StandardPost.SECURITY, StandardPost.AUDITOR])
def test_nobody_is_shown_the_code_of_another_of_the_three_administrators(manager, member, standard):
    post = PostFactory(department=member.department, standard=standard)
    PostHoldingFactory(staff=member, post=post)

    with pytest.raises(CodeByPhoneOnly):
        handed_out(member, manager)
    sent = handed_out(member, manager, phone="13800001234")
    with pytest.raises(CodeByPhoneOnly):
        services.issue_codes(staff_ids=[member.id], actor=manager, at=MORNING)

    assert activate(sent).staff_id == member.id


def test_a_login_that_is_none_is_refused(manager, member):
    with pytest.raises(BadLogin):
        handed_out(member, manager, login="不行")


# ── who still waits


def test_the_administrator_sees_who_waits_in_their_reach_and_nobody_else(manager, member):
    imported(manager, ["A1001", "A1002"])
    handed_out(member, manager)
    outside = staff_account(StandardPost.COUNTER)
    Activation.objects.create(account=outside)
    later = MORNING + timedelta(days=15)

    found = selectors.activations.in_reach(manager, at=MORNING)
    assert {row.login for row in found.rows} == {"a1001", "a1002", "new-colleague"}
    assert selectors.activations.counts(manager, at=MORNING) == {
        ActivationState.WAITING: 2,
        ActivationState.ISSUED: 1,
        ActivationState.EXPIRED: 0,
    }
    expired = selectors.activations.in_reach(manager, state=ActivationState.EXPIRED, at=later)
    assert [row.login for row in expired.rows] == ["new-colleague"]


def test_the_list_goes_on_where_it_stopped(manager):
    imported(manager, ["A1001", "A1002", "A1003"])

    first = selectors.activations.in_reach(manager, limit=2, at=MORNING)
    second = selectors.activations.in_reach(manager, cursor=first.next_cursor, limit=2, at=MORNING)

    assert [row.staff_number for row in (*first.rows, *second.rows)] == ["A1001", "A1002", "A1003"]
    assert second.next_cursor == ""
