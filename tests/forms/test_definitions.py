# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What may be published as a form: completed, or refused with every place that is wrong."""

import copy
import time
from typing import Any

import pytest

from tests.forms.schemas import SNACK_BAR
from yiwang.forms.definition.completion import complete


def schema_with(**field: Any) -> dict[str, Any]:
    return {"title": "表", "properties": {"value": {"title": "内容", **field}}}


def problems(schema: Any) -> dict[str, str]:
    return {problem.path: problem.code for problem in complete(schema)[1]}


def test_a_sound_definition_has_no_problems():
    assert problems(SNACK_BAR) == {}


def test_completing_makes_every_limit_explicit():
    completed, _none = complete(SNACK_BAR)

    assert completed["additionalProperties"] is False
    assert completed["properties"]["site"]["maxLength"] == 50
    assert completed["properties"]["raw_note"]["maxLength"] == 2000
    assert completed["properties"]["staff"]["items"]["additionalProperties"] is False
    assert completed["properties"]["dishes"]["maxItems"] == 3
    assert completed["properties"]["plans"]["items"]["maxLength"] == 36
    assert _unbounded(completed) == []


def _unbounded(part: Any, place: str = "") -> list[str]:
    if isinstance(part, list):
        return [found for inner in part for found in _unbounded(inner, place)]
    if not isinstance(part, dict):
        return []
    here = []
    if part.get("type") == "string" and "maxLength" not in part and "enum" not in part:
        here = [place]
    if part.get("type") == "array" and "maxItems" not in part:
        here = [place]
    if part.get("type") == "object" and part.get("additionalProperties") is not False:
        here = [place]
    return here + [
        found for key, value in part.items() for found in _unbounded(value, f"{place}/{key}")
    ]


def test_completing_what_is_complete_changes_nothing():
    completed, _none = complete(SNACK_BAR)

    assert complete(copy.deepcopy(completed)) == (completed, [])


