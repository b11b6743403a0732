# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Natural and legal persons, and who acts for whom."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from yiwang.foundation.actors import Actor
from yiwang.foundation.enums import Sex
from yiwang.foundation.identifiers import new_id
from yiwang.identity.enums import FirmStatus, HandlerRight, HandlerRole, LegalPersonKind


class AssuranceLevel(models.Model):
    """How sure we are that an account belongs to the person it names: 0 (not at all) to 3."""

    level = models.PositiveSmallIntegerField(primary_key=True)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    means_zh = models.CharField(max_length=200)
    means_en = models.CharField(max_length=200)
    may_apply = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "identity_assurance_level"
        constraints = [
            models.CheckConstraint(name="assurance_level_known", condition=Q(level__lte=3))
        ]

    def __str__(self) -> str:
        return self.name_zh


class NaturalPersonQuerySet(models.QuerySet["NaturalPerson"]):
    """Questions about people that chain; begin with ``visible_to``."""

    def visible_to(self, actor: Actor) -> "NaturalPersonQuerySet":
        """Keep what the actor may see without stating a purpose: a citizen sees oneself."""
        if actor.is_system:
            return self.all()
        if actor.is_citizen and actor.person_id:
            return self.filter(pk=actor.person_id)
        return self.none()


class NaturalPerson(models.Model):
    """A human being who applies; numbers are stored encrypted, with a keyed index to find them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60)
    resident_id_cipher = models.BinaryField()
    resident_id_index = models.BinaryField(max_length=64, unique=True)
    phone_cipher = models.BinaryField(null=True)
    phone_index = models.BinaryField(null=True, max_length=64, db_index=True)
    born_on = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex)
    assurance_level = models.PositiveSmallIntegerField(default=1)
    address_division = models.ForeignKey(
        "organizations.Division", on_delete=models.PROTECT, null=True, db_index=False
    )
    address_text = models.CharField(max_length=200, default="", blank=True)
    is_test = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = NaturalPersonQuerySet.as_manager()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "name": ("handling of applications", 30),
        "resident_id_cipher": ("handling of applications", 30),
        "resident_id_index": ("handling of applications", 30),
        "phone_cipher": ("contact", 5),
        "phone_index": ("contact", 5),
        "born_on": ("handling of applications", 30),
        "sex": ("handling of applications", 30),
        "address_division": ("handling of applications", 30),
        "address_text": ("handling of applications", 30),
    }

    class Meta:
        db_table = "identity_natural_person"
        constraints = [
            models.CheckConstraint(
                name="natural_person_assurance_known", condition=Q(assurance_level__lte=3)
            ),
            models.CheckConstraint(name="natural_person_named", condition=~Q(name="")),
        ]
        indexes = [models.Index(fields=["name", "born_on"], name="natural_person_name_day")]

    def __str__(self) -> str:
        return str(self.id)


class LegalPersonQuerySet(models.QuerySet["LegalPerson"]):
    """Questions about organizations as applicants that chain; begin with ``visible_to``."""

    def visible_to(self, actor: Actor) -> "LegalPersonQuerySet":
        """Keep those that the actor acts for."""
        if actor.is_system:
            return self.all()
        if actor.is_citizen and actor.legal_person_id:
            return self.filter(pk=actor.legal_person_id)
        return self.none()

    def acted_for_by(self, person_id: UUID, on: date) -> "LegalPersonQuerySet":
        acting = LegalPersonHandler.objects.filter(person_id=person_id).acting_on(on)
        return self.filter(pk__in=acting.values("legal_person_id"))


class LegalPerson(models.Model):
    """An organization that applies: an enterprise, an institution, a shop."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    uscc = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(
        max_length=1, choices=LegalPersonKind, default=LegalPersonKind.ENTERPRISE
    )
    representative = models.ForeignKey(
        NaturalPerson, on_delete=models.PROTECT, null=True, related_name="represents"
    )
    phone_cipher = models.BinaryField(null=True)
    address_division = models.ForeignKey(
        "organizations.Division", on_delete=models.PROTECT, null=True, db_index=False
    )
    address_text = models.CharField(max_length=200, default="", blank=True)
    status = models.CharField(max_length=8, choices=FirmStatus, default=FirmStatus.ACTIVE)
    checked_at = models.DateTimeField(null=True)
    """When the register of legal persons was last asked about it."""
    is_test = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = LegalPersonQuerySet.as_manager()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "representative": ("handling of applications", 30),
        "phone_cipher": ("contact", 5),
    }

    class Meta:
        db_table = "identity_legal_person"
        constraints = [
            models.CheckConstraint(
                name="legal_person_uscc_shape", condition=Q(uscc__regex=r"^[0-9A-Z]{18}$")
            ),
            models.CheckConstraint(name="legal_person_named", condition=~Q(name="")),
        ]
        indexes = [GinIndex(fields=["name"], name="legal_person_name", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.name


class LegalPersonHandlerQuerySet(models.QuerySet["LegalPersonHandler"]):
    """Questions about mandates that chain."""

    def acting_on(self, day: date) -> "LegalPersonHandlerQuerySet":
        return self.filter(
            Q(until__isnull=True) | Q(until__gt=day), since__lte=day, accepted_at__isnull=False
        )

    def invited_on(self, day: date) -> "LegalPersonHandlerQuerySet":
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), accepted_at__isnull=True)


class LegalPersonHandler(models.Model):
    """Who may act for a legal person, from ``since`` to the day before ``until``.

    :ivar accepted_at: an invitation gives no right before it is accepted
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    legal_person = models.ForeignKey(LegalPerson, on_delete=models.PROTECT, related_name="handlers")
    person = models.ForeignKey(NaturalPerson, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=20, choices=HandlerRole)
    since = models.DateField()
    until = models.DateField(null=True)
    rights = ArrayField(models.CharField(max_length=20, choices=HandlerRight), default=list)
    invited_by_id = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)

    objects = LegalPersonHandlerQuerySet.as_manager()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "person": ("handling of applications", 30)
    }

    class Meta:
        db_table = "identity_legal_person_handler"
        constraints = [
            models.UniqueConstraint(
                fields=["legal_person", "person", "role"],
                name="handler_once_at_a_time",
                condition=Q(until__isnull=True),
            ),
            models.CheckConstraint(
                name="handler_period_ordered",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.legal_person_id}"
