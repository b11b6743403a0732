# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Publish the lists of a file: everything a province has, or what a system of its own sends.

One list a line, as JSON: ``{"item": basic code, "department": USCC, "content": elements}``, and
``local_code`` where the place has one; compressed when the name ends in ``.gz``. Read and copied in
batches, in one transaction: all of it is published, or nothing.
"""

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from yiwang.catalogue import checks, figures, policies
from yiwang.catalogue.bulk import Progress, long_transaction, refresh_statistics, silent
from yiwang.catalogue.content import BaseContent, ImplementationContent
from yiwang.catalogue.element_faults import field_errors, pointer
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.errors import DataFileMissing, NotPublishable
from yiwang.catalogue.load_enums import KeptWhy
from yiwang.catalogue.loading.kept import Own, held_lists, own_of_lists, stored_contents
from yiwang.catalogue.loading.lists import (
    BaseKey,
    ComingList,
    StoredList,
    append_loaded,
    coming_list,
    write_lists,
)
from yiwang.catalogue.loading.merged import Kept, put_together
from yiwang.catalogue.loading.reports import LoadReport
from yiwang.catalogue.models import BaseItemVersion
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError
from yiwang.organizations import selectors as organizations
from yiwang.organizations.selectors import DepartmentSummary

BATCH: Final = 10_000
MOST_FAULTS: Final = 1_000
LONGEST_LINE: Final = 200_000
_KEYS: Final = {"item", "department", "content"}
_STORED: Final = """
SELECT l.base_item_id, l.department_id, l.id, n.number, v.base_version_id,
       coalesce(v.content_sha256, ''),
       l.current_id IS NULL AND EXISTS (SELECT FROM catalogue_change_line c
                                         WHERE c.implementation_id = l.id AND c.is_open)
  FROM unnest(%s::uuid[], %s::uuid[]) AS w (item, department)
  JOIN catalogue_implementation l ON l.base_item_id = w.item AND l.department_id = w.department
  LEFT JOIN catalogue_implementation_version v ON v.id = l.current_id
 CROSS JOIN LATERAL (SELECT coalesce(max(number), 0) AS number
                       FROM catalogue_implementation_version m
                      WHERE m.implementation_id = l.id) n
"""
"""What is there of the lists of a file; the last column: somebody is still drafting it."""


@dataclass(frozen=True, slots=True)
class _Base:
    """A base item in force; ``waits`` when its next version has been published already."""

    key: BaseKey
    content: BaseContent
    levels: frozenset[int]
    waits: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that can be published."""

    base: _Base
    department: DepartmentSummary
    content: ImplementationContent
    local_code: str


@dataclass(slots=True)
class _Reader:
    """What lines are read against, and what is wrong with them."""

    bases: Mapping[str, _Base]
    departments: Mapping[str, DepartmentSummary]
    seen: set[tuple[UUID, UUID]] = field(default_factory=set)
    faults: list[FieldError] = field(default_factory=list)

    def read(self, number: int, text: bytes) -> _Line | None:
        """Return a line that can be published, or None and a fault that names its place."""
        where = pointer("line", number)
        try:
            row = _row(text)
            base, department = self._parties(row)
            content = _content(row["content"])
        except _Wrong as wrong:
            self._note(where, wrong.faults)
            return None
        found = checks.list_faults(base.content, content)
        if found:
            self._note(where, found)
            return None
        return _Line(base, department, content, row.get("local_code", ""))

    def _parties(self, row: Mapping[str, Any]) -> tuple[_Base, DepartmentSummary]:
        base = self.bases.get(row["item"])
        if base is None:
            raise _Wrong("item", "unknown", _("没有在用的基本目录事项有这个编码。"))
        if base.waits:
            message = _("基本目录有待生效的新版本，请在生效以后导入。")
            raise _Wrong("item", "superseded", message)
        department = self.departments.get(row["department"])
        if department is None:
            raise _Wrong("department", "unknown", _("没有这个部门。"))
        if department.level not in base.levels:
            raise _Wrong("department", "level", _("这个事项不在该部门的层级行使。"))
        key = (base.key.item_id, department.id)
        if key in self.seen:
            raise _Wrong("item", "twice", _("同一个部门的同一个事项出现了两次。"))
        self.seen.add(key)
        return base, department

    def _note(self, where: str, faults: Iterable[FieldError]) -> None:
        self.faults += [FieldError(where + one.path, one.code, one.message) for one in faults]
        if len(self.faults) >= MOST_FAULTS:
            raise NotPublishable(errors=self.faults)


class _Wrong(Exception):
    """A line is wrong."""

    def __init__(self, element: str, code: str, message: str) -> None:
        super().__init__(message)
        self.faults = [FieldError(pointer(element) if element else "", code, message)]


