# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The guide of a new base item, step by step, for programs."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.catalogue.services import editing_questions, guided, guided_questions
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Line, Out, ProblemError, Strict, Words, answers
from yiwang.rest.staff import catalogue_shapes as shapes

router = Router(tags=["事项编辑 catalogue"], auth=STAFF)


class NameOut(Out):
    """An item whose name is like the one that was asked about."""

    base_item_id: UUID
    name: str
    code: str
    item_type: str
    how: str = Field(description="same, sound, alike, related or elsewhere")
    percent: int
    is_draft: bool


class NamesOut(Out):
    items: list[NameOut]


class GuideStepOut(Out):
    """A step of the guide and how far it has come."""

    key: str
    title: str
    state: str = Field(description="missing, faulty, done or optional")
    elements: list[str]
    faults: int


class LawLimitOut(Out):
    """The times that a cited article gives for deciding."""

    law: str
    article: str
    limits: list[str]


class CitedLawOut(Out):
    """A law that is cited, with its dates."""

    title: str
    issued_on: date | None
    revised_on: date | None
    repealed_on: date | None
    replaced_by: str
    is_known: bool


class DraftFindingOut(Out):
    """What a rule of the comparison finds in the draft."""

    rule: str
    severity: int
    sentence: str
    source: str


class HolderOut(Out):
    """The departments of one level that may take the item up."""

    level: str
    count: int
    is_chosen: bool


class ItemGuideOut(Out):
    """A base item on an order, as the guide writes it."""

    line_id: UUID
    order_id: UUID
    code: str
    revision: int
    next_step: str
    steps: list[GuideStepOut]
    faults: list[ProblemError]
    laws: list[CitedLawOut]
    law_limits: list[LawLimitOut]
    grades: dict[str, str] = Field(description="Material key → how far it can be relied on.")
    whose: dict[str, str] = Field(
        description="Material key → in words, whose it is; none for those of the applicant."
    )
    holders: list[HolderOut]
    handed_in: dict[str, str] = Field(
        description="Material key → name: what a promise may stand in for, or is seen later."
    )
    review_places: dict[str, str] = Field(
        description="Addresses of the form → title: by one a reviewing lower body is known."
    )
    common_responsibilities: list[dict[str, Any]] = Field(
        description="Of every power of this type, as long as the item has none of its own."
    )
    findings: list[DraftFindingOut]
    may_write: bool


class GuideStepIn(Strict):
    revision: shapes.Revision
    elements: shapes.Content = Field(
        description="Elements of this step; one that is left out goes back to its default."
    )


class BasisIn(Strict):
    revision: shapes.Revision
    law: Line
    article: Line


class LibraryMaterialIn(Strict):
    revision: shapes.Revision
    evidence_type: Line = Field(description="Code of a type of the materials library.")


class FollowedProcessIn(Strict):
    revision: shapes.Revision
    process_code: Line


class StandardStepIn(Strict):
    revision: shapes.Revision
    standard: Line = Field(description="Key of a standard step, such as site_check.")


@router.get("/catalogue/names", response=answers(NamesOut), summary="名称相近的事项")
def list_names_like(request: HttpRequest, name: Words) -> dict[str, Any]:
    """Return the items that a name may be confused with, the most alike first."""
    actor = actor_of(request)
    editing_questions.check_keeper(actor)
    with read_only():
        found = guided_questions.alike_names(
            name, scope_code=actor.division_code, on=timezone.localdate()
        )
    return {"items": found}


