# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Answering a bad review: call, correct, prove it false with a second person, judge an appeal."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.evaluations import events, policies
from yiwang.evaluations.enums import (
    ContactOutcome,
    CorrectionState,
    Level,
)
from yiwang.evaluations.enums import CorrectionAction as Action
from yiwang.evaluations.errors import (
    CallFirst,
    CorrectionNotFound,
    HandledItYourself,
    LevelUnknown,
    NobodyToCall,
    WordsMissing,
)
from yiwang.evaluations.models import Authorship, Correction, CorrectionStep
from yiwang.evaluations.queries.own import answered
from yiwang.evaluations.services.reviewing import deadlines
from yiwang.evaluations.states import CORRECTION
from yiwang.foundation import reach
from yiwang.foundation.actors import ANONYMOUS, Actor
from yiwang.foundation.text import clean_text
from yiwang.ledger import selectors as ledger_selectors
from yiwang.ledger import services as ledger

LEAST = 10
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """What goes with a step: words, and how a call ended."""

    note: str
    outcome: str = ""


def take_step(
    *, correction_id: UUID, action: Action, said: Said, actor: Actor, at: datetime
) -> Correction:
    """Take one step of a correction as a member of staff.

    :raises CorrectionNotFound: there is none, or it is out of reach
    :raises HandledItYourself, SecondPersonMissing, OverseerMissing: somebody else has to
    :raises TransitionNotAllowed: its state does not let it
    :raises CallFirst, NobodyToCall: the reviewer waits for a call, or wants none
    :raises WordsMissing, LevelUnknown, InvalidText: what was said does not do
    """
    with transaction.atomic():
        found = _locked(correction_id)
        policies.check_step(actor, action, found)
        _check_other_hands(actor, found)
        target = CORRECTION.transition(CorrectionState(found.state), action).target
        note = _words(said.note)
        outcome = _outcome(action, said.outcome)
        _check_called(found, action)
        _note_day(found, action, actor, timezone.localdate(at), outcome)
        step = CorrectionStep(
            action=action,
            outcome=outcome,
            note=note,
            staff_id=actor.staff_id,
            by_name=actor.display_name[:60],
        )
        return _move(found, target, step, actor=actor, at=at)


def appeal(*, case_id: UUID, reason: str, actor: Actor, at: datetime) -> Correction:
    """Say that a correction did not do, or that the review was genuine.

    :raises CorrectionNotFound: there is none of one's own
    :raises TransitionNotAllowed, WordsMissing, InvalidText: as they say
    """
    with transaction.atomic():
        return _appealed(_own(case_id, actor), reason, at)


def appeal_by_code(*, code: str, reason: str, actor: Actor, at: datetime) -> Correction:
    """Say so of the review that was given by a code: who applied together has no case page.

    :raises OwnService, InvitationNotFound: it is not for the actor to say
    :raises CorrectionNotFound: the review was no bad one
    :raises TransitionNotAllowed, WordsMissing, InvalidText: as they say
    """
    with transaction.atomic():
        return _appealed(_by_code(code, actor), reason, at)


def _appealed(found: Correction, reason: str, at: datetime) -> Correction:
    target = CORRECTION.transition(CorrectionState(found.state), Action.APPEAL).target
    step = CorrectionStep(action=Action.APPEAL, note=_words(reason))
    return _move(found, target, step, actor=None, at=at)


def review_again(*, case_id: UUID, level: int, note: str, actor: Actor, at: datetime) -> Correction:
    """Say how the correction was found; the first review stays as it was.

    :raises CorrectionNotFound: there is none of one's own
    :raises TransitionNotAllowed, LevelUnknown, InvalidText: as they say
    """
    with transaction.atomic():
        return _reviewed_again(_own(case_id, actor), level, note, at)


def review_again_by_code(
    *, code: str, level: int, note: str, actor: Actor, at: datetime
) -> Correction:
    """Say so of the review that was given by a code.

    :raises OwnService, InvitationNotFound: it is not for the actor to say
    :raises CorrectionNotFound: the review was no bad one
    :raises TransitionNotAllowed, LevelUnknown, InvalidText: as they say
    """
    with transaction.atomic():
        return _reviewed_again(_by_code(code, actor), level, note, at)


