# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What people may know and decide about their own data."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.erasing import Erasure
from yiwang.foundation.identifiers import new_id
from yiwang.identity.enums import CorrectedField, CorrectionState, ExportState, TextKind
from yiwang.organizations import selectors as organizations

YEAR = 366
OWN_ACCOUNT = row_security.RowSecurity(citizen=f"account_id = ({row_security.HOLDER})::uuid")
"""A citizen sees what hangs on their own account; nobody else at a desk does."""


class PrivacyTerm(models.Model):
    """A number of days, or minutes, that an installation may choose, and what it rests on."""

    code = models.CharField(primary_key=True, max_length=40)
    value = models.PositiveIntegerField()
    basis = models.CharField(max_length=200)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "identity_privacy_term"

    def __str__(self) -> str:
        return self.code


class RecentRead(models.Model):
    """That somebody has lately read about somebody for a purpose, known by its hash only.

    It keeps a page that is loaded again from being written to the ledger again.
    """

    key = models.BinaryField(primary_key=True, max_length=32)
    read_at = models.DateTimeField(db_index=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "identity_recent_read"

    def __str__(self) -> str:
        return bytes(self.key).hex()[:12]


class ReadQuestionQuerySet(models.QuerySet["ReadQuestion"]):
    """Questions that people asked about a read, always within what the actor may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep one's own, or for an audit administrator those about the post's reach."""
        if actor.is_system:
            return self
        if actor.is_citizen and actor.applicant_id:
            return self.filter(person_id=actor.applicant_id)
        if not (actor.is_staff and actor.admin_role == "audit"):
            return self.none()
        if actor.covers_subtree:
            first, last = organizations.code_range(actor.division_code)
            return self.filter(region_code__range=(first, last))
        return self.filter(department_id=actor.department_id)


class ReadQuestion(models.Model):
    """Somebody asks why their data were read; the department's audit administrator answers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    """The natural or legal person whose data were read."""
    account_id = models.UUIDField()
    event_id = models.BigIntegerField()
    """The fact of the ledger that the question is about."""
    read_at = models.DateTimeField()
    department_id = models.UUIDField(null=True)
    """Whose staff, or whose system, has read."""
    region_code = models.CharField(max_length=12)
    question = models.TextField()
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects = ReadQuestionQuerySet.as_manager()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "question": ("answering who read somebody's data", 3),
        "answer": ("answering who read somebody's data", 3),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"person_id = {row_security.APPLICANT}",
        department=f"department_id = {row_security.DEPARTMENT}",
    )
    erased: ClassVar = Erasure("answered_at", 3 * YEAR)

    class Meta:
        db_table = "identity_read_question"
        constraints = [
            models.UniqueConstraint(fields=["person_id", "event_id"], name="read_question_once"),
            models.CheckConstraint(name="read_question_asks", condition=~Q(question="")),
            models.CheckConstraint(
                name="read_question_answer_whole",
                condition=Q(answer="", answered_by_id__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by_id__isnull=False) & Q(answered_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["region_code", "due_on"], name="read_question_region"),
            models.Index(fields=["department_id", "due_on"], name="read_question_department"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class PrivacyText(models.Model):
    """One version of a text that people are told, or asked to agree to; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=TextKind)
    version = models.CharField(max_length=20)
    title_zh = models.CharField(max_length=100)
    title_en = models.CharField(max_length=150)
    body_zh = models.TextField()
    body_en = models.TextField()
    sha256 = models.CharField(max_length=64)
    """Of both languages together; the consent repeats it."""
    valid_from = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "identity_privacy_text"
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="privacy_text_version_once"),
            models.CheckConstraint(
                name="privacy_text_hashed", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]
        indexes = [models.Index(fields=["kind", "-valid_from"], name="privacy_text_in_force")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class TextConsent(models.Model):
    """That the holder of an account took note of, or agreed to, one version of a text."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(
        "identity.Account", models.CASCADE, related_name="text_consents", db_index=False
    )
    text = models.ForeignKey(PrivacyText, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "account": ("proof of what somebody agreed to", 3)
    }
    rows_seen: ClassVar = OWN_ACCOUNT
    erased: ClassVar = Erasure("withdrawn_at", 3 * YEAR)

    class Meta:
        db_table = "identity_text_consent"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "text"],
                name="text_consent_once",
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="text_consent_withdrawn_later",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
            ),
        ]
        indexes = [models.Index(fields=["account", "-given_at"], name="text_consent_account")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.text_id}"


class DataExport(models.Model):
    """A copy of everything about a person, asked for by that person; gone after some days."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(
        "identity.Account", models.CASCADE, related_name="exports", db_index=False
    )
    person_id = models.UUIDField(null=True)
    state = models.CharField(max_length=8, choices=ExportState, default=ExportState.ASKED)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    file_id = models.UUIDField(null=True)
    size = models.PositiveBigIntegerField(default=0)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "account": ("giving people a copy of their data", 1),
        "person_id": ("giving people a copy of their data", 1),
    }
    rows_seen: ClassVar = OWN_ACCOUNT
    erased: ClassVar = Erasure("asked_at", YEAR)

    class Meta:
        db_table = "identity_data_export"
        constraints = [
            models.UniqueConstraint(
                fields=["account"], name="export_one_at_a_time", condition=Q(state="asked")
            ),
            models.CheckConstraint(
                name="export_ready_has_a_file",
                condition=~Q(state="ready")
                | Q(file_id__isnull=False, ready_at__isnull=False, expires_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-asked_at"], name="export_account"),
            models.Index(fields=["expires_at"], name="export_ends", condition=Q(state="ready")),
        ]

    def __str__(self) -> str:
        return str(self.id)


class DataCorrection(models.Model):
    """Somebody says that their name or number is wrong here; what became of it.

    A right number is never stored here: it is typed at the counter, from the card.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=12, unique=True)
    person = models.ForeignKey(
        "identity.NaturalPerson", models.PROTECT, related_name="corrections", db_index=False
    )
    account_id = models.UUIDField()
    field = models.CharField(max_length=8, choices=CorrectedField)
    state = models.CharField(max_length=10, choices=CorrectionState)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    staff_id = models.UUIDField(null=True)
    department_id = models.UUIDField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "person": ("correcting wrong data", 3),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=OWN_ACCOUNT.citizen,
        department=row_security.ALL,  # any counter takes it up, by its code
    )
    erased: ClassVar = Erasure("ended_at", 3 * YEAR)

    class Meta:
        db_table = "identity_data_correction"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "field"],
                name="correction_one_at_a_time",
                condition=Q(state="counter"),
            ),
            models.CheckConstraint(
                name="correction_ended_says_when",
                condition=Q(state="counter", ended_at__isnull=True)
                | (~Q(state="counter") & Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["account_id", "-asked_at"], name="correction_account")]

    def __str__(self) -> str:
        return self.code


class AccountClosing(models.Model):
    """Somebody wants their account closed; until the day comes they may take it back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(
        "identity.Account", models.CASCADE, related_name="closings", db_index=False
    )
    asked_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "account": ("closing an account", 3),
    }
    rows_seen: ClassVar = OWN_ACCOUNT
    erased: ClassVar = Erasure("asked_at", 3 * YEAR)

    class Meta:
        db_table = "identity_account_closing"
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                name="closing_once",
                condition=Q(cancelled_at__isnull=True, closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="closing_cools_off", condition=Q(closes_at__gt=F("asked_at"))
            ),
            models.CheckConstraint(
                name="closing_ends_once",
                condition=Q(cancelled_at__isnull=True) | Q(closed_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["closes_at"],
                name="closing_due",
                condition=Q(cancelled_at__isnull=True, closed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.account_id)
