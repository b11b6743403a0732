# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Templates of notices that staff write, and their versions; version 0 is the built-in sheet."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiwang.documents.enums import CHINESE, NoticeKind, TemplateState
from yiwang.foundation.identifiers import new_id


class NoticeTemplate(models.Model):
    """What one kind of notice looks like: of a department, or of every department of a place.

    :ivar department: None: every department of ``region_code`` and the places below it
    :ivar language: of the sheet; Chinese is the original, any other a translation beside it
    :ivar item_code: implementation code of the one list that it is for; "" for every item
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=NoticeKind)
    language = models.CharField(max_length=12, default=CHINESE)
    region_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        "organizations.Department",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    item_code = models.CharField(max_length=40, default="", blank=True)
    created_by_id = models.UUIDField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "documents_template"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "region_code", "department", "item_code", "language"],
                name="template_once_for_its_scope",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="template_kind_known", condition=Q(kind__in=NoticeKind.values)
            ),
            models.CheckConstraint(
                name="template_language_is_a_tag",
                condition=Q(language__regex=r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.region_code} {self.item_code}"


class TemplateVersion(models.Model):
    """One version of a template; written by some, proposed by one, published by another.

    :ivar source: Typst of the body; "" leaves the built-in body
    :ivar blocks: the simple fields, see ``templating.blocks``
    :ivar content_sha256: of source and blocks
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    template = models.ForeignKey(
        NoticeTemplate, models.PROTECT, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=TemplateState, default=TemplateState.DRAFT)
    source = models.TextField(default="", blank=True)
    blocks = models.JSONField(default=dict)
    note = models.CharField(max_length=200, default="", blank=True)
    effective_on = models.DateField()
    content_sha256 = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    editors = ArrayField(models.UUIDField(), default=list)
    changed_at = models.DateTimeField()
    proposed_by_id = models.UUIDField(null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    published_by_id = models.UUIDField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    ended_by_id = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(default="", blank=True)

    class Meta:
        db_table = "documents_template_version"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["template", "number"], name="template_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["template"],
                name="template_version_one_in_the_making",
                condition=Q(state__in=[TemplateState.DRAFT, TemplateState.PROPOSED]),
            ),
            models.CheckConstraint(
                name="template_version_state_known", condition=Q(state__in=TemplateState.values)
            ),
            models.CheckConstraint(
                name="template_version_two_people",
                condition=Q(published_at__isnull=True)
                | (
                    Q(proposed_by_id__isnull=False, published_by_id__isnull=False)
                    & ~Q(proposed_by_id=F("published_by_id"))
                ),
                violation_error_message=_("文书模板须由起草人以外的另一个人发布。"),
            ),
            models.CheckConstraint(
                name="template_version_live_is_published",
                condition=~Q(state__in=[TemplateState.PUBLISHED, TemplateState.WITHDRAWN])
                | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="template_version_end_has_reason",
                condition=Q(ended_at__isnull=True) | ~Q(end_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template_id} v{self.number}"
