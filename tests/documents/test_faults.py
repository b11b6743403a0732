# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is killed, full or broken at the worst moment never leaves a row without its bytes."""

import multiprocessing
import os
import resource
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.documents import makers
from tests.documents.conftest import CITIZEN, NEIGHBOUR, upload
from yiwang.documents import errors, selectors, storing, upkeep
from yiwang.documents.models import StoredFile
from yiwang.documents.stores import local
from yiwang.documents.stores.local import LocalFileStore, LocalIncoming
from yiwang.foundation.errors import Kind

fork = multiprocessing.get_context("fork")


def every_row_has_its_bytes() -> None:
    for file in StoredFile.objects.order_by("id"):
        selectors.open_object(file.sha256).close()


def in_another_process(work: Callable[[], object]) -> int:
    """Run the work in a process of its own, on a connection of its own, and return how it ended.

    A browser's event loop makes Django keep its connection per context here. The child has no
    loop, so it would find the thread's connection, open since before the browser was started.
    """

    def with_a_fresh_connection() -> None:
        connections["default"] = connection.copy()
        work()

    connections.close_all()
    child = fork.Process(target=with_a_fresh_connection)
    child.start()
    child.join(30)
    assert child.exitcode is not None
    return child.exitcode


def kill_myself(*_arguments: object, **_keywords: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("moment", "leaves_an_object"),
    [
        ("receiving", False),
        ("before the rename", False),
        ("before the folders are synced", True),
        ("before the row", True),
        ("before the commit", True),
    ],
)
def test_kill_minus_nine_leaves_no_row_without_bytes(
    moment: str, leaves_an_object: bool, store: LocalFileStore
) -> None:
    survivor = upload(makers.png(noise=1))

    def die_there() -> None:
        with pytest.MonkeyPatch.context() as patch:
            places = {
                "receiving": (storing, "inspect"),
                "before the rename": (LocalIncoming, "keep"),
                "before the folders are synced": (local, "_sync_folder"),
                "before the row": (StoredFile, "save"),
                "before the commit": (storing.ledger, "append"),
            }
            patch.setattr(*places[moment], kill_myself)
            upload(makers.png(noise=2))

    assert in_another_process(die_there) == -signal.SIGKILL

    assert list(StoredFile.objects.all()) == [survivor]
    every_row_has_its_bytes()
    assert len(list(store.objects())) == 1 + leaves_an_object

    report = upkeep.sweep_orphans(at=timezone.now() + timedelta(days=2))

    assert report.objects == leaves_an_object
    assert [found.sha256 for found in store.objects()] == [survivor.sha256]
    assert list(store.incoming_root.iterdir()) == []
    every_row_has_its_bytes()


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.django_db
def test_a_store_that_cannot_write_refuses_and_leaves_nothing(store: LocalFileStore) -> None:
    with (
        no_file_larger_than(64 * 1024),
        pytest.raises(errors.StorageUnavailable, match="没有保存") as refusal,
    ):
        upload(makers.jpeg() + makers.noise(1 << 20), "a.jpg")

    assert refusal.value.kind is Kind.UNAVAILABLE
    assert not StoredFile.objects.exists()
    assert list(store.objects()) == []
    assert list(store.incoming_root.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("no right to mount a file system")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.fault
@pytest.mark.django_db
def test_a_full_disk_refuses_until_there_is_room_again(
    small_disk: Path, settings: Settings
) -> None:
    settings.DOCUMENT_STORE = small_disk
    first = upload(makers.png(noise=1))
    filler = small_disk / "filler"
    filler.write_bytes(bytes(700_000))
    large = makers.jpeg() + makers.noise(600_000)

    with pytest.raises(errors.StorageUnavailable):
        upload(large, "a.jpg")
    assert list(StoredFile.objects.all()) == [first]
    filler.unlink()

    assert upload(large, "a.jpg").size == len(large)
    every_row_has_its_bytes()


@pytest.mark.django_db
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_error_at_the_last_moment_leaves_no_row(
    call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(5, "Input/output error")

    target = os if call == "fsync" else Path
    monkeypatch.setattr(target, call, fail)

    with pytest.raises(errors.StorageUnavailable):
        upload(makers.png())

    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_sweep_waits_for_an_upload_that_has_found_the_object_but_not_committed() -> None:
    old = upload(makers.png())
    digest = old.sha256
    StoredFile.objects.all().delete()
    is_uploaded, may_commit = threading.Event(), threading.Event()

    def upload_and_wait() -> None:
        with transaction.atomic():
            upload(makers.png(), owner=NEIGHBOUR)
            is_uploaded.set()
            may_commit.wait(10)
        connection.close()

    uploading = threading.Thread(target=upload_and_wait)
    uploading.start()
    is_uploaded.wait(10)
    swept: list[int] = []

    def sweep() -> None:
        swept.append(upkeep.sweep_orphans(at=timezone.now() + timedelta(days=2)).objects)
        connection.close()

    sweeping = threading.Thread(target=sweep)
    sweeping.start()
    sweeping.join(0.3)
    is_waiting = sweeping.is_alive()
    may_commit.set()
    uploading.join(10)
    sweeping.join(10)

    assert is_waiting
    assert swept == [0]
    selectors.open_object(digest).close()


@pytest.mark.django_db(transaction=True)
def test_many_people_handing_in_the_same_file_at_once_all_have_it() -> None:
    barrier = threading.Barrier(6)

    def hand_in() -> None:
        barrier.wait(10)
        upload(makers.png(), owner=CITIZEN)
        connection.close()

    people = [threading.Thread(target=hand_in) for _ in range(6)]
    for person in people:
        person.start()
    for person in people:
        person.join(20)

    assert StoredFile.objects.count() == 6
    every_row_has_its_bytes()
