# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Taking in a stream of bytes: piece by piece, counted and hashed, never whole in memory."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from yiwang.documents import errors

PIECE = 256 * 1024


class Readable(Protocol):
    """What can be uploaded from: an uploaded file, a request, a WSGI body, an open file."""

    def read(self, size: int, /) -> bytes:
        """Return at most this many bytes, none at the end."""


@dataclass(frozen=True, slots=True)
class Received:
    """What came in."""

    sha256: str
    size: int


def receive(
    stream: Readable, into: BinaryIO, *, limit: int, expected_size: int | None = None
) -> Received:
    """Copy the stream into a file and return its size and hash.

    :param limit: in bytes; nothing beyond it is read
    :param expected_size: what the sender announced, to notice a cut
    :raises FileTooLarge: more than the limit came, or was announced
    :raises UploadCutOff: the connection broke, or fewer bytes came than announced
    :raises EmptyFile: nothing came
    """
    if expected_size is not None and expected_size > limit:
        raise errors.FileTooLarge(params={"limit": limit >> 20})
    digest, size = hashlib.sha256(), 0
    while piece := _read(stream, PIECE):
        size += len(piece)
        if size > limit:
            raise errors.FileTooLarge(params={"limit": limit >> 20})
        digest.update(piece)
        into.write(piece)
    if expected_size is not None and size != expected_size:
        raise errors.UploadCutOff
    if not size:
        raise errors.EmptyFile
    into.flush()
    return Received(digest.hexdigest(), size)


def digest_of(file: BinaryIO) -> str:
    """Return the SHA-256 of what is left to read."""
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _read(stream: Readable, size: int) -> bytes:
    # Only reading is guarded: an OSError of the store itself is another matter.
    try:
        return stream.read(size)
    except (OSError, EOFError) as error:
        raise errors.UploadCutOff from error
