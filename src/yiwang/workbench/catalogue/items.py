# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The items and lists that a post keeps, their versions, and where changes of them begin."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.catalogue.enums import ListState, OrderKind, OrderLayer, VersionState
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.organizations import selectors as organizations
from yiwang.workbench.catalogue.begun import address_of
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
from yiwang.workbench.errors import Unanswered
from yiwang.workbench.frame import shown_text, uuids

PAGE = 30


@audience("staff")
@require_safe
def item_list(request: HttpRequest) -> HttpResponse:
    """List the base items or lists in reach."""
    actor = entitled(request, *ALL)
    layer = layer_in(request.GET.get("layer", ""))
    wanted = wanted_of(request.GET)
    with read_only():
        found = editing_questions.items(
            actor, layer, wanted, after=shown_text(request.GET.get("after", "")), limit=PAGE + 1
        )
        rows = found[:PAGE]
        kept = {key: value for key, value in request.GET.items() if key != "after" and value}
        context = {
            "rows": [(row, _state(row)) for row in rows],
            "layer": layer.value,
            "wanted": wanted,
            "departments": organizations.find_departments(actor, "", limit=200),
            "next_url": "?" + urlencode(kept | {"after": rows[-1].code})
            if len(found) > PAGE
            else "",
            "may_edit": actor.has_right(EDIT),
            "has_base": actor.covers_subtree,
            "query": urlencode(kept),
        }
        return section(request, "items.html", context, tab=ITEMS)


def wanted_of(sent: QueryDict) -> editing_questions.ItemFilter:
    """Return what a search narrows to."""
    found = uuids([sent.get("department", "")])
    return editing_questions.ItemFilter(
        words=shown_text(sent.get("q", "")),
        department_id=found[0] if found else None,
        theme=shown_text(sent.get("theme", "")),
        with_withdrawn=sent.get("withdrawn") == "1",
    )


def _state(row: editing_questions.ItemRow) -> str:
    if row.layer is OrderLayer.LIST:
        return str(ListState(row.state).label)
    return str(VersionState(row.state).label)


@audience("staff")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a change order for the items that are ticked."""
    actor = entitled(request, EDIT)
    layer = layer_in(request.POST.get("layer", ""))
    ids = uuids(request.POST.getlist("item"))
    kind = (
        OrderKind.WITHDRAWAL
        if request.POST.get("kind") == OrderKind.WITHDRAWAL
        else OrderKind.CHANGE
    )

    if layer is OrderLayer.BASE and len(ids) > 1:
        return HttpResponseRedirect(address_of(ids, kind))

    def act() -> UUID:
        if not ids:
            raise Unanswered(_("请先选择事项。"))
        at = timezone.now()
        if layer is OrderLayer.BASE:
            return editing.open_base_order(base_item_id=ids[0], kind=kind, actor=actor, at=at).id
        return editing.open_list_order(
            contents=dict.fromkeys(ids), kind=kind, actor=actor, at=at
        ).id

    try:
        order_id = made_once(request, act)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{ITEMS}?layer={layer.value}")
    return HttpResponseRedirect(f"{ORDERS}/{order_id}")


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, layer: str, item_id: UUID) -> HttpResponse:
    """Show the versions of an item, compare two, or begin to bring one of them back."""
    actor = entitled(request, *ALL)
    if request.method == "POST":
        return _bring_back(request, f"{ITEMS}/{layer}/{item_id}/versions")
    chosen = uuids([request.GET.get("a", ""), request.GET.get("b", "")])
    with read_only():
        name, rows = editing_questions.history(item_id, layer_in(layer))
        if not chosen and len(rows) > 1:
            chosen = [rows[1].id, rows[0].id]
        comparison = (
            editing_questions.compare(item_id, layer_in(layer), *chosen)
            if len(chosen) == 2 and len(set(chosen)) == 2
            else None
        )
        context = {
            "name": name,
            "layer": layer_in(layer).value,
            "item_id": item_id,
            "rows": [(row, VersionState(row.state).label) for row in rows],
            "comparison": comparison,
            "chosen": [str(one) for one in chosen],
            "may_edit": actor.has_right(EDIT),
        }
        return section(request, "versions.html", context, tab=ITEMS)


def _bring_back(request: HttpRequest, back_to: str) -> HttpResponse:
    actor = entitled(request, EDIT)
    found = uuids([request.POST.get("version", "")])
    try:
        order_id = made_once(
            request,
            lambda: (
                editing.roll_back_to(
                    version_id=found[0] if found else UUID(int=0),
                    reason=request.POST.get("reason", ""),
                    actor=actor,
                    at=timezone.now(),
                ).id
            ),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(back_to)
    return HttpResponseRedirect(f"{ORDERS}/{order_id}")
