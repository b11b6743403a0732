# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Files in any Django storage, such as ``django-storages`` with S3 or Swift."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import BinaryIO, cast

from django.core.files import File
from django.core.files.storage import Storage

from yiwang.documents.receiving import digest_of
from yiwang.documents.stores.base import FileStore, Incoming, StoredObject

_NAME = re.compile(r"[0-9a-f]{64}")


class StorageIncoming(Incoming):
    """A temporary file of this machine; keeping it sends it to the storage in one piece."""

    def __init__(self, file: BinaryIO, store: "StorageFileStore") -> None:
        self.file = file
        self._store = store

    def keep(self, sha256: str) -> None:
        self.file.seek(0)
        self._store.put(sha256, self.file)


class StorageFileStore(FileStore):
    """Objects under ``ab/cd/abcd…`` in a Django storage.

    The storage makes a saved object visible whole or not at all, as S3 and Swift do. What is
    unfinished never reaches it, so there is nothing to sweep.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    @contextmanager
    def incoming(self) -> Iterator[Incoming]:
        with tempfile.TemporaryFile() as file:
            yield StorageIncoming(cast("BinaryIO", file), self)

    def put(self, sha256: str, file: BinaryIO) -> None:
        """Save the object under its hash, unless it is there and whole."""
        name = _path(sha256)
        if self._storage.exists(name):
            if self._is_whole(name, sha256):
                return
            # A Django storage would rather invent another name than overwrite.
            self._storage.delete(name)
        saved = self._storage.save(name, File(file))
        if saved != name:
            self._storage.delete(saved)
            raise OSError(f"The storage saved {name} under another name.")

    def open(self, sha256: str) -> BinaryIO:
        return cast("BinaryIO", self._storage.open(_path(sha256), "rb"))

    def delete(self, sha256: str) -> None:
        self._storage.delete(_path(sha256))

    def objects(self) -> Iterator[StoredObject]:
        for name in self._names("", depth=2):
            with suppress(FileNotFoundError):
                modified_at = self._storage.get_modified_time(name)
                yield StoredObject(name[-64:], self._storage.size(name), modified_at)

    def sweep_incoming(self, *, before: datetime) -> int:
        return 0

    def _is_whole(self, name: str, sha256: str) -> bool:
        with self._storage.open(name, "rb") as file:
            return digest_of(cast("BinaryIO", file)) == sha256

    def _names(self, folder: str, *, depth: int) -> Iterator[str]:
        folders, files = self._storage.listdir(folder)
        prefix = f"{folder}/" if folder else ""
        if depth == 0:
            yield from (prefix + name for name in files if _NAME.fullmatch(name))
            return
        for name in folders:
            yield from self._names(prefix + name, depth=depth - 1)


def _path(sha256: str) -> str:
    if not _NAME.fullmatch(sha256):
        raise ValueError("An object is named by 64 hexadecimal digits.")
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
