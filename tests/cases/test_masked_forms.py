# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms as agents read them: every number of a person masked, wherever it stands, and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.cases.masked_forms import masked, restored
from yiwang.foundation.codes.test_data import make_test_resident_id
from yiwang.foundation.enums import Sex

NUMBER = make_test_resident_id(date(1980, 1, 1), 7, Sex.FEMALE)
TEXTS = st.sampled_from(
    [NUMBER, "13800001234", "0571-87654321", "a@example.org", "6222021234567890123", "店铺", ""]
)
FORMS = st.recursive(
    TEXTS | st.booleans() | st.integers() | st.none(),
    lambda parts: (
        st.lists(parts, max_size=3) | st.dictionaries(st.sampled_from("abc"), parts, max_size=3)
    ),
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13800001234", "138****1234"),
        ("+86 138 0000 1234", "138****1234"),
        ("0571-87654321", "0571-****4321"),
        ("zhang@example.org", "zha***@example.org"),
        ("6222021234567890123", "622202*********0123"),
        ("西湖区文三路1号", "西湖区文三路1号"),
        ("2026-11-26", "2026-11-26"),
        ("100000", "100000"),
    ],
)
def test_what_is_a_number_of_a_person_is_masked_and_nothing_else(text, shown):
    assert masked(text) == shown


def test_numbers_are_found_however_deep_they_stand():
    form = {"people": [{"number": NUMBER, "age": 46}], "phone": "13800001234"}

    assert NUMBER not in str(masked(form))
    assert masked(form)["people"][0]["age"] == 46


@given(FORMS)
def test_what_comes_back_unchanged_is_what_was_there(form):
    assert restored(masked(form), form) == form


@given(FORMS, FORMS)
def test_what_is_sent_anew_is_kept_as_sent(sent, kept):
    plain = restored(sent, kept)

    assert plain == sent or masked(plain) == masked(sent)


def test_a_masked_value_stands_for_nothing_elsewhere():
    kept = {"a": "13800001234"}

    assert restored({"b": "138****1234"}, kept) == {"b": "138****1234"}
    assert restored({"a": "138****9999"}, kept) == {"a": "138****9999"}
    assert restored({"a": ["138****1234"]}, kept) == {"a": ["138****1234"]}
