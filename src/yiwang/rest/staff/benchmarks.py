# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep benchmarks of discretion, choose a case's tier, and count how often spans are left."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.services import discretion as verbs
from yiwang.cases.services import reading
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.services import benchmarks
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.database import read_only
from yiwang.organizations.enums import Right
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, draft_stands, perform
from yiwang.rest.public.benchmarks import BenchmarkOut, benchmark_out
from yiwang.rest.schemas import Day, Done, Id, Line, Out, SentDay, SomeText, Strict, Text, answers

router = Router(tags=["裁量权基准 benchmarks"], auth=STAFF)
Measured = Annotated[
    dict[Line, Annotated[str, Field(max_length=20)] | Annotated[list[Line], Field(max_length=20)]],
    Field(max_length=6, description="Measure → figure, or the conditions one by one."),
]


class BenchmarkOfIn(Strict):
    """Whose benchmark is meant."""

    implementation_id: Id | None = Field(
        None, description="The list whose department makes its own; none for the base item's."
    )


class BenchmarkDraftIn(BenchmarkOfIn):
    """A benchmark as its draft will have it."""

    content: dict[str, Any] = Field(description="See the handbook: discretion.")
    effective_from: SentDay
    revision: int = Field(default=0, ge=0, description="That was read; 0 begins a draft.")


class BenchmarkRevisionIn(BenchmarkOfIn):
    revision: int = Field(ge=1)


class BenchmarkEndIn(BenchmarkOfIn):
    reason: SomeText


class BenchmarkDraftOut(Out):
    """Where a version stands."""

    number: int
    revision: int


class BenchmarkStored(Out):
    """A draft as it is stored."""

    number: int
    revision: int
    effective_from: date
    content: dict[str, Any]


class BenchmarkEditedOut(Out):
    """A benchmark as its editors see it."""

    base_item_id: UUID
    implementation_id: UUID | None
    name: str
    local_code: str
    draft: BenchmarkStored | None
    published: list[BenchmarkOut]


class TierIn(Strict):
    """The tier that a case is put into."""

    tier: Line
    facts: Text
    outcome: Measured
    reason: Text = Field("", description="Why the outcome leaves the span.")
    revision: int | None = Field(
        None, ge=0, description="Of the choice that was read; 0 for none, nothing for any."
    )


class ConsentIn(Strict):
    """What the leader says of an outcome outside the span."""

    answer: Literal["given", "refused"]
    words: Text = ""
    revision: int = Field(ge=1, description="Of the choice that was read.")


class DepartureOut(Out):
    measure: str
    name: str
    span: str
    decided: str


class TierChoiceOut(Out):
    """What was chosen for a case."""

    benchmark_name: str
    tier: str
    tier_name: str
    place: str = Field(description="Title and article of the law.")
    facts: str
    outcome: dict[str, Any]
    is_within: bool
    departures: list[DepartureOut]
    reason: str
    consent: str = Field(description="asked, given or refused; empty within the span.")
    consent_words: str
    revision: int
    chosen_by_name: str
    chosen_at: datetime
    consented_by_name: str
    consented_at: datetime | None


class CaseTierOut(Out):
    """What applies to a case today, and what was chosen."""

    applying: BenchmarkOut | None
    choice: TierChoiceOut | None
    is_outdated: bool


class TierFigureOut(Out):
    """How the cases of one tier were decided in one department."""

    department_id: UUID
    department: str
    benchmark: str
    tier: str
    decided: int
    outside: int
    percent: int


class TierFiguresOut(Out):
    items: list[TierFigureOut]


class FigureDays(Strict):
    """Days of the decisions; both ends count."""

    begins_on: Day | None = None
    ends_on: Day | None = None


class WhoseQuery(Strict):
    """Whose benchmark is meant."""

    implementation_id: Id | None = None


@router.get("/benchmarks/figures", response=answers(TierFiguresOut), summary="裁量情况")
def list_tier_figures(request: HttpRequest, days: Query[FigureDays]) -> dict[str, Any]:
    """Return how often decisions left the span, by department, benchmark and tier."""
    actor = actor_of(request)
    if not actor.has_right(Right.CASES_READ):
        raise Forbidden
    with read_only():
        rows = cases.discretion.figures(actor, begins_on=days.begins_on, ends_on=days.ends_on)
    return {"items": list(rows)}


@router.get(
    "/benchmarks/{uuid:base_item_id}", response=answers(BenchmarkEditedOut), summary="裁量权基准"
)
def get_benchmark(
    request: HttpRequest, base_item_id: UUID, whose: Query[WhoseQuery]
) -> dict[str, Any]:
    """Return the draft and the published versions of a benchmark."""
    with read_only():
        found = catalogue.discretion.edited(
            base_item_id, whose.implementation_id, timezone.localdate()
        )
    benchmarks.check_sees(actor_of(request), found.whose)
    return {
        "base_item_id": base_item_id,
        "implementation_id": found.whose.implementation_id,
        "name": found.name,
        "local_code": found.whose.base_item.local_code,
        "draft": _stored(found.draft),
        "published": [benchmark_out(one) for one in found.versions],
    }


