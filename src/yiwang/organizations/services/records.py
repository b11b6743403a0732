# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the services for posts and staff share: rows looked up, checked and put in."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import DomainError
from yiwang.foundation.masking import mask_phone
from yiwang.ledger import services as ledger
from yiwang.ledger.events import Fact
from yiwang.organizations import events, policies
from yiwang.organizations.enums import Right
from yiwang.organizations.errors import (
    BadStaffNumber,
    DepartmentNotFound,
    PostAlreadyHeld,
    PostNotFound,
    StaffLeft,
    StaffNotFound,
    TwoAdministrators,
    UnknownRight,
)
from yiwang.organizations.models import Department, Post, PostHolding, StaffMember
from yiwang.organizations.policies import Action
from yiwang.organizations.services.texts import clean_name
from yiwang.organizations.staff_numbers import STAFF_NUMBER

BATCH = 2000
RIGHTS = frozenset(Right)


def department_of(department_id: UUID) -> Department:
    """Return a department.

    :raises DepartmentNotFound: there is none such
    """
    department = Department.objects.filter(pk=department_id).first()
    if department is None:
        raise DepartmentNotFound
    return department


def locked_post(post_id: UUID) -> Post:
    """Return a post, locked until the transaction ends.

    :raises PostNotFound: there is none such
    """
    posts = Post.objects.select_for_update(of=("self",)).select_related("department")
    post = posts.filter(pk=post_id).first()
    if post is None:
        raise PostNotFound
    return post


def check_manages(actor: Actor, action: Action, department: Department) -> None:
    """Raise unless the actor may do this to a department."""
    policies.check_can(
        actor, action, division_code=department.division_id, department_id=department.id
    )


def known_rights(rights: Collection[str]) -> list[str]:
    """Return rights as they are stored.

    :raises UnknownRight: one does not exist
    :raises MixedRights: an administrator's rights beside others
    """
    for right in rights:
        if right not in RIGHTS:
            raise UnknownRight(params={"right": str(right)[:40]})
    policies.admin_role_of(rights)
    return sorted(Right(right).value for right in rights)


def locked_staff(staff_id: UUID) -> StaffMember:
    """Return a staff member, locked until the transaction ends.

    :raises StaffNotFound: there is none such
    """
    members = StaffMember.objects.select_for_update(of=("self",)).select_related("department")
    member = members.filter(pk=staff_id).first()
    if member is None:
        raise StaffNotFound
    return member


def check_stays(member: StaffMember, *, until: date) -> None:
    """Raise for somebody who has left, or will have by a day.

    :raises StaffLeft: they have
    """
    if member.left_on is not None and member.left_on < until:
        raise StaffLeft


def new_member(
    *,
    name: str,
    staff_number: str,
    department_id: UUID,
    phone: str = "",
    is_test_data: bool = False,
) -> StaffMember:
    """Return an unsaved staff member.

    :raises BadStaffNumber, BadName: as they say
    """
    if not STAFF_NUMBER.fullmatch(staff_number):
        raise BadStaffNumber
    return StaffMember(
        name=clean_name(name, longest=60),
        staff_number=staff_number,
        department_id=department_id,
        phone_masked=mask_phone(phone) if phone else "",
        is_test_data=is_test_data,
    )


_REFUSED_BY_CONSTRAINT: dict[str, type[DomainError]] = {
    "nobody_is_two_administrators": TwoAdministrators
}


def insert_holding(holding: PostHolding) -> None:
    """Put somebody in a post; the database has the last word.

    :raises TwoAdministrators: they are another of the three administrators in that time
    :raises PostAlreadyHeld: they hold it
    """
    try:
        with transaction.atomic():
            holding.save(force_insert=True)
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        name = getattr(diagnosis, "constraint_name", "") or ""
        raise _REFUSED_BY_CONSTRAINT.get(name, PostAlreadyHeld) from error


def departments_of_posts(post_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return the department of each post."""
    found = dict(Post.objects.filter(pk__in=post_ids).order_by().values_list("id", "department_id"))
    if len(found) != len(post_ids):
        raise PostNotFound
    return found


def post_created(post: Post) -> events.PostCreated:
    """Return the fact of a new post."""
    return events.PostCreated(
        post_id=post.id,
        department_id=post.department_id,
        rights=tuple(post.rights),
        covers_subtree=post.covers_subtree,
    )


def post_assigned(holding: PostHolding) -> events.PostAssigned:
    """Return the fact of somebody in a post."""
    return events.PostAssigned(
        staff_id=holding.staff_id,
        post_id=holding.post_id,
        department_id=holding.post.department_id,
        held_from=holding.held_from,
    )


def append_all(facts: Sequence[Fact], *, actor: Actor, at: datetime) -> None:
    """Write many facts to the ledger, some at a time."""
    for start in range(0, len(facts), BATCH):
        ledger.append(*facts[start : start + BATCH], actor=actor, at=at)


def day_of(at: datetime) -> date:
    """Return the day of a moment in China."""
    return timezone.localdate(at)
