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


@dataclass(frozen=True)
class GrantAsked(Fact):
    """Somebody asked to put a staff member in a powerful post."""

    kind = "organizations.grant_asked"
    subject_type = "staff_member"
    subject_field = "staff_id"

    staff_id: UUID
    grant_id: UUID
    post_id: UUID


@dataclass(frozen=True)
class GrantDecided(Fact):
    """A security administrator approved or refused a request."""

    kind = "organizations.grant_decided"
    subject_type = "staff_member"
    subject_field = "staff_id"

    staff_id: UUID
    grant_id: UUID
    post_id: UUID
    is_approved: bool


@dataclass(frozen=True)
class GrantWithdrawn(Fact):
    """A request was taken back."""

    kind = "organizations.grant_withdrawn"
    subject_type = "staff_member"
    subject_field = "staff_id"

    staff_id: UUID
    grant_id: UUID
    post_id: UUID


@dataclass(frozen=True)
class LeaveSet(Fact):
    """A staff member is away for a time, and a deputy does their work."""

    kind = "organizations.leave_set"
    subject_type = "staff_member"
    subject_field = "staff_id"

    staff_id: UUID
    leave_id: UUID
    deputy_id: UUID
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class DeputyAppointed(Fact):
    """A deputy holds somebody's post during a leave."""

    kind = "organizations.deputy_appointed"
    subject_type = "staff_member"
    subject_field = "deputy_id"

    deputy_id: UUID
    leave_id: UUID
    post_id: UUID
    deputizes_for: UUID
    held_from: date
    held_to: date


@dataclass(frozen=True)
class LeaveEnded(Fact):
    """A leave ended early, or was called off."""

    kind = "organizations.leave_ended"
    subject_type = "staff_member"
    subject_field = "staff_id"

    staff_id: UUID
    leave_id: UUID
    deputy_id: UUID
    is_cancelled: bool


@dataclass(frozen=True)
class StaffRemoved(Fact):
    """A staff member leaves; all posts end after this day."""

    kind = "organizations.staff_removed"
    subject_type = "staff_member"
    subject_field = "staff_id"

    staff_id: UUID
    left_on: date


@dataclass(frozen=True)
class StaffMemberChanged(Fact):
    """The name, number or department of a staff member is another one."""

    kind = "organizations.staff_member_changed"
    subject_type = "staff_member"
    subject_field = "staff_id"

    staff_id: UUID
    department_id: UUID


@dataclass(frozen=True)
class ReviewOpened(Fact):
    """A department began its yearly review of posts."""

    kind = "organizations.review_opened"
    subject_type = "department"
    subject_field = "department_id"

    department_id: UUID
    review_id: UUID
    year: int
    due_on: date
    entries: int


@dataclass(frozen=True)
class ReviewDecided(Fact):
    """The review confirmed a post that somebody holds, ended it, or let it lapse."""

    kind = "organizations.review_decided"
    subject_type = "staff_member"
    subject_field = "staff_id"

    staff_id: UUID
    review_id: UUID
    post_id: UUID
    state: str


@dataclass(frozen=True)
class ReviewClosed(Fact):
    """A yearly review is over."""

    kind = "organizations.review_closed"
    subject_type = "department"
    subject_field = "department_id"

    department_id: UUID
    review_id: UUID
    lapsed: int


@dataclass(frozen=True)
class StaffImportSent(Fact):
    """Somebody sent a spreadsheet of staff."""

    kind = "organizations.staff_import_sent"
    subject_type = "staff_import"
    subject_field = "import_id"

    import_id: UUID
    sha256: str
    size: int


@dataclass(frozen=True)
class StaffImported(Fact):
    """The rows of a spreadsheet were taken over."""

    kind = "organizations.staff_imported"
    subject_type = "staff_import"
    subject_field = "import_id"

    import_id: UUID
    new: int
    changed: int
    left_out: int


@dataclass(frozen=True)
class StaffImportRefused(Fact):
    """A spreadsheet could not be taken."""

    kind = "organizations.staff_import_refused"
    subject_type = "staff_import"
    subject_field = "import_id"

    import_id: UUID
    refusal: str


@dataclass(frozen=True)
class DataLabelled(Fact):
    """A department's cases, or those of one item, have another security label."""

    kind = "organizations.data_labelled"
    subject_type = "department"
    subject_field = "department_id"

    department_id: UUID
    item_code: str
    level: int


@dataclass(frozen=True)
class PostCleared(Fact):
    """The holders of a post may read up to another level."""

    kind = "organizations.post_cleared"
    subject_type = "post"
    subject_field = "post_id"

    post_id: UUID
    level: int
