# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The state table, and that reports in any order lead to the same end."""

import itertools

import pytest

from tests.delivery import parcels
from yiwang.delivery.enums import ON_ITS_WAY, Happening, ParcelState
from yiwang.delivery.models import ParcelEvent
from yiwang.delivery.states import PARCEL

CARRIERS = (
    *(Happening.MOVE, Happening.GO_OUT, Happening.FAIL, Happening.STORE),
    *(Happening.RECEIVE, Happening.TURN_BACK, Happening.BRING_BACK),
    *(Happening.LOSE, Happening.DAMAGE),
)


def test_the_table_ends_where_a_parcel_ends():
    assert PARCEL.initial is ParcelState.PREPARED
    assert PARCEL.final == {
        *(ParcelState.CANCELLED, ParcelState.RECEIVED, ParcelState.LOST, ParcelState.DAMAGED),
        ParcelState.HANDED_OUT,
    }
    assert not ON_ITS_WAY & PARCEL.final


@pytest.mark.parametrize("state", [ParcelState.BOOKED, ParcelState.COLLECTED, ParcelState.MOVING])
@pytest.mark.parametrize("happening", CARRIERS)
def test_a_report_that_was_missed_holds_up_nothing(state, happening):
    assert PARCEL.allows(state, happening)


@pytest.mark.parametrize("state", sorted(PARCEL.final))
@pytest.mark.parametrize("happening", CARRIERS)
def test_nothing_moves_a_parcel_that_has_ended(state, happening):
    assert not PARCEL.allows(state, happening)


STORIES = {
    ParcelState.RECEIVED: (
        (Happening.COLLECT, 1),
        (Happening.MOVE, 2),
        (Happening.GO_OUT, 3),
        (Happening.RECEIVE, 4),
    ),
    ParcelState.OUT: (
        (Happening.MOVE, 1),
        (Happening.GO_OUT, 2),
        (Happening.FAIL, 3),
        (Happening.GO_OUT, 4),
    ),
    ParcelState.RETURNED: (
        (Happening.GO_OUT, 1),
        (Happening.FAIL, 2),
        (Happening.TURN_BACK, 3),
        (Happening.BRING_BACK, 4),
    ),
    ParcelState.LOST: ((Happening.COLLECT, 1), (Happening.MOVE, 2), (Happening.LOSE, 3)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("end", sorted(STORIES))
def test_reports_in_every_order_lead_to_the_same_end(place, end):
    story = STORIES[end]

    for order in itertools.permutations(story):
        parcel = parcels.booked()
        last = max(hour for _happening, hour in story)
        for happening, hour in order:
            told_at = parcels.MONDAY + parcels.timedelta(hours=last + 1)
            parcels.call_back(parcels.report(parcel, happening, hour=hour), at=told_at)

        assert parcels.state_of(parcel) == end
        assert ParcelEvent.objects.filter(parcel=parcel).count() == len(story)


@pytest.mark.django_db
def test_a_clock_that_is_ahead_does_not_hide_what_comes_next(place):
    parcel = parcels.booked()
    ahead = parcels.report(parcel, Happening.MOVE, hour=500)
    soon = parcels.MONDAY + parcels.timedelta(hours=1)

    parcels.call_back(ahead, at=soon)
    parcels.call_back(parcels.report(parcel, Happening.GO_OUT, hour=2))

    assert parcels.state_of(parcel) == ParcelState.OUT
