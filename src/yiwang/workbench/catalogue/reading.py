# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The elements that a form of the editor was sent with, as a content. What is blank falls away."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.http import QueryDict

from yiwang.catalogue.services import editing_questions as editing

Kind = editing.FieldKind
MOST_ROWS: Final = 80
Reader = Callable[[QueryDict, str, editing.FormField], Any]
ABSENT: Final = object()


def read_content(sent: QueryDict, fields: Sequence[editing.FormField]) -> dict[str, Any]:
    """Return what was sent, whether it fits or not; the schema says so."""
    found = {}
    for field in fields:
        value = READERS[field.kind](sent, field.name, field)
        if value is not ABSENT:
            found[field.name] = value
    return found


def read_value(sent: QueryDict, name: str, field: editing.FormField) -> Any:
    """Return what was sent for one element; None where nothing was."""
    value = READERS[field.kind](sent, name, field)
    return None if value is ABSENT else value


def read_row(
    sent: QueryDict, prefix: str, parts: Sequence[editing.FormField]
) -> dict[str, Any] | None:
    """Return what was sent for one member of a list; None where nothing was written."""
    return _row(sent, prefix, parts)


def _text(sent: QueryDict, name: str, _field: editing.FormField) -> Any:
    return sent.get(name, "").replace("\r\n", "\n").strip()


def _number(sent: QueryDict, name: str, _field: editing.FormField) -> Any:
    text = sent.get(name, "").strip()
    return _whole(text) if text else ABSENT


def _yes_no(sent: QueryDict, name: str, _field: editing.FormField) -> Any:
    return sent.get(name) == "1"


def _choice(sent: QueryDict, name: str, field: editing.FormField) -> Any:
    text = sent.get(name, "")
    if not text:
        return ABSENT
    return _whole(text) if field.is_number else text


def _choices(sent: QueryDict, name: str, field: editing.FormField) -> Any:
    chosen = sent.getlist(name)
    return [_whole(one) for one in chosen] if field.is_number else chosen


def _lines(sent: QueryDict, name: str, _field: editing.FormField) -> Any:
    return [line.strip() for line in sent.get(name, "").splitlines() if line.strip()]


def _limit(sent: QueryDict, name: str, _field: editing.FormField) -> Any:
    amount = sent.get(f"{name}-amount", "").strip()
    if not amount:
        return ABSENT
    return {"amount": _whole(amount), "unit": sent.get(f"{name}-unit", "workday")}


def _themes(sent: QueryDict, _name: str, _field: editing.FormField) -> Any:
    return {who: sent.getlist(f"themes-{who}") for who in ("natural", "legal")}


def _rows(sent: QueryDict, name: str, field: editing.FormField) -> Any:
    count = _whole(sent.get(f"{name}-rows", "0"))
    rows = []
    for place in range(min(count if isinstance(count, int) else 0, MOST_ROWS)):
        row = _row(sent, f"{name}-{place}", field.parts)
        if row is not None:
            rows.append((_order(sent.get(f"{name}-{place}-place", ""), place), row))
    return [row for _place, row in sorted(rows, key=lambda pair: pair[0])]


def _row(sent: QueryDict, prefix: str, parts: Sequence[editing.FormField]) -> dict[str, Any] | None:
    """Return one member of a list; None when it is taken out, or nothing was written in it."""
    if sent.get(f"{prefix}-remove") == "1":
        return None
    texts = (part.name for part in parts if part.kind in {Kind.LINE, Kind.TEXT})
    if not any(sent.get(f"{prefix}-{name}", "").strip() for name in texts):
        return None
    found = {}
    for part in parts:
        value = READERS[part.kind](sent, f"{prefix}-{part.name}", part)
        if value is not ABSENT:
            found[part.name] = value
    return found


def _order(text: str, place: int) -> tuple[int, int]:
    wanted = _whole(text.strip())
    return (wanted if isinstance(wanted, int) else place + 1, place)


def _whole(text: str) -> int | str:
    """Return a whole number, or the text as it is, for the schema to refuse."""
    is_number = text.isascii() and text.isdigit() and len(text) <= len("10000000000")
    return int(text) if is_number else text


READERS: Final[Mapping[editing.FieldKind, Reader]] = {
    Kind.LINE: _text,
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.LINES: _lines,
    Kind.LIMIT: _limit,
    Kind.THEMES: _themes,
    Kind.ROWS: _rows,
}
