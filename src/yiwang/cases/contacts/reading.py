# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How the applicant of a case is reached; the caller has seen to it that the reader may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yiwang.cases.contacts import sealing
from yiwang.cases.contacts.enums import Redirection
from yiwang.cases.contacts.sealing import Contact
from yiwang.cases.models import Case, ContactChange
from yiwang.cases.shipping import questions as shipping
from yiwang.delivery import policies as delivery_policies
from yiwang.delivery import selectors as delivery
from yiwang.delivery.enums import ON_ITS_WAY, Leg, ParcelState, Redirect
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity

if TYPE_CHECKING:
    from yiwang.delivery.models import Parcel

_FIXED: Mapping[str, Redirection] = {
    ParcelState.PREPARED: Redirection.BEING_ORDERED,
    ParcelState.OUT: Redirection.OUT,
    ParcelState.STORED: Redirection.STORED,
    ParcelState.RETURNING: Redirection.RETURNING,
}

_SINCE: Mapping[str, Redirection] = {
    Redirect.DONE: Redirection.DONE,
    Redirect.REFUSED: Redirection.REFUSED,
    Redirect.UNCLEAR: Redirection.UNCLEAR,
    Redirect.LATE: Redirection.LATE,
}


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """A parcel that travels now, and whether it can be sent elsewhere."""

    parcel: "Parcel"
    answer: Redirection

    @property
    def is_possible(self) -> bool:
        """Say whether its carrier can be asked."""
        return self.answer is Redirection.POSSIBLE


@dataclass(frozen=True, slots=True)
class ToldParcel:
    """What became of a parcel when the address changed."""

    parcel_id: str
    leg: str
    answer: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change as pages show it: masked before and after."""

    row: ContactChange
    was: Mapping[str, str]
    now: Mapping[str, str]
    parcels: Sequence[ToldParcel]


def contact_of(case: Case) -> Contact:
    """Return how the applicant is reached now, in full; screens show it masked.

    Where nothing was changed: where the result goes. The registered telephone number is known
    masked only, and stands in ``shown_contact``.
    """
    if case.contact_version:
        return sealing.opened(ContactChange.objects.get(case=case, version=case.contact_version))
    return Contact(address=shipping.address_of(shipping.wish_of(case)))


def shown_contact(case: Case) -> dict[str, str]:
    """Return how the applicant is reached now, masked."""
    shown = contact_of(case).masked
    if not shown["phone"]:
        shown["phone"] = identity.applicant_summary(case.applicant_id).phone_masked
    return shown


def changes_of(case: Case) -> list[ShownChange]:
    """Return the changes of a case, newest first; no query where there was none."""
    if not case.contact_version:
        return []
    rows = list(ContactChange.objects.filter(case=case).order_by("-version"))
    is_asked = any("request" in one for row in rows for one in row.parcels)
    found = delivery.parcels_about("case", case.pk) if is_asked else []
    now = {str(one.pk): one for one in found}
    return [
        ShownChange(row, row.was, row.now, [_told(one, now) for one in row.parcels]) for row in rows
    ]


def _told(kept: Mapping[str, str], now: Mapping[str, "Parcel"]) -> ToldParcel:
    """Return what became of a parcel; where its carrier was asked, what it has said since."""
    answer = Redirection(kept["answer"])
    parcel = now.get(kept["parcel_id"])
    if parcel is not None and "request" in kept:
        is_last = int(kept["request"]) == parcel.redirect_number
        answer = _SINCE.get(parcel.redirect_state, answer) if is_last else Redirection.OVERTAKEN
    return ToldParcel(
        parcel_id=kept["parcel_id"],
        leg=str(Leg(kept["leg"]).label),
        answer=str(answer.label),
    )


def on_their_way(case: Case, actor: Actor) -> list[OnItsWay]:
    """Return the parcels that travel now; none, and no query, where nothing ever did."""
    if not case.is_by_courier:
        return []
    found = delivery.parcels_about("case", case.pk)
    return [OnItsWay(one, answer_for(one, actor)) for one in found if one.state in ON_ITS_WAY]


def answer_for(parcel: "Parcel", actor: Actor) -> Redirection:
    """Return whether a parcel can be sent elsewhere, or why not."""
    if parcel.leg == Leg.TO_HALL:
        return Redirection.TO_HALL
    if delivery_policies.may(actor, parcel)["change_address"]:
        return Redirection.POSSIBLE
    if parcel.carrier == delivery.OTHER_CARRIER:
        return Redirection.OTHER_CARRIER
    return _FIXED.get(parcel.state, Redirection.REFUSED)
