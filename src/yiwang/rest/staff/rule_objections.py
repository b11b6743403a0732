# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Objections to decisions by rule, for staff; files of cases that are judged again."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import automation
from yiwang.documents import services as documents
from yiwang.foundation.web.database import read_only
from yiwang.identity.enums import Purpose
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.description import bytes_of
from yiwang.rest.people.automation import AutomaticFactOut, RuleObjectionOut
from yiwang.rest.schemas import Done, Out, SomeText, Strict, answers

router = Router(tags=["自动审批 automation"], auth=STAFF)


class RuleObjectionListed(Out):
    id: UUID
    case_number: str
    item_name: str
    filed_at: datetime
    due_on: date


class RuleObjectionsOut(Out):
    items: list[RuleObjectionListed]


class RuleObjectionDetailOut(RuleObjectionOut):
    """An objection with what the rule went by."""

    case_id: UUID
    explanation: str
    facts: list[AutomaticFactOut]


class RuleObjectionAnswerIn(Strict):
    result: Literal["stands", "wrong"] = Field(description="wrong counts against the rule.")
    answer: SomeText


@router.get("/rule-objections", response=answers(RuleObjectionsOut), summary="对自动决定的异议")
def list_rule_objections(request: HttpRequest) -> dict[str, Any]:
    """Return the objections that wait for an answer, the most urgent first."""
    with read_only():
        rows = cases.rules.open_objections(actor_of(request))
    return {
        "items": [
            {
                "id": row.pk,
                "case_number": row.case.number,
                "item_name": row.case.item_name,
                "filed_at": row.filed_at,
                "due_on": row.due_on,
            }
            for row in rows
        ]
    }


@router.get(
    "/rule-objections/{uuid:objection_id}",
    response=answers(RuleObjectionDetailOut),
    summary="一项异议",
)
def get_rule_objection(request: HttpRequest, objection_id: UUID) -> dict[str, Any]:
    """Return an objection; that the case was read is written down."""
    found = automation.open_objection(
        objection_id=objection_id, actor=actor_of(request), at=timezone.now()
    )
    plain = {name: getattr(found, name) for name in RuleObjectionOut.model_fields}
    return plain | {
        "case_id": found.case_id,
        "explanation": found.made.explanation,
        "facts": cases.rules.facts_shown(found.made.facts),
    }


@router.post(
    "/rule-objections/{uuid:objection_id}/answer",
    response=answers(Done),
    summary="答复异议",
    openapi_extra=KEY_PARAMETER,
)
def answer_rule_objection(
    request: HttpRequest, objection_id: UUID, payload: RuleObjectionAnswerIn
) -> HttpResponse:
    """Say whether the decision stands, and why; the applicant reads it."""

    def act() -> dict[str, Any]:
        automation.answer_objection(
            objection_id=objection_id,
            result=automation.ObjectionResult(payload.result),
            answer=payload.answer,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"done": True}

    return perform(request, act)


@router.get(
    "/rechecks/{uuid:recheck_id}/files/{uuid:file_id}",
    response=answers(None),
    summary="抽查件的材料",
    openapi_extra=bytes_of("The file."),
)
def get_recheck_file(request: HttpRequest, recheck_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Return a file that was handed in with a case that is judged again."""
    actor, at = actor_of(request), timezone.now()
    found = automation.open_recheck(recheck_id=recheck_id, actor=actor, at=at)
    with read_only():
        automation.check_handed_in(found, file_id)
    return documents.hand_out_file(
        file_id=file_id,
        actor=actor,
        check=lambda _file: None,  # the line above has found it among what was handed in
        purpose=Purpose.SUPERVISION,
        at=at,
    )
