# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How sure we are who the reader is, and how to be surer; one comes back to where one was."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.portal.frame import actor_of, page
from yiwang.portal.views.preferences import safe_next

PAGE = "/my/assurance"


@audience("citizen")
@sensitive_post_parameters("resident_id")
@require_http_methods(["GET", "HEAD", "POST"])
def assurance(request: HttpRequest) -> HttpResponse:
    """Show the reader's level and what it rests on; check name and number against the register."""
    if request.method != "POST":
        with read_only():
            return _page(request)
    try:
        person = identity_services.check_real_name(
            name=request.POST.get("name", ""),
            resident_id=request.POST.get("resident_id", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _page(request, refusal=refusal)
    level = {"level": person.assurance_level}
    messages.success(request, _("核验一致，您现在的实名等级是 %(level)d 级。") % level)
    return HttpResponseRedirect(safe_next(request, PAGE))


def _page(request: HttpRequest, *, refusal: DomainError | None = None) -> HttpResponse:
    actor = actor_of(request)
    needed = request.GET.get("needs") or request.POST.get("needs") or ""
    wanted = int(needed) if needed in {"1", "2", "3"} else min(actor.assurance + 1, 3)
    levels = identity.assurance_levels()
    context = {
        "level": next((one for one in levels if one.level == actor.assurance), None),
        "levels": levels,
        "wanted": wanted,
        "is_enough": actor.assurance >= wanted,
        "evidence": identity.evidence_of(actor.person_id) if actor.person_id else [],
        "ways": identity.ways_to(wanted, actor.person_id) if actor.assurance < wanted else [],
        "name": request.POST.get("name", "").strip()[:60],
        "next": safe_next(request, ""),
        "needs": needed,
        "refusal": str(refusal) if refusal else "",
    }
    status = refusal.status if refusal else 200
    return page(request, "portal/assurance.html", context, current="my", status=status)
