# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``security/parts.cdx.json``: the parts of others, as CycloneDX, from the lock files alone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "security" / "parts.cdx.json"
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def _python() -> Iterator[dict[str, Any]]:
    text = (ROOT / "requirements" / "base.txt").read_text().replace("\\\n", " ")
    for line in text.splitlines():
        if found := _LOCKED.match(line):
            name, version = found[1].lower().replace("_", "-"), found[2]
            hashes = [{"alg": "SHA-256", "content": one} for one in sorted(_HASH.findall(line))]
            yield _part(f"pkg:pypi/{name}@{version}", name, version, hashes)


def _browser() -> Iterator[dict[str, Any]]:
    locked = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    for place, one in sorted(locked["packages"].items()):
        if place and not one.get("dev"):
            name = place.rpartition("node_modules/")[2]
            address = f"pkg:npm/{name.replace('@', '%40')}@{one['version']}"
            yield _part(address, name, one["version"], [])


def _part(address: str, name: str, version: str, hashes: list[dict[str, str]]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "purl": address,
    }
    return made | ({"hashes": hashes} if hashes else {})


def bill() -> str:
    """Return the list; the same lock files always make the same text."""
    unique = {part["bom-ref"]: part for part in [*_python(), *_browser()]}
    return (
        json.dumps(
            {
                "bomFormat": "CycloneDX",
                "specVersion": "1.6",
                "version": 1,
                "metadata": {"component": {"type": "application", "name": "yiwang"}},
                "components": [unique[ref] for ref in sorted(unique)],
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )
