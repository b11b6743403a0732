# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Spreadsheets of staff: the file as it came, its rows, and what was wrong with them."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from yiwang.foundation.erasing import Erasure
from yiwang.foundation.identifiers import new_id
from yiwang.organizations.enums import ImportState
from yiwang.organizations.models.staff import Department


class StaffImport(models.Model):
    """One spreadsheet that an administrator sent, and how far it has come.

    ``refusal`` is a code of what keeps the whole file from being read; ``place`` the cell.
    ``columns`` are the letters of our columns in their order, with commas between.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    covers_subtree = models.BooleanField(default=False)
    file_name = models.CharField(max_length=200)
    sha256 = models.BinaryField(max_length=32)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.WAITING)
    refusal = models.CharField(max_length=40, default="", blank=True)
    place = models.CharField(max_length=60, default="", blank=True)
    columns = models.CharField(max_length=60, default="", db_default="", blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)
    rows_wrong = models.PositiveIntegerField(default=0)
    is_partial = models.BooleanField(default=False)
    sent_by_id = models.UUIDField()
    sent_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"file_name": ("public service", 1)}
    erased: ClassVar = Erasure("sent_at", 365)

    class Meta:
        db_table = "organizations_staff_import"

    def __str__(self) -> str:
        return self.file_name


class StaffImportPart(models.Model):
    """A piece of the file; gone as soon as its rows have been read."""

    staff_import = models.ForeignKey(StaffImport, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"content": ("public service", 1)}

    class Meta:
        db_table = "organizations_staff_import_part"
        constraints = [
            models.UniqueConstraint(fields=["staff_import", "number"], name="import_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.staff_import_id} #{self.number}"


class StaffImportRow(models.Model):
    """A row of the spreadsheet as it was read, with codes of what is wrong: ``column:code``."""

    staff_import = models.ForeignKey(StaffImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    staff_number = models.CharField(max_length=100, default="", blank=True)
    name = models.CharField(max_length=100, default="", blank=True)
    department_code = models.CharField(max_length=100, default="", blank=True)
    post_names = models.CharField(max_length=300, default="", blank=True)
    phone = models.CharField(max_length=60, default="", blank=True)
    problems = ArrayField(models.CharField(max_length=80), default=list)
    department_id = models.UUIDField(null=True)
    post_ids = ArrayField(models.UUIDField(), default=list)
    staff_id = models.UUIDField(null=True)
    is_new = models.BooleanField(default=False)
    is_changed = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "staff_number": ("public service", 1),
        "name": ("public service", 1),
        "phone": ("public service", 1),
        "staff_id": ("public service", 1),
    }

    class Meta:
        db_table = "organizations_staff_import_row"
        constraints = [
            models.UniqueConstraint(fields=["staff_import", "number"], name="import_row_once")
        ]
        indexes = [
            models.Index(fields=["staff_import", "staff_number"], name="import_row_by_number")
        ]

    def __str__(self) -> str:
        return f"{self.staff_import_id} #{self.number}"
