# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Overlaps, gaps and dead rules of a decision table.

Cells only compare with values, so the answer of a table can change only at those values. One
sample at each of them and one between each two therefore stand for everything that can be given.
"""

import itertools
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from math import prod

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.errors import FieldError
from yiwang.workflow.bpmn.reader import Faults
from yiwang.workflow.dmn.cells import Cell, Literal, Test
from yiwang.workflow.dmn.model import Aggregation, HitPolicy, Rule, Table

MOST_SAMPLES = 20_000
MOST_COMPARISONS = 10_000_000
"""Of a sample with a range or a rule: a few seconds of work, and far more than people write."""
TOO_MUCH = gettext_lazy("单元格里写的值太多，无法逐一检查；请分成几张决策表，或者改用范围。")
OTHER_TEXT = "\U0010fffd"


def check(table: Table) -> list[FieldError]:
    """Return what is wrong with a table that reads well; gaps only where they can be decided."""
    faults = Faults()
    samples = samples_of(table)
    if is_too_much(table, samples):
        faults.add(table.id, "too_large", str(TOO_MUCH))
        return faults.found
    taken = samples_taken(table, samples)
    if table.policy in {HitPolicy.UNIQUE, HitPolicy.ANY}:
        _check_overlaps(table, taken, faults)
    if table.aggregation is not Aggregation.NONE and table.policy is not HitPolicy.COLLECT:
        faults.add(table.id, "aggregation", _("只有 COLLECT 决策表可以汇总。"))
    if prod(map(len, samples)) <= MOST_SAMPLES:
        _check_cover(table, samples, taken, faults)
    return faults.found


def samples_of(table: Table) -> list[list[Literal]]:
    """Return for each column the values that stand for everything that can be given."""
    return [_samples(table, column) for column in range(len(table.inputs))]


def is_too_much(table: Table, samples: Sequence[Sequence[Literal]]) -> bool:
    """Tell whether to ask every rule for every sample would take too long."""
    asked = sum(
        len(values) * (1 + sum(not _is_value(tests) for tests in rule.cells[column].alternatives))
        for column, values in enumerate(samples)
        for rule in table.rules
    )
    return asked > MOST_COMPARISONS


def samples_taken(table: Table, samples: Sequence[Sequence[Literal]]) -> list[list[int]]:
    """Return for each rule and each column which samples the rule takes, a bit for each."""
    places = [
        {(type(value), value): place for place, value in enumerate(values)} for values in samples
    ]
    return [
        [
            _samples_of_cell(cell, values, known)
            for cell, values, known in zip(rule.cells, samples, places, strict=True)
        ]
        for rule in table.rules
    ]


def takers_of(
    samples: Sequence[Sequence[Literal]], taken: Sequence[Sequence[int]]
) -> list[list[int]]:
    """Return for each sample of each column the rules that take it, a bit for each.

    :param taken: as ``samples_taken`` returns it
    """
    return [
        [_bits(bool(bits[column] >> place & 1) for bits in taken) for place in range(len(values))]
        for column, values in enumerate(samples)
    ]


def _is_value(tests: Sequence[Test]) -> bool:
    return len(tests) == 1 and tests[0].sign == "="


def _samples_of_cell(
    cell: Cell, values: Sequence[Literal], known: Mapping[tuple[type, Literal], int]
) -> int:
    every = (1 << len(values)) - 1
    if not cell.alternatives:
        return every
    found = 0
    for tests in cell.alternatives:
        if not _is_value(tests):
            found |= _bits(all(test.accepts(value) for test in tests) for value in values)
        elif (place := known.get((type(tests[0].value), tests[0].value))) is not None:
            found |= 1 << place
    return every ^ found if cell.is_negated else found


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


def _check_overlaps(table: Table, taken: Sequence[Sequence[int]], faults: Faults) -> None:
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


def _bits(answers: Iterable[bool]) -> int:
    return sum(1 << place for place, answer in enumerate(answers) if answer)


def _same_outputs(one: Rule, two: Rule) -> bool:
    return [e.source for e in one.outputs] == [e.source for e in two.outputs]


def _check_cover(
    table: Table,
    samples: Sequence[Sequence[Literal]],
    taken: Sequence[Sequence[int]],
    faults: Faults,
) -> None:
    takers = takers_of(samples, taken)
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
