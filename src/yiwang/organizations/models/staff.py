# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Departments, posts and the people who hold them."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When

from yiwang.foundation.enums import DivisionLevel
from yiwang.foundation.identifiers import new_id
from yiwang.organizations.enums import (
    ADMIN_RIGHTS,
    DEFINING_RIGHTS,
    GRANTED_RIGHTS,
    AdminRole,
    LabelLevel,
    Right,
)


def plain(rights: Iterable[Right]) -> list[str]:
    """Return rights as plain text, as a migration can hold them."""
    return sorted(right.value for right in rights)


def _having(rights: Iterable[Right]) -> Q:
    return Q(rights__overlap=plain(rights))


def period(first: str, until: str, bounds: str = "[)") -> Func:
    """Return the range of days between two columns."""
    return Func(
        F(first), F(until), Value(bounds), function="daterange", output_field=DateRangeField()
    )


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
    ``clearance``: labelled data is read up to this level; only security administrators set it.
    ``admin_role`` and ``needs_grant`` follow from the rights; the database computes them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="posts")
    name = models.CharField(max_length=60)
    rights = ArrayField(models.CharField(max_length=40), default=list)
    covers_subtree = models.BooleanField(default=False)
    clearance = models.PositiveSmallIntegerField(
        choices=LabelLevel, default=LabelLevel.GENERAL, db_default=LabelLevel.GENERAL
    )
    admin_role = models.GeneratedField(
        expression=Case(
            *(
                When(_having(rights), then=Value(role.value))
                for role, rights in DEFINING_RIGHTS.items()
            ),
            default=Value(""),
        ),
        output_field=models.CharField(max_length=8, choices=AdminRole),
        db_persist=True,
    )
    needs_grant = models.GeneratedField(
        expression=Case(
            When(_having(GRANTED_RIGHTS), then=Value(value=True)), default=Value(value=False)
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "organizations_post"
        constraints = [
            models.UniqueConstraint(
                fields=["department", "name"], name="post_name_once_in_department"
            ),
            models.CheckConstraint(
                name="post_clearance_known", condition=Q(clearance__in=LabelLevel.values)
            ),
            *(
                models.CheckConstraint(
                    name=f"post_{role}_has_no_other_rights",
                    condition=~_having(DEFINING_RIGHTS[role])
                    | Q(rights__contained_by=plain(rights)),
                )
                for role, rights in ADMIN_RIGHTS.items()
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StaffMember(models.Model):
    """A person who works for the government, known by the staff number.

    ``department`` took them on and keeps their papers; what they may do comes from posts alone.
    ``left_on`` is their last day, once they were told to go.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60)
    staff_number = models.CharField(max_length=32, unique=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="staff_taken_on"
    )
    phone_masked = models.CharField(max_length=30, default="", blank=True)
    is_test_data = models.BooleanField(default=False)
    left_on = models.DateField(null=True)

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

    def ending_after(self, day: date) -> "PostHoldingQuerySet":
        """Narrow to those that are held on the day or later, or will be."""
        return self.filter(Q(held_to__isnull=True) | Q(held_to__gt=day))


class PostHolding(models.Model):
    """A staff member in a post, from ``held_from`` until the day before ``held_to``.

    ``admin_role`` and ``needs_grant`` are the post's: a trigger fills them in and a foreign key
    holds them to it, so that the constraints below can see them.
    ``deputizes_for`` is whose post it is that a deputy holds during a leave.
    ``assigned_by_id`` is empty for what a process of our own did, such as a loader.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    held_from = models.DateField()
    held_to = models.DateField(null=True)
    admin_role = models.CharField(
        max_length=8, choices=AdminRole, default="", db_default="", editable=False
    )
    needs_grant = models.BooleanField(default=False, db_default=False, editable=False)
    assigned_by_id = models.UUIDField(null=True)
    grant = models.ForeignKey(
        "organizations.Grant", on_delete=models.PROTECT, null=True, related_name="holdings"
    )
    leave = models.ForeignKey(
        "organizations.Leave", on_delete=models.PROTECT, null=True, related_name="holdings"
    )
    deputizes_for = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

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
            ExclusionConstraint(
                name="nobody_is_two_administrators",
                expressions=[
                    ("staff", "="),
                    ("admin_role", "<>"),
                    (period("held_from", "held_to"), "&&"),
                ],
                condition=~Q(admin_role=""),
            ),
            models.CheckConstraint(
                name="post_not_given_to_oneself",
                condition=Q(assigned_by_id__isnull=True) | ~Q(assigned_by_id=F("staff")),
            ),
            models.CheckConstraint(
                name="powerful_post_was_granted",
                condition=Q(needs_grant=False)
                | Q(grant__isnull=False)
                | Q(assigned_by_id__isnull=True),
            ),
            models.CheckConstraint(
                name="deputy_during_a_leave",
                condition=Q(leave__isnull=True, deputizes_for__isnull=True)
                | Q(leave__isnull=False, deputizes_for__isnull=False, held_to__isnull=False)
                & ~Q(deputizes_for=F("staff")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} → {self.post_id}"
