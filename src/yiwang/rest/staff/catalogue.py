# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Editing the catalogue under control: change orders from draft to effect, for programs."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from yiwang.catalogue.enums import OrderLayer, Verdict
from yiwang.catalogue.errors import OneBaseItem
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.errors import FieldError
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Flag, Id, Line, PageSize, Whole, Words, answers
from yiwang.rest.staff import catalogue_shapes as shapes

router = Router(tags=["事项编辑 catalogue"], auth=STAFF)


def made(request: HttpRequest, act: Callable[[], Any]) -> HttpResponse:
    """Begin an order, and answer its id."""

    def acted() -> dict[str, Any]:
        order = act()
        return {"id": order.id, "revision": order.revision}

    return perform(request, acted, status=201)


def _moved(request: HttpRequest, act: Callable[[], Any]) -> HttpResponse:
    def acted() -> dict[str, Any]:
        order = act()
        return {"id": order.id, "revision": order.revision}

    return perform(request, acted)


def _row(order: Any) -> dict[str, Any]:
    return {
        "id": order.id,
        "number": str(order),
        "title": order.title,
        "kind": order.kind,
        "layer": order.layer,
        "state": order.state,
        "effective_from": order.effective_from,
        "line_count": order.line_count,
        "revision": order.revision,
    }


def _faults(faults: Iterable[FieldError]) -> list[dict[str, str]]:
    return [{"pointer": one.path, "code": one.code, "detail": str(one.message)} for one in faults]


def _opinions(sent: Iterable[shapes.OpinionIn]) -> dict[str, tuple[Verdict, str]]:
    return {one.element: (one.verdict, one.opinion) for one in sent}


@router.get("/catalogue/items", response=answers(shapes.CatalogueItems), summary="维护范围内的事项")
def list_items(
    request: HttpRequest,
    layer: OrderLayer = OrderLayer.LIST,
    words: Words = "",
    department_id: Id | None = None,
    theme: Words = "",
    with_withdrawn: Flag = False,
    after: Line = "",
    limit: PageSize = 30,
) -> dict[str, Any]:
    """Return the base items or lists that the caller's post keeps, by code."""
    wanted = editing_questions.ItemFilter(words, department_id, theme, with_withdrawn)
    with read_only():
        found = editing_questions.items(
            actor_of(request), layer, wanted, after=after, limit=limit + 1
        )
    rows = found[:limit]
    return {"items": rows, "next_after": rows[-1].code if len(found) > limit else ""}


@router.get("/catalogue/orders", response=answers(shapes.ChangeOrders), summary="变更单")
def list_orders(
    request: HttpRequest,
    is_my_turn: Flag = False,
    state: Words = "",
    after: Words = "",
    limit: PageSize = 30,
) -> dict[str, Any]:
    """Return the change orders in reach, the newest first."""
    year, _dash, number = after.partition("-")
    is_place = year.isdecimal() and number.isdecimal() and len(after) <= len("2026-1000000000")
    with read_only():
        found = editing_questions.orders(
            actor_of(request),
            is_my_turn=is_my_turn,
            state=state,
            after=(int(year), int(number)) if is_place else None,
            limit=limit + 1,
        )
    rows = found[:limit]
    last = f"{rows[-1].year}-{rows[-1].number}" if len(found) > limit else ""
    return {"items": [_row(row) for row in rows], "next_after": last}


@router.post(
    "/catalogue/orders",
    response=answers(shapes.NewOrderOut, 201),
    summary="起草变更单",
    openapi_extra=KEY_PARAMETER,
)
def open_order(request: HttpRequest, payload: shapes.OrderIn) -> HttpResponse:
    """Begin an order for one base item, or for one list or many; see also `orders/several`."""
    actor, at = actor_of(request), timezone.now()
    if payload.layer is OrderLayer.BASE:
        if len(set(payload.items)) > 1:
            raise OneBaseItem
        return made(
            request,
            lambda: editing.open_base_order(
                base_item_id=payload.items[0],
                kind=payload.kind,
                reason=payload.reason,
                actor=actor,
                at=at,
            ),
        )
    return made(
        request,
        lambda: editing.open_list_order(
            contents=dict.fromkeys(payload.items),
            kind=payload.kind,
            reason=payload.reason,
            actor=actor,
            at=at,
        ),
    )


