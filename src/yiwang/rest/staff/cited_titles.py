# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Titles that items cite and the law corpus does not have, and what editors settle of them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.catalogue.enums import TitleSettlement
from yiwang.catalogue.selectors import comparison
from yiwang.catalogue.services import comparison as commands
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Line, Out, SomeText, Strict, answers

if TYPE_CHECKING:
    from yiwang.catalogue.models import CitedTitle

router = Router(tags=["规范比对 comparison"], auth=STAFF)


class WaitingTitleOut(Out):
    """A title that nobody has settled."""

    title: str
    items: int = Field(description="How many base items cite it.")
    due_on: date
    finding_id: UUID
    nearest: str = Field(description="The law of the corpus that may be meant, or empty.")
    revision: int


class SettledTitleOut(Out):
    """What was settled of a title."""

    title: str
    kind: str = Field(description="alias, outside, or open when it was taken back")
    law_title: str
    source_url: str
    note: str
    revision: int
    settled_at: datetime


class CitedTitlesOut(Out):
    waiting: list[WaitingTitleOut]
    settled: list[SettledTitleOut]


class SettleTitleIn(Strict):
    """Another name of a law of the corpus, or a rule whose text is kept elsewhere."""

    title: Line
    kind: Literal["alias", "outside"]
    law_title: Line = ""
    source_url: Annotated[SomeText | Literal[""], Field(max_length=500)] = ""
    note: Line = ""
    revision: Annotated[int, Field(ge=0, lt=2**31)] = Field(
        0, description="The revision that was read; 0 when nobody has settled it."
    )


class ReopenTitleIn(Strict):
    """Which settlement is taken back."""

    title: Line
    revision: Annotated[int, Field(ge=1, lt=2**31)]


@router.get("/cited-titles", response=answers(CitedTitlesOut), summary="法律库外的引用")
def list_cited_titles(request: HttpRequest) -> dict[str, Any]:
    """Return the titles that wait, the most cited first, and those that were settled."""
    actor = actor_of(request)
    with read_only():
        return {
            "waiting": comparison.waiting_titles(actor),
            "settled": comparison.settled_titles(actor),
        }


@router.post(
    "/cited-titles",
    response=answers(SettledTitleOut),
    summary="认定一个引用的名称",
    openapi_extra=KEY_PARAMETER,
)
def settle_cited_title(request: HttpRequest, payload: SettleTitleIn) -> HttpResponse:
    """Say what a title is; the items that cite it are compared again."""
    said = commands.Settlement(
        TitleSettlement(payload.kind), payload.law_title, payload.source_url, payload.note
    )
    return perform(
        request,
        lambda: _told(
            commands.settle_title(
                title=payload.title,
                said=said,
                revision=payload.revision,
                actor=actor_of(request),
                at=timezone.now(),
            )
        ),
    )


@router.post(
    "/cited-titles/reopening",
    response=answers(SettledTitleOut),
    summary="撤回认定",
    openapi_extra=KEY_PARAMETER,
)
def reopen_cited_title(request: HttpRequest, payload: ReopenTitleIn) -> HttpResponse:
    """Take back what was said of a title; it waits again."""
    return perform(
        request,
        lambda: _told(
            commands.reopen_title(
                title=payload.title,
                revision=payload.revision,
                actor=actor_of(request),
                at=timezone.now(),
            )
        ),
    )


def _told(row: "CitedTitle") -> dict[str, Any]:
    return SettledTitleOut.model_validate(row, from_attributes=True).model_dump(mode="json")
