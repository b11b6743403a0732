# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The minors whom the reader looks after."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.portal.frame import actor_of, page

LIST = "/my/wards"


@audience("citizen")
@sensitive_post_parameters("resident_id")
@require_http_methods(["GET", "HEAD", "POST"])
def ward_list(request: HttpRequest) -> HttpResponse:
    """List the reader's wards; add one whom the household register knows as theirs."""
    if request.method != "POST":
        with read_only():
            return _page(request)
    try:
        identity_services.become_guardian(
            name=request.POST.get("name", ""),
            resident_id=request.POST.get("resident_id", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _page(request, refusal=refusal)
    messages.success(request, _("已登记。在“切换办事身份”里选择孩子，就可以代为办事。"))
    return HttpResponseRedirect(LIST)


def _page(request: HttpRequest, *, refusal: DomainError | None = None) -> HttpResponse:
    person_id = actor_of(request).person_id
    context = {
        "wards": identity.wards_of(person_id) if person_id else [],
        "name": request.POST.get("name", "").strip()[:60],
        "refusal": str(refusal) if refusal else "",
    }
    status = refusal.status if refusal else 200
    return page(request, "portal/wards.html", context, current="my", status=status)


@audience("citizen")
@require_POST
def end_ward(request: HttpRequest, guardianship_id: UUID) -> HttpResponse:
    """Look after somebody no more."""
    identity_services.end_guardianship(
        guardianship_id=guardianship_id, actor=actor_of(request), at=timezone.now()
    )
    messages.success(request, _("监护登记已经结束。"))
    return HttpResponseRedirect(LIST)
