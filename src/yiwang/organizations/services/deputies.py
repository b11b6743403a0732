# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A deputy in somebody's post, for the days of a leave and not one more."""

from datetime import date, datetime, timedelta

from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations import events
from yiwang.organizations.models import Grant, Leave, Post, PostHolding
from yiwang.organizations.services.records import day_of, insert_holding


def appoint(
    leave: Leave, post: Post, *, grant: Grant | None, actor: Actor, at: datetime
) -> PostHolding | None:
    """Put the deputy in a post for what is left of a leave; None when nothing is.

    Nothing has to end it: the holding carries its last day from the beginning.
    """
    first = max(leave.starts_on, day_of(at)) if grant else leave.starts_on
    until = _until(leave, post)
    if leave.is_cancelled or until <= first:
        return None
    holding = PostHolding(
        staff_id=leave.deputy_id,
        post=post,
        held_from=first,
        held_to=until,
        assigned_by_id=actor.staff_id,
        grant=grant,
        leave=leave,
        deputizes_for_id=leave.staff_id,
    )
    insert_holding(holding)
    fact = events.DeputyAppointed(
        deputy_id=leave.deputy_id,
        leave_id=leave.id,
        post_id=post.id,
        deputizes_for=leave.staff_id,
        held_from=first,
        held_to=until,
    )
    ledger.append(fact, actor=actor, at=at, region_code=post.department.division_id)
    return holding


def dismiss(leave: Leave, *, until: date) -> None:
    """End what a deputy holds because of a leave; what has not begun never does."""
    for holding in PostHolding.objects.select_for_update().filter(leave=leave, held_to__gt=until):
        holding.held_to = max(until, holding.held_from)
        holding.save(update_fields=["held_to"])


def _until(leave: Leave, post: Post) -> date:
    after = leave.ends_on + timedelta(days=1)
    own = PostHolding.objects.filter(staff_id=leave.staff_id, post=post, leave__isnull=True)
    ends = list(own.order_by().values_list("held_to", flat=True))
    if not ends or None in ends:
        return after
    return min(after, max(each for each in ends if each is not None))
