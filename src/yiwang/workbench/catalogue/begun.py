# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Several base items chosen together: one change for all, looked at first, and what was begun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
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
from yiwang.workbench.frame import once, shown_text, uuids

SEVERAL = f"{ITEMS}/several"
MOST = 50
How = editing.How
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "idempotency_key", "item", "also", "step"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be changed, as the address or the form names it.

    :ivar field: of the element or the list; None: nothing is changed in all of them
    :ivar row: what the row is called that is replaced or removed
    """

    field: editing_questions.FormField | None
    how: editing.How
    row: str

    @property
    def key(self) -> str:
        return f"{self.field.name}.{self.how.value}" if self.field else ""

    @property
    def needs_row(self) -> bool:
        """Say whether a row of the list has to be chosen first."""
        return self.how in {How.REPLACE, How.REMOVE}

    @property
    def is_written(self) -> bool:
        return self.field is not None and self.how is not How.REMOVE

    def change(self, sent: QueryDict) -> editing.Change | None:
        """Return the change that a form was sent with."""
        if self.field is None:
            return None
        name = self.field.name
        if self.how is How.SET:
            return editing.Change(name, reading.read_value(sent, name, self.field))
        value = reading.read_row(sent, name, self.field.parts) if self.is_written else None
        if value is not None and self.how is How.REPLACE:
            value.pop("key", None)
        place = sent.get("place", "").strip()
        number = int(place) if place.isascii() and place.isdigit() and len(place) <= 2 else 0
        return editing.Change(name, value, self.how, self.row, number)


@audience("staff")
@require_http_methods(["GET", "HEAD", "POST"])
def several(request: HttpRequest) -> HttpResponse:
    """Show the chosen base items and what to change in all; look at it; begin an order for each."""
    actor = entitled(request, EDIT)
    if request.method != "POST":
        return _page(request, actor, request.GET)
    step = request.POST.get("step", "")
    if step == "look":
        return _look(request, actor)
    return _page(request, actor, request.POST) if step == "edit" else _begin(request, actor)


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


def _wanted(sent: QueryDict) -> Wanted:
    """Return what is to be changed; what is not known changes nothing."""
    name, _dot, how = sent.get("element", "").partition(".")
    way = How(how) if how in list(How) else How.SET
    known = (
        editing_questions.elements_for_all()
        if way is How.SET
        else editing_questions.lists_for_all()
    )
    fields = {one.name: one for one in known}
    is_change = _kind(sent.get("kind", "")) is OrderKind.CHANGE
    return Wanted(fields.get(name) if is_change else None, way, _row(sent))


def _chosen(sent: QueryDict) -> list[UUID]:
    """Return the chosen items, and those that could not be ticked when the change was looked at."""
    return uuids([*sent.getlist("item"), *sent.getlist("also")])


def _row(sent: QueryDict) -> str:
    return "".join(sign for sign in sent.get("row", "") if sign.isprintable()).strip()[:600]


def _page(
    request: HttpRequest, actor: Actor, sent: QueryDict, refusal: DomainError | None = None
) -> HttpResponse:
    wanted, kind = _wanted(sent), _kind(sent.get("kind", ""))
    with read_only():
        chosen = editing_questions.base_items_by_id(actor, _chosen(sent)[:MOST])
        if not chosen:
            return HttpResponseRedirect(f"{ITEMS}?layer=base")
        ids = [row.id for row in chosen]
        field = wanted.field if wanted.needs_row else None
        rows = editing_questions.rows_of(ids, field.name) if field else []
        is_ready = field is None or wanted.row in {name for name, _count in rows}
        context = {
            "rows": chosen,
            "kind": kind.value,
            "elements": editing_questions.elements_for_all(),
            "lists": [
                (one.label, [(f"{one.name}.{how.value}", how.label) for how in How if how != "set"])
                for one in editing_questions.lists_for_all()
            ],
            "wanted": wanted,
            "choices": rows,
            "is_ready": is_ready,
            "views": _views(wanted, sent, ids, refusal) if is_ready and wanted.is_written else (),
            "place": shown_text(sent.get("place", ""))[:3],
            "refusal": refusal,
            "reason": sent.get("reason", "")[:1000],
        }
        status = refusal.status if refusal else 200
        return section(request, "begin_several.html", context, tab=ITEMS, status=status)


def _views(
    wanted: Wanted, sent: QueryDict, ids: Sequence[UUID], refusal: DomainError | None
) -> list[shown.FieldView]:
    """Return the fields in which the element or the row is written, with what was sent."""
    field = wanted.field
    if field is None:
        return []
    change = wanted.change(sent) if sent.get("step") or refusal else None
    value = change.value if change else None
    if wanted.how is not How.SET and value is None:
        value = editing_questions.blank_row(field.name)
        if wanted.how is How.REPLACE:
            value |= editing_questions.row_named(ids, field.name, wanted.row) or {}
    page = shown.Page(
        content={},
        choices={
            **editing_questions.choices_for_all(),
            **editing_questions.definition_choices(),
        },
        faults=refusal.errors if isinstance(refusal, ContentInvalid) else (),
    )
    views = shown.written(field, field.name, value, page, is_row=wanted.how is not How.SET)
    hidden = f"{field.name}-key" if wanted.how is How.REPLACE else ""
    return [view for view in views if view.name != hidden]


def _look(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what the change would do to each item, before anything is begun."""
    sent = request.POST
    change = _wanted(sent).change(sent)
    if change is None:
        return _page(request, actor, sent)
    try:
        with read_only():
            looked = editing.look_at_base_orders(
                item_ids=uuids(sent.getlist("item")), change=change, actor=actor
            )
    except ContentInvalid as refusal:
        return _page(request, actor, sent, refusal)
    except DomainError as refusal:
        return _sent_back(request, refusal)
    context = {
        "rows": looked,
        "possible": sum(one.is_possible for one in looked),
        "refused": sum(not one.is_possible for one in looked),
        "kept": [
            (name, value)
            for name, values in sent.lists()
            if name not in NOT_KEPT
            for value in values
        ],
        "wanted": _wanted(sent),
        "reason": sent.get("reason", "")[:1000],
    }
    return section(request, "several_looked.html", context, tab=ITEMS)


def _begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    sent = request.POST
    change = _wanted(sent).change(sent)
    ids = uuids(sent.getlist("item"))
    seen = {one: _number(sent.get(f"seen-{one}", "")) for one in ids}

    def act() -> ledger.Answer:
        begun = editing.begin_base_orders(
            item_ids=ids,
            kind=_kind(sent.get("kind", "")),
            change=change,
            seen={one: number for one, number in seen.items() if number},
            reason=sent.get("reason", ""),
            actor=actor,
            at=timezone.now(),
        )
        return ledger.Answer(status=200, body={"items": [row_of(one) for one in begun]})

    try:
        answer = once(request, act)
    except ContentInvalid as refusal:
        return _page(request, actor, sent, refusal)
    except DomainError as refusal:
        return _sent_back(request, refusal)
    return begun_page(request, answer.body["items"])


def _sent_back(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    messages.error(request, str(refusal))
    ids, kind = uuids(request.POST.getlist("item")), _kind(request.POST.get("kind", ""))
    return HttpResponseRedirect(address_of(ids, kind))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("999999") else 0
