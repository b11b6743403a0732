# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What other rooms may do with the contact of a case; the verbs live in a room below."""

from yiwang.cases.contacts.changing import Wanted, change, may_change
from yiwang.cases.contacts.enums import AT_THE_COUNTER, Ground
from yiwang.cases.contacts.opening import OPENERS, PURPOSES, may_open, note_opened, open_contact
from yiwang.cases.contacts.sealing import Contact

__all__ = [
    "AT_THE_COUNTER",
    "OPENERS",
    "PURPOSES",
    "Contact",
    "Ground",
    "Wanted",
    "change",
    "may_change",
    "may_open",
    "note_opened",
    "open_contact",
]
