# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Requests for powerful posts, and leaves with their deputies."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from yiwang.foundation.identifiers import new_id
from yiwang.organizations.enums import GrantState, LeaveReason
from yiwang.organizations.models.staff import Post, StaffMember, period

NOT_OPEN = Q(state__in=[GrantState.APPROVED, GrantState.REFUSED])


class Leave(models.Model):
    """A time in which a staff member is away and a deputy does their work, both days included.

    A leave that ends early gets an earlier last day; one that never began is cancelled.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="leaves")
    deputy = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="leaves_covered")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=10, choices=LeaveReason)
    is_cancelled = models.BooleanField(default=False)
    set_by_id = models.UUIDField(null=True)
    set_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"reason": ("public service", 5)}

    class Meta:
        db_table = "organizations_leave"
        constraints = [
            models.CheckConstraint(name="leave_ordered", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="nobody_is_their_own_deputy", condition=~Q(deputy=F("staff"))
            ),
            ExclusionConstraint(
                name="one_leave_at_a_time",
                expressions=[("staff", "="), (period("starts_on", "ends_on", "[]"), "&&")],
                condition=Q(is_cancelled=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.starts_on}–{self.ends_on}"


class Grant(models.Model):
    """A request to put somebody in a post with an approving or administrating right.

    One administrator asks, a security administrator answers; neither is the other, and neither is
    the one who gets it. ``leave`` is set when a deputy is to hold the post for that time only.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="grants")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="grants")
    held_from = models.DateField()
    leave = models.ForeignKey(Leave, on_delete=models.PROTECT, null=True, related_name="grants")
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=GrantState, default=GrantState.ASKED)
    asked_by_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    decided_by_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=200, default="", blank=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "reason": ("public service", 10),
        "answer": ("public service", 10),
    }

    class Meta:
        db_table = "organizations_grant"
        indexes = [
            models.Index(
                fields=["asked_at"], name="grant_waiting", condition=Q(state=GrantState.ASKED)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "post"],
                name="grant_asked_once_at_a_time",
                condition=Q(state=GrantState.ASKED),
            ),
            models.CheckConstraint(
                name="grant_not_for_oneself",
                condition=Q(asked_by_id__isnull=True) | ~Q(asked_by_id=F("staff")),
            ),
            models.CheckConstraint(
                name="grant_not_approved_by_who_gets_it",
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=F("staff")),
            ),
            models.CheckConstraint(
                name="grant_not_approved_by_who_asked",
                condition=Q(decided_by_id__isnull=True)
                | Q(asked_by_id__isnull=True)
                | ~Q(decided_by_id=F("asked_by_id"))
                | Q(state=GrantState.WITHDRAWN),
            ),
            models.CheckConstraint(
                name="grant_answered_by_somebody",
                condition=~NOT_OPEN | Q(decided_by_id__isnull=False, decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} → {self.post_id} ({self.state})"
