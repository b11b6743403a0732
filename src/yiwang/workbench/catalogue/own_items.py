# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""All items that hold elements of their editors, and giving back those of several at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations
from yiwang.workbench.catalogue.begun import begun_page, row_of
from yiwang.workbench.catalogue.desk import ALL, EDIT, ORDERS, OWN, entitled, layer_in, section
from yiwang.workbench.frame import once, shown_text, uuids

PAGE: Final = 30
STATES: Final = editing_questions.OwnState


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def own_items(request: HttpRequest) -> HttpResponse:
    """List the items with elements of editors; begin orders that give some of them back."""
    actor = entitled(request, *ALL)
    if request.method == "POST":
        return _give_back(request, entitled(request, EDIT))
    layer = layer_in(request.GET.get("layer", ""))
    wanted = _wanted(request.GET)
    with read_only():
        found = editing_questions.own_items(
            actor, layer, wanted, after=shown_text(request.GET.get("after", "")), limit=PAGE
        )
        kept = {key: value for key, value in request.GET.items() if key != "after" and value}
        context = {
            "rows": found.rows,
            "looked_at": found.looked_at,
            "layer": layer.value,
            "wanted": wanted,
            "elements": editing_questions.elements_to_filter(layer),
            "states": [(one.value, one.words) for one in STATES],
            "has_base": actor.covers_subtree,
            "may_edit": actor.has_right(EDIT),
            "can_give_back": any(row.may_go_back for row in found.rows),
            "query": urlencode(kept),
            "next_url": "?" + urlencode(kept | {"after": found.after}) if found.after else "",
            **_places(actor, layer, wanted.place),
        }
        return section(request, "own_items.html", context, tab=OWN)


def _wanted(sent: QueryDict) -> editing_questions.OwnFilter:
    """Return what the list narrows to; what cannot be read narrows nothing."""
    departments = uuids([sent.get("department", "")])
    place, state = sent.get("place", ""), sent.get("state", "")
    try:
        since = date.fromisoformat(sent.get("since", ""))
    except ValueError:
        since = None
    return editing_questions.OwnFilter(
        place=place if len(place) == 12 and place.isascii() and place.isdigit() else "",
        department_id=departments[0] if departments else None,
        element=shown_text(sent.get("element", "")),
        since=since,
        state=STATES(state) if state in list(STATES) else None,
    )


def _places(actor: Actor, layer: OrderLayer, chosen: str) -> Mapping[str, Any]:
    """Return the places to narrow to, from one's own down to below the chosen one."""
    if layer is OrderLayer.BASE or not actor.covers_subtree:
        return {"places": (), "departments": ()}
    own = actor.division_code
    here = chosen if chosen and organizations.is_within(chosen, own) else own
    path = [
        one for one in organizations.division_path(here) if organizations.is_within(one.code, own)
    ]
    return {
        "places": [*path, *organizations.children(here)],
        "departments": organizations.departments_in(here),
    }


def _give_back(request: HttpRequest, actor: Actor) -> HttpResponse:
    layer = layer_in(request.POST.get("layer", ""))
    ids = uuids(request.POST.getlist("item"))
    element = shown_text(request.POST.get("element", ""))

    def act() -> ledger.Answer:
        begun = editing.give_back_together(
            layer=layer,
            item_ids=ids,
            element=element,
            reason=request.POST.get("reason", ""),
            actor=actor,
            at=timezone.now(),
        )
        return ledger.Answer(status=200, body={"items": [row_of(one) for one in begun]})

    try:
        answer = once(request, act)
    except DomainError as refusal:
        for line in dict.fromkeys([str(refusal), *(str(one.message) for one in refusal.errors)]):
            messages.error(request, line)
        asked = {"layer": layer.value, "element": element}
        return HttpResponseRedirect(f"{OWN}?{urlencode({k: v for k, v in asked.items() if v})}")
    rows = answer.body["items"]
    if layer is OrderLayer.LIST:
        return HttpResponseRedirect(f"{ORDERS}/{UUID(rows[0]['order_id'])}")
    return begun_page(request, rows)
