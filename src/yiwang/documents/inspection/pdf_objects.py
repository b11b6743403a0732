# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The dictionaries before the streams of a PDF, cut into tokens (ISO 32000-1, 7.2 and 7.3).

Words that merely look like the beginning of an object, in a string or in packed data, give a
dictionary too many; none is missed.
"""

import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from yiwang.documents import errors

_OBJECT = re.compile(rb"obj(?=[\x00\t\n\f\r %<])")
_TOKEN = re.compile(
    rb"[\x00\t\n\f\r ]+|%[^\r\n]*|<<|>>|<[^>]*>|/[^\x00\t\n\f\r ()<>\[\]{}/%]*|[\[\]{}()>]"
    rb"|[^\x00\t\n\f\r ()<>\[\]{}/%]+"
)
_IN_STRING = re.compile(rb"[()\\]")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_LINE_END = re.compile(rb"\r\n|\n|\r")

_PLAIN_FILTERS = frozenset({b"/FlateDecode", b"/Fl"})
_OTHER_FILTERS = frozenset(
    b"/ASCIIHexDecode /AHx /ASCII85Decode /A85 /LZWDecode /LZW /RunLengthDecode /RL /Crypt"
    b" /DCTDecode /DCT /JBIG2Decode /JPXDecode /CCITTFaxDecode /CCF".split()
)


class PackedObjects(Enum):
    """Whether a stream is packed, and in the one way that we unpack."""

    NO = "no"
    DEFLATED = "deflated"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StreamDictionary:
    """The tokens of one stream's dictionary, names unescaped, and where the stream begins."""

    tokens: tuple[bytes, ...]
    stream_at: int

    @property
    def holds_objects(self) -> bool:
        names = set(self.tokens)
        return b"/ObjStm" in names or {b"/N", b"/First"} <= names

    @property
    def packing(self) -> PackedObjects:
        names = set(self.tokens)
        if not names & {b"/Filter", b"/F"}:
            return PackedObjects.NO
        if names & _OTHER_FILTERS or not names & _PLAIN_FILTERS or self._is_predicted:
            return PackedObjects.UNKNOWN
        return PackedObjects.DEFLATED

    @property
    def _is_predicted(self) -> bool:
        return any(
            name == b"/Predictor" and value != b"1"
            for name, value in zip(self.tokens, self.tokens[1:], strict=False)
        )


def dictionaries_of_streams(content: mmap.mmap) -> Iterator[StreamDictionary]:
    """Return the dictionary of every stream.

    :raises PdfActive: so much that only looks like objects that it is meant to keep us busy
    """
    allowance = 2 * len(content) + (1 << 20)
    for found in _OBJECT.finditer(content):
        tokens, end = _dictionary(content, found.end())
        allowance -= end - found.end()
        if allowance < 0:
            raise errors.PdfActive
        begins_at = _stream_after(content, end) if tokens else None
        if begins_at is not None:
            yield StreamDictionary(tokens, begins_at)


def _dictionary(content: mmap.mmap, place: int) -> tuple[tuple[bytes, ...], int]:
    """Return the tokens of the dictionary that begins here, none if none does, and its end."""
    tokens: list[bytes] = []
    depth = 0
    while (found := _TOKEN.match(content, place)) is not None:
        token, place = found.group(), found.end()
        if token[:1].isspace() or token[:1] in {b"\0", b"%"}:
            continue
        if token == b"(":
            place = _end_of_string(content, place)
            continue
        if not depth and token != b"<<":
            break
        depth += {b"<<": 1, b">>": -1}.get(token, 0)
        if not depth:
            return tuple(tokens), place
        tokens.append(_unescaped(token))
    return (), place


def _end_of_string(content: mmap.mmap, place: int) -> int:
    depth = 1
    while depth and (found := _IN_STRING.search(content, place)) is not None:
        place = found.end()
        if found.group() == b"\\":
            place += 1
        else:
            depth += 1 if found.group() == b"(" else -1
    return place if not depth else len(content)


def _stream_after(content: mmap.mmap, place: int) -> int | None:
    while (found := _TOKEN.match(content, place)) is not None:
        token, place = found.group(), found.end()
        if token[:1].isspace() or token[:1] in {b"\0", b"%"}:
            continue
        if not token.startswith(b"stream"):
            return None
        end = _LINE_END.match(content, found.start() + len(b"stream"))
        return end.end() if end else None
    return None


def _unescaped(token: bytes) -> bytes:
    if not token.startswith(b"/") or b"#" not in token:
        return token
    return _ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), token)
