# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whoever has to hear at once of staff that a spreadsheet brought says so here.

The ledger tells it later and one by one; this is for what has to be so in the same transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yiwang.foundation.actors import Actor


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A staff member whom a spreadsheet has just brought."""

    staff_id: UUID
    staff_number: str


Welcome = Callable[[Sequence[Newcomer], Actor, datetime], None]

_WELCOMES: dict[str, Welcome] = {}


def when_staff_are_imported(name: str, welcome: Welcome) -> None:
    """Have newcomers handed over, some hundred at a time, in the transaction that makes them."""
    _WELCOMES[name] = welcome


def welcome(newcomers: Sequence[Newcomer], *, actor: Actor, at: datetime) -> None:
    """Hand newcomers to everybody who asked."""
    for each in _WELCOMES.values():
        each(newcomers, actor, at)
