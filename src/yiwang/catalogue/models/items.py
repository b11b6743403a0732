# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The base layer (基本目录): what an item is, wherever it is exercised."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.enums import (
    OWN_MOTION_TYPES,
    ItemType,
    LimitUnit,
    ServiceObject,
    VersionState,
)
from yiwang.foundation.identifiers import new_id

CODE_PATTERN = r"^[0-9A-Z]{%d}$"
IN_FORCE = Q(state=VersionState.PUBLISHED, effective_to__isnull=True)
PUBLISHED_IS_DATED = Q(
    state=VersionState.DRAFT, published_at__isnull=True, effective_from__isnull=True
) | Q(published_at__isnull=False, effective_from__isnull=False)
DATES_ORDERED = Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from"))


class BaseItem(models.Model):
    """A power or service in the catalogue of one place, without a body that exercises it.

    :ivar scope_code: the division whose catalogue it stands in; lists exist there and below
    :ivar code: basic code (基本编码), 12 characters
    :ivar local_code: the code that the place itself uses
    :ivar popularity: how often it was asked for lately; raised by those who count
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scope_code = models.CharField(max_length=12)
    code = models.CharField(max_length=12, unique=True)
    local_code = models.CharField(max_length=80)
    main_item = models.CharField(max_length=300, default="", blank=True)
    line = models.CharField(max_length=20)
    popularity = models.PositiveIntegerField(default=0)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_base_item"
        constraints = [
            models.UniqueConstraint(
                fields=["scope_code", "local_code"], name="base_item_local_code_once"
            ),
            models.CheckConstraint(
                name="base_item_code_shape", condition=Q(code__regex=CODE_PATTERN % 12)
            ),
            models.CheckConstraint(
                name="base_item_scope_shape", condition=Q(scope_code__regex=r"^[0-9]{12}$")
            ),
        ]

    def __str__(self) -> str:
        return self.code


class BaseVersionQuerySet(models.QuerySet["BaseItemVersion"]):
    """Questions about base versions that chain."""

    def in_force(self, on: date) -> Self:
        return self.filter(
            Q(effective_to__isnull=True) | Q(effective_to__gt=on),
            state=VersionState.PUBLISHED,
            effective_from__lte=on,
        )


class BaseItemVersion(models.Model):
    """One version of a base item; once published, a trigger refuses every change but its end.

    What is asked for by query stands in columns of its own; the elements are in ``content``, in
    the shape of ``content.BaseContent``. Form and process are those of the day of publishing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    base_item = models.ForeignKey(
        BaseItem, on_delete=models.PROTECT, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    name = models.CharField(max_length=300)
    item_type = models.CharField(max_length=2, choices=ItemType)
    service_objects = ArrayField(models.CharField(max_length=8, choices=ServiceObject))
    exercise_levels = ArrayField(models.PositiveSmallIntegerField())
    statutory_amount = models.PositiveSmallIntegerField(null=True)
    statutory_unit = models.CharField(
        max_length=8, choices=LimitUnit, default=LimitUnit.WORKDAY, blank=True
    )
    form_code = models.CharField(max_length=80, default="", blank=True)
    process_code = models.CharField(max_length=80, default="", blank=True)
    form = models.ForeignKey(
        "forms.FormDefinition", on_delete=models.PROTECT, null=True, related_name="+"
    )
    process = models.ForeignKey(
        "workflow.ProcessDefinition", on_delete=models.PROTECT, null=True, related_name="+"
    )
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    effective_from = models.DateField(null=True)
    effective_to = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)

    objects = BaseVersionQuerySet.as_manager()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_base_version"
        constraints = [
            models.UniqueConstraint(
                fields=["base_item", "number"], name="base_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["base_item"], name="base_version_in_force_once", condition=IN_FORCE
            ),
            models.UniqueConstraint(
                fields=["base_item"],
                name="base_version_draft_once",
                condition=Q(state=VersionState.DRAFT),
            ),
            models.CheckConstraint(
                name="base_version_state_known", condition=Q(state__in=VersionState.values)
            ),
            models.CheckConstraint(
                name="base_version_type_known", condition=Q(item_type__in=ItemType.values)
            ),
            models.CheckConstraint(
                name="base_version_published_is_dated", condition=PUBLISHED_IS_DATED
            ),
            models.CheckConstraint(name="base_version_dates_ordered", condition=DATES_ORDERED),
            models.CheckConstraint(
                name="base_version_unit_known",
                condition=Q(statutory_amount__isnull=True) | Q(statutory_unit__in=LimitUnit.values),
            ),
            models.CheckConstraint(
                name="base_version_applied_for_can_run",
                condition=Q(state=VersionState.DRAFT)
                | Q(item_type__in=sorted(OWN_MOTION_TYPES))
                | Q(
                    form__isnull=False,
                    process__isnull=False,
                    statutory_amount__isnull=False,
                ),
                violation_error_message=_("依申请的事项必须有表单、流程和法定期限。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"


class LegalBasis(models.Model):
    """A place in a law that a base version rests on, tied to the article's own text when loaded.

    The citation itself is part of the version's content and fixed with it; this row only says
    which stored article it means, and is tied again when more laws are loaded.
    """

    base_version = models.ForeignKey(
        BaseItemVersion, on_delete=models.CASCADE, related_name="legal_bases", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    law_title = models.CharField(max_length=120)
    article_number = models.PositiveSmallIntegerField(default=0)
    article_suffix = models.CharField(max_length=8, default="", blank=True)
    law = models.ForeignKey(
        "catalogue.Law", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    article = models.ForeignKey(
        "catalogue.Article", on_delete=models.PROTECT, null=True, related_name="cited_by"
    )

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_legal_basis"
        constraints = [
            models.UniqueConstraint(
                fields=["base_version", "position"], name="legal_basis_position_once"
            )
        ]
        indexes = [models.Index(fields=["law_title"], name="legal_basis_law_title")]

    def __str__(self) -> str:
        return f"《{self.law_title}》{self.article_number}"
