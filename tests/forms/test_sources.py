# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Fields that are filled in from a data source, and those that stand as the source says."""

import pytest

from tests.forms.schemas import compiled, one_field
from tests.forms.test_rendering import one, page
from yiwang.forms.definition.completion import complete
from yiwang.forms.rendering import Extras

pytestmark = pytest.mark.usefixtures("places")


def test_a_field_says_which_source_fills_it_in_and_whether_it_is_locked():
    sources = one_field("text", maxLength=50, x_source="household.town", x_locked=True).sources

    assert (sources["value"].source, sources["value"].field) == ("household", "town")
    assert sources["value"].is_locked


@pytest.mark.parametrize(
    "keywords",
    [
        {"x-source": "household"},
        {"x-source": "household.town.street"},
        {"x-source": ["household.town"]},
        {"x-locked": True},
        {"x-source": "household.town", "x-locked": "yes"},
    ],
)
def test_a_source_that_cannot_be_meant_is_a_fault_of_the_form(keywords):
    field = {"x-kind": "text", "title": "住址", "maxLength": 50, **keywords}

    _schema, problems = complete({"title": "表", "properties": {"value": field}})

    assert problems


def test_rows_of_a_group_are_not_filled_in_from_a_source():
    row = {"x-kind": "text", "title": "名", "maxLength": 9, "x-source": "household.town"}
    group = {
        "x-kind": "group",
        "title": "人员",
        "maxItems": 3,
        "items": {"properties": {"name": row}},
    }

    _schema, problems = complete({"title": "表", "properties": {"value": group}})

    assert problems


def test_a_found_value_says_where_from_and_can_still_be_changed():
    form = one_field("text", maxLength=50, x_source="household.town")

    soup = page({"value": "西湖区"}, extras=Extras(found_in={"value": "户籍登记"}), form=form)

    assert "取自户籍登记" in one(soup, "label[for=field-value]").get_text()
    assert one(soup, "input[name=value]")["value"] == "西湖区"


def test_a_locked_value_is_shown_and_has_no_input():
    form = one_field("text", maxLength=50, x_source="household.town", x_locked=True)
    extras = Extras(found_in={"value": "户籍登记"}, locked={"value"})

    soup = page({"value": "西湖区<b>"}, extras=extras, form=form)

    assert soup.select("[name=value]") == []
    assert "西湖区<b>" in one(soup, "#field-value").get_text()


def test_a_form_without_sources_has_none():
    assert compiled().sources == {}
