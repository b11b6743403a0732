# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Legal persons as their register knows them: claimed, checked again, left by a representative."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.uscc import parse_uscc
from yiwang.identity import events, mandate_events, policies
from yiwang.identity.enums import FirmStatus, HandlerRole, LegalPersonKind
from yiwang.identity.errors import NotYours
from yiwang.identity.models import (
    AccessToken,
    LegalPerson,
    LegalPersonHandler,
    NaturalPerson,
)
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.policies import Action
from yiwang.identity.refusals import (
    AssuranceNeeded,
    FirmRevoked,
    FirmUnknown,
    NotRepresentative,
    SourceAway,
)
from yiwang.identity.services import legal_persons, mandates, real_names, throttle
from yiwang.identity.services.legal_persons import ALL_RIGHTS, NewLegalPerson
from yiwang.identity.sources import registry
from yiwang.identity.sources.base import FirmAnswer, Question
from yiwang.identity.token_cache import tokens
from yiwang.ledger import services as ledger

BATCH = 200


def claim_legal_person(*, uscc: str, actor: Actor, at: datetime) -> LegalPerson:
    """Let the legal representative whom the register names act for a legal person.

    Whoever represented it before, and all whom they had appointed, act for it no more. Call it
    outside a transaction: what the register said of others is kept even when the claim fails.

    :raises AssuranceNeeded: the actor is not real-name
    :raises InvalidUscc, FirmUnknown, FirmRevoked, NotRepresentative, SourceAway: as they say
    :raises TooManyAttempts: the account has tried too often
    """
    person = _claimant(actor)
    code = parse_uscc(uscc).number
    throttle.count_search(account=str(actor.account_id), at=at)
    answer = _asked(code, person)
    if answer is None:
        raise FirmUnknown
    with transaction.atomic():
        firm = LegalPerson.objects.select_for_update().filter(uscc=code).first()
        if firm is not None:
            _note_answer(firm, answer, actor=actor, at=at)
    if answer.status is FirmStatus.REVOKED:
        raise FirmRevoked
    if not answer.is_representative:
        raise NotRepresentative
    with transaction.atomic():
        return _claimed(code, answer, person, actor=actor, at=at)


def _claimant(actor: Actor) -> NaturalPerson:
    if not actor.is_citizen or actor.is_acting_for_another:
        raise NotYours
    if actor.person_id is None or actor.assurance < real_names.CHECKED:
        raise AssuranceNeeded
    return NaturalPerson.objects.get(pk=actor.person_id)


def _asked(uscc: str, person: NaturalPerson) -> FirmAnswer | None:
    number = RESIDENT_ID.open(person.resident_id_cipher, person.id)
    seconds: float = settings.IDENTITY_SOURCE_SECONDS
    register = registry.legal_person_register()
    return register.look_up(uscc, Question(person.name, number), seconds=seconds)


def _claimed(
    uscc: str, answer: FirmAnswer, person: NaturalPerson, *, actor: Actor, at: datetime
) -> LegalPerson:
    firm = LegalPerson.objects.select_for_update().filter(uscc=uscc).first()
    if firm is None:
        kind = answer.kind if answer.kind in LegalPersonKind.values else LegalPersonKind.OTHER
        new = NewLegalPerson(uscc=uscc, name=answer.name, kind=kind, representative_id=person.id)
        firm = legal_persons.store_registered(new, actor=actor, at=at)
        firm.checked_at = at
        firm.save(update_fields=["checked_at"])
    elif firm.representative_id != person.id or not _represents(firm, person, at):
        end_rights(firm, actor=actor, at=at)
        _appoint(firm, person, actor=actor, at=at)
    fact = mandate_events.LegalPersonClaimed(
        legal_person_id=firm.id,
        person_id=person.id,
        source=settings.IDENTITY_LEGAL_PERSON_SOURCE,
    )
    ledger.append(fact, actor=actor, at=at)
    return firm


def _represents(firm: LegalPerson, person: NaturalPerson, at: datetime) -> bool:
    acting = LegalPersonHandler.objects.acting_on(timezone.localdate(at))
    return acting.filter(legal_person=firm, person=person, role=HandlerRole.REPRESENTATIVE).exists()


