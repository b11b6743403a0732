# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0

import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0032_parties_who_act"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperBatch",
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
                ("department_id", models.UUIDField()),
                ("staff_id", models.UUIDField()),
                ("key", models.CharField(max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("application", "申请表"),
                            ("receipt", "收件凭证"),
                            ("acceptance", "受理通知书"),
                            ("correction", "一次性补正告知书"),
                            ("not_accepted", "不予受理决定书"),
                            ("not_competent", "不属于本机关职权范围告知书"),
                            ("special_procedure", "特别程序告知书"),
                            ("extension", "延长办理期限告知书"),
                            ("site_check", "现场核查记录"),
                            ("commitment", "告知承诺书"),
                            ("granted", "准予决定书"),
                            ("refused", "不予决定书"),
                            ("termination", "终止办理通知书"),
                            ("measure_notice", "拟撤回撤销事先告知书"),
                            ("measure_decision", "撤回、撤销、注销决定书"),
                            ("unaccepted", "撤销受理决定书"),
                            ("originals_mismatch", "原件核验不符通知书"),
                            ("correction_order", "责令限期整改通知书"),
                            ("promise_broken", "撤销决定告知书"),
                            ("service_record", "送达回证"),
                            ("certificate", "许可证件"),
                        ],
                        max_length=20,
                    ),
                ),
                ("chosen", models.JSONField(default=dict)),
                ("total", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("archive_id", models.UUIDField(blank=True, null=True)),
                ("printable_id", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "db_table": "cases_paper_batch",
                "indexes": [
                    models.Index(fields=["staff_id", "-made_at"], name="paper_batch_of_staff"),
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["moved_at"],
                        name="paper_batch_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("staff_id", "key"), name="paper_batch_key_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperBatchLine",
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
                ("number", models.CharField(max_length=32)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("waiting", "等待生成"),
                            ("issued", "新生成"),
                            ("known", "原来就有"),
                            ("none", "没有生成"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("document_id", models.UUIDField(blank=True, null=True)),
                ("refusal", models.CharField(blank=True, default="", max_length=300)),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="cases.paperbatch",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_paper_batch_line",
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "case"), name="paper_batch_case_once"),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["waiting", "issued", "known", "none"])),
                        name="paper_batch_result_known",
                    ),
                ],
            },
        ),
    ]
