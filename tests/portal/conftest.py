# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A world for each module, and readers with and without a session."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tests import factories
from tests.organizations.factories import XIHU
from yiwang.catalogue import services as catalogue
from yiwang.identity.models import Account


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[factories.World]:
    """Make a world that lasts for a module; each test takes back what it does to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = factories.world()
        catalogue.index_everything(on=timezone.localdate())
        yield made
        transaction.set_rollback(True)
    factories.forget_everything()


@pytest.fixture(autouse=True)
def _own_store(settings: LazySettings, tmp_path: Path) -> None:
    settings.DOCUMENT_STORE = tmp_path / "files"
    settings.CLAMD_ADDRESS = ""
    settings.OUTBOX = tmp_path / "outbox"


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    factories.forget_everything()
    yield
    factories.forget_everything()


def reader(account: Account | None = None) -> Client:
    """Return a browser that stands in the world's county, signed in if an account is given."""
    client = Client()
    client.cookies["yw_region"] = XIHU
    if account is not None:
        answer = client.post("/signin", {"login": account.login, "password": factories.PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
    return client


@pytest.fixture
def nobody(world: factories.World, db: None) -> Client:
    return reader()


@pytest.fixture
def citizen(world: factories.World, db: None) -> Client:
    return reader(world.citizen)


@pytest.fixture
def neighbour(world: factories.World, db: None) -> Client:
    return reader(world.neighbour)
