# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The texts that elements are made of: codes, keys, names, and how long each may be. Pure."""

from functools import lru_cache
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, StringConstraints

from yiwang.foundation.errors import InvalidText
from yiwang.foundation.text import clean_text

OFTEN_THE_SAME: Final = 100


def cleaned(text: str) -> str:
    """Return a text without what nobody can see; a ``ValueError`` says why it cannot be."""
    return _cleaned_before(text) if len(text) <= OFTEN_THE_SAME else _clean(text)


@lru_cache(maxsize=16_384)
def _cleaned_before(text: str) -> str:
    """Clean a short text; a million lists have the same hours, phones and names."""
    return _clean(text)


def _clean(text: str) -> str:
    try:
        return clean_text(text, multiline=True)
    except InvalidText as refusal:
        raise ValueError(str(refusal)) from refusal


Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")]
LocalCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,79}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Name = Annotated[str, AfterValidator(cleaned), StringConstraints(min_length=1, max_length=300)]
Short = Annotated[str, AfterValidator(cleaned), StringConstraints(max_length=500)]
Long = Annotated[str, AfterValidator(cleaned), StringConstraints(max_length=4000)]
FileFormat = Literal["pdf", "jpg", "png", "ofd", "docx", "xlsx", "dwg", "zip", "mp4"]
