# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""送达: every attempt to bring a document to whom it is for, and who agreed to electronic ways."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.documents.enums import NoticeGround, Receiver, ServiceState, ServiceWay, Transmitter
from yiwang.documents.models.documents import KEEPING_YEARS
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id


class ServiceConsent(models.Model):
    """That somebody agreed to be served in this system, and whether they still do.

    Rows are added and once ended, never changed otherwise. Source: 民事诉讼法 (2023) 90.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "applicant_id": ("proof that electronic service was agreed to", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"applicant_id = {row_security.APPLICANT}",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    applicant_id = models.UUIDField()
    given_by_id = models.UUIDField()
    """The account: the person's own, or of somebody who acts for the firm."""
    given_at = models.DateTimeField()
    text_sha256 = models.CharField(max_length=64)
    """Of the text that was agreed to."""
    ended_by_id = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "documents_service_consent"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["applicant_id"],
                condition=Q(ended_at__isnull=True),
                name="service_consent_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.applicant_id} {self.given_at:%Y-%m-%d}"


class DocumentService(models.Model):
    """One attempt to serve one document: how, to whom, with what proof, and its legal moment.

    :ivar group_id: what was served together shares one 送达回证
    :ivar sent_on: the day on which it was handed over, posted, sent or announced
    :ivar through: the body that serves for us, or the unit that hands it on
    :ivar served_on: the day of service by law; None until the rule gives one
    :ivar article: of 民事诉讼法, by which ``served_on`` was found
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "receiver_name": ("proof of service", KEEPING_YEARS),
        "place": ("proof of service", KEEPING_YEARS),
        "witnesses": ("proof of service", KEEPING_YEARS),
        "reason": ("proof of service", KEEPING_YEARS),
        "note": ("proof of service", KEEPING_YEARS),
        "servers": ("proof of service", KEEPING_YEARS),
        "recipient_id": ("proof of service", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.through("documents_issued", "document_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    document = models.ForeignKey(
        "documents.IssuedDocument", models.PROTECT, related_name="services", db_index=False
    )
    recipient_id = models.UUIDField()
    group_id = models.UUIDField()
    way = models.CharField(max_length=12, choices=ServiceWay)
    state = models.CharField(max_length=8, choices=ServiceState)
    sent_on = models.DateField()
    servers = ArrayField(models.CharField(max_length=60), default=list)
    receiver = models.CharField(max_length=12, choices=Receiver, default="", blank=True)
    receiver_name = models.CharField(max_length=60, default="", blank=True)
    place = models.CharField(max_length=200, default="", blank=True)
    through = models.CharField(max_length=100, default="", blank=True)
    transmitter = models.CharField(max_length=12, choices=Transmitter, default="", blank=True)
    tracking_number = models.CharField(max_length=40, default="", blank=True)
    announced_in = models.CharField(max_length=200, default="", blank=True)
    ground = models.CharField(max_length=12, choices=NoticeGround, default="", blank=True)
    is_abroad = models.BooleanField(default=False, db_default=False)
    reason = models.CharField(max_length=500, default="", blank=True)
    witnesses = ArrayField(models.CharField(max_length=60), default=list)
    proof = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, related_name="+", null=True, blank=True
    )
    consent = models.ForeignKey(
        ServiceConsent, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    note = models.CharField(max_length=500, default="", blank=True)
    translations = ArrayField(models.UUIDField(), default=list, db_default=[])
    """The translations that were served with it."""
    due_on = models.DateField(null=True, blank=True)
    """Of a public notice: the day on which it counts as served, unless it fails before."""
    served_on = models.DateField(null=True, blank=True)
    served_at = models.DateTimeField(null=True, blank=True)
    """To the minute where that is known: of electronic service."""
    article = models.CharField(max_length=60, default="", blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    """When the recipient said in this system that it has come; it moves no date."""
    recorded_by_id = models.UUIDField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "documents_service"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state=ServiceState.SERVED),
                name="service_served_once",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state=ServiceState.UNDERWAY),
                name="service_one_underway",
            ),
            models.CheckConstraint(
                name="service_way_known", condition=Q(way__in=ServiceWay.values)
            ),
            models.CheckConstraint(
                name="service_served_has_a_day",
                condition=~Q(state=ServiceState.SERVED)
                | (Q(served_on__isnull=False) & ~Q(article="")),
                violation_error_message=_("已送达的必须有送达日期和依据。"),
            ),
            models.CheckConstraint(
                name="service_electronic_has_consent",
                condition=~Q(way=ServiceWay.ELECTRONIC) | Q(consent__isnull=False),
                violation_error_message=_("电子送达须经受送达人同意。"),
            ),
        ]
        indexes = [
            models.Index(fields=["document", "recorded_at"], name="service_document"),
            models.Index(fields=["recipient_id", "-recorded_at"], name="service_recipient"),
            models.Index(
                fields=["due_on"], name="service_due", condition=Q(state=ServiceState.UNDERWAY)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.document_id}"
