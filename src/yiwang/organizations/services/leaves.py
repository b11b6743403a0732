# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Leave: a time away, with a deputy who does the work that waits."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations import events, policies, selectors
from yiwang.organizations.enums import GrantState, LeaveReason
from yiwang.organizations.errors import (
    BadPeriod,
    DeputyAway,
    DeputyElsewhere,
    LeaveNotFound,
    LeaveOverlaps,
    NothingToCover,
    OwnDeputy,
)
from yiwang.organizations.models import Grant, Leave, Post, PostHolding, StaffMember
from yiwang.organizations.policies import Action
from yiwang.organizations.services import deputies, grants
from yiwang.organizations.services.records import (
    check_manages,
    check_stays,
    day_of,
    locked_staff,
)

LONGEST_DAYS = 366


@transaction.atomic
def set_leave(
    *,
    staff_id: UUID,
    deputy_id: UUID,
    starts_on: date,
    ends_on: date,
    reason: LeaveReason,
    actor: Actor,
    at: datetime,
) -> Leave:
    """Take down that somebody is away, and let a deputy hold their posts for that time.

    Posts with an approving or administrating right pass when a security administrator has agreed;
    the request is made here. The deputy must belong to the department of each post that passes.

    :param ends_on: last day away
    :raises NotInYourReach: the actor is neither that staff member nor manages their department
    :raises BadPeriod: it began before today, ends before it begins, or is longer than a year
    :raises OwnDeputy, DeputyElsewhere, DeputyAway, LeaveOverlaps, NothingToCover: as they say
    """
    if staff_id == deputy_id:
        raise OwnDeputy
    first, second = sorted((staff_id, deputy_id))  # two leaves at once lock in one order
    members = {each.id: each for each in (locked_staff(first), locked_staff(second))}
    member, deputy = members[staff_id], members[deputy_id]
    _check_may_set(actor, member)
    if not day_of(at) <= starts_on <= ends_on or (ends_on - starts_on).days >= LONGEST_DAYS:
        raise BadPeriod
    check_stays(member, until=starts_on)
    check_stays(deputy, until=ends_on)
    _check_present(deputy, member, starts_on, ends_on)
    leave = Leave(
        staff=member,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        set_by_id=actor.staff_id,
        set_at=at,
    )
    _insert(leave)
    region = member.department.division_id
    fact = events.LeaveSet(
        staff_id=member.id,
        leave_id=leave.id,
        deputy_id=deputy.id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    ledger.append(fact, actor=actor, at=at, region_code=region)
    for post in _passing(leave):
        _pass_on(leave, post, actor=actor, at=at)
    selectors.rights_changed()
    return leave


@transaction.atomic
def end_leave(*, leave_id: UUID, actor: Actor, at: datetime) -> Leave:
    """End a leave today, or call off one that has not begun: the deputy's part ends at once.

    :raises LeaveNotFound: there is none such, or it is over
    :raises NotInYourReach: the actor is neither that staff member nor manages their department
    """
    leaves = Leave.objects.select_for_update(of=("self",)).select_related("staff__department")
    leave = leaves.filter(pk=leave_id, is_cancelled=False).first()
    today = day_of(at)
    if leave is None or leave.ends_on < today:
        raise LeaveNotFound
    _check_may_set(actor, leave.staff)
    if leave.starts_on >= today:
        leave.is_cancelled = True
    else:
        leave.ends_on = today - timedelta(days=1)
    leave.save(update_fields=["is_cancelled", "ends_on"])
    deputies.dismiss(leave, until=today)
    grants.withdraw_all(_waiting_grants(leave), actor=actor, at=at)
    fact = events.LeaveEnded(
        staff_id=leave.staff_id,
        leave_id=leave.id,
        deputy_id=leave.deputy_id,
        is_cancelled=leave.is_cancelled,
    )
    ledger.append(fact, actor=actor, at=at, region_code=leave.staff.department.division_id)
    selectors.rights_changed()
    return leave


def end_own_leave(*, leave_id: UUID, actor: Actor, at: datetime) -> Leave:
    """End a leave of the actor's own; leaves of others end on the page of those who manage them.

    :raises LeaveNotFound: as ``end_leave`` does, or the leave is somebody else's
    """
    own = Leave.objects.filter(pk=leave_id, staff_id=actor.staff_id)
    if actor.staff_id is None or not own.exists():
        raise LeaveNotFound
    return end_leave(leave_id=leave_id, actor=actor, at=at)


def _check_may_set(actor: Actor, member: StaffMember) -> None:
    if actor.staff_id != member.id:
        check_manages(actor, Action.SET_LEAVE, member.department)


def _check_present(deputy: StaffMember, member: StaffMember, first: date, last: date) -> None:
    """Raise when the deputy is away, or the one who goes stands in for somebody then."""
    clashing = Leave.objects.filter(is_cancelled=False, starts_on__lte=last, ends_on__gte=first)
    if clashing.filter(Q(staff=deputy) | Q(deputy=member)).exists():
        raise DeputyAway


def _insert(leave: Leave) -> None:
    try:
        with transaction.atomic():
            leave.save(force_insert=True)
    except IntegrityError as error:
        raise LeaveOverlaps from error


def _passing(leave: Leave) -> list[Post]:
    """Return the posts that the deputy is to hold.

    :raises NothingToCover: nothing is held in that time
    :raises DeputyElsewhere: the deputy belongs to none of the departments
    """
    held = PostHolding.objects.ending_after(leave.starts_on).filter(
        staff_id=leave.staff_id, held_from__lte=leave.ends_on, leave__isnull=True
    )
    posts = list(
        Post.objects.filter(pk__in=held.values("post"))
        .select_related("department")
        .order_by("name", "id")
    )
    if not posts:
        raise NothingToCover
    theirs = {each.id for each in selectors.departments_of_staff(leave.deputy_id, leave.starts_on)}
    passing = [post for post in posts if post.department_id in theirs]
    if not passing:
        raise DeputyElsewhere
    own = PostHolding.objects.held_on(leave.starts_on).filter(
        staff_id=leave.deputy_id, leave__isnull=True
    )
    has_already = set(own.order_by().values_list("post_id", flat=True))
    return [post for post in passing if post.id not in has_already]


def _pass_on(leave: Leave, post: Post, *, actor: Actor, at: datetime) -> None:
    policies.check_not_oneself(actor, leave.deputy_id)
    if not post.needs_grant:
        deputies.appoint(leave, post, grant=None, actor=actor, at=at)
        return
    grants.open_grant(
        leave.deputy,
        post,
        held_from=leave.starts_on,
        leave=leave,
        reason=_("离岗期间代理"),
        actor=actor,
        at=at,
    )


def _waiting_grants(leave: Leave) -> list[Grant]:
    waiting = Grant.objects.select_for_update(of=("self",)).select_related("post__department")
    return list(waiting.filter(leave=leave, state=GrantState.ASKED).order_by("id"))
