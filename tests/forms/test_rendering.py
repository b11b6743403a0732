# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms as pages: labels, help, errors and everything that works without script."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from tests.forms.schemas import ANSWERS, compiled
from yiwang.forms.compiled import CompiledForm
from yiwang.forms.errors import FormInvalid
from yiwang.forms.rendering import Extras
from yiwang.foundation.errors import FieldError

FORM = compiled()
FILE_ID = "01936000-0000-7000-8000-000000000001"

pytestmark = pytest.mark.usefixtures("places")


def page(
    data: dict[str, Any],
    errors: list[FieldError] | None = None,
    extras: Extras | None = None,
    form: CompiledForm = FORM,
) -> BeautifulSoup:
    sections = form.fields(data, errors or [], extras)
    return BeautifulSoup(render_to_string("forms/form.html", {"sections": sections}), "html.parser")


def one(soup: BeautifulSoup, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found


FULL = {
    **ANSWERS,
    "business": "canteen",
    "canteen_kind": "school",
    "pupils": 300,
    "dishes": ["raw"],
    "raw_note": "第一行\n第二行",
    "online": True,
    "address": {"division": "330106109000", "detail": "灵隐路 1 号"},
    "staff": [{"name": "李四", "has_card": True}, {"name": "赵六", "has_card": False}],
    "plans": [FILE_ID],
    "signed": {"name": "王小明", "image": FILE_ID},
}


def test_every_input_has_a_label_and_every_id_is_its_own():
    soup = page(FULL)
    inputs = [tag for tag in soup.select("input,select,textarea") if tag.get("type") != "hidden"]
    labelled = {label["for"] for label in soup.select("label")}
    ids = [tag["id"] for tag in soup.select("[id]")]

    assert [tag for tag in inputs if tag["id"] not in labelled] == []
    assert len(ids) == len(set(ids))


def test_whatever_describes_an_input_is_on_the_page():
    errors = [FieldError("/seats", "required", "请填写“座位数”。")]
    soup = page(FULL, errors)

    described = [tag["aria-describedby"].split() for tag in soup.select("[aria-describedby]")]
    assert [id_ for ids in described for id_ in ids if soup.find(id=id_) is None] == []


def test_an_error_stands_at_its_field():
    soup = page(ANSWERS, [FieldError("/seats", "maximum", "不能大于 500。")])

    seats = one(soup, "#field-seats")
    assert seats["aria-invalid"] == "true"
    assert "field-seats-error" in seats["aria-describedby"]
    assert one(soup, "#field-seats-error").text == "不能大于 500。"


def test_an_error_inside_an_address_stands_at_the_address():
    soup = page(ANSWERS, [FieldError("/address/detail", "required", "请填写详细地址。")])

    assert one(soup, "#field-address-error").text == "请填写详细地址。"


def test_an_error_in_a_row_stands_in_that_row():
    soup = page(FULL, [FieldError("/staff/1/name", "required", "请填写“姓名”。")])

    assert one(soup, "#field-staff-1-name")["aria-invalid"] == "true"
    assert soup.find(id="field-staff-0-name-error") is None


def test_only_fields_that_show_are_on_the_page():
    assert page(ANSWERS).find(id="field-pupils") is None
    assert page(FULL).find(id="field-pupils") is not None


def test_a_field_that_others_wait_for_tells_the_script():
    soup = page(ANSWERS)

    assert one(soup, "#field-business-field").has_attr("data-yw-controls")
    assert not one(soup, "#field-name-field").has_attr("data-yw-controls")


def test_answers_come_back_into_their_inputs():
    soup = page(FULL)

    assert one(soup, "#field-name")["value"] == "王小明"
    assert one(soup, "[name=business][value=canteen]").has_attr("checked")
    assert one(soup, "[name=dishes][value=raw]").has_attr("checked")
    assert not one(soup, "[name=dishes][value=hot]").has_attr("checked")
    # A browser drops the newline right after the tag; this parser does not.
    assert one(soup, "#field-raw_note").text == "\n第一行\n第二行"
    assert one(soup, "[name='staff.1.name']")["value"] == "赵六"
    assert one(soup, "[name='staff.1.has_card'][value=false]").has_attr("checked")
    assert one(soup, "[name=plans][type=checkbox]")["value"] == FILE_ID


def test_what_somebody_typed_cannot_become_part_of_the_page():
    soup = page({**ANSWERS, "name": '"><script>alert(1)</script>'})

    assert soup.find("script") is None
    assert one(soup, "#field-name")["value"] == '"><script>alert(1)</script>'


def test_nonsense_in_place_of_answers_is_drawn_all_the_same():
    nonsense = {name: value for name in FORM.schema["properties"] for value in [{"a": [1]}]}

    assert page(nonsense).select("input")
    assert page({"staff": "x", "plans": 5, "address": [1], "signed": "x", "dishes": {}})


def test_an_address_is_chosen_down_the_tree_of_divisions():
    soup = page(FULL)

    chosen = [tag["value"] for tag in soup.select(".yw-address option[selected]")]
    assert chosen == ["330000000000", "330100000000", "330106000000", "330106109000"]
    assert len(page(ANSWERS).select(".yw-address select")) == 1
    assert one(page(ANSWERS), "[name='address.level1'] option[value='110000000000']")


def test_rows_are_added_and_removed_by_buttons():
    soup = page(FULL)

    assert one(soup, "[name='staff.rows']")["value"] == "2"
    assert [b["value"] for b in soup.select("button[name=_remove]")] == ["staff.0", "staff.1"]
    assert one(soup, "button[name=_add]")["value"] == "staff"
    full = page({**FULL, "staff": [{}] * 3})
    assert full.select("button[name=_add]") == []


def test_a_consent_shows_the_text_that_is_agreed_to():
    schema = {
        "title": "表",
        "required": ["agrees"],
        "properties": {
            "agrees": {
                "x-kind": "boolean",
                "const": True,
                "title": "我同意",
                "x-text": ["第一条 <b>", "第二条"],
            }
        },
    }

    soup = page({}, form=compiled(schema))

    assert [p.text for p in soup.select(".yw-form-text p")] == ["第一条 <b>", "第二条"]
    assert one(soup, "#field-agrees")["type"] == "checkbox"


def test_a_prefilled_field_says_so():
    soup = page(ANSWERS, extras=Extras(prefilled={"name"}))

    assert len(soup.select(".yw-prefilled")) == 1


def test_files_are_shown_by_name_and_kept_by_default():
    soup = page(FULL, extras=Extras(file_names={FILE_ID: "平面图.pdf"}))

    assert "平面图.pdf" in one(soup, ".yw-files").text
    assert one(soup, "#field-plans")["accept"] == ".pdf,.jpg,.jpeg,.png"


def test_numbers_and_phones_bring_up_the_right_keyboard():
    soup = page(ANSWERS)

    assert one(soup, "#field-seats")["inputmode"] == "numeric"
    assert one(soup, "#field-phone")["type"] == "tel"
    assert one(soup, "#field-email")["autocomplete"] == "email"
    assert one(soup, "#field-opens_on")["type"] == "date"


def test_there_is_no_inline_style_or_script():
    soup = page(FULL)

    assert soup.select("[style],script,[onclick]") == []


def test_the_words_follow_the_readers_language():
    with translation.override("en"):
        soup = page(ANSWERS)

    assert "Name of the operator" in one(soup, "label[for=field-name]").text
    assert "Eatery" in soup.text
    assert "联系电话" in soup.text  # no English in the definition


def test_what_the_page_posts_back_is_what_was_filled_in():
    soup = page(FULL)
    post = QueryDict(mutable=True)
    for tag in soup.select("input,textarea"):
        is_off = tag.get("type") in {"checkbox", "radio"} and not tag.has_attr("checked")
        if tag.get("name") and not is_off and tag.get("type") != "file":
            post.appendlist(str(tag["name"]), str(tag.get("value", tag.text)))
    for tag in soup.select("select"):
        chosen = tag.select_one("option[selected]")
        post.appendlist(str(tag["name"]), str(chosen["value"]) if chosen else "")

    assert FORM.validate(FORM.parse(post)) == FORM.validate(FULL)


def test_all_errors_of_a_refusal_have_a_place_on_the_page():
    data = {"seats": "x", "staff": [{"name": "1"}], "address": {"division": "330106000000"}}
    with pytest.raises(FormInvalid) as refusal:
        FORM.validate(data)

    soup = page(data, list(refusal.value.errors))

    assert len(soup.select(".invalid-feedback")) == len(refusal.value.errors)
