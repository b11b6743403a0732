# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Applying for a client, reviewing the application, and running what came of it."""

import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations
from yiwang.sso import events, policies
from yiwang.sso.addresses import sector_of
from yiwang.sso.enums import ClientState, ClientType, RegistrationState
from yiwang.sso.errors import AlreadyDecided, AlreadyWaiting, NoSecret, NotYourSystem, ReasonMissing
from yiwang.sso.models import Client, Registration
from yiwang.sso.policies import Action
from yiwang.sso.protocol.validator import hash_secret
from yiwang.sso.services.ending import end_shares_of_client
from yiwang.sso.services.finding import client_for, registration_for
from yiwang.sso.services.wishes import Wish, checked

LONGEST_OVERLAP_HOURS = 168


@dataclass(frozen=True, slots=True)
class ShownSecret:
    """A client's secret, shown once; we keep its hash only."""

    client_id: str
    secret: str = field(repr=False)
    old_until: datetime | None


@transaction.atomic
def apply_for_system(
    *, wish: Wish, department_id: UUID, client_id: str = "", actor: Actor, at: datetime
) -> Registration:
    """Hand in an application for a new client, or for a change of one.

    :param client_id: of the client that is to change; "" for a new one
    :raises DepartmentNotFound, NotYourSystem, SystemNotFound: as they say
    :raises BadRegistration: what was written cannot be taken; each place is named
    :raises AlreadyWaiting: a change of this client waits for review
    """
    client = (
        client_for(client_id, actor=actor, action=Action.APPLY, is_locked=True)
        if client_id
        else None
    )
    place = organizations.department(client.department_id if client else department_id)
    policies.check_can(
        actor, Action.APPLY, department_id=place.id, division_code=place.division_code
    )
    waiting = Registration.objects.filter(client=client, state=RegistrationState.WAITING)
    if client is not None and waiting.exists():
        raise AlreadyWaiting
    if actor.account_id is None:
        raise NotYourSystem
    content = checked(wish)
    made = Registration.objects.create(
        client=client,
        department_id=place.id,
        region_code=place.division_code,
        content=asdict(content),
        applied_by_id=actor.account_id,
        applied_at=at,
    )
    fact = events.SystemApplied(
        registration_id=made.id,
        system_id=client.id if client else None,
        department_id=place.id,
        scopes=content.scopes,
    )
    ledger.append(fact, actor=actor, at=at, region_code=place.division_code)
    return made


@transaction.atomic
def approve_system(*, registration_id: UUID, note: str = "", actor: Actor, at: datetime) -> Client:
    """Approve what somebody else applied for: the client is on, as the application says.

    :raises SystemNotFound, OwnApplication, AlreadyDecided: as they say
    """
    found = _for_review(registration_id, actor)
    is_new = found.client is None
    client = _registered(found, at)
    _decide(found, RegistrationState.APPROVED, note, client, actor, at)
    changed = events.SystemChanged(system_id=client.id, scopes=tuple(client.scopes), is_new=is_new)
    ledger.append(changed, actor=actor, at=at, region_code=found.region_code)
    return client


@transaction.atomic
def refuse_system(*, registration_id: UUID, note: str, actor: Actor, at: datetime) -> None:
    """Refuse what somebody else applied for, with the reason.

    :raises SystemNotFound, OwnApplication, AlreadyDecided, ReasonMissing: as they say
    """
    found = _for_review(registration_id, actor)
    if not note.strip():
        raise ReasonMissing
    _decide(found, RegistrationState.REFUSED, note, found.client, actor, at)


@transaction.atomic
def withdraw_application(*, registration_id: UUID, actor: Actor, at: datetime) -> None:
    """Take one's department's application back.

    :raises SystemNotFound, AlreadyDecided: as they say
    """
    found = registration_for(registration_id, actor=actor, action=Action.APPLY)
    if found.state != RegistrationState.WAITING:
        raise AlreadyDecided
    found.state, found.decided_at = RegistrationState.WITHDRAWN, at
    found.save(update_fields=["state", "decided_at"])
    fact = events.ApplicationWithdrawn(registration_id=found.id)
    ledger.append(fact, actor=actor, at=at, region_code=found.region_code)


