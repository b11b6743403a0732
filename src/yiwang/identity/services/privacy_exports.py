# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A copy of one's data (《个人信息保护法》第四十五条): asked for here, packed by documents."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.foundation.actors import Actor
from yiwang.identity import policies, privacy_events
from yiwang.identity.enums import ExportState
from yiwang.identity.errors import NotYours
from yiwang.identity.models import DataExport
from yiwang.identity.policies import Action
from yiwang.identity.privacy_refusals import ExportNotFound, ExportUnderWay
from yiwang.identity.privacy_terms import Term, term
from yiwang.ledger import services as ledger

BETWEEN = timedelta(hours=24)


@transaction.atomic
def ask_export(*, actor: Actor, at: datetime) -> DataExport:
    """Ask for a copy of everything about oneself; one a day.

    :raises NotYours: the actor is no citizen, or acts for somebody else now
    :raises ExportUnderWay: one is being prepared, or was ready less than a day ago
    """
    if not actor.is_citizen or actor.account_id is None or actor.is_acting_for_another:
        raise NotYours
    recent = DataExport.objects.filter(account_id=actor.account_id, asked_at__gt=at - BETWEEN)
    if recent.exclude(state=ExportState.GONE).exists():
        raise ExportUnderWay
    made = DataExport(account_id=actor.account_id, person_id=actor.person_id, asked_at=at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise ExportUnderWay from error
    fact = privacy_events.ExportAsked(
        account_id=actor.account_id, export_id=made.id, person_id=actor.person_id
    )
    ledger.append(fact, actor=actor, at=at)
    return made


def export_to_pack(export_id: UUID) -> DataExport | None:
    """Return a copy that is still to be packed; None when it was packed or is gone."""
    return DataExport.objects.filter(pk=export_id, state=ExportState.ASKED).first()


def waiting_export(export_id: UUID) -> DataExport | None:
    """Return a copy that is still to be packed, locked; None when it was packed or is gone."""
    rows = DataExport.objects.select_for_update().filter(pk=export_id)
    return rows.filter(state=ExportState.ASKED).first()


def finish_export(
    asked: DataExport, *, file_id: UUID, sha256: str, size: int, actor: Actor, at: datetime
) -> None:
    """Note that a copy is packed; its owner may download it for some days."""
    asked.state, asked.ready_at = ExportState.READY, at
    asked.expires_at = at + timedelta(days=term(Term.EXPORT_DAYS))
    asked.file_id, asked.size = file_id, size
    asked.save(update_fields=["state", "ready_at", "expires_at", "file_id", "size"])
    fact = privacy_events.ExportReady(
        account_id=asked.account_id,
        export_id=asked.id,
        person_id=asked.person_id,
        sha256=sha256,
        expires_on=timezone.localdate(asked.expires_at),
    )
    ledger.append(fact, actor=actor, at=at)


@transaction.atomic
def take_export(*, export_id: UUID, actor: Actor, at: datetime) -> UUID:
    """Return the file of a copy to its owner, and note that they took it.

    :raises ExportNotFound: it is somebody else's, not ready, or gone
    """
    found = None
    if actor.is_citizen and actor.account_id is not None:
        rows = DataExport.objects.filter(account_id=actor.account_id, state=ExportState.READY)
        found = rows.filter(pk=export_id, expires_at__gt=at).first()
    if found is None or found.file_id is None:
        raise ExportNotFound
    fact = privacy_events.ExportTaken(account_id=found.account_id, export_id=found.id)
    ledger.append(fact, actor=actor, at=at)
    return found.file_id


@transaction.atomic
def expire_exports(*, actor: Actor, at: datetime, account_id: UUID | None = None) -> list[UUID]:
    """Note that copies are over; return their files, which the caller deletes.

    :param account_id: all of this account's, whenever they end
    """
    policies.check_can(actor, Action.LOAD_IN_BULK)
    ready = DataExport.objects.select_for_update().filter(state=ExportState.READY)
    over = ready.filter(account_id=account_id) if account_id else ready.filter(expires_at__lte=at)
    files = []
    for one in over.order_by("expires_at")[:500]:
        if one.file_id is not None:
            files.append(one.file_id)
        one.state, one.file_id = ExportState.GONE, None
        one.save(update_fields=["state", "file_id"])
        fact = privacy_events.ExportGone(account_id=one.account_id, export_id=one.id)
        ledger.append(fact, actor=actor, at=at)
    return files
