# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Who applies together with somebody: invited to a draft, bound to what they signed, a party."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yiwang.cases.enums import TogetherState
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id

KEEPING_YEARS = 30
LIVE = (TogetherState.INVITED, TogetherState.JOINED)


class CoApplicant(models.Model):
    """A co-applicant (共同申请人) of a draft, and of the case that it becomes.

    Until they accept, only name and an index of their resident number are known: whether anybody
    has an account is told to nobody.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "name": ("applying together", KEEPING_YEARS),
        "number_index": ("applying together", KEEPING_YEARS),
        "number_masked": ("applying together", KEEPING_YEARS),
        "invited_by_name": ("applying together", KEEPING_YEARS),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"person_id = {row_security.APPLICANT} OR invited_by_id = {row_security.APPLICANT}",
        department=row_security.leads_to("cases_case", "case_id"),
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    draft_id = models.UUIDField(db_index=True)
    """Of the draft, which is gone once it is handed in."""
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="co_applicants"
    )
    item_name = models.CharField(max_length=300)
    role = models.CharField(max_length=40, blank=True)
    """One of those that the form asks for; "" where somebody was invited without need."""
    role_title = models.CharField(max_length=60)
    invited_by_id = models.UUIDField()
    """The natural or legal person who applies."""
    invited_by_name = models.CharField(max_length=200)
    name = models.CharField(max_length=60)
    number_index = models.BinaryField(max_length=64, db_index=True)
    number_masked = models.CharField(max_length=18)
    person_id = models.UUIDField(null=True, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=TogetherState, default=TogetherState.INVITED)
    invited_at = models.DateTimeField()
    expires_on = models.DateField()
    """The last day of the invitation, and of reading the draft."""
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_sha256 = models.CharField(max_length=64, blank=True)
    """Of what they read; any change of the draft voids the signature."""
    signed_assurance = models.PositiveSmallIntegerField(null=True, blank=True)
    withdrawal_asked_at = models.DateTimeField(null=True, blank=True)
    withdrawal_agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_co_applicant"
        constraints = [
            models.UniqueConstraint(
                fields=["draft_id", "number_index"],
                name="co_applicant_once",
                condition=Q(state__in=LIVE),
            ),
            models.UniqueConstraint(
                fields=["draft_id", "role"],
                name="co_applicant_role_once",
                condition=Q(state__in=LIVE) & ~Q(role=""),
            ),
            models.CheckConstraint(
                name="co_applicant_state_known", condition=Q(state__in=TogetherState.values)
            ),
            models.CheckConstraint(
                name="co_applicant_joined_is_known",
                condition=~Q(state=TogetherState.JOINED) | Q(person_id__isnull=False),
            ),
            models.CheckConstraint(
                name="co_applicant_signature_is_whole",
                condition=Q(signed_at__isnull=True, signed_sha256="", signed_assurance__isnull=True)
                | (Q(signed_at__isnull=False, signed_assurance__gte=2) & ~Q(signed_sha256="")),
            ),
            models.CheckConstraint(
                name="co_applicant_of_case_signed",
                condition=Q(case__isnull=True) | Q(signed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role or 'together'} · {self.draft_id}"
