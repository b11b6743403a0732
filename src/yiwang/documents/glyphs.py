# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which characters our font can show, so that a name with a strange one cannot stop a document.

PDF/A allows no character without a shape. What the font lacks is shown as 〓, the mark that
Chinese printers set for a missing type; the stored data keep the character.
"""

import re
import struct
from functools import cache
from pathlib import Path

import manimgx_fonts_cjk

FONT_FOLDER = Path(manimgx_fonts_cjk.__file__).parent
FAMILY = "Noto Sans CJK SC"
MISSING = "〓"

_COLLECTION = b"ttcf"
_SIMPLIFIED = 2
"""Place of the simplified Chinese font in the collection: JP, KR, SC, TC, HK."""
_FULL_MAP = 12
_KEPT_CONTROLS = frozenset("\n")
_LONG_WORD = re.compile(r"[^\s\u2e80-\uffef]{30}")
_BREAK_HERE = "\u200b"


def showable(text: str) -> str:
    """Return the text with 〓 for what the font cannot show, and without invisible controls."""
    shapes = _shapes()
    if all(ord(character) in shapes for character in text):
        return text
    return "".join(_shown(character, shapes) for character in text)


def breakable(text: str) -> str:
    """Return the text with places to break a line in words too long for one."""
    return _LONG_WORD.sub(rf"\g<0>{_BREAK_HERE}", text)


def _shown(character: str, shapes: frozenset[int]) -> str:
    point = ord(character)
    if character in _KEPT_CONTROLS or (point in shapes and point >= 0x20):
        return character
    if character == "\t":
        return " "
    return "" if _is_invisible(point) else MISSING


def _is_invisible(point: int) -> bool:
    return (
        point < 0x20
        or 0x7F <= point < 0xA0
        or point in {0xAD, 0x61C, 0xFEFF}
        or 0x200B <= point <= 0x200F
        or 0x2028 <= point <= 0x202E
        or 0x2060 <= point <= 0x206F
        or 0xFE00 <= point <= 0xFE0F
        or 0xE0000 <= point <= 0xE0FFF
    )


@cache
def _shapes() -> frozenset[int]:
    """Return the code points of the font's character map (OpenType "cmap", format 12)."""
    (path,) = FONT_FOLDER.glob("*.ttc")
    with path.open("rb") as file:
        head = file.read(12 + 4 * (_SIMPLIFIED + 1))
        if head[:4] != _COLLECTION:
            raise ValueError(f"{path.name} is no font collection.")
        (font,) = struct.unpack_from(">I", head, 12 + 4 * _SIMPLIFIED)
        file.seek(font)
        (tables,) = struct.unpack_from(">4xH", file.read(12))
        directory = file.read(16 * tables)
        place, length = next(
            struct.unpack_from(">II", directory, row + 8)
            for row in range(0, len(directory), 16)
            if directory[row : row + 4] == b"cmap"
        )
        file.seek(place)
        return frozenset(_points(file.read(length)))


def _points(character_map: bytes) -> list[int]:
    (count,) = struct.unpack_from(">2xH", character_map)
    for row in range(count):
        (offset,) = struct.unpack_from(">4xI", character_map, 4 + 8 * row)
        (form,) = struct.unpack_from(">H", character_map, offset)
        if form == _FULL_MAP:
            (groups,) = struct.unpack_from(">12xI", character_map, offset)
            ranges = struct.iter_unpack(
                ">III", character_map[offset + 16 : offset + 16 + 12 * groups]
            )
            return [
                point for first, last, glyph in ranges if glyph for point in range(first, last + 1)
            ]
    raise ValueError("The font has no full character map.")
