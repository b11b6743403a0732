# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The case itself and the materials that were handed in with it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from yiwang.cases.automation.enums import Automation
from yiwang.cases.enums import (
    OPEN_STATES,
    ApplicantKind,
    CaseMode,
    CaseState,
    Channel,
    EvidenceGrade,
    NotAcceptedReason,
    Outcome,
    PartyRole,
    Purpose,
)
from yiwang.cases.models.clearance import is_barred
from yiwang.cases.models.objecting import judged_blind_by
from yiwang.cases.models.parties import InterestedParty
from yiwang.cases.models.special import SpecialProcedure
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.identity.enums import HandlerRight
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

KEEPING_YEARS = 30


class CaseQuerySet(models.QuerySet["Case"]):
    """Questions about cases, always within what the actor may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to the cases that this actor may see; nothing by default."""
        if actor.is_system:
            return self
        if actor.is_citizen and actor.applicant_id:
            return self._of_whom_acts(actor)
        if actor.has_right(Right.CASES_READ):
            return self._not_judged_blind_by(actor).in_reach_of(actor)
        return self.none()

    def _of_whom_acts(self, actor: Actor) -> Self:
        """Keep the applicant's cases; for an agent only those filed under the mandate."""
        if not actor.may_for_principal(HandlerRight.TRACK):
            return self.none()
        found = self.told().filter(applicant_id=actor.applicant_id)
        return found.filter(mandate_id=actor.mandate_id) if actor.mandate_id else found

    def told(self) -> Self:
        """Leave out what a body opened of its own motion and has not told the party of yet."""
        told_by_hand = InterestedParty.objects.filter(case=OuterRef("pk"), role=PartyRole.APPLICANT)
        announced = SpecialProcedure.objects.filter(case=OuterRef("pk"), told_at__isnull=False)
        return self.filter(
            Q(own_process_id__isnull=True)
            | Q(decided_at__isnull=False)
            | Exists(told_by_hand)
            | Exists(announced)
        )

    def _not_judged_blind_by(self, actor: Actor) -> Self:
        """Leave out what the actor is judging again without knowing how it ended."""
        blind = judged_blind_by(actor)
        return self if blind is None else self.exclude(pk__in=blind)

    def in_reach_of(self, actor: Actor) -> Self:
        """Keep the cases of the place or department of somebody of the staff who reads cases."""
        barred = is_barred(actor, item_code="item_code")
        cleared = self if barred is None else self.exclude(barred)
        if not actor.covers_subtree:
            return cleared.filter(department_id=actor.department_id)
        # The range of codes below a division is one index range; see organizations.code_range.
        first, last = organizations.code_range(actor.division_code)
        return cleared.filter(region_code__range=(first, last))


