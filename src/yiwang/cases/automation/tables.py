# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The decision table of a rule: read, checked for gaps and overlaps by rows and columns, asked.

A table of a rule says ``"grant"`` or ``"person"`` in each row, as a plain text and nothing else:
what it may say is seen by reading it.
"""

import itertools
import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from math import prod
from typing import Final

from django.utils.translation import gettext as _

from yiwang.cases.automation.enums import RuleOutcome
from yiwang.foundation import cel
from yiwang.foundation.errors import FieldError
from yiwang.workflow.dmn import checks
from yiwang.workflow.dmn.cells import Literal, as_literal
from yiwang.workflow.dmn.model import HitPolicy, Rule, Table
from yiwang.workflow.dmn.reader import read_dmn
from yiwang.workflow.xml import local_name, parse_xml, text_of

OUTPUTS: Final = ("outcome", "reason")
VARIABLES: Final = frozenset({"facts", "form"})
MOST_NAMED: Final = 20
"""Gaps or overlaps that are listed; more of them are counted."""
MOST_ROWS: Final = 60
OUTCOME: Final = {f'"{value}"': RuleOutcome(value) for value in RuleOutcome.values}


@dataclass(frozen=True, slots=True)
class Row:
    """A row as people read it.

    :ivar cells: label of the column and what the cell says, only where it says something
    """

    number: int
    outcome: RuleOutcome
    reason: str
    description: str
    cells: Sequence[str]

    @property
    def is_grant(self) -> bool:
        return self.outcome is RuleOutcome.GRANT


@dataclass(frozen=True, slots=True)
class RuleTable:
    """A table that reads well, with the words of its columns."""

    table: Table
    labels: tuple[str, ...]
    rows: tuple[Row, ...]

    def reads(self, variable: str) -> frozenset[str]:
        """Return the fields of ``facts`` or ``form`` that the table reads."""
        found: set[str] = set()
        for expression in self.table.inputs:
            found |= expression.reads.get(variable) or frozenset()
        return frozenset(found)

    def given(self, variables: Mapping[str, object]) -> list[Literal]:
        """Return the value of each column.

        :raises ExpressionFailed: one cannot be computed from what is there
        """
        return [as_literal(cel.evaluate(one, variables)) for one in self.table.inputs]

    def matching(self, given: Sequence[Literal]) -> list[Row]:
        """Return the rows that apply."""
        pairs = zip(self.table.rules, self.rows, strict=True)
        return [row for rule, row in pairs if rule.matches(given)]

    def shown(self) -> list[dict[str, object]]:
        """Return the rows as a page lists them, each cell with the label of its column."""
        return [
            {
                "number": row.number,
                "shown": [(a, _cell(b)) for a, b in zip(self.labels, row.cells, strict=True)],
                "is_grant": row.is_grant,
                "outcome": row.outcome,
                "reason": row.reason,
            }
            for row in self.rows
        ]

    def nulls(self, given: Sequence[Literal]) -> list[str]:
        """Return the labels of the columns that have no value and do not reckon with that."""
        return [
            label
            for place, (label, value) in enumerate(zip(self.labels, given, strict=True))
            if value is None and not self._takes_null(place)
        ]

    def _takes_null(self, place: int) -> bool:
        if None in self.table.allowed[place]:
            return True
        return any(None in rule.cells[place].values for rule in self.table.rules)


def read(xml: str) -> tuple[RuleTable | None, list[FieldError]]:
    """Return a rule's table and everything that is wrong with it; no table when it cannot run."""
    table, faults = read_dmn(xml)
    if table is None:
        return None, faults
    if found := list(_shape_faults(table)):
        return None, found
    made = compiled(xml)
    return made, list(_logic_faults(made)) if made else []


@lru_cache(maxsize=256)
def compiled(xml: str) -> RuleTable | None:
    """Return the table of a version, read once in this process; None when it cannot run."""
    table, _faults = read_dmn(xml)
    if table is None or any(_shape_faults(table)):
        return None
    labels, descriptions = _words(xml, table)
    rows = tuple(_row(table, place, labels, descriptions) for place in range(len(table.rules)))
    return RuleTable(table, labels, rows)


def _shape_faults(table: Table) -> Iterator[FieldError]:
    if table.outputs != OUTPUTS:
        yield _fault("outputs", _("输出列应当依次是 outcome 和 reason。"))
        return
    if len(table.rules) > MOST_ROWS:
        yield _fault("too_large", _("规则不能超过 %(rows)d 行。") % {"rows": MOST_ROWS})
        return
    if table.policy is not HitPolicy.UNIQUE:
        yield _fault("hit_policy", _("命中策略应当是 UNIQUE：任何情况只适用一行。"))
    if unknown := table.variables - VARIABLES:
        yield _fault(
            "variables",
            _("只能读取 facts 和 form，不能读取：%(names)s。")
            % {"names": "、".join(sorted(unknown))},
        )
    if any(None in expression.reads.values() for expression in table.inputs):
        yield _fault("whole", _("每一列要写明读取哪一项，例如 facts.age。"))
    for number, rule in enumerate(table.rules, start=1):
        yield from _answer_faults(rule, number)


