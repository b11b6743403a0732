# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Names that people type."""

from yiwang.foundation.errors import InvalidText
from yiwang.foundation.text import clean_text
from yiwang.organizations.errors import BadName


def clean_name(text: str, *, longest: int) -> str:
    """Return a name as it is stored.

    :raises BadName: it is empty, too long, or holds characters that no name has
    """
    try:
        name = clean_text(text, max_length=longest)
    except InvalidText as error:
        raise BadName(params={"longest": longest}) from error
    if not name:
        raise BadName(params={"longest": longest})
    return name
