# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""关注: the cases that staff follow, and what they are told of them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id

_OWN_DEPARTMENT = row_security.RowSecurity(department=f"department_id = {row_security.DEPARTMENT}")


class WatchQuerySet(models.QuerySet["Watch"]):
    """Questions about what is followed."""

    def of_reader(self, actor: Actor) -> Self:
        """Narrow to the actor's own, of the department in which they act now."""
        return self.filter(_is_of(actor))


class StaffNoticeQuerySet(models.QuerySet["StaffNotice"]):
    """Questions about what staff were told."""

    def of_reader(self, actor: Actor) -> Self:
        """Narrow to the actor's own, of the department in which they act now."""
        return self.filter(_is_of(actor))


def _is_of(actor: Actor) -> Q:
    if not actor.is_staff or actor.department_id is None:
        return Q(pk__in=[])
    return Q(staff_id=actor.staff_id, department_id=actor.department_id)


class Watch(models.Model):
    """A staff member follows a case that they may see."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}
    rows_seen: ClassVar = _OWN_DEPARTMENT

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="watches")
    department_id = models.UUIDField()
    staff_id = models.UUIDField()
    since = models.DateTimeField()

    objects = WatchQuerySet.as_manager()

    class Meta:
        db_table = "cases_watch"
        constraints = [
            models.UniqueConstraint(fields=["staff_id", "department_id", "case"], name="watch_once")
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} · {self.case_id}"


class StaffNotice(models.Model):
    """Word to a staff member that something happened to a case; the fact itself says what."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}
    rows_seen: ClassVar = _OWN_DEPARTMENT

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    department_id = models.UUIDField()
    staff_id = models.UUIDField()
    kind = models.CharField(max_length=64)
    """Of the fact that it tells of."""
    event_id = models.BigIntegerField()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = StaffNoticeQuerySet.as_manager()

    class Meta:
        db_table = "cases_staff_notice"
        constraints = [
            models.UniqueConstraint(
                fields=["staff_id", "department_id", "event_id"], name="staff_notice_once"
            )
        ]
        indexes = [
            models.Index(fields=["staff_id", "-at"], name="staff_notice_inbox"),
            models.Index(
                fields=["staff_id"],
                name="staff_notice_unseen",
                condition=Q(seen_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.staff_id}"