@router.get(
    "/catalogue/orders/{uuid:order_id}",
    response=answers(shapes.ChangeOrderOut),
    summary="一份变更单",
)
def get_order(request: HttpRequest, order_id: UUID, first_line: Whole = 0) -> dict[str, Any]:
    """Return an order: what it changes, what is wrong with it, what the caller may do."""
    with read_only():
        view = editing_questions.order(order_id, actor_of(request), first_line=first_line)
    order = view.order
    moments = ("drafted_at", "submitted_at", "reviewed_at", "approved_at", "published_at")
    return {
        **_row(order),
        **{name: getattr(order, name) for name in (*moments, "reason", "answer", "round")},
        "department_name": view.department_name,
        "lines": [
            {
                "id": one.line.id,
                "name": one.line.name,
                "code": one.code,
                "department_name": one.department_name,
                "is_withdrawn": one.line.content is None,
                "changes": one.changes,
                "open_cases": one.open_cases,
                "gives_back": one.line.gives_back,
            }
            for one in view.lines
        ],
        "next_line": view.next_line,
        "opinions": view.opinions,
        "faults": _faults(view.faults),
        "stale": view.stale,
        "actions": sorted(action.value for action in view.actions),
        "open_cases": view.open_cases,
        "closed_lists": view.closed_lists,
        "reopens_lists": order.reopens_lists,
    }


@router.get(
    "/catalogue/lines/{uuid:line_id}",
    response=answers(shapes.LineEditorOut),
    summary="变更单里的事项",
)
def get_line(request: HttpRequest, line_id: UUID) -> dict[str, Any]:
    """Return the elements of one item on an order, to be edited."""
    with read_only():
        editor = editing_questions.line_editor(line_id, actor_of(request))
    line = editor.line
    return {
        "id": line.id,
        "order_id": line.order_id,
        "layer": editor.layer.value,
        "code": editor.code,
        "revision": line.revision,
        "content": line.content,
        "form_code": line.form_code,
        "process_code": line.process_code,
        "origin": editor.origin,
        "changes": editor.changes,
        "faults": _faults(editor.faults),
        "may_write": editor.may_write,
    }


@router.put(
    "/catalogue/lines/{uuid:line_id}", response=answers(shapes.NewOrderOut), summary="保存要素"
)
def save_line(request: HttpRequest, line_id: UUID, payload: shapes.LineIn) -> HttpResponse:
    """Write down the elements; 409 names what differs when somebody saved meanwhile."""
    return _moved(
        request,
        lambda: editing.save_line(
            line_id=line_id,
            content=payload.content,
            revision=payload.revision,
            form_code=payload.form_code,
            process_code=payload.process_code,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.get("/catalogue/articles", response=answers(shapes.FoundArticles), summary="查找法律条文")
def find_articles(request: HttpRequest, words: Words = "") -> dict[str, Any]:
    """Return articles for a citation or for words."""
    editing_questions.check_keeper(actor_of(request))
    with read_only():
        return {"items": editing_questions.find_articles(words, actor_of(request))}


def _step(name: str, summary: str) -> Callable[[Any], Any]:
    return router.post(
        f"/catalogue/orders/{{uuid:order_id}}/{name}",
        response=answers(shapes.NewOrderOut),
        summary=summary,
        openapi_extra=KEY_PARAMETER,
    )


@_step("submission", "提交变更单")
def submit_order(
    request: HttpRequest, order_id: UUID, payload: shapes.SubmissionIn
) -> HttpResponse:
    """Send an order to legal review; one that only takes back goes straight to approval."""
    return _moved(
        request,
        lambda: editing.submit_order(
            order_id=order_id,
            revision=payload.revision,
            reason=payload.reason,
            effective_from=payload.effective_from,
            reopens_lists=payload.reopens_lists,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@_step("review", "法制审核通过")
def pass_review(
    request: HttpRequest, order_id: UUID, payload: shapes.LegalReviewIn
) -> HttpResponse:
    """Let an order pass the legal review, with an opinion on every changed element."""
    return _moved(
        request,
        lambda: editing.pass_review(
            order_id=order_id,
            revision=payload.revision,
            opinions=_opinions(payload.opinions),
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@_step("return", "退回变更单")
def return_order(
    request: HttpRequest, order_id: UUID, payload: shapes.OrderReturnIn
) -> HttpResponse:
    """Send an order back to those who drafted it."""
    return _moved(
        request,
        lambda: editing.return_order(
            order_id=order_id,
            revision=payload.revision,
            reason=payload.reason,
            opinions=_opinions(payload.opinions),
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@_step("approval", "批准变更单")
def approve_order(request: HttpRequest, order_id: UUID, payload: shapes.ApprovalIn) -> HttpResponse:
    """Approve an order; it takes effect on its day."""
    return _moved(
        request,
        lambda: editing.approve_order(
            order_id=order_id,
            revision=payload.revision,
            note=payload.note,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@_step("withdrawal", "撤销变更单")
def withdraw_order(
    request: HttpRequest, order_id: UUID, payload: shapes.OrderRevisionIn
) -> HttpResponse:
    """Give up an order that has not been approved."""
    return _moved(
        request,
        lambda: editing.withdraw_order(
            order_id=order_id,
            revision=payload.revision,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )
