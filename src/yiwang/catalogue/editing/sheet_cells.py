# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Elements as cells of a spreadsheet, and cells as elements: in the words of the pages. Pure.

What fits into one cell stands on the first sheet, one row for each item. Lists of elements with
parts of their own (materials, steps, fees, questions) have a sheet each, one row for each member.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from yiwang.catalogue.editing.fields import FieldKind, FormField, form_fields
from yiwang.catalogue.editing.wording import part_label
from yiwang.catalogue.enums import LimitUnit, OrderLayer

SHEET: Final = "事项清单"
MARK, CODE, NAME, DEPARTMENT = "版本标记", "编码", "事项名称（对照）", "部门（对照）"
FIXED: Final = (MARK, CODE, NAME, DEPARTMENT)
"""Columns that say which item a row is; the first is hidden, none may be changed."""
ROW: Final = "行标识"
FIXED_OF_ROWS: Final = (CODE, NAME, ROW)
"""Columns of the further sheets that say which item, and which of its rows."""
NONE_LEFT: Final = "无"
"""Stands as the row key of an item of whose rows none is to be left."""
SYSTEM_MADE: Final = "is_generated"
"""Says that the system filled something in; nobody writes that."""
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
MONEY: Final = "amount_cents"
_YUAN: Final = re.compile(r"^([0-9]{1,8})(?:\.([0-9]{1,2}))?$")
_NOT_FREE: Final = frozenset(
    {FieldKind.NUMBER, FieldKind.YES_NO, FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.LIMIT}
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


@dataclass(frozen=True, slots=True)
class Table:
    """A further sheet: the members of one element, each a row."""

    element: str
    title: str
    columns: tuple[Column, ...]


@cache
def columns(layer: OrderLayer) -> tuple[Column, ...]:
    """Return the elements that fit into one cell each."""
    with override("zh-hans"):
        return tuple(
            _column(each)
            for group in form_fields(layer)
            for field in group.fields
            for each in _single(field)
        )


@cache
def tables(layer: OrderLayer) -> tuple[Table, ...]:
    """Return the elements that have a sheet of their own."""
    with override("zh-hans"):
        return tuple(
            Table(
                field.name,
                str(field.label),
                tuple(_column(part) for part in field.parts if part.name != SYSTEM_MADE),
            )
            for group in form_fields(layer)
            for field in group.fields
            if field.kind is FieldKind.ROWS
        )


def _single(field: FormField) -> Sequence[FormField]:
    """Return an element as fields of one cell each; none where it does not fit."""
    if field.name == SYSTEM_MADE:
        return ()
    if field.kind is FieldKind.THEMES:
        return [
            replace(
                field, name=f"{field.name}.{part}", label=part_label(part), kind=FieldKind.LINES
            )
            for part in ("natural", "legal")
        ]
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES} and not field.choices:
        is_one = field.kind is FieldKind.CHOICE
        return [replace(field, kind=FieldKind.LINE if is_one else FieldKind.LINES)]
    return [field] if field.kind in KINDS else ()


def _column(field: FormField) -> Column:
    words = {value: str(words) for value, words in field.choices}
    heading = f"{field.label}（元）" if field.name == MONEY else str(field.label)
    return Column(field, heading, words)


def value_of(column: Column, content: Mapping[str, Any]) -> Any:
    """Return what a content says of a column; themes have one for each audience."""
    element, _dot, part = column.name.partition(".")
    value = content.get(element)
    return (value or {}).get(part) if part else value


def shown(column: Column, value: Any) -> str:
    """Return what stands in the cell of an element."""
    if value is None or value == "":
        return ""
    if column.name == MONEY:
        return f"{value // 100}.{value % 100:02}" if value % 100 else str(value // 100)
    words = _SHOWN.get(column.field.kind)
    return words(column, value) if words else column.words.get(str(value), str(value))


def read(column: Column, text: str) -> Any:
    """Return the element that a cell says; None for an empty cell.

    :raises CellWrong: it says none
    """
    text = plain(column, text)
    if not text:
        return None
    if column.name == MONEY:
        return _money(text)
    return _READ[column.field.kind](column, text)


def plain(column: Column, text: str) -> str:
    """Return a text as it is compared: what is not free has no full-width signs nor blanks."""
    text = text.strip()
    if column.field.kind not in _NOT_FREE:
        return text
    return narrow(text)


def narrow(text: str) -> str:
    """Return a text with narrow digits and signs, whichever way it was typed."""
    return unicodedata.normalize("NFKC", text).strip()


def _money(text: str) -> int:
    match = _YUAN.match(text.replace(",", "").removesuffix("元"))
    if match is None:
        raise CellWrong(_("应为金额，单位元，最多两位小数"))
    return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))


def _limit_words(_column: Column, value: Mapping[str, Any]) -> str:
    amount, unit = value["amount"], value.get("unit", LimitUnit.WORKDAY.value)
    if not amount:
        return AT_ONCE
    words = next(words for words, each in _UNITS.items() if words and each.value == unit)
    return f"{amount}{words}"


def _listed(column: Column, value: Sequence[Any]) -> str:
    return _LISTED.join(column.words.get(str(one), str(one)) for one in value)


_SHOWN: Final[Mapping[FieldKind, Callable[[Column, Any], str]]] = {
    FieldKind.YES_NO: lambda _column, value: YES if value else NO,
    FieldKind.LIMIT: _limit_words,
    FieldKind.LINES: lambda _column, value: "\n".join(value),
    FieldKind.CHOICES: _listed,
}


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
    known = {narrow(words): value for value, words in column.words.items()}
    value = known.get(narrow(text), text if text in column.words else None)
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
