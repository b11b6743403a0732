# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which fields show: CEL conditions over the answers so far, and the order to ask them in.

A condition reads ``form`` (the whole form) and, inside a repeatable group, ``row`` (its own row).
An answer that is missing is null, an empty list, or for a yes-or-no field false. A condition that
cannot be computed, because an answer is missing or of a wrong type, does not hold.

Fields that wait for each other in a circle are refused at publishing; so one pass in order finds
the same as asking again and again until nothing changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.forms.enums import LISTS, FieldKind
from yiwang.foundation import cel
from yiwang.foundation.errors import ExpressionFailed


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition, with what its missing answers stand for."""

    expression: cel.Expression
    missing_in_form: Mapping[str, Any]
    missing_in_row: Mapping[str, Any]

    def holds(self, form: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
        return self.answer(form, row) is True

    def answer(self, form: Mapping[str, Any], row: Mapping[str, Any]) -> bool | None:
        """Return what the condition comes to; None when it cannot be computed."""
        variables: dict[str, object] = {"form": _filled(form, self.missing_in_form)}
        if self.missing_in_row:
            variables["row"] = _filled(row, self.missing_in_row)
        try:
            value = cel.evaluate_with(self.expression, variables)
        except ExpressionFailed:
            return None
        return value if isinstance(value, bool) else None

    @property
    def reads(self) -> frozenset[str]:
        """The top-level fields that must be settled before."""
        return frozenset(self.missing_in_form)


def _filled(values: Mapping[str, Any], missing: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values.get(name, default) for name, default in missing.items()}


def compile_condition(
    source: str,
    *,
    place: str,
    form: Mapping[str, FieldKind],
    row: Mapping[str, FieldKind],
) -> Condition:
    """Return the condition that a text gives.

    :param form, row: the fields that it may read, with their kinds
    :raises InvalidExpression: it is no CEL, or reads what is not there
    """
    expression = cel.compile_expression(
        source, place=place, known={"form", "row"} if row else {"form"}
    )
    return Condition(
        expression,
        _missing(expression.reads.get("form", frozenset()), form),
        _missing(expression.reads.get("row", frozenset()), row),
    )


def unknown_fields(condition: Condition, form: Iterable[str], row: Iterable[str]) -> list[str]:
    """Return the fields that a condition reads and the form does not have."""
    unknown = [f"form.{name}" for name in condition.missing_in_form if name not in set(form)]
    return unknown + [f"row.{name}" for name in condition.missing_in_row if name not in set(row)]


def _missing(reads: frozenset[str] | None, kinds: Mapping[str, FieldKind]) -> dict[str, Any]:
    names = kinds if reads is None else sorted(reads)
    return {name: _stand_in(kinds.get(name)) for name in names}


def _stand_in(kind: FieldKind | None) -> Any:
    if kind in LISTS:
        return []
    return False if kind is FieldKind.BOOLEAN else None


def in_order(needs: Mapping[str, frozenset[str]]) -> tuple[list[str], list[str]]:
    """Return the names so that each comes after what it needs, and those caught in a circle."""
    order: dict[str, None] = {}
    left = dict(needs)
    while left:
        ready = [name for name, needed in left.items() if not needed & (left.keys() - {name})]
        ready = [name for name in ready if name not in left[name]]
        if not ready:
            break
        for name in ready:
            order[name] = None
            del left[name]
    return list(order), list(left)
