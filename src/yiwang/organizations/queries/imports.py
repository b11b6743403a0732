# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions about spreadsheets of staff; everybody sees their own only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import FileRefusal, ImportColumn, RowProblem
from yiwang.organizations.errors import ImportNotFound
from yiwang.organizations.import_checks import parsed_problems
from yiwang.organizations.models import StaffImport, StaffImportRow


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One spreadsheet and how far it has come."""

    id: UUID
    file_name: str
    size: int
    state: str
    refusal: str
    place: str
    rows_read: int
    rows_new: int
    rows_changed: int
    rows_same: int
    rows_wrong: int
    is_partial: bool
    sent_at: datetime
    finished_at: datetime | None

    @property
    def refusal_words(self) -> str:
        """What keeps the whole file out, in words."""
        return str(FileRefusal(self.refusal).label) if self.refusal else ""


@dataclass(frozen=True, slots=True)
class ImportFault:
    """One thing wrong in one cell: where, and in words what."""

    row: int
    cell: str
    column: str
    problem: str
    code: str
    staff_number: str
    name: str


_COLUMNS = tuple(ImportLine.__dataclass_fields__)


def imports_of(actor: Actor, *, limit: int = 50) -> list[ImportLine]:
    """Return what the actor has sent, newest first."""
    if actor.staff_id is None:
        return []
    rows = StaffImport.objects.filter(sent_by_id=actor.staff_id).order_by("-sent_at")
    return [ImportLine(*row) for row in rows.values_list(*_COLUMNS)[:limit]]


def staff_import(import_id: UUID, actor: Actor) -> ImportLine:
    """Return one spreadsheet that the actor has sent.

    :raises ImportNotFound: there is none such
    """
    if actor.staff_id is None:
        raise ImportNotFound
    rows = StaffImport.objects.filter(pk=import_id, sent_by_id=actor.staff_id)
    row = rows.values_list(*_COLUMNS).first()
    if row is None:
        raise ImportNotFound
    return ImportLine(*row)


def import_faults(
    import_id: UUID, actor: Actor, *, limit: int | None = None
) -> Iterator[ImportFault]:
    """Yield what is wrong, row by row and cell by cell; memory does not grow with it.

    :param limit: of rows; all when left out
    :raises ImportNotFound: there is no such import of the actor's
    """
    staff_import(import_id, actor)
    rows = StaffImportRow.objects.filter(staff_import_id=import_id).exclude(problems=[])
    rows = rows.order_by("number")[:limit] if limit else rows.order_by("number")
    for row in rows.iterator(chunk_size=2000):
        for letter, column, problem in parsed_problems(row.problems):
            yield ImportFault(
                row=row.number,
                cell=f"{letter}{row.number}",
                column=str(ImportColumn(column).label),
                problem=str(RowProblem(problem).label),
                code=problem.value,
                staff_number=row.staff_number,
                name=row.name,
            )
