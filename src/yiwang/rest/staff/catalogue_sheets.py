# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Workbooks of the catalogue for programs: sent as the bare file, checked, confirmed, written."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from typing import IO, Annotated, Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.services import editing, editing_questions, sheet_questions, sheets
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, json_answer, perform
from yiwang.rest.description import BINARY, bytes_of
from yiwang.rest.errors import NotABareFile
from yiwang.rest.people.files import WRAPPINGS
from yiwang.rest.schemas import Id, Line, Out, Strict, Whole, Words, answers

router = Router(tags=["事项编辑 catalogue"], auth=STAFF)
CHUNK = 256 * 1024
WORKBOOK = bytes_of(
    "A workbook.",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)


class SheetFaultOut(Out):
    """What keeps a workbook from being taken: in which cell, and why."""

    path: str
    code: str
    message: str


class SheetChangeOut(Out):
    """What a workbook changes of one item, in plain words."""

    row: int
    code: str
    name: str
    sentences: list[str]


class SheetOut(Out):
    """A workbook that was sent or asked for, and how far a job has come with it."""

    id: UUID
    kind: str
    layer: str
    state: str
    state_words: str
    size: int
    rows_done: int
    rows_total: int
    rows_changed: int
    fault_count: int
    order_id: UUID | None
    order_name: str
    order_state: str = Field(description="In words; empty where it became no order.")
    sent_at: datetime
    finished_at: datetime | None
    is_still: bool


class SheetDetailOut(SheetOut):
    """A workbook with everything that is wrong in it and what it would change."""

    faults: list[SheetFaultOut]
    changes: list[SheetChangeOut]
    places_changed: int
    next_row: int | None


class SheetsOut(Out):
    items: list[SheetOut]


class ExportIn(Strict):
    """Which items a workbook shall hold."""

    layer: Annotated[OrderLayer, Field(strict=False)] = OrderLayer.LIST
    words: Line = ""
    department_id: Id | None = None
    theme: Line = ""


def _shown(sheet_id: UUID, request: HttpRequest) -> dict[str, Any]:
    view = sheet_questions.sheet(sheet_id, actor_of(request), at=timezone.now())
    return SheetOut.model_validate(view).model_dump(mode="json")


@router.get("/catalogue/sheets", response=answers(SheetsOut), summary="我的表格")
def list_sheets(request: HttpRequest) -> dict[str, Any]:
    """Return the workbooks that the caller has sent or asked for, newest first."""
    with read_only():
        return {"items": sheet_questions.sheets(actor_of(request), at=timezone.now())}


@router.post(
    "/catalogue/sheets",
    response=answers(SheetOut, 201),
    summary="导入表格",
    openapi_extra={"requestBody": {"required": True, "content": BINARY}},
)
def send_sheet(request: HttpRequest, layer: OrderLayer = OrderLayer.LIST) -> HttpResponse:
    """Send a changed workbook as the request's body; a job checks it, nothing changes yet."""
    if request.content_type in WRAPPINGS:
        raise NotABareFile
    made = sheets.send_sheet(
        chunks=iter(lambda: request.read(CHUNK), b""),
        layer=layer,
        actor=actor_of(request),
        at=timezone.now(),
    )
    return json_answer(_shown(made.id, request), status=201)


@router.post(
    "/catalogue/sheets/exports",
    response=answers(SheetOut, 201),
    summary="后台导出表格",
    openapi_extra=KEY_PARAMETER,
)
def order_export(request: HttpRequest, payload: ExportIn) -> HttpResponse:
    """Have a workbook of up to 2,000 items written by a job."""
    wanted = editing_questions.ItemFilter(payload.words, payload.department_id, payload.theme)

    def acted() -> dict[str, Any]:
        made = sheets.order_export(
            layer=payload.layer, wanted=wanted, actor=actor_of(request), at=timezone.now()
        )
        return _shown(made.id, request)

    return perform(request, acted, status=201)


@router.get(
    "/catalogue/sheets/{uuid:sheet_id}",
    response=answers(SheetDetailOut),
    summary="一份表格的进度和检查报告",
)
def get_sheet(request: HttpRequest, sheet_id: UUID, first_row: Whole = 0) -> Any:
    """Return how far a workbook has come, up to 1,000 faults, and fifty items that it changes."""
    with read_only():
        return sheet_questions.sheet(
            sheet_id, actor_of(request), at=timezone.now(), first_row=first_row
        )


def _step(name: str, summary: str) -> Callable[[Any], Any]:
    return router.post(
        f"/catalogue/sheets/{{uuid:sheet_id}}/{name}",
        response=answers(SheetOut),
        summary=summary,
        openapi_extra=KEY_PARAMETER,
    )


def _done(request: HttpRequest, sheet_id: UUID, act: Callable[..., Any]) -> HttpResponse:
    def acted() -> dict[str, Any]:
        act(sheet_id=sheet_id, actor=actor_of(request), at=timezone.now())
        return _shown(sheet_id, request)

    return perform(request, acted)


@_step("confirmation", "确认表格")
def confirm_sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Have a checked workbook made into a change order by a job."""
    return _done(request, sheet_id, sheets.confirm_sheet)


@_step("cancellation", "取消表格")
def cancel_sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Throw a workbook away; nothing of it is taken over."""
    return _done(request, sheet_id, sheets.cancel_sheet)


@_step("repetition", "重新处理表格")
def begin_again(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Have a step begun again in whose middle a job was left."""
    return _done(request, sheet_id, sheets.begin_again)


@router.get(
    "/catalogue/sheets/{uuid:sheet_id}/file",
    response=answers(None),
    summary="下载后台导出的表格",
    openapi_extra=WORKBOOK,
)
def get_file(request: HttpRequest, sheet_id: UUID) -> FileResponse:
    """Return the workbook that a job has written."""

    def write(file: IO[bytes]) -> None:
        file.writelines(sheet_questions.file_of(sheet_id, actor_of(request))[1])

    return _workbook(write)


@router.get(
    "/catalogue/sheets/{uuid:sheet_id}/report",
    response=answers(None),
    summary="下载导入结果",
    openapi_extra=WORKBOOK,
)
def get_report(request: HttpRequest, sheet_id: UUID) -> FileResponse:
    """Return what an import changes and what of it could not be taken, as a workbook."""
    return _workbook(lambda file: sheet_questions.write_report(file, sheet_id, actor_of(request)))


@router.get(
    "/catalogue/sheet", response=answers(None), summary="导出为表格", openapi_extra=WORKBOOK
)
def export_sheet(
    request: HttpRequest,
    layer: OrderLayer = OrderLayer.LIST,
    words: Words = "",
    department_id: Id | None = None,
    theme: Words = "",
) -> FileResponse:
    """Return up to 100 items in reach as a workbook; 409 where a job had better write it."""
    wanted = editing_questions.ItemFilter(words, department_id, theme)

    def write(file: IO[bytes]) -> None:
        targets = sheet_questions.few_targets(actor_of(request), layer, wanted)
        editing.write_sheet(file, targets, layer)

    return _workbook(write)


def _workbook(write: Callable[[IO[bytes]], None]) -> FileResponse:
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        with read_only():
            write(file)
        file.seek(0)
        stack.pop_all()  # from here on the response closes it
    return FileResponse(file, as_attachment=True, filename="catalogue.xlsx")
