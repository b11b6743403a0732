# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The first lines of every command on a parcel: find it, lock it, and who is asked."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeVar
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from yiwang.delivery import policies
from yiwang.delivery.enums import Happening, ParcelState
from yiwang.delivery.errors import CarrierAway, CarrierRefused, ParcelNotFound
from yiwang.delivery.models import CarrierRecord, Parcel
from yiwang.delivery.policies import Action
from yiwang.delivery.rules import FAILURES_UNTIL_A_REST
from yiwang.delivery.states import PARCEL
from yiwang.foundation.actors import Actor

T = TypeVar("T")
REST: Final = timedelta(minutes=5)


def locked_parcel(parcel_id: UUID, *, actor: Actor, action: Action) -> Parcel:
    """Return a parcel, locked, for somebody who may do this with it.

    :raises ParcelNotFound, NotYourParcel: as the policy says
    """
    found = Parcel.objects.select_for_update(of=("self",)).filter(pk=parcel_id).first()
    if found is None:
        raise ParcelNotFound
    policies.check_can(actor, action, found)
    return found


def move(parcel: Parcel, happening: Happening) -> None:
    """Set the state that a happening leads to.

    :raises TransitionNotAllowed: the state table has no such row
    """
    parcel.state = PARCEL.transition(ParcelState(parcel.state), happening).target


def asked(name: str, question: Callable[[], T]) -> T:
    """Ask a carrier, and note whether it answered; to refuse is an answer too.

    :raises CarrierAway, CarrierRefused: as the carrier does
    """
    try:
        answer = question()
    except CarrierAway:
        _note_failure(name)
        raise
    except CarrierRefused:
        _note_answer(name)
        raise
    _note_answer(name)
    return answer


def is_resting(name: str) -> bool:
    """Tell whether a carrier has failed so often lately that jobs leave it alone for a while."""
    return CarrierRecord.objects.filter(
        name=name,
        failures__gte=FAILURES_UNTIL_A_REST,
        last_failure_at__gt=timezone.now() - REST,
    ).exists()


def _note_answer(name: str) -> None:
    record, _new = CarrierRecord.objects.get_or_create(name=name)
    CarrierRecord.objects.filter(pk=record.pk).update(last_answer_at=timezone.now(), failures=0)


def _note_failure(name: str) -> None:
    record, _new = CarrierRecord.objects.get_or_create(name=name)
    CarrierRecord.objects.filter(pk=record.pk).update(
        last_failure_at=timezone.now(), failures=F("failures") + 1
    )
