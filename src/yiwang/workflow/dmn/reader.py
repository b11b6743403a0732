# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""From a DMN 1.x file to a decision table, with every fault that the reading meets."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from yiwang.foundation import cel
from yiwang.foundation.errors import FieldError, InvalidExpression
from yiwang.workflow.bpmn.reader import Faults
from yiwang.workflow.dmn.cells import Cell, InvalidCell, Literal, parse_cell
from yiwang.workflow.dmn.model import Aggregation, HitPolicy, Rule, Table
from yiwang.workflow.xml import Node, UnsafeXml, local_name, namespace_of, parse_xml, text_of

NAMESPACES = frozenset(
    {
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    }
)
MOST_RULES = 500
MOST_COLUMNS = 20
_LANGUAGES = frozenset({"", "cel", "feel", "https://cel.dev"})
_TABLE_PARTS = frozenset({"input", "output", "rule", "annotation", "description"})


class _Column(NamedTuple):
    expression: cel.Expression
    allowed: tuple[Literal, ...]


def read_dmn(xml: str | bytes) -> tuple[Table | None, list[FieldError]]:
    """Return the decision table in a file and the faults of reading it; none when it has faults."""
    faults = Faults()
    try:
        root = parse_xml(xml)
    except UnsafeXml as error:
        faults.add("", "xml", str(error))
        return None, faults.found
    decision = _the_decision(root, faults)
    table = _Reader(decision, faults).read() if decision is not None else None
    return (None if faults.found else table), faults.found


def _the_decision(root: Node, faults: Faults) -> Node | None:
    if local_name(root.tag) != "definitions" or namespace_of(root.tag) not in NAMESPACES:
        faults.add("", "not_dmn", _("不是 DMN 文件：根元素应当是 DMN 1.2 以上的 definitions。"))
        return None
    decisions = list(_children(root, "decision"))
    tables = [table for decision in decisions for table in _children(decision, "decisionTable")]
    if len(decisions) != 1 or len(tables) != 1:
        faults.add("", "one_table", _("文件应当恰好包含一个决策表。"))
        return None
    return decisions[0]


def _children(node: Node, name: str) -> Iterator[Node]:
    return (child for child in node if local_name(child.tag) == name)


class _Reader:
    def __init__(self, decision: Node, faults: Faults) -> None:
        self._decision = decision
        self._node = next(_children(decision, "decisionTable"))
        self._faults = faults

    def read(self) -> Table | None:
        for child in self._node:
            if local_name(child.tag) not in _TABLE_PARTS:
                self._faults.about(
                    child,
                    "unsupported",
                    _("不支持元素“%(name)s”。") % {"name": local_name(child.tag)[:60]},
                )
        policy, aggregation = self._policy(), self._aggregation()
        columns = [self._column(node) for node in _children(self._node, "input")]
        outputs = [self._output(node) for node in _children(self._node, "output")]
        rules = self._rules(len(columns), len(outputs))
        if policy is None or aggregation is None or self._faults.found:
            return None
        inputs = [column for column in columns if column is not None]
        return Table(
            id=self._decision.get("id") or "",
            name=(self._decision.get("name") or "").strip()[:100],
            policy=policy,
            aggregation=aggregation,
            inputs=tuple(column.expression for column in inputs),
            allowed=tuple(column.allowed for column in inputs),
            outputs=tuple(outputs),
            rules=tuple(rules),
            input_labels=self._labels("input"),
            output_labels=self._labels("output"),
        )

    def _labels(self, name: str) -> tuple[str, ...]:
        nodes = _children(self._node, name)
        return tuple((node.get("label") or "").strip()[:100] for node in nodes)

    def _policy(self) -> HitPolicy | None:
        name = self._node.get("hitPolicy", "UNIQUE")
        if name in set(HitPolicy):
            return HitPolicy(name)
        self._faults.about(
            self._node, "hit_policy", _("不支持命中策略“%(name)s”。") % {"name": name[:30]}
        )
        return None

    def _aggregation(self) -> Aggregation | None:
        name = self._node.get("aggregation", "")
        if name in set(Aggregation):
            return Aggregation(name)
        self._faults.about(
            self._node, "aggregation", _("不支持汇总方式“%(name)s”。") % {"name": name[:30]}
        )
        return None

    def _column(self, node: Node) -> _Column | None:
        expression = next(_children(node, "inputExpression"), None)
        source = (
            text_of(next(_children(expression, "text"), None)) if expression is not None else ""
        )
        compiled = self._expression(expression if expression is not None else node, source)
        values = next(_children(node, "inputValues"), None)
        listed = text_of(next(_children(values, "text"), None)) if values is not None else ""
        cell = self._cell(node, listed)
        if compiled is None or cell is None:
            return None
        return _Column(compiled, tuple(cell.values))

    def _output(self, node: Node) -> str:
        name = (node.get("name") or "").strip()
        if not name.isidentifier() or not name.isascii():
            self._faults.about(
                node, "output", _("输出列名“%(name)s”应当是英文变量名。") % {"name": name[:60]}
            )
        return name

    def _rules(self, inputs: int, outputs: int) -> list[Rule]:
        nodes = list(_children(self._node, "rule"))
        if not nodes or not inputs or not outputs:
            self._faults.about(self._node, "empty", _("决策表至少有一列输入、一列输出和一条规则。"))
        if len(nodes) > MOST_RULES or inputs + outputs > MOST_COLUMNS:
            self._faults.about(
                self._node,
                "too_large",
                _("决策表不能超过 %(rules)d 条规则、%(columns)d 列。")
                % {"rules": MOST_RULES, "columns": MOST_COLUMNS},
            )
            return []
        rules = [self._rule(node, inputs, outputs) for node in nodes]
        return [rule for rule in rules if rule is not None]

    def _rule(self, node: Node, inputs: int, outputs: int) -> Rule | None:
        left, right = list(_children(node, "inputEntry")), list(_children(node, "outputEntry"))
        if len(left) != inputs or len(right) != outputs:
            self._faults.about(node, "columns", _("规则的单元格数与列数不一致。"))
            return None
        cells = [self._cell(entry, self._source(entry)) for entry in left]
        answers = [self._expression(entry, self._source(entry)) for entry in right]
        if None in cells or None in answers:
            return None
        return Rule(
            node.get("id") or "",
            tuple(cell for cell in cells if cell is not None),
            tuple(answer for answer in answers if answer is not None),
        )

    def _source(self, entry: Node) -> str:
        return text_of(next(_children(entry, "text"), None))

    def _cell(self, node: Node, source: str) -> Cell | None:
        try:
            return parse_cell(source)
        except InvalidCell as error:
            self._faults.about(node, "cell", str(error))
            return None

    def _expression(self, node: Node, source: str) -> cel.Expression | None:
        language = (node.get("expressionLanguage") or "").strip().lower()
        if language not in _LANGUAGES:
            self._faults.about(
                node,
                "language",
                _("只支持 CEL 表达式，不支持“%(language)s”。") % {"language": language[:60]},
            )
            return None
        place = node.get("id") or ""
        try:
            cel.refuse_growth(source, place=place)
            return cel.compile_expression(source, place=place)
        except InvalidExpression as error:
            self._faults.about(node, "expression", str(error))
            return None
