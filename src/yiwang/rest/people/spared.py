# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Nothing asked twice: look for it, read what was found, dispute it."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import spared
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import CITIZEN, PEOPLE, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.cases import note_reading
from yiwang.rest.schemas import Done, Line, Out, SomeText, Strict, answers
from yiwang.sharing.enums import Outcome

router = Router(tags=["免交免填 spared"], auth=PEOPLE)


class FoundRowOut(Out):
    """One thing that a sheet of evidence says."""

    label: str
    text: str


class SheetFieldOut(Out):
    """A field of a sheet, and what the applicant says of it."""

    key: str = Field(description="Under which it is disputed; empty for what cannot be.")
    label: str
    text: str
    claimed: str
    file_id: UUID | None
    resolution: str
    resolution_note: str


class EvidenceDoubtOut(Out):
    """A doubt of staff about a sheet."""

    reason: str
    at: datetime
    ended_at: datetime | None
    ended_note: str


class SourceAskedOut(Out):
    """A request to the provider to check what it says."""

    id: UUID
    provider: str
    source_name: str
    state: str
    result: str
    answer: str
    due_on: date
    answered_at: datetime | None


class SparedFindingOut(Out):
    """A sheet of evidence: what was found instead of asked."""

    id: UUID
    key: str = Field(description="Of the material; `form` for what fills in the form.")
    name: str
    state: Outcome
    found_in: str
    origin: str
    rows: list[FoundRowOut] = Field(description="Empty for an agent.")
    as_of: date | None
    valid_until: date | None
    found_at: datetime
    grade: str
    trouble: str
    sha256: str
    counts: bool = Field(description="It stands in for what would be asked.")
    disputed_at: datetime | None
    dispute_reason: str
    disputed_fields: list[str]
    resolution: str
    resolution_note: str
    resolved_at: datetime | None
    refuted_at: datetime | None = Field(description="Its provider has said that it was wrong.")
    is_released: bool = Field(description="Staff may ask for it after all.")
    fields: list[SheetFieldOut]
    doubts: list[EvidenceDoubtOut]
    asked: list[SourceAskedOut]


class FoundOut(Out):
    """What a draft holds, and what it fills in."""

    items: list[SparedFindingOut]
    form: dict[str, Any] = Field(description="Values of fields, as they were found.")
    locked: list[str] = Field(description="Fields that stand unless they are disputed.")


class LookIn(Strict):
    """For which application to look, and with whose consent."""

    version_id: Annotated[UUID, Field(strict=False)]
    form: dict[str, Any] = Field(default_factory=dict)
    scenario: dict[str, Any] | None = None
    consents: list[Line] = Field(default_factory=list, max_length=20)


class ClaimIn(Strict):
    """What one field of a sheet should say, and a file of one's own that shows it."""

    field: Line
    value: Line
    file_id: Annotated[UUID, Field(strict=False)] | None = None


class DisputeIn(Strict):
    """What is wrong; some fields, or the whole."""

    reason: SomeText
    fields: list[Line] = Field(default_factory=list, max_length=100)
    claims: list[ClaimIn] = Field(
        default_factory=list,
        max_length=100,
        description="Single fields: the rest of the sheet still counts, and a person decides.",
    )


class ChangedOut(Out):
    """A field that was handed in otherwise than it was found."""

    name: str
    label: str
    found: str
    given: str
    origin: str
    is_disputed: bool


class CaseFindingsOut(Out):
    """What a case rests on, and what the applicant changed of it."""

    items: list[SparedFindingOut]
    changed: list[ChangedOut]


