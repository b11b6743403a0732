# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Titles that items cite and the law corpus does not have: what editors make of each."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.catalogue.enums import TitleSettlement
from yiwang.catalogue.selectors import comparison
from yiwang.catalogue.services import comparison as commands
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.catalogue.desk import TITLES, section
from yiwang.workbench.catalogue.findings import reader
from yiwang.workbench.frame import do, whole_number

KINDS = (TitleSettlement.ALIAS, TitleSettlement.OUTSIDE)


@audience("staff")
@require_safe
def title_list(request: HttpRequest) -> HttpResponse:
    """List the titles that wait, the most cited first, and those that were settled."""
    actor = reader(request)
    with read_only():
        context = {
            "waiting": comparison.waiting_titles(actor),
            "settled": [
                (row, TitleSettlement(row.kind).label) for row in comparison.settled_titles(actor)
            ],
            "kinds": [(kind.value, kind.label) for kind in KINDS],
            "may_settle": comparison.policies.can_settle(actor),
            "today": timezone.localdate(),
        }
        return section(request, "findings/titles.html", context, tab=TITLES)


@audience("staff")
@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    """Say what a title is."""
    actor = reader(request)
    sent = {name: request.POST.get(name, "")[:500] for name in ("law_title", "source_url", "note")}
    kind = request.POST.get("kind", "")
    said = commands.Settlement(
        TitleSettlement(kind) if kind in TitleSettlement.values else TitleSettlement.OPEN, **sent
    )
    return do(
        request,
        lambda: commands.settle_title(
            title=request.POST.get("title", "")[:200],
            said=said,
            revision=whole_number(request.POST.get("revision", "")) or 0,
            actor=actor,
            at=timezone.now(),
        ),
        done=_("已处理，引用它的事项正在重新比对。"),
        back_to=TITLES,
    )


@audience("staff")
@require_POST
def reopen(request: HttpRequest) -> HttpResponse:
    """Take back what was said of a title."""
    actor = reader(request)
    return do(
        request,
        lambda: commands.reopen_title(
            title=request.POST.get("title", "")[:200],
            revision=whole_number(request.POST.get("revision", "")) or 0,
            actor=actor,
            at=timezone.now(),
        ),
        done=_("已撤回，这个名称重新待处理。"),
        back_to=TITLES,
    )
