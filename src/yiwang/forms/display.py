# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers as people read them: on a staff member's screen, on a receipt, in a PDF."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yiwang.forms.definition.problems import Schema
from yiwang.forms.enums import FieldKind
from yiwang.forms.structure import Field, Level
from yiwang.forms.words import in_language, option_labels
from yiwang.foundation.errors import DomainError
from yiwang.organizations import selectors as organizations


@dataclass(frozen=True, slots=True)
class DisplayRow:
    """One answer.

    :param label: the field's name; inside a group with the row it belongs to before it
    :param path: JSON Pointer of the answer
    :param files: ids of stored files, for a file or a signature
    """

    label: str
    text: str
    path: str
    kind: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DisplayedSection:
    """The answers of one section; sections without answers are left out."""

    title: str
    rows: tuple[DisplayRow, ...]


def displayed_sections(
    schema: Schema, level: Level, data: Mapping[str, Any]
) -> list[DisplayedSection]:
    """Return what was answered, section by section, in the reader's language."""
    sections = []
    for section in schema["x-sections"]:
        fields = [level.fields[name] for name in section["fields"]]
        rows = tuple(_rows(fields, data, "", ""))
        if rows:
            sections.append(DisplayedSection(in_language(section, "title"), rows))
    return sections


def _rows(
    fields: Sequence[Field], data: Mapping[str, Any], path: str, before: str
) -> Iterator[DisplayRow]:
    for field in fields:
        value = data.get(field.name)
        if value is None:
            continue
        here = f"{path}/{field.name}"
        label = before + in_language(field.words, "title")
        if field.row is not None:
            yield from _group_rows(field, field.row, value, here, before)
        else:
            yield DisplayRow(
                label, text_of(field, value), here, field.kind.value, files_of(field, value)
            )


def _group_rows(
    field: Field, level: Level, rows: Any, path: str, before: str
) -> Iterator[DisplayRow]:
    title = in_language(field.words, "x-item-title") or in_language(field.words, "title")
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, Mapping):
            prefix = f"{before}{title} {number + 1} · "
            yield from _rows(list(level.fields.values()), row, f"{path}/{number}", prefix)


_WHOLE_YUAN = frozenset({"元", "yuan", "CNY"})


def text_of(field: Field, value: Any) -> str:
    """Return one answer as text; what does not fit its kind is shown as it is."""
    show = _SHOWN.get(field.kind)
    try:
        text = show(field, value) if show else str(value)
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        text = str(value)
    unit = in_language(field.words, "x-unit")
    # ¥ says 元 already; of 万元 it would be wrong.
    if unit and text.startswith("¥"):
        return text if unit in _WHOLE_YUAN else f"{text.removeprefix('¥')} {unit}"
    return f"{text} {unit}" if unit else text


def files_of(field: Field, value: Any) -> tuple[str, ...]:
    """Return the ids of the stored files that an answer names."""
    if field.kind is FieldKind.FILE and isinstance(value, list):
        return tuple(part for part in value if isinstance(part, str))
    if field.kind is FieldKind.SIGNATURE and isinstance(value, Mapping):
        image = value.get("image")
        return (image,) if isinstance(image, str) else ()
    return ()


def all_files(level: Level, data: Mapping[str, Any]) -> list[str]:
    """Return the ids of all stored files that the answers name, each once."""
    found: dict[str, None] = {}
    for name, value in data.items():
        field = level.fields.get(name)
        if field is None:
            continue
        found |= dict.fromkeys(files_of(field, value))
        for row in value if field.row is not None and isinstance(value, list) else ():
            if field.row is not None and isinstance(row, Mapping):
                found |= dict.fromkeys(all_files(field.row, row))
    return list(found)


def address_text(value: Mapping[str, Any]) -> str:
    """Return an address in one line: 浙江省杭州市西湖区文一西路 1 号."""
    try:
        where = organizations.full_name(str(value["division"]))
    except DomainError:
        where = str(value["division"])
    return f"{where}{value.get('detail', '')}"


def _day(_field: Field, value: str) -> str:
    day = date.fromisoformat(value)
    return _("%(year)d年%(month)d月%(day)d日") % {
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }


def _money(_field: Field, value: str) -> str:
    return f"¥{Decimal(value):,.2f}"


def _options(field: Field, value: list[str]) -> str:
    labels = option_labels(field.words)
    return _("、").join(labels.get(code, code) for code in value)


def _files(_field: Field, value: list[str]) -> str:
    return ngettext("%(count)d 个文件", "%(count)d 个文件", len(value)) % {"count": len(value)}


_SHOWN: Mapping[FieldKind, Callable[[Field, Any], str]] = {
    FieldKind.DATE: _day,
    FieldKind.MONEY: _money,
    FieldKind.INTEGER: lambda _field, value: f"{value:,}",
    FieldKind.CHOICE: lambda field, value: option_labels(field.words).get(value, value),
    FieldKind.CHOICES: _options,
    FieldKind.BOOLEAN: lambda _field, value: _("是") if value else _("否"),
    FieldKind.ADDRESS: lambda _field, value: address_text(value),
    FieldKind.FILE: _files,
    FieldKind.SIGNATURE: lambda _field, value: str(value["name"]),
}
