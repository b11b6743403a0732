# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What lives on after a decision: what was granted, what is done to it, who contests it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiwang.cases.enums import (
    ApplicantKind,
    EntitlementState,
    MeasureGround,
    MeasureKind,
    MeasureState,
    RemedyKind,
    RemedyState,
)
from yiwang.cases.models.clearance import is_barred
from yiwang.cases.models.objecting import judged_blind_by
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.identity.enums import HandlerRight
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

KEEPING_YEARS = 30


class EntitlementQuerySet(models.QuerySet["Entitlement"]):
    """Questions about what people hold, always within what the actor may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to what the actor holds, or to what the actor's department granted."""
        if actor.is_system:
            return self
        if actor.is_citizen and actor.applicant_id:
            if not actor.may_for_principal(HandlerRight.TRACK):
                return self.none()
            found = self.filter(holder_id=actor.applicant_id)
            return found.filter(case__mandate_id=actor.mandate_id) if actor.mandate_id else found
        if not actor.has_right(Right.CASES_READ):
            return self.none()
        barred = is_barred(actor, item_code="item_code")
        cleared = self if barred is None else self.exclude(barred)
        if (blind := judged_blind_by(actor)) is not None:
            cleared = cleared.exclude(case_id__in=blind)
        if not actor.covers_subtree:
            return cleared.filter(department_id=actor.department_id)
        first, last = organizations.code_range(actor.division_code)
        return cleared.filter(region_code__range=(first, last))


