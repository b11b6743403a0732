# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A world for each module, and staff at their desks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tests import factories
from tests.factories import World
from tests.workbench.desks import at_desk
from yiwang.catalogue import services as catalogue
from yiwang.organizations.enums import StandardPost


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
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


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    factories.forget_everything()
    yield
    factories.forget_everything()


@pytest.fixture
def counter(world: World, db: None) -> Client:
    return at_desk(world.staff[StandardPost.COUNTER])


@pytest.fixture
def handler(world: World, db: None) -> Client:
    return at_desk(world.staff[StandardPost.HANDLER])


@pytest.fixture
def approver(world: World, db: None) -> Client:
    return at_desk(world.staff[StandardPost.APPROVER])


@pytest.fixture
def auditor(world: World, db: None) -> Client:
    return at_desk(world.auditor)


@pytest.fixture
def stranger(world: World, db: None) -> Client:
    """Return a clerk of another department."""
    return at_desk(world.stranger)
