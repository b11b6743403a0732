# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""All items that hold elements of editors, giving several back, and orders begun together."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from yiwang.catalogue.enums import OrderKind, OrderLayer
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Id, Line, Out, PageSize, SentDay, SomeText, Strict, Text, answers

router = Router(tags=["事项编辑 catalogue"], auth=STAFF)


class OwnWanted(Strict):
    """What to look for; `since`: one of its elements was changed on that day or later."""

    layer: Annotated[OrderLayer, Field(strict=False)] = OrderLayer.LIST
    place: Annotated[str, Field(pattern="^([0-9]{12})?$")] = ""
    department_id: Id | None = None
    element: Line = ""
    since: SentDay | None = None
    state: Annotated[editing_questions.OwnState, Field(strict=False)] | None = None


class NamedElementOut(Out):
    element: str
    label: str


class OwnItemOut(Out):
    """An item with the elements that are its editors'; a withdrawn one may have none."""

    id: UUID
    layer: str
    name: str
    code: str
    department_name: str
    elements: list[NamedElementOut]
    changed_at: datetime | None
    state: str = Field(description="own, clash (stays as a whole) or withdrawn.")
    words: str
    is_from_files: bool
    may_go_back: bool
    order_id: UUID | None = Field(description="The open order that the item stands on.")


class OwnItems(Out):
    items: list[OwnItemOut]
    next_after: str = Field(description="`after` of the next page; empty on the last.")


class GivingBackTogetherIn(Strict):
    """All elements that are the editors', or only `element` of each item."""

    layer: Annotated[OrderLayer, Field(strict=False)]
    items: list[Id] = Field(min_length=1, max_length=50)
    element: Line = ""
    reason: SomeText


class SharedChangeIn(Strict):
    """What is to be the same in all chosen base items: an element, or a row of a list."""

    element: Line = Field(description="Also `form_code` and `process_code`.")
    value: Any = Field(
        default=None,
        description="In the shape of the element, or of a row of it (ZWFW C0109); "
        "null where a row is removed.",
    )
    how: Annotated[editing.How, Field(strict=False)] = editing.How.SET
    row: Line = Field(default="", description="What the row is called that is replaced or removed.")
    place: int = Field(
        default=0, ge=0, le=100, description="Of an added row, from 1; 0: after the others."
    )


class BeginTogetherIn(Strict):
    """Base items of which each gets an order of its own."""

    items: list[Id] = Field(min_length=1, max_length=50)
    kind: Annotated[OrderKind, Field(strict=False)] = OrderKind.CHANGE
    change: SharedChangeIn | None = None
    seen: dict[str, int] = Field(
        default_factory=dict,
        max_length=50,
        description="By item, the `number` that the preview named: nothing is begun of an item "
        "that has a newer version since.",
    )
    reason: Text = ""


class LookTogetherIn(Strict):
    """A change that is looked at before anything is begun."""

    items: list[Id] = Field(min_length=1, max_length=50)
    change: SharedChangeIn


class LookedOut(Out):
    """What would become of one item; `sentence` says why no order would be begun."""

    item_id: UUID
    name: str
    code: str
    number: int = Field(description="Of the version that would be changed.")
    is_possible: bool
    sentences: list[str]
    sentence: str


class LookedItems(Out):
    """In the order in which the items were sent."""

    items: list[LookedOut]


class BegunOrderOut(Out):
    """What became of one item; `sentence` says why no order was begun."""

    item_id: UUID
    name: str
    is_done: bool
    order_id: UUID | None
    order_name: str
    sentence: str


class BegunOrders(Out):
    """In the order in which the items were sent."""

    items: list[BegunOrderOut]


@router.get("/catalogue/own-elements", response=answers(OwnItems), summary="编辑改过的事项")
def list_own_items(
    request: HttpRequest, wanted: Query[OwnWanted], after: Line = "", limit: PageSize = 30
) -> dict[str, Any]:
    """Return items that hold elements of editors, or that editors withdrew, by place and code.

    With `since`, the newest first. A page may hold fewer than `limit` and yet have a next one.
    """
    narrowed = editing_questions.OwnFilter(
        wanted.place, wanted.department_id, wanted.element, wanted.since, wanted.state
    )
    with read_only():
        found = editing_questions.own_items(
            actor_of(request), wanted.layer, narrowed, after=after, limit=limit
        )
    names = ("id", "layer", "name", "code", "department_name", "changed_at", "state", "words")
    return {
        "items": [
            {
                **{name: getattr(one, name) for name in (*names, "is_from_files", "may_go_back")},
                "elements": [{"element": name, "label": label} for name, label in one.elements],
                "order_id": one.order[0] if one.order else None,
            }
            for one in found.rows
        ],
        "next_after": found.after,
    }


@router.post(
    "/catalogue/own-elements",
    response=answers(BegunOrders),
    summary="一起交还数据文件",
    openapi_extra=KEY_PARAMETER,
)
def give_back_together(request: HttpRequest, payload: GivingBackTogetherIn) -> HttpResponse:
    """Begin to give elements back: one order for all lists, or one for each base item."""
    actor = actor_of(request)
    return perform(
        request,
        lambda: _begun(
            editing.give_back_together(
                layer=payload.layer,
                item_ids=payload.items,
                element=payload.element,
                reason=payload.reason,
                actor=actor,
                at=timezone.now(),
            )
        ),
    )


@router.post(
    "/catalogue/orders/several",
    response=answers(BegunOrders),
    summary="一起起草变更单",
    openapi_extra=KEY_PARAMETER,
)
def begin_together(request: HttpRequest, payload: BeginTogetherIn) -> HttpResponse:
    """Begin an order for each of several base items; what one refuses holds up no other."""
    actor, sent = actor_of(request), payload.change
    ids = {str(one): one for one in payload.items}
    return perform(
        request,
        lambda: _begun(
            editing.begin_base_orders(
                item_ids=payload.items,
                kind=payload.kind,
                change=_change(sent) if sent else None,
                seen={ids[key]: number for key, number in payload.seen.items() if key in ids},
                reason=payload.reason,
                actor=actor,
                at=timezone.now(),
            )
        ),
    )


@router.post(
    "/catalogue/orders/several/preview",
    response=answers(LookedItems),
    summary="一起修改以前先看差别",
)
def look_together(request: HttpRequest, payload: LookTogetherIn) -> dict[str, Any]:
    """Return what a change would do to each of several base items; nothing is begun."""
    with read_only():
        looked = editing.look_at_base_orders(
            item_ids=payload.items, change=_change(payload.change), actor=actor_of(request)
        )
    names = ("item_id", "name", "code", "number", "is_possible", "sentences", "sentence")
    return {"items": [{name: getattr(one, name) for name in names} for one in looked]}


def _change(sent: SharedChangeIn) -> editing.Change:
    return editing.Change(sent.element, sent.value, sent.how, sent.row, sent.place)


def _begun(rows: list[editing.Begun]) -> dict[str, Any]:
    names = ("item_id", "name", "is_done", "order_id", "order_name", "sentence")
    return {"items": [{name: getattr(row, name) for name in names} for row in rows]}
