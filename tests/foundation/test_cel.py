# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Expressions that people write: what they may say, and how far they may go."""

import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.foundation import cel
from yiwang.foundation.errors import ExpressionFailed, InvalidExpression

FORM = {"form": {"kind": "shop", "area": 120, "items": [{"n": 1}, {"n": 5}], "name": "小店"}}


def value(source: str, variables: dict[str, Any] | None = None) -> Any:
    expression = cel.compile_expression(source, place="here")
    return cel.evaluate(expression, FORM if variables is None else variables)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('form.kind == "shop"', True),
        ('form.kind in ["shop", "stall"]', True),
        ("form.area >= 100 && form.area < 200", True),
        ("form.items.filter(i, i.n > 1).size()", 1),
        ("form.items.exists(i, i.n == 5)", True),
        ('form.name.startsWith("小")', True),
        ('double("5.50") > 5.0', True),
        ('form.kind == "x" ? 1 : 2', 2),
        ('{"level": form.kind, "count": 2}', {"level": "shop", "count": 2}),
        ('form["kind"]', "shop"),
    ],
)
def test_an_expression_is_evaluated(source: str, expected: Any):
    assert value(source) == expected


@pytest.mark.parametrize(
    "source",
    ["form.missing == null", "nothing == null", "nothing.field == null", "form.missing != 1"],
)
def test_what_is_missing_is_null(source: str):
    assert value(source) is True


def test_only_the_fields_that_are_read_are_handed_over():
    expression = cel.compile_expression('form.kind == "form.area" || row.x in form.items')

    assert expression.reads == {"form": frozenset({"kind", "items"}), "row": frozenset({"x"})}


def test_a_variable_read_as_a_whole_is_handed_over_whole():
    assert cel.compile_expression('form["kind"] == form.area').reads == {"form": None}
    assert cel.compile_expression("size(form) > 1").reads == {"form": None}


def test_names_that_a_macro_binds_are_no_variables():
    assert cel.compile_expression("form.items.all(i, i.n > 0)").variables == {"form"}


@pytest.mark.parametrize(
    "source",
    [
        "",
        "   ",
        "1 +",
        "form.",
        "'unclosed",
        "中文 == 1",
        "\ud800",
        "import os",
        "__import__('os').system('id')",
        "open('/etc/passwd')",
        "exec('1')",
        "type(1)",
        "duration('1s')",
        "timestamp('2026-01-01T00:00:00Z')",
        "optional.of(1)",
        "has(form.kind)",
        "lambda: 1",
        "form.kind = 1",
        "[i for i in form.items]",
        "1" + " + 1" * 400,
        "(" * 21 + "1" + ")" * 21,
        "[" * 21 + "1" + "]" * 21,
        "!" * 40 + "true",
        "-" * 40 + "1",
        "form.a.map(x, form.b.map(y, form.c.map(z, x)))",
    ],
)  # fmt: skip
def test_anything_else_is_refused(source: str):
    with pytest.raises(InvalidExpression) as refusal:
        cel.compile_expression(source, place="flow_7")

    assert "flow_7" in str(refusal.value)


def test_a_syntax_error_names_its_column():
    with pytest.raises(InvalidExpression) as refusal:
        cel.compile_expression("form.a ==")

    assert refusal.value.params["line"] == 1
    assert refusal.value.params["column"] > 1


def test_a_variable_that_is_not_there_to_read_is_refused():
    with pytest.raises(InvalidExpression, match="secret"):
        cel.compile_expression("secret.key", known={"form"})

    assert cel.compile_expression("form.key", known={"form"})


@pytest.mark.parametrize(
    "source", ["form.missing > 5", "form.kind.n", "1 / 0", "int(form.name)", "form.items[9]"]
)
def test_what_cannot_be_computed_is_a_refusal(source: str):
    with pytest.raises(ExpressionFailed):
        value(source)


def test_a_condition_is_yes_or_no():
    with pytest.raises(ExpressionFailed):
        cel.holds(cel.compile_expression("form.kind"), FORM)


def test_the_largest_expression_over_the_largest_list_ends_soon():
    expression = cel.compile_expression("form.rows.all(a, form.rows.exists(b, a != b || a == b))")
    began = time.monotonic()

    cel.evaluate(expression, {"form": {"rows": list(range(500))}})

    assert time.monotonic() - began < 10


@given(st.text(max_size=80))
def test_any_text_compiles_or_is_refused(source: str):
    try:
        expression = cel.compile_expression(source)
    except InvalidExpression:
        return
    with suppress(ExpressionFailed):
        cel.evaluate(expression, {})


TOKENS = ["form", ".", "a", "(", ")", "[", "]", "==", "!", "-", "1"]
TOKENS += ['"x"', "&&", "in", "map", ",", "?", ":"]


@given(st.lists(st.sampled_from(TOKENS), max_size=40))
def test_any_heap_of_tokens_compiles_or_is_refused(tokens: list[str]):
    try:
        expression = cel.compile_expression(" ".join(tokens))
        cel.evaluate(expression, FORM)
    except (InvalidExpression, ExpressionFailed):
        return
