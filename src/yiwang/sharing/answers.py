# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a source may answer: its declared fields, each of the declared kind. Pure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final

from yiwang.foundation.canonical import canonical_json
from yiwang.sharing.connectors.base import Nonsense

LARGEST_ANSWER: Final = 16 * 1024
LONGEST_TEXT: Final = 500
ADDRESS_KEYS: Final = {"division", "detail"}


def checked_values(
    fields: Sequence[Mapping[str, Any]],
    values: Mapping[str, object],
    *,
    asked: Collection[str],
) -> None:
    """Check an answer against the description of its source.

    :raises Nonsense: a field that was not asked for, a value of another kind, or too much
    """
    kinds = {str(one["key"]): str(one.get("kind", "text")) for one in fields}
    if not isinstance(values, Mapping) or not values.keys() <= set(asked):
        raise Nonsense
    for key, value in values.items():
        if not _fits(kinds[key], value):
            raise Nonsense
    if len(canonical_json(dict(values))) > LARGEST_ANSWER:
        raise Nonsense


def _fits(kind: str, value: object) -> bool:
    match kind:
        case "boolean":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "date":
            return isinstance(value, str) and _is_day(value)
        case "address":
            return (
                isinstance(value, Mapping)
                and value.keys() == ADDRESS_KEYS
                and all(_is_text(one) for one in value.values())
            )
        case _:
            return _is_text(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and value.isprintable()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
