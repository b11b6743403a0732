# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Cursors: opaque to callers, and refused by every list but the one that gave them out."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yiwang.rest.errors import CursorInvalid

LONGEST_NUMBER: Final = 64
_NUMBER: Final = re.compile(r"[0-9]{1,15}", re.ASCII)
_LIST_CODE: Final = re.compile(r"[0-9A-Z]{31}", re.ASCII)
_BASIC_CODE: Final = re.compile(r"[0-9A-Z]{12}", re.ASCII)


def sealed(list_name: str, place: str | None) -> str:
    """Return the cursor that leads to a place in a list; "" after the last page."""
    if not place:
        return ""
    return base64.urlsafe_b64encode(f"{list_name}|{place}".encode()).decode().rstrip("=")


def opened(list_name: str, cursor: str) -> str:
    """Return the place that a cursor of this list leads to; "" for the beginning.

    A place of another shape would be taken for the beginning, and a program that goes from page to
    page would go round for ever.

    :raises CursorInvalid: it is no cursor, or another list's
    """
    if not cursor:
        return ""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        name, _bar, place = base64.b64decode(padded, b"-_", validate=True).decode().partition("|")
        if name != list_name:
            raise CursorInvalid
        _PLACES[list_name](place)
    except (binascii.Error, ValueError) as error:
        raise CursorInvalid from error
    return place


def _moment_and_id(place: str) -> None:
    moment, _separator, last_id = place.partition("_")
    if datetime.fromisoformat(moment).tzinfo is None:
        raise ValueError("a moment without a zone")
    UUID(last_id)


def _day_and_id(place: str) -> None:
    day, _separator, last_id = place.partition("_")
    date.fromisoformat(day)
    UUID(last_id)


def _day_and_number(place: str) -> None:
    day, _separator, number = place.partition("_")
    date.fromisoformat(day)
    _number(number)


def _number(place: str) -> None:
    if not _NUMBER.fullmatch(place):
        raise ValueError("not a number")


def _list_code(place: str) -> None:
    if not _LIST_CODE.fullmatch(place):
        raise ValueError("not the code of a list")


def _basic_code(place: str) -> None:
    if not _BASIC_CODE.fullmatch(place):
        raise ValueError("not a basic code")


def _staff_number(place: str) -> None:
    if not 0 < len(place) <= LONGEST_NUMBER or "\x00" in place:
        raise ValueError("not a staff number")


_PLACES: Final[Mapping[str, Callable[[str], object]]] = {
    "cases": _moment_and_id,
    "system-cases": _moment_and_id,
    "messages": _moment_and_id,
    "tasks": _day_and_id,
    "documents": UUID,
    "findings": _day_and_id,
    "search": _number,
    "items": _number,
    "events": _number,
    "feed": _number,
    "change-notices": _day_and_number,
    "powers": _list_code,
    "changes": _number,
    "catalogue": _list_code,
    "comparison": _basic_code,
    "activations": _staff_number,
    "case-messages": _moment_and_id,
    "colleagues": _staff_number,
    "drafts": _moment_and_id,
    "entitlements": _day_and_id,
    "lower-reviews": UUID,
    "parcels": UUID,
    "reads": _number,
    "received": _moment_and_id,
    "staff": _staff_number,
}
"""What a place in each list looks like: raises ValueError for anything else."""
