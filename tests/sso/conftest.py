# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""An office for each test, and our name."""

import itertools
from collections.abc import Iterator
from functools import cache

import pytest
from django.conf import LazySettings
from jwcrypto import jwk

from tests import factories
from tests.sso.parties import ISSUER, Office, Party, office, party
from yiwang.sso import signing
from yiwang.sso.signing import new_pair as fresh_pair


@cache
def _pair(algorithm: str, place: int) -> tuple[jwk.JWK, str]:
    return fresh_pair(algorithm)


@pytest.fixture(autouse=True)
def _fresh(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start from nothing but key pairs, which take long to make."""
    places = {algorithm: itertools.count() for algorithm in signing.ALGORITHMS}
    monkeypatch.setattr(
        signing, "new_pair", lambda algorithm: _pair(algorithm, next(places[algorithm]))
    )
    settings.SITE_URL = ISSUER
    factories.forget_everything()
    signing.forget_signers()
    yield
    factories.forget_everything()
    signing.forget_signers()


@pytest.fixture
def desk(db: None) -> Office:
    return office()


@pytest.fixture
def registry(desk: Office) -> Party:
    """Return a client that citizens sign in to."""
    return party(desk)
