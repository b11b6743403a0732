# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

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
)
from tests.organizations.factories import (
    XIHU,
    DepartmentFactory,
    PostFactory,
    PostHoldingFactory,
)
from yiwang.foundation.actors import ActorKind
from yiwang.identity import selectors, services
from yiwang.identity.enums import HandlerRole
from yiwang.identity.errors import (
    AccountNotFound,
    BadCredentials,
    BadLogin,
    BadName,
    ClientIdTaken,
    ClientNotFound,
    NoMandate,
    NotYours,
    PostNotHeld,
    TokenInvalid,
    TooManyAttempts,
    UnknownRight,
)
from yiwang.identity.models import AccessToken
from yiwang.identity.token_cache import KEPT_SECONDS, TokenCache, tokens
from yiwang.ledger import selectors as ledger
from yiwang.organizations import services as organizations
from yiwang.organizations.enums import Right, StandardPost
from yiwang.organizations.errors import DepartmentNotFound, RightNotYours

pytestmark = pytest.mark.django_db


def token(account, **chosen):
    return services.issue_token(account_id=account.id, at=MORNING, **chosen).raw


def ask(raw, at=MORNING):
    return selectors.authenticate_token(raw, at=at)


# ── people's tokens


def test_a_citizens_token_tells_who_acts():
    account = citizen_account(person(name="李四", assurance=2))

    actor = ask(token(account))

    assert actor.kind is ActorKind.CITIZEN
    assert (actor.account_id, actor.person_id) == (account.id, account.person_id)
    assert (actor.display_name, actor.assurance) == ("李四", 2)
    assert actor.rights == frozenset()


def test_a_staff_members_token_tells_post_department_and_rights():
    account = staff_account(StandardPost.HANDLER)

    actor = ask(token(account))

    assert actor.kind is ActorKind.STAFF
    assert actor.rights == {Right.CASES_READ, Right.CASES_HANDLE}
    assert actor.division_code == XIHU
    assert actor.department_id == account.staff.department_id


