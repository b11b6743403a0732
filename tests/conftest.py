# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Fixtures for every room."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from pytest_django import DjangoDbBlocker

from yiwang.foundation import reach, row_security

LEDGER_TABLES = (
    "ledger_event",
    "ledger_tree",
    "ledger_tile",
    "ledger_checkpoint",
    "ledger_anchor",
)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let the test runner empty the ledger between tests that commit; nobody else may."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        row_security.install()
        for table in LEDGER_TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_never_emptied")


@pytest.fixture(autouse=True)
def _own_reach() -> Iterator[None]:
    """Leave behind nobody whom a test signed in without a request around it."""
    token = reach._current.set(None)
    yield
    reach._current.reset(token)


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    """Start in Chinese, whatever language the request before was answered in."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def steady_reference_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a process asks for again every few seconds from showing in counted statements."""
    monkeypatch.setattr("yiwang.foundation.selectors.SECONDS_BETWEEN_CHECKS", float("inf"))
    monkeypatch.setattr("yiwang.forms.selectors.RECHECK_SECONDS", float("inf"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Count what ``tests/security/test_matrix.py`` has tried: routes, roles, cells."""
    tried = [
        value
        for report in terminalreporter.stats.get("passed", [])
        for name, value in report.user_properties
        if name == "matrix"
    ]
    if tried:
        cells, allowed, refused = (sum(one[place] for one in tried) for place in (1, 2, 3))
        roles = max(one[4] for one in tried)
        terminalreporter.write_line(
            f"matrix: {len(tried)} routes × {roles} roles = {cells} cells, "
            f"{allowed} allowed, {refused} refused"
        )
