# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts of a change of contact: old and new masked as on screens, never in full."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.cases.events import CaseFact
from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class ContactChanged(CaseFact):
    """Telephone, e-mail or address of service changed; "" where there was or is none.

    An address is told by its county or town alone.

    :ivar redirected: parcels that go there too, or whose carrier is asked
    """

    kind = "cases.contact_changed"

    change_id: UUID
    version: int
    parts: tuple[str, ...]
    ground: str
    phone_was: str
    phone: str
    email_was: str
    email: str
    place_was: str
    place: str
    redirected: int


@dataclass(frozen=True)
class NumbersRead(CaseFact):
    """Staff read the contact and the numbers of an application in full, for a stated purpose."""

    kind = "cases.numbers_read"


@dataclass(frozen=True)
class CaseAddressesRotated(Fact):
    """Addresses and contacts of cases were sealed anew with the current key."""

    kind = "cases.addresses_rotated"
    subject_type = "encryption"

    rotated: int
