# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import gzip
import json
import shutil

import pytest

from tests.organizations.conftest import DATA
from yiwang.organizations import reference_files
from yiwang.organizations.errors import BadReferenceData


@pytest.fixture
def copy(tmp_path):
    def make(*names):
        for name in names:
            target = tmp_path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(DATA / name, target)
        return tmp_path

    return make


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadReferenceData, match="national_3level"):
        reference_files.divisions(tmp_path)


def test_a_row_that_breaks_off_is_refused(copy):
    root = copy(reference_files.CROSSWALK, reference_files.VILLAGES)
    crosswalk = root / reference_files.CROSSWALK
    crosswalk.write_text(crosswalk.read_text() + "330199,半行\n")

    with pytest.raises(BadReferenceData, match="crosswalk"):
        reference_files.villages(root)


def test_an_archive_that_breaks_off_is_refused(copy):
    root = copy(reference_files.CROSSWALK, reference_files.VILLAGES)
    villages = root / reference_files.VILLAGES
    villages.write_bytes(villages.read_bytes()[:5000])

    with pytest.raises(BadReferenceData, match="villages"):
        reference_files.villages(root)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"code,name\n"], ids=["not text", "no rows"])
def test_a_file_without_rows_is_refused(tmp_path, content):
    target = tmp_path / reference_files.VILLAGES
    target.parent.mkdir(parents=True)
    target.write_bytes(gzip.compress(content))
    shutil.copy(DATA / reference_files.CROSSWALK, tmp_path / reference_files.CROSSWALK)

    with pytest.raises(BadReferenceData):
        reference_files.villages(tmp_path)


@pytest.mark.parametrize(
    "events",
    ["[", "{}x", json.dumps([{"year": 1990}]), json.dumps([{"year": 1990, "type": "飞走"}])],
    ids=["cut off", "not JSON", "fields missing", "unknown kind"],
)
def test_a_change_list_that_cannot_be_read_is_refused(tmp_path, events):
    target = tmp_path / reference_files.CHANGES
    target.parent.mkdir(parents=True)
    target.write_text(events)

    with pytest.raises(BadReferenceData, match="change_events"):
        reference_files.changes(tmp_path)


def test_naming_rules_that_do_not_follow_the_departments_are_refused(copy):
    root = copy(reference_files.DEPARTMENTS, reference_files.LINES)
    lines = root / reference_files.LINES
    kept = lines.read_text().splitlines(keepends=True)
    lines.write_text("".join(kept[:-1]))

    with pytest.raises(BadReferenceData, match="departments_knowledge"):
        reference_files.lines(root)


def test_every_village_whose_street_was_matched_has_a_township():
    villages = reference_files.villages(DATA)

    assert len(villages) == 25_547
    assert sum(1 for village in villages if village.township_code) == 25_228
