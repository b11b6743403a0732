# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_seal_modes"),
        ("documents", "0004_modes_and_promises"),
        ("organizations", "0005_security_labels"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="found_count",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.CreateModel(
            name="Finding",
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
                ("holder_id", models.UUIDField()),
                ("applicant_id", models.UUIDField()),
                ("version_id", models.UUIDField()),
                ("requirement_key", models.CharField(max_length=64)),
                ("type_code", models.CharField(blank=True, max_length=8)),
                (
                    "found_in",
                    models.CharField(
                        choices=[
                            ("certificate", "本平台核发的证照"),
                            ("source", "政府数据源"),
                            ("earlier", "以前办件中核验过的材料"),
                        ],
                        max_length=12,
                    ),
                ),
                ("source_code", models.CharField(blank=True, max_length=40)),
                ("origin_name", models.CharField(max_length=300)),
                ("origin_id", models.UUIDField(null=True)),
                ("values", models.JSONField(default=dict)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("found", "查到"),
                            ("not_found", "没有查到"),
                            ("unavailable", "暂时查不了"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "没有"),
                            ("late", "没有按时答复"),
                            ("away", "连不上"),
                            ("nonsense", "答复不合规范"),
                            ("paused", "连续失败，暂停查询"),
                            ("off", "已停止查询"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("has_consent", models.BooleanField(default=False)),
                ("as_of", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("A", "发证机关签发或来自其数据"),
                            ("B", "工作人员已核验原件，可重复使用"),
                            ("C", "上传的副本，原件待核验"),
                            ("D", "申请人自行声明"),
                        ],
                        default="A",
                        max_length=1,
                    ),
                ),
                ("found_at", models.DateTimeField()),
                ("drop_at", models.DateTimeField(null=True)),
                ("spared_fields", models.PositiveSmallIntegerField(default=0)),
                ("disputed_at", models.DateTimeField(blank=True, null=True)),
                ("disputed_fields", models.JSONField(default=list)),
                ("dispute_reason", models.TextField(blank=True)),
                ("correction_id", models.UUIDField(null=True)),
                (
                    "resolution",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "待处理"),
                            ("stands", "采用查到的内容"),
                            ("applicant", "采用申请人提供的内容"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("resolution_note", models.TextField(blank=True)),
                ("resolved_by_id", models.UUIDField(null=True)),
                ("resolved_by_name", models.CharField(blank=True, max_length=100)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="cases.case",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "db_table": "cases_finding",
                "indexes": [
                    models.Index(
                        condition=models.Q(("case__isnull", False)),
                        fields=["case"],
                        name="finding_case",
                    ),
                    models.Index(
                        condition=models.Q(("case__isnull", True)),
                        fields=["drop_at"],
                        name="finding_drop",
                    ),
                    models.Index(
                        condition=models.Q(("case__isnull", False), ("outcome", "unavailable")),
                        fields=["found_at"],
                        name="finding_deferred",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("case__isnull", False),
                            ("disputed_at__isnull", False),
                            ("resolution", ""),
                        ),
                        fields=["region_code", "disputed_at"],
                        name="finding_disputed",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("case__isnull", True)),
                        fields=("holder_id", "version_id", "requirement_key", "source_code"),
                        name="finding_once_for_a_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case__isnull", True), ("drop_at__isnull", False)),
                            models.Q(("case__isnull", False), ("drop_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="finding_of_a_draft_is_dropped",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "found"), _negated=True),
                            models.Q(("sha256", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="finding_found_has_a_digest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grade__in", ["A", "B"])), name="finding_is_sure"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("disputed_at__isnull", True),
                            models.Q(("dispute_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="finding_disputed_says_why",
                        violation_error_message="请写明哪里不对。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolution", ""),
                            models.Q(
                                ("disputed_at__isnull", False),
                                ("resolved_at__isnull", False),
                                models.Q(("resolution_note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="finding_resolved_was_disputed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SparedFigure",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("region_code", models.CharField(max_length=12)),
                ("item_code", models.CharField(max_length=40)),
                ("item_name", models.CharField(max_length=300)),
                ("month", models.DateField()),
                ("cases", models.PositiveIntegerField(default=0)),
                ("materials", models.PositiveIntegerField(default=0)),
                ("fields", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.department",
                    ),
                ),
            ],
            options={
                "db_table": "cases_spared_figure",
                "indexes": [
                    models.Index(fields=["department", "-month"], name="spared_department"),
                    models.Index(fields=["region_code", "-month"], name="spared_region"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item_code", "month"), name="spared_figure_once"
                    )
                ],
            },
        ),
    ]
