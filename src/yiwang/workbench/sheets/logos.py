# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Logos of departments: sent, looked at, published by another, returned or withdrawn."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.documents import selectors as documents
from yiwang.documents.services import logos, templates
from yiwang.foundation.errors import NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.frame import actor_of, do, page, private

HERE = "/workbench/templates"
LOGOS = f"{HERE}/logos"
Acts = Mapping[str, tuple[Callable[[], object], str]]


@audience("staff")
@require_safe
def logo_list(request: HttpRequest) -> HttpResponse:
    """List the logos of the departments that the post reaches, with what may be done to each."""
    actor = actor_of(request)
    with read_only():
        rows = documents.logos.logos(actor)
        live = documents.logos.live_of(rows, at=timezone.now())
        may_publish = templates.may(actor, templates.Act.PUBLISH)
        context = {
            "rows": [
                {
                    "logo": row,
                    "is_live": row.pk in live,
                    "is_own": row.proposed_by_id == actor.staff_id,
                    "may_publish": may_publish and templates.may(actor, templates.Act.PUBLISH, row),
                }
                for row in rows
            ],
            "may_write": templates.may(actor, templates.Act.WRITE)
            and actor.department_id is not None,
            "waits": any(
                row.state == "proposed" and row.department_id == actor.department_id for row in rows
            ),
        }
        return page(request, "workbench/sheets/logos.html", context, current=HERE)


@audience("staff")
@require_safe
def logo_picture(request: HttpRequest, logo_id: UUID) -> HttpResponse:
    """Answer the picture of a logo, as it is printed."""
    with read_only():
        content = documents.logos.picture(logo_id, actor_of(request))
    return private(HttpResponse(content, content_type="image/png"))


@audience("staff")
@require_POST
def new_logo(request: HttpRequest) -> HttpResponse:
    """Take a picture that the form sends; it is drawn anew."""

    def make() -> object:
        sent = request.FILES.get("picture")
        if sent is None:
            raise logos.LogoInvalid(params={"summary": _("请选择一个 PNG、JPEG 或者 SVG 文件")})
        return logos.propose_logo(
            stream=sent,
            name=request.POST.get("name", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )

    return do(request, make, done=_("徽标已上传，由另一个人发布后才会印在文书上。"), back_to=LOGOS)


@audience("staff")
@require_POST
def act_on_logo(request: HttpRequest, logo_id: UUID, action: str) -> HttpResponse:
    """Publish a logo, give it back, or end it."""
    who: dict[str, Any] = {"logo_id": logo_id, "actor": actor_of(request), "at": timezone.now()}
    reason = request.POST.get("reason", "")
    acts: Acts = {
        "publish": (
            lambda: logos.publish_logo(**who),
            _("已发布，放了徽标的模板从现在起印它；以前的文书不变。"),
        ),
        "return": (lambda: logos.return_logo(reason=reason, **who), _("已退回，没有采用。")),
        "withdraw": (
            lambda: logos.withdraw_logo(reason=reason, **who),
            _("已停用；以前的文书不变。"),
        ),
    }
    if action not in acts:
        raise NotFound
    command, done = acts[action]
    return do(request, command, done=done, back_to=LOGOS)
