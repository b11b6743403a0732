# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Wishes that a carrier is asked for outside of any transaction, under a lease.

A parcel keeps each of its wishes in columns of one prefix. The wish and the job that asks are
written in one transaction, the answer in one of its own; what got lost in between, the sweep asks
again. Only the answer to the last call is taken.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from procrastinate.contrib.django import app

from yiwang.delivery.models import Parcel
from yiwang.delivery.services.finding import is_resting
from yiwang.delivery.services.parcels import QUEUE

WAITING: Final = "waiting"
"""The state of a wish that its carrier has not answered, whatever is wished."""
LEASE: Final = timedelta(seconds=60)
"""So long nobody else asks; longer than a call can take."""
LONGEST_WAIT: Final = timedelta(hours=1)
GIVE_UP: Final = timedelta(hours=24)
AT_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """A kind of wish: where a parcel keeps it, and the job that asks.

    :ivar prefix: of the columns ``…_state``, ``…_asked_at``, ``…_next_at`` and ``…_calls``
    """

    prefix: str
    task: str

    def is_waiting(self, parcel: Parcel) -> bool:
        """Tell whether the carrier has not answered yet."""
        return bool(getattr(parcel, f"{self.prefix}_state") == WAITING)

    def state(self, parcel_id: UUID) -> str:
        """Return how the wish stands now."""
        states = Parcel.objects.filter(pk=parcel_id).values_list(f"{self.prefix}_state", flat=True)
        return states.first() or ""

    def is_over(self, parcel: Parcel, at: datetime) -> bool:
        """Tell whether the carrier has been asked for long enough."""
        return _is_over(getattr(parcel, f"{self.prefix}_asked_at"), at)

    def have_it_asked(self, parcel_id: UUID) -> None:
        """Have the carrier asked by a job, once this transaction has ended well."""
        # By name: the job itself is declared in the room's tasks, which know the services.
        app.configure_task(self.task, queue=QUEUE).defer(parcel_id=str(parcel_id))

    def ask_overdue(self, *, at: datetime) -> int:
        """Have those asked whose call got lost or found nobody; return how many.

        A carrier that rests is left alone, unless the time of a wish is over.
        """
        due = Parcel.objects.filter(
            **{f"{self.prefix}_state": WAITING, f"{self.prefix}_next_at__lte": at}
        )
        rows = due.order_by(f"{self.prefix}_next_at").values_list(
            "id", "carrier", f"{self.prefix}_asked_at"
        )
        waiting = list(rows[:AT_MOST])
        resting = {name: is_resting(name) for name in {carrier for _id, carrier, _at in waiting}}
        chosen = [
            parcel_id
            for parcel_id, carrier, asked_at in waiting
            if not resting[carrier] or _is_over(asked_at, at)
        ]
        for parcel_id in chosen:
            self.have_it_asked(parcel_id)
        return len(chosen)

    def due(self, parcel_id: UUID, *, at: datetime) -> Parcel | None:
        """Return a parcel, locked, whose carrier is to be asked now; None where nobody is."""
        rows = Parcel.objects.select_for_update(of=("self",), skip_locked=True)
        parcel = rows.filter(**{"pk": parcel_id, f"{self.prefix}_state": WAITING}).first()
        next_at = getattr(parcel, f"{self.prefix}_next_at", None)
        return None if next_at is None or next_at > at else parcel

    def answered(self, parcel_id: UUID, place: int) -> Parcel | None:
        """Return a parcel, locked, that waits for the answer to this call; None where none does.

        :param place: of the call among all for this parcel
        """
        parcel = Parcel.objects.select_for_update(of=("self",)).get(pk=parcel_id)
        is_last = getattr(parcel, f"{self.prefix}_calls") == place
        return parcel if self.is_waiting(parcel) and is_last else None

    def wait(self, parcel: Parcel, *, at: datetime) -> datetime:
        """Return until when the carrier is left alone: as long again, an hour at most."""
        age = at - (getattr(parcel, f"{self.prefix}_asked_at") or at)
        return at + max(LEASE, min(age, LONGEST_WAIT))


def _is_over(asked_at: datetime | None, at: datetime) -> bool:
    return asked_at is not None and at - asked_at >= GIVE_UP