def _answer_faults(rule: Rule, number: int) -> Iterator[FieldError]:
    if rule.outputs[0].source.strip() not in OUTCOME:
        words = _('第 %(row)d 行只能写 "grant"（准予）或者 "person"（转人工）；规则不能不予。')
        yield _fault("outcome", words % {"row": number}, row=number)
    if rule.outputs[1].reads or not _plain_text(rule):
        yield _fault("reason", _("第 %(row)d 行要用一句话写明理由。") % {"row": number}, row=number)


def _plain_text(rule: Rule) -> str:
    value = cel.evaluate(rule.outputs[1], {}) if not rule.outputs[1].reads else ""
    return value.strip() if isinstance(value, str) else ""


def _logic_faults(made: RuleTable) -> Iterator[FieldError]:
    samples = checks.samples_of(made.table)
    if checks.is_too_much(made.table, samples):
        yield _fault("too_large", str(checks.TOO_MUCH))
        return
    taken = checks.samples_taken(made.table, samples)
    yield from _overlaps(made, samples, taken)
    if prod(map(len, samples)) > checks.MOST_SAMPLES:
        yield _fault("too_large", _("情况太多，无法证明没有漏掉的情况；请减少列或者列出取值。"))
        return
    gaps: list[str] = []
    used = 0
    columns = [
        list(zip(values, takers, strict=True))
        for values, takers in zip(samples, checks.takers_of(samples, taken), strict=True)
    ]
    for given in itertools.product(*columns):
        matching = reduce(operator.and_, (takers for _value, takers in given))
        used |= matching
        if not matching:
            gaps.append(checks.shown(made.labels, [value for value, _takers in given]))
    yield from _gap_faults(gaps)
    for place, row in enumerate(made.rows):
        if not used >> place & 1:
            words = _("第 %(row)d 行永远用不到。")
            yield _fault("dead", words % {"row": row.number}, row=row.number)
    if not any(row.is_grant for row in made.rows):
        yield _fault("no_grant", _("没有一行会准予，这样的规则没有用处。"))


def _gap_faults(gaps: Sequence[str]) -> Iterator[FieldError]:
    for words in gaps[:MOST_NAMED]:
        yield _fault("gap", _("没有一行适用于：%(given)s。") % {"given": words})
    if len(gaps) > MOST_NAMED:
        words = _("另有 %(count)d 种情况没有一行适用。")
        yield _fault("gap", words % {"count": len(gaps) - MOST_NAMED})


def _overlaps(
    made: RuleTable, samples: Sequence[Sequence[Literal]], taken: Sequence[Sequence[int]]
) -> Iterator[FieldError]:
    named = 0
    for one, two in itertools.combinations(range(len(taken)), 2):
        both = list(map(operator.and_, taken[one], taken[two]))
        if not all(both):
            continue
        named += 1
        if named > MOST_NAMED:
            return
        # Of each column the first sample that both take.
        given = [
            values[(bits & -bits).bit_length() - 1]
            for values, bits in zip(samples, both, strict=True)
        ]
        yield _fault(
            "overlap",
            _("第 %(one)d 行和第 %(two)d 行同时适用于：%(given)s。")
            % {"one": one + 1, "two": two + 1, "given": checks.shown(made.labels, given)},
            row=two + 1,
        )


def _row(table: Table, place: int, labels: Sequence[str], descriptions: Mapping[str, str]) -> Row:
    rule = table.rules[place]
    return Row(
        number=place + 1,
        outcome=OUTCOME[rule.outputs[0].source.strip()],
        reason=_plain_text(rule),
        description=descriptions.get(rule.id, ""),
        cells=tuple(
            cell.source if cell.alternatives else "—" for cell in rule.cells[: len(labels)]
        ),
    )


def _words(xml: str, table: Table) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the label of each column, and the description of each row by its id."""
    labels: list[str] = []
    descriptions: dict[str, str] = {}
    for node in parse_xml(xml).iter():
        name = local_name(node.tag)
        if name == "input":
            labels.append((node.get("label") or "").strip()[:60])
        elif name == "rule":
            words = [text_of(child) for child in node if local_name(child.tag) == "description"]
            descriptions[node.get("id") or ""] = (words or [""])[0].strip()[:300]
    named = zip(labels, table.inputs, strict=True)
    return tuple(label or expression.source for label, expression in named), descriptions


def _cell(source: str) -> str:
    """Return what a page writes for a cell."""
    return {"true": _("是"), "false": _("否")}.get(source, source)


def _fault(code: str, message: str, *, row: int | None = None) -> FieldError:
    return FieldError(f"/table/rows/{row}" if row else "/table", code, message)
