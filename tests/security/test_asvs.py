# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""security/asvs.yml is complete, and what it names is there."""

from pathlib import Path

import pytest

from tools import asvs

ROOT = Path(__file__).parents[2]
REQUIREMENTS = asvs.requirements()
ENTRIES = asvs.entries()


def test_every_requirement_of_levels_one_and_two_has_its_entry():
    wanted = {one["req_id"] for one in REQUIREMENTS}

    assert wanted - ENTRIES.keys() == set()
    assert ENTRIES.keys() - wanted == set()
    assert len(wanted) == 253


def test_no_requirement_stands_twice():
    names = [
        line.partition(":")[0]
        for line in (ROOT / "security" / "asvs.yml").read_text().splitlines()
        if line.startswith("V")
    ]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("number", ENTRIES)
def test_an_entry_names_what_is_there(number: str):
    entry = ENTRIES[number]

    assert entry.keys() <= {"tests", "documents", "not_applicable", "gap"}
    assert entry, "an entry names something"
    if "not_applicable" in entry:
        assert entry.keys() == {"not_applicable"}
        assert len(entry["not_applicable"]) >= 8
    if "gap" in entry:
        assert len(entry["gap"]) >= 20
    assert [test for test in entry.get("tests", ()) if test not in asvs.test_names()] == []
    assert [page for page in entry.get("documents", ()) if not asvs.is_there(page)] == []


def test_every_gap_stands_in_the_roadmap():
    roadmap = (ROOT / "docs" / "roadmap.md").read_text()

    missing = [
        number for number, entry in ENTRIES.items() if "gap" in entry and number not in roadmap
    ]
    assert missing == []


def test_what_the_file_does_not_know_is_found():
    """The check itself: a name that nobody gave to a test, and a page or a heading that is not."""
    assert "tests/security/test_asvs.py::test_that_nobody_wrote" not in asvs.test_names()
    assert not asvs.is_there("docs/handbook/nowhere.md")
    assert not asvs.is_there("docs/handbook/security-policy.md#no-such-heading")
    assert "tests/security/test_asvs.py::test_no_requirement_stands_twice" in asvs.test_names()
