# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Ways of handling: what may be chosen and signed, what has to follow, what was seen."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseMode, CheckState, EvidenceGrade, OriginalResult
from yiwang.cases.services import drafts, modes
from yiwang.cases.services.modes import SignedHow
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import CITIZEN, PEOPLE, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.people.cases import note_reading, state_of
from yiwang.rest.people.shapes import RevisionIn, StateOut
from yiwang.rest.schemas import Answers, Done, Form, Id, Line, Out, Strict, answers

if TYPE_CHECKING:
    from yiwang.cases.models import Case

router = Router(tags=["办理方式 modes"], auth=PEOPLE)


class NamedMaterialOut(Out):
    """A material by key and name."""

    key: str
    name: str
    way: CaseMode | None = Field(
        default=None, description="With `combined`: what the material is for."
    )


class OfferOut(Out):
    """A way of handling that is open now."""

    mode: CaseMode
    label: str
    meaning: str
    materials: list[NamedMaterialOut] = Field(
        description="To follow, to be promised, or to be seen in the original."
    )
    is_picked: bool = Field(description="One says which of the materials it is for.")
    deferred: list[NamedMaterialOut] = Field(
        description="With `combined`: what may follow; `materials` may be promised."
    )


class WayIn(Strict):
    """What an application says so far, and what is about to be chosen."""

    form: Form
    scenario: Answers | None = None
    handed: list[Line] = Field(default_factory=list, max_length=100)
    mode: Annotated[CaseMode, Field(strict=False)] = CaseMode.STANDARD
    materials: list[Line] = Field(default_factory=list, max_length=60)
    deferred: list[Line] = Field(
        default_factory=list, max_length=60, description="With `combined`: keys to follow later."
    )


class WaysOut(Out):
    """The ways that are open, and the words to sign for the one that was asked about."""

    offers: list[OfferOut]
    text: str = Field(description="Empty for the usual way.")
    text_sha256: str


class DraftWayIn(Strict):
    """The way of handling that a draft keeps."""

    mode: Annotated[CaseMode, Field(strict=False)]
    materials: list[Line] = Field(default_factory=list, max_length=60)
    deferred: list[Line] = Field(
        default_factory=list, max_length=60, description="With `combined`: keys to follow later."
    )


class SignedOut(Out):
    """What was signed, word for word."""

    mode: CaseMode
    text: str
    text_sha256: str
    materials: list[NamedMaterialOut]
    signed_by_name: str
    signed_at: datetime
    signed_how: SignedHow
    paper_id: UUID | None = Field(description="The scan of what was signed at a counter.")


class DeferredOut(Out):
    """A material that follows after the acceptance."""

    requirement_key: str
    name: str
    due_on: date
    is_provisional: bool
    handed_in_at: datetime | None
    returned_because: str


class OriginalOut(Out):
    """A look at an original."""

    id: UUID
    result: OriginalResult
    original: str
    place: str
    difference: str
    seen_by_name: str
    seen_at: datetime
    valid_until: date | None
    voided_at: datetime | None
    void_reason: str


class CopyOut(Out):
    """A copy with its grade of evidence."""

    material_id: UUID
    requirement_key: str
    name: str
    file_id: UUID
    grade: EvidenceGrade
    check: OriginalOut | None


class PromiseOut(Out):
    """The check of what was promised."""

    state: CheckState
    due_on: date
    is_provisional: bool
    overdue_at: datetime | None
    findings: str
    checked_at: datetime | None
    order: str
    correct_by_on: date | None
    recheck_findings: str
    rechecked_at: datetime | None
    revocation_reasons: str
    revoked_at: datetime | None


class TrustOut(Out):
    """Everything of a case that rests on trust."""

    mode: CaseMode
    revision: int
    choice: SignedOut | None
    deferred: list[DeferredOut]
    copies: list[CopyOut]
    voided: list[OriginalOut]
    promise: PromiseOut | None
    is_pending: bool = Field(description="Decided, and not in effect before originals are seen.")
    effective_at: datetime | None
    ended_at: datetime | None