def finding_out(sheet: Any) -> dict[str, Any]:
    """Return a sheet for machines."""
    apart = {"rows", "disputed_fields", "found_in", "state", "fields", "doubts", "asked"}
    fields = SparedFindingOut.model_fields.keys() - apart
    return {name: getattr(sheet, name) for name in fields} | {
        "fields": [_plain(one, SheetFieldOut) for one in sheet.fields],
        "doubts": [_plain(one, EvidenceDoubtOut) for one in sheet.doubts],
        "asked": [_plain(one, SourceAskedOut) for one in sheet.asked],
        "rows": [{"label": label, "text": text} for label, text in sheet.rows],
        "disputed_fields": list(sheet.disputed_fields),
        "found_in": str(sheet.found_in),
        "resolution": str(sheet.resolution),
        "state": sheet.state,
    }


def _plain(one: Any, shape: type[Out]) -> dict[str, Any]:
    return {
        name: value.value if isinstance(value := getattr(one, name), Enum) else value
        for name in shape.model_fields
    }


def _found(version_id: UUID, request: HttpRequest) -> dict[str, Any]:
    actor, at = actor_of(request), timezone.now()
    item = catalogue.open_snapshot(version_id, timezone.localdate(at))
    rows = cases.spared.draft_sheets(item, actor, at=at)
    form = cases.spared.found_form(item, rows, actor)
    shown = cases.spared.of_draft(item, actor, at=at)
    return {
        "items": [finding_out(one) for one in shown],
        "form": dict(form.values),
        "locked": sorted(form.locked),
    }


@router.post(
    "/findings/look", response=answers(FoundOut), auth=CITIZEN, summary="查询政府已有的资料"
)
def look_up(request: HttpRequest, payload: LookIn) -> dict[str, Any]:
    """Look for what need not be handed in or filled in; what holds still is not asked again.

    Sources that are away are no error: their materials are asked for as usual.
    """
    spared.look_up(
        version_id=payload.version_id,
        form=payload.form,
        scenario=payload.scenario,
        consents=payload.consents,
        actor=actor_of(request),
        at=timezone.now(),
    )
    return _found(payload.version_id, request)


@router.get("/findings", response=answers(FoundOut), auth=CITIZEN, summary="已查到的资料")
def list_findings(request: HttpRequest, version_id: UUID) -> dict[str, Any]:
    """Return what the draft for an item holds."""
    with read_only():
        return _found(version_id, request)


@router.post(
    "/findings/{uuid:finding_id}/dispute",
    response=answers(Done),
    auth=CITIZEN,
    summary="对查到的资料提出异议",
    openapi_extra=KEY_PARAMETER,
)
def dispute_finding(request: HttpRequest, finding_id: UUID, payload: DisputeIn) -> HttpResponse:
    """Say that it is wrong: one's own file or answer goes to staff beside it."""

    def act() -> dict[str, Any]:
        spared.dispute_finding(
            finding_id=finding_id,
            reason=payload.reason,
            fields=payload.fields,
            claims=[spared.Claim(one.field, one.value, one.file_id) for one in payload.claims],
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"done": True}

    return perform(request, act)


@router.post(
    "/findings/{uuid:finding_id}/withdrawal",
    response=answers(Done),
    auth=CITIZEN,
    summary="撤回异议",
    openapi_extra=KEY_PARAMETER,
)
def withdraw_dispute(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    """Take a dispute back before the application is submitted."""

    def act() -> dict[str, Any]:
        spared.withdraw_dispute(finding_id=finding_id, actor=actor_of(request), at=timezone.now())
        return {"done": True}

    return perform(request, act)


@router.get(
    "/cases/{uuid:case_id}/findings",
    response=answers(CaseFindingsOut),
    summary="办件的证据单",
)
def list_case_findings(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return what a case rests on. That a staff member read it goes to the ledger."""
    actor = actor_of(request)
    if not actor.is_citizen:
        note_reading(case_id, actor)
    with read_only():
        case = cases.case(case_id, actor)
        if actor.is_staff:
            shown, changed = cases.spared.rested_on(case)
        else:
            shown = cases.spared.of_case(case, shows_values=actor.mandate_id is None)
            changed = []
    return {"items": [finding_out(one) for one in shown], "changed": changed}
