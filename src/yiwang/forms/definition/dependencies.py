# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Conditions, calculations and rules: they compile, read what is there, and form no circle."""

from django.utils.translation import gettext as _

from yiwang.forms.computed import Computed
from yiwang.forms.conditions import Condition, compile_condition, in_order, unknown_fields
from yiwang.forms.definition.calculations import Calculations
from yiwang.forms.definition.problems import Problems, Schema
from yiwang.forms.definition.shapes import is_rule
from yiwang.forms.enums import FieldKind
from yiwang.foundation.errors import InvalidExpression

Kinds = dict[str, FieldKind]


def check_dependencies(completed: Schema, problems: Problems) -> None:
    """Note what is wrong with the conditions and rules of a completed definition."""
    calculations = Calculations(completed["properties"], problems)
    checker = _Checker(kinds_of(completed), calculations, problems)
    checker.check_level(completed["properties"], {}, "/properties")
    checker.check_rules(completed.get("x-rules", []))


def kinds_of(part: Schema) -> Kinds:
    """Return the kind of each field of a completed form or row."""
    return {name: FieldKind(field["x-kind"]) for name, field in part["properties"].items()}


class _Checker:
    def __init__(self, form: Kinds, calculations: Calculations, problems: Problems) -> None:
        self._form = form
        self._calculations = calculations
        self._problems = problems

    def check_level(self, properties: Schema, row: Kinds, place: str) -> frozenset[str]:
        """Check the fields of the form or of a row; return the form's fields that they read."""
        needs: dict[str, frozenset[str]] = {}
        reads: frozenset[str] = frozenset()
        for name, field in properties.items():
            here = f"{place}/{name}"
            condition = self._condition(field.get("x-visible"), row, f"{here}/x-visible")
            computed = self._calculations.check(field, properties if row else {}, here)
            from_form = (condition.reads if condition else frozenset()) | (
                computed.reads if computed else frozenset()
            )
            if field["x-kind"] == FieldKind.GROUP:
                inner = field["items"]
                from_form |= self.check_level(
                    inner["properties"], kinds_of(inner), f"{here}/items/properties"
                )
            needs[name] = _from_row(condition, computed) if row else from_form
            reads |= from_form
        self._refuse_circle(needs, place)
        return reads

    def _refuse_circle(self, needs: dict[str, frozenset[str]], place: str) -> None:
        circle = in_order(needs)[1]
        if circle:
            names = "、".join(circle)
            self._problems.add(
                place,
                "circle",
                _("这些字段的显示条件或算法互相依赖：%(names)s。") % {"names": names},
            )

    def _condition(self, source: object, row: Kinds, place: str) -> Condition | None:
        if source is None:
            return None
        if not isinstance(source, str):
            self._problems.add(place, "expression", _("显示条件应当是文字。"))
            return None
        try:
            condition = compile_condition(source, place=place, form=self._form, row=row)
        except InvalidExpression as error:
            self._problems.add(place, "expression", str(error))
            return None
        for name in unknown_fields(condition, self._form, row):
            self._problems.add(
                place, "expression", _("条件中的字段“%(name)s”不存在。") % {"name": name[:60]}
            )
        return condition

    def check_rules(self, rules: object) -> None:
        if not isinstance(rules, list) or not all(map(is_rule, rules)):
            message = _("规则（x-rules）应当各有 rule、field 和 message。")
            self._problems.add("/x-rules", "rules", message)
            return
        for number, rule in enumerate(rules):
            place = f"/x-rules/{number}"
            if rule["field"] not in self._form:
                message = _("没有字段“%(name)s”。") % {"name": rule["field"][:60]}
                self._problems.add(place, "rules", message)
            self._condition(rule["rule"], {}, f"{place}/rule")


def _from_row(condition: Condition | None, computed: Computed | None) -> frozenset[str]:
    """Return the fields of its own row that a field waits for."""
    shown = frozenset(condition.missing_in_row) if condition else frozenset()
    return shown | (frozenset(computed.row) if computed else frozenset())
