# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that this room writes to the ledger: ids, codes and numbers only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class ReferenceDataLoaded(Fact):
    """Divisions, villages, changes or departments were loaded, and some were new or other."""

    kind = "organizations.reference_data_loaded"
    subject_type = "reference_data"

    name: str
    read: int
    changed: int


@dataclass(frozen=True)
class DepartmentCreated(Fact):
    """A department began."""

    kind = "organizations.department_created"
    subject_type = "department"
    subject_field = "department_id"

    department_id: UUID
    division_code: str
    line: str


@dataclass(frozen=True)
class PostCreated(Fact):
    """A department has a new post."""

    kind = "organizations.post_created"
    subject_type = "post"
    subject_field = "post_id"

    post_id: UUID
    department_id: UUID
    rights: tuple[str, ...]
    covers_subtree: bool


@dataclass(frozen=True)
class PostRightsChanged(Fact):
    """The rights of a post are other ones now."""

    kind = "organizations.post_rights_changed"
    subject_type = "post"
    subject_field = "post_id"

    post_id: UUID
    rights: tuple[str, ...]
    covers_subtree: bool


@dataclass(frozen=True)
class StaffMemberCreated(Fact):
    """Somebody works for the government now."""

    kind = "organizations.staff_member_created"
    subject_type = "staff_member"
    subject_field = "staff_id"

    staff_id: UUID


@dataclass(frozen=True)
class PostAssigned(Fact):
    """A staff member holds a post from a day on."""

    kind = "organizations.post_assigned"
    subject_type = "staff_member"
    subject_field = "staff_id"

    staff_id: UUID
    post_id: UUID
    department_id: UUID
    held_from: date


@dataclass(frozen=True)
class PostEnded(Fact):
    """A staff member holds a post no more from a day on."""

    kind = "organizations.post_ended"
    subject_type = "staff_member"
    subject_field = "staff_id"

    staff_id: UUID
    post_id: UUID
    held_to: date
