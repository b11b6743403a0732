# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing in and out over the machine interface."""

from uuid import uuid4

import pytest

from tests.factories import PASSWORD, World
from tests.rest.calling import Caller, code_of
from yiwang.ledger.models import Event, IdempotencyRecord
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


def test_a_citizen_signs_in_for_themselves(world: World, nobody: Caller) -> None:
    response = nobody.post("/tokens", {"login": world.citizen.login, "password": PASSWORD})

    token = response.json()
    assert response.status_code == 201
    assert (token["audience"], token["name"], token["acting_for"]) == ("citizen", "张小云", None)
    assert Caller(token["token"]).get("/me").status_code == 200


def test_a_citizen_signs_in_for_a_firm(world: World, nobody: Caller) -> None:
    body = {
        "login": world.citizen.login,
        "password": PASSWORD,
        "acting_for": str(world.firm.id),
    }

    token = nobody.post("/tokens", body).json()

    assert token["acting_for"] == str(world.firm.id)
    assert Caller(token["token"]).get("/me").json()["acting_for"]["name"] == world.firm.name


def test_nobody_acts_for_a_firm_that_is_not_theirs(world: World, nobody: Caller) -> None:
    body = {
        "login": world.neighbour.login,
        "password": PASSWORD,
        "acting_for": str(world.firm.id),
    }

    response = nobody.post("/tokens", body)

    assert (response.status_code, code_of(response)) == (403, "identity.no_mandate")


def test_staff_sign_in_to_a_post_that_they_hold(world: World, nobody: Caller) -> None:
    account = world.staff[StandardPost.HANDLER]
    actor = world.actor(account)
    body = {"login": account.login, "password": PASSWORD, "post_id": str(actor.post_id)}

    assert nobody.post("/tokens", body).json()["post_id"] == str(actor.post_id)


def test_staff_do_not_sign_in_to_a_post_of_others(world: World, nobody: Caller) -> None:
    other = world.staff_actor(StandardPost.APPROVER).post_id
    body = {
        "login": world.staff[StandardPost.HANDLER].login,
        "password": PASSWORD,
        "post_id": str(other),
    }

    response = nobody.post("/tokens", body)

    assert (response.status_code, code_of(response)) == (403, "identity.post_not_held")


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(
    world: World, nobody: Caller
) -> None:
    wrong = nobody.post("/tokens", {"login": world.citizen.login, "password": "x"})
    unknown = nobody.post("/tokens", {"login": "nobody-at-all", "password": "x"})

    assert code_of(wrong) == code_of(unknown) == "identity.bad_credentials"
    assert wrong.json()["detail"] == unknown.json()["detail"]


def test_guessing_is_slowed_down(world: World, nobody: Caller) -> None:
    answers = [
        nobody.post("/tokens", {"login": world.neighbour.login, "password": f"guess-{n}"})
        for n in range(6)
    ]

    assert code_of(answers[-1]) == "identity.too_many_attempts"
    assert answers[-1].status_code == 429


def test_a_token_is_kept_nowhere_even_with_an_idempotency_key(world: World, nobody: Caller) -> None:
    body = {"login": world.citizen.login, "password": PASSWORD}

    first = nobody.post("/tokens", body, key="once").json()["token"]
    second = nobody.post("/tokens", body, key="once").json()["token"]

    assert first != second
    assert not IdempotencyRecord.objects.exists()
    assert not [row for row in Event.objects.all() if first in str(row.payload)]


def test_a_system_signs_in_with_its_secret(world: World, nobody: Caller) -> None:
    body = {"client_id": world.client.client_id, "client_secret": world.client.secret}

    token = nobody.post("/client-tokens", body)

    assert (token.status_code, token.json()["audience"]) == (201, "client")


def test_a_system_without_its_secret_stays_outside(world: World, nobody: Caller) -> None:
    body = {"client_id": world.client.client_id, "client_secret": str(uuid4())}

    assert code_of(nobody.post("/client-tokens", body)) == "identity.bad_credentials"


def test_after_signing_out_the_token_opens_nothing(citizen: Caller) -> None:
    assert citizen.delete("/tokens/current").json() == {"done": True}

    assert code_of(citizen.get("/me")) == "identity.token_invalid"
