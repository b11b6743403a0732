# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Workbooks on their way: those that came back to be taken over, those that are being written."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.sheet_enums import BUSY, SheetKind, SheetState
from yiwang.foundation.identifiers import new_id


class Sheet(models.Model):
    """One workbook and how far a job has come with it.

    ``post_id`` is the post that its sender acted in: the job acts in it, and only while it is held.
    ``wanted`` says which items an export holds; ``faults`` what is wrong with an import, cell by
    cell, as {"path", "code", "message"}. ``moved_at`` moves with every step of the job: one that
    stands still was left in the middle, and can be begun again, because nothing is half done.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=SheetKind)
    layer = models.CharField(max_length=8, choices=OrderLayer)
    state = models.CharField(max_length=10, choices=SheetState, default=SheetState.WAITING)
    language = models.CharField(max_length=12)
    division_code = models.CharField(max_length=12)
    post_id = models.UUIDField(null=True)
    sent_by_id = models.UUIDField()
    sent_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    size = models.PositiveBigIntegerField(default=0)
    wanted = models.JSONField(default=dict)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    fault_count = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    order = models.ForeignKey(
        "catalogue.ChangeOrder", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_sheet"
        constraints = [
            models.CheckConstraint(
                name="sheet_state_known",
                condition=Q(state__in=SheetState.values, kind__in=SheetKind.values),
            ),
            models.CheckConstraint(
                name="sheet_refused_has_faults",
                condition=~Q(state=SheetState.REFUSED) | Q(fault_count__gt=0),
            ),
            models.UniqueConstraint(
                fields=["sent_by_id", "layer", "sha256"],
                name="sheet_sent_once",
                condition=Q(kind=SheetKind.IMPORT, state__in=[*sorted(BUSY), SheetState.CHECKED]),
            ),
        ]
        indexes = [models.Index(fields=["sent_by_id", "-sent_at"], name="sheet_by_sender")]

    def __str__(self) -> str:
        return f"{self.kind} {self.sent_at:%Y-%m-%d %H:%M}"


class SheetPart(models.Model):
    """A piece of the file: of an import until it was read, of an export until it is dropped."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_sheet_part"
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="sheet_part_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id} #{self.number}"


class SheetChange(models.Model):
    """What an import makes of one item, until it has become the line of an order.

    ``sentences``: what differs, in plain words, for the one who confirms.
    """

    sheet = models.ForeignKey(
        Sheet, on_delete=models.CASCADE, related_name="changes", db_index=False
    )
    number = models.PositiveIntegerField()
    item_id = models.UUIDField()
    version_id = models.UUIDField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    content = models.JSONField()
    form_code = models.CharField(max_length=80, default="", blank=True)
    process_code = models.CharField(max_length=80, default="", blank=True)
    sentences = models.JSONField(default=list)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_sheet_change"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="sheet_change_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.sheet_id}"
