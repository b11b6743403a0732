# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""批量办理: one opinion for several cases, each of which is still done for itself."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from yiwang.cases.desk.enums import BatchAction, BatchResult
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id


class BatchQuerySet(models.QuerySet["Batch"]):
    """Questions about batches."""

    def of_reader(self, actor: Actor) -> Self:
        """Narrow to the actor's own batches in the department of their present post."""
        if not actor.is_staff or actor.department_id is None:
            return self.none()
        return self.filter(staff_id=actor.staff_id, department_id=actor.department_id)


class Batch(models.Model):
    """Several cases of one item at one step, to which a staff member does the same."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}
    rows_seen: ClassVar = row_security.RowSecurity(
        department=f"department_id = {row_security.DEPARTMENT}"
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    department_id = models.UUIDField()
    """Of the post in which it was made."""
    staff_id = models.UUIDField()
    key = models.CharField(max_length=64)
    """The sender's word for this batch: sent twice, it is the same one."""
    sha256 = models.CharField(max_length=64)
    """Of what was asked: the same key with anything else is refused."""
    action = models.CharField(max_length=10, choices=BatchAction)
    item_code = models.CharField(max_length=40)
    item_name = models.CharField(max_length=300)
    step_name = models.CharField(max_length=100)
    opinion = models.TextField(blank=True)
    made_at = models.DateTimeField()

    objects = BatchQuerySet.as_manager()

    class Meta:
        db_table = "cases_batch"
        constraints = [
            models.UniqueConstraint(fields=["staff_id", "key"], name="batch_key_once"),
        ]
        indexes = [models.Index(fields=["staff_id", "-made_at"], name="batch_of_staff")]

    def __str__(self) -> str:
        return f"{self.action} · {self.item_name}"


class BatchEntry(models.Model):
    """One case of a batch, and what became of it."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}
    rows_seen: ClassVar = row_security.through("cases_batch", "batch_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="entries", db_index=False)
    place = models.PositiveSmallIntegerField()
    case_id = models.UUIDField()
    case_number = models.CharField(max_length=32)
    work_item_id = models.UUIDField()
    step_key = models.CharField(max_length=64)
    revision = models.PositiveIntegerField()
    """Of the case, as the sender saw it."""
    result = models.CharField(max_length=10, choices=BatchResult, default=BatchResult.WAITING)
    code = models.CharField(max_length=64, blank=True)
    """Of the refusal."""
    said = models.TextField(blank=True)
    """The refusal's sentence, as it was said."""
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_batch_entry"
        constraints = [
            models.UniqueConstraint(fields=["batch", "place"], name="batch_entry_place"),
            models.UniqueConstraint(fields=["batch", "work_item_id"], name="batch_entry_once"),
            models.CheckConstraint(
                name="batch_entry_refused_says_why",
                condition=Q(result__in=[BatchResult.WAITING, BatchResult.DONE]) | ~Q(said=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_number} · {self.result}"
