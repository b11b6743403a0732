# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which elements of an item are its editors', and giving them back to the data files."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER
from yiwang.rest.schemas import Out, Strict, answers
from yiwang.rest.staff import catalogue_shapes as shapes
from yiwang.rest.staff.catalogue import made

router = Router(tags=["事项编辑 catalogue"], auth=STAFF)


class OwnRowOut(Out):
    """A row of a list; an empty text where it is not there, or both say the same."""

    element: str = Field(description="As it is named to be given back: `materials/id_card`.")
    label: str
    order_id: UUID
    order_name: str
    says: str
    would_say: str
    is_same: bool


class OwnElementOut(Out):
    """One element; both texts are empty where the data file says the same."""

    element: str
    label: str
    order_id: UUID
    order_name: str
    says: str
    would_say: str
    sentences: list[str]
    rows: list[OwnRowOut] = Field(
        description="Of a list of which only these rows are the editors'; empty otherwise."
    )
    other_rows: int = Field(description="How many rows of it follow the data files.")


class OwnElementsOut(Out):
    """`loaded_at` is null where no data file was loaded since the first change."""

    name: str
    code: str
    number: int
    elements: list[OwnElementOut]
    others: int = Field(description="How many elements follow the data files.")
    is_from_files: bool
    loaded_at: datetime | None
    why: str = Field(description="Why the item does not follow at all; empty where it does.")
    faults: list[str]
    order_id: UUID | None = Field(description="The open order that the item stands on.")


class GivingBackIn(Strict):
    """Elements by their names in the element tables, rows of lists as `materials/id_card`."""

    elements: list[str] = Field(min_length=1, max_length=200)
    reason: str = Field(min_length=1, max_length=1000)


@router.get(
    "/catalogue/{layer}/{uuid:item_id}/own-elements",
    response=answers(OwnElementsOut),
    summary="编辑改过的要素",
)
def get_own_elements(request: HttpRequest, layer: OrderLayer, item_id: UUID) -> dict[str, Any]:
    """Return the elements that are the editors', and what the data files say instead."""
    editing_questions.check_keeper(actor_of(request))
    with read_only():
        own = editing_questions.own_elements(item_id, layer)
    names = ("name", "code", "number", "elements", "others", "is_from_files", "loaded_at", "why")
    return {
        **{name: getattr(own, name) for name in (*names, "faults")},
        "order_id": own.order[0] if own.order else None,
    }


@router.post(
    "/catalogue/{layer}/{uuid:item_id}/own-elements",
    response=answers(shapes.NewOrderOut, 201),
    summary="交还数据文件",
    openapi_extra=KEY_PARAMETER,
)
def give_back(
    request: HttpRequest, layer: OrderLayer, item_id: UUID, payload: GivingBackIn
) -> HttpResponse:
    """Begin an order by which elements say what the data files say, and follow them again."""
    return made(
        request,
        lambda: editing.give_back(
            item_id=item_id,
            layer=layer,
            elements=frozenset(payload.elements),
            reason=payload.reason,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )
