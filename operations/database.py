# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which database an operation works on: the one that DATABASE_URL names, else our own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import django
import psycopg
from django.apps import apps

from config.environment import environment
from operations.errors import OperationFailed
from operations.postgres import Cluster
from yiwang.foundation import reach

OLDEST_VERSION = 150_000


@dataclass(frozen=True, slots=True)
class Database:
    """Where to connect, and the cluster when it is ours.

    :param url: for the running site
    :param owner_url: for migrations
    """

    url: str
    owner_url: str
    cluster: Cluster | None = None


def our_cluster() -> Cluster | None:
    """Return our own cluster, or None when DATABASE_URL names another server."""
    chosen = environment()
    return None if chosen.DATABASE_URL else Cluster(chosen.VAR / "postgres")


@contextmanager
def available() -> Iterator[Database]:
    """Have the database answer during a block, starting our own for so long when it sleeps."""
    cluster = our_cluster()
    if cluster is None:
        chosen = environment()
        database = Database(chosen.DATABASE_URL, chosen.DATABASE_OWNER_URL or chosen.DATABASE_URL)
        check_server(database.url)
        yield database
        return
    with cluster.running():
        yield Database(cluster.url, cluster.owner_url, cluster)


@contextmanager
def django_ready(*, as_owner: bool = False, has_limits: bool = True) -> Iterator[Database]:
    """Have Django set up on the database during a block.

    :param as_owner: connect as the owner of the tables, as migrations must
    :param has_limits: False lets statements of maintenance take their time
    """
    with available() as database:
        os.environ["DATABASE_URL"] = database.owner_url if as_owner else database.url
        if not has_limits:
            os.environ["DATABASE_STATEMENT_TIMEOUT_MS"] = "0"
            os.environ["DATABASE_IDLE_TRANSACTION_TIMEOUT_MS"] = "0"
        environment.cache_clear()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
        if not apps.ready:
            django.setup(set_prefix=False)
        if not as_owner:
            reach.reach_everything()
        yield database


def check_server(url: str) -> None:
    """Refuse a server that does not answer or is too old."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        raise OperationFailed(
            f"PostgreSQL at DATABASE_URL does not answer: {str(error).strip()}"
        ) from error
    if version < OLDEST_VERSION:
        raise OperationFailed(
            f"PostgreSQL {version // 10_000} is too old; Yiwang needs 15 or newer."
        )
