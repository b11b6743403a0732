# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Making sure who somebody is: by a register, at a counter, by a second kind of evidence."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.codes.resident_id import ResidentId, parse_resident_id
from yiwang.foundation.errors import DomainError
from yiwang.identity import mandate_events, policies
from yiwang.identity.enums import Evidence, EvidenceEnd, Verdict
from yiwang.identity.errors import AccountNotFound, NotYours, PersonNotFound
from yiwang.identity.models import AccessToken, Account, AssuranceEvidence, NaturalPerson
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.policies import Action, Subject
from yiwang.identity.refusals import (
    CardNotSeen,
    Deceased,
    MinorNeedsGuardian,
    NameDiffers,
    NotInRegister,
    NotYourNumber,
    NumberClaimed,
)
from yiwang.identity.services import evidence, people, throttle
from yiwang.identity.services.evidence import Seen
from yiwang.identity.services.texts import clean_name
from yiwang.identity.sources import registry
from yiwang.identity.sources.base import PersonAnswer, Question
from yiwang.identity.token_cache import tokens
from yiwang.ledger import services as ledger

OF_AGE = 18
"""民法典 17: 十八周岁以上的自然人为成年人。"""
CHECKED = 2
PASSKEYS = system_actor("passkeys")
REFUSAL_OF: dict[Verdict, type[DomainError]] = {
    Verdict.NAME_DIFFERS: NameDiffers,
    Verdict.UNKNOWN: NotInRegister,
    Verdict.DECEASED: Deceased,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says that they are, cleaned."""

    name: str
    number: ResidentId = field(repr=False)

    @property
    def question(self) -> Question:
        return Question(self.name, self.number.number)


def age_on(born_on: date, day: date) -> int:
    """Return the age in full years; a birthday of 29 February is 1 March in other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def check_real_name(*, name: str, resident_id: str, actor: Actor, at: datetime) -> NaturalPerson:
    """Ask the population register whether the holder of this account is who they say.

    Nothing is locked while the register is asked, and nothing is stored when it does not answer.
    Call it outside a transaction: a refusal stays in the ledger.

    :raises InvalidResidentId, BadName: the sentence says what is wrong
    :raises MinorNeedsGuardian, Deceased, NameDiffers, NotInRegister, SourceAway: as they say
    :raises NotYourNumber: the account belongs to another number
    :raises NumberClaimed: another account has this number
    :raises TooManyAttempts: the account has tried too often
    """
    account_id = _own_account(actor)
    claim = _claim(name, resident_id, at)
    throttle.count_search(account=str(account_id), at=at)
    try:
        _check_is_own(account_id, claim)
        answer = ask(claim)
        with transaction.atomic():
            person = _person_of(account_id, claim, actor=actor, at=at)
            seen = Seen(Evidence.POPULATION_CHECK, source_name(), answer.reference)
            evidence.record(person, seen, actor=actor, at=at)
    except (NameDiffers, NotInRegister, Deceased, NotYourNumber, NumberClaimed) as refusal:
        with transaction.atomic():
            fact = mandate_events.CheckRefused(account_id=account_id, reason=refusal.code)
            ledger.append(fact, actor=actor, at=at)
        raise
    tokens.clear()
    return person


def ask(claim: Claim) -> PersonAnswer:
    """Return the register's answer when name and number belong to somebody living.

    :raises Deceased, NameDiffers, NotInRegister, SourceAway: they do not, or nobody knows
    """
    seconds: float = settings.IDENTITY_SOURCE_SECONDS
    answer = registry.population().check(claim.question, seconds=seconds)
    if answer.verdict is not Verdict.AGREES:
        raise REFUSAL_OF[answer.verdict]
    return answer


def claim_of(name: str, number: str) -> Claim:
    """Return the claim of somebody who is known already."""
    return Claim(name, parse_resident_id(number))


def check_old_enough(born_on: date, at: datetime) -> None:
    """Refuse somebody who may not register without their guardian.

    :raises MinorNeedsGuardian: younger than the installation's setting says
    """
    least: int = settings.IDENTITY_ALONE_FROM_AGE
    if age_on(born_on, timezone.localdate(at)) < least:
        raise MinorNeedsGuardian(params={"age": least})


def cleaned(name: str, resident_id: str, at: datetime) -> Claim:
    """Return a claim whose parts can be right.

    :raises InvalidResidentId, BadName: they cannot
    """
    number = parse_resident_id(resident_id, on=timezone.localdate(at))
    return Claim(clean_name(name), number)


def _claim(name: str, resident_id: str, at: datetime) -> Claim:
    claim = cleaned(name, resident_id, at)
    check_old_enough(claim.number.born_on, at)
    return claim


def _own_account(actor: Actor) -> UUID:
    if not actor.is_citizen or actor.account_id is None:
        raise NotYours
    return actor.account_id


def source_name() -> str:
    """Return which register is asked."""
    name: str = settings.IDENTITY_POPULATION_SOURCE
    return name


def _check_is_own(account_id: UUID, claim: Claim) -> None:
    """Refuse to check anybody but the person whom the account belongs to already."""
    person = NaturalPerson.objects.filter(account=account_id).first()
    if person is None:
        return
    is_same = bytes(person.resident_id_index) in RESIDENT_ID.indexes(claim.number.number)
    is_named = person.name == claim.name or person.assurance_level < CHECKED
    if not (is_same and is_named):
        raise NotYourNumber


def _person_of(account_id: UUID, claim: Claim, *, actor: Actor, at: datetime) -> NaturalPerson:
    """Return the person behind the account, locked: theirs, one without an account, or a new one.

    :raises NumberClaimed: the person has another account
    """
    account = Account.objects.select_for_update().filter(pk=account_id, is_active=True).first()
    if account is None:
        raise AccountNotFound
    indexes = RESIDENT_ID.indexes(claim.number.number)
    rows = NaturalPerson.objects.select_for_update().filter(resident_id_index__in=indexes)
    person = rows.first() or people.store_checked(
        people.NewPerson(claim.name, claim.number.number), claim.number, actor=actor, at=at
    )
    if Account.objects.filter(person=person).exclude(pk=account_id).exists():
        raise NumberClaimed
    if person.name != claim.name:
        person.name = claim.name
        person.save(update_fields=["name"])
    if account.person_id != person.id:
        account.person = person
        account.save(update_fields=["person"])
        follow_passkeys(account_id=account.id, at=at)
    return person


@transaction.atomic
def verify_at_counter(
    *, person_id: UUID, is_card_seen: bool, actor: Actor, at: datetime
) -> NaturalPerson:
    """Record that the person stood at the counter with their identity card.

    :raises CardNotSeen: the clerk does not say so
    :raises PersonNotFound: there is none such, or the actor works at no counter
    """
    person = locked_for(person_id, actor)
    if not is_card_seen:
        raise CardNotSeen
    if actor.stands_behind(person_id):
        raise NotYours
    seen = Seen(Evidence.COUNTER_CARD, evidence.COUNTER)
    evidence.record(person, seen, actor=actor, at=at)
    tokens.clear()
    return person


@transaction.atomic
def release_number(*, person_id: UUID, is_card_seen: bool, actor: Actor, at: datetime) -> None:
    """Take a person from the account that claimed them.

    Its tokens end, and its own checks count no more. The person, who stood at the counter with
    their card, can then be claimed by their own account.

    :raises CardNotSeen: the clerk does not say so
    :raises PersonNotFound: there is none such, or the actor works at no counter
    :raises AccountNotFound: no account has claimed them
    """
    person = locked_for(person_id, actor)
    if not is_card_seen:
        raise CardNotSeen
    account = Account.objects.select_for_update().filter(person=person).first()
    if account is None:
        raise AccountNotFound
    account.person = None
    account.save(update_fields=["person"])
    AccessToken.objects.filter(account=account).delete()
    tokens.clear()
    gone = (Evidence.POPULATION_CHECK, Evidence.PASSKEY)
    evidence.end(person, gone, EvidenceEnd.WITHDRAWN, actor=actor, at=at)
    fact = mandate_events.NumberReleased(person_id=person.id, account_id=account.id)
    ledger.append(fact, actor=actor, at=at)


@transaction.atomic
def follow_passkeys(*, account_id: UUID, at: datetime) -> None:
    """Let the evidence about a citizen say whether their account has a passkey now."""
    rows = NaturalPerson.objects.select_for_update().filter(account=account_id)
    person = rows.first()
    if person is None:
        return
    has_one = Authenticator.objects.filter(
        user=account_id, type=Authenticator.Type.WEBAUTHN
    ).exists()
    known = AssuranceEvidence.objects.filter(
        person=person, kind=Evidence.PASSKEY, ended_at__isnull=True
    ).exists()
    if has_one and not known:
        evidence.record(person, Seen(Evidence.PASSKEY, "account"), actor=PASSKEYS, at=at)
    elif known and not has_one:
        evidence.end(person, (Evidence.PASSKEY,), EvidenceEnd.WITHDRAWN, actor=PASSKEYS, at=at)


def locked_for(person_id: UUID, actor: Actor) -> NaturalPerson:
    """Return a person, locked, to somebody who may vouch for them.

    :raises PersonNotFound: there is none such, or the actor may not
    """
    person = NaturalPerson.objects.select_for_update().filter(pk=person_id).first()
    if person is None or not policies.can(actor, Action.SET_ASSURANCE, Subject(person_id)):
        raise PersonNotFound
    return person
