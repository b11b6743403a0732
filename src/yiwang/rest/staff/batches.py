# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Handling several tasks together: a look first, then a result for each case."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import batches
from yiwang.foundation.errors import FieldError
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, json_answer
from yiwang.rest.schemas import Form, Id, Out, Strict, Text, answers

_COMMON = ("action", "item_code", "item_name", "step_name", "form_code")
router = Router(tags=["批量办理 batches"], auth=STAFF)
MOST = 200


class BatchLookIn(Strict):
    tasks: list[Id] = Field(min_length=1, max_length=MOST)


class TickedIn(Strict):
    """One task, and the revision of its case that the caller saw."""

    id: Id
    revision: Annotated[int, Field(ge=1, le=2**31 - 1)]
    form: Form = Field(
        default_factory=dict,
        description="What this case answers for itself; null takes a common answer away.",
    )


class BatchIn(Strict):
    tasks: list[TickedIn] = Field(min_length=1, max_length=MOST)
    opinion: Text = Field("", description="Goes to each case; acceptance takes none.")
    form: Form = Field(
        default_factory=dict,
        description="The answers that are the same for all, where the step has a form.",
    )

    bases: list[Annotated[int, Field(ge=0, le=100)]] | None = Field(
        None,
        max_length=100,
        description="Of decisions: places in the look's bases, from 0, for all; absent: all bases.",
    )

    def filled(self) -> batches.Filled:
        return batches.Filled(self.form, {one.id: one.form for one in self.tasks if one.form})


class BatchRowOut(Out):
    """One case; ``apart`` says why it has to be handled alone, empty when it may join."""

    id: UUID
    case_id: UUID
    case_number: str
    revision: int
    due_on: date
    files: int
    missing: list[str]
    opinion: str
    apart: list[str]


class BatchFaultOut(Out):
    pointer: str
    code: str
    detail: str


class BatchCheckRowOut(Out):
    """What is wrong with the answers of one case; empty: they are right."""

    id: UUID
    case_number: str
    faults: list[BatchFaultOut]


class BatchCheckOut(Out):
    form_code: str
    gone: int
    items: list[BatchCheckRowOut]


class SharedBasisOut(Out):
    """One of the articles among which one choice can be made for all decisions of a batch."""

    law: str
    article: str


class BatchLookOut(Out):
    action: str
    item_code: str
    item_name: str
    step_name: str
    form_code: str = Field(description="Of the step's form, at /forms/{code}; empty for none.")
    gone: int
    bases: list[SharedBasisOut] = Field(description="Empty where nothing can be chosen for all.")
    items: list[BatchRowOut]


class BatchAnswerOut(Out):
    label: str
    text: str


class BatchEntryOut(Out):
    """What became of one case: done, apart, taken (somebody was faster) or refused, and why."""

    case_id: UUID
    case_number: str
    result: str
    code: str
    said: str
    answers: list[BatchAnswerOut]


class BatchLine(Out):
    id: UUID
    action: str
    item_name: str
    step_name: str
    opinion: str
    made_at: datetime


class BatchOut(BatchLine):
    entries: list[BatchEntryOut]


class BatchList(Out):
    items: list[BatchLine]


@router.post("/batches/look", response=answers(BatchLookOut), summary="批量办理前比较")
def look_at_batch(request: HttpRequest, payload: BatchLookIn) -> dict[str, Any]:
    """Return what differs between tasks of one item at one step; nothing is done."""
    actor = actor_of(request)
    with read_only():
        look = cases.batches.look_at(payload.tasks, actor, today=timezone.localdate())
    own = {name: getattr(look, name) for name in _COMMON}
    bases = [{"law": law, "article": article} for law, article in look.bases]
    rows = [_row(row) for row in look.rows]
    return own | {"gone": look.gone, "bases": bases, "items": rows}


def _row(row: cases.batches.BatchRow) -> dict[str, Any]:
    return {
        "id": row.item.pk,
        "case_id": row.case.pk,
        "case_number": row.case.number,
        "revision": row.case.revision,
        "due_on": row.item.due_on,
        "files": row.files,
        "missing": list(row.missing),
        "opinion": row.opinion,
        "apart": [reason.value for reason in row.apart],
    }


@router.post("/batches/check", response=answers(BatchCheckOut), summary="批量填写前核对")
def check_batch(request: HttpRequest, payload: BatchIn) -> dict[str, Any]:
    """Return what is wrong with the form of each case; nothing is done."""
    actor, filled = actor_of(request), payload.filled()
    with read_only():
        ids = [one.id for one in payload.tasks]
        look = cases.batches.look_at(ids, actor, today=timezone.localdate())
        joining = [one.item.pk for one in look.joining]
        found = cases.batch_forms.faults(look.form_code, filled, joining) if look.form_code else {}
    rows = [
        {
            "id": one.item.pk,
            "case_number": one.case.number,
            "faults": [_fault(wrong) for wrong in found.get(one.item.pk, ())],
        }
        for one in look.joining
    ]
    return {"form_code": look.form_code, "gone": look.gone, "items": rows}


def _fault(wrong: FieldError) -> dict[str, str]:
    return {"pointer": wrong.path, "code": wrong.code, "detail": wrong.message}


@router.post(
    "/batches",
    response=answers(BatchOut),
    summary="批量受理、批量审批",
    openapi_extra=KEY_PARAMETER,
)
def handle_batch(request: HttpRequest, payload: BatchIn) -> HttpResponse:
    """Do the same to several cases, each for itself; the same key and list is the same batch."""
    actor = actor_of(request)
    made = batches.handle_together(
        key=request.headers.get("Idempotency-Key", ""),
        ticked=[batches.Ticked(one.id, one.revision) for one in payload.tasks],
        opinion=payload.opinion,
        filled=payload.filled(),
        bases=None if payload.bases is None else tuple(payload.bases),
        actor=actor,
        at=timezone.now(),
    )
    return json_answer(_shown(made.pk, request).model_dump(mode="json"))


@router.get("/batches", response=answers(BatchList), summary="我的批次")
def list_batches(request: HttpRequest) -> dict[str, Any]:
    """Return the caller's last batches."""
    with read_only():
        return {"items": cases.batches.batches(actor_of(request))}


@router.get("/batches/{uuid:batch_id}", response=answers(BatchOut), summary="批次结果")
def get_batch(request: HttpRequest, batch_id: UUID) -> BatchOut:
    """Return what became of each case of a batch."""
    with read_only():
        return _shown(batch_id, request)


def _shown(batch_id: UUID, request: HttpRequest) -> BatchOut:
    shown = cases.batches.batch(batch_id, actor_of(request))
    line = BatchLine.model_validate(shown.row)
    entries = [
        BatchEntryOut(
            case_id=one.case_id,
            case_number=one.case_number,
            result=one.result,
            code=one.code,
            said=one.said,
            answers=[
                BatchAnswerOut(label=each.label, text=each.text)
                for each in shown.answers.get(one.case_id, ())
            ],
        )
        for one in shown.entries
    ]
    return BatchOut(**line.model_dump(), entries=entries)
