# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Registering data sources over HTTP by two people, and trying them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, json_answer
from yiwang.rest.schemas import Done, Line, Out, SomeText, Strict, answers
from yiwang.rest.staff.sources import SwitchDecisionIn
from yiwang.sharing import selectors as sharing
from yiwang.sharing import services
from yiwang.sharing.enums import Subject

Sentence = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]
router = Router(tags=["数据源 sources"], auth=STAFF)


class SourceFieldIn(Strict):
    """One thing that a source answers."""

    key: Line
    label: Line
    label_en: str = Field("", max_length=40)
    kind: Literal["text", "number", "date", "boolean", "address"] = "text"


class SourceDescriptionIn(Strict):
    """What a source over HTTP is; it is asked at `<address>/query`."""

    name: Line
    name_en: str = Field("", max_length=100)
    provider: Line
    provider_en: str = Field("", max_length=100)
    address: Sentence
    subject: Annotated[Subject, Field(strict=False)] = Subject.NATURAL
    fields: list[SourceFieldIn] = Field(min_length=1, max_length=50)
    evidence_types: list[Line] = Field(
        default_factory=list, max_length=50, description="Codes of what its answer proves."
    )
    purpose_text: Sentence
    purpose_text_en: Sentence = ""
    legal_basis: Sentence
    needs_consent: bool = False
    keeping_days: int = Field(1, ge=1, le=90)
    validity_days: int = Field(30, ge=1, le=366)
    correction_days: int = Field(10, ge=1, le=60)
    milliseconds: int = Field(1000, ge=100, le=10_000)


class SourceProposalIn(Strict):
    """A source to be registered under a code, and why."""

    code: Line
    description: SourceDescriptionIn
    reason: SomeText


class SourceRevisionIn(Strict):
    """How a source is to be described, why, and whether it gets a new key."""

    description: SourceDescriptionIn
    reason: SomeText
    with_new_key: bool = False


class SourceProposedOut(Out):
    """A proposal, with the key that was made for it: told this once."""

    id: UUID
    key: str = Field(description="In hex; empty when the source keeps its own.")
    key_name: str


class SourceChangeOut(Out):
    """A proposal about a source over HTTP."""

    id: UUID
    source_code: str
    is_new: bool
    state: str
    reason: str
    description: dict[str, Any]
    proposed_by_name: str
    proposed_at: datetime
    decided_by_name: str
    decided_at: datetime | None
    note: str


class SourceChanges(Out):
    """Proposals, the newest first; at most 200."""

    items: list[SourceChangeOut]


class SourceTrialIn(Strict):
    """Somebody who does not exist: a test number, and the name that goes with it."""

    name: Line
    number: Line


class SourceTrialRowOut(Out):
    """One thing that a source said of the test subject."""

    label: str
    text: str


class SourceTrialOut(Out):
    """What came of trying a source."""

    outcome: str
    trouble: str
    detail: str
    rows: list[SourceTrialRowOut]
    as_of: date | None
    milliseconds: int
    reference: str


def _described(code: str, given: SourceDescriptionIn) -> services.Description:
    plain = given.model_dump() | {"code": code, "subject": given.subject.value}
    plain["fields"] = [services.FieldDescription(**one) for one in plain["fields"]]
    return services.Description(**plain)


def _proposed(made: Any) -> HttpResponse:
    body = {"id": made.change.pk, "key": made.key, "key_name": made.key_name}
    return json_answer(body, status=201)


def _change(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in SourceChangeOut.model_fields}


@router.get("/source-changes", response=answers(SourceChanges), summary="数据源登记申请")
def list_source_changes(request: HttpRequest) -> dict[str, Any]:
    """Return what was proposed about sources over HTTP."""
    with read_only():
        rows = sharing.changing.changes(actor_of(request))
        return {"items": [_change(one) for one in rows]}


@router.get(
    "/source-changes/{uuid:change_id}",
    response=answers(SourceChangeOut),
    summary="一次数据源登记申请",
)
def get_source_change(request: HttpRequest, change_id: UUID) -> dict[str, Any]:
    """Return one proposal; never a key."""
    with read_only():
        return _change(sharing.changing.change(change_id, actor_of(request)).change)


@router.post("/source-changes", response=answers(SourceProposedOut, 201), summary="申请登记数据源")
def propose_source(request: HttpRequest, payload: SourceProposalIn) -> HttpResponse:
    """Propose a source; its key is answered this once, so no idempotency key is taken."""
    made = services.propose_source(
        description=_described(payload.code, payload.description),
        is_new=True,
        reason=payload.reason,
        actor=actor_of(request),
        at=timezone.now(),
    )
    return _proposed(made)


@router.post(
    "/sources/{code}/changes",
    response=answers(SourceProposedOut, 201),
    summary="申请修改数据源",
)
def propose_source_change(
    request: HttpRequest, code: str, payload: SourceRevisionIn
) -> HttpResponse:
    """Propose another description, or a new key, which is answered this once."""
    made = services.propose_source(
        description=_described(code, payload.description),
        is_new=False,
        reason=payload.reason,
        with_new_key=payload.with_new_key,
        actor=actor_of(request),
        at=timezone.now(),
    )
    return _proposed(made)


@router.post(
    "/source-changes/{uuid:change_id}/decision",
    response=answers(Done),
    summary="复核数据源登记",
    openapi_extra=KEY_PARAMETER,
)
def decide_source_change(
    request: HttpRequest, change_id: UUID, payload: SwitchDecisionIn
) -> HttpResponse:
    """Agree to what somebody else proposed, which takes effect at once, or refuse it."""

    def command() -> object:
        return services.decide_source_change(
            change_id=change_id,
            is_agreed=payload.is_agreed,
            note=payload.note,
            actor=actor_of(request),
            at=timezone.now(),
        )

    return done(request, command)


@router.post(
    "/source-changes/{uuid:change_id}/withdrawal",
    response=answers(Done),
    summary="撤回数据源登记申请",
    openapi_extra=KEY_PARAMETER,
)
def withdraw_source_change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Take back what nobody has decided."""

    def command() -> object:
        return services.withdraw_source_change(
            change_id=change_id, actor=actor_of(request), at=timezone.now()
        )

    return done(request, command)


@router.post("/sources/{code}/trial", response=answers(SourceTrialOut), summary="试查数据源")
def try_source(request: HttpRequest, code: str, payload: SourceTrialIn) -> dict[str, Any]:
    """Ask a source about somebody who does not exist; it goes to the ledger."""
    found = services.try_source(
        code=code,
        name=payload.name,
        number=payload.number,
        actor=actor_of(request),
        at=timezone.now(),
    )
    plain = {name: getattr(found, name) for name in SourceTrialOut.model_fields.keys() - {"rows"}}
    plain["outcome"] = found.outcome.value
    return plain | {"rows": [{"label": label, "text": text} for label, text in found.rows]}
