# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A name, a telephone number and a place: sealed at rest, masked on screens."""

import json
import re
from dataclasses import asdict, dataclass
from typing import Final, Self
from uuid import UUID

from yiwang.delivery.errors import BadAddress
from yiwang.foundation import encryption
from yiwang.foundation.errors import DomainError, FieldError
from yiwang.foundation.masking import mask_default, mask_name, mask_phone
from yiwang.organizations import selectors as organizations

TABLE: Final = "delivery_parcel"
SENDER, RECIPIENT = "sender_cipher", "recipient_cipher"
REDIRECT: Final = "redirect_cipher"
_PHONE: Final = re.compile(r"(?:\+?86)?1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}(?:-[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a parcel comes from or goes to.

    :param division: code of the county or town, 12 digits
    :param place: the division's full name, 浙江省杭州市西湖区
    """

    name: str
    phone: str
    division: str
    place: str
    street: str

    @classmethod
    def stated(cls, *, name: str, phone: str, division: str, street: str) -> Self:
        """Return the address that somebody typed.

        :raises BadAddress: with each part that is missing or cannot be
        """
        name, street = _plain(name), _plain(street)
        phone = phone.replace(" ", "").replace("－", "-").strip()
        wrong = [
            field
            for field, is_right in (
                ("name", 1 < len(name) <= 40),
                ("phone", _PHONE.fullmatch(phone)),
                ("street", 3 < len(street) <= 120),
            )
            if not is_right
        ]
        place = _place(division)
        if wrong or not place:
            raise BadAddress(
                errors=[_fault(one) for one in [*wrong, *([] if place else ["division"])]]
            )
        return cls(name=name, phone=phone, division=division, place=place, street=street)

    @property
    def whole(self) -> str:
        """Place and street in one line."""
        return f"{self.place}{self.street}"

    @property
    def masked(self) -> "Address":
        """The address as screens show it: enough to recognize one's own."""
        return Address(
            name=mask_name(self.name),
            phone=mask_phone(self.phone),
            division=self.division,
            place=self.place,
            street=mask_default(self.street),
        )


def sealed(address: Address, column: str, row_id: UUID, *, table: str = TABLE) -> bytes:
    """Return the address sealed for one column of one row, of a parcel unless told."""
    text = json.dumps(asdict(address), ensure_ascii=False)
    return encryption.encrypt(text, table=table, column=column, row_id=row_id)


def opened(blob: bytes, column: str, row_id: UUID, *, table: str = TABLE) -> Address:
    """Return the address that was sealed there.

    :raises DecryptionFailed: it is not what was sealed for this place
    """
    text = encryption.decrypt(blob, table=table, column=column, row_id=row_id)
    return Address(**json.loads(text))


def _plain(text: str) -> str:
    return " ".join("".join(sign for sign in text if sign.isprintable()).split())


def _place(division: str) -> str:
    if not re.fullmatch(r"[0-9]{12}", division):
        return ""
    try:
        return organizations.full_name(division)
    except DomainError:
        return ""


def _fault(field: str) -> FieldError:
    return FieldError(f"/{field}", BadAddress.code, str(BadAddress.sentence))
