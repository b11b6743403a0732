# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is filled in: tidied, stripped of what does not show, and refused with every fault."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.forms.schemas import ANSWERS, compiled
from yiwang.forms.compiled import CompiledForm
from yiwang.forms.errors import FormInvalid, FormTooLarge

TODAY = date(2026, 11, 23)
FORM = compiled()


def faults(form: CompiledForm, data: object) -> dict[str, str]:
    with pytest.raises(FormInvalid) as refusal:
        form.validate(data, today=TODAY)
    return {error.path: error.code for error in refusal.value.errors}


def test_sound_answers_come_back_as_they_are():
    assert FORM.validate(ANSWERS, today=TODAY) == {**ANSWERS, "online": False}


def test_all_faults_are_named_at_once_in_the_order_of_the_form():
    data = {**ANSWERS, "name": "", "phone": "12", "seats": "many", "stranger": 1}

    found = faults(FORM, data)

    assert found == {
        "/name": "required",
        "/phone": "phone",
        "/seats": "type",
        "/stranger": "unknown",
    }
    assert list(found) == ["/name", "/phone", "/seats", "/stranger"]


def test_a_required_field_that_is_missing_is_asked_for_by_its_name():
    with pytest.raises(FormInvalid) as refusal:
        FORM.validate({key: value for key, value in ANSWERS.items() if key != "seats"})

    assert [error.message for error in refusal.value.errors] == ["请填写“座位数”。"]


@pytest.mark.parametrize("empty", [None, "", "   ", [], {}])
def test_an_empty_answer_is_none(empty: Any):
    assert "email" not in FORM.validate({**ANSWERS, "email": empty}, today=TODAY)


@pytest.mark.parametrize("data", [None, 5, "text", [], [ANSWERS], True])
def test_what_is_no_set_of_fields_is_refused(data: object):
    assert faults(FORM, data) == {"": "type"}


def test_a_hidden_field_leaves_no_stale_value():
    data = {**ANSWERS, "business": "eatery", "canteen_kind": "school", "pupils": 300}

    cleaned = FORM.validate(data, today=TODAY)

    assert "canteen_kind" not in cleaned
    assert "pupils" not in cleaned  # its condition reads a field that is hidden itself


def test_a_hidden_field_may_hold_nonsense():
    assert FORM.validate({**ANSWERS, "canteen_kind": {"deep": [1]}}, today=TODAY)


def test_a_field_shows_when_its_condition_holds_whatever_the_order_of_the_answers():
    data = {"pupils": 300, "canteen_kind": "school", **ANSWERS, "business": "canteen"}

    assert FORM.validate(data, today=TODAY)["pupils"] == 300


def test_a_condition_over_a_choice_of_a_wrong_type_does_not_hold():
    assert faults(FORM, {**ANSWERS, "business": 5, "canteen_kind": "school"}) == {
        "/business": "type"
    }


def test_a_condition_inside_a_row_reads_its_own_row():
    staff = [
        {"name": "李四", "has_card": True, "card": "A1"},
        {"name": "赵六", "has_card": False, "card": "stale"},
    ]

    cleaned = FORM.validate({**ANSWERS, "staff": staff}, today=TODAY)

    assert cleaned["staff"] == [
        {"name": "李四", "has_card": True, "card": "A1"},
        {"name": "赵六", "has_card": False},
    ]


def test_faults_inside_rows_have_their_own_places():
    staff = [{"name": "李四", "has_card": True}, {"name": "9", "extra": 1}, "no row"]

    assert faults(FORM, {**ANSWERS, "staff": staff}) == {
        "/staff/1/name": "chinese_name",
        "/staff/1/has_card": "required",
        "/staff/1/extra": "unknown",
        "/staff/2": "type",
    }


def test_more_rows_than_allowed_are_refused():
    row = {"name": "李四", "has_card": False}

    assert faults(FORM, {**ANSWERS, "staff": [row] * 4}) == {"/staff": "maxItems"}