def _reviewed_again(found: Correction, level: int, note: str, at: datetime) -> Correction:
    if level not in Level.values:
        raise LevelUnknown
    target = CORRECTION.transition(CorrectionState(found.state), Action.REVIEW_AGAIN).target
    words = clean_text(note, max_length=LONGEST, multiline=True)
    step = CorrectionStep(action=Action.REVIEW_AGAIN, level=level, note=words)
    return _move(found, target, step, actor=None, at=at)


def _by_code(code: str, actor: Actor) -> Correction:
    found = answered(code, actor).correction
    if found is None:
        raise CorrectionNotFound
    return _locked(found.pk)


def _locked(correction_id: UUID) -> Correction:
    found = (
        Correction.objects.select_for_update(of=("self",))
        .select_related("evaluation")
        .filter(pk=correction_id)
    )
    with reach.everywhere():  # whose reach it is in is asked next; the review itself nobody reads
        row = found.first()
    if row is None:
        raise CorrectionNotFound
    return row


def _own(case_id: UUID, actor: Actor) -> Correction:
    if not actor.is_citizen or actor.mandate_id:
        raise CorrectionNotFound
    whose = Authorship.objects.filter(case_id=case_id, applicant_id=actor.applicant_id).first()
    if whose is None:
        raise CorrectionNotFound
    row = Correction.objects.filter(evaluation_id=whose.pk).values_list("pk", flat=True).first()
    if row is None:
        raise CorrectionNotFound
    return _locked(row)


def _check_other_hands(actor: Actor, found: Correction) -> None:
    """Refuse whoever had a hand in the case; who that is stands in its facts."""
    with reach.everywhere():
        whose = Authorship.objects.filter(pk=found.evaluation_id).first()
        if whose is None or whose.case_id is None:
            return
        facts = ledger_selectors.events_about("case", whose.case_id)
    hands = {fact.actor.get("staff_id") for fact in facts if not fact.kind.endswith("_read")}
    if actor.staff_id is not None and str(actor.staff_id) in hands:
        raise HandledItYourself


def _check_called(found: Correction, action: Action) -> None:
    if action is Action.CONTACT and not found.evaluation.wants_call:
        raise NobodyToCall
    waits = found.evaluation.wants_call and found.contacted_on is None
    if action is Action.CORRECT and waits:
        raise CallFirst


def _words(text: str) -> str:
    words = clean_text(text, max_length=LONGEST, multiline=True)
    if len(words) < LEAST:
        raise WordsMissing(params={"least": LEAST})
    return words


def _outcome(action: Action, outcome: str) -> str:
    if action is not Action.CONTACT:
        return ""
    if outcome not in ContactOutcome.values:
        raise WordsMissing(params={"least": LEAST})
    return outcome


def _note_day(found: Correction, action: Action, actor: Actor, today: date, outcome: str) -> None:
    if action is Action.CONTACT:
        if outcome != ContactOutcome.NO_ANSWER:
            found.contacted_on = found.contacted_on or today
    elif action is Action.CORRECT:
        found.corrected_on = today
    elif action is Action.ASK_REJECTION:
        found.rejection_asked_by, found.rejection_judged_by = actor.staff_id, None
    elif action in (Action.CONFIRM_REJECTION, Action.REFUSE_REJECTION):
        found.rejection_judged_by = actor.staff_id
    elif action is Action.UPHOLD_APPEAL:
        found.contact_due_on, found.correct_due_on = deadlines(today)
        found.contacted_on = found.corrected_on = None
        found.reported = 0


def _move(
    found: Correction,
    target: CorrectionState,
    step: CorrectionStep,
    *,
    actor: Actor | None,
    at: datetime,
) -> Correction:
    found.state, found.moved_on = target, timezone.localdate(at)
    step.correction, step.at = found, at
    found.save()
    step.save(force_insert=True)
    moved = events.CorrectionMoved(correction_id=found.pk, action=step.action, state=target)
    ledger.append(moved, actor=actor or ANONYMOUS, at=at, region_code=found.region_code)
    return found
