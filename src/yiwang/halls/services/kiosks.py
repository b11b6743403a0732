# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A visit at a kiosk: paired with somebody's phone or opened by their code, gone after a minute."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.foundation.actors import Actor
from yiwang.halls import events
from yiwang.halls.errors import HallNotFound, VisitEnded
from yiwang.halls.models import Hall, KioskVisit
from yiwang.halls.services import holding, presence
from yiwang.ledger import services as ledger

IDLE: Final = timedelta(seconds=90)
PAIRING: Final = timedelta(minutes=3)


@transaction.atomic
def begin(*, hall_id: UUID, at: datetime) -> tuple[str, KioskVisit]:
    """Begin a visit that nobody has signed in to yet; return its secret for the machine."""
    if not Hall.objects.filter(pk=hall_id).exists():
        raise HallNotFound
    secret = secrets.token_urlsafe(32)
    made = KioskVisit.objects.create(
        hall_id=hall_id,
        secret=_hash(secret),
        pairing=holding.new_code(12),
        begun_at=at,
        expires_at=at + PAIRING,
    )
    return secret, made


@transaction.atomic
def pair(*, pairing: str, actor: Actor, at: datetime) -> KioskVisit:
    """Sign a citizen in at the machine whose code their phone has read.

    :raises VisitEnded: the code is too old, used, or none
    """
    applicant_id = holding.own(actor)
    rows = KioskVisit.objects.select_for_update(of=("self",)).select_related("hall")
    found = rows.filter(
        pairing=pairing.strip().upper()[:16], person_id__isnull=True, expires_at__gt=at
    ).first()
    if found is None:
        raise VisitEnded
    return _signed_in(found, applicant_id, actor=actor, at=at)


@transaction.atomic
def enter_code(*, secret: str, code: str, actor: Actor, at: datetime) -> KioskVisit:
    """Sign somebody in at a machine by the code that their phone shows.

    :raises PresenceRefused: the code is wrong, used or too old
    """
    rows = KioskVisit.objects.select_for_update(of=("self",)).select_related("hall")
    found = rows.filter(secret=_hash(secret), person_id__isnull=True, expires_at__gt=at).first()
    if found is None:
        raise VisitEnded
    used = presence.spent(code, at=at)
    return _signed_in(found, used.applicant_id, actor=actor, at=at)


def _signed_in(found: KioskVisit, applicant_id: UUID, *, actor: Actor, at: datetime) -> KioskVisit:
    found.person_id, found.shown_name = applicant_id, holding.shown_name(applicant_id)
    found.expires_at = at + IDLE
    found.save(update_fields=["person_id", "shown_name", "expires_at"])
    fact = events.VisitBegun(hall_id=found.hall_id, visit_id=found.pk, person_id=applicant_id)
    ledger.append(fact, actor=actor, at=at, region_code=found.hall.division_code)
    return found


def touch(*, secret: str, at: datetime) -> KioskVisit | None:
    """Return the visit that a machine shows, and let it last; None when there is none any more."""
    found = KioskVisit.objects.filter(secret=_hash(secret), expires_at__gt=at).first()
    if found is not None and found.person_id is not None:
        found.expires_at = at + IDLE
        found.save(update_fields=["expires_at"])
    return found


def leave(*, secret: str) -> None:
    """End a visit; nothing of it is kept."""
    KioskVisit.objects.filter(secret=_hash(secret)).delete()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
