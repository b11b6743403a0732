# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Administrative divisions as a tree with validity in time."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yiwang.foundation.enums import DivisionLevel
from yiwang.organizations.enums import ChangeKind


class DivisionQuerySet(models.QuerySet["Division"]):
    """Questions about divisions that chain."""

    def valid_on(self, day: date) -> "DivisionQuerySet":
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        )

    def current(self) -> "DivisionQuerySet":
        return self.filter(valid_to__isnull=True)


class Division(models.Model):
    """A province, city, county, township or village that exists or existed.

    ``valid_from`` is the first day, empty when older than our records (1980); ``valid_to`` is the
    first day on which it no longer existed. Days before 2026 are known to the year only.
    """

    code = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField(choices=DivisionLevel)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="children", db_index=False
    )
    province_code = models.CharField(max_length=12)
    city_code = models.CharField(max_length=12, default="", blank=True)
    county_code = models.CharField(max_length=12, default="", blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    is_demo = models.BooleanField(default=False)

    objects = DivisionQuerySet.as_manager()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "organizations_division"
        indexes = [models.Index(fields=["parent", "code"], name="division_parent_code")]
        constraints = [
            models.CheckConstraint(
                name="division_code_twelve_digits", condition=Q(code__regex=r"^[0-9]{12}$")
            ),
            models.CheckConstraint(
                name="division_level_known", condition=Q(level__gte=2, level__lte=6)
            ),
            models.CheckConstraint(
                name="division_province_has_no_parent",
                condition=Q(level=2, parent__isnull=True)
                | Q(level__gt=2, parent__isnull=False)
                | Q(valid_to__isnull=False),
            ),
            models.CheckConstraint(
                name="division_validity_ordered",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class DivisionChange(models.Model):
    """One published change: a code ended, began, or was taken over by another."""

    number = models.PositiveIntegerField(unique=True)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=ChangeKind)
    level = models.PositiveSmallIntegerField(choices=DivisionLevel)
    old_code = models.CharField(max_length=12, default="", blank=True, db_index=True)
    old_name = models.CharField(max_length=60, default="", blank=True)
    new_code = models.CharField(max_length=12, default="", blank=True, db_index=True)
    new_name = models.CharField(max_length=60, default="", blank=True)
    document_number = models.CharField(max_length=100, default="", blank=True)
    source = models.CharField(max_length=200, default="", blank=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "organizations_division_change"
        constraints = [
            models.CheckConstraint(
                name="division_change_names_a_code", condition=~Q(old_code="", new_code="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.old_code} → {self.new_code}"


class DivisionSuccession(models.Model):
    """Where a division that ended, or was split, is found today; computed from all changes.

    The same code may have ended several times, under several names: codes were handed on in 1982.
    """

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    ended_in = models.PositiveSmallIntegerField()
    successors = ArrayField(models.CharField(max_length=12))

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "organizations_division_succession"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "ended_in", "name"], name="division_succession_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name} ({self.ended_in})"
