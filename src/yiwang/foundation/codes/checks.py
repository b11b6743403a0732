# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Check characters, and the normal form in which codes are compared."""

from collections.abc import Iterable, Sequence
from typing import Final

USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100: no I, O, S, V, Z."""

ALPHANUMERIC: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

LONGEST_INPUT: Final = 200
"""Longer texts are not even normalized: no code comes near it."""

_USCC_VALUE: Final = {character: value for value, character in enumerate(USCC_ALPHABET)}
_ALPHANUMERIC_VALUE: Final = {character: value for value, character in enumerate(ALPHANUMERIC)}
_POWERS_OF_3: Final = tuple(pow(3, place, 31) for place in range(30))
_RESIDENT_ID_WEIGHTS: Final = tuple(pow(2, 17 - place, 11) for place in range(17))
_ORGANIZATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)

# Full-width forms become ASCII, small letters capitals, blanks vanish. Only these: str.upper() and
# Unicode normalization would also turn digits of other scripts into digits, and a long s into S.
_NORMAL: Final[dict[int, int | None]] = {
    **{place + 0xFEE0: place for place in range(0x21, 0x7F)},
    **{place + 0xFEE0: place - 32 for place in range(ord("a"), ord("z") + 1)},
    **{place: place - 32 for place in range(ord("a"), ord("z") + 1)},
    **dict.fromkeys(map(ord, " \t\r\n\u00a0\u3000"), None),
    **dict.fromkeys(map(ord, "‐‑‒–—−"), ord("-")),
}


def normalized(text: str) -> str:
    """Return ``text`` in ASCII capitals without blanks, as far as it has them.

    Characters of other scripts stay as they are, so that checks of the alphabet refuse them.
    """
    return text if len(text) > LONGEST_INPUT else text.translate(_NORMAL)


def is_digits(text: str) -> bool:
    """Tell whether there are only the digits 0 to 9, and at least one."""
    return text.isascii() and text.isdigit()


def is_alphanumeric(text: str) -> bool:
    """Tell whether there are only digits 0 to 9 and capitals A to Z, and at least one."""
    return text.isascii() and text.isalnum() and text.upper() == text


def mod_11_2(digits: str) -> str:
    """Return the check character of the 17 digits of a resident identity number.

    Source: GB 11643-1999, ISO 7064 MOD 11-2.
    """
    total = _weighted(map(int, digits), _RESIDENT_ID_WEIGHTS)
    return "10X98765432"[total % 11]


def mod_31_3(characters: str) -> str:
    """Return the check character over up to 30 characters of the USCC alphabet.

    Finds every single wrong character and every exchange of two.
    Source: GB 32100-2015, appendix: weights 3^(i-1) mod 31.
    """
    total = _weighted((_USCC_VALUE[character] for character in characters), _POWERS_OF_3)
    return USCC_ALPHABET[-total % 31]


def organization_check(characters: str) -> str:
    """Return the check character of the 8 characters of an organization code (GB 11714)."""
    values = (_ALPHANUMERIC_VALUE[character] for character in characters)
    return "0123456789X"[-_weighted(values, _ORGANIZATION_WEIGHTS) % 11]


def mod_37_36(characters: str) -> str:
    """Return the check character over digits and capitals (ISO 7064 MOD 37,36)."""
    check = 36
    for character in characters:
        check = ((check + _ALPHANUMERIC_VALUE[character]) % 36 or 36) * 2 % 37
    return ALPHANUMERIC[(1 - check) % 36]


def _weighted(values: Iterable[int], weights: Sequence[int]) -> int:
    return sum(value * weight for value, weight in zip(values, weights, strict=False))
