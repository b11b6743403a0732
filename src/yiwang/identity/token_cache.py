# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who stands behind a token, remembered for two seconds in the process that asked.

A token that is revoked, or a post that ends, in this process is forgotten at once; one that ends in
another process is believed for those two seconds.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from yiwang.foundation.actors import Actor

KEPT_SECONDS = 2.0
MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Kept:
    actor: Actor
    expires_at: datetime
    until: float
    generation: int


class TokenCache:
    """Actors by the hash of their token."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._kept: dict[bytes, _Kept] = {}
        self._clock = clock

    def get(self, token_hash: bytes, *, at: datetime, generation: int) -> Actor | None:
        kept = self._kept.get(token_hash)
        if kept is None:
            return None
        if kept.until < self._clock() or kept.expires_at <= at or kept.generation != generation:
            self._kept.pop(token_hash, None)
            return None
        return kept.actor

    def put(
        self, token_hash: bytes, actor: Actor, *, expires_at: datetime, generation: int
    ) -> None:
        if len(self._kept) >= MOST:
            self._kept.clear()
        until = self._clock() + KEPT_SECONDS
        self._kept[token_hash] = _Kept(actor, expires_at, until, generation)

    def clear(self) -> None:
        self._kept.clear()


tokens = TokenCache()
