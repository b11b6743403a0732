# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Departments: load the made-up set, and create one by hand."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.foundation.enums import DivisionLevel
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import services as ledger
from yiwang.organizations import events, policies, reference_files, selectors
from yiwang.organizations.bulk import upsert
from yiwang.organizations.errors import DepartmentTaken, UnknownLine
from yiwang.organizations.models import Department
from yiwang.organizations.naming import (
    NamedDepartment,
    Place,
    departments_of,
    named_department,
    township_window,
)
from yiwang.organizations.services.divisions import DEMO_DISTRICT
from yiwang.organizations.services.loading import (
    LoadReport,
    Progress,
    Row,
    finish,
    silent,
    told,
)
from yiwang.organizations.services.texts import clean_name

HOME_PROVINCE = "33"
LONGEST_LINE = 20

_COLUMNS = (
    "id",
    "name",
    "short_name",
    "uscc",
    "division_id",
    "line",
    "carries",
    "level",
    "phone",
    "address",
    "is_test_data",
)


def load_departments(
    *, root: Path, actor: Actor, at: datetime, progress: Progress = silent
) -> LoadReport:
    """Load departments with real names and made-up codes, all marked as test data.

    The province, its cities and counties get the bodies that their level has, each township its
    one window, and the demonstration district those that its item list names. The divisions of
    the Ministry's list must have been loaded.

    :raises BadReferenceData: a file is missing or not what it should be
    """
    policies.check_can(actor, policies.Action.LOAD_REFERENCE_DATA)
    named = [*_home_departments(root), *_demo_departments(root)]
    with transaction.atomic():
        changed = upsert(
            "organizations_department",
            columns=_COLUMNS,
            key="uscc",
            rows=told(map(_row, named), len(named), progress),
        )
        return finish("departments", LoadReport(len(named), changed), actor=actor, at=at)


def create_department(
    *,
    division_code: str,
    name: str,
    short_name: str,
    uscc: str,
    line: str,
    actor: Actor,
    at: datetime,
) -> Department:
    """Add a department to a division of today.

    :raises NotInYourReach: the actor does not manage this division
    :raises DivisionNotFound: there is no such division
    :raises InvalidUscc: the credit code cannot be right
    :raises DepartmentTaken: the name or the code is another department's
    """
    division = selectors.division(division_code)
    policies.check_can(actor, policies.Action.CREATE_DEPARTMENT, division_code=division.code)
    if not 0 < len(line) <= LONGEST_LINE:
        raise UnknownLine
    department = Department(
        name=clean_name(name, longest=100),
        short_name=clean_name(short_name, longest=60),
        uscc=parse_uscc(uscc).number,
        division_id=division.code,
        line=line,
        level=division.level,
    )
    fact = events.DepartmentCreated(
        department_id=department.id, division_code=division.code, line=line
    )
    try:
        with transaction.atomic():
            department.save(force_insert=True)
            ledger.append(fact, actor=actor, at=at, region_code=division.code)
    except IntegrityError as error:
        raise DepartmentTaken from error
    return department


def _home_departments(root: Path) -> Iterator[NamedDepartment]:
    lines = reference_files.lines(root)
    names = {row.code: row.name for row in reference_files.divisions(root)}
    for row in reference_files.divisions(root):
        if not row.code.startswith(HOME_PROVINCE):
            continue
        place = _place(row.code, row.level, names)
        if row.level == DivisionLevel.TOWNSHIP:
            yield township_window(place)
        else:
            yield from departments_of(place, lines)


def _place(code: str, level: int, names: dict[str, str]) -> Place:
    city = names[code[:4].ljust(12, "0")] if level > DivisionLevel.CITY else ""
    county_code = code[:6].ljust(12, "0")
    county = ""
    if level == DivisionLevel.TOWNSHIP:
        county = Place(county_code, DivisionLevel.COUNTY, names[county_code], city).full_name
    return Place(code=code, level=level, name=names[code], city=city, county=county)


def _demo_departments(root: Path) -> Iterator[NamedDepartment]:
    place = Place(DEMO_DISTRICT, DivisionLevel.COUNTY, "广安区", city="广安市")
    for number, (name, line, carries) in enumerate(reference_files.guangan_lines(root), start=1):
        yield named_department(
            place,
            number=number,
            name=f"{place.name}{name.removeprefix(place.name).removeprefix('区')}",
            short_name=name,
            line=line,
            carries=carries,
        )


def _row(department: NamedDepartment) -> Row:
    return (
        new_id(),
        department.name,
        department.short_name,
        department.uscc,
        department.division_code,
        department.line,
        list(department.carries),
        department.level,
        department.phone,
        department.address,
        True,
    )
