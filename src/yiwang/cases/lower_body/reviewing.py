# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""初审: the lower bodies accept, ask once, review, and pass the whole file on, one after the other.

The first answers for acceptance, correction and its review; each later one for its review within
its own days from the day on which it has the file; the clock of the body that decides runs when
the last has passed it on. Only the first may ask the applicant, before it accepts; whoever tries
later is refused, on record. The case is the upper body's, so every command here looks for itself
whether the actor works where the review lies.

Source: 行政许可法 32, 35, 43.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases import events, policies
from yiwang.cases.enums import Action, CaseState, NotAcceptedReason, ReviewOpinion, ReviewState
from yiwang.cases.errors import NotYourCase, OwnCase, ReasonMissing, ReviewNotOpen
from yiwang.cases.lower_body import asking, gates, waiting
from yiwang.cases.lower_body.events import PassedToNextStage, ReviewOverdue
from yiwang.cases.models import Case, PreliminaryReview
from yiwang.cases.procedures.locking import keep_files
from yiwang.cases.services import clocks, content, intake, work
from yiwang.cases.services.locking import locked_case, save
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor, system_actor
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right


@dataclass(frozen=True, slots=True)
class Forwarding:
    """What the lower body says when it passes the file on.

    :ivar files: what it found out itself: a report, photographs
    """

    opinion: ReviewOpinion
    words: str
    files: Sequence[UUID] = ()


@transaction.atomic
def accept(*, case_id: UUID, actor: Actor, at: datetime, revision: int | None = None) -> Case:
    """Accept an application at the lower body; its days to review run from today.

    :raises NotReviewedHere: another body reviews it
    :raises ReviewNotOpen: it was accepted before, or ended
    """
    with reach.everywhere():
        case, _review = _locked(case_id, actor, Right.CASES_ACCEPT, ReviewState.INTAKE, revision)
        intake.accepted(case, Action.ACCEPT, actor=actor, at=at)
    return case


