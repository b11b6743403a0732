# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What every store of files can do: take one whole, give one back, list and drop."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class StoredObject:
    """One object as the store lists it."""

    sha256: str
    size: int
    modified_at: datetime


class Incoming(ABC):
    """A file on its way in: a local, seekable file that nobody else sees yet."""

    file: BinaryIO

    @abstractmethod
    def keep(self, sha256: str) -> None:
        """Make the bytes durable under this hash; when it returns they survive a power cut.

        An object that is there already is replaced, which also mends a damaged one.

        :raises OSError: the store cannot write; nothing was kept
        """


class FileStore(ABC):
    """A place for files, named by the SHA-256 of their content."""

    @abstractmethod
    def incoming(self) -> AbstractContextManager[Incoming]:
        """Open a file to write to; leaving the block without ``keep`` leaves no trace."""

    @abstractmethod
    def open(self, sha256: str) -> BinaryIO:
        """Return the object, seekable, unchecked.

        :raises FileNotFoundError: there is none
        """

    @abstractmethod
    def delete(self, sha256: str) -> None:
        """Drop the object; it is no error when there is none."""

    @abstractmethod
    def objects(self) -> Iterator[StoredObject]:
        """Return every object, in no order."""

    @abstractmethod
    def sweep_incoming(self, *, before: datetime) -> int:
        """Drop what uploads that died left behind, and return how many there were."""
