# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing down a promise that was not kept, objecting to it, lifting it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.credit import events, policies
from yiwang.credit.enums import CreditKind, CreditState, RequestKind, RequestState
from yiwang.credit.errors import (
    CreditEventEnded,
    CreditEventNotFound,
    CreditRequestAnswered,
    CreditRequestNotFound,
    CreditRequestOpen,
    CreditWordsMissing,
    NotYoursToAnswer,
    RepairTooEarly,
)
from yiwang.credit.models import CreditEvent, CreditRequest
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger

MOST_CHARACTERS = 2000
OPEN_REQUEST = "credit_request_one_open"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and about whom.

    :param text: what the person reads
    :param found_by_id: the member of staff whose finding it is
    """

    kind: CreditKind
    person_id: UUID
    person_name: str
    case_id: UUID
    case_number: str
    item_name: str
    department_id: UUID
    region_code: str
    text: str
    found_by_id: UUID | None


@transaction.atomic
def write_event(*, finding: Finding, actor: Actor, at: datetime) -> CreditEvent:
    """Write down that a promise was not kept; of one case and kind once only."""
    today = timezone.localdate(at)
    event, is_new = CreditEvent.objects.get_or_create(
        case_id=finding.case_id,
        kind=finding.kind,
        defaults={
            "region_code": finding.region_code,
            "person_id": finding.person_id,
            "person_name": finding.person_name,
            "department_id": finding.department_id,
            "case_number": finding.case_number,
            "item_name": finding.item_name,
            "text": clean_text(finding.text, max_length=4 * MOST_CHARACTERS, multiline=True),
            "written_by_id": finding.found_by_id,
            "happened_at": at,
            "expires_on": today + timedelta(days=settings.CREDIT_EVENT_DAYS),
            "repairable_on": today + timedelta(days=settings.CREDIT_REPAIR_DAYS),
        },
    )
    if is_new:
        fact = events.CreditEventWritten(
            event_id=event.pk,
            person_id=event.person_id,
            case_id=event.case_id,
            what=event.kind,
            expires_on=event.expires_on,
        )
        ledger.append(fact, actor=actor, at=at, region_code=event.region_code)
    return event


@transaction.atomic
def file_request(
    *, event_id: UUID, kind: RequestKind, words: str, actor: Actor, at: datetime
) -> CreditRequest:
    """Object to a record of one's own, or ask that it be lifted because amends were made.

    :raises CreditEventNotFound: there is none, or it is somebody else's
    :raises CreditEventEnded: it has no effect any more
    :raises RepairTooEarly: the sentence names the day from which a repair may be asked for
    :raises CreditRequestOpen: an earlier request is not answered yet
    """
    event = _locked(event_id)
    policies.check_is_subject(actor, event)
    if actor.account_id is None:
        raise CreditEventNotFound
    today = timezone.localdate(at)
    if event.state != CreditState.ACTIVE or event.expires_on <= today:
        raise CreditEventEnded
    if kind is RequestKind.REPAIR and today < event.repairable_on:
        raise RepairTooEarly(params={"day": event.repairable_on.isoformat()})
    request = CreditRequest(
        region_code=event.region_code,
        event=event,
        kind=kind,
        words=_words(words),
        filed_by_id=actor.account_id,
        filed_at=at,
        answer_due_on=_answer_due_on(today),
    )
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError as error:
        if OPEN_REQUEST not in str(error):
            raise
        raise CreditRequestOpen from error
    fact = events.CreditRequestFiled(
        event_id=event.pk,
        request_id=request.pk,
        asks=kind,
        answer_due_on=request.answer_due_on,
    )
    ledger.append(fact, actor=actor, at=at, region_code=event.region_code)
    return request


@transaction.atomic
def answer_request(
    *, request_id: UUID, is_granted: bool, answer: str, actor: Actor, at: datetime
) -> CreditRequest:
    """Answer an objection or a request for repair; what is granted ends the record's effect.

    :raises CreditRequestNotFound: there is none
    :raises CreditRequestAnswered: a colleague was quicker
    :raises NotYoursToAnswer, OwnFinding: it is for somebody else to answer
    """
    found = CreditRequest.objects.filter(pk=request_id).values_list("event_id", flat=True).first()
    if found is None:
        raise CreditRequestNotFound
    event = _locked(found)
    policies.check_may_answer(actor, event)
    if actor.staff_id is None:
        raise NotYoursToAnswer
    request = CreditRequest.objects.select_for_update().get(pk=request_id)
    if request.state != RequestState.FILED:
        raise CreditRequestAnswered
    request.state = RequestState.GRANTED if is_granted else RequestState.REFUSED
    request.answer = _words(answer)
    request.decided_by_id, request.decided_by_name = actor.staff_id, actor.display_name
    request.decided_at = at
    request.save(
        update_fields=["state", "answer", "decided_by_id", "decided_by_name", "decided_at"]
    )
    if is_granted:
        is_repair = request.kind == RequestKind.REPAIR
        event.state = CreditState.REPAIRED if is_repair else CreditState.STRUCK
        event.ended_at = at
        event.save(update_fields=["state", "ended_at"])
    fact = events.CreditRequestDecided(
        event_id=event.pk, request_id=request.pk, asks=request.kind, is_granted=is_granted
    )
    ledger.append(fact, actor=actor, at=at, region_code=event.region_code)
    return request


def _locked(event_id: UUID) -> CreditEvent:
    event = CreditEvent.objects.select_for_update(of=("self",)).filter(pk=event_id).first()
    if event is None:
        raise CreditEventNotFound
    return event


def _words(text: str) -> str:
    words = clean_text(text, max_length=MOST_CHARACTERS, multiline=True)
    if not words:
        raise CreditWordsMissing
    return words


def _answer_due_on(today: date) -> date:
    calendar = foundation.working_calendar()
    return calendar.add_workdays(today, settings.CREDIT_ANSWER_WORKDAYS).on
