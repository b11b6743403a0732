# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which natural person a staff member is, so that nobody decides about themselves."""

from typing import ClassVar

from django.db import models

from yiwang.identity.models.persons import NaturalPerson


class StaffPerson(models.Model):
    """A staff member's own person, stated by them and checked by the population register.

    It gives no right; it takes the right to handle what this person, or a firm of theirs, asks for.
    """

    staff = models.OneToOneField(
        "organizations.StaffMember",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="own_person",
    )
    person = models.OneToOneField(NaturalPerson, on_delete=models.PROTECT, related_name="serves_as")
    stated_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {
        "staff": ("public service", 30),
        "person": ("public service", 30),
    }

    class Meta:
        db_table = "identity_staff_person"

    def __str__(self) -> str:
        return str(self.staff_id)
