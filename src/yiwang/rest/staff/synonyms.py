# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How people speak: synonyms of editors, and words for which search found nothing."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.catalogue import services
from yiwang.catalogue.enums import QueryState
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import DivisionCode, Done, Line, Out, Strict, answers

router = Router(tags=["搜索 search"], auth=STAFF)


class SynonymOut(Out):
    """What some words mean: an item, or official words."""

    id: UUID
    phrase: str
    item_code: str = Field(description="Number of the item; empty for official words.")
    item_name: str
    words: str
    weight: int = Field(description="3 just that, 2 often that, 1 belongs to it.")
    state: str
    drafted_at: datetime


class SynonymsOut(Out):
    items: list[SynonymOut]


class SynonymIn(Strict):
    """An item or official words, never both."""

    phrase: Line
    item_code: Line = ""
    words: Line = ""
    weight: Annotated[int, Field(ge=1, le=3)] = 3


class TrialIn(SynonymIn):
    asked: Line = Field("", description="The question to try it with; the phrase when empty.")
    region_code: DivisionCode = "330000000000"


class TrialOut(Out):
    """The best five for the question, without and with the synonym."""

    asked: str
    before: list[str]
    after: list[str]
    is_first: bool


class SynonymMade(Out):
    id: UUID
    state: str


class UnansweredOut(Out):
    """Words that several people used and that found nothing; without digits."""

    id: UUID
    text: str
    times: int
    first_on: date
    last_on: date
    state: str


class UnansweredListOut(Out):
    items: list[UnansweredOut]


class ClosingIn(Strict):
    state: Literal["answered", "none"]


def _meaning(payload: SynonymIn) -> services.synonyms.Meaning:
    return services.synonyms.Meaning(
        phrase=payload.phrase,
        local_code=payload.item_code,
        words=payload.words,
        weight=payload.weight,
    )


@router.get("/synonyms", response=answers(SynonymsOut), summary="搜索说法")
def list_synonyms(
    request: HttpRequest, state: Literal["", "draft", "published", "withdrawn"] = "", q: Line = ""
) -> dict[str, Any]:
    """Return the synonyms of editors, the newest first; at most 200."""
    with read_only():
        return {
            "items": services.synonym_questions.synonyms(actor_of(request), state=state, text=q)
        }


@router.post(
    "/synonyms",
    response=answers(SynonymMade, 201),
    summary="起草说法",
    openapi_extra=KEY_PARAMETER,
)
def draft(request: HttpRequest, payload: SynonymIn) -> HttpResponse:
    """Say what some words mean; search follows when a second person has published it."""

    def act() -> dict[str, Any]:
        made = services.synonyms.draft_synonym(
            meaning=_meaning(payload), actor=actor_of(request), at=timezone.now()
        )
        return {"id": str(made.id), "state": made.state}

    return perform(request, act, status=201)


@router.post("/synonyms/trial", response=answers(TrialOut), summary="试用说法")
def try_out(request: HttpRequest, payload: TrialIn) -> Any:
    """Return what the best five would become; it changes nothing."""
    with read_only():
        return services.synonym_questions.try_synonym(
            meaning=_meaning(payload),
            actor=actor_of(request),
            region_code=payload.region_code,
            asked=payload.asked,
        )


@router.post(
    "/synonyms/{uuid:synonym_id}/publication",
    response=answers(SynonymMade),
    summary="发布说法",
    openapi_extra=KEY_PARAMETER,
)
def publish(request: HttpRequest, synonym_id: UUID) -> HttpResponse:
    """Put a draft into search; not by who drafted it."""

    def act() -> dict[str, Any]:
        done = services.synonyms.publish_synonym(
            synonym_id=synonym_id, actor=actor_of(request), at=timezone.now()
        )
        return {"id": str(done.id), "state": done.state}

    return perform(request, act)


@router.post(
    "/synonyms/{uuid:synonym_id}/withdrawal",
    response=answers(SynonymMade),
    summary="撤下说法",
    openapi_extra=KEY_PARAMETER,
)
def withdraw(request: HttpRequest, synonym_id: UUID) -> HttpResponse:
    """Take a synonym out of search, or give up its draft."""

    def act() -> dict[str, Any]:
        done = services.synonyms.withdraw_synonym(
            synonym_id=synonym_id, actor=actor_of(request), at=timezone.now()
        )
        return {"id": str(done.id), "state": done.state}

    return perform(request, act)


@router.get("/unanswered-queries", response=answers(UnansweredListOut), summary="查不到的说法")
def list_unanswered(request: HttpRequest, is_open: bool = True) -> dict[str, Any]:
    """Return words that found nothing and that two people or more have used."""
    with read_only():
        return {"items": services.synonym_questions.unanswered(actor_of(request), is_open=is_open)}


@router.post(
    "/unanswered-queries/{uuid:query_id}/closure",
    response=answers(Done),
    summary="处理查不到的说法",
    openapi_extra=KEY_PARAMETER,
)
def close(request: HttpRequest, query_id: UUID, payload: ClosingIn) -> HttpResponse:
    """Say that the words now lead somewhere, or are no matter of government."""

    def act() -> dict[str, Any]:
        services.synonyms.close_unanswered(
            query_id=query_id,
            state=QueryState(payload.state),
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"done": True}

    return perform(request, act)
