# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages outside the site: each way of each message, what people want, whom browsers tell."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yiwang.foundation import row_security
from yiwang.foundation.erasing import Erasure
from yiwang.foundation.identifiers import new_id
from yiwang.notifications.enums import DispatchState, TemplateState, Way

TELLING = "telling people what happens to their matter"


class Dispatch(models.Model):
    """One message on one way, with every try and what became of it."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"recipient_id": (TELLING, 5)}
    erased: ClassVar = Erasure("created_at", 5 * 366)
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"recipient_id = {row_security.APPLICANT}"
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.ForeignKey(
        "notifications.Message", models.CASCADE, related_name="dispatches", db_index=False
    )
    recipient_id = models.UUIDField()
    case_id = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=40)
    way = models.CharField(max_length=8, choices=Way)
    contact_id = models.UUIDField(null=True, blank=True)
    """Which of a firm's addresses it goes to; None for people, who have one each."""
    state = models.CharField(max_length=10, choices=DispatchState, default=DispatchState.QUEUED)
    is_digest = models.BooleanField(default=False)
    is_copy = models.BooleanField(default=False, db_default=False)
    """Of what went to a firm, for the person who filed the case for it."""
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    """A word for why it failed or was left out; never an address."""
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "notifications_dispatch"
        constraints = [
            models.UniqueConstraint(
                fields=["message", "way"],
                name="dispatch_once_each_way",
                condition=Q(contact_id__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["message", "way", "contact_id"],
                name="dispatch_once_each_address",
                condition=Q(contact_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                name="dispatch_due",
                condition=Q(state=DispatchState.QUEUED),
            ),
            models.Index(
                fields=["case_id", "created_at"],
                name="dispatch_case",
                condition=Q(case_id__isnull=False),
            ),
            models.Index(fields=["created_at", "way", "state"], name="dispatch_health"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.way} {self.state}"


class Preference(models.Model):
    """What a person wants to be told of, on which ways, and when they want quiet."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"person_id": (TELLING, 5)}
    erased: ClassVar = Erasure("changed_at", 5 * 366)
    rows_seen: ClassVar = row_security.RowSecurity(citizen=f"person_id = {row_security.APPLICANT}")

    person_id = models.UUIDField(primary_key=True)
    off = ArrayField(models.CharField(max_length=24), default=list)
    """What is switched off, each ``group:way``."""
    quiet_from = models.PositiveSmallIntegerField(default=22)
    quiet_to = models.PositiveSmallIntegerField(default=8)
    """Hours between which nothing goes out; the same hour twice means no quiet."""
    is_digest = models.BooleanField(default=False)
    """E-mails that can wait go out once a day, together."""
    language = models.CharField(max_length=10, default="zh-hans")
    gets_copies = models.BooleanField(default=False, db_default=False)
    """Of what goes to a firm about a case that this person filed for it."""
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "notifications_preference"
        constraints = [
            models.CheckConstraint(
                name="preference_hours", condition=Q(quiet_from__lte=23, quiet_to__lte=23)
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class PushSubscription(models.Model):
    """A browser that a person lets us wake; its keys open nothing but what we send there."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"endpoint": (TELLING, 2)}
    erased: ClassVar = Erasure("created_at", 2 * 366)
    rows_seen: ClassVar = row_security.RowSecurity(citizen=f"person_id = {row_security.APPLICANT}")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    endpoint = models.CharField(max_length=600, unique=True)
    public_key = models.CharField(max_length=100)
    secret = models.CharField(max_length=40)
    device = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "notifications_push"
        indexes = [models.Index(fields=["person_id"], name="push_person")]

    def __str__(self) -> str:
        return str(self.pk)


class Template(models.Model):
    """Words of a kind in a language as staff wrote them; the ones built in are version 0."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    text = models.CharField(max_length=600)
    state = models.CharField(max_length=10, choices=TemplateState, default=TemplateState.DRAFT)
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    published_by = models.UUIDField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "notifications_template"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "version"], name="template_version_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "language"],
                name="template_one_in_use",
                condition=Q(state=TemplateState.PUBLISHED),
            ),
            models.CheckConstraint(
                name="template_published_by_another",
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("drafted_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.version}"
