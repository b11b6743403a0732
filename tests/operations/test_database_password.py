# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The database role gets another password, and whoever is killed in between locks nobody out."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg import conninfo, sql

from operations import database_password
from operations.errors import OperationFailed

pytestmark = pytest.mark.django_db(transaction=True)
ROLE = "yiwang_rotated"


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """Return the address of a role of its own, whose password lies in a file."""
    params = connection.get_connection_params()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD 'first'")
    passfile = tmp_path / "password"
    passfile.write_text(f"# of the tests\nother:*:*:other:untouched\n*:*:*:{ROLE}:first\n")
    passfile.chmod(0o600)
    yield conninfo.make_conninfo(
        host=params["host"],
        port=params["port"],
        dbname=params["dbname"],
        user=ROLE,
        passfile=str(passfile),
    )
    with connection.cursor() as cursor:
        cursor.execute(f"DROP ROLE {ROLE}")


def opens(url: str, **changes: str) -> bool:
    try:
        psycopg.connect(conninfo.make_conninfo(url, **changes)).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_new_password_opens_and_the_old_one_no_longer_does(url: str, tmp_path: Path):
    said: list[str] = []

    database_password.rotate(url, say=said.append)

    lines = (tmp_path / "password").read_text().splitlines()
    assert opens(url)
    assert not opens(url, password="first")
    assert lines[:2] == ["# of the tests", "other:*:*:other:untouched"]
    assert len(lines[2].rpartition(":")[2]) >= 40
    assert (tmp_path / "password").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["password"]
    assert lines[2].rpartition(":")[2] not in said[0]


def test_an_open_connection_goes_on(url: str):
    with psycopg.connect(url) as running:
        database_password.rotate(url, say=str)

        assert running.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize("killed", ["before the role was changed", "after it"])
def test_whoever_is_killed_in_between_is_followed_by_one_who_finishes(
    url: str, tmp_path: Path, killed: str
):
    following = tmp_path / "password.next"
    following.write_text(f"*:*:*:{ROLE}:second\n")
    following.chmod(0o600)
    if killed == "after it":
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD 'second'").format(sql.Identifier(ROLE)))
        assert not opens(url)

    database_password.rotate(url, say=str)

    assert opens(url)
    assert not opens(url, password="first")
    assert not opens(url, password="second")
    assert not following.exists()


def test_a_password_in_the_address_cannot_be_changed(url: str):
    with pytest.raises(OperationFailed, match="passfile"):
        database_password.rotate("postgresql://a:b@127.0.0.1/c", say=str)


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("db:5432:yiwang:app:old", "db:5432:yiwang:app:new"),
        (r"db\:x:5432:yiwang:app:old", r"db\:x:5432:yiwang:app:new"),
        (r"*:*:*:app:with\:colon", "*:*:*:app:new"),
        ("*:*:*:somebody:old", "*:*:*:somebody:old"),
        ("# a line", "# a line"),
    ],
)
def test_only_the_password_of_the_role_is_changed(line: str, changed: str):
    assert database_password._changed(line, "app", "new") == changed