def load_list_file(
    *, path: Path, actor: Actor, at: datetime, progress: Progress = silent
) -> LoadReport:
    """Publish the lists of a file that are new or other than before; all or none.

    A list that is still being drafted stays with those who draft it and is named in the report;
    one whose draft was given up is taken up under its code.

    :raises DataFileMissing: the file cannot be read
    :raises NotPublishable: ``errors`` name each line and element that is wrong
    """
    policies.check_can(actor, policies.Action.LOAD)
    on = timezone.localdate(at)
    departments = {one.uscc: one for one in organizations.departments_by_line()}
    reader, kept = _Reader(_bases(on), departments), Kept(OrderLayer.LIST)
    published: dict[BaseKey, list[str]] = {}
    regions: set[str] = set()
    read = changed = 0
    with long_transaction():
        for lines in _batches(path):
            found = [row for number, text in lines if (row := reader.read(number, text))]
            if not reader.faults:
                coming = list(_coming(found, kept, at))
                write_lists(coming, on=on, at=at)
                for one in coming:
                    published.setdefault(one.base, []).append(one.code)
                    regions.add(one.department.division_code)
                changed += len(coming)
            read += len(lines)
            progress(read, read)
        if reader.faults:
            raise NotPublishable(errors=reader.faults)
        kept.add()
        append_loaded(published, on=on, actor=actor, at=at)
        figures.recount(regions)
    refresh_statistics("catalogue_implementation", "catalogue_implementation_version")
    return LoadReport(read, changed, kept=kept.sentences())


def _batches(path: Path) -> Iterator[list[tuple[int, bytes]]]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rb") as file:
            numbered = ((number, line) for number, line in enumerate(file, 1) if line.strip())
            while batch := list(islice(numbered, BATCH)):
                yield batch
    except (OSError, EOFError) as error:
        raise DataFileMissing(params={"path": path.name}) from error


def _row(text: bytes) -> Mapping[str, Any]:
    if len(text) > LONGEST_LINE:
        raise _Wrong("", "too_long", _("这一行太长。"))
    try:
        row = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise _Wrong("", "format", _("这一行不是 JSON。")) from error
    if not isinstance(row, dict) or not _KEYS <= row.keys() <= {*_KEYS, "local_code"}:
        message = _("每行应有 item、department、content，可以有 local_code，不能有别的。")
        raise _Wrong("", "format", message)
    for name in ("item", "department", "local_code"):
        if not isinstance(row.get(name, ""), str):
            raise _Wrong(name, "string_type", _("应为文字。"))
    return row


def _content(value: object) -> ImplementationContent:
    try:
        return ImplementationContent.model_validate(value, strict=False)
    except ValidationError as refusal:
        wrong = _Wrong("content", "format", str(_("事项要素填写有误。")))
        wrong.faults = field_errors(refusal)
        raise wrong from refusal


def _coming(lines: Sequence[_Line], kept: Kept, at: datetime) -> Iterator[ComingList]:
    stored, drafted = _stored(lines)
    ids = [before.id for before in stored.values()]
    own = own_of_lists(list_ids=ids)
    held = held_lists(ids, on=timezone.localdate(at))
    stands = stored_contents(own)
    for line in lines:
        before = stored.get((line.base.key.item_id, line.department.id))
        content = line.content
        if before is not None and before.id in drafted:
            kept.note(_name(line), KeptWhy.DRAFTED)
            continue
        if before is not None and (before.id in held or before.id in own):
            found = _of_editors(line, before.id, own, held, stands, kept, at)
            if found is None:
                continue
            content = found
        coming = coming_list(
            line.base.key, line.department, content, before, local_code=line.local_code
        )
        same = (line.base.key.version_id, coming.columns["content_sha256"])
        if before is None or (before.base_version_id, before.content_sha256) != same:
            yield coming


def _of_editors(
    line: _Line,
    list_id: UUID,
    own: Mapping[UUID, Own],
    held: Mapping[UUID, KeptWhy],
    stands: Mapping[UUID, Mapping[str, Any]],
    kept: Kept,
    at: datetime,
) -> ImplementationContent | None:
    """Return what a list with elements of its editors is to say; None where it stays as it is."""
    mine = own.get(list_id, Own())
    why, faults, made = held.get(list_id), list[FieldError](), None
    if why is None:
        made = put_together(line.content, stands[list_id], mine, OrderLayer.LIST)
        faults = checks.list_faults(line.base.content, made)
        why = KeptWhy.CLASH if faults else KeptWhy.OWN
    kept.keep(
        list_id, line.content, name=_name(line), why=why, at=at, own=mine.before, faults=faults
    )
    return made if why is KeptWhy.OWN else None


def _name(line: _Line) -> str:
    return f"{line.base.content.name}（{line.department.short_name}）"


def _stored(
    lines: Sequence[_Line],
) -> tuple[dict[tuple[UUID, UUID], StoredList], frozenset[UUID]]:
    """Return the lists that are there, and which of them are still being drafted."""
    with connection.cursor() as cursor:
        cursor.execute(
            _STORED,
            [
                [line.base.key.item_id for line in lines],
                [line.department.id for line in lines],
            ],
        )
        rows = cursor.fetchall()
    stored = {(row[0], row[1]): StoredList(*row[2:6]) for row in rows}
    return stored, frozenset(row[2] for row in rows if row[6])


def _bases(on: date) -> dict[str, _Base]:
    rows = BaseItemVersion.objects.in_force(on).select_related("base_item")
    return {
        row.base_item.code: _Base(
            BaseKey(
                row.base_item_id,
                row.id,
                row.base_item.code,
                row.statutory_amount,
                row.statutory_unit,
            ),
            BaseContent.model_validate_json(orjson.dumps(row.content)),
            frozenset(row.exercise_levels),
            waits=row.effective_to is not None,
        )
        for row in rows.iterator(chunk_size=500)
    }
