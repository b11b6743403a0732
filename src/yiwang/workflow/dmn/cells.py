# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The input cells of a decision table: FEEL's unary tests, as far as tables need them.

``-`` · ``"a"`` · ``5`` · ``true`` · ``null`` · ``< 5`` · ``>= "2026-01-01"`` · ``[1..5)`` ·
``"a", "b"`` · ``not("a", "b")`` · ``date("2026-01-01")`` (a date is its text).
Source: OMG DMN 1.3, 7.3.3 and 10.3.1.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isnan
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

Literal: TypeAlias = str | Decimal | bool | None

LONGEST_CELL = 500

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>"(?:[^"\\\n]|\\["\\])*")
  | (?P<number>-?\d{1,15}(?:\.\d{1,9})?(?!\.\d))
  | (?P<word>[a-z]+)
  | (?P<mark><=|>=|\.\.|[<>=,()\[\]])
    )""",
    re.VERBOSE | re.ASCII,
)
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}
_WORDS: Mapping[str, Literal] = {"true": True, "false": False, "null": None}


class InvalidCell(ValueError):
    """A cell that is no unary test; the message is for people."""


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison with a value; a range is two of them."""

    sign: str
    value: Literal

    def accepts(self, given: Literal) -> bool:
        if self.sign == "=":
            return type(given) is type(self.value) and given == self.value
        if type(given) is not type(self.value) or isinstance(given, bool) or given is None:
            return False
        return _COMPARISONS[self.sign](given, self.value)


@dataclass(frozen=True, slots=True)
class Cell:
    """Alternatives, each a list of tests that all must hold; no alternative accepts anything."""

    source: str
    alternatives: tuple[tuple[Test, ...], ...]
    is_negated: bool = False

    def accepts(self, given: Literal) -> bool:
        if not self.alternatives:
            return True
        found = any(all(test.accepts(given) for test in tests) for tests in self.alternatives)
        return found is not self.is_negated

    @property
    def values(self) -> Iterator[Literal]:
        """Every value that the cell compares with: where its answer may change."""
        return (test.value for tests in self.alternatives for test in tests)


def as_literal(value: object) -> Literal:
    """Return a value as cells compare it: every number is a decimal, a list is nothing."""
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int):
        return Decimal(value)
    # What is no number, such as 0.0 / 0.0, cannot be compared with one.
    return Decimal(repr(value)) if isinstance(value, float) and not isnan(value) else None


def parse_cell(source: str) -> Cell:
    """Return the cell that a text gives.

    :raises InvalidCell: it is no list of unary tests
    """
    source = source.strip()
    if len(source) > LONGEST_CELL:
        raise InvalidCell(_("单元格不能超过 %(limit)d 个字符。") % {"limit": LONGEST_CELL})
    if source in {"", "-"}:
        return Cell(source, ())
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._words = list(self._split(source))
        self._at = 0

    def _split(self, source: str) -> Iterator[tuple[str, str]]:
        position = 0
        while position < len(source.rstrip()):
            match = _TOKEN.match(source, position)
            if match is None or match.lastgroup is None:
                raise self._invalid()
            yield match.lastgroup, match[match.lastgroup]
            position = match.end()

    def _invalid(self) -> InvalidCell:
        return InvalidCell(_("单元格“%(cell)s”无法识别。") % {"cell": self._source[:60]})

    def parse(self) -> Cell:
        is_negated = self._peek() == "not"
        if is_negated:
            self._expect("not")
            self._expect("(")
        alternatives = [self._alternative()]
        while self._peek() == ",":
            self._expect(",")
            alternatives.append(self._alternative())
        if is_negated:
            self._expect(")")
        if self._at != len(self._words):
            raise self._invalid()
        return Cell(self._source, tuple(alternatives), is_negated)

    def _peek(self) -> str:
        return self._words[self._at][1] if self._at < len(self._words) else ""

    def _take(self) -> tuple[str, str]:
        if self._at >= len(self._words):
            raise self._invalid()
        self._at += 1
        return self._words[self._at - 1]

    def _expect(self, word: str) -> None:
        if self._take()[1] != word:
            raise self._invalid()

    def _alternative(self) -> tuple[Test, ...]:
        sign = self._peek()
        if sign in _COMPARISONS:
            self._take()
            return (self._test(sign, self._literal()),)
        if sign in {"[", "]", "("}:
            return self._range()
        return (Test("=", self._literal()),)

    def _range(self) -> tuple[Test, ...]:
        opens = self._take()[1]
        first = self._literal()
        self._expect("..")
        last = self._literal()
        closes = self._take()[1]
        if closes not in {"]", ")", "["} or type(first) is not type(last):
            raise self._invalid()
        tests = (
            self._test(">=" if opens == "[" else ">", first),
            self._test("<=" if closes == "]" else "<", last),
        )
        if isinstance(first, str | Decimal) and first > last:  # type: ignore[operator]
            raise InvalidCell(_("单元格“%(cell)s”的下限大于上限。") % {"cell": self._source[:60]})
        return tests

    def _test(self, sign: str, value: Literal) -> Test:
        if sign != "=" and (isinstance(value, bool) or value is None):
            raise self._invalid()
        return Test(sign, value)

    def _literal(self) -> Literal:
        kind, word = self._take()
        if kind == "text":
            return re.sub(r"\\(.)", r"\1", word[1:-1])
        if kind == "number":
            return Decimal(word)
        if word == "date":
            self._expect("(")
            value = self._literal()
            self._expect(")")
            return value
        if word not in _WORDS:
            raise self._invalid()
        return _WORDS[word]
