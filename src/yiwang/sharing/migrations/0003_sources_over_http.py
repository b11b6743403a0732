# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0002_switches_and_answers"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="datasource",
            name="provider_key",
        ),
        migrations.AddField(
            model_name="call",
            name="detail",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="datasource",
            name="detail",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="datasource",
            name="key_cipher",
            field=models.BinaryField(null=True),
        ),
        migrations.CreateModel(
            name="SourceChange",
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
                ("source_code", models.CharField(max_length=40)),
                ("is_new", models.BooleanField()),
                ("description", models.JSONField()),
                ("key_cipher", models.BinaryField(null=True)),
                ("reason", models.TextField()),
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
            ],
            options={
                "db_table": "sharing_source_change",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("source_code",),
                        name="source_change_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="source_change_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(
                                ("decided_by_id__isnull", False),
                                models.Q(
                                    ("decided_by_id", models.F("proposed_by_id")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="source_change_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "waiting"), ("key_cipher__isnull", True), _connector="OR"
                        ),
                        name="source_change_keeps_no_key",
                    ),
                ],
            },
        ),
    ]
