# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The ledger browser: what happened within the reach of one's post, and the proof of each fact."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from yiwang.foundation.web.database import read_only
from yiwang.ledger import policies
from yiwang.ledger import selectors as ledger
from yiwang.rest import paging
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.schemas import Cursor, Day, DivisionCode, LongPageSize, Out, Token, Whole, answers

router = Router(tags=["账本 ledger"], auth=STAFF)


class EventsWanted(BaseModel):
    """What the list is narrowed to."""

    kind: Token | None = None
    subject_id: UUID | None = None
    account_id: UUID | None = None
    region_code: DivisionCode | None = None
    since: Day | None = None
    until: Day | None = Field(default=None, description="The day after the last.")


class EventOut(Out):
    """One fact; ids, codes, dates and numbers only."""

    seq: int | None
    kind: str
    at: datetime
    recorded_at: datetime
    subject_type: str
    subject_id: UUID | None
    region_code: str
    actor: dict[str, Any]
    payload: dict[str, Any]
    purpose: str
    request_id: str


class Events(Out):
    """A page of facts, newest first."""

    items: list[EventOut]
    next_cursor: str


class InclusionOut(Out):
    """That a fact stands in the log of a checkpoint. Source: RFC 6962, 2.1.1."""

    seq: int
    size: int
    leaf_hash: str
    root: str
    path: list[str]


class LedgerState(Out):
    """How the ledger is doing."""

    waiting_events: int
    waiting_seconds: float
    is_anchored: bool
    is_anchor_stale: bool


@router.get("/ledger/events", response=answers(Events), summary="操作记录")
def list_events(
    request: HttpRequest,
    wanted: Query[EventsWanted],
    cursor: Cursor = "",
    limit: LongPageSize = 50,
) -> dict[str, Any]:
    """Return facts within the reach of one's post, newest first; days are days in China."""
    filters = ledger.EventFilters(
        kind=wanted.kind,
        subject_id=wanted.subject_id,
        account_id=wanted.account_id,
        region_code=wanted.region_code,
        since=_midnight(wanted.since),
        until=_midnight(wanted.until),
    )
    place = paging.opened("events", cursor)
    with read_only():
        page = ledger.recorded_events(
            actor=actor_of(request), filters=filters, cursor=place or None, limit=limit
        )
    return {"items": page.events, "next_cursor": paging.sealed("events", page.next_cursor)}


def _midnight(day: Day | None) -> datetime | None:
    return None if day is None else timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001


@router.get("/ledger/events/{seq}/proof", response=answers(InclusionOut), summary="存在性证明")
def get_inclusion(request: HttpRequest, seq: Whole) -> dict[str, Any]:
    """Return the proof that a fact stands in the signed log: hashes, and nothing of the fact."""
    with read_only():
        proof = ledger.inclusion_proof(seq)
    return {
        "seq": proof.seq,
        "size": proof.size,
        "leaf_hash": proof.leaf_hash.hex(),
        "root": proof.root.hex(),
        "path": [step.hex() for step in proof.path],
    }


@router.get("/ledger/state", response=answers(LedgerState), summary="账本状态")
def get_state(request: HttpRequest) -> dict[str, Any]:
    """Return how far numbering is behind, and whether the anchor is fresh."""
    policies.check_can_read(actor_of(request))
    with read_only():
        lag, anchor = ledger.sequencer_lag(), ledger.anchor_age(at=timezone.now())
    return {
        "waiting_events": lag.events,
        "waiting_seconds": lag.seconds,
        "is_anchored": anchor.is_on,
        "is_anchor_stale": anchor.is_stale,
    }
