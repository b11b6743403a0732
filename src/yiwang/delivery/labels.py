# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What stands on a parcel's label."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from yiwang.delivery.addresses import Address
from yiwang.delivery.carriers import registry
from yiwang.delivery.enums import Leg, Payer
from yiwang.delivery.models import Parcel
from yiwang.documents import services as documents
from yiwang.foundation.money import Money


def labels_pdf(parcels: Sequence[Parcel], *, at: datetime) -> bytes:
    """Return the labels of parcels that have a waybill, as one PDF."""
    return documents.typeset_labels([_label(parcel) for parcel in parcels], at=at)


def carrier_title(name: str) -> str:
    """Return what people call a carrier."""
    known = registry.all_carriers().get(name)
    return str(known.title) if known else name


def _label(parcel: Parcel) -> documents.ParcelLabel:
    price = parcel.price_fen
    return documents.ParcelLabel(
        carrier=carrier_title(parcel.carrier),
        waybill=parcel.waybill or parcel.order_number,
        leg=str(Leg(parcel.leg).label),
        sender=_person(parcel.sender),
        recipient=_person(parcel.recipient),
        contents=parcel.contents,
        weight=f"{parcel.weight_grams / 1000:.1f} kg",
        price=str(Money(price)) if price is not None else "—",
        payer=str(Payer(parcel.payer).label),
        number=parcel.subject_number,
        code=f"{settings.SITE_URL}/my/parcels/{parcel.pk}",
    )


def _person(address: Address) -> dict[str, str]:
    return {"name": address.name, "phone": address.phone, "whole": address.whole}
