# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that this room writes to the ledger: ids, codes and numbers only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class SystemFact(Fact):
    """What happened to a client; the base of several facts."""

    subject_type = "sso_client"
    subject_field = "system_id"

    system_id: UUID


@dataclass(frozen=True)
class SystemApplied(Fact):
    """A department asks that a system of theirs may sign people in through us."""

    kind = "sso.system_applied"
    subject_type = "sso_registration"
    subject_field = "registration_id"

    registration_id: UUID
    system_id: UUID | None
    department_id: UUID
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class SystemReviewed(Fact):
    """Another person has approved or refused an application."""

    kind = "sso.system_reviewed"
    subject_type = "sso_registration"
    subject_field = "registration_id"

    registration_id: UUID
    system_id: UUID | None
    is_approved: bool
    applied_by: UUID


@dataclass(frozen=True)
class ApplicationWithdrawn(Fact):
    """Who applied has taken the application back."""

    kind = "sso.application_withdrawn"
    subject_type = "sso_registration"
    subject_field = "registration_id"

    registration_id: UUID


@dataclass(frozen=True)
class SystemChanged(SystemFact):
    """A client is registered as an approved application says."""

    kind = "sso.system_changed"

    scopes: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True)
class SystemSuspended(SystemFact):
    """Nobody signs in to a client any more; all its sessions and tokens ended."""

    kind = "sso.system_suspended"


@dataclass(frozen=True)
class SystemResumed(SystemFact):
    """A suspended client may be signed in to again."""

    kind = "sso.system_resumed"


@dataclass(frozen=True)
class SecretIssued(SystemFact):
    """A client has a new secret; the one before works until the overlap ends."""

    kind = "sso.secret_issued"

    old_until: datetime | None


@dataclass(frozen=True)
class LogoutTested(SystemFact):
    """Staff sent a logout token of a made-up session to their own system."""

    kind = "sso.logout_tested"

    outcome: str


@dataclass(frozen=True)
class ConsentGiven(Fact):
    """Somebody lets a client learn what the scopes say."""

    kind = "sso.consent_given"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID
    system_id: UUID
    scopes: tuple[str, ...]
    text_hash: str


@dataclass(frozen=True)
class ConsentRevoked(Fact):
    """Somebody takes a consent back; their sessions at the client end."""

    kind = "sso.consent_revoked"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID
    system_id: UUID


@dataclass(frozen=True)
class SignedInTo(Fact):
    """Somebody signed in to a client: the code was exchanged for tokens."""

    kind = "sso.signed_in_to"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID
    system_id: UUID
    client_session_id: UUID
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class SessionEnded(Fact):
    """A session ended; every client that was signed in to through it is told.

    :param client_session_id: the session at one client that ended alone; None for all
    """

    kind = "sso.session_ended"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID
    session_id: UUID
    client_session_id: UUID | None
    reason: str


@dataclass(frozen=True)
class ReplayStopped(Fact):
    """A code or a refresh token came twice; everything that grew from it was revoked."""

    kind = "sso.replay_stopped"
    subject_type = "account"
    subject_field = "account_id"

    account_id: UUID
    system_id: UUID
    what: str


@dataclass(frozen=True)
class LogoutGivenUp(SystemFact):
    """A client did not take a logout within the longest time."""

    kind = "sso.logout_given_up"

    client_session_id: UUID
    attempts: int


@dataclass(frozen=True)
class SigningKeysRotated(Fact):
    """New tokens are signed with other keys; the old ones stay published for a while."""

    kind = "sso.signing_keys_rotated"
    subject_type = "sso_keys"

    current: tuple[str, ...]
