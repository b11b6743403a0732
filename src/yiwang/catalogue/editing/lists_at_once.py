# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Let many lists of one order take effect together: as many statements however many they are.

One transaction and no chunks: an order is one decision, and half of it in force would be neither
what was before nor what was approved. Two thousand lists take seconds, so a worker that dies loses
little, and the next one begins anew. Lists with something out of the ordinary (withdrawn, with a
draft, with a base version whose day is still to come) are left to the way of single lists.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import connection
from django.utils import timezone

from yiwang.catalogue import checks, events, figures
from yiwang.catalogue.bulk import Row, copy_rows
from yiwang.catalogue.content import BaseContent, ImplementationContent, read_content
from yiwang.catalogue.enums import OrderLayer, ProjectType, VersionState
from yiwang.catalogue.errors import NotPublishable
from yiwang.catalogue.models import BaseItemVersion, ChangeLine, ChangeOrder
from yiwang.catalogue.versions import list_columns
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import services as ledger

FEW: Final = 10
"""Orders of fewer lines go one by one."""
FACTS_AT_ONCE: Final = 400

_LOCK: Final = """
SELECT id FROM catalogue_implementation WHERE id = ANY (%(lists)s::uuid[]) ORDER BY id FOR UPDATE
"""
_ORDINARY: Final = """
SELECT l.id, l.code, l.region_code, v.id, b.id, b.statutory_amount,
       coalesce(nullif(b.statutory_unit, ''), 'workday'),
       (SELECT max(n.number) FROM catalogue_implementation_version n
         WHERE n.implementation_id = l.id)
  FROM catalogue_implementation l
  JOIN catalogue_implementation_version v
    ON v.implementation_id = l.id AND v.state = 'published' AND v.effective_to IS NULL
   AND v.effective_from <= %(today)s::date
  JOIN catalogue_base_version b
    ON b.base_item_id = l.base_item_id AND b.state = 'published'
   AND b.effective_from <= %(today)s::date
   AND (b.effective_to IS NULL OR b.effective_to > %(today)s::date)
 WHERE l.id = ANY (%(lists)s::uuid[]) AND l.state = 'open' AND l.current_id = v.id
   AND NOT EXISTS (SELECT FROM catalogue_implementation_version d
                    WHERE d.implementation_id = l.id AND d.state = 'draft')
"""
_END: Final = """
UPDATE catalogue_implementation_version SET effective_to = %(today)s::date
 WHERE id = ANY (%(leaving)s::uuid[])
"""
_SHOW: Final = """
UPDATE catalogue_implementation AS l
   SET current_id = v.id, is_online = v.is_online, is_immediate = v.project_type = %(immediate)s
  FROM catalogue_implementation_version v
 WHERE v.id = ANY (%(coming)s::uuid[]) AND l.id = v.implementation_id
"""
_CLOSE_LINES: Final = """
UPDATE catalogue_change_line AS c SET is_open = false, published_version = p.version_id
  FROM unnest(%(lines)s::uuid[], %(coming)s::uuid[]) AS p (line_id, version_id)
 WHERE c.id = p.line_id
"""
_COLUMNS: Final = (
    *("id", "implementation_id", "number", "base_version_id", "state", "project_type"),
    *("promise_amount", "promise_unit", "statutory_amount", "statutory_unit", "visits"),
    *("online_depth", "is_online", "content", "content_sha256", "effective_from", "effective_to"),
    "published_at",
)


@dataclass(frozen=True, slots=True)
class Ordinary:
    """A list that is open, with nothing between now and its next version."""

    list_id: UUID
    code: str
    region_code: str
    leaving_id: UUID
    base_id: UUID
    statutory_amount: int | None
    statutory_unit: str
    last_number: int


@dataclass(frozen=True, slots=True)
class Coming:
    """The version that takes effect, and the line of the order that says so."""

    line: ChangeLine
    place: Ordinary
    version_id: UUID
    columns: Mapping[str, Any]


