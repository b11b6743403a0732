# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Versions, taking back, proposals and new items of the catalogue, for programs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Id, Words, answers
from yiwang.rest.staff import catalogue_shapes as shapes
from yiwang.rest.staff.catalogue import made

router = Router(tags=["事项编辑 catalogue"], auth=STAFF)


@router.post(
    "/catalogue/orders/{uuid:order_id}/newest",
    response=answers(shapes.NewOrderOut),
    summary="并入新版本",
    openapi_extra=KEY_PARAMETER,
)
def take_up_newest(
    request: HttpRequest, order_id: UUID, payload: shapes.OrderRevisionIn
) -> HttpResponse:
    """Put an order's changes on top of what was published since it was begun."""
    actor = actor_of(request)

    def acted() -> dict[str, Any]:
        editing.take_up_newest(
            order_id=order_id, revision=payload.revision, actor=actor, at=timezone.now()
        )
        return {"id": order_id, "revision": payload.revision + 1}

    return perform(request, acted)


@router.post(
    "/catalogue/orders/{uuid:order_id}/rollback",
    response=answers(shapes.NewOrderOut, 201),
    summary="恢复到变更以前",
    openapi_extra=KEY_PARAMETER,
)
def roll_back(request: HttpRequest, order_id: UUID, payload: shapes.ReasonIn) -> HttpResponse:
    """Begin an order that brings back what the items of a published one were before it."""
    return made(
        request,
        lambda: editing.roll_back_order(
            order_id=order_id,
            reason=payload.reason,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/catalogue/versions/{uuid:version_id}/restoration",
    response=answers(shapes.NewOrderOut, 201),
    summary="恢复旧版本",
    openapi_extra=KEY_PARAMETER,
)
def restore(request: HttpRequest, version_id: UUID, payload: shapes.ReasonIn) -> HttpResponse:
    """Begin an order that makes a new version with the content of an older one."""
    return made(
        request,
        lambda: editing.roll_back_to(
            version_id=version_id,
            reason=payload.reason,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.get(
    "/catalogue/{layer}/{uuid:item_id}/versions",
    response=answers(shapes.ItemVersions),
    summary="历次版本",
)
def list_versions(request: HttpRequest, layer: OrderLayer, item_id: UUID) -> dict[str, Any]:
    """Return the published versions of an item, the newest first."""
    editing_questions.check_keeper(actor_of(request))
    with read_only():
        name, rows = editing_questions.history(item_id, layer)
        return {"name": name, "items": rows}


@router.get(
    "/catalogue/{layer}/{uuid:item_id}/comparison",
    response=answers(shapes.ComparisonOut),
    summary="比较两个版本",
)
def compare(request: HttpRequest, layer: OrderLayer, item_id: UUID, first: Id, second: Id) -> Any:
    """Return what differs between two versions of an item."""
    editing_questions.check_keeper(actor_of(request))
    with read_only():
        return editing_questions.compare(item_id, layer, first, second)


# ── proposals from below


def _shown(one: editing_questions.Proposal) -> dict[str, Any]:
    row = one.row
    names = ("id", "base_item_id", "name", "reason", "state", "answer", "order_id")
    return {
        **{name: getattr(row, name) for name in (*names, "made_at", "answered_at")},
        "department_name": one.department_name,
        "wishes": one.wishes,
        "may_answer": one.may_answer,
    }


@router.get("/catalogue/proposals", response=answers(shapes.ChangeProposals), summary="修改建议")
def list_proposals(request: HttpRequest) -> dict[str, Any]:
    """Return what the department proposed, and what those who keep base items were asked."""
    with read_only():
        return {"items": [_shown(one) for one in editing_questions.proposals(actor_of(request))]}


@router.get(
    "/catalogue/proposals/{uuid:proposal_id}",
    response=answers(shapes.ChangeProposalOut),
    summary="一条修改建议",
)
def get_proposal(request: HttpRequest, proposal_id: UUID) -> dict[str, Any]:
    """Return one proposal."""
    with read_only():
        return _shown(editing_questions.proposal(proposal_id, actor_of(request)))


def _proposal(request: HttpRequest, act: Callable[[], Any], *, status: int = 200) -> HttpResponse:
    actor = actor_of(request)

    def acted() -> dict[str, Any]:
        shown = _shown(editing_questions.proposal(act().id, actor))
        return shapes.ChangeProposalOut.model_validate(shown).model_dump(mode="json")

    return perform(request, acted, status=status)


@router.post(
    "/catalogue/proposals",
    response=answers(shapes.ChangeProposalOut, 201),
    summary="提出修改建议",
    openapi_extra=KEY_PARAMETER,
)
def make_proposal(request: HttpRequest, payload: shapes.ProposalIn) -> HttpResponse:
    """Ask those who keep a base item to change it."""
    return _proposal(
        request,
        lambda: editing.make_proposal(
            base_item_id=payload.base_item_id,
            reason=payload.reason,
            wishes=payload.wishes,
            actor=actor_of(request),
            at=timezone.now(),
        ),
        status=201,
    )


@router.post(
    "/catalogue/proposals/{uuid:proposal_id}/answer",
    response=answers(shapes.ChangeProposalOut),
    summary="答复修改建议",
    openapi_extra=KEY_PARAMETER,
)
def answer_proposal(
    request: HttpRequest, proposal_id: UUID, payload: shapes.AnswerIn
) -> HttpResponse:
    """Adopt a proposal, which begins an order, or refuse it."""
    return _proposal(
        request,
        lambda: editing.answer_proposal(
            proposal_id=proposal_id,
            is_adopted=payload.is_adopted,
            answer=payload.answer,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


# ── new ones


@router.post(
    "/catalogue/base-items",
    response=answers(shapes.NewOrderOut, 201),
    summary="新建基本目录事项",
    openapi_extra=KEY_PARAMETER,
)
def open_new_item(request: HttpRequest, payload: shapes.NewItemIn) -> HttpResponse:
    """Begin an order that sets up a base item in the catalogue of the caller's place."""
    actor = actor_of(request)
    first = editing.FirstElements(
        name=payload.name,
        item_type=payload.item_type,
        service_objects=tuple(payload.service_objects),
        exercise_levels=tuple(payload.exercise_levels),
        line=payload.line,
        department_code=payload.department_code,
        local_code=payload.local_code,
    )
    return made(
        request,
        lambda: editing.open_new_base_order(
            first=first, reason=payload.reason, actor=actor, at=timezone.now()
        ),
    )


@router.get("/catalogue/take-up", response=answers(shapes.ItemsToTakeUp), summary="可认领的事项")
def list_items_to_take_up(
    request: HttpRequest, department_id: Id, words: Words = ""
) -> dict[str, Any]:
    """Return base items that a department may exercise and has no list of."""
    with read_only():
        found = editing_questions.items_to_take_up(
            actor_of(request), department_id, words, at=timezone.now()
        )
    return {"items": found}


@router.post(
    "/catalogue/take-up",
    response=answers(shapes.NewOrderOut, 201),
    summary="认领新的实施清单",
    openapi_extra=KEY_PARAMETER,
)
def take_up_item(request: HttpRequest, payload: shapes.TakeUpIn) -> HttpResponse:
    """Begin an order by which a department takes up a base item."""
    actor = actor_of(request)
    return made(
        request,
        lambda: editing.open_new_list_order(
            base_item_id=payload.base_item_id,
            department_id=payload.department_id,
            reason=payload.reason,
            actor=actor,
            at=timezone.now(),
        ),
    )
