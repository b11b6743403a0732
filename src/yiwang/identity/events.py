# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that this room writes to the ledger: ids, codes and numbers only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class AccountFact(Fact):
    """A fact about one account."""

    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID


@dataclass(frozen=True)
class PersonFact(Fact):
    """A fact about one natural person."""

    subject_type = "person"
    subject_field = "person_id"

    person_id: UUID


@dataclass(frozen=True)
class LegalPersonFact(Fact):
    """A fact about one legal person."""

    subject_type = "legal_person"
    subject_field = "legal_person_id"

    legal_person_id: UUID


@dataclass(frozen=True)
class ClientFact(Fact):
    """A fact about one system that calls us."""

    subject_type = "system_client"
    subject_field = "system_client_id"

    system_client_id: UUID


@dataclass(frozen=True)
class PersonRegistered(PersonFact):
    """A natural person is known now."""

    kind = "identity.person_registered"

    assurance_level: int
    is_test: bool


@dataclass(frozen=True)
class PersonChanged(PersonFact):
    """Fields of a natural person are other ones now; the values stay out of the ledger."""

    kind = "identity.person_changed"

    fields: tuple[str, ...]


@dataclass(frozen=True)
class AssuranceChanged(PersonFact):
    """We are more, or less, sure who a person is."""

    kind = "identity.assurance_changed"

    before: int
    now: int


@dataclass(frozen=True)
class PersonSearchedInVain(Fact):
    """Somebody looked for a resident identity number that nobody here has."""

    kind = "identity.person_searched_in_vain"
    subject_type = "person"

    purpose: str


@dataclass(frozen=True)
class LegalPersonRegistered(LegalPersonFact):
    """A legal person is known now."""

    kind = "identity.legal_person_registered"

    uscc: str
    representative_id: UUID | None


@dataclass(frozen=True)
class HandlerAppointed(LegalPersonFact):
    """A natural person may act for a legal person."""

    kind = "identity.handler_appointed"

    person_id: UUID
    role: str
    since: date
    until: date | None


@dataclass(frozen=True)
class HandlerEnded(LegalPersonFact):
    """A natural person acts for a legal person no more."""

    kind = "identity.handler_ended"

    person_id: UUID
    role: str
    until: date


@dataclass(frozen=True)
class AccountCreated(AccountFact):
    """A person or a staff member can sign in now."""

    kind = "identity.account_created"

    person_id: UUID | None
    staff_id: UUID | None


@dataclass(frozen=True)
class AccountClosed(AccountFact):
    """An account cannot be signed in to any more; all that was open has ended."""

    kind = "identity.account_closed"


@dataclass(frozen=True)
class AccountReopened(AccountFact):
    """A closed account can be signed in to again."""

    kind = "identity.account_reopened"


@dataclass(frozen=True)
class PasswordChanged(AccountFact):
    """An account has another password; other sessions and all tokens have ended."""

    kind = "identity.password_changed"

    by_oneself: bool


@dataclass(frozen=True)
class SignedIn(AccountFact):
    """Somebody gave everything that the account asks for.

    :param factor: the strongest of it, such as ``password``, ``code``, ``totp`` or ``webauthn``
    """

    kind = "identity.signed_in"

    factor: str = "password"


@dataclass(frozen=True)
class SignInRefused(Fact):
    """Somebody could not sign in; without a subject when no account has the login."""

    kind = "identity.sign_in_refused"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID | None
    reason: str


@dataclass(frozen=True)
class SignedOut(AccountFact):
    """Somebody ended their session."""

    kind = "identity.signed_out"


@dataclass(frozen=True)
class SignInUnlocked(AccountFact):
    """A login that was locked after failed attempts may be tried again."""

    kind = "identity.sign_in_unlocked"


@dataclass(frozen=True)
class PostSwitched(AccountFact):
    """A staff member acts in another of their posts."""

    kind = "identity.post_switched"

    post_id: UUID


@dataclass(frozen=True)
class ActingForSwitched(AccountFact):
    """A citizen acts for somebody else, or for themselves again."""

    kind = "identity.acting_for_switched"

    legal_person_id: UUID | None
    principal_id: UUID | None = None
    mandate_id: UUID | None = None


@dataclass(frozen=True)
class TokenIssued(AccountFact):
    """A machine may act in an account's name for some hours."""

    kind = "identity.token_issued"

    hours: int


@dataclass(frozen=True)
class TokenRevoked(Fact):
    """A token ended before its time."""

    kind = "identity.token_revoked"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID | None


@dataclass(frozen=True)
class ClientRegistered(ClientFact):
    """Another system may call us."""

    kind = "identity.client_registered"

    department_id: UUID
    rights: tuple[str, ...]


@dataclass(frozen=True)
class ClientTokenIssued(ClientFact):
    """Another system signed in."""

    kind = "identity.client_token_issued"

    hours: int


@dataclass(frozen=True)
class ClientClosed(ClientFact):
    """Another system may call us no more."""

    kind = "identity.client_closed"


@dataclass(frozen=True)
class NumbersRotated(Fact):
    """Encrypted numbers were sealed anew with the current key."""

    kind = "identity.numbers_rotated"
    subject_type = "encryption"

    rotated: int
