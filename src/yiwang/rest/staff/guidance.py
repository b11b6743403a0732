# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep scenarios and the materials library, as the workbench does."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.catalogue import policies
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue import services as commands
from yiwang.catalogue.enums import MaterialKind
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, draft_stands, perform
from yiwang.rest.public.guidance import EvidenceTypeOut, type_out
from yiwang.rest.schemas import Done, Out, Strict, Token, answers

router = Router(tags=["情形与材料 guidance"], auth=STAFF)

Details = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]


class ScenarioDraftIn(Strict):
    """A scenario as its draft will have it."""

    content: dict[str, Any] = Field(description="See the handbook: scenarios.")
    revision: int = Field(default=0, ge=0, description="That was read; 0 begins a draft.")


class ScenarioRevisionIn(Strict):
    revision: int = Field(ge=1)


class ScenarioDraftOut(Out):
    """Where the draft of a scenario stands."""

    number: int
    revision: int


class ScenarioStored(Out):
    """A version of a scenario."""

    number: int
    revision: int
    content: dict[str, Any]


class ScenarioEdited(Out):
    """A base item's scenario as its editors see it."""

    base_item_id: UUID
    name: str
    local_code: str
    draft: ScenarioStored | None
    published: ScenarioStored | None


class ScenarioFault(Out):
    pointer: str
    code: str
    detail: str


class ScenarioFaults(Out):
    """What keeps it from being published; nothing when it can be."""

    items: list[ScenarioFault]


class EvidenceTypeIn(Strict):
    """What is said of a kind of evidence."""

    name: Details
    kind: Annotated[MaterialKind, Field(strict=False)]
    issuer: Details = ""
    licence_type: Details = ""
    validity: Details = ""


class EvidenceTypeChange(EvidenceTypeIn):
    """The same, with the revision that was read."""

    revision: int = Field(ge=1)


class EvidenceNameIn(Strict):
    """A name of materials, and the type that it means."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=300)]


class EvidenceMergeIn(Strict):
    into: Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{4}$")]


class EvidenceMoved(Out):
    """How many materials of items follow."""

    uses: int


class EvidenceNameless(Out):
    """A name of materials that means no type yet."""

    name: str
    uses: int
    example: str


class EvidenceWork(Out):
    """What is left to do in the materials library."""

    materials: int
    mapped: int
    unmapped: list[EvidenceNameless]


@router.get("/scenarios/{uuid:base_item_id}", response=answers(ScenarioEdited), summary="情形引导")
def get_scenario(request: HttpRequest, base_item_id: UUID) -> dict[str, Any]:
    """Return a base item's draft and published scenario."""
    with read_only():
        found = catalogue.scenarios.edited(base_item_id, timezone.localdate())
        _check_sees(actor_of(request), found.scope_code)
        return {
            "base_item_id": base_item_id,
            "name": found.name,
            "local_code": found.local_code,
            "draft": _stored(found.draft),
            "published": _stored(found.published),
        }


def _check_sees(actor: Actor, scope_code: str) -> None:
    """Raise unless the actor writes scenarios here, or publishes what others have written."""
    if not policies.can(actor, policies.Action.PUBLISH_BASE, division_code=scope_code):
        policies.check_can(actor, policies.Action.EDIT_BASE, division_code=scope_code)


def _stored(stored: catalogue.scenarios.Stored | None) -> dict[str, Any] | None:
    if stored is None:
        return None
    content = catalogue.scenarios.dump_scenario(stored.scenario)
    return {"number": stored.number, "revision": stored.revision, "content": content}


@router.post(
    "/scenarios/{uuid:base_item_id}/check", response=answers(ScenarioFaults), summary="检查情形引导"
)
def check_scenario(
    request: HttpRequest, base_item_id: UUID, payload: ScenarioDraftIn
) -> dict[str, Any]:
    """Tell what would keep a scenario from being published; nothing is stored."""
    with read_only():
        found = catalogue.scenarios.edited(base_item_id, timezone.localdate())
        _check_sees(actor_of(request), found.scope_code)
        faults = catalogue.scenarios.faults_of(base_item_id, payload.content)
    return {
        "items": [
            {"pointer": one.path, "code": one.code, "detail": str(one.message)} for one in faults
        ]
    }


