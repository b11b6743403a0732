# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Decision tables: cells, hit policies, and what may be published."""

import time
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.foundation.errors import ExpressionFailed
from yiwang.workflow.dmn.cells import InvalidCell, as_literal, parse_cell
from yiwang.workflow.dmn.checks import check
from yiwang.workflow.dmn.model import Table
from yiwang.workflow.dmn.reader import read_dmn
from yiwang.workflow.errors import NoRuleMatches, RulesContradict

HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d">'


def dmn(
    rules: Sequence[tuple[Sequence[str], Sequence[str]]],
    *,
    inputs: Sequence[str] = ("form.area",),
    outputs: Sequence[str] = ("level",),
    policy: str = "UNIQUE",
    extra: str = "",
    values: str = "",
) -> str:
    allowed = f"<inputValues><text>{escape(values)}</text></inputValues>" if values else ""
    parts = [
        f'{HEAD}<decision id="risk" name="风险"><decisionTable id="t" hitPolicy="{policy}"{extra}>'
    ]
    for n, source in enumerate(inputs):
        text = f'<inputExpression id="x{n}"><text>{escape(source)}</text></inputExpression>'
        parts.append(f'<input id="i{n}">{text}{allowed}</input>')
    parts += [f'<output id="o{n}" name="{name}"/>' for n, name in enumerate(outputs)]
    for n, (cells, answers) in enumerate(rules, start=1):
        left = "".join(f"<inputEntry><text>{escape(c)}</text></inputEntry>" for c in cells)
        right = "".join(f"<outputEntry><text>{escape(a)}</text></outputEntry>" for a in answers)
        parts.append(f'<rule id="r{n}">{left}{right}</rule>')
    return "".join([*parts, "</decisionTable></decision></definitions>"])


def table(xml: str) -> Table:
    found, faults = read_dmn(xml)
    assert found is not None, faults
    return found


def faults(xml: str) -> dict[str, str]:
    found, problems = read_dmn(xml)
    problems = problems or (check(found) if found else [])
    return {problem.path.lstrip("/"): problem.code for problem in problems}


AREAS = [(["< 100"], ['"small"']), (["[100..500)"], ['"middle"']), ([">= 500"], ['"large"'])]


# ── cells


@pytest.mark.parametrize(
    ("cell", "yes", "no"),
    [
        ("-", [1, "a", None, True], []),
        ("", [1, "a", None, True], []),
        ('"a"', ["a"], ["b", 1, None]),
        ('"a", "b"', ["a", "b"], ["c"]),
        ('not("a", "b")', ["c", 1, None], ["a", "b"]),
        ("5", [5, 5.0], [6, "5", True]),
        ("-5.5", [-5.5], [5.5]),
        ("< 5", [4, 4.99, -1], [5, "4", None, True]),
        (">= 5", [5, 6], [4]),
        ("[1..5)", [1, 4], [5, 0]),
        ("(1..5]", [2, 5], [1, 6]),
        ("]1..5[", [2, 4], [1, 5]),
        ("< 1, > 5", [0, 6], [1, 3, 5]),
        ("true", [True], [False, 1, None]),
        ("null", [None], ["", 0, False]),
        ('>= "2026-01-01"', ["2026-11-23"], ["2025-12-31", 2027]),
        ('date("2026-01-01")', ["2026-01-01"], ["2026-01-02"]),
        (r'"a\"b"', ['a"b'], ["ab"]),
    ],
)
def test_a_cell_accepts_what_it_says(cell: str, yes: list[Any], no: list[Any]):
    parsed = parse_cell(cell)

    assert [value for value in yes if not parsed.accepts(as_literal(value))] == []
    assert [value for value in no if parsed.accepts(as_literal(value))] == []


