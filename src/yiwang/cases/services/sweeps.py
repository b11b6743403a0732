# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What time does by itself: run every few minutes, each safe to run twice.

Every state in which a case waits for somebody has a sweep here for when nobody comes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Protocol
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError

from yiwang.cases.automation import overdue as overdue_objections
from yiwang.cases.desk import overdue
from yiwang.cases.lower_body import reviewing
from yiwang.cases.modes import deferring, promises
from yiwang.cases.procedures import overruns
from yiwang.cases.services import (
    clocks,
    decisions,
    drafts,
    entitlements,
    handling,
    intake,
    measures,
    passing_on,
    receiving,
    serving,
)
from yiwang.cases.together import reminding
from yiwang.foundation.bulkheads import run_apart
from yiwang.foundation.errors import DomainError

log = structlog.get_logger(__name__)


class Find(Protocol):
    """Returns the cases that a sweep is for."""

    def __call__(self, *, at: datetime) -> Iterable[UUID]: ...


class Act(Protocol):
    """Moves one case in a transaction of its own; returns whether there was anything to do."""

    def __call__(self, *, case_id: UUID, at: datetime) -> bool: ...


@dataclass(frozen=True, slots=True)
class Sweep:
    """One thing that time does to cases."""

    find: Find
    act: Act

    def run(self, name: str, *, at: datetime) -> int:
        """Go through the cases and return how many moved.

        A case that cannot be moved, such as one whose process is stuck, is logged and left, so
        that it does not hold up all others; one that breaks on a fault of ours likewise.
        """
        moved = 0
        for case_id in self.find(at=at):
            try:
                moved += self.act(case_id=case_id, at=at)
            except DomainError as refusal:
                log.warning(
                    "cases.sweep_stuck", sweep=name, case_id=str(case_id), code=refusal.code
                )
            except (OperationalError, InterfaceError):
                raise  # the database is away, for all of them
            except Exception:  # a bulkhead, see above
                log.exception("cases.sweep_broken", sweep=name, case_id=str(case_id))
        return moved


def recount_deadlines(*, since: date, at: datetime) -> int:
    """Count anew every running deadline on or after a day; return how many moved.

    For holiday lists that were loaded or corrected: what was final may have changed as well.
    """
    again = {
        "recount_deadlines": Sweep(
            lambda *, at: clocks.touched_by_lists(since=since), clocks.recompute_deadline
        ),
        "recount_deferrals": Sweep(
            lambda *, at: deferring.touched_by_lists(since=since), deferring.recount
        ),
        "recount_checks": Sweep(
            lambda *, at: promises.touched_by_lists(since=since), promises.recount
        ),
    }
    return sum(sweep.run(name, at=at) for name, sweep in again.items())


SWEEPS: Mapping[str, Sweep] = {
    "deem_overdue_accepted": Sweep(intake.overdue, intake.deem_accepted),
    "lapse_corrections": Sweep(intake.unanswered, intake.lapse_correction),
    "fire_due_timers": Sweep(handling.with_due_timers, handling.fire_timers),
    "close_delivered": Sweep(decisions.long_delivered, decisions.close_delivered),
    "recompute_deadlines": Sweep(clocks.outdated, clocks.recompute_deadline),
    "remind_of_deferrals": Sweep(deferring.nearly_due, deferring.remind),
    "withdraw_acceptances": Sweep(deferring.missed, deferring.withdraw_acceptance),
    "recount_deferrals": Sweep(deferring.outdated, deferring.recount),
    "note_overdue_checks": Sweep(promises.overdue, promises.note_overdue),
    "recount_checks": Sweep(promises.outdated, promises.recount),
    "expire_entitlements": Sweep(
        entitlements.reaches_its_end,
        lambda *, case_id, at: entitlements.expire(entitlement_id=case_id, at=at),
    ),
    "carry_out_measures": Sweep(
        measures.due_to_take_effect,
        lambda *, case_id, at: measures.take_effect(measure_id=case_id, at=at),
    ),
    "complete_public_notices": Sweep(serving.cases_with_notices_over, serving.complete_notices),
    "note_late_hand_overs": Sweep(receiving.overdue, receiving.note_overdue),
    "note_late_reviews": Sweep(reviewing.overdue, reviewing.note_overdue),
    "remind_co_applicants": Sweep(
        reminding.nearly_over,
        lambda *, case_id, at: reminding.remind_by_clock(co_applicant_id=case_id, at=at),
    ),
    "remind_of_ends": Sweep(
        entitlements.due_for_a_reminder,
        lambda *, case_id, at: entitlements.remind(entitlement_id=case_id, at=at),
    ),
}


OTHERS: Mapping[str, Callable[..., int]] = {
    "forget_old_drafts": drafts.forget_old_drafts,
    "note_overruns": overruns.note_overruns,
    "note_overdue_consultations": overdue.note_overdue,
    "note_overdue_objections": overdue_objections.note_overdue,
    "release_orphaned_work": passing_on.release_orphaned_work,
}
"""Sweeps that go through rows of their own."""


def run_sweeps(*, at: datetime) -> dict[str, int]:
    """Run every sweep and return what each did; one that breaks keeps no other from running."""
    runs: dict[str, Callable[[], int]] = {
        name: partial(sweep.run, name, at=at) for name, sweep in SWEEPS.items()
    }
    runs |= {name: partial(run, at=at) for name, run in OTHERS.items()}
    return run_apart(runs)