class DeferredIn(RevisionIn):
    """The files of one material that was to follow."""

    files: list[Id] = Field(min_length=1, max_length=50)


@router.post(
    "/versions/{uuid:version_id}/ways", response=answers(WaysOut), summary="可选的办理方式"
)
def ask_ways(request: HttpRequest, version_id: UUID, payload: WayIn) -> dict[str, Any]:
    """Return which ways are open for what the form says, and the words to sign; keeps nothing."""
    with read_only():
        snapshot = catalogue.open_snapshot(version_id, timezone.localdate())
        form, trust = payload.form, cases.trust
        offers = trust.offers(snapshot, form, payload.scenario)
        words = _words(snapshot, offers, payload)
    return {
        "offers": offers,
        "text": words,
        "text_sha256": trust.digest(words) if words else "",
    }


def _words(snapshot: Any, offers: list[Any], payload: WayIn) -> str:
    offer = next((one for one in offers if one.mode is payload.mode), None)
    if offer is None or offer.mode is CaseMode.STANDARD:
        return ""
    about = cases.trust.about_of(offer, payload.materials, payload.deferred, payload.handed)
    return cases.trust.text(snapshot, offer.mode, about)


@router.put(
    "/versions/{uuid:version_id}/draft/way",
    response=answers(Done),
    summary="草稿的办理方式",
    openapi_extra=KEY_PARAMETER,
    auth=CITIZEN,
)
def put_draft_way(request: HttpRequest, version_id: UUID, payload: DraftWayIn) -> HttpResponse:
    """Keep the way of handling with one's draft; what was typed stays."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        draft = cases.draft_for(version_id, actor)
        kept: dict[str, list[str]] = draft.materials if draft else {}
        drafts.save_draft(
            version_id=version_id,
            typed=drafts.DraftContent(
                form=draft.form_data if draft else {},
                materials={key: [UUID(one) for one in files] for key, files in kept.items()},
                step=draft.step if draft else 1,
                mode=payload.mode,
                mode_materials=payload.materials,
                mode_deferred=payload.deferred,
            ),
            actor=actor,
            at=timezone.now(),
        )
        return {"done": True}

    return perform(request, act)


@router.get("/cases/{uuid:case_id}/trust", response=answers(TrustOut), summary="承诺与原件")
def get_trust(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return what was signed, what follows, how sure each copy is, and the check of a promise."""
    actor = actor_of(request)
    if not actor.is_citizen:
        note_reading(case_id, actor)
    with read_only():
        return whole_trust(cases.case(case_id, actor), actor)


def whole_trust(case: "Case", _actor: Actor) -> dict[str, Any]:
    """Return what the page of trust shows."""
    needs = catalogue.snapshot(case.version_id).materials
    found = cases.trust.trust_of(case, {each.key: each.name for each in needs})
    decision = found.decision
    return {
        "mode": case.mode,
        "revision": case.revision,
        "choice": found.choice,
        "deferred": found.deferred,
        "copies": [
            {
                "material_id": one.material.pk,
                "requirement_key": one.material.requirement_key,
                "name": one.name,
                "file_id": one.material.file_id,
                "grade": one.material.grade,
                "check": one.check,
            }
            for one in found.copies
        ],
        "voided": found.voided,
        "promise": found.promise,
        "is_pending": bool(decision and decision.is_pending),
        "effective_at": decision.effective_at if decision else None,
        "ended_at": decision.ended_at if decision else None,
    }


@router.post(
    "/cases/{uuid:case_id}/deferred/{slug:key}",
    response=answers(StateOut),
    summary="补交容缺材料",
    openapi_extra=KEY_PARAMETER,
)
def hand_in_deferred(
    request: HttpRequest, case_id: UUID, key: str, payload: DeferredIn
) -> HttpResponse:
    """Hand in a material that was to follow; the applicant, or the counter for them."""

    def act() -> dict[str, Any]:
        return state_of(
            modes.hand_in(
                case_id=case_id,
                key=key,
                files=payload.files,
                actor=actor_of(request),
                at=timezone.now(),
                revision=payload.revision,
            )
        )

    return perform(request, act)
