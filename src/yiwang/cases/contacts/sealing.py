# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A contact as it is kept: sealed for one row, and masked for screens."""

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from yiwang.delivery.services import addressing
from yiwang.foundation import encryption
from yiwang.foundation.masking import mask_email, mask_phone

if TYPE_CHECKING:
    from yiwang.cases.models import ContactChange

TABLE: Final = "cases_contact_change"
COLUMN: Final = "contact_cipher"
NOWHERE: Final = {"phone": "", "email": "", "name": "", "place": "", "street": ""}


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody is reached in a case; "" and None where nothing is known."""

    phone: str = ""
    email: str = ""
    address: "addressing.Address | None" = None

    @property
    def masked(self) -> dict[str, str]:
        """The contact as screens show it."""
        shown = {**NOWHERE, "phone": mask_phone(self.phone) if self.phone else ""}
        shown["email"] = mask_email(self.email) if self.email else ""
        if self.address is not None:
            hidden = self.address.masked
            shown |= {"name": hidden.name, "place": hidden.place, "street": hidden.street}
        return shown


def sealed(contact: Contact, row_id: UUID) -> bytes:
    """Return a contact sealed for one row."""
    text = json.dumps(asdict(contact), ensure_ascii=False)
    return encryption.encrypt(text, table=TABLE, column=COLUMN, row_id=row_id)


def opened(row: "ContactChange") -> Contact:
    """Return the contact that a row keeps.

    :raises DecryptionFailed: it is not what was sealed for this row
    """
    blob = bytes(row.contact_cipher)
    kept: dict[str, Any] = json.loads(
        encryption.decrypt(blob, table=TABLE, column=COLUMN, row_id=row.pk)
    )
    place = kept.pop("address")
    return Contact(**kept, address=addressing.Address(**place) if place else None)
