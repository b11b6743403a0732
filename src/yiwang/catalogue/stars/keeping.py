# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep each open list's facts true: when it is published, as cases go on, and every night.

One statement for any number of lists. Whether a form fills in what government knows and whether a
process decides by rule is told by the few forms and processes there are, not by each list.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from yiwang.catalogue import figures
from yiwang.forms import selectors as forms
from yiwang.workflow import selectors as workflow

RECENT: Final = timedelta(days=90)
KEPT: Final = timedelta(days=400)
DELIVERED: Final = ("邮寄", "快递送达", "电子证照", "网上自取")
"""Ways of getting the result (送达方式) for which nobody has to come."""

_CHOSEN: Final = """
    l.id = ANY(%(lists)s::uuid[]) OR l.base_item_id = ANY(%(items)s::uuid[])
"""
_KEEP: Final = """
WITH kept AS (
INSERT INTO catalogue_standing AS s
       (implementation_id, version_id, region_code, department_id, is_rated, can_apply_online,
        is_prefilled, is_paid_online, is_delivered, is_unseen, is_by_rule,
        recent_cases, recent_online, recent_decided, recent_on_time, recent_by_rule)
SELECT l.id, v.id, l.region_code, l.department_id,
       b.form_id IS NOT NULL, v.is_online,
       coalesce(b.form_id = ANY(%(prefilled)s::uuid[]), false),
       coalesce(jsonb_array_length(v.content -> 'fees'), 0) = 0
           OR coalesce((v.content ->> 'is_pay_online')::boolean, false),
       coalesce((v.content ->> 'is_express')::boolean, false)
           OR coalesce(v.content -> 'result_delivery' ?| %(delivered)s::text[], false),
       v.visits = 0 AND v.online_depth = 4,
       v.project_type = '1' OR coalesce(b.process_id = ANY(%(by_rule)s::uuid[]), false),
       coalesce(c.filed, 0), coalesce(c.online, 0), coalesce(c.decided, 0),
       coalesce(c.on_time, 0), coalesce(c.by_rule, 0)
  FROM catalogue_implementation l
  JOIN catalogue_implementation_version v ON v.id = l.current_id
  JOIN catalogue_base_version b ON b.id = v.base_version_id
  LEFT JOIN LATERAL (
       SELECT sum(filed) AS filed, sum(filed_online) AS online, sum(decided) AS decided,
              sum(decided_on_time) AS on_time, sum(decided_by_rule) AS by_rule
         FROM catalogue_case_day
        WHERE implementation_id = l.id AND day > %(since)s AND day <= %(on)s
       ) c ON TRUE
 WHERE l.state = 'open' AND (%(everything)s OR {chosen})
 ORDER BY l.id
    ON CONFLICT (implementation_id) DO UPDATE
   SET version_id = excluded.version_id, region_code = excluded.region_code,
       department_id = excluded.department_id, is_rated = excluded.is_rated,
       can_apply_online = excluded.can_apply_online, is_prefilled = excluded.is_prefilled,
       is_paid_online = excluded.is_paid_online, is_delivered = excluded.is_delivered,
       is_unseen = excluded.is_unseen, is_by_rule = excluded.is_by_rule,
       recent_cases = excluded.recent_cases, recent_online = excluded.recent_online,
       recent_decided = excluded.recent_decided, recent_on_time = excluded.recent_on_time,
       recent_by_rule = excluded.recent_by_rule
 WHERE (s.version_id, s.region_code, s.department_id, s.is_rated, s.can_apply_online,
        s.is_prefilled, s.is_paid_online, s.is_delivered, s.is_unseen, s.is_by_rule,
        s.recent_cases, s.recent_online, s.recent_decided, s.recent_on_time, s.recent_by_rule)
       IS DISTINCT FROM
       (excluded.version_id, excluded.region_code, excluded.department_id, excluded.is_rated,
        excluded.can_apply_online, excluded.is_prefilled, excluded.is_paid_online,
        excluded.is_delivered, excluded.is_unseen, excluded.is_by_rule,
        excluded.recent_cases, excluded.recent_online, excluded.recent_decided,
        excluded.recent_on_time, excluded.recent_by_rule)
RETURNING implementation_id, region_code, stars)
SELECT kept.region_code, count(*),
       bool_or(before.implementation_id IS NULL OR before.stars IS DISTINCT FROM kept.stars)
  FROM kept LEFT JOIN catalogue_standing before USING (implementation_id)
 GROUP BY kept.region_code
"""
_DROP: Final = """
DELETE FROM catalogue_standing s USING catalogue_implementation l
 WHERE l.id = s.implementation_id AND l.state <> 'open' AND (%(everything)s OR {chosen})
"""
_COUNT: Final = """
INSERT INTO catalogue_case_day AS c
       (implementation_id, day, filed, filed_online, decided, decided_on_time, decided_by_rule)
SELECT v.implementation_id, n.day, sum(n.filed), sum(n.online), sum(n.decided), sum(n.on_time),
       sum(n.by_rule)
  FROM unnest(%(versions)s::uuid[], %(days)s::date[], %(filed)s::int[], %(online)s::int[],
              %(decided)s::int[], %(on_time)s::int[], %(by_rule)s::int[])
       AS n (version, day, filed, online, decided, on_time, by_rule)
  JOIN catalogue_implementation_version v ON v.id = n.version
 GROUP BY v.implementation_id, n.day ORDER BY v.implementation_id, n.day
    ON CONFLICT (implementation_id, day) DO UPDATE
   SET filed = c.filed + excluded.filed, filed_online = c.filed_online + excluded.filed_online,
       decided = c.decided + excluded.decided,
       decided_on_time = c.decided_on_time + excluded.decided_on_time,
       decided_by_rule = c.decided_by_rule + excluded.decided_by_rule
RETURNING implementation_id
"""


