# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Posts, staff, and who holds which post; rights come from posts alone."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.foundation.masking import mask_phone
from yiwang.ledger import services as ledger
from yiwang.ledger.events import Fact
from yiwang.organizations import events, policies, selectors
from yiwang.organizations.enums import Right
from yiwang.organizations.errors import (
    BadPeriod,
    BadStaffNumber,
    DepartmentNotFound,
    HoldingNotFound,
    PostAlreadyHeld,
    PostNameTaken,
    PostNotFound,
    StaffNotFound,
    StaffNumberTaken,
    UnknownRight,
)
from yiwang.organizations.models import Department, Post, PostHolding, StaffMember
from yiwang.organizations.policies import Action
from yiwang.organizations.services.texts import clean_name

BATCH = 2000
RIGHTS = frozenset(Right)

_STAFF_NUMBER = re.compile(r"[0-9A-Za-z._-]{1,32}", re.ASCII)


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
    department = _department(department_id)
    _check_manages(actor, Action.CREATE_POST, department)
    policies.check_grant(actor, rights, covers_subtree=covers_subtree)
    post = Post(
        department=department,
        name=clean_name(name, longest=60),
        rights=_known(rights),
        covers_subtree=covers_subtree,
    )
    try:
        with transaction.atomic():
            post.save(force_insert=True)
            ledger.append(
                _post_created(post), actor=actor, at=at, region_code=department.division_id
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
    """
    post = _locked_post(post_id)
    _check_manages(actor, Action.CHANGE_POST, post.department)
    for staff_id in post.holdings.held_on(_day(at)).order_by().values_list("staff_id", flat=True):
        policies.check_not_oneself(actor, staff_id)
    policies.check_grant(actor, {*rights, *post.rights}, covers_subtree=covers_subtree)
    post.rights, post.covers_subtree = _known(rights), covers_subtree
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
    department = _department(department_id)
    _check_manages(actor, Action.CREATE_STAFF, department)
    new = NewStaffMember(
        name=name, staff_number=staff_number, department_id=department.id, phone=phone
    )
    staff = _staff_member(new)
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
    :raises PostAlreadyHeld: they hold it already
    """
    with transaction.atomic():
        if not StaffMember.objects.filter(pk=staff_id).exists():
            raise StaffNotFound
        post = _locked_post(post_id)
        _check_manages(actor, Action.ASSIGN_POST, post.department)
        policies.check_not_oneself(actor, staff_id)
        policies.check_grant(actor, post.rights, covers_subtree=post.covers_subtree)
        holding = PostHolding(staff_id=staff_id, post=post, held_from=held_from or _day(at))
        _insert_holding(holding)
        ledger.append(
            _post_assigned(holding), actor=actor, at=at, region_code=post.department.division_id
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
    _check_manages(actor, Action.END_POST, department)
    holding.held_to = held_to or _day(at)
    if holding.held_to < holding.held_from:
        raise BadPeriod
    holding.save(update_fields=["held_to"])
    fact = events.PostEnded(staff_id=staff_id, post_id=post_id, held_to=holding.held_to)
    ledger.append(fact, actor=actor, at=at, region_code=department.division_id)
    selectors.rights_changed()
    return holding


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
            rights=_known(post.rights),
            covers_subtree=post.covers_subtree,
        )
        for post in posts
    ]
    try:
        with transaction.atomic():
            Post.objects.bulk_create(made, batch_size=BATCH)
    except IntegrityError as error:
        raise PostNameTaken from error
    _append_all([_post_created(post) for post in made], actor=actor, at=at)
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
    members = [_staff_member(new, is_test_data=is_test_data) for new in staff]
    try:
        with transaction.atomic():
            StaffMember.objects.bulk_create(members, batch_size=BATCH)
    except IntegrityError as error:
        raise StaffNumberTaken from error
    departments = _departments_of_posts({post for new in staff for post in new.post_ids})
    holdings = [
        PostHolding(staff=member, post_id=post_id, held_from=_day(at))
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
    _append_all(facts, actor=actor, at=at)
    return [member.id for member in members]


def _department(department_id: UUID) -> Department:
    department = Department.objects.filter(pk=department_id).first()
    if department is None:
        raise DepartmentNotFound
    return department


def _locked_post(post_id: UUID) -> Post:
    posts = Post.objects.select_for_update(of=("self",)).select_related("department")
    post = posts.filter(pk=post_id).first()
    if post is None:
        raise PostNotFound
    return post


def _check_manages(actor: Actor, action: Action, department: Department) -> None:
    policies.check_can(
        actor, action, division_code=department.division_id, department_id=department.id
    )


def _known(rights: Collection[str]) -> list[str]:
    for right in rights:
        if right not in RIGHTS:
            raise UnknownRight(params={"right": str(right)[:40]})
    return sorted(Right(right).value for right in rights)


def _staff_member(new: NewStaffMember, *, is_test_data: bool = False) -> StaffMember:
    if not _STAFF_NUMBER.fullmatch(new.staff_number):
        raise BadStaffNumber
    return StaffMember(
        name=clean_name(new.name, longest=60),
        staff_number=new.staff_number,
        department_id=new.department_id,
        phone_masked=mask_phone(new.phone) if new.phone else "",
        is_test_data=is_test_data,
    )


def _insert_holding(holding: PostHolding) -> None:
    try:
        with transaction.atomic():
            holding.save(force_insert=True)
    except IntegrityError as error:
        raise PostAlreadyHeld from error


def _departments_of_posts(post_ids: Collection[UUID]) -> dict[UUID, UUID]:
    found = dict(Post.objects.filter(pk__in=post_ids).order_by().values_list("id", "department_id"))
    if len(found) != len(post_ids):
        raise PostNotFound
    return found


def _post_created(post: Post) -> events.PostCreated:
    return events.PostCreated(
        post_id=post.id,
        department_id=post.department_id,
        rights=tuple(post.rights),
        covers_subtree=post.covers_subtree,
    )


def _post_assigned(holding: PostHolding) -> events.PostAssigned:
    return events.PostAssigned(
        staff_id=holding.staff_id,
        post_id=holding.post_id,
        department_id=holding.post.department_id,
        held_from=holding.held_from,
    )


def _append_all(facts: Sequence[Fact], *, actor: Actor, at: datetime) -> None:
    for start in range(0, len(facts), BATCH):
        ledger.append(*facts[start : start + BATCH], actor=actor, at=at)


def _day(at: datetime) -> date:
    return timezone.localdate(at)
