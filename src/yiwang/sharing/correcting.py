# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Requests to correct: taken down, sent by a job, answered by the provider once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.text import clean_text
from yiwang.identity.services import registers
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right
from yiwang.sharing import events, keys
from yiwang.sharing.connectors import registry
from yiwang.sharing.connectors.base import CorrectionNote, Nonsense
from yiwang.sharing.enums import CorrectionResult, CorrectionState
from yiwang.sharing.errors import (
    AnsweredAlready,
    AnswerMissing,
    CorrectionNotFound,
    NotYourSource,
    SourceUnknown,
)
from yiwang.sharing.models import CorrectionRequest, DataSource

LONGEST_REASON: Final = 2000
RETRIED_AT_ONCE: Final = 200
ANSWERS_AT_ONCE: Final = 50


def request_correction(
    *,
    source_code: str,
    subject_id: UUID,
    call_id: UUID | None,
    fields: Sequence[str],
    reason: str,
    department_id: UUID | None,
    actor: Actor,
    at: datetime,
) -> CorrectionRequest:
    """Ask the provider to check and correct what it says of somebody; it is sent by a job.

    :raises SourceUnknown: there is no such source
    :raises InvalidText: no reason, or more than 2,000 characters
    """
    source = DataSource.objects.filter(pk=source_code).first()
    if source is None:
        raise SourceUnknown
    calendar = foundation.working_calendar()
    correction = CorrectionRequest(
        source=source,
        subject_id=subject_id,
        department_id=department_id,
        call_id=call_id,
        fields=list(fields),
        reason=clean_text(reason, max_length=LONGEST_REASON, multiline=True),
        asked_at=at,
        due_on=calendar.add_workdays(timezone.localdate(at), source.correction_days).on,
    )
    with transaction.atomic():
        correction.save(force_insert=True)
        fact = events.CorrectionRequested(
            person_id=subject_id, correction_id=correction.pk, source=source.code, call_id=call_id
        )
        ledger.append(fact, actor=actor, at=at)
    return correction


def send_corrections(*, at: datetime) -> int:
    """Send the requests that wait to their providers; return how many went out."""
    waiting = CorrectionRequest.objects.filter(state=CorrectionState.WAITING)
    sent = 0
    for one in waiting.select_related("source").order_by("asked_at")[:RETRIED_AT_ONCE]:
        sent += _send(one, at)
    return sent


def _send(correction: CorrectionRequest, at: datetime) -> bool:
    source = correction.source
    party = registers.party(correction.subject_id, kind=source.subject)
    if party is None or not source.is_on:
        return False
    try:
        connector = registry.connector(source.connector)
        note = _note(correction, party)
        reference = connector.request_correction(note, seconds=source.milliseconds / 1000)
    except (Nonsense, OSError, EOFError):
        return False
    rows = CorrectionRequest.objects.filter(pk=correction.pk, state=CorrectionState.WAITING)
    changed = rows.update(state=CorrectionState.SENT, reference=reference[:100], sent_at=at)
    return bool(changed)


def _note(correction: CorrectionRequest, party: registers.Party) -> CorrectionNote:
    source = correction.source
    return CorrectionNote(
        source_code=source.code,
        address=source.address,
        number=party.number,
        fields=correction.fields,
        reason=correction.reason,
        reference=str(correction.pk),
        key=keys.of_source(source),
        name=party.name,
        subject=source.subject,
    )


def fetch_answers(*, at: datetime) -> int:
    """Ask providers that are reached over a network what they made of requests; return how many.

    What cannot be had now is asked for again with the next run.
    """
    sent = CorrectionRequest.objects.filter(state=CorrectionState.SENT, source__is_on=True)
    waiting: dict[str, list[CorrectionRequest]] = {}
    for one in sent.select_related("source").order_by("asked_at"):
        if registry.connector(one.source.connector).is_outside:
            waiting.setdefault(one.source_id, []).append(one)
    return sum(_fetch(rows[:ANSWERS_AT_ONCE], at) for rows in waiting.values())


