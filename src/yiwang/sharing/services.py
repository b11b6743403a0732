# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Asking other bodies: each question has a purpose, a limit in time and a trace.

``ask`` is what the rooms above use. It never raises because a source is away: the answer then
says so, and the work goes on without it. Call it outside long transactions: a source may take as
long as its description allows.
"""

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.foundation import reach
from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.canonical import canonical_json
from yiwang.foundation.identifiers import new_id
from yiwang.identity.services import registers
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations
from yiwang.sharing import events, health, keys, replying
from yiwang.sharing.connectors import registry
from yiwang.sharing.connectors.base import Question, Reply
from yiwang.sharing.correcting import (
    answer_correction as answer_correction,
)
from yiwang.sharing.correcting import (
    fetch_answers as fetch_answers,
)
from yiwang.sharing.correcting import (
    note_correction_answer as note_correction_answer,
)
from yiwang.sharing.correcting import (
    note_overdue as note_overdue,
)
from yiwang.sharing.correcting import (
    request_correction as request_correction,
)
from yiwang.sharing.correcting import (
    send_corrections as send_corrections,
)
from yiwang.sharing.described import Description as Description
from yiwang.sharing.described import FieldDescription as FieldDescription
from yiwang.sharing.describing import Record as Record
from yiwang.sharing.describing import assign_provider as assign_provider
from yiwang.sharing.describing import load_demonstration as load_demonstration
from yiwang.sharing.describing import load_demonstration_key as load_demonstration_key
from yiwang.sharing.describing import load_sources as load_sources
from yiwang.sharing.enums import Outcome, Trouble
from yiwang.sharing.errors import (
    ConsentNeeded,
    FieldUnknown,
    PurposeMissing,
    SourceUnknown,
    SubjectUnknown,
)
from yiwang.sharing.keys import rotate_source_keys as rotate_source_keys
from yiwang.sharing.models import Call, DataSource
from yiwang.sharing.registering import decide_source_change as decide_source_change
from yiwang.sharing.registering import propose_source as propose_source
from yiwang.sharing.registering import withdraw_source_change as withdraw_source_change
from yiwang.sharing.switching import carry_out_switches as carry_out_switches
from yiwang.sharing.switching import decide_switch as decide_switch
from yiwang.sharing.switching import propose_switch as propose_switch
from yiwang.sharing.switching import switch_source as switch_source
from yiwang.sharing.switching import withdraw_switch as withdraw_switch
from yiwang.sharing.trying import Trial as Trial
from yiwang.sharing.trying import try_source as try_source


@dataclass(frozen=True, slots=True)
class Query:
    """Who is asked about, what for, and what is to be known.

    :ivar subject_id: a natural or a legal person of the identity room
    :ivar purpose: a code, such as ``Purpose.EVIDENCE_LOOKUP``; it goes to the ledger
    :ivar fields: keys of the source's fields; empty asks for all of them
    :ivar item_code: the item that the answer is needed for
    :ivar case_id: the case, once there is one
    :ivar department_id: the body on whose behalf it is asked
    :ivar has_consent: the person has agreed, where the source needs it
    :ivar case_number: of the case, for the provider's own log
    :ivar seconds: how long whoever asks can wait; the source's own time when that is shorter
    """

    subject_id: UUID
    purpose: str
    fields: Sequence[str] = ()
    item_code: str = ""
    case_id: UUID | None = None
    department_id: UUID | None = None
    region_code: str = ""
    has_consent: bool = False
    case_number: str = ""
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question: values with where from, as of when and how long they may be used.

    :ivar trouble: why there is no answer, with ``UNAVAILABLE``
    :ivar as_of: the day of the provider's record, or of the question where it tells none
    :ivar valid_until: the last day on which it may be relied on
    :ivar sha256: over source, subject and values, so that nobody changes them unseen
    """

    call_id: UUID
    source: str
    source_name: str
    provider: str
    outcome: Outcome
    at: datetime
    trouble: Trouble = Trouble.NONE
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    as_of: date | None = None
    valid_until: date | None = None
    reference: str = ""
    sha256: str = ""

    @property
    def is_found(self) -> bool:
        return self.outcome is Outcome.FOUND


