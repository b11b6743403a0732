# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that this room writes to the ledger: ids, codes and numbers only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class PersonRegistered(Fact):
    """A natural person is known now."""

    kind = "identity.person_registered"
    subject_type = "person"
    subject_field = "person_id"

    person_id: UUID
    assurance_level: int
    is_test: bool


@dataclass(frozen=True)
class PersonChanged(Fact):
    """Fields of a natural person are other ones now; the values stay out of the ledger."""

    kind = "identity.person_changed"
    subject_type = "person"
    subject_field = "person_id"

    person_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True)
class AssuranceChanged(Fact):
    """We are more, or less, sure who a person is."""

    kind = "identity.assurance_changed"
    subject_type = "person"
    subject_field = "person_id"

    person_id: UUID
    before: int
    now: int


@dataclass(frozen=True)
class PersonSearchedInVain(Fact):
    """Somebody looked for a resident identity number that nobody here has."""

    kind = "identity.person_searched_in_vain"
    subject_type = "person"

    purpose: str


@dataclass(frozen=True)
class LegalPersonRegistered(Fact):
    """A legal person is known now."""

    kind = "identity.legal_person_registered"
    subject_type = "legal_person"
    subject_field = "legal_person_id"

    legal_person_id: UUID
    uscc: str
    representative_id: UUID | None


@dataclass(frozen=True)
class HandlerAppointed(Fact):
    """A natural person may act for a legal person."""

    kind = "identity.handler_appointed"
    subject_type = "legal_person"
    subject_field = "legal_person_id"

    legal_person_id: UUID
    person_id: UUID
    role: str
    since: date
    until: date | None


@dataclass(frozen=True)
class HandlerEnded(Fact):
    """A natural person acts for a legal person no more."""

    kind = "identity.handler_ended"
    subject_type = "legal_person"
    subject_field = "legal_person_id"

    legal_person_id: UUID
    person_id: UUID
    role: str
    until: date


@dataclass(frozen=True)
class AccountCreated(Fact):
    """A person or a staff member can sign in now."""

    kind = "identity.account_created"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID
    person_id: UUID | None
    staff_id: UUID | None


@dataclass(frozen=True)
class AccountClosed(Fact):
    """An account cannot be signed in to any more; all that was open has ended."""

    kind = "identity.account_closed"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID


@dataclass(frozen=True)
class AccountReopened(Fact):
    """A closed account can be signed in to again."""

    kind = "identity.account_reopened"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID


@dataclass(frozen=True)
class PasswordChanged(Fact):
    """An account has another password; other sessions and all tokens have ended."""

    kind = "identity.password_changed"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID
    by_oneself: bool


@dataclass(frozen=True)
class SignedIn(Fact):
    """Somebody gave the right password."""

    kind = "identity.signed_in"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID


@dataclass(frozen=True)
class SignInRefused(Fact):
    """Somebody could not sign in; without a subject when no account has the login."""

    kind = "identity.sign_in_refused"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID | None
    reason: str


@dataclass(frozen=True)
class SignedOut(Fact):
    """Somebody ended their session."""

    kind = "identity.signed_out"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID


@dataclass(frozen=True)
class SignInUnlocked(Fact):
    """A login that was locked after failed attempts may be tried again."""

    kind = "identity.sign_in_unlocked"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID


@dataclass(frozen=True)
class PostSwitched(Fact):
    """A staff member acts in another of their posts."""

    kind = "identity.post_switched"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID
    post_id: UUID


@dataclass(frozen=True)
class ActingForSwitched(Fact):
    """A citizen acts for a legal person, or for themselves again."""

    kind = "identity.acting_for_switched"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID
    legal_person_id: UUID | None


@dataclass(frozen=True)
class TokenIssued(Fact):
    """A machine may act in an account's name for some hours."""

    kind = "identity.token_issued"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID
    hours: int


@dataclass(frozen=True)
class TokenRevoked(Fact):
    """A token ended before its time."""

    kind = "identity.token_revoked"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID | None


@dataclass(frozen=True)
class ClientRegistered(Fact):
    """Another system may call us."""

    kind = "identity.client_registered"
    subject_type = "system_client"
    subject_field = "system_client_id"

    system_client_id: UUID
    department_id: UUID
    rights: tuple[str, ...]


@dataclass(frozen=True)
class ClientTokenIssued(Fact):
    """Another system signed in."""

    kind = "identity.client_token_issued"
    subject_type = "system_client"
    subject_field = "system_client_id"

    system_client_id: UUID
    hours: int


@dataclass(frozen=True)
class ClientClosed(Fact):
    """Another system may call us no more."""

    kind = "identity.client_closed"
    subject_type = "system_client"
    subject_field = "system_client_id"

    system_client_id: UUID


@dataclass(frozen=True)
class NumbersRotated(Fact):
    """Encrypted numbers were sealed anew with the current key."""

    kind = "identity.numbers_rotated"
    subject_type = "encryption"

    rotated: int
