# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A code that somebody shows at the counter: the consent that opens their drafts to the clerk."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction

from yiwang.cases.services import at_counter
from yiwang.cases.services.drafts import DraftContent
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.halls import events
from yiwang.halls.errors import NotSignedOn, PresenceRefused, TicketNotOpen
from yiwang.halls.models import Presence, Ticket
from yiwang.halls.services import calling, holding
from yiwang.identity.enums import Purpose
from yiwang.identity.services import privacy_reads, throttle
from yiwang.ledger import services as ledger

if TYPE_CHECKING:
    from yiwang.cases.models import Draft

LIVES: Final = timedelta(minutes=5)
HOLDS: Final = timedelta(hours=2)
DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class Opened:
    """What a code of presence opens: whose things, at which ticket."""

    presence_id: UUID
    person_id: UUID
    ticket: Ticket


@transaction.atomic
def show_code(*, actor: Actor, at: datetime) -> Presence:
    """Give a citizen a code that works once, within five minutes; the one before works no more."""
    applicant_id = holding.own(actor)
    Presence.objects.filter(applicant_id=applicant_id, used_at__isnull=True).delete()
    return Presence.objects.create(
        applicant_id=applicant_id,
        code=f"{secrets.randbelow(10**DIGITS):0{DIGITS}}",
        made_at=at,
        expires_at=at + LIVES,
    )


def count_try(*, ticket_id: UUID, actor: Actor, at: datetime) -> None:
    """Count a code that a clerk types for a ticket; call it before the command, outside its doing.

    :raises TooManyAttempts: five were wrong; guessing is over for this ticket and this clerk
    """
    throttle.count_presence(account=str(actor.account_id), ticket=str(ticket_id), at=at)


@transaction.atomic
def open_by_code(*, ticket_id: UUID, code: str, actor: Actor, at: datetime) -> Opened:
    """Take the code of the person at the counter; it opens what is theirs until the ticket ends.

    A ticket that was taken in somebody's name is opened by that person's code only.

    :raises PresenceRefused: the code is wrong, used, too old or somebody else's
    """
    ticket = calling.ticket_in_hand(ticket_id, actor)
    found = spent(code, at=at)
    if ticket.person_id not in (None, found.applicant_id):
        raise PresenceRefused
    found.ticket_id, found.expires_at = ticket.pk, at + HOLDS
    found.save(update_fields=["ticket_id", "expires_at"])
    throttle.forget_presence(account=str(actor.account_id), ticket=str(ticket_id))
    privacy_reads.note_reads(
        [privacy_reads.Seen(found.applicant_id)],
        actor=actor,
        purpose=Purpose.COUNTER_SERVICE,
        at=at,
    )
    fact = events.PresenceShown(
        ticket_id=ticket.pk, person_id=found.applicant_id, presence_id=found.pk
    )
    ledger.append(
        fact,
        actor=actor,
        at=at,
        region_code=ticket.hall.division_code,
        purpose=Purpose.COUNTER_SERVICE,
    )
    return Opened(found.pk, found.applicant_id, ticket)


def spent(code: str, *, at: datetime) -> Presence:
    """Use a code up, and return it.

    :raises PresenceRefused: it is wrong, used or too old
    """
    typed = "".join(sign for sign in code if sign.isdigit())[:DIGITS]
    with reach.everywhere():  # the code opens this one row
        found = (
            Presence.objects.select_for_update()
            .filter(code=typed, used_at__isnull=True, expires_at__gt=at)
            .first()
        )
        if found is None:
            raise PresenceRefused
        found.used_at = at
        found.save(update_fields=["used_at"])
    return found


def opened(*, ticket_id: UUID, actor: Actor, at: datetime) -> Opened:
    """Return what was opened at the ticket that the actor serves.

    :raises PresenceRefused: nobody has shown a code, the time is over, or the actor is at no
        counter or does not serve this ticket (any more): nothing is open to them
    """
    try:
        with transaction.atomic():
            ticket = calling.ticket_in_hand(ticket_id, actor)
    except (NotSignedOn, TicketNotOpen) as error:
        raise PresenceRefused from error
    found = Presence.objects.filter(ticket_id=ticket.pk, expires_at__gt=at).first()
    if found is None:
        raise PresenceRefused
    return Opened(found.pk, found.applicant_id, ticket)


def drafts(*, ticket_id: UUID, actor: Actor, at: datetime) -> "list[Draft]":
    """Return the drafts of the person at the counter; nothing of what they hold is shown yet."""
    shown = opened(ticket_id=ticket_id, actor=actor, at=at)
    return at_counter.drafts_of(shown.person_id, actor=actor)


@transaction.atomic
def open_draft(
    *,
    ticket_id: UUID,
    draft_id: UUID,
    actor: Actor,
    at: datetime,
    person_id: UUID | None = None,
) -> "Draft":
    """Return a draft of the person at the counter with what was typed; the ledger says so.

    Its materials are files that the clerk can hand in, of the same bytes as the person's own.

    :param person_id: whom the page is about, which has to be the person at the counter
    """
    shown = opened(ticket_id=ticket_id, actor=actor, at=at)
    if person_id not in (None, shown.person_id):
        raise PresenceRefused
    found = at_counter.draft_of(shown.person_id, draft_id, actor=actor)
    found.materials = at_counter.files_to_hand_in(found, actor=actor, at=at)
    privacy_reads.note_reads(
        [privacy_reads.Seen(shown.person_id)], actor=actor, purpose=Purpose.COUNTER_SERVICE, at=at
    )
    _note(shown, found.pk, actor=actor, at=at)
    return found


@transaction.atomic
def save_draft(
    *,
    ticket_id: UUID,
    version_id: UUID,
    typed: DraftContent,
    actor: Actor,
    at: datetime,
    person_id: UUID | None = None,
) -> "Draft":
    """Keep what was typed at the counter as the person's own draft, to be finished online.

    :param person_id: whom the page is about, which has to be the person at the counter
    """
    shown = opened(ticket_id=ticket_id, actor=actor, at=at)
    if person_id not in (None, shown.person_id):
        raise PresenceRefused
    made = at_counter.save_draft_for(
        shown.person_id, version_id=version_id, typed=typed, actor=actor, at=at
    )
    _note(shown, made.pk, actor=actor, at=at)
    return made


def _note(shown: Opened, draft_id: UUID, *, actor: Actor, at: datetime) -> None:
    fact = events.DraftContinued(
        ticket_id=shown.ticket.pk, person_id=shown.person_id, draft_id=draft_id
    )
    ledger.append(
        fact,
        actor=actor,
        at=at,
        region_code=shown.ticket.hall.division_code,
        purpose=Purpose.COUNTER_SERVICE,
    )
