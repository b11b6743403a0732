# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Changes of codes that wait for their day; a code may lead to another one more than once."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0019_search_knows_other_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="CodeOrder",
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
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("split", "拆分事项"),
                            ("merge", "合并事项"),
                            ("renumber", "重新编码"),
                            ("abolish", "取消事项"),
                            ("transfer", "部门职权划转"),
                            ("division", "区划调整划转"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "olds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                (
                    "news",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                (
                    "new_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), default=list, size=None
                    ),
                ),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=18), size=None
                    ),
                ),
                ("basis", models.CharField(max_length=500)),
                ("on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待生效"),
                            ("done", "已生效"),
                            ("withdrawn", "已撤销"),
                            ("refused", "到期未能生效"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("lists", models.PositiveIntegerField(default=0)),
                ("ordered_by_id", models.UUIDField(null=True)),
                ("ordered_at", models.DateTimeField()),
                ("ended_by_id", models.UUIDField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=1000)),
            ],
            options={
                "db_table": "catalogue_code_order",
            },
        ),
        migrations.RemoveConstraint(
            model_name="codesuccession",
            name="code_succession_once",
        ),
        migrations.AddConstraint(
            model_name="codesuccession",
            constraint=models.UniqueConstraint(
                fields=("old_code", "new_code", "on"), name="code_succession_once_a_day"
            ),
        ),
        migrations.AddIndex(
            model_name="codeorder",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("state", "waiting")),
                fields=["subjects"],
                name="code_order_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="codeorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "change__in",
                        ["split", "merge", "renumber", "abolish", "transfer", "division"],
                    ),
                    ("state__in", ["waiting", "done", "withdrawn", "refused"]),
                ),
                name="code_order_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="codeorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True), ("ended_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="code_order_ended_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="codeorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="code_order_refused_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="codeorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis", ""), _negated=True), name="code_order_has_a_basis"
            ),
        ),
    ]
