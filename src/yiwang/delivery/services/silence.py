# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Parcels of which nothing is heard: said once for each silence, and that somebody has asked."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from yiwang.delivery import events
from yiwang.delivery.enums import WITH_THE_CARRIER, Inquiry, ParcelState
from yiwang.delivery.errors import NothingToAskFor
from yiwang.delivery.models import Parcel
from yiwang.delivery.policies import Action
from yiwang.delivery.services.finding import locked_parcel
from yiwang.delivery.services.parcels import told_of
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor, system_actor
from yiwang.ledger import services as ledger

ACTOR = system_actor("parcel-silence")
AT_MOST = 500


def note_silent(*, at: datetime) -> int:
    """Say of each parcel that nothing was heard of it for too long; return of how many.

    The days are working days of the installation's setting, from what was last heard, or from when
    it was last said or asked.
    """
    heard = Coalesce(F("last_event_at"), F("booked_at"), F("created_at"))
    known = Greatest(
        heard, Coalesce(F("silence_told_at"), heard), Coalesce(F("pickup_until"), heard)
    )
    days = timedelta(days=settings.DELIVERY_SILENT_WORKDAYS)
    waiting = (
        Parcel.objects.filter(state__in=sorted(WITH_THE_CARRIER))
        .annotate(known_at=known)
        .filter(known_at__lt=at - days)
        .order_by("known_at")
        .values_list("id", "known_at")[:AT_MOST]
    )
    return sum(_say(parcel_id, known_at, at=at) for parcel_id, known_at in list(waiting))


def is_overdue(known_at: datetime, *, at: datetime) -> bool:
    """Tell whether more working days have passed than a carrier needs to say something."""
    last = foundation.working_calendar().add_workdays(
        timezone.localdate(known_at), settings.DELIVERY_SILENT_WORKDAYS
    )
    return timezone.localdate(at) > last.on


@transaction.atomic
def _say(parcel_id: UUID, known_at: datetime, *, at: datetime) -> bool:
    if not is_overdue(known_at, at=at):
        return False
    rows = Parcel.objects.select_for_update(of=("self",), skip_locked=True)
    parcel = rows.filter(pk=parcel_id, state__in=sorted(WITH_THE_CARRIER)).first()
    if parcel is None or (parcel.silence_told_at or known_at) > known_at:
        return False
    if parcel.state == ParcelState.STORED and _is_kept(parcel, at):
        return False
    parcel.silence_told_at = at
    parcel.save(update_fields=["silence_told_at"])
    fact = events.ParcelSilent(
        **told_of(parcel), waybill=parcel.waybill, since=timezone.localdate(known_at)
    )
    ledger.append(fact, actor=ACTOR, at=at, region_code=parcel.region_code)
    return True


def _is_kept(parcel: Parcel, at: datetime) -> bool:
    """Tell whether the carrier's branch keeps it for the recipient, and need say nothing."""
    return parcel.stored_until is not None and timezone.localdate(at) <= parcel.stored_until


@transaction.atomic
def note_inquiry(*, parcel_id: UUID, answer: Inquiry, actor: Actor, at: datetime) -> Parcel:
    """Note what a carrier said when the desk asked about a parcel; days count anew from here.

    :raises NothingToAskFor: it is not with a carrier
    """
    parcel = locked_parcel(parcel_id, actor=actor, action=Action.RUN)
    if parcel.state not in WITH_THE_CARRIER:
        raise NothingToAskFor
    parcel.silence_told_at = at
    parcel.save(update_fields=["silence_told_at"])
    fact = events.ParcelInquired(**told_of(parcel), waybill=parcel.waybill, answer=answer)
    ledger.append(fact, actor=actor, at=at, region_code=parcel.region_code)
    return parcel
