# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One's own data: who has seen them, texts, a copy, corrections, closing the account."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.identity.enums import CorrectedField, TextKind
from yiwang.identity.services import (
    privacy_closing,
    privacy_corrections,
    privacy_exports,
    privacy_holdings,
    privacy_questions,
    privacy_texts,
)
from yiwang.rest import paging
from yiwang.rest.auth import CITIZEN, actor_of
from yiwang.rest.commands import KEY_PARAMETER, json_answer, perform
from yiwang.rest.description import bytes_of
from yiwang.rest.schemas import Cursor, Done, Id, Line, Out, PageSize, Strict, Whole, answers

router = Router(tags=["我的数据 mydata"], auth=CITIZEN)

MonthCode = Annotated[str, StringConstraints(pattern=r"^([0-9]{4}-[0-9]{2})?$")]
Question = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"^[^\x00]+$")]


class DataReadOut(Out):
    """Somebody was shown one's data."""

    event_id: int = Field(description="The fact in the ledger.")
    seq: int | None
    at: datetime
    department: str
    post: str
    reader: str = Field(description="End of the staff number, or the name of a system.")
    is_machine: bool
    purpose: str
    case_id: UUID | None
    is_asked: bool
    source: str = Field(description="Code of the data source that was asked; empty for people.")


class Reads(Out):
    """A page of reads, newest first."""

    items: list[DataReadOut]
    next_cursor: str


class QuestionIn(Strict):
    words: Question


class QuestionOut(Out):
    """A question about a read, and its answer once there is one."""

    id: UUID
    event_id: int
    read_at: datetime
    question: str
    asked_at: datetime
    due_on: date
    answer: str
    answered_at: datetime | None


class Questions(Out):
    items: list[QuestionOut]


class TextStandingOut(Out):
    """A text in force, and whether one agreed to this version."""

    id: UUID
    kind: TextKind
    version: str
    title_zh: str
    title_en: str
    sha256: str
    accepted_at: datetime | None


class TextStandings(Out):
    items: list[TextStandingOut]


class AcceptanceIn(Strict):
    text_ids: list[Id] = Field(max_length=20)


class ExportOut(Out):
    """A copy of one's data."""

    id: UUID
    state: str
    asked_at: datetime
    ready_at: datetime | None
    expires_at: datetime | None
    size: int


class Exports(Out):
    items: list[ExportOut]


class DataCorrectionIn(Strict):
    """What is wrong; a right number is typed at the counter, never here."""

    field: Annotated[CorrectedField, Field(strict=False)]
    name: Line = ""


class DataCorrectionOut(Out):
    """What became of a request to correct."""

    id: UUID
    code: str = Field(description="To be brought to a counter, when it waits for one.")
    field: CorrectedField
    state: str
    asked_at: datetime
    ended_at: datetime | None


class Corrections(Out):
    items: list[DataCorrectionOut]


class KeptOut(Out):
    name: str
    count: int
    years: int
    basis: str


class ClosingOut(Out):
    """What would happen, or is happening, to the account."""

    is_under_way: bool
    closes_at: datetime | None
    days: int
    open_matters: list[str]
    kept: list[KeptOut]


@router.get("/me/reads", response=answers(Reads), summary="谁看过我的数据")
def list_reads(
    request: HttpRequest, cursor: Cursor = "", limit: PageSize = 50, month: MonthCode = ""
) -> dict[str, Any]:
    """Return who was shown the data of oneself, or of whom one acts for, newest first."""
    place = paging.opened("reads", cursor)
    with read_only():
        page = identity.own_data.reads_of(
            actor_of(request),
            within=identity.own_data.month(month),
            cursor=place,
            limit=limit,
        )
    return {"items": page.rows, "next_cursor": paging.sealed("reads", page.next_cursor)}


