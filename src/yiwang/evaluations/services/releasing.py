# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Counting reviews into what everybody reads: in batches so large that none of them shows.

Whoever watches the figures from day to day sees the difference of two days, and that is a batch.
What a batch of one item does not reach waits; after some time it goes with the department's rest.
A batch in which everybody found the service bad would tell of each who was served that they did.
So it waits until others who did not are in it, and goes without them only when it has grown so
large that what it says of the service weighs more than the guess about one of many.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from yiwang.evaluations import events, masking
from yiwang.evaluations.enums import BAD
from yiwang.evaluations.models import Evaluation, ReviewText
from yiwang.evaluations.services import mining
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations

ACTOR: Final = system_actor("evaluations")
POOLED: Final = "*"
OTHERS: Final = 2
"""How many in a batch with bad reviews were not bad: each who was served may be one of them."""
ENOUGH: Final = 4
"""So many times the smallest group may be counted even when nobody else is in it."""
Group = tuple[UUID, str]

_ADD: Final = """
INSERT INTO evaluations_figure AS f
       (scope, channel, month, level_1, level_2, level_3, level_4, level_5)
SELECT * FROM unnest(%s::text[], %s::int[], %s::date[],
                     %s::int[], %s::int[], %s::int[], %s::int[], %s::int[])
    ON CONFLICT (scope, channel, month) DO UPDATE
   SET level_1 = f.level_1 + excluded.level_1, level_2 = f.level_2 + excluded.level_2,
       level_3 = f.level_3 + excluded.level_3, level_4 = f.level_4 + excluded.level_4,
       level_5 = f.level_5 + excluded.level_5
"""


def release(*, at: datetime) -> int:
    """Count in what is ready; return how many reviews that were."""
    today = timezone.localdate(at)
    released = 0
    waiting = _waiting(today)
    for group, rows in waiting.items():
        if hides(rows):
            released += _release(group, rows, today, at)
    for department_id, rows in _left_over(waiting, today).items():
        if hides(rows):
            released += _release((department_id, POOLED), rows, today, at)
    return released


def hides(rows: Sequence[Evaluation]) -> bool:
    """Return whether a batch tells of nobody in it how they found the service."""
    smallest = settings.EVALUATION_SMALLEST_GROUP
    bad = sum(row.level in BAD for row in rows)
    if len(rows) < smallest:
        return False
    return not bad or len(rows) - bad >= OTHERS or len(rows) >= ENOUGH * smallest


def _waiting(today: date) -> Mapping[Group, list[Evaluation]]:
    """Return what no figure counts yet, of the days before: today's are never there today."""
    found: dict[Group, list[Evaluation]] = defaultdict(list)
    rows = Evaluation.objects.filter(released_on__isnull=True, received_on__lt=today)
    for row in rows.order_by("received_on", "id"):
        found[row.department_id, row.item_code].append(row)
    return found


def _left_over(
    waiting: Mapping[Group, list[Evaluation]], today: date
) -> Mapping[UUID, list[Evaluation]]:
    oldest = today - timedelta(days=settings.EVALUATION_POOL_DAYS)
    pools: dict[UUID, list[Evaluation]] = defaultdict(list)
    for (department_id, _item), rows in waiting.items():
        if not hides(rows) and rows[0].received_on <= oldest:
            pools[department_id] += rows
    return pools


def _release(group: Group, rows: Sequence[Evaluation], today: date, at: datetime) -> int:
    department_id, item_code = group
    month = today.replace(day=1)
    with transaction.atomic():
        _add_up(_counts(group, rows, month))
        Evaluation.objects.filter(pk__in=[row.pk for row in rows]).update(released_on=today)
        _queue_texts(rows, month, today)
        if item_code != POOLED:
            mining.keep_reasons(rows[0].region_code, department_id, item_code, month)
        fact = events.FiguresReleased(
            department_id=department_id, item_code=item_code, reviews=len(rows)
        )
        ledger.append(fact, actor=ACTOR, at=at, region_code=rows[0].region_code)
    return len(rows)


Counts = Mapping[tuple[str, int, date], Counter[int]]


def _counts(group: Group, rows: Sequence[Evaluation], month: date) -> Counts:
    counted: dict[tuple[str, int, date], Counter[int]] = defaultdict(Counter)
    channels: dict[int, list[Evaluation]] = defaultdict(list)
    for row in rows:
        channels[row.channel].append(row)
    # Were one channel's few left out, the total less the others would show them.
    is_split = all(map(hides, channels.values()))
    for scope in _scopes(group, rows[0].region_code):
        for row in rows:
            counted[scope, 0, month][row.level] += 1
            if is_split:
                counted[scope, row.channel, month][row.level] += 1
    return counted


def _scopes(group: Group, region_code: str) -> Iterator[str]:
    department_id, item_code = group
    for step in organizations.division_path(region_code):
        yield f"place:{step.code}"
    yield f"department:{department_id}"
    if item_code not in (POOLED, ""):
        yield f"item:{item_code}"
        yield f"list:{department_id}:{item_code}"


def _add_up(counted: Counts) -> None:
    keys = sorted(counted)
    columns: list[list[object]] = [[key[part] for key in keys] for part in range(3)]
    columns += [[counted[key][level] for key in keys] for level in range(1, 6)]
    with connection.cursor() as cursor:
        cursor.execute(_ADD, columns)


def _queue_texts(rows: Iterable[Evaluation], month: date, today: date) -> None:
    ReviewText.objects.bulk_create(
        ReviewText(
            evaluation=row,
            region_code=row.region_code,
            department_id=row.department_id,
            item_code=row.item_code,
            item_name=row.item_name,
            level=row.level,
            month=month,
            text=masking.masked(row.text)[:500],
            queued_on=today,
        )
        for row in rows
        if row.text
    )


def bad_share(levels: Sequence[int]) -> int:
    """Return how many of a hundred reviews are bad, from the counts of the five levels."""
    return round(100 * sum(levels[level - 1] for level in BAD) / sum(levels)) if sum(levels) else 0
