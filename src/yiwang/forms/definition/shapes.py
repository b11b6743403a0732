# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which keywords each kind of field knows, and what their values may be."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext as _

from yiwang.forms.computed import COMPUTABLE
from yiwang.forms.definition.problems import Schema
from yiwang.forms.enums import FieldKind

MOST_ROWS: Final = 100
LONGEST_TEXT: Final = 10_000
GREATEST: Final = 10**15

FORM_KEYWORDS: Final = frozenset(
    {"$schema", "$id", "title", "description", "type", "properties", "required", "x-intro", "x-en"}
    | {"additionalProperties", "x-sections", "x-rules", "x-together"}
)
ROW_KEYWORDS: Final = frozenset({"type", "properties", "required", "additionalProperties"})
_EVERYWHERE = frozenset(
    {"x-kind", "type", "title", "x-help", "x-placeholder", "x-prefill", "x-visible", "x-order"}
    | {"x-en", "x-text", "x-source", "x-locked"}
)
_TEXTS = frozenset({"minLength", "maxLength", "pattern", "x-pattern-message"})
_BOUNDS = frozenset({"x-minimum", "x-maximum"})
_OWN: Mapping[FieldKind, frozenset[str]] = {
    FieldKind.TEXT: _TEXTS,
    FieldKind.LONG_TEXT: _TEXTS,
    FieldKind.DATE: _BOUNDS,
    FieldKind.INTEGER: frozenset({"minimum", "maximum", "x-unit"}),
    FieldKind.DECIMAL: _BOUNDS | {"x-decimals", "x-unit"},
    FieldKind.MONEY: _BOUNDS | {"x-unit"},
    FieldKind.CHOICE: frozenset({"enum", "x-labels", "x-as"}),
    FieldKind.CHOICES: frozenset({"items", "x-labels", "minItems", "maxItems"}),
    FieldKind.BOOLEAN: frozenset({"const", "x-as"}),
    FieldKind.GROUP: frozenset({"items", "minItems", "maxItems", "x-item-title"}),
    FieldKind.FILE: frozenset({"minItems", "maxItems", "x-accept"}),
}
FILE_FORMATS: Final = frozenset({"pdf", "jpg", "png", "ofd", "docx", "xlsx", "dwg", "zip", "mp4"})
_PREFILL = re.compile(r"[a-z_]+(?:\.[a-z_]+){1,3}")
_ROLE = re.compile(r"[a-z][a-z_]{0,39}")
_SOURCE = re.compile(r"[a-z][a-z_]{1,39}\.[a-z][a-z_]{0,39}")
_ENGLISH = frozenset(
    {"title", "help", "placeholder", "text", "labels", "unit", "message", "intro", "item_title"}
)


def keywords_of(kind: FieldKind) -> frozenset[str]:
    own = {"x-computed"} if kind in COMPUTABLE else set()
    return _EVERYWHERE | _OWN.get(kind, frozenset()) | own


def shape_problems(kind: FieldKind, written: Schema) -> Iterator[tuple[str, str]]:
    """Give a keyword and a sentence for each value that is not what its keyword takes."""
    for key, value in written.items():
        test = _TESTS.get(key)
        if test is not None and not test(value):
            yield key, _("关键字“%(key)s”的值不正确。") % {"key": key}
    for key in _BOUNDS & written.keys():
        if not _is_bound(kind, written[key]):
            yield key, _("关键字“%(key)s”的值不正确。") % {"key": key}


def _is_text(longest: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and 0 < len(value) <= longest


def _is_count(least: int, most: int) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    )


def _is_paragraphs(value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= 50 and all(map(_is_text(2000), value))


def _is_together(value: Any) -> bool:
    """Say whether these are roles of those who have to sign beside the applicant."""
    if not isinstance(value, list) or not 0 < len(value) <= 5:
        return False
    if not all(isinstance(one, dict) and one.keys() <= {"key", "title", "x-en"} for one in value):
        return False
    keys = [one.get("key") for one in value]
    named = all(isinstance(key, str) and _ROLE.fullmatch(key) for key in keys)
    titled = all(_is_text(60)(one.get("title")) for one in value)
    return named and titled and len(set(keys)) == len(keys)


def is_english(value: Any) -> bool:
    """Say whether a value is what ``x-en`` takes: English texts by the part that they stand for."""
    if not isinstance(value, dict) or not value.keys() <= _ENGLISH:
        return False
    return all(_is_english_part(key, part) for key, part in value.items())


def _is_english_part(key: str, part: Any) -> bool:
    if key == "labels":
        return isinstance(part, dict) and all(map(_is_text(200), part.values()))
    if key in {"text", "intro"}:
        return _is_paragraphs(part)
    return _is_text(1000)(part)


def _is_bound(kind: FieldKind, value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        if kind is FieldKind.DATE:
            return value == "today" or date.fromisoformat(value).isoformat() == value
        return Decimal(value).is_finite()
    except (InvalidOperation, ValueError):
        return False


_TESTS: Mapping[str, Callable[[Any], bool]] = {
    "minLength": _is_count(0, LONGEST_TEXT),
    "maxLength": _is_count(1, LONGEST_TEXT),
    "pattern": _is_text(300),
    "x-pattern-message": _is_text(200),
    "minimum": _is_count(-GREATEST, GREATEST),
    "maximum": _is_count(-GREATEST, GREATEST),
    "minItems": _is_count(0, MOST_ROWS),
    "maxItems": _is_count(1, MOST_ROWS),
    "const": lambda value: value is True,
    "x-decimals": _is_count(0, 6),
    "x-unit": _is_text(20),
    "x-help": _is_text(1000),
    "x-placeholder": _is_text(100),
    "x-item-title": _is_text(60),
    "x-text": _is_paragraphs,
    "x-intro": _is_paragraphs,
    "x-order": _is_count(0, 10_000),
    "x-as": lambda value: value in ("radio", "select", "checkbox"),
    "x-en": is_english,
    "x-prefill": lambda value: isinstance(value, str) and bool(_PREFILL.fullmatch(value)),
    "x-together": _is_together,
    "x-source": lambda value: isinstance(value, str) and bool(_SOURCE.fullmatch(value)),
    "x-locked": lambda value: value is True,
    "x-computed": _is_text(1000),
    "x-accept": lambda value: (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(part, str) and part in FILE_FORMATS for part in value)
    ),
}


def is_section(section: Any) -> bool:
    return (
        isinstance(section, dict)
        and section.keys() <= {"key", "title", "help", "x-en", "fields"}
        and all(map(_is_text(1000), (section.get("key"), section.get("title"))))
        and isinstance(section.get("help", ""), str)
        and is_english(section.get("x-en", {}))
        and isinstance(section.get("fields"), list)
        and all(isinstance(name, str) for name in section["fields"])
    )


def is_rule(rule: Any) -> bool:
    return (
        isinstance(rule, dict)
        and rule.keys() <= {"rule", "field", "message", "x-en"}
        and all(map(_is_text(1000), (rule.get("rule"), rule.get("field"), rule.get("message"))))
        and is_english(rule.get("x-en", {}))
    )
