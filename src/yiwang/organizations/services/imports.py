# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Staff from a spreadsheet: sent, checked row by row by a job, taken over as a whole or not."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.organizations import events, import_checks, jobs, selectors, spreadsheets
from yiwang.organizations.enums import FileRefusal, ImportState
from yiwang.organizations.errors import (
    ImportDisturbed,
    ImportHasErrors,
    ImportNotFound,
    ImportNotReady,
    NotInYourReach,
    SpreadsheetEmpty,
    SpreadsheetTooLarge,
)
from yiwang.organizations.models import StaffImport, StaffImportPart, StaffImportRow
from yiwang.organizations.policies import Action
from yiwang.organizations.services import importing
from yiwang.organizations.services.records import check_manages, day_of, department_of

PART = 2**20
MOST_BYTES = 200 * 2**20
ROWS_AT_ONCE = 5000
LONGEST_NAME = 200


@transaction.atomic
def send_staff_import(
    *, chunks: Iterable[bytes], file_name: str, actor: Actor, at: datetime
) -> StaffImport:
    """Take in a spreadsheet, and let a job check it.

    :raises NotInYourReach: the actor manages no department
    :raises SpreadsheetTooLarge: more than 200 MB
    :raises SpreadsheetEmpty: nothing was sent
    """
    if actor.department_id is None or actor.staff_id is None:
        raise NotInYourReach
    department = department_of(actor.department_id)
    check_manages(actor, Action.IMPORT_STAFF, department)
    made = StaffImport.objects.create(
        department=department,
        covers_subtree=actor.covers_subtree,
        file_name="".join(sign for sign in file_name if sign.isprintable())[:LONGEST_NAME],
        sha256=b"",
        size=0,
        sent_by_id=actor.staff_id,
        sent_at=at,
    )
    digest = hashlib.sha256()
    for number, part in enumerate(_parts(chunks)):
        made.size += len(part)
        if made.size > MOST_BYTES:
            raise SpreadsheetTooLarge(params={"most": MOST_BYTES // 2**20})
        digest.update(part)
        StaffImportPart.objects.create(staff_import=made, number=number, content=part)
    if not made.size:
        raise SpreadsheetEmpty
    made.sha256 = digest.digest()
    made.save(update_fields=["sha256", "size"])
    fact = events.StaffImportSent(import_id=made.id, sha256=digest.hexdigest(), size=made.size)
    ledger.append(fact, actor=actor, at=at, region_code=department.division_id)
    jobs.defer_check(made.id)
    return made


def _parts(chunks: Iterable[bytes]) -> Iterator[bytes]:
    kept = bytearray()
    for chunk in chunks:
        kept += chunk
        while len(kept) >= PART:
            yield bytes(kept[:PART])
            del kept[:PART]
    if kept:
        yield bytes(kept)


def check_staff_import(*, import_id: UUID, at: datetime) -> StaffImport:
    """Read and check every row; the work of a job, which may begin again from the start.

    :raises ImportDisturbed: another worker read it at the same time; the job begins again
    """
    made = StaffImport.objects.get(pk=import_id)
    if made.state not in (ImportState.WAITING, ImportState.CHECKING):
        return made
    made.state, made.rows_read = ImportState.CHECKING, 0
    made.save(update_fields=["state", "rows_read"])
    StaffImportRow.objects.filter(staff_import=made).delete()
    try:
        _take_down(made)
    except spreadsheets.Unreadable as wrong:
        return _refuse(made, wrong.refusal, wrong.place, at=at)
    with transaction.atomic():
        _check_undisturbed(made)
        _check_together(made, at=at)
        made.state, made.finished_at = ImportState.CHECKED, at
        made.save(update_fields=["state", "finished_at"])
        StaffImportPart.objects.filter(staff_import=made).delete()
    return made


def _check_undisturbed(made: StaffImport) -> None:
    """Raise unless every row that was read is there: a worker thought dead may still have lived."""
    held = StaffImport.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if held.state != ImportState.CHECKING or made.rows.count() != made.rows_read:
        raise ImportDisturbed


def _take_down(made: StaffImport) -> None:
    """Copy the rows into the database, some at a time, so that progress can be seen."""
    with tempfile.TemporaryDirectory(prefix="yiwang-import-") as folder:
        path = Path(folder) / "sheet"
        with path.open("wb") as file:
            parts = StaffImportPart.objects.filter(staff_import=made).order_by("number")
            for content in parts.values_list("content", flat=True).iterator(chunk_size=4):
                file.write(content)
        rows = spreadsheets.read_rows(path)
        while some := list(islice(rows, ROWS_AT_ONCE)):
            made.columns = importing.columns_of(some[0].letters)
            with transaction.atomic():
                made.rows_read += import_checks.copy_rows(made.id, some)
                made.save(update_fields=["rows_read", "columns"])


def _check_together(made: StaffImport, *, at: datetime) -> None:
    import_checks.check_together(
        import_id=made.id,
        sender=made.sent_by_id,
        department_id=made.department_id,
        division_range=selectors.code_range(made.department.division_id),
        covers_subtree=made.covers_subtree,
        letters=importing.letters_of(made),
        on=day_of(at),
    )
    is_wrong = ~Q(problems=[])
    counts = made.rows.aggregate(
        wrong=Count("id", filter=is_wrong),
        new=Count("id", filter=Q(is_new=True) & ~is_wrong),
        changed=Count("id", filter=Q(is_changed=True) & ~is_wrong),
    )
    made.rows_wrong, made.rows_new, made.rows_changed = (
        counts["wrong"],
        counts["new"],
        counts["changed"],
    )
    made.rows_same = made.rows_read - made.rows_wrong - made.rows_new - made.rows_changed
    made.save(update_fields=["rows_wrong", "rows_new", "rows_changed", "rows_same"])


@transaction.atomic
def _refuse(made: StaffImport, refusal: FileRefusal, place: str, *, at: datetime) -> StaffImport:
    made.state, made.refusal, made.place = ImportState.REFUSED, refusal, place
    made.finished_at = at
    made.save(update_fields=["state", "refusal", "place", "finished_at"])
    StaffImportPart.objects.filter(staff_import=made).delete()
    StaffImportRow.objects.filter(staff_import=made).delete()
    fact = events.StaffImportRefused(import_id=made.id, refusal=refusal)
    ledger.append(fact, actor=importing.ACTOR, at=at, region_code=made.department.division_id)
    return made


@transaction.atomic
def confirm_staff_import(
    *, import_id: UUID, only_good_rows: bool, actor: Actor, at: datetime
) -> StaffImport:
    """Let a job take the rows over: all of them, or, when asked, those without a mistake.

    :raises ImportNotFound: there is none such, or somebody else sent it
    :raises ImportNotReady: it is not checked, or was taken over already
    :raises ImportHasErrors: some rows are wrong, and only the good ones were not asked for
    """
    made = _own(import_id, actor)
    if made.state != ImportState.CHECKED:
        raise ImportNotReady
    if made.rows_wrong and not only_good_rows:
        raise ImportHasErrors(params={"count": made.rows_wrong})
    made.state, made.is_partial, made.refusal = ImportState.APPLYING, only_good_rows, ""
    made.save(update_fields=["state", "is_partial", "refusal"])
    jobs.defer_apply(made.id)
    return made


@transaction.atomic
def cancel_staff_import(*, import_id: UUID, actor: Actor, at: datetime) -> StaffImport:
    """Throw away what was read; nothing of it is taken over.

    :raises ImportNotFound, ImportNotReady: as they say
    """
    made = _own(import_id, actor)
    if made.state not in (ImportState.CHECKED, ImportState.REFUSED, ImportState.WAITING):
        raise ImportNotReady
    made.state, made.finished_at = ImportState.CANCELLED, at
    made.save(update_fields=["state", "finished_at"])
    StaffImportPart.objects.filter(staff_import=made).delete()
    StaffImportRow.objects.filter(staff_import=made).delete()
    return made


@transaction.atomic
def apply_staff_import(*, import_id: UUID, at: datetime) -> StaffImport:
    """Take over the rows of a confirmed import, in one transaction; the work of a job.

    What changed since the check is looked at again: a row that has become wrong stops everything,
    unless only the good rows were asked for.
    """
    made = StaffImport.objects.select_for_update(of=("self",)).get(pk=import_id)
    if made.state != ImportState.APPLYING:
        return made
    if not importing.is_entitled(made, on=day_of(at)):
        return _refuse(made, FileRefusal.NOT_ENTITLED, "", at=at)
    _check_together(made, at=at)
    if made.rows_wrong and not made.is_partial:
        made.state, made.refusal = ImportState.CHECKED, FileRefusal.CHANGED
        made.save(update_fields=["state", "refusal"])
        return made
    importing.take_over(made, at=at)
    made.state, made.finished_at = ImportState.APPLIED, at
    made.save(update_fields=["state", "finished_at"])
    selectors.rights_changed()
    return made


def _own(import_id: UUID, actor: Actor) -> StaffImport:
    if actor.staff_id is None:
        raise ImportNotFound
    imports = StaffImport.objects.select_for_update(of=("self",)).select_related("department")
    made = imports.filter(pk=import_id, sent_by_id=actor.staff_id).first()
    if made is None:
        raise ImportNotFound
    check_manages(actor, Action.IMPORT_STAFF, made.department)
    return made