@pytest.mark.parametrize(
    ("schema", "place", "code"),
    [
        (schema_with(**{"x-kind": "telepathy"}), "/properties/value/x-kind", "kind"),
        (schema_with(**{"x-kind": ["text"]}), "/properties/value/x-kind", "kind"),
        (schema_with(type="integer"), "/properties/value/type", "type"),
        (schema_with(title=""), "/properties/value/title", "title"),
        (schema_with(title=5), "/properties/value/title", "title"),
        (schema_with(format="uri"), "/properties/value/format", "keyword"),
        (schema_with(default="x"), "/properties/value/default", "keyword"),
        (schema_with(maxLength="many"), "/properties/value/maxLength", "value"),
        (schema_with(maxLength=True), "/properties/value/maxLength", "value"),
        (schema_with(maxLength=10**9), "/properties/value/maxLength", "value"),
        (schema_with(pattern="("), "/properties/value/pattern", "json_schema"),
        (schema_with(pattern="(?=x)y"), "/properties/value/pattern", "json_schema"),
        (
            schema_with(**{"x-visible": "form.value =="}),
            "/properties/value/x-visible",
            "expression",
        ),
        (schema_with(**{"x-visible": "form.other"}), "/properties/value/x-visible", "expression"),
        (schema_with(**{"x-visible": "item.mode"}), "/properties/value/x-visible", "expression"),
        (schema_with(**{"x-visible": "row.value"}), "/properties/value/x-visible", "expression"),
        (schema_with(**{"x-visible": True}), "/properties/value/x-visible", "expression"),
        (schema_with(**{"x-visible": "form.value == 1"}), "/properties", "circle"),
        (
            schema_with(**{"x-visible": "__import__('os')"}),
            "/properties/value/x-visible",
            "expression",
        ),
        (schema_with(**{"x-prefill": "name"}), "/properties/value/x-prefill", "value"),
        (schema_with(**{"x-en": {"title": 5}}), "/properties/value/x-en", "value"),
        (
            schema_with(**{"x-kind": "date", "x-minimum": "soon"}),
            "/properties/value/x-minimum",
            "value",
        ),
        (
            schema_with(**{"x-kind": "money", "x-maximum": "NaN"}),
            "/properties/value/x-maximum",
            "value",
        ),
        (schema_with(**{"x-kind": "choice"}), "/properties/value/enum", "options"),
        (
            schema_with(**{"x-kind": "choice", "enum": ["a"]}),
            "/properties/value/x-labels",
            "labels",
        ),
        (
            schema_with(**{"x-kind": "choice", "enum": ["a", "a"]}),
            "/properties/value/enum",
            "options",
        ),
        (schema_with(**{"x-kind": "boolean", "const": False}), "/properties/value/const", "value"),
        (
            schema_with(**{"x-kind": "file", "maxItems": 1000}),
            "/properties/value/maxItems",
            "value",
        ),
        (
            schema_with(**{"x-kind": "file", "x-accept": ["exe"]}),
            "/properties/value/x-accept",
            "value",
        ),
        (schema_with(**{"x-kind": "group"}), "/properties/value/items", "type"),
        (schema_with(**{"$ref": "#/$defs/none"}), "/properties/value", "reference"),
        (schema_with(**{"$ref": "https://example.com/x"}), "/properties/value", "reference"),
        (
            {"title": "表", "properties": {"Bad-Name": {"title": "内容"}}},
            "/properties/Bad-Name",
            "name",
        ),
        ({"title": "表", "properties": {}}, "/properties", "properties"),
        ({"title": "表", "properties": {"value": []}}, "/properties/value", "type"),
        ({"properties": {"value": {"title": "内容"}}}, "/title", "title"),
        (schema_with() | {"required": ["other"]}, "/required", "required"),
        (schema_with() | {"required": "value"}, "/required", "required"),
        (schema_with() | {"additionalProperties": True}, "/additionalProperties", "type"),
        (schema_with() | {"allOf": []}, "/allOf", "keyword"),
        (
            schema_with() | {"$schema": "http://json-schema.org/draft-07/schema#"},
            "/$schema",
            "dialect",
        ),
        (
            schema_with() | {"x-sections": [{"key": "a", "title": "甲", "fields": []}]},
            "/x-sections",
            "sections",
        ),
        (schema_with() | {"x-sections": [{"title": "甲"}]}, "/x-sections", "sections"),
        (
            schema_with() | {"x-rules": [{"rule": "true", "field": "other", "message": "错"}]},
            "/x-rules/0",
            "rules",
        ),
        (
            schema_with() | {"x-rules": [{"rule": "1 +", "field": "value", "message": "错"}]},
            "/x-rules/0/rule",
            "expression",
        ),
        (schema_with() | {"x-rules": "none"}, "/x-rules", "rules"),
        ([], "", "reference"),
        (None, "", "reference"),
        ({"title": "a\x00", "properties": {"value": {"title": "b"}}}, "/title", "reference"),
        (
            {"title": "表", "properties": {"value": {"title": "\ud800"}}},
            "/properties/value/title",
            "reference",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place(schema: Any, place: str, code: str):
    assert problems(schema).get(place) == code


def test_conditions_that_wait_for_each_other_are_refused():
    schema = {
        "title": "表",
        "properties": {
            "one": {"title": "一", "x-visible": 'form.two == "x"'},
            "two": {"title": "二", "x-visible": 'form.three == "x"'},
            "three": {"title": "三", "x-visible": 'form.one == "x"'},
            "free": {"title": "四"},
        },
    }

    [problem] = complete(schema)[1]

    assert problem.code == "circle"
    assert "one、two、three" in problem.message
    assert "free" not in problem.message


def test_conditions_of_rows_that_wait_for_each_other_are_refused():
    row = {
        "one": {"title": "一", "x-visible": 'row.two == "x"'},
        "two": {"title": "二", "x-visible": 'row.one == "x"'},
    }
    schema = schema_with(**{"x-kind": "group", "items": {"properties": row}})

    assert problems(schema) == {"/properties/value/items/properties": "circle"}


def test_a_group_that_its_own_rows_wait_for_is_a_circle():
    row = {"one": {"title": "一", "x-visible": "form.value.size() > 1"}}

    assert problems(schema_with(**{"x-kind": "group", "items": {"properties": row}})) == {
        "/properties": "circle"
    }


def test_groups_nest_no_deeper_than_two():
    inner: dict[str, Any] = {"properties": {"value": {"title": "内容"}}}
    for _level in range(3):
        inner = {"properties": {"value": {"x-kind": "group", "title": "组", "items": inner}}}

    assert "depth" in problems({"title": "表", **inner}).values()


def test_nothing_inside_a_row_is_prefilled():
    row = {"one": {"title": "一", "x-prefill": "applicant.name"}}

    assert problems(schema_with(**{"x-kind": "group", "items": {"properties": row}})) == {
        "/properties/value/items/properties/one/x-prefill": "prefill"
    }


def test_a_part_is_written_once_and_used_often():
    schema = {
        "title": "表",
        "$defs": {"person": {"x-kind": "chinese_name", "title": "姓名"}},
        "properties": {
            "owner": {"$ref": "#/$defs/person"},
            "agent": {"$ref": "#/$defs/person", "title": "代理人姓名"},
        },
    }

    completed, none = complete(schema)

    assert none == []
    assert "$defs" not in completed
    assert completed["properties"]["owner"]["title"] == "姓名"
    assert completed["properties"]["agent"]["title"] == "代理人姓名"


def test_references_that_go_in_a_circle_are_refused():
    schema = {
        "title": "表",
        "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}},
        "properties": {"value": {"$ref": "#/$defs/a"}},
    }

    assert problems(schema) == {"/properties/value": "reference"}


def test_references_that_multiply_are_refused():
    defs: dict[str, Any] = {"d0": {"title": "内容"}}
    for n in range(1, 12):
        row = {f"p{k}": {"$ref": f"#/$defs/d{n - 1}"} for k in range(10)}
        defs[f"d{n}"] = {"x-kind": "group", "title": "组", "items": {"properties": row}}
    schema = {"title": "表", "$defs": defs, "properties": {"value": {"$ref": "#/$defs/d11"}}}

    assert "reference" in problems(schema).values()


def test_a_form_of_too_many_fields_is_refused():
    schema = {"title": "表", "properties": {f"f{n}": {"title": "内容"} for n in range(201)}}

    assert problems(schema) == {"": "too_large"}


def test_a_section_of_nineteen_thousand_names_is_refused_at_once():
    schema = {
        "title": "表",
        "properties": {"a": {"title": "甲"}},
        "x-sections": [{"key": "k", "title": "节", "fields": [f"a{n}" for n in range(19_000)]}],
    }
    began = time.monotonic()

    assert set(problems(schema).values()) == {"sections"}
    assert time.monotonic() - began < 3
