# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The yearly review: who still needs which post."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yiwang.foundation.identifiers import new_id
from yiwang.organizations.enums import ReviewState
from yiwang.organizations.models.staff import Department, PostHolding, StaffMember


class Review(models.Model):
    """One department looking through its posts, once a year, until ``due_on``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="reviews")
    year = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    opened_by_id = models.UUIDField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "organizations_review"
        constraints = [
            models.UniqueConstraint(fields=["department", "year"], name="review_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.department_id} {self.year}"


class ReviewEntry(models.Model):
    """One post that somebody held when the review began, and what was said of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="entries")
    holding = models.ForeignKey(PostHolding, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.WAITING)
    decided_by_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "organizations_review_entry"
        constraints = [
            models.UniqueConstraint(fields=["review", "holding"], name="reviewed_once"),
            models.CheckConstraint(
                name="nobody_reviews_oneself",
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=F("staff")),
            ),
            models.CheckConstraint(
                name="review_waits_or_was_decided",
                condition=Q(state=ReviewState.WAITING, decided_at__isnull=True)
                | ~Q(state=ReviewState.WAITING) & Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holding_id} ({self.state})"
