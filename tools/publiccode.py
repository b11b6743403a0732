# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""publiccode.yml holds what the standard wants (publiccode.yml 0.5.0)."""

import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parents[1] / "publiccode.yml"
NEEDED = (
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
)
STATES = {"concept", "development", "beta", "stable", "obsolete"}
TYPES = re.compile(
    r"standalone/(mobile|iot|desktop|web|backend|other)|addon|library|configurationFiles"
)


def faults(content: dict[str, Any]) -> list[str]:
    """Return what is wrong, one sentence each."""
    if wrong := [f"{key} is missing" for key in NEEDED if key not in content]:
        return wrong
    wrong = [f"description.{sentence}" for sentence in _description_faults(content)]
    if content["developmentStatus"] not in STATES:
        wrong.append("developmentStatus is none of the standard's")
    if not TYPES.fullmatch(content["softwareType"]):
        wrong.append("softwareType is none of the standard's")
    if not isinstance(content.get("releaseDate", date.min), date):
        wrong.append("releaseDate is not a date")
    if content["legal"].get("license") != "Apache-2.0":
        wrong.append("legal.license is not ours")
    if content["maintenance"].get("type") not in {"internal", "contract", "community", "none"}:
        wrong.append("maintenance.type is none of the standard's")
    if not content["localisation"].get("availableLanguages"):
        wrong.append("localisation.availableLanguages is empty")
    return wrong


def _description_faults(content: dict[str, Any]) -> list[str]:
    return [
        f"{language}: {sentence}"
        for language, text in content["description"].items()
        for sentence in _text_faults(text)
    ]


def _text_faults(text: dict[str, Any]) -> list[str]:
    wrong = []
    if not 1 <= len(text.get("shortDescription", "")) <= 150:
        wrong.append("shortDescription has 1 to 150 characters")
    if not 150 <= len(text.get("longDescription", "")) <= 10_000:
        wrong.append("longDescription has 150 to 10,000 characters")
    if not text.get("features"):
        wrong.append("features is empty")
    return wrong


def main() -> int:
    wrong = faults(yaml.safe_load(FILE.read_text()))
    for sentence in wrong:
        print(f"publiccode.yml: {sentence}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
