# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What government issued: numbered, pinned to its data, later set in type and stored."""

from typing import ClassVar, Self
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from yiwang.documents.enums import NoticeKind
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

KEEPING_YEARS = 30


class DocumentCounter(models.Model):
    """The last number that a department gave to one kind of document in one year.

    A number is taken and used in one transaction, so there are no gaps.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    region_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        "organizations.Department", models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=20, choices=NoticeKind)
    year = models.PositiveSmallIntegerField()
    last_serial = models.PositiveIntegerField()

    class Meta:
        db_table = "documents_counter"
        constraints = [
            models.UniqueConstraint(
                "department", "kind", "year", "region_code", name="counter_once_per_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last_serial}"


class IssuedDocumentQuerySet(models.QuerySet["IssuedDocument"]):
    """Questions about documents."""

    def about(self, subject_type: str, subject_id: object) -> Self:
        return self.filter(subject_type=subject_type, subject_id=subject_id)

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to what the department that the actor works in, or those below it, issued."""
        if actor.is_system:
            return self
        if not actor.has_right(Right.CASES_READ):
            return self.none()
        sealed = [UUID(mark[:-1]) for mark in actor.barred if mark.endswith(":")]
        cleared = self.exclude(department_id__in=sealed) if sealed else self
        if not actor.covers_subtree:
            return cleared.filter(department_id=actor.department_id)
        return cleared.filter(region_code__range=organizations.code_range(actor.division_code))

    def unrendered(self) -> Self:
        return self.filter(rendered_at__isnull=True)


class IssuedDocument(models.Model):
    """A document as issued: its number and its data never change; the page is made from them.

    ``file`` is empty until the page has been set in type and stored.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "data": ("the document's own text: names, masked numbers, reasons", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        department=f"department_id = {row_security.DEPARTMENT}",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        "organizations.Department", models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=20, choices=NoticeKind)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField(null=True, blank=True)
    """Empty for a kind that carries its case's number and no number of its own."""
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=100)
    subject_type = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    data = models.JSONField(encoder=DjangoJSONEncoder)
    content_sha256 = models.CharField(max_length=64)
    """Of the canonical data; the ledger holds it too."""
    verification_code = models.CharField(max_length=16, unique=True)
    issued_at = models.DateTimeField()
    rendered_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, related_name="+", null=True, blank=True
    )
    template_version = models.ForeignKey(
        "documents.TemplateVersion",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    """The version that it was issued with; empty for the built-in sheet."""
    is_fallback = models.BooleanField(default=False, db_default=False)
    """The page was set with the built-in sheet, because that version could not set these data."""

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        db_table = "documents_issued"
        constraints = [
            models.UniqueConstraint(
                "department", "kind", "year", "serial", "region_code", name="document_serial_once"
            ),
            models.CheckConstraint(
                name="document_kind_known", condition=Q(kind__in=NoticeKind.values)
            ),
            models.CheckConstraint(
                name="document_rendered_has_a_file",
                condition=Q(rendered_at__isnull=True, file__isnull=True)
                | Q(rendered_at__isnull=False, file__isnull=False),
            ),
            models.CheckConstraint(name="document_is_numbered", condition=~Q(number="")),
        ]
        indexes = [
            models.Index(fields=["subject_id", "issued_at"], name="document_subject"),
            models.Index(fields=["department", "-id"], name="document_department"),
            models.Index(
                fields=["issued_at"],
                name="document_unrendered",
                condition=Q(rendered_at__isnull=True),
            ),
            models.Index(
                fields=["template_version", "-id"],
                name="document_template",
                condition=Q(template_version__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"
