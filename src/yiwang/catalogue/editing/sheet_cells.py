# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Elements as cells of a spreadsheet, and cells as elements: in the words of the pages. Pure.

Lists of elements with parts of their own (materials, steps, fees, questions) do not fit into one
cell; they are changed in the editor.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from yiwang.catalogue.editing.fields import FieldKind, FormField, form_fields
from yiwang.catalogue.enums import LimitUnit, OrderLayer

SHEET: Final = "事项清单"
MARK, CODE, NAME, DEPARTMENT = "版本标记", "编码", "事项名称（对照）", "部门（对照）"
FIXED: Final = (MARK, CODE, NAME, DEPARTMENT)
"""Columns that say which item a row is; the first is hidden, none may be changed."""
_LISTED: Final = "、"
_SPLIT: Final = re.compile(r"[、,，;；\n]+")
_LIMIT: Final = re.compile(r"^([0-9]{1,4})\s*(\S*)$")
_UNITS: Final[Mapping[str, LimitUnit]] = {
    "": LimitUnit.WORKDAY,
    "个工作日": LimitUnit.WORKDAY,
    "工作日": LimitUnit.WORKDAY,
    "日": LimitUnit.DAY,
    "天": LimitUnit.DAY,
    "个月": LimitUnit.MONTH,
    "月": LimitUnit.MONTH,
    "年": LimitUnit.YEAR,
}
AT_ONCE: Final = "当场办结"
YES, NO = "是", "否"
KINDS: Final = frozenset(
    {
        FieldKind.LINE,
        FieldKind.TEXT,
        FieldKind.NUMBER,
        FieldKind.YES_NO,
        FieldKind.CHOICE,
        FieldKind.CHOICES,
        FieldKind.LINES,
        FieldKind.LIMIT,
    }
)


class CellWrong(ValueError):
    """A cell says nothing that its element can take; the text says what it could."""


@dataclass(frozen=True, slots=True)
class Column:
    """One element as a column; headings and values are always in Chinese, as the files travel."""

    field: FormField
    heading: str
    words: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.field.name


@cache
def columns(layer: OrderLayer) -> tuple[Column, ...]:
    """Return the elements that fit into one cell each."""
    with override("zh-hans"):
        return tuple(
            Column(each, str(each.label), {value: str(words) for value, words in each.choices})
            for group in form_fields(layer)
            for each in group.fields
            if each.kind in KINDS
            and (each.choices or each.kind not in {FieldKind.CHOICE, FieldKind.CHOICES})
            and each.name != "is_generated"
        )


def shown(column: Column, value: Any) -> str:
    """Return what stands in the cell of an element."""
    kind = column.field.kind
    if value is None or value == "":
        return ""
    if kind is FieldKind.YES_NO:
        return YES if value else NO
    if kind is FieldKind.LIMIT:
        return _limit_words(value)
    if kind is FieldKind.LINES:
        return "\n".join(value)
    if kind is FieldKind.CHOICES:
        return _LISTED.join(column.words.get(str(one), str(one)) for one in value)
    return column.words.get(str(value), str(value))


def read(column: Column, text: str) -> Any:
    """Return the element that a cell says; None for an empty cell.

    :raises CellWrong: it says none
    """
    text = text.strip()
    if not text:
        return None
    return _READ[column.field.kind](column, text)


def _limit_words(value: Mapping[str, Any]) -> str:
    amount, unit = value["amount"], value.get("unit", LimitUnit.WORKDAY.value)
    if not amount:
        return AT_ONCE
    words = next(words for words, each in _UNITS.items() if words and each.value == unit)
    return f"{amount}{words}"


def _text(_column: Column, text: str) -> Any:
    return text


def _number(_column: Column, text: str) -> Any:
    if not (text.isascii() and text.isdigit() and len(text) <= len("1000000")):
        raise CellWrong(_("应为整数"))
    return int(text)


def _yes_no(_column: Column, text: str) -> Any:
    if text not in {YES, NO}:
        raise CellWrong(_("应为“是”或“否”"))
    return text == YES


def _choice(column: Column, text: str) -> Any:
    known = {words: value for value, words in column.words.items()}
    value = known.get(text, text if text in column.words else None)
    if value is None:
        raise CellWrong(_("“%(text)s”不在可选的内容里：%(known)s") % _known(column, text))
    return int(value) if column.field.is_number else value


def _choices(column: Column, text: str) -> Any:
    return [_choice(column, one.strip()) for one in _SPLIT.split(text) if one.strip()]


def _lines(_column: Column, text: str) -> Any:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _limit(_column: Column, text: str) -> Any:
    if text == AT_ONCE:
        return {"amount": 0, "unit": LimitUnit.WORKDAY.value}
    match = _LIMIT.match(text)
    if match is None or match[2] not in _UNITS:
        raise CellWrong(_("应写成“15个工作日”、“30日”、“2个月”或“当场办结”"))
    return {"amount": int(match[1]), "unit": _UNITS[match[2]].value}


def _known(column: Column, text: str) -> dict[str, str]:
    return {"text": text[:40], "known": _LISTED.join(column.words.values())}


_READ: Final[Mapping[FieldKind, Callable[[Column, str], Any]]] = {
    FieldKind.LINE: _text,
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.YES_NO: _yes_no,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.LINES: _lines,
    FieldKind.LIMIT: _limit,
}


def allowed(column: Column) -> Sequence[str]:
    """Return what a spreadsheet program may offer for a cell; nothing where it is free."""
    if column.field.kind is FieldKind.YES_NO:
        return (YES, NO)
    if column.field.kind is FieldKind.CHOICE:
        return tuple(column.words.values())
    return ()
