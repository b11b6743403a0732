# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Staff who leave, with their posts and their account; and staff who are locked out."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.actors import Actor, system_actor
from yiwang.identity import staff_accounts
from yiwang.identity.services import accounts, throttle
from yiwang.organizations import services as organizations


@transaction.atomic
def dismiss_staff(*, staff_id: UUID, last_day: date, actor: Actor, at: datetime) -> int:
    """Let a staff member go; return how many accounts were closed at once, 0 or 1.

    A last day that has passed closes the account here and now: every session and every token ends.
    Any other day does so by the sweep, within an hour after midnight; the posts end on their own.

    :raises DomainError: as ``organizations.services.remove_staff``
    """
    organizations.remove_staff(staff_id=staff_id, last_day=last_day, actor=actor, at=at)
    if last_day >= timezone.localdate(at):
        return 0
    return accounts.close_accounts_of_former_staff(
        actor=system_actor("dismissal"), at=at, staff_id=staff_id
    )


def locked_accounts(
    staff_ids: Iterator[UUID], *, at: datetime, limit: int
) -> list[tuple[staff_accounts.StaffAccount, datetime]]:
    """Return those staff accounts whose login is locked after failed attempts, and until when.

    The counts know logins by a keyed hash only; so the logins are hashed and looked for, and
    only when something is locked at all.
    """
    locked = throttle.locked_keys(at=at)
    found: list[tuple[staff_accounts.StaffAccount, datetime]] = []
    while locked and len(found) < limit:
        some = [
            staff_id
            for _number, staff_id in zip(range(staff_accounts.BATCH), staff_ids, strict=False)
        ]
        if not some:
            break
        found += [
            (account, until)
            for account in staff_accounts.staff_accounts(some).values()
            if (until := throttle.locked_until(account.login, among=locked))
        ]
    return found[:limit]
