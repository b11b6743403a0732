# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""批量出文: one kind of paper for many cases, made by a job, with what became of each."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from yiwang.cases.desk.enums import LineResult
from yiwang.documents.enums import NoticeKind
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id


class PaperBatchQuerySet(models.QuerySet["PaperBatch"]):
    """Questions about batches of papers."""

    def of_reader(self, actor: Actor) -> Self:
        """Narrow to what the actor asked for in the department of their present post."""
        if not actor.is_staff or actor.department_id is None:
            return self.none()
        return self.filter(staff_id=actor.staff_id, department_id=actor.department_id)


class PaperBatch(models.Model):
    """One kind of paper for chosen cases; done when its two files are there.

    :ivar chosen: how the cases were chosen, in words that the form can show again
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}
    rows_seen: ClassVar = row_security.RowSecurity(
        department=f"department_id = {row_security.DEPARTMENT}"
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    department_id = models.UUIDField()
    staff_id = models.UUIDField()
    key = models.CharField(max_length=64)
    """The sender's word for this batch: sent twice, it is the same one."""
    kind = models.CharField(max_length=20, choices=NoticeKind)
    chosen = models.JSONField(default=dict)
    total = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    """When the job last got on; it is taken up again where it stands still."""
    done_at = models.DateTimeField(null=True, blank=True)
    archive_id = models.UUIDField(null=True, blank=True)
    printable_id = models.UUIDField(null=True, blank=True)
    """Files of the store; empty where no case had such a paper."""

    objects = PaperBatchQuerySet.as_manager()

    class Meta:
        db_table = "cases_paper_batch"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["staff_id", "key"], name="paper_batch_key_once"),
        ]
        indexes = [
            models.Index(fields=["staff_id", "-made_at"], name="paper_batch_of_staff"),
            models.Index(
                fields=["moved_at"], name="paper_batch_open", condition=Q(done_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.total}"


class PaperBatchLine(models.Model):
    """One case of a batch, and its paper or why it has none."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}
    rows_seen: ClassVar = row_security.through("cases_paper_batch", "batch_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(PaperBatch, models.CASCADE, related_name="lines", db_index=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=32)
    result = models.CharField(max_length=10, choices=LineResult, default=LineResult.WAITING)
    document_id = models.UUIDField(null=True, blank=True)
    refusal = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        db_table = "cases_paper_batch_line"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["batch", "case"], name="paper_batch_case_once"),
            models.CheckConstraint(
                name="paper_batch_result_known", condition=Q(result__in=LineResult.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.result}"
