# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Links that lead nowhere are work: opened with a deadline, read by editors, closed by life."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from yiwang.catalogue import zone_events as events
from yiwang.catalogue.models import OutsideService, OutsideTask
from yiwang.catalogue.zone_refusals import NotYourWindow
from yiwang.foundation import selectors as foundation
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

WORKDAYS: Final = 5
"""Within how many working days a dead link is put right or retired."""
EDITORS: Final = frozenset({Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH})
MOST_SHOWN: Final = 200
_UNSEEN: Final = """
SELECT (SELECT count(*) FROM catalogue_department_notice
         WHERE department_id = %(department)s AND seen_at IS NULL),
       (SELECT count(*) FROM catalogue_outside_task
         WHERE department_id = %(department)s AND seen_at IS NULL AND closed_at IS NULL)
"""


def open_task(entry: OutsideService, *, actor: Actor, at: datetime) -> OutsideTask:
    """Open the task of an entry whose link has died, once more when it was closed before."""
    due_on = foundation.working_calendar().add_workdays(timezone.localdate(at), WORKDAYS).on
    task = OutsideTask.objects.select_for_update().filter(pk=entry.pk).first()
    if task is None:
        task = OutsideTask(outside=entry, region_code=entry.region_code)
    elif task.closed_at is None:
        return task
    else:
        task.reopened += 1
    task.department_id, task.found = entry.department_id, entry.found
    task.opened_at, task.due_on = at, due_on
    task.seen_by_id, task.seen_at, task.closed_at, task.closed_as = None, None, None, ""
    task.save()
    fact = events.OutsideTaskOpened(
        outside_id=entry.id,
        department_id=entry.department_id,
        due_on=due_on,
        reopened=task.reopened,
    )
    ledger.append(fact, actor=actor, at=at, region_code=entry.region_code)
    return task


def close_task(
    entry: OutsideService, closed_as: Literal["alive", "retired"], *, actor: Actor, at: datetime
) -> None:
    """Close the task of an entry, if one is open: its link lives again, or it was retired."""
    task = OutsideTask.objects.select_for_update().filter(pk=entry.pk, closed_at=None).first()
    if task is None:
        return
    task.closed_at, task.closed_as = at, closed_as
    task.save(update_fields=["closed_at", "closed_as"])
    fact = events.OutsideTaskClosed(outside_id=entry.id, closed_as=closed_as)
    ledger.append(fact, actor=actor, at=at, region_code=entry.region_code)


def tasks_of(actor: Actor) -> Sequence[OutsideTask]:
    """Return the open tasks of the actor's department and place, the most urgent first.

    :raises NotYourWindow: the actor's post edits nothing
    """
    _check_edits(actor)
    near = Q(department_id=actor.department_id) | Q(region_code=actor.division_code)
    rows = OutsideTask.objects.filter(near, closed_at=None).select_related("outside", "department")
    return list(rows.order_by("due_on", "outside__title", "pk")[:MOST_SHOWN])


def see_tasks(*, outside_ids: Collection[UUID], actor: Actor, at: datetime) -> int:
    """Mark messages about dead links of one's own department as read; return how many.

    :raises NotYourWindow: the actor's post edits nothing
    """
    _check_edits(actor)
    if actor.department_id is None:
        return 0
    with transaction.atomic():
        rows = OutsideTask.objects.select_for_update().filter(
            pk__in=outside_ids, department_id=actor.department_id, seen_at=None, closed_at=None
        )
        seen = list(rows.order_by("pk"))
        OutsideTask.objects.filter(pk__in=[one.pk for one in seen]).update(
            seen_at=at, seen_by_id=actor.staff_id
        )
        facts = [events.OutsideTaskSeen(outside_id=one.pk) for one in seen]
        if facts:
            ledger.append(*facts, actor=actor, at=at)
    return len(seen)


def unseen(actor: Actor) -> tuple[int, int]:
    """Return how many notices and how many dead links nobody of the department has read.

    One query; none for posts that keep nothing.
    """
    if actor.department_id is None or EDITORS.isdisjoint(actor.rights):
        return 0, 0
    with connection.cursor() as cursor:
        cursor.execute(_UNSEEN, {"department": actor.department_id})
        notices, links = cursor.fetchone()
    return notices, links


def _check_edits(actor: Actor) -> None:
    if not actor.is_staff or EDITORS.isdisjoint(actor.rights):
        raise NotYourWindow