def _fetch(rows: Sequence[CorrectionRequest], at: datetime) -> int:
    source = rows[0].source
    parties = [(one, registers.party(one.subject_id, kind=source.subject)) for one in rows]
    notes = [_note(one, party) for one, party in parties if party is not None]
    try:
        connector = registry.connector(source.connector)
        said = connector.correction_answers(notes, seconds=source.milliseconds / 1000)
    except (Nonsense, OSError, EOFError):
        return 0
    actor = system_actor("sharing")
    done = 0
    for reference, one in said.items():
        done += note_correction_answer(
            correction_id=UUID(reference),
            result=one.result,
            answer=one.words,
            actor=actor,
            at=at,
        )
    return done


def note_correction_answer(
    *,
    correction_id: UUID,
    result: CorrectionResult,
    answer: str,
    actor: Actor,
    at: datetime,
) -> bool:
    """Keep what the provider made of a request; a second answer changes nothing.

    :param result: whether the record was wrong and is corrected, is right, or cannot be checked
    :return: whether this was the answer that counts
    """
    words = clean_text(answer, max_length=LONGEST_REASON, multiline=True)
    with transaction.atomic():
        rows = CorrectionRequest.objects.select_for_update()
        found = rows.filter(pk=correction_id).exclude(state=CorrectionState.ANSWERED).first()
        if found is None:
            return False
        found.state, found.answered_at = CorrectionState.ANSWERED, at
        found.is_corrected = result == CorrectionResult.CORRECTED
        found.result, found.answer = result, words
        found.answered_by_id, found.answered_by_name = actor.staff_id, actor.display_name
        found.save(
            update_fields=[
                *("state", "answered_at", "is_corrected", "result", "answer"),
                *("answered_by_id", "answered_by_name"),
            ]
        )
        fact = events.CorrectionAnswered(
            person_id=found.subject_id,
            correction_id=found.pk,
            source=found.source_id,
            is_corrected=found.is_corrected,
            result=result.value,
            fields=found.fields,
        )
        ledger.append(fact, actor=actor, at=at)
    return True


def answer_correction(
    *,
    correction_id: UUID,
    result: CorrectionResult,
    answer: str,
    actor: Actor,
    at: datetime,
) -> CorrectionRequest:
    """Answer a request as the provider's staff, in words that the person is shown.

    :raises CorrectionNotFound: there is none, or another body provides the data
    :raises NotYourSource: the actor's post does not handle matters of the department
    :raises AnsweredAlready: one answer counts
    :raises AnswerMissing: no result, or no words
    """
    check_answers(actor)
    found = CorrectionRequest.objects.to_answer_by(actor).filter(pk=correction_id).first()
    if found is None:
        raise CorrectionNotFound
    if not result or not answer.strip():
        raise AnswerMissing
    is_first = note_correction_answer(
        correction_id=found.pk, result=result, answer=answer, actor=actor, at=at
    )
    if not is_first:
        raise AnsweredAlready
    found.refresh_from_db()
    return found


def check_answers(actor: Actor) -> None:
    """Raise unless the actor answers for what their department provides.

    :raises NotYourSource: they do not
    """
    if not actor.is_staff or not actor.has_right(Right.CASES_HANDLE):
        raise NotYourSource


def note_overdue(*, at: datetime) -> int:
    """Write down which answers are late, once each; return how many."""
    today = timezone.localdate(at)
    late = CorrectionRequest.objects.filter(
        answered_at__isnull=True, overdue_at__isnull=True, due_on__lt=today
    )
    noted = 0
    for one in late.select_related("source").order_by("due_on")[:RETRIED_AT_ONCE]:
        with transaction.atomic():
            rows = CorrectionRequest.objects.filter(pk=one.pk, overdue_at__isnull=True)
            if not rows.update(overdue_at=at):
                continue
            fact = events.CorrectionOverdue(
                correction_id=one.pk,
                source=one.source_id,
                department_id=one.source.provider_department_id,
            )
            ledger.append(fact, actor=system_actor("sharing"), at=at)
            noted += 1
    return noted
