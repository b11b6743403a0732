# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Processes, decision tables and forms: drafts, checks, the second person, and simulation."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue import services as commands
from yiwang.catalogue.enums import DefinitionKind
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Done, Out, Strict, Token, answers

router = Router(tags=["流程与表单 modelling"], auth=STAFF)

Body = Annotated[str, StringConstraints(max_length=200_000)]


class DefinitionIn(Strict):
    """A draft: BPMN or DMN as XML, a form as JSON, as text."""

    body: Body
    revision: int = Field(default=0, ge=0, description="That was read; 0 begins a draft.")


class DefinitionText(Strict):
    body: Body


class DefinitionOffer(Strict):
    """Hand a draft in, or take it back."""

    revision: int = Field(ge=1)
    is_offered: bool = True


class DefinitionRevision(Strict):
    revision: int = Field(ge=1)


class DefinitionListed(Out):
    code: str
    name: str
    version: int
    revision: int
    is_offered: bool
    uses: int


class Definitions(Out):
    items: list[DefinitionListed]


class DefinitionOut(Out):
    """A definition: its draft, else the newest published version."""

    kind: str
    code: str
    body: str
    version: int
    revision: int
    is_offered: bool


class DefinitionSaved(Out):
    revision: int


class DefinitionPublished(Out):
    id: UUID


class DefinitionFault(Out):
    """What is wrong, and with which element."""

    pointer: str
    code: str
    detail: str


class DefinitionFaults(Out):
    items: list[DefinitionFault]


class MoveIn(Strict):
    """A step that is completed, or `timer`: the time passes until the next one fires."""

    key: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    values: dict[str, Any] = Field(default_factory=dict)


class SimulationIn(Strict):
    """What a simulation begins with, and what was done since."""

    body: Body | None = Field(default=None, description="null: the draft, else what is published.")
    form: dict[str, Any] = Field(default_factory=dict)
    project_type: Literal["1", "2"] = "2"
    limit: int = Field(default=5, ge=1, le=365, description="The promise in working days.")
    begins_at: Annotated[datetime | None, Field(strict=False)] = None
    moves: list[MoveIn] = Field(default_factory=list, max_length=100)


class WaitingDraftOut(Out):
    """What waits; ``asked`` are the results that the process reads later."""

    key: str
    element_id: str
    name: str
    role: str
    kind: str
    form_code: str
    wakes_at: datetime | None
    asked: list[str]


class PassedOut(Out):
    element_id: str
    name: str
    what: str
    at: datetime


class SimulationOut(Out):
    """Where a process stands after the moves."""

    name: str
    reads: list[str]
    passed: list[PassedOut]
    waiting: list[WaitingDraftOut]
    is_finished: bool
    is_late: bool
    is_stuck: str
    due_on: date
    now: datetime


@router.get("/definitions/{kind}", response=answers(Definitions), summary="流程与表单列表")
def list_definitions(request: HttpRequest, kind: Token) -> dict[str, Any]:
    """Return every definition of a kind."""
    with read_only():
        return {"items": catalogue.modelling.definitions(kind, actor_of(request))}


@router.get("/definitions/{kind}/{code}", response=answers(DefinitionOut), summary="流程或表单")
def get_definition(request: HttpRequest, kind: Token, code: Token) -> Any:
    """Return a definition to edit; one that is not there yet begins as a small sound one."""
    with read_only():
        return catalogue.modelling.edited(kind, code, actor_of(request))


@router.put(
    "/definitions/{kind}/{code}",
    response=answers(DefinitionSaved),
    summary="保存流程或表单草稿",
    openapi_extra=KEY_PARAMETER,
)
def put_definition(
    request: HttpRequest, kind: Token, code: Token, payload: DefinitionIn
) -> HttpResponse:
    """Keep a draft, right or not."""

    def act() -> dict[str, Any]:
        draft = commands.modelling.save_draft(
            kind=kind,
            code=code,
            body=payload.body,
            revision=payload.revision,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"revision": draft.revision}

    return perform(request, act)


@router.delete("/definitions/{kind}/{code}", response=answers(Done), summary="删除草稿")
def discard_definition(request: HttpRequest, kind: Token, code: Token) -> HttpResponse:
    """Throw a draft away."""

    def act() -> dict[str, Any]:
        commands.modelling.discard_draft(
            kind=kind, code=code, actor=actor_of(request), at=timezone.now()
        )
        return {"done": True}

    return perform(request, act)


@router.post(
    "/definitions/{kind}/{code}/check", response=answers(DefinitionFaults), summary="检查草稿"
)
def check_definition(
    request: HttpRequest, kind: Token, code: Token, payload: DefinitionText
) -> dict[str, Any]:
    """Tell what would keep a definition from being published, exactly as the engine does."""
    with read_only():
        catalogue.modelling.edited(kind, code, actor_of(request))
        faults = catalogue.modelling.faults_of(kind, payload.body)
    return {
        "items": [
            {"pointer": one.path, "code": one.code, "detail": str(one.message)} for one in faults
        ]
    }


