# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Compare the parts of others with advisories, and say which are to be replaced by when.

``python -m tools.advisories --file PyPI.zip --file npm.zip`` reads advisories from files, on a
machine without a network: folders or archives of OSV records, as osv.dev publishes them (an
``all.zip`` an ecosystem). ``--network`` asks the service itself. Nothing known to be overdue ends
with 0; a part that is overdue, or that nobody could say anything about, ends with 1.

The days are those of the security policy: 2 for critical holes, 14 for high ones, 60 for others.
What was looked at and does not concern us stands in ``security/advisories.yml`` with a reason and
a day until which it counts.
"""

import argparse
import json
import re
import sys
import urllib.request
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from packaging.version import InvalidVersion, Version

from tools import parts

ROOT = Path(__file__).resolve().parents[1]
ACCEPTED = ROOT / "security" / "advisories.yml"
SERVER = "https://api.osv.dev"
ECOSYSTEMS = {"pypi": "PyPI", "npm": "npm"}
DAYS = {"CRITICAL": 2, "HIGH": 14}
DAYS_OF_OTHERS = 60
BATCH = 500
_SEMVER = re.compile(r"v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?")


class NothingToCompareWith(Exception):
    """The advisories say nothing of a whole ecosystem: nothing found would mean nothing."""


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A part of others, in the version that is locked."""

    ecosystem: str
    name: str
    version: str

    @property
    def purl(self) -> str:
        kind = next(kind for kind, name in ECOSYSTEMS.items() if name == self.ecosystem)
        return f"pkg:{kind}/{self.name.replace('@', '%40')}@{self.version}"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """An advisory that concerns a part.

    :param due_on: the day by which the part is replaced
    :param fixed_in: versions that are not concerned any more
    """

    due_on: date
    part: Part
    advisory: str
    severity: str
    fixed_in: tuple[str, ...]

    def said(self, today: date) -> str:
        state = "OVERDUE" if self.due_on < today else "due"
        fixed = f", fixed in {', '.join(self.fixed_in)}" if self.fixed_in else ""
        part = f"{self.part.name} {self.part.version}"
        return f"{state} {self.due_on}  {self.advisory}  {self.severity.lower()}  {part}{fixed}"


def locked_parts() -> list[Part]:
    """Return the parts that the bill of materials names."""
    listed = json.loads(parts.bill())["components"]
    found = []
    for one in listed:
        kind = one["purl"].removeprefix("pkg:").partition("/")[0]
        found.append(Part(ECOSYSTEMS[kind], one["name"], one["version"]))
    return sorted(found)


def compare(
    locked: Sequence[Part], records: Iterable[Mapping[str, Any]], *, today: date
) -> list[Finding]:
    """Return what concerns the locked parts, what is due first at the top.

    :raises NothingToCompareWith: there is no advisory at all about an ecosystem
    """
    by_name: dict[tuple[str, str], list[Part]] = {}
    for part in locked:
        by_name.setdefault((part.ecosystem, _normal(part.name)), []).append(part)
    seen: Counter[str] = Counter()
    found = set()
    for record in records:
        for affected in record.get("affected", ()):
            package = affected.get("package", {})
            ecosystem = str(package.get("ecosystem", "")).partition(":")[0]
            seen[ecosystem] += 1
            for part in by_name.get((ecosystem, _normal(str(package.get("name", "")))), ()):
                if "withdrawn" not in record and concerns(affected, part):
                    found.add(_finding(record, affected, part, today))
    if silent := {part.ecosystem for part in locked} - seen.keys():
        raise NothingToCompareWith(f"no advisory about anything of {', '.join(sorted(silent))}")
    return sorted(found)


def concerns(affected: Mapping[str, Any], part: Part) -> bool:
    """Tell whether a version is among those that an advisory names."""
    if part.version in affected.get("versions", ()):
        return True
    ranges = [one for one in affected.get("ranges", ()) if one.get("type") != "GIT"]
    return any(_is_within(one.get("events", ()), part) for one in ranges)


def _is_within(events: Sequence[Mapping[str, str]], part: Part) -> bool:
    here, is_in = _ordered(part.ecosystem, part.version), False
    if here is None:
        return True  # a version that nobody can order is looked at by a person
    for event in sorted(events, key=lambda one: _place(part.ecosystem, one)):
        ((kind, value),) = list(event.items())[:1]
        there = _ordered(part.ecosystem, value)
        if kind == "introduced":
            is_in = is_in or value == "0" or (there is not None and here >= there)
        elif there is not None and (here > there if kind == "last_affected" else here >= there):
            is_in = False
    return is_in


