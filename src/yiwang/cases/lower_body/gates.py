# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the review by a lower body forbids the upper one, and how a review begins and ends.

A case without procedures has none; no query is made for it.
"""

from datetime import date, datetime

from yiwang.cases.enums import Action, ReviewState
from yiwang.cases.lower_body.errors import AtLowerBody, NoAskingAgain
from yiwang.cases.lower_body.events import AskingAgainRefused, ReviewBegun
from yiwang.cases.models import Case, PreliminaryReview
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import LawReference
from yiwang.ledger import services as ledger

BELOW = (ReviewState.INTAKE, ReviewState.WAITING)
"""While the lower body has the file."""


def review_of(case: Case) -> PreliminaryReview | None:
    """Return the review of a case."""
    if not case.has_procedures:
        return None
    return PreliminaryReview.objects.filter(case=case).first()


def is_below(case: Case) -> bool:
    """Return whether the lower body has the file."""
    review = review_of(case)
    return review is not None and review.state in BELOW


def check_not_below(case: Case) -> None:
    """Raise while the lower body has the file.

    :raises AtLowerBody: the upper body goes on when it was passed on
    """
    review = review_of(case)
    if review is not None and review.state in BELOW:
        raise AtLowerBody(params={"name": review.lower_name})


def check_not_asked_again(case: Case, *, action: Action, actor: Actor, at: datetime) -> None:
    """Raise when the upper body asks the applicant for what the lower one has or passed on.

    :raises AtLowerBody: the lower body asks, as long as it has the file
    :raises NoAskingAgain: it goes on record. Source: 行政许可法 35.
    """
    review = review_of(case)
    if review is None or review.state == ReviewState.ENDED:
        return
    if review.state in BELOW:
        raise AtLowerBody(params={"name": review.lower_name})
    fact = AskingAgainRefused(
        case_id=case.pk,
        review_id=review.pk,
        department_id=case.department_id,
        action=action.value,
    )
    raise NoAskingAgain(
        params={"name": review.lower_name},
        law=LawReference("行政许可法", "第三十五条"),
        facts=[fact],
        actor=actor,
        at=at,
        region_code=case.region_code,
    )


def begin(case: Case, *, on: date, actor: Actor, at: datetime) -> PreliminaryReview | None:
    """Start the lower body's clock with the acceptance; None where nobody reviews first.

    Source: 行政许可法 43: twenty days from the acceptance, unless a law says otherwise.
    """
    review = review_of(case)
    if review is None or review.state != ReviewState.INTAKE:
        return None
    review.state, review.started_on = ReviewState.WAITING, on
    review.due_on = foundation.working_calendar().add_workdays(on, review.workdays).on
    review.save(update_fields=["state", "started_on", "due_on"])
    fact = ReviewBegun(
        case_id=case.pk,
        review_id=review.pk,
        lower_department_id=review.lower_id,
        review_due_on=review.due_on,
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    return review


def end(case: Case) -> None:
    """Let a review end with an application that was taken back, refused or lapsed."""
    if case.has_procedures:
        PreliminaryReview.objects.filter(case=case, state__in=BELOW).update(state=ReviewState.ENDED)
