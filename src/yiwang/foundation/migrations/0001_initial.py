# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        primary_key=True, serialize=False, verbose_name="年份"
                    ),
                ),
                ("is_published", models.BooleanField(default=True, verbose_name="已公布")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                ("content_hash", models.CharField(max_length=64, verbose_name="内容摘要")),
                ("loaded_at", models.DateTimeField(verbose_name="载入时间")),
            ],
            options={
                "verbose_name": "日历年份",
                "db_table": "foundation_calendar_year",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1949), ("year__lte", 2199)),
                        name="calendar_year_is_plausible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("content_hash__regex", "^[0-9a-f]{64}$")),
                        name="calendar_year_has_content_hash",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="日期")),
                (
                    "kind",
                    models.CharField(
                        choices=[("holiday", "放假"), ("makeup_workday", "调休上班")],
                        max_length=20,
                        verbose_name="类型",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="节日")),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="foundation.calendaryear",
                    ),
                ),
            ],
            options={
                "verbose_name": "日历日期",
                "db_table": "foundation_calendar_day",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year", django.db.models.functions.datetime.ExtractYear("day"))
                        ),
                        name="calendar_day_lies_in_its_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["holiday", "makeup_workday"])),
                        name="calendar_day_kind_is_known",
                    ),
                ],
            },
        ),
    ]
