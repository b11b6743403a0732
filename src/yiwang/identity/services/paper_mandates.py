# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Mandates on paper: taken down at a station, confirmed by a code on the principal's telephone."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from yiwang.foundation.actors import Actor
from yiwang.identity import mandate_texts
from yiwang.identity.enums import AgentKind, MandateForm, MandateState
from yiwang.identity.errors import MandateNotFound, NotYours
from yiwang.identity.mandate_texts import Terms
from yiwang.identity.models import Mandate, NaturalPerson
from yiwang.identity.numbers import PERSON_PHONE
from yiwang.identity.queries import parties
from yiwang.identity.refusals import MandateOver, WrongCode
from yiwang.identity.services import mandates
from yiwang.ledger import services as ledger

CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5


@dataclass(frozen=True, slots=True)
class Paper:
    """A mandate on paper that was scanned at a station.

    :param file_id: of the scan, which the caller has stored
    """

    file_id: UUID
    sha256: str


@dataclass(frozen=True, slots=True)
class TakenPaper:
    """A mandate on paper as taken down, with the code for the principal's telephone.

    :param phone: "" when the principal has none; the mandate counts at once then
    """

    mandate: Mandate
    phone: str = field(repr=False)
    code: str = field(repr=False)


@transaction.atomic
def take_paper_mandate(
    *, principal_id: UUID, terms: Terms, paper: Paper, actor: Actor, at: datetime
) -> TakenPaper:
    """Take down a mandate that somebody signed on paper at a station, for that station.

    A code goes to the principal's telephone; until it is told back the mandate gives nothing.

    :raises NotYours: the actor works at no counter, or it is for another department
    """
    department_id = parties.counter_of(actor)
    if terms.agent_kind is not AgentKind.STATION or terms.agent_id != department_id:
        raise NotYours
    principal = mandates.fit(NaturalPerson.objects.filter(pk=principal_id).first(), at)
    made = mandates.made_of(
        mandate_texts.draft(mandates.checked(terms, principal, at), principal),
        principal,
        MandateForm.PAPER,
        at,
    )
    made.paper_file_id, made.paper_sha256 = paper.file_id, paper.sha256
    made.taken_by_id = actor.staff_id
    phone = (
        PERSON_PHONE.open(principal.phone_cipher, principal.id) if principal.phone_cipher else ""
    )
    code = _with_code(made, at) if phone else ""
    made.state = MandateState.UNCONFIRMED if phone else MandateState.ACTIVE
    made.accepted_at = None if phone else at
    made.save(force_insert=True)
    facts = [mandates.signed_fact(made)]
    ledger.append(*facts, actor=actor, at=at)
    if not phone:
        ledger.append(mandates.accepted_fact(made), actor=actor, at=at)
    return TakenPaper(made, phone, code)


def confirm_paper_mandate(*, mandate_id: UUID, code: str, actor: Actor, at: datetime) -> Mandate:
    """Let a mandate on paper count, after the principal has told the code from their telephone.

    :raises MandateNotFound: there is none such at the actor's station
    :raises MandateOver: it waits for no code
    :raises WrongCode: wrong, older than ten minutes, or tried five times
    """
    with transaction.atomic():
        made = _at_station(mandate_id, actor)
        if made.state != MandateState.UNCONFIRMED:
            raise MandateOver
        is_right = (
            made.code_tries < CODE_TRIES
            and made.code_until is not None
            and at < made.code_until
            and constant_time_compare(made.code_hash, _code_hash(made.id, code))
        )
        made.code_tries += 1
        if is_right:
            made.code_hash, made.state, made.accepted_at = "", MandateState.ACTIVE, at
            ledger.append(mandates.accepted_fact(made), actor=actor, at=at)
        made.save(update_fields=["code_tries", "code_hash", "state", "accepted_at"])
    if not is_right:
        raise WrongCode
    return made


@transaction.atomic
def renew_code(*, mandate_id: UUID, actor: Actor, at: datetime) -> TakenPaper:
    """Make another code for a mandate on paper.

    :raises MandateNotFound, MandateOver: as ``confirm_paper_mandate`` does
    """
    made = _at_station(mandate_id, actor)
    if made.state != MandateState.UNCONFIRMED or not made.principal.phone_cipher:
        raise MandateOver
    code = _with_code(made, at)
    made.save(update_fields=["code_hash", "code_until", "code_tries"])
    phone = PERSON_PHONE.open(made.principal.phone_cipher, made.principal_id)
    return TakenPaper(made, phone, code)


def _at_station(mandate_id: UUID, actor: Actor) -> Mandate:
    made = mandates.locked(mandate_id)
    if made.agent_department_id != parties.counter_of(actor):
        raise MandateNotFound
    return made


def _with_code(made: Mandate, at: datetime) -> str:
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    made.code_hash, made.code_tries = _code_hash(made.id, code), 0
    made.code_until = at + CODE_LASTS
    return code


def _code_hash(mandate_id: UUID, code: str) -> str:
    text = f"{mandate_id}:{code.strip()}".encode(errors="replace")
    return salted_hmac("yiwang.identity.mandates", text, algorithm="sha256").hexdigest()
