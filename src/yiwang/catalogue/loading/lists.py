# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Publish implementation lists in bulk: every item at every department that exercises it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from yiwang.catalogue import events, figures, policies
from yiwang.catalogue.bulk import (
    Progress,
    Row,
    copy_rows,
    long_transaction,
    refresh_statistics,
    silent,
    told,
)
from yiwang.catalogue.content import ImplementationContent
from yiwang.catalogue.element_faults import pointer
from yiwang.catalogue.enums import ListState, ProjectType, VersionState
from yiwang.catalogue.errors import NotPublishable
from yiwang.catalogue.loading.list_merger import ListMerger, ListPlace
from yiwang.catalogue.loading.local import local_content, read_local_facts
from yiwang.catalogue.loading.reports import LoadReport, PublishedLists
from yiwang.catalogue.loading.sources import HOME_SCOPE, SourceItem, home_items
from yiwang.catalogue.models import BaseItemVersion, ImplementationList
from yiwang.catalogue.versions import list_columns
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.items import make_implementation_code
from yiwang.foundation.errors import FieldError
from yiwang.foundation.identifiers import new_id
from yiwang.ledger import services as ledger
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import TOWNSHIP_LINE
from yiwang.organizations.selectors import DepartmentSummary

TOWNSHIP: Final = 5
_ANY_BASIC_CODE: Final = "000100001000"
_LIST_COLUMNS: Final = (
    "id",
    "base_item_id",
    "department_id",
    "region_code",
    "level",
    "code",
    "local_code",
    "state",
    "current_id",
    "is_online",
    "is_immediate",
)
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
    "published_at",
)
_SUPERSEDE: Final = """
UPDATE catalogue_implementation_version AS v SET effective_to = %(on)s::date
  FROM coming_list c
 WHERE c.number > 1 AND v.implementation_id = c.id AND v.state = 'published'
   AND v.effective_to IS NULL
"""
_POINT: Final = """
UPDATE catalogue_implementation AS l
   SET current_id = c.current_id, state = 'open', is_online = c.is_online,
       is_immediate = c.is_immediate
  FROM coming_list c WHERE c.number > 1 AND l.id = c.id
"""


@dataclass(frozen=True, slots=True)
class BaseKey:
    """A base version in force, as its lists need it."""

    item_id: UUID
    version_id: UUID
    code: str
    statutory_amount: int | None
    statutory_unit: str


@dataclass(frozen=True, slots=True)
class ComingList:
    """One list to publish."""

    id: UUID
    version_id: UUID
    number: int
    base: BaseKey
    department: DepartmentSummary
    code: str
    content: ImplementationContent
    columns: Mapping[str, object]
    local_code: str = ""


@dataclass(frozen=True, slots=True)
class StoredList:
    """A list that is there, with its newest version."""

    id: UUID
    number: int
    base_version_id: UUID
    content_sha256: str


def load_implementation_lists(
    *, root: Path, actor: Actor, at: datetime, progress: Progress = silent
) -> LoadReport:
    """Publish the lists of the province's items in every place at every level they belong to.

    Each list belongs to the department that has, or carries, the item's line there; in townships
    to their one window. Loaded again, a list whose elements or base version are others gets a new
    version; all else stays. `left_out` of the report names levels at which nobody has the line.

    :raises NotPublishable: a list's elements are not complete; nothing is kept
    :raises DataFileMissing: a file cannot be read
    """
    policies.check_can(actor, policies.Action.LOAD)
    departments = DepartmentsByLine(HOME_SCOPE[:2])
    facts = read_local_facts(root)
    pairs: list[tuple[SourceItem, DepartmentSummary]] = []
    left_out: list[str] = []
    for source in home_items(root):
        for level in map(int, source.content.exercise_levels):
            found = departments.of(source.keys.line, level)
            pairs += [(source, department) for department in found]
            if not found:
                left_out.append(f"{source.keys.local_code} {source.content.name}: {level}")
    planned = (
        (source, department, local_content(source, department, facts))
        for source, department in pairs
    )
    published = publish_lists(
        planned, HOME_SCOPE, total=len(pairs), actor=actor, at=at, progress=progress
    )
    return LoadReport(len(pairs), published.changed, tuple(left_out), published.kept)


