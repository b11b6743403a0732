# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One change for several base items: a whole element, form or process, or a row of a list.

A row is known by what it is called, because items number their rows each for itself.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, get_args
from uuid import UUID

import orjson
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from yiwang.catalogue.content import (
    BaseContent,
    Element,
    MaterialRequirement,
    dump_content,
    read_content,
)
from yiwang.catalogue.editing.diff import name_of
from yiwang.catalogue.editing.fields import FieldKind, FormField, form_fields
from yiwang.catalogue.editing.targets import Target, base_targets
from yiwang.catalogue.editing.wording import DEFINITIONS, element_label
from yiwang.catalogue.element_faults import field_errors
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.errors import ContentInvalid
from yiwang.catalogue.order_refusals import NotForAll, RowNotThere, RowThere, RowTwice
from yiwang.foundation.errors import FieldError

_OWN_OF_EACH: Final = frozenset(
    {"name", "item_type", "is_generated", "promised_materials", "originals"}
)
"""Elements that differ from item to item, so that one text for all makes no sense."""


class How(StrEnum):
    """What becomes of the element."""

    SET = "set"
    ADD = "add"
    REPLACE = "replace"
    REMOVE = "remove"

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_LABELS: Final[Mapping[How, Promise]] = {
    How.SET: _("都改成一样"),
    How.ADD: _("增加一行"),
    How.REPLACE: _("替换一行"),
    How.REMOVE: _("删去一行"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be the same in all chosen base items.

    :ivar value: of the element, or of the row that is added or that stands in for another
    :ivar row: what the row is called that is replaced or removed
    :ivar place: where an added row is put, counted from 1; 0: after the others
    """

    element: str
    value: Any = None
    how: How = How.SET
    row: str = ""
    place: int = 0


def elements_for_all() -> tuple[FormField, ...]:
    """Return the elements of base items that one change can set in all of them."""
    return tuple(one for one in _fields() if one.kind is not FieldKind.ROWS)


def lists_for_all() -> tuple[FormField, ...]:
    """Return the lists of base items in which one change can set a row in all of them."""
    return tuple(one for one in _fields() if one.kind is FieldKind.ROWS)


def check_change(change: Change, some: Mapping[str, Any]) -> None:
    """Refuse what no item could take.

    :param some: the stored elements of any item
    :raises NotForAll: the element cannot be changed in this way
    :raises ContentInvalid: the value does not have the shape of the element
    """
    known = elements_for_all() if change.how is How.SET else lists_for_all()
    if change.element not in {one.name for one in known}:
        raise NotForAll(errors=[FieldError("/change/element", "not_for_all", change.element[:60])])
    if change.how in {How.ADD, How.REPLACE}:
        _read_row(change)
    elif change.how is How.SET and change.element not in DEFINITIONS:
        _check_value(change, some)
    elif change.how is How.SET and not (isinstance(change.value, str) and change.value):
        raise ContentInvalid(
            errors=[FieldError(f"/{change.element}", "missing", str(_("缺少这一项。")))]
        )


def changed(target: Target, change: Change) -> Target:
    """Return what an item says after the change.

    :raises RowNotThere, RowTwice, RowThere: the list of this item does not take it
    :raises ContentInvalid: the item as a whole does not
    """
    if change.element in DEFINITIONS:
        code: dict[str, Any] = {change.element: str(change.value)[:80]}
        return replace(target, **code)
    value = change.value
    if change.how is not How.SET:
        stands = read_content(BaseContent, target.content)
        value = [_stored(one) for one in _rows(getattr(stands, change.element), change)]
    made = read_content(BaseContent, {**target.content, change.element: value})
    return replace(target, content=dump_content(made))


def rows_of(item_ids: Collection[UUID], element: str) -> list[tuple[str, int]]:
    """Return what the rows of a list are called in base items, and in how many each stands."""
    found: dict[str, int] = {}
    for target in base_targets(item_ids).values():
        rows = getattr(read_content(BaseContent, target.content), element)
        for name in dict.fromkeys(name_of(one) for one in rows):
            found[name] = found.get(name, 0) + 1
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def row_named(item_ids: Collection[UUID], element: str, row: str) -> dict[str, Any] | None:
    """Return what the first of these base items says in a row; None where none has it."""
    targets = base_targets(item_ids)
    for item_id in item_ids:
        content = targets[item_id].content if item_id in targets else None
        for one in getattr(read_content(BaseContent, content), element) if content else ():
            if name_of(one) == row:
                return one.model_dump(mode="json")  # type: ignore[no-any-return]
    return None


def blank_row(element: str) -> dict[str, Any]:
    """Return what a new row of a list says before anybody writes in it."""
    schema = _schema_of(element)
    return schema.model_construct().model_dump(mode="json", warnings=False)


# ── parts


def _fields() -> tuple[FormField, ...]:
    return tuple(
        each
        for group in form_fields(OrderLayer.BASE)
        for each in group.fields
        if each.name not in _OWN_OF_EACH
    )


def _check_value(change: Change, some: Mapping[str, Any]) -> None:
    try:
        read_content(BaseContent, {**some, change.element: change.value})
    except ContentInvalid as refusal:
        wrong = [one for one in refusal.errors if one.path.split("/")[1:2] == [change.element]]
        if wrong or not refusal.errors:
            raise ContentInvalid(errors=wrong) from refusal


def _read_row(change: Change) -> Element:
    schema, value = _schema_of(change.element), change.value
    if not isinstance(value, dict):
        raise ContentInvalid(
            errors=[FieldError(f"/{change.element}", "missing", str(_("请填写这一行。")))]
        )
    if change.how is How.REPLACE and schema is MaterialRequirement:
        value = {"key": "kept", **value}  # each item keeps the key that its row has
    try:
        return schema.model_validate_json(orjson.dumps(value), strict=False)
    except ValidationError as refusal:
        wrong = [
            FieldError(f"/{change.element}{one.path}", one.code, one.message)
            for one in field_errors(refusal)
        ]
        raise ContentInvalid(errors=wrong) from refusal
    except (TypeError, UnicodeEncodeError) as refusal:
        raise ContentInvalid from refusal


def _schema_of(element: str) -> type[Element]:
    schema: type[Element] = get_args(BaseContent.model_fields[element].annotation)[0]
    return schema


def _rows(rows: Sequence[Element], change: Change) -> list[Element]:
    names = [name_of(one) for one in rows]
    terms = {"list": element_label(change.element, OrderLayer.BASE), "row": change.row}
    if change.how is How.ADD:
        made = _read_row(change)
        if name_of(made) in names:
            raise RowThere(params={**terms, "row": name_of(made)})
        place = change.place - 1 if change.place > 0 else len(rows)
        return [*rows[:place], made, *rows[place:]]
    if change.row not in names:
        raise RowNotThere(params=terms)
    if names.count(change.row) > 1:
        raise RowTwice(params=terms)
    place = names.index(change.row)
    before, after = rows[:place], rows[place + 1 :]
    if change.how is How.REMOVE:
        return [*before, *after]
    made = _read_row(change)
    if isinstance(made, MaterialRequirement):
        made = made.model_copy(update={"key": getattr(rows[place], "key", made.key)})
    if name_of(made) in names[:place] + names[place + 1 :]:
        raise RowThere(params={**terms, "row": name_of(made)})
    return [*before, made, *after]


def _stored(row: Element) -> dict[str, Any]:
    return row.model_dump(mode="json")
