# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading a citizen's number: never without a purpose, and never without a trace."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.resident_id import parse_resident_id
from yiwang.identity import events, policies, selectors
from yiwang.identity.enums import Purpose
from yiwang.identity.errors import NotYours, PersonNotFound, PurposeUnknown
from yiwang.identity.models import NaturalPerson
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.policies import Action, Subject
from yiwang.identity.selectors import ApplicantSummary
from yiwang.identity.services import privacy_reads, throttle
from yiwang.identity.services.privacy_reads import Seen
from yiwang.ledger import services as ledger


def find_person_by_resident_id(
    resident_id: str, *, actor: Actor, purpose: str, at: datetime
) -> ApplicantSummary:
    """Return the person with this number, with masked numbers.

    Hits and misses are written to the ledger, and one account may search 60 times in ten minutes.
    Call it outside a transaction, so that the trace of a miss stays.

    :raises NotYours: the actor does not help people at a counter
    :raises PurposeUnknown: no known purpose was stated
    :raises InvalidResidentId: the number cannot be right
    :raises TooManyAttempts: the account has searched too often
    :raises PersonNotFound: nobody here has this number
    """
    policies.check_can(actor, Action.FIND_PERSON)
    _check_purpose(purpose)
    number = parse_resident_id(resident_id, on=timezone.localdate(at)).number
    throttle.count_search(account=str(actor.account_id or actor.client_id), at=at)
    person_id = (
        NaturalPerson.objects.filter(resident_id_index__in=RESIDENT_ID.indexes(number))
        .values_list("id", flat=True)
        .first()
    )
    if person_id is None:
        with transaction.atomic():
            fact = events.PersonSearchedInVain(purpose=purpose)
            ledger.append(fact, actor=actor, at=at, purpose=purpose)
        raise PersonNotFound
    privacy_reads.note_reads([Seen(person_id)], actor=actor, purpose=purpose, at=at)
    return selectors.applicant_summary(person_id)


def reveal_number(
    person_id: UUID,
    *,
    actor: Actor,
    purpose: str,
    at: datetime,
    case_id: UUID | None = None,
) -> str:
    """Return a person's full resident identity number and write to the ledger who saw it.

    The caller has made sure that the person has something to do with what the actor works on,
    such as being the applicant of ``case_id``. One's own number leaves no trace.

    :raises NotYours: the actor works on no cases
    :raises PurposeUnknown: no known purpose was stated
    :raises PersonNotFound: there is none such
    """
    if not policies.can(actor, Action.REVEAL_NUMBER, Subject(person_id=person_id)):
        raise NotYours
    _check_purpose(purpose)
    row = (
        NaturalPerson.objects.filter(pk=person_id).values_list("resident_id_cipher", flat=True)
    ).first()
    if row is None:
        raise PersonNotFound
    if actor.person_id != person_id:
        seen = Seen(person_id, case_id)
        privacy_reads.note_reads([seen], actor=actor, purpose=purpose, at=at)
    return RESIDENT_ID.open(row, person_id)


def _check_purpose(purpose: str) -> None:
    if purpose not in frozenset(Purpose):
        raise PurposeUnknown
