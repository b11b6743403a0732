# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What became of codes: public, because an old code always leads to what it is today."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.errors import DomainError, NotFound
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import public
from yiwang.rest.commands import json_answer
from yiwang.rest.schemas import Day, Out, Token, answers

router = Router(tags=["事项 items"], auth=None)


class CodeStepOut(Out):
    """One step from a code to the next."""

    kind: str = Field(description="split, merge, transfer, renumber or abolish.")
    old_code: str
    new_code: str = Field(description="Empty where the code was abolished.")
    on: date = Field(description="The day from which it holds.")
    recorded_at: datetime = Field(description="When it was done; later, where it was done late.")
    basis: str = Field(description="The document that says so.")


class CurrentCodeOut(Out):
    """What a code is called today."""

    code: str
    name: str
    department: str = Field(description="Empty for basic codes.")
    is_open: bool


class ComingChangeOut(Out):
    """A change that waits for its day; until then the code is in force."""

    change: str
    on: date
    new_codes: list[str]
    basis: str
    sentence: str


class CodeHistoryOut(Out):
    """Everything about a code: where it came from, what it became, what it is today."""

    code: str
    has_ended: bool
    current: list[CurrentCodeOut]
    became: list[CodeStepOut]
    came_from: list[CodeStepOut]
    coming: list[ComingChangeOut]


@router.get("/codes/{code}", response=answers(CodeHistoryOut), summary="编码沿革")
@public
def get_code_history(request: HttpRequest, code: Token, on: Day | None = None) -> dict[str, Any]:
    """Return what a basic or implementation code is, was and became; on a day, or today."""
    with read_only():
        found = catalogue.code_history(code.upper(), on)
    if found is None:
        raise NotFound
    return shown(found)


def shown(history: catalogue.CodeHistory) -> dict[str, Any]:
    """Return a history in the shape of the operation."""
    return {
        "code": history.code,
        "has_ended": history.has_ended,
        "current": [
            {
                "code": one.code,
                "name": one.name,
                "department": one.department,
                "is_open": one.is_open,
            }
            for one in history.current
        ],
        "became": [_step(step) for step in history.became],
        "came_from": [_step(step) for step in history.came_from],
        "coming": [
            {
                "change": one.change,
                "on": one.on,
                "new_codes": [code for code, _name in one.news],
                "basis": one.basis,
                "sentence": one.sentence,
            }
            for one in history.coming
        ],
    }


def instead_of_guide(code: str, refusal: DomainError) -> HttpResponse:
    """Answer for a guide that is not there: lead on when its code has ended.

    One successor: 308 to its guide. Several, or none: 410 with where the history stands.

    :raises DomainError: the refusal, when the code has not ended
    """
    found = catalogue.successors(code.upper())
    if found is None:
        raise refusal
    if found.only_successor:
        response = json_answer(_plain(found), status=HTTPStatus.PERMANENT_REDIRECT)
        response.headers["Location"] = f"/api/v1/items/{found.only_successor}"
        response.headers["Cache-Control"] = "no-cache"  # the code may come back
    else:
        response = json_answer(_plain(found), status=HTTPStatus.GONE)
    links = [f'</api/v1/codes/{found.code}>; rel="version-history"']
    links += [f'</api/v1/items/{one.code}>; rel="successor-version"' for one in found.in_use]
    response.headers["Link"] = ", ".join(links)
    return response


def _plain(history: catalogue.CodeHistory) -> dict[str, Any]:
    return CodeHistoryOut.model_validate(shown(history)).model_dump(mode="json")


def _step(step: catalogue.CodeStep) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "old_code": step.old,
        "new_code": step.new,
        "on": step.on,
        "recorded_at": step.recorded_at,
        "basis": step.basis,
    }
