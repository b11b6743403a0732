# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A text file of sorted SHA-1 hashes, one a line, with or without ``:count`` behind each.

The form in which collections of breached passwords are published. It is searched by halves, so its
size does not matter and nothing of it is kept in memory.
"""

import os
import re
from pathlib import Path
from typing import BinaryIO

HASH_DIGITS = 40
_LINE = re.compile(rb"[0-9A-F]{40}(:\d+)?\r?\n?", re.IGNORECASE)
_LONGEST_LINE = 64
_PROBES = 64


def holds(path: Path, wanted: str) -> bool:
    """Tell whether a hash, in hexadecimal, is in the file."""
    sought = wanted.upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, os.SEEK_END)
        while low < high:
            middle = (low + high) // 2
            found = _line_from(file, middle)[:HASH_DIGITS].upper()
            if found == sought:
                return True
            if found and found < sought:
                low = middle + 1
            else:
                high = middle
    return False


def fault_of(path: Path) -> str:
    """Return why a file cannot be used; empty when it can.

    Looks at its ends and at some places between, not at every line.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            places = [size * probe // _PROBES for probe in range(_PROBES)]
            lines = [line for line in (_line_from(file, place) for place in places) if line]
    except OSError as error:
        return error.strerror or "cannot be read"
    if not lines or not all(map(_LINE.fullmatch, lines)):
        return "is no list of SHA-1 hashes"
    hashes = [line[:HASH_DIGITS].upper() for line in lines]
    return "" if hashes == sorted(hashes) else "is not sorted"


def _line_from(file: BinaryIO, place: int) -> bytes:
    """Return the first line that begins at a place or behind it; empty behind the last."""
    file.seek(max(place - 1, 0))
    if place > 0:
        file.readline(_LONGEST_LINE)
    return file.readline(_LONGEST_LINE)