@router.get(
    "/catalogue/lines/{uuid:line_id}/guide",
    response=answers(ItemGuideOut),
    summary="分步填写的进度",
)
def get_guide(request: HttpRequest, line_id: UUID) -> dict[str, Any]:
    """Return how far each step has come, what the law allows and what the rules find."""
    at = timezone.now()
    with read_only():
        view = guided_questions.guided(line_id, "", actor_of(request))
        return {
            "line_id": line_id,
            "order_id": view.editor.order.id,
            "code": view.item.code,
            "revision": view.editor.line.revision,
            "next_step": view.current.key,
            "steps": [_step(one) for one in view.steps],
            "faults": [
                {"pointer": one.path, "code": one.code, "detail": str(one.message)}
                for one in view.editor.faults
            ],
            "laws": list(guided_questions.dated_laws(view, at=at).values()),
            "law_limits": guided_questions.law_limits(view, at=at),
            "grades": {
                one.key: guided_questions.grade_words(one) for one in view.content.materials
            },
            "whose": guided_questions.whose_words(view),
            "holders": guided_questions.holders(view),
            **_beside(view),
            "findings": guided_questions.draft_findings(view, at=at),
            "may_write": view.editor.may_write,
        }


def _beside(view: Any) -> dict[str, Any]:
    """Return what can be chosen in the steps of trust, review and responsibilities."""
    common = guided_questions.common_responsibilities(view)
    return {
        "handed_in": {one.key: one.name for one in view.content.materials if one.is_uploaded},
        "review_places": dict(guided_questions.places_of_form(view)),
        "common_responsibilities": [one.model_dump(mode="json") for one in common],
    }


def _step(one: Any) -> dict[str, Any]:
    return {
        "key": one.step.key,
        "title": str(one.step.title),
        "state": one.state.value,
        "elements": list(one.step.elements),
        "faults": one.faults,
    }


def _saved(
    request: HttpRequest, command: Callable[..., Any], line_id: UUID, sent: Strict, **more: Any
) -> HttpResponse:
    """Do a command of the guide with what was sent: its arguments are named alike."""

    def act() -> dict[str, Any]:
        line = command(
            line_id=line_id,
            actor=actor_of(request),
            at=timezone.now(),
            **sent.model_dump(),
            **more,
        )
        return {"id": line.id, "revision": line.revision}

    return perform(request, act)


@router.put(
    "/catalogue/lines/{uuid:line_id}/guide/{slug:guide_step}",
    response=answers(shapes.NewOrderOut),
    summary="保存一步",
)
def save_guide_step(
    request: HttpRequest, line_id: UUID, guide_step: str, payload: GuideStepIn
) -> HttpResponse:
    """Write down one step; what is beyond the law is refused, other steps stay as they are."""
    return _saved(request, guided.save_step, line_id, payload, step=guide_step)


@router.post(
    "/catalogue/lines/{uuid:line_id}/bases",
    response=answers(shapes.NewOrderOut),
    summary="加入设定依据",
    openapi_extra=KEY_PARAMETER,
)
def add_basis(request: HttpRequest, line_id: UUID, payload: BasisIn) -> HttpResponse:
    """Put an article among the legal bases."""
    return _saved(request, guided.add_basis, line_id, payload)


@router.post(
    "/catalogue/lines/{uuid:line_id}/materials",
    response=answers(shapes.NewOrderOut),
    summary="从材料库加入申请材料",
    openapi_extra=KEY_PARAMETER,
)
def add_material(request: HttpRequest, line_id: UUID, payload: LibraryMaterialIn) -> HttpResponse:
    """Put a material of a type of the library among the materials."""
    return _saved(request, guided.add_material, line_id, payload)


@router.post(
    "/catalogue/lines/{uuid:line_id}/process",
    response=answers(shapes.NewOrderOut),
    summary="办理环节跟着流程走",
    openapi_extra=KEY_PARAMETER,
)
def follow_process(request: HttpRequest, line_id: UUID, payload: FollowedProcessIn) -> HttpResponse:
    """Choose a process and write the steps of handling as it has them."""
    return _saved(request, guided.follow_process, line_id, payload)


@router.post(
    "/catalogue/lines/{uuid:line_id}/standard-steps",
    response=answers(shapes.NewOrderOut),
    summary="加入标准环节",
    openapi_extra=KEY_PARAMETER,
)
def add_standard_step(request: HttpRequest, line_id: UUID, payload: StandardStepIn) -> HttpResponse:
    """Put a standard step in its group of the process."""
    return _saved(request, guided.add_standard_step, line_id, payload)
