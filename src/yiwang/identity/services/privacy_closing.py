# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Closing an account: asked for, cooled off, then what signs in is erased for good.

What the law keeps (cases, proof of who acted for whom, the ledger) stays where it is and is used
for nothing else (《个人信息保护法》第四十七条). The person may open another account any day.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.identity import events, policies, privacy_events
from yiwang.identity.errors import NotYours
from yiwang.identity.models import (
    Account,
    AccountClosing,
    AssuranceEvidence,
    DataCorrection,
    NaturalPerson,
)
from yiwang.identity.policies import Action
from yiwang.identity.privacy_refusals import ClosingUnderWay, MattersOpen, NoClosing
from yiwang.identity.privacy_terms import Term, term
from yiwang.identity.services import privacy_holdings as holdings
from yiwang.identity.services.mandates import end_mandates_of_person
from yiwang.identity.services.open_sessions import end_everything
from yiwang.identity.services.privacy_holdings import Whose
from yiwang.ledger import services as ledger

if TYPE_CHECKING:
    from django.db import models

NAMED_AT_MOST = 3


@transaction.atomic
def ask_closing(*, actor: Actor, at: datetime) -> AccountClosing:
    """Ask for one's own account to be closed after the days of reflection.

    :raises NotYours: the actor is no citizen, or acts for somebody else now
    :raises MattersOpen: something is under way
    :raises ClosingUnderWay: it was asked for
    """
    if not actor.is_citizen or actor.account_id is None or actor.is_acting_for_another:
        raise NotYours
    _check_nothing_open(Whose(actor.account_id, actor.person_id))
    closes_at = at + timedelta(days=max(term(Term.CLOSING_DAYS), 1))
    made = AccountClosing(account_id=actor.account_id, asked_at=at, closes_at=closes_at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise ClosingUnderWay from error
    fact = privacy_events.ClosingAsked(
        account_id=actor.account_id, closes_on=timezone.localdate(closes_at)
    )
    ledger.append(fact, actor=actor, at=at)
    return made


@transaction.atomic
def cancel_closing(*, actor: Actor, at: datetime) -> None:
    """Keep one's account after all.

    :raises NoClosing: nobody asked to close it, or it is too late
    """
    if not actor.is_citizen or actor.account_id is None:
        raise NoClosing
    found = _under_way().filter(account_id=actor.account_id).first()
    if found is None:
        raise NoClosing
    _cancel(found, actor=actor, at=at)


def close_due_accounts(*, actor: Actor, at: datetime) -> list[Whose]:
    """Close the accounts whose days are over; return whose they were.

    Where something has come under way meanwhile, the account stays and its owner is told.

    :raises NotYours: the actor is not a process of our own
    """
    policies.check_can(actor, Action.LOAD_IN_BULK)
    due = AccountClosing.objects.filter(
        closes_at__lte=at, cancelled_at__isnull=True, closed_at__isnull=True
    )
    ids = list(due.order_by("closes_at").values_list("pk", flat=True)[:200])
    closed = [_close(closing_id, actor=actor, at=at) for closing_id in ids]
    return [whose for whose in closed if whose is not None]


@transaction.atomic
def _close(closing_id: UUID, *, actor: Actor, at: datetime) -> Whose | None:
    closing = _under_way().filter(pk=closing_id).first()
    if closing is None:
        return None
    account = Account.objects.select_for_update(of=("self",)).get(pk=closing.account_id)
    whose = Whose(account.id, account.person_id)
    if holdings.open_matters_of(whose):
        _cancel(closing, actor=actor, at=at)
        return None
    is_person_kept = bool(holdings.kept_of(whose))
    for holding in holdings.holdings():
        holding.erase(whose)
    if whose.person_id is not None:
        end_mandates_of_person(person_id=whose.person_id, actor=actor, at=at)
    _erase_what_signs_in(account)
    is_person_erased = _erase_person(whose.person_id, is_kept=is_person_kept)
    closing.closed_at = at
    closing.save(update_fields=["closed_at"])
    ledger.append(
        events.AccountClosed(account_id=account.id),
        privacy_events.AccountErased(account_id=account.id, is_person_erased=is_person_erased),
        actor=actor,
        at=at,
    )
    return whose


def _erase_what_signs_in(account: Account) -> None:
    """Erase everything that signs in; the row stays, so that the ledger's ids lead somewhere."""
    end_everything(account)
    EmailAddress.objects.filter(user=account).delete()
    Authenticator.objects.filter(user=account).delete()
    SocialAccount.objects.filter(user=account).delete()
    account.certificates.all().delete()
    account.past_passwords.all().delete()
    account.login, account.password = f"closed-{account.id.hex}", make_password(None)
    account.phone_index = account.phone_cipher = account.person = None
    account.is_active = False
    account.save()


def _erase_person(person_id: UUID | None, *, is_kept: bool) -> bool:
    """Erase the person when nothing has to be kept of them, else only how to reach them."""
    if person_id is None:
        return False
    if not is_kept:
        try:
            with transaction.atomic():
                AssuranceEvidence.objects.filter(person_id=person_id).delete()
                DataCorrection.objects.filter(person_id=person_id).delete()
                NaturalPerson.objects.filter(pk=person_id).delete()
        except ProtectedError:
            pass  # a firm, a mandate or a guardianship names them
        else:
            return True
    person = NaturalPerson.objects.select_for_update().get(pk=person_id)
    person.phone_cipher = person.phone_index = person.address_division = None
    person.address_text = ""
    fields = ["phone_cipher", "phone_index", "address_division", "address_text"]
    person.save(update_fields=fields)
    return False


def _cancel(closing: AccountClosing, *, actor: Actor, at: datetime) -> None:
    closing.cancelled_at = at
    closing.save(update_fields=["cancelled_at"])
    fact = privacy_events.ClosingCancelled(account_id=closing.account_id)
    ledger.append(fact, actor=actor, at=at)


def _under_way() -> "models.QuerySet[AccountClosing]":
    rows = AccountClosing.objects.select_for_update(of=("self",))
    return rows.filter(cancelled_at__isnull=True, closed_at__isnull=True)


def _check_nothing_open(whose: Whose) -> None:
    matters = holdings.open_matters_of(whose)
    if matters:
        named = "、".join(matters[:NAMED_AT_MOST])
        raise MattersOpen(params={"count": len(matters), "names": named})
