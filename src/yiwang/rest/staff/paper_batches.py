# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers of one kind for many cases: asked for, followed, and fetched as two files."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseState
from yiwang.cases.services import paper_batches
from yiwang.documents import selectors as documents
from yiwang.documents.enums import NoticeKind
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.identifiers import new_id
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.description import bytes_of
from yiwang.rest.schemas import Id, Line, Out, Strict, answers

router = Router(tags=["批量出文 batches of papers"], auth=STAFF)
AnyDay = Annotated[date, Field(strict=False)]


class PaperBatchIn(Strict):
    """Which cases of the department, and which paper; at most 200 cases."""

    kind: Annotated[NoticeKind, Field(strict=False)]
    item_code: Line = ""
    state: Annotated[CaseState | None, Field(strict=False)] = None
    step: Line = Field(default="", description="Name of the step that waits.")
    first_on: AnyDay | None = None
    last_on: AnyDay | None = None
    version_id: Id | None = Field(
        default=None, description="Of a published template; null for the one in force on the day."
    )


class PaperBatchVersionOut(Out):
    """A published version of a template that papers may be made with."""

    id: UUID
    kind: NoticeKind
    words: str


class PaperBatchVersionsOut(Out):
    items: list[PaperBatchVersionOut]


class PaperBatchOut(Out):
    """A batch and how far it is."""

    id: UUID
    kind: NoticeKind
    total: int
    made: int
    none: int
    left: int
    made_at: datetime
    done_at: datetime | None
    version: str = Field(description="The version chosen, in words; empty: the one in force.")
    has_files: bool = Field(description="Read them at `/archive` and `/printable`.")


class PaperBatchLineOut(Out):
    """What became of a case."""

    case_id: UUID
    number: str
    result: str = Field(description="waiting, issued, known, none")
    document_id: UUID | None
    refusal: str


class PaperBatchWhole(PaperBatchOut):
    """A batch with its lines."""

    lines: list[PaperBatchLineOut]


class PaperBatches(Out):
    """The reader's latest 50."""

    items: list[PaperBatchOut]


def _shown(view: Any) -> dict[str, Any]:
    row = view.row
    return {
        "id": row.pk,
        "kind": row.kind,
        "total": row.total,
        "made": view.made,
        "none": view.none,
        "left": view.left,
        "made_at": row.made_at,
        "done_at": row.done_at,
        "version": view.version_words,
        "has_files": row.archive_id is not None,
    }


@router.get("/paper-batches", response=answers(PaperBatches), summary="批量出文")
def list_paper_batches(request: HttpRequest) -> dict[str, Any]:
    """Return the reader's batches, newest first."""
    actor = actor_of(request)
    if not actor.has_right(Right.CASES_READ):
        raise Forbidden
    with read_only():
        return {"items": [_shown(one) for one in cases.paper_batches.paper_batches(actor)]}


@router.get(
    "/paper-batch-versions",
    response=answers(PaperBatchVersionsOut),
    summary="批量出文可用的模板版本",
)
def list_paper_batch_versions(request: HttpRequest, item_code: Line = "") -> dict[str, Any]:
    """Return the published versions that a batch may use; with an item, those for it too."""
    actor = actor_of(request)
    if not actor.has_right(Right.CASES_READ):
        raise Forbidden
    with read_only():
        found = documents.templates.choices(paper_batches.MAKERS, actor, item_code=item_code)
    return {"items": found}


@router.post(
    "/paper-batches",
    response=answers(PaperBatchWhole, 201),
    summary="批量生成文书",
    openapi_extra=KEY_PARAMETER,
)
def make_paper_batch(request: HttpRequest, payload: PaperBatchIn) -> HttpResponse:
    """Let a job make one kind of paper for the cases chosen; those that have it keep it."""
    actor = actor_of(request)
    choice = paper_batches.Choice(
        item_code=payload.item_code,
        state=payload.state or "",
        step=payload.step,
        first_on=payload.first_on,
        last_on=payload.last_on,
        version_id=payload.version_id,
    )

    def act() -> dict[str, Any]:
        made = paper_batches.make_batch(
            kind=payload.kind, choice=choice, key=new_id().hex, actor=actor, at=timezone.now()
        )
        return PaperBatchWhole(**_whole(made.pk, actor)).model_dump(mode="json")

    return perform(request, act, status=201)


def _whole(batch_id: UUID, actor: Any) -> dict[str, Any]:
    view, lines = cases.paper_batches.paper_batch(batch_id, actor)
    return _shown(view) | {"lines": [PaperBatchLineOut.model_validate(one) for one in lines]}


@router.get("/paper-batches/{uuid:batch_id}", response=answers(PaperBatchWhole), summary="一批文书")
def get_paper_batch(request: HttpRequest, batch_id: UUID) -> dict[str, Any]:
    """Return a batch of one's own, with what became of each case."""
    with read_only():
        return _whole(batch_id, actor_of(request))


@router.get(
    "/paper-batches/{uuid:batch_id}/archive",
    response=answers(None),
    summary="一批文书的压缩包",
    openapi_extra=bytes_of("A ZIP with a file of each case.", media_type="application/zip"),
)
def get_paper_batch_archive(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Return the archive; that the papers were fetched is noted."""
    return paper_batches.hand_out(
        batch_id=batch_id, is_archive=True, actor=actor_of(request), at=timezone.now()
    )


@router.get(
    "/paper-batches/{uuid:batch_id}/printable",
    response=answers(None),
    summary="一批文书的打印文件",
    openapi_extra=bytes_of("One PDF with every paper.", media_type="application/pdf"),
)
def get_paper_batch_printable(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Return the file to print; that the papers were fetched is noted."""
    return paper_batches.hand_out(
        batch_id=batch_id, is_archive=False, actor=actor_of(request), at=timezone.now()
    )
