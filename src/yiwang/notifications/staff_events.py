# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about work mail addresses; the addresses are not in them."""

from dataclasses import dataclass
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class StaffMailSet(Fact):
    """A staff member is told at an address.

    :ivar is_by_another: an administrator set it
    """

    kind = "notifications.staff_mail_set"
    subject_type = "staff_member"
    subject_field = "staff_id"

    staff_id: UUID
    is_by_another: bool


@dataclass(frozen=True)
class StaffMailRemoved(Fact):
    """A staff member is told nothing more by mail."""

    kind = "notifications.staff_mail_removed"
    subject_type = "staff_member"
    subject_field = "staff_id"

    staff_id: UUID


@dataclass(frozen=True)
class StaffMailsRotated(Fact):
    """Work mail addresses were encrypted anew with the current key."""

    kind = "notifications.staff_mails_rotated"
    subject_type = "encryption"

    rotated: int
