# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Many posts and staff members at once, for loaders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from yiwang.foundation.actors import Actor
from yiwang.organizations import events, policies
from yiwang.organizations.errors import PostNameTaken, StaffNumberTaken
from yiwang.organizations.models import Post, PostHolding, StaffMember
from yiwang.organizations.policies import Action
from yiwang.organizations.services.records import (
    BATCH,
    append_all,
    day_of,
    departments_of_posts,
    known_rights,
    new_member,
    post_created,
)
from yiwang.organizations.services.texts import clean_name

if TYPE_CHECKING:
    from yiwang.ledger.events import Fact


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post to create in bulk."""

    department_id: UUID
    name: str
    rights: frozenset[str]
    covers_subtree: bool = False


@dataclass(frozen=True, slots=True)
class NewStaffMember:
    """A staff member to create in bulk, with the posts they hold.

    :param department_id: the department that takes them on
    """

    name: str
    staff_number: str
    department_id: UUID
    phone: str = ""
    post_ids: tuple[UUID, ...] = ()


@transaction.atomic
def create_posts_bulk(*, posts: Sequence[NewPost], actor: Actor, at: datetime) -> list[UUID]:
    """Add many posts at once, for loaders; return their ids in the same order.

    :raises NotInYourReach: the actor is not a process of our own
    :raises PostNameTaken: a department has, or would have twice, a post of a name
    """
    policies.check_can(actor, Action.LOAD_REFERENCE_DATA)
    made = [
        Post(
            department_id=post.department_id,
            name=clean_name(post.name, longest=60),
            rights=known_rights(post.rights),
            covers_subtree=post.covers_subtree,
        )
        for post in posts
    ]
    try:
        with transaction.atomic():
            Post.objects.bulk_create(made, batch_size=BATCH)
    except IntegrityError as error:
        raise PostNameTaken from error
    append_all([post_created(post) for post in made], actor=actor, at=at)
    return [post.id for post in made]


@transaction.atomic
def create_staff_bulk(
    *, staff: Sequence[NewStaffMember], actor: Actor, at: datetime, is_test_data: bool = False
) -> list[UUID]:
    """Take down many staff members with their posts at once, for loaders; return their ids.

    :raises NotInYourReach: the actor is not a process of our own
    :raises StaffNumberTaken: somebody has, or two would have, the same number
    """
    policies.check_can(actor, Action.LOAD_REFERENCE_DATA)
    members = [_member(new, is_test_data=is_test_data) for new in staff]
    try:
        with transaction.atomic():
            StaffMember.objects.bulk_create(members, batch_size=BATCH)
    except IntegrityError as error:
        raise StaffNumberTaken from error
    departments = departments_of_posts({post for new in staff for post in new.post_ids})
    holdings = [
        PostHolding(staff=member, post_id=post_id, held_from=day_of(at))
        for member, new in zip(members, staff, strict=True)
        for post_id in new.post_ids
    ]
    PostHolding.objects.bulk_create(holdings, batch_size=BATCH)
    facts: list[Fact] = [events.StaffMemberCreated(staff_id=member.id) for member in members]
    facts += [
        events.PostAssigned(
            staff_id=holding.staff_id,
            post_id=holding.post_id,
            department_id=departments[holding.post_id],
            held_from=holding.held_from,
        )
        for holding in holdings
    ]
    append_all(facts, actor=actor, at=at)
    return [member.id for member in members]


def _member(new: NewStaffMember, *, is_test_data: bool) -> StaffMember:
    return new_member(
        name=new.name,
        staff_number=new.staff_number,
        department_id=new.department_id,
        phone=new.phone,
        is_test_data=is_test_data,
    )
