# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Leaving alone what fails: five failures in a row pause a source, and one question tries it again.

A pause lasts a minute, and twice as long after each trial that failed again, up to a quarter of an
hour. Whoever asks meanwhile is told at once that there is no answer.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F

from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger
from yiwang.sharing import events
from yiwang.sharing.enums import Outcome, Trouble
from yiwang.sharing.models import DataSource

FAILURES_ALLOWED: Final = 5
PAUSE: Final = timedelta(seconds=60)
LONGEST_PAUSE: Final = timedelta(minutes=15)


def pause_after(failures: int) -> timedelta | None:
    """Return how long a source is left alone after so many failures in a row; None for not."""
    if failures < FAILURES_ALLOWED:
        return None
    doublings = min(failures - FAILURES_ALLOWED, 8)
    return min(PAUSE * (1 << doublings), LONGEST_PAUSE)


def may_be_asked(source: DataSource, at: datetime) -> bool:
    """Return whether to ask a source now; of those who come after a pause only one does.

    The others wait for the next minute, unless that one has got an answer.
    """
    if source.paused_until is None:
        return True
    if at < source.paused_until:
        return False
    rows = DataSource.objects.filter(pk=source.code, paused_until=source.paused_until)
    return bool(rows.update(paused_until=at + PAUSE))


def note(
    source: DataSource, outcome: Outcome, trouble: Trouble, *, detail: str, at: datetime
) -> None:
    """Count failures in a row, and pause or resume the source."""
    if trouble in (Trouble.OFF, Trouble.PAUSED):
        return
    rows = DataSource.objects.filter(pk=source.code)
    actor = system_actor("sharing")
    if outcome is not Outcome.UNAVAILABLE:
        if source.failures or source.answered_at is None:
            rows.update(failures=0, paused_until=None, trouble="", detail="", answered_at=at)
        if source.failures >= FAILURES_ALLOWED:
            ledger.append(events.SourceResumed(source=source.code), actor=actor, at=at)
        return
    pause = pause_after(source.failures + 1)
    rows.update(
        failures=F("failures") + 1,
        failed_at=at,
        trouble=trouble,
        detail=detail,
        **({"paused_until": at + pause} if pause else {}),
    )
    if source.failures + 1 == FAILURES_ALLOWED:
        fact = events.SourcePaused(source=source.code, failures=FAILURES_ALLOWED)
        ledger.append(fact, actor=actor, at=at)
