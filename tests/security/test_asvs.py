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

    assert asvs.faults_of(entry) == []
    assert [test for test in entry.get("tests", ()) if test not in asvs.test_names()] == []
    assert [page for page in entry.get("documents", ()) if not asvs.is_there(page)] == []


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"gap": "This is still to be built, some day, by somebody."},
        {"tests": ["tests/security/test_asvs.py::x"], "gap": "Half of it is missing still."},
        {"not_applicable": "No."},
        {"not_applicable": "There is nothing of the kind.", "tests": ["t"]},
        {"reason": "We have chosen another way, and for good.", "tests": ["t"]},
        {"reason": "Elsewhere.", "source": "GB/T 22239-2019", "tests": ["t"]},
        {"reason": "We have chosen another way, and for good.", "source": "a law somewhere"},
    ],
)
def test_an_entry_that_answers_nothing_fails(entry: dict[str, str]):
    assert asvs.faults_of(entry) != []


def test_what_the_file_does_not_know_is_found():
    """The check itself: a name that nobody gave to a test, and a page or a heading that is not."""
    assert "tests/security/test_asvs.py::test_that_nobody_wrote" not in asvs.test_names()
    assert not asvs.is_there("docs/handbook/nowhere.md")
    assert not asvs.is_there("docs/handbook/security-policy.md#no-such-heading")
    assert "tests/security/test_asvs.py::test_no_requirement_stands_twice" in asvs.test_names()
