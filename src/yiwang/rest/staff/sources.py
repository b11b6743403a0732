# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Data sources: uses, switches by two people, and the provider's answers to requests to correct."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import AwareDatetime, Field

from yiwang.cases import selectors as cases
from yiwang.foundation.web.database import read_only
from yiwang.identity.enums import Purpose
from yiwang.identity.services import privacy_reads
from yiwang.identity.services.privacy_reads import Seen
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done
from yiwang.rest.schemas import Done, Out, SomeText, Strict, answers
from yiwang.sharing import selectors as sharing
from yiwang.sharing import services
from yiwang.sharing.enums import CorrectionResult

router = Router(tags=["数据源 sources"], auth=STAFF)
FreeText = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]


class SourceUseOut(Out):
    """How a source was used in the last seven days; times in milliseconds."""

    code: str
    calls: int
    found: int
    not_found: int
    unavailable: int
    median: int
    slow: int = Field(description="95 % of the answers took no longer.")


class SourceUses(Out):
    """The sources that were asked lately."""

    items: list[SourceUseOut]


class SourceCallOut(Out):
    """One question to a source, without whom it was about."""

    asked_at: datetime
    item_code: str
    purpose: str
    fields: list[str]
    outcome: str
    trouble: str
    milliseconds: int


class SourceSwitchOut(Out):
    """A change of a source's switch."""

    id: UUID
    is_on: bool
    reason: str
    effective_at: datetime
    state: str
    proposed_by_name: str
    proposed_at: datetime
    decided_by_name: str
    decided_at: datetime | None
    note: str
    done_at: datetime | None


class SourceHistoryOut(Out):
    """The newest questions to a source, its switches, and how many open questions wait for it."""

    code: str
    is_on: bool
    waiting: int
    calls: list[SourceCallOut]
    switches: list[SourceSwitchOut]


class SwitchIn(Strict):
    """Whether a source is to be asked, why, and from when on; without a moment at once."""

    is_on: bool
    reason: SomeText
    effective_at: Annotated[AwareDatetime, Field(strict=False)] | None = None


class SwitchDecisionIn(Strict):
    """Whether the change is agreed to; a refusal says why."""

    is_agreed: bool
    note: FreeText = ""


class SourceCorrectionOut(Out):
    """What a provider is asked to check; name and number whole only in one request."""

    id: UUID
    source_name: str
    name: str
    number: str
    labels: list[str]
    reason: str
    state: str
    asked_at: datetime
    due_on: date
    is_late: bool
    answered_at: datetime | None
    result_words: str
    answer: str


class SourceCorrections(Out):
    """Requests about what one's department provides, open ones first; at most 200."""

    items: list[SourceCorrectionOut]


class SourceAnswerIn(Strict):
    """What checking came to, in words that the person is shown."""

    result: Annotated[CorrectionResult, Field(strict=False)]
    answer: SomeText


def _plain(one: Any, shape: type[Out]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in shape.model_fields}


@router.get("/sources/uses", response=answers(SourceUses), summary="数据源查询情况")
def list_source_uses(request: HttpRequest) -> dict[str, Any]:
    """Return how often and how fast each source answered in the last seven days."""
    with read_only():
        used = sharing.watching.uses(actor_of(request), at=timezone.now())
    names = SourceUseOut.model_fields.keys() - {"code"}
    return {
        "items": [
            {"code": code, **{name: getattr(one, name) for name in names}}
            for code, one in sorted(used.items())
        ]
    }


@router.get("/sources/{code}", response=answers(SourceHistoryOut), summary="数据源查询和启停记录")
def get_source(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return the newest questions to one source and the changes of its switch."""
    actor = actor_of(request)
    with read_only():
        calls = sharing.watching.last_calls(code, actor)
        found = sharing.source(code)
        return {
            "code": found.code,
            "is_on": found.is_on,
            "waiting": cases.spared.waiting_for(code),
            "calls": [_plain(one, SourceCallOut) for one in calls],
            "switches": [
                _plain(one, SourceSwitchOut) for one in sharing.watching.switches(actor, code=code)
            ],
        }


@router.post(
    "/sources/{code}/switches",
    response=answers(Done),
    summary="申请启停数据源",
    openapi_extra=KEY_PARAMETER,
)
def propose_switch(request: HttpRequest, code: str, payload: SwitchIn) -> HttpResponse:
    """Propose that a source be asked, or no longer; somebody else decides."""

    def command() -> object:
        return services.propose_switch(
            code=code,
            is_on=payload.is_on,
            reason=payload.reason,
            effective_at=payload.effective_at,
            actor=actor_of(request),
            at=timezone.now(),
        )

    return done(request, command)


@router.post(
    "/source-switches/{uuid:switch_id}/decision",
    response=answers(Done),
    summary="复核数据源启停",
    openapi_extra=KEY_PARAMETER,
)
def decide_switch(request: HttpRequest, switch_id: UUID, payload: SwitchDecisionIn) -> HttpResponse:
    """Agree to what somebody else proposed, or refuse it."""

    def command() -> object:
        return services.decide_switch(
            switch_id=switch_id,
            is_agreed=payload.is_agreed,
            note=payload.note,
            actor=actor_of(request),
            at=timezone.now(),
        )

    return done(request, command)


@router.post(
    "/source-switches/{uuid:switch_id}/withdrawal",
    response=answers(Done),
    summary="撤回数据源启停申请",
    openapi_extra=KEY_PARAMETER,
)
def withdraw_switch(request: HttpRequest, switch_id: UUID) -> HttpResponse:
    """Take back what has not taken effect."""

    def command() -> object:
        return services.withdraw_switch(
            switch_id=switch_id, actor=actor_of(request), at=timezone.now()
        )

    return done(request, command)


@router.get(
    "/source-corrections", response=answers(SourceCorrections), summary="请本部门核对的数据"
)
def list_source_corrections(request: HttpRequest) -> dict[str, Any]:
    """Return what one's department is asked to check."""
    with read_only():
        rows = sharing.watching.to_answer(actor_of(request))
    return {"items": [_plain(one, SourceCorrectionOut) for one in rows]}


@router.get(
    "/source-corrections/{uuid:correction_id}",
    response=answers(SourceCorrectionOut),
    summary="一个数据核对请求",
)
def get_source_correction(request: HttpRequest, correction_id: UUID) -> dict[str, Any]:
    """Return one request with the whole name and number; that goes to the ledger."""
    actor = actor_of(request)
    found = sharing.watching.one_to_answer(correction_id, actor)
    privacy_reads.note_reads(
        [Seen(found.subject_id, None)],
        actor=actor,
        at=timezone.now(),
        purpose=Purpose.DATA_SUBJECT_REQUEST,
    )
    return _plain(found, SourceCorrectionOut)


@router.post(
    "/source-corrections/{uuid:correction_id}/answer",
    response=answers(Done),
    summary="答复数据核对请求",
    openapi_extra=KEY_PARAMETER,
)
def answer_source_correction(
    request: HttpRequest, correction_id: UUID, payload: SourceAnswerIn
) -> HttpResponse:
    """Answer as the provider: the person and every case on the record hear of it."""

    def command() -> object:
        return services.answer_correction(
            correction_id=correction_id,
            result=payload.result,
            answer=payload.answer,
            actor=actor_of(request),
            at=timezone.now(),
        )

    return done(request, command)
