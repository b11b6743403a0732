# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One's own account by machine: sessions, factors, another password, and the second factor."""

import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import LazySettings
from django.test import Client

from tests.factories import PASSWORD, World
from tests.rest.calling import Caller
from tests.rest.journeys import done
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def browser(world: World) -> Client:
    client = Client()
    client.post("/signin", {"login": world.citizen.login, "password": PASSWORD})
    return client


def sign_in(login: str, **fields: str) -> tuple[int, str]:
    answer = Caller().post("/tokens", {"login": login, "password": PASSWORD} | fields)
    return answer.status_code, answer.json().get("code", "")


def test_sessions_are_listed_and_ended_at_once(world: World, citizen: Caller) -> None:
    window = browser(world)
    (session,) = done(citizen.get("/me/sessions"))["items"]

    done(citizen.delete(f"/me/sessions/{session['id']}"))

    assert window.get("/account").status_code == 302
    assert done(citizen.get("/me/sessions"))["items"] == []


def test_all_sessions_are_ended_at_once(world: World, citizen: Caller) -> None:
    windows = [browser(world) for _time in range(2)]

    done(citizen.delete("/me/sessions"))

    assert [window.get("/account").status_code for window in windows] == [302, 302]


def test_nobody_ends_a_session_of_somebody_else(
    world: World, citizen: Caller, neighbour: Caller
) -> None:
    window = browser(world)
    (session,) = done(citizen.get("/me/sessions"))["items"]

    done(neighbour.delete(f"/me/sessions/{session['id']}"))

    assert window.get("/account").status_code == 200


def test_what_signs_in_is_shown_without_any_secret(world: World, citizen: Caller) -> None:
    TOTP.activate(world.citizen, SECRET)

    factors = done(citizen.get("/me/factors"))

    assert factors["has_totp"]
    assert (factors["login"], factors["passkeys"]) == (world.citizen.login, [])
    assert SECRET not in str(factors)


def test_another_password_ends_this_token_too(world: World, citizen: Caller) -> None:
    wrong = citizen.put("/me/password", {"old": "wrong", "new": "another-quiet-night"})
    done(citizen.put("/me/password", {"old": PASSWORD, "new": "another-quiet-night"}))

    assert wrong.status_code == 401
    assert citizen.get("/me").status_code == 401
    assert sign_in(world.citizen.login)[0] == 401


def test_a_password_does_not_go_round_the_second_factor(world: World) -> None:
    TOTP.activate(world.citizen, SECRET)
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))

    assert sign_in(world.citizen.login) == (403, "identity.second_factor_needed")
    assert sign_in(world.citizen.login, code="000000")[0] == 401
    assert sign_in(world.citizen.login, code=code)[0] == 201
    assert sign_in(world.citizen.login, code=code)[0] == 401


def test_an_approver_gets_no_token_for_a_password(world: World, settings: LazySettings) -> None:
    settings.STAFF_SECOND_FACTOR = "required"

    refused = sign_in(world.staff[StandardPost.APPROVER].login)
    let_in = sign_in(world.staff[StandardPost.COUNTER].login)

    assert refused == (403, "identity.second_factor_needed")
    assert let_in[0] == 201


def test_where_everybody_shows_two_factors_no_token_is_had_for_one(
    world: World, settings: LazySettings
) -> None:
    settings.STAFF_SECOND_FACTOR = "everyone"
    settings.CITIZEN_SECOND_FACTOR = "required"
    refused = [
        sign_in(account.login) for account in (world.citizen, world.staff[StandardPost.COUNTER])
    ]
    TOTP.activate(world.citizen, SECRET)
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))

    assert refused == [(403, "identity.second_factor_needed")] * 2
    assert sign_in(world.citizen.login, code=code)[0] == 201


def test_a_code_that_nobody_asked_for_is_not_in_the_way(world: World) -> None:
    assert sign_in(world.citizen.login, code="123456")[0] == 201
