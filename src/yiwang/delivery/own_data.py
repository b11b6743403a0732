# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room holds of a person: parcels and addresses, for a copy and for closing."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yiwang.delivery.models import Parcel, ServiceAddress
from yiwang.delivery.models.parcels import KEEPING_YEARS
from yiwang.delivery.selectors import story
from yiwang.foundation.errors import DomainError
from yiwang.identity.services import privacy_holdings as holdings
from yiwang.identity.services.privacy_copy import json_entry
from yiwang.identity.services.privacy_holdings import Entry, Kept, Whose


def _entries(whose: Whose) -> Iterator[Entry]:
    if whose.person_id is None:
        return
    yield from _confirmed(whose.person_id)
    rows = list(Parcel.objects.filter(person_id=whose.person_id).order_by("created_at"))
    told = story(rows)
    yield json_entry(
        "parcels.json",
        [
            {
                "case": row.subject_number,
                "leg": row.leg,
                "state": row.state,
                "waybill": row.waybill,
                "contents": row.contents,
                "addresses": _addresses(row),
                "story": [
                    {"at": one.at, "what": one.words, "place": one.place, "note": one.note}
                    for one in told[row.pk]
                ],
            }
            for row in rows
        ],
    )


def _confirmed(person_id: UUID) -> Iterator[Entry]:
    rows = list(ServiceAddress.objects.filter(applicant_id=person_id).order_by("given_at"))
    if rows:
        yield json_entry(
            "service-addresses.json",
            [
                {
                    "address": f"{row.address.name} {row.address.phone} {row.address.whole}",
                    "confirmed_at": row.given_at,
                    "ended_at": row.ended_at,
                }
                for row in rows
            ],
        )


def _addresses(row: Parcel) -> dict[str, str]:
    try:
        wanted = row.redirect_to
        known = {"from": row.sender.whole, "to": row.recipient.whole}
        return known | ({"wanted_instead": wanted.whole} if wanted else {})
    except DomainError as refusal:
        return {"refusal": str(refusal)}


def _open_matters(whose: Whose) -> list[str]:
    if whose.person_id is None:
        return []
    found = Parcel.objects.filter(person_id=whose.person_id).on_their_way()
    return list(found.order_by("created_at").values_list("order_number", flat=True))


def _kept(whose: Whose) -> list[Kept]:
    if whose.person_id is None:
        return []
    number = Parcel.objects.filter(person_id=whose.person_id).count()
    basis = _("《行政许可法》第四十条、《档案法》第十四条")
    return [Kept(_("邮件和寄送地址"), number, KEEPING_YEARS, basis)] if number else []


holdings.register(
    holdings.Holding(name="delivery", entries=_entries, open_matters=_open_matters, kept=_kept)
)
