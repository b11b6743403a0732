# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which elements of an item are its editors', and giving them back to the data files."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.workbench.catalogue.desk import (
    ALL,
    EDIT,
    ITEMS,
    ORDERS,
    entitled,
    layer_in,
    made_once,
    section,
)

MOST_ELEMENTS = 200


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def own_elements(request: HttpRequest, layer: str, item_id: UUID) -> HttpResponse:
    """Show what editors have changed and what the data files say; begin to give some back."""
    actor = entitled(request, *ALL)
    if request.method == "POST":
        return _give_back(request, layer, item_id)
    with read_only():
        context = {
            "own": editing_questions.own_elements(item_id, layer_in(layer)),
            "layer": layer_in(layer).value,
            "item_id": item_id,
            "may_edit": actor.has_right(EDIT),
        }
        return section(request, "own.html", context, tab=ITEMS)


def _give_back(request: HttpRequest, layer: str, item_id: UUID) -> HttpResponse:
    actor = entitled(request, EDIT)
    elements = request.POST.getlist("element")[:MOST_ELEMENTS]
    try:
        order_id = made_once(
            request,
            lambda: (
                editing.give_back(
                    item_id=item_id,
                    layer=layer_in(layer),
                    elements=frozenset(elements),
                    reason=request.POST.get("reason", ""),
                    actor=actor,
                    at=timezone.now(),
                ).id
            ),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{ITEMS}/{layer_in(layer).value}/{item_id}/own")
    return HttpResponseRedirect(f"{ORDERS}/{order_id}")
