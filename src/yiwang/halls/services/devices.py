# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Machines of a hall: enrolled by a code, known by a secret that changes, revoked at once.

A machine that was given a new secret may go on with the one before until it has shown the new one:
the answer may have been lost. Whoever comes with the old one after that holds a copy, and then
nobody can tell which of the two is the machine: it is put out of use.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from yiwang.foundation.actors import Actor
from yiwang.foundation.text import clean_text
from yiwang.halls import events
from yiwang.halls.enums import DeviceKind, RevokedWhy
from yiwang.halls.errors import (
    DeviceCodeRefused,
    DeviceInvalid,
    DeviceNotFound,
    DeviceRevoked,
    DeviceUnknown,
    TooManyTickets,
)
from yiwang.halls.models import Device, Hall, Ticket
from yiwang.halls.services import holding, setup
from yiwang.ledger import services as ledger

CODE_SIGNS: Final = 12
SEEN_EVERY: Final = timedelta(minutes=1)
IN_FLIGHT: Final = timedelta(minutes=2)
"""How long requests that were under way may still show the secret before."""
PERIOD: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Known:
    """A machine that has shown who it is.

    :ivar secret: the new one that it has to keep from now on; empty while the old one stands
    """

    device: Device
    secret: str = ""


@transaction.atomic
def name_device(
    *, hall_id: UUID, kind: str, name: str, actor: Actor, at: datetime
) -> tuple[str, Device]:
    """Take a machine of a hall down; return the code that enrols it, which is shown this once.

    :raises DeviceInvalid: no name, a name that is taken, or no such kind
    """
    hall = setup.managed(hall_id, actor)
    words = clean_text(name, max_length=40)
    if not words or kind not in DeviceKind.values:
        raise DeviceInvalid
    made = Device(hall=hall, kind=kind, name=words, made_at=at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise DeviceInvalid from error
    return _code_for(made, actor=actor, at=at), made


@transaction.atomic
def make_code(*, device_id: UUID, hall_id: UUID, actor: Actor, at: datetime) -> tuple[str, Device]:
    """Make another code for a machine that lost its secret, or whose code was not used in time.

    :raises DeviceRevoked: it was put out of use
    """
    found = _managed(device_id, hall_id, actor)
    if found.revoked_at is not None:
        raise DeviceRevoked
    return _code_for(found, actor=actor, at=at), found


@transaction.atomic
def revoke(*, device_id: UUID, hall_id: UUID, actor: Actor, at: datetime) -> None:
    """Put a machine out of use at once; a second time changes nothing."""
    found = _managed(device_id, hall_id, actor)
    if found.revoked_at is None:
        _revoke(found, RevokedWhy.STAFF, actor=actor, at=at)


@transaction.atomic
def enrol(*, code: str, actor: Actor, at: datetime) -> Known:
    """Give the machine that shows the code its secret; what it had before works no more.

    :raises DeviceCodeRefused: the code is wrong, used or too old
    """
    typed = "".join(code.split()).replace("-", "").upper()[:40]
    rows = Device.objects.select_for_update(of=("self",)).select_related("hall")
    found = rows.filter(code=_hash(typed), code_until__gt=at, revoked_at__isnull=True).first()
    if found is None:
        raise DeviceCodeRefused
    secret = secrets.token_urlsafe(32)
    found.code, found.code_until = None, None
    found.secret, found.secret_since = _hash(secret), at
    found.secret_before, found.shown_at = None, at
    found.enrolled_at, found.seen_at = at, at
    found.save()
    fact = events.DeviceEnrolled(hall_id=found.hall_id, device_id=found.pk)
    ledger.append(fact, actor=actor, at=at, region_code=found.hall.division_code)
    return Known(found, secret)


def known(
    *, secret: str, kind: DeviceKind, actor: Actor, at: datetime, hall_id: UUID | None = None
) -> Known | None:
    """Return the machine that shows its secret, with a new one when it is time.

    None for everybody else. Most of the time this is one statement. Call it outside of a command's
    transaction, so that a copy that is caught stays caught when the command is refused.

    :param hall_id: where it has to stand, if that matters here
    """
    found = _shown_by(secret)
    if found is None or found.kind != kind or hall_id not in (None, found.hall_id):
        return None
    shown = _hash(secret)
    is_settled = found.secret == shown and found.shown_at is not None
    if is_settled and not _is_old(found, at):
        if found.seen_at is None or found.seen_at <= at - SEEN_EVERY:
            Device.objects.filter(pk=found.pk).update(seen_at=at)
        return Known(found)
    return _settled(found.pk, shown, actor=actor, at=at)


def checked_kiosk(*, secret: str, actor: Actor, at: datetime, hall_id: UUID | None = None) -> Known:
    """Return the kiosk that shows its secret.

    :raises DeviceUnknown: none does
    """
    found = known(secret=secret, kind=DeviceKind.KIOSK, hall_id=hall_id, actor=actor, at=at)
    if found is None:
        raise DeviceUnknown
    return found


def check_rate(device: Device, *, has_name: bool, at: datetime) -> None:
    """Let a kiosk give one ticket more; call it inside the transaction that gives it.

    :raises TooManyTickets: it gave too many lately, or all kiosks of the hall together did
    """
    Hall.objects.select_for_update(no_key=True).get(pk=device.hall_id)  # counted one by one
    lately = Ticket.objects.filter(hall_id=device.hall_id, taken_at__gt=at - PERIOD)
    given = lately.filter(device__isnull=False)
    if given.filter(device=device).count() >= settings.KIOSK_TICKETS:
        raise TooManyTickets
    if has_name:
        return
    if given.filter(person_id__isnull=True).count() >= settings.KIOSK_HALL_TICKETS:
        raise TooManyTickets


def _shown_by(secret: str) -> Device | None:
    if not 20 <= len(secret) <= 100:
        return None
    shown = _hash(secret)
    rows = Device.objects.filter(Q(secret=shown) | Q(secret_before=shown))
    return rows.filter(revoked_at__isnull=True).first()


@transaction.atomic
def _settled(device_id: UUID, shown: bytes, *, actor: Actor, at: datetime) -> Known | None:
    """Look again with the row locked: note the secret as shown, renew it, or catch a copy."""
    found = (
        Device.objects.select_for_update(of=("self",))
        .select_related("hall")
        .filter(pk=device_id, revoked_at__isnull=True)
        .first()
    )
    if found is None or shown not in (found.secret, found.secret_before):
        return None
    if shown == found.secret_before:
        return _shown_before(found, actor=actor, at=at)
    found.seen_at = at
    found.shown_at = found.shown_at or at
    found.save(update_fields=["seen_at", "shown_at"])
    return _renewed(found, actor=actor, at=at) if _is_old(found, at) else Known(found)


def _shown_before(found: Device, *, actor: Actor, at: datetime) -> Known | None:
    """Take the secret before the last: under way when it changed, its answer lost, or a copy."""
    changed_at = found.shown_at or found.secret_since
    if changed_at is not None and changed_at >= at - IN_FLIGHT:
        return Known(found)
    if found.shown_at is None:
        return _renewed(found, actor=actor, at=at)
    _revoke(found, RevokedWhy.REUSED, actor=actor, at=at)
    return None


def _is_old(device: Device, at: datetime) -> bool:
    lives = timedelta(hours=settings.KIOSK_SECRET_HOURS)
    return device.secret_since is None or device.secret_since <= at - lives


def _renewed(found: Device, *, actor: Actor, at: datetime) -> Known:
    secret = secrets.token_urlsafe(32)
    if found.shown_at is not None:
        found.secret_before = found.secret
    found.secret, found.secret_since, found.shown_at = _hash(secret), at, None
    found.seen_at = at
    found.save()
    fact = events.DeviceRenewed(hall_id=found.hall_id, device_id=found.pk)
    ledger.append(fact, actor=actor, at=at, region_code=found.hall.division_code)
    return Known(found, secret)


def _revoke(found: Device, why: RevokedWhy, *, actor: Actor, at: datetime) -> None:
    found.code, found.code_until = None, None
    found.secret, found.secret_before = None, None
    found.revoked_at, found.revoked_why = at, why
    found.save()
    fact = events.DeviceRevoked(hall_id=found.hall_id, device_id=found.pk, why=why.value)
    ledger.append(fact, actor=actor, at=at, region_code=found.hall.division_code)


def _code_for(found: Device, *, actor: Actor, at: datetime) -> str:
    code = holding.new_code(CODE_SIGNS)
    found.code, found.code_until = _hash(code), at + timedelta(minutes=settings.KIOSK_CODE_MINUTES)
    found.save()
    fact = events.DeviceCodeMade(
        hall_id=found.hall_id,
        device_id=found.pk,
        device_kind=found.kind,
        until=found.code_until,
    )
    ledger.append(fact, actor=actor, at=at, region_code=found.hall.division_code)
    return "-".join(code[start : start + 4] for start in range(0, CODE_SIGNS, 4))


def _managed(device_id: UUID, hall_id: UUID, actor: Actor) -> Device:
    hall = setup.managed(hall_id, actor)
    rows = Device.objects.select_for_update(of=("self",)).select_related("hall")
    found = rows.filter(pk=device_id, hall=hall).first()
    if found is None:
        raise DeviceNotFound
    return found


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode(errors="replace")).digest()
