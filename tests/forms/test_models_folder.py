# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The forms in data/models: published as they stand, in both languages, and filled in."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from yiwang.forms.compiled import CompiledForm
from yiwang.forms.definition.completion import complete
from yiwang.forms.errors import FormInvalid
from yiwang.foundation.codes.test_data import make_test_resident_id, make_test_uscc
from yiwang.foundation.enums import Sex

MODELS = Path(__file__).parents[2] / "data" / "models"
FILES = sorted([*MODELS.rglob("form.json"), *MODELS.rglob("*.form.json")])
TODAY = date(2026, 11, 23)

OWNER = make_test_resident_id(date(1990, 3, 7), 1, Sex.MALE)
SPOUSE = make_test_resident_id(date(1991, 5, 9), 2, Sex.FEMALE)
USCC = make_test_uscc(1)
HOME = {"division": "330106109000", "detail": "灵隐路 1 号"}
VILLAGE = {"division": "110101000000", "detail": "1 号"}
SIGNED = {"name": "王小明"}


def load(file: str | Path) -> CompiledForm:
    completed, problems = complete(json.loads((MODELS / file).read_text("utf-8")))
    assert problems == []
    return CompiledForm(id_=UUID(int=1), code="model", version=1, schema=completed)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(MODELS)))
def test_a_form_may_be_published(file: Path):
    assert load(file).schema["x-sections"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(MODELS)))
def test_every_field_speaks_english_too(file: Path):
    assert _silent(json.loads(file.read_text("utf-8"))) == []


def _silent(part: dict[str, Any]) -> list[str]:
    found = []
    for name, field in part["properties"].items():
        english = field.get("x-en", {})
        if not english.get("title") or ("x-labels" in field) is not ("labels" in english):
            found.append(name)
        if set(english.get("labels", ())) != set(field.get("x-labels", ())):
            found.append(name)
        if field["x-kind"] == "group":
            found += _silent(field["items"])
    return found


RESTAURANT = {
    "operator_name": "杭州市西湖区小明餐饮店",
    "operator_number": USCC,
    "operator_type": "self_employed",
    "representative_name": "王小明",
    "representative_number": OWNER,
    "representative_phone": "13800138000",
    "residence": HOME,
    "premises_address": HOME,
    "premises_area": "86.5",
    "business_kind": "catering",
    "catering_items": ["hot", "cold"],
    "cold_room": "room",
    "makes_cream_cakes": False,
    "sells_online": True,
    "online_platforms": "某外卖平台",
    "safety_manager_name": "李四",
    "safety_manager_number": SPOUSE,
    "safety_manager_is_full_time": "part",
    "staff_count": 4,
    "staff_with_certificates": 3,
    "signature": SIGNED,
    "truthful": True,
}
STALL = {
    "name_kind": "named",
    "trade_name": "杭州市西湖区小明服装店",
    "composition": "family",
    "family_members": [{"name": "李四", "number": SPOUSE, "relation": "spouse"}],
    "operator_name": "王小明",
    "operator_number": OWNER,
    "operator_phone": "13800138000",
    "operator_residence": HOME,
    "place_kind": "network",
    "platform_name": "某电商平台",
    "shop_url": "https://shop.example.com/1",
    "business_scope": "一般项目：服装服饰零售",
    "capital": "50000",
    "employees": 2,
    "contact_name": "王小明",
    "contact_phone": "13800138000",
    "signature": SIGNED,
    "truthful": True,
}
RESIDENT = {
    "applicant_name": "王小明",
    "applicant_number": OWNER,
    "applicant_phone": "13800138000",
    "household_address": VILLAGE,
    "residence_address": HOME,
    "lives_in": "rented",
    "registered_on": "2026-01-05",
    "grounds": ["job", "home"],
    "job_kind": "employed",
    "employer": "杭州某某有限公司",
    "employer_number": USCC,
    "employed_since": "2025-12-01",
    "pays_insurance": True,
    "home_right": "tenant",
    "lease_until": "2027-06-30",
    "truthful": True,
}
HOTEL = {
    "company_name": "杭州某某宾馆",
    "company_number": USCC,
    "representative_name": "王小明",
    "representative_number": OWNER,
    "contact_name": "李四",
    "contact_phone": "0571-87000000",
    "company_address": HOME,
    "premises_address": HOME,
    "place_kind": "lodging",
    "area": "1200",
    "rooms": 40,
    "beds": 62,
    "linen_washing": "own",
    "has_central_air": "no",
    "water_supply": "mains",
    "hygiene_manager": "赵六",
    "hygiene_manager_phone": "13800138001",
    "staff_count": 12,
    "staff_with_certificates": 12,
    "procedure": "commitment",
    "commitment": True,
    "signature": SIGNED,
    "truthful": True,
}
ANSWERS = {
    "food_business_licence": RESTAURANT,
    "individual_business_registration": STALL,
    "residence_permit": RESIDENT,
    "public_place_hygiene_licence": HOTEL,
}
SAME_NAME_TWICE = {"trade_name_backup": STALL["trade_name"]}
CAKES_WITHOUT_ROOM = {"makes_cream_cakes": True, "cold_room": "area"}
ONE_WITHOUT = {"staff_with_certificates": 11}