@pytest.mark.parametrize(
    "cell",
    ["a", '"a', "5 6", "<", "< true", "[1..5", "[5..1]", '[1.."a"]', "not(5", "5,", "1..5",
     "os.system('id')", "form.x", "<> 5", "1e5", "١", "not not(5)", "x" * 501, "9" * 20],
)  # fmt: skip
def test_anything_else_in_a_cell_is_refused(cell: str):
    with pytest.raises(InvalidCell):
        parse_cell(cell)


@given(st.text(max_size=40))
def test_any_text_is_a_cell_or_refused(cell: str):
    try:
        parsed = parse_cell(cell)
    except InvalidCell:
        return
    assert parsed.accepts(Decimal(1)) in {True, False}


# ── deciding


@pytest.mark.parametrize(("area", "level"), [(99, "small"), (100, "middle"), (500, "large")])
def test_the_rule_that_matches_gives_the_answer(area: int, level: str):
    assert table(dmn(AREAS)).decide({"form": {"area": area}}) == {"level": level}


def test_an_input_that_no_rule_covers_is_a_refusal():
    with pytest.raises(NoRuleMatches, match="风险"):
        table(dmn(AREAS)).decide({"form": {}})


def test_the_first_of_several_rules_counts():
    rules = [(["< 100"], ["1"]), (["-"], ["2"])]

    assert table(dmn(rules, policy="FIRST")).decide({"form": {"area": 5}}) == {"level": 1}


def test_any_of_several_rules_counts_while_they_agree():
    rules = [(["< 100"], ["form.n"]), (["< 200"], ["1"]), ([">= 100"], ["2"])]
    asked = table(dmn(rules, policy="ANY"))

    assert asked.decide({"form": {"area": 5, "n": 1}}) == {"level": 1}
    with pytest.raises(RulesContradict):
        asked.decide({"form": {"area": 5, "n": 3}})


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [("", [1, 2]), ("SUM", 3), ("MIN", 1), ("MAX", 2), ("COUNT", 2)],
)
def test_rules_are_collected(aggregation: str, expected: Any):
    rules = [(["< 100"], ["1"]), (["< 200"], ["2"]), (["> 300"], ["9"])]
    extra = f' aggregation="{aggregation}"' if aggregation else ""

    found = table(dmn(rules, policy="COLLECT", extra=extra)).decide({"form": {"area": 5}})

    assert found == {"level": expected}


def test_collecting_nothing_is_an_empty_list_and_no_greatest():
    rules = [(["> 300"], ["9"])]

    assert table(dmn(rules, policy="COLLECT")).decide({"form": {"area": 5}}) == {"level": []}
    with pytest.raises(NoRuleMatches):
        table(dmn(rules, policy="COLLECT", extra=' aggregation="MAX"')).decide({"form": {}})


@pytest.mark.parametrize("aggregation", ["SUM", "MIN", "MAX"])
def test_what_does_not_fit_together_is_refused_and_not_collected(aggregation: str):
    rules = [(["< 100"], ["1"]), (["< 200"], ['"two"'])]
    asked = table(dmn(rules, policy="COLLECT", extra=f' aggregation="{aggregation}"'))

    with pytest.raises(ExpressionFailed):
        asked.decide({"form": {"area": 5}})


def test_what_is_no_number_fits_no_rule_of_numbers():
    asked = table(dmn([(["< 100"], ["1"])], inputs=["form.area / 0.0"]))

    with pytest.raises(NoRuleMatches):
        asked.decide({"form": {"area": 0.0}})


def test_an_answer_may_be_computed():
    rules = [(["-"], ["form.area * 2"])]

    assert table(dmn(rules)).decide({"form": {"area": 5}}) == {"level": 10}


# ── publishing


def test_a_sound_table_has_no_faults():
    assert faults(dmn(AREAS)) == {}


def test_rules_that_overlap_are_refused():
    assert faults(dmn([*AREAS, (["50"], ['"odd"'])])) == {"r4": "overlap"}


