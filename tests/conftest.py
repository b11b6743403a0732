# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Fixtures for every room."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from yiwang.foundation import reach, row_security
from yiwang.foundation.remembering import Remembered
from yiwang.identity.token_cache import tokens

LEDGER_TABLES = (
    "ledger_event",
    "ledger_tree",
    "ledger_tile",
    "ledger_checkpoint",
    "ledger_anchor",
)
COUNTING: Final = {"django_assert_num_queries", "django_assert_max_num_queries"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let the test runner empty the ledger between tests that commit; nobody else may."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        row_security.install()
        for table in LEDGER_TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_never_emptied")


KEPT_BETWEEN_TESTS: Final = {"django_content_type", "auth_permission"}
LARGEST_EMPTIED: Final = 64 * 1024 * 1024
_WRITTEN: Final = """
SELECT c.relname, pg_relation_size(c.oid)
                  + coalesce((SELECT sum(pg_relation_size(t.relid))
                                FROM pg_partition_tree(c.oid) AS t), 0)
  FROM pg_class AS c
 WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s)
"""
_flush = TransactionTestCase._fixture_teardown


def _empty(case: TransactionTestCase) -> None:
    """Empty what a test that committed has written, and leave the other 400 tables alone.

    Django empties all of them and makes types and permissions anew: 1.5 to 2.5 s for each test.
    It still does on a server where nobody may silence triggers, and after a test of many rows.
    """
    names = set(connection.introspection.django_table_names(only_existing=True))
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN, [sorted(names - KEPT_BETWEEN_TESTS)])
        sizes = {name: size for name, size in cursor.fetchall() if size}
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        (is_allowed,) = cursor.fetchone()
    if not is_allowed or sum(sizes.values()) > LARGEST_EMPTIED:
        _flush(case)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name in sorted(sizes):
            cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608 - a name of the catalogue
    ContentType.objects.clear_cache()


TransactionTestCase._fixture_teardown = _empty  # type: ignore[method-assign]


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
    """Keep what a process asks for again every few seconds from showing in counted statements.

    What is remembered for a while is forgotten once and then kept, so that neither the tests before
    nor a slow machine change what a test counts; a test that counts warm questions asks once first.
    """
    monkeypatch.setattr("yiwang.foundation.selectors.SECONDS_BETWEEN_CHECKS", float("inf"))
    monkeypatch.setattr("yiwang.forms.selectors.RECHECK_SECONDS", float("inf"))
    monkeypatch.setattr("yiwang.identity.token_cache.KEPT_SECONDS", float("inf"))
    monkeypatch.setattr("yiwang.foundation.remembering.clock", lambda: 0.0)
    tokens.clear()
    for each in Remembered.everything:
        each.forget()


@pytest.fixture(autouse=True)
def _steady_while_statements_are_counted(request: pytest.FixtureRequest) -> None:
    """Hold reference data steady wherever statements are counted; slow machines need it."""
    if hasattr(request.module, "CaptureQueriesContext") or COUNTING & set(request.fixturenames):
        request.getfixturevalue("steady_reference_data")


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
