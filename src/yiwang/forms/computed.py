# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Values that follow from other fields: a CEL expression, evaluated on the server alone.

It reads ``form`` and, inside a repeatable group, ``row``. All numbers in it are decimals, a whole
one too, so that 7 / 2 is 3.5; what it comes to is rounded half up to the places of its field. What
cannot be computed is empty, with a sentence that says why.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.forms.enums import LISTS, FieldKind
from yiwang.forms.functions import (
    DIGITS,
    FUNCTIONS,
    Calls,
    Trouble,
    day_of,
    exact,
    is_number,
    rounded,
)
from yiwang.forms.kinds import KINDS, Schema, Settings
from yiwang.forms.words import in_language
from yiwang.foundation import cel
from yiwang.foundation.errors import DomainError, ExpressionFailed
from yiwang.foundation.text import clean_text

NUMBERS: Final = frozenset({FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.MONEY})
TEXTS: Final = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT})
COMPUTABLE: Final = NUMBERS | TEXTS | {FieldKind.DATE, FieldKind.BOOLEAN, FieldKind.CHOICE}
PRIVATE: Final = frozenset({FieldKind.RESIDENT_ID, FieldKind.PHONE, FieldKind.EMAIL})
"""Kinds that staff see masked; a computed text would show them whole."""