class DepartmentsByLine:
    """The departments of a province by line of business and level; townships have one window."""

    def __init__(self, province: str) -> None:
        self._found: dict[tuple[str, int], list[DepartmentSummary]] = {}
        carried: dict[tuple[str, int], dict[str, DepartmentSummary]] = {}
        own: set[tuple[str, str]] = set()
        for department in organizations.departments_by_line():
            if not department.division_code.startswith(province):
                continue
            self._found.setdefault((department.line, department.level), []).append(department)
            own.add((department.line, department.division_code))
            for line in department.carries:
                places = carried.setdefault((line, department.level), {})
                places.setdefault(department.division_code, department)
        for (line, level), places in carried.items():
            self._found.setdefault((line, level), []).extend(
                department for code, department in places.items() if (line, code) not in own
            )

    def of(self, line: str, level: int) -> Sequence[DepartmentSummary]:
        """Return who exercises items of a line at a level."""
        return self._found.get((TOWNSHIP_LINE if level == TOWNSHIP else line, level), ())


def publish_lists(
    planned: Iterable[tuple[SourceItem, DepartmentSummary, ImplementationContent]],
    scope_code: str,
    *,
    total: int,
    actor: Actor,
    at: datetime,
    progress: Progress = silent,
) -> PublishedLists:
    """Publish lists that are new or other than before; all or none.

    An element that editors have changed under control is theirs from then on, every other one
    follows the files. A list of which both together are not lawful stays as it is.

    :raises NotPublishable: ``errors`` name every element of every list that is wrong
    """
    on = timezone.localdate(at)
    with long_transaction():
        bases = _bases_in_force(scope_code, on)
        stored = _stored_lists(scope_code)
        merger = ListMerger(scope_code, on=on, at=at)
        faults: list[FieldError] = []
        coming = [
            one
            for source, department, content in told(planned, total, progress)
            if (one := _coming(source, department, content, bases, stored, merger, faults))
            is not None
        ]
        if faults:
            raise NotPublishable(errors=faults[:1000])
        write_lists(coming, on=on, at=at)
        merger.store()
        published: dict[BaseKey, list[str]] = {}
        for one in coming:
            published.setdefault(one.base, []).append(one.code)
        append_loaded(published, on=on, actor=actor, at=at)
        figures.recount({one.department.division_code for one in coming})
    refresh_statistics("catalogue_implementation", "catalogue_implementation_version")
    return PublishedLists(len(coming), merger.kept.sentences())


def write_lists(coming: Sequence[ComingList], *, on: date, at: datetime) -> None:
    """COPY lists and their versions into the tables; run inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE coming_list (id uuid, number int, current_id uuid, "
            "is_online boolean, is_immediate boolean) ON COMMIT DROP"
        )
        copy_rows(
            "coming_list",
            ("id", "number", "current_id", "is_online", "is_immediate"),
            (
                (one.id, one.number, one.version_id, one.content.is_online, _is_immediate(one))
                for one in coming
                if one.number > 1
            ),
        )
        cursor.execute(_SUPERSEDE, {"on": on})
        copy_rows("catalogue_implementation", _LIST_COLUMNS, _list_rows(coming))
        copy_rows("catalogue_implementation_version", _VERSION_COLUMNS, _versions(coming, on, at))
        cursor.execute(_POINT)
        cursor.execute("DROP TABLE coming_list")


def coming_list(
    base: BaseKey,
    department: DepartmentSummary,
    content: ImplementationContent,
    stored: StoredList | None = None,
    columns: Mapping[str, object] | None = None,
    local_code: str = "",
) -> ComingList:
    """Return a list to publish: a new one, or the next version of one that is there.

    :param columns: those that follow from the content, when the caller has them already
    """
    return ComingList(
        id=stored.id if stored else new_id(),
        version_id=new_id(),
        number=stored.number + 1 if stored else 1,
        base=base,
        department=department,
        code=f"{_code_before(department.uscc, department.level)}{base.code}",
        content=content,
        columns=list_columns(content) if columns is None else columns,
        local_code=local_code[:80],
    )


@lru_cache(maxsize=8192)
def _code_before(uscc: str, level: int) -> str:
    """Return what stands before the basic code in the codes of a department's lists."""
    return make_implementation_code(uscc=uscc, level=level, basic_code=_ANY_BASIC_CODE)[:19]


