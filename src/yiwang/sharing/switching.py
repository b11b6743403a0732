# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Letting a source be asked, or stopping it: one proposes, another agrees, a job carries it out."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from yiwang.foundation.actors import Actor, system_actor
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right
from yiwang.sharing import events
from yiwang.sharing.enums import SwitchState
from yiwang.sharing.errors import (
    NotYourSource,
    OwnSwitch,
    SourceUnknown,
    SwitchDecidedAlready,
    SwitchNotFound,
    SwitchPointless,
    SwitchReasonMissing,
    SwitchTooLate,
    SwitchWaiting,
)
from yiwang.sharing.models import DataSource, SourceSwitch

LONGEST: Final = 2000
FARTHEST: Final = timedelta(days=366)
LENIENT: Final = timedelta(minutes=10)
"""A moment that went by while the page was filled in still means at once."""


def switch_source(*, code: str, is_on: bool, actor: Actor, at: datetime) -> None:
    """Let a source be asked, or stop it; a source that is let in again starts without failures.

    :raises SourceUnknown: there is no such source
    """
    with transaction.atomic():
        found = DataSource.objects.filter(pk=code).update(
            is_on=is_on, failures=0, paused_until=None, trouble=""
        )
        if not found:
            raise SourceUnknown
        ledger.append(events.SourceSwitched(source=code, is_on=is_on), actor=actor, at=at)


def check_switches(actor: Actor) -> None:
    """Raise unless the actor keeps the connections to other systems.

    :raises NotYourSource: they do not
    """
    if not actor.is_staff or not actor.has_right(Right.IDENTITY_MANAGE):
        raise NotYourSource


@transaction.atomic
def propose_switch(
    *,
    code: str,
    is_on: bool,
    reason: str,
    effective_at: datetime | None,
    actor: Actor,
    at: datetime,
) -> SourceSwitch:
    """Propose that a source be asked, or no longer, from a moment on; somebody else decides.

    :param effective_at: None for as soon as it is agreed to
    :raises NotYourSource, SourceUnknown: as they say
    :raises SwitchReasonMissing, SwitchTooLate: what was written cannot be taken
    :raises SwitchPointless, SwitchWaiting: it is so already, or a change waits
    """
    check_switches(actor)
    source = DataSource.objects.select_for_update().filter(pk=code).first()
    if source is None:
        raise SourceUnknown
    words = clean_text(reason, max_length=LONGEST, multiline=True)
    if not words:
        raise SwitchReasonMissing
    when = effective_at or at
    if not at - LENIENT <= when <= at + FARTHEST:
        raise SwitchTooLate
    open_states = (SwitchState.WAITING, SwitchState.APPROVED)
    if SourceSwitch.objects.filter(source=source, state__in=open_states).exists():
        raise SwitchWaiting
    if source.is_on == is_on:
        raise SwitchPointless
    made = SourceSwitch.objects.create(
        source=source,
        is_on=is_on,
        reason=words,
        effective_at=max(when, at),
        proposed_by_id=_account(actor),
        proposed_by_name=actor.display_name,
        proposed_at=at,
    )
    fact = events.SwitchProposed(
        source=code, switch_id=made.pk, is_on=is_on, effective_at=made.effective_at
    )
    ledger.append(fact, actor=actor, at=at)
    return made


@transaction.atomic
def decide_switch(
    *, switch_id: UUID, is_agreed: bool, note: str = "", actor: Actor, at: datetime
) -> SourceSwitch:
    """Agree to what somebody else proposed, or refuse it with the reason.

    :raises NotYourSource, SwitchNotFound, OwnSwitch, SwitchDecidedAlready: as they say
    :raises SwitchReasonMissing: who refuses says why
    """
    check_switches(actor)
    found = _locked(switch_id)
    if found.state != SwitchState.WAITING:
        raise SwitchDecidedAlready
    if found.proposed_by_id == _account(actor):
        raise OwnSwitch
    found.note = clean_text(note, max_length=LONGEST, multiline=True)
    if not is_agreed and not found.note:
        raise SwitchReasonMissing
    found.decided_by_id, found.decided_by_name = _account(actor), actor.display_name
    _end(found, SwitchState.APPROVED if is_agreed else SwitchState.REFUSED, actor=actor, at=at)
    if is_agreed and found.effective_at <= at:
        _carry_out(found, actor=actor, at=at)
    return found


@transaction.atomic
def withdraw_switch(*, switch_id: UUID, actor: Actor, at: datetime) -> SourceSwitch:
    """Take back what has not taken effect; whoever keeps the connections may.

    :raises NotYourSource, SwitchNotFound, SwitchDecidedAlready: as they say
    """
    check_switches(actor)
    found = _locked(switch_id)
    if found.state not in (SwitchState.WAITING, SwitchState.APPROVED):
        raise SwitchDecidedAlready
    _end(found, SwitchState.WITHDRAWN, actor=actor, at=at)
    return found


def carry_out_switches(*, at: datetime) -> int:
    """Carry out what was agreed to and is due; return how many."""
    due = SourceSwitch.objects.filter(state=SwitchState.APPROVED, effective_at__lte=at)
    done = 0
    for switch_id in due.order_by("effective_at").values_list("id", flat=True):
        with transaction.atomic():
            found = _locked(switch_id)
            if found.state == SwitchState.APPROVED:
                _carry_out(found, actor=system_actor("sharing"), at=at)
                done += 1
    return done


def _locked(switch_id: UUID) -> SourceSwitch:
    found = SourceSwitch.objects.select_for_update().filter(pk=switch_id).first()
    if found is None:
        raise SwitchNotFound
    return found


def _end(found: SourceSwitch, state: SwitchState, *, actor: Actor, at: datetime) -> None:
    found.state, found.decided_at = state, found.decided_at or at
    found.save(update_fields=["state", "decided_at", "decided_by_id", "decided_by_name", "note"])
    fact = events.SwitchDecided(source=found.source_id, switch_id=found.pk, state=state.value)
    ledger.append(fact, actor=actor, at=at)


def _carry_out(found: SourceSwitch, *, actor: Actor, at: datetime) -> None:
    found.state, found.done_at = SwitchState.DONE, at
    found.save(update_fields=["state", "done_at"])
    switch_source(code=found.source_id, is_on=found.is_on, actor=actor, at=at)


def _account(actor: Actor) -> UUID:
    if actor.account_id is None:
        raise NotYourSource
    return actor.account_id