@dataclass(frozen=True, slots=True)
class CaseCount:
    """What one fact about a case adds to the counters of its list."""

    version_id: UUID
    day: date
    filed: int = 0
    online: int = 0
    decided: int = 0
    on_time: int = 0
    by_rule: int = 0


def keep_stars(
    *,
    on: date,
    lists: Collection[UUID] = (),
    items: Collection[UUID] = (),
    everything: bool = False,
) -> int:
    """Put down the facts of some lists, or of all, anew; return how many changed.

    :param items: base items, all of whose lists are meant
    """
    if not (lists or items or everything):
        return 0
    asked = _asked(on) | {
        "lists": sorted(lists),
        "items": sorted(items),
        "everything": everything,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_DROP.format(chosen=_CHOSEN), asked)
        cursor.execute(_KEEP.format(chosen=_CHOSEN), asked)
        changed = cursor.fetchall()
    # Pages that list items show stars too: their stamp moves on, but not with every case.
    figures.move_on(region for region, _lists, has_other_stars in changed if has_other_stars)
    return sum(lists for _region, lists, _has_other_stars in changed)


def count_cases(counts: Collection[CaseCount], *, on: date) -> None:
    """Add what happened in cases to the counters, and bring the stars of their lists up to date."""
    if not counts:
        return
    columns = ("filed", "online", "decided", "on_time", "by_rule")
    asked: dict[str, Any] = {name: [getattr(one, name) for one in counts] for name in columns}
    asked |= {
        "versions": [one.version_id for one in counts],
        "days": [one.day for one in counts],
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_COUNT, asked)
        touched = {implementation_id for (implementation_id,) in cursor.fetchall()}
        keep_stars(on=on, lists=touched)


def forget_counts() -> None:
    """Empty the counters, before the ledger is followed anew."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalogue_case_day")


def move_on(*, on: date) -> int:
    """Let the ninety days move on and drop what is long past; runs every night."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalogue_case_day WHERE day < %s", [on - KEPT])
    return keep_stars(on=on, everything=True)


def _asked(on: date) -> dict[str, Any]:
    return {
        "on": on,
        "since": on - RECENT,
        "delivered": list(DELIVERED),
        "prefilled": sorted(forms.ids_of_prefilled_forms()),
        "by_rule": sorted(workflow.ids_of_processes_with_rules()),
    }
