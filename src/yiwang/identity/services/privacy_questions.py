# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Asking why one's data were read, and answering: a citizen and an audit administrator."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.identity import privacy_events
from yiwang.identity.errors import NotYours
from yiwang.identity.models import ReadQuestion
from yiwang.identity.privacy_refusals import (
    QuestionAnswered,
    QuestionAsked,
    QuestionNotFound,
    ReadNotFound,
    WordsMissing,
)
from yiwang.identity.privacy_terms import Term, term
from yiwang.identity.services.privacy_reads import Seen, note_reads
from yiwang.ledger import selectors as ledger_questions
from yiwang.ledger import services as ledger
from yiwang.ledger.events import PersonalDataRead, RecordedEvent
from yiwang.organizations.enums import AdminRole

LONGEST = 1000
PURPOSE = "data_subject_request"


def ask_about_read(*, event_id: int, words: str, actor: Actor, at: datetime) -> ReadQuestion:
    """Ask the audit administrator of a department why it read one's data.

    :raises NotYours: the actor is no citizen
    :raises ReadNotFound: there is no such read of the data of the one they are or act for
    :raises QuestionAsked: it was asked about
    :raises WordsMissing: no words, or too many
    """
    if not actor.is_citizen or actor.applicant_id is None or actor.account_id is None:
        raise NotYours
    words = _cleaned(words)
    read = _read(actor.applicant_id, event_id)
    days = timedelta(days=term(Term.ANSWER_DAYS))
    made = ReadQuestion(
        person_id=actor.applicant_id,
        account_id=actor.account_id,
        event_id=read.id,
        read_at=read.at,
        department_id=read.actor.get("department_id") or None,
        region_code=read.region_code,
        question=words,
        asked_at=at,
        due_on=timezone.localdate(at + days),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            ledger.append(_asked(made), actor=actor, at=at, region_code=made.region_code)
    except IntegrityError as error:
        raise QuestionAsked from error
    return made


@transaction.atomic
def answer_question(*, question_id: UUID, words: str, actor: Actor, at: datetime) -> ReadQuestion:
    """Answer somebody who asked about a read; once, and for good.

    :raises NotYours: the actor is no audit administrator
    :raises QuestionNotFound: there is none such within the reach of their post
    :raises QuestionAnswered: it was answered
    :raises WordsMissing: no words, or too many
    """
    if not is_audit_administrator(actor):
        raise NotYours
    rows = ReadQuestion.objects.visible_to(actor).select_for_update()
    asked = rows.filter(pk=question_id).first()
    if asked is None:
        raise QuestionNotFound
    if asked.answered_at is not None:
        raise QuestionAnswered
    asked.answer, asked.answered_by_id, asked.answered_at = _cleaned(words), actor.staff_id, at
    asked.save(update_fields=["answer", "answered_by_id", "answered_at"])
    fact = privacy_events.ReadQuestionAnswered(
        person_id=asked.person_id,
        question_id=asked.id,
        read_on=timezone.localdate(asked.read_at),
    )
    ledger.append(fact, actor=actor, at=at, region_code=asked.region_code)
    return asked


def open_question(*, question_id: UUID, actor: Actor, at: datetime) -> ReadQuestion:
    """Return a question to the audit administrator, and note that they read it.

    :raises NotYours: the actor is no audit administrator
    :raises QuestionNotFound: there is none such within the reach of their post
    """
    if not is_audit_administrator(actor):
        raise NotYours
    asked = ReadQuestion.objects.visible_to(actor).filter(pk=question_id).first()
    if asked is None:
        raise QuestionNotFound
    note_reads([Seen(asked.person_id)], actor=actor, purpose=PURPOSE, at=at)
    return asked


def is_audit_administrator(actor: Actor) -> bool:
    """Tell whether an actor answers questions about reads."""
    return actor.is_staff and actor.admin_role == AdminRole.AUDIT.value


def _read(person_id: UUID, event_id: int) -> RecordedEvent:
    found = ledger_questions.fact_about(
        PersonalDataRead.subject_type, person_id, kind=PersonalDataRead.kind, event_id=event_id
    )
    if found is None:
        raise ReadNotFound
    return found


def _asked(made: ReadQuestion) -> privacy_events.ReadQuestionAsked:
    department_id = made.department_id
    return privacy_events.ReadQuestionAsked(
        person_id=made.person_id,
        question_id=made.id,
        event_id=made.event_id,
        department_id=UUID(str(department_id)) if department_id else None,
        due_on=made.due_on,
    )


def _cleaned(words: str) -> str:
    words = "".join(sign for sign in words if sign.isprintable() or sign == "\n").strip()
    if not words or len(words) > LONGEST:
        raise WordsMissing
    return words
