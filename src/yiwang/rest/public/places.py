# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Administrative divisions, of today and of the past, and the departments in them."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.rest.auth import public
from yiwang.rest.schemas import Day, DivisionCode, Out, answers

router = Router(tags=["区划与部门 places"], auth=None)


class DivisionOut(Out):
    """An administrative division."""

    code: str
    name: str
    level: int = Field(description="1 country, 2 province, 3 city, 4 county, 5 township, 6 village")
    parent_code: str = Field(description="Empty for a province.")
    is_current: bool


class DivisionDetails(DivisionOut):
    """A division with its place in the tree."""

    full_name: str
    path: list[DivisionOut]


class Divisions(Out):
    items: list[DivisionOut]


class Successors(Out):
    """The codes that stand for a division today, the main one first."""

    code: str
    successors: list[DivisionOut]


class DepartmentOut(Out):
    """A department with what one needs to reach it."""

    id: UUID
    name: str
    short_name: str
    uscc: str
    division_code: str
    line: str = Field(description="Line of business (条线).")
    carries: list[str] = Field(description="Further lines that it carries in this division.")
    level: int
    phone: str
    address: str
    is_test_data: bool


class Departments(Out):
    items: list[DepartmentOut]


@router.get("/divisions", response=answers(Divisions), summary="省级区划")
@public
def list_provinces(request: HttpRequest) -> dict[str, Any]:
    """Return the provinces."""
    with read_only():
        return {"items": organizations.children("")}


@router.get("/divisions/{code}", response=answers(DivisionDetails), summary="区划")
@public
def get_division(request: HttpRequest, code: DivisionCode) -> dict[str, Any]:
    """Return a division, of today or of the past, with the divisions above it."""
    with read_only():
        path = organizations.division_path(code)
    names = {name: getattr(path[-1], name) for name in DivisionOut.model_fields}
    return names | {"full_name": "".join(step.name for step in path), "path": path}


@router.get("/divisions/{code}/children", response=answers(Divisions), summary="下级区划")
@public
def list_children(request: HttpRequest, code: DivisionCode) -> dict[str, Any]:
    """Return the divisions right below one, as of today."""
    with read_only():
        organizations.division(code)
        return {"items": organizations.children(code)}


@router.get("/divisions/{code}/successors", response=answers(Successors), summary="接续区划")
@public
def list_successors(
    request: HttpRequest,
    code: DivisionCode,
    on: Annotated[
        Day | None,
        Field(description="A day on which the code was used; codes have been handed on."),
    ] = None,
) -> dict[str, Any]:
    """Return what an old code stands for today; a current code stands for itself."""
    with read_only():
        codes = organizations.successors(code, on=on)
        return {"code": code, "successors": [organizations.division(one) for one in codes]}


@router.get("/divisions/{code}/departments", response=answers(Departments), summary="区划内部门")
@public
def list_departments(request: HttpRequest, code: DivisionCode) -> dict[str, Any]:
    """Return the departments of one division, not of those below it."""
    with read_only():
        organizations.division(code)
        return {"items": organizations.departments_in(code)}


@router.get("/departments/{uuid:department_id}", response=answers(DepartmentOut), summary="部门")
@public
def get_department(request: HttpRequest, department_id: UUID) -> Any:
    """Return a department."""
    with read_only():
        return organizations.department(department_id)
