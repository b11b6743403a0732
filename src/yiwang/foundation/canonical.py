# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""JSON in one exact form, so that equal values have equal bytes and equal hashes."""

from typing import Final

import orjson

from yiwang.foundation.errors import NotCanonical

_GREATEST: Final = 2**63 - 1
_LEAST: Final = -(2**63)


def canonical_json(value: object) -> bytes:
    """Return a JSON value in UTF-8 with sorted keys and no blanks.

    Takes None, booleans, integers of 64 bits, texts, lists, tuples and dictionaries with text keys.
    For these it agrees with RFC 8785, except that keys are sorted by code point.

    :raises NotCanonical: a fraction, a greater integer, half of a surrogate pair, or 250 levels
    :raises TypeError: a value of another type, which is a bug of the caller
    """
    _check(value)
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise NotCanonical from error


def _check(value: object) -> None:
    """Refuse what orjson would write, but not exactly, or not at all as JSON values."""
    pending = [value]
    while pending:
        part = pending.pop()
        if part is None or isinstance(part, str):
            continue
        if isinstance(part, int):
            _check_integer(part)
        elif isinstance(part, list | tuple):
            pending.extend(part)
        elif isinstance(part, dict):
            _check_keys(part)
            pending.extend(part.values())
        elif isinstance(part, float):
            raise NotCanonical
        else:
            raise TypeError(f"{type(part).__name__} is not a JSON value.")


def _check_integer(number: int) -> None:
    if not _LEAST <= number <= _GREATEST:
        raise NotCanonical


def _check_keys(members: dict[object, object]) -> None:
    if not all(isinstance(key, str) for key in members):
        raise TypeError("The keys of a JSON object are texts.")
