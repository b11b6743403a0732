# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What all loading of reference data has in common."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations import events, selectors

Progress = Callable[[int, int], None]

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load read and did.

    :param changed: rows that were new or other than before; 0 when loaded again
    :param left_out: codes of rows that could not be placed
    """

    read: int
    changed: int
    left_out: tuple[str, ...] = ()


def silent(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def told(rows: Iterable[Row], total: int, progress: Progress) -> Iterator[Row]:
    """Yield the rows and tell ``progress`` after every thousand, and at the end."""
    for done, row in enumerate(rows):
        if done % 1000 == 0:
            progress(done, total)
        yield row
    progress(total, total)


def finish(name: str, report: LoadReport, *, actor: Actor, at: datetime) -> LoadReport:
    """Write a load that changed something to the ledger, and hand its report on."""
    if report.changed:
        fact = events.ReferenceDataLoaded(name=name, read=report.read, changed=report.changed)
        ledger.append(fact, actor=actor, at=at)
    selectors.forget_cached()
    return report
