# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How questions and answers are signed: HMAC-SHA256 over what must not be changed. Pure."""

import hashlib
import hmac
from typing import Final

VERSION: Final = "v1"
SOURCE, KEY, TIME, NONCE, SIGNATURE = (
    "X-Yiwang-Source",
    "X-Yiwang-Key",
    "X-Yiwang-Time",
    "X-Yiwang-Nonce",
    "X-Yiwang-Signature",
)
FRESH_SECONDS: Final = 300
"""By how much the clocks of the two sides may differ."""


def key_id(key: bytes) -> str:
    """Return the name of a key, by which a provider that holds two knows which one signs."""
    return hashlib.sha256(b"yiwang-source-key:" + key).hexdigest()[:16]


def of_question(key: bytes, path: str, /, *, stamp: str, nonce: str, body: bytes) -> str:
    """Return the signature of a question; each is a POST."""
    return _signature(key, "POST", path, stamp, nonce, body)


def of_answer(key: bytes, status: int, /, *, stamp: str, nonce: str, body: bytes) -> str:
    """Return the signature of an answer.

    :param nonce: of the question, so that no answer can be given to another question
    """
    return _signature(key, str(status), "", stamp, nonce, body)


def is_of_answer(
    signature: str, key: bytes, status: int, /, *, stamp: str, nonce: str, body: bytes
) -> bool:
    """Return whether an answer bears the signature that it must."""
    wanted = of_answer(key, status, stamp=stamp, nonce=nonce, body=body)
    return hmac.compare_digest(signature.encode(), wanted.encode())


def is_fresh(stamp: str, /, *, now: float) -> bool:
    """Return whether a time, in seconds since 1970, is close enough to now."""
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 11):
        return False
    return abs(int(stamp) - now) <= FRESH_SECONDS


def _signature(key: bytes, first: str, path: str, stamp: str, nonce: str, body: bytes) -> str:
    digest = hashlib.sha256(body).hexdigest()
    text = "\n".join((VERSION, first, path, stamp, nonce, digest))
    return f"{VERSION}={hmac.new(key, text.encode(), hashlib.sha256).hexdigest()}"
