# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue.worlds import base_content, list_content
from yiwang.catalogue.content import (
    BaseContent,
    ImplementationContent,
    ItemModel,
    TimeLimit,
    dump_content,
    read_content,
)
from yiwang.catalogue.enums import LimitUnit
from yiwang.catalogue.errors import ContentInvalid
from yiwang.catalogue.versions import content_digest
from yiwang.foundation.canonical import canonical_json


def test_complete_elements_are_read_and_stored_without_loss() -> None:
    content = read_content(BaseContent, base_content())

    assert read_content(BaseContent, dump_content(content)) == content


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"colour": "red"}, "/colour"),
        ({"name": ""}, "/name"),
        ({"name": "x" * 301}, "/name"),
        ({"name": "摊位\x00登记"}, "/name"),
        ({"name": "摊位\u202e登记"}, "/name"),
        ({"name": 5}, "/name"),
        ({"item_type": "99"}, "/item_type"),
        ({"service_objects": []}, "/service_objects"),
        ({"service_objects": ["dog"]}, "/service_objects/0"),
        ({"exercise_levels": ["1"]}, "/exercise_levels/0"),
        ({"statutory_limit": {"amount": -1}}, "/statutory_limit/amount"),
        ({"statutory_limit": {"amount": 1001}}, "/statutory_limit/amount"),
        ({"statutory_limit": {"amount": 5, "unit": "fortnight"}}, "/statutory_limit/unit"),
        ({"materials": [{"key": "Bad Key", "name": "x"}]}, "/materials/0/key"),
        ({"materials": [{"key": "a", "name": "x", "formats": ["exe"]}]}, "/materials/0/formats/0"),
        ({"materials": [{"key": "a", "name": "x", "max_files": 0}]}, "/materials/0/max_files"),
        ({"materials": [{"key": "a", "name": "x", "whose": "cat"}]}, "/materials/0/whose"),
    ],
)
def test_a_wrong_element_is_named_by_its_place(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(ContentInvalid) as refusal:
        read_content(BaseContent, base_content(**changes))

    assert [error.path for error in refusal.value.errors] == [path]
    assert all(error.message for error in refusal.value.errors)


def test_a_missing_element_is_named() -> None:
    content = base_content()
    del content["item_type"]

    with pytest.raises(ContentInvalid) as refusal:
        read_content(BaseContent, content)

    assert [error.path for error in refusal.value.errors] == ["/item_type"]


def test_all_wrong_elements_are_told_at_once() -> None:
    with pytest.raises(ContentInvalid) as refusal:
        read_content(BaseContent, base_content(item_type="99", name="", colour=1))

    assert len(refusal.value.errors) == 3


def test_two_materials_never_share_a_key() -> None:
    twice = [{"key": "plan", "name": "图一"}, {"key": "plan", "name": "图二"}]

    with pytest.raises(ContentInvalid) as refusal:
        read_content(BaseContent, base_content(materials=twice))

    assert "材料" in refusal.value.errors[0].message


HOSTILE = [None, 5, "text", [], {"name": "\ud800"}, {"name": 10**40}, {"a": object()}]


@pytest.mark.parametrize("value", HOSTILE)
def test_what_is_no_content_at_all_is_refused(value: object) -> None:
    with pytest.raises(ContentInvalid):
        read_content(BaseContent, value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=10,
)


@given(JSON)
def test_any_json_is_read_or_refused_with_places(value: object) -> None:
    try:
        content = read_content(ImplementationContent, value)
    except ContentInvalid:
        return
    assert read_content(ImplementationContent, dump_content(content)) == content


def test_limits_in_different_units_can_be_compared() -> None:
    week = TimeLimit(amount=5)

    assert week.weight == TimeLimit(amount=7, unit=LimitUnit.DAY).weight
    assert week.weight < TimeLimit(amount=1, unit=LimitUnit.MONTH).weight
    assert TimeLimit(amount=1, unit=LimitUnit.YEAR).workdays == 250


def test_the_defaults_of_elements_never_change() -> None:
    """What is published leaves out what stands at its default; a new default would rewrite it."""
    fields = {name: field.default for name, field in ImplementationContent.model_fields.items()}

    assert fields == {
        "promise_limit": None,
        "project_type": "2",
        "visits": 0,
        "visit_reason": "",
        "handling_forms": ("1",),
        "online_depth": 1,
        "is_online": False,
        "is_mobile": False,
        "is_bookable": False,
        "is_pay_online": False,
        "is_express": False,
        "is_terminal": False,
        "cross_region": (),
        "result_delivery": (),
        "fees": (),
        "spared_materials": (),
        "waived_fees": (),
        "intermediaries": (),
        "joint_departments": (),
        "body_nature": "1",
        "entrusted_by": "",
        "is_in_hall": False,
        "is_single_login": False,
        "is_app_single_login": False,
        "online_url": "",
        "mobile_url": "",
        "local_topics": (),
        "assurance_level": None,
        "address": "",
        "hours": "",
        "consult_phone": "",
        "complaint_phone": "",
        "counter": "",
    }


def test_the_defaults_of_the_base_layer_never_change() -> None:
    read = read_content(BaseContent, base_content())

    assert read.model_dump(mode="json", exclude=set(base_content())) == {
        "power_source": "1",
        "mode": "standard",
        "assurance_level": None,
        "commitment_text": "",
        "commitment_when": "",
        "promised_materials": [],
        "trust_first_text": "",
        "originals": [],
        "deferral_workdays": 10,
        "limit_basis": "",
        "promise_ceiling": None,
        "max_visits": None,
        "review_level": None,
        "review_line": "",
        "review_place": "",
        "review_workdays": 20,
        "review_stages": [],
        "follow_ups": [],
        "fees": [],
        "special_procedures": [],
        "quantity_limit": "",
        "topics": [],
        "faqs": [],
        "remedies": "",
        "responsibilities": [],
        "penalty_method": "",
        "levy_kind": "",
        "levy_is_reducible": False,
        "is_generated": False,
    }


def test_the_defaults_of_materials_never_change() -> None:
    content = read_content(BaseContent, base_content())

    assert content.materials[0].model_dump(mode="json", exclude={"key", "name"}) == {
        "kind": "3",
        "necessity": "required",
        "source": "10",
        "whose": None,
        "formats": ["pdf", "jpg", "png"],
        "max_files": 5,
        "paper_copies": 0,
        "paper_format": "",
        "note": "",
        "standard": "",
        "sample": "",
        "issuer": "",
        "legal_basis": "",
        "from_form": False,
        "obtainable": False,
        "when": "",
        "licence_type": "",
        "is_generated": False,
        "reuse_months": 12,
    }


@pytest.mark.parametrize(
    ("changes", "uploaded", "required"),
    [
        ({}, True, True),
        ({"necessity": "optional"}, True, False),
        ({"necessity": "deferrable"}, True, False),
        ({"from_form": True}, False, False),
        ({"obtainable": True}, False, False),
    ],
)
def test_only_what_must_be_uploaded_is_required(
    changes: dict[str, Any], uploaded: bool, required: bool
) -> None:
    material = {"key": "plan", "name": "平面图"} | changes
    (read,) = read_content(BaseContent, base_content(materials=[material])).materials

    assert (read.is_uploaded, read.is_required) == (uploaded, required)


@pytest.mark.parametrize(
    ("whose", "is_of_another"),
    [(None, False), ("applicant", False), ("spouse", True), ("deceased", True), ("other", True)],
)
def test_whose_a_material_is_is_stored_as_said(whose: str | None, is_of_another: bool) -> None:
    material = {"key": "record", "name": "婚姻状况信息"} | ({"whose": whose} if whose else {})
    content = read_content(BaseContent, base_content(materials=[material]))

    assert content.materials[0].is_of_another is is_of_another
    assert dump_content(content)["materials"] == [material]


def test_a_model_file_holds_both_layers() -> None:
    model = read_content(
        ItemModel,
        {
            "base_item": "K0001",
            "form_code": "shop",
            "process_code": "default-promise",
            "base": base_content(),
            "implementation": list_content(),
        },
    )

    assert model.base.name == "摊位登记"
    assert model.implementation.is_online


@given(JSON)
def test_the_digest_is_that_of_the_canonical_form(value: object) -> None:
    try:
        stored = dump_content(read_content(ImplementationContent, value))
    except ContentInvalid:
        stored = dump_content(read_content(BaseContent, base_content()))

    assert content_digest(stored) == hashlib.sha256(canonical_json(stored)).hexdigest()
