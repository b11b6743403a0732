# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The monthly settlement: on a page, and as a file for the carrier's invoice."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from openpyxl import Workbook

from yiwang.delivery import policies
from yiwang.delivery import selectors as delivery
from yiwang.delivery.enums import Leg, Payer
from yiwang.foundation.money import Money
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.workbench.frame import actor_of, page, private

CURRENT = "/workbench/parcels"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


@audience("staff")
@require_safe
def settlement(request: HttpRequest) -> HttpResponse:
    """Show what each payer owes each carrier for a month, and who pays for what."""
    actor = actor_of(request)
    policies.check_reads_a_desk(actor)
    month = _month(request)
    with read_only():
        rows = delivery.settlement(actor, month=month)
        payers = delivery.payers(actor.department_id) if actor.department_id else {}
        context = {
            "rows": [(row, str(Money(row.fen)), str(Money(row.compensation_fen))) for row in rows],
            "total": str(Money(sum(row.fen for row in rows))),
            "month": f"{month:%Y-%m}",
            "payers": [(leg, Leg(leg).label, payer) for leg, payer in payers.items()],
            "payer_choices": Payer.choices,
            "can_set": actor.has_right(Right.CASES_APPROVE),
        }
        return page(request, "workbench/delivery/settlement.html", context, current=CURRENT)


@audience("staff")
@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand out a month's settlement as CSV or XLSX."""
    actor = actor_of(request)
    policies.check_reads_a_desk(actor)
    month = _month(request)
    with read_only():
        rows = delivery.settlement(actor, month=month)
    heads = [_("付费方"), _("快递企业"), _("寄送方向"), _("件数"), _("邮费（元）"), _("赔偿（元）")]
    lines: list[list[object]] = [
        [
            *(row.payer_label, row.carrier_label, row.leg_label, row.parcels),
            *(row.fen / 100, row.compensation_fen / 100),
        ]
        for row in rows
    ]
    content = _csv(heads, lines) if kind == "csv" else _xlsx(heads, lines)
    media_type = "text/csv; charset=utf-8" if kind == "csv" else XLSX
    answer = private(HttpResponse(content, content_type=media_type))
    name = f"parcels-{month:%Y-%m}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _csv(heads: list[str], lines: list[list[object]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows(lines)
    return b"\xef\xbb\xbf" + text.getvalue().encode()  # for spreadsheets that guess


def _xlsx(heads: list[str], lines: list[list[object]]) -> bytes:
    book, file = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet(_("邮费月结"))
    sheet.append(heads)
    for line in lines:
        sheet.append(line)
    book.save(file)
    return file.getvalue()


def _month(request: HttpRequest) -> date:
    text = request.GET.get("month", "")
    if _MONTH.fullmatch(text):
        return delivery.month_of(text)
    return timezone.localdate().replace(day=1)
