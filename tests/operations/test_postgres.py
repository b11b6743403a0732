# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Our own PostgreSQL: made, kept, killed, moved, and closed to others."""

import os
import pwd
import signal
import socket
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from operations.errors import OperationFailed
from operations.postgres import RUNTIME, Cluster

pytestmark = pytest.mark.slow
IS_ROOT = os.geteuid() == 0


@pytest.fixture
def folder() -> Iterator[Path]:
    # Not tmp_path: pytest closes its parents to others, and PostgreSQL may be another user.
    with tempfile.TemporaryDirectory(prefix="yiwang-postgres-") as name:
        yield Path(name)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    made = Cluster(folder / "postgres", is_lasting=False)
    yield made
    made.remove()


def kill(cluster: Cluster) -> None:
    """End the server as a power cut would."""
    number = int((cluster.folder / "postmaster.pid").read_text().split()[0])
    family = psutil.Process(number).children()
    os.kill(number, signal.SIGKILL)
    psutil.wait_procs(
        [*family, psutil.Process(number)] if psutil.pid_exists(number) else family, 10
    )


def test_a_new_cluster_answers_as_a_role_that_owns_nothing(cluster: Cluster):
    cluster.start()

    with psycopg.connect(cluster.url) as connection:
        user, version, encoding = connection.execute(
            "SELECT current_user, current_setting('server_version_num')::int / 10000,"
            " current_setting('server_encoding')"
        ).fetchone()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine ()")

    assert (user, version, encoding) == (RUNTIME, 18, "UTF8")


def test_the_runtime_role_writes_rows_in_tables_that_the_owner_makes(cluster: Cluster):
    cluster.start()
    with psycopg.connect(cluster.owner_url) as connection:
        connection.execute("CREATE TABLE thing (id bigint GENERATED ALWAYS AS IDENTITY, word text)")

    with psycopg.connect(cluster.url) as connection:
        connection.execute("INSERT INTO thing (word) VALUES ('字')")
        rows = connection.execute("SELECT word FROM thing").fetchall()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("TRUNCATE thing")

    assert rows == [("字",)]


def test_starting_again_does_not_give_back_rights_that_a_migration_took(cluster: Cluster):
    cluster.start()
    with psycopg.connect(cluster.owner_url) as connection:
        connection.execute("CREATE TABLE fact ()")
        connection.execute(f"REVOKE UPDATE, DELETE ON fact FROM {RUNTIME}")
    cluster.stop()

    cluster.start()

    with psycopg.connect(cluster.url) as connection:
        row = connection.execute("SELECT has_table_privilege('fact', 'DELETE')").fetchone()
    assert row == (False,)


def test_data_and_address_are_kept_from_one_run_to_the_next(cluster: Cluster):
    cluster.start()
    address = cluster.url
    with psycopg.connect(cluster.owner_url) as connection:
        connection.execute("CREATE TABLE kept ()")
    cluster.stop()

    cluster.start()

    assert cluster.url == address
    with psycopg.connect(cluster.url) as connection:
        assert connection.execute("SELECT to_regclass('kept')").fetchone() == ("kept",)


def test_a_killed_server_starts_again_with_what_was_committed(folder: Path):
    cluster = Cluster(folder / "postgres")
    cluster.start()
    with psycopg.connect(cluster.owner_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    kill(cluster)

    assert not cluster.is_running()
    cluster.start()

    with psycopg.connect(cluster.owner_url) as connection:
        row = connection.execute("SELECT one FROM kept").fetchone()
    cluster.remove()
    assert row == (1,)


def test_a_lock_whose_number_another_program_has_by_now_is_no_obstacle(cluster: Cluster):
    cluster.start()
    lock = (cluster.folder / "postmaster.pid").read_text()
    cluster.stop()
    (cluster.folder / "postmaster.pid").write_text(
        lock.replace(lock.split()[0], str(os.getpid()), 1)
    )

    assert not cluster.is_running()
    cluster.start()

    assert cluster.is_running()


def test_the_server_moves_to_another_port_when_its_own_is_taken(cluster: Cluster):
    cluster.start()
    taken = cluster.credentials.port
    cluster.stop()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", taken))
        other.listen()

        cluster.start()

    assert cluster.credentials.port != taken
    psycopg.connect(cluster.url).close()


def test_it_listens_on_this_machine_alone_and_wants_a_password(cluster: Cluster):
    cluster.start()

    with psycopg.connect(cluster.url) as connection:
        listening = connection.execute("SHOW listen_addresses").fetchone()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(cluster.url.replace(cluster.credentials.runtime, "wrong"))

    assert listening == ("127.0.0.1",)


def test_passwords_are_readable_by_their_owner_alone(cluster: Cluster):
    cluster.prepare()

    assert (cluster.folder.with_name("postgres.json").stat().st_mode & 0o777) == 0o600
    assert (cluster.folder.stat().st_mode & 0o777) == 0o700


def test_data_of_another_version_is_refused_with_a_sentence(cluster: Cluster):
    cluster.prepare()
    (cluster.folder / "PG_VERSION").write_text("17\n")

    with pytest.raises(OperationFailed, match="PostgreSQL 17"):
        cluster.prepare()


def test_lost_passwords_are_named(cluster: Cluster):
    cluster.prepare()
    cluster.folder.with_name("postgres.json").unlink()

    with pytest.raises(OperationFailed, match=r"postgres\.json is missing"):
        _ = cluster.url


@pytest.mark.skipif(not IS_ROOT, reason="only root has to become somebody else")
def test_as_root_the_server_runs_as_somebody_else_even_below_a_closed_folder(folder: Path):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(closed / "var" / "postgres", is_lasting=False)

    cluster.start()
    try:
        number = int((cluster.folder / "postmaster.pid").read_text().split()[0])
        owner = psutil.Process(number).uids().effective
    finally:
        cluster.remove()

    assert owner != 0


@pytest.mark.skipif(not IS_ROOT, reason="an ordinary user is what every other test here is")
def test_an_ordinary_user_needs_nobody_s_help():
    # Not below tmp_path, whose parents are closed; a fork, as Python itself may be closed too.
    nobody = pwd.getpwnam("nobody")
    with tempfile.TemporaryDirectory() as name:
        os.chown(name, nobody.pw_uid, nobody.pw_gid)
        child = os.fork()
        if child == 0:
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
            os._exit(_start_and_remove(Path(name)))
        _number, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0


def _start_and_remove(folder: Path) -> int:
    try:
        cluster = Cluster(folder / "postgres", is_lasting=False)
        cluster.start()
        cluster.remove()
    except BaseException:
        traceback.print_exc()
        return 1
    return 0
