# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What everybody may read: counts by place, department, item and channel; reasons; words."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.evaluations.enums import Level, ReasonKind, TextState, Withholding


class Figure(models.Model):
    """How many reviews of each level a scope has in a month; added to in whole batches only.

    :ivar scope: ``place:<code>``, ``department:<id>``, ``item:<code>`` or ``list:<id>:<code>``
    :ivar channel: 0 for all channels together
    :ivar month: its first day
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    scope = models.CharField(max_length=100)
    channel = models.PositiveSmallIntegerField(default=0)
    month = models.DateField()
    level_1 = models.PositiveIntegerField(default=0)
    level_2 = models.PositiveIntegerField(default=0)
    level_3 = models.PositiveIntegerField(default=0)
    level_4 = models.PositiveIntegerField(default=0)
    level_5 = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "evaluations_figure"
        constraints = [
            models.UniqueConstraint(fields=["scope", "channel", "month"], name="figure_once")
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.channel} {self.month}"


class Reason(models.Model):
    """How many bad reviews of a department's item in a month name the same thing."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    region_code = models.CharField(max_length=12)
    department_id = models.UUIDField()
    item_code = models.CharField(max_length=40, blank=True)
    month = models.DateField()
    kind = models.CharField(max_length=8, choices=ReasonKind)
    words = models.CharField(max_length=40)
    reviews = models.PositiveIntegerField()

    class Meta:
        db_table = "evaluations_reason"
        constraints = [
            models.UniqueConstraint(
                fields=["department_id", "item_code", "month", "kind", "words"],
                name="reason_once",
            )
        ]
        indexes = [models.Index(fields=["region_code", "month"], name="reason_region")]

    def __str__(self) -> str:
        return f"{self.words} {self.reviews}"


class ReviewText(models.Model):
    """The words of a counted review as everybody may read them, once somebody has looked.

    They come here masked, and without the review's day.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    evaluation = models.OneToOneField(
        "evaluations.Evaluation", models.PROTECT, primary_key=True, related_name="+"
    )
    region_code = models.CharField(max_length=12)
    department_id = models.UUIDField()
    item_code = models.CharField(max_length=40, blank=True)
    item_name = models.CharField(max_length=300)
    level = models.PositiveSmallIntegerField(choices=Level)
    month = models.DateField()
    text = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=TextState, default=TextState.WAITING)
    reason = models.CharField(max_length=16, choices=Withholding, blank=True)
    queued_on = models.DateField()
    judged_on = models.DateField(null=True, blank=True)
    judged_by = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "evaluations_text"
        constraints = [
            models.CheckConstraint(
                name="review_text_withheld_says_why",
                condition=~Q(state=TextState.WITHHELD) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="review_text_judged_by_somebody",
                condition=Q(state=TextState.WAITING) | Q(judged_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "region_code", "-month"], name="review_text_region"),
            models.Index(fields=["item_code", "state"], name="review_text_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item_name} {self.level}"
