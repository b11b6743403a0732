# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""For those who keep the catalogue: what changed in base items, and changes of codes."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.catalogue.errors import NotYourCatalogue
from yiwang.catalogue.services import base_notices, code_orders, codes
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Flag, Id, Line, Out, PageSize, Strict, Text, answers

router = Router(tags=["事项 items"], auth=STAFF)


class BaseNoticeOut(Out):
    """One list of a department that follows a changed base item."""

    id: UUID
    item: str
    code: str
    department: str
    effective_from: date
    created_at: datetime
    is_adapted: bool = Field(description="Own elements were worse than the new base allows.")
    needs_work: bool = Field(description="Something is left that the department puts right.")
    has_ended: bool = Field(description="The level no longer exercises the item.")
    seen_at: datetime | None


class BaseNoticesOut(Out):
    items: list[BaseNoticeOut]
    unseen: int = Field(description="Of the reader's own department.")


class BaseNoticeDetailOut(Out):
    """What changed, in sentences."""

    notice: BaseNoticeOut
    base_changes: list[str]
    own_changes: list[str]
    open_points: list[str]
    told: int = Field(description="Departments that were told of this base version.")
    seen: int


class SeenIn(Strict):
    notice_ids: list[Id] = Field(min_length=1, max_length=100)


class SeenOut(Out):
    seen: int


class CodeChangeIn(Strict):
    """Basic codes; for a transfer two USCC, for a division two division codes."""

    change: Literal["split", "merge", "renumber", "abolish", "transfer", "division"]
    old_codes: list[Line] = Field(min_length=1, max_length=20)
    new_codes: list[Line] = Field(default_factory=list, max_length=20)
    basis: Text
    on: date | None = Field(
        default=None, strict=False, description="The day; now when not given. At most two years."
    )


class CodesChangedOut(Out):
    lists: int = Field(description="How many lists got other codes, or will on the day.")
    order_id: UUID | None = Field(description="The order that waits for its day; null: done.")


class CodeOrderOut(Out):
    """A change of codes on a day ahead."""

    id: UUID
    change: str
    olds: list[str]
    news: list[str]
    new_names: list[str]
    basis: str
    on: date
    state: str = Field(description="waiting, done, withdrawn or refused.")
    lists: int
    answer: str


class CodeOrders(Out):
    items: list[CodeOrderOut]


@router.get("/staff/base-notices", response=answers(BaseNoticesOut), summary="目录变更告知")
def list_base_notices(
    request: HttpRequest,
    unseen: Flag = False,
    before: Annotated[UUID | None, Field(description="The last of the page before.")] = None,
    limit: PageSize = 30,
) -> dict[str, Any]:
    """Return what departments in the reader's reach were told, the newest first."""
    actor = actor_of(request)
    with read_only():
        rows = base_notices.notices(actor, unseen_only=unseen, before=before, limit=limit)
        return {"items": rows, "unseen": base_notices.unseen_notices(actor)}


@router.get(
    "/staff/base-notices/{uuid:notice_id}",
    response=answers(BaseNoticeDetailOut),
    summary="一条目录变更告知",
)
def get_base_notice(request: HttpRequest, notice_id: UUID) -> dict[str, Any]:
    """Return what changed in a base item, and what became better in the department's list."""
    with read_only():
        found = base_notices.notice(notice_id, actor_of(request))
    return {
        "notice": found.row,
        "base_changes": [line for one in found.base_changes for line in one.sentences],
        "own_changes": [line for one in found.own_changes for line in one.sentences],
        "open_points": found.open_points,
        "told": found.reading.told,
        "seen": found.reading.seen,
    }


@router.post(
    "/staff/base-notices/seen",
    response=answers(SeenOut),
    summary="阅知",
    openapi_extra=KEY_PARAMETER,
)
def see_base_notices(request: HttpRequest, payload: SeenIn) -> HttpResponse:
    """Mark notices of one's own department as read."""
    actor = actor_of(request)
    return perform(
        request,
        lambda: {
            "seen": base_notices.see_notices(
                notice_ids=payload.notice_ids, actor=actor, at=timezone.now()
            )
        },
    )


@router.post(
    "/staff/codes",
    response=answers(CodesChangedOut),
    summary="编码变更",
    openapi_extra=KEY_PARAMETER,
)
def change_codes(request: HttpRequest, payload: CodeChangeIn) -> HttpResponse:
    """Split, merge, renumber or abolish items; hand lists on to another department or division."""
    actor = actor_of(request)
    if not actor.has_right(Right.CATALOGUE_PUBLISH):
        raise NotYourCatalogue
    wish = codes.Wish(
        change=codes.read_change(payload.change),
        olds=tuple(code.strip().upper() for code in payload.old_codes),
        news=tuple(code.strip().upper() for code in payload.new_codes),
        basis=payload.basis,
    )

    def acted() -> dict[str, Any]:
        lists, order = code_orders.change(wish=wish, on=payload.on, actor=actor, at=timezone.now())
        return {"lists": lists, "order_id": order.id if order else None}

    return perform(request, acted)


@router.get("/staff/codes/orders", response=answers(CodeOrders), summary="预定的编码变更")
def list_code_orders(request: HttpRequest) -> dict[str, Any]:
    """Return changes of codes that wait for their day, and the newest that did."""
    with read_only():
        return {"items": code_orders.code_orders(actor_of(request))}


@router.post(
    "/staff/codes/orders/{uuid:order_id}/withdrawal",
    response=answers(CodeOrderOut),
    summary="撤销预定的编码变更",
    openapi_extra=KEY_PARAMETER,
)
def withdraw_code_order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Withdraw a change that waits for its day; the codes stay as they are."""
    actor = actor_of(request)
    if not actor.has_right(Right.CATALOGUE_PUBLISH):
        raise NotYourCatalogue

    def acted() -> dict[str, Any]:
        order = code_orders.withdraw_code_order(order_id=order_id, actor=actor, at=timezone.now())
        return CodeOrderOut.model_validate(order).model_dump(mode="json")

    return perform(request, acted)
