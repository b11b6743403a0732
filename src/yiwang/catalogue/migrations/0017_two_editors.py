# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What two editors of one item wrote: earlier texts of a line, and what was set aside."""

import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0016_closed_with_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="AsideText",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=yiwang.foundation.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("staff_id", models.UUIDField()),
                ("began_revision", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("form_code", models.CharField(blank=True, default="", max_length=80)),
                ("process_code", models.CharField(blank=True, default="", max_length=80)),
                ("set_aside_at", models.DateTimeField()),
                (
                    "line",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aside_texts",
                        to="catalogue.changeline",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_aside_text",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("line", "staff_id"), name="aside_text_once_each"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PastText",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=yiwang.foundation.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                ("content", models.JSONField(null=True)),
                ("form_code", models.CharField(blank=True, default="", max_length=80)),
                ("process_code", models.CharField(blank=True, default="", max_length=80)),
                ("replaced_by_id", models.UUIDField()),
                ("replaced_at", models.DateTimeField()),
                (
                    "line",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="past_texts",
                        to="catalogue.changeline",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_past_text",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("line", "revision"), name="past_text_revision_once"
                    )
                ],
            },
        ),
    ]
