# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Staff accounts before their first use: opened without a password, activated with a code.

The administrator hands a code out, by letter or by telephone, and never learns a password. The code
counts once and for ``IDENTITY_ACTIVATION_DAYS``; another one makes the one before worthless.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from yiwang.foundation.actors import Actor
from yiwang.foundation.masking import mask_phone
from yiwang.identity import account_events
from yiwang.identity.enums import SignInRefusal
from yiwang.identity.errors import (
    BadActivation,
    CodeByPhoneOnly,
    PhoneNotOnTheRoll,
    TooManyLetters,
)
from yiwang.identity.models import Account, Activation
from yiwang.identity.policies import Action
from yiwang.identity.services import (
    accounts,
    password_words,
    passwords,
    signing_in,
    throttle,
)
from yiwang.identity.services.open_sessions import end_everything
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organization_selectors
from yiwang.organizations import services as organizations
from yiwang.organizations.enums import Right

LETTERS_AT_ONCE = 100
SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Capital letters and digits that nobody mistakes for each other on paper."""
GROUPS, GROUP = 4, 4
LONGEST_CODE = 40
KEPT_APART = frozenset({Right.SECURITY_MANAGE, Right.LEDGER_READ})


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code as it is handed out; afterwards nobody can read it any more."""

    staff_id: UUID
    login: str
    code: str = field(repr=False)
    expires_at: datetime


def open_for_newcomers(
    newcomers: Sequence[organizations.Newcomer], actor: Actor, at: datetime
) -> None:
    """Open an account that waits for its activation for everybody whom a spreadsheet brought."""
    if not newcomers:
        return
    taken = _taken_logins(newcomers)
    made = [_waiting(each, taken, at) for each in newcomers]
    Account.objects.bulk_create(made)
    Activation.objects.bulk_create(Activation(account=account) for account in made)
    facts = [accounts.created(account) for account in made]
    ledger.append(*facts, actor=actor, at=at)


def _taken_logins(newcomers: Sequence[organizations.Newcomer]) -> set[str]:
    wanted = [each.staff_number.lower() for each in newcomers]
    return set(Account.objects.filter(login__in=wanted).values_list("login", flat=True))


def _waiting(newcomer: organizations.Newcomer, taken: set[str], at: datetime) -> Account:
    login = newcomer.staff_number.lower()
    # Somebody else may sign in with that name already, and a short number is no login.
    if login in taken or not accounts.is_login(login):
        login = f"s{newcomer.staff_id.hex[-12:]}"
    taken.add(login)
    return Account(
        login=login,
        password=make_password(None),
        staff_id=newcomer.staff_id,
        created_at=at,
        password_changed_at=at,
    )


@transaction.atomic
def hand_out_code(
    *,
    staff_id: UUID,
    login: str = "",
    phone: str | None = None,
    actor: Actor,
    at: datetime,
) -> IssuedCode:
    """Give one staff member's account a code: it is opened, or, when in use, taken out of use.

    :param login: of an account that is opened now
    :param phone: the number that the code will be sent to, which has to be the one on the roll;
        None when it is handed out on paper
    :raises NotYours, AccountNotFound: the actor does not manage every department of the member
    :raises BadLogin, LoginTaken: as they say
    :raises PhoneNotOnTheRoll: another number, or none, stands on the roll
    :raises CodeByPhoneOnly: it would show the actor the code of another of the three administrators
    """
    if phone is None:
        _check_may_be_shown([staff_id], at)
    account = Account.objects.filter(staff_id=staff_id).first()
    if account is None:
        account = accounts.open_staff_account(staff_id=staff_id, login=login, actor=actor, at=at)
    else:
        account = accounts.managed(account.id, Action.RESET_PASSWORD, actor=actor, at=at)
    if phone is not None and not _is_on_the_roll(account, phone):
        raise PhoneNotOnTheRoll
    _take_out_of_use(account, at=at)
    return _issue(account, actor=actor, at=at)


def _check_may_be_shown(staff_ids: Collection[UUID], at: datetime) -> None:
    """Keep codes of security and audit administrators from the system administrator's eyes.

    Whoever sees a code can take the account; the three administrators would be one.
    """
    held = organization_selectors.held_posts_of(staff_ids, timezone.localdate(at))
    if any(not KEPT_APART.isdisjoint(post.rights) for posts in held.values() for post in posts):
        raise CodeByPhoneOnly


def _is_on_the_roll(account: Account, phone: str) -> bool:
    kept = account.staff.phone_masked if account.staff else ""
    return bool(kept) and bool(phone) and mask_phone(phone) == kept


