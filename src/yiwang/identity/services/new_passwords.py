# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Another password for an account: by oneself, with a code, or by whoever manages it."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import check_password
from django.db import transaction

from yiwang.foundation.actors import Actor
from yiwang.identity import events, policies
from yiwang.identity.errors import AccountNotFound, BadCredentials
from yiwang.identity.models import Account
from yiwang.identity.policies import Action
from yiwang.identity.services import accounts, password_words, passwords, throttle
from yiwang.identity.services.open_sessions import end_everything
from yiwang.identity.services.signing_in import as_actor
from yiwang.ledger import services as ledger


@transaction.atomic
def change_password(
    *, account_id: UUID, old: str, new: str, keep: str = "", actor: Actor, at: datetime
) -> Account:
    """Give one's own account another password; all other sessions and all tokens end.

    The face keeps the session it came from with ``keep_session``.

    :param keep: key of the session that goes on
    :raises AccountNotFound: it is not the actor's account
    :raises BadCredentials: the old password is wrong
    :raises WeakPassword: the sentence says what to change
    """
    account = accounts.locked(account_id)
    if not policies.can(actor, Action.CHANGE_PASSWORD, accounts.subject_of(account, at)):
        raise AccountNotFound
    if not check_password(old, account.password):
        raise BadCredentials
    _set_password(account, new, is_by_oneself=True, keep=keep, actor=actor, at=at)
    return account


@transaction.atomic
def recover_password(*, account: Account, new: str, at: datetime) -> Account:
    """Give an account another password whose holder has shown a code; everything open ends.

    :raises WeakPassword: the sentence says what to change
    """
    held = accounts.locked(account.id)
    _set_password(held, new, is_by_oneself=True, actor=as_actor(held), at=at)
    # The lock of the second factor stays: a code to a number is no way round it.
    throttle.unlock(logins=accounts.first_names_of(held))
    return held


@transaction.atomic
def reset_password(*, account_id: UUID, new: str, actor: Actor, at: datetime) -> Account:
    """Give somebody else's account another password; all sessions and tokens of it end.

    :raises AccountNotFound: there is none such, or the actor does not manage it
    :raises WeakPassword: the sentence says what to change
    """
    account = accounts.managed(account_id, Action.RESET_PASSWORD, actor=actor, at=at)
    _set_password(account, new, is_by_oneself=False, actor=actor, at=at)
    return account


def _set_password(
    account: Account,
    password: str,
    *,
    is_by_oneself: bool,
    keep: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    own = password_words.of_account(account, at=at)
    is_staff = account.staff_id is not None
    hashed = passwords.hashed(password, login=account.login, own=own, is_staff=is_staff)
    passwords.check_not_had(account, password)
    passwords.remember(account, at=at)
    account.password = hashed
    account.password_changed_at = at
    account.save(update_fields=["password", "password_changed_at"])
    end_everything(account, but=keep)
    fact = events.PasswordChanged(account_id=account.id, by_oneself=is_by_oneself)
    ledger.append(fact, actor=actor, at=at)
