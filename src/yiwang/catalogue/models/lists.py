# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The implementation layer (实施清单): one item as one department exercises it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.content import WEIGHT_OF_UNIT
from yiwang.catalogue.enums import LimitUnit, ListState, OnlineDepth, ProjectType, VersionState
from yiwang.catalogue.models.items import (
    CODE_PATTERN,
    DATES_ORDERED,
    IN_FORCE,
    PUBLISHED_IS_DATED,
)
from yiwang.foundation.enums import DivisionLevel
from yiwang.foundation.identifiers import new_id


def _weight(unit_field: str) -> Case:
    """Return the length of a unit in fifths of a day, as SQL."""
    return Case(
        *(
            When(**{unit_field: unit}, then=Value(weight))
            for unit, weight in WEIGHT_OF_UNIT.items()
        ),
        output_field=IntegerField(),
    )


class ImplementationList(models.Model):
    """A base item in the hands of one department.

    :ivar code: implementation code (实施编码), 31 characters
    :ivar region_code: the division of the department
    :ivar current: the version in force, kept for lists and search; the dates of the versions decide
    :ivar is_online: the version in force can be applied for online
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    base_item = models.ForeignKey(
        "catalogue.BaseItem", on_delete=models.PROTECT, related_name="lists", db_index=False
    )
    department = models.ForeignKey(
        "organizations.Department", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    region_code = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField(choices=DivisionLevel)
    code = models.CharField(max_length=31, unique=True)
    local_code = models.CharField(max_length=80, default="", blank=True)
    state = models.CharField(max_length=10, choices=ListState, default=ListState.DRAFT)
    current = models.ForeignKey(
        "catalogue.ImplementationVersion",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    is_online = models.BooleanField(default=False)
    is_immediate = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_implementation"
        constraints = [
            models.UniqueConstraint(
                fields=["base_item", "department"], name="implementation_once_in_department"
            ),
            models.CheckConstraint(
                name="implementation_code_shape", condition=Q(code__regex=CODE_PATTERN % 31)
            ),
            models.CheckConstraint(
                name="implementation_code_says_its_level",
                condition=Q(code__regex=r"^.{18}[2-6]"),
            ),
            models.CheckConstraint(
                name="implementation_open_has_a_version",
                condition=~Q(state=ListState.OPEN) | Q(current__isnull=False),
            ),
            models.CheckConstraint(
                name="implementation_state_known", condition=Q(state__in=ListState.values)
            ),
        ]
        indexes = [
            models.Index(
                fields=["base_item", "region_code", "-level", "code"],
                name="implementation_best_open",
                condition=Q(state=ListState.OPEN),
            ),
            models.Index(
                fields=["region_code", "department"],
                name="implementation_open_by_region",
                condition=Q(state=ListState.OPEN),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ImplementationVersionQuerySet(models.QuerySet["ImplementationVersion"]):
    """Questions about versions that chain."""

    def in_force(self, on: date) -> Self:
        """Narrow to what a case may be opened under on a day."""
        return self.filter(
            Q(effective_to__isnull=True) | Q(effective_to__gt=on),
            state=VersionState.PUBLISHED,
            effective_from__lte=on,
        )


class ImplementationVersion(models.Model):
    """One version of an implementation list; published, it is fixed for ever, and a case pins it.

    The elements of the department are in ``content``, in the shape of
    ``content.ImplementationContent``; those of the item come from ``base_version``.
    The statutory limit is repeated here so that the database itself holds the promise to it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    implementation = models.ForeignKey(
        ImplementationList, on_delete=models.PROTECT, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    base_version = models.ForeignKey(
        "catalogue.BaseItemVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    project_type = models.CharField(max_length=1, choices=ProjectType)
    promise_amount = models.PositiveSmallIntegerField(null=True)
    promise_unit = models.CharField(max_length=8, choices=LimitUnit, default=LimitUnit.WORKDAY)
    statutory_amount = models.PositiveSmallIntegerField(null=True)
    statutory_unit = models.CharField(max_length=8, choices=LimitUnit, default=LimitUnit.WORKDAY)
    visits = models.PositiveSmallIntegerField(default=0)
    online_depth = models.PositiveSmallIntegerField(choices=OnlineDepth)
    is_online = models.BooleanField(default=False)
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    effective_from = models.DateField(null=True)
    effective_to = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)

    objects = ImplementationVersionQuerySet.as_manager()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_implementation_version"
        constraints = [
            models.UniqueConstraint(
                fields=["implementation", "number"], name="implementation_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["implementation"],
                name="implementation_version_in_force_once",
                condition=IN_FORCE,
            ),
            models.UniqueConstraint(
                fields=["implementation"],
                name="implementation_version_draft_once",
                condition=Q(state=VersionState.DRAFT),
            ),
            models.CheckConstraint(
                name="implementation_version_state_known",
                condition=Q(state__in=VersionState.values),
            ),
            models.CheckConstraint(
                name="implementation_version_published_is_dated", condition=PUBLISHED_IS_DATED
            ),
            models.CheckConstraint(
                name="implementation_version_dates_ordered", condition=DATES_ORDERED
            ),
            models.CheckConstraint(
                name="implementation_version_units_known",
                condition=Q(promise_unit__in=LimitUnit.values, statutory_unit__in=LimitUnit.values),
            ),
            models.CheckConstraint(
                name="implementation_version_promise_within_law",
                condition=Q(state=VersionState.DRAFT)
                | Q(promise_amount__isnull=True)
                | Q(statutory_amount__isnull=True)
                | Q(
                    promise_amount__lte=F("statutory_amount")
                    * _weight("statutory_unit")
                    / _weight("promise_unit")
                ),
                violation_error_message=_("承诺期限不得长于法定期限。"),
            ),
            models.CheckConstraint(
                name="implementation_version_immediate_promises_nothing",
                condition=Q(state=VersionState.DRAFT)
                | ~Q(project_type=ProjectType.IMMEDIATE)
                | Q(promise_amount=0),
                violation_error_message=_("即办件的承诺期限为0。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.implementation_id} v{self.number}"
