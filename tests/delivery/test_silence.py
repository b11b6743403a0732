# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A parcel that falls silent is told of once, asked about, and told of again if need be."""

from datetime import timedelta
from typing import Any

import pytest

from tests.delivery import parcels as made
from tests.delivery.parcels import DESK, MONDAY, NEIGHBOUR, OTHER_DESK
from yiwang.delivery.enums import Happening, Inquiry, ParcelState
from yiwang.delivery.errors import NothingToAskFor, NotYourParcel, ParcelNotFound
from yiwang.delivery.models import Parcel
from yiwang.delivery.services import rotation, silence
from yiwang.foundation.actors import system_actor
from yiwang.ledger.models import Event

pytestmark = pytest.mark.django_db
NEW = {"id": "new1", "suite": "sm4gcm+hmac-sm3", "secret": b"n" * 32}


def told() -> int:
    return Event.objects.filter(kind="delivery.parcel_silent").count()


def test_silence_counts_in_working_days_and_is_said_once():
    made.booked()
    thursday, friday = MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)
    assert silence.note_silent(at=thursday) == 0
    assert silence.note_silent(at=friday) == 1
    assert silence.note_silent(at=friday + timedelta(days=2)) == 0
    assert told() == 1
    assert silence.note_silent(at=friday + timedelta(days=7)) == 1


def test_news_and_a_question_begin_the_days_anew():
    parcel = made.booked()
    friday = MONDAY + timedelta(days=4)
    made.call_back(made.report(parcel, Happening.COLLECT, hour=90), at=friday)
    assert silence.note_silent(at=friday) == 0
    next_friday = friday + timedelta(days=7)
    assert silence.note_silent(at=next_friday) == 1
    silence.note_inquiry(parcel_id=parcel.pk, answer=Inquiry.SEARCHING, actor=DESK, at=next_friday)
    assert silence.note_silent(at=next_friday + timedelta(days=3)) == 0
    for actor, error in ((OTHER_DESK, NotYourParcel), (NEIGHBOUR, ParcelNotFound)):
        with pytest.raises(error):
            silence.note_inquiry(
                parcel_id=parcel.pk, answer=Inquiry.SEARCHING, actor=actor, at=next_friday
            )


def test_what_is_kept_at_a_branch_or_has_ended_is_not_silent():
    parcel = made.booked()
    later = MONDAY + timedelta(days=8)
    Parcel.objects.filter(pk=parcel.pk).update(
        state=ParcelState.STORED, stored_until=later.date() + timedelta(days=2)
    )
    assert silence.note_silent(at=later) == 0
    Parcel.objects.filter(pk=parcel.pk).update(state=ParcelState.LOST)
    assert silence.note_silent(at=later) == 0
    with pytest.raises(NothingToAskFor):
        silence.note_inquiry(parcel_id=parcel.pk, answer=Inquiry.SEARCHING, actor=DESK, at=later)


def test_addresses_are_sealed_anew_and_say_the_same(settings: Any):
    old = list(settings.FIELD_ENCRYPTION_KEYS)
    parcels = [made.sent() for _number in range(3)]
    system = system_actor("rotation")
    assert rotation.rotate_addresses(actor=system, at=MONDAY).rotated == 0
    settings.FIELD_ENCRYPTION_KEYS = [NEW, *old]
    first = rotation.rotate_addresses(batch=2, actor=system, at=MONDAY)
    second = rotation.rotate_addresses(batch=2, after=first.last_id, actor=system, at=MONDAY)
    assert (first.rotated, first.is_done, second.rotated, second.is_done) == (2, False, 1, True)
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    for parcel in parcels:
        parcel.refresh_from_db()
        assert (parcel.sender, parcel.recipient) == (made.HALL, made.HOME)
    with pytest.raises(NotYourParcel):
        rotation.rotate_addresses(actor=DESK, at=MONDAY)
