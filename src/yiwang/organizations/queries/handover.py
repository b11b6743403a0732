# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about grants, leaves and reviews, narrowed to what the actor's post reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import GrantState, ReviewState
from yiwang.organizations.errors import ReviewNotFound
from yiwang.organizations.models import Grant, Leave, Review, ReviewEntry, StaffMember
from yiwang.organizations.queries.staff import departments_reached


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One request for a powerful post."""

    id: UUID
    staff_id: UUID
    staff_name: str
    staff_number: str
    post_name: str
    department_name: str
    rights: tuple[str, ...]
    admin_role: str
    covers_subtree: bool
    reason: str
    answer: str
    state: str
    is_for_leave: bool
    asked_by_id: UUID | None
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """One leave, and how much of the work has passed."""

    id: UUID
    staff_id: UUID
    staff_name: str
    deputy_name: str
    department_name: str
    starts_on: date
    ends_on: date
    reason: str
    passed: int
    waiting: int


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One yearly review and its progress."""

    id: UUID
    department_name: str
    year: int
    due_on: date
    closed_at: datetime | None
    total: int
    waiting: int
    confirmed: int
    ended: int


@dataclass(frozen=True, slots=True)
class ReviewEntryLine:
    """One post that somebody held when a review began."""

    id: UUID
    staff_id: UUID
    staff_name: str
    staff_number: str
    post_name: str
    admin_role: str
    needs_grant: bool
    held_from: date
    state: str
    decided_by: str


def grants_in_reach(actor: Actor, *, is_open: bool, limit: int = 100) -> list[GrantLine]:
    """Return requests that wait, oldest first, or those that were answered, newest first."""
    found = Grant.objects.filter(departments_reached(actor, prefix="post__department__"))
    if is_open:
        found = found.filter(state=GrantState.ASKED).order_by("asked_at", "id")
    else:
        found = found.exclude(state=GrantState.ASKED).order_by("-decided_at", "-id")
    rows = list(found.select_related("staff", "post__department")[:limit])
    names = _names([row.asked_by_id for row in rows] + [row.decided_by_id for row in rows])
    return [
        GrantLine(
            id=row.id,
            staff_id=row.staff_id,
            staff_name=row.staff.name,
            staff_number=row.staff.staff_number,
            post_name=row.post.name,
            department_name=row.post.department.name,
            rights=tuple(row.post.rights),
            admin_role=row.post.admin_role,
            covers_subtree=row.post.covers_subtree,
            reason=row.reason,
            answer=row.answer,
            state=row.state,
            is_for_leave=row.leave_id is not None,
            asked_by_id=row.asked_by_id,
            asked_by=names.get(row.asked_by_id, ""),
            asked_at=row.asked_at,
            decided_by=names.get(row.decided_by_id, ""),
            decided_at=row.decided_at,
        )
        for row in rows
    ]


def _names(ids: Sequence[UUID | None]) -> dict[UUID | None, str]:
    rows = StaffMember.objects.filter(pk__in={each for each in ids if each}).order_by()
    return dict(rows.values_list("id", "name"))


def leaves_in_reach(actor: Actor, *, on: date, limit: int = 100) -> list[LeaveLine]:
    """Return leaves that last or will begin, the next to end first."""
    found = Leave.objects.filter(departments_reached(actor, prefix="staff__department__"))
    return _leave_lines(found.filter(ends_on__gte=on, is_cancelled=False), limit)


def leaves_of(staff_id: UUID, *, on: date) -> list[LeaveLine]:
    """Return the leaves of one staff member that last or will begin."""
    found = Leave.objects.filter(staff_id=staff_id, ends_on__gte=on, is_cancelled=False)
    return _leave_lines(found, 20)


def leaves_covered_by(staff_id: UUID, *, on: date) -> list[LeaveLine]:
    """Return the leaves of others, lasting or to come, in which a staff member is the deputy."""
    found = Leave.objects.filter(deputy_id=staff_id, ends_on__gte=on, is_cancelled=False)
    return _leave_lines(found, 20)


def _leave_lines(found: QuerySet[Leave], limit: int) -> list[LeaveLine]:
    rows = found.select_related("staff__department", "deputy").annotate(
        passed=Count("holdings", distinct=True),
        waiting=Count("grants", filter=Q(grants__state=GrantState.ASKED), distinct=True),
    )
    return [
        LeaveLine(
            id=row.id,
            staff_id=row.staff_id,
            staff_name=row.staff.name,
            deputy_name=row.deputy.name,
            department_name=row.staff.department.name,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            reason=row.reason,
            passed=row.passed,
            waiting=row.waiting,
        )
        for row in rows.order_by("ends_on", "id")[:limit]
    ]


def reviews_in_reach(actor: Actor, *, limit: int = 100) -> list[ReviewLine]:
    """Return the yearly reviews, the open ones first."""
    found = Review.objects.filter(departments_reached(actor, prefix="department__"))
    rows = found.select_related("department").annotate(
        total=Count("entries"),
        waiting=Count("entries", filter=Q(entries__state=ReviewState.WAITING)),
        confirmed=Count("entries", filter=Q(entries__state=ReviewState.CONFIRMED)),
    )
    return [
        ReviewLine(
            id=row.id,
            department_name=row.department.name,
            year=row.year,
            due_on=row.due_on,
            closed_at=row.closed_at,
            total=row.total,
            waiting=row.waiting,
            confirmed=row.confirmed,
            ended=row.total - row.waiting - row.confirmed,
        )
        for row in rows.order_by("-closed_at", "due_on", "id")[:limit]
    ]


def review(review_id: UUID, actor: Actor) -> ReviewLine:
    """Return one review of a department in reach.

    :raises ReviewNotFound: there is none such
    """
    found = next((row for row in reviews_in_reach(actor, limit=1000) if row.id == review_id), None)
    if found is None:
        raise ReviewNotFound
    return found


def review_entries(
    review_id: UUID, actor: Actor, *, only_waiting: bool = False, limit: int = 500
) -> list[ReviewEntryLine]:
    """Return what a review looks at: powerful posts first, then by staff number."""
    found = ReviewEntry.objects.filter(
        departments_reached(actor, prefix="review__department__"), review_id=review_id
    )
    if only_waiting:
        found = found.filter(state=ReviewState.WAITING)
    rows = list(
        found.select_related("staff", "holding__post").order_by(
            "-holding__needs_grant", "staff__staff_number", "id"
        )[:limit]
    )
    names = _names([row.decided_by_id for row in rows])
    return [
        ReviewEntryLine(
            id=row.id,
            staff_id=row.staff_id,
            staff_name=row.staff.name,
            staff_number=row.staff.staff_number,
            post_name=row.holding.post.name,
            admin_role=row.holding.admin_role,
            needs_grant=row.holding.needs_grant,
            held_from=row.holding.held_from,
            state=row.state,
            decided_by=names.get(row.decided_by_id, ""),
        )
        for row in rows
    ]