def _place(ecosystem: str, event: Mapping[str, str]) -> tuple[Any, int]:
    ((kind, value),) = list(event.items())[:1]
    lowest = _ordered(ecosystem, "0.0.0")
    return (lowest if value == "0" else _ordered(ecosystem, value) or lowest, kind != "introduced")


def _ordered(ecosystem: str, version: str) -> Any:
    """Return something that orders versions as an ecosystem does; None when it cannot."""
    if ecosystem == "PyPI":
        try:
            return Version(version)
        except InvalidVersion:
            return None
    found = _SEMVER.fullmatch(version)
    if found is None:
        return None
    before = tuple(
        (0, int(one), "") if one.isdigit() else (1, 0, one)
        for one in (found[4] or "").split(".")
        if one
    )
    return (int(found[1]), int(found[2]), int(found[3]), not before, before)


def _finding(
    record: Mapping[str, Any], affected: Mapping[str, Any], part: Part, today: date
) -> Finding:
    told = str(record.get("database_specific", {}).get("severity", "")).upper()
    days = DAYS.get(told, DAYS_OF_OTHERS)
    published = str(record.get("published", ""))[:10]
    known_on = date.fromisoformat(published) if published else today
    fixed = {
        event["fixed"]
        for one in affected.get("ranges", ())
        for event in one.get("events", ())
        if "fixed" in event and one.get("type") != "GIT"
    }
    due_on = known_on + timedelta(days=days)
    return Finding(due_on, part, str(record["id"]), told or "UNRATED", tuple(sorted(fixed)))


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower() if not name.startswith("@") else name.lower()


# ── where advisories come from


def records_in(path: Path) -> Iterator[dict[str, Any]]:
    """Return the records of a folder, an archive or a single file."""
    if path.is_dir():
        for one in sorted(path.rglob("*.json")):
            yield json.loads(one.read_bytes())
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    yield json.loads(archive.read(name))
    else:
        yield json.loads(path.read_bytes())


def records_of_service(locked: Sequence[Part], *, server: str) -> Iterator[dict[str, Any]]:
    """Ask the service about every part; an answer that leaves one out is a failure."""
    asked: set[str] = set()
    for start in range(0, len(locked), BATCH):
        batch = locked[start : start + BATCH]
        queries = {"queries": [{"package": {"purl": part.purl}} for part in batch]}
        answers = _fetched(f"{server}/v1/querybatch", queries)["results"]
        if len(answers) != len(batch):
            raise NothingToCompareWith("the service has left parts out")
        asked |= {one["id"] for answer in answers for one in answer.get("vulns", ())}
    for ecosystem in {part.ecosystem for part in locked}:
        yield {"id": "", "affected": [{"package": {"ecosystem": ecosystem, "name": ""}}]}
    for identity in sorted(asked):
        yield _fetched(f"{server}/v1/vulns/{identity}")


def _fetched(address: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(  # noqa: S310 - the address is an operator's
        address, data=data, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        found: dict[str, Any] = json.load(answer)
    return found


def accepted(text: str, *, today: date) -> set[str]:
    """Return the advisories that somebody has looked at and that do not concern us, for now."""
    listed: dict[str, dict[str, Any]] = yaml.safe_load(text) or {}
    for identity, entry in listed.items():
        if len(str(entry.get("reason", ""))) < 20 or not isinstance(entry.get("until"), date):
            raise ValueError(f"{identity} needs a reason and a day until which it counts.")
    return {identity for identity, entry in listed.items() if entry["until"] >= today}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--file", type=Path, action="append", default=[], help="OSV records")
    parser.add_argument("--network", action="store_true", help="ask the service")
    parser.add_argument("--server", default=SERVER, help="address of the service")
    options = parser.parse_args(arguments)
    if bool(options.file) == options.network:
        parser.error("name --file, once or more, or --network")
    today = datetime.now(UTC).date()
    locked = locked_parts()
    records = (
        records_of_service(locked, server=options.server)
        if options.network
        else (record for path in options.file for record in records_in(path))
    )
    try:
        findings = compare(locked, records, today=today)
        known = accepted(ACCEPTED.read_text(), today=today)
    except (NothingToCompareWith, OSError, ValueError, KeyError) as error:
        print(f"advisories: {error}", file=sys.stderr)
        return 1
    open_ones = [one for one in findings if one.advisory not in known]
    print("\n".join(one.said(today) for one in open_ones) or "nothing known")
    print(
        f"{len(locked)} parts, {len(open_ones)} findings, {len(findings) - len(open_ones)} accepted"
    )
    return 1 if any(one.due_on < today for one in open_ones) else 0


if __name__ == "__main__":
    sys.exit(main())
