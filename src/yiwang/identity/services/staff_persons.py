# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A staff member states once which natural person they are; their own matters go to colleagues."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yiwang.foundation.actors import Actor
from yiwang.identity import mandate_events
from yiwang.identity.errors import NotYours
from yiwang.identity.models import NaturalPerson, StaffPerson
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.identity.refusals import AlreadyStated, PersonServesAlready
from yiwang.identity.services import people, real_names, throttle
from yiwang.identity.token_cache import tokens
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations


def state_own_person(*, resident_id: str, actor: Actor, at: datetime) -> StaffPerson:
    """Take down who a staff member is; the register has to know their name under this number.

    Call it outside a transaction: nothing is locked while the register is asked.

    :raises NotYours: the actor is not of the staff
    :raises AlreadyStated: they have said so before; nobody takes it back
    :raises PersonServesAlready: another staff member has said to be this person
    :raises InvalidResidentId, Deceased, NameDiffers, NotInRegister, SourceAway: as they say
    :raises TooManyAttempts: the account has tried too often
    """
    if not actor.is_staff or actor.staff_id is None:
        raise NotYours
    if has_stated(actor.staff_id):
        raise AlreadyStated
    name = organizations.staff_names([actor.staff_id])[actor.staff_id]
    claim = real_names.cleaned(name, resident_id, at)
    throttle.count_search(account=str(actor.account_id), at=at)
    real_names.ask(claim)
    try:
        with transaction.atomic():
            made = _stated(actor.staff_id, claim, actor=actor, at=at)
    except IntegrityError as error:
        raise PersonServesAlready from error
    tokens.clear()
    return made


def has_stated(staff_id: UUID) -> bool:
    """Tell whether a staff member has said which person they are."""
    return StaffPerson.objects.filter(pk=staff_id).exists()


def _stated(staff_id: UUID, claim: real_names.Claim, *, actor: Actor, at: datetime) -> StaffPerson:
    rows = NaturalPerson.objects.filter(
        resident_id_index__in=RESIDENT_ID.indexes(claim.number.number)
    )
    person = rows.first() or people.store_checked(
        people.NewPerson(claim.name, claim.number.number), claim.number, actor=actor, at=at
    )
    made = StaffPerson(staff_id=staff_id, person=person, stated_at=at)
    made.save(force_insert=True)
    fact = mandate_events.StaffPersonStated(person_id=person.id, staff_id=staff_id)
    ledger.append(fact, actor=actor, at=at)
    return made
