# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Departments, posts and the people who hold them."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yiwang.foundation.enums import DivisionLevel
from yiwang.foundation.identifiers import new_id


class Department(models.Model):
    """A body that exercises powers in one division: 杭州市西湖区市场监督管理局.

    ``line`` is its line of business; ``carries`` are further lines that have no body of their own
    in the division, as medicine supervision (药监) has none in a county.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=60)
    uscc = models.CharField(max_length=18, unique=True)
    division = models.ForeignKey(
        "organizations.Division",
        on_delete=models.PROTECT,
        related_name="departments",
        db_index=False,
    )
    line = models.CharField(max_length=20)
    carries = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    level = models.PositiveSmallIntegerField(choices=DivisionLevel)
    phone = models.CharField(max_length=30, default="", blank=True)
    address = models.CharField(max_length=200, default="", blank=True)
    is_test_data = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "organizations_department"
        indexes = [
            models.Index(fields=["division", "line"], name="department_division_line"),
            models.Index(fields=["line", "level"], name="department_line_level"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "name"], name="department_name_once_in_division"
            ),
            models.CheckConstraint(
                name="department_uscc_shape", condition=Q(uscc__regex=r"^[0-9A-Z]{18}$")
            ),
            models.CheckConstraint(name="department_line_given", condition=~Q(line="")),
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post in a department; its rights are what its holders may do there.

    ``covers_subtree``: the rights reach every division below the department's own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="posts")
    name = models.CharField(max_length=60)
    rights = ArrayField(models.CharField(max_length=40), default=list)
    covers_subtree = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "organizations_post"
        constraints = [
            models.UniqueConstraint(
                fields=["department", "name"], name="post_name_once_in_department"
            )
        ]

    def __str__(self) -> str:
        return self.name


class StaffMember(models.Model):
    """A person who works for the government, known by the staff number.

    ``department`` took them on and keeps their papers; what they may do comes from posts alone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60)
    staff_number = models.CharField(max_length=32, unique=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="staff_taken_on"
    )
    phone_masked = models.CharField(max_length=30, default="", blank=True)
    is_test_data = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "name": ("public service", 30),
        "staff_number": ("public service", 30),
        "phone_masked": ("public service", 5),
    }

    class Meta:
        db_table = "organizations_staff_member"

    def __str__(self) -> str:
        return self.name


class PostHoldingQuerySet(models.QuerySet["PostHolding"]):
    """Questions about holdings that chain."""

    def held_on(self, day: date) -> "PostHoldingQuerySet":
        return self.filter(
            Q(held_to__isnull=True) | Q(held_to__gt=day),
            held_from__lte=day,
        )


class PostHolding(models.Model):
    """A staff member in a post, from ``held_from`` until the day before ``held_to``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    held_from = models.DateField()
    held_to = models.DateField(null=True)

    objects = PostHoldingQuerySet.as_manager()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "organizations_post_holding"
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "post"],
                name="post_held_once_at_a_time",
                condition=Q(held_to__isnull=True),
            ),
            models.CheckConstraint(
                name="post_holding_ordered",
                condition=Q(held_to__isnull=True) | Q(held_to__gte=F("held_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} → {self.post_id}"
