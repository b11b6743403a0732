# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Asking colleagues about a case within a deadline, and answering them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.errors import CaseNotFound
from yiwang.cases.services import consultations, reading
from yiwang.documents import services as documents
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, perform
from yiwang.rest.description import bytes_of
from yiwang.rest.schemas import Day, Done, Flag, Id, Out, SomeText, Strict, answers

router = Router(tags=["内部会商 consultations"], auth=STAFF)


class ConsultationIn(Strict):
    """Whom to ask: a department, or one of its posts, or one of its people."""

    department_id: Id
    post_id: Id | None = None
    staff_id: Id | None = None
    question: SomeText
    due_on: Day = Field(strict=False)


class ConsultationAnswerIn(Strict):
    words: SomeText
    files: list[Id] = Field(default_factory=list, max_length=10)


class ConsultationId(Out):
    id: UUID


class ConsultationFileOut(Out):
    file_id: UUID
    name: str


class ConsultationOut(Out):
    """A consultation; ``days_left`` is below 0 once it is overdue."""

    id: UUID
    case_number: str
    item_name: str
    from_department: str
    to_department: str
    to_name: str
    asked_by_name: str
    asked_at: datetime
    question: str
    due_on: date
    days_left: int
    state: str
    answer: str
    answered_by_name: str
    ended_at: datetime | None
    files: list[ConsultationFileOut]


class ConsultationList(Out):
    items: list[ConsultationOut]


class ConsultedMaterial(Out):
    requirement_key: str
    file_id: UUID
    name: str


class ConsultedStep(Out):
    name: str
    opinion: str
    done_by_name: str
    done_at: datetime


class ConsultedCaseOut(Out):
    """What who is asked may read of the case, until they answer."""

    number: str
    item_name: str
    applicant_name: str
    form: dict[str, Any]
    materials: list[ConsultedMaterial]
    steps: list[ConsultedStep]


def _out(one: cases.consultations.ShownConsultation) -> dict[str, Any]:
    row = one.row
    own = {name: getattr(row, name) for name in ConsultationOut.model_fields if hasattr(row, name)}
    files = [{"file_id": each.file_id, "name": each.file.name} for each in one.files]
    return own | {
        "from_department": one.from_department,
        "to_department": one.to_department,
        "days_left": one.days_left,
        "files": files,
    }


@router.get("/consultations", response=answers(ConsultationList), summary="请我会商的和我发起的")
def list_consultations(request: HttpRequest, own: Flag = False) -> dict[str, Any]:
    """Return what the caller is asked, the most urgent first; or what they have asked."""
    actor, today = actor_of(request), timezone.localdate()
    with read_only():
        found = cases.consultations.asked_by if own else cases.consultations.asked_of
        return {"items": [_out(one) for one in found(actor, today=today)]}


@router.get(
    "/consultations/{uuid:consultation_id}", response=answers(ConsultationOut), summary="会商"
)
def get_consultation(request: HttpRequest, consultation_id: UUID) -> dict[str, Any]:
    """Return one consultation that the caller is asked, or whose case they see."""
    actor, today = actor_of(request), timezone.localdate()
    with read_only():
        return _out(cases.consultations.consultation(consultation_id, actor, today=today))


@router.get(
    "/consultations/{uuid:consultation_id}/case",
    response=answers(ConsultedCaseOut),
    summary="会商的办件",
)
def get_consulted_case(request: HttpRequest, consultation_id: UUID) -> dict[str, Any]:
    """Return the case to who is asked, until they answer; each reading goes on record."""
    actor = actor_of(request)
    opened = cases.consultations.consulted_case(consultation_id, actor)
    reading.note_case(opened.case, actor=actor, at=timezone.now())
    case = opened.case
    return {
        "number": case.number,
        "item_name": case.item_name,
        "applicant_name": case.applicant_name,
        "form": cases.shown_form(case, actor),
        "materials": [
            {"requirement_key": one.requirement_key, "file_id": one.file_id, "name": one.file.name}
            for one in opened.materials
        ],
        "steps": list(opened.steps),
    }


@router.get(
    "/consultations/{uuid:consultation_id}/files/{uuid:file_id}",
    response=answers(None),
    summary="会商可看的文件",
    openapi_extra=bytes_of("The file."),
)
def get_consultation_file(
    request: HttpRequest, consultation_id: UUID, file_id: UUID
) -> HttpResponseBase:
    """Return a material to who is asked, or a file of the answer to its readers."""
    actor, at = actor_of(request), timezone.now()
    try:
        cases.consultations.answer_file(consultation_id, file_id, actor)
    except CaseNotFound:
        opened = cases.consultations.consulted_case(consultation_id, actor)
        if file_id not in {one.file_id for one in opened.materials}:
            raise
        reading.note_case(opened.case, actor=actor, at=at)
    return documents.hand_out_file(
        file_id=file_id,
        actor=actor,
        check=lambda _file: None,  # found where the caller may read it
        purpose="case_handling",
        at=at,
    )


@router.post(
    "/cases/{uuid:case_id}/consultations",
    response=answers(ConsultationId, 201),
    summary="发起会商",
    openapi_extra=KEY_PARAMETER,
)
def ask_colleagues(request: HttpRequest, case_id: UUID, payload: ConsultationIn) -> HttpResponse:
    """Ask colleagues about a case; the clock runs on."""
    to = consultations.Addressee(payload.department_id, payload.post_id, payload.staff_id)

    def act() -> dict[str, Any]:
        made = consultations.ask(
            case_id=case_id,
            to=to,
            question=payload.question,
            due_on=payload.due_on,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"id": str(made.pk)}

    return perform(request, act, status=201)


@router.post(
    "/consultations/{uuid:consultation_id}/answer",
    response=answers(Done),
    summary="答复会商",
    openapi_extra=KEY_PARAMETER,
)
def answer_colleagues(
    request: HttpRequest, consultation_id: UUID, payload: ConsultationAnswerIn
) -> HttpResponse:
    """Answer; from then on the case cannot be read any more."""
    return done(
        request,
        lambda: consultations.answer(
            consultation_id=consultation_id,
            words=payload.words,
            files=payload.files,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/consultations/{uuid:consultation_id}/withdrawal",
    response=answers(Done),
    summary="撤回会商",
    openapi_extra=KEY_PARAMETER,
)
def withdraw_consultation(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Take a question back that nobody has answered."""
    return done(
        request,
        lambda: consultations.withdraw(
            consultation_id=consultation_id, actor=actor_of(request), at=timezone.now()
        ),
    )
