# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What waits for staff, and what staff have done."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from yiwang.cases.enums import RIGHT_OF_ROLE, Role, WorkState
from yiwang.cases.models.clearance import is_barred
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.organizations import selectors as organizations


class WorkItemQuerySet(models.QuerySet["WorkItem"]):
    """Questions about work items."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to the steps that the actor's present post may take."""
        roles = [role for role, right in RIGHT_OF_ROLE.items() if actor.has_right(right)]
        if not (actor.is_staff and roles):
            return self.none()
        barred = is_barred(actor, item_code="case__item_code")
        mine = (self if barred is None else self.exclude(barred)).filter(role__in=roles)
        if not actor.covers_subtree:
            return mine.filter(department_id=actor.department_id)
        first, last = organizations.code_range(actor.division_code)
        return mine.filter(region_code__range=(first, last))


class WorkItem(models.Model):
    """One step of one case that waits for a person; the list "my tasks" reads nothing else."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "applicant_name": ("finding the work to do", 30)
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=row_security.through("cases_case", "case_id").citizen,
        department=f"department_id = {row_security.DEPARTMENT}",
        citizen_writes=row_security.ALL,
        department_writes=row_security.ALL,
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, related_name="work_items", db_index=False
    )
    department_id = models.UUIDField()
    role = models.CharField(max_length=12, choices=Role)
    step_key = models.CharField(max_length=64)
    """The process's key of the step, or ``intake``, ``extension``, ``delivery``."""
    element_id = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=16, default="task")
    """A ``StepKind`` of the process, such as ``task`` or ``decision``."""
    form_code = models.CharField(max_length=64, blank=True)
    step_name = models.CharField(max_length=100)
    case_number = models.CharField(max_length=32)
    item_name = models.CharField(max_length=300)
    applicant_name = models.CharField(max_length=200)
    due_on = models.DateField()
    is_stopped = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=WorkState, default=WorkState.OPEN)
    claimed_by_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_id = models.UUIDField(null=True, blank=True)

    objects = WorkItemQuerySet.as_manager()

    class Meta:
        db_table = "cases_work_item"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step_key"],
                name="work_item_step_once",
                condition=Q(state=WorkState.OPEN),
            ),
        ]
        indexes = [
            # Counts beside the list are answered from it alone, so it holds role and clock too.
            models.Index(
                fields=["department_id", "due_on", "id", "role", "is_stopped"],
                name="work_item_waiting",
                condition=Q(state=WorkState.OPEN),
            ),
            models.Index(
                fields=["claimed_by_id", "due_on", "id"],
                name="work_item_claimed",
                condition=Q(state=WorkState.OPEN),
            ),
            models.Index(
                fields=["region_code", "due_on", "id"],
                name="work_item_region_open",
                condition=Q(state=WorkState.OPEN),
            ),
            models.Index(
                fields=["done_by_id", "-done_at"],
                name="work_item_done",
                condition=Q(state=WorkState.DONE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_name} · {self.case_number}"


class StepRecord(models.Model):
    """A step of the department's process as it was done: by whom, when, with what result."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "data": ("recording how the case was examined", 30),
        "opinion": ("recording how the case was examined", 30),
        "done_by_name": ("naming who acted", 30),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="steps", db_index=False)
    step_key = models.CharField(max_length=64)
    element_id = models.CharField(max_length=64)
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=12, choices=Role)
    form_code = models.CharField(max_length=64, blank=True)
    opinion = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    done_by_id = models.UUIDField()
    done_by_name = models.CharField(max_length=100)
    done_at = models.DateTimeField()

    class Meta:
        db_table = "cases_step_record"
        constraints = [
            # The backstop behind the row lock: a step is done once.
            models.UniqueConstraint(fields=["case", "step_key"], name="case_step_done_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.case_id}"
