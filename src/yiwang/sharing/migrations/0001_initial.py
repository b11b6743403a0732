# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DataSource",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("name_en", models.CharField(blank=True, max_length=100)),
                ("provider", models.CharField(max_length=100)),
                ("provider_en", models.CharField(blank=True, max_length=100)),
                ("connector", models.CharField(max_length=40)),
                ("address", models.CharField(blank=True, max_length=300)),
                (
                    "subject",
                    models.CharField(
                        choices=[("natural", "自然人"), ("legal", "法人")],
                        default="natural",
                        max_length=8,
                    ),
                ),
                ("fields", models.JSONField(default=list)),
                ("evidence_types", models.JSONField(default=list)),
                ("purpose_text", models.CharField(max_length=300)),
                ("purpose_text_en", models.CharField(blank=True, max_length=300)),
                ("legal_basis", models.CharField(max_length=300)),
                ("needs_consent", models.BooleanField(default=False)),
                ("keeping_days", models.PositiveSmallIntegerField(default=1)),
                ("validity_days", models.PositiveSmallIntegerField(default=30)),
                ("correction_days", models.PositiveSmallIntegerField(default=10)),
                ("milliseconds", models.PositiveIntegerField(default=1000)),
                ("is_demonstration", models.BooleanField(default=False)),
                ("is_on", models.BooleanField(default=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("paused_until", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
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
            ],
            options={
                "db_table": "sharing_source",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose_text", ""), _negated=True),
                            models.Q(("legal_basis", ""), _negated=True),
                        ),
                        name="source_says_what_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("milliseconds__gte", 1), ("milliseconds__lte", 10000)),
                        name="source_waits_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DemonstrationRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_code", models.CharField(max_length=40)),
                ("number_index", models.BinaryField(max_length=64)),
                ("values", models.JSONField(default=dict)),
                ("as_of", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                (
                    "behaviour",
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
            ],
            options={
                "db_table": "sharing_demonstration_record",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source_code", "number_index"), name="demonstration_record_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CorrectionRequest",
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
                ("subject_id", models.UUIDField()),
                ("department_id", models.UUIDField(blank=True, null=True)),
                ("call_id", models.UUIDField(blank=True, null=True)),
                ("fields", models.JSONField(default=list)),
                ("reason", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待发送"),
                            ("sent", "已送提供部门"),
                            ("answered", "提供部门已答复"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=100)),
                ("asked_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("is_corrected", models.BooleanField(null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sharing.datasource",
                    ),
                ),
            ],
            options={
                "db_table": "sharing_correction",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["asked_at"],
                        name="correction_waiting",
                    ),
                    models.Index(fields=["subject_id", "-asked_at"], name="correction_subject"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="correction_request_has_reason",
                        violation_error_message="请写明哪里不对。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
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
                ("subject_id", models.UUIDField()),
                ("purpose", models.CharField(max_length=40)),
                ("item_code", models.CharField(blank=True, max_length=40)),
                ("case_id", models.UUIDField(blank=True, null=True)),
                ("department_id", models.UUIDField(blank=True, null=True)),
                ("asked_by_id", models.UUIDField(blank=True, null=True)),
                ("fields", models.JSONField(default=list)),
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
                ("milliseconds", models.PositiveIntegerField()),
                ("reference", models.CharField(blank=True, max_length=100)),
                ("asked_at", models.DateTimeField()),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sharing.datasource",
                    ),
                ),
            ],
            options={
                "db_table": "sharing_call",
                "indexes": [
                    models.Index(fields=["subject_id", "-asked_at"], name="call_subject"),
                    models.Index(fields=["source", "-asked_at"], name="call_source"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "unavailable"), ("trouble__gt", "")),
                            models.Q(
                                ("trouble", ""), models.Q(("outcome", "unavailable"), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="call_unavailable_says_why",
                    )
                ],
            },
        ),
    ]
