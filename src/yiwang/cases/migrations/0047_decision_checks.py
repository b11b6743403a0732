# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0

import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0046_tiers_of_cases"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionCheck",
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
                ("region_code", models.CharField(max_length=12)),
                ("correction_id", models.UUIDField()),
                ("opened_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stands", "决定不变"),
                            ("measure", "已提出撤回、撤销或者注销"),
                            ("change", "请持有人申请变更"),
                            ("again", "告知申请人可以重新申请"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("concluded_by_id", models.UUIDField(blank=True, null=True)),
                ("concluded_by_name", models.CharField(blank=True, max_length=100)),
                ("concluded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.finding",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.measure",
                    ),
                ),
            ],
            options={
                "db_table": "cases_decision_check",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("concluded_at__isnull", True)),
                        fields=("case",),
                        name="decision_check_one_open",
                    ),
                    models.UniqueConstraint(
                        fields=("case", "correction_id"), name="decision_check_once_an_answer"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("concluded_at__isnull", True), ("outcome", "")),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                                ("concluded_at__isnull", False),
                                ("concluded_by_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="decision_check_says_why",
                        violation_error_message="请写明理由。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "measure"), _negated=True),
                            ("measure__isnull", False),
                            _connector="OR",
                        ),
                        name="decision_check_names_its_measure",
                    ),
                ],
            },
        ),
    ]
