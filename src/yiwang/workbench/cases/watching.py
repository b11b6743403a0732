# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The cases that staff follow, and what they were told of them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.services import reading, watching
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.cases.looks import chip_of
from yiwang.workbench.frame import actor_of, do, page

CURRENT = "/workbench/watching"


@audience("staff")
@require_safe
def watched(request: HttpRequest) -> HttpResponse:
    """List what the staff member follows, and what is new."""
    actor = actor_of(request)
    with read_only():
        found = cases.watching.watched(actor)
        context = {
            "rows": [(case, chip_of(case.state)) for case in found],
            "notices": cases.watching.inbox(actor),
        }
        answer = page(request, "workbench/watching.html", context, current=CURRENT)
    reading.note_listed(found, actor=actor, at=timezone.now())
    return answer


@audience("staff")
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Take down that everything was read."""
    return do(
        request,
        lambda: watching.note_seen(actor=actor_of(request), at=timezone.now()),
        done=_("都标为已读了。"),
        back_to=CURRENT,
    )


@audience("staff")
@require_POST
def watch(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Begin or cease to follow a case."""
    begins = request.POST.get("on") == "1"
    command = watching.watch if begins else watching.unwatch
    return do(
        request,
        lambda: command(case_id=case_id, actor=actor_of(request), at=timezone.now()),
        done=_("已关注，有进展会出现在“我的关注”里。") if begins else _("已取消关注。"),
        back_to=CURRENT if request.POST.get("back") == "list" else f"/workbench/cases/{case_id}",
    )
