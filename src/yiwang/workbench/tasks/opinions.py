# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Standing opinions: one's own, and those of the department."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.cases import selectors as cases
from yiwang.cases.services import opinions
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.workbench.frame import actor_of, do, page, shown_text, uuids

CURRENT = "/workbench/opinions"
COMMANDS = {
    "delete": (opinions.delete_opinion, _("已删除。")),
    "offer": (opinions.offer_opinion, _("已推荐给本部门，等批准岗位发布。")),
    "publish": (opinions.publish_opinion, _("已发布，本部门都能用。")),
    "take-back": (opinions.take_back_opinion, _("已停用，只有写的人还能用。")),
}


@audience("staff")
@require_safe
def opinion_list(request: HttpRequest) -> HttpResponse:
    """List the opinions that the staff member may use or publish, with a form for one."""
    actor = actor_of(request)
    with read_only():
        found = cases.opinions.opinions(actor)
        wanted = uuids([request.GET.get("edit", "")])
        edited = next((one for one in found if [one.pk] == wanted), None)
        context = {
            "opinions": found,
            "edited": edited if edited and edited.owner_id == actor.staff_id else None,
            "places": cases.opinions.PLACES,
            "may_publish": actor.has_right(Right.CASES_APPROVE),
            "item_code": shown_text(request.GET.get("item", "")),
            "step_name": shown_text(request.GET.get("step", "")),
        }
        return page(request, "workbench/opinions.html", context, current=CURRENT)


@audience("staff")
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep an opinion."""
    sent = request.POST
    chosen = uuids([sent.get("opinion", "")])
    wording = opinions.Wording(
        title=sent.get("title", ""),
        words=sent.get("words", ""),
        item_code=sent.get("item_code", ""),
        step_name=sent.get("step_name", ""),
    )
    return do(
        request,
        lambda: opinions.save_opinion(
            wording=wording,
            opinion_id=chosen[0] if chosen else None,
            actor=actor_of(request),
            at=timezone.now(),
        ),
        done=_("已保存。"),
        back_to=CURRENT,
    )


@audience("staff")
@require_POST
def act(request: HttpRequest, opinion_id: UUID, action: str) -> HttpResponse:
    """Offer, publish, take back or delete an opinion."""
    if action not in COMMANDS:
        raise Http404
    command, done = COMMANDS[action]
    return do(
        request,
        lambda: command(opinion_id=opinion_id, actor=actor_of(request), at=timezone.now()),
        done=done,
        back_to=CURRENT,
    )
