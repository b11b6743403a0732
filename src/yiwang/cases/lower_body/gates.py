# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the reviews by lower bodies forbid the upper ones, and how a review begins and ends.

A case without procedures has none; no query is made for it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from yiwang.cases.enums import Action, ReviewState
from yiwang.cases.lower_body.errors import AtLowerBody, NoAskingAgain
from yiwang.cases.lower_body.events import AskingAgainRefused, ReviewBegun
from yiwang.cases.models import Case, PreliminaryReview
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import LawReference
from yiwang.ledger import services as ledger

BELOW = (ReviewState.INTAKE, ReviewState.WAITING)
"""While a lower body has the file."""
OPEN = (*BELOW, ReviewState.PENDING)
"""While it has not been passed on all the way."""


def reviews_of(case: Case) -> list[PreliminaryReview]:
    """Return the stages of review of a case, the lowest first."""
    if not case.has_procedures:
        return []
    return list(PreliminaryReview.objects.filter(case=case).order_by("stage"))


def review_of(case: Case) -> PreliminaryReview | None:
    """Return the stage that has the file of a case, or had it last."""
    return now_of(reviews_of(case))


def now_of(reviews: Sequence[PreliminaryReview]) -> PreliminaryReview | None:
    """Return the stage that has the file, or had it last; None where nobody reviews."""
    begun = [one for one in reviews if one.stage == 1 or one.started_on is not None]
    return begun[-1] if begun else None


def is_below(case: Case) -> bool:
    """Return whether a lower body has the file."""
    review = review_of(case)
    return review is not None and review.state in BELOW


def check_not_below(case: Case) -> None:
    """Raise while a lower body has the file.

    :raises AtLowerBody: the upper body goes on when it was passed on
    """
    review = review_of(case)
    if review is not None and review.state in BELOW:
        raise AtLowerBody(params={"name": review.lower_name})


def check_not_asked_again(case: Case, *, action: Action, actor: Actor, at: datetime) -> None:
    """Raise when the upper body asks the applicant for what a lower one has or passed on.

    :raises AtLowerBody: the lower body asks, as long as it has the file
    :raises NoAskingAgain: it goes on record. Source: 行政许可法 35.
    """
    review = review_of(case)
    if review is None or review.state == ReviewState.ENDED:
        return
    if review.state in BELOW:
        raise AtLowerBody(params={"name": review.lower_name})
    raise asked_again(case, review, case.department_id, action=action, actor=actor, at=at)


def asked_again(
    case: Case,
    passed_on: PreliminaryReview,
    by_department_id: UUID,
    *,
    action: Action,
    actor: Actor,
    at: datetime,
) -> NoAskingAgain:
    """Return the refusal, which goes on record, of asking for what a lower body has passed on."""
    fact = AskingAgainRefused(
        case_id=case.pk,
        review_id=passed_on.pk,
        department_id=by_department_id,
        action=action.value,
    )
    return NoAskingAgain(
        params={"name": passed_on.lower_name},
        law=LawReference("行政许可法", "第三十五条"),
        facts=[fact],
        actor=actor,
        at=at,
        region_code=case.region_code,
    )


def begin(case: Case, *, on: date, actor: Actor, at: datetime) -> date | None:
    """Start the first body's clock with the acceptance; None where nobody reviews first.

    :returns: the day on which all lower bodies would have used up their time
    Source: 行政许可法 43: twenty days from the acceptance, unless a law says otherwise.
    """
    reviews = reviews_of(case)
    if not reviews or reviews[0].state != ReviewState.INTAKE:
        return None
    start(reviews[0], on=on)
    note_begun(case, reviews[0], actor=actor, at=at)
    return latest_end(reviews)


def start(review: PreliminaryReview, *, on: date) -> date:
    """Let the clock of one stage run from a day, and return its last."""
    review.state, review.started_on = ReviewState.WAITING, on
    review.due_on = last = foundation.working_calendar().add_workdays(on, review.workdays).on
    review.save(update_fields=["state", "started_on", "due_on"])
    return last


def note_begun(case: Case, review: PreliminaryReview, *, actor: Actor, at: datetime) -> None:
    """Write down that the clock of a stage runs."""
    fact = ReviewBegun(
        case_id=case.pk,
        review_id=review.pk,
        lower_department_id=review.lower_id,
        review_due_on=review.due_on or timezone.localdate(at),
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)


def latest_end(reviews: Sequence[PreliminaryReview]) -> date | None:
    """Return the day on which the running stage and all after it have used up their time."""
    now = now_of(reviews)
    if now is None or now.due_on is None:
        return None
    calendar, last = foundation.working_calendar(), now.due_on
    for later in reviews:
        if later.stage > now.stage:
            last = calendar.add_workdays(last, later.workdays).on
    return last


def end(case: Case) -> None:
    """Let the reviews end with an application that was taken back, refused or lapsed."""
    if case.has_procedures:
        PreliminaryReview.objects.filter(case=case, state__in=OPEN).update(state=ReviewState.ENDED)
