# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The yearly review: every post that somebody holds is confirmed, or it ends."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations import events, policies, selectors
from yiwang.organizations.enums import ReviewState
from yiwang.organizations.errors import (
    BadPeriod,
    OwnReview,
    ReviewNotFound,
    ReviewNotOpen,
    ReviewOpenedAlready,
)
from yiwang.organizations.models import PostHolding, Review, ReviewEntry
from yiwang.organizations.policies import Action
from yiwang.organizations.services.records import BATCH, check_manages, day_of, department_of

SHORTEST_DAYS, LONGEST_DAYS = 7, 180
DECISIONS = frozenset({ReviewState.CONFIRMED, ReviewState.ENDED})


@transaction.atomic
def open_review(*, department_id: UUID, due_on: date, actor: Actor, at: datetime) -> Review:
    """Begin a department's review of this year: every post that is held waits for a word.

    :param due_on: last day; 7 to 180 days ahead
    :raises NotInYourReach: the actor does not manage the department
    :raises BadPeriod: too short or too long a time
    :raises ReviewOpenedAlready: this year's began before
    """
    department = department_of(department_id)
    check_manages(actor, Action.REVIEW_POSTS, department)
    today = day_of(at)
    if not SHORTEST_DAYS <= (due_on - today).days <= LONGEST_DAYS:
        raise BadPeriod
    review = Review(
        department=department,
        year=today.year,
        due_on=due_on,
        opened_by_id=actor.staff_id,
        opened_at=at,
    )
    try:
        with transaction.atomic():
            review.save(force_insert=True)
    except IntegrityError as error:
        raise ReviewOpenedAlready from error
    held = PostHolding.objects.held_on(today).filter(
        post__department=department, leave__isnull=True
    )
    entries = [
        ReviewEntry(review=review, holding_id=holding_id, staff_id=staff_id)
        for holding_id, staff_id in held.order_by("id").values_list("id", "staff_id")
    ]
    ReviewEntry.objects.bulk_create(entries, batch_size=BATCH)
    fact = events.ReviewOpened(
        department_id=department.id,
        review_id=review.id,
        year=review.year,
        due_on=due_on,
        entries=len(entries),
    )
    ledger.append(fact, actor=actor, at=at, region_code=department.division_id)
    return review


@transaction.atomic
def decide_entries(
    *, entry_ids: Collection[UUID], state: ReviewState, actor: Actor, at: datetime
) -> int:
    """Confirm posts that are still needed, or end them today; return how many.

    :param state: confirmed or ended
    :raises ReviewNotFound: one of them is not there
    :raises NotInYourReach: the actor does not manage the department
    :raises OwnReview: one of them is the actor's own post
    :raises ReviewNotOpen: the review is over, or one of them was decided
    """
    if state not in DECISIONS:
        raise ReviewNotOpen
    entries = _locked(entry_ids)
    if not entries or len(entries) != len(set(entry_ids)):
        raise ReviewNotFound
    for entry in entries:
        check_manages(actor, Action.REVIEW_POSTS, entry.holding.post.department)
        if entry.staff_id == actor.staff_id:
            raise OwnReview
        if entry.state != ReviewState.WAITING or entry.review.closed_at is not None:
            raise ReviewNotOpen
        _decide(entry, state, actor=actor, at=at)
    _close_when_done({entry.review_id for entry in entries}, actor=actor, at=at)
    if state is ReviewState.ENDED:
        selectors.rights_changed()
    return len(entries)


def overdue_reviews(*, at: datetime) -> Iterable[UUID]:
    """Return the reviews whose last day is over."""
    late = Review.objects.filter(closed_at__isnull=True, due_on__lt=day_of(at))
    return list(late.order_by("due_on", "id").values_list("id", flat=True))


@transaction.atomic
def close_overdue(*, review_id: UUID, actor: Actor, at: datetime) -> int:
    """End every post that nobody confirmed by the last day; return how many.

    :raises NotInYourReach: the actor is not a process of our own
    """
    policies.check_can(actor, Action.LOAD_REFERENCE_DATA)
    review = (
        Review.objects.select_for_update()
        .filter(pk=review_id, closed_at__isnull=True, due_on__lt=day_of(at))
        .first()
    )
    if review is None:
        return 0
    waiting = ReviewEntry.objects.filter(review=review, state=ReviewState.WAITING)
    entries = _locked(list(waiting.values_list("id", flat=True)))
    for entry in entries:
        _decide(entry, ReviewState.LAPSED, actor=actor, at=at)
    _close_when_done({review.id}, actor=actor, at=at, lapsed=len(entries))
    selectors.rights_changed()
    return len(entries)


def _locked(entry_ids: Collection[UUID]) -> list[ReviewEntry]:
    entries = ReviewEntry.objects.select_for_update(of=("self", "holding")).select_related(
        "review", "holding__post__department"
    )
    return list(entries.filter(pk__in=entry_ids).order_by("id"))


def _decide(entry: ReviewEntry, state: ReviewState, *, actor: Actor, at: datetime) -> None:
    entry.state, entry.decided_by_id, entry.decided_at = state, actor.staff_id, at
    entry.save(update_fields=["state", "decided_by_id", "decided_at"])
    holding, region = entry.holding, entry.holding.post.department.division_id
    fact = events.ReviewDecided(
        staff_id=entry.staff_id,
        review_id=entry.review_id,
        post_id=holding.post_id,
        state=state.value,
    )
    ledger.append(fact, actor=actor, at=at, region_code=region)
    if state is ReviewState.CONFIRMED:
        return
    today = day_of(at)
    if holding.held_to is None or holding.held_to > today:
        holding.held_to = max(today, holding.held_from)
        holding.save(update_fields=["held_to"])
        ended = events.PostEnded(
            staff_id=entry.staff_id, post_id=holding.post_id, held_to=holding.held_to
        )
        ledger.append(ended, actor=actor, at=at, region_code=region)


def _close_when_done(
    review_ids: Collection[UUID], *, actor: Actor, at: datetime, lapsed: int = 0
) -> None:
    reviews = Review.objects.select_for_update(of=("self",)).select_related("department")
    for review in reviews.filter(pk__in=review_ids, closed_at__isnull=True).order_by("id"):
        if review.entries.filter(state=ReviewState.WAITING).exists():
            continue
        review.closed_at = at
        review.save(update_fields=["closed_at"])
        fact = events.ReviewClosed(
            department_id=review.department_id, review_id=review.id, lapsed=lapsed
        )
        ledger.append(fact, actor=actor, at=at, region_code=review.department.division_id)
