# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0036_combined_ways_and_proof"),
        ("documents", "0009_application_forms"),
    ]

    operations = [
        migrations.CreateModel(
            name="CounterAct",
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
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("correction", "窗口提交补正"),
                            ("withdrawal", "窗口撤回申请"),
                            ("original", "窗口交验原件"),
                            ("deferred", "窗口补交容缺材料"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "signed_how",
                    models.CharField(
                        choices=[
                            ("account", "本人账户签署"),
                            ("paper", "窗口签署纸面，已扫描"),
                            ("presence", "窗口出示到场码签署"),
                        ],
                        max_length=8,
                    ),
                ),
                ("presence_id", models.UUIDField(null=True)),
                ("done_by_id", models.UUIDField()),
                ("done_by_name", models.CharField(max_length=100)),
                ("done_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counter_acts",
                        to="cases.case",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "db_table": "cases_counter_act",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("paper__isnull", False),
                                ("presence_id__isnull", True),
                                ("signed_how", "paper"),
                            ),
                            models.Q(
                                ("paper__isnull", True),
                                ("presence_id__isnull", False),
                                ("signed_how", "presence"),
                            ),
                            _connector="OR",
                        ),
                        name="counter_act_is_proven",
                    )
                ],
            },
        ),
    ]
