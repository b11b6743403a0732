# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Callbacks of carriers: proven first, then taken one by one, each in a transaction of its own."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django import app

from yiwang.delivery import events
from yiwang.delivery.carriers import registry
from yiwang.delivery.carriers.base import Carrier, Forged, Reply, Report, Stale, Unreadable
from yiwang.delivery.enums import Refusal, Via
from yiwang.delivery.errors import CallbackForged, CallbackMalformed, ParcelUnknown
from yiwang.delivery.models import CarrierRecord, Parcel
from yiwang.delivery.services import happenings
from yiwang.delivery.services.parcels import QUEUE
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.errors import BodyTooLarge
from yiwang.ledger import services as ledger

LARGEST: Final = 512 << 10
POLL_TASK: Final = "delivery.poll_parcel"
BETWEEN_FACTS: Final = timedelta(minutes=1)
BETWEEN_NOTES: Final = timedelta(seconds=10)


def receive(*, name: str, headers: Mapping[str, str], body: bytes, at: datetime) -> Reply:
    """Take what a carrier sends and return what it expects to hear.

    :param headers: with names in lower case
    :raises CarrierUnknown, BodyTooLarge, CallbackForged, CallbackMalformed, ParcelUnknown: as
        they say; of several reports those that could be taken are taken
    """
    carrier = registry.carrier(name)
    if len(body) > LARGEST:
        raise BodyTooLarge(params={"limit": LARGEST >> 10})
    with reach.everywhere():  # a carrier has no reach; its signature opens its own parcels
        _check_proven(carrier, headers, body, at=at)
        try:
            reports = carrier.parse(headers, body)
        except Unreadable:
            raise CallbackMalformed from None
        _note_callback(name, at=at)
        unknown = [report for report in reports if not _take(carrier, report, at=at)]
    if unknown:
        raise ParcelUnknown
    return carrier.reply()


def actor_of(name: str) -> Actor:
    """Return in whose name the ledger has what a carrier reported."""
    return system_actor(f"carrier-{name}")


def _check_proven(
    carrier: Carrier, headers: Mapping[str, str], body: bytes, *, at: datetime
) -> None:
    try:
        carrier.verify(headers, body, at=at)
    except Forged:
        _note_refusal(carrier.name, Refusal.FORGED, at=at)
        raise CallbackForged from None
    except Stale:
        _note_refusal(carrier.name, Refusal.STALE, at=at)
        raise CallbackForged from None


def _take(carrier: Carrier, report: Report, *, at: datetime) -> bool:
    """Take one report; return whether its parcel is ours."""
    with transaction.atomic():
        parcel = (
            Parcel.objects.select_for_update(of=("self",))
            .filter(carrier=carrier.name, waybill=report.waybill)
            .first()
        )
        if parcel is None:
            return False
        if not carrier.pushes_proof:
            app.configure_task(POLL_TASK, queue=QUEUE).defer(parcel_id=str(parcel.pk))
        elif not happenings.is_known(parcel, report):
            happenings.record(parcel, report, via=Via.CALLBACK, actor=actor_of(carrier.name), at=at)
    return True


def take_all(parcel_id: UUID, reports: Sequence[Report], *, via: Via, at: datetime) -> int:
    """Take everything that a carrier answered about a parcel; return how much of it was new."""
    with transaction.atomic():
        parcel = Parcel.objects.select_for_update(of=("self",)).get(pk=parcel_id)
        fresh = [report for report in reports if not happenings.is_known(parcel, report)]
        for report in sorted(fresh, key=lambda one: one.happened_at):
            happenings.record(parcel, report, via=via, actor=actor_of(parcel.carrier), at=at)
    return len(fresh)


def _note_callback(name: str, *, at: datetime) -> None:
    """Keep when a carrier was last heard; not with every callback, which would queue for it."""
    seen = CarrierRecord.objects.filter(name=name)
    lately = Q(last_callback_at__isnull=True) | Q(last_callback_at__lt=at - BETWEEN_NOTES)
    if not seen.filter(lately).update(last_callback_at=at):
        CarrierRecord.objects.get_or_create(name=name, defaults={"last_callback_at": at})


@transaction.atomic
def _note_refusal(name: str, reason: Refusal, *, at: datetime) -> None:
    """Count what was refused; write one fact a minute, so that nobody can fill the ledger."""
    CarrierRecord.objects.get_or_create(name=name)
    record = CarrierRecord.objects.select_for_update().get(name=name)
    record.refused, record.last_refusal = record.refused + 1, reason
    record.refused_untold += 1
    told = record.refusal_told_at
    if told is None or at - told >= BETWEEN_FACTS:
        fact = events.CallbackRefused(carrier=name, reason=reason, refused=record.refused_untold)
        ledger.append(fact, actor=actor_of(name), at=at)
        record.refused_untold, record.refusal_told_at = 0, at
    record.save(update_fields=["refused", "last_refusal", "refused_untold", "refusal_told_at"])