def test_a_rule_between_fields_is_told_at_the_field_it_names():
    with pytest.raises(FormInvalid) as refusal:
        FORM.validate({**ANSWERS, "closes_on": "2026-11-30"}, today=TODAY)

    [error] = refusal.value.errors
    assert (error.path, error.code) == ("/closes_on", "rule")
    assert error.message == "停业日期不能早于开业日期。"


def test_a_rule_over_an_answer_that_is_missing_does_not_bind():
    assert FORM.validate({**ANSWERS, "closes_on": ""}, today=TODAY)


def test_a_consent_must_be_given():
    assert faults(FORM, {**ANSWERS, "agrees": False}) == {"/agrees": "const"}
    assert faults(FORM, {**ANSWERS, "agrees": None}) == {"/agrees": "required"}


def test_a_box_that_is_not_ticked_is_no():
    assert FORM.validate(ANSWERS, today=TODAY)["online"] is False


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\u202eb"])
def test_text_that_must_not_be_stored_is_refused_at_its_field(text: str):
    assert faults(FORM, {**ANSWERS, "email": text})["/email"] == "characters"
    assert faults(FORM, {**ANSWERS, "business": text})["/business"] == "characters"


@pytest.mark.parametrize("name", ["a\x00b", "a\ud800b", "x/y~z", "名" * 500])
def test_the_name_of_an_unknown_field_comes_back_as_a_pointer_that_can_be_written(name: str):
    [path] = faults(FORM, {**ANSWERS, name: 1})

    path.encode()
    assert len(path) < 130
    assert "\x00" not in path


def test_a_lone_surrogate_as_a_key_deep_inside_is_refused():
    address = {"division": "330106000000", "detail": "1号", "\ud800": 1}

    assert faults(FORM, {**ANSWERS, "address": address})


@pytest.mark.parametrize(
    "data",
    [
        {"name": [[[[[[[[["deep"]]]]]]]]]},
        {"name": "长" * 200_001},
        {"staff": [{}] * 5001},
        {"x" * 200_001: 1},
        {"seats": 10**5000},
        {"capital": -(10**5000)},
    ],
)
def test_more_than_any_form_takes_is_refused_unread(data: object):
    with pytest.raises(FormTooLarge):
        FORM.validate(data)


def test_a_number_beyond_reason_is_a_fault_not_a_crash():
    assert faults(FORM, {**ANSWERS, "seats": 2**63}) == {"/seats": "maximum"}
    assert faults(FORM, {**ANSWERS, "capital": 2**63}) == {"/capital": "type"}
    assert faults(FORM, {**ANSWERS, "seats": float("nan")}) == {"/seats": "type"}
    assert faults(FORM, {**ANSWERS, "capital": float("inf")}) == {"/capital": "type"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(list(FORM.schema["properties"]))


@given(st.dictionaries(FIELDS | st.text(max_size=8), JSON, max_size=12) | JSON)
def test_whatever_is_sent_is_taken_or_refused_and_what_is_taken_is_taken_again(data: Any):
    if isinstance(data, dict):
        data.pop("address", None)  # asks the database; has tests of its own
    try:
        cleaned = FORM.validate(data, today=TODAY)
    except (FormInvalid, FormTooLarge):
        return

    assert FORM.validate(cleaned, today=TODAY) == cleaned


@given(st.permutations(list(ANSWERS)), st.booleans(), st.sampled_from(["canteen", "eatery"]))
def test_the_order_of_the_answers_makes_no_difference(
    order: list[str], is_online: bool, business: str
):
    data = {**ANSWERS, "online": is_online, "site": "http://a.cn", "business": business}
    shuffled = {name: data[name] for name in [*order, "online", "site"]}

    assert list(FORM.validate(shuffled, today=TODAY)) == list(FORM.validate(data, today=TODAY))
    assert FORM.validate(shuffled, today=TODAY) == FORM.validate(data, today=TODAY)
