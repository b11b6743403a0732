# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a process remembers for some seconds, because asking each time would cost more than age."""

import time
from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

clock: Callable[[], float] = time.monotonic
"""Seconds that never go back."""
Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """Values by key, each made anew once it is older than so many seconds.

    :cvar everything: all that this process remembers so, to be forgotten together
    """

    everything: ClassVar[list["Remembered[object, object]"]] = []

    def __init__(self, seconds: float, *, most: int = 4096) -> None:
        self._seconds = seconds
        self._most = most
        self._values: dict[Key, tuple[float, Value]] = {}
        self.everything.append(self)  # type: ignore[arg-type]

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return what is remembered, or what ``make`` returns now."""
        now = clock()
        found = self._values.get(key)
        if found is not None and now < found[0]:
            return found[1]
        value = make()
        if len(self._values) >= self._most:
            self._values.clear()
        self._values[key] = (now + self._seconds, value)
        return value

    def forget(self) -> None:
        """Make each value anew when it is next asked for."""
        self._values.clear()
