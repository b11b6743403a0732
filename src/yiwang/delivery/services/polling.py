# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Asking carriers ourselves, when callbacks stay away or prove nothing."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from yiwang.delivery.carriers import registry
from yiwang.delivery.enums import WITH_THE_CARRIER, Via
from yiwang.delivery.errors import CarrierAway, CarrierRefused, CarrierUnknown
from yiwang.delivery.models import Parcel
from yiwang.delivery.services import callbacks
from yiwang.delivery.services.finding import asked, is_resting

AGAIN: Final = timedelta(hours=1)
AT_MOST: Final = 500


def poll_parcel(parcel_id: UUID, *, at: datetime) -> int:
    """Ask the carrier what has happened to one parcel; return how much was new.

    :raises CarrierAway: it does not answer
    """
    parcel = Parcel.objects.filter(pk=parcel_id, state__in=sorted(WITH_THE_CARRIER)).first()
    if parcel is None:
        return 0
    Parcel.objects.filter(pk=parcel.pk).update(poll_next_at=at + AGAIN)
    try:
        carrier = registry.carrier(parcel.carrier)
        reports = asked(carrier.name, lambda: carrier.track(parcel.waybill))
    except (CarrierUnknown, CarrierRefused):
        return 0  # a carrier of the citizen's own, or one that knows nothing yet
    return callbacks.take_all(parcel.pk, reports, via=Via.POLL, at=at)


def poll_due(*, at: datetime) -> int:
    """Ask about every parcel that nothing was heard of for a while; return how many."""
    due = Parcel.objects.filter(state__in=sorted(WITH_THE_CARRIER), poll_next_at__lte=at)
    waiting = list(due.order_by("poll_next_at").values_list("id", "carrier")[:AT_MOST])
    resting = {name: is_resting(name) for name in {carrier for _id, carrier in waiting}}
    done = 0
    for parcel_id, carrier in waiting:
        if resting[carrier]:
            continue
        try:
            poll_parcel(parcel_id, at=at)
        except CarrierAway:
            resting[carrier] = True  # one silence is enough for this round
            continue
        done += 1
    return done
