# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a form, in the order in which people read it."""

from collections.abc import Iterable, Sequence
from typing import Any

from yiwang.foundation.errors import FieldError


def in_form_order(errors: Iterable[FieldError], sections: Sequence[Any]) -> list[FieldError]:
    """Return what is wrong in the order of the fields, so that the summary reads like the form."""
    names = [field.name for section in sections for field in section.fields]
    places = {name: place for place, name in enumerate(names)}

    def place(wrong: FieldError) -> int:
        return places.get(wrong.path.strip("/").partition("/")[0], -1)

    return sorted(errors, key=place)