def publish_together(order: ChangeOrder, *, actor: Actor, at: datetime) -> int:
    """Let the ordinary lists of an order take effect, in the caller's transaction; return how many.

    :raises NotPublishable: ``errors`` name every element of every list that is missing or wrong
    """
    if order.layer != OrderLayer.LIST or order.line_count < FEW:
        return 0
    lines = {
        line.implementation_id: line
        for line in order.lines.filter(content__isnull=False).order_by("position")
    }
    today = timezone.localdate(at)
    places = _ordinary([one for one in lines if one is not None], today)
    coming = list(_coming(lines, places))
    if coming:
        _write(coming, today, at)
        _append(coming, today, actor=actor, at=at)
    return len(coming)


def _ordinary(list_ids: Sequence[UUID], today: date) -> list[Ordinary]:
    parameters: dict[str, Any] = {"lists": list(list_ids), "today": today}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(_LOCK, parameters)
        cursor.execute(_ORDINARY, parameters)
        return [Ordinary(*row) for row in cursor.fetchall()]


def _coming(
    lines: Mapping[UUID | None, ChangeLine], places: Sequence[Ordinary]
) -> Iterator[Coming]:
    bases = {
        base_id: read_content(BaseContent, content)
        for base_id, content in BaseItemVersion.objects.filter(
            pk__in={place.base_id for place in places}
        ).values_list("id", "content")
    }
    faults: list[FieldError] = []
    made = []
    for place in places:
        line = lines[place.list_id]
        content = read_content(ImplementationContent, line.content)
        faults += [
            FieldError(f"/lines/{line.position}{one.path}", one.code, f"{line.name}：{one.message}")
            for one in checks.list_faults(bases[place.base_id], content)
        ]
        made.append(Coming(line, place, new_id(), list_columns(content)))
    if faults:
        raise NotPublishable(errors=faults)
    yield from made


def _write(coming: Sequence[Coming], today: date, at: datetime) -> None:
    parameters: dict[str, Any] = {
        "today": today,
        "immediate": ProjectType.IMMEDIATE.value,
        "leaving": [one.place.leaving_id for one in coming],
        "coming": [one.version_id for one in coming],
        "lines": [one.line.id for one in coming],
    }
    with connection.cursor() as cursor:
        cursor.execute(_END, parameters)
        copy_rows("catalogue_implementation_version", _COLUMNS, _rows(coming, today, at))
        cursor.execute(_SHOW, parameters)
        cursor.execute(_CLOSE_LINES, parameters)
    figures.recount(one.place.region_code for one in coming)


def _rows(coming: Sequence[Coming], today: date, at: datetime) -> Iterator[Row]:
    for one in coming:
        place, columns = one.place, one.columns
        yield (
            one.version_id,
            place.list_id,
            place.last_number + 1,
            place.base_id,
            VersionState.PUBLISHED.value,
            columns["project_type"],
            columns["promise_amount"],
            columns["promise_unit"],
            place.statutory_amount,
            place.statutory_unit,
            columns["visits"],
            columns["online_depth"],
            columns["is_online"],
            orjson.dumps(columns["content"]).decode(),
            columns["content_sha256"],
            today,
            None,
            at,
        )


def _append(coming: Sequence[Coming], today: date, *, actor: Actor, at: datetime) -> None:
    """Write the facts of every list: some hundred at a time, region by region."""
    by_region: dict[str, list[Coming]] = {}
    for one in coming:
        by_region.setdefault(one.place.region_code, []).append(one)
    for region_code, some in sorted(by_region.items()):
        facts = [fact for one in some for fact in _facts(one, today)]
        for start in range(0, len(facts), FACTS_AT_ONCE):
            ledger.append(
                *facts[start : start + FACTS_AT_ONCE],
                actor=actor,
                at=at,
                region_code=region_code,
            )


def _facts(one: Coming, today: date) -> tuple[events.ListDrafted, events.ListPublished]:
    place, number = one.place, one.place.last_number + 1
    return (
        events.ListDrafted(
            implementation_id=place.list_id, version_id=one.version_id, number=number
        ),
        events.ListPublished(
            implementation_id=place.list_id,
            version_id=one.version_id,
            base_version_id=place.base_id,
            code=place.code,
            number=number,
            effective_from=today,
            content_sha256=one.columns["content_sha256"],
        ),
    )
