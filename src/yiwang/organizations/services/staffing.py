# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Posts, staff, and who holds which post; rights come from posts alone."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations import events, policies, selectors
from yiwang.organizations.enums import GRANTED_RIGHTS, AdminRole
from yiwang.organizations.errors import (
    BadPeriod,
    GrantNeeded,
    HoldingNotFound,
    PostIsHeld,
    PostNameTaken,
    StaffNumberTaken,
)
from yiwang.organizations.models import Department, Post, PostHolding, StaffMember
from yiwang.organizations.policies import Action
from yiwang.organizations.services.records import (
    check_manages,
    check_stays,
    day_of,
    department_of,
    insert_holding,
    known_rights,
    locked_post,
    locked_staff,
    new_member,
    post_assigned,
    post_created,
)
from yiwang.organizations.services.texts import clean_name


def create_post(
    *,
    department_id: UUID,
    name: str,
    rights: Collection[str],
    covers_subtree: bool = False,
    actor: Actor,
    at: datetime,
) -> Post:
    """Add a post to a department.

    :raises DepartmentNotFound: there is no such department
    :raises NotInYourReach: the actor does not manage it
    :raises RightNotYours: a managing right, or a reach, that the actor does not have
    :raises UnknownRight: a right that does not exist
    :raises PostNameTaken: the department has a post of this name
    """
    department = department_of(department_id)
    _check_sets_up(actor, Action.CREATE_POST, department, rights)
    policies.check_grant(actor, rights, covers_subtree=covers_subtree)
    post = Post(
        department=department,
        name=clean_name(name, longest=60),
        rights=known_rights(rights),
        covers_subtree=covers_subtree,
    )
    try:
        with transaction.atomic():
            post.save(force_insert=True)
            ledger.append(
                post_created(post), actor=actor, at=at, region_code=department.division_id
            )
    except IntegrityError as error:
        raise PostNameTaken from error
    return post


@transaction.atomic
def change_post_rights(
    *,
    post_id: UUID,
    rights: Collection[str],
    covers_subtree: bool,
    actor: Actor,
    at: datetime,
) -> Post:
    """Give a post other rights; they hold for all its holders at once.

    :raises PostNotFound: there is no such post
    :raises NotInYourReach: the actor does not manage its department
    :raises OwnPost: the actor holds it
    :raises RightNotYours: a managing right, or a reach, that the actor does not have
    :raises UnknownRight: a right that does not exist
    :raises PostIsHeld: its holders would get an approving or managing right that nobody granted
    """
    post = locked_post(post_id)
    _check_sets_up(actor, Action.CHANGE_POST, post.department, {*rights, *post.rights})
    for staff_id in post.holdings.held_on(day_of(at)).order_by().values_list("staff_id", flat=True):
        policies.check_not_oneself(actor, staff_id)
    policies.check_grant(actor, {*rights, *post.rights}, covers_subtree=covers_subtree)
    _check_gains_no_power(post, rights, covers_subtree=covers_subtree, on=day_of(at))
    post.rights, post.covers_subtree = known_rights(rights), covers_subtree
    post.save(update_fields=["rights", "covers_subtree"])
    fact = events.PostRightsChanged(
        post_id=post.id, rights=tuple(post.rights), covers_subtree=covers_subtree
    )
    ledger.append(fact, actor=actor, at=at, region_code=post.department.division_id)
    selectors.rights_changed()
    return post


def create_staff(
    *,
    name: str,
    staff_number: str,
    department_id: UUID,
    phone: str = "",
    actor: Actor,
    at: datetime,
) -> StaffMember:
    """Take down a staff member, who holds no post yet.

    :param department_id: the department that takes them on; the actor must manage it
    :param phone: only its masked form is kept
    :raises BadStaffNumber: not 1 to 32 letters, digits, dots, hyphens and underscores
    :raises StaffNumberTaken: somebody has this number
    """
    department = department_of(department_id)
    check_manages(actor, Action.CREATE_STAFF, department)
    staff = new_member(
        name=name, staff_number=staff_number, department_id=department.id, phone=phone
    )
    try:
        with transaction.atomic():
            staff.save(force_insert=True)
            fact = events.StaffMemberCreated(staff_id=staff.id)
            ledger.append(fact, actor=actor, at=at, region_code=department.division_id)
    except IntegrityError as error:
        raise StaffNumberTaken from error
    return staff


