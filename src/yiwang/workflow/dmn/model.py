# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A decision table as this room understands it, and how it is decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from yiwang.foundation import cel
from yiwang.foundation.errors import ExpressionFailed
from yiwang.workflow.dmn.cells import Cell, Literal, as_literal
from yiwang.workflow.errors import NoRuleMatches, RulesContradict


class HitPolicy(StrEnum):
    """Which of the rules that match counts; the values are DMN's own."""

    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    ANY = "ANY"
    COLLECT = "COLLECT"


class Aggregation(StrEnum):
    """What COLLECT makes of the values it finds; NONE keeps the list."""

    NONE = ""
    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: a cell for each input, an expression for each output."""

    id: str
    cells: tuple[Cell, ...]
    outputs: tuple[cel.Expression, ...]

    def matches(self, given: Sequence[Literal]) -> bool:
        return all(cell.accepts(value) for cell, value in zip(self.cells, given, strict=True))


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table.

    :param allowed: the values that each input may take, where the file lists them
    :param input_labels: what people call each input; "" where the file does not say
    :param output_labels: the same of the outputs
    """

    id: str
    name: str
    policy: HitPolicy
    aggregation: Aggregation
    inputs: tuple[cel.Expression, ...]
    allowed: tuple[tuple[Literal, ...], ...]
    outputs: tuple[str, ...]
    rules: tuple[Rule, ...]
    input_labels: tuple[str, ...] = ()
    output_labels: tuple[str, ...] = ()

    @property
    def variables(self) -> frozenset[str]:
        """What its inputs and outputs read."""
        expressions = [*self.inputs, *(answer for rule in self.rules for answer in rule.outputs)]
        return frozenset(name for expression in expressions for name in expression.reads)

    def decide(self, variables: Mapping[str, object]) -> dict[str, Any]:
        """Return the outputs by name for what the inputs find in the variables.

        :raises NoRuleMatches: no rule covers them (COLLECT: an empty list, a count of 0)
        :raises RulesContradict: several do, where the hit policy allows one
        :raises ExpressionFailed: what is to be collected into one value does not fit together
        """
        given = [as_literal(cel.evaluate(expression, variables)) for expression in self.inputs]
        matching = [rule for rule in self.rules if rule.matches(given)]
        if self.policy is HitPolicy.COLLECT:
            return self._collect([self._answer(rule, variables) for rule in matching])
        if not matching:
            raise NoRuleMatches(params={"table": self.name})
        if self.policy is HitPolicy.UNIQUE and len(matching) > 1:
            raise RulesContradict(params={"table": self.name})
        first, *others = [self._answer(rule, variables) for rule in matching]
        if self.policy is HitPolicy.ANY and any(other != first for other in others):
            raise RulesContradict(params={"table": self.name})
        return first

    def _answer(self, rule: Rule, variables: Mapping[str, object]) -> dict[str, Any]:
        values = (cel.evaluate(expression, variables) for expression in rule.outputs)
        return dict(zip(self.outputs, values, strict=True))

    def _collect(self, answers: list[dict[str, Any]]) -> dict[str, Any]:
        columns = {name: [answer[name] for answer in answers] for name in self.outputs}
        return {name: self._aggregate(values) for name, values in columns.items()}

    def _aggregate(self, values: list[Any]) -> Any:
        if self.aggregation is Aggregation.NONE:
            return values
        if self.aggregation is Aggregation.COUNT:
            return len(values)
        if self.aggregation is not Aggregation.SUM and not values:
            raise NoRuleMatches(params={"table": self.name})
        aggregates: Mapping[Aggregation, Callable[[list[Any]], Any]] = {
            Aggregation.SUM: sum,
            Aggregation.MIN: min,
            Aggregation.MAX: max,
        }
        try:
            return aggregates[self.aggregation](values)
        except TypeError as error:
            reason = _("要汇总的值不是同一种")
            raise ExpressionFailed(params={"place": self.name, "reason": reason}) from error
