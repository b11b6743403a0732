# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The responsibilities of one item on its change order, for programs."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.catalogue.enums import DutyKind
from yiwang.catalogue.services import editing, editing_questions
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import perform
from yiwang.rest.schemas import Line, Out, SomeText, Strict, answers
from yiwang.rest.staff.catalogue_shapes import NewOrderOut, Revision

router = Router(tags=["事项编辑 catalogue"], auth=STAFF)


class StatedResponsibilityOut(Out):
    kind: str
    stage: str
    text: str
    law: str
    article: str


class ItemResponsibilitiesOut(Out):
    """The item's own list, and that of its type, which holds while it has none."""

    revision: int
    own: list[StatedResponsibilityOut]
    of_type: list[StatedResponsibilityOut]
    may_write: bool


class ResponsibilityIn(Strict):
    """A responsibility of a stage, or a liability."""

    kind: Annotated[DutyKind, Field(strict=False)]
    stage: Line = ""
    text: SomeText
    law: Line = ""
    article: Line = ""


class ResponsibilitiesIn(Strict):
    """The item's own list; an empty one gives it back that of its type."""

    revision: Revision
    responsibilities: list[ResponsibilityIn] = Field(max_length=40)


@router.get(
    "/catalogue/lines/{uuid:line_id}/responsibilities",
    response=answers(ItemResponsibilitiesOut),
    summary="变更单里事项的责任清单",
)
def get_responsibilities(request: HttpRequest, line_id: UUID) -> Any:
    """Return the responsibilities of a base item as they stand on its change order."""
    with read_only():
        return editing_questions.responsibilities_on(line_id, actor_of(request))


@router.put(
    "/catalogue/lines/{uuid:line_id}/responsibilities",
    response=answers(NewOrderOut),
    summary="填写事项的责任清单",
)
def set_responsibilities(
    request: HttpRequest, line_id: UUID, payload: ResponsibilitiesIn
) -> HttpResponse:
    """Write down the item's own responsibilities; its other elements stay as they are."""

    def acted() -> dict[str, Any]:
        line = editing.set_responsibilities(
            line_id=line_id,
            wanted=[one.model_dump(mode="json") for one in payload.responsibilities],
            revision=payload.revision,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"id": line.id, "revision": line.revision}

    return perform(request, acted)
