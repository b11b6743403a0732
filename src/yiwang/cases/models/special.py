# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Special procedures inside a case, and the files that belong to them."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiwang.cases.enums import RUNNING_PROCEDURES, ProcedureResult, ProcedureState
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id

KEEPING_YEARS = 30


class SpecialProcedure(models.Model):
    """A hearing, a tender, a test, an expert review, a site visit or the like, from plan to end.

    Source: 行政许可法 34, 45 to 48 and 53 to 55.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "staff": ("naming who conducts a procedure", KEEPING_YEARS),
        "participants": ("inviting and recording who takes part", KEEPING_YEARS),
        "particulars": ("recording how a procedure went", KEEPING_YEARS),
        "reason": ("stating why a procedure is needed", KEEPING_YEARS),
        "findings": ("recording what a procedure found", KEEPING_YEARS),
        "concluded_by_name": ("naming who acted", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="procedures")
    kind = models.CharField(max_length=32)
    """A ``workflow.clock.Procedure``."""
    state = models.CharField(max_length=12, choices=ProcedureState, default=ProcedureState.PLANNED)
    is_required = models.BooleanField(default=False)
    """A law or somebody entitled asks for it: it cannot be dropped, only held."""
    asked_by = models.ForeignKey(
        "cases.InterestedParty", models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Who asked for the hearing; None where the body itself ordered it."""
    reason = models.TextField()
    hold_by = models.DateField(null=True, blank=True)
    """The last day to hold it, where a law gives one (行政许可法 47: twenty working days)."""
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    """The last day of a public notice."""
    place = models.CharField(max_length=200, blank=True)
    is_public = models.BooleanField(default=True)
    staff = models.JSONField(default=list)
    """List of ``{"id": …, "name": …}``: who chairs or conducts it, the first one leads."""
    participants = models.JSONField(default=list)
    """List of ``{"name": …, "part": …}``: parties, experts, bidders, the body that tests."""
    particulars = models.JSONField(default=dict)
    """What only this kind of procedure has, by the keys of ``procedures.kinds``."""
    expected_days = models.PositiveSmallIntegerField(default=0)
    """Working days that the applicant was told in writing."""
    end_by = models.DateField(null=True, blank=True)
    """The last of the days that were told; later, supervision hears of it."""
    overran_at = models.DateTimeField(null=True, blank=True)
    planned_by_id = models.UUIDField(null=True, blank=True)
    planned_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=12, choices=ProcedureResult, blank=True)
    findings = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    concluded_by_id = models.UUIDField(null=True, blank=True)
    concluded_by_name = models.CharField(max_length=100, blank=True)
    stop = models.OneToOneField(
        "cases.ClockStop", models.PROTECT, null=True, blank=True, related_name="procedure"
    )
    """The stretch of the clock that it stands for; None while another one stops it, or none."""

    class Meta:
        db_table = "cases_special_procedure"
        constraints = [
            models.CheckConstraint(
                name="procedure_says_why",
                condition=~Q(reason=""),
                violation_error_message=_("请写明理由。"),
            ),
            models.CheckConstraint(
                name="procedure_concluded_says_what_it_found",
                condition=~Q(state=ProcedureState.CONCLUDED)
                | (~Q(result="") & ~Q(findings="") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="procedure_notice_has_an_end",
                condition=Q(ends_on__isnull=True) | Q(starts_at__isnull=False),
            ),
            models.CheckConstraint(
                name="hearing_is_told_seven_days_before",
                condition=~Q(kind="hearing")
                | Q(told_at__isnull=True)
                | Q(starts_at__gte=F("told_at") + timedelta(days=7)),
            ),
            models.UniqueConstraint(
                fields=["case"],
                name="case_one_running_hearing",
                condition=Q(kind="hearing", state__in=sorted(RUNNING_PROCEDURES)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["region_code", "starts_at"],
                name="procedure_announced",
                condition=Q(
                    is_public=True,
                    kind__in=["hearing", "public_notice"],
                    state=ProcedureState.TOLD,
                ),
            ),
            models.Index(
                fields=["end_by"],
                name="procedure_may_overrun",
                condition=Q(
                    overran_at__isnull=True,
                    state__in=[ProcedureState.TOLD, ProcedureState.HELD],
                ),
            ),
            models.Index(
                fields=["hold_by"],
                name="procedure_must_be_held",
                condition=Q(
                    overran_at__isnull=True,
                    state__in=[ProcedureState.PLANNED, ProcedureState.TOLD],
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.case_id}"


class ProcedureFile(models.Model):
    """One file of a procedure, of a statement or of a lower body's review; never overwritten."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "file": ("proof of how a procedure went and of what was said", KEEPING_YEARS)
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="procedure_files")
    procedure = models.ForeignKey(
        SpecialProcedure, models.PROTECT, null=True, blank=True, related_name="files"
    )
    statement = models.ForeignKey(
        "cases.Statement", models.PROTECT, null=True, blank=True, related_name="files"
    )
    review = models.ForeignKey(
        "cases.PreliminaryReview", models.PROTECT, null=True, blank=True, related_name="files"
    )
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    added_by_id = models.UUIDField()
    added_at = models.DateTimeField()

    class Meta:
        db_table = "cases_procedure_file"
        constraints = [
            models.UniqueConstraint(fields=["case", "file"], name="procedure_file_once"),
            models.CheckConstraint(
                name="procedure_file_belongs_to_one",
                condition=Q(procedure__isnull=False, statement__isnull=True, review__isnull=True)
                | Q(procedure__isnull=True, statement__isnull=False, review__isnull=True)
                | Q(procedure__isnull=True, statement__isnull=True, review__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"file of {self.case_id}"
