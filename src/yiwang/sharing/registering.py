# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Registering sources over HTTP: one proposes with a key made here, another agrees.

A source that is new is off until it is switched on, which takes two people again; it can be tried
before.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger
from yiwang.sharing import events, keys
from yiwang.sharing.described import Description, checked
from yiwang.sharing.enums import SwitchState
from yiwang.sharing.errors import (
    ChangeDecidedAlready,
    ChangeNotFound,
    ChangeWaiting,
    CodeTaken,
    DescriptionInvalid,
    NotOverHttp,
    NotYourSource,
    OwnChange,
    SourceUnknown,
    SwitchReasonMissing,
)
from yiwang.sharing.models import DataSource, SourceChange
from yiwang.sharing.switching import LONGEST, check_switches

CONNECTOR = "http"
_TAKEN = _("材料 %(code)s 已由“%(name)s”证明。")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal, and the key that was made with it; it is told this once.

    :ivar key: in hex; "" when the source keeps the key that it has
    """

    change: SourceChange
    key: str = field(repr=False)
    key_name: str


@transaction.atomic
def propose_source(
    *,
    description: Description,
    is_new: bool,
    reason: str,
    with_new_key: bool = False,
    actor: Actor,
    at: datetime,
) -> Proposed:
    """Propose to register a source over HTTP, or to describe it otherwise; somebody else decides.

    :param with_new_key: for a source that has one already; a new source always gets one
    :raises NotYourSource, SourceUnknown, CodeTaken, NotOverHttp, ChangeWaiting: as they say
    :raises DescriptionInvalid: each mistake with its place
    :raises SwitchReasonMissing: no reason was given
    """
    check_switches(actor)
    _check_place(description, is_new)
    columns = checked(description)
    words = clean_text(reason, max_length=LONGEST, multiline=True)
    if not words:
        raise SwitchReasonMissing
    _check_evidence_types(description)
    change = SourceChange(
        source_code=description.code,
        is_new=is_new,
        description=columns,
        reason=words,
        proposed_by_id=_account(actor),
        proposed_by_name=actor.display_name,
        proposed_at=at,
    )
    key = keys.made() if is_new or with_new_key else ""
    if key:
        change.key_cipher = keys.sealed_for_change(key, change)
    change.save(force_insert=True)
    fact = events.SourceChangeProposed(
        source=change.source_code, change_id=change.pk, is_new=is_new, has_new_key=bool(key)
    )
    ledger.append(fact, actor=actor, at=at)
    return Proposed(change, key, keys.name_of(key) if key else "")


def _check_place(description: Description, is_new: bool) -> None:
    found = DataSource.objects.select_for_update().filter(pk=description.code).first()
    if is_new and found is not None:
        raise CodeTaken
    if not is_new and found is None:
        raise SourceUnknown
    if found is not None and found.connector != CONNECTOR:
        raise NotOverHttp
    waiting = SourceChange.objects.filter(source_code=description.code, state=SwitchState.WAITING)
    if waiting.exists():
        raise ChangeWaiting


def _check_evidence_types(description: Description) -> None:
    """Let each type of evidence be proven by one source, so that it is clear whom to ask."""
    from_others = DataSource.objects.filter(subject=description.subject).exclude(
        pk=description.code
    )
    taken = {
        code: other.name for other in from_others.order_by("code") for code in other.evidence_types
    }
    errors = [
        FieldError("/evidence_types", "taken", str(_TAKEN) % {"code": code, "name": taken[code]})
        for code in description.evidence_types
        if code in taken
    ]
    if errors:
        raise DescriptionInvalid(errors=errors)


@transaction.atomic
def decide_source_change(
    *, change_id: UUID, is_agreed: bool, note: str = "", actor: Actor, at: datetime
) -> SourceChange:
    """Agree to what somebody else proposed, which takes effect at once, or refuse it.

    :raises NotYourSource, ChangeNotFound, OwnChange, ChangeDecidedAlready: as they say
    :raises SwitchReasonMissing: who refuses says why
    :raises CodeTaken, SourceUnknown: what it was about has changed meanwhile
    """
    check_switches(actor)
    change = _locked(change_id)
    if change.proposed_by_id == _account(actor):
        raise OwnChange
    change.note = clean_text(note, max_length=LONGEST, multiline=True)
    if not is_agreed and not change.note:
        raise SwitchReasonMissing
    change.decided_by_id, change.decided_by_name = _account(actor), actor.display_name
    if is_agreed:
        _carry_out(change)
    _end(change, SwitchState.DONE if is_agreed else SwitchState.REFUSED, actor=actor, at=at)
    return change


@transaction.atomic
def withdraw_source_change(*, change_id: UUID, actor: Actor, at: datetime) -> SourceChange:
    """Take back what nobody has decided; whoever keeps the connections may.

    :raises NotYourSource, ChangeNotFound, ChangeDecidedAlready: as they say
    """
    check_switches(actor)
    change = _locked(change_id)
    _end(change, SwitchState.WITHDRAWN, actor=actor, at=at)
    return change


def _carry_out(change: SourceChange) -> None:
    columns = {name: value for name, value in change.description.items() if name != "code"}
    key = keys.handed_over(change)
    if key is not None:
        columns["key_cipher"] = key
    if change.is_new:
        found = DataSource.objects.filter(pk=change.source_code)
        if found.exists():
            raise CodeTaken
        DataSource.objects.create(
            code=change.source_code, connector=CONNECTOR, is_on=False, **columns
        )
        return
    columns |= {"failures": 0, "paused_until": None, "trouble": "", "detail": ""}
    rows = DataSource.objects.filter(pk=change.source_code, connector=CONNECTOR)
    if not rows.update(**columns):
        raise SourceUnknown


def _locked(change_id: UUID) -> SourceChange:
    change = SourceChange.objects.select_for_update().filter(pk=change_id).first()
    if change is None:
        raise ChangeNotFound
    if change.state != SwitchState.WAITING:
        raise ChangeDecidedAlready
    return change


def _end(change: SourceChange, state: SwitchState, *, actor: Actor, at: datetime) -> None:
    """Keep what was decided; the key goes, whatever it was."""
    change.state, change.decided_at, change.key_cipher = state, at, None
    change.save(
        update_fields=[
            *("state", "decided_at", "decided_by_id", "decided_by_name", "note", "key_cipher")
        ]
    )
    fact = events.SourceChangeDecided(
        source=change.source_code, change_id=change.pk, state=state.value
    )
    ledger.append(fact, actor=actor, at=at)


def _account(actor: Actor) -> UUID:
    if actor.account_id is None:
        raise NotYourSource
    return actor.account_id
