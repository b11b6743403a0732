# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Spreadsheets of staff for programs: sent as the bare file, checked, taken over."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.rest.administration.people import SYSTEM, entitled
from yiwang.rest.auth import STAFF
from yiwang.rest.commands import KEY_PARAMETER, done, json_answer
from yiwang.rest.description import BINARY
from yiwang.rest.errors import NotABareFile
from yiwang.rest.people.files import WRAPPINGS, FileName
from yiwang.rest.schemas import Done, Out, Strict, answers

router = Router(tags=["机构与人员 administration"], auth=STAFF)
SHOWN_ROWS = 1000
CHUNK = 256 * 1024


class ImportOut(Out):
    """A spreadsheet and how far it has come."""

    id: UUID
    file_name: str
    size: int
    state: str
    refusal: str
    refusal_words: str
    place: str
    rows_read: int
    rows_new: int
    rows_changed: int
    rows_same: int
    rows_wrong: int
    is_partial: bool
    sent_at: datetime
    finished_at: datetime | None


class ImportsOut(Out):
    items: list[ImportOut]


class FaultOut(Out):
    """One thing wrong in one cell."""

    row: int
    cell: str
    column: str
    problem: str
    code: str


class FaultsOut(Out):
    items: list[FaultOut]


class ConfirmIn(Strict):
    only_good_rows: Annotated[
        bool, Field(description="False: all rows or none; true: leave out those that are wrong.")
    ] = False


@router.get("/imports", response=answers(ImportsOut), summary="批量导入")
def list_imports(request: HttpRequest) -> dict[str, Any]:
    """Return the spreadsheets that the caller has sent."""
    with read_only():
        return {"items": organizations.imports_of(entitled(request, SYSTEM))}


@router.post(
    "/imports",
    response=answers(ImportOut, 201),
    summary="上传名单",
    openapi_extra={"requestBody": {"required": True, "content": BINARY}},
)
def send_import(request: HttpRequest, name: FileName) -> HttpResponse:
    """Send an XLSX or CSV file as the request's body; a job checks every row of it."""
    actor = entitled(request, SYSTEM)
    if request.content_type in WRAPPINGS:
        raise NotABareFile
    made = services.send_staff_import(
        chunks=iter(lambda: request.read(CHUNK), b""),
        file_name=name,
        actor=actor,
        at=timezone.now(),
    )
    shown = ImportOut.model_validate(organizations.staff_import(made.id, actor))
    return json_answer(shown.model_dump(), status=201)


@router.get("/imports/{uuid:import_id}", response=answers(ImportOut), summary="导入进度")
def get_import(request: HttpRequest, import_id: UUID) -> Any:
    """Return how far a spreadsheet has come."""
    with read_only():
        return organizations.staff_import(import_id, entitled(request, SYSTEM))


@router.get(
    "/imports/{uuid:import_id}/faults", response=answers(FaultsOut), summary="不正确的单元格"
)
def list_faults(request: HttpRequest, import_id: UUID) -> dict[str, Any]:
    """Return what is wrong in which cell, of the first 1,000 wrong rows."""
    actor = entitled(request, SYSTEM)
    with read_only():
        faults = organizations.import_faults(import_id, actor, limit=SHOWN_ROWS)
        return {"items": list(faults)}


@router.post(
    "/imports/{uuid:import_id}/confirmation",
    response=answers(Done),
    summary="确认导入",
    openapi_extra=KEY_PARAMETER,
)
def confirm_import(request: HttpRequest, import_id: UUID, payload: ConfirmIn) -> HttpResponse:
    """Have the rows taken over by a job."""
    actor = entitled(request, SYSTEM)
    return done(
        request,
        lambda: services.confirm_staff_import(
            import_id=import_id,
            only_good_rows=payload.only_good_rows,
            actor=actor,
            at=timezone.now(),
        ),
    )


@router.delete("/imports/{uuid:import_id}", response=answers(Done), summary="取消导入")
def cancel_import(request: HttpRequest, import_id: UUID) -> dict[str, bool]:
    """Throw away what was read."""
    actor = entitled(request, SYSTEM)
    services.cancel_staff_import(import_id=import_id, actor=actor, at=timezone.now())
    return {"done": True}
