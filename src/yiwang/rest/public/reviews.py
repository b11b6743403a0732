# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Reviews: what everybody may read, and giving one by the code on a receipt."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.evaluations import selectors as evaluations
from yiwang.evaluations.enums import Aspect, ServiceChannel
from yiwang.evaluations.services import reviewing
from yiwang.foundation.actors import ANONYMOUS
from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.requests import client_ip
from yiwang.identity import services as identity
from yiwang.organizations import selectors as organizations
from yiwang.rest.auth import public
from yiwang.rest.commands import json_answer
from yiwang.rest.schemas import DivisionCode, Done, Out, PageSize, Strict, Token, answers

router = Router(tags=["好差评 reviews"], auth=None)

ReviewWords = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]
Scope = Annotated[str, StringConstraints(max_length=40, pattern=r"^[0-9A-Za-z._-]*$")]


class ScoreOut(Out):
    """Counts of the five levels, the best first."""

    levels: list[int]
    total: int
    good_share: float | None = Field(description="Of a hundred; null without a review.")


class MonthScoreOut(Out):
    month: date
    score: ScoreOut


class ChannelScoreOut(Out):
    channel: ServiceChannel
    score: ScoreOut


class NamedScoreOut(Out):
    """A department by its reviews."""

    key: str
    name: str
    score: ScoreOut


class NamedReasonOut(Out):
    """What bad reviews name; at least three people do."""

    kind: str
    words: str
    reviews: int


class PublishedTextOut(Out):
    """Words of a review: of a month, of nobody."""

    item_code: str
    item_name: str
    level: int
    level_name: str
    month: date
    text: str


class ReviewFiguresOut(Out):
    """Twelve months of reviews; counted in batches, so that none of them shows."""

    score: ScoreOut
    months: list[MonthScoreOut]
    channels: list[ChannelScoreOut]
    reasons: list[NamedReasonOut]
    departments: list[NamedScoreOut]


class PublishedTextsOut(Out):
    items: list[PublishedTextOut]
    withheld: int = Field(description="Reviews whose words are not published; they count.")


class ReviewAskedOut(Out):
    """A service that may be reviewed."""

    item_name: str
    department_id: UUID
    channel: ServiceChannel
    expires_on: date


class CaseReviewIn(Strict):
    """A review; nobody has to say more than the level."""

    level: Annotated[int, Field(ge=1, le=5, description="1 the best, 4 and 5 bad.")]
    aspects: Annotated[
        list[Annotated[Aspect, Field(strict=False)]], Field(max_length=len(Aspect))
    ] = []
    text: ReviewWords = ""
    wants_call: Annotated[
        bool, Field(description="Whoever corrects it may open the case and call.")
    ] = False

    def review(self) -> reviewing.Review:
        """Return it as the service takes it."""
        aspects = [aspect.value for aspect in self.aspects]
        return reviewing.Review(self.level, aspects, self.text, self.wants_call)


@router.get("/reviews/figures", response=answers(ReviewFiguresOut), summary="好差评数据")
@public
def get_review_figures(
    request: HttpRequest,
    place: DivisionCode = "330000000000",
    department_id: UUID | None = None,
    item_code: Scope = "",
) -> dict[str, Any]:
    """Return the reviews of a place, a department or an item: levels, months, channels, reasons."""
    today = timezone.localdate()
    with read_only():
        organizations.division(place)
        wanted: dict[str, Any] = {"place": place, "department_id": department_id}
        wanted["item_code"] = item_code
        found = evaluations.figures(evaluations.scope_of(**wanted), on=today)
        is_place = department_id is None and not item_code
        return {
            "score": found.score,
            "months": found.months,
            "channels": [
                {"channel": channel, "score": score} for channel, score in found.channels.items()
            ],
            "reasons": evaluations.reasons(on=today, **wanted),
            "departments": evaluations.departments_in(place, on=today) if is_place else [],
        }


@router.get("/reviews/texts", response=answers(PublishedTextsOut), summary="公开的评价文字")
@public
def list_review_texts(
    request: HttpRequest,
    place: DivisionCode = "330000000000",
    department_id: UUID | None = None,
    item_code: Scope = "",
    limit: PageSize = 20,
) -> dict[str, Any]:
    """Return published words, the newest month first, good and bad alike."""
    with read_only():
        organizations.division(place)
        found = evaluations.texts(
            place=place, department_id=department_id, item_code=item_code, limit=limit
        )
        return {"items": found.rows, "withheld": found.withheld}


@router.get("/reviews/codes/{code}", response=answers(ReviewAskedOut), summary="评价码查询")
@public
def get_review_asked(request: HttpRequest, code: Token) -> Any:
    """Return the service that a code was printed for, while it can be reviewed."""
    ip = client_ip(request)
    identity.count_tracking(ip=ip, at=timezone.now())
    with read_only():
        found = evaluations.asked(code)
    identity.forget_tracking(ip=ip)
    return found


@router.post("/reviews/codes/{code}", response=answers(Done, 201), summary="用评价码评价")
@public
def review_by_code(request: HttpRequest, code: Token, payload: CaseReviewIn) -> HttpResponse:
    """Review a service, once; nobody has to sign in, and nobody is noted."""
    ip, at = client_ip(request), timezone.now()
    identity.count_tracking(ip=ip, at=at)
    reviewing.review_by_code(code=code, review=payload.review(), actor=ANONYMOUS, at=at)
    identity.forget_tracking(ip=ip)
    return json_answer({"done": True}, status=201)
