# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One world with everybody in it for each module that walks the site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests import factories
from tests.security.people import Everything, everything
from tests.security.site import taken_back
from tests.sso.parties import ISSUER
from yiwang.sso import signing


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Everything]:
    """Make everybody and everything once for a module; each test takes back what it does."""
    store = tmp_path_factory.mktemp("store")
    kept = override_settings(
        DOCUMENT_STORE=store / "files", OUTBOX=store / "outbox", CLAMD_ADDRESS="", SITE_URL=ISSUER
    )
    with kept, django_db_blocker.unblock(), taken_back():
        signing.forget_signers()
        yield everything()
    factories.forget_everything()
    signing.forget_signers()


@pytest.fixture(autouse=True)
def _own_store(settings: LazySettings, tmp_path: Path) -> None:
    settings.CLAMD_ADDRESS = ""


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    factories.forget_everything()
    yield
    factories.forget_everything()
