# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Titles that items cite and no corpus has, tasks for dead links, other names outside."""

import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0017_two_editors"),
        ("organizations", "0005_security_labels"),
    ]

    operations = [
        migrations.AddField(
            model_name="outsideservice",
            name="also_called",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.CreateModel(
            name="CitedTitle",
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
                ("title", models.CharField(max_length=120, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("alias", "是法律库里一部法律的别名"),
                            ("outside", "法律库以外的规定，另有出处"),
                            ("open", "重新待处理"),
                        ],
                        max_length=8,
                    ),
                ),
                ("law_title", models.CharField(blank=True, default="", max_length=120)),
                ("source_url", models.CharField(blank=True, default="", max_length=500)),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("settled_by_id", models.UUIDField(null=True)),
                ("settled_at", models.DateTimeField()),
            ],
            options={
                "db_table": "catalogue_cited_title",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["alias", "outside", "open"])),
                        name="cited_title_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "alias"), ("law_title", ""), _connector="XOR"),
                        name="cited_title_alias_names_a_law",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "outside"), ("source_url__startswith", "https://")),
                            models.Q(
                                models.Q(("kind", "outside"), _negated=True), ("source_url", "")
                            ),
                            _connector="OR",
                        ),
                        name="cited_title_outside_has_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("law_title", models.F("title")), _negated=True),
                        name="cited_title_is_not_its_own_alias",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsideTask",
            fields=[
                (
                    "outside",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="task",
                        serialize=False,
                        to="catalogue.outsideservice",
                    ),
                ),
                ("region_code", models.CharField(max_length=12)),
                ("found", models.CharField(max_length=20)),
                ("opened_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("reopened", models.PositiveSmallIntegerField(default=0)),
                ("seen_by_id", models.UUIDField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_as", models.CharField(blank=True, default="", max_length=8)),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.department",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_outside_task",
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["department", "due_on"],
                        name="outside_task_waits",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_as", ""), ("closed_at__isnull", True)),
                            models.Q(
                                ("closed_as__in", ["alive", "retired"]),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="outside_task_closed_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seen_at__isnull", True), ("seen_by_id__isnull", True)),
                            models.Q(("seen_at__isnull", False), ("seen_by_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="outside_task_seen_by_somebody",
                    ),
                ],
            },
        ),
    ]
