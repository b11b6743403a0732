# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the papers of a case are posted: the address stated in the case, else the confirmed one."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yiwang.cases.contacts import reading as contacts
from yiwang.cases.models import Case, InterestedParty
from yiwang.delivery import selectors as delivery
from yiwang.documents import services as document_services
from yiwang.documents.enums import ServiceWay

if TYPE_CHECKING:
    from yiwang.delivery.addresses import Address

Attempt = document_services.serving.Attempt


class AddressSource(TextChoices):
    """Where an address for service by post is from."""

    CASE = "case", _("本办件里填写的送达地址")
    CONFIRMED = "confirmed", _("送达地址确认书")


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where papers are posted, in full: for who posts them.

    :ivar since: when it was confirmed; None for one that was stated in the case
    """

    address: "Address"
    source: AddressSource
    since: datetime | None = None

    @property
    def line(self) -> str:
        """Receiver and address as the record of service has them."""
        return f"{self.address.whole}（{self.address.name}收）"


def postal_address(case: Case) -> PostalAddress | None:
    """Return where papers of a case are posted; who may see it is for the caller to check."""
    if case.contact_version and (stated := contacts.contact_of(case).address):
        return PostalAddress(stated, AddressSource.CASE)
    row = delivery.service_address(case.applicant_id)
    return PostalAddress(row.address, AddressSource.CONFIRMED, row.given_at) if row else None


def address_of_party(party: InterestedParty) -> PostalAddress | None:
    """Return where papers are posted to an interested party: only what they confirmed."""
    row = delivery.service_address(party.person_id) if party.person_id else None
    return PostalAddress(row.address, AddressSource.CONFIRMED, row.given_at) if row else None


def addressed(case: Case, attempt: Attempt, party: InterestedParty | None = None) -> Attempt:
    """Return an attempt by post with the address that is known, where no other one was typed.

    :param party: to whom it is posted; None for the applicant
    """
    if attempt.way is not ServiceWay.POST or attempt.place.strip():
        return attempt
    known = postal_address(case) if party is None else address_of_party(party)
    return replace(attempt, place=known.line) if known else attempt
