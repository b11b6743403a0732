# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is reported of a parcel: once, whatever the order, and never backwards."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Final
from uuid import UUID

from django.utils import timezone

from yiwang.delivery import events
from yiwang.delivery.carriers.base import Report
from yiwang.delivery.enums import Happening, ParcelState, Proof, Via
from yiwang.delivery.models import Parcel, ParcelEvent
from yiwang.delivery.models.parcels import MOST_ATTEMPTS
from yiwang.delivery.services.parcels import is_code_of, told_of
from yiwang.delivery.states import PARCEL
from yiwang.documents import services as documents
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.ledger import services as ledger

ENDS_IT: Final = frozenset(
    {
        Happening.RECEIVE,
        Happening.TURN_BACK,
        Happening.BRING_BACK,
        Happening.LOSE,
        Happening.DAMAGE,
    }
)
"""Taken even when something later was heard before it: it says how the parcel ends."""
UNTIL_THE_NEXT_QUESTION: Final = timedelta(hours=2)
DAYS_IN_STORE: Final = 7
DAYS_AT_THE_HALL: Final = 30
PNG: Final = b"\x89PNG"
MOVED: Final = (
    *("state", "last_event_at", "poll_next_at", "received_at", "ended_at", "signed_by", "proof"),
    *("photo", "fail_reason", "attempts", "stored_until", "code_attempts"),
)


def record(parcel: Parcel, report: Report, *, via: Via, actor: Actor, at: datetime) -> bool:
    """Write down what was reported of a locked parcel; return whether its state changed.

    What was reported before changes nothing. What is older than the last news is history only,
    and so is what the state has no row for: a parcel that was received stays received.
    """
    happened_at = min(report.happened_at, at)  # a clock that is ahead would hide what comes next
    is_news = _is_news(parcel, report.happening, happened_at)
    if is_news and not _is_proven(parcel, report, actor=actor, at=at):
        is_news = False
    made = ParcelEvent(
        region_code=parcel.region_code,
        parcel=parcel,
        carrier=parcel.carrier,
        event_id=report.event_id,
        happening=report.happening,
        happened_at=happened_at,
        told_at=at,
        via=via,
        place=report.place,
        note=report.note,
        is_news=is_news,
    )
    ParcelEvent.objects.bulk_create([made], ignore_conflicts=True)
    parcel.poll_next_at = at + UNTIL_THE_NEXT_QUESTION
    if is_news:
        _apply(parcel, report, happened_at, via=via, actor=actor, at=at)
    else:
        parcel.save(update_fields=["poll_next_at", "code_attempts"])
    return is_news


def is_known(parcel: Parcel, report: Report) -> bool:
    """Tell whether this was reported before."""
    known = ParcelEvent.objects.filter(carrier=parcel.carrier, event_id=report.event_id)
    return known.exists()


def _is_news(parcel: Parcel, happening: Happening, happened_at: datetime) -> bool:
    if not PARCEL.allows(ParcelState(parcel.state), happening):
        return False
    last = parcel.last_event_at
    return last is None or happened_at >= last or happening in ENDS_IT


def _is_proven(parcel: Parcel, report: Report, *, actor: Actor, at: datetime) -> bool:
    """Tell whether a receipt may count; a code that was given has to be the right one."""
    if report.happening is not Happening.RECEIVE or not report.code:
        return True
    if parcel.code_attempts < MOST_ATTEMPTS and is_code_of(parcel, report.code):
        return True
    parcel.code_attempts = min(parcel.code_attempts + 1, MOST_ATTEMPTS)
    fact = events.CodeRefused(**told_of(parcel), attempts=parcel.code_attempts)
    ledger.append(fact, actor=actor, at=at, region_code=parcel.region_code)
    return False


def _apply(
    parcel: Parcel, report: Report, happened_at: datetime, *, via: Via, actor: Actor, at: datetime
) -> None:
    target = PARCEL.transition(ParcelState(parcel.state), report.happening).target
    parcel.state = target
    parcel.last_event_at = max(happened_at, parcel.last_event_at or happened_at)
    if target is ParcelState.RECEIVED:
        _receive(parcel, report, happened_at, actor=actor, at=at)
    elif target is ParcelState.FAILED:
        parcel.attempts += 1
        parcel.fail_reason = report.reason or ""
    elif target in (ParcelState.STORED, ParcelState.RETURNED):
        days = DAYS_IN_STORE if target is ParcelState.STORED else DAYS_AT_THE_HALL
        parcel.stored_until = timezone.localdate(happened_at) + timedelta(days=days)
    if target in (
        ParcelState.RECEIVED,
        ParcelState.RETURNED,
        ParcelState.LOST,
        ParcelState.DAMAGED,
    ):
        parcel.ended_at, parcel.poll_next_at = happened_at, None
    parcel.save(update_fields=MOVED)
    fact = events.ParcelMoved(
        **told_of(parcel),
        state=target,
        happening=report.happening,
        happened_at=happened_at,
        via=via,
        reason=parcel.fail_reason if target is ParcelState.FAILED else "",
        proof=parcel.proof,
        signed_by=parcel.signed_by,
    )
    ledger.append(fact, actor=actor, at=at, region_code=parcel.region_code)


def _receive(
    parcel: Parcel, report: Report, happened_at: datetime, *, actor: Actor, at: datetime
) -> None:
    parcel.received_at = happened_at
    parcel.signed_by = report.signed_by or ""
    parcel.proof = Proof.CODE if report.code else (report.proof or Proof.SIGNATURE)
    if report.photo:
        parcel.photo_id = _kept_photo(parcel, report, actor=actor, at=at)
    if parcel.proof == Proof.PHOTO and parcel.photo_id is None:
        parcel.proof = Proof.SIGNATURE  # the picture could not be read


def _kept_photo(parcel: Parcel, report: Report, *, actor: Actor, at: datetime) -> UUID | None:
    """Store the picture; one that is none does not undo the receipt."""
    name = f"{parcel.waybill}.{'png' if report.photo.startswith(PNG) else 'jpg'}"
    try:
        kept = documents.store_upload(
            BytesIO(report.photo), name=name, owner=actor, at=at, region_code=parcel.region_code
        )
    except DomainError:
        return None
    return kept.pk
