# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Two texts of one item on a change order made one, for programs."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Out, Strict, answers
from yiwang.rest.staff.catalogue_shapes import LineIn, NewOrderOut, Revision

router = Router(tags=["事项编辑 catalogue"], auth=STAFF)
Part = Annotated[str, Field(min_length=1, max_length=600)]


class MergeClashOut(Out):
    """A place that both sides changed differently, in plain words."""

    part: str = Field(description="An element, or an element and the key of a row.")
    element: str
    label: str
    before: list[str]
    mine: list[str] = Field(description="Empty where it was taken out.")
    theirs: list[str] = Field(description="Empty where it was taken out.")
    value: Any = Field(description="The stored form of one's own, to write a third text from.")
    is_row: bool
    is_order: bool = Field(description="Only the order of the rows differs.")


class LineMergeOut(Out):
    """What has to be merged: a text that one set aside, else a version published meanwhile."""

    line_id: UUID
    order_id: UUID
    revision: int
    source: str = Field(description="colleague or published.")
    version: int = Field(description="Number of the new version; 0 of a colleague's text.")
    others: list[str] = Field(description="Who saved meanwhile.")
    from_theirs: list[str] = Field(description="What is taken over, in sentences.")
    from_mine: list[str] = Field(description="What stays of one's own, in sentences.")
    clashes: list[MergeClashOut]


class MergeChoiceIn(Strict):
    """Whose text stands at one place; a third one is written as `value`."""

    part: Part
    take: Annotated[editing.Take, Field(strict=False)]
    value: Any = None


class MergeIn(Strict):
    revision: Revision
    version: int = Field(default=0, ge=0, le=2**31)
    choices: list[MergeChoiceIn] = Field(default_factory=list, max_length=500)


@router.get(
    "/catalogue/lines/{uuid:line_id}/merge",
    response=answers(LineMergeOut),
    summary="需要合并的内容",
)
def get_merge(request: HttpRequest, line_id: UUID) -> dict[str, Any]:
    """Return what is taken over by itself, and what has to be chosen."""
    with read_only():
        found = editing_questions.merge_of(line_id, actor_of(request))
    return {
        "line_id": found.line.id,
        "order_id": found.order.id,
        "revision": found.line.revision,
        "source": found.source.value,
        "version": found.version,
        "others": found.others,
        "from_theirs": found.merge.from_theirs,
        "from_mine": found.merge.from_mine,
        "clashes": found.merge.clashes,
    }


@router.post(
    "/catalogue/lines/{uuid:line_id}/merge",
    response=answers(NewOrderOut),
    summary="合并两份修改",
    openapi_extra=KEY_PARAMETER,
)
def merge_line(request: HttpRequest, line_id: UUID, payload: MergeIn) -> HttpResponse:
    """Make one text of two; 422 names the places that wait for a choice."""
    choices = {one.part: editing.Choice(one.take, one.value) for one in payload.choices}

    def acted() -> dict[str, Any]:
        line = editing.merge_line(
            line_id=line_id,
            revision=payload.revision,
            version=payload.version,
            choices=choices,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"id": line.id, "revision": line.revision}

    return perform(request, acted)


@router.put(
    "/catalogue/lines/{uuid:line_id}/aside",
    response=answers(NewOrderOut),
    summary="另存自己的修改",
)
def set_aside(request: HttpRequest, line_id: UUID, payload: LineIn) -> HttpResponse:
    """Keep what one wrote in a line that somebody saved since, to merge it later."""

    def acted() -> dict[str, Any]:
        kept = editing.set_aside(
            line_id=line_id,
            content=payload.content,
            revision=payload.revision,
            form_code=payload.form_code,
            process_code=payload.process_code,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"id": kept.line_id, "revision": kept.began_revision}

    return perform(request, acted)


@router.delete(
    "/catalogue/lines/{uuid:line_id}/aside",
    response=answers(NewOrderOut),
    summary="放弃另存的修改",
)
def drop_aside(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Give up what one had set aside; what the colleague saved stands."""

    def acted() -> dict[str, Any]:
        editing.drop_aside(line_id=line_id, actor=actor_of(request))
        return {"id": line_id, "revision": 0}

    return perform(request, acted)