def _appoint(firm: LegalPerson, person: NaturalPerson, *, actor: Actor, at: datetime) -> None:
    today = timezone.localdate(at)
    firm.representative = person
    firm.save(update_fields=["representative"])
    LegalPersonHandler.objects.create(
        legal_person=firm,
        person=person,
        role=HandlerRole.REPRESENTATIVE,
        rights=ALL_RIGHTS,
        since=today,
        accepted_at=at,
    )
    fact = events.HandlerAppointed(
        legal_person_id=firm.id,
        person_id=person.id,
        role=HandlerRole.REPRESENTATIVE.value,
        since=today,
        until=None,
    )
    ledger.append(fact, actor=actor, at=at)


def _note_answer(firm: LegalPerson, answer: FirmAnswer, *, actor: Actor, at: datetime) -> None:
    """Bring a locked legal person in line with its register: name, status, that it was asked."""
    changed = []
    if firm.name != answer.name:
        firm.name = answer.name
        changed.append("name")
    if firm.status != answer.status:
        firm.status = answer.status
        changed.append("status")
    firm.checked_at = at
    firm.save(update_fields=["name", "status", "checked_at"])
    if changed:
        fact = mandate_events.LegalPersonChanged(legal_person_id=firm.id, fields=tuple(changed))
        ledger.append(fact, actor=actor, at=at)
    if answer.status is FirmStatus.REVOKED:
        end_rights(firm, actor=actor, at=at)
        mandates.end_mandates_of_firm(legal_person_id=firm.id, actor=actor, at=at)


def end_rights(firm: LegalPerson, *, actor: Actor, at: datetime) -> int:
    """End every right to act for a locked legal person, and every token that does; return how many.

    A session that acts for it is refused at its next step, for the right is looked up each time.
    """
    today = timezone.localdate(at)
    rows = LegalPersonHandler.objects.select_for_update().filter(
        Q(until__isnull=True) | Q(until__gt=today), legal_person=firm
    )
    ended = list(rows.order_by("id"))
    for handler in ended:
        handler.until = today
        handler.save(update_fields=["until"])
        fact = events.HandlerEnded(
            legal_person_id=firm.id,
            person_id=handler.person_id,
            role=str(handler.role),
            until=today,
        )
        ledger.append(fact, actor=actor, at=at)
    AccessToken.objects.filter(acting_for=firm.id).delete()
    tokens.clear()
    return len(ended)


def recheck_legal_persons(*, actor: Actor, at: datetime) -> int:
    """Ask the register again about those not asked for a while; return of how many it was asked.

    It stops when the register is away, and goes on with the next run.

    :raises NotYours: the actor is not a process of our own
    """
    policies.check_can(actor, Action.LOAD_IN_BULK)
    before = at - timedelta(days=settings.IDENTITY_RECHECK_DAYS)
    due = LegalPerson.objects.filter(
        Q(checked_at__isnull=True) | Q(checked_at__lt=before),
        status=FirmStatus.ACTIVE,
        representative__isnull=False,
    ).order_by("checked_at", "id")
    asked = 0
    for firm_id in list(due.values_list("id", flat=True)[:BATCH]):
        try:
            _recheck(firm_id, actor=actor, at=at)
        except SourceAway:
            break
        asked += 1
    return asked


def _recheck(firm_id: UUID, *, actor: Actor, at: datetime) -> None:
    known = LegalPerson.objects.select_related("representative").get(pk=firm_id)
    person = known.representative
    answer = _asked(known.uscc, person) if person is not None else None
    with transaction.atomic():
        firm = LegalPerson.objects.select_for_update().get(pk=firm_id)
        if answer is None:
            # The register not knowing it proves nothing about who represents it.
            firm.checked_at = at
            firm.save(update_fields=["checked_at"])
            return
        _note_answer(firm, answer, actor=actor, at=at)
        is_other = answer.status is FirmStatus.ACTIVE and not answer.is_representative
        if is_other and firm.representative_id == known.representative_id:
            end_rights(firm, actor=actor, at=at)
            firm.representative = None
            firm.save(update_fields=["representative"])
            fact = mandate_events.LegalPersonChanged(
                legal_person_id=firm.id, fields=("representative",)
            )
            ledger.append(fact, actor=actor, at=at)
