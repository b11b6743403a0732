# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who has lost every factor: one procedure, with proof of the level at which they were enrolled.

A citizen stands at a counter with the identity card; who was known at level 3 is besides asked of
the population register anew, so that what is seen now gives the level that they had. A staff
member's factors are voided by the security administrator, which takes the account out of use; the
system administrator then hands a code out, as when it was opened (``activations.hand_out_code``).
So neither can take over a colleague's account alone. Everything that signed in ends.

Source: OWASP ASVS 5.0.0, 6.4.4.
"""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.db import transaction

from yiwang.foundation.actors import Actor
from yiwang.identity import account_events, mandate_events
from yiwang.identity.enums import Evidence
from yiwang.identity.errors import AccountNotFound, NotYours
from yiwang.identity.models import Account, AssuranceEvidence, NaturalPerson
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.policies import Action
from yiwang.identity.refusals import ProofTooWeak
from yiwang.identity.services import accounts, evidence, passwords, real_names
from yiwang.identity.services.evidence import Seen
from yiwang.identity.services.open_sessions import end_everything
from yiwang.ledger import services as ledger


def replace_lost_factors(
    *, person_id: UUID, is_card_seen: bool, actor: Actor, at: datetime
) -> NaturalPerson:
    """Take the lost factors of somebody who stands at a counter from their account.

    Nothing is locked while the register is asked. Their password stays: with it, or with a code to
    their number, they sign in and set up new factors.

    :raises NotYours: the clerk stands there for themselves, or for whom they represent
    :raises CardNotSeen: the clerk does not say so
    :raises PersonNotFound: there is none such, or the actor works at no counter
    :raises AccountNotFound: the person has no account
    :raises Deceased, NameDiffers, NotInRegister, SourceAway: the register does not know them so
    :raises ProofTooWeak: what was seen now gives less than they were known by
    """
    with transaction.atomic():
        person = real_names.locked_for(person_id, actor)
        if actor.stands_behind(person_id):
            raise NotYours
        enrolled = person.assurance_level
    reference = _asked_anew(person) if enrolled > real_names.CHECKED and is_card_seen else None
    with transaction.atomic():
        person = real_names.verify_at_counter(
            person_id=person_id, is_card_seen=is_card_seen, actor=actor, at=at
        )
        if reference is not None:
            source = real_names.source_name()
            seen = Seen(Evidence.POPULATION_CHECK, source, reference)
            evidence.record(person, seen, actor=actor, at=at)
        now = AssuranceEvidence.objects.filter(person=person, seen_at=at, ended_at__isnull=True)
        if evidence.level_of(list(now.order_by("id"))) < enrolled:
            raise ProofTooWeak(params={"level": enrolled})
        account = Account.objects.select_for_update().filter(person=person).first()
        if account is None:
            raise AccountNotFound
        take_factors_away(account, actor=actor, at=at)
        fact = mandate_events.FactorsReplaced(person_id=person.id, account_id=account.id)
        ledger.append(fact, actor=actor, at=at)
    return person


@transaction.atomic
def void_factors_of_staff(*, account_id: UUID, actor: Actor, at: datetime) -> None:
    """Take the lost factors of a staff member away, and their account out of use.

    :raises AccountNotFound: there is none such of staff, or the actor does not guard it
    :raises NotYours: it is the actor's own
    """
    account = accounts.managed(account_id, Action.UNLOCK_SIGN_IN, actor=actor, at=at)
    if account.staff_id is None:
        raise AccountNotFound
    if account.pk == actor.account_id:
        raise NotYours
    passwords.remember(account, at=at)
    account.password, account.password_changed_at = make_password(None), at
    account.save(update_fields=["password", "password_changed_at"])
    take_factors_away(account, actor=actor, at=at)


def take_factors_away(account: Account, *, actor: Actor, at: datetime) -> None:
    """Delete every factor beside the password, and end everything open; in a transaction."""
    kinds = Authenticator.objects.filter(user=account).order_by("type")
    gone = sorted(set(kinds.values_list("type", flat=True)))
    kinds.delete()
    if account.certificates.all().delete()[0]:
        gone.append("certificate")
    if SocialAccount.objects.filter(user=account).delete()[0]:
        gone.append("openid")
    for factor in gone:
        fact = account_events.FactorChanged(account_id=account.id, factor=factor, change="removed")
        ledger.append(fact, actor=actor, at=at)
    real_names.follow_passkeys(account_id=account.id, at=at)
    end_everything(account)
    accounts.forget_attempts(account)


def _asked_anew(person: NaturalPerson) -> str:
    number = RESIDENT_ID.open(person.resident_id_cipher, person.id)
    return real_names.ask(real_names.claim_of(person.name, number)).reference
