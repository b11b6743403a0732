# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Approving and administrating posts: asked for by one administrator, approved by another."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import InvalidText
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger
from yiwang.organizations import events, policies, selectors
from yiwang.organizations.enums import GrantState
from yiwang.organizations.errors import (
    GrantAskedAlready,
    GrantNotFound,
    GrantNotWaiting,
    NoGrantNeeded,
    OwnGrant,
    PostAlreadyHeld,
    ReasonNeeded,
    RightNotYours,
    TwoAdministrators,
)
from yiwang.organizations.models import Grant, Leave, Post, PostHolding, StaffMember
from yiwang.organizations.policies import Action
from yiwang.organizations.services import deputies
from yiwang.organizations.services.records import (
    check_manages,
    check_stays,
    day_of,
    insert_holding,
    locked_post,
    locked_staff,
    post_assigned,
)

LONGEST_REASON = 200


@transaction.atomic
def ask_grant(
    *,
    staff_id: UUID,
    post_id: UUID,
    reason: str,
    held_from: date | None = None,
    actor: Actor,
    at: datetime,
) -> Grant:
    """Ask that somebody be put in a post with an approving or administrating right.

    :param held_from: first day; the day of the approval when that is later
    :raises NotInYourReach: the actor administers neither the post's department nor its grants
    :raises OwnPost: the actor is that staff member
    :raises NoGrantNeeded: the post has no such right; assign it
    :raises ReasonNeeded: no reason, or a very long one
    :raises TwoAdministrators: they are another of the three administrators
    :raises PostAlreadyHeld, GrantAskedAlready, StaffLeft: as they say
    """
    member = locked_staff(staff_id)
    post = locked_post(post_id)
    check_manages(actor, Action.ASK_GRANT, post.department)
    policies.check_not_oneself(actor, staff_id)
    if not post.needs_grant:
        raise NoGrantNeeded
    first = max(held_from or day_of(at), day_of(at))
    check_stays(member, until=first)
    _check_fits(member, post, first)
    return open_grant(
        member, post, held_from=first, leave=None, reason=_reason(reason), actor=actor, at=at
    )


def open_grant(
    member: StaffMember,
    post: Post,
    *,
    held_from: date,
    leave: Leave | None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Grant:
    """Put a checked request before the security administrators."""
    grant = Grant(
        staff=member,
        post=post,
        held_from=held_from,
        leave=leave,
        reason=reason,
        asked_by_id=actor.staff_id,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            grant.save(force_insert=True)
    except IntegrityError as error:
        raise GrantAskedAlready from error
    fact = events.GrantAsked(staff_id=member.id, grant_id=grant.id, post_id=post.id)
    ledger.append(fact, actor=actor, at=at, region_code=post.department.division_id)
    return grant


@transaction.atomic
def decide_grant(
    *, grant_id: UUID, is_approved: bool, answer: str = "", actor: Actor, at: datetime
) -> Grant:
    """Approve or refuse a request; approved, the post is held from then on.

    :raises GrantNotFound, GrantNotWaiting: there is none such, or it was answered
    :raises NotInYourReach: the actor is no security administrator of the post's department
    :raises OwnGrant: the actor asked for it, or would get it
    :raises RightNotYours: the post reaches further than the actor's
    :raises TwoAdministrators: they are another of the three administrators
    """
    grant = _locked_grant(grant_id)
    post = grant.post
    check_manages(actor, Action.DECIDE_GRANT, post.department)
    decider = policies.check_other_hands(actor, staff_id=grant.staff_id, asked_by=grant.asked_by_id)
    if post.covers_subtree and not actor.covers_subtree:
        raise RightNotYours
    grant.state = GrantState.APPROVED if is_approved else GrantState.REFUSED
    grant.decided_by_id, grant.decided_at = decider, at
    grant.answer = clean_text(answer, max_length=LONGEST_REASON) if answer else ""
    grant.save(update_fields=["state", "decided_by_id", "decided_at", "answer"])
    region = post.department.division_id
    fact = events.GrantDecided(
        staff_id=grant.staff_id, grant_id=grant.id, post_id=post.id, is_approved=is_approved
    )
    ledger.append(fact, actor=actor, at=at, region_code=region)
    if is_approved:
        _put_in_post(grant, actor=actor, at=at)
    return grant


@transaction.atomic
def withdraw_grant(*, grant_id: UUID, actor: Actor, at: datetime) -> Grant:
    """Take back a request that one made oneself and that nobody has answered.

    :raises OwnGrant: somebody else asked for it
    """
    grant = _locked_grant(grant_id)
    if not actor.is_system and actor.staff_id != grant.asked_by_id:
        raise OwnGrant
    _withdraw(grant, actor=actor, at=at)
    return grant


def withdraw_all(grants: list[Grant], *, actor: Actor, at: datetime) -> None:
    """Take back requests that have lost their reason, as when somebody leaves."""
    for grant in grants:
        _withdraw(grant, actor=actor, at=at)


def _withdraw(grant: Grant, *, actor: Actor, at: datetime) -> None:
    grant.state, grant.decided_at = GrantState.WITHDRAWN, at
    grant.save(update_fields=["state", "decided_at"])
    fact = events.GrantWithdrawn(staff_id=grant.staff_id, grant_id=grant.id, post_id=grant.post_id)
    ledger.append(fact, actor=actor, at=at, region_code=grant.post.department.division_id)


def _locked_grant(grant_id: UUID) -> Grant:
    grants = Grant.objects.select_for_update(of=("self",)).select_related(
        "post__department", "staff", "leave"
    )
    grant = grants.filter(pk=grant_id).first()
    if grant is None:
        raise GrantNotFound
    if grant.state != GrantState.ASKED:
        raise GrantNotWaiting
    return grant


def _put_in_post(grant: Grant, *, actor: Actor, at: datetime) -> None:
    check_stays(grant.staff, until=day_of(at))
    if grant.leave is not None:
        deputies.appoint(grant.leave, grant.post, grant=grant, actor=actor, at=at)
    else:
        holding = PostHolding(
            staff=grant.staff,
            post=grant.post,
            held_from=max(grant.held_from, day_of(at)),
            assigned_by_id=actor.staff_id,
            grant=grant,
        )
        insert_holding(holding)
        region = grant.post.department.division_id
        ledger.append(post_assigned(holding), actor=actor, at=at, region_code=region)
    selectors.rights_changed()


def _check_fits(member: StaffMember, post: Post, first: date) -> None:
    held = PostHolding.objects.ending_after(first).filter(staff=member)
    if held.filter(post=post, held_to__isnull=True).exists():
        raise PostAlreadyHeld
    if post.admin_role and held.exclude(admin_role__in=["", post.admin_role]).exists():
        raise TwoAdministrators


def _reason(text: str) -> str:
    try:
        reason = clean_text(text, max_length=LONGEST_REASON)
    except InvalidText as error:
        raise ReasonNeeded from error
    if not reason:
        raise ReasonNeeded
    return reason
