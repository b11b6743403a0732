# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Guardians of minors: proved by the household register or at a counter, over at 18."""

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.identity import mandate_events
from yiwang.identity.enums import Evidence, GuardianProof
from yiwang.identity.errors import MandateNotFound, NotYours, PersonNotFound
from yiwang.identity.models import AccessToken, Guardianship, NaturalPerson
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.refusals import (
    AssuranceNeeded,
    CardNotSeen,
    GuardianshipExists,
    NotAMinor,
    NotTheGuardian,
    PrincipalUnfit,
)
from yiwang.identity.services import evidence, people, real_names, throttle
from yiwang.identity.services.evidence import Seen
from yiwang.identity.services.real_names import CHECKED, OF_AGE, Claim, age_on
from yiwang.identity.sources import registry
from yiwang.identity.sources.base import Question
from yiwang.identity.token_cache import tokens
from yiwang.ledger import services as ledger


def birthday(born_on: date, years: int) -> date:
    """Return the birthday of that age; 1 March for those born on 29 February in other years."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def become_guardian(*, name: str, resident_id: str, actor: Actor, at: datetime) -> Guardianship:
    """Let a parent act for their child, when the household register says that they are.

    The child is registered when nobody here knows it yet. Call it outside a transaction.

    :raises NotAMinor, NotTheGuardian, GuardianshipExists: as they say
    :raises AssuranceNeeded, PrincipalUnfit: the actor is not real-name, or a minor
    :raises NameDiffers, NotInRegister, Deceased, SourceAway: of the child
    """
    claim = real_names.cleaned(name, resident_id, at)
    _check_minor(claim.number.born_on, at)
    guardian = _guardian(actor, at)
    throttle.count_search(account=str(actor.account_id), at=at)
    checked = real_names.ask(claim)
    number = RESIDENT_ID.open(guardian.resident_id_cipher, guardian.id)
    seconds: float = settings.IDENTITY_SOURCE_SECONDS
    answer = registry.population().household(
        Question(guardian.name, number), claim.question, seconds=seconds
    )
    if not answer.is_guardian:
        raise NotTheGuardian
    with transaction.atomic():
        ward = _ward(claim, checked.reference, actor=actor, at=at)
        made = Guardianship(
            guardian=guardian,
            ward=ward,
            proof=GuardianProof.HOUSEHOLD,
            source=settings.IDENTITY_POPULATION_SOURCE,
            reference=answer.reference[:80],
        )
        return _begin(made, actor=actor, at=at)


@transaction.atomic
def register_guardian(
    *, guardian_id: UUID, ward_id: UUID, is_proof_seen: bool, actor: Actor, at: datetime
) -> Guardianship:
    """Record at a counter that somebody is the guardian of a minor, after their papers were seen.

    :raises CardNotSeen: the clerk does not say so
    :raises PersonNotFound: one of them is unknown, or the actor works at no counter
    :raises NotAMinor, PrincipalUnfit, GuardianshipExists: as they say
    """
    guardian = real_names.locked_for(guardian_id, actor)
    ward = real_names.locked_for(ward_id, actor)
    if not is_proof_seen:
        raise CardNotSeen
    if actor.person_id in {guardian_id, ward_id}:
        raise NotYours
    _check_minor(ward.born_on, at)
    _check_of_age(guardian, at)
    made = Guardianship(
        guardian=guardian,
        ward=ward,
        proof=GuardianProof.COUNTER,
        source=evidence.COUNTER,
        staff_id=actor.staff_id,
    )
    return _begin(made, actor=actor, at=at)


@transaction.atomic
def end_guardianship(*, guardianship_id: UUID, actor: Actor, at: datetime) -> Guardianship:
    """End a guardianship today: by the guardian, or at a counter.

    :raises MandateNotFound: there is none such, or the actor has no part in it
    """
    made = Guardianship.objects.select_for_update().filter(pk=guardianship_id).first()
    if made is None or made.is_ended:
        raise MandateNotFound
    if not (actor.is_citizen and actor.person_id == made.guardian_id):
        try:
            real_names.locked_for(made.ward_id, actor)
        except PersonNotFound:
            raise MandateNotFound from None
    made.until = min(made.until, timezone.localdate(at))
    _close(made, actor=actor, at=at)
    return made


@transaction.atomic
def end_guardianships_of_adults(*, actor: Actor, at: datetime) -> int:
    """Note that wards are of age; return of how many. Nobody could act for them since that day."""
    due = Guardianship.objects.filter(is_ended=False, until__lte=timezone.localdate(at))
    rows = list(due.select_for_update(skip_locked=True).order_by("until", "id")[:500])
    for made in rows:
        _close(made, actor=actor, at=at)
    return len(rows)


def _close(made: Guardianship, *, actor: Actor, at: datetime) -> None:
    made.is_ended = True
    made.save(update_fields=["is_ended", "until"])
    AccessToken.objects.filter(acting_for=made.id).delete()
    tokens.clear()
    fact = mandate_events.GuardianshipEnded(person_id=made.ward_id, guardian_id=made.guardian_id)
    ledger.append(fact, actor=actor, at=at)


def _begin(made: Guardianship, *, actor: Actor, at: datetime) -> Guardianship:
    open_ones = Guardianship.objects.filter(
        guardian_id=made.guardian_id, ward_id=made.ward_id, is_ended=False
    )
    if open_ones.exists():
        raise GuardianshipExists
    made.since = timezone.localdate(at)
    made.until = birthday(made.ward.born_on, OF_AGE)
    made.save(force_insert=True)
    fact = mandate_events.GuardianshipBegun(
        person_id=made.ward_id,
        guardian_id=made.guardian_id,
        proof=str(made.proof),
        until=made.until,
    )
    ledger.append(fact, actor=actor, at=at)
    return made


def _guardian(actor: Actor, at: datetime) -> NaturalPerson:
    if not actor.is_citizen or actor.is_acting_for_another:
        raise PrincipalUnfit
    if actor.person_id is None or actor.assurance < CHECKED:
        raise AssuranceNeeded
    guardian = NaturalPerson.objects.get(pk=actor.person_id)
    _check_of_age(guardian, at)
    return guardian


def _check_of_age(person: NaturalPerson, at: datetime) -> None:
    if age_on(person.born_on, timezone.localdate(at)) < OF_AGE:
        raise PrincipalUnfit


def _check_minor(born_on: date, at: datetime) -> None:
    if age_on(born_on, timezone.localdate(at)) >= OF_AGE:
        raise NotAMinor


def _ward(claim: Claim, reference: str, *, actor: Actor, at: datetime) -> NaturalPerson:
    """Return the child, locked: known here, or registered now."""
    indexes = RESIDENT_ID.indexes(claim.number.number)
    rows = NaturalPerson.objects.select_for_update().filter(resident_id_index__in=indexes)
    ward = rows.first()
    if ward is None:
        new = people.NewPerson(claim.name, claim.number.number)
        ward = people.store_checked(new, claim.number, actor=actor, at=at)
    seen = Seen(Evidence.POPULATION_CHECK, settings.IDENTITY_POPULATION_SOURCE, reference)
    evidence.record(ward, seen, actor=actor, at=at)
    return ward
