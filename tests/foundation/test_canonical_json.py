# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One exact form of JSON."""

import json
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.foundation.canonical import canonical_json
from yiwang.foundation.errors import Kind, NotCanonical

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


class Colour(StrEnum):
    RED = "red"


def test_keys_are_sorted_and_blanks_left_out():
    value = {"乙": [1, True, None], "b": {"z": "文", "a": -5}, "a": ()}

    assert canonical_json(value) == '{"a":[],"b":{"a":-5,"z":"文"},"乙":[1,true,null]}'.encode()


def test_the_value_of_an_enumeration_is_a_text():
    assert canonical_json({"colour": Colour.RED}) == b'{"colour":"red"}'


@given(values)
def test_the_order_of_members_does_not_matter(value):
    assert canonical_json(_turned(value)) == canonical_json(value)
    assert json.loads(canonical_json(value)) == value


@given(values)
def test_the_form_is_that_of_the_standard_library(value):
    expected = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert canonical_json(value) == expected.encode()


@pytest.mark.parametrize(
    "value",
    [1.5, 1.0, float("nan"), [float("inf")], {"a": {"b": 0.1}}, 2**63, -(2**63) - 1, "\ud800"],
)
def test_what_has_no_exact_form_is_refused(value):
    with pytest.raises(NotCanonical) as refusal:
        canonical_json(value)

    assert refusal.value.kind is Kind.INVALID


def test_a_bottomless_value_is_refused():
    value: list[object] = []
    for _level in range(2_000):
        value = [value]

    with pytest.raises(NotCanonical):
        canonical_json(value)


@pytest.mark.parametrize("value", [b"a", {1: "a"}, {None: 1}, UUID(int=1), {"a": {1, 2}}, object()])
def test_other_types_are_a_bug_of_the_caller(value):
    with pytest.raises(TypeError):
        canonical_json(value)


def _turned(value: object) -> object:
    if isinstance(value, dict):
        return {key: _turned(value[key]) for key in reversed(value)}
    if isinstance(value, list):
        return [_turned(part) for part in value]
    return value
