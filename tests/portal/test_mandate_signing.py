# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A mandate that is signed by proving once more who one is, without its password."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.factories import World
from tests.portal.accounts import signed_in
from tests.portal.test_account_security import code_of, with_app
from yiwang.identity.models import Mandate, NaturalPerson
from yiwang.identity.numbers import RESIDENT_ID

pytestmark = pytest.mark.django_db
NEW = "/my/mandates/new"


def number_of(person_id: object) -> str:
    person = NaturalPerson.objects.get(pk=person_id)
    return RESIDENT_ID.open(person.resident_id_cipher, person.id)


def filled_in(world: World) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "agent_kind": "person",
        "agent_name": "李大山",
        "agent_number": number_of(world.neighbour.person_id),
        "scope": "all",
        "right": ["apply", "track"],
        "since": today.isoformat(),
        "last_on": (today + timedelta(days=30)).isoformat(),
        "agreed": "yes",
    }


def read(client: Client, typed: dict[str, object]) -> str:
    """Return the SHA-256 of the text that the page shows."""
    page = client.post(NEW, typed | {"step": "review"}).content.decode()
    found = re.search(r'name="seen_sha256" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def asked(client: Client, world: World, **changed: object):
    typed = filled_in(world)
    seen = read(client, typed)
    return client.post(NEW, typed | {"step": "passkey", "seen_sha256": seen} | changed)


def test_the_mandate_is_signed_once_the_principal_has_proven_who_they_are(world: World):
    client = signed_in(world.citizen)
    secret = with_app(client)

    answer = asked(client, world)

    assert answer.url == "/account/again/passkey"
    assert not Mandate.objects.exists()
    signed = client.post("/account/again/code", {"code": code_of(secret, ahead=1)})

    made = Mandate.objects.get()
    assert signed.url == f"/my/mandates/{made.id}"
    assert made.account_id == world.citizen.id
    assert made.text_sha256 == hashlib.sha256(made.text.encode()).hexdigest()
    again = client.post("/account/again/code", {"code": code_of(secret, ahead=1)})
    assert again.status_code in {200, 302, 422, 429}
    assert Mandate.objects.count() == 1


def test_nobody_s_number_waits_in_the_session(world: World):
    client = signed_in(world.citizen)

    asked(client, world)

    assert number_of(world.neighbour.person_id) not in str(dict(client.session))


@pytest.mark.parametrize("changed", [{"agreed": "no"}, {"seen_sha256": "0" * 64}])
def test_what_was_not_read_or_not_wanted_does_not_even_ask_for_a_passkey(world: World, changed):
    client = signed_in(world.citizen)

    answer = asked(client, world, **changed)

    assert answer.status_code >= 400
    assert not Mandate.objects.exists()


def test_terms_that_wait_are_signed_by_nobody_without_the_proof(world: World):
    client = signed_in(world.citizen)
    asked(client, world)

    client.get("/account/again/passkey")
    client.get(NEW)
    client.post("/account/again", {"password": "wrong-password"})

    assert not Mandate.objects.exists()
    client.post("/account/again", {"password": factories.PASSWORD})
    assert Mandate.objects.count() == 1


def test_a_doubled_click_signs_one_mandate(world: World):
    client = signed_in(world.citizen)
    typed = filled_in(world)
    signed = typed | {"step": "sign", "seen_sha256": read(client, typed)}
    signed |= {"password": factories.PASSWORD}

    first, second = client.post(NEW, signed), client.post(NEW, signed)

    made = Mandate.objects.get()
    assert first.url == second.url == f"/my/mandates/{made.id}"
