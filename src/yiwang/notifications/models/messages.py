# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages to people."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from yiwang.foundation import row_security
from yiwang.foundation.actors import Actor
from yiwang.foundation.erasing import Erasure
from yiwang.foundation.identifiers import new_id
from yiwang.identity.enums import HandlerRight

COPY = "copy:"
"""How the source of a copy begins."""


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about messages."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to the messages of the person that the actor is or acts for."""
        if actor.mandate_id or not actor.may_for_principal(HandlerRight.TRACK):
            return self.none()  # an agent reads no letters of the principal's
        if actor.is_citizen and actor.applicant_id:
            return self.filter(recipient_id=actor.applicant_id)
        return self.none()

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Message(models.Model):
    """One message in an inbox; its words are made when it is read, in the reader's language."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "params": ("telling people what happens to their matter", 5),
    }
    erased: ClassVar = Erasure("created_at", 5 * 366)
    rows_seen: ClassVar = row_security.RowSecurity(
        citizen=f"recipient_id = {row_security.APPLICANT}"
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recipient_id = models.UUIDField()
    """The natural or legal person that it is for."""
    region_code = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    source_key = models.CharField(max_length=100, unique=True)
    """What it was sent for; the same source never sends twice."""
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    """When it was decided on which ways it goes out; None while that waits."""

    objects = MessageQuerySet.as_manager()

    class Meta:
        db_table = "notifications_message"
        constraints = [
            models.CheckConstraint(name="message_has_a_kind", condition=~Q(kind="")),
        ]
        indexes = [
            models.Index(fields=["recipient_id", "-created_at", "-id"], name="message_inbox"),
            models.Index(
                fields=["created_at"],
                name="message_unplanned",
                condition=Q(planned_at__isnull=True),
            ),
            models.Index(
                fields=["recipient_id"], name="message_unread", condition=Q(read_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.id}"

    @property
    def is_copy(self) -> bool:
        """Tell whether it is a copy of what a firm was told, for who filed the case."""
        return self.source_key.startswith(COPY)
