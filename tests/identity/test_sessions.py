# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date, timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.identity.factories import (
    MORNING,
    PASSWORD,
    SYSTEM,
    acting,
    citizen_account,
    legal_person,
    staff_account,
)
from tests.organizations.factories import PostFactory, PostHoldingFactory
from yiwang.foundation.actors import ANONYMOUS, Actor
from yiwang.identity import services
from yiwang.identity.errors import NoMandate, PostNotHeld
from yiwang.identity.middleware import ActorMiddleware, actor_of_session
from yiwang.ledger import selectors as ledger
from yiwang.organizations import services as organizations
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


def request_with(session=None):
    request = RequestFactory().post("/")
    request.session = session if session is not None else SessionStore()
    request.META["CSRF_COOKIE"] = "a" * 32
    return request


def signed_in(account):
    request = request_with()
    services.start_session(request, account=account, at=MORNING)
    return request


def who(request, at=MORNING):
    return actor_of_session(request.session, at=at)


def test_a_session_tells_who_acts():
    account = citizen_account()

    request = signed_in(account)

    assert who(request).person_id == account.person_id
    assert request.actor == who(request)


def test_signing_in_changes_the_key_of_the_session_and_keeps_what_the_visitor_chose():
    session = SessionStore()
    session["region"] = "330106000000"
    session.save()
    before = session.session_key
    request = request_with(session)

    services.start_session(request, account=citizen_account(), at=MORNING)
    request.session.save()

    assert request.session.session_key != before
    assert not SessionStore().exists(before)
    assert request.session["region"] == "330106000000"


def test_signing_in_over_somebody_elses_session_drops_what_they_left():
    request = signed_in(citizen_account())
    request.session["secret of the first"] = 1
    request.session.save()
    before = request.session.session_key

    services.start_session(request, account=citizen_account(), at=MORNING)

    assert "secret of the first" not in request.session
    assert not SessionStore().exists(before)


def test_signing_in_changes_the_token_against_forged_forms():
    request = request_with()

    services.start_session(request, account=citizen_account(), at=MORNING)

    assert request.META["CSRF_COOKIE"] != "a" * 32


def test_signing_out_empties_the_session_and_is_written_down():
    account = citizen_account()
    request = signed_in(account)

    services.end_session(request, actor=who(request), at=MORNING)

    assert who(request) is ANONYMOUS
    assert request.session.is_empty()
    assert ledger.events_about("account", account.id)[-1].kind == "identity.signed_out"


@pytest.mark.parametrize(("make", "hours"), [(citizen_account, 12), (staff_account, 8)])
def test_a_session_ends_after_its_hours_however_busy_it_is(make, hours):
    request = signed_in(make())

    assert who(request, MORNING + timedelta(hours=hours, seconds=-1)).is_authenticated
    assert who(request, MORNING + timedelta(hours=hours)) is ANONYMOUS


def test_another_password_ends_the_other_sessions_and_keeps_this_one():
    account = citizen_account()
    here, elsewhere = signed_in(account), signed_in(account)

    changed = services.change_password(
        account_id=account.id,
        old=PASSWORD,
        new="another long sentence",
        actor=who(here),
        at=MORNING,
    )
    services.keep_session(here, account=changed)

    assert who(here).account_id == account.id
    assert who(elsewhere) is ANONYMOUS


def test_a_closed_account_is_out_at_once():
    account = citizen_account()
    request = signed_in(account)

    services.close_account(account_id=account.id, actor=SYSTEM, at=MORNING)

    assert who(request) is ANONYMOUS


@pytest.mark.parametrize(
    "value", ["", "1", "not-an-id", 7, None, ["x"], "01a2064b-0000-7000-8000-00000000dead"]
)
def test_a_session_with_something_odd_in_it_is_nobodys(value):
    session = SessionStore()
    session[SESSION_KEY] = value

    assert actor_of_session(session, at=MORNING) is ANONYMOUS


def test_a_session_without_the_mark_of_the_password_is_nobodys():
    session = SessionStore()
    session[SESSION_KEY] = str(citizen_account().id)

    assert actor_of_session(session, at=MORNING) is ANONYMOUS


