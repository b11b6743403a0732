# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Somebody leaves: a last day, and after it not one post, not one deputyship."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations import events, policies, selectors
from yiwang.organizations.enums import GrantState
from yiwang.organizations.errors import BadPeriod, StaffLeft
from yiwang.organizations.models import Grant, Leave, PostHolding, StaffMember
from yiwang.organizations.policies import Action
from yiwang.organizations.services import deputies, grants
from yiwang.organizations.services.records import check_manages, day_of, locked_staff

LONGEST_NOTICE = 366


@transaction.atomic
def remove_staff(*, staff_id: UUID, last_day: date, actor: Actor, at: datetime) -> StaffMember:
    """Let a staff member go after a last day: every post ends then, and every deputyship.

    :param last_day: yesterday takes all rights away at once
    :raises NotInYourReach: the actor does not manage each department where they hold a post
    :raises OwnPost: the actor is that staff member
    :raises BadPeriod: a last day before yesterday, or more than a year ahead
    :raises StaffLeft: they were let go before, and that day has passed
    """
    member = locked_staff(staff_id)
    today = day_of(at)
    check_manages(actor, Action.REMOVE_STAFF, member.department)
    policies.check_not_oneself(actor, staff_id)
    if not today - timedelta(days=1) <= last_day <= today + timedelta(days=LONGEST_NOTICE):
        raise BadPeriod
    if member.left_on is not None and member.left_on < today:
        raise StaffLeft
    member.left_on = last_day
    member.save(update_fields=["left_on"])
    fact = events.StaffRemoved(staff_id=member.id, left_on=last_day)
    ledger.append(fact, actor=actor, at=at, region_code=member.department.division_id)
    _end_posts(member, until=last_day + timedelta(days=1), actor=actor, at=at)
    _end_deputyships(member, until=last_day + timedelta(days=1))
    waiting = Grant.objects.select_for_update(of=("self",)).select_related("post__department")
    grants.withdraw_all(
        list(waiting.filter(staff=member, state=GrantState.ASKED).order_by("id")),
        actor=actor,
        at=at,
    )
    selectors.rights_changed()
    return member


def _end_posts(member: StaffMember, *, until: date, actor: Actor, at: datetime) -> None:
    held = PostHolding.objects.select_for_update(of=("self",)).select_related("post__department")
    for holding in held.ending_after(until).filter(staff=member).order_by("id"):
        department = holding.post.department
        check_manages(actor, Action.END_POST, department)
        holding.held_to = max(until, holding.held_from)
        holding.save(update_fields=["held_to"])
        fact = events.PostEnded(
            staff_id=member.id, post_id=holding.post_id, held_to=holding.held_to
        )
        ledger.append(fact, actor=actor, at=at, region_code=department.division_id)


def _end_deputyships(member: StaffMember, *, until: date) -> None:
    """End the leaves that they take or cover; what they cover needs another deputy then."""
    touched = Leave.objects.select_for_update().filter(
        Q(staff=member) | Q(deputy=member), is_cancelled=False, ends_on__gte=until
    )
    for leave in touched.order_by("id"):
        if leave.starts_on >= until:
            leave.is_cancelled = True
        else:
            leave.ends_on = until - timedelta(days=1)
        leave.save(update_fields=["is_cancelled", "ends_on"])
        deputies.dismiss(leave, until=until)
