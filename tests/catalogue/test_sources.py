# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The item files as they are turned into base items."""

import csv

import pytest

from tests.catalogue.worlds import DATA
from yiwang.catalogue.checks import base_faults
from yiwang.catalogue.content import BaseContent, read_content
from yiwang.catalogue.enums import ItemType, ProjectType, ServiceObject, is_applied_for
from yiwang.catalogue.errors import DataFileMissing
from yiwang.catalogue.loading import files
from yiwang.catalogue.loading.defaults import result_kind
from yiwang.catalogue.loading.sources import demo_items, home_items, read_models
from yiwang.catalogue.material_enums import Whose
from yiwang.foundation.codes.items import parse_basic_code

GUANGAN_LINES = "items/guangan_department_lines_knowledge.csv"


def national_themes() -> set[tuple[str, str]]:
    lists = files.document(DATA, files.THEMES)
    natural, legal = lists["面向自然人主题(国家,30)"]["v"], lists["面向法人主题(国家,34)"]["v"]
    return {("natural", name) for name in natural} | {("legal", name) for name in legal}


def test_every_item_of_the_province_is_complete() -> None:
    items = home_items(DATA)
    themes = national_themes()

    assert len(items) == 354
    assert [
        (item.keys.local_code, fault.path)
        for item in items
        for fault in base_faults(item.content, themes=themes)
    ] == []


def test_every_real_item_of_the_district_is_complete() -> None:
    lines = {row["department"]: row["line"] for row in files.table(DATA, GUANGAN_LINES)}
    items = demo_items(DATA, lines)
    themes = national_themes()

    assert len(items) == 1135
    assert all(not base_faults(item.content, themes=themes) for item in items)
    assert all(item.content.is_generated for item in items)


def test_the_models_say_of_others_materials_whose_they_are() -> None:
    said = {
        (model.base_item, one.key): one.whose
        for model in read_models(DATA)
        for one in model.base.materials
        if one.whose is not None
    }

    assert len(said) == 61
    assert said["K0152", "spouse_death_record"] == Whose.SPOUSE
    assert said["K0345", "household_register"] == Whose.DECEASED
    assert said["K0140", "vaccination"] == Whose.CHILD
    assert said["K0198", "driver_permit"] == Whose.APPLICANT  # a licence of the one who drives
    assert {key for (_item, key), whose in said.items() if whose == Whose.AGENT} == {
        "authorization",
        "agent_authorization",
        "contact_id",
        "guardian_papers",
    }


@pytest.mark.parametrize("province", ["33", "51"])
def test_basic_codes_are_sound_and_unique(province: str) -> None:
    lines = {row["department"]: row["line"] for row in files.table(DATA, GUANGAN_LINES)}
    items = home_items(DATA) if province == "33" else demo_items(DATA, lines)
    codes = [parse_basic_code(item.keys.code) for item in items]

    assert len({code.code for code in codes}) == len(items)
    assert {code.province for code in codes} == {province}
    assert all(
        code.item_type == item.content.item_type for code, item in zip(codes, items, strict=True)
    )


def test_items_of_own_motion_have_neither_form_nor_process() -> None:
    for item in home_items(DATA):
        applied_for = is_applied_for(item.content.item_type)

        assert bool(item.form_code) == bool(item.process_code) == applied_for
        assert bool(item.content.materials) == applied_for


def test_what_is_derived_is_marked_and_what_is_modelled_is_not() -> None:
    modelled = {model.base_item for model in read_models(DATA)}

    assert len(modelled) == 34
    assert {"K0004", "K0008", "K0043", "K0244"} < modelled
    for item in home_items(DATA):
        derived = item.keys.local_code not in modelled
        assert item.content.is_generated == derived
        assert all(one.is_generated == derived for one in item.content.materials)


def test_the_government_never_asks_for_what_it_can_get() -> None:
    for item in home_items(DATA):
        for material in item.content.materials:
            assert not (material.obtainable and material.is_uploaded)


def test_on_the_spot_means_no_file_to_upload_by_default() -> None:
    for item in home_items(DATA):
        if item.model is None and item.project_type == ProjectType.IMMEDIATE:
            assert not any(material.is_required for material in item.content.materials)


def test_every_phrase_and_fact_names_an_item_that_exists() -> None:
    codes = {row["id"] for row in files.table(DATA, files.ITEMS)}

    for name in (files.SYNONYMS, files.POPULARITY, files.PRESENCE, files.FEES, files.ITEM_THEMES):
        assert {row["item"] for row in files.table(DATA, name)} <= codes, name
    assert len(files.table(DATA, files.SYNONYMS)) >= 150


def test_the_files_are_well_formed_csv() -> None:
    for file in sorted((DATA / "themes").glob("*.csv")) + sorted((DATA / "search").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines, strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}, file.name


def test_a_missing_file_is_named(tmp_path: object) -> None:
    with pytest.raises(DataFileMissing) as refusal:
        files.table(DATA / "nowhere", files.ITEMS)

    assert files.ITEMS in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("营业执照", "10"),
        ("食品经营许可证", "10"),
        ("准予许可决定书", "20"),
        ("环评批复", "20"),
        ("补贴资金", "30"),
        ("", "30"),
    ],
)
def test_the_kind_of_a_result_follows_from_its_name(name: str, kind: str) -> None:
    assert result_kind(name) == kind


def test_derived_elements_survive_being_stored() -> None:
    for item in home_items(DATA)[:40]:
        stored = item.content.model_dump(mode="json", exclude_defaults=True)
        assert read_content(BaseContent, stored) == item.content


def test_licences_name_what_they_lead_to() -> None:
    item = next(one for one in home_items(DATA) if one.keys.local_code == "K0007")

    assert item.content.item_type == ItemType.LICENCE
    assert item.content.service_objects == (ServiceObject.LEGAL,)
    assert item.content.results[0].name == "食品生产许可证"
    assert str(item.content.legal_bases[0].article) == "第三十五条"
