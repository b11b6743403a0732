# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a browser posts, without any script."""

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tests.forms.schemas import compiled
from yiwang.forms.errors import FormInvalid, FormTooLarge

FORM = compiled()
FILE_ID = "01936000-0000-7000-8000-000000000001"


def posted(**values: Any) -> QueryDict:
    post = QueryDict(mutable=True)
    for name, value in values.items():
        post.setlist(name.replace("__", "."), value if isinstance(value, list) else [value])
    return post


def test_plain_fields_are_taken_as_text():
    assert FORM.parse(posted(name="王小明", seats="12", online="true")) == {
        "name": "王小明",
        "seats": "12",
        "online": "true",
    }


def test_what_is_left_empty_and_what_the_form_does_not_know_is_left_out():
    assert FORM.parse(posted(name="", stranger="x", csrfmiddlewaretoken="y")) == {}


def test_ticked_boxes_make_a_list():
    assert FORM.parse(posted(dishes=["hot", "raw"])) == {"dishes": ["hot", "raw"]}


def test_rows_are_counted_and_untouched_ones_fall_away():
    post = posted(staff__rows="3", staff__0__name="李四", staff__2__name="赵六")
    post["staff.2.has_card"] = "true"

    assert FORM.parse(post) == {"staff": [{"name": "李四"}, {"name": "赵六", "has_card": "true"}]}


@pytest.mark.parametrize("count", ["", "x", "-1", "9999", "1e3", "٣"])
def test_a_count_that_is_none_makes_no_rows(count: str):
    assert FORM.parse(posted(staff__rows=count, staff__0__name="李四")) == {}


def test_a_button_adds_an_empty_row():
    post = posted(_add="staff", staff__rows="1", staff__0__name="李四")

    assert FORM.is_edit(post)
    assert FORM.parse(post) == {"staff": [{"name": "李四"}, {}]}


def test_a_button_removes_the_row_it_stands_in():
    post = posted(_remove="staff.0", staff__rows="2", staff__0__name="李四", staff__1__name="赵六")

    assert FORM.parse(post) == {"staff": [{"name": "赵六"}]}


@pytest.mark.parametrize(
    "place",
    ["", "name", "stranger", "staff.9", "staff.x", "staff.0.name", "staff.0.x.1", "..", "staff.",
     "9", "staff.99999", "__class__", "staff.0.0"],
)  # fmt: skip
@pytest.mark.parametrize("button", ["_add", "_remove"])
def test_a_button_for_a_place_that_is_not_there_does_nothing(button: str, place: str):
    post = posted(staff__rows="1", staff__0__name="李四")
    post[button] = place

    assert FORM.parse(post) == {"staff": [{"name": "李四"}]}


def test_the_lowest_division_that_lies_in_those_above_counts():
    post = posted(
        address__level1="330000000000",
        address__level2="330100000000",
        address__level3="330106000000",
        address__level4="330106109000",
        address__detail="灵隐路 1 号",
    )

    assert FORM.parse(post)["address"] == {"division": "330106109000", "detail": "灵隐路 1 号"}


def test_choices_below_a_province_that_was_changed_fall_away():
    post = posted(
        address__level1="110000000000",
        address__level2="330100000000",
        address__level3="330106000000",
    )

    assert FORM.parse(post)["address"] == {"division": "110000000000"}


def test_a_district_right_below_its_province_counts():
    post = posted(address__level1="110000000000", address__level2="110101000000")

    assert FORM.parse(post)["address"] == {"division": "110101000000"}


def test_kept_files_and_new_ones_come_together():
    post = posted(plans=[FILE_ID])

    assert FORM.parse(post, {"plans": ["new"]}) == {"plans": [FILE_ID, "new"]}


def test_a_signature_is_a_name_and_perhaps_a_picture():
    assert FORM.parse(posted(signed__name="王小明")) == {"signed": {"name": "王小明"}}
    assert FORM.parse(posted(signed__name="王小明"), {"signed.image": [FILE_ID]}) == {
        "signed": {"name": "王小明", "image": FILE_ID}
    }


@pytest.mark.parametrize(
    ("name", "is_accepted"),
    [
        ("plans", True),
        ("signed.image", True),
        ("signed.name", False),
        ("name", False),
        ("staff.0.name", False),
        ("stranger", False),
        ("plans.0", False),
        ("", False),
    ],
)
def test_only_file_inputs_take_uploads(name: str, is_accepted: bool):
    assert FORM.accepts_upload(name) is is_accepted


NAMES = st.sampled_from(
    ["name", "seats", "staff.rows", "staff.0.name", "staff.0.has_card", "dishes", "_add", "_remove",
     "plans", "signed.name", "business", "online", "staff", "staff.0", "opens_on", "agrees"]
)  # fmt: skip


@given(st.dictionaries(NAMES | st.text(max_size=6), st.lists(st.text(max_size=12), max_size=3)))
def test_whatever_is_posted_can_be_validated(values: dict[str, list[str]]):
    post = QueryDict(mutable=True)
    for name, items in values.items():
        post.setlist(name, items)

    try:
        FORM.validate(FORM.parse(post))
    except (FormInvalid, FormTooLarge):
        return
