# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Tables of the working calendar."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.enums import CalendarDayKind


class CalendarYear(models.Model):
    """A year whose holiday list is known here.

    Deadlines that fall in a year without a published row are provisional.
    """

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    is_published = models.BooleanField(_("已公布"), default=True)
    source = models.CharField(_("来源"), max_length=200)
    content_hash = models.CharField(_("内容摘要"), max_length=64)
    loaded_at = models.DateTimeField(_("载入时间"))

    class Meta:
        db_table = "foundation_calendar_year"
        verbose_name = _("日历年份")
        constraints = [
            models.CheckConstraint(
                name="calendar_year_is_plausible",
                condition=models.Q(year__gte=1949, year__lte=2199),
            ),
            models.CheckConstraint(
                name="calendar_year_has_content_hash",
                condition=models.Q(content_hash__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that departs from the plain week: a holiday or a make-up working day."""

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    day = models.DateField(_("日期"), primary_key=True)
    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days")
    kind = models.CharField(_("类型"), max_length=20, choices=CalendarDayKind)
    name = models.CharField(_("节日"), max_length=60, blank=True)

    class Meta:
        db_table = "foundation_calendar_day"
        verbose_name = _("日历日期")
        constraints = [
            models.CheckConstraint(
                name="calendar_day_lies_in_its_year",
                condition=models.Q(year=ExtractYear("day")),
            ),
            models.CheckConstraint(
                name="calendar_day_kind_is_known",
                condition=models.Q(kind__in=CalendarDayKind.values),
            ),
        ]

    def __str__(self) -> str:
        return self.day.isoformat()
