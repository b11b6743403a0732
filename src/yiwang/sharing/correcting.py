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
from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text
from yiwang.identity.services import registers
from yiwang.ledger import services as ledger
from yiwang.sharing import events
from yiwang.sharing.connectors import registry
from yiwang.sharing.connectors.base import CorrectionNote
from yiwang.sharing.enums import CorrectionState
from yiwang.sharing.errors import SourceUnknown
from yiwang.sharing.models import CorrectionRequest, DataSource

LONGEST_REASON: Final = 2000
RETRIED_AT_ONCE: Final = 200


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
    note = CorrectionNote(
        source_code=source.code,
        address=source.address,
        number=party.number,
        fields=correction.fields,
        reason=correction.reason,
        reference=str(correction.pk),
    )
    try:
        connector = registry.connector(source.connector)
        reference = connector.request_correction(note, seconds=source.milliseconds / 1000)
    except (OSError, EOFError):
        return False
    rows = CorrectionRequest.objects.filter(pk=correction.pk, state=CorrectionState.WAITING)
    changed = rows.update(state=CorrectionState.SENT, reference=reference[:100], sent_at=at)
    return bool(changed)


def note_correction_answer(
    *, correction_id: UUID, is_corrected: bool, answer: str, actor: Actor, at: datetime
) -> bool:
    """Keep what the provider made of a request; a second answer changes nothing.

    :return: whether this was the answer that counts
    """
    words = clean_text(answer, max_length=LONGEST_REASON, multiline=True)
    with transaction.atomic():
        rows = CorrectionRequest.objects.select_for_update()
        found = rows.filter(pk=correction_id).exclude(state=CorrectionState.ANSWERED).first()
        if found is None:
            return False
        found.state, found.answered_at = CorrectionState.ANSWERED, at
        found.is_corrected, found.answer = is_corrected, words
        found.save(update_fields=["state", "answered_at", "is_corrected", "answer"])
        fact = events.CorrectionAnswered(
            person_id=found.subject_id,
            correction_id=found.pk,
            source=found.source_id,
            is_corrected=is_corrected,
        )
        ledger.append(fact, actor=actor, at=at)
    return True
