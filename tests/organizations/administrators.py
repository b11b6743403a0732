# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Administrators of the three kinds in a department, as posts, people and actors."""

from datetime import UTC, datetime

from tests.organizations.factories import PostFactory, PostHoldingFactory, StaffMemberFactory
from yiwang.foundation.actors import Actor, ActorKind
from yiwang.foundation.identifiers import new_id
from yiwang.organizations.enums import REACHES_DOWN, StandardPost
from yiwang.organizations.models import Department, PostHolding, StaffMember

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def hold(
    department: Department, standard: StandardPost, *, staff: StaffMember | None = None
) -> PostHolding:
    """Put somebody in a standard post of a department, as a loader would."""
    post = PostFactory(
        department=department, standard=standard, covers_subtree=standard in REACHES_DOWN
    )
    return PostHoldingFactory(staff=staff or StaffMemberFactory(department=department), post=post)


def actor_in(holding: PostHolding) -> Actor:
    """Return the actor that a staff member is in one of their posts."""
    post = holding.post
    return Actor(
        kind=ActorKind.STAFF,
        account_id=new_id(),
        display_name=holding.staff.name,
        staff_id=holding.staff_id,
        post_id=post.id,
        department_id=post.department_id,
        division_code=post.department.division_id,
        covers_subtree=post.covers_subtree,
        rights=frozenset(post.rights),
    )


def administrator(department: Department, standard: StandardPost) -> Actor:
    """Return a new administrator of a department."""
    return actor_in(hold(department, standard))
