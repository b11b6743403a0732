# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers in another language beside the Chinese original: who wants them, and what was made."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.documents.enums import TranslationState, WishedAt
from yiwang.documents.models.documents import KEEPING_YEARS
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id


class LanguageWish(models.Model):
    """In which language somebody wants a translation beside what government writes to them.

    Rows are added, never changed: the last one counts, that of a matter before that of the person.

    :ivar subject_id: the matter; None: everything from now on
    :ivar language: "" for Chinese alone
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "applicant_id": ("who wants papers translated", KEEPING_YEARS),
        "language": ("who wants papers translated", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"applicant_id = {row_security.APPLICANT}",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    applicant_id = models.UUIDField()
    subject_id = models.UUIDField(null=True, blank=True)
    language = models.CharField(max_length=12, default="", blank=True)
    wished_at = models.CharField(max_length=12, choices=WishedAt)
    """Where it was stated."""
    stated_by_id = models.UUIDField()
    """The account of whoever stated it, or wrote it down at the counter."""
    stated_at = models.DateTimeField()

    class Meta:
        db_table = "documents_language_wish"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="language_wish_place_known", condition=Q(wished_at__in=WishedAt.values)
            ),
        ]
        indexes = [
            models.Index(fields=["applicant_id", "subject_id", "-stated_at"], name="language_wish")
        ]

    def __str__(self) -> str:
        return f"{self.applicant_id} {self.language}"


class DocumentTranslation(models.Model):
    """A translation of an issued document; the original is what counts.

    :ivar template_version: that it is set with; None while no template of the language is in force
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}
    rows_seen: ClassVar = row_security.through("documents_issued", "document_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    document = models.ForeignKey(
        "documents.IssuedDocument", models.PROTECT, related_name="translations", db_index=False
    )
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=TranslationState)
    title = models.CharField(max_length=100, default="", blank=True)
    verification_code = models.CharField(max_length=16, unique=True)
    template_version = models.ForeignKey(
        "documents.TemplateVersion",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    asked_at = models.DateTimeField()
    rendered_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        db_table = "documents_translation"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["document", "language"], name="translation_once_for_a_language"
            ),
            models.CheckConstraint(
                name="translation_state_known", condition=Q(state__in=TranslationState.values)
            ),
            models.CheckConstraint(
                name="translation_ready_has_a_file",
                condition=Q(state=TranslationState.READY, file__isnull=False)
                | (~Q(state=TranslationState.READY) & Q(file__isnull=True)),
                violation_error_message=_("已经出具的译文必须有文件。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-asked_at"],
                name="translation_lacking",
                condition=~Q(state=TranslationState.READY),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.language}"
