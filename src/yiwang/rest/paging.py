# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Cursors: opaque to callers, and refused by every list but the one that gave them out."""

import base64
import binascii
import re

from yiwang.rest.errors import CursorInvalid

_INNER = re.compile(r"[0-9A-Za-z:.,+_ -]{1,90}")


def sealed(list_name: str, place: str | None) -> str:
    """Return the cursor that leads to a place in a list; "" after the last page."""
    if not place:
        return ""
    return base64.urlsafe_b64encode(f"{list_name}|{place}".encode()).decode().rstrip("=")


def opened(list_name: str, cursor: str) -> str:
    """Return the place that a cursor of this list leads to; "" for the beginning.

    :raises CursorInvalid: it is no cursor, or another list's
    """
    if not cursor:
        return ""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        name, _bar, place = base64.b64decode(padded, b"-_", validate=True).decode().partition("|")
    except (binascii.Error, ValueError) as error:
        raise CursorInvalid from error
    if name != list_name or not _INNER.fullmatch(place):
        raise CursorInvalid
    return place
