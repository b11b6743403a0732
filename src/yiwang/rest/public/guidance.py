# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which handling item is mine, and where a proof is good for."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import public
from yiwang.rest.public.shapes import FeeOut, LimitOut, MaterialAsked, StepOut
from yiwang.rest.schemas import Answers, Out, PageSize, Strict, Token, Words, answers

router = Router(tags=["情形与材料 guidance"], auth=None)


class ScenarioIn(Strict):
    """What has been answered so far; nothing at the beginning."""

    answers: Answers = Field(default_factory=dict, description="Question → code, or a number.")


class ScenarioChoiceOut(Out):
    code: str
    label: str
    help: str


class ScenarioQuestionOut(Out):
    """What is asked next."""

    key: str
    title: str
    help: str
    kind: str = Field(description="choice or integer")
    choices: list[ScenarioChoiceOut]
    unit: str
    minimum: int
    maximum: int


class AnsweredOut(Out):
    key: str
    title: str
    answer: str | int
    words: str


class HandlingOut(Out):
    """A handling item (业务办理项): exactly what this situation takes."""

    code: str = Field(description="33 characters; empty when nobody applies in this situation.")
    name: str
    summary: str
    notes: list[str]
    materials: list[MaterialAsked]
    depends: list[MaterialAsked] = Field(description="These depend on what the form will say.")
    fees: list[FeeOut]
    limit: LimitOut | None
    visits: int
    steps: list[StepOut]
    elsewhere: str = Field(description="Implementation code of the item that is the right one.")
    form: dict[str, Any] = Field(description="What the answers say about the application form.")


class GuidedOut(Out):
    """How far the answers lead; either a question or an outcome stands here."""

    answered: list[AnsweredOut]
    question: ScenarioQuestionOut | None
    outcome: HandlingOut | None


class GroundOut(Out):
    """Why government has a proof: the register that is asked, or the item that issues it."""

    name: str
    is_register: bool


class EvidenceTypeOut(Out):
    """A kind of evidence, whichever item asks for it."""

    code: str
    name: str
    kind: str
    issuer: str
    licence_type: str
    validity: str
    uses: int
    is_obtainable: bool = Field(
        description="Government has it; follows from licences and registers."
    )
    grounds: list[GroundOut]


class EvidenceTypes(Out):
    items: list[EvidenceTypeOut]


class EvidenceUseOut(Out):
    """An item that asks for it."""

    item_name: str
    local_code: str
    material_key: str
    material_name: str


class EvidenceTypeWhole(EvidenceTypeOut):
    """A kind of evidence with the items that ask for it."""

    items: list[EvidenceUseOut]


@router.post("/items/{code}/scenario", response=answers(GuidedOut), summary="情形引导")
@public
def ask_scenario(request: HttpRequest, code: Token, payload: ScenarioIn) -> dict[str, Any]:
    """Return the next question of an item's scenario, or the handling item that it led to.

    It is a POST so that what is answered stays out of addresses and logs; nothing is stored.
    """
    with read_only():
        guided = catalogue.scenarios.guided(code, payload.answers)
        return {
            "answered": [
                {
                    "key": one.question.key,
                    "title": one.question.title,
                    "answer": one.answer,
                    "words": one.words,
                }
                for one in guided.walk.answered
            ],
            "question": guided.walk.question,
            "outcome": _handling(guided) if guided.handling else None,
        }


def _handling(guided: catalogue.scenarios.Guided) -> dict[str, Any]:
    handling = guided.handling
    if handling is None:
        return {}
    return {
        "code": handling.code,
        "name": handling.outcome.name,
        "summary": handling.outcome.summary,
        "notes": handling.outcome.notes,
        "materials": handling.materials,
        "depends": handling.depends,
        "fees": handling.fees,
        "limit": handling.limit,
        "visits": handling.visits,
        "steps": handling.steps,
        "elsewhere": handling.elsewhere.code if handling.elsewhere else "",
        "form": guided.walk.filled,
    }


@router.get("/evidence-types", response=answers(EvidenceTypes), summary="材料类型")
@public
def list_evidence_types(
    request: HttpRequest, q: Words = "", limit: PageSize = 50
) -> dict[str, Any]:
    """Return kinds of evidence by name or code, the most used first."""
    with read_only():
        found = catalogue.evidence_types.types(q, timezone.localdate(), limit=limit)
    return {"items": [type_out(row) for row in found]}


@router.get("/evidence-types/{code}", response=answers(EvidenceTypeWhole), summary="材料用在哪里")
@public
def get_evidence_type(request: HttpRequest, code: Token) -> dict[str, Any]:
    """Return a kind of evidence and the items that ask for it; a merged code leads on."""
    on = timezone.localdate()
    with read_only():
        row = catalogue.evidence_types.evidence_type(code, on)
        return type_out(row) | {"items": catalogue.evidence_types.uses_of(row.code, on)}


def type_out(row: catalogue.evidence_types.TypeRow) -> dict[str, Any]:
    """Return a kind of evidence as the interface shows it."""
    plain = {name: getattr(row, name) for name in EvidenceTypeOut.model_fields if name != "grounds"}
    grounds = [
        {"name": ground.name, "is_register": ground.base_item_id is None} for ground in row.grounds
    ]
    return plain | {"grounds": grounds}
