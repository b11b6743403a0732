# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The public notice of changes of the catalogue, for programs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from yiwang.catalogue.selectors import change_notices
from yiwang.foundation.web.database import read_only
from yiwang.rest import paging
from yiwang.rest.auth import public
from yiwang.rest.schemas import Cursor, Day, DivisionCode, Id, Out, PageSize, answers

router = Router(tags=["事项 items"], auth=None)


class ElementChangeOut(Out):
    """One element that differs: its name, and what differs in sentences."""

    element: str
    label: str
    kind: str
    sentences: list[str]
    before: str
    after: str


class ChangedItemOut(Out):
    """One item in a notice."""

    name: str
    code: str
    department_name: str
    is_withdrawn: bool
    changes: list[ElementChangeOut]


class ChangeNoticeOut(Out):
    """What changed, why, and from when; `approved` has not taken effect yet."""

    id: UUID
    number: str
    title: str
    reason: str
    kind: str
    layer: str
    state: str
    division_code: str
    department_name: str
    effective_from: date
    published_at: datetime | None
    items: list[ChangedItemOut]
    more: int


class ChangeNotices(Out):
    items: list[ChangeNoticeOut]
    next_cursor: str


@router.get("/catalogue/change-notices", response=answers(ChangeNotices), summary="事项变更公告")
@public
def list_changes(
    request: HttpRequest,
    division: DivisionCode = "330000000000",
    department_id: Id | None = None,
    since: Day | None = None,
    until: Day | None = None,
    cursor: Cursor = "",
    limit: PageSize = 20,
) -> dict[str, Any]:
    """Return changes of the catalogue in a division and below it, the latest day first."""
    wanted = change_notices.NoticeFilter(division, department_id, since, until)
    place = paging.opened("change-notices", cursor)
    with read_only():
        found = change_notices.notices(wanted, after=_after(place), limit=limit + 1)
        rows = found[:limit]
        last = rows[-1].order if len(found) > limit else None
        here = f"{last.effective_from}_{last.year * 1_000_000 + last.number}" if last else None
        return {
            "items": [shown(row) for row in rows],
            "next_cursor": paging.sealed("change-notices", here),
        }


@router.get(
    "/catalogue/change-notices/{uuid:order_id}",
    response=answers(ChangeNoticeOut),
    summary="一份事项变更公告",
)
@public
def get_change(request: HttpRequest, order_id: UUID) -> dict[str, Any]:
    """Return one notice with its first two hundred items."""
    with read_only():
        return shown(change_notices.notice(order_id))


def shown(row: change_notices.Notice) -> dict[str, Any]:
    """Return a notice as programs read it."""
    order = row.order
    return {
        "id": order.id,
        "number": str(order),
        "title": order.title,
        "reason": order.reason,
        "kind": order.kind,
        "layer": order.layer,
        "state": order.state,
        "division_code": order.division_code,
        "department_name": row.department_name,
        "effective_from": order.effective_from,
        "published_at": order.published_at,
        "items": row.items,
        "more": row.more,
    }


def _after(place: str) -> tuple[date, int] | None:
    if not place:
        return None
    day, _separator, number = place.partition("_")
    return date.fromisoformat(day), int(number)
