# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What was found instead of asked, and how much asking it spared."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.cases.enums import EvidenceGrade
from yiwang.cases.models.case import KEEPING_YEARS
from yiwang.cases.spared.enums import FoundIn, Resolution
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.identity.enums import HandlerRight
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right
from yiwang.sharing.enums import Outcome, Trouble


class FindingQuerySet(models.QuerySet["Finding"]):
    """Questions about findings."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to what was found for the one that the actor is or acts for.

        Staff reach findings through the case, which they have been let see.
        """
        holder = holder_of(actor)
        return self.none() if holder is None else self.filter(holder_id=holder)


def holder_of(actor: Actor) -> UUID | None:
    """Return whose findings an actor sees: the mandate's, else the applicant's; or nobody's."""
    if not actor.is_citizen or not actor.may_for_principal(HandlerRight.APPLY):
        return None
    return actor.mandate_id or actor.applicant_id


class Finding(models.Model):
    """A sheet of evidence (证据单) that nobody handed in: what it says, where from, how long.

    It belongs to a draft until the application is submitted, then to the case, and is frozen. A
    question that no source could answer stays as one that is asked again later.

    :ivar holder_id: the mandate under which somebody else applies, else the applicant
    :ivar requirement_key: of a material, or ``form``
    :ivar drop_at: until when a draft may keep it; None with a case
    :ivar spared_fields: how many fields of the form were handed in as found
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "values": ("proof for the application", KEEPING_YEARS),
        "origin_name": ("proof for the application", KEEPING_YEARS),
        "file": ("proof for the application", KEEPING_YEARS),
        "dispute_reason": ("handling the application", KEEPING_YEARS),
        "resolution_note": ("handling the application", KEEPING_YEARS),
        "resolved_by_name": ("naming who acted", 30),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"applicant_id = {row_security.APPLICANT}",
        department=row_security.through("cases_case", "case_id").department,
        department_writes=row_security.ALL,
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    holder_id = models.UUIDField()
    applicant_id = models.UUIDField()
    version_id = models.UUIDField()
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, related_name="findings", db_index=False
    )
    requirement_key = models.CharField(max_length=64)
    type_code = models.CharField(max_length=8, blank=True)
    found_in = models.CharField(max_length=12, choices=FoundIn)
    source_code = models.CharField(max_length=40, blank=True)
    origin_name = models.CharField(max_length=300)
    origin_id = models.UUIDField(null=True)
    """The call to the source, the certificate, or the material of the earlier case."""
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    values = models.JSONField(default=dict)
    outcome = models.CharField(max_length=12, choices=Outcome)
    trouble = models.CharField(max_length=10, choices=Trouble, blank=True, default="")
    has_consent = models.BooleanField(default=False)
    as_of = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    grade = models.CharField(max_length=1, choices=EvidenceGrade, default=EvidenceGrade.A)
    found_at = models.DateTimeField()
    drop_at = models.DateTimeField(null=True)
    spared_fields = models.PositiveSmallIntegerField(default=0)

    disputed_at = models.DateTimeField(null=True, blank=True)
    disputed_fields = models.JSONField(default=list)
    """Fields that the applicant says are wrong, and nobody has found right; empty for the whole."""
    dispute_reason = models.TextField(blank=True)
    correction_id = models.UUIDField(null=True)
    """The request to correct that went to the provider."""
    resolution = models.CharField(max_length=10, choices=Resolution, blank=True, default="")
    resolution_note = models.TextField(blank=True)
    resolved_by_id = models.UUIDField(null=True)
    resolved_by_name = models.CharField(max_length=100, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    refuted_at = models.DateTimeField(null=True, blank=True)
    """When the provider said, before the decision, that it was wrong."""

    objects = FindingQuerySet.as_manager()

    class Meta:
        db_table = "cases_finding"
        constraints = [
            models.UniqueConstraint(
                fields=["holder_id", "version_id", "requirement_key", "source_code"],
                name="finding_once_for_a_draft",
                condition=Q(case__isnull=True),
            ),
            models.CheckConstraint(
                name="finding_of_a_draft_is_dropped",
                condition=Q(case__isnull=True, drop_at__isnull=False)
                | Q(case__isnull=False, drop_at__isnull=True),
            ),
            models.CheckConstraint(
                name="finding_found_has_a_digest",
                condition=~Q(outcome=Outcome.FOUND) | ~Q(sha256=""),
            ),
            models.CheckConstraint(
                name="finding_is_sure", condition=Q(grade__in=[EvidenceGrade.A, EvidenceGrade.B])
            ),
            models.CheckConstraint(
                name="finding_disputed_says_why",
                condition=Q(disputed_at__isnull=True) | ~Q(dispute_reason=""),
                violation_error_message=_("请写明哪里不对。"),
            ),
            models.CheckConstraint(
                name="finding_resolved_was_disputed",
                condition=Q(resolution="")
                | Q(disputed_at__isnull=False, resolved_at__isnull=False) & ~Q(resolution_note=""),
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="finding_case", condition=Q(case__isnull=False)),
            models.Index(fields=["drop_at"], name="finding_drop", condition=Q(case__isnull=True)),
            models.Index(
                fields=["found_at"],
                name="finding_deferred",
                condition=Q(case__isnull=False, outcome=Outcome.UNAVAILABLE),
            ),
            models.Index(
                fields=["region_code", "disputed_at"],
                name="finding_disputed",
                condition=Q(case__isnull=False, disputed_at__isnull=False, resolution=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement_key} · {self.found_in}"

    @property
    def is_found(self) -> bool:
        return self.outcome == Outcome.FOUND

    @property
    def is_disputed(self) -> bool:
        """Return whether the applicant says that it is wrong and nobody has said otherwise."""
        return self.disputed_at is not None and self.resolution != Resolution.STANDS

    @property
    def counts(self) -> bool:
        """Return whether it stands in for what would otherwise be asked.

        A sheet of which the applicant disputes single fields still does: a person decides about
        the fields, and nothing is asked again.
        """
        is_disputed = self.is_disputed and not self.disputed_fields
        return self.is_found and not is_disputed and self.refuted_at is None


class SparedFigureQuerySet(models.QuerySet["SparedFigure"]):
    """Questions about figures."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to the items of the actor's department, or of the region that the post covers."""
        if not actor.has_right(Right.CASES_READ):
            return self.none()
        if not actor.covers_subtree:
            return self.filter(department_id=actor.department_id)
        first, last = organizations.code_range(actor.division_code)
        return self.filter(region_code__range=(first, last))


class SparedFigure(models.Model):
    """What an item spared its applicants in one month: kept, not counted on reading."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    id = models.BigAutoField(primary_key=True)
    region_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        "organizations.Department", models.PROTECT, related_name="+", db_index=False
    )
    item_code = models.CharField(max_length=40)
    item_name = models.CharField(max_length=300)
    month = models.DateField()
    """Its first day, by China's calendar."""
    cases = models.PositiveIntegerField(default=0)
    materials = models.PositiveIntegerField(default=0)
    fields = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    """How often staff tried to ask for what was found."""

    objects = SparedFigureQuerySet.as_manager()

    class Meta:
        db_table = "cases_spared_figure"
        constraints = [
            models.UniqueConstraint(fields=["item_code", "month"], name="spared_figure_once")
        ]
        indexes = [
            models.Index(fields=["department", "-month"], name="spared_department"),
            models.Index(fields=["region_code", "-month"], name="spared_region"),
        ]

    def __str__(self) -> str:
        return f"{self.item_code} · {self.month}"
