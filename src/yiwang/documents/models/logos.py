# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""徽标: the logo of a department, in versions; sent by one, published by another, then fixed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiwang.documents.enums import LogoState
from yiwang.foundation.identifiers import new_id


class DepartmentLogo(models.Model):
    """One version of the logo of a department.

    The picture is our own drawing of what was sent (see ``logos.drawing``) and small, so it stands
    in the row: nothing of the sent file is kept.

    :ivar name: what the picture shows, read out to people who do not see it
    :ivar content: a PNG, drawn by us
    :ivar source_sha256: of the file that was sent
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        "organizations.Department", models.PROTECT, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=LogoState, default=LogoState.PROPOSED)
    name = models.CharField(max_length=60)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    content_sha256 = models.CharField(max_length=64)
    source_sha256 = models.CharField(max_length=64)
    proposed_by_id = models.UUIDField()
    proposed_at = models.DateTimeField()
    published_by_id = models.UUIDField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    ended_by_id = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        db_table = "documents_logo"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["department", "number"], name="logo_number_once"),
            models.UniqueConstraint(
                fields=["department"],
                name="logo_one_proposed",
                condition=Q(state=LogoState.PROPOSED),
            ),
            models.CheckConstraint(
                name="logo_state_known", condition=Q(state__in=LogoState.values)
            ),
            models.CheckConstraint(
                name="logo_two_people",
                condition=Q(published_at__isnull=True)
                | (Q(published_by_id__isnull=False) & ~Q(proposed_by_id=F("published_by_id"))),
                violation_error_message=_("徽标须由上传人以外的另一个人发布。"),
            ),
            models.CheckConstraint(
                name="logo_live_is_published",
                condition=~Q(state__in=[LogoState.PUBLISHED, LogoState.WITHDRAWN])
                | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="logo_end_has_reason", condition=Q(ended_at__isnull=True) | ~Q(end_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department_id} {self.number}"