class Case(models.Model):
    """One application in its legal life, from submission to the sealed-off close.

    Form, materials, process, clock, fees and result are those of the pinned item version.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "applicant_name": ("handling the application", KEEPING_YEARS),
        "form_data": ("handling the application", KEEPING_YEARS),
        "scenario_answers": ("handling the application", KEEPING_YEARS),
        "process_state": ("handling the application; dropped at the close", 0),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"applicant_id = {row_security.APPLICANT}",
        department=f"department_id = {row_security.DEPARTMENT}",
        department_writes=row_security.ALL,  # a counter files with other departments too
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    number = models.CharField(max_length=32)
    query_code = models.CharField(max_length=16)

    version = models.ForeignKey(
        "catalogue.ImplementationVersion", models.PROTECT, related_name="+", db_index=False
    )
    item_code = models.CharField(max_length=40)
    handling_code = models.CharField(max_length=33, blank=True, default="", db_default="")
    """The handling item (业务办理项) that the answers led to; "" when nobody was guided."""
    item_name = models.CharField(max_length=300)
    item_type = models.CharField(max_length=2)
    department = models.ForeignKey(
        "organizations.Department", models.PROTECT, related_name="+", db_index=False
    )

    applicant_kind = models.CharField(max_length=8, choices=ApplicantKind)
    applicant_id = models.UUIDField()
    applicant_name = models.CharField(max_length=200)
    mandate = models.ForeignKey(
        "identity.Mandate", models.PROTECT, null=True, related_name="+", db_index=False
    )
    """Under which somebody else filed it; a trigger compares it with what was signed."""
    agent_id = models.UUIDField(null=True)
    """The natural person who filed it for the applicant: agent, handler or guardian."""
    submitted_by_id = models.UUIDField()
    """The account that sent the application: the applicant's, a handler's or a clerk's."""
    channel = models.PositiveSmallIntegerField(choices=Channel, default=Channel.WEB)
    is_by_courier = models.BooleanField(default=False, db_default=False)
    """Whether anything travels for it; see ``cases.shipping``."""
    purpose = models.CharField(
        max_length=12, choices=Purpose, default=Purpose.NEW, db_default=Purpose.NEW
    )
    about = models.ForeignKey(
        "cases.Entitlement", models.PROTECT, null=True, related_name="+", db_index=False
    )
    """What is to be changed, renewed, replaced or cancelled; None for what is applied for anew."""
    mode = models.CharField(
        max_length=12, choices=CaseMode, default=CaseMode.STANDARD, db_default=CaseMode.STANDARD
    )
    """What the applicant chose of what the item offers; its own records say the rest."""
    automation = models.CharField(
        max_length=8, choices=Automation, blank=True, default="", db_default=""
    )
    """What a rule made of it, or that the applicant wanted none; "" where no rule was asked."""

    found_count = models.PositiveSmallIntegerField(default=0, db_default=0)
    """How many sheets of evidence were found or are looked for; 0 needs no further question."""

    state = models.CharField(max_length=16, choices=CaseState)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    form_data = models.JSONField()
    scenario_answers = models.JSONField(null=True, blank=True)
    """What was answered in the scenario of the item, by question."""
    scenario_version_id = models.UUIDField(null=True, blank=True)
    """The version of the scenario whose questions were asked; a trigger holds the handling code
    to it, and a correction follows it. None when nobody was guided."""
    revision = models.PositiveIntegerField(default=1)
    """Counts every change; two people who act on the same revision meet a conflict."""

    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField()
    """When the application, or its corrected form, came in: the intake clock runs from here."""
    intake_due_on = models.DateField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    statutory_due_on = models.DateField(null=True, blank=True)
    is_deadline_provisional = models.BooleanField(default=False)
    not_accepted_reason = models.CharField(max_length=16, choices=NotAcceptedReason, blank=True)
    not_accepted_explanation = models.TextField(blank=True)
    check_due_on = models.DateField(null=True, blank=True)
    """By when a commitment has to be checked on the spot; None where nothing was promised."""
    decided_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    delivery_method = models.CharField(max_length=12, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    has_procedures = models.BooleanField(default=False, db_default=False)
    """Whether a procedure, an interested party, a statement or a review belongs to it."""
    has_co_applicants = models.BooleanField(default=False, db_default=False)
    """Whether others applied together with the applicant, and signed."""
    question_count = models.PositiveSmallIntegerField(default=0, db_default=0)
    """How many questions were asked in it; 0 needs no further query."""
    contact_version = models.PositiveSmallIntegerField(default=0, db_default=0)
    """How often it was changed how the applicant is reached; 0 needs no further query."""
    own_form_id = models.UUIDField(null=True, blank=True)
    own_process_id = models.UUIDField(null=True, blank=True)
    """By which it is handled where nobody applies, so that the item itself has none."""

    process_state = models.JSONField(null=True, blank=True)
    process_wakes_at = models.DateTimeField(null=True, blank=True)
    """When the next timer of the process is due; None when none runs."""

    objects = CaseQuerySet.as_manager()

    class Meta:
        db_table = "cases_case"
        constraints = [
            models.UniqueConstraint(fields=["number"], name="case_number_once"),
            models.CheckConstraint(
                name="case_state_known", condition=Q(state__in=CaseState.values)
            ),
            models.CheckConstraint(
                name="case_accepted_has_a_clock",
                condition=Q(accepted_at__isnull=True)
                | Q(started_on__isnull=False, due_on__isnull=False, statutory_due_on__isnull=False),
                violation_error_message=_("已受理的办件必须有办理期限。"),
            ),
            models.CheckConstraint(
                name="case_promise_within_law",
                condition=Q(due_on__isnull=True) | Q(due_on__lte=F("statutory_due_on")),
                violation_error_message=_("承诺期限不得晚于法定期限。"),
            ),
            models.CheckConstraint(
                name="case_decided_has_an_outcome",
                condition=Q(decided_at__isnull=True) | ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="case_not_accepted_says_why",
                condition=~Q(state=CaseState.NOT_ACCEPTED)
                | (~Q(not_accepted_reason="") & ~Q(not_accepted_explanation="")),
            ),
            models.CheckConstraint(
                name="case_about_something",
                condition=Q(purpose__in=[Purpose.NEW, Purpose.ANEW]) | Q(about__isnull=False),
            ),
            models.CheckConstraint(
                name="case_closed_drops_its_process",
                condition=Q(closed_at__isnull=True) | Q(process_state__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["applicant_id", "-submitted_at"], name="case_applicant"),
            models.Index(fields=["about"], name="case_about", condition=Q(about__isnull=False)),
            models.Index(
                fields=["mandate", "-submitted_at"],
                name="case_mandate",
                condition=Q(mandate__isnull=False),
            ),
            models.Index(fields=["department", "state", "-submitted_at"], name="case_department"),
            models.Index(fields=["department", "-submitted_at", "-id"], name="case_newest_here"),
            models.Index(fields=["-submitted_at", "-id", "region_code"], name="case_newest"),
            models.Index(
                fields=["state", "-submitted_at", "region_code"],
                name="case_open_newest",
                condition=Q(state__in=sorted(OPEN_STATES)),
            ),
            models.Index(fields=["applicant_name"], name="case_applicant_name"),
            models.Index(fields=["item_name"], name="case_item_name"),
            models.Index(
                fields=["intake_due_on"],
                name="case_intake_open",
                condition=Q(state=CaseState.SUBMITTED),
            ),
            models.Index(
                fields=["process_wakes_at"],
                name="case_wakes",
                condition=Q(process_wakes_at__isnull=False),
            ),
            models.Index(
                fields=["due_on"],
                name="case_provisional",
                condition=Q(is_deadline_provisional=True, decided_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CaseMaterial(models.Model):
    """One file handed in for one material requirement; replaced, never overwritten."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "file": ("proof for the application", KEEPING_YEARS)
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey(Case, models.PROTECT, related_name="materials", db_index=False)
    requirement_key = models.CharField(max_length=64)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    grade = models.CharField(
        max_length=1, choices=EvidenceGrade, default=EvidenceGrade.C, db_default=EvidenceGrade.C
    )
    """How far it can be relied on: by how it came in, raised by whoever has seen the original."""
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_material"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "requirement_key", "file"], name="case_material_file_once"
            ),
            models.CheckConstraint(
                name="case_material_grade_known", condition=Q(grade__in=EvidenceGrade.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement_key} · {self.case_id}"
