# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Overlaps, gaps and dead rules of a decision table.

Cells only compare with values, so the answer of a table can change only at those values. One
sample at each of them and one between each two therefore stand for everything that can be given.
"""

import itertools
import operator
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import reduce
from math import prod

from django.utils.translation import gettext as _

from yiwang.foundation.errors import FieldError
from yiwang.workflow.bpmn.reader import Faults
from yiwang.workflow.dmn.cells import Literal
from yiwang.workflow.dmn.model import Aggregation, HitPolicy, Rule, Table

MOST_SAMPLES = 20_000
OTHER_TEXT = "\U0010fffd"


def check(table: Table) -> list[FieldError]:
    """Return what is wrong with a table that reads well; gaps only where they can be decided."""
    faults = Faults()
    samples = samples_of(table)
    if table.policy in {HitPolicy.UNIQUE, HitPolicy.ANY}:
        _check_overlaps(table, samples, faults)
    if table.aggregation is not Aggregation.NONE and table.policy is not HitPolicy.COLLECT:
        faults.add(table.id, "aggregation", _("只有 COLLECT 决策表可以汇总。"))
    if prod(map(len, samples)) <= MOST_SAMPLES:
        _check_cover(table, samples, faults)
    return faults.found


def samples_of(table: Table) -> list[list[Literal]]:
    """Return for each column the values that stand for everything that can be given."""
    return [_samples(table, column) for column in range(len(table.inputs))]


def shown(labels: Sequence[str], given: Sequence[Literal]) -> str:
    """Return a case in words, by the label of each column."""
    return "，".join(f"{one} = {_text(value)}" for one, value in zip(labels, given, strict=True))


def _samples(table: Table, column: int) -> list[Literal]:
    if table.allowed[column]:
        return list(dict.fromkeys(table.allowed[column]))
    values = {value for rule in table.rules for value in rule.cells[column].values}
    numbers = sorted(value for value in values if isinstance(value, Decimal))
    texts = sorted(value for value in values if isinstance(value, str))
    samples: list[Literal] = [*_around_numbers(numbers), *_around_texts(texts)]
    if any(isinstance(value, bool) for value in values):
        samples += [True, False]
    if None in values:
        samples.append(None)
    return samples or [OTHER_TEXT]


def _around_numbers(numbers: Sequence[Decimal]) -> Iterator[Decimal]:
    if numbers:
        yield numbers[0] - 1
        yield from numbers
        yield from ((a + b) / 2 for a, b in itertools.pairwise(numbers))
        yield numbers[-1] + 1


def _around_texts(texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield ""
        yield from texts
        yield from (text + "\u0001" for text in texts)
        yield OTHER_TEXT


def _check_overlaps(table: Table, samples: list[list[Literal]], faults: Faults) -> None:
    taken = [_taken(rule, samples) for rule in table.rules]
    for (one, first), (two, second) in itertools.combinations(
        zip(table.rules, taken, strict=True), 2
    ):
        if not all(map(operator.and_, first, second)):
            continue
        if table.policy is HitPolicy.ANY and _same_outputs(one, two):
            continue
        faults.add(
            two.id,
            "overlap",
            _("与规则 %(rule)s 同时适用，命中策略不允许。") % {"rule": one.id},
        )


def _taken(rule: Rule, samples: list[list[Literal]]) -> list[int]:
    """Return for each column which samples a rule takes, a bit for each.

    Each cell is asked once for each sample; five hundred rules of ranges are compared at once.
    """
    return [
        _bits(cell.accepts(value) for value in values)
        for cell, values in zip(rule.cells, samples, strict=True)
    ]


def _bits(answers: Iterable[bool]) -> int:
    return sum(1 << place for place, answer in enumerate(answers) if answer)


def _same_outputs(one: Rule, two: Rule) -> bool:
    return [e.source for e in one.outputs] == [e.source for e in two.outputs]


def _check_cover(table: Table, samples: list[list[Literal]], faults: Faults) -> None:
    # For each sample of each column, the rules that take it, a bit for each.
    takers = [
        [_bits(rule.cells[column].accepts(value) for rule in table.rules) for value in values]
        for column, values in enumerate(samples)
    ]
    used = 0
    for places in itertools.product(*(range(len(values)) for values in samples)):
        matching = reduce(operator.and_, (takers[n][place] for n, place in enumerate(places)))
        used |= matching & -matching if table.policy is HitPolicy.FIRST else matching
        if not matching and table.policy is not HitPolicy.COLLECT:
            given = [samples[n][place] for n, place in enumerate(places)]
            faults.add(
                table.id,
                "gap",
                _("没有规则适用于：%(given)s。") % {"given": _shown(table, given)},
            )
            break
    else:
        for place, rule in enumerate(table.rules):
            if not used >> place & 1:
                faults.add(rule.id, "dead", _("这条规则永远不会用到。"))


def _shown(table: Table, given: Sequence[Literal]) -> str:
    return shown([expression.source for expression in table.inputs], given)


def _text(value: Literal) -> str:
    if isinstance(value, str):
        return _("其他值") if value in {"", OTHER_TEXT} or "\u0001" in value else f'"{value}"'
    return str(value).lower()