def _stored(stored: catalogue.discretion.StoredBenchmark | None) -> dict[str, Any] | None:
    if stored is None:
        return None
    return {
        "number": stored.number,
        "revision": stored.revision,
        "effective_from": stored.effective_from,
        "content": catalogue.discretion.dump_benchmark(stored.benchmark),
    }


@router.put(
    "/benchmarks/{uuid:base_item_id}",
    response=answers(BenchmarkDraftOut),
    summary="保存裁量权基准草稿",
    openapi_extra=KEY_PARAMETER,
)
def put_benchmark(
    request: HttpRequest, base_item_id: UUID, payload: BenchmarkDraftIn
) -> HttpResponse:
    """Write the draft of the next benchmark."""
    return draft_stands(
        request,
        lambda: benchmarks.save_benchmark(
            base_item_id=base_item_id,
            implementation_id=payload.implementation_id,
            content=payload.content,
            effective_from=payload.effective_from,
            revision=payload.revision,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/benchmarks/{uuid:base_item_id}/discard",
    response=answers(Done),
    summary="放弃裁量权基准草稿",
    openapi_extra=KEY_PARAMETER,
)
def discard_benchmark(
    request: HttpRequest, base_item_id: UUID, payload: BenchmarkOfIn
) -> HttpResponse:
    """Throw the draft away."""
    return done(
        request,
        lambda: benchmarks.discard_benchmark(
            base_item_id=base_item_id,
            implementation_id=payload.implementation_id,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/benchmarks/{uuid:base_item_id}/publication",
    response=answers(BenchmarkDraftOut),
    summary="发布裁量权基准",
    openapi_extra=KEY_PARAMETER,
)
def publish_benchmark(
    request: HttpRequest, base_item_id: UUID, payload: BenchmarkRevisionIn
) -> HttpResponse:
    """Publish the draft; who wrote it cannot."""
    return draft_stands(
        request,
        lambda: benchmarks.publish_benchmark(
            base_item_id=base_item_id,
            implementation_id=payload.implementation_id,
            revision=payload.revision,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


@router.post(
    "/benchmarks/{uuid:base_item_id}/withdrawal",
    response=answers(Done),
    summary="停用裁量权基准",
    openapi_extra=KEY_PARAMETER,
)
def withdraw_benchmark(
    request: HttpRequest, base_item_id: UUID, payload: BenchmarkEndIn
) -> HttpResponse:
    """Take the newest published version back, from today on."""
    return done(
        request,
        lambda: benchmarks.withdraw_benchmark(
            base_item_id=base_item_id,
            implementation_id=payload.implementation_id,
            reason=payload.reason,
            actor=actor_of(request),
            at=timezone.now(),
        ),
    )


# ── the tier of a case


@router.get(
    "/cases/{uuid:case_id}/discretion", response=answers(CaseTierOut), summary="办件的裁量阶次"
)
def get_case_tier(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    """Return the benchmark that applies to a case today, and what was chosen."""
    case = reading.open_case(case_id=case_id, actor=actor_of(request), at=timezone.now())
    with read_only():
        found = cases.discretion.of_case(case, today=timezone.localdate())
    return {
        "applying": benchmark_out(found.applying) if found.applying else None,
        "choice": found.choice,
        "is_outdated": found.is_outdated,
    }


@router.put(
    "/cases/{uuid:case_id}/discretion",
    response=answers(TierChoiceOut),
    summary="选裁量阶次",
    openapi_extra=KEY_PARAMETER,
)
def choose_tier(request: HttpRequest, case_id: UUID, payload: TierIn) -> HttpResponse:
    """Put a case into a tier, state the facts and the outcome."""
    chosen = verbs.Chosen(payload.tier, payload.facts, payload.outcome, payload.reason)

    def act() -> dict[str, Any]:
        made = verbs.choose_tier(
            case_id=case_id,
            chosen=chosen,
            actor=actor_of(request),
            at=timezone.now(),
            revision=payload.revision,
        )
        return TierChoiceOut.model_validate(made).model_dump(mode="json")

    return perform(request, act)


@router.post(
    "/cases/{uuid:case_id}/discretion/consent",
    response=answers(TierChoiceOut),
    summary="答复超出裁量幅度",
    openapi_extra=KEY_PARAMETER,
)
def answer_departure(request: HttpRequest, case_id: UUID, payload: ConsentIn) -> HttpResponse:
    """Agree or not that the outcome leaves the span; whoever chose it cannot."""

    def act() -> dict[str, Any]:
        made = verbs.answer_departure(
            case_id=case_id,
            is_given=payload.answer == "given",
            words=payload.words,
            revision=payload.revision,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return TierChoiceOut.model_validate(made).model_dump(mode="json")

    return perform(request, act)
