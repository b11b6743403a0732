# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0005_security_labels"),
        ("sharing", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SourceSwitch",
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
                ("is_on", models.BooleanField()),
                ("reason", models.TextField()),
                ("effective_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待复核"),
                            ("approved", "已同意，待生效"),
                            ("done", "已生效"),
                            ("refused", "不同意"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("proposed_by_id", models.UUIDField()),
                ("proposed_by_name", models.CharField(max_length=100)),
                ("proposed_at", models.DateTimeField()),
                ("decided_by_id", models.UUIDField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=100)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "sharing_switch",
            },
        ),
        migrations.AddField(
            model_name="correctionrequest",
            name="answered_by_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="correctionrequest",
            name="answered_by_name",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="correctionrequest",
            name="overdue_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="correctionrequest",
            name="result",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "尚未答复"),
                    ("corrected", "原数据有误，已更正"),
                    ("right", "原数据无误"),
                    ("unknown", "无法核实"),
                ],
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="datasource",
            name="provider_department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.department",
            ),
        ),
        migrations.AddField(
            model_name="datasource",
            name="provider_key",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddIndex(
            model_name="correctionrequest",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", True), ("overdue_at__isnull", True)),
                fields=["due_on"],
                name="correction_due",
            ),
        ),
        migrations.RunSQL(
            "UPDATE sharing_correction SET result = CASE WHEN is_corrected THEN 'corrected'"
            " ELSE 'right' END WHERE state = 'answered'",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="correctionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result__gt", ""), ("state", "answered")),
                    models.Q(("result", ""), models.Q(("state", "answered"), _negated=True)),
                    _connector="OR",
                ),
                name="correction_answered_has_result",
            ),
        ),
        migrations.AddField(
            model_name="sourceswitch",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="switches",
                to="sharing.datasource",
            ),
        ),
        migrations.AddIndex(
            model_name="sourceswitch",
            index=models.Index(
                condition=models.Q(("state", "approved")),
                fields=["effective_at"],
                name="switch_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourceswitch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["waiting", "approved"])),
                fields=("source",),
                name="switch_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourceswitch",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="switch_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="sourceswitch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["approved", "done"]), _negated=True),
                    models.Q(
                        ("decided_by_id__isnull", False),
                        models.Q(("decided_by_id", models.F("proposed_by_id")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="switch_by_two",
            ),
        ),
    ]
