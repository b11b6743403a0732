# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""File names as people may have them: readable, short, and nothing that a system acts on."""

import re
import unicodedata

MAX_LENGTH = 80
NAMELESS = "未命名"

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_SPACES = re.compile(r"\s+")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}\Z")
# Names that Windows keeps for devices, whatever their extension.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
# Controls, formatting (among them the marks that turn the direction of writing round and make
# "gpj.exe" read "exe.jpg"), lone surrogates, private use and unassigned code points.
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean_name(name: str) -> str:
    """Return the last part of a file name without anything that could mislead or do harm."""
    text = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    text = unicodedata.normalize("NFC", text)
    # White space first: some of it is a control character that means a space.
    text = "".join(filter(_is_wanted, _SPACES.sub(" ", text)))
    text = _SPACES.sub(" ", _FORBIDDEN.sub("_", text)).strip(" .~")
    stem, extension = split_extension(text)
    stem = stem.strip(" .") or NAMELESS
    if _DEVICES.fullmatch(stem.partition(".")[0].strip()):
        stem = f"_{stem}"
    return stem[: MAX_LENGTH - len(extension)].rstrip(" .") + extension


def split_extension(name: str) -> tuple[str, str]:
    """Return the name without its extension, and the extension in small letters with its dot."""
    found = _EXTENSION.search(name)
    if found is None:
        return name, ""
    return name[: found.start()], found.group().lower()


def _is_wanted(character: str) -> bool:
    if unicodedata.category(character) not in _UNWANTED:
        return True
    # Rare Chinese characters come faster than Python's tables: planes 2 and 3 are theirs.
    point = ord(character)
    return 0x20000 <= point < 0x3FFFE and point & 0xFFFF < 0xFFFE
