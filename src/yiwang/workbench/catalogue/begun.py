# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Several base items chosen together: one change for all, and what was begun of each."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yiwang.catalogue.enums import OrderKind
from yiwang.catalogue.errors import ContentInvalid
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.web.audience import audience
from yiwang.foundation.web.database import read_only
from yiwang.ledger import services as ledger
from yiwang.workbench.catalogue import reading, shown
from yiwang.workbench.catalogue.desk import EDIT, ITEMS, entitled, section
from yiwang.workbench.frame import once, uuids

SEVERAL = f"{ITEMS}/several"
MOST = 50


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def several(request: HttpRequest) -> HttpResponse:
    """Show the chosen base items and the element to change in all; begin an order for each."""
    actor = entitled(request, EDIT)
    if request.method == "POST":
        return _begin(request, actor)
    return _page(request, actor, request.GET.getlist("item"), _kind(request.GET.get("kind", "")))


def address_of(ids: Sequence[UUID], kind: OrderKind) -> str:
    """Return the address of the page for some base items."""
    return f"{SEVERAL}?{urlencode([*(('item', one) for one in ids), ('kind', kind.value)])}"


def row_of(begun: editing.Begun) -> dict[str, Any]:
    """Return what became of one item, as it is kept with the answer."""
    return {
        "item_id": str(begun.item_id),
        "name": begun.name,
        "order_id": str(begun.order_id) if begun.order_id else "",
        "order_name": begun.order_name,
        "sentence": begun.sentence,
    }


def begun_page(request: HttpRequest, rows: Sequence[Mapping[str, Any]]) -> HttpResponse:
    """Say what was begun of each item, and lead on to all of the orders together."""
    orders = list(dict.fromkeys(row["order_id"] for row in rows if row["order_id"]))
    context = {
        "rows": rows,
        "done": sum(bool(row["order_id"]) for row in rows),
        "refused": sum(not row["order_id"] for row in rows),
        "together": urlencode([("order", one) for one in orders]),
    }
    return section(request, "orders_begun.html", context, tab=ITEMS)


def _kind(text: str) -> OrderKind:
    return OrderKind.WITHDRAWAL if text == OrderKind.WITHDRAWAL else OrderKind.CHANGE


def _page(
    request: HttpRequest,
    actor: Actor,
    ids: Sequence[str],
    kind: OrderKind,
    *,
    value: Any = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    element = (request.POST if refusal else request.GET).get("element", "")
    with read_only():
        chosen = editing_questions.base_items_by_id(actor, uuids(ids)[:MOST])
        if not chosen:
            return HttpResponseRedirect(f"{ITEMS}?layer=base")
        fields = {one.name: one for one in editing_questions.elements_for_all()}
        field = fields.get(element) if kind is OrderKind.CHANGE else None
        page = shown.Page(
            content={},
            choices=editing_questions.choices_for_all(),
            faults=refusal.errors if isinstance(refusal, ContentInvalid) else (),
        )
        context = {
            "rows": chosen,
            "kind": kind.value,
            "elements": [(one.name, one.label) for one in fields.values()],
            "element": field.name if field else "",
            "views": shown.written(field, field.name, value, page, is_row=False) if field else (),
            "refusal": refusal,
            "reason": request.POST.get("reason", "")[:1000] if refusal else "",
        }
        status = refusal.status if refusal else 200
        return section(request, "begin_several.html", context, tab=ITEMS, status=status)


def _begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    kind = _kind(request.POST.get("kind", ""))
    fields = {one.name: one for one in editing_questions.elements_for_all()}
    field = fields.get(request.POST.get("element", ""))
    value = reading.read_value(request.POST, field.name, field) if field else None

    def act() -> ledger.Answer:
        begun = editing.begin_base_orders(
            item_ids=uuids(request.POST.getlist("item")),
            kind=kind,
            change=editing.Change(field.name, value) if field else None,
            reason=request.POST.get("reason", ""),
            actor=actor,
            at=timezone.now(),
        )
        return ledger.Answer(status=200, body={"items": [row_of(one) for one in begun]})

    try:
        answer = once(request, act)
    except ContentInvalid as refusal:
        sent = request.POST.getlist("item")
        return _page(request, actor, sent, kind, value=value, refusal=refusal)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(address_of(uuids(request.POST.getlist("item")), kind))
    return begun_page(request, answer.body["items"])
