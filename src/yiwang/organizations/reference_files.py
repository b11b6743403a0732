# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Read the files of reference data under ``data/``; touches no database."""

import csv
import gzip
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from yiwang.organizations.enums import ChangeKind
from yiwang.organizations.errors import BadReferenceData
from yiwang.organizations.naming import Line
from yiwang.organizations.succession import Change, Correction, Holder

NATIONAL = "divisions/national_3level_mca_20260911.csv"
ZHEJIANG = "divisions/zhejiang_4level_mca_20260911.csv"
VILLAGES = "divisions/zhejiang_villages_nbs2023.csv.gz"
CROSSWALK = "divisions/zhejiang_street_crosswalk_nbs2023_mca2026.csv"
CHANGES = "divisions/zhejiang_change_events_1980_2026.json"
CORRECTIONS = "divisions/zhejiang_change_corrections_knowledge.csv"
DEPARTMENTS = "zhejiang/departments_knowledge_2024.csv"
LINES = "zhejiang/department_lines_knowledge.csv"
GUANGAN_LINES = "items/guangan_department_lines_knowledge.csv"

KINDS: Mapping[str, ChangeKind] = {
    "同名改码": ChangeKind.RECODED,
    "码位改派": ChangeKind.REASSIGNED,
    "新设": ChangeKind.FOUNDED,
    "撤销": ChangeKind.ABOLISHED,
    "更名": ChangeKind.RENAMED,
    "区划调整": ChangeKind.ADJUSTED,
    "撤县设市": ChangeKind.CONVERTED,
    "撤县设区": ChangeKind.CONVERTED,
    "撤市设区": ChangeKind.CONVERTED,
    "撤地设市": ChangeKind.CONVERTED,
    "撤区设区": ChangeKind.CONVERTED,
}


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """One division of the Ministry of Civil Affairs' list, with the level of GB/T 39046."""

    code: str
    name: str
    level: int
    parent_code: str


@dataclass(frozen=True, slots=True)
class VillageRow:
    """A village of the statistics bureau's list; ``township_code`` is "" when it has no place."""

    code: str
    name: str
    township_code: str


def divisions(root: Path) -> list[DivisionRow]:
    """Return provinces to counties of the country and the townships of Zhejiang, top down."""
    rows = {row["code"]: row for name in (NATIONAL, ZHEJIANG) for row in _table(root, name)}
    found = [
        DivisionRow(row["code"], row["name"], int(row["level"]) + 1, row["parent"])
        for row in rows.values()
    ]
    return sorted(found, key=lambda row: (row.level, row.code))


def villages(root: Path) -> list[VillageRow]:
    """Return all villages of Zhejiang, each with the current township it belongs to.

    The statistics bureau has street codes of its own. A village has a place when its street was
    matched with a current township, by code and name or by county and name; the others lie in
    development zones, farms and merged townships that the current list does not have.
    """
    townships = {row["nbs2023_code"]: row["mca2026_code"] for row in _table(root, CROSSWALK)}
    return [
        VillageRow(row["code"], row["name"], townships.get(row["streetCode"], ""))
        for row in _table(root, VILLAGES)
    ]


def changes(root: Path) -> list[Change]:
    """Return the published changes, in their order."""
    try:
        return [_change(event) for event in json.loads(_text(root, CHANGES))]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadReferenceData(params={"file": CHANGES, "reason": repr(error)}) from error


def corrections(root: Path) -> list[Correction]:
    """Return what we know better than the published list."""
    return [
        Correction(
            year=int(row["year"]),
            old=Holder(row["old_code"], row["old_name"]),
            new=tuple(Holder(*item.split(":")) for item in row["new_codes"].split(";")),
            founds=_words(row["founds"]),
        )
        for row in _table(root, CORRECTIONS)
    ]


def lines(root: Path) -> list[Line]:
    """Return how departments are named, one entry for each row of the departments list."""
    known = [row["name"] for row in _table(root, DEPARTMENTS)]
    rows = _table(root, LINES)
    if [row["source"] for row in rows] != known:
        reason = f"{LINES} does not follow its rows"
        raise BadReferenceData(params={"file": DEPARTMENTS, "reason": reason})
    return [
        Line(
            number=number,
            line=row["line"],
            province=row["province"],
            city=row["city"],
            county=row["county"],
            district=row["district"],
            short_province=row["short_province"],
            short_local=row["short_local"],
            carries=_words(row["carries"]),
            only=frozenset(_words(row["only"])),
        )
        for number, row in enumerate(rows, start=1)
    ]


def guangan_lines(root: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return name, line and carried lines of the departments of the demonstration district."""
    return [
        (row["department"], row["line"], _words(row["carries"]))
        for row in _table(root, GUANGAN_LINES)
    ]


def _change(event: Mapping[str, dict[str, str | None]]) -> Change:
    old, new = event["old"], event["new"]
    return Change(
        year=int(str(event["year"])),
        kind=KINDS[str(event["type"])],
        level=int(str(event["level"])) + 1,
        old=Holder(old["code"] or "", old["name"] or ""),
        new=Holder(new["code"] or "", new["name"] or ""),
        old_parent=old["parent_code"] or "",
        new_parent=new["parent_code"] or "",
        document_number=str(event["doc_no"] or ""),
        source=str(event.get("source") or ""),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _table(root: Path, name: str) -> Sequence[dict[str, str]]:
    rows = list(_rows(root, name))
    if not rows or None in rows[0] or any(None in row.values() for row in rows):
        raise BadReferenceData(params={"file": name, "reason": "empty or ragged"})
    return rows


def _rows(root: Path, name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(_text(root, name).splitlines())


def _text(root: Path, name: str) -> str:
    try:
        content = (root / name).read_bytes()
        if name.endswith(".gz"):
            content = gzip.decompress(content)
        return content.decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise BadReferenceData(params={"file": name, "reason": str(error)}) from error
