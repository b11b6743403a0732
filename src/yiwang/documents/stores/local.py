# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Files in a folder of this machine."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO, cast

from yiwang.documents.stores.base import FileStore, Incoming, StoredObject

_NAME = re.compile(r"[0-9a-f]{64}")


class LocalIncoming(Incoming):
    """A temporary file in the store's own file system, so that keeping it is one rename."""

    def __init__(self, file: IO[bytes], path: Path, store: "LocalFileStore") -> None:
        self.file = cast("BinaryIO", file)
        self._path = path
        self._store = store

    def keep(self, sha256: str) -> None:
        self.file.flush()
        os.fsync(self.file.fileno())
        target = self._store.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        self._path.replace(target)
        # A rename, and a folder made just before it, survive a power cut only when the folders
        # themselves are on disk; another process may have made them and not got so far.
        for folder in (target.parent, target.parent.parent, self._store.objects_root):
            _sync_folder(folder)


class LocalFileStore(FileStore):
    """``<root>/objects/ab/cd/abcd…``, and ``<root>/incoming`` for what is still on its way."""

    def __init__(self, root: Path) -> None:
        self.objects_root = root / "objects"
        self.incoming_root = root / "incoming"

    def path(self, sha256: str) -> Path:
        """Return where the object of this hash lies.

        :raises ValueError: this is no SHA-256 in lower-case hexadecimal
        """
        if not _NAME.fullmatch(sha256):
            raise ValueError("An object is named by 64 hexadecimal digits.")
        return self.objects_root / sha256[:2] / sha256[2:4] / sha256

    @contextmanager
    def incoming(self) -> Iterator[Incoming]:
        self.incoming_root.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self.incoming_root)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                os.fchmod(file.fileno(), 0o440)
                yield LocalIncoming(file, Path(name), self)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(name)

    def open(self, sha256: str) -> BinaryIO:
        return self.path(sha256).open("rb")

    def delete(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)

    def objects(self) -> Iterator[StoredObject]:
        for entry in self.objects_root.glob("??/??/*"):
            if not _NAME.fullmatch(entry.name):
                continue
            with suppress(FileNotFoundError):
                facts = entry.stat()
                modified_at = datetime.fromtimestamp(facts.st_mtime, UTC)
                yield StoredObject(entry.name, facts.st_size, modified_at)

    def sweep_incoming(self, *, before: datetime) -> int:
        swept = 0
        for entry in self.incoming_root.glob("*"):
            with suppress(FileNotFoundError):
                if entry.stat().st_mtime < before.timestamp():
                    entry.unlink()
                    swept += 1
        return swept


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
