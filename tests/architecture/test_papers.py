# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The papers are there, current, and numbered."""

import re
from pathlib import Path

import pytest

from tools import publiccode, references

ROOT = Path(__file__).parents[2]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))


@pytest.mark.parametrize(
    "path", sorted(references.pages()), ids=lambda path: str(path.relative_to(ROOT))
)
def test_a_generated_page_is_current(path: Path):
    assert path.exists(), "run: make fix"
    assert path.read_text() == references.pages()[path], "run: make fix"


def test_no_drawing_is_left_of_a_table_that_is_gone():
    made = set((ROOT / "docs" / "workflows").glob("*-*.*"))

    assert made <= set(references.pages())


def test_decisions_are_numbered_without_gaps_or_doubles():
    numbers = [int(path.name[:4]) for path in DECISIONS]

    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_one_screen_of_context_decision_consequences(path: Path):
    text = path.read_text()

    assert len(text.splitlines()) <= 60
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert text.startswith(f"# {path.name[:4]} ")


def test_the_glossary_gives_each_term_once_in_both_languages():
    lines = (ROOT / "docs" / "glossary.md").read_text().splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:2] == "| "
    ]
    terms = [row for row in rows if row[0] not in {"English", "---"}]

    assert len(terms) >= 60
    assert all(len(row) == 3 and all(row) for row in terms)
    assert len({row[0] for row in terms}) == len(terms)


def test_publiccode_holds_what_the_standard_wants():
    import yaml

    assert publiccode.faults(yaml.safe_load(publiccode.FILE.read_text())) == []


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_locked_requirements_have_hashes_and_no_address(name: str):
    text = (ROOT / "requirements" / name).read_text()
    pinned = re.findall(r"^[a-z0-9._-]+(?:\[[^]]+\])?==", text, re.MULTILINE | re.IGNORECASE)

    assert pinned
    assert "://" not in text
    assert "--find-links" not in text
    blocks = re.split(r"\n(?=[a-z0-9])", text, flags=re.IGNORECASE)
    assert all("--hash=sha256:" in block for block in blocks if "==" in block)


def test_the_front_end_s_lock_holds_no_address():
    lock = ROOT / "frontend" / "package-lock.json"

    assert '"resolved"' not in lock.read_text()
