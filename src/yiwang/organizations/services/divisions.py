# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Load divisions, villages and changes; loading twice changes nothing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from yiwang.foundation.actors import Actor
from yiwang.foundation.enums import DivisionLevel
from yiwang.organizations import policies, reference_files
from yiwang.organizations.bulk import upsert
from yiwang.organizations.models import Division, DivisionSuccession
from yiwang.organizations.reference_files import DivisionRow
from yiwang.organizations.services.loading import (
    LoadReport,
    Progress,
    Row,
    finish,
    silent,
    told,
)
from yiwang.organizations.succession import (
    Change,
    Correction,
    Succession,
    past_divisions,
    successions,
)

DEMO_DISTRICT = "511602000000"

_COLUMNS = (
    "code",
    "name",
    "level",
    "parent_id",
    "province_code",
    "city_code",
    "county_code",
    "is_demo",
)
_PAST_COLUMNS = (*_COLUMNS, "valid_from", "valid_to")
_CHANGE_COLUMNS = (
    "number",
    "year",
    "kind",
    "level",
    "old_code",
    "old_name",
    "new_code",
    "new_name",
    "document_number",
    "source",
)


def load_divisions(
    *, root: Path, actor: Actor, at: datetime, progress: Progress = silent
) -> LoadReport:
    """Load provinces to counties of the country, and the townships of Zhejiang.

    :param root: the folder ``data/``
    :raises BadReferenceData: a file is missing or not what it should be
    """
    policies.check_can(actor, policies.Action.LOAD_REFERENCE_DATA)
    rows = reference_files.divisions(root)
    parents = {row.code: row.parent_code for row in rows}
    levels = {row.code: row.level for row in rows}
    with transaction.atomic():
        changed = upsert(
            "organizations_division",
            columns=_COLUMNS,
            key="code",
            rows=told((_division(row, parents, levels) for row in rows), len(rows), progress),
        )
        return finish("divisions", LoadReport(len(rows), changed), actor=actor, at=at)


def load_villages(
    *, root: Path, actor: Actor, at: datetime, progress: Progress = silent
) -> LoadReport:
    """Load the villages of Zhejiang whose township is a current one; load divisions first.

    The report's ``left_out`` holds the codes of the others.

    :raises BadReferenceData: a file is missing or not what it should be
    """
    policies.check_can(actor, policies.Action.LOAD_REFERENCE_DATA)
    villages = reference_files.villages(root)
    townships = Division.objects.current().filter(level=DivisionLevel.TOWNSHIP).order_by()
    above = {
        code: ancestors
        for code, *ancestors in townships.values_list(
            "code", "province_code", "city_code", "county_code"
        )
    }
    placed = [village for village in villages if village.township_code in above]
    left_out = tuple(v.code for v in villages if v.township_code not in above)
    rows = (
        (
            v.code,
            v.name,
            DivisionLevel.VILLAGE.value,
            v.township_code,
            *above[v.township_code],
            False,
        )
        for v in placed
    )
    with transaction.atomic():
        changed = upsert(
            "organizations_division",
            columns=_COLUMNS,
            key="code",
            rows=told(rows, len(placed), progress),
        )
        report = LoadReport(len(villages), changed, left_out)
        return finish("villages", report, actor=actor, at=at)


def load_changes(
    *, root: Path, actor: Actor, at: datetime, progress: Progress = silent
) -> LoadReport:
    """Load all changes since 1980, the divisions that ended, and where each is found today.

    Load divisions first. The report's ``left_out`` holds codes that lead nowhere.

    :raises BadReferenceData: a file is missing or not what it should be
    """
    policies.check_can(actor, policies.Action.LOAD_REFERENCE_DATA)
    changes = reference_files.changes(root)
    corrections = reference_files.corrections(root)
    progress(0, len(changes))
    with transaction.atomic():
        current = set(Division.objects.current().order_by().values_list("code", flat=True))
        found = list(successions(changes, corrections, current))
        changed = _store_changes(changes)
        changed += _store_past(changes, found, current)
        changed += _store_beginnings(changes, corrections, current)
        _store_successions(found)
        left_out = tuple(s.holder.code for s in found if not s.successors)
        report = LoadReport(len(changes), changed, left_out)
        finish("changes", report, actor=actor, at=at)
    progress(len(changes), len(changes))
    return report


def _division(row: DivisionRow, parents: Mapping[str, str], levels: Mapping[str, int]) -> Row:
    by_level = {row.level: row.code}
    code = parents[row.code]
    while code:
        by_level[levels[code]] = code
        code = parents[code]
    return (
        row.code,
        row.name,
        row.level,
        row.parent_code or None,
        by_level[DivisionLevel.PROVINCE],
        by_level.get(DivisionLevel.CITY, ""),
        by_level.get(DivisionLevel.COUNTY, ""),
        row.code == DEMO_DISTRICT,
    )


def _store_changes(changes: Sequence[Change]) -> int:
    rows = (
        (
            number,
            change.year,
            change.kind.value,
            change.level,
            *change.old,
            *change.new,
            change.document_number,
            change.source,
        )
        for number, change in enumerate(changes, start=1)
    )
    return upsert("organizations_division_change", columns=_CHANGE_COLUMNS, key="number", rows=rows)


def _store_past(
    changes: Sequence[Change], found: Sequence[Succession], current: Collection[str]
) -> int:
    return upsert(
        "organizations_division",
        columns=_PAST_COLUMNS,
        key="code",
        rows=_past_rows(changes, found, current),
    )


def _past_rows(
    changes: Sequence[Change], found: Sequence[Succession], current: Collection[str]
) -> Iterator[Row]:
    past = {division.holder.code: division for division in past_divisions(changes, found)}
    known = {*current, *past}
    for code, division in past.items():
        if code in current:
            continue
        city = code[:4].ljust(12, "0")
        province = code[:2].ljust(12, "0")
        above = (division.parent_code, city, province)
        parent = next(c for c in above if c in known and c != code)
        yield (
            code,
            division.holder.name,
            division.level,
            parent,
            province,
            city if division.level > DivisionLevel.CITY and city in known else "",
            "",
            False,
            date(division.began_in, 1, 1) if division.began_in else None,
            date(division.ended_in, 1, 1),
        )


def _store_beginnings(
    changes: Sequence[Change], corrections: Sequence[Correction], current: Collection[str]
) -> int:
    began = {c.new.code: c.year for c in changes if c.new.code in current and c.new != c.old}
    began |= {code: c.year for c in corrections for code in c.founds}
    divisions = [
        division
        for division in Division.objects.filter(code__in=began).order_by("code")
        if division.valid_from != date(began[division.code], 1, 1)
    ]
    for division in divisions:
        division.valid_from = date(began[division.code], 1, 1)
    Division.objects.bulk_update(divisions, ["valid_from"])
    return len(divisions)


def _store_successions(found: Sequence[Succession]) -> None:
    DivisionSuccession.objects.all().delete()
    DivisionSuccession.objects.bulk_create(
        DivisionSuccession(
            code=s.holder.code,
            name=s.holder.name,
            ended_in=s.ended_in,
            successors=list(s.successors),
        )
        for s in found
    )