@router.put(
    "/scenarios/{uuid:base_item_id}",
    response=answers(ScenarioDraftOut),
    summary="保存情形引导草稿",
    openapi_extra=KEY_PARAMETER,
)
def put_scenario(
    request: HttpRequest, base_item_id: UUID, payload: ScenarioDraftIn
) -> HttpResponse:
    """Write the draft of a base item's next scenario."""
    return draft_stands(
        request,
        lambda: commands.scenarios.save_scenario(
            base_item_id=base_item_id,
            content=payload.content,
            revision=payload.revision,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.delete(
    "/scenarios/{uuid:base_item_id}/draft", response=answers(Done), summary="放弃情形引导草稿"
)
def discard_scenario(request: HttpRequest, base_item_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    return done(
        request,
        lambda: commands.scenarios.discard_scenario(
            base_item_id=base_item_id, actor=actor_of(request), at=timezone.now()
        ),
    )


@router.post(
    "/scenarios/{uuid:base_item_id}/publication",
    response=answers(ScenarioDraftOut),
    summary="发布情形引导",
    openapi_extra=KEY_PARAMETER,
)
def publish_scenario(
    request: HttpRequest, base_item_id: UUID, payload: ScenarioRevisionIn
) -> HttpResponse:
    """Publish the draft; who wrote it cannot."""
    return draft_stands(
        request,
        lambda: commands.scenarios.publish_scenario(
            base_item_id=base_item_id,
            revision=payload.revision,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/scenarios/{uuid:base_item_id}/withdrawal",
    response=answers(Done),
    summary="撤下情形引导",
    openapi_extra=KEY_PARAMETER,
)
def withdraw_scenario(request: HttpRequest, base_item_id: UUID) -> HttpResponse:
    """Take the scenario in force back."""
    return done(
        request,
        lambda: commands.scenarios.withdraw_scenario(
            base_item_id=base_item_id, actor=actor_of(request), at=timezone.now()
        ),
    )


# ── the materials library


@router.get("/evidence-types/work", response=answers(EvidenceWork), summary="待归类材料")
def list_unmapped(request: HttpRequest) -> dict[str, Any]:
    """Return the names of materials that mean no type yet, the most frequent first."""
    commands.evidence_types.check_keeps(actor_of(request))
    with read_only():
        figures = catalogue.evidence_types.mapping()
        rows = catalogue.evidence_types.unmapped(timezone.localdate())
    return {"materials": figures.materials, "mapped": figures.mapped, "unmapped": rows}


@router.post(
    "/evidence-types",
    response=answers(EvidenceTypeOut, 201),
    summary="登记材料类型",
    openapi_extra=KEY_PARAMETER,
)
def add_evidence_type(request: HttpRequest, payload: EvidenceTypeIn) -> HttpResponse:
    """Enter a kind of evidence with the next free code."""

    def act() -> dict[str, Any]:
        made = commands.evidence_types.add_type(
            details=_details(payload), actor=actor_of(request), at=timezone.now()
        )
        return _type(made.code)

    return perform(request, act, status=201)


@router.put(
    "/evidence-types/{code}",
    response=answers(EvidenceTypeOut),
    summary="修改材料类型",
    openapi_extra=KEY_PARAMETER,
)
def put_evidence_type(
    request: HttpRequest, code: Token, payload: EvidenceTypeChange
) -> HttpResponse:
    """Change what is said of a kind of evidence."""

    def act() -> dict[str, Any]:
        commands.evidence_types.change_type(
            code=code,
            details=_details(payload),
            revision=payload.revision,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return _type(code)

    return perform(request, act)


@router.post(
    "/evidence-types/{code}/names",
    response=answers(EvidenceMoved),
    summary="归类材料名称",
    openapi_extra=KEY_PARAMETER,
)
def assign_evidence_name(
    request: HttpRequest, code: Token, payload: EvidenceNameIn
) -> HttpResponse:
    """Say that a name of materials means this type, everywhere."""

    def act() -> dict[str, Any]:
        uses = commands.evidence_types.assign_name(
            name=payload.name, code=code, actor=actor_of(request), at=timezone.now()
        )
        return {"uses": uses}

    return perform(request, act)


@router.post(
    "/evidence-types/{code}/merger",
    response=answers(EvidenceMoved),
    summary="合并材料类型",
    openapi_extra=KEY_PARAMETER,
)
def merge_evidence_type(
    request: HttpRequest, code: Token, payload: EvidenceMergeIn
) -> HttpResponse:
    """Merge this type into another."""

    def act() -> dict[str, Any]:
        uses = commands.evidence_types.merge_types(
            code=code, into=payload.into, actor=actor_of(request), at=timezone.now()
        )
        return {"uses": uses}

    return perform(request, act)


def _details(payload: EvidenceTypeIn) -> commands.evidence_types.TypeDetails:
    return commands.evidence_types.TypeDetails(
        name=payload.name,
        kind=payload.kind,
        issuer=payload.issuer,
        licence_type=payload.licence_type,
        validity=payload.validity,
    )


def _type(code: str) -> dict[str, Any]:
    row = catalogue.evidence_types.evidence_type(code, timezone.localdate())
    return EvidenceTypeOut.model_validate(type_out(row)).model_dump(mode="json")