ALLOWED: Final = (
    (cel.OPERATORS - {"_[_]", "_%_"})
    | {"contains", "startsWith", "endsWith", "matches"}
    | frozenset(FUNCTIONS)
)
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_NUMBERS_OF_PEOPLE = re.compile(
    r"\d{10,}|\d{3,4}-\d{7,8}|1[3-9]\d[ -]?\d{4}[ -]?\d{4}|\S@\S", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an expression came to.

    :ivar value: as it is stored; None when there is none
    :ivar trouble: why there is none
    :ivar cause: what the evaluator said, for whoever wrote the expression
    """

    value: Any = None
    trouble: Trouble | None = None
    cause: Exception | None = None
    misused: str = ""


@dataclass(frozen=True, slots=True)
class Computed:
    """A compiled expression, with the field that takes what it comes to.

    :ivar form, row: the definitions of the fields that it reads, by name
    """

    expression: cel.Expression
    field: Schema
    form: Mapping[str, Schema]
    row: Mapping[str, Schema]

    @property
    def reads(self) -> frozenset[str]:
        """The top-level fields that must be settled before."""
        return frozenset(self.form)

    def outcome(self, form: Mapping[str, Any], row: Mapping[str, Any]) -> Outcome:
        """Return what the answers so far come to."""
        calls = Calls()
        variables: dict[str, object] = {
            "form": {name: _read(field, form.get(name)) for name, field in self.form.items()},
            "row": {name: _read(field, row.get(name)) for name, field in self.row.items()},
            **calls.named(self.expression.program.functions()),
        }
        try:
            found = cel.evaluate_with(self.expression, variables)
        except ExpressionFailed as refusal:
            cause = refusal.__cause__ if isinstance(refusal.__cause__, Exception) else None
            return Outcome(None, calls.trouble or Trouble.FAILED, cause, calls.misused)
        if calls.trouble is not None or found is None:
            return Outcome(None, calls.trouble or Trouble.MISSING, None, calls.misused)
        stored = self._stored(found)
        return Outcome(None, stored) if isinstance(stored, Trouble) else Outcome(stored)

    def why(self, outcome: Outcome, form: Mapping[str, Any], row: Mapping[str, Any]) -> str:
        """Return a sentence for whoever fills in the form; "" when there is a value."""
        trouble = outcome.trouble
        if trouble in {None, Trouble.DIVIDED, Trouble.LARGE, Trouble.PRIVATE}:
            return str(_WHY[trouble]) if trouble else ""
        if trouble is Trouble.LONG:
            return _("算不出来：结果太长，最多 %(limit)d 个字。") % {"limit": self._longest}
        if titles := self._missing(form, row):
            return _("填好“%(titles)s”后自动算出。") % {"titles": _("”“").join(titles)}
        return _("算不出来，请核对前面填写的内容。")

    def _missing(self, form: Mapping[str, Any], row: Mapping[str, Any]) -> list[str]:
        pairs = [(field, form.get(name)) for name, field in self.form.items()]
        pairs += [(field, row.get(name)) for name, field in self.row.items()]
        named = frozenset(_WORD.findall(self.expression.source))
        open_ = [field for field, value in pairs if _is_open(field, value, named)]
        return [in_language(field, "title") for field in open_]

    @property
    def _longest(self) -> int:
        return int(self.field.get("maxLength", 0))

    def _stored(self, found: object) -> Any:
        """Return a result as its field stores it, or what is wrong with it."""
        kind = FieldKind(self.field["x-kind"])
        if kind in NUMBERS:
            return self._number(kind, found)
        if kind is FieldKind.BOOLEAN:
            return found if isinstance(found, bool) else Trouble.MISUSED
        if not isinstance(found, str):
            return Trouble.MISUSED
        if kind is FieldKind.DATE:
            return found if day_of(found) else Trouble.MISUSED
        if kind is FieldKind.CHOICE:
            return found if found in self.field["enum"] else Trouble.MISUSED
        return self._text(kind, found)

    def _number(self, kind: FieldKind, found: object) -> Any:
        if not is_number(found):
            return Trouble.MISUSED
        number = float(found)  # type: ignore[arg-type]  # it is one
        if not math.isfinite(number):
            divides = "_/_" in self.expression.program.functions()
            return Trouble.DIVIDED if divides else Trouble.LARGE
        places = 0 if kind is FieldKind.INTEGER else settings_of(self.field).decimals
        if abs(number) >= 10 ** (DIGITS - places):
            return Trouble.LARGE
        result = rounded(exact(number), places)
        if kind is FieldKind.INTEGER:
            return int(result)
        return KINDS[kind].tidy(format(result, "f"), settings_of(self.field))

    def _text(self, kind: FieldKind, found: str) -> Any:
        if len(found) > self._longest:
            return Trouble.LONG
        try:
            text = clean_text(found, multiline=kind is FieldKind.LONG_TEXT)
        except DomainError:
            return Trouble.MISUSED
        if _NUMBERS_OF_PEOPLE.search(text):
            return Trouble.PRIVATE
        return text or Trouble.MISSING


def compile_computed(
    field: Schema, *, place: str, form: Mapping[str, Schema], row: Mapping[str, Schema]
) -> Computed:
    """Return the computed value that a completed field asks for.

    :param form, row: the completed definitions of the fields beside it
    :raises InvalidExpression: it is no CEL, or calls or reads what it may not
    """
    expression = cel.compile_expression(
        cel.with_decimals(field["x-computed"]),
        place=place,
        known={"form", "row"} if row else {"form"},
        allowed=ALLOWED,
    )
    return Computed(
        expression, field, _named(expression, "form", form), _named(expression, "row", row)
    )


def settings_of(field: Schema) -> Settings:
    """Return what a definition says of one field that JSON Schema cannot say."""
    return Settings(
        lowest=field.get("x-minimum", ""),
        highest=field.get("x-maximum", ""),
        decimals=field.get("x-decimals", 2),
    )


def _named(
    expression: cel.Expression, variable: str, fields: Mapping[str, Schema]
) -> dict[str, Schema]:
    names = expression.reads.get(variable, frozenset())
    return {name: fields[name] for name in sorted(names or ()) if name in fields}


def _read(field: Schema, value: Any) -> Any:
    """Return an answer as an expression reads it: numbers as doubles, missing ones null."""
    kind = FieldKind(field["x-kind"])
    if kind is FieldKind.GROUP:
        inner = readable(field["items"]["properties"])
        rows = value if isinstance(value, list) else ()
        return [
            {name: _read(part, row.get(name)) for name, part in inner.items()}
            for row in rows
            if isinstance(row, Mapping)
        ]
    tidied = _tidied(kind, field, value)
    if kind in NUMBERS:
        return _double(tidied)
    if kind in LISTS:
        return tidied if isinstance(tidied, list) else []
    if kind is FieldKind.BOOLEAN:
        return tidied is True
    return _worded(kind, tidied)


def _tidied(kind: FieldKind, field: Schema, value: Any) -> Any:
    try:
        return KINDS[kind].tidy(value, settings_of(field))
    except DomainError:
        return None


def readable(fields: Mapping[str, Schema]) -> dict[str, Schema]:
    """Return the fields that an expression may read."""
    return {name: part for name, part in fields.items() if part["x-kind"] not in PRIVATE}


def _worded(kind: FieldKind, value: Any) -> Any:
    if kind in {FieldKind.ADDRESS, FieldKind.SIGNATURE}:
        parts = {FieldKind.ADDRESS: ("division", "detail"), FieldKind.SIGNATURE: ("name",)}[kind]
        held = value if isinstance(value, Mapping) else {}
        texts = {name: held.get(name) for name in parts}
        return {name: text if isinstance(text, str) else None for name, text in texts.items()}
    return value if isinstance(value, str) and value else None


def _double(value: Any) -> float | None:
    """Return a number; None when it is none, or has more digits than a double holds."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    fits = number.is_finite() and len(number.normalize().as_tuple().digits) <= DIGITS
    return float(number) if fits and abs(number) < 10**DIGITS else None


def _is_open(field: Schema, value: Any, named: frozenset[str]) -> bool:
    """Say whether an answer is still to come, or in a row of a group one that is named."""
    if field["x-kind"] == FieldKind.BOOLEAN:
        return False
    if field["x-kind"] != FieldKind.GROUP:
        return _read(field, value) in (None, [])
    rows = _read(field, value)
    return any(row[name] is None for row in rows for name in named & row.keys())


_WHY: Final = {
    Trouble.DIVIDED: gettext_lazy("算不出来：除数是零。"),
    Trouble.LARGE: gettext_lazy("算不出来：结果超出了范围，最多 15 位数字。"),
    Trouble.PRIVATE: gettext_lazy("算不出来：号码和邮箱不能并入算出来的文字。"),
}
