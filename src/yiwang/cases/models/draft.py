# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a citizen has typed so far, before it becomes a case."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q, Value

from yiwang.cases.enums import CaseMode, Purpose
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.erasing import Erasure
from yiwang.foundation.identifiers import new_id
from yiwang.identity.enums import HandlerRight


class DraftQuerySet(models.QuerySet["Draft"]):
    """Questions about drafts."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to the drafts of the person that the actor is or acts for.

        An agent sees what was begun under the mandate, and nobody else does.
        """
        if not actor.is_citizen or not actor.may_for_principal(HandlerRight.APPLY):
            return self.none()
        if actor.mandate_id:
            return self.filter(mandate_id=actor.mandate_id)
        if actor.applicant_id:
            return self.filter(applicant_id=actor.applicant_id, mandate__isnull=True)
        return self.none()


class Draft(models.Model):
    """An application in the making; saved by itself, one for each applicant and item version."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "form_data": ("preparing an application; erased on submission or after a year", 1),
        "scenario_answers": ("preparing an application; erased on submission or after a year", 1),
        "changes": ("preparing an application; erased on submission or after a year", 1),
        "materials": ("preparing an application; erased on submission or after a year", 1),
    }
    erased: ClassVar = Erasure("updated_at", 365)
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"applicant_id = {row_security.APPLICANT}"
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    applicant_id = models.UUIDField()
    mandate = models.ForeignKey("identity.Mandate", models.PROTECT, null=True, related_name="+")
    account_id = models.UUIDField()
    version = models.ForeignKey("catalogue.ImplementationVersion", models.PROTECT, related_name="+")
    item_name = models.CharField(max_length=300)
    form_data = models.JSONField(default=dict)
    scenario_answers = models.JSONField(null=True, blank=True)
    """What was answered in the scenario of the item, by question."""
    materials = models.JSONField(default=dict)
    """Requirement key → list of stored file ids."""
    mode = models.CharField(
        max_length=12, choices=CaseMode, default=CaseMode.STANDARD, db_default=CaseMode.STANDARD
    )
    mode_materials = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    """Keys of the materials that are to follow, or that a promise stands in for."""
    mode_deferred = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    """Where a promise and a deferral are combined: keys of the materials that are to follow."""
    step = models.PositiveSmallIntegerField(default=1)
    purpose = models.CharField(
        max_length=12, choices=Purpose, default=Purpose.NEW, db_default=Purpose.NEW
    )
    about = models.ForeignKey(
        "cases.Entitlement", models.CASCADE, null=True, related_name="+", db_index=False
    )
    """What is to be changed, renewed, replaced or cancelled."""
    is_shared = models.BooleanField(default=False, db_default=False)
    """Somebody was invited to it; from then on what two people type is merged."""
    revision = models.PositiveIntegerField(default=1, db_default=1)
    changes = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))
    """Of a shared draft: field → the revision that last changed it, what stood there, and who."""
    updated_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        db_table = "cases_draft"
        constraints = [
            models.UniqueConstraint(
                fields=["applicant_id", "version"],
                name="draft_once_per_item",
                condition=Q(mandate__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["mandate", "version"],
                name="draft_once_per_mandate",
                condition=Q(mandate__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["applicant_id", "-updated_at"], name="draft_applicant")]

    def __str__(self) -> str:
        return f"{self.item_name} · {self.id}"
