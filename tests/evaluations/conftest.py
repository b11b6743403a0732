# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A world for each module, and the words of the dictionary cut once."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests import factories
from tests.cases import world as worlds
from tests.evaluations.people import People, made
from yiwang.foundation import selectors as foundation


def forget() -> None:
    factories.forget_everything()
    foundation.forget_working_calendar()


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[People]:
    """Make a world with supervisors that lasts for a module."""
    forget()
    with django_db_blocker.unblock(), transaction.atomic():
        yield made(worlds.made())
        transaction.set_rollback(True)
    forget()


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    forget()
    yield
    forget()
