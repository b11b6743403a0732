# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Rules that decide: sets, versions, dry runs, the switch, and judging again."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from yiwang.cases import selectors as cases
from yiwang.cases.services import automation
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Form, Line, Out, Positive, SomeText, Strict, answers

router = Router(tags=["自动审批 automation"], auth=STAFF)

Table = Annotated[str, StringConstraints(max_length=200_000)]


class RuleVersionListed(Out):
    id: UUID
    number: int
    state: str
    revision: int
    valid_from: date
    published_at: datetime | None


class RuleSetListed(Out):
    """``live`` is the number of the version that decides today."""

    id: UUID
    name: str
    is_for_all: bool
    is_stopped: bool
    live: int | None


class RuleSetsOut(Out):
    items: list[RuleSetListed]
    are_all_stopped: bool


class RuleDoubtCount(Out):
    name: str
    count: int


class RuleSetOut(RuleSetListed):
    """A rule set with what it did in the last ninety days."""

    versions: list[RuleVersionListed]
    granted: int
    passed: int
    p50_seconds: float | None
    p95_seconds: float | None
    doubts: list[RuleDoubtCount]
    rechecked: int
    differing: int
    waiting: int


class RuleSetIn(Strict):
    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    item_code: Line = Field(description="Implementation code of the list.")
    is_for_all: bool = Field(default=False, description="For every list of the base item.")


class RuleSetMadeOut(Out):
    id: UUID


class RuleFactIn(Strict):
    """A data check: what is read of which source under which name."""

    name: Line
    label: Line
    source: Line = Field(description="Code of a data source; empty for our own records.")
    key: Line
    read: Line
    form: Line = ""


class RuleIn(Strict):
    """Everything that decides."""

    revision: int = Field(default=0, ge=0, description="That was read; 0 begins a draft.")
    table_xml: Table
    facts: Annotated[list[RuleFactIn], Field(max_length=20)]
    steps: dict[str, Form] = Field(default_factory=dict)
    sample_percent: int = Field(default=5, ge=1, le=100)
    most_differences: int = Field(default=1, ge=0, le=100)
    valid_from: Annotated[date, Field(strict=False)]


class RuleFaultOut(Out):
    pointer: str
    code: str
    detail: str


class DryRunOut(Out):
    id: UUID
    state: str
    found: int
    done: int
    agreed: int
    wrong: int = Field(description="The rule would grant what people refused.")
    passed: int
    started_at: datetime
    finished_at: datetime | None


class DryRunDifferenceOut(Out):
    case_number: str
    people_outcome: str
    outcome: str
    row: int | None
    doubts: list[dict[str, str]]
    facts: list[dict[str, Any]]


class RuleVersionOut(RuleVersionListed):
    """A version with what is wrong with it and what dry runs found."""

    table_xml: str
    facts: list[dict[str, str]]
    steps: dict[str, Any]
    sample_percent: int
    most_differences: int
    faults: list[RuleFaultOut]
    dry_runs: list[DryRunOut]
    differences: list[DryRunDifferenceOut]


class RuleStateOut(Out):
    id: UUID
    number: int
    state: str
    revision: int


class RuleRevisionIn(Strict):
    revision: int = Field(ge=1)


class RulePublicationIn(RuleRevisionIn):
    """The publisher says whether they have seen what the dry run found."""

    accepts_differences: bool = False


class RuleReasonIn(Strict):
    reason: SomeText


class DryRunIn(Strict):
    wanted: int = Field(default=200, ge=1, le=5000)


class DryRunBegun(Out):
    id: UUID


def _listed(line: Any) -> dict[str, Any]:
    return {
        "id": line.rules.pk,
        "name": line.rules.name,
        "is_for_all": line.rules.implementation_id is None,
        "is_stopped": line.is_stopped,
        "live": line.live.number if line.live else None,
    }


def _moved(made: Any) -> dict[str, Any]:
    plain = {name: getattr(made, name) for name in ("number", "state", "revision")}
    return {"id": str(made.pk), **plain}


@router.get("/rule-sets", response=answers(RuleSetsOut), summary="自动审批规则")
def list_rule_sets(request: HttpRequest) -> dict[str, Any]:
    """Return the rule sets, by name."""
    with read_only():
        lines = cases.rules.rule_sets(actor_of(request))
        stops = cases.rules.stops(None)
    return {
        "items": [_listed(line) for line in lines],
        "are_all_stopped": any(one.restarted_at is None for one in stops),
    }


