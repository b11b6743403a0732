# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a department is told when base items change: the list, one of them, and having read it."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.catalogue.services import base_notices
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import BASE_NOTICES, actor_of, do, page, uuids

PAGE: Final = 30


@audience("staff")
@require_safe
def told_list(request: HttpRequest) -> HttpResponse:
    """List the notices in reach, the newest first."""
    unseen = request.GET.get("unseen") == "1"
    with read_only():
        found = base_notices.notices(
            actor_of(request),
            unseen_only=unseen,
            before=next(iter(uuids([request.GET.get("before", "")])), None),
            limit=PAGE + 1,
        )
        rows = found[:PAGE]
        more = str(rows[-1].id) if len(found) > PAGE else ""
        values = {"rows": rows, "unseen": unseen, "more": more}
        return page(request, "workbench/layers/told.html", values, current=BASE_NOTICES)


@audience("staff")
@require_safe
def told(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Show what changed in a base item and in the department's own list."""
    actor = actor_of(request)
    with read_only():
        found = base_notices.notice(notice_id, actor)
        values = {"notice": found, "row": found.row}
        return page(request, "workbench/layers/told_one.html", values, current=BASE_NOTICES)


@audience("staff")
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Mark notices of one's own department as read."""
    actor = actor_of(request)
    ids = uuids(request.POST.getlist("notice"))
    return do(
        request,
        lambda: base_notices.see_notices(notice_ids=ids, actor=actor, at=timezone.now()),
        done=_("已标记为阅知。"),
        back_to=BASE_NOTICES,
    )