def test_rules_that_overlap_only_in_one_column_do_not():
    rules = [
        (["< 100", "true"], ["1"]),
        (["< 200", "false"], ["2"]),
        (["[100..200)", "true"], ["3"]),
        ([">= 200", "-"], ["4"]),
    ]

    assert faults(dmn(rules, inputs=("form.area", "form.online"))) == {}


def test_a_gap_is_refused_with_an_example():
    found, _none = read_dmn(dmn([(["< 100"], ["1"]), (["> 100"], ["2"])]))
    assert found is not None

    [fault] = check(found)

    assert fault.code == "gap"
    assert "form.area = 100" in fault.message


def test_a_value_that_nobody_can_give_is_no_gap():
    rules = [(['"a"'], ["1"]), (['"b"'], ["2"])]

    assert faults(dmn(rules)) == {"risk": "gap"}
    assert faults(dmn(rules, values='"a","b"')) == {}


def test_a_rule_that_is_never_used_is_refused():
    assert faults(dmn([(["-"], ["1"]), (["5"], ["2"])], policy="FIRST")) == {"r2": "dead"}


def test_rules_that_agree_may_overlap_where_any_counts():
    rules = [(["< 100"], ["1"]), (["< 200"], ["1"]), ([">= 200"], ["2"])]

    assert faults(dmn(rules, policy="ANY")) == {}


@pytest.mark.parametrize(
    ("xml", "place", "code"),
    [
        ("", "", "xml"),
        ("<definitions/>", "", "not_dmn"),
        (f"{HEAD}</definitions>", "", "one_table"),
        (dmn([]), "t", "empty"),
        (dmn(AREAS, policy="PRIORITY"), "t", "hit_policy"),
        (dmn(AREAS, policy="COLLECT", extra=' aggregation="AVG"'), "t", "aggregation"),
        (dmn(AREAS, extra=' aggregation="SUM"'), "risk", "aggregation"),
        (dmn([(["nonsense"], ["1"])]), "r1", "cell"),
        (dmn([(["-"], ["__import__('os')"])]), "r1", "expression"),
        (dmn([(["-", "-"], ["1"])]), "r1", "columns"),
        (dmn(AREAS, inputs=["eval('1')"]), "x0", "expression"),
        (dmn(AREAS, outputs=["等级"]), "o0", "output"),
        (dmn(AREAS).replace('id="x0"', 'id="x0" expressionLanguage="python"'), "x0", "language"),
        ('<!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>', "", "xml"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_its_place(xml: str, place: str, code: str):
    assert faults(xml).get(place) == code


@given(
    st.lists(
        st.sampled_from(["-", "< 10", "10", "[5..20]", "> 10", "not(10)", "(10..30)", ">= 30"]),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["UNIQUE", "FIRST", "ANY"]),
    st.integers(-5, 40),
)
def test_a_table_that_may_be_published_answers_everything(
    cells: list[str], policy: str, given_: int
):
    xml = dmn([([cell], [str(n)]) for n, cell in enumerate(cells)], policy=policy)
    if faults(xml):
        return

    assert table(xml).decide({"form": {"area": given_}})


def test_a_table_of_as_many_brackets_as_it_may_have_is_checked_at_once():
    brackets = [([f"[{n}..{n + 1})"], [str(n)]) for n in range(498)]
    xml = dmn([*brackets, (["< 0"], ["1"]), ([">= 498"], ["2"])])
    began = time.monotonic()

    assert faults(xml) == {}
    assert time.monotonic() - began < 10


def test_a_table_with_more_values_than_anybody_can_check_is_refused_at_once():
    rules = [([",".join(str(n * 120 + k) for k in range(80))], ["1"]) for n in range(490)]
    began = time.process_time()

    assert set(faults(dmn(rules)).values()) == {"too_large"}
    assert time.process_time() - began < 10


@pytest.mark.parametrize("source", ["form.a.map(x, 1)", "form.a.all(x, form.a.exists(y, x == y))"])
def test_a_product_of_lists_has_no_place_in_a_table(source: str):
    assert "expression" in faults(dmn([(["-"], [source])])).values()
