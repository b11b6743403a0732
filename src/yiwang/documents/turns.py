# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whose turn it is to set a page in type: so many at once on one machine, whichever process asks.

A turn is a lock on a file. The system gives it back when its holder dies, and the program that sets
what staff wrote holds it too, so that it stays taken for as long as memory does. One is kept for
papers that are issued: previews wait a moment and are refused, a job goes back into the queue.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.jobs import Job
from procrastinate.retry import RetryDecision

from yiwang.documents.errors import TypesettingBusy

ASK_AGAIN_SECONDS: Final = 0.05
JOB_SECONDS: Final = 1.0
"""So long a job waits where it is; then it makes room for others and comes again."""
AGAIN_AFTER_SECONDS: Final = 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """How somebody waits for a turn.

    :param is_issuing: what is set is kept, and may have any turn
    """

    seconds: float
    is_issuing: bool


_waiting: ContextVar[Waiting | None] = ContextVar("waiting_for_type", default=None)


@contextmanager
def for_issuing(*, seconds: float = JOB_SECONDS) -> Iterator[None]:
    """Let what is set in here have any turn, and wait so long for it."""
    before = _waiting.set(Waiting(seconds, is_issuing=True))
    try:
        yield
    finally:
        _waiting.reset(before)


@contextmanager
def turn() -> Iterator[int]:
    """Hold a turn; return the file that says so, for a program of ours to hold it as well.

    :raises TypesettingBusy: all were taken for as long as the caller may wait
    """
    held = _waited_for(_waiting.get() or _usual())
    try:
        yield held
    finally:
        os.close(held)


def _usual() -> Waiting:
    return Waiting(settings.TYPESETTING_PATIENCE_SECONDS, is_issuing=False)


def _waited_for(waiting: Waiting) -> int:
    until = time.monotonic() + waiting.seconds
    places = _places(is_issuing=waiting.is_issuing)
    while (held := _taken(places)) is None:
        if time.monotonic() >= until:
            raise TypesettingBusy
        time.sleep(ASK_AGAIN_SECONDS)
    return held


def _places(*, is_issuing: bool) -> list[Path]:
    """Return the files that may be locked; the first is left to issuing where there are more."""
    folder = Path(settings.TYPESETTING_TURNS)
    folder.mkdir(parents=True, exist_ok=True)
    last = settings.TYPESETTING_AT_ONCE
    first = 0 if is_issuing or last == 1 else 1
    return [folder / f"turn-{number}" for number in range(first, last)]


def _taken(places: list[Path]) -> int | None:
    for place in places:
        opened = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(opened)
            if not isinstance(error, BlockingIOError):
                raise
        else:
            return opened
    return None


class InTurn(RetryStrategy):
    """A job that found no turn comes again, however often; of all else its former rules hold."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, TypesettingBusy):
            return RetryDecision(retry_in={"seconds": AGAIN_AFTER_SECONDS})
        return super().get_retry_decision(exception=exception, job=job)