def _coming(
    source: SourceItem,
    department: DepartmentSummary,
    content: ImplementationContent,
    bases: Mapping[str, BaseKey],
    stored: Mapping[tuple[UUID, UUID], StoredList],
    merger: ListMerger,
    faults: list[FieldError],
) -> ComingList | None:
    """Return the list to publish, or None when what is there says the same or it is faulty."""
    base = bases.get(source.keys.code)
    if base is None:
        return None  # it was withdrawn, or has another code by now
    before = stored.get((base.item_id, department.id))
    where = pointer(source.keys.local_code, department.uscc)
    place = ListPlace(source, department, base.item_id, before.id if before else None)
    found = merger.text_of(place, content)
    if not isinstance(found, ImplementationContent):
        faults += [FieldError(where + fault.path, fault.code, fault.message) for fault in found]
        return None
    coming = coming_list(base, department, found, before)
    is_same = before is not None and (before.base_version_id, before.content_sha256) == (
        base.version_id,
        coming.columns["content_sha256"],
    )
    return None if is_same else coming


def _bases_in_force(scope_code: str, on: date) -> dict[str, BaseKey]:
    rows = BaseItemVersion.objects.in_force(on).filter(base_item__scope_code=scope_code)
    columns = ("base_item_id", "id", "base_item__code", "statutory_amount", "statutory_unit")
    return {row[2]: BaseKey(*row) for row in rows.values_list(*columns)}


def _stored_lists(scope_code: str) -> dict[tuple[UUID, UUID], StoredList]:
    rows = (
        ImplementationList.objects.filter(base_item__scope_code=scope_code)
        .annotate(newest_number=Max("versions__number"))
        .filter(newest_number__isnull=False)
        .values_list(
            "base_item_id",
            "department_id",
            "id",
            "newest_number",
            "current__base_version_id",
            "current__content_sha256",
        )
    )
    return {(row[0], row[1]): StoredList(*row[2:]) for row in rows.iterator(chunk_size=5000)}


def _is_immediate(one: ComingList) -> bool:
    return one.content.project_type == ProjectType.IMMEDIATE


def _list_rows(coming: Iterable[ComingList]) -> Iterator[Row]:
    for one in coming:
        if one.number == 1:
            yield (
                one.id,
                one.base.item_id,
                one.department.id,
                one.department.division_code,
                one.department.level,
                one.code,
                one.local_code,
                ListState.OPEN.value,
                one.version_id,
                one.content.is_online,
                _is_immediate(one),
            )


def _versions(coming: Iterable[ComingList], on: date, at: datetime) -> Iterator[Row]:
    for one in coming:
        columns = one.columns
        yield (
            one.version_id,
            one.id,
            one.number,
            one.base.version_id,
            VersionState.PUBLISHED.value,
            columns["project_type"],
            columns["promise_amount"],
            columns["promise_unit"],
            one.base.statutory_amount,
            one.base.statutory_unit or "workday",
            columns["visits"],
            columns["online_depth"],
            columns["is_online"],
            orjson.dumps(columns["content"]).decode(),
            columns["content_sha256"],
            on,
            at,
        )


def append_loaded(
    published: Mapping[BaseKey, Sequence[str]], *, on: date, actor: Actor, at: datetime
) -> None:
    """Write one fact for each base item: how many of its lists were published, and which."""
    facts = [
        events.ListsLoaded(
            base_item_id=base.item_id,
            base_version_id=base.version_id,
            lists=len(codes),
            effective_from=on,
            lists_sha256=hashlib.sha256(
                "".join(f"{code}\n" for code in sorted(codes)).encode()
            ).hexdigest(),
        )
        for base, codes in published.items()
    ]
    if facts:
        ledger.append(*facts, actor=actor, at=at)