@transaction.atomic
def ask_correction(
    *,
    case_id: UUID,
    entries: Sequence[Mapping[str, str]],
    note: str,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Case:
    """Tell the applicant, once and completely, what has to be corrected.

    :raises NotReviewedHere, ReviewNotOpen: it is not here, or not any more
    :raises NoAskingAgain: the stage before has passed everything on; the try goes on record
    """
    with reach.everywhere():
        _check_may_ask(case_id, actor=actor, at=at)
        case, _review = _locked(case_id, actor, Right.CASES_ACCEPT, ReviewState.INTAKE, revision)
        intake.correction_asked(case, entries=entries, note=note, actor=actor, at=at)
    return case


@transaction.atomic
def refuse_acceptance(
    *,
    case_id: UUID,
    reason: NotAcceptedReason,
    explanation: str,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Case:
    """Refuse to accept an application, with the reason that the law allows and in words.

    :raises NotReviewedHere, ReviewNotOpen: it is not here, or not any more
    """
    with reach.everywhere():
        case, _review = _locked(case_id, actor, Right.CASES_ACCEPT, ReviewState.INTAKE, revision)
        intake.not_accepted(case, reason=reason, explanation=explanation, actor=actor, at=at)
    return case


@transaction.atomic
def forward(
    *,
    case_id: UUID,
    forwarding: Forwarding,
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Case:
    """Pass opinion and the complete file on to the next stage, or to the body that decides.

    :raises NotReviewedHere, ReviewNotOpen: it is not here, or not any more
    :raises ReasonMissing: the opinion has no reasons
    """
    with reach.everywhere():
        case, review = _locked(case_id, actor, Right.CASES_HANDLE, ReviewState.WAITING, revision)
        if case.state != CaseState.ACCEPTED:
            raise ReviewNotOpen
        review.opinion, review.words = forwarding.opinion, content.words(forwarding.words)
        if not review.words:
            raise ReasonMissing
        review.state, review.forwarded_at = ReviewState.FORWARDED, at
        review.done_by_id = policies.staff_of(actor)
        review.done_by_name = work.name_in_record(actor)
        review.content_sha256 = content.digest(case.form_data, content.hashes_of(case))
        review.save()
        keep_files(case, forwarding.files, actor=actor, at=at, review=review)
        reviews = gates.reviews_of(case)
        following = next((one for one in reviews if one.stage == review.stage + 1), None)
        if following is None:
            _start_above(case, actor=actor, at=at)
            _note_forwarded(case, review, actor=actor, at=at)
        else:
            _start_next(case, reviews, review, following, actor=actor, at=at)
    return case


def _start_next(
    case: Case,
    reviews: Sequence[PreliminaryReview],
    review: PreliminaryReview,
    following: PreliminaryReview,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Let the next stage's clock begin, and count anew by when all of them are through."""
    due_on = gates.start(following, on=clocks.today_of(at))
    waiting.forget()
    case.started_on = gates.latest_end(reviews)
    clocks.set_deadlines(case)
    save(case, "started_on", *clocks.DEADLINE_FIELDS)
    fact = PassedToNextStage(
        case_id=case.pk,
        review_id=review.pk,
        next_review_id=following.pk,
        opinion=review.opinion,
        from_department_id=review.lower_id,
        to_department_id=following.lower_id,
        review_due_on=due_on,
        due_on=case.due_on,
        content_sha256=review.content_sha256,
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)
    gates.note_begun(case, following, actor=actor, at=at)


def _start_above(case: Case, *, actor: Actor, at: datetime) -> None:
    """Let the clock and the process of the body that decides begin."""
    case.started_on = clocks.today_of(at)
    clocks.set_deadlines(case)
    ready = intake.start_process(case, actor=actor, at=at)
    save(case, "started_on", *clocks.DEADLINE_FIELDS, "process_state", "process_wakes_at")
    work.open_steps(case, ready, at=at)


def _note_forwarded(case: Case, review: PreliminaryReview, *, actor: Actor, at: datetime) -> None:
    fact = events.CaseForwarded(
        case_id=case.pk,
        review_id=review.pk,
        opinion=review.opinion,
        from_department_id=review.lower_id,
        to_department_id=case.department_id,
        due_on=case.due_on,
        statutory_due_on=case.statutory_due_on,
        content_sha256=review.content_sha256,
    )
    ledger.append(fact, actor=actor, at=at, region_code=case.region_code)


def _check_may_ask(case_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Raise when a later stage asks the applicant: the one before passed everything on.

    :raises NotReviewedHere: to everybody else it does not answer
    :raises NoAskingAgain: it goes on record. Source: 行政许可法 35.
    """
    asking.check_reviews(case_id, actor)
    case = locked_case(case_id)
    own = asking.stage_of(case, actor)
    has_file = own.stage > 1 and own.state == ReviewState.WAITING
    if not has_file or not actor.has_right(Right.CASES_ACCEPT):
        return
    before = PreliminaryReview.objects.get(case=case, stage=own.stage - 1)
    raise gates.asked_again(
        case, before, own.lower_id, action=Action.ASK_CORRECTION, actor=actor, at=at
    )


def _locked(
    case_id: UUID, actor: Actor, right: Right, state: ReviewState, revision: int | None
) -> tuple[Case, PreliminaryReview]:
    """Return a case and the stage of the actor's body, both locked, for whoever may do this there.

    :raises NotReviewedHere: to everybody else it does not answer
    :raises NotYourCase, OwnCase: their post does not do this, or it is their own application
    :raises ReviewNotOpen: the review does not stand where this can be done
    """
    asking.check_reviews(case_id, actor)
    case = locked_case(case_id, revision=revision)
    review = asking.stage_of(case, actor, is_locked=True)
    if not actor.has_right(right):
        raise NotYourCase
    if actor.stands_behind(case.applicant_id) or actor.stands_behind(case.agent_id):
        raise OwnCase
    if review.state != state:
        raise ReviewNotOpen
    return case, review


def overdue(*, at: datetime) -> Iterable[UUID]:
    """Return the cases whose lower body has not passed the file on in time."""
    late = PreliminaryReview.objects.filter(
        state=ReviewState.WAITING, due_on__lt=clocks.today_of(at), overdue_noted_at__isnull=True
    )
    return late.order_by("due_on").values_list("case_id", flat=True).iterator(1000)


@transaction.atomic
def note_overdue(*, case_id: UUID, at: datetime) -> bool:
    """Write down, once, that the lower body is late, for those who supervise it."""
    case = locked_case(case_id)
    running = PreliminaryReview.objects.select_for_update().filter(
        case=case, state=ReviewState.WAITING, overdue_noted_at__isnull=True
    )
    review = running.order_by("stage").first()
    if review is None or review.due_on is None or review.due_on >= clocks.today_of(at):
        return False
    review.overdue_noted_at = at
    review.save(update_fields=["overdue_noted_at"])
    fact = ReviewOverdue(
        case_id=case_id,
        review_id=review.pk,
        lower_department_id=review.lower_id,
        review_due_on=review.due_on,
    )
    ledger.append(fact, actor=system_actor("lower-review"), at=at, region_code=case.region_code)
    return True
