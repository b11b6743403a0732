# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where each site map begins and ends, so that one is written without counting through others."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class SitemapPart(models.Model):
    """A stretch of codes of lists that makes one site map.

    :ivar first_code: the first code that belongs to it, or to the gap before it
    :ivar last_code: the last one; "" for everything that follows
    """

    number = models.PositiveIntegerField(primary_key=True)
    first_code = models.CharField(max_length=31, default="", blank=True)
    last_code = models.CharField(max_length=31, default="", blank=True)
    lists = models.PositiveIntegerField()
    built_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_sitemap_part"
        constraints = [
            models.CheckConstraint(
                name="sitemap_part_in_order",
                condition=Q(last_code="") | Q(last_code__gte=F("first_code")),
            )
        ]

    def __str__(self) -> str:
        return str(self.number)
