# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What people hold: to read, to change, renew, replace or cancel, and to defend."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.cases import selectors as cases
from yiwang.cases.enums import EntitlementState, MeasureState, Purpose
from yiwang.cases.services import entitlements, measures, reading
from yiwang.foundation.actors import Actor
from yiwang.foundation.web.database import read_only
from yiwang.rest import paging
from yiwang.rest.auth import PEOPLE, actor_of
from yiwang.rest.commands import KEY_PARAMETER, perform
from yiwang.rest.schemas import Cursor, Flag, Out, PageSize, SomeText, Strict, Words, answers

if TYPE_CHECKING:
    from yiwang.cases.models import Entitlement, Measure

router = Router(tags=["准予的结果 entitlements"], auth=PEOPLE)


class EntitlementRow(Out):
    """Something that was granted."""

    id: UUID
    result_name: str
    item_name: str
    item_code: str
    holder_name: str
    case_id: UUID
    case_number: str
    valid_from: date
    valid_until: date | None = Field(description="The last day; null where no end is set.")
    state: EntitlementState
    ended_on: date | None
    is_usable: bool


class EntitlementList(Out):
    """A page of what was granted, the latest first."""

    items: list[EntitlementRow]
    next_cursor: str


class MeasureOut(Out):
    """What the granting body means to do, or did, about it (行政许可法 8, 69, 70)."""

    id: UUID
    kind: str
    ground: str
    article: str
    facts: str
    state: MeasureState
    proposed_at: datetime
    statement_due_on: date | None
    statement: str
    statement_answer: str
    compensation: str
    reasons: str
    decided_at: datetime | None
    effective_on: date | None
    revision: int


class EntitlementOut(EntitlementRow):
    """Something that was granted, with all that is done about it."""

    department_id: UUID
    department_name: str
    follows_id: UUID | None
    deemed_renewals: int
    purposes: list[str] = Field(description="What its holder may ask for now.")
    follow_up_items: dict[str, str] = Field(
        description="Purpose → name of the item of its own by which it is asked for."
    )
    measures: list[MeasureOut]


class FollowUpIn(Strict):
    """What is asked for about something that was granted."""

    purpose: Annotated[Purpose, Field(strict=False)]


class FollowUpOut(Out):
    """The draft of the application, filled in as it was granted."""

    draft_id: UUID
    version_id: UUID
    purpose: Purpose


class StatementIn(Strict):
    """Statement and defence (陈述申辩)."""

    statement: SomeText


class MeasureStateOut(Out):
    """Where a measure stands."""

    id: UUID
    state: MeasureState
    revision: int


@router.get("", response=answers(EntitlementList), summary="准予的结果")
def list_entitlements(
    request: HttpRequest,
    cursor: Cursor = "",
    limit: PageSize = 20,
    state: EntitlementState | None = None,
    ends_within: Annotated[int | None, Field(ge=0, le=3660)] = None,
    has_measure: Flag = False,
    q: Words = "",
) -> dict[str, Any]:
    """Return what the caller holds, or what the caller's department granted."""
    wanted = cases.EntitlementFilter(
        states=[state] if state else [],
        ends_within=ends_within,
        words=q,
        has_measure=has_measure,
    )
    place, today = paging.opened("entitlements", cursor), timezone.localdate()
    actor = actor_of(request)
    with read_only():
        found = cases.entitlements(actor, wanted=wanted, today=today, cursor=place, limit=limit)
        rows = [row_of(one, today) for one in found.rows]
    reading.note_listed([one.case for one in found.rows], actor=actor, at=timezone.now())
    return {"items": rows, "next_cursor": paging.sealed("entitlements", found.next_cursor)}


@router.get("/{uuid:entitlement_id}", response=answers(EntitlementOut), summary="一项准予的结果")
def get_entitlement(request: HttpRequest, entitlement_id: UUID) -> dict[str, Any]:
    """Return one, whole. That a staff member read it goes to the ledger."""
    actor = actor_of(request)
    with read_only():
        made = cases.entitlement(entitlement_id, actor)
    if not actor.is_citizen:
        reading.open_case(case_id=made.case_id, actor=actor, at=timezone.now())
    with read_only():
        return whole(made, actor)


def whole(made: "Entitlement", actor: Actor) -> dict[str, Any]:
    """Return everything that its page shows."""
    today = timezone.localdate()
    follow_ups = cases.follow_ups_of(made, actor)
    may_ask = actor.is_citizen
    purposes = cases.possible_follow_ups(made, follow_ups, today=today) if may_ask else []
    return row_of(made, today) | {
        "department_id": made.department_id,
        "department_name": made.department.name,
        "follows_id": made.follows_id,
        "deemed_renewals": made.deemed_renewals,
        "purposes": [one.value for one in purposes],
        "follow_up_items": cases.follow_up_items(made, today=today) if purposes else {},
        "measures": [_measure(one) for one in cases.measures_of(made)],
    }


def row_of(made: "Entitlement", today: date) -> dict[str, Any]:
    own = ("id", "result_name", "item_name", "item_code", "holder_name", "case_id", "valid_from")
    more = ("valid_until", "state", "ended_on")
    return {name: getattr(made, name) for name in (*own, *more)} | {
        "case_number": made.case.number,
        "is_usable": cases.is_usable(made, today=today),
    }


def _measure(measure: "Measure") -> dict[str, Any]:
    return {name: getattr(measure, name) for name in MeasureOut.model_fields}


@router.post(
    "/{uuid:entitlement_id}/follow-ups",
    response=answers(FollowUpOut, 201),
    summary="申请变更、延续、补换或注销",
    openapi_extra=KEY_PARAMETER,
)
def begin_follow_up(
    request: HttpRequest, entitlement_id: UUID, payload: FollowUpIn
) -> HttpResponse:
    """Begin an application about what one holds; submit it with `draft_id`, `purpose` and this."""

    def act() -> dict[str, Any]:
        draft = entitlements.begin_follow_up(
            entitlement_id=entitlement_id,
            purpose=payload.purpose,
            actor=actor_of(request),
            at=timezone.now(),
        )
        return {
            "draft_id": str(draft.pk),
            "version_id": str(draft.version_id),
            "purpose": str(draft.purpose),
        }

    return perform(request, act, status=201)


@router.post(
    "/measures/{uuid:measure_id}/statement",
    response=answers(MeasureStateOut),
    summary="陈述申辩",
    openapi_extra=KEY_PARAMETER,
)
def state_and_defend(request: HttpRequest, measure_id: UUID, payload: StatementIn) -> HttpResponse:
    """Say what speaks against a measure, before it is decided."""

    def act() -> dict[str, Any]:
        return state_of(
            measures.state_and_defend(
                measure_id=measure_id,
                statement=payload.statement,
                actor=actor_of(request),
                at=timezone.now(),
            )
        )

    return perform(request, act)


def state_of(measure: "Measure") -> dict[str, Any]:
    """Return where a measure stands, as JSON."""
    return {"id": str(measure.pk), "state": str(measure.state), "revision": measure.revision}
