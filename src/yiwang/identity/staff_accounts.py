# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about the accounts of staff: who has one, who used it when, who is locked out."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from yiwang.identity.models import Account
from yiwang.ledger import selectors as ledger

UNUSED_AFTER = timedelta(days=180)
"""An account that nobody signed in to for so long is listed for the administrator."""

BATCH = 500


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """A staff member's account as administrators see it.

    :param last_used_at: the last sign-in; None when there never was one
    """

    id: UUID
    staff_id: UUID
    login: str
    is_active: bool
    has_password: bool
    created_at: datetime
    last_used_at: datetime | None

    def is_unused(self, at: datetime) -> bool:
        """Tell whether nobody has signed in for 180 days."""
        return self.is_active and (self.last_used_at or self.created_at) < at - UNUSED_AFTER


def staff_accounts(staff_ids: Collection[UUID]) -> dict[UUID, StaffAccount]:
    """Return the accounts of staff members by their ids; two queries."""
    rows = list(Account.objects.filter(staff_id__in=list(staff_ids)).order_by("id"))
    used = ledger.last_of_kind("identity.signed_in", "account", [row.id for row in rows])
    return {
        row.staff_id: StaffAccount(
            id=row.id,
            staff_id=row.staff_id,
            login=row.login,
            is_active=row.is_active,
            has_password=row.has_usable_password(),
            created_at=row.created_at,
            last_used_at=used.get(row.id),
        )
        for row in rows
        if row.staff_id is not None
    }


def unused_accounts(staff_ids: Iterator[UUID], *, at: datetime, limit: int) -> list[StaffAccount]:
    """Return those of some staff members' accounts that nobody used for 180 days."""
    found: list[StaffAccount] = []
    while some := [staff_id for _number, staff_id in zip(range(BATCH), staff_ids, strict=False)]:
        accounts = staff_accounts(some)
        found += [each for each in accounts.values() if each.is_unused(at)]
        if len(found) >= limit:
            break
    return found[:limit]
