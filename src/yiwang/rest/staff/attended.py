# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What an applicant without an account does at a counter: a clerk sends it, with their proof."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import attended, modes
from yiwang.halls.services import attending
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.cases import note_reading, state_of
from yiwang.rest.people.shapes import CorrectionAnswerIn, RevisionIn, StateOut
from yiwang.rest.people.trust import DeferredIn, OriginalOut
from yiwang.rest.schemas import Id, Line, Out, Strict, answers
from yiwang.rest.staff.trust import OriginalIn

router = Router(tags=["窗口代办 attended"], auth=STAFF)


class ProofIn(Strict):
    """How the applicant, who stands at the counter, shows that they want it: one of the two."""

    paper_id: Id | None = Field(default=None, description="A scan of what they signed on paper.")
    presence_code: Line = Field(default="", description="The code that their phone shows.")


class AttendedIn(RevisionIn):
    proof: ProofIn


class AttendedCorrectionIn(CorrectionAnswerIn):
    proof: ProofIn


class AttendedOriginalIn(OriginalIn):
    proof: ProofIn


class AttendedDeferredIn(DeferredIn):
    proof: ProofIn


class CounterActOut(Out):
    """One thing that was done at a counter for the applicant."""

    act: modes.AttendedAct
    signed_how: modes.SignedHow
    paper_id: UUID | None
    done_by_name: str
    done_at: datetime


class CounterActList(Out):
    items: list[CounterActOut]


Act = Callable[[modes.Proof, datetime], dict[str, Any]]


def _attended(request: HttpRequest, case_id: UUID, proof: ProofIn, act: Act) -> HttpResponse:
    """Do an act with the proof of who stands there; a wrong code is counted, whatever follows."""
    actor, at = actor_of(request), timezone.now()
    code = "" if proof.paper_id else proof.presence_code
    applicant_id = cases.case(case_id, actor).applicant_id
    if code:
        attending.count_try(applicant_id=applicant_id, actor=actor, at=at)

    def once() -> dict[str, Any]:
        shown = None
        if code:
            shown = attending.show(applicant_id=applicant_id, code=code, actor=actor, at=at)
        return act(modes.Proof(paper=proof.paper_id, presence_id=shown), at)

    return perform(request, once, form_at="/form")


@router.get("/cases/{uuid:case_id}/acts", response=answers(CounterActList), summary="窗口代办记录")
def list_acts(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return what was done in a case at a counter for its applicant."""
    actor = actor_of(request)
    note_reading(case_id, actor)
    return {"items": cases.counter_acts(cases.case(case_id, actor))}


@router.post(
    "/cases/{uuid:case_id}/correction-answer",
    response=answers(StateOut),
    summary="窗口提交补正",
    openapi_extra=KEY_PARAMETER,
)
def answer_correction(
    request: HttpRequest, case_id: UUID, payload: AttendedCorrectionIn
) -> HttpResponse:
    """Hand in the corrected application; what is masked and sent back unchanged stays."""

    def act(proof: modes.Proof, at: datetime) -> dict[str, Any]:
        case = attended.answer_correction(
            case_id=case_id,
            form=payload.form,
            materials=payload.materials,
            proof=proof,
            actor=actor_of(request),
            at=at,
            revision=payload.revision,
        )
        return state_of(case)

    return _attended(request, case_id, payload.proof, act)


@router.post(
    "/cases/{uuid:case_id}/withdrawal",
    response=answers(StateOut),
    summary="窗口撤回申请",
    openapi_extra=KEY_PARAMETER,
)
def withdraw_case(request: HttpRequest, case_id: UUID, payload: AttendedIn) -> HttpResponse:
    """Take an application back; possible until it is decided."""

    def act(proof: modes.Proof, at: datetime) -> dict[str, Any]:
        case = attended.withdraw_case(
            case_id=case_id,
            proof=proof,
            actor=actor_of(request),
            at=at,
            revision=payload.revision,
        )
        return state_of(case)

    return _attended(request, case_id, payload.proof, act)


@router.post(
    "/cases/{uuid:case_id}/originals",
    response=answers(OriginalOut),
    summary="窗口交验原件",
    openapi_extra=KEY_PARAMETER,
)
def show_original(request: HttpRequest, case_id: UUID, payload: AttendedOriginalIn) -> HttpResponse:
    """Lay a copy beside the original that its owner has brought."""

    def act(proof: modes.Proof, at: datetime) -> dict[str, Any]:
        check = attended.show_original(
            case_id=case_id,
            material_id=payload.material_id,
            seen=modes.Seen(
                result=payload.result,
                original=payload.original,
                place=payload.place,
                difference=payload.difference,
                valid_until=payload.valid_until,
            ),
            proof=proof,
            actor=actor_of(request),
            at=at,
            revision=payload.revision,
        )
        return OriginalOut.model_validate(check).model_dump(mode="json")

    return _attended(request, case_id, payload.proof, act)


@router.post(
    "/cases/{uuid:case_id}/deferred/{slug:key}",
    response=answers(StateOut),
    summary="窗口补交容缺材料",
    openapi_extra=KEY_PARAMETER,
)
def hand_in_deferred(
    request: HttpRequest, case_id: UUID, key: str, payload: AttendedDeferredIn
) -> HttpResponse:
    """Hand in a material that was to follow."""

    def act(proof: modes.Proof, at: datetime) -> dict[str, Any]:
        case = attended.hand_in_deferred(
            case_id=case_id,
            key=key,
            files=payload.files,
            proof=proof,
            actor=actor_of(request),
            at=at,
            revision=payload.revision,
        )
        return state_of(case)

    return _attended(request, case_id, payload.proof, act)
