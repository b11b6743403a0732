# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.documents import makers
from tests.documents.conftest import CITIZEN, MONDAY, upload
from yiwang.documents import antivirus, errors, selectors, upkeep
from yiwang.documents.enums import ScanState
from yiwang.documents.models import StoredFile
from yiwang.documents.stores.local import LocalFileStore
from yiwang.foundation.errors import Kind

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=1)


class Clamd:
    """A scanner that knows one virus: a picture with the comment "13"."""

    def __init__(self, answer: bytes | None = None, path: Path | None = None) -> None:
        self.answer = answer
        self.seen: list[bytes] = []
        if path is None:
            self.socket = socket.create_server(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{self.socket.getsockname()[1]}"
        else:
            self.socket = socket.create_server(str(path), family=socket.AF_UNIX)
            self.address = f"unix:{path}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client, _address = self.socket.accept()
            except OSError:
                return
            with closing(client), client.makefile("rb") as stream:
                self._answer(client, stream)  # type: ignore[arg-type]

    def _answer(self, client: socket.socket, stream: socket.SocketIO) -> None:
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", stream.read(4) or b"\0\0\0\0")[0]:
            content += stream.read(size) or b""
        self.seen.append(content)
        verdict = b"stream: Test.Virus FOUND\0" if b"Comment\x0013" in content else b"stream: OK\0"
        client.sendall(verdict if self.answer is None else self.answer)


@pytest.fixture
def clamd(settings: Settings) -> Iterator[Clamd]:
    scanner = Clamd()
    settings.CLAMD_ADDRESS = scanner.address
    yield scanner
    scanner.socket.close()


def test_a_clean_file_is_scanned_whole_and_stored(clamd: Clamd) -> None:
    file = upload(makers.png())

    assert clamd.seen == [makers.png()]
    assert (file.scan_state, file.scanned_at) == (ScanState.CLEAN, MONDAY)


def test_an_infected_file_is_refused_and_leaves_nothing(
    clamd: Clamd, store: LocalFileStore
) -> None:
    with pytest.raises(errors.FileInfected, match="病毒"):
        upload(makers.png(noise=13))

    assert not StoredFile.objects.exists()
    assert list(store.objects()) == []


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:1", "unix:/nowhere/clamd.ctl", "tcp://nonsense", "127.0.0.1:1"]
)
def test_nothing_is_taken_while_the_scanner_is_down(address: str, settings: Settings) -> None:
    settings.CLAMD_ADDRESS = address

    with pytest.raises(errors.ScannerUnavailable) as refusal:
        upload(makers.png())

    assert refusal.value.kind is Kind.UNAVAILABLE
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OKAY\0", b"x" * 9_000]
)
def test_any_answer_but_yes_or_no_is_no_answer(answer: bytes, settings: Settings) -> None:
    scanner = Clamd(answer)
    settings.CLAMD_ADDRESS = scanner.address

    with pytest.raises(errors.ScannerUnavailable):
        upload(makers.png())

    scanner.socket.close()


def test_a_scanner_that_hangs_is_given_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CLAMD_ADDRESS = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        monkeypatch.setattr(antivirus, "TIMEOUT_SECONDS", 0.1)

        with pytest.raises(errors.ScannerUnavailable):
            upload(makers.png())


def test_a_scanner_behind_a_unix_socket_is_asked_too(settings: Settings, tmp_path: Path) -> None:
    scanner = Clamd(path=tmp_path / "clamd.ctl")
    settings.CLAMD_ADDRESS = scanner.address

    assert upload(makers.png()).scan_state == ScanState.CLEAN

    scanner.socket.close()


def test_files_from_before_the_scanner_are_scanned_later(
    settings: Settings, store: LocalFileStore
) -> None:
    clean, infected = upload(makers.png()), upload(makers.png(noise=13))
    scanner = Clamd()
    settings.CLAMD_ADDRESS = scanner.address

    assert upkeep.scan_unscanned(at=LATER) == 2

    states = dict(StoredFile.objects.order_by("id").values_list("id", "scan_state"))
    assert states == {clean.id: ScanState.CLEAN, infected.id: ScanState.INFECTED}
    with pytest.raises(errors.FileInfected):
        selectors.open_file(infected.id)
    assert set(selectors.hashes_of_own_files(list(states), CITIZEN)) == {clean.id}
    scanner.socket.close()


def test_a_file_that_waits_for_the_scanner_is_not_opened(clamd: Clamd) -> None:
    file = upload(makers.png())
    StoredFile.objects.update(scan_state=ScanState.PENDING)

    with pytest.raises(errors.FileNotScanned):
        selectors.open_file(file.id)
