# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One step with several change orders, and what became of each."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.catalogue.services import editing
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Id, Out, SentDay, Strict, Text, answers
from yiwang.rest.staff.catalogue_shapes import Revision

router = Router(tags=["事项编辑 catalogue"], auth=STAFF)


class ChosenOrderIn(Strict):
    """A change order as the caller has read it."""

    id: Id
    revision: Revision


class OrdersStepIn(Strict):
    """`text` is the reason, the opinion or the note; a day is needed to submit only."""

    step: Annotated[editing.StepAtOnce, Field(strict=False)]
    orders: list[ChosenOrderIn] = Field(min_length=1, max_length=50)
    text: Text = ""
    effective_from: SentDay | None = None


class OrderOutcomeOut(Out):
    """What became of one order; `sentence` says why it was not done."""

    id: UUID
    number: str
    title: str
    is_done: bool
    state: str
    sentence: str


class OrderOutcomes(Out):
    """In the order of the numbers; those out of reach last."""

    items: list[OrderOutcomeOut]


@router.post(
    "/catalogue/orders/step",
    response=answers(OrderOutcomes),
    summary="一起办理变更单",
    openapi_extra=KEY_PARAMETER,
)
def act_at_once(request: HttpRequest, payload: OrdersStepIn) -> HttpResponse:
    """Take one step with several orders; what one refuses does not hold up the others."""
    actor = actor_of(request)

    def acted() -> dict[str, Any]:
        outcomes = editing.act_at_once(
            chosen={one.id: one.revision for one in payload.orders},
            step=payload.step,
            told=editing.Told(payload.text, payload.effective_from),
            actor=actor,
            at=timezone.now(),
        )
        return {"items": [asdict(one) for one in outcomes]}

    return perform(request, acted)
