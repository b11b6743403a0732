# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Zones and windows: steps of life, services of other institutions, and each place's own site."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.enums import (
    Institution,
    LinkHealth,
    OutsideState,
    WindowColour,
    WindowNoticeState,
)
from yiwang.foundation.identifiers import new_id

REGION = r"^[0-9]{12}$"


class LifeStep(models.Model):
    """A step within a topic of life; what it shows is a query by these words, never a list."""

    topic = models.ForeignKey(
        "catalogue.Topic", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    words = ArrayField(models.CharField(max_length=20))

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_life_step"
        constraints = [
            models.UniqueConstraint(fields=["topic", "position"], name="life_step_position_once")
        ]

    def __str__(self) -> str:
        return self.name


class OutsideService(models.Model):
    """A service of a school, a hospital, a utility or a bank: an entry that leads to its own site.

    Proposed by a department that answers for it, approved by somebody else, checked for life.

    :ivar region_code: the place that it serves, with all below
    :ivar department: who answers for the entry, and is told when its link dies
    :ivar failures: checks in a row that failed
    :ivar also_called: what people call it beside its title, with 、 between; search knows them
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    topic = models.ForeignKey(
        "catalogue.Topic", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    institution = models.CharField(max_length=12, choices=Institution)
    owner_name = models.CharField(max_length=100)
    department = models.ForeignKey(
        "organizations.Department", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=100)
    summary = models.CharField(max_length=300, default="", blank=True)
    url = models.CharField(max_length=500)
    also_called = models.CharField(max_length=200, blank=True, default="", db_default="")
    state = models.CharField(max_length=10, choices=OutsideState, default=OutsideState.PROPOSED)
    reason = models.CharField(max_length=300, default="", blank=True)
    health = models.CharField(max_length=8, choices=LinkHealth, default=LinkHealth.UNKNOWN)
    found = models.CharField(max_length=20, default="", blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    proposed_by_id = models.UUIDField(null=True)
    decided_by_id = models.UUIDField(null=True)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    check_after = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_outside_service"
        constraints = [
            models.UniqueConstraint(fields=["region_code", "url"], name="outside_url_once"),
            models.CheckConstraint(
                name="outside_region_shape", condition=Q(region_code__regex=REGION)
            ),
            models.CheckConstraint(
                name="outside_url_is_https", condition=Q(url__startswith="https://")
            ),
            models.CheckConstraint(
                name="outside_state_known", condition=Q(state__in=OutsideState.values)
            ),
            models.CheckConstraint(
                name="outside_approved_by_somebody_else",
                condition=~Q(state=OutsideState.APPROVED)
                | Q(proposed_by_id__isnull=True)
                | ~Q(decided_by_id=F("proposed_by_id")),
                violation_error_message=_("提出的人不能自己批准。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["topic", "region_code"],
                name="outside_shown",
                condition=Q(state=OutsideState.APPROVED),
            ),
            models.Index(
                fields=["check_after"],
                name="outside_to_check",
                condition=Q(state=OutsideState.APPROVED),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OutsideTask(models.Model):
    """A link that leads nowhere, to be put right by the editors of the department that answers.

    One for each entry: it opens when the link dies, closes by itself when it lives again or is
    retired, and opens once more when it dies again.

    :ivar found: what the check found: unreachable, http_404 …
    :ivar seen_at: when an editor of the department has read the message about it
    """

    outside = models.OneToOneField(
        OutsideService, on_delete=models.CASCADE, primary_key=True, related_name="task"
    )
    region_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        "organizations.Department", on_delete=models.PROTECT, related_name="+"
    )
    found = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    reopened = models.PositiveSmallIntegerField(default=0)
    seen_by_id = models.UUIDField(null=True)
    seen_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_as = models.CharField(max_length=8, default="", blank=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_outside_task"
        constraints = [
            models.CheckConstraint(
                name="outside_task_closed_says_why",
                condition=Q(closed_at__isnull=True, closed_as="")
                | Q(closed_at__isnull=False, closed_as__in=["alive", "retired"]),
            ),
            models.CheckConstraint(
                name="outside_task_seen_by_somebody",
                condition=Q(seen_at__isnull=True, seen_by_id__isnull=True)
                | Q(seen_at__isnull=False, seen_by_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["department", "due_on"],
                name="outside_task_waits",
                condition=Q(closed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.outside_id} {self.due_on}"


class WindowBrand(models.Model):
    """What a place's own site is called and looks like; a place without one looks like all.

    :ivar emblem: a PNG or JPEG that was checked when it came in
    :ivar revision: grows with every change; part of the pages' ETags
    """

    region_code = models.CharField(primary_key=True, max_length=12)
    title = models.CharField(max_length=40)
    slogan = models.CharField(max_length=80, default="", blank=True)
    colour = models.CharField(max_length=12, choices=WindowColour, default=WindowColour.CELADON)
    emblem = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)
    changed_by_id = models.UUIDField(null=True)
    changed_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_window_brand"
        constraints = [
            models.CheckConstraint(
                name="window_brand_region_shape", condition=Q(region_code__regex=REGION)
            ),
            models.CheckConstraint(
                name="window_brand_colour_known", condition=Q(colour__in=WindowColour.values)
            ),
            models.CheckConstraint(name="window_brand_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title


class WindowNotice(models.Model):
    """A notice on a place's site, or at one department's window there; plain text only.

    :ivar department: None: of the place as a whole
    :ivar expires_on: the first day on which it is no longer shown; None: it stays
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        "organizations.Department", on_delete=models.PROTECT, null=True, related_name="+"
    )
    title = models.CharField(max_length=100)
    body = models.TextField()
    state = models.CharField(
        max_length=10, choices=WindowNoticeState, default=WindowNoticeState.DRAFT
    )
    written_by_id = models.UUIDField(null=True)
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    expires_on = models.DateField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_window_notice"
        constraints = [
            models.CheckConstraint(
                name="window_notice_region_shape", condition=Q(region_code__regex=REGION)
            ),
            models.CheckConstraint(
                name="window_notice_state_known", condition=Q(state__in=WindowNoticeState.values)
            ),
            models.CheckConstraint(
                name="window_notice_published_is_dated",
                condition=Q(state=WindowNoticeState.DRAFT) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="window_notice_says_something", condition=~Q(title="") & ~Q(body="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["region_code", "-published_at"],
                name="window_notice_shown",
                condition=Q(state=WindowNoticeState.PUBLISHED),
            )
        ]

    def __str__(self) -> str:
        return self.title
