# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Count attempts, and refuse further ones for a while when too many failed.

An attempt is counted before the password is looked at, in a transaction of its own, so that a
hundred guesses sent at once get no further than five. It does not wait for the disk: whoever shares
an address with a whole hall would wait for everybody there, and a database that crashes forgets
the attempts of less than a second. Logins and addresses are kept as keyed hashes only.
"""

import ipaddress
import math
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from yiwang.identity.errors import TooManyAttempts
from yiwang.identity.models import ShortMemory, SignInThrottle

ADDRESS_FACTOR = 10
"""An address may stand for a whole service hall: it is locked after so many times the failures."""

TRACKINGS = 20
"""Failed look-ups of a case by number and query code that one address may make in a period."""

SIGN_UPS = 20
"""New accounts that one address may ask for in a period."""

CODES = 5
"""One-time codes that may be asked for one number or address in a period."""

CODE_TRIES = 15
"""Tries at the codes of one number or address in a period: three a code.

The session counts them too, but requests that are sent at once all read the same session.
"""

CODES_OF_ADDRESS = 40
"""One-time codes that one address of the network may ask for in a period."""

LONGEST_SECRET = 129
"""One character more than the longest password: nothing longer is hashed."""

PRESENCES = 5
"""Codes of presence that a clerk may type in vain for one ticket in a period."""

SEARCHES = 60
"""Searches for people by number that one account may make in a period."""


def count_sign_in(*, login: str, ip: str, at: datetime) -> None:
    """Count one attempt from an address and, unless the address is locked, of a login.

    :raises TooManyAttempts: the address, or the login, has used up its attempts
    """
    failures = _failures()
    _count(_address_key(ip), limit=failures * ADDRESS_FACTOR, at=at)
    _count(_login_key(login), limit=failures, at=at)


def count_search(*, account: str, at: datetime) -> None:
    """Count one search for a person.

    :raises TooManyAttempts: the account has searched too often
    """
    _count(_key("search", account), limit=SEARCHES, at=at)


def count_sign_up(*, ip: str, at: datetime) -> None:
    """Count one request for a new account.

    :raises TooManyAttempts: the address has asked for too many
    """
    _count(_address_key(ip, "sign-up"), limit=SIGN_UPS, at=at)


def count_code(*, contact: str, ip: str, at: datetime) -> None:
    """Count one request for a one-time code, whether or not anybody gets one.

    :raises TooManyAttempts: too many were asked for this number, or from this address
    """
    _count(_address_key(ip, "code"), limit=CODES_OF_ADDRESS, at=at)
    _count(_key("code", contact), limit=CODES, at=at)


def count_code_try(*, contact: str, at: datetime) -> None:
    """Count one try at a code that was sent, before it is looked at.

    :raises TooManyAttempts: too many were tried for this number or address
    """
    _count(_key("code-try", contact), limit=CODE_TRIES, at=at)


def count_confirmation(*, account: str, at: datetime) -> None:
    """Count one time that the holder of an account shows again who they are.

    :raises TooManyAttempts: it failed too often
    """
    _count(_key("confirmation", account), limit=_failures(), at=at)


def forget_confirmation(*, account: str) -> None:
    """Take back the count once the holder has shown it."""
    SignInThrottle.objects.filter(pk=_key("confirmation", account)).delete()


def count_presence(*, account: str, ticket: str, at: datetime) -> None:
    """Count one code of presence that a clerk types for a ticket, before it is looked at.

    :raises TooManyAttempts: too many were wrong for this ticket
    """
    _count(_key("presence", f"{account}:{ticket}"), limit=PRESENCES, at=at)


def forget_presence(*, account: str, ticket: str) -> None:
    """Take back the count once a code was right."""
    SignInThrottle.objects.filter(pk=_key("presence", f"{account}:{ticket}")).delete()


def count_tracking(*, ip: str, at: datetime) -> None:
    """Count one look-up of a case by somebody who has not signed in.

    :raises TooManyAttempts: the address has looked up too many cases in vain
    """
    _count(_address_key(ip, "tracking"), limit=TRACKINGS, at=at)


def forget_tracking(*, ip: str) -> None:
    """Take back the count of a look-up that found its case."""
    _take_back(_address_key(ip, "tracking"))


def forget_sign_in(*, login: str, ip: str) -> None:
    """Take back what a sign-in that succeeded had counted: all of the login, one of the address."""
    SignInThrottle.objects.filter(pk=_login_key(login)).delete()
    _take_back(_address_key(ip))


def unlock(*, logins: Collection[str]) -> None:
    """Let locked logins be tried again."""
    SignInThrottle.objects.filter(pk__in=[_login_key(login) for login in logins]).delete()


def locked_keys(*, at: datetime) -> dict[bytes, datetime]:
    """Return what is locked now, by its hash, and until when."""
    rows = SignInThrottle.objects.filter(expires_at__gt=at, attempts__gte=_failures())
    return {bytes(key): until for key, until in rows.order_by().values_list("key", "expires_at")}


def locked_until(login: str, *, among: dict[bytes, datetime]) -> datetime | None:
    """Return until when a login is locked, of what ``locked_keys`` found."""
    return among.get(_login_key(login))


def clear_expired(*, at: datetime) -> int:
    """Delete counts whose period is over; return how many."""
    ShortMemory.objects.filter(expires__lte=at).delete()
    return SignInThrottle.objects.filter(expires_at__lte=at).delete()[0]


_COUNT = """
    INSERT INTO identity_sign_in_throttle AS t (key, attempts, expires_at)
    VALUES (%(key)s::bytea, 1, %(ends_at)s)
    ON CONFLICT (key) DO UPDATE SET
        attempts = CASE WHEN t.expires_at <= %(at)s THEN 1 ELSE t.attempts + 1 END,
        expires_at = CASE WHEN t.expires_at <= %(at)s OR t.attempts < %(limit)s
                          THEN excluded.expires_at ELSE t.expires_at END
    RETURNING attempts, expires_at, set_config('synchronous_commit', 'off', true)
