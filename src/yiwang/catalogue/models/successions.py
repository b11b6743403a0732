# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What became of a code: split, merged, transferred, renumbered, abolished."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from yiwang.catalogue.code_enums import SuccessionKind
from yiwang.foundation.identifiers import new_id


class CodeSuccession(models.Model):
    """One step from an old code to a new one; a split has several steps from the same code.

    Basic codes lead to basic codes, implementation codes to implementation codes. A trigger
    refuses rings on the same moment, a second end of a code that has not come back in between,
    and every change. A code that has ended may come back on a later moment.

    :ivar new_code: "" where the code was abolished and nothing took its place
    :ivar on: the first day on which the new code is the right one
    :ivar basis: the document that says so
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=SuccessionKind)
    old_code = models.CharField(max_length=31)
    new_code = models.CharField(max_length=31, default="", blank=True)
    on = models.DateField()
    basis = models.CharField(max_length=500)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField(null=True)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_code_succession"
        constraints = [
            models.UniqueConstraint(
                fields=["old_code", "new_code", "on"], name="code_succession_once_a_day"
            ),
            models.CheckConstraint(
                name="code_succession_kind_known", condition=Q(kind__in=SuccessionKind.values)
            ),
            models.CheckConstraint(
                name="code_succession_shape",
                condition=Q(old_code__regex=r"^([0-9A-Z]{12}|[0-9A-Z]{31})$"),
            ),
            models.CheckConstraint(
                name="code_succession_leads_to_its_like",
                condition=Q(new_code="") | Q(Exact(Length("new_code"), Length("old_code"))),
                violation_error_message=_(
                    "基本编码只能由基本编码承接，实施编码只能由实施编码承接。"
                ),
            ),
            models.CheckConstraint(
                name="code_succession_leads_elsewhere", condition=~Q(new_code=F("old_code"))
            ),
            models.CheckConstraint(
                name="code_succession_abolished_leads_nowhere",
                condition=Q(kind=SuccessionKind.ABOLISH, new_code="")
                | (~Q(kind=SuccessionKind.ABOLISH) & ~Q(new_code="")),
            ),
            models.CheckConstraint(name="code_succession_has_a_basis", condition=~Q(basis="")),
        ]
        indexes = [models.Index(fields=["new_code"], name="code_succession_came_from")]

    def __str__(self) -> str:
        return f"{self.old_code} → {self.new_code}"
