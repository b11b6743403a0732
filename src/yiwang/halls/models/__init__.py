# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of halls; Django finds models here."""

from yiwang.halls.models.bookings import Appointment, Place, Slot, Waiting
from yiwang.halls.models.counters import Counter, Shift, ShiftPeriod
from yiwang.halls.models.devices import Device
from yiwang.halls.models.halls import Hall, HallDay, Skill
from yiwang.halls.models.presence import KioskVisit, Presence
from yiwang.halls.models.tickets import ServiceTime, Ticket, TicketSeries, TicketStep

__all__ = [
    "Appointment",
    "Counter",
    "Device",
    "Hall",
    "HallDay",
    "KioskVisit",
    "Place",
    "Presence",
    "ServiceTime",
    "Shift",
    "ShiftPeriod",
    "Skill",
    "Slot",
    "Ticket",
    "TicketSeries",
    "TicketStep",
    "Waiting",
]
