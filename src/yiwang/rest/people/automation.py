# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Why a rule granted a case or left it to people, and asking for a person."""

from datetime import date, datetime
from typing import Annotated, Any
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
from yiwang.rest.schemas import Done, Line, Out, SomeText, Strict, answers

router = Router(tags=["自动审批 automation"], auth=PEOPLE)


class AutomaticFactOut(Out):
    """A fact that the rule went by: what, where from, when."""

    name: str
    label: str
    value: bool | int | str | None
    source_name: str
    state: str
    moment: datetime


class RuleObjectionOut(Out):
    """What the applicant says against it, and what a person answered."""

    id: UUID
    words: str
    disputed: list[str] = Field(description="Names of the facts that are said to be wrong.")
    filed_at: datetime
    due_on: date
    result: str = Field(description="stands, wrong, or empty while it waits.")
    answer: str
    answered_at: datetime | None


class RuleObjectionIn(Strict):
    words: SomeText
    disputed: Annotated[list[Line], Field(max_length=20)] = Field(
        default_factory=list, description="Names of facts."
    )


class RuleObjectionFiledOut(Out):
    id: UUID
    due_on: date


class AutomaticDecisionOut(Out):
    """What a rule made of a case."""

    outcome: str = Field(description="grant, or person: a rule never refuses.")
    rule: str
    number: int
    row: int | None
    explanation: str
    doubts: list[str]
    facts: list[AutomaticFactOut]
    objection: RuleObjectionOut | None
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
        "objection": cases.rules.objection_to(made),
        "made_at": made.made_at,
        "milliseconds": made.milliseconds,
    }


@router.post(
    "/cases/{uuid:case_id}/automatic-decision/objection",
    response=answers(RuleObjectionFiledOut, 201),
    summary="对自动决定提出异议",
    openapi_extra=KEY_PARAMETER,
)
def object_to_rule(request: HttpRequest, case_id: UUID, payload: RuleObjectionIn) -> HttpResponse:
    """Say that the decision, or a datum that it went by, is wrong; a person answers."""

    def act() -> dict[str, Any]:
        filed = automation.object_to_rule(
            case_id=case_id,
            words=payload.words,
            disputed=payload.disputed,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"id": str(filed.pk), "due_on": filed.due_on.isoformat()}

    return perform(request, act, status=201)


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
