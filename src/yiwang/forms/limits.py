# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How much may be sent at all, whatever a form says."""

from typing import Any, Final

from yiwang.forms.errors import FormTooLarge

MOST_VALUES: Final = 5000
MOST_CHARACTERS: Final = 200_000
DEEPEST: Final = 8
GREATEST: Final = 2**64


def refuse_excess(data: Any) -> None:
    """Let data pass that any form could take.

    :raises FormTooLarge: too many values, too much text, too deep, or a number beyond 64 bits
    """
    values = characters = 0
    level = [data]
    for _depth in range(DEEPEST):
        below: list[Any] = []
        for value in level:
            characters += _weigh(value, below)
        values += len(level)
        if values > MOST_VALUES or characters > MOST_CHARACTERS:
            raise FormTooLarge
        if not below:
            return
        level = below
    raise FormTooLarge


def _weigh(value: Any, below: list[Any]) -> int:
    """Return the characters of a value itself, and add what is inside it to ``below``."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        below.extend(value.values())
        return sum(len(key) for key in value if isinstance(key, str))
    if isinstance(value, list):
        below.extend(value)
    elif isinstance(value, int) and abs(value) > GREATEST:
        raise FormTooLarge
    return 0
