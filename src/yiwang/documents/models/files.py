# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""One file that somebody handed in, or that we made."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from yiwang.documents.enums import FileKind, ScanState
from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.identifiers import new_id

_OWN = f"owner_account_id::text = {row_security.HOLDER} OR owner_client_id = {row_security.HOLDER}"
_LED_TO = (
    row_security.leads_to("documents_issued", "documents_file.id", its="file_id"),
    row_security.leads_to("documents_service", "documents_file.id", its="proof_id"),
    row_security.leads_to("documents_translation", "documents_file.id", its="file_id"),
)
_WRITTEN = " OR ".join([_OWN, *_LED_TO])
for _condition in _LED_TO:
    row_security.also_seen("documents.StoredFile", _condition)


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Questions about files."""

    def owned_by(self, actor: Actor) -> Self:
        """Narrow to the files that this actor handed in; nothing for who has no account."""
        if actor.account_id is not None:
            return self.filter(owner_account_id=actor.account_id)
        if actor.client_id:
            return self.filter(owner_client_id=actor.client_id)
        return self.none()

    def usable(self) -> Self:
        """Leave out what the scanner or the scrub found bad."""
        return self.filter(damaged_at__isnull=True).exclude(scan_state=ScanState.INFECTED)


class StoredFile(models.Model):
    """A file in the store: its bytes are named by their SHA-256 and durable before this row is.

    Two people who hand in the same bytes have a row each and share the object. What we made
    ourselves has no owner.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "name": ("showing people what they handed in", 30),
        "owner_account_id": ("proof of who handed it in", 30),
    }
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=_OWN, department=_OWN, citizen_writes=_WRITTEN, department_writes=_WRITTEN
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region_code = models.CharField(max_length=12, default="", blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=8, choices=FileKind)
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=120)
    owner_account_id = models.UUIDField(null=True, blank=True)
    owner_client_id = models.CharField(max_length=64, default="", blank=True)
    created_at = models.DateTimeField()

    scan_state = models.CharField(max_length=8, choices=ScanState)
    scanned_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    """When the scrub last compared the stored bytes with the hash."""
    damaged_at = models.DateTimeField(null=True, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        db_table = "documents_file"
        constraints = [
            models.CheckConstraint(
                name="file_sha256_shape", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(name="file_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(name="file_kind_known", condition=Q(kind__in=FileKind.values)),
            models.CheckConstraint(
                name="file_scan_state_known", condition=Q(scan_state__in=ScanState.values)
            ),
            models.CheckConstraint(
                name="file_scanned_says_when",
                condition=~Q(scan_state__in=[ScanState.CLEAN, ScanState.INFECTED])
                | Q(scanned_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="file_sha256"),
            models.Index(fields=["owner_account_id", "-created_at"], name="file_owner"),
            models.Index(
                models.F("checked_at").asc(nulls_first=True), "id", name="file_scrub_order"
            ),
            models.Index(
                fields=["id"],
                name="file_unscanned",
                condition=Q(scan_state__in=["off", "pending"]),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_owned_by(self, actor: Actor) -> bool:
        """Tell whether the actor handed this file in."""
        if actor.account_id is not None:
            return self.owner_account_id == actor.account_id
        return bool(actor.client_id) and self.owner_client_id == actor.client_id
