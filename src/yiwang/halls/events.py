# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts that this room writes to the ledger: ids, codes and times, no personal text."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yiwang.ledger.events import Fact


@dataclass(frozen=True)
class HallFact(Fact):
    """A fact about one hall."""

    subject_type = "hall"
    subject_field = "hall_id"

    hall_id: UUID


@dataclass(frozen=True)
class HallChanged(HallFact):
    kind = "halls.hall_changed"

    content_sha256: str


@dataclass(frozen=True)
class DayExcepted(HallFact):
    """A day got hours of its own, or none; the appointments of a closed day are called off."""

    kind = "halls.day_excepted"

    on: date
    is_open: bool
    called_off: int


@dataclass(frozen=True)
class SkillSet(HallFact):
    kind = "halls.skill_set"

    skill_id: UUID
    letter: str


@dataclass(frozen=True)
class CounterSet(HallFact):
    kind = "halls.counter_set"

    counter_id: UUID
    number: str
    is_open: bool


@dataclass(frozen=True)
class DeviceFact(HallFact):
    """A fact about a machine of a hall."""

    device_id: UUID


@dataclass(frozen=True)
class DeviceCodeMade(DeviceFact):
    """A code was made that enrols a machine under a name, once and within minutes."""

    kind = "halls.device_code_made"

    device_kind: str
    until: datetime


@dataclass(frozen=True)
class DeviceEnrolled(DeviceFact):
    """A machine showed the code and got its secret."""

    kind = "halls.device_enrolled"


@dataclass(frozen=True)
class DeviceRenewed(DeviceFact):
    """A machine got a new secret in place of its old one."""

    kind = "halls.device_renewed"


@dataclass(frozen=True)
class DeviceRevoked(DeviceFact):
    """A machine was put out of use, by a person or because its old secret came back."""

    kind = "halls.device_revoked"

    why: str


@dataclass(frozen=True)
class ShiftBegun(HallFact):
    kind = "halls.shift_begun"

    counter_id: UUID
    shift_id: UUID


@dataclass(frozen=True)
class ShiftPaused(HallFact):
    kind = "halls.shift_paused"

    shift_id: UUID
    reason: str


@dataclass(frozen=True)
class ShiftResumed(HallFact):
    kind = "halls.shift_resumed"

    shift_id: UUID


@dataclass(frozen=True)
class ShiftEnded(HallFact):
    kind = "halls.shift_ended"

    shift_id: UUID
    called: int
    served: int


@dataclass(frozen=True)
class BookingFact(Fact):
    """A fact about one appointment."""

    subject_type = "appointment"
    subject_field = "appointment_id"

    appointment_id: UUID


@dataclass(frozen=True)
class PlaceHeld(BookingFact):
    kind = "halls.place_held"

    slot_id: UUID
    until: datetime


@dataclass(frozen=True)
class PlaceOffered(BookingFact):
    """A place became free; the first of the waiting list may have it until then."""

    kind = "halls.place_offered"

    slot_id: UUID
    until: datetime


@dataclass(frozen=True)
class BookingConfirmed(BookingFact):
    kind = "halls.booking_confirmed"

    slot_id: UUID


@dataclass(frozen=True)
class BookingMoved(BookingFact):
    kind = "halls.booking_moved"

    from_slot_id: UUID
    slot_id: UUID


@dataclass(frozen=True)
class BookingEnded(BookingFact):
    """It was cancelled, expired, called off by the hall, or nobody came; the state says which."""

    kind = "halls.booking_ended"

    slot_id: UUID
    state: str


@dataclass(frozen=True)
class WaitingJoined(HallFact):
    kind = "halls.waiting_joined"

    waiting_id: UUID
    on: date


@dataclass(frozen=True)
class WaitingLeft(HallFact):
    kind = "halls.waiting_left"

    waiting_id: UUID


@dataclass(frozen=True)
class TicketFact(Fact):
    """A fact about one queue ticket."""

    subject_type = "ticket"
    subject_field = "ticket_id"

    ticket_id: UUID


@dataclass(frozen=True)
class TicketTaken(TicketFact):
    kind = "halls.ticket_taken"

    hall_id: UUID
    label: str
    channel: str
    appointment_id: UUID | None = None
    device_id: UUID | None = None


@dataclass(frozen=True)
class TicketMoved(TicketFact):
    """A ticket was called, recalled, begun, passed on, missed, put back, finished or given up."""

    kind = "halls.ticket_moved"

    step: str
    counter_id: UUID | None


@dataclass(frozen=True)
class PresenceShown(TicketFact):
    """Somebody at the counter showed their code, and so let the clerk open what is theirs."""

    kind = "halls.presence_shown"

    person_id: UUID
    presence_id: UUID


@dataclass(frozen=True)
class DraftContinued(TicketFact):
    """A draft was opened or saved at the counter, with its person there."""

    kind = "halls.draft_continued"

    person_id: UUID
    draft_id: UUID


@dataclass(frozen=True)
class VisitBegun(HallFact):
    """Somebody signed in at a kiosk from their phone, or by code."""

    kind = "halls.visit_begun"

    visit_id: UUID
    person_id: UUID
