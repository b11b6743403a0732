# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What was signed for a way of handling, and what has to follow: materials, originals, checks."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.cases.enums import CaseMode, CheckState, OriginalResult
from yiwang.cases.modes.enums import SignedHow
from yiwang.foundation import row_security
from yiwang.foundation.identifiers import new_id


class ModeChoice(models.Model):
    """What an applicant chose and signed, with the very words; one for a case."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "signed_by_name": ("proving who promised what", 30),
        "paper": ("proving who promised what", 30),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="mode_choice")
    mode = models.CharField(max_length=12, choices=CaseMode)
    text = models.TextField()
    """What was told and promised, as the applicant read it."""
    text_sha256 = models.CharField(max_length=64)
    materials = models.JSONField(default=list)
    """List of ``{"key": …, "name": …}``: deferred, promised, or to be seen in the original.

    Where both was chosen, ``"way"`` says which of the two each is for.
    """
    signed_by_id = models.UUIDField()
    """The account that signed: the applicant's, a handler's, or a clerk's for who stands there."""
    signed_by_name = models.CharField(max_length=200)
    signed_at = models.DateTimeField()
    signed_how = models.CharField(
        max_length=8, choices=SignedHow, default=SignedHow.ACCOUNT, db_default=SignedHow.ACCOUNT
    )
    paper = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, related_name="+", db_index=False
    )
    """The scan of what was signed on paper at the counter."""
    presence_id = models.UUIDField(null=True)
    """The code of presence that was shown to sign at the counter."""

    class Meta:
        db_table = "cases_mode_choice"
        constraints = [
            models.CheckConstraint(
                name="mode_choice_is_special", condition=~Q(mode=CaseMode.STANDARD)
            ),
            models.CheckConstraint(name="mode_choice_has_words", condition=~Q(text="")),
            models.CheckConstraint(
                name="mode_choice_is_proven",
                condition=Q(
                    signed_how=SignedHow.ACCOUNT, paper__isnull=True, presence_id__isnull=True
                )
                | Q(signed_how=SignedHow.PAPER, paper__isnull=False, presence_id__isnull=True)
                | Q(signed_how=SignedHow.PRESENCE, paper__isnull=True, presence_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["paper"], name="mode_choice_paper", condition=Q(paper__isnull=False)
            )
        ]

    @property
    def file(self) -> Any:
        """Return the scan of what was signed on paper, as other parts of a case name theirs."""
        return self.paper

    def __str__(self) -> str:
        return f"{self.mode} · {self.case_id}"


class DeferredMaterial(models.Model):
    """A material that follows after the acceptance. Source: 最多跑一次规定 11 (2)."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "returned_because": ("telling the applicant what is still missing", 30)
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, related_name="deferred_materials", db_index=False
    )
    requirement_key = models.CharField(max_length=64)
    name = models.CharField(max_length=300)
    due_on = models.DateField()
    is_provisional = models.BooleanField(default=False)
    reminded_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.TextField(blank=True)
    """Why what was handed in was given back; "" when it was not."""

    class Meta:
        db_table = "cases_deferred_material"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "requirement_key"], name="deferred_material_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="deferred_outstanding",
                condition=Q(handed_in_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.case_id}"


class OriginalCheck(models.Model):
    """A clerk has laid a copy beside its original; holds for later applications for a while."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "original": ("proving which original was seen", 30),
        "difference": ("stating in what a copy differs from its original", 30),
        "seen_by_name": ("naming who acted", 30),
        "void_reason": ("stating why a check does not hold any more", 30),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, related_name="original_checks", db_index=False
    )
    material = models.ForeignKey(
        "cases.CaseMaterial", models.PROTECT, related_name="original_checks", db_index=False
    )
    result = models.CharField(max_length=8, choices=OriginalResult)
    original = models.CharField(max_length=300)
    """Which original it was: its kind and number as it stands on it."""
    place = models.CharField(max_length=200)
    difference = models.TextField(blank=True)
    seen_by_id = models.UUIDField()
    seen_by_name = models.CharField(max_length=100)
    seen_at = models.DateTimeField()
    valid_until = models.DateField(null=True, blank=True)
    """The last day on which a later application may rest on it; None: on no other."""
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by_id = models.UUIDField(null=True, blank=True)
    void_reason = models.TextField(blank=True)

    class Meta:
        db_table = "cases_original_check"
        constraints = [
            models.UniqueConstraint(
                fields=["material"], name="original_check_one", condition=Q(voided_at__isnull=True)
            ),
            models.CheckConstraint(
                name="original_check_names_it", condition=~Q(original="") & ~Q(place="")
            ),
            models.CheckConstraint(
                name="original_mismatch_says_how",
                condition=~Q(result=OriginalResult.MISMATCH) | ~Q(difference=""),
                violation_error_message=_("与原件不符的，应当写明哪里不符。"),
            ),
            models.CheckConstraint(
                name="original_void_says_why",
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["case"], name="original_check_case")]

    def __str__(self) -> str:
        return f"{self.result} · {self.material_id}"


class PromiseCheck(models.Model):
    """Whether a promise holds, looked at within the law's time. Source: 最多跑一次规定 14."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "findings": ("stating what was found on the spot", 30),
        "order": ("ordering what has to be corrected", 30),
        "recheck_findings": ("stating what was found on the spot", 30),
        "revocation_reasons": ("stating the reasons of a decision", 30),
        "checked_by_name": ("naming who acted", 30),
        "rechecked_by_name": ("naming who acted", 30),
        "revoked_by_name": ("naming who acted", 30),
    }
    rows_seen: ClassVar = row_security.through("cases_case", "case_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="promise_check")
    state = models.CharField(max_length=12, choices=CheckState, default=CheckState.DUE)
    started_on = models.DateField()
    workdays = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    is_provisional = models.BooleanField(default=False)
    overdue_at = models.DateTimeField(null=True, blank=True)
    """When it was noticed that nobody came in time."""
    findings = models.TextField(blank=True)
    checked_by_id = models.UUIDField(null=True, blank=True)
    checked_by_name = models.CharField(max_length=100, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    order = models.TextField(blank=True)
    correct_by_on = models.DateField(null=True, blank=True)
    recheck_findings = models.TextField(blank=True)
    rechecked_by_id = models.UUIDField(null=True, blank=True)
    rechecked_by_name = models.CharField(max_length=100, blank=True)
    rechecked_at = models.DateTimeField(null=True, blank=True)
    revocation_reasons = models.TextField(blank=True)
    revoked_by_id = models.UUIDField(null=True, blank=True)
    revoked_by_name = models.CharField(max_length=100, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cases_promise_check"
        constraints = [
            models.CheckConstraint(
                name="promise_order_has_a_day",
                condition=~Q(state=CheckState.CORRECTING)
                | (~Q(order="") & Q(correct_by_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="promise_revoked_says_why",
                condition=~Q(state=CheckState.REVOKED) | ~Q(revocation_reasons=""),
            ),
            models.CheckConstraint(
                name="promise_kept_was_seen",
                condition=~Q(state=CheckState.KEPT) | Q(checked_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], name="promise_check_due", condition=Q(state=CheckState.DUE)
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} · {self.case_id}"
