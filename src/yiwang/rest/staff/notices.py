# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What staff see of a case besides its page: its steps, and notices before they are issued."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import Action
from yiwang.cases.services import notices, reading
from yiwang.documents.enums import NoticeKind
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.description import bytes_of
from yiwang.rest.schemas import Line, Out, Strict, Text, answers

router = Router(tags=["办理 handling"], auth=STAFF)


class OpenStepOut(Out):
    """A step that waits for somebody."""

    id: UUID
    step_key: str
    element_id: str = Field(description="Empty for intake, extension and delivery.")
    step_name: str
    role: str
    kind: str
    form_code: str = Field(description="Read the form at /forms/{code}; empty for none.")
    due_on: date
    claimed_by_id: UUID | None


class DoneStepOut(Out):
    """A step as it was done."""

    step_key: str
    element_id: str
    name: str
    role: str
    form_code: str
    data: dict[str, Any]
    opinion: str
    done_by_name: str
    done_at: datetime


class ExtensionOut(Out):
    """A request for more time that waits for an answer."""

    days: int
    reason: str
    asked_at: datetime


class Steps(Out):
    """The department's process: what was done and what waits."""

    done: list[DoneStepOut]
    open: list[OpenStepOut]
    extension: ExtensionOut | None


class PreviewIn(Strict):
    """What would be sent: `reason`, `explanation`, `reasons`, `what-<key>`, `basis-<place>`."""

    words: dict[Line, Text] = Field(default_factory=dict, max_length=100)


@router.get("/cases/{uuid:case_id}/steps", response=answers(Steps), summary="环节")
def list_steps(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return the steps of a case's process, first things first."""
    case = reading.open_case(case_id=case_id, actor=actor_of(request), at=timezone.now())
    with read_only():
        return {
            "done": cases.steps(case),
            "open": cases.open_items(case),
            "extension": cases.open_extension(case),
        }


@router.post(
    "/cases/{uuid:case_id}/notices/{kind}/preview",
    response=answers(None),
    summary="文书预览",
    openapi_extra=bytes_of("The notice, marked as a preview.", media_type="application/pdf"),
)
def preview(
    request: HttpRequest, case_id: UUID, kind: NoticeKind, payload: PreviewIn
) -> HttpResponse:
    """Return a notice as it would be issued now; it changes nothing."""
    case = reading.open_case(case_id=case_id, actor=actor_of(request), at=timezone.now())
    with read_only():
        policies.check_can(actor_of(request), Action.READ, case)
        pdf = notices.preview(case, kind, payload.words, at=timezone.now())
    return HttpResponse(pdf, content_type="application/pdf")
