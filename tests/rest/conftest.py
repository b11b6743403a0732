# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A world for each module, and callers who are signed in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests import factories
from tests.rest.calling import Caller, token_of
from yiwang.organizations.enums import StandardPost


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[factories.World]:
    """Make a world that lasts for a module; each test takes back what it does to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield factories.world()
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
def nobody() -> Caller:
    return Caller()


@pytest.fixture
def citizen(world: factories.World, db: None) -> Caller:
    return Caller(token_of(world.citizen))


@pytest.fixture
def neighbour(world: factories.World, db: None) -> Caller:
    return Caller(token_of(world.neighbour))


@pytest.fixture
def firm(world: factories.World, db: None) -> Caller:
    """Return the citizen who acts for their firm."""
    return Caller(token_of(world.citizen, acting_for=world.firm.id))


@pytest.fixture
def counter(world: factories.World, db: None) -> Caller:
    return Caller(token_of(world.staff[StandardPost.COUNTER]))


@pytest.fixture
def handler(world: factories.World, db: None) -> Caller:
    return Caller(token_of(world.staff[StandardPost.HANDLER]))


@pytest.fixture
def approver(world: factories.World, db: None) -> Caller:
    return Caller(token_of(world.staff[StandardPost.APPROVER]))


@pytest.fixture
def auditor(world: factories.World, db: None) -> Caller:
    return Caller(token_of(world.auditor))


@pytest.fixture
def stranger(world: factories.World, db: None) -> Caller:
    """Return a clerk of another department."""
    return Caller(token_of(world.stranger))


@pytest.fixture
def system(world: factories.World, db: None) -> Caller:
    """Return a registered system of the department."""
    return Caller(token_of(world.client), headers={"X-Purpose": "case_handling"})