@router.post(
    "/definitions/{kind}/{code}/offer",
    response=answers(DefinitionSaved),
    summary="提交草稿",
    openapi_extra=KEY_PARAMETER,
)
def offer_definition(
    request: HttpRequest, kind: Token, code: Token, payload: DefinitionOffer
) -> HttpResponse:
    """Hand a draft to a second person, or take it back."""

    def act() -> dict[str, Any]:
        draft = commands.modelling.offer_draft(
            kind=kind,
            code=code,
            revision=payload.revision,
            is_offered=payload.is_offered,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"revision": draft.revision}

    return perform(request, act)


@router.post(
    "/definitions/{kind}/{code}/publication",
    response=answers(DefinitionPublished),
    summary="发布草稿",
    openapi_extra=KEY_PARAMETER,
)
def publish_definition(
    request: HttpRequest, kind: Token, code: Token, payload: DefinitionRevision
) -> HttpResponse:
    """Publish a draft; who wrote it cannot."""

    def act() -> dict[str, Any]:
        made = commands.modelling.publish_draft(
            kind=kind,
            code=code,
            revision=payload.revision,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"id": str(made)}

    return perform(request, act)


class TableSampleIn(Strict):
    """What the table reads, by variable: ``{"form": {"kind": "food"}}``."""

    body: Body | None = Field(default=None, description="null: the draft, else what is published.")
    variables: dict[str, dict[str, Any]] = Field(default_factory=dict, max_length=20)
    form_code: Annotated[str, StringConstraints(max_length=60)] = Field(
        default="", description="The form in whose words the fields are named: one of `forms`."
    )


class TableFormOut(Out):
    """A form that fits a table; `items` are those in force that it decides with this form."""

    code: str
    title: str
    items: list[str]
    more: int = Field(description="How many further items there are.")


class TableChoiceOut(Out):
    value: str
    label: str


class TableFieldOut(Out):
    """What a table reads; label, kind and options as the form has them, empty without one."""

    path: str
    label: str
    kind: str
    options: list[TableChoiceOut]


class TableInputOut(Out):
    expression: str
    label: str = Field(description="What the table calls it.")
    value: Any
    rules: int = Field(description="How many rules take this value.")


class TableTrialOut(Out):
    """What a table decides of a sample; ``matching`` counts the rules from 1."""

    name: str
    policy: str
    reads: list[str]
    found: list[TableInputOut]
    matching: list[int]
    result: dict[str, Any]
    labels: dict[str, str] = Field(description="What the table calls its outputs.")
    refusal: str
    forms: list[TableFormOut]
    fields: list[TableFieldOut]


class FormSampleIn(Strict):
    body: Body | None = Field(default=None, description="null: the draft, else what is published.")
    answers: dict[str, Any] = Field(default_factory=dict, max_length=500)


class FormFaultOut(Out):
    path: str
    code: str
    message: str


class FormTrialOut(Out):
    """What a form makes of sample answers: what is wrong, or what would be stored."""

    is_right: bool
    errors: list[FormFaultOut]
    stored: dict[str, Any]


@router.post("/definitions/decision/{code}/trial", response=answers(TableTrialOut), summary="试算")
def try_decision_table(request: HttpRequest, code: Token, payload: TableSampleIn) -> Any:
    """Decide a sample by the draft of a table, and name the rules that match; nothing is stored."""
    with read_only():
        found = catalogue.modelling.edited(DefinitionKind.DECISION, code, actor_of(request))
        body = found.body if payload.body is None else payload.body
        trial = catalogue.modelling.try_table(body, payload.variables)
        known = catalogue.modelling.forms_for_table(found.code, trial.reads)
        chosen = payload.form_code if payload.form_code in {one.code for one in known} else ""
        fields = catalogue.modelling.fields_of(trial.reads, catalogue.modelling.form_of(chosen))
    names = ("name", "policy", "reads", "found", "matching", "result", "labels", "refusal")
    return {
        **{name: getattr(trial, name) for name in names},
        "forms": known,
        "fields": [
            {
                "path": one.path,
                "label": one.label,
                "kind": one.kind,
                "options": [{"value": value, "label": label} for value, label in one.options],
            }
            for one in fields
        ],
    }


@router.post("/definitions/form/{code}/trial", response=answers(FormTrialOut), summary="试填")
def try_form_draft(request: HttpRequest, code: Token, payload: FormSampleIn) -> Any:
    """Check sample answers by the draft of a form, as an application's; nothing is stored."""
    with read_only():
        found = catalogue.modelling.edited(DefinitionKind.FORM, code, actor_of(request))
        body = found.body if payload.body is None else payload.body
        return catalogue.modelling.try_form(body, payload.answers)


@router.post(
    "/definitions/process/{code}/simulation", response=answers(SimulationOut), summary="模拟运行"
)
def simulate_process(request: HttpRequest, code: Token, payload: SimulationIn) -> Any:
    """Run a process with sample answers by the engine itself; nothing is stored."""
    with read_only():
        found = catalogue.modelling.edited(DefinitionKind.PROCESS, code, actor_of(request))
        sample = catalogue.modelling.Sample(
            form=payload.form,
            item={"project_type": payload.project_type, "mode": "standard", "item_type": "01"},
            begins_at=payload.begins_at or timezone.now(),
            limit=payload.limit,
        )
        moves = [catalogue.modelling.Move(move.key, move.values) for move in payload.moves]
        body = found.body if payload.body is None else payload.body
        return catalogue.modelling.simulate(body, sample, moves)
