# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What holds for a parcel whoever asks: who usually pays, and what its state still allows."""

from typing import Final

from yiwang.delivery.enums import CallOff, Leg, ParcelState, Payer
from yiwang.delivery.models import Parcel

OTHER_CARRIER: Final = "other"
"""Of a parcel that a citizen brought to a carrier of their own, whom we cannot ask."""
FAILURES_UNTIL_A_REST: Final = 5
"""A carrier that was silent so often in a row is left alone by jobs for a while."""
USUAL_PAYER: Final = {
    Leg.TO_HALL: Payer.CITIZEN,
    Leg.TO_CITIZEN: Payer.FREE,
    Leg.BACK: Payer.FREE,
}
MAY_BE_REDIRECTED: Final = frozenset(
    {ParcelState.BOOKED, ParcelState.COLLECTED, ParcelState.MOVING, ParcelState.FAILED}
)


def can_change_address(parcel: Parcel) -> bool:
    """Tell whether a parcel's state still allows another address."""
    if parcel.leg == Leg.TO_HALL or parcel.cancel_state == CallOff.WAITING:
        return False
    if parcel.state == ParcelState.PREPARED:
        return parcel.booking_tries == 0  # an order under way holds the old one
    return parcel.state in MAY_BE_REDIRECTED and parcel.carrier != OTHER_CARRIER


def has_use_for_a_code(parcel: Parcel) -> bool:
    """Tell whether somebody may still ask for this parcel's code."""
    is_open = parcel.ended_at is None or parcel.state == ParcelState.RETURNED
    return parcel.leg != Leg.TO_HALL and is_open