def assign_post(
    *,
    staff_id: UUID,
    post_id: UUID,
    held_from: date | None = None,
    actor: Actor,
    at: datetime,
) -> PostHolding:
    """Put a staff member in a post, beside the posts they have.

    :param held_from: first day; today when left out
    :raises StaffNotFound, PostNotFound: there is none such
    :raises NotInYourReach: the actor does not manage the post's department
    :raises OwnPost: the actor is that staff member
    :raises RightNotYours: the post has a managing right, or a reach, that the actor does not have
    :raises GrantNeeded: it has an approving or managing right: ask for it, ``grants.ask_grant``
    :raises StaffLeft: they have left
    :raises PostAlreadyHeld: they hold it already
    """
    with transaction.atomic():
        member = locked_staff(staff_id)
        check_stays(member, until=held_from or day_of(at))
        post = locked_post(post_id)
        check_manages(actor, Action.ASSIGN_POST, post.department)
        policies.check_not_oneself(actor, staff_id)
        policies.check_grant(actor, post.rights, covers_subtree=post.covers_subtree)
        if post.needs_grant and not actor.is_system:
            raise GrantNeeded
        holding = PostHolding(
            staff_id=staff_id,
            post=post,
            held_from=held_from or day_of(at),
            assigned_by_id=actor.staff_id,
        )
        insert_holding(holding)
        ledger.append(
            post_assigned(holding), actor=actor, at=at, region_code=post.department.division_id
        )
    selectors.rights_changed()
    return holding


@transaction.atomic
def end_post(
    *, staff_id: UUID, post_id: UUID, held_to: date | None = None, actor: Actor, at: datetime
) -> PostHolding:
    """End a staff member's time in a post; their rights from it end with it.

    :param held_to: first day without it; today when left out, which ends the rights at once
    :raises HoldingNotFound: they do not hold it
    :raises NotInYourReach: the actor does not manage the post's department
    :raises BadPeriod: it would end before it began
    """
    holding = (
        PostHolding.objects.select_for_update(of=("self",))
        .select_related("post__department")
        .filter(staff_id=staff_id, post_id=post_id, held_to__isnull=True)
        .first()
    )
    if holding is None:
        raise HoldingNotFound
    department = holding.post.department
    check_manages(actor, Action.END_POST, department)
    holding.held_to = held_to or day_of(at)
    if holding.held_to < holding.held_from:
        raise BadPeriod
    holding.save(update_fields=["held_to"])
    fact = events.PostEnded(staff_id=staff_id, post_id=post_id, held_to=holding.held_to)
    ledger.append(fact, actor=actor, at=at, region_code=department.division_id)
    selectors.rights_changed()
    return holding


def _check_sets_up(
    actor: Actor, action: Action, department: Department, rights: Collection[str]
) -> None:
    """Let a security administrator set up the posts of security and of audit, too."""
    for_whom = policies.admin_role_of([right for right in rights if right in GRANTED_RIGHTS])
    if for_whom in (AdminRole.SECURITY, AdminRole.AUDIT) and policies.can(
        actor,
        Action.CREATE_ADMIN_POST,
        division_code=department.division_id,
        department_id=department.id,
    ):
        return
    check_manages(actor, action, department)


def _check_gains_no_power(
    post: Post, rights: Collection[str], *, covers_subtree: bool, on: date
) -> None:
    gained = GRANTED_RIGHTS.intersection(rights).difference(post.rights)
    reaches_further = covers_subtree and not post.covers_subtree and policies.needs_grant(rights)
    if not (gained or reaches_further):
        return
    if post.holdings.filter(held_to__isnull=True).exists() or post.holdings.held_on(on).exists():
        raise PostIsHeld
