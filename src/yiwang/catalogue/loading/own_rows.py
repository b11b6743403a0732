# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists of rows (materials, steps, fees) of which some rows are the editors'. Pure.

A row that an order added, changed or took out is the editors'; every other row follows the data
files. So does the order of the rows, until an order changes nothing but that.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, Final, get_args, get_origin

from yiwang.catalogue.content import Element
from yiwang.catalogue.editing.diff import KEY_OF, name_of
from yiwang.catalogue.editing.wording import SCHEMAS
from yiwang.catalogue.enums import OrderLayer

Row = Mapping[str, Any]
ORDER: Final = ""
"""Stands for the order of the rows among the keys of rows."""
APART: Final = "/"
"""Parts the name of an element from the key of a row: ``materials/id_card``."""


def is_list_of_rows(element: str, layer: OrderLayer) -> bool:
    """Say whether an element is a list of rows."""
    return element in _members(layer)


def rows_by_key(element: str, rows: Sequence[Row] | None, layer: OrderLayer) -> dict[str, Row]:
    """Return rows by what makes them the same one; what stands twice is told apart by its place."""
    found: dict[str, Row] = {}
    for row in rows or ():
        made = _made(element, row, layer)
        key = KEY_OF[type(made)](made)
        while key in found:
            key += "′"
        found[key] = row
    return found


def row_label(element: str, row: Row, layer: OrderLayer) -> str:
    """Return what a row is called."""
    return name_of(_made(element, row, layer))


def row_of(element: str, row: Row, layer: OrderLayer) -> Element:
    """Return a stored row as an element."""
    return _made(element, row, layer)


def changed_rows(
    element: str,
    before: Sequence[Row] | None,
    after: Sequence[Row] | None,
    layer: OrderLayer,
) -> dict[str, Row | None]:
    """Return which rows differ, each with what it said before; None of a new one.

    The order of rows counts where nothing else of those in both has changed.
    """
    old, new = rows_by_key(element, before, layer), rows_by_key(element, after, layer)
    found: dict[str, Row | None] = {
        key: old.get(key) for key in [*old, *new] if old.get(key) != new.get(key)
    }
    both = [key for key in old if key in new]
    if both != [key for key in new if key in old]:
        found[ORDER] = {"keys": list(old)}
    return found


def put_rows_together(
    element: str,
    said: Sequence[Row] | None,
    stands: Sequence[Row] | None,
    own: Collection[str],
    layer: OrderLayer,
) -> list[Row]:
    """Return what a data file says of a list, but for the rows that are the editors'.

    :param own: the keys of those rows, ``ORDER`` where the order is theirs too
    """
    theirs, mine = rows_by_key(element, said, layer), rows_by_key(element, stands, layer)
    made = {key: row for key, row in theirs.items() if key not in own or key in mine}
    made |= {key: row for key, row in mine.items() if key in own}
    first, second = (list(mine), list(theirs)) if ORDER in own else (list(theirs), list(mine))
    keys = _woven([key for key in first if key in made], [key for key in second if key in made])
    return [made[key] for key in keys]


def rows_before(
    element: str,
    stands: Sequence[Row] | None,
    own: Mapping[str, Row | None],
    layer: OrderLayer,
) -> list[Row]:
    """Return a list as it would stand had no editor touched it.

    :param own: the rows that are the editors', each with what it said before
    """
    mine = rows_by_key(element, stands, layer)
    made = {key: row for key, row in mine.items() if key not in own}
    made |= {key: row for key, row in own.items() if row is not None and key != ORDER}
    keys = _woven([key for key in mine if key in made], list(made))
    order = own.get(ORDER)
    if order is not None:
        keys = _woven([key for key in order["keys"] if key in made], keys)
    return [made[key] for key in keys]


# ── parts


def _woven(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return all keys: the first as they stand, of the others each behind the one before it."""
    made, place = list(first), 0
    for key in second:
        if key in made:
            place = made.index(key) + 1
        else:
            made.insert(place, key)
            place += 1
    return made


@cache
def _members(layer: OrderLayer) -> Mapping[str, type[Element]]:
    found = {}
    for name, info in SCHEMAS[layer].model_fields.items():
        if get_origin(info.annotation) is tuple:
            member = get_args(info.annotation)[0]
            if isinstance(member, type) and issubclass(member, Element):
                found[name] = member
    return found


def _made(element: str, row: Row, layer: OrderLayer) -> Element:
    return _members(layer)[element].model_validate(row, strict=False)
