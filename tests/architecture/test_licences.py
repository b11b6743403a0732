# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Every file says under which licence it is, as REUSE wants; other people's data keep theirs."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ANNOTATIONS = tomllib.loads((ROOT / "REUSE.toml").read_text())["annotations"]
# REUSE-IgnoreStart
OWN = re.compile(r"SPDX-License-Identifier: ([A-Za-z0-9.-]+)")
# REUSE-IgnoreEnd


def tracked() -> list[str]:
    answer = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = [name for name in answer.stdout.split("\0") if name]
    files = [name for name in names if not name.startswith("LICENSE") and (ROOT / name).is_file()]
    return [name for name in files if (ROOT / name).stat().st_size]


def matches(pattern: str, name: str) -> bool:
    """Match as REUSE does: one star stays in a folder, two go through all."""
    parts = [
        ".*" if part == "**" else "[^/]*" if part == "*" else re.escape(part)
        for part in re.split(r"(\*\*|\*)", pattern)
    ]
    return re.fullmatch("".join(parts), name) is not None


def expression_of(name: str) -> str:
    """Return the licence of a file: of its header, else of the last entry that names it."""
    with (ROOT / name).open("rb") as file:
        header = OWN.search(file.read(600).decode(errors="replace"))
    if header:
        return header[1]
    found = ""
    for entry in ANNOTATIONS:
        paths = entry["path"] if isinstance(entry["path"], list) else [entry["path"]]
        if any(matches(path, name) for path in paths):
            found = entry["SPDX-License-Identifier"]
    return found


def test_every_file_has_a_licence_whose_text_is_here():
    expressions = {name: expression_of(name) for name in tracked()}

    assert [name for name, expression in expressions.items() if not expression] == []
    used = {part for expression in expressions.values() for part in expression.split(" AND ")}
    assert used == {path.stem for path in (ROOT / "LICENSES").glob("*.txt")}


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("data/security/asvs-5.0.0.json", "CC-BY-SA-4.0"),
        ("data/divisions/zhejiang_4level_mca_20260911.csv", "CC-BY-4.0"),
        ("data/divisions/zhejiang_villages_nbs2023.csv.gz", "MIT"),
        ("data/calendar/cn_holidays_exceptions_2014_2026.csv", "MIT"),
        ("data/laws/law_articles.jsonl.gz", "LicenseRef-Public-Facts"),
        ("data/models/steps/step-audit.form.json", "Apache-2.0"),
        ("src/yiwang/cases/states.py", "Apache-2.0"),
    ],
)
def test_other_people_s_data_keep_their_licence(name: str, expression: str):
    assert expression_of(name) == expression


def test_every_data_file_has_its_source():
    told = (ROOT / "data" / "SOURCES.md").read_text()
    files = [Path(name) for name in tracked() if name.startswith("data/")]
    folders = {"models", "themes"}  # told as a whole

    untold = [
        str(path)
        for path in files
        if path.parts[1] not in folders and path.name not in told and path.name != "SOURCES.md"
    ]

    assert untold == []
