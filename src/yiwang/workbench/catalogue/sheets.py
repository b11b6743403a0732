# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Many items at once, by a workbook that goes out, is changed, and comes back."""

import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.errors import SheetTooLarge
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.catalogue.desk import EDIT, ORDERS, SHEETS, entitled, layer_in, section
from yiwang.workbench.catalogue.items import wanted_items
from yiwang.workbench.errors import Unanswered

MOST_BYTES = 20 * 2**20


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_page(request: HttpRequest) -> HttpResponse:
    """Take a workbook in, or say of each cell why it cannot be taken."""
    actor = entitled(request, EDIT)
    refusal = None
    if request.method == "POST":
        try:
            sent = request.FILES.get("sheet")
            if sent is None:
                raise Unanswered(_("请选择表格文件。"))
            layer = layer_in(request.POST.get("layer", ""))
            order_id = take_in(sent.chunks(), layer, actor, timezone.now())
        except DomainError as error:
            refusal = error
        else:
            return HttpResponseRedirect(f"{ORDERS}/{order_id}")
    with read_only():
        context = {
            "refusal": refusal,
            "errors": refusal.errors if refusal else (),
            "has_base": actor.covers_subtree,
        }
        status = refusal.status if refusal else 200
        return section(request, "sheets.html", context, tab=SHEETS, status=status)


def take_in(chunks: Iterable[bytes], layer: OrderLayer, actor: Actor, at: datetime) -> UUID:
    """Read a workbook that was sent, and return the change order that it became.

    :raises SheetTooLarge: it is larger than 20 MB
    :raises SheetRefused: ``errors`` name each cell that cannot be taken
    """
    with tempfile.NamedTemporaryFile(suffix=".sheet") as file:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                raise SheetTooLarge
            file.write(chunk)
        file.flush()
        return editing.import_sheet(path=Path(file.name), layer=layer, actor=actor, at=at).id


@audience("staff")
@require_safe
def export(request: HttpRequest) -> FileResponse:
    """Send the items that the search names as a workbook."""
    actor = entitled(request, EDIT)
    layer = layer_in(request.GET.get("layer", ""))
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        with read_only():
            targets = editing_questions.targets_for_sheet(actor, layer, wanted_items(request))
            editing.write_sheet(file, targets, layer)
        file.seek(0)
        stack.pop_all()  # from here on the response closes it
    name = _("基本目录.xlsx") if layer is OrderLayer.BASE else _("实施清单.xlsx")
    response = FileResponse(file, as_attachment=True, filename=name)
    response.headers["Cache-Control"] = "no-store, private"
    return response
