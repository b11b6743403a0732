# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Correcting what is wrong in a name or a number (《个人信息保护法》第四十六条).

A name is corrected at once when the population register knows it with the number that is known
here. Everything else is corrected at a counter, where the card is seen: nobody can make another
number theirs from afar.
"""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.resident_id import parse_resident_id
from yiwang.identity import events, policies, privacy_events
from yiwang.identity.enums import CorrectedField, CorrectionState, Evidence, EvidenceEnd
from yiwang.identity.errors import NotYours, PersonExists
from yiwang.identity.models import DataCorrection, NaturalPerson
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.policies import Action
from yiwang.identity.privacy_refusals import (
    CorrectionNotFound,
    CorrectionUnderWay,
    NothingToCorrect,
)
from yiwang.identity.refusals import CardNotSeen, NameDiffers, NotInRegister, SourceAway
from yiwang.identity.services import evidence, real_names, throttle
from yiwang.identity.services.evidence import Seen
from yiwang.identity.services.privacy_reads import Seen as SeenPerson
from yiwang.identity.services.privacy_reads import note_reads
from yiwang.identity.services.texts import clean_name
from yiwang.identity.token_cache import tokens
from yiwang.ledger import services as ledger

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PURPOSE = "data_subject_request"


def ask_correction(*, field: str, name: str, actor: Actor, at: datetime) -> DataCorrection:
    """Ask for a name or a number to be corrected; return what became of it.

    Call it outside a transaction: the register is asked, and nothing is locked meanwhile.

    :param name: the right name; a right number is typed at the counter only
    :raises NotYours: the actor is no citizen whose person is known
    :raises BadName: no name can be so
    :raises NothingToCorrect: it is known so already
    :raises CorrectionUnderWay: the same thing was asked for
    :raises TooManyAttempts: the register was asked too often
    """
    person = _own_person(actor)
    if field != CorrectedField.NAME:
        return _begin(person, CorrectedField.NUMBER, actor=actor, at=at)
    name = clean_name(name)
    if name == person.name:
        raise NothingToCorrect
    throttle.count_search(account=str(actor.account_id), at=at)
    if not _register_agrees(person, name, at):
        return _begin(person, CorrectedField.NAME, actor=actor, at=at)
    with transaction.atomic():
        made = _begin(person, CorrectedField.NAME, actor=actor, at=at)
        _rename(person.id, name, actor=actor, at=at)
        _end(made, CorrectionState.DONE, source="register", actor=actor, at=at)
    tokens.clear()
    return made


@transaction.atomic
def cancel_correction(*, correction_id: UUID, actor: Actor, at: datetime) -> None:
    """Take back one's own request that waits for the counter.

    :raises CorrectionNotFound: there is none such
    """
    if not actor.is_citizen or actor.account_id is None:
        raise CorrectionNotFound
    rows = DataCorrection.objects.select_for_update().filter(state=CorrectionState.COUNTER)
    found = rows.filter(pk=correction_id, account_id=actor.account_id).first()
    if found is None:
        raise CorrectionNotFound
    _end(found, CorrectionState.CANCELLED, source="oneself", actor=actor, at=at)


def find_correction(*, code: str, actor: Actor, at: datetime) -> DataCorrection:
    """Return a request that waits, to the counter that somebody brought its code to.

    :raises NotYours: the actor works at no counter
    :raises CorrectionNotFound: no request that waits has this code
    """
    policies.check_can(actor, Action.FIND_PERSON)
    throttle.count_search(account=str(actor.account_id), at=at)
    waiting = DataCorrection.objects.filter(state=CorrectionState.COUNTER)
    found = waiting.filter(code=code.strip().upper()).first()
    if found is None:
        raise CorrectionNotFound
    note_reads([SeenPerson(found.person_id)], actor=actor, purpose=PURPOSE, at=at)
    return found


@transaction.atomic
def correct_at_counter(
    *, code: str, value: str, is_card_seen: bool, actor: Actor, at: datetime
) -> DataCorrection:
    """Write what the identity card shows, whose holder stands at the counter.

    :param value: the name, or the number, from the card
    :raises NotYours: the actor works at no counter, or it is about themselves
    :raises CardNotSeen: the clerk does not say so
    :raises CorrectionNotFound: no request that waits has this code
    :raises InvalidResidentId, BadName: it cannot be right
    :raises PersonExists: somebody else has this number here
    :raises NothingToCorrect: it is known so already
    """
    found = _waiting(code, actor)
    if not is_card_seen:
        raise CardNotSeen
    if found.field == CorrectedField.NAME:
        _rename(found.person_id, clean_name(value), actor=actor, at=at)
    else:
        _renumber(found.person_id, value, actor=actor, at=at)
    _end(found, CorrectionState.DONE, source=evidence.COUNTER, actor=actor, at=at)
    tokens.clear()
    return found


@transaction.atomic
def refuse_correction(*, code: str, actor: Actor, at: datetime) -> DataCorrection:
    """End a request after the card was seen and agrees with what is known.

    :raises NotYours: the actor works at no counter, or it is about themselves
    :raises CorrectionNotFound: no request that waits has this code
    """
    found = _waiting(code, actor)
    _end(found, CorrectionState.REFUSED, source=evidence.COUNTER, actor=actor, at=at)
    return found


def _own_person(actor: Actor) -> NaturalPerson:
    found = NaturalPerson.objects.visible_to(actor).first() if actor.is_citizen else None
    if found is None or actor.is_acting_for_another:
        raise NotYours
    return found


def _register_agrees(person: NaturalPerson, name: str, at: datetime) -> bool:
    number = RESIDENT_ID.open(person.resident_id_cipher, person.id)
    try:
        real_names.ask(real_names.cleaned(name, number, at))
    except (NameDiffers, NotInRegister, SourceAway):
        return False
    return True


def _begin(
    person: NaturalPerson, field: CorrectedField, *, actor: Actor, at: datetime
) -> DataCorrection:
    account_id = actor.account_id
    if account_id is None:
        raise NotYours
    made = DataCorrection(
        code="GZ" + "".join(secrets.choice(SIGNS) for _ in range(8)),
        person=person,
        account_id=account_id,
        field=field,
        state=CorrectionState.COUNTER,
        asked_at=at,
    )
    fact = privacy_events.CorrectionAsked(
        person_id=person.id, correction_id=made.id, field=field.value
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            ledger.append(fact, actor=actor, at=at)
    except IntegrityError as error:
        raise CorrectionUnderWay from error
    return made


def _waiting(code: str, actor: Actor) -> DataCorrection:
    policies.check_can(actor, Action.FIND_PERSON)
    rows = DataCorrection.objects.select_for_update(of=("self",))
    waiting = rows.filter(state=CorrectionState.COUNTER, code=code.strip().upper())
    found = waiting.first()
    if found is None:
        raise CorrectionNotFound
    if actor.person_id == found.person_id:
        raise NotYours
    return found


def _end(
    made: DataCorrection, state: CorrectionState, *, source: str, actor: Actor, at: datetime
) -> None:
    made.state, made.ended_at = state, at
    made.staff_id, made.department_id = actor.staff_id, actor.department_id
    made.save(update_fields=["state", "ended_at", "staff_id", "department_id"])
    fact = privacy_events.CorrectionEnded(
        person_id=made.person_id,
        correction_id=made.id,
        field=made.field,
        outcome=state.value,
        source=source,
    )
    ledger.append(fact, actor=actor, at=at)


def _rename(person_id: UUID, name: str, *, actor: Actor, at: datetime) -> None:
    person = NaturalPerson.objects.select_for_update().get(pk=person_id)
    if person.name == name:
        raise NothingToCorrect
    person.name = name
    person.save(update_fields=["name"])
    ledger.append(_changed(person_id, "name"), actor=actor, at=at)


def _renumber(person_id: UUID, value: str, *, actor: Actor, at: datetime) -> None:
    """Write another number; what the register said of the old one counts no more."""
    number = parse_resident_id(value, on=timezone.localdate(at))
    person = NaturalPerson.objects.select_for_update().get(pk=person_id)
    known = NaturalPerson.objects.filter(resident_id_index__in=RESIDENT_ID.indexes(number.number))
    holder = known.order_by().values_list("pk", flat=True).first()
    if holder == person_id:
        raise NothingToCorrect
    if holder is not None:
        raise PersonExists
    person.resident_id_cipher = RESIDENT_ID.seal(number.number, person.id)
    person.resident_id_index = RESIDENT_ID.index(number.number)
    person.born_on, person.sex = number.born_on, number.sex
    person.save(update_fields=["resident_id_cipher", "resident_id_index", "born_on", "sex"])
    ledger.append(_changed(person_id, "resident_id", "born_on", "sex"), actor=actor, at=at)
    evidence.end(person, (Evidence.POPULATION_CHECK,), EvidenceEnd.WITHDRAWN, actor=actor, at=at)
    evidence.record(person, Seen(Evidence.COUNTER_CARD, evidence.COUNTER), actor=actor, at=at)


def _changed(person_id: UUID, *fields: str) -> events.PersonChanged:
    return events.PersonChanged(person_id=person_id, fields=fields)
