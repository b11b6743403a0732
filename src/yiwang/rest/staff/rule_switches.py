# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The switch that stops rules, and judging decided cases again."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from yiwang.cases import selectors as cases
from yiwang.cases.services import automation
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Done, Out, SomeText, Strict, Text, answers

router = Router(tags=["自动审批 automation"], auth=STAFF)


class RuleStopIn(Strict):
    reason: SomeText


class RecheckListed(Out):
    """A decided case to judge again; the outcome is not told."""

    id: UUID
    item_name: str
    drawn_at: datetime


class RecheckBarredOut(RecheckListed):
    """One that the caller may not judge: why, and the names of those who may."""

    why: Literal["worked", "seen"]
    who_may: list[str]


class RechecksOut(Out):
    items: list[RecheckListed]
    barred: list[RecheckBarredOut]


class RecheckFileOut(Out):
    id: UUID
    name: str
    requirement_key: str


class RecheckOut(RecheckListed):
    form: dict[str, Any]
    files: list[RecheckFileOut]
    is_done: bool


class RuleFailureOut(Out):
    """A case that people got because the job that should have decided failed for good."""

    case_id: UUID
    case_number: str
    at: datetime


class RuleFailuresOut(Out):
    items: list[RuleFailureOut]


class RecheckVerdictIn(Strict):
    verdict: Literal["grant", "refuse", "unsure"]
    note: Text = ""


class RecheckJudged(Out):
    id: UUID


def _switch(
    request: HttpRequest, rule_set_id: UUID | None, action: str, reason: str
) -> HttpResponse:
    actor, at = actor_of(request), timezone.now()

    def act() -> dict[str, Any]:
        if action == "stop":
            automation.stop(rule_set_id=rule_set_id, reason=reason, actor=actor, at=at)
        elif action == "ask":
            automation.ask_restart(rule_set_id=rule_set_id, reason=reason, actor=actor, at=at)
        else:
            automation.confirm_restart(rule_set_id=rule_set_id, actor=actor, at=at)
        return {"done": True}

    return perform(request, act)


@router.post(
    "/rule-sets/{uuid:rule_set_id}/stop",
    response=answers(Done),
    summary="停用一套规则",
    openapi_extra=KEY_PARAMETER,
)
def stop_rules(request: HttpRequest, rule_set_id: UUID, payload: RuleStopIn) -> HttpResponse:
    """Pull the switch of one rule set; it works at once."""
    return _switch(request, rule_set_id, "stop", payload.reason)


@router.post(
    "/rule-sets/{uuid:rule_set_id}/restart",
    response=answers(Done),
    summary="申请恢复一套规则",
    openapi_extra=KEY_PARAMETER,
)
def ask_rules_restart(request: HttpRequest, rule_set_id: UUID, payload: RuleStopIn) -> HttpResponse:
    """Ask to switch one rule set on again."""
    return _switch(request, rule_set_id, "ask", payload.reason)


@router.post(
    "/rule-sets/{uuid:rule_set_id}/restart/confirmation",
    response=answers(Done),
    summary="确认恢复一套规则",
    openapi_extra=KEY_PARAMETER,
)
def confirm_rules_restart(request: HttpRequest, rule_set_id: UUID) -> HttpResponse:
    """Switch one rule set on again as the second person."""
    return _switch(request, rule_set_id, "confirm", "")


@router.post(
    "/rule-sets/stop",
    response=answers(Done),
    summary="停用全部规则",
    openapi_extra=KEY_PARAMETER,
)
def stop_all_rules(request: HttpRequest, payload: RuleStopIn) -> HttpResponse:
    """Pull the switch of every rule set; it works at once."""
    return _switch(request, None, "stop", payload.reason)


@router.post(
    "/rule-sets/restart",
    response=answers(Done),
    summary="申请恢复全部规则",
    openapi_extra=KEY_PARAMETER,
)
def ask_all_rules_restart(request: HttpRequest, payload: RuleStopIn) -> HttpResponse:
    """Ask to switch all rule sets on again."""
    return _switch(request, None, "ask", payload.reason)


@router.post(
    "/rule-sets/restart/confirmation",
    response=answers(Done),
    summary="确认恢复全部规则",
    openapi_extra=KEY_PARAMETER,
)
def confirm_all_rules_restart(request: HttpRequest) -> HttpResponse:
    """Switch all rule sets on again as the second person."""
    return _switch(request, None, "confirm", "")


@router.get("/rechecks", response=answers(RechecksOut), summary="待复核的抽查件")
def list_rechecks(request: HttpRequest) -> dict[str, Any]:
    """Return what the caller may judge again; what they may not, with who may."""
    with read_only():
        found = cases.rules.rechecks(actor_of(request), on=timezone.localdate())
    return {
        "items": [_listed(row) for row in found.own],
        "barred": [
            _listed(one.recheck)
            | {"why": one.why.value, "who_may": [who.name for who in one.who_may]}
            for one in found.barred
        ],
    }


def _listed(row: Any) -> dict[str, Any]:
    return {"id": row.pk, "item_name": row.case.item_name, "drawn_at": row.drawn_at}


@router.get("/rechecks/{uuid:recheck_id}", response=answers(RecheckOut), summary="一件抽查件")
def get_recheck(request: HttpRequest, recheck_id: UUID) -> dict[str, Any]:
    """Return the application without what was decided; that it was read is written down."""
    found = automation.open_recheck(
        recheck_id=recheck_id, actor=actor_of(request), at=timezone.now()
    )
    with read_only():
        handed_in = cases.materials(found.case)
    return {
        "id": found.pk,
        "item_name": found.case.item_name,
        "drawn_at": found.drawn_at,
        "form": found.case.form_data,
        "files": [
            {"id": one.file_id, "name": one.file.name, "requirement_key": one.requirement_key}
            for one in handed_in
        ],
        "is_done": found.done_at is not None,
    }


@router.post(
    "/rechecks/{uuid:recheck_id}/verdict",
    response=answers(RecheckJudged),
    summary="提交复核结论",
    openapi_extra=KEY_PARAMETER,
)
def judge_recheck(
    request: HttpRequest, recheck_id: UUID, payload: RecheckVerdictIn
) -> HttpResponse:
    """Say what should have been decided."""

    def act() -> dict[str, Any]:
        done = automation.judge_again(
            recheck_id=recheck_id,
            verdict=automation.RecheckVerdict(payload.verdict),
            note=payload.note,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"id": str(done.pk)}

    return perform(request, act)


@router.get(
    "/rule-sets/{uuid:rule_set_id}/failures",
    response=answers(RuleFailuresOut),
    summary="自动审批出错的办件",
)
def list_rule_failures(request: HttpRequest, rule_set_id: UUID) -> dict[str, Any]:
    """Return what a rule set left to people in ninety days because its job failed for good."""
    actor = actor_of(request)
    with read_only():
        line = cases.rules.rule_set(rule_set_id, actor)
        found = cases.rules.failures(line.rules.pk, actor, at=timezone.now())
    return {
        "items": [
            {"case_id": one.case_id, "case_number": one.case.number, "at": one.made_at}
            for one in found
        ]
    }
