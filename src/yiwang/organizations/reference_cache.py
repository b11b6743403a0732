# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What nearly never changes, kept in the process for five minutes."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

KEPT_SECONDS = 300

Key = TypeVar("Key")
Value = TypeVar("Value")


class ReferenceCache(Generic[Key, Value]):
    """A dictionary that forgets all at once; it never remembers that something is missing."""

    def __init__(self, *, largest: int = 50_000, clock: Callable[[], float] = time.monotonic):
        self._values: dict[Key, Value] = {}
        self._largest = largest
        self._clock = clock
        self._fresh_until = 0.0

    def get(self, key: Key) -> Value | None:
        if self._clock() >= self._fresh_until:
            self.clear()
        return self._values.get(key)

    def put(self, key: Key, value: Value) -> None:
        if len(self._values) >= self._largest:
            self._values.clear()
        self._values[key] = value

    def is_empty(self) -> bool:
        return not self._values

    def clear(self) -> None:
        self._values = {}
        self._fresh_until = self._clock() + KEPT_SECONDS


class Generation:
    """Counts changes of something that others keep a copy of for a moment."""

    def __init__(self) -> None:
        self.number = 0

    def next(self) -> None:
        self.number += 1
