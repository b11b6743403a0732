# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes under which anybody can look up whether a document is genuine."""

import secrets

# Crockford's alphabet: no I, L, O or U, so that nothing is misread. 16 of 32 signs are 80 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new_code() -> str:
    """Return a code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def printed_code(code: str) -> str:
    """Return a code in groups of four, as it is printed."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def normal_code(text: str) -> str:
    """Return a code as it is stored from how somebody typed it.

    :raises ValueError: this cannot be a code
    """
    code = text.strip().upper().replace("-", "").replace(" ", "").translate(_MISREAD)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        raise ValueError("A verification code has 16 letters and digits.")
    return code
