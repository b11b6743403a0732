# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Why a rule granted a case or left it to people, and asking for a person."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import automation, reading
from yiwang.foundation.errors import NotFound
from yiwang.rest.auth import PEOPLE, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Done, Out, answers

router = Router(tags=["自动审批 automation"], auth=PEOPLE)


class AutomaticFactOut(Out):
    """A fact that the rule went by: what, where from, when."""

    label: str
    value: bool | int | str | None
    source_name: str
    state: str
    moment: datetime


class AutomaticDecisionOut(Out):
    """What a rule made of a case."""

    outcome: str = Field(description="grant, or person: a rule never refuses.")
    rule: str
    number: int
    row: int | None
    explanation: str
    doubts: list[str]
    facts: list[AutomaticFactOut]
    made_at: datetime
    milliseconds: int


@router.get(
    "/cases/{uuid:case_id}/automatic-decision",
    response=answers(AutomaticDecisionOut),
    summary="自动审批的依据",
)
def get_automatic_decision(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return what a rule made of a case; 404 where no rule was asked."""
    case = reading.open_case(case_id=case_id, actor=actor_of(request), at=timezone.now())
    made = cases.rules.automatic_decision(case)
    if made is None:
        raise NotFound
    return {
        "outcome": made.outcome,
        "rule": made.version.rule_set.name,
        "number": made.version.number,
        "row": made.row,
        "explanation": made.explanation,
        "doubts": cases.rules.doubts_shown(made),
        "facts": cases.rules.facts_shown(made.facts),
        "made_at": made.made_at,
        "milliseconds": made.milliseconds,
    }


@router.post(
    "/cases/{uuid:case_id}/person",
    response=answers(Done),
    summary="转人工办理",
    openapi_extra=KEY_PARAMETER,
)
def ask_for_a_person(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Let a person decide and not the rule; no reason is asked."""

    def act() -> dict[str, Any]:
        automation.ask_for_a_person(case_id=case_id, actor=actor_of(request), at=timezone.now())
        return {"done": True}

    return perform(request, act)
