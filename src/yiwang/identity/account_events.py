# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts about ways to sign in and open sessions: ids, codes and numbers only."""

from dataclasses import dataclass
from datetime import datetime

from yiwang.identity.events import AccountFact


@dataclass(frozen=True)
class FactorChanged(AccountFact):
    """A way to sign in was added, taken away or made anew.

    :param factor: ``totp``, ``webauthn``, ``recovery_codes``, ``certificate`` or ``openid``
    :param change: ``added`` | ``removed`` | ``renewed``
    """

    kind = "identity.factor_changed"

    factor: str
    change: str


@dataclass(frozen=True)
class FactorRefused(AccountFact):
    """Somebody who gave the right password could not give the second factor."""

    kind = "identity.factor_refused"


@dataclass(frozen=True)
class ContactChanged(AccountFact):
    """Another telephone number or e-mail address signs in; which one stays out of the ledger.

    :param contact: ``phone`` | ``email``
    :param is_set: False when there is none now
    """

    kind = "identity.contact_changed"

    contact: str
    is_set: bool


@dataclass(frozen=True)
class SessionsEnded(AccountFact):
    """Open sessions of an account were ended from another place."""

    kind = "identity.sessions_ended"

    number: int


@dataclass(frozen=True)
class Reauthenticated(AccountFact):
    """Somebody proved once more who they are, before a change that matters."""

    kind = "identity.reauthenticated"


@dataclass(frozen=True)
class ActivationIssued(AccountFact):
    """An administrator was given a code with which the account can be taken into use."""

    kind = "identity.activation_issued"

    expires_at: datetime


@dataclass(frozen=True)
class AccountActivated(AccountFact):
    """A staff member took their account into use and set its first password."""

    kind = "identity.account_activated"
