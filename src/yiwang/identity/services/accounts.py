# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Accounts: opened, closed, and given another password."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from yiwang.foundation.actors import ANONYMOUS, Actor
from yiwang.foundation.errors import DomainError
from yiwang.identity import events, policies
from yiwang.identity.errors import (
    AccountExists,
    AccountNotFound,
    BadLogin,
    LoginTaken,
    PersonNotFound,
    PhoneTaken,
)
from yiwang.identity.models import Account, NaturalPerson
from yiwang.identity.numbers import ACCOUNT_PHONE, PERSON_PHONE
from yiwang.identity.own_account import phone_of
from yiwang.identity.policies import Action, Place, Subject
from yiwang.identity.services import password_words, passwords, people, real_names, throttle
from yiwang.identity.services.open_sessions import end_everything
from yiwang.ledger import services as ledger
from yiwang.ledger.events import Fact
from yiwang.organizations import selectors as organizations

BATCH = 1000

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{3,63}", re.ASCII)
_TAKEN_BY_CONSTRAINT: Mapping[str, type[DomainError]] = {
    "account_phone_unique": PhoneTaken,
    "identity_account_person_id_key": AccountExists,
    "identity_account_staff_id_key": AccountExists,
}


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to open in bulk, for a person or for a staff member."""

    login: str
    person_id: UUID | None = None
    staff_id: UUID | None = None


def create_account(
    *,
    person_id: UUID,
    login: str,
    password: str,
    is_phone_login: bool = False,
    actor: Actor,
    at: datetime,
) -> Account:
    """Open a citizen's account.

    :param is_phone_login: the person's telephone number signs in too
    :raises NotYours: the actor does not help at a counter; strangers ``sign_up``
    :raises PersonNotFound: there is no such person
    :raises BadLogin, WeakPassword: the sentence says what to change
    :raises LoginTaken, PhoneTaken, AccountExists: as they say
    """
    policies.check_can(actor, Action.CREATE_ACCOUNT, Subject(person_id=person_id))
    person = NaturalPerson.objects.filter(pk=person_id).first()
    if person is None:
        raise PersonNotFound
    return _open(
        person,
        login=login,
        password=password,
        phone=_phone_of(person) if is_phone_login else "",
        actor=actor,
        at=at,
    )


def sign_up(
    *,
    person: people.NewPerson,
    login: str,
    password: str,
    is_phone_login: bool = False,
    ip: str,
    at: datetime,
) -> Account:
    """Let a stranger register themselves and open their account, all or nothing.

    They get the assurance level of somebody who only says who they are, and an account for nobody
    but the person registered with it. Call it outside a transaction: the attempt must stay counted.

    :raises TooManyAttempts: the address has asked for too many accounts
    :raises MinorNeedsGuardian: the number says that they are too young to register alone
    :raises DomainError: as ``register_person`` and ``create_account`` do
    """
    throttle.count_sign_up(ip=ip, at=at)
    claim = real_names.cleaned(person.name, person.resident_id, at)
    real_names.check_old_enough(claim.number.born_on, at)
    new = replace(person, assurance_level=policies.SELF_REGISTERED_ASSURANCE)
    with transaction.atomic():
        registered = people.store_person(new, actor=ANONYMOUS, at=at)
        return _open(
            registered,
            login=login,
            password=password,
            phone=_phone_of(registered) if is_phone_login else "",
            actor=ANONYMOUS,
            at=at,
        )


def create_staff_account(
    *, staff_id: UUID, login: str, password: str, actor: Actor, at: datetime
) -> Account:
    """Open a staff member's account.

    :raises NotYours: the actor does not manage every department that the staff member belongs to
    :raises BadLogin, WeakPassword: the sentence says what to change
    :raises LoginTaken, AccountExists: as they say
    """
    login = clean_login(login)
    own = password_words.of_staff(staff_id, at=at)
    hashed = passwords.hashed(password, login=login, own=own, is_staff=True)
    return open_staff_account(staff_id=staff_id, login=login, hashed=hashed, actor=actor, at=at)


def open_staff_account(
    *, staff_id: UUID, login: str, hashed: str = "", actor: Actor, at: datetime
) -> Account:
    """Open a staff member's account; without a hash nobody signs in to it before its activation.

    :raises NotYours, BadLogin, LoginTaken, AccountExists: as ``create_staff_account`` does
    """
    policies.check_can(actor, Action.CREATE_STAFF_ACCOUNT, _staff_subject(staff_id, at))
    account = Account(
        login=clean_login(login),
        password=hashed or make_password(None),
        staff_id=staff_id,
        created_at=at,
        password_changed_at=at,
    )
    _store(account, actor=actor, at=at)
    return account


@transaction.atomic
def create_accounts_bulk(
    *, accounts: Sequence[NewAccount], shared_password: str, actor: Actor, at: datetime
) -> list[UUID]:
    """Open many accounts with one password, for demonstrations and load tests.

    The password is hashed once and not checked for strength.

    :raises NotYours: the actor is not a process of our own
    :raises LoginTaken, AccountExists: one of them is, or comes twice
    """
    policies.check_can(actor, Action.LOAD_IN_BULK)
    password = make_password(shared_password)
    made = [
        Account(
            login=clean_login(new.login),
            password=password,
            person_id=new.person_id,
            staff_id=new.staff_id,
            created_at=at,
            password_changed_at=at,
        )
        for new in accounts
    ]
    for start in range(0, len(made), BATCH):
        batch = made[start : start + BATCH]
        try:
            with transaction.atomic():
                Account.objects.bulk_create(batch)
        except IntegrityError as error:
            raise _taken(error) from error
        ledger.append(*map(created, batch), actor=actor, at=at)
    return [account.id for account in made]


@transaction.atomic
def close_account(*, account_id: UUID, actor: Actor, at: datetime) -> Account:
    """Close an account: nobody signs in to it any more, and what is open ends at once.

    :raises AccountNotFound: there is none such, or the actor does not manage it
    """
    account = managed(account_id, Action.CLOSE_ACCOUNT, actor=actor, at=at)
    _close(account, actor=actor, at=at)
    return account


@transaction.atomic
def reopen_account(*, account_id: UUID, actor: Actor, at: datetime) -> Account:
    """Open a closed account again, with the password it had.

    :raises AccountNotFound: there is none such, or the actor does not manage it
    """
    account = managed(account_id, Action.CLOSE_ACCOUNT, actor=actor, at=at)
    account.is_active = True
    account.save(update_fields=["is_active"])
    ledger.append(events.AccountReopened(account_id=account.id), actor=actor, at=at)
    return account


@transaction.atomic
def close_accounts_of_former_staff(
    *, actor: Actor, at: datetime, staff_id: UUID | None = None
) -> int:
    """Close the accounts of staff whose last post, or last day, is over; return how many.

    :param staff_id: only this one's

    :raises NotYours: the actor is not a process of our own
    """
    policies.check_can(actor, Action.LOAD_IN_BULK)
    today = timezone.localdate(at)
    still_held = Q(staff__holdings__held_to__isnull=True) | Q(staff__holdings__held_to__gt=today)
    left = Q(staff__left_on__lt=today) | Q(staff__holdings__isnull=False)
    staff = Account.objects.filter(left, is_active=True, staff__isnull=False)
    if staff_id is not None:
        staff = staff.filter(staff_id=staff_id)
    gone = staff.exclude(pk__in=staff.filter(still_held).values("pk"))
    locked = Account.objects.select_for_update().filter(pk__in=gone.values("pk"))
    accounts = list(locked.order_by("pk"))
    for account in accounts:
        _close(account, actor=actor, at=at)
    return len(accounts)


@transaction.atomic
def unlock_sign_in(*, account_id: UUID, actor: Actor, at: datetime) -> None:
    """Let a login that was locked after failed attempts be tried again.

    :raises AccountNotFound: there is none such, or the actor does not manage it
    """
    account = managed(account_id, Action.UNLOCK_SIGN_IN, actor=actor, at=at)
    throttle.unlock(logins=names_of(account))
    ledger.append(events.SignInUnlocked(account_id=account.id), actor=actor, at=at)


def forget_attempts(account: Account) -> None:
    """Let an account that was locked after failed attempts be tried again; in a transaction."""
    throttle.unlock(logins=names_of(account))


def names_of(account: Account) -> list[str]:
    """Return everything that attempts to sign in to an account are counted under."""
    return [*first_names_of(account), f"factor:{account.id}"]


def first_names_of(account: Account) -> list[str]:
    """Return what attempts at the password of an account are counted under."""
    addresses = EmailAddress.objects.filter(user_id=account.id).values_list("email", flat=True)
    return [name for name in (account.login, phone_of(account), *addresses) if name]


def clean_login(login: str) -> str:
    """Return a login as it is stored: small letters.

    :raises BadLogin: too short, too long or oddly written
    """
    login = login.strip().lower()
    if not is_login(login):
        raise BadLogin
    return login


def is_login(text: str) -> bool:
    """Tell whether a text could be a login as it is."""
    return _LOGIN.fullmatch(text) is not None


def _open(
    person: NaturalPerson,
    *,
    login: str,
    password: str,
    phone: str,
    actor: Actor,
    at: datetime,
) -> Account:
    login = clean_login(login)
    account = Account(
        login=login,
        password=passwords.hashed(
            password, login=login, own=password_words.of_person(person), is_staff=False
        ),
        person=person,
        phone_index=ACCOUNT_PHONE.index(phone) if phone else None,
        created_at=at,
        password_changed_at=at,
    )
    if phone:
        account.phone_cipher = ACCOUNT_PHONE.seal(phone, account.id)
    _store(account, actor=actor, at=at)
    return account


def _phone_of(person: NaturalPerson) -> str:
    if not person.phone_cipher:
        return ""
    phone = PERSON_PHONE.open(person.phone_cipher, person.id)
    if Account.objects.filter(phone_index__in=ACCOUNT_PHONE.indexes(phone)).exists():
        raise PhoneTaken
    return phone


def _store(account: Account, *, actor: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            ledger.append(created(account), actor=actor, at=at)
    except IntegrityError as error:
        raise _taken(error) from error


def _taken(error: IntegrityError) -> DomainError:
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", "") or ""
    return _TAKEN_BY_CONSTRAINT.get(name, LoginTaken)()


def created(account: Account) -> Fact:
    """Return the fact that an account was opened."""
    return events.AccountCreated(
        account_id=account.id, person_id=account.person_id, staff_id=account.staff_id
    )


def locked(account_id: UUID) -> Account:
    """Return an account, held for the rest of the transaction.

    :raises AccountNotFound: there is none such
    """
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise AccountNotFound
    return account


def managed(account_id: UUID, action: Action, *, actor: Actor, at: datetime) -> Account:
    """Return an account that the actor may do this to, held for the rest of the transaction.

    :raises AccountNotFound: there is none such, or the actor may not
    """
    account = locked(account_id)
    if not policies.can(actor, action, subject_of(account, at)):
        raise AccountNotFound
    return account


def subject_of(account: Account, at: datetime) -> Subject:
    """Return what policies have to know of an account."""
    if account.staff_id is not None:
        return _staff_subject(account.staff_id, at, account_id=account.id)
    return Subject(person_id=account.person_id, account_id=account.id)


def _staff_subject(staff_id: UUID, at: datetime, *, account_id: UUID | None = None) -> Subject:
    departments = organizations.departments_of_staff(staff_id, timezone.localdate(at))
    places = tuple(Place(found.id, found.division_code) for found in departments)
    return Subject(staff_id=staff_id, account_id=account_id, places=places)


def _close(account: Account, *, actor: Actor, at: datetime) -> None:
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_everything(account)
    ledger.append(events.AccountClosed(account_id=account.id), actor=actor, at=at)
