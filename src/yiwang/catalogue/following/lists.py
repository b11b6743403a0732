# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Let every list under a base item follow its new version, in the transaction that publishes it.

Each list gets a version of its own that pins the new base version, from the same day on; what is
local stays, what would now be worse than the base allows becomes what it allows. Nothing that was
published before changes, so open cases stay on their versions.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import connection
from django.utils import timezone

from yiwang.catalogue import checks, figures, layers
from yiwang.catalogue.bulk import Row, copy_rows
from yiwang.catalogue.content import BaseContent, ImplementationContent, read_content
from yiwang.catalogue.enums import ProjectType, VersionState
from yiwang.catalogue.following import facts
from yiwang.catalogue.models import BaseItemVersion
from yiwang.catalogue.versions import list_columns
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import services as ledger

_LOCK: Final = """
SELECT id FROM catalogue_implementation
 WHERE base_item_id = %(item)s::uuid AND state <> 'withdrawn' ORDER BY id FOR UPDATE
"""
_LEAVING: Final = """
SELECT v.id, v.implementation_id, v.content::text, v.effective_from, v.effective_to,
       l.department_id, l.region_code, l.level, l.code, l.is_online, l.is_immediate,
       (SELECT max(n.number) FROM catalogue_implementation_version n
         WHERE n.implementation_id = l.id AND n.state <> 'draft')
  FROM catalogue_implementation l
  JOIN catalogue_implementation_version v ON v.implementation_id = l.id
 WHERE l.base_item_id = %(item)s::uuid AND l.state <> 'withdrawn' AND v.state = 'published'
   AND v.base_version_id <> %(base)s::uuid
   AND (v.effective_to IS NULL OR v.effective_to > greatest(%(starts)s::date, v.effective_from))
 ORDER BY l.id, v.effective_from
"""
_END: Final = """
UPDATE catalogue_implementation_version AS v
   SET effective_to = greatest(%(starts)s::date, v.effective_from)
 WHERE v.id = ANY (%(ids)s::uuid[])
"""
_MOVE_DRAFTS: Final = """
UPDATE catalogue_implementation_version AS v SET number = m.number + 1
  FROM (SELECT implementation_id, max(number) AS number FROM catalogue_implementation_version
         WHERE implementation_id = ANY (%(lists)s::uuid[]) AND state <> 'draft'
         GROUP BY implementation_id) m
 WHERE v.implementation_id = m.implementation_id AND v.state = 'draft'
"""
_STEP_ASIDE: Final = """
UPDATE catalogue_implementation_version SET number = number + 1000000
 WHERE implementation_id = ANY (%(lists)s::uuid[]) AND state = 'draft'
"""
_VERSION_COLUMNS: Final = (
    "id",
    "implementation_id",
    "number",
    "base_version_id",
    "state",
    "project_type",
    "promise_amount",
    "promise_unit",
    "statutory_amount",
    "statutory_unit",
    "visits",
    "online_depth",
    "is_online",
    "content",
    "content_sha256",
    "effective_from",
    "effective_to",
    "published_at",
)
_NOTICE_COLUMNS: Final = (
    "id",
    "region_code",
    "department_id",
    "implementation_id",
    "previous_id",
    "version_id",
    "base_version_id",
    "effective_from",
    "is_adapted",
    "needs_work",
    "created_at",
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A version of a list that rests on the base version before."""

    id: UUID
    list_id: UUID
    content: str
    effective_from: date
    effective_to: date | None
    department_id: UUID
    region_code: str
    level: int
    code: str
    is_online: bool
    is_immediate: bool
    last_number: int


@dataclass(frozen=True, slots=True)
class Coming:
    """What takes its place; ``version_id`` is None where the level is no longer exercised."""

    leaving: Leaving
    version_id: UUID | None
    number: int
    starts: date
    content: ImplementationContent
    columns: dict[str, Any]
    is_adapted: bool
    needs_work: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """What happened to the lists of a base item.

    :ivar adapted: lists whose own elements had to become better
    :ivar ended: lists of levels that no longer exercise the item
    :ivar needing_work: lists with something that the department has to put right
    """

    lists: int = 0
    adapted: int = 0
    ended: int = 0
    needing_work: int = 0


def follow_base(*, base: BaseItemVersion, actor: Actor, at: datetime) -> Followed:
    """Let the lists of a base item follow its version, which has just been published.

    Runs in the caller's transaction: all lists follow, or none. On the day itself lists and search
    show it at once, else when the day comes.

    :returns: how many lists followed; none for the first version of an item
    """
    parameters = {"item": base.base_item_id, "base": base.id, "starts": base.effective_from}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(_LOCK, parameters)
        cursor.execute(_LEAVING, parameters)
        leaving = [Leaving(*row) for row in cursor.fetchall()]
    if not leaving:
        return Followed()
    coming = list(coming_lists(leaving, base))
    with connection.cursor() as cursor:
        ends = {"starts": base.effective_from, "ids": [one.leaving.id for one in coming]}
        cursor.execute(_END, ends)
    write_coming(coming, base, at)
    if base.effective_from is not None and base.effective_from <= timezone.localdate(at):
        show_in_force(base.base_item_id, on=base.effective_from)
    tell(coming, base, at)
    return _append(coming, base, actor=actor, at=at)


def coming_lists(leaving: Sequence[Leaving], base: BaseItemVersion) -> Iterator[Coming]:
    """Yield what takes the place of versions once a base version has been published."""
    elements = read_content(BaseContent, base.content)
    adapter = _Adapter(elements)
    numbers: Counter[UUID] = Counter()
    for one in leaving:
        numbers[one.list_id] += 1
        content, columns, is_adapted, needs_work = adapter.of(one.content)
        stays = one.level in base.exercise_levels
        yield Coming(
            leaving=one,
            version_id=new_id() if stays else None,
            number=one.last_number + numbers[one.list_id],
            starts=max(base.effective_from or one.effective_from, one.effective_from),
            content=content,
            columns=columns,
            is_adapted=is_adapted and stays,
            needs_work=needs_work and stays,
        )


class _Adapter:
    """Contents as they are under the new base layer; the same content is looked at once."""

    def __init__(self, base: BaseContent) -> None:
        self._base = base
        self._known: dict[str, tuple[ImplementationContent, dict[str, Any], bool, bool]] = {}

    def of(self, stored: str) -> tuple[ImplementationContent, dict[str, Any], bool, bool]:
        if stored not in self._known:
            before = ImplementationContent.model_validate_json(stored)
            after = layers.followed(self._base, before)
            needs_work = bool(checks.list_faults(self._base, after))
            self._known[stored] = (after, list_columns(after), after != before, needs_work)
        return self._known[stored]


def write_coming(coming: Sequence[Coming], base: BaseItemVersion, at: datetime) -> None:
    """Write the versions that come, before the drafts of their lists."""
    lists = [one.leaving.list_id for one in coming]
    with connection.cursor() as cursor:
        cursor.execute(_STEP_ASIDE, {"lists": lists})
        copy_rows("catalogue_implementation_version", _VERSION_COLUMNS, _rows(coming, base, at))
        cursor.execute(_MOVE_DRAFTS, {"lists": lists})


def _rows(coming: Sequence[Coming], base: BaseItemVersion, at: datetime) -> Iterator[Row]:
    for one in coming:
        columns = one.columns
        if one.version_id is not None:
            yield (
                one.version_id,
                one.leaving.list_id,
                one.number,
                base.id,
                VersionState.PUBLISHED.value,
                columns["project_type"],
                columns["promise_amount"],
                columns["promise_unit"],
                base.statutory_amount,
                base.statutory_unit or "workday",
                columns["visits"],
                columns["online_depth"],
                columns["is_online"],
                orjson.dumps(columns["content"]).decode(),
                columns["content_sha256"],
                one.starts,
                one.leaving.effective_to,
                at,
            )


_SHOW: Final = """
WITH due AS (
    SELECT l.id, v.id AS version_id, v.is_online, v.project_type = %(immediate)s AS is_immediate,
           (l.state, l.is_online, l.is_immediate)
           IS DISTINCT FROM ('open', v.is_online, v.project_type = %(immediate)s) AS counts
      FROM catalogue_implementation l
      JOIN catalogue_implementation_version v ON v.implementation_id = l.id
     WHERE v.state = 'published' AND v.effective_from <= %(on)s::date
       AND (v.effective_to IS NULL OR v.effective_to > %(on)s::date)
       AND l.current_id IS DISTINCT FROM v.id AND l.state <> 'withdrawn' {narrowed}
)
UPDATE catalogue_implementation AS l
   SET current_id = d.version_id, state = 'open', is_online = d.is_online,
       is_immediate = d.is_immediate
  FROM due d WHERE l.id = d.id
RETURNING l.region_code, d.counts
"""
_CLOSE: Final = """
UPDATE catalogue_implementation AS l SET state = 'withdrawn'
  FROM catalogue_implementation_version v
 WHERE v.id = l.current_id AND l.state = 'open' AND v.effective_to <= %(on)s::date
   AND NOT EXISTS (SELECT FROM catalogue_implementation_version n
                    WHERE n.implementation_id = l.id AND n.state = 'published'
                      AND (n.effective_to IS NULL OR n.effective_to > %(on)s::date)) {narrowed}
RETURNING l.region_code, true
"""
_REST_DRAFTS: Final = """
UPDATE catalogue_implementation_version AS v
   SET base_version_id = b.id, statutory_amount = b.statutory_amount,
       statutory_unit = coalesce(nullif(b.statutory_unit, ''), 'workday')
  FROM catalogue_implementation l
  JOIN catalogue_base_version b ON b.base_item_id = l.base_item_id
 WHERE v.state = 'draft' AND l.id = v.implementation_id AND b.state = 'published'
   AND b.effective_from <= %(on)s::date
   AND (b.effective_to IS NULL OR b.effective_to > %(on)s::date)
   AND v.base_version_id <> b.id {narrowed}
"""


def show_in_force(base_item_id: UUID | None = None, *, on: date) -> int:
    """Let lists show the versions in force on a day; return how many changed.

    Lists whose last version has ended are closed; drafts come to rest on the base in force.

    :param base_item_id: only lists of this item; None: all
    """
    narrowed = "" if base_item_id is None else "AND l.base_item_id = %(item)s::uuid"
    parameters = {"on": on, "item": base_item_id, "immediate": ProjectType.IMMEDIATE.value}
    shown: list[tuple[str, bool]] = []
    with connection.cursor() as cursor:
        for statement in (_SHOW, _CLOSE):
            cursor.execute(statement.format(narrowed=narrowed), parameters)
            shown += cursor.fetchall()
        cursor.execute(_REST_DRAFTS.format(narrowed=narrowed), parameters)
    figures.recount(region for region, counts in shown if counts)
    figures.move_on(region for region, counts in shown if not counts)
    return len(shown)


def tell(coming: Sequence[Coming], base: BaseItemVersion, at: datetime) -> None:
    """Leave each department one notice for its list: of what holds longest."""
    last = {one.leaving.list_id: one for one in coming}
    copy_rows(
        "catalogue_department_notice",
        _NOTICE_COLUMNS,
        (
            (
                new_id(),
                one.leaving.region_code,
                one.leaving.department_id,
                one.leaving.list_id,
                one.leaving.id,
                one.version_id,
                base.id,
                one.starts,
                one.is_adapted,
                one.needs_work,
                at,
            )
            for one in last.values()
        ),
    )


def _append(
    coming: Sequence[Coming], base: BaseItemVersion, *, actor: Actor, at: datetime
) -> Followed:
    """Write one fact for the item: how many lists followed, and which, as a digest."""
    last = {one.leaving.list_id: one for one in coming}.values()
    lines = sorted(
        f"{one.leaving.code} {one.columns['content_sha256'] if one.version_id else '-'}\n"
        for one in last
    )
    found = Followed(
        lists=len(last),
        adapted=sum(one.is_adapted for one in last),
        ended=sum(one.version_id is None for one in last),
        needing_work=sum(one.needs_work for one in last),
    )
    fact = facts.ListsFollowed(
        base_item_id=base.base_item_id,
        base_version_id=base.id,
        lists=found.lists,
        adapted=found.adapted,
        ended=found.ended,
        effective_from=base.effective_from or timezone.localdate(at),
        lists_sha256=hashlib.sha256("".join(lines).encode()).hexdigest(),
    )
    ledger.append(fact, actor=actor, at=at)
    return found
