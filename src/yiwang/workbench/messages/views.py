# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of messages: which are in use, drafting and trying, publishing; how each way does."""

from datetime import timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases.services import reading
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError, Forbidden
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.notifications import selectors as notifications
from yiwang.notifications import services
from yiwang.workbench.frame import actor_of, do, page

HERE: Final = "/workbench/messages"
LOOKED_BACK: Final = timedelta(days=7)


def editor(request: HttpRequest) -> Actor:
    """Return who asks, when their post writes or publishes words of messages.

    :raises Forbidden: it does not
    """
    actor = actor_of(request)
    if not services.templating.edits(actor):
        raise Forbidden
    return actor


@audience("staff")
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """List the words that staff wrote, and how many messages each way delivered in a week."""
    actor = editor(request)
    with read_only():
        context = {
            "rows": services.templating.templates(actor),
            "health": notifications.health(since=timezone.now() - LOOKED_BACK),
            "staff_id": actor.staff_id,
        }
        return page(request, "workbench/messages/list.html", context, current=HERE)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def new_template(request: HttpRequest) -> HttpResponse:
    """Draft words of a kind; a button shows them with made-up data."""
    actor = editor(request)
    typed = request.POST if request.method == "POST" else request.GET
    written = services.templating.Written(
        kind=typed.get("kind", ""),
        language=typed.get("language", settings.LANGUAGE_CODE),
        title=typed.get("title", ""),
        text=typed.get("text", ""),
    )
    shown, refusal = None, ""
    if request.method == "POST":
        try:
            if typed.get("act") != "try":
                services.templating.draft(written=written, actor=actor, at=timezone.now())
                return HttpResponseRedirect(HERE)
            shown = services.templating.preview(written)
        except DomainError as error:
            refusal = str(error)
    with read_only():
        context = {
            "written": written,
            "shown": shown,
            "refusal": refusal,
            "kinds": services.templating.offered(),
            "languages": settings.LANGUAGES,
        }
        status = 422 if refusal else 200
        return page(request, "workbench/messages/new.html", context, current=HERE, status=status)


@audience("staff")
@require_POST
def publish(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Put words to use that somebody else drafted."""
    actor = editor(request)
    return do(
        request,
        lambda: services.templating.publish(
            template_id=template_id, actor=actor, at=timezone.now()
        ),
        done=_("已发布，新消息马上采用。"),
        back_to=HERE,
    )


@audience("staff")
@require_safe
def case_messages(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """List what was sent about a case: on which way, when, with what outcome; no address."""
    case = reading.open_case(case_id=case_id, actor=actor_of(request), at=timezone.now())
    with read_only():
        found = notifications.sent_about(case.pk, cursor=request.GET.get("cursor", ""))
        next_url = f"?{urlencode({'cursor': found.next_cursor})}" if found.next_cursor else ""
        context = {"case": case, "sent": found.rows, "next_url": next_url}
        return page(request, "workbench/messages/case.html", context, current="/workbench/cases")
