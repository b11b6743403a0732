# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases, for those who apply and those who handle: reading, submitting, correcting, withdrawing."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from yiwang.cases import policies
from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseMode, CaseState, Channel
from yiwang.cases.services import decisions, intake, modes, reading, submission
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.halls.services import attending
from yiwang.identity import selectors as identity
from yiwang.rest import paging
from yiwang.rest.auth import PEOPLE, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.shapes import (
    ApplicationIn,
    CaseList,
    CaseOut,
    CaseRow,
    CorrectionAnswerIn,
    ReceiptOut,
    RevisionIn,
    StateOut,
    TimelineOut,
)
from yiwang.rest.schemas import Cursor, Flag, PageSize, Words, answers

if TYPE_CHECKING:
    from yiwang.cases.models import Case

router = Router(tags=["办件 cases"], auth=PEOPLE)


@router.post("", response=answers(ReceiptOut, 201), summary="提交申请", openapi_extra=KEY_PARAMETER)
def submit_case(request: HttpRequest, payload: ApplicationIn) -> HttpResponse:
    """Submit a complete application; a citizen for themselves, the counter for who stands there."""
    actor, signed = actor_of(request), payload.signed
    applicant_id = payload.applicant_id
    code = signed.presence_code if signed and actor.is_staff and not signed.paper_id else ""
    if code and applicant_id:
        attending.count_try(applicant_id=applicant_id, actor=actor, at=timezone.now())
    application = submission.Application(
        version_id=payload.version_id,
        form=payload.form,
        materials=payload.materials,
        channel=Channel.COUNTER if actor.is_staff else Channel.WEB,
        applicant_id=payload.applicant_id,
        draft_id=payload.draft_id,
        mandate_id=payload.mandate_id,
        scenario=payload.scenario,
        wants_person=payload.wants_person,
        chosen=_chosen(payload),
        purpose=payload.purpose,
        about_id=payload.about_id,
        language=payload.language,
    )

    def act() -> dict[str, Any]:
        at = timezone.now()
        handed = application
        if code and applicant_id and handed.chosen:
            shown = attending.show(applicant_id=applicant_id, code=code, actor=actor, at=at)
            proof = modes.Proof(presence_id=shown)
            handed = replace(handed, chosen=replace(handed.chosen, proof=proof))
        case = submission.submit_case(application=handed, actor=actor, at=at)
        return {
            "case_id": str(case.pk),
            "number": case.number,
            "query_code": case.query_code,
            "state": case.state,
            "submitted_at": case.submitted_at.isoformat(),
            "intake_due_on": case.intake_due_on.isoformat(),
        }

    return perform(request, act, status=201, form_at="/form")


def _chosen(payload: ApplicationIn) -> modes.Chosen | None:
    signed = payload.signed
    if signed is None or signed.mode is CaseMode.STANDARD:
        return None
    return modes.Chosen(
        signed.mode,
        tuple(signed.materials),
        signed.text_sha256,
        tuple(signed.deferred),
        modes.Proof(paper=signed.paper_id),
    )


@router.get("", response=answers(CaseList), summary="办件列表")
def list_cases(
    request: HttpRequest,
    cursor: Cursor = "",
    limit: PageSize = 20,
    state: CaseState | None = None,
    is_open: Flag | None = None,
    q: Words = "",
) -> dict[str, Any]:
    """Return the cases that the caller may see, newest first.

    `q` is a case number, or the beginning of an applicant's or an item's name.
    """
    wanted = cases.CaseFilter(states=[state] if state else [], is_open=is_open, words=q)
    place = paging.opened("cases", cursor)
    with read_only():
        page = cases.cases(actor_of(request), wanted=wanted, cursor=place, limit=limit)
    reading.note_listed(page.rows, actor=actor_of(request), at=timezone.now())
    return {"items": page.rows, "next_cursor": paging.sealed("cases", page.next_cursor)}


@router.get("/{uuid:case_id}", response=answers(CaseOut), summary="办件详情")
def get_case(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return one case, whole. That a staff member read it goes to the ledger."""
    actor = actor_of(request)
    if not actor.is_citizen:
        note_reading(case_id, actor)
    with read_only():
        return whole_case(cases.case(case_id, actor), actor)


def note_reading(case_id: UUID, actor: Actor, *, purpose: str = "") -> None:
    """Write down that somebody who is not the applicant reads a case.

    :param purpose: that a machine stated; of staff it follows from their post
    :raises CaseNotFound: there is none, or the actor may not see it
    """
    reading.open_case(case_id=case_id, actor=actor, at=timezone.now(), purpose=purpose)


def whole_case(case: "Case", actor: Actor) -> dict[str, Any]:
    """Return everything that the case's page shows."""
    row = {name: getattr(case, name) for name in CaseRow.model_fields}
    return row | {
        "revision": case.revision,
        "query_code": case.query_code if actor.is_citizen else "",
        "item_code": case.item_code,
        "handling_code": case.handling_code,
        "version_id": case.version_id,
        "mode": case.mode,
        "department_id": case.department_id,
        "department_name": case.department.name,
        "applicant": identity.applicant_summary(case.applicant_id),
        "form": cases.shown_form(case, actor),
        "clock": cases.clock_face(case, today=timezone.localdate()),
        "materials": [_material(each) for each in cases.materials(case)],
        "correction": cases.correction(case),
        "decision": cases.decision(case) if case.decided_at else None,
        "actions": sorted(
            action.value
            for action in policies.possible_actions(case)
            if policies.can(actor, action, case)
        ),
    }


def _material(material: Any) -> dict[str, Any]:
    file = material.file
    return {
        "requirement_key": material.requirement_key,
        "file_id": material.file_id,
        "name": file.name,
        "size": file.size,
        "media_type": file.media_type,
        "sha256": file.sha256,
        "grade": material.grade,
    }


@router.get("/{uuid:case_id}/timeline", response=answers(TimelineOut), summary="办理过程")
def get_timeline(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return what has happened to a case, first things first, from the ledger."""
    actor = actor_of(request)
    if not actor.is_citizen:
        note_reading(case_id, actor)
    with read_only():
        case = cases.case(case_id, actor)
        return {"items": cases.timeline(case, for_staff=actor.is_staff)}


@router.post(
    "/{uuid:case_id}/correction-answer",
    response=answers(StateOut),
    summary="提交补正",
    openapi_extra=KEY_PARAMETER,
)
def answer_correction(
    request: HttpRequest, case_id: UUID, payload: CorrectionAnswerIn
) -> HttpResponse:
    """Hand in the corrected application."""

    def act() -> dict[str, Any]:
        case = intake.answer_correction(
            case_id=case_id,
            form=payload.form,
            materials=payload.materials,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        )
        return state_of(case)

    return perform(request, act, form_at="/form")


@router.post(
    "/{uuid:case_id}/withdrawal",
    response=answers(StateOut),
    summary="撤回申请",
    openapi_extra=KEY_PARAMETER,
)
def withdraw_case(request: HttpRequest, case_id: UUID, payload: RevisionIn) -> HttpResponse:
    """Take an application back; possible until it is decided."""

    def act() -> dict[str, Any]:
        return state_of(
            decisions.withdraw_case(
                case_id=case_id,
                actor=actor_of(request),
                at=timezone.now(),
                revision=payload.revision,
            )
        )

    return perform(request, act)


def state_of(case: "Case") -> dict[str, Any]:
    """Return where a case stands, as JSON."""
    return {
        "case_id": str(case.pk),
        "state": str(case.state),
        "revision": case.revision,
        "due_on": case.due_on.isoformat() if case.due_on else None,
    }
