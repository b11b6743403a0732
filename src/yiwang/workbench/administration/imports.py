# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Staff from a spreadsheet: template, upload, progress, report, and taking the rows over."""

import io
import tempfile
from contextlib import ExitStack
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import ImportState
from yiwang.organizations.errors import SpreadsheetEmpty
from yiwang.workbench.administration import workbooks
from yiwang.workbench.administration.gate import SYSTEM, entitled, section
from yiwang.workbench.frame import do

IMPORTS = "/workbench/imports"
SHOWN_ROWS = 200
BUSY = frozenset({ImportState.WAITING, ImportState.CHECKING, ImportState.APPLYING})


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Take in a spreadsheet, and list what was sent before."""
    actor = entitled(request, SYSTEM)
    if request.method == "POST":
        try:
            sent = request.FILES.get("sheet")
            if sent is None:
                raise SpreadsheetEmpty
            made = services.send_staff_import(
                chunks=sent.chunks(),
                file_name=sent.name or "",
                actor=actor,
                at=timezone.now(),
            )
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(IMPORTS)
        return HttpResponseRedirect(f"{IMPORTS}/{made.id}")
    with read_only():
        context = {
            "rows": [(row, ImportState(row.state).label) for row in organizations.imports_of(actor)]
        }
        return section(request, "imports.html", context, tab=IMPORTS)


@audience("staff")
@require_safe
def import_detail(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Show how far a spreadsheet has come, and what is wrong in which cell."""
    actor = entitled(request, SYSTEM)
    with read_only():
        made = organizations.staff_import(import_id, actor)
        context = {
            "made": made,
            "state": ImportState(made.state).label,
            "is_busy": made.state in BUSY,
            "is_checked": made.state == ImportState.CHECKED,
            "good": made.rows_new + made.rows_changed,
            "faults": list(organizations.import_faults(import_id, actor, limit=SHOWN_ROWS)),
            "shown_rows": SHOWN_ROWS,
        }
        response = section(request, "import.html", context, tab=IMPORTS)
    if context["is_busy"]:
        response.headers["Refresh"] = "3"  # the page moves on without a script
    return response


def _file(response: FileResponse) -> FileResponse:
    response.headers["Cache-Control"] = "no-store, private"
    return response


@audience("staff")
@require_safe
def template(request: HttpRequest) -> FileResponse:
    """Send the spreadsheet to be filled in."""
    entitled(request, SYSTEM)
    stream = io.BytesIO()
    workbooks.write_template(stream)
    stream.seek(0)
    return _file(FileResponse(stream, as_attachment=True, filename=_("工作人员导入模板.xlsx")))


@audience("staff")
@require_safe
def report(request: HttpRequest, import_id: UUID) -> FileResponse:
    """Send everything that is wrong as a spreadsheet."""
    actor = entitled(request, SYSTEM)
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        with read_only():
            workbooks.write_report(file, organizations.import_faults(import_id, actor))
        file.seek(0)
        stack.pop_all()  # from here on the response closes it
    return _file(FileResponse(file, as_attachment=True, filename=_("导入检查报告.xlsx")))


@audience("staff")
@require_POST
def confirm(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Have the rows taken over."""
    actor = entitled(request, SYSTEM)
    return do(
        request,
        lambda: services.confirm_staff_import(
            import_id=import_id,
            only_good_rows=request.POST.get("only_good") == "1",
            actor=actor,
            at=timezone.now(),
        ),
        done=_("正在导入，完成后这里会显示结果。"),
        back_to=f"{IMPORTS}/{import_id}",
    )


@audience("staff")
@require_POST
def cancel(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Throw away what was read."""
    actor = entitled(request, SYSTEM)
    return do(
        request,
        lambda: services.cancel_staff_import(import_id=import_id, actor=actor, at=timezone.now()),
        done=_("已取消，没有导入任何内容。"),
        back_to=IMPORTS,
    )
