# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Workbooks that come back are checked by a job; large ones are written by one."""

import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0014_duties_of_types"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sheet",
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
                    "kind",
                    models.CharField(
                        choices=[("import", "导入"), ("export", "导出")], max_length=8
                    ),
                ),
                (
                    "layer",
                    models.CharField(
                        choices=[("base", "基本目录"), ("list", "实施清单")], max_length=8
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待处理"),
                            ("working", "正在处理"),
                            ("checked", "检查通过，待确认"),
                            ("refused", "不能采用"),
                            ("applying", "正在生成变更单"),
                            ("applied", "已成为变更单"),
                            ("ready", "可以下载"),
                            ("cancelled", "已取消"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                ("division_code", models.CharField(max_length=12)),
                ("post_id", models.UUIDField(null=True)),
                ("sent_by_id", models.UUIDField()),
                ("sent_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("wanted", models.JSONField(default=dict)),
                ("rows_done", models.PositiveIntegerField(default=0)),
                ("rows_total", models.PositiveIntegerField(default=0)),
                ("rows_changed", models.PositiveIntegerField(default=0)),
                ("fault_count", models.PositiveIntegerField(default=0)),
                ("faults", models.JSONField(default=list)),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="catalogue.changeorder",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_sheet",
            },
        ),
        migrations.CreateModel(
            name="SheetChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("item_id", models.UUIDField()),
                ("version_id", models.UUIDField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=300)),
                ("content", models.JSONField()),
                ("form_code", models.CharField(blank=True, default="", max_length=80)),
                ("process_code", models.CharField(blank=True, default="", max_length=80)),
                ("sentences", models.JSONField(default=list)),
                (
                    "sheet",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="catalogue.sheet",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_sheet_change",
            },
        ),
        migrations.CreateModel(
            name="SheetPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "sheet",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="catalogue.sheet",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_sheet_part",
            },
        ),
        migrations.AddIndex(
            model_name="sheet",
            index=models.Index(fields=["sent_by_id", "-sent_at"], name="sheet_by_sender"),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["import", "export"]),
                    (
                        "state__in",
                        [
                            "waiting",
                            "working",
                            "checked",
                            "refused",
                            "applying",
                            "applied",
                            "ready",
                            "cancelled",
                        ],
                    ),
                ),
                name="sheet_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    ("fault_count__gt", 0),
                    _connector="OR",
                ),
                name="sheet_refused_has_faults",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind", "import"), ("state__in", ["applying", "waiting", "working", "checked"])
                ),
                fields=("sent_by_id", "layer", "sha256"),
                name="sheet_sent_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetchange",
            constraint=models.UniqueConstraint(
                fields=("sheet", "number"), name="sheet_change_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetpart",
            constraint=models.UniqueConstraint(fields=("sheet", "number"), name="sheet_part_once"),
        ),
    ]
