# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Changes of codes that take effect on a day ahead."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from yiwang.catalogue.code_enums import CodeChange, CodeOrderState
from yiwang.foundation.identifiers import new_id


class CodeOrder(models.Model):
    """A change of codes that waits for its day; until then the old codes are in force.

    :ivar olds: basic codes; of a transfer the department's USCC, of a division its code
    :ivar new_names: what those that take over are called, for the announcement
    :ivar subjects: basic codes, and USCC of the departments whose lists it concerns
    :ivar lists: how many lists get other codes; foreseen while it waits, counted when it is done
    :ivar answer: why it could not be done on its day
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    change = models.CharField(max_length=10, choices=CodeChange)
    olds = ArrayField(models.CharField(max_length=20))
    news = ArrayField(models.CharField(max_length=20), default=list)
    new_names = ArrayField(models.CharField(max_length=300), default=list)
    subjects = ArrayField(models.CharField(max_length=18))
    basis = models.CharField(max_length=500)
    on = models.DateField()
    state = models.CharField(max_length=10, choices=CodeOrderState, default=CodeOrderState.WAITING)
    lists = models.PositiveIntegerField(default=0)
    ordered_by_id = models.UUIDField(null=True)
    ordered_at = models.DateTimeField()
    ended_by_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=1000, default="", blank=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_code_order"
        constraints = [
            models.CheckConstraint(
                name="code_order_state_known",
                condition=Q(state__in=CodeOrderState.values, change__in=CodeChange.values),
            ),
            models.CheckConstraint(
                name="code_order_ended_is_dated",
                condition=Q(state=CodeOrderState.WAITING, ended_at__isnull=True)
                | (~Q(state=CodeOrderState.WAITING) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="code_order_refused_says_why",
                condition=~Q(state=CodeOrderState.REFUSED) | ~Q(answer=""),
            ),
            models.CheckConstraint(name="code_order_has_a_basis", condition=~Q(basis="")),
        ]
        indexes = [
            GinIndex(
                fields=["subjects"],
                name="code_order_waiting",
                condition=Q(state=CodeOrderState.WAITING),
            )
        ]

    def __str__(self) -> str:
        return f"{self.change} {self.on}: {', '.join(self.olds)}"
