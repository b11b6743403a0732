# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Many items at once, by a workbook that goes out, is changed, and comes back."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from typing import IO, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.services import editing, sheet_questions, sheets
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.catalogue.desk import EDIT, SHEETS, entitled, layer_in, section
from yiwang.workbench.catalogue.items import wanted_of
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.frame import do, whole_number

FAULTS_SHOWN = 300
Act = Callable[..., Any]


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_page(request: HttpRequest) -> HttpResponse:
    """Take a workbook in, which a job then checks; list what was sent and asked for before."""
    actor = entitled(request, EDIT)
    refusal = None
    if request.method == "POST":
        try:
            sent = request.FILES.get("sheet")
            if sent is None:
                raise Unanswered(_("请选择表格文件。"))
            made = sheets.send_sheet(
                chunks=sent.chunks(),
                layer=layer_in(request.POST.get("layer", "")),
                actor=actor,
                at=timezone.now(),
            )
        except DomainError as error:
            refusal = error
        else:
            return HttpResponseRedirect(f"{SHEETS}/{made.id}")
    return _page(request, refusal)


def _page(request: HttpRequest, refusal: DomainError | None) -> HttpResponse:
    actor = entitled(request, EDIT)
    with read_only():
        context = {
            "refusal": refusal,
            "has_base": actor.covers_subtree,
            "rows": sheet_questions.sheets(actor, at=timezone.now()),
        }
        status = refusal.status if refusal else 200
        return section(request, "sheets.html", context, tab=SHEETS, status=status)


@audience("staff")
@require_safe
def sheet_detail(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Show how far a workbook has come, what is wrong in which cell, what it would change."""
    actor = entitled(request, EDIT)
    first = whole_number(request.GET.get("from", "")) or 0
    with read_only():
        shown = sheet_questions.sheet(sheet_id, actor, at=timezone.now(), first_row=first)
        context = {
            "shown": shown,
            "faults": shown.faults[:FAULTS_SHOWN],
            "most": FAULTS_SHOWN,
            "next_url": f"?from={shown.next_row}" if shown.next_row else "",
        }
        response = section(request, "sheet.html", context, tab=SHEETS)
    if shown.is_busy and not shown.is_still:
        response.headers["Refresh"] = "2"  # the page moves on without a script
    return response


@audience("staff")
@require_POST
def sheet_act(request: HttpRequest, sheet_id: UUID, action: str) -> HttpResponse:
    """Confirm a workbook, throw it away, or have a job begun again that was left in the middle."""
    actor = entitled(request, EDIT)
    acts: dict[str, tuple[Act, str]] = {
        "confirm": (sheets.confirm_sheet, _("正在生成变更单，完成后这里会显示。")),
        "cancel": (sheets.cancel_sheet, _("已取消，什么都没有改变。")),
        "again": (sheets.begin_again, _("已重新开始。")),
    }
    if action not in acts:
        raise Http404
    act, done = acts[action]
    return do(
        request,
        lambda: act(sheet_id=sheet_id, actor=actor, at=timezone.now()),
        done=done,
        back_to=f"{SHEETS}/{sheet_id}",
    )


@audience("staff")
@require_POST
def order_export(request: HttpRequest) -> HttpResponse:
    """Send a small workbook at once; let a job write a large one."""
    actor = entitled(request, EDIT)
    wanted, layer = wanted_of(request.POST), layer_in(request.POST.get("layer", ""))
    names = ("layer", "q", "theme", "department")
    try:
        with read_only():
            sheet_questions.few_targets(actor, layer, wanted)
    except sheet_questions.TooManyAtOnce:
        pass
    else:
        asked = {name: request.POST[name] for name in names if request.POST.get(name)}
        return HttpResponseRedirect(f"{SHEETS}/export?{urlencode(asked)}")
    try:
        made = sheets.order_export(layer=layer, wanted=wanted, actor=actor, at=timezone.now())
    except DomainError as refusal:
        return _page(request, refusal)
    return HttpResponseRedirect(f"{SHEETS}/{made.id}")


@audience("staff")
@require_safe
def export(request: HttpRequest) -> FileResponse:
    """Send the items that the search names as a workbook, as long as they are few."""
    actor = entitled(request, EDIT)
    layer = layer_in(request.GET.get("layer", ""))

    def write(file: IO[bytes]) -> str:
        targets = sheet_questions.few_targets(actor, layer, wanted_of(request.GET))
        editing.write_sheet(file, targets, layer)
        return _name(layer)

    return _workbook(write)


@audience("staff")
@require_safe
def sheet_file(request: HttpRequest, sheet_id: UUID) -> FileResponse:
    """Send the workbook that a job has written."""
    actor = entitled(request, EDIT)

    def write(file: IO[bytes]) -> str:
        layer, parts = sheet_questions.file_of(sheet_id, actor)
        file.writelines(parts)
        return _name(layer)

    return _workbook(write)


@audience("staff")
@require_safe
def sheet_report(request: HttpRequest, sheet_id: UUID) -> FileResponse:
    """Send what an import changes, and what of it could not be taken, as a workbook."""
    actor = entitled(request, EDIT)

    def write(file: IO[bytes]) -> str:
        sheet_questions.write_report(file, sheet_id, actor)
        return _("导入结果.xlsx")

    return _workbook(write)


def _workbook(write: Callable[[IO[bytes]], str]) -> FileResponse:
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        with read_only():
            name = write(file)
        file.seek(0)
        stack.pop_all()  # from here on the response closes it
    response = FileResponse(file, as_attachment=True, filename=name)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _name(layer: OrderLayer) -> str:
    return _("基本目录.xlsx") if layer is OrderLayer.BASE else _("实施清单.xlsx")
