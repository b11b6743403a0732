# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing in with a password, without telling a stranger which logins exist."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Q

from yiwang.foundation.actors import ANONYMOUS, Actor, ActorKind
from yiwang.identity import events
from yiwang.identity.enums import SignInRefusal
from yiwang.identity.errors import BadCredentials, TooManyAttempts
from yiwang.identity.models import Account
from yiwang.identity.numbers import ACCOUNT_PHONE
from yiwang.identity.services import passwords, throttle
from yiwang.ledger import services as ledger

LONGEST_LOGIN = 254
"""Of an e-mail address, which signs in as well."""


def sign_in(
    *, login: str, password: str, ip: str, at: datetime, door: ActorKind | None = None
) -> Account:
    """Return the account that login and password open.

    An unknown login, a wrong password and a closed account get the same answer after the same
    work. Call it outside a transaction: a failed attempt must stay counted.

    :param login: of the account, or the telephone number or e-mail address that signs in to it
    :param ip: address of the client; locks like the login do, only later
    :param door: the kind of actor that the page is for; others are refused like strangers
    :raises BadCredentials: see above
    :raises TooManyAttempts: five failures in ten minutes; then not even the right one opens
    """
    account = verify_password(login=login, password=password, ip=ip, at=at, door=door)
    ledger.append(events.SignedIn(account_id=account.id), actor=as_actor(account), at=at)
    return account


def verify_password(
    *, login: str, password: str, ip: str, at: datetime, door: ActorKind | None = None
) -> Account:
    """Return the account that login and password open, as ``sign_in`` does, but sign nobody in.

    :raises BadCredentials, TooManyAttempts: as ``sign_in`` does
    """
    name = login.strip().lower()[:LONGEST_LOGIN]
    try:
        throttle.count_sign_in(login=name, ip=ip, at=at)
    except TooManyAttempts:
        note_refusal(_account(name), SignInRefusal.LOCKED, at=at)
        raise
    account = _account(name)
    refusal = _refusal(account, password, door)
    if account is None or refusal is not None:
        note_refusal(account, refusal or SignInRefusal.NO_SUCH_LOGIN, at=at)
        raise BadCredentials
    throttle.forget_sign_in(login=name, ip=ip)
    return account


def _account(name: str) -> Account | None:
    if not name.isascii() or not name.isprintable():
        return None
    is_asked_for = Q(login=name)
    if name.isdigit():
        is_asked_for |= Q(phone_index__in=ACCOUNT_PHONE.indexes(name))
    if "@" in name:
        is_asked_for |= Q(
            pk__in=EmailAddress.objects.filter(email=name, verified=True).values("user_id")
        )
    found = list(Account.objects.filter(is_asked_for).order_by("created_at")[:3])
    # A login may have been chosen that is another's number or address: the confirmed one counts.
    return next((one for one in found if one.login != name), found[0] if found else None)


def _refusal(
    account: Account | None, password: str, door: ActorKind | None
) -> SignInRefusal | None:
    # Nothing longer than the longest password is hashed, nor what no password can hold.
    given = password[: passwords.LONGEST + 1].encode(errors="replace").decode()
    if account is None:
        make_password(given)  # as long as a comparison takes
        return SignInRefusal.NO_SUCH_LOGIN
    if not check_password(given, account.password):
        return SignInRefusal.WRONG_SECRET
    if not account.is_active:
        return SignInRefusal.INACTIVE
    kind = ActorKind.STAFF if account.staff_id else ActorKind.CITIZEN
    return None if door in (None, kind) else SignInRefusal.WRONG_DOOR


def note_refusal(account: Account | None, reason: SignInRefusal, *, at: datetime) -> None:
    """Write down that somebody could not sign in, and why."""
    fact = events.SignInRefused(account_id=account.id if account else None, reason=reason)
    ledger.append(fact, actor=ANONYMOUS, at=at)


def as_actor(account: Account) -> Actor:
    """Return whom the ledger names while somebody signs in."""
    return Actor(
        kind=ActorKind.STAFF if account.staff_id else ActorKind.CITIZEN,
        account_id=account.id,
        person_id=account.person_id,
        staff_id=account.staff_id,
    )