@pytest.mark.usefixtures("places")
class TestFilledIn:
    @pytest.mark.parametrize("folder", ANSWERS)
    def test_answers_as_people_give_them_are_taken(self, folder: str):
        form = load(f"{folder}/form.json")

        cleaned = form.validate(ANSWERS[folder], today=TODAY)

        assert ANSWERS[folder].keys() <= cleaned.keys()
        assert form.display(cleaned)

    @pytest.mark.parametrize(
        ("folder", "change", "place"),
        [
            ("food_business_licence", {"staff_with_certificates": 5}, "/staff_with_certificates"),
            ("food_business_licence", {"catering_items": ["semi_finished"]}, "/catering_items"),
            ("food_business_licence", CAKES_WITHOUT_ROOM, "/cold_room"),
            ("food_business_licence", {"catering_items": []}, "/catering_items"),
            ("food_business_licence", {"online_platforms": ""}, "/online_platforms"),
            ("food_business_licence", {"business_kind": "canteen"}, "/canteen_of"),
            ("food_business_licence", {"truthful": False}, "/truthful"),
            ("individual_business_registration", SAME_NAME_TWICE, "/trade_name_backup"),
            ("individual_business_registration", {"operator_number": SPOUSE}, "/family_members"),
            ("individual_business_registration", {"shop_url": "shop"}, "/shop_url"),
            ("individual_business_registration", {"place_kind": "premises"}, "/premises_address"),
            ("residence_permit", {"residence_address": VILLAGE}, "/residence_address"),
            ("residence_permit", {"grounds": []}, "/grounds"),
            ("residence_permit", {"grounds": ["study"]}, "/school"),
            ("residence_permit", {"registered_on": "2026-12-01"}, "/registered_on"),
            ("public_place_hygiene_licence", ONE_WITHOUT, "/staff_with_certificates"),
            ("public_place_hygiene_licence", {"commitment": False}, "/commitment"),
            ("public_place_hygiene_licence", {"procedure": "standard"}, "/test_report_on"),
            ("public_place_hygiene_licence", {"linen_washing": "outside"}, "/laundry"),
        ],
    )  # fmt: skip
    def test_answers_that_contradict_the_rules_are_told_at_their_place(
        self, folder: str, change: dict[str, Any], place: str
    ):
        with pytest.raises(FormInvalid) as refusal:
            load(f"{folder}/form.json").validate({**ANSWERS[folder], **change}, today=TODAY)

        assert place in [error.path for error in refusal.value.errors]

    def test_who_changes_the_business_leaves_nothing_of_the_old_one(self):
        shop = {**RESTAURANT, "business_kind": "retail", "retail_items": ["bulk"]}

        cleaned = load("food_business_licence/form.json").validate(shop, today=TODAY)

        assert not {"catering_items", "cold_room", "makes_cream_cakes"} & cleaned.keys()

    def test_a_stall_may_go_without_a_name(self):
        nameless = {key: value for key, value in STALL.items() if not key.startswith("trade_name")}

        load("individual_business_registration/form.json").validate(
            nameless | {"name_kind": "unnamed"}
        )

    def test_a_site_check_is_made_by_two_officers_at_least(self):
        form = load("food_business_licence/food-site-check.form.json")
        points = {
            name: "pass"
            for name, field in form.schema["properties"].items()
            if field.get("enum") == ["pass", "fail", "na"]
        }
        officers = [{"name": "钱一", "badge": "33010001"}, {"name": "孙二", "badge": "33010002"}]
        record = {
            "checked_on": "2026-11-20",
            "officers": officers,
            "applicant_present": "王小明",
            "conclusion": "pass",
            **points,
        }

        assert form.validate(record, today=TODAY)
        with pytest.raises(FormInvalid, match="填写的内容有误") as alone:
            form.validate({**record, "officers": officers[:1]}, today=TODAY)
        with pytest.raises(FormInvalid) as contradiction:
            form.validate({**record, "water": "fail"}, today=TODAY)

        assert [error.path for error in alone.value.errors] == ["/officers"]
        assert [error.path for error in contradiction.value.errors] == ["/conclusion"]
