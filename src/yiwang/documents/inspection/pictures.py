# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures: their size in pixels, read from the headers and never by decoding."""

import struct
from typing import BinaryIO

from yiwang.documents import errors

MAX_SIDE = 20_000
MAX_PIXELS = 64_000_000
# Far above what any camera or scanner writes; a file that exceeds them wants to keep us busy.
_MAX_PNG_CHUNKS = 100_000
_MAX_JPEG_SEGMENTS = 4_096

_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_JPEG_END, _JPEG_SCAN = 0xD9, 0xDA
_JPEG_LAST = b"\xff\xd9"
_PIECE = 1 << 20


def check_png(file: BinaryIO) -> tuple[int, int]:
    """Check the chain of chunks from IHDR to IEND, and return the size.

    :raises DamagedContent: the chain is broken
    :raises PictureTooLarge: more pixels than allowed
    """
    file.seek(8)
    length, kind = _chunk(file)
    if kind != b"IHDR" or length != 13:
        raise errors.DamagedContent
    width, height = struct.unpack(">II", _exactly(file, 8))
    _check_size(width, height)
    file.seek(length - 8 + 4, 1)
    for _number in range(_MAX_PNG_CHUNKS):
        length, kind = _chunk(file)
        if kind == b"IEND":
            return width, height
        file.seek(length + 4, 1)
    raise errors.DamagedContent


def check_jpeg(file: BinaryIO) -> tuple[int, int]:
    """Check the segments up to the first scan, and return the size.

    :raises DamagedContent: there is no frame header before the scan, or it was cut off
    :raises PictureTooLarge: more pixels than allowed
    """
    file.seek(2)
    size: tuple[int, int] | None = None
    for _number in range(_MAX_JPEG_SEGMENTS):
        marker = _marker(file)
        if marker in _JPEG_ALONE:
            continue
        if marker == _JPEG_SCAN and size is not None:
            _check_ends(file)
            return size
        if marker in {_JPEG_SCAN, _JPEG_END}:
            break
        (length,) = struct.unpack(">H", _exactly(file, 2))
        if marker in _JPEG_SIZES:
            _precision, height, width = struct.unpack(">BHH", _exactly(file, 5))
            _check_size(width, height)
            size, length = (width, height), length - 5
        if length < 2:
            break
        file.seek(length - 2, 1)
    raise errors.DamagedContent


def _check_ends(file: BinaryIO) -> None:
    """Look for the mark of the end; inside a scan every such byte is followed by another one."""
    before = b""
    while piece := file.read(_PIECE):
        if _JPEG_LAST in before + piece:
            return
        before = piece[-1:]
    raise errors.DamagedContent


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise errors.DamagedContent
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise errors.PictureTooLarge(params={"width": width, "height": height})


def _chunk(file: BinaryIO) -> tuple[int, bytes]:
    length, kind = struct.unpack(">I4s", _exactly(file, 8))
    return length, kind


def _marker(file: BinaryIO) -> int:
    if _exactly(file, 1) != b"\xff":
        raise errors.DamagedContent
    # Any number of fill bytes may stand before a marker (ITU-T T.81, B.1.1.2), within reason.
    for _number in range(_MAX_JPEG_SEGMENTS):
        marker = _exactly(file, 1)[0]
        if marker != 0xFF:
            return marker
    raise errors.DamagedContent


def _exactly(file: BinaryIO, size: int) -> bytes:
    piece = file.read(size)
    if len(piece) != size:
        raise errors.DamagedContent
    return piece
