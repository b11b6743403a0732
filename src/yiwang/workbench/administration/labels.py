# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Security labels and clearances: set by security administrators, read by auditors."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.organizations import services
from yiwang.organizations.enums import LabelLevel
from yiwang.workbench.administration.gate import (
    AUDIT,
    SECURITY,
    entitled,
    id_in,
    role_name,
    section,
)
from yiwang.workbench.frame import do, shown_text, whole_number

LABELS = "/workbench/labels"


@audience("staff")
@require_safe
def label_list(request: HttpRequest) -> HttpResponse:
    """List labels, and the clearances of one department's posts."""
    actor = entitled(request, SECURITY, AUDIT)
    with read_only():
        departments = organizations.find_departments(
            actor, shown_text(request.GET.get("q", "")), limit=200
        )
        chosen = id_in(request.GET.get("department", "")) or actor.department_id
        posts = organizations.clearances_of(chosen, actor) if chosen else []
        context = {
            "labels": [
                (each, LabelLevel(each.level)) for each in organizations.labels_in_reach(actor)
            ],
            "departments": departments,
            "chosen": chosen,
            "posts": [(each, role_name(each.admin_role)) for each in posts],
            "levels": LabelLevel.choices,
            "may_set": actor.has_right(SECURITY),
        }
        return section(request, "labels.html", context, tab=LABELS)


@audience("staff")
@require_POST
def set_label(request: HttpRequest) -> HttpResponse:
    """Label a department, or one of its items."""
    actor = entitled(request, SECURITY)
    department_id = id_in(request.POST.get("department", ""))
    return do(
        request,
        lambda: services.set_label(
            department_id=department_id or UUID(int=0),
            item_code=shown_text(request.POST.get("item_code", "")),
            level=whole_number(request.POST.get("level", ""), digits=1) or 0,
            actor=actor,
            at=timezone.now(),
        ),
        done=_("已设置标记，立即生效。"),
        back_to=f"{LABELS}?department={department_id}" if department_id else LABELS,
    )


@audience("staff")
@require_POST
def set_clearance(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """Say how far a post may read."""
    actor = entitled(request, SECURITY)
    department_id = id_in(request.POST.get("department", ""))
    return do(
        request,
        lambda: services.set_clearance(
            post_id=post_id,
            level=whole_number(request.POST.get("level", ""), digits=1) or 0,
            actor=actor,
            at=timezone.now(),
        ),
        done=_("已设置可阅级别，立即生效。"),
        back_to=f"{LABELS}?department={department_id}" if department_id else LABELS,
    )