@router.post(
    "/me/reads/{event_id}/question",
    response=answers(QuestionOut, 201),
    summary="询问一次查看",
    openapi_extra=KEY_PARAMETER,
)
def ask_about_read(request: HttpRequest, event_id: Whole, payload: QuestionIn) -> HttpResponse:
    """Ask the audit administrator of a department why it read one's data."""

    def act() -> dict[str, Any]:
        made = privacy_questions.ask_about_read(
            event_id=event_id,
            words=payload.words,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return QuestionOut.model_validate(made).model_dump(mode="json")

    return perform(request, act, status=201)


@router.get("/me/read-questions", response=answers(Questions), summary="我的询问")
def list_questions(request: HttpRequest) -> dict[str, Any]:
    """Return what one asked about reads, newest first."""
    with read_only():
        return {"items": identity.own_data.questions_of(actor_of(request))}


@router.get("/me/texts", response=answers(TextStandings), summary="隐私文本和同意")
def list_texts(request: HttpRequest) -> dict[str, Any]:
    """Return the texts in force, and what one agreed to."""
    with read_only():
        standing = identity.own_data.texts_of(_account(request), timezone.now())
        return {
            "items": [
                {
                    "id": one.text.id,
                    "kind": one.text.kind,
                    "version": one.text.version,
                    "title_zh": one.text.title_zh,
                    "title_en": one.text.title_en,
                    "sha256": one.text.sha256,
                    "accepted_at": one.accepted_at,
                }
                for one in standing
            ]
        }


@router.post(
    "/me/texts/acceptance", response=answers(Done), summary="同意文本", openapi_extra=KEY_PARAMETER
)
def accept_texts(request: HttpRequest, payload: AcceptanceIn) -> HttpResponse:
    """Take note of, or agree to, texts in force."""

    def act() -> dict[str, Any]:
        privacy_texts.accept_texts(
            text_ids=payload.text_ids, actor=actor_of(request), at=timezone.now()
        )
        return {"done": True}

    return perform(request, act)


@router.post(
    "/me/texts/{kind}/withdrawal",
    response=answers(Done),
    summary="撤回同意",
    openapi_extra=KEY_PARAMETER,
)
def withdraw_consent(request: HttpRequest, kind: TextKind) -> HttpResponse:
    """Take the separate consent back; from now on nothing rests on it."""

    def act() -> dict[str, Any]:
        privacy_texts.withdraw_consent(kind=kind.value, actor=actor_of(request), at=timezone.now())
        return {"done": True}

    return perform(request, act)


@router.get("/me/exports", response=answers(Exports), summary="数据副本")
def list_exports(request: HttpRequest) -> dict[str, Any]:
    """Return the copies that one asked for, newest first."""
    with read_only():
        return {"items": identity.own_data.exports_of(_account(request))}


@router.post(
    "/me/exports",
    response=answers(ExportOut, 201),
    summary="申请数据副本",
    openapi_extra=KEY_PARAMETER,
)
def ask_export(request: HttpRequest) -> HttpResponse:
    """Ask for a copy of everything about oneself; a message tells when it is ready."""

    def act() -> dict[str, Any]:
        made = privacy_exports.ask_export(actor=actor_of(request), at=timezone.now())
        return ExportOut.model_validate(made).model_dump(mode="json")

    return perform(request, act, status=201)


@router.get(
    "/me/exports/{uuid:export_id}/content",
    response=answers(None),
    summary="下载数据副本",
    openapi_extra=bytes_of("The copy.", media_type="application/zip"),
)
def take_export(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """Return a copy to its owner, for some days."""
    actor = actor_of(request)
    file_id = privacy_exports.take_export(export_id=export_id, actor=actor, at=timezone.now())
    with read_only():
        return document_services.download_response(documents.file_for(file_id, actor))


@router.get("/me/corrections", response=answers(Corrections), summary="更正申请")
def list_corrections(request: HttpRequest) -> dict[str, Any]:
    """Return what one asked to have corrected, newest first."""
    with read_only():
        return {"items": identity.own_data.corrections_of(_account(request))}


@router.post("/me/corrections", response=answers(DataCorrectionOut, 201), summary="申请更正")
def ask_correction(request: HttpRequest, payload: DataCorrectionIn) -> HttpResponse:
    """Ask for a name or a number to be corrected; the register is asked at once."""
    made = privacy_corrections.ask_correction(
        field=payload.field.value,
        name=payload.name,
        actor=actor_of(request),
        at=timezone.now(),
    )
    return json_answer(DataCorrectionOut.model_validate(made).model_dump(), status=201)


@router.delete(
    "/me/corrections/{uuid:correction_id}", response=answers(Done), summary="撤回更正申请"
)
def cancel_correction(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """Take back a request that waits for the counter."""
    privacy_corrections.cancel_correction(
        correction_id=correction_id, actor=actor_of(request), at=timezone.now()
    )
    return json_answer({"done": True})


@router.get("/me/closing", response=answers(ClosingOut), summary="注销账号")
def get_closing(request: HttpRequest) -> dict[str, Any]:
    """Return what stands in the way of closing the account, and what the law keeps."""
    whose = privacy_holdings.Whose(_account(request), actor_of(request).person_id)
    with read_only():
        closing = identity.own_data.closing_of(whose.account_id)
        return {
            "is_under_way": closing is not None,
            "closes_at": closing.closes_at if closing else None,
            "days": identity.own_data.term(identity.own_data.Term.CLOSING_DAYS),
            "open_matters": privacy_holdings.open_matters_of(whose),
            "kept": [
                {
                    "name": str(one.name),
                    "count": one.count,
                    "years": one.years,
                    "basis": str(one.basis),
                }
                for one in privacy_holdings.kept_of(whose)
            ],
        }


@router.post(
    "/me/closing", response=answers(Done, 201), summary="申请注销", openapi_extra=KEY_PARAMETER
)
def ask_closing(request: HttpRequest) -> HttpResponse:
    """Ask for one's account to be closed after the days of reflection."""

    def act() -> dict[str, Any]:
        privacy_closing.ask_closing(actor=actor_of(request), at=timezone.now())
        return {"done": True}

    return perform(request, act, status=201)


@router.delete("/me/closing", response=answers(Done), summary="撤回注销申请")
def cancel_closing(request: HttpRequest) -> HttpResponse:
    """Keep one's account after all."""
    privacy_closing.cancel_closing(actor=actor_of(request), at=timezone.now())
    return json_answer({"done": True})


def _account(request: HttpRequest) -> UUID:
    account_id = actor_of(request).account_id
    if account_id is None:
        raise Forbidden
    return account_id
