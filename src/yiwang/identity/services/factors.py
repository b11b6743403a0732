# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Second factors: who needs a cryptographic one, what is noted of them, certificates.

django-allauth keeps passkeys, authenticator apps and recovery codes; this module counts attempts,
writes the facts, and knows the certificates that the proxy has checked.
"""

import hashlib
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from yiwang.foundation.actors import Actor
from yiwang.identity import account_events, events, policies
from yiwang.identity.errors import (
    BadCredentials,
    CertificateTaken,
    NoCertificate,
    SecondFactorNeeded,
)
from yiwang.identity.models import Account, ClientCertificate
from yiwang.identity.services import real_names, recovery_codes, throttle
from yiwang.identity.services.signing_in import as_actor, verify_password
from yiwang.identity.session_keys import FACTOR
from yiwang.ledger import services as ledger

CODE_SECONDS = 180
"""Longer than any code of an app is good for: its own half minute and the one on either side."""

SECOND = frozenset({Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN})
BY_CODE = frozenset({Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES})


def factor_kinds(account: Account) -> set[str]:
    """Return which kinds of factor an account has beside its password."""
    found = Authenticator.objects.filter(user=account)
    return set(found.order_by().values_list("type", flat=True))


def note_factor(*, account_id: UUID, factor: str, change: str, actor: Actor, at: datetime) -> None:
    """Write down that a factor was ``added``, ``removed`` or ``renewed``; call it where it is."""
    fact = account_events.FactorChanged(account_id=account_id, factor=factor, change=change)
    ledger.append(fact, actor=actor, at=at)
    if factor == Authenticator.Type.WEBAUTHN:
        real_names.follow_passkeys(account_id=account_id, at=at)


def note_reauthentication(*, account_id: UUID, actor: Actor, at: datetime) -> None:
    """Write down that somebody proved once more who they are."""
    ledger.append(account_events.Reauthenticated(account_id=account_id), actor=actor, at=at)


def confirm_own_password(*, account: Account, password: str, ip: str, at: datetime) -> None:
    """Let the holder of a session go on who knows the account's password.

    Attempts count like those of a sign-in: a stolen session is no way to guess.

    :raises BadCredentials: it is another one
    :raises TooManyAttempts: too many failed
    """
    throttle.count_sign_in(login=account.login, ip=ip, at=at)
    if not check_password(password[: throttle.LONGEST_SECRET], account.password):
        _refuse(account, at=at)
        raise BadCredentials
    throttle.forget_sign_in(login=account.login, ip=ip)


def confirm_password_of(actor: Actor, *, password: str, at: datetime) -> None:
    """Let a machine go on that knows the password of the account it acts through.

    Attempts are counted by the account alone: a stolen token is no way to guess.

    :raises BadCredentials: it is another one, or there is no account
    :raises TooManyAttempts: too many failed
    """
    found = Account.objects.filter(pk=actor.account_id) if actor.account_id else None
    account = found.first() if found is not None else None
    if account is None:
        raise BadCredentials
    confirm_own_password(account=account, password=password, ip=f"token:{account.id}", at=at)


def count_factor(*, account: Account, ip: str, at: datetime) -> None:
    """Count one attempt at the second factor of an account.

    :raises TooManyAttempts: too many failed
    """
    throttle.count_sign_in(login=_counted_as(account), ip=ip, at=at)


def factor_of_code(account: Account, code: str) -> Authenticator | None:
    """Return what a code belongs to: the authenticator app or a recovery code, which is used up.

    :return: None when the code is wrong
    """
    apps = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).order_by()
    right = next((one for one in apps if one.wrap().validate_code(code)), None)
    return right or recovery_codes.take_recovery_code(account, code)


def accept_code(*, account: Account, code: str, ip: str) -> None:
    """Take a code that is right, once; take back what its attempt has counted.

    :raises BadCredentials: it was taken before; whoever has seen it cannot use it again
    """
    mark = hashlib.sha256("".join(code.split()).encode()).hexdigest()
    if not cache.add(f"identity.code:{account.id}:{mark}", 1, timeout=CODE_SECONDS):
        raise BadCredentials
    throttle.forget_sign_in(login=_counted_as(account), ip=ip)


def note_factor_refused(*, account: Account, at: datetime) -> None:
    """Write down that a second factor was wrong."""
    _refuse(account, at=at)


def sign_in_by_machine(
    *, login: str, password: str, code: str, ip: str, at: datetime
) -> tuple[Account, str]:
    """Return the account that login, password and, where it has one, its second factor open.

    The strongest factor that was shown stands beside it.

    A machine has no page on which a passkey could be touched: an account with passkeys only
    signs in on the pages.

    :raises SecondFactorNeeded: a code is asked for, or none would do
    :raises BadCredentials: login, password or code is wrong
    :raises TooManyAttempts: too many failed
    """
    account = verify_password(login=login, password=password, ip=ip, at=at)
    factor = _check_second_factor(account, code, ip=ip, at=at)
    fact = events.SignedIn(account_id=account.id, factor=factor)
    ledger.append(fact, actor=as_actor(account), at=at)
    return account, factor


def _check_second_factor(account: Account, code: str, *, ip: str, at: datetime) -> str:
    kept = factor_kinds(account)
    if kept.isdisjoint(SECOND):
        return "password"
    if not code or kept.isdisjoint(BY_CODE):
        raise SecondFactorNeeded
    count_factor(account=account, ip=ip, at=at)
    right = factor_of_code(account, code)
    if right is None:
        _refuse(account, at=at)
        raise BadCredentials
    accept_code(account=account, code=code, ip=ip)
    return str(right.type)


def check_factor_suffices(actor: Actor, *, factor: str) -> None:
    """Let an actor pass of whom no stronger factor is asked than was shown.

    :raises SecondFactorNeeded: see ``policies.factors_wanted``
    """
    if is_factor_missing(actor, factor=factor):
        raise SecondFactorNeeded


def is_factor_missing(actor: Actor, *, factor: str) -> bool:
    """Tell whether the installation asks an actor for a factor that was not shown."""
    wanted = policies.factors_wanted(
        actor, staff=settings.STAFF_SECOND_FACTOR, citizens=settings.CITIZEN_SECOND_FACTOR
    )
    return wanted is not None and factor not in wanted


def lacks_factor(session: SessionBase, actor: Actor) -> bool:
    """Tell whether the holder of a session has yet to show what is asked of them."""
    return is_factor_missing(actor, factor=session.get(FACTOR, "password"))


# ── certificates


def shown_certificate(request: HttpRequest) -> bytes | None:
    """Return the SHA-256 of the certificate that the proxy has checked; None when there is none.

    The header is believed only where the installation says so: the proxy must take it away from
    whoever else sends it.
    """
    name: str = settings.CLIENT_CERTIFICATE_HEADER
    text = request.headers.get(name, "").replace(":", "").strip().lower() if name else ""
    try:
        fingerprint = bytes.fromhex(text)
    except ValueError:
        return None
    return fingerprint if len(fingerprint) == hashlib.sha256().digest_size else None


def has_certificate(account: Account, fingerprint: bytes | None) -> bool:
    """Tell whether a certificate that was shown belongs to the account."""
    return fingerprint is not None and account.certificates.filter(fingerprint=fingerprint).exists()


@transaction.atomic
def add_certificate(
    *, account: Account, fingerprint: bytes | None, name: str, actor: Actor, at: datetime
) -> ClientCertificate:
    """Bind the certificate that was shown to the account.

    :raises NoCertificate: none was shown
    :raises CertificateTaken: it is bound already
    """
    if fingerprint is None:
        raise NoCertificate
    made = ClientCertificate(account=account, fingerprint=fingerprint, name=name, created_at=at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise CertificateTaken from error
    note_factor(account_id=account.id, factor="certificate", change="added", actor=actor, at=at)
    return made


@transaction.atomic
def remove_certificate(
    *, account: Account, certificate_id: UUID, actor: Actor, at: datetime
) -> None:
    """Unbind a certificate of the account.

    :raises NoCertificate: it has none such
    """
    if not account.certificates.filter(pk=certificate_id).delete()[0]:
        raise NoCertificate
    note_factor(account_id=account.id, factor="certificate", change="removed", actor=actor, at=at)


def _refuse(account: Account, *, at: datetime) -> None:
    fact = account_events.FactorRefused(account_id=account.id)
    ledger.append(fact, actor=as_actor(account), at=at)


def _counted_as(account: Account) -> str:
    return f"factor:{account.id}"
