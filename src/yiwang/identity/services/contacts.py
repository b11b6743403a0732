# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The telephone number and the e-mail address that an account signs in with.

Only what was confirmed by a code is ever stored: nobody can hold the number of somebody else, and
an account is never opened around a number that its owner has not seen a code on.
"""

import secrets
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from yiwang.foundation.actors import ANONYMOUS, Actor
from yiwang.identity import account_events, events, policies
from yiwang.identity.errors import AccountNotFound, BadContact, EmailTaken, PhoneTaken
from yiwang.identity.models import Account
from yiwang.identity.numbers import ACCOUNT_PHONE
from yiwang.identity.policies import Action, Subject
from yiwang.identity.services.texts import clean_phone
from yiwang.ledger import services as ledger

MOBILE_DIGITS = 11
LOGIN_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def clean_contact(text: str) -> tuple[str, str]:
    """Return ``("phone", number)`` or ``("email", address)`` for what somebody typed.

    :raises BadContact: it is neither a mobile number nor an e-mail address
    """
    text = text.strip()
    if "@" in text:
        try:
            validate_email(text)
        except ValidationError:
            raise BadContact from None
        return "email", text.lower()
    number = clean_phone(text)
    if len(number) != MOBILE_DIGITS or not number.isdigit():
        raise BadContact
    return "phone", number


def account_by_phone(phone: str) -> Account | None:
    """Return the open account that a telephone number signs in to."""
    indexes = ACCOUNT_PHONE.indexes(phone)
    return Account.objects.filter(phone_index__in=indexes, is_active=True).first()


def account_by_email(email: str) -> Account | None:
    """Return the open account that an e-mail address signs in to."""
    mine = EmailAddress.objects.filter(email=email.lower(), verified=True).values("user_id")
    return Account.objects.filter(pk__in=mine, is_active=True).first()


def account_by_contact(kind: str, contact: str) -> Account | None:
    """Return the open account that a number or an address signs in to."""
    return account_by_phone(contact) if kind == "phone" else account_by_email(contact)


def is_contact_known(kind: str, contact: str) -> bool:
    """Tell whether a number or an address signs in to any account, closed ones among them."""
    if kind == "phone":
        return Account.objects.filter(phone_index__in=ACCOUNT_PHONE.indexes(contact)).exists()
    return bool(EmailAddress.objects.filter(email=contact.lower()).exists())


@transaction.atomic
def register_account(
    *, phone: str = "", email: str = "", password_hash: str, at: datetime
) -> Account:
    """Open an account for somebody who has confirmed a number or an address.

    It names nobody yet: its assurance is 0 until a real-name check says who it is.

    :param password_hash: of a password that has passed ``check_acceptable``
    :raises PhoneTaken, EmailTaken: somebody else was quicker
    """
    account = Account(
        login=_new_login(),
        password=password_hash,
        phone_index=ACCOUNT_PHONE.index(phone) if phone else None,
        created_at=at,
        password_changed_at=at,
    )
    if phone:
        account.phone_cipher = ACCOUNT_PHONE.seal(phone, account.id)
    _save_unless_taken(account)
    if email:
        _store_email(account.id, email)
    fact = events.AccountCreated(account_id=account.id, person_id=None, staff_id=None)
    ledger.append(fact, actor=ANONYMOUS, at=at)
    return account


@transaction.atomic
def set_phone(*, account_id: UUID, phone: str, actor: Actor, at: datetime) -> Account:
    """Let a number that its owner has confirmed sign in to their own account; "" for none.

    :raises AccountNotFound: it is not the actor's account
    :raises PhoneTaken: it signs in to another one
    """
    account = _own(account_id, actor)
    account.phone_index = ACCOUNT_PHONE.index(phone) if phone else None
    account.phone_cipher = ACCOUNT_PHONE.seal(phone, account.id) if phone else None
    _save_unless_taken(account, ["phone_index", "phone_cipher"])
    _note(account_id, "phone", is_set=bool(phone), actor=actor, at=at)
    return account


@transaction.atomic
def set_email(*, account_id: UUID, email: str, actor: Actor, at: datetime) -> None:
    """Let an address that its owner has confirmed sign in to their own account; "" for none.

    :raises AccountNotFound: it is not the actor's account
    :raises EmailTaken: it signs in to another one
    """
    _own(account_id, actor)
    EmailAddress.objects.filter(user_id=account_id).delete()
    if email:
        _store_email(account_id, email)
    _note(account_id, "email", is_set=bool(email), actor=actor, at=at)


def _own(account_id: UUID, actor: Actor) -> Account:
    if not policies.can(actor, Action.CHANGE_PASSWORD, Subject(account_id=account_id)):
        raise AccountNotFound
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise AccountNotFound
    return account


def _store_email(account_id: UUID, email: str) -> None:
    try:
        with transaction.atomic():
            EmailAddress.objects.create(
                user_id=account_id, email=email.lower(), verified=True, primary=True
            )
    except IntegrityError as error:
        raise EmailTaken from error


def _save_unless_taken(account: Account, fields: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            account.save(update_fields=fields, force_insert=fields is None)
    except IntegrityError as error:
        raise PhoneTaken from error


def _note(account_id: UUID, contact: str, *, is_set: bool, actor: Actor, at: datetime) -> None:
    fact = account_events.ContactChanged(account_id=account_id, contact=contact, is_set=is_set)
    ledger.append(fact, actor=actor, at=at)


def _new_login() -> str:
    """Return a login that nobody chose: ``u`` and 11 signs, of which there are 10^16."""
    return "u" + "".join(secrets.choice(LOGIN_SIGNS) for _place in range(11))
