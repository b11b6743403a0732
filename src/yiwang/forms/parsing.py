# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""From what a browser posts to data of the form's shape, before any validation.

Names follow the path with dots: ``owner``, ``staff.0.name``, ``address.detail``. A repeatable
group posts ``staff.rows`` with the number of its rows, so that untouched rows and ticked-off boxes
are told from rows that were never there. What the form does not know is left out.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from yiwang.forms.enums import FieldKind
from yiwang.forms.structure import Field, Level

ADD: Final = "_add"
REMOVE: Final = "_remove"
REFRESH: Final = "_refresh"
MOST_ROWS: Final = 100
ADDRESS_LEVELS: Final = 5

_PLACE = re.compile(r"[a-z][a-z0-9_]*(?:\.\d{1,3}\.[a-z][a-z0-9_]*)*(?:\.\d{1,3})?")
# How many digits of a division code say its place at each level of the tree.
_DIGITS = (2, 4, 6, 9, 12)


class Posted(Protocol):
    """What ``QueryDict`` offers and this module uses."""

    def get(self, key: str, default: Any = ..., /) -> Any: ...
    def getlist(self, key: str, /) -> Sequence[Any]: ...
    def __contains__(self, key: object, /) -> bool: ...


Files = Mapping[str, Sequence[str]]


def is_edit(post: Posted) -> bool:
    """Say whether a row was added or removed or the page refreshed: show the form again."""
    return any(name in post for name in (ADD, REMOVE, REFRESH))


def parse_post(level: Level, post: Posted, files: Files) -> dict[str, Any]:
    """Return the data that were posted, with the row added or removed that was asked for.

    :param files: name of a file field -> ids of the files that the caller has just stored
    """
    data = _parse_level(level, post, files, "", keep_empty=is_edit(post))
    if place := _place(post.get(ADD, "")):
        _add_row(level, data, place)
    if place := _place(post.get(REMOVE, "")):
        _remove_row(level, data, place)
    return data


def _place(text: str) -> list[str]:
    return text.split(".") if isinstance(text, str) and _PLACE.fullmatch(text) else []


def _parse_level(
    level: Level, post: Posted, files: Files, prefix: str, *, keep_empty: bool
) -> dict[str, Any]:
    data = {}
    for field in level.fields.values():
        if field.computed is not None:
            continue
        value = _parse_field(field, post, files, prefix + field.name, keep_empty=keep_empty)
        if value not in (None, "", [], {}):
            data[field.name] = value
    return data


def _parse_field(field: Field, post: Posted, files: Files, name: str, *, keep_empty: bool) -> Any:
    if field.row is not None:
        rows = [
            _parse_level(field.row, post, files, f"{name}.{number}.", keep_empty=keep_empty)
            for number in range(_row_count(post, name))
        ]
        return [row for row in rows if keep_empty or not _is_blank(row)]
    if field.kind is FieldKind.FILE:
        return _texts([*post.getlist(name), *files.get(name, ())])
    if field.kind is FieldKind.CHOICES:
        return _texts(post.getlist(name))
    if field.kind is FieldKind.ADDRESS:
        return _without_blanks(
            {"division": _division(post, name), "detail": post.get(f"{name}.detail", "")}
        )
    if field.kind is FieldKind.SIGNATURE:
        image = [*files.get(f"{name}.image", ()), post.get(f"{name}.image", "")]
        return _without_blanks({"name": post.get(f"{name}.name", ""), "image": image[0]})
    return post.get(name, "")


def _is_blank(row: Mapping[str, Any]) -> bool:
    """Say whether nobody touched a row; a box that is not ticked does not count."""
    return all(value in ("false", "") for value in row.values())


def _texts(values: Sequence[Any]) -> list[str]:
    return [value for value in dict.fromkeys(values) if isinstance(value, str) and value]


def _without_blanks(parts: dict[str, Any]) -> dict[str, Any]:
    return {key: part for key, part in parts.items() if part}


def _row_count(post: Posted, name: str) -> int:
    count = post.get(f"{name}.rows", "0")
    return min(int(count), MOST_ROWS) if re.fullmatch(r"\d{1,3}", count, re.ASCII) else 0


def _division(post: Posted, name: str) -> str:
    """Return the lowest division chosen that still lies in the ones chosen above it."""
    chosen = ""
    for level in range(ADDRESS_LEVELS):
        code = post.get(f"{name}.level{level + 1}", "")
        if not re.fullmatch(r"\d{12}", code, re.ASCII) or not _lies_in(code, chosen):
            continue
        chosen = code
    return chosen


def _lies_in(code: str, above: str) -> bool:
    if not above:
        return True
    significant = above.rstrip("0")
    digits = next(count for count in _DIGITS if count >= len(significant))
    return code != above and code.startswith(above[:digits])


def _add_row(level: Level, data: dict[str, Any], place: Sequence[str]) -> None:
    rows = _rows_at(level, data, place)
    if rows is not None and len(rows) < MOST_ROWS:
        rows.append({})


def _remove_row(level: Level, data: dict[str, Any], place: Sequence[str]) -> None:
    rows = _rows_at(level, data, place[:-1])
    if rows is not None and place[-1].isdecimal() and int(place[-1]) < len(rows):
        del rows[int(place[-1])]


def _rows_at(level: Level, data: dict[str, Any], place: Sequence[str]) -> list[Any] | None:
    """Return the rows of the group at a place like ``staff`` or ``staff.0.papers``."""
    field = level.fields.get(place[0]) if place else None
    if field is None or field.row is None:
        return None
    rows: list[Any] = data.setdefault(field.name, [])
    if len(place) == 1:
        return rows
    if not place[1].isdecimal() or int(place[1]) >= len(rows):
        return None
    return _rows_at(field.row, rows[int(place[1])], place[2:])