@router.post(
    "/rule-sets",
    response=answers(RuleSetMadeOut, 201),
    summary="建立规则",
    openapi_extra=KEY_PARAMETER,
)
def make_rule_set(request: HttpRequest, payload: RuleSetIn) -> HttpResponse:
    """Begin the rules of an item, without a version yet."""

    def act() -> dict[str, Any]:
        made = automation.make_rule_set(
            name=payload.name,
            item_code=payload.item_code,
            is_for_all=payload.is_for_all,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {"id": str(made.pk)}

    return perform(request, act, status=201)


@router.get(
    "/rule-sets/{uuid:rule_set_id}", response=answers(RuleSetOut), summary="一套自动审批规则"
)
def get_rule_set(request: HttpRequest, rule_set_id: UUID) -> dict[str, Any]:
    """Return a rule set with its versions and its figures."""
    with read_only():
        line = cases.rules.rule_set(rule_set_id, actor_of(request))
        figures = cases.rules.figures(rule_set_id, at=timezone.now())
        return _listed(line) | {
            "versions": cases.rules.versions_of(line),
            "granted": figures.granted,
            "passed": figures.passed,
            "p50_seconds": figures.p50_seconds,
            "p95_seconds": figures.p95_seconds,
            "doubts": [{"name": name, "count": count} for name, count in figures.doubts],
            "rechecked": figures.rechecked,
            "differing": figures.differing,
            "waiting": figures.waiting,
        }


@router.put(
    "/rule-sets/{uuid:rule_set_id}/draft",
    response=answers(RuleStateOut),
    summary="保存规则草稿",
    openapi_extra=KEY_PARAMETER,
)
def put_rule_draft(request: HttpRequest, rule_set_id: UUID, payload: RuleIn) -> HttpResponse:
    """Keep a draft of the next version, right or not."""

    def act() -> dict[str, Any]:
        made = automation.save_draft(
            rule_set_id=rule_set_id,
            rule=automation.Rule(
                table_xml=payload.table_xml,
                valid_from=payload.valid_from,
                facts=[one.model_dump() for one in payload.facts],
                steps=payload.steps,
                sample_percent=payload.sample_percent,
                most_differences=payload.most_differences,
            ),
            revision=payload.revision,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return _moved(made)

    return perform(request, act)


@router.get(
    "/rule-sets/{uuid:rule_set_id}/versions/{number}",
    response=answers(RuleVersionOut),
    summary="规则的一个版本",
)
def get_rule_version(request: HttpRequest, rule_set_id: UUID, number: Positive) -> dict[str, Any]:
    """Return a version: what it says, what is wrong with it, what dry runs found."""
    actor = actor_of(request)
    with read_only():
        made = cases.rules.version(rule_set_id, number, actor)
        runs = cases.rules.dry_runs(made)
        listed = {name: getattr(made, name) for name in RuleVersionListed.model_fields}
        return listed | {
            "table_xml": made.table_xml,
            "facts": made.facts,
            "steps": made.steps,
            "sample_percent": made.sample_percent,
            "most_differences": made.most_differences,
            "faults": [
                {"pointer": one.path, "code": one.code, "detail": str(one.message)}
                for one in automation.faults_of(made)
            ],
            "dry_runs": runs,
            "differences": cases.rules.differences(runs[0], actor) if runs else [],
        }


@router.post(
    "/rule-versions/{uuid:version_id}/dry-runs",
    response=answers(DryRunBegun, 201),
    summary="试运行",
    openapi_extra=KEY_PARAMETER,
)
def try_rule(request: HttpRequest, version_id: UUID, payload: DryRunIn) -> HttpResponse:
    """Try a version on the newest cases that people decided; a job does it."""
    who: dict[str, Any] = {"actor": actor_of(request), "at": timezone.now()}

    def act() -> dict[str, Any]:
        run = automation.start_dry_run(version_id=version_id, wanted=payload.wanted, **who)
        return {"id": str(run.pk)}

    return perform(request, act, status=201)


@router.post(
    "/rule-versions/{uuid:version_id}/proposal",
    response=answers(RuleStateOut),
    summary="提交规则",
    openapi_extra=KEY_PARAMETER,
)
def propose_rule(request: HttpRequest, version_id: UUID, payload: RuleRevisionIn) -> HttpResponse:
    """Hand a version to somebody else to publish."""
    return perform(
        request,
        lambda: _moved(
            automation.propose_version(
                version_id=version_id,
                revision=payload.revision,
                actor=actor_of(request),
                at=timezone.now(),
            )
        ),
    )


@router.post(
    "/rule-versions/{uuid:version_id}/return",
    response=answers(RuleStateOut),
    summary="退回规则",
    openapi_extra=KEY_PARAMETER,
)
def return_rule(request: HttpRequest, version_id: UUID, payload: RuleRevisionIn) -> HttpResponse:
    """Give a proposed version back to its editors."""
    return perform(
        request,
        lambda: _moved(
            automation.return_version(
                version_id=version_id,
                revision=payload.revision,
                actor=actor_of(request),
                at=timezone.now(),
            )
        ),
    )


@router.post(
    "/rule-versions/{uuid:version_id}/publication",
    response=answers(RuleStateOut),
    summary="发布规则",
    openapi_extra=KEY_PARAMETER,
)
def publish_rule(
    request: HttpRequest, version_id: UUID, payload: RulePublicationIn
) -> HttpResponse:
    """Let a version decide from its day on; not by who wrote or proposed it."""
    return perform(
        request,
        lambda: _moved(
            automation.publish_version(
                version_id=version_id,
                revision=payload.revision,
                accepts_differences=payload.accepts_differences,
                actor=actor_of(request),
                at=timezone.now(),
            )
        ),
    )


@router.post(
    "/rule-versions/{uuid:version_id}/withdrawal",
    response=answers(RuleStateOut),
    summary="停用规则版本",
    openapi_extra=KEY_PARAMETER,
)
def withdraw_rule(request: HttpRequest, version_id: UUID, payload: RuleReasonIn) -> HttpResponse:
    """End a published version."""
    return perform(
        request,
        lambda: _moved(
            automation.withdraw_version(
                version_id=version_id,
                reason=payload.reason,
                actor=actor_of(request),
                at=timezone.now(),
            )
        ),
    )
