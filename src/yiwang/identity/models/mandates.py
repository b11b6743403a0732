# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Mandates that people give, and guardians of minors."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yiwang.foundation.identifiers import new_id
from yiwang.identity.enums import GuardianProof, HandlerRight, MandateForm, MandateState


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Questions about mandates that chain."""

    def valid_on(self, day: date) -> Self:
        return self.filter(state=MandateState.ACTIVE, since__lte=day, until__gt=day)

    def overdue_on(self, day: date) -> Self:
        live = (MandateState.UNCONFIRMED, MandateState.OFFERED, MandateState.ACTIVE)
        return self.filter(state__in=live, until__lte=day)


class Mandate(models.Model):
    """A person lets another person, a firm or a service station act, from ``since`` to the day
    before ``until``; what was signed never changes, a trigger sees to it.

    :ivar number: printed on it; opens the public page that tells whether it is valid
    :ivar items: basic codes; with ``themes`` empty too, every item
    :ivar text: what the principal read and signed, whole; its hash is in the ledger
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    principal = models.ForeignKey(
        "identity.NaturalPerson", on_delete=models.PROTECT, related_name="mandates_given"
    )
    agent_person = models.ForeignKey(
        "identity.NaturalPerson",
        on_delete=models.PROTECT,
        null=True,
        related_name="mandates_taken",
    )
    agent_firm = models.ForeignKey(
        "identity.LegalPerson", on_delete=models.PROTECT, null=True, related_name="mandates_taken"
    )
    agent_department = models.ForeignKey(
        "organizations.Department", on_delete=models.PROTECT, null=True, related_name="+"
    )
    items = ArrayField(models.CharField(max_length=12), default=list)
    themes = ArrayField(models.CharField(max_length=40), default=list)
    item_names = ArrayField(models.CharField(max_length=300), default=list)
    rights = ArrayField(models.CharField(max_length=20, choices=HandlerRight))
    since = models.DateField()
    until = models.DateField()
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    form = models.CharField(max_length=8, choices=MandateForm)
    signed_at = models.DateTimeField()
    account_id = models.UUIDField(null=True)
    """The principal's account that signed it; None for one on paper."""
    paper_file_id = models.UUIDField(null=True)
    paper_sha256 = models.CharField(max_length=64, default="", blank=True)
    taken_by_id = models.UUIDField(null=True)
    """The staff member who took the paper."""
    code_hash = models.CharField(max_length=64, default="", blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    code_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=MandateState)
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=10, default="", blank=True)

    objects = MandateQuerySet.as_manager()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "principal": ("proof of who may act for whom", 30),
        "agent_person": ("proof of who may act for whom", 30),
        "text": ("proof of who may act for whom", 30),
        "paper_file_id": ("proof of who may act for whom", 30),
        "code_hash": ("confirming a mandate; erased when used", 0),
    }

    class Meta:
        db_table = "identity_mandate"
        constraints = [
            models.CheckConstraint(
                name="mandate_one_agent",
                condition=Q(
                    agent_person__isnull=False,
                    agent_firm__isnull=True,
                    agent_department__isnull=True,
                )
                | Q(
                    agent_person__isnull=True,
                    agent_firm__isnull=False,
                    agent_department__isnull=True,
                )
                | Q(
                    agent_person__isnull=True,
                    agent_firm__isnull=True,
                    agent_department__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="mandate_not_to_oneself",
                condition=Q(agent_person__isnull=True) | ~Q(agent_person=F("principal")),
            ),
            models.CheckConstraint(
                name="mandate_period_ordered", condition=Q(until__gt=F("since"))
            ),
            models.CheckConstraint(
                name="mandate_state_known", condition=Q(state__in=MandateState.values)
            ),
            models.CheckConstraint(
                name="mandate_active_is_accepted",
                condition=~Q(state=MandateState.ACTIVE) | Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mandate_end_says_by_whom",
                condition=Q(
                    state__in=[
                        MandateState.UNCONFIRMED,
                        MandateState.OFFERED,
                        MandateState.ACTIVE,
                    ],
                    ended_at__isnull=True,
                )
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
            ),
            models.CheckConstraint(
                name="mandate_paper_is_kept",
                condition=Q(form=MandateForm.ONLINE, account_id__isnull=False)
                | (
                    Q(
                        form=MandateForm.PAPER,
                        paper_file_id__isnull=False,
                        taken_by_id__isnull=False,
                    )
                    & ~Q(paper_sha256="")
                ),
            ),
            models.CheckConstraint(name="mandate_gives_something", condition=Q(rights__len__gte=1)),
        ]
        indexes = [
            models.Index(
                fields=["until"],
                name="mandate_running",
                condition=Q(state__in=["unconfirmed", "offered", "active"]),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class GuardianshipQuerySet(models.QuerySet["Guardianship"]):
    """Questions about guardianships that chain."""

    def valid_on(self, day: date) -> Self:
        return self.filter(since__lte=day, until__gt=day)


class Guardianship(models.Model):
    """Who acts for a minor, from ``since`` to the day before ``until``.

    :ivar until: the ward's 18th birthday, unless it was ended before
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    guardian = models.ForeignKey(
        "identity.NaturalPerson", on_delete=models.PROTECT, related_name="wards"
    )
    ward = models.ForeignKey(
        "identity.NaturalPerson", on_delete=models.PROTECT, related_name="guardians"
    )
    proof = models.CharField(max_length=10, choices=GuardianProof)
    source = models.CharField(max_length=40)
    reference = models.CharField(max_length=80, default="", blank=True)
    staff_id = models.UUIDField(null=True)
    since = models.DateField()
    until = models.DateField()
    is_ended = models.BooleanField(default=False)
    """Somebody ended it, or the sweep has noted that the ward is of age."""

    objects = GuardianshipQuerySet.as_manager()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "guardian": ("proof of who may act for whom", 30),
        "ward": ("proof of who may act for whom", 30),
    }

    class Meta:
        db_table = "identity_guardianship"
        constraints = [
            models.UniqueConstraint(
                fields=["guardian", "ward"],
                name="guardian_once_at_a_time",
                condition=Q(is_ended=False),
            ),
            models.CheckConstraint(
                name="guardian_not_of_oneself", condition=~Q(guardian=F("ward"))
            ),
            models.CheckConstraint(
                name="guardian_period_ordered", condition=Q(until__gte=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guardian_id} → {self.ward_id}"
