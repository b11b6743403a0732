# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the holder of an account sees of it: what signs in, and what is open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.foundation.masking import mask_phone
from yiwang.identity.errors import AccountNotFound
from yiwang.identity.models import Account
from yiwang.identity.numbers import ACCOUNT_PHONE, PERSON_PHONE

_BROWSERS = (
    ("Edg", "Edge"),
    ("MicroMessenger", "微信"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Key:
    """A passkey or a certificate, as its holder named it."""

    id: str
    name: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class LinkedAccount:
    """An account elsewhere that signs in to this one."""

    id: int
    provider: str
    name: str


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """Everything that signs in to an account; numbers masked."""

    login: str
    phone_masked: str
    email: str
    password_changed_at: datetime
    has_totp: bool
    recovery_codes_left: int
    passkeys: tuple[Key, ...]
    certificates: tuple[Key, ...]
    linked: tuple[LinkedAccount, ...]

    @property
    def has_second_factor(self) -> bool:
        return self.has_totp or bool(self.passkeys) or bool(self.certificates)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that is open now.

    :param is_here: it is the one that asks
    """

    id: int
    device: str
    ip: str
    started_at: datetime
    seen_at: datetime
    is_here: bool


def own_account(actor: Actor) -> OwnAccount:
    """Return what signs in to the actor's account.

    :raises AccountNotFound: the actor has none
    """
    account = _account(actor)
    if account is None:
        raise AccountNotFound
    factors = list(Authenticator.objects.filter(user=account).order_by("created_at"))
    return OwnAccount(
        login=account.login,
        phone_masked=mask_phone(phone_of(account)),
        email=email_of(account),
        password_changed_at=account.password_changed_at,
        has_totp=any(one.type == Authenticator.Type.TOTP for one in factors),
        recovery_codes_left=sum(
            recovery_codes_left(one)
            for one in factors
            if one.type == Authenticator.Type.RECOVERY_CODES
        ),
        passkeys=tuple(
            Key(str(one.pk), one.wrap().name, one.created_at, one.last_used_at)
            for one in factors
            if one.type == Authenticator.Type.WEBAUTHN
        ),
        certificates=tuple(
            Key(str(one.pk), one.name, one.created_at, None)
            for one in account.certificates.order_by("created_at")
        ),
        linked=tuple(
            LinkedAccount(one.pk, one.provider, str(_claims(one).get("name") or one.uid))
            for one in SocialAccount.objects.filter(user=account).order_by("date_joined")
        ),
    )


def recovery_codes_left(kept: Authenticator) -> int:
    """Return how many recovery codes have not been used; a used one's hash is empty."""
    return sum(bool(one) for one in kept.data.get("hashes", ()))


def _account(actor: Actor) -> Account | None:
    if actor.account_id is None:
        return None
    return Account.objects.select_related("person").filter(pk=actor.account_id).first()


def _claims(linked: SocialAccount) -> dict[str, Any]:
    claims: dict[str, Any] = linked.extra_data.get("userinfo") or {}
    return claims or linked.extra_data.get("id_token") or {}


def own_sessions(actor: Actor, *, here: str = "") -> list[OpenSession]:
    """Return the actor's open sessions, the newest first.

    :param here: key of the session that asks
    """
    found = list(UserSession.objects.filter(user_id=actor.account_id).order_by("-created_at"))
    keys = [one.session_key for one in found]
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
        .order_by()
        .values_list("session_key", flat=True)
    )
    return [
        OpenSession(
            id=one.pk,
            device=device(one.user_agent),
            ip=str(one.ip),
            started_at=one.created_at,
            seen_at=one.last_seen_at,
            is_here=one.session_key == here,
        )
        for one in found
        if one.session_key in alive
    ]


def phone_of(account: Account) -> str:
    """Return the number that signs in to an account, "" for none."""
    if account.phone_cipher:
        return ACCOUNT_PHONE.open(account.phone_cipher, account.id)
    if account.phone_index and account.person and account.person.phone_cipher:
        return PERSON_PHONE.open(account.person.phone_cipher, account.person.id)
    return ""


def email_of(account: Account) -> str:
    """Return the address that signs in to an account, "" for none."""
    found = EmailAddress.objects.filter(user=account, verified=True, primary=True)
    return found.order_by().values_list("email", flat=True).first() or ""


def device(agent: str) -> str:
    """Return what a browser says it is, in two words a person knows."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return " · ".join(part for part in (browser, system) if part)
