# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Comparing the catalogue with its rules: all of it, and one item that was just published."""

import time
from collections.abc import Callable
from statistics import median

from bench import volume
from bench.harness import Figure, Round, compared
from bench.installation import Place

ROUNDS = 3
ONES = 15
SCAN_GOAL = 25.0
ONE_GOAL_S = 1.0
_SCAN = """
SELECT count(*), sum(length(v.content::text))
  FROM catalogue_implementation l JOIN catalogue_implementation_version v ON v.id = l.current_id
 WHERE l.state = 'open'
"""


def whole(place: Place) -> list[Figure]:
    """Compare the whole catalogue, beside one plain scan of the lists that it looks at."""
    from django.utils import timezone

    from yiwang.catalogue.services import comparison
    from yiwang.foundation.actors import system_actor

    volume.lists(place)
    actor = system_actor("bench")
    report = comparison.compare_all(actor=actor, at=timezone.now())
    rounds = [
        Round(
            value=_seconds(lambda: comparison.compare_all(actor=actor, at=timezone.now())),
            reference=_seconds(_scan),
        )
        for _ in range(ROUNDS)
    ]
    figure = compared(
        "compare",
        rounds,
        unit="s",
        reference="plain scan",
        goal=SCAN_GOAL,
        notes={
            "lists": report.lists,
            "base_items": report.base_items,
            "lists_a_second": round(report.lists / median(one.value for one in rounds)),
        },
    )
    figure.is_ceiling = True
    return [figure]


def one(place: Place) -> list[Figure]:
    """Compare a base item with all its lists, as after it was published."""
    from django.utils import timezone

    from yiwang.catalogue.models import ImplementationList
    from yiwang.catalogue.services import comparison
    from yiwang.foundation.actors import system_actor

    volume.lists(place)
    actor = system_actor("bench")
    items = list(
        ImplementationList.objects.filter(state="open")
        .order_by("code")
        .values_list("base_item_id", flat=True)[:ONES]
    )
    spent = sorted(
        _seconds(
            lambda item=item: comparison.compare_some(  # type: ignore[misc]
                items=[item], actor=actor, at=timezone.now()
            )
        )
        for item in items
    )
    return [
        Figure(
            "compare-one",
            median(spent),
            "s",
            ONE_GOAL_S,
            is_ceiling=True,
            spread=(spent[0], spent[-1]),
            notes={"items": len(items)},
        )
    ]


def _scan() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_SCAN)
        cursor.fetchone()


def _seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began