# ── posts


def test_a_staff_member_switches_between_their_posts():
    account = staff_account(StandardPost.COUNTER)
    other = PostHoldingFactory(
        staff=account.staff,
        post=PostFactory(standard=StandardPost.APPROVER),
        held_from=date(2026, 11, 1),
    )
    request = signed_in(account)

    services.switch_post(request, post_id=other.post_id, actor=who(request), at=MORNING)

    assert who(request).post_id == request.actor.post_id == other.post_id
    assert ledger.events_about("account", account.id)[-1].kind == "identity.post_switched"


def test_nobody_switches_to_a_post_they_do_not_hold():
    request = signed_in(staff_account())

    with pytest.raises(PostNotHeld):
        services.switch_post(request, post_id=PostFactory().id, actor=who(request), at=MORNING)
    with pytest.raises(PostNotHeld):
        services.switch_post(
            request, post_id=PostFactory().id, actor=acting(citizen_account()), at=MORNING
        )


def test_a_post_forged_into_the_session_gives_nothing():
    request = signed_in(staff_account(StandardPost.COUNTER))
    mine = who(request)
    request.session["post_id"] = str(PostFactory(standard=StandardPost.APPROVER).id)

    assert who(request) == mine
    assert "post_id" not in request.session


def test_when_the_chosen_post_ends_the_staff_member_acts_in_another():
    account = staff_account(StandardPost.COUNTER)
    other = PostHoldingFactory(staff=account.staff, post=PostFactory(), held_from=date(2026, 11, 1))
    request = signed_in(account)
    first = who(request).post_id
    services.switch_post(request, post_id=other.post_id, actor=who(request), at=MORNING)

    organizations.end_post(
        staff_id=account.staff_id, post_id=other.post_id, actor=SYSTEM, at=MORNING
    )

    assert who(request).post_id == first


# ── acting for a firm


def test_a_citizen_acts_for_a_firm_and_for_themselves_again():
    account = citizen_account()
    firm = legal_person(account.person)
    request = signed_in(account)

    services.switch_acting_for(request, acting_for=firm.id, actor=who(request), at=MORNING)
    for_the_firm = who(request)
    services.switch_acting_for(request, acting_for=None, actor=for_the_firm, at=MORNING)

    assert for_the_firm.applicant_id == firm.id
    assert who(request).applicant_id == account.person_id


def test_nobody_acts_for_a_firm_without_a_mandate():
    request = signed_in(citizen_account())
    firm = legal_person()

    with pytest.raises(NoMandate):
        services.switch_acting_for(request, acting_for=firm.id, actor=who(request), at=MORNING)
    request.session["acting_for"] = str(firm.id)

    assert who(request).legal_person_id is None
    assert "acting_for" not in request.session


def test_staff_act_for_no_firm():
    with pytest.raises(NoMandate):
        services.switch_acting_for(
            request_with(), acting_for=None, actor=acting(staff_account()), at=MORNING
        )


# ── the middleware


def test_who_acts_is_looked_up_when_asked_and_once(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    account = staff_account()
    request = request_with()
    services.start_session(request, account=account, at=timezone.now())
    request.session.save()
    again = request_with(SessionStore(request.session.session_key))
    seen = []

    def view(asked):
        with django_assert_num_queries(0):
            pass
        with django_assert_num_queries(2):  # the session, and who acts
            seen.append(asked.actor.staff_id)
            seen.append(asked.actor.post_id)
        return HttpResponse()

    ActorMiddleware(view)(again)

    assert seen[0] == account.staff_id
    assert isinstance(again.actor, Actor)


def test_a_visitor_without_a_session_costs_no_query(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    request = request_with()

    with django_assert_num_queries(0):
        ActorMiddleware(lambda asked: asked.actor.kind)(request)


def test_the_test_clients_own_sign_in_is_understood():
    account = citizen_account()
    client = Client()

    client.force_login(account)

    assert actor_of_session(client.session, at=MORNING).account_id == account.id
