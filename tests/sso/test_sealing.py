# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keys change under single sign-on while people work: those that seal, and those that sign."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.utils import timezone

from operations import rotation
from tests.factories import SYSTEM
from tests.sso.parties import Office, Party, browser_of, claims_of, party, userinfo
from yiwang.foundation import encryption
from yiwang.foundation.errors import DecryptionFailed
from yiwang.identity import services as identity
from yiwang.identity.errors import NotYours
from yiwang.ledger.models import Event
from yiwang.sso import services, signing
from yiwang.sso.enums import KeyState
from yiwang.sso.models import Session, SigningKey
from yiwang.sso.services.sessions import session_key

NEW = {"id": "new1", "suite": "sm4gcm+hmac-sm3", "secret": b"n" * 32}
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def with_app(desk: Office) -> Authenticator:
    return Authenticator.objects.create(
        user=desk.citizen, type="totp", data={"secret": identity.seal_secret(SECRET)}
    )


def test_everything_sealed_opens_with_the_new_key_alone(
    desk: Office, registry: Party, with_app: Authenticator, settings: LazySettings
):
    browser = browser_of(desk.citizen)
    registry.sign_in(browser)
    kept = Session.objects.get()
    key = session_key(kept)
    said: list[str] = []

    settings.FIELD_ENCRYPTION_KEYS = [NEW, *settings.FIELD_ENCRYPTION_KEYS]
    rotation.run(say=said.append)
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    signing.forget_signers()

    with_app.refresh_from_db()
    kept.refresh_from_db()
    assert identity.open_secret(with_app.data["secret"]) == SECRET
    assert session_key(kept) == key
    tokens = registry.sign_in(browser)
    assert claims_of(tokens["id_token"], audience=registry.client.client_id)
    assert "authenticator apps: 1 encrypted anew" in said
    assert "private keys of single sign-on: 4 encrypted anew" in said
    assert not any(
        encryption.is_current(blob) is False
        for blob in SigningKey.objects.exclude(private_cipher=None).values_list(
            "private_cipher", flat=True
        )
    )


def test_what_is_current_is_left_alone(
    registry: Party, with_app: Authenticator, settings: LazySettings
):
    settings.FIELD_ENCRYPTION_KEYS = [NEW, *settings.FIELD_ENCRYPTION_KEYS]
    rotation.run(say=str)
    before, said = Event.objects.count(), []

    rotation.run(say=said.append)

    assert all(": 0 encrypted anew" in line for line in said)
    assert Event.objects.count() == before


def test_a_secret_whose_key_is_gone_is_told_of_and_not_lost(
    with_app: Authenticator, settings: LazySettings
):
    settings.FIELD_ENCRYPTION_KEYS = [NEW]

    with pytest.raises(DecryptionFailed):
        identity.rotate_factor_secrets(actor=SYSTEM, at=timezone.now())
    assert Authenticator.objects.get(pk=with_app.pk).data == with_app.data


def test_only_processes_of_our_own_rotate(desk: Office):
    citizen = desk.actor(desk.citizen)

    for rotate in (
        identity.rotate_factor_secrets,
        services.rotate_session_keys,
        services.rotate_private_keys,
    ):
        with pytest.raises(NotYours):
            rotate(actor=citizen, at=timezone.now())


def test_keys_that_sign_change_when_their_days_are_over(
    desk: Office, registry: Party, settings: LazySettings
):
    settings.SSO_KEY_DAYS = 30
    at, browser = timezone.now(), browser_of(desk.citizen)
    old = registry.sign_in(browser)["id_token"]
    reserve = set(SigningKey.objects.filter(state=KeyState.NEXT).values_list("kid", flat=True))

    too_soon = services.rotate_due_signing_keys(actor=SYSTEM, at=at + timedelta(days=29))
    changed = services.rotate_due_signing_keys(actor=SYSTEM, at=at + timedelta(days=31))
    again = services.rotate_due_signing_keys(actor=SYSTEM, at=at + timedelta(days=32))

    assert (too_soon, again) == ([], [])
    assert set(changed) == reserve, "what was published before signs now"
    assert claims_of(old, audience=registry.client.client_id), "what was signed before still counts"
    assert signing.read(registry.sign_in(browser)["id_token"]) is not None


def test_a_read_is_written_down_once_for_a_token_however_often_a_client_asks(
    desk: Office,
):
    wanted = "openid profile real_name"
    client = party(desk, scopes=tuple(wanted.split()))
    token = client.sign_in(browser_of(desk.citizen), scope=wanted)["access_token"]

    for _time in range(3):
        assert userinfo(token).json()["name"]

    reads = Event.objects.filter(kind="ledger.personal_data_read")
    assert reads.count() == 1
    assert reads.get().subject_id == desk.citizen.person_id
