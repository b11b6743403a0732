# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How a case's things travel; the caller has seen to it that the reader may see the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from yiwang.cases.enums import CaseState
from yiwang.cases.models.shipping import ShippingWish
from yiwang.cases.shipping.enums import OriginalsState
from yiwang.delivery import selectors as delivery
from yiwang.delivery.enums import Leg, Proof, SignedBy
from yiwang.delivery.services import addressing

if TYPE_CHECKING:
    from yiwang.cases.models import Case

SHIPPING_OPEN = frozenset(
    {
        CaseState.SUBMITTED,
        CaseState.CORRECTION,
        CaseState.ACCEPTED,
        CaseState.IN_PROCESS,
        CaseState.SUSPENDED,
        CaseState.DECIDED,
    }
)
"""Afterwards the result has reached the applicant, or there is none."""
ADDRESS = {"table": "cases_shipping_wish", "column": "address_cipher"}


@dataclass(frozen=True, slots=True)
class Travelling:
    """What travels for one case."""

    is_result_by_courier: bool
    carrier: str
    address: "addressing.Address | None"
    originals: OriginalsState
    note: str
    parcels: Sequence[object]


def originals_by_courier(case_id: UUID) -> OriginalsState:
    """Return how far the originals of a case are that were to come by courier."""
    found = ShippingWish.objects.filter(case_id=case_id).values_list("originals", flat=True)
    return OriginalsState(found.first() or OriginalsState.NONE)


def have_originals_arrived(case_id: UUID) -> bool:
    """Tell whether the hall holds the originals, checked or not."""
    return originals_by_courier(case_id) in (
        OriginalsState.ARRIVED,
        OriginalsState.CHECKED,
        OriginalsState.MISMATCH,
    )


def are_originals_right(case_id: UUID) -> bool:
    """Tell whether a clerk has held the originals against the case and found them right."""
    return originals_by_courier(case_id) is OriginalsState.CHECKED


def wish_of(case: "Case") -> ShippingWish | None:
    """Return what the applicant chose, if this case travels at all."""
    if not case.is_by_courier:
        return None
    return ShippingWish.objects.filter(case_id=case.pk).first()


def address_of(wish: ShippingWish | None) -> "addressing.Address | None":
    """Return where the result goes, in full; screens show it masked."""
    if wish is None or wish.address_cipher is None:
        return None
    return addressing.opened(bytes(wish.address_cipher), row_id=wish.pk, **ADDRESS)


def travelling(case: "Case") -> Travelling | None:
    """Return what travels for a case, with the address masked; None where nothing does."""
    wish = wish_of(case)
    if wish is None:
        return None
    address = address_of(wish)
    return Travelling(
        is_result_by_courier=wish.is_result_by_courier,
        carrier=wish.carrier,
        address=address.masked if address else None,
        originals=OriginalsState(wish.originals),
        note=wish.note,
        parcels=delivery.parcels_about("case", case.pk),
    )


def service_facts(case: "Case") -> dict[str, str]:
    """Return what 送达回证 says of a decision that was received from a courier."""
    parcel = delivery.latest("case", case.pk, Leg.TO_CITIZEN) if case.is_by_courier else None
    if parcel is None or parcel.received_at is None:
        return {}
    signed = [
        SignedBy(parcel.signed_by).label if parcel.signed_by else "",
        Proof(parcel.proof).label if parcel.proof else "",
    ]
    how = "，".join(str(part) for part in signed if part)
    return {
        "place": parcel.recipient.whole,
        "recipient": parcel.recipient.name,
        "served_by": delivery.carrier_title(parcel.carrier),
        "note": f"运单号 {parcel.waybill}（{how}）",
    }