def test_a_token_is_asked_about_in_one_query_and_then_remembered(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    raw = token(staff_account())
    tokens.clear()

    with django_assert_num_queries(1):
        first = ask(raw)
        again = ask(raw)

    assert first == again


def test_a_token_is_stored_as_its_hash_only():
    raw = token(citizen_account())

    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text, encode(token_hash, 'escape') FROM identity_access_token t")
        stored = str(cursor.fetchall())

    assert raw not in stored
    assert raw.removeprefix("yw_") not in stored


@pytest.mark.parametrize(
    "raw",
    ["", "yw_", "yw_" + "A" * 43, "A" * 46, "yw_" + "长" * 43, "yw_" + "\ud800" * 43, "x" * 99_999],
)
def test_what_is_no_token_of_ours_opens_nothing(raw):
    with pytest.raises(TokenInvalid):
        ask(raw)


def test_the_form_of_a_token_is_checked_without_a_query(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    with django_assert_num_queries(0), pytest.raises(TokenInvalid):
        ask("not-a-token")


@pytest.mark.parametrize(("make", "hours"), [(citizen_account, 12), (staff_account, 8)])
def test_a_token_ends_after_its_hours_even_when_remembered(make, hours):
    raw = token(make())
    end = MORNING + timedelta(hours=hours)

    ask(raw, end - timedelta(seconds=1))
    with pytest.raises(TokenInvalid):
        ask(raw, end)


def test_a_revoked_token_opens_nothing_at_once():
    account = citizen_account()
    raw, other = token(account), token(account)
    actor = ask(raw)

    services.revoke_token(raw=raw, actor=actor, at=MORNING)
    services.revoke_token(raw=raw, actor=actor, at=MORNING)

    with pytest.raises(TokenInvalid):
        ask(raw)
    assert ask(other) == actor
    kinds = [event.kind for event in ledger.events_about("account", account.id)]
    assert kinds.count("identity.token_revoked") == 1


def test_another_password_ends_all_tokens():
    account = citizen_account()
    raw = token(account)
    ask(raw)

    services.change_password(
        account_id=account.id,
        old=PASSWORD,
        new="another long sentence",
        actor=acting(account),
        at=MORNING,
    )

    with pytest.raises(TokenInvalid):
        ask(raw)


def test_a_closed_account_has_no_tokens_and_gets_none():
    account = citizen_account()
    raw = token(account)

    services.close_account(account_id=account.id, actor=SYSTEM, at=MORNING)

    with pytest.raises(TokenInvalid):
        ask(raw)
    with pytest.raises(AccountNotFound):
        token(account)


def test_a_token_for_a_post_ends_with_the_post():
    account = staff_account()
    post_id = acting(account).post_id
    raw = token(account, post_id=post_id)
    assert ask(raw).post_id == post_id

    organizations.end_post(staff_id=account.staff_id, post_id=post_id, actor=SYSTEM, at=MORNING)

    with pytest.raises(TokenInvalid):
        ask(raw)


def test_rights_that_a_post_loses_are_lost_at_once():
    account = staff_account(StandardPost.APPROVER)
    raw = token(account)
    assert ask(raw).has_right(Right.CASES_APPROVE)

    organizations.change_post_rights(
        post_id=acting(account).post_id,
        rights=[Right.CASES_READ],
        covers_subtree=False,
        actor=SYSTEM,
        at=MORNING,
    )

    assert ask(raw).rights == {Right.CASES_READ}


def test_a_staff_member_without_a_post_has_no_rights():
    account = staff_account()
    organizations.end_post(
        staff_id=account.staff_id, post_id=acting(account).post_id, actor=SYSTEM, at=MORNING
    )

    actor = ask(token(account))

    assert actor.is_staff
    assert actor.rights == frozenset()
    assert actor.department_id is None


def test_the_longest_held_post_is_acted_in_unless_another_is_chosen():
    account = staff_account(StandardPost.COUNTER)
    later = PostHoldingFactory(
        staff=account.staff,
        post=PostFactory(standard=StandardPost.APPROVER),
        held_from=date(2026, 11, 1),
    )

    assert Right.CASES_ACCEPT in ask(token(account)).rights
    assert ask(token(account, post_id=later.post_id)).post_id == later.post_id


def test_no_token_for_a_post_that_is_not_held_or_a_firm_without_mandate():
    with pytest.raises(PostNotHeld):
        token(staff_account(), post_id=PostFactory().id)
    with pytest.raises(NoMandate):
        token(citizen_account(), acting_for=legal_person().id)


def test_a_token_to_act_for_a_firm_ends_with_the_mandate():
    account = citizen_account()
    firm = legal_person(account.person)
    raw = token(account, acting_for=firm.id)
    assert ask(raw).applicant_id == firm.id

    services.end_handler(
        legal_person_id=firm.id,
        person_id=account.person_id,
        role=HandlerRole.REPRESENTATIVE,
        actor=SYSTEM,
        at=MORNING,
    )

    with pytest.raises(TokenInvalid):
        ask(raw)


def test_expired_tokens_are_swept():
    token(citizen_account())

    assert services.clear_expired(at=MORNING + timedelta(hours=13)) == 1
    assert not AccessToken.objects.exists()


def test_the_database_itself_refuses_a_token_of_nobody():
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessToken.objects.create(token_hash=b"x" * 32, created_at=MORNING, expires_at=MORNING)


# ── what is remembered of tokens


def test_a_token_is_remembered_for_two_seconds():
    now = [50.0]
    cache = TokenCache(clock=lambda: now[0])
    cache.put(b"hash", SYSTEM, expires_at=MORNING + timedelta(hours=1), generation=1)

    now[0] += KEPT_SECONDS
    kept = cache.get(b"hash", at=MORNING, generation=1)
    now[0] += 0.01
    gone = cache.get(b"hash", at=MORNING, generation=1)

    assert (kept, gone) == (SYSTEM, None)
    assert KEPT_SECONDS <= 5


def test_what_is_remembered_of_tokens_never_grows_beyond_its_limit(monkeypatch):
    monkeypatch.setattr("yiwang.identity.token_cache.MOST", 3)
    cache = TokenCache()

    for number in range(10):
        cache.put(bytes([number]), SYSTEM, expires_at=MORNING + timedelta(hours=1), generation=1)

    assert sum(cache.get(bytes([n]), at=MORNING, generation=1) is not None for n in range(10)) <= 3


# ── systems


def register_client(**changes):
    department = changes.pop("department", None) or DepartmentFactory()
    wanted = {
        "client_id": "tax-bureau",
        "name": "税务系统",
        "department_id": department.id,
        "rights": [Right.CASES_READ],
        "actor": SYSTEM,
        "at": MORNING,
    }
    return services.register_client(**wanted | changes)


def client_token(client_id, secret):
    return services.issue_client_token(
        client_id=client_id, secret=secret, ip=ADDRESS, at=MORNING
    ).raw


def test_a_system_acts_for_its_department_with_its_rights():
    department = DepartmentFactory()
    issued = register_client(department=department)

    actor = ask(client_token(issued.client_id, issued.secret))

    assert (actor.kind, actor.client_id) == (ActorKind.CLIENT, "tax-bureau")
    assert (actor.department_id, actor.division_code) == (department.id, XIHU)
    assert actor.rights == {Right.CASES_READ}


@pytest.mark.parametrize(
    ("client_id", "secret"),
    [
        ("tax-bureau", "wrong"),
        ("tax-bureau", ""),
        ("unknown", "wrong"),
        ("\x00\ud800", "\ud800"),
        ("x" * 9999, "y" * 9999),
    ],
)
def test_a_system_that_cannot_prove_itself_is_refused(client_id, secret):
    register_client()

    with pytest.raises(BadCredentials):
        client_token(client_id, secret)


def test_a_system_is_locked_after_five_failures():
    issued = register_client()
    for _time in range(5):
        with pytest.raises(BadCredentials):
            client_token("tax-bureau", "wrong")

    with pytest.raises(TooManyAttempts):
        client_token(issued.client_id, issued.secret)


def test_a_closed_system_is_out_at_once():
    issued = register_client()
    raw = client_token(issued.client_id, issued.secret)
    ask(raw)

    services.close_client(client_id="tax-bureau", actor=SYSTEM, at=MORNING)

    with pytest.raises(TokenInvalid):
        ask(raw)
    with pytest.raises(BadCredentials):
        client_token(issued.client_id, issued.secret)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"client_id": "A B"}, BadLogin),
        ({"client_id": ""}, BadLogin),
        ({"name": "坏\x00"}, BadName),
        ({"rights": ["everything"]}, UnknownRight),
        ({"department_id": uuid4()}, DepartmentNotFound),
    ],
)
def test_a_system_that_cannot_be_is_refused(changes, refusal):
    with pytest.raises(refusal):
        register_client(**changes)


def test_a_client_id_is_given_once():
    register_client()

    with pytest.raises(ClientIdTaken):
        register_client()


def test_systems_are_registered_and_closed_by_the_managers_of_their_department():
    department = DepartmentFactory()
    manager = acting(staff_account(StandardPost.ADMINISTRATOR, covers_subtree=True))
    counter = acting(staff_account(StandardPost.COUNTER))

    with pytest.raises(NotYours):
        register_client(department=department, actor=counter)
    with pytest.raises(RightNotYours):
        register_client(department=department, actor=manager, rights=[Right.LEDGER_READ])
    register_client(department=department, actor=manager)
    with pytest.raises(ClientNotFound):
        services.close_client(client_id="tax-bureau", actor=counter, at=MORNING)
    services.close_client(client_id="tax-bureau", actor=manager, at=MORNING)
