# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""For whom one acts: oneself, a firm, somebody who has given a mandate, a child."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yiwang.foundation.actors import Actor
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
    """Choose for whom one acts from now on."""
    actor = actor_of(request)
    if request.method == "POST":
        chosen = request.POST.get("acting_for", "")
        identity_services.switch_acting_for(
            request, acting_for=id_of(chosen), actor=actor, at=timezone.now()
        )
        return HttpResponseRedirect(safe_next(request, "/my"))
    with read_only():
        context = {
            "choices": identity.acting_choices(actor.person_id) if actor.person_id else [],
            "chosen": _chosen(request, actor),
            "next": safe_next(request, "/my"),
        }
        return page(request, "portal/act_as.html", context, current="my")


def _chosen(request: HttpRequest, actor: Actor) -> str:
    return str(request.session.get("acting_for", "")) if actor.is_acting_for_another else ""


def id_of(text: str) -> UUID | None:
    """Return an id that was sent, None for an empty one.

    :raises NotFound: it is no id
    """
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None