def ask(source_code: str, /, *, query: Query, actor: Actor, at: datetime) -> Answer:
    """Ask a data source about somebody; an unavailable source is an answer, not an error.

    The call goes into the call log and, as a read of the person's data that they can see, into the
    ledger, whatever came of it.

    :param actor: who set it off; the trace names the department that ``query`` says
    :raises SourceUnknown: there is no such source
    :raises PurposeMissing, FieldUnknown: the question is not complete, or asks for too much
    :raises ConsentNeeded: the source may only be asked about people who agreed
    :raises SubjectUnknown: the subject is not known here as what the source knows
    """
    source = DataSource.objects.filter(pk=source_code).first()
    if source is None:
        raise SourceUnknown
    fields = _checked(source, query)
    party = registers.party(query.subject_id, kind=source.subject)
    if party is None:
        raise SubjectUnknown
    call = Call(id=new_id(), source=source, subject_id=query.subject_id, asked_at=at)
    seconds = min(source.milliseconds / 1000, query.seconds or 3600)
    began = time.monotonic()
    question = _question(source, call, party, query, fields)
    reply, trouble, call.detail = _reply(source, question, seconds=seconds, at=at)
    call.milliseconds = round((time.monotonic() - began) * 1000)
    if call.milliseconds > source.milliseconds:  # a late answer is none
        reply, trouble = None, Trouble.LATE
    answer = _answer(source, call, query, reply, trouble)
    _take_down(call, query, fields, answer, source, actor=actor)
    return answer


def _checked(source: DataSource, query: Query) -> list[str]:
    if not query.purpose:
        raise PurposeMissing
    known = [str(one["key"]) for one in source.fields]
    if not set(query.fields) <= set(known):
        raise FieldUnknown
    if source.needs_consent and not query.has_consent:
        raise ConsentNeeded
    return [key for key in known if not query.fields or key in query.fields]


def _question(
    source: DataSource,
    call: Call,
    party: registers.Party,
    query: Query,
    fields: Sequence[str],
) -> Question:
    """Return what a connector is told; where it goes outside, with who asks and by which law."""
    plain = Question(
        source_code=source.code,
        address=source.address,
        name=party.name,
        number=party.number,
        subject=source.subject,
        fields=fields,
        purpose=query.purpose,
        reference=str(call.pk),
    )
    if not registry.connector(source.connector).is_outside:
        return plain
    body = organizations.department(query.department_id) if query.department_id else None
    return replace(
        plain,
        key=keys.of_source(source),
        purpose_text=source.purpose_text,
        legal_basis=source.legal_basis,
        case_number=query.case_number,
        item_code=query.item_code,
        on_behalf_of=body.name if body else "",
    )


def _reply(
    source: DataSource, question: Question, *, seconds: float, at: datetime
) -> tuple[Reply | None, Trouble, str]:
    if not source.is_on:
        return None, Trouble.OFF, ""
    if not health.may_be_asked(source, at):
        return None, Trouble.PAUSED, ""
    return replying.replied(source, question, seconds=seconds)


def _answer(
    source: DataSource, call: Call, query: Query, reply: Reply | None, trouble: Trouble
) -> Answer:
    at = call.asked_at
    none = Answer(
        call_id=call.pk,
        source=source.code,
        source_name=source.name,
        provider=source.provider,
        outcome=Outcome.UNAVAILABLE,
        trouble=trouble,
        at=at,
    )
    if reply is None:
        return none
    today = timezone.localdate(at)
    if not reply.is_found or (reply.valid_until is not None and reply.valid_until < today):
        return replace(none, outcome=Outcome.NOT_FOUND, reference=reply.reference[:100])
    values = dict(reply.values)
    return replace(
        none,
        outcome=Outcome.FOUND,
        values=values,
        as_of=reply.as_of or today,
        valid_until=reply.valid_until or today + timedelta(days=source.validity_days),
        reference=reply.reference[:100],
        sha256=seal(source.code, subject_id=query.subject_id, values=values),
    )


def seal(source_code: str, /, *, subject_id: UUID, values: Mapping[str, object]) -> str:
    """Return the SHA-256, in hex, of what a source said of somebody."""
    written = canonical_json([source_code, str(subject_id), dict(values)])
    return hashlib.sha256(written).hexdigest()


def _take_down(
    call: Call,
    query: Query,
    fields: list[str],
    answer: Answer,
    source: DataSource,
    *,
    actor: Actor,
) -> None:
    call.purpose, call.item_code, call.case_id = query.purpose, query.item_code, query.case_id
    call.department_id, call.asked_by_id = query.department_id, actor.account_id
    call.fields, call.outcome, call.trouble = fields, answer.outcome, answer.trouble
    call.reference = answer.reference
    fact = events.SourceAsked(
        person_id=query.subject_id,
        purpose=query.purpose,
        case_id=query.case_id,
        source=source.code,
        item_code=query.item_code,
        outcome=answer.outcome.value,
        call_id=call.pk,
    )
    with transaction.atomic(), reach.everywhere():
        call.save(force_insert=True)
        asker = system_actor("sharing")
        ledger.append(
            fact,
            actor=asker,
            at=call.asked_at,
            region_code=query.region_code,
            purpose=query.purpose,
        )
        health.note(source, answer.outcome, answer.trouble, detail=call.detail, at=call.asked_at)
