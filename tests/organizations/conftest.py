# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Fixtures of this room's tests."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from yiwang.foundation.actors import system_actor
from yiwang.organizations import selectors, services

DATA = Path(__file__).parents[2] / "data"
LOADER = system_actor("load")
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh_caches() -> None:
    """Let no test see what another one made."""
    selectors.forget_cached()


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, services.LoadReport]]:
    """Load all reference data once for the tests of a module, and roll it back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {
            "divisions": services.load_divisions(root=DATA, actor=LOADER, at=MORNING),
            "villages": services.load_villages(root=DATA, actor=LOADER, at=MORNING),
            "changes": services.load_changes(root=DATA, actor=LOADER, at=MORNING),
            "departments": services.load_departments(root=DATA, actor=LOADER, at=MORNING),
        }
        transaction.set_rollback(True)
