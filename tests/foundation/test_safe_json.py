# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""JSON from outside."""

import json
import math
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yiwang.foundation.errors import BodyTooLarge, MalformedBody
from yiwang.foundation.safe_json import parse_json

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text('ab:文\\"{[', max_size=3), inner, max_size=4)
    ),
    max_leaves=20,
)

json_like = st.text('{}[]",:0123456789eE+-.\\u trfalsn', max_size=60).map(str.encode)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b"{}", {}),
        (b" [1, 2.5, -3e2, true, false, null] \n", [1, 2.5, -300.0, True, False, None]),
        (b'"\\u6587 \\ud83d\\ude00"', "文 😀"),
        (b"9223372036854775807", 2**63 - 1),
        (b"-9223372036854775808", -(2**63)),
        (b'"9223372036854775808"', "9223372036854775808"),
        (b"0.12345678901234567890123", 0.12345678901234568),
        (b'{"a:":1,"a\\u003a\\u003a":2,":":":"}', {"a:": 1, "a::": 2, ":": ":"}),
        (b'{"a":{"x":1},"b":{"x":1}}', {"a": {"x": 1}, "b": {"x": 1}}),
        (b'"\\\\u0000"', "\\u0000"),
    ],
)
def test_json_is_read(body, value):
    assert parse_json(body) == value


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b"{]",
        b"[1,]",
        b"{'a':1}",
        b"{} {}",
        b"tru",
        b"01",
        b"+1",
        b"1.",
        b"NaN",
        b"[-Infinity]",
        b"1e400",
        b"-1e400",
        b"18446744073709551615",
        b"9223372036854775808",
        b"-9223372036854775809",
        b"1" * 5_000,
        b"[" + b"1" * 400_000 + b"]",
        b'{"a":1,"a":1}',
        b'{"a":1,"\\u0061":2}',
        b'{"a\\u003a":1,"a:":2}',
        b'[{"b":[{"a:":1,"b":2,"a:":3}]}]',
        b'{"":1,"":2}',
        b'"\\u0000"',
        b'{"a\\u0000":1}',
        b'"a\x00"',
        b'"\\ud800"',
        b'"\\udc00\\ud800"',
        b'"\\ud800\\u0061"',
        b'"\xed\xa0\x80"',
        b'"\xff"',
        b'"\xc0\xaf"',
        b"\xef\xbb\xbf{}",
        "{}".encode("utf-16"),
        "[1]".encode("utf-32-le"),
        b'"\n"',
        b'"\\x41"',
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"[" * 33 + b"]" * 33,
        b'{"a":' * 33 + b"1" + b"}" * 33,
        b'[{"a":' * 17 + b"1" + b"}]" * 17,
    ],
    ids=range(44),
)
def test_everything_else_is_refused(body):
    with pytest.raises(MalformedBody) as refusal:
        parse_json(body)

    assert refusal.value.status == 400
    assert str(refusal.value)


def test_the_greatest_depth_is_read():
    assert parse_json(b"[" * 32 + b"]" * 32)
    assert parse_json(b"[" + b"[]," * 1_000 + b"[]]") == [[]] * 1_001
    assert parse_json(b'["' + b"[{" * 500 + b'"]') == ["[{" * 500]


def test_a_caller_may_allow_less_or_more_depth():
    with pytest.raises(MalformedBody, match="嵌套太深"):
        parse_json(b"[[[1]]]", max_depth=2)
    assert parse_json(b"[" * 250 + b"]" * 250, max_depth=250)
    with pytest.raises(ValueError, match="250"):
        parse_json(b"{}", max_depth=251)


def test_a_body_may_have_its_greatest_size_and_no_more():
    body = b'"' + b"a" * 2_048 + b'"'
    assert parse_json(body, max_bytes=2_050) == "a" * 2_048
    with pytest.raises(BodyTooLarge, match="最多 2 KB") as refusal:
        parse_json(body, max_bytes=2_049)
    assert refusal.value.status == 413


def test_the_place_of_a_fault_is_told():
    with pytest.raises(MalformedBody, match="第2行第6个字符"):
        parse_json(b'{"a": 1,\n"b": x}')


@given(values, st.booleans(), st.sampled_from([None, 2]))
def test_what_is_written_is_read_back(value, ensure_ascii, indent):
    body = json.dumps(value, ensure_ascii=ensure_ascii, indent=indent).encode()

    assert parse_json(body) == value


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "a:", "文", "\\u0061"]), values), max_size=4))
def test_a_key_twice_is_always_found(members):
    keys = [json.loads(f'"{key}"') for key, _value in members]
    body = "{" + ",".join(f'"{key}": {json.dumps(value)}' for key, value in members) + "}"

    if len(set(keys)) == len(keys):
        assert parse_json(body.encode()) == dict(zip(keys, [v for _k, v in members], strict=True))
    else:
        with pytest.raises(MalformedBody, match="重复"):
            parse_json(body.encode())


@given(st.integers())
@example(2**63)
@example(-(2**63) - 1)
@example(2**64 - 1)
@example(10**400)
def test_integers_are_exact_or_refused(number):
    body = json.dumps({"n": [number]}).encode()

    if -(2**63) <= number < 2**63:
        assert parse_json(body) == {"n": [number]}
    else:
        with pytest.raises(MalformedBody, match=r"64位|不是正确的JSON"):
            parse_json(body)


@given(json_like | st.binary(max_size=60))
def test_no_bytes_break_the_parser_and_what_passes_is_plain(body):
    try:
        value = parse_json(body)
    except MalformedBody:
        return

    assert json.loads(body) == value
    assert "\x00" not in json.dumps(value, ensure_ascii=False)


@given(values, st.integers(0, 2**32))
def test_a_body_with_some_bytes_changed_is_read_or_refused(value, seed):
    chance = random.Random(seed)
    body = bytearray(json.dumps(value, ensure_ascii=False).encode())
    for _change in range(3):
        body[chance.randrange(len(body))] = chance.randrange(256)

    try:
        found = parse_json(bytes(body))
    except MalformedBody:
        return
    assert not _has_wild_numbers(found)


def _has_wild_numbers(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_has_wild_numbers, value.values()))
    if isinstance(value, list):
        return any(map(_has_wild_numbers, value))
    return isinstance(value, float) and not math.isfinite(value)
