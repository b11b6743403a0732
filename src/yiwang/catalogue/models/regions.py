# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Counts of one division's lists, kept rather than counted."""

from typing import ClassVar

from django.db import models


class RegionFigures(models.Model):
    """Counts of the open lists of one division itself, and the stamp of its pages.

    :ivar version: grows with every change to what the division's pages show; part of their ETags
    """

    region_code = models.CharField(primary_key=True, max_length=12)
    version = models.PositiveBigIntegerField(default=1)
    lists = models.PositiveIntegerField(default=0)
    online = models.PositiveIntegerField(default=0)
    immediate = models.PositiveIntegerField(default=0)
    departments = models.PositiveIntegerField(default=0)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_region_figures"

    def __str__(self) -> str:
        return self.region_code
