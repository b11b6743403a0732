# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is written down of a broken promise, and what its subject says to it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.credit.enums import CreditKind, CreditState, RequestKind, RequestState
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id
from yiwang.organizations import selectors as organizations
from yiwang.organizations.enums import Right

KEEPING_YEARS = 10


class CreditEventQuerySet(models.QuerySet["CreditEvent"]):
    """Questions about records."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to the actor's own records, or to those that their department wrote.

        Somebody who acts under a mandate sees none: it is the principal's own matter.
        """
        if actor.is_system:
            return self
        if actor.is_citizen:
            if actor.mandate_id or actor.applicant_id is None:
                return self.none()
            return self.filter(person_id=actor.applicant_id)
        if not actor.has_right(Right.CASES_READ):
            return self.none()
        if not actor.covers_subtree:
            return self.filter(department_id=actor.department_id)
        return self.filter(region_code__range=organizations.code_range(actor.division_code))

    def in_force(self, on: date) -> Self:
        """Narrow to what keeps its subject from being trusted on a day."""
        return self.filter(state=CreditState.ACTIVE, expires_on__gt=on)


class CreditEvent(models.Model):
    """A promise that was not kept: whose, in which matter, who found it, until when it counts."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "person_name": ("knowing who did not keep a promise", KEEPING_YEARS),
        "text": ("telling the person what is written down", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"person_id = {row_security.APPLICANT}",
        department=f"department_id = {row_security.DEPARTMENT}",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    person_id = models.UUIDField()
    """The natural or legal person who made the promise."""
    person_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=CreditKind)
    department = models.ForeignKey(
        "organizations.Department", models.PROTECT, related_name="+", db_index=False
    )
    """Who wrote it down, and answers objections."""
    case_id = models.UUIDField()
    case_number = models.CharField(max_length=32)
    item_name = models.CharField(max_length=300)
    text = models.TextField()
    """What the person reads: what was promised, and what was found."""
    written_by_id = models.UUIDField(null=True, blank=True)
    """The member of staff whose finding it rests on; nobody else's objection is theirs to judge."""
    happened_at = models.DateTimeField()
    expires_on = models.DateField()
    """From this day on it has no effect any more."""
    repairable_on = models.DateField()
    """The first day on which a repair may be asked for."""
    state = models.CharField(max_length=8, choices=CreditState, default=CreditState.ACTIVE)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CreditEventQuerySet.as_manager()

    class Meta:
        db_table = "credit_event"
        constraints = [
            models.UniqueConstraint(fields=["case_id", "kind"], name="credit_event_once"),
            models.CheckConstraint(name="credit_event_has_words", condition=~Q(text="")),
            models.CheckConstraint(
                name="credit_event_ended_says_when",
                condition=Q(state=CreditState.ACTIVE, ended_at__isnull=True)
                | (~Q(state=CreditState.ACTIVE) & Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "-happened_at"], name="credit_event_person"),
            models.Index(fields=["department", "-happened_at"], name="credit_event_department"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.case_number}"


class CreditRequest(models.Model):
    """An objection to a record, or what was done so that it may be lifted (信用修复)."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "words": ("hearing who is affected", KEEPING_YEARS),
        "answer": ("answering who is affected", KEEPING_YEARS),
        "decided_by_name": ("naming who acted", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.through("credit_event", "event_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    event = models.ForeignKey(CreditEvent, models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=10, choices=RequestKind)
    words = models.TextField()
    filed_by_id = models.UUIDField()
    filed_at = models.DateTimeField()
    answer_due_on = models.DateField()
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.FILED)
    answer = models.TextField(blank=True)
    decided_by_id = models.UUIDField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "credit_request"
        constraints = [
            models.UniqueConstraint(
                fields=["event"],
                name="credit_request_one_open",
                condition=Q(state=RequestState.FILED),
                violation_error_message=_("已有一项请求正在处理。"),
            ),
            models.CheckConstraint(name="credit_request_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="credit_request_decided_says_why",
                condition=Q(state=RequestState.FILED)
                | (~Q(answer="") & Q(decided_by_id__isnull=False, decided_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["answer_due_on"],
                name="credit_request_open",
                condition=Q(state=RequestState.FILED),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.event_id}"
