# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The order of the rooms, as import-linter sees it."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def contracts() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]


def test_every_contract_is_kept():
    answer = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stdout


def test_no_contract_has_exceptions():
    assert "ignore_imports" not in str(contracts())


def test_every_room_stands_in_the_inner_contract():
    rooms = {f"yiwang.{path.parent.name}" for path in (ROOT / "src/yiwang").glob("*/models*")}
    inner = next(c for c in contracts()["contracts"] if "verbs know nouns" in c["name"])

    assert rooms <= set(inner["containers"]) | {"yiwang.foundation", "yiwang.workflow"}
