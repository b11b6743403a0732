# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""JSON from outside: parsed fast, and refused where parsers disagree or databases choke.

The quick parser keeps the last of several equal keys, turns integers beyond 64 bits into
fractions and lets NUL pass. A few searches through the bytes tell whether any of that can be; only
then the slow, exact parser reads the body again.
"""

import json
import math
import re
from typing import Final, NoReturn, TypeAlias

import orjson
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import BodyTooLarge, MalformedBody

JsonValue: TypeAlias = bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"] | None

MAX_BYTES: Final = 1_048_576
MAX_DEPTH: Final = 32
GREATEST_MAX_DEPTH: Final = 250
"""The parser itself cannot write deeper values."""

_GREATEST: Final = 2**63 - 1
_LEAST: Final = -(2**63)

_HIDDEN_COLON_OR_NUL: Final = re.compile(rb"\\u00(?:3[Aa]|00)")
_DIGITS_TO_ZERO: Final = bytes.maketrans(b"123456789", b"000000000")
_WIDE: Final = b"0" * 19
"""As many digits as the greatest integer of 64 bits has, after the translation."""


def parse_json(body: bytes, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> JsonValue:
    """Return the value of a JSON text in UTF-8.

    :param max_depth: levels of lists and objects inside each other, at most 250
    :raises BodyTooLarge: more than ``max_bytes`` bytes
    :raises MalformedBody: not JSON (RFC 8259), or deeper than ``max_depth``, a key twice in one
        object, an integer beyond 64 bits, NaN or Infinity, a NUL character, half of a surrogate
        pair, bytes that are not UTF-8, a byte order mark
    """
    if max_depth > GREATEST_MAX_DEPTH:
        raise ValueError(f"JSON is read to a depth of {GREATEST_MAX_DEPTH} at most.")
    if len(body) > max_bytes:
        raise BodyTooLarge(params={"limit": max_bytes >> 10})
    try:
        value: JsonValue = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise MalformedBody(
            _("提交的内容不是正确的JSON：第%(line)s行第%(column)s个字符处有误。"),
            params={"line": error.lineno, "column": error.colno},
        ) from error
    if body.count(b"[") + body.count(b"{") > max_depth:
        _check_depth(value, max_depth)
    if _may_hide_something(body, value):
        _read_exactly(body)
    return value


def _may_hide_something(body: bytes, value: JsonValue) -> bool:
    if _WIDE in body.translate(_DIGITS_TO_ZERO):
        return True
    if b"\\u" in body and _HIDDEN_COLON_OR_NUL.search(body):
        return True
    # Written again, the value has as many colons as the body, in members and inside texts, unless
    # the parser dropped a member whose key came twice.
    return orjson.dumps(value).count(b":") != body.count(b":")


def _check_depth(value: JsonValue, max_depth: int) -> None:
    level = [value] if isinstance(value, list | dict) else []
    for _depth in range(max_depth):
        level = [
            part
            for holder in level
            for part in (holder.values() if isinstance(holder, dict) else holder)
            if isinstance(part, list | dict)
        ]
        if not level:
            return
    _refuse(_("提交的内容嵌套太深。"))


def _read_exactly(body: bytes) -> None:
    value = json.loads(
        body.decode(),
        object_pairs_hook=_members,
        parse_int=_integer,
        parse_float=_fraction,
        parse_constant=_constant,
    )
    _check_texts(value)


def _members(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    members = dict(pairs)
    if len(members) != len(pairs):
        _refuse(_("提交的内容中有重复的字段名。"))
    return members


def _integer(digits: str) -> int:
    number = int(digits) if len(digits) <= 20 else _GREATEST + 1
    if not _LEAST <= number <= _GREATEST:
        _refuse(_("提交的内容中有超过64位的整数。"))
    return number


def _fraction(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        _constant(digits)
    return number


def _constant(_name: str) -> NoReturn:
    _refuse(_("提交的内容中有不是数字的数值。"))


def _check_texts(value: JsonValue) -> None:
    pending = [value]
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            pending.extend(part)
            pending.extend(part.values())
        elif isinstance(part, list):
            pending.extend(part)
        elif isinstance(part, str) and "\x00" in part:
            _refuse(_("提交的内容中有空字符（U+0000）。"))


def _refuse(sentence: str | Promise) -> NoReturn:
    raise MalformedBody(sentence)