def _take_out_of_use(account: Account, *, at: datetime) -> None:
    if not account.has_usable_password():
        return
    passwords.remember(account, at=at)
    account.password, account.password_changed_at = make_password(None), at
    account.save(update_fields=["password", "password_changed_at"])
    end_everything(account)


@transaction.atomic
def issue_codes(*, staff_ids: Collection[UUID], actor: Actor, at: datetime) -> list[IssuedCode]:
    """Give codes to accounts that wait for their activation; accounts in use are left alone.

    All or none: a letter that cannot be written stops the others.

    :raises AccountNotFound: the actor does not manage one of them
    :raises TooManyLetters: more than a hundred at once
    :raises CodeByPhoneOnly: one of them is a security or audit administrator
    """
    if len(staff_ids) > LETTERS_AT_ONCE:
        raise TooManyLetters(params={"most": LETTERS_AT_ONCE})
    _check_may_be_shown(staff_ids, at)
    waiting = Activation.objects.filter(account__staff_id__in=staff_ids, account__is_active=True)
    found = waiting.order_by("account__login").values_list("account_id", flat=True)
    issued = []
    for account_id in found:
        account = accounts.managed(account_id, Action.RESET_PASSWORD, actor=actor, at=at)
        issued.append(_issue(account, actor=actor, at=at))
    return issued


def _issue(account: Account, *, actor: Actor, at: datetime) -> IssuedCode:
    signs = "".join(secrets.choice(SIGNS) for _place in range(GROUPS * GROUP))
    expires_at = at + timedelta(days=settings.IDENTITY_ACTIVATION_DAYS)
    Activation.objects.update_or_create(
        account=account,
        defaults={
            "secret": _hash(account.id, signs),
            "issued_at": at,
            "expires_at": expires_at,
        },
    )
    fact = account_events.ActivationIssued(account_id=account.id, expires_at=expires_at)
    ledger.append(fact, actor=actor, at=at)
    shown = "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))
    staff_id = account.staff_id
    assert staff_id is not None  # noqa: S101 - only staff accounts wait for an activation
    return IssuedCode(staff_id, account.login, shown, expires_at)


def activate(*, login: str, code: str, password: str, ip: str, at: datetime) -> Account:
    """Set the first password of an account whose code somebody holds, and return the account.

    An unknown login, an account in use, a wrong and an expired code get the same answer. Call it
    outside a transaction: an attempt must stay counted.

    :raises BadActivation: see above
    :raises TooManyAttempts: counted together with attempts to sign in
    :raises WeakPassword: the sentence says what to change; the code still counts
    """
    name = login.strip().lower()[: signing_in.LONGEST_LOGIN]
    throttle.count_sign_in(login=name, ip=ip, at=at)
    account_id = _holder(name, code, at)
    if account_id is None:
        signing_in.note_refusal(None, SignInRefusal.WRONG_SECRET, at=at)
        raise BadActivation
    throttle.forget_sign_in(login=name, ip=ip)
    return _put_into_use(account_id, code, password, at=at)


def _holder(name: str, code: str, at: datetime) -> UUID | None:
    if not name.isascii() or not name.isprintable():
        return None
    waiting = Activation.objects.filter(account__login=name, account__is_active=True)
    found = waiting.filter(expires_at__gt=at).first()
    given = _hash(found.account_id if found else UUID(int=0), _signs(code))
    kept = bytes(found.secret) if found and found.secret else b""
    is_right = constant_time_compare(given, kept)
    return found.account_id if found and is_right else None


@transaction.atomic
def _put_into_use(account_id: UUID, code: str, password: str, *, at: datetime) -> Account:
    account = accounts.locked(account_id)
    waiting = Activation.objects.filter(account=account, secret=_hash(account_id, _signs(code)))
    if not waiting.delete()[0]:  # somebody was quicker, with the same code
        raise BadActivation
    own = password_words.of_account(account, at=at)
    hashed = passwords.hashed(password, login=account.login, own=own, is_staff=True)
    passwords.check_not_had(account, password)
    account.password, account.password_changed_at = hashed, at
    account.save(update_fields=["password", "password_changed_at"])
    actor = signing_in.as_actor(account)
    ledger.append(account_events.AccountActivated(account_id=account.id), actor=actor, at=at)
    return account


def _signs(code: str) -> str:
    return "".join(sign for sign in code[:LONGEST_CODE].upper() if sign in SIGNS)


def _hash(account_id: UUID, signs: str) -> bytes:
    text = f"{account_id}:{signs}".encode()
    return salted_hmac("yiwang.identity.activation", text, algorithm="sha256").digest()
