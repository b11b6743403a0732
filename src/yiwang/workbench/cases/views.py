# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of cases, and the page on which one is handled."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState
from yiwang.cases.services import reading
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.cases import own_motion
from yiwang.workbench.cases.looks import chip_of
from yiwang.workbench.cases.shown import CURRENT, case_page
from yiwang.workbench.frame import actor_of, page, shown_text


@audience("staff")
@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """Find cases of the department by number, applicant or item."""
    state = request.GET.get("state", "")
    wanted = cases.CaseFilter(
        states=[state] if state in CaseState.values else [],
        words=shown_text(request.GET.get("q", "")),
    )
    with read_only():
        found = cases.cases(
            actor_of(request), wanted=wanted, cursor=request.GET.get("cursor", ""), limit=50
        )
        kept = {"q": wanted.words, "state": state, "cursor": found.next_cursor}
        context = {
            "rows": [(case, chip_of(case.state)) for case in found.rows],
            "states": [one for one in CaseState if one is not CaseState.DRAFT],
            "wanted": wanted,
            "state": state,
            "may_open": own_motion.may_open(actor_of(request)),
            "next_url": f"?{urlencode(kept)}" if found.next_cursor else "",
        }
        answer = page(request, "workbench/cases.html", context, current=CURRENT)
    reading.note_listed(found.rows, actor=actor_of(request), at=timezone.now())
    return answer


@audience("staff")
@require_safe
def case_detail(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show everything of one case, and what the reader may do with it now."""
    return case_page(request, case_id)
