# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Fixtures of this room's tests.

Tests that use the module-wide catalogue carry the mark ``django_db``, so that each of them works
inside the module's transaction and leaves nothing behind.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.catalogue import worlds
from tests.catalogue.worlds import Catalogue
from yiwang.catalogue import snapshots
from yiwang.organizations import selectors as organizations


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Catalogue]:
    """Make the small catalogue once for the tests of a module, and roll it back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.small_catalogue()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def indexed(made: Catalogue) -> Catalogue:
    """Make the small catalogue with its search index."""
    worlds.index(made)
    return made


@pytest.fixture
def catalogue(made: Catalogue, db: None) -> Catalogue:
    """Give a test the small catalogue to change; the next one finds it as it was."""
    organizations.forget_cached()
    snapshots.forget_kept()
    return made
