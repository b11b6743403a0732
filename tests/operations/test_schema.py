# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The kept schema leads where the migrations lead."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from config.environment import ROOT
from operations.postgres import Cluster
from tools import schema

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("schema") / "postgres", is_lasting=False)
    made.start()
    yield made
    made.remove()


def database(cluster: Cluster, name: str) -> str:
    with psycopg.connect(cluster.superuser_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return cluster.superuser_url.removesuffix("/postgres") + f"/{name}"


def migrate(url: str, *options: str) -> str:
    surroundings = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }
    answer = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-color", *options],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout


def names(url: str) -> set[tuple[str, str]]:
    with psycopg.connect(url) as connection:
        return set(connection.execute("SELECT app, name FROM django_migrations").fetchall())


def tables(cluster: Cluster, url: str) -> list[str]:
    """Return the dump without the numbers of the migrations, which depend on their order.

    PostgreSQL writes an expression that it was given in one form and reads back in another; so
    what is compared has been read back once more.
    """
    again = database(cluster, url.rpartition("/")[2] + "_again")
    with psycopg.connect(again) as connection:
        connection.execute(schema.dumped(cluster.programs, url))
    text = schema.dumped(cluster.programs, again)
    return [line for line in text.splitlines() if "django_migrations" not in line]


BEST_OPEN_LIST = "0026_best_open_list_of_a_place"


def indexes(connection: psycopg.Connection) -> list[tuple[str, bool]]:
    """Return the names of all indexes, and whether PostgreSQL uses them."""
    return connection.execute(
        "SELECT i.indexrelid::regclass::text, i.indisvalid FROM pg_index i"
        " JOIN pg_class c ON c.oid = i.indexrelid"
        " WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1"
    ).fetchall()


def test_an_empty_database_gets_what_the_migrations_make(cluster: Cluster) -> None:
    slow, quick = database(cluster, "slow"), database(cluster, "quick")

    said = migrate(quick)
    migrate(slow, "--one-by-one")

    assert "kept schema... OK" in said
    assert names(quick) == names(slow)
    assert tables(cluster, quick) == tables(cluster, slow)


def test_a_database_that_has_tables_is_left_to_the_migrations(cluster: Cluster) -> None:
    url = database(cluster, "begun")
    migrate(url, "contenttypes")

    said = migrate(url, "sessions")

    assert "kept schema" not in said
    assert {app for app, _name in names(url)} == {"contenttypes", "sessions"}


def test_indexes_made_beside_the_system_are_made_again_when_that_was_cut_off(
    cluster: Cluster,
) -> None:
    url = database(cluster, "cut_off")
    migrate(url)
    made = BEST_OPEN_LIST
    with psycopg.connect(url, autocommit=True) as connection:
        before = indexes(connection)
        for done in ("the index", "half an index"):
            connection.execute("DELETE FROM django_migrations WHERE name = %s", [made])
            if done == "half an index":
                connection.execute("DROP INDEX implementation_best_open")
                with pytest.raises(psycopg.errors.UniqueViolation):
                    connection.execute(
                        "CREATE UNIQUE INDEX CONCURRENTLY implementation_best_open"
                        " ON django_migrations ((true))"
                    )
                assert indexes(connection) != before
            said = migrate(url)

            assert ("whose making was cut off" in said) is (done == "half an index")
            assert indexes(connection) == before
    assert made in {name for _room, name in names(url)}
