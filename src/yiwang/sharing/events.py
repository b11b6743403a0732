# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that this room writes to the ledger: ids and codes, never a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yiwang.ledger.events import Fact, PersonalDataRead


@dataclass(frozen=True)
class SourceAsked(PersonalDataRead):
    """A data source was asked about somebody: one more read of their data, which they can see.

    It is of the kind of all reads, so that one list shows them all.
    """

    source: str = ""
    item_code: str = ""
    outcome: str = ""
    call_id: UUID | None = None


@dataclass(frozen=True)
class SourcePaused(Fact):
    """A source failed so often that it is left alone for a while."""

    kind = "sharing.source_paused"

    source: str
    failures: int


@dataclass(frozen=True)
class SourceResumed(Fact):
    """A source that had failed answers again."""

    kind = "sharing.source_resumed"

    source: str


@dataclass(frozen=True)
class SourceSwitched(Fact):
    """Somebody let a source be asked, or stopped it."""

    kind = "sharing.source_switched"

    source: str
    is_on: bool


@dataclass(frozen=True)
class SwitchProposed(Fact):
    """Somebody wants a source to be asked from a moment on, or no longer."""

    kind = "sharing.switch_proposed"

    source: str
    switch_id: UUID
    is_on: bool
    effective_at: datetime


@dataclass(frozen=True)
class SwitchDecided(Fact):
    """Somebody else agreed to it or not, or it was taken back."""

    kind = "sharing.switch_decided"

    source: str
    switch_id: UUID
    state: str


@dataclass(frozen=True)
class CorrectionOverdue(Fact):
    """The provider has let the time for its answer go by."""

    kind = "sharing.correction_overdue"

    correction_id: UUID
    source: str
    department_id: UUID | None


@dataclass(frozen=True)
class CorrectionRequested(Fact):
    """The provider of data is asked to check and correct what it says of somebody."""

    kind = "sharing.correction_requested"
    subject_type = "person"
    subject_field = "person_id"

    person_id: UUID
    correction_id: UUID
    source: str
    call_id: UUID | None


@dataclass(frozen=True)
class CorrectionAnswered(Fact):
    """The provider has said what it made of a request to correct."""

    kind = "sharing.correction_answered"
    subject_type = "person"
    subject_field = "person_id"

    person_id: UUID
    correction_id: UUID
    source: str
    is_corrected: bool
    result: str = ""
    fields: Sequence[str] = ()


@dataclass(frozen=True)
class SourceChangeProposed(Fact):
    """Somebody wants a source over HTTP to be registered, or described otherwise."""

    kind = "sharing.change_proposed"

    source: str
    change_id: UUID
    is_new: bool
    has_new_key: bool


@dataclass(frozen=True)
class SourceChangeDecided(Fact):
    """Somebody else agreed to a source's description or not, or it was taken back."""

    kind = "sharing.change_decided"

    source: str
    change_id: UUID
    state: str


@dataclass(frozen=True)
class SourceTried(Fact):
    """Somebody who keeps the sources tried one with its provider's test subject."""

    kind = "sharing.source_tried"

    source: str
    outcome: str
    detail: str


@dataclass(frozen=True)
class SourceKeysRotated(Fact):
    """The keys that sign questions to sources are sealed anew with another key of our own."""

    kind = "sharing.source_keys_rotated"

    rotated: int