"""
_TAKE_BACK = """
    UPDATE identity_sign_in_throttle SET attempts = greatest(attempts - 1, 0)
    WHERE key = %(key)s::bytea
    RETURNING CASE WHEN %(is_alone)s THEN set_config('synchronous_commit', 'off', true) END
"""


def _count(key: bytes, *, limit: int, at: datetime) -> None:
    ends_at = at + timedelta(minutes=_lock_minutes())
    # Durable: were this inside the caller's transaction, a refusal would roll the count back.
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": key, "at": at, "ends_at": ends_at, "limit": limit})
        attempts, locked_until, _commits_at_once = cursor.fetchone()
    if attempts > limit:
        minutes = math.ceil((locked_until - at) / timedelta(minutes=1))
        raise TooManyAttempts(params={"minutes": max(minutes, 1)})


def _take_back(key: bytes) -> None:
    # In a caller's transaction everything else would be committed without waiting, too.
    is_alone = not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_BACK, {"key": key, "is_alone": is_alone})


def _login_key(login: str) -> bytes:
    return _key("login", login)


def _address_key(ip: str, kind: str = "address") -> bytes:
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return _key(kind, ip)
    # Whoever has one IPv6 address usually has all of its /64.
    width = 64 if address.version == 6 else 32
    return _key(kind, str(ipaddress.ip_network((address, width), strict=False)))


def _key(kind: str, value: str) -> bytes:
    text = f"{kind}:{value}".encode(errors="replace")
    return salted_hmac("yiwang.identity.throttle", text, algorithm="sha256").digest()


def _failures() -> int:
    failures: int = settings.SIGN_IN_FAILURES
    return failures


def _lock_minutes() -> int:
    minutes: int = settings.SIGN_IN_LOCK_MINUTES
    return minutes
