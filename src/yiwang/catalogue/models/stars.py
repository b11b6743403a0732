# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How electronic a list really is: the facts, what happened lately, and the stars they make."""

from typing import ClassVar

from django.db import models
from django.db.models import Case, F, Q, Value, When

FEWEST_CASES = 5
"""So many cases in ninety days, before what happened says anything."""

_COUNTED = Q(recent_cases__gte=FEWEST_CASES)
_HALF = Q(can_apply_online=True) & (
    Q(is_prefilled=True, is_paid_online=True)
    | Q(is_prefilled=True, is_delivered=True)
    | Q(is_prefilled=True, is_unseen=True)
    | Q(is_paid_online=True, is_delivered=True)
    | Q(is_paid_online=True, is_unseen=True)
    | Q(is_delivered=True, is_unseen=True)
)
_WHOLE = Q(
    can_apply_online=True,
    is_prefilled=True,
    is_paid_online=True,
    is_delivered=True,
    is_unseen=True,
)
_LATE = _COUNTED & Q(recent_decided__gte=1) & Q(recent_on_time__lt=F("recent_decided") * 9 / 10)
_REALLY = (
    _COUNTED
    & Q(recent_online__gte=F("recent_cases") * 8 / 10)
    & Q(recent_on_time__gte=F("recent_decided"))
)


class Standing(models.Model):
    """The facts of one open list, and its stars (星级), which PostgreSQL computes from them.

    ``stars`` is a generated column: no statement can write it, whoever sends it. The facts are
    put down by ``catalogue.stars`` from the version in force and from the counters, and put right
    again every night. None: nobody applies for it, so it has no stars.

    :ivar version_id: the version that the facts are of
    :ivar recent_cases: filed in the last ninety days; the same for those that follow
    """

    implementation = models.OneToOneField(
        "catalogue.ImplementationList",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="standing",
    )
    version_id = models.UUIDField()
    region_code = models.CharField(max_length=12)
    department_id = models.UUIDField()
    is_rated = models.BooleanField()
    can_apply_online = models.BooleanField()
    is_prefilled = models.BooleanField()
    is_paid_online = models.BooleanField()
    is_delivered = models.BooleanField()
    is_unseen = models.BooleanField()
    is_by_rule = models.BooleanField()
    recent_cases = models.PositiveIntegerField(default=0)
    recent_online = models.PositiveIntegerField(default=0)
    recent_decided = models.PositiveIntegerField(default=0)
    recent_on_time = models.PositiveIntegerField(default=0)
    recent_by_rule = models.PositiveIntegerField(default=0)
    stars = models.GeneratedField(
        expression=Case(
            When(is_rated=False, then=Value(None)),
            When(can_apply_online=False, then=Value(1)),
            When(_HALF & _LATE, then=Value(3)),
            When(_WHOLE & Q(is_by_rule=True) & _REALLY, then=Value(5)),
            When(_WHOLE, then=Value(4)),
            When(_HALF, then=Value(3)),
            default=Value(2),
            output_field=models.SmallIntegerField(),
        ),
        output_field=models.SmallIntegerField(null=True),
        db_persist=True,
    )

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_standing"
        indexes = [models.Index(fields=["region_code", "department_id"], name="standing_by_region")]

    def __str__(self) -> str:
        return f"{self.implementation_id}: {self.stars}"


class CaseDay(models.Model):
    """What happened on one day in the cases of one list; counted as it happens, never on reading.

    :ivar filed_online: on the web, by phone or at a self-service terminal
    :ivar decided_by_rule: no member of staff had a hand in the decision
    """

    implementation = models.ForeignKey(
        "catalogue.ImplementationList", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    day = models.DateField()
    filed = models.PositiveIntegerField(default=0)
    filed_online = models.PositiveIntegerField(default=0)
    decided = models.PositiveIntegerField(default=0)
    decided_on_time = models.PositiveIntegerField(default=0)
    decided_by_rule = models.PositiveIntegerField(default=0)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_case_day"
        constraints = [
            models.UniqueConstraint(fields=["implementation", "day"], name="case_day_once")
        ]
        indexes = [models.Index(fields=["day"], name="case_day_by_day")]

    def __str__(self) -> str:
        return f"{self.implementation_id} {self.day}"
