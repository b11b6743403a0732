# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What each room holds of a person: rooms above register it here, since this room knows none.

A holding says what to put into a copy, what is under way, what the law keeps, and what goes when
the account does.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Whose:
    """Somebody: their account, and the person behind it once that is known."""

    account_id: UUID
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a copy.

    :param path: within the copy, with ``/`` between folders
    :param chunks: makes its bytes when it is written
    """

    path: str
    chunks: Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that stays after the account is closed, because a law says so.

    :param years: counted from the end of the matter
    """

    name: str | Promise
    count: int
    years: int
    basis: str | Promise


@dataclass(frozen=True, slots=True)
class Holding:
    """What one room holds.

    :param entries: the files for a copy
    :param open_matters: what is under way, each in a few words, such as a case's number
    :param kept: what has to stay
    :param erase: erase what need not; returns how many rows went
    """

    name: str
    entries: Callable[[Whose], Iterator[Entry]]
    open_matters: Callable[[Whose], list[str]] = lambda _whose: []
    kept: Callable[[Whose], list[Kept]] = lambda _whose: []
    erase: Callable[[Whose], int] = lambda _whose: 0


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Take down what a room holds; called once, in its ``apps.py``."""
    _holdings[holding.name] = holding


def holdings() -> list[Holding]:
    """Return what every room holds, by name."""
    return [_holdings[name] for name in sorted(_holdings)]


def entries_of(whose: Whose) -> Iterator[Entry]:
    """Return every file of a copy."""
    for holding in holdings():
        yield from holding.entries(whose)


def open_matters_of(whose: Whose) -> list[str]:
    """Return what is under way in any room."""
    return [matter for holding in holdings() for matter in holding.open_matters(whose)]


def kept_of(whose: Whose) -> list[Kept]:
    """Return what has to stay, in any room."""
    return [kept for holding in holdings() for kept in holding.kept(whose)]
