# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a form definition, each with its place."""

from dataclasses import dataclass, field
from typing import Any, Final

from yiwang.foundation.errors import FieldError

MOST: Final = 50
Schema = dict[str, Any]


@dataclass
class Problems:
    """Problems in the order in which they were found; only the first fifty are kept."""

    found: list[FieldError] = field(default_factory=list)

    def add(self, place: str, code: str, message: str) -> None:
        """Note a problem; ``place`` is a JSON Pointer into the definition."""
        if len(self.found) < MOST:
            self.found.append(FieldError(place[:300], code, message))

    def __bool__(self) -> bool:
        return bool(self.found)
