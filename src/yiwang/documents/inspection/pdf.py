# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""PDF files: no locks, no scripts, nothing that acts or hides inside.

This is no parser of PDF. It looks for the names that every such feature must carry (ISO 32000-1,
12.6 and 7.11.4), in the file itself and in the object streams, the one place where objects lie
packed. What cannot be looked into is refused.
"""

import mmap
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from yiwang.documents import errors
from yiwang.documents.inspection.pdf_objects import PackedObjects, dictionaries_of_streams

MAX_UNPACKED = 64 << 20
_PIECE = 64 * 1024
_BEGINNING, _END = b"%PDF-", b"%%EOF"
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_TABLE = b"startxref"
_END_WITHIN = 2_048

_ACTIVE = (
    "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "XFA", "SubmitForm",
    "ImportData", "GoToE", "Rendition",
)  # fmt: skip


def _name(*names: str) -> re.Pattern[bytes]:
    """Match any of these names, each letter of which may be written as "#" and its code."""
    spelt = ("".join(f"(?:{c}|#{ord(c):02x}|#{ord(c):02X})" for c in name) for name in names)
    return re.compile(rf"/(?:{'|'.join(spelt)})(?![A-Za-z0-9_#])".encode())


_ACTIVE_NAME = _name(*_ACTIVE)
_LOCKED_NAME = _name("Encrypt")
_FIRST_NAME = _name("First")


def check_pdf(file: BinaryIO) -> None:
    """Refuse a PDF that is cut off, locked or active.

    :raises DamagedContent: it does not begin or end like a PDF, or holds no object
    :raises FileEncrypted: it is locked
    :raises PdfActive: it acts, or holds what cannot be looked into
    """
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content[: len(_BEGINNING)] != _BEGINNING:
            raise errors.DamagedContent
        last = max(0, len(content) - _END_WITHIN)
        if content.rfind(_END, last) < 0:
            raise errors.DamagedContent
        if _LOCKED_NAME.search(content):
            raise errors.FileEncrypted
        if _ACTIVE_NAME.search(content):
            raise errors.PdfActive
        # Every object stream says where its first object is; without that word there is none.
        if _FIRST_NAME.search(content):
            _check_object_streams(content)
        if content.rfind(_TABLE, last) < 0 or not _OBJECT.search(content):
            raise errors.DamagedContent  # such as a page for browsers that calls itself a PDF


def _check_object_streams(content: mmap.mmap) -> None:
    unpacked = 0
    for dictionary in dictionaries_of_streams(content):
        if not dictionary.holds_objects or dictionary.packing is PackedObjects.NO:
            continue
        if dictionary.packing is PackedObjects.UNKNOWN:
            raise errors.PdfActive
        before = b""
        for piece in _inflated(content, dictionary.stream_at):
            unpacked += len(piece)
            if unpacked > MAX_UNPACKED or _ACTIVE_NAME.search(before + piece):
                raise errors.PdfActive
            before = piece[-256:]


def _inflated(content: mmap.mmap, place: int) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    try:
        while not inflater.eof:
            packed = inflater.unconsumed_tail or content[place : place + _PIECE]
            if not inflater.unconsumed_tail:
                place += len(packed)
            piece = inflater.decompress(packed, _PIECE)
            if not piece and not packed:
                return  # cut off; what there was has been looked at
            yield piece
    except zlib.error as error:
        raise errors.DamagedContent from error
