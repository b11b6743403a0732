# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafts: what a citizen has typed so far, one for each item version."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.errors import DraftNotFound
from yiwang.cases.services import drafts
from yiwang.foundation.web.database import read_only
from yiwang.rest import paging
from yiwang.rest.auth import CITIZEN, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import (
    Answers,
    Cursor,
    Done,
    Files,
    Form,
    Out,
    PageSize,
    Strict,
    answers,
)

if TYPE_CHECKING:
    from yiwang.cases.models import Draft

router = Router(tags=["草稿 drafts"], auth=CITIZEN)


class DraftIn(Strict):
    """What has been typed so far; it may be incomplete or wrong."""

    form: Form
    materials: Files = Field(default_factory=dict, max_length=100)
    step: int = Field(default=1, ge=1, le=4)
    scenario: Answers | None = Field(
        default=None, description="What was answered in the scenario; null leaves what is kept."
    )


class DraftRow(Out):
    """A draft in a list."""

    id: UUID
    version_id: UUID
    item_name: str
    step: int
    updated_at: datetime


class DraftOut(DraftRow):
    """A draft, whole."""

    form: dict[str, Any]
    materials: dict[str, list[UUID]]
    scenario: dict[str, str | int] | None


class Drafts(Out):
    items: list[DraftRow]
    next_cursor: str


@router.get("/drafts", response=answers(Drafts), summary="草稿列表")
def list_drafts(request: HttpRequest, cursor: Cursor = "", limit: PageSize = 50) -> dict[str, Any]:
    """Return one's drafts, last touched first."""
    place = paging.opened("drafts", cursor)
    with read_only():
        page = cases.draft_page(actor_of(request), cursor=place, limit=limit)
    return {"items": page.rows, "next_cursor": paging.sealed("drafts", page.next_cursor)}


@router.get("/drafts/{uuid:draft_id}", response=answers(DraftOut), summary="草稿")
def get_draft(request: HttpRequest, draft_id: UUID) -> dict[str, Any]:
    """Return one draft."""
    with read_only():
        return _draft(cases.draft(draft_id, actor_of(request)))


@router.get("/versions/{uuid:version_id}/draft", response=answers(DraftOut), summary="事项草稿")
def get_draft_for(request: HttpRequest, version_id: UUID) -> dict[str, Any]:
    """Return what one has typed so far for an item version."""
    with read_only():
        found = cases.draft_for(version_id, actor_of(request))
    if found is None:
        raise DraftNotFound
    return _draft(found)


@router.put(
    "/versions/{uuid:version_id}/draft",
    response=answers(DraftOut),
    summary="保存草稿",
    openapi_extra=KEY_PARAMETER,
)
def put_draft(request: HttpRequest, version_id: UUID, payload: DraftIn) -> HttpResponse:
    """Keep what has been typed so far for an item version, in place of what was kept before."""

    def act() -> dict[str, Any]:
        draft = drafts.save_draft(
            version_id=version_id,
            typed=drafts.DraftContent(
                form=payload.form,
                materials=payload.materials,
                step=payload.step,
                scenario=payload.scenario,
            ),
            actor=actor_of(request),
            at=timezone.now(),
        )
        return DraftOut.model_validate(_draft(draft)).model_dump(mode="json")

    return perform(request, act)


@router.delete("/drafts/{uuid:draft_id}", response=answers(Done), summary="删除草稿")
def delete_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away."""

    def act() -> dict[str, Any]:
        drafts.discard_draft(draft_id=draft_id, actor=actor_of(request))
        return {"done": True}

    return perform(request, act)


def _draft(draft: "Draft") -> dict[str, Any]:
    return {
        "id": draft.id,
        "version_id": draft.version_id,
        "item_name": draft.item_name,
        "step": draft.step,
        "updated_at": draft.updated_at,
        "form": draft.form_data,
        "materials": draft.materials,
        "scenario": draft.scenario_answers,
    }
