# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The nouns of asking: sources, calls, requests to correct, and what demonstrations answer."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.erasing import Erasure
from yiwang.foundation.identifiers import new_id
from yiwang.sharing.enums import (
    CorrectionResult,
    CorrectionState,
    Outcome,
    Subject,
    SwitchState,
    Trouble,
)

CALLS_KEPT_DAYS = 3 * 366


class DataSource(models.Model):
    """A data source (数据源): who answers what, for which purpose, on which legal ground.

    :ivar connector: name of the connector that asks it
    :ivar address: where the connector finds it; "" for those that need none
    :ivar fields: list of ``{"key", "label", "label_en", "kind"}``, the only ones it may answer
    :ivar evidence_types: codes of the evidence types that its answer proves
    :ivar purpose_text: what the person is told that it is asked for
    :ivar needs_consent: the person has to agree before it is asked
    :ivar keeping_days: how long a draft may keep an answer before it is asked again
    :ivar milliseconds: how long to wait for an answer
    :ivar failures: answers missed in a row; from ``health.FAILURES_ALLOWED`` on it is paused
    """

    code = models.CharField(primary_key=True, max_length=40)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    provider = models.CharField(max_length=100)
    provider_en = models.CharField(max_length=100, blank=True)
    provider_department = models.ForeignKey(
        "organizations.Department", models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The body whose staff answer requests to correct here; None for a provider elsewhere."""
    key_cipher = models.BinaryField(null=True)
    """The sealed key with which questions and answers are signed; only for sources over HTTP."""
    connector = models.CharField(max_length=40)
    address = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=8, choices=Subject, default=Subject.NATURAL)
    fields = models.JSONField(default=list)
    evidence_types = models.JSONField(default=list)
    purpose_text = models.CharField(max_length=300)
    purpose_text_en = models.CharField(max_length=300, blank=True)
    legal_basis = models.CharField(max_length=300)
    needs_consent = models.BooleanField(default=False)
    keeping_days = models.PositiveSmallIntegerField(default=1)
    validity_days = models.PositiveSmallIntegerField(default=30)
    """For how long an answer that names no last day may be relied on."""
    correction_days = models.PositiveSmallIntegerField(default=10)
    """Working days within which the provider is expected to answer a request to correct."""
    milliseconds = models.PositiveIntegerField(default=1000)
    is_demonstration = models.BooleanField(default=False)
    is_on = models.BooleanField(default=True)
    failures = models.PositiveSmallIntegerField(default=0)
    paused_until = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=10, choices=Trouble, blank=True, default="")
    detail = models.CharField(max_length=20, blank=True, default="")
    """What exactly was wrong the last time; a code of ``details.WORDS``."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "sharing_source"
        constraints = [
            models.CheckConstraint(
                name="source_says_what_for", condition=~Q(purpose_text="") & ~Q(legal_basis="")
            ),
            models.CheckConstraint(
                name="source_waits_some_time",
                condition=Q(milliseconds__gte=1, milliseconds__lte=10_000),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class CallQuerySet(models.QuerySet["Call"]):
    """Questions about the call log."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to the calls about the one that a citizen is or acts for."""
        if actor.is_system:
            return self
        if actor.is_citizen and actor.applicant_id and not actor.mandate_id:
            return self.filter(subject_id=actor.applicant_id)
        return self.none()


class Call(models.Model):
    """One question to a source (调用日志): who was asked about, what for, what came of it.

    It holds no answer: whoever asked keeps what they need of it.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}
    erased: ClassVar = Erasure("asked_at", CALLS_KEPT_DAYS)
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"subject_id = {row_security.APPLICANT}",
        department=f"department_id = {row_security.DEPARTMENT}",
        department_writes=row_security.ALL,
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(DataSource, models.PROTECT, related_name="+", db_index=False)
    subject_id = models.UUIDField()
    purpose = models.CharField(max_length=40)
    item_code = models.CharField(max_length=40, blank=True)
    case_id = models.UUIDField(null=True, blank=True)
    department_id = models.UUIDField(null=True, blank=True)
    """The body on whose behalf it was asked."""
    asked_by_id = models.UUIDField(null=True, blank=True)
    """The account, when a person set it off."""
    fields = models.JSONField(default=list)
    outcome = models.CharField(max_length=12, choices=Outcome)
    trouble = models.CharField(max_length=10, choices=Trouble, blank=True, default="")
    detail = models.CharField(max_length=20, blank=True, default="")
    """What exactly was wrong, as a code of ``details.WORDS``."""
    milliseconds = models.PositiveIntegerField()
    reference = models.CharField(max_length=100, blank=True)
    """Under which the provider keeps the question."""
    asked_at = models.DateTimeField()

    objects = CallQuerySet.as_manager()

    class Meta:
        db_table = "sharing_call"
        constraints = [
            models.CheckConstraint(
                name="call_unavailable_says_why",
                condition=Q(outcome=Outcome.UNAVAILABLE, trouble__gt="")
                | Q(trouble="") & ~Q(outcome=Outcome.UNAVAILABLE),
            )
        ]
        indexes = [
            models.Index(fields=["subject_id", "-asked_at"], name="call_subject"),
            models.Index(fields=["source", "-asked_at"], name="call_source"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} · {self.outcome}"


_PROVIDED_HERE = (
    "EXISTS (SELECT 1 FROM sharing_source s WHERE s.code = source_id"  # noqa: S608 - constants of this module
    f" AND s.provider_department_id = {row_security.DEPARTMENT})"
)


class CorrectionQuerySet(models.QuerySet["CorrectionRequest"]):
    """Questions about requests to correct."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to those about the one that a citizen is or acts for, or of one's department."""
        if actor.is_system:
            return self
        if actor.is_citizen and actor.applicant_id and not actor.mandate_id:
            return self.filter(subject_id=actor.applicant_id)
        if actor.is_staff and actor.department_id:
            return self.filter(department_id=actor.department_id)
        return self.none()

    def to_answer_by(self, actor: Actor) -> Self:
        """Narrow to those about what the actor's department provides."""
        if not actor.is_staff or actor.department_id is None:
            return self.none()
        return self.filter(source__provider_department_id=actor.department_id)


class CorrectionRequest(models.Model):
    """The provider is asked to check what it says of somebody (数据校核).

    Source: 政务数据共享条例.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "reason": ("having data corrected at its source", 3),
        "answer": ("having data corrected at its source", 3),
        "answered_by_name": ("naming who acted", 3),
    }
    erased: ClassVar = Erasure("answered_at", CALLS_KEPT_DAYS)
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"subject_id = {row_security.APPLICANT}",
        department=f"department_id = {row_security.DEPARTMENT} OR {_PROVIDED_HERE}",
        department_writes=row_security.ALL,
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(DataSource, models.PROTECT, related_name="+")
    subject_id = models.UUIDField()
    department_id = models.UUIDField(null=True, blank=True)
    call_id = models.UUIDField(null=True, blank=True)
    fields = models.JSONField(default=list)
    reason = models.TextField()
    state = models.CharField(max_length=8, choices=CorrectionState, default=CorrectionState.WAITING)
    reference = models.CharField(max_length=100, blank=True)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    is_corrected = models.BooleanField(null=True)
    result = models.CharField(max_length=10, choices=CorrectionResult, blank=True, default="")
    answer = models.TextField(blank=True)
    answered_by_id = models.UUIDField(null=True)
    answered_by_name = models.CharField(max_length=100, blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True)
    """When it was noted that the answer is late."""

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        db_table = "sharing_correction"
        constraints = [
            models.CheckConstraint(
                name="correction_request_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("请写明哪里不对。"),
            ),
            models.CheckConstraint(
                name="correction_answered_has_result",
                condition=Q(state=CorrectionState.ANSWERED, result__gt="")
                | Q(result="") & ~Q(state=CorrectionState.ANSWERED),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="correction_due",
                condition=Q(overdue_at__isnull=True, answered_at__isnull=True),
            ),
            models.Index(
                fields=["asked_at"],
                name="correction_waiting",
                condition=Q(state=CorrectionState.WAITING),
            ),
            models.Index(fields=["subject_id", "-asked_at"], name="correction_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} · {self.state}"


class SourceSwitch(models.Model):
    """A change of a source's switch: one person proposes it, another agrees, then it takes effect.

    :ivar effective_at: from when on the source is asked, or no longer
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "proposed_by_name": ("naming who acted", 30),
        "decided_by_name": ("naming who acted", 30),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(DataSource, models.PROTECT, related_name="switches")
    is_on = models.BooleanField()
    reason = models.TextField()
    effective_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=SwitchState, default=SwitchState.WAITING)
    proposed_by_id = models.UUIDField()
    """The account."""
    proposed_by_name = models.CharField(max_length=100)
    proposed_at = models.DateTimeField()
    decided_by_id = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "sharing_switch"
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                name="switch_one_at_a_time",
                condition=Q(state__in=[SwitchState.WAITING, SwitchState.APPROVED]),
            ),
            models.CheckConstraint(name="switch_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="switch_by_two",
                condition=~Q(state__in=[SwitchState.APPROVED, SwitchState.DONE])
                | Q(decided_by_id__isnull=False) & ~Q(decided_by_id=F("proposed_by_id")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["effective_at"], name="switch_due", condition=Q(state=SwitchState.APPROVED)
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} · {self.state}"


class DemonstrationRecord(models.Model):
    """What a demonstration source knows of a person who does not exist.

    :ivar behaviour: "" answers; late, away, nonsense: it fails in this way
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {"values": ("demonstration", 1)}

    source_code = models.CharField(max_length=40)
    number_index = models.BinaryField(max_length=64)
    values = models.JSONField(default=dict)
    as_of = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    behaviour = models.CharField(max_length=10, choices=Trouble, blank=True, default="")

    class Meta:
        db_table = "sharing_demonstration_record"
        constraints = [
            models.UniqueConstraint(
                fields=["source_code", "number_index"], name="demonstration_record_once"
            )
        ]

    def __str__(self) -> str:
        return self.source_code
