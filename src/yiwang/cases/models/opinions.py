# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""常用意见: wording that staff keep, for themselves or for their whole department."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from yiwang.cases.desk.enums import OpinionState
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id


class StandingOpinionQuerySet(models.QuerySet["StandingOpinion"]):
    """Questions about standing opinions."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to one's own, and to what the department of the present post may see."""
        if not actor.is_staff or actor.department_id is None:
            return self.none()
        shared = Q(state__in=[OpinionState.OFFERED, OpinionState.PUBLISHED])
        of_department = self.filter(department_id=actor.department_id)
        return of_department.filter(Q(owner_id=actor.staff_id) | shared)


class StandingOpinion(models.Model):
    """One piece of wording with places that a case fills in; whoever sends it may change it."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "owner_name": ("naming who acted", 10),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        department=f"department_id = {row_security.DEPARTMENT}"
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    department_id = models.UUIDField()
    owner_id = models.UUIDField()
    """The staff member who wrote it."""
    owner_name = models.CharField(max_length=100)
    title = models.CharField(max_length=60)
    words = models.TextField()
    item_code = models.CharField(max_length=40, blank=True)
    """Of the only item that it is offered for; "" for every one."""
    step_name = models.CharField(max_length=100, blank=True)
    """The only step that it is offered at, as the process calls it; "" for every one."""
    state = models.CharField(max_length=10, choices=OpinionState, default=OpinionState.OWN)
    published_by_id = models.UUIDField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects = StandingOpinionQuerySet.as_manager()

    class Meta:
        db_table = "cases_standing_opinion"
        constraints = [
            models.CheckConstraint(
                name="opinion_says_something", condition=~Q(title="") & ~Q(words="")
            ),
            models.CheckConstraint(
                name="opinion_published_by_somebody",
                condition=~Q(state=OpinionState.PUBLISHED) | Q(published_by_id__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["department_id", "title"], name="opinion_of_department")]

    def __str__(self) -> str:
        return self.title
