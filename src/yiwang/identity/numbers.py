# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Seal and open the numbers of persons: which table and column each belongs to."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.foundation import encryption


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """An encrypted column, with the name that its blind index is made under."""

    table: str
    column: str

    def seal(self, plain: str, row_id: UUID | str) -> bytes:
        return encryption.encrypt(plain, table=self.table, column=self.column, row_id=row_id)

    def open(self, blob: bytes | memoryview, row_id: UUID | str) -> str:
        sealed = bytes(blob)
        return encryption.decrypt(sealed, table=self.table, column=self.column, row_id=row_id)

    def is_stale(self, blob: bytes | memoryview | None) -> bool:
        """Tell whether there is a value, sealed with a key that is not the current one."""
        return bool(blob) and not encryption.is_current(bytes(blob or b""))

    def index(self, plain: str) -> bytes:
        return encryption.blind_index(plain, table=self.table, column=self.column)

    def indexes(self, plain: str) -> list[bytes]:
        """Return the index by every key on the ring, for look-ups while keys rotate."""
        return encryption.blind_index_candidates(plain, table=self.table, column=self.column)


RESIDENT_ID = SealedColumn("identity_natural_person", "resident_id")
PERSON_PHONE = SealedColumn("identity_natural_person", "phone")
LEGAL_PHONE = SealedColumn("identity_legal_person", "phone")
ACCOUNT_PHONE = SealedColumn("identity_account", "phone")
"""The number that signs in, which need not be the person's own."""
FACTOR_SECRET = SealedColumn("mfa_authenticator", "data")
DEMONSTRATION_NUMBER = SealedColumn("identity_demonstration_resident", "number")
"""Only an index; of people who do not exist."""