class Entitlement(models.Model):
    """What an application was granted, and whether it is in force (准予的许可、登记、资格).

    One for each case that was granted; whoever changes, renews or replaces it gets a new one.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "holder_name": ("knowing who holds what was granted", KEEPING_YEARS)
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"holder_id = {row_security.APPLICANT}",
        department=f"department_id = {row_security.DEPARTMENT}",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="entitlement")
    department = models.ForeignKey(
        "organizations.Department", models.PROTECT, related_name="+", db_index=False
    )
    item_code = models.CharField(max_length=40)
    item_name = models.CharField(max_length=300)
    item_type = models.CharField(max_length=2)
    result_name = models.CharField(max_length=300)
    holder_kind = models.CharField(max_length=8, choices=ApplicantKind)
    holder_id = models.UUIDField()
    holder_name = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    """The last day; None where no end is set."""
    state = models.CharField(max_length=12, choices=EntitlementState)
    ended_on = models.DateField(null=True, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    """What this one changed, renewed or replaced; a change that never took effect may be followed
    by another."""
    deemed_renewals = models.PositiveSmallIntegerField(default=0)
    """How often it was renewed by law, because nobody answered in time (行政许可法 50)."""
    reminded_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = EntitlementQuerySet.as_manager()

    class Meta:
        db_table = "cases_entitlement"
        constraints = [
            models.CheckConstraint(
                name="entitlement_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="entitlement_ended_says_when",
                condition=Q(
                    state__in=[
                        EntitlementState.PENDING,
                        EntitlementState.EFFECTIVE,
                        EntitlementState.SUSPENDED,
                    ],
                    ended_on__isnull=True,
                )
                | Q(ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="entitlement_state_known", condition=Q(state__in=EntitlementState.values)
            ),
        ]
        indexes = [
            models.Index(fields=["holder_id", "-valid_from"], name="entitlement_holder"),
            models.Index(fields=["department", "state", "-valid_from"], name="entitlement_office"),
            models.Index(fields=["region_code", "-valid_from"], name="entitlement_region"),
            models.Index(
                fields=["valid_until"],
                name="entitlement_ends",
                condition=Q(
                    state__in=[EntitlementState.EFFECTIVE, EntitlementState.SUSPENDED],
                    valid_until__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result_name} · {self.holder_name}"


class Measure(models.Model):
    """What a body means to do, or did, to something that it granted: 撤回, 撤销, 注销.

    Source: 行政许可法 7 (statement and defence), 8, 69 and 70.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "facts": ("stating why something granted is taken back", KEEPING_YEARS),
        "statement": ("hearing who is affected", KEEPING_YEARS),
        "statement_answer": ("hearing who is affected", KEEPING_YEARS),
        "reasons": ("stating the reasons of a decision", KEEPING_YEARS),
        "compensation": ("stating what is paid for a loss", KEEPING_YEARS),
        "proposed_by_name": ("naming who acted", KEEPING_YEARS),
        "decided_by_name": ("naming who acted", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.through("cases_entitlement", "entitlement_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=12, choices=MeasureKind)
    ground = models.CharField(max_length=24, choices=MeasureGround)
    article = models.CharField(max_length=30)
    facts = models.TextField()
    state = models.CharField(max_length=12, choices=MeasureState)
    proposed_by_id = models.UUIDField()
    proposed_by_name = models.CharField(max_length=100)
    proposed_at = models.DateTimeField()
    statement_due_on = models.DateField(null=True, blank=True)
    statement = models.TextField(blank=True)
    stated_at = models.DateTimeField(null=True, blank=True)
    statement_answer = models.TextField(blank=True)
    """Whether what was stated is followed, and why or why not."""
    compensation = models.TextField(blank=True)
    """What is paid for the holder's loss (行政许可法 8 and 69 (4)); "" when nothing is."""
    reasons = models.TextField(blank=True)
    decided_by_id = models.UUIDField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "cases_measure"
        constraints = [
            models.UniqueConstraint(
                fields=["entitlement"],
                name="measure_one_open",
                condition=Q(
                    state__in=[MeasureState.PROPOSED, MeasureState.TOLD, MeasureState.HEARD]
                ),
                violation_error_message=_("这个证件或资格已有一项正在进行的处理。"),
            ),
            models.CheckConstraint(name="measure_states_facts", condition=~Q(facts="")),
            models.CheckConstraint(
                name="measure_is_decided_by_another",
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=F("proposed_by_id")),
            ),
            models.CheckConstraint(
                name="measure_decided_says_why",
                condition=~Q(state__in=[MeasureState.DECIDED, MeasureState.DROPPED])
                | (~Q(reasons="") & Q(decided_by_id__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="measure_answers_what_was_stated",
                condition=~Q(state__in=[MeasureState.DECIDED, MeasureState.DROPPED])
                | Q(statement="")
                | ~Q(statement_answer=""),
            ),
            models.CheckConstraint(
                name="measure_against_the_holder_was_told",
                condition=Q(kind=MeasureKind.CANCEL)
                | ~Q(state=MeasureState.DECIDED)
                | Q(statement_due_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.entitlement_id}"


class Remedy(models.Model):
    """A reconsideration or a lawsuit about a case, as the body that decided notes it.

    Source: 行政复议法, 行政诉讼法.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "conclusion": ("knowing what was decided about a decision", KEEPING_YEARS)
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="remedies")
    kind = models.CharField(max_length=16, choices=RemedyKind)
    body = models.CharField(max_length=200)
    matter_number = models.CharField(max_length=100)
    """The number that the body or the court gave it (案号)."""
    filed_on = models.DateField()
    suspends = models.BooleanField(default=False)
    """Execution is stopped until it is concluded (行政复议法 42, 行政诉讼法 56)."""
    state = models.CharField(max_length=12, choices=RemedyState, default=RemedyState.PENDING)
    noted_by_id = models.UUIDField()
    noted_at = models.DateTimeField()
    concluded_on = models.DateField(null=True, blank=True)
    conclusion = models.TextField(blank=True)
    concluded_by_id = models.UUIDField(null=True, blank=True)
    anew = models.OneToOneField(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="ordered_by"
    )
    """The case in which the decision is made anew."""

    class Meta:
        db_table = "cases_remedy"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                name="remedy_one_pending",
                condition=Q(state=RemedyState.PENDING),
            ),
            models.UniqueConstraint(
                fields=["case", "kind", "matter_number"], name="remedy_noted_once"
            ),
            models.CheckConstraint(
                name="remedy_concluded_says_what",
                condition=Q(state=RemedyState.PENDING)
                | (Q(concluded_on__isnull=False) & ~Q(conclusion="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.matter_number} · {self.case_id}"