@transaction.atomic
def suspend_system(*, client_id: str, reason: str, actor: Actor, at: datetime) -> None:
    """Switch a client off: nobody signs in, every session there ends.

    :raises SystemNotFound, ReasonMissing: as they say
    """
    client = client_for(client_id, actor=actor, action=Action.OPERATE, is_locked=True)
    if not reason.strip():
        raise ReasonMissing
    client.state, client.suspended_because = ClientState.SUSPENDED, reason.strip()[:200]
    client.save(update_fields=["state", "suspended_because"])
    end_shares_of_client(client, actor=actor, at=at)
    fact = events.SystemSuspended(system_id=client.id)
    ledger.append(fact, actor=actor, at=at, region_code=client.region_code)


@transaction.atomic
def resume_system(*, client_id: str, actor: Actor, at: datetime) -> None:
    """Switch a suspended client on again.

    :raises SystemNotFound: there is none such
    """
    client = client_for(client_id, actor=actor, action=Action.OPERATE, is_locked=True)
    client.state, client.suspended_because = ClientState.ACTIVE, ""
    client.save(update_fields=["state", "suspended_because"])
    fact = events.SystemResumed(system_id=client.id)
    ledger.append(fact, actor=actor, at=at, region_code=client.region_code)


@transaction.atomic
def issue_secret(
    *, client_id: str, overlap_hours: int = 24, actor: Actor, at: datetime
) -> ShownSecret:
    """Give a client a new secret; the one before works on for the hours of the overlap.

    :param overlap_hours: 0 ends the old secret at once; 168 at most
    :raises SystemNotFound, NoSecret: as they say
    """
    client = client_for(client_id, actor=actor, action=Action.OPERATE, is_locked=True)
    if client.client_type == ClientType.PUBLIC:
        raise NoSecret
    raw = secrets.token_urlsafe(32)
    hours = max(0, min(overlap_hours, LONGEST_OVERLAP_HOURS))
    old_until = at + timedelta(hours=hours) if client.secret_hash and hours else None
    client.old_secret_hash = client.secret_hash if old_until else None
    client.old_secret_until = old_until
    client.secret_hash, client.secret_made_at = hash_secret(raw), at
    client.save(
        update_fields=["old_secret_hash", "old_secret_until", "secret_hash", "secret_made_at"]
    )
    fact = events.SecretIssued(system_id=client.id, old_until=old_until)
    ledger.append(fact, actor=actor, at=at, region_code=client.region_code)
    return ShownSecret(client.client_id, raw, old_until)


def _for_review(registration_id: UUID, actor: Actor) -> Registration:
    found = registration_for(registration_id, actor=actor, action=Action.REVIEW)
    policies.check_four_eyes(actor, applied_by=found.applied_by_id)
    if found.state != RegistrationState.WAITING:
        raise AlreadyDecided
    return found


def _decide(
    found: Registration,
    state: RegistrationState,
    note: str,
    client: Client | None,
    actor: Actor,
    at: datetime,
) -> None:
    found.state, found.decision_note = state, note.strip()[:200]
    found.decided_by_id, found.decided_at, found.client = actor.account_id, at, client
    found.save(update_fields=["state", "decision_note", "decided_by", "decided_at", "client"])
    fact = events.SystemReviewed(
        registration_id=found.id,
        system_id=client.id if client else None,
        is_approved=state is RegistrationState.APPROVED,
        applied_by=found.applied_by_id,
    )
    ledger.append(fact, actor=actor, at=at, region_code=found.region_code)


def _registered(found: Registration, at: datetime) -> Client:
    """Make the client what the application says; what people know it by stays."""
    content: dict[str, Any] = found.content
    client = found.client or Client(
        client_id=f"yw-{secrets.token_hex(8)}",
        department_id=found.department_id,
        region_code=found.region_code,
        sector=sector_of(content["redirect_uris"]),
        created_at=at,
    )
    for name in _COPIED:
        setattr(client, name, content[name])
    client.redirect_uris = " ".join(content["redirect_uris"])
    client.post_logout_redirect_uris = " ".join(content["post_logout_redirect_uris"])
    if client.client_type == ClientType.PUBLIC:
        client.secret_hash = client.old_secret_hash = client.old_secret_until = None
    client.save()
    return client


_COPIED = (
    *("name", "purpose", "contact_name", "contact_phone", "audience", "client_type", "algorithm"),
    *("scopes", "reasons", "least_assurance", "logout_uri", "start_uri"),
)
