# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""For whom one acts."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yiwang.foundation.errors import NotFound
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity import services as identity_services
from yiwang.portal.frame import actor_of, page
from yiwang.portal.views.preferences import safe_next


@audience("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
def act_as(request: HttpRequest) -> HttpResponse:
    """Choose for whom one acts: oneself, or a legal person that has named one as its handler."""
    actor = actor_of(request)
    if request.method == "POST":
        chosen = request.POST.get("acting_for", "")
        identity_services.switch_acting_for(
            request, acting_for=_id(chosen), actor=actor, at=timezone.now()
        )
        return HttpResponseRedirect(safe_next(request, "/my"))
    with read_only():
        context = {
            "legal_persons": identity.legal_persons_of(actor.person_id) if actor.person_id else [],
            "next": safe_next(request, "/my"),
        }
        return page(request, "portal/act_as.html", context, current="my")


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None
