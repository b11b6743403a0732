# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0003_evidence_mandates_and_guardians"),
    ]

    operations = [
        migrations.CreateModel(
            name="PrivacyTerm",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("value", models.PositiveIntegerField()),
                ("basis", models.CharField(max_length=200)),
            ],
            options={
                "db_table": "identity_privacy_term",
            },
        ),
        migrations.CreateModel(
            name="RecentRead",
            fields=[
                ("key", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ("read_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "db_table": "identity_recent_read",
            },
        ),
        migrations.CreateModel(
            name="PrivacyText",
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
                        choices=[
                            ("notice", "个人信息保护告知书"),
                            ("terms", "服务协议"),
                            ("sensitive", "敏感个人信息处理单独同意书"),
                        ],
                        max_length=12,
                    ),
                ),
                ("version", models.CharField(max_length=20)),
                ("title_zh", models.CharField(max_length=100)),
                ("title_en", models.CharField(max_length=150)),
                ("body_zh", models.TextField()),
                ("body_en", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("valid_from", models.DateTimeField()),
            ],
            options={
                "db_table": "identity_privacy_text",
                "indexes": [
                    models.Index(fields=["kind", "-valid_from"], name="privacy_text_in_force")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "version"), name="privacy_text_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="privacy_text_hashed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadQuestion",
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
                ("person_id", models.UUIDField()),
                ("account_id", models.UUIDField()),
                ("event_id", models.BigIntegerField()),
                ("read_at", models.DateTimeField()),
                ("department_id", models.UUIDField(null=True)),
                ("region_code", models.CharField(max_length=12)),
                ("question", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("answer", models.TextField(blank=True)),
                ("answered_by_id", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "identity_read_question",
                "indexes": [
                    models.Index(fields=["region_code", "due_on"], name="read_question_region"),
                    models.Index(
                        fields=["department_id", "due_on"], name="read_question_department"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person_id", "event_id"), name="read_question_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("question", ""), _negated=True),
                        name="read_question_asks",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at__isnull", True),
                                ("answered_by_id__isnull", True),
                            ),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_by_id__isnull", False),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="read_question_answer_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountClosing",
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
                ("asked_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "identity_account_closing",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("cancelled_at__isnull", True), ("closed_at__isnull", True)
                        ),
                        fields=["closes_at"],
                        name="closing_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("cancelled_at__isnull", True), ("closed_at__isnull", True)
                        ),
                        fields=("account",),
                        name="closing_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("asked_at"))),
                        name="closing_cools_off",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled_at__isnull", True),
                            ("closed_at__isnull", True),
                            _connector="OR",
                        ),
                        name="closing_ends_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataCorrection",
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
                ("code", models.CharField(max_length=12, unique=True)),
                ("account_id", models.UUIDField()),
                (
                    "field",
                    models.CharField(
                        choices=[("name", "姓名"), ("number", "公民身份号码")], max_length=8
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("counter", "请到窗口核验"),
                            ("done", "已更正"),
                            ("refused", "核验后无需更正"),
                            ("cancelled", "本人撤回"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("staff_id", models.UUIDField(null=True)),
                ("department_id", models.UUIDField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="identity.naturalperson",
                    ),
                ),
            ],
            options={
                "db_table": "identity_data_correction",
                "indexes": [
                    models.Index(fields=["account_id", "-asked_at"], name="correction_account")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "counter")),
                        fields=("person", "field"),
                        name="correction_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state", "counter")),
                            models.Q(
                                models.Q(("state", "counter"), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="correction_ended_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataExport",
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
                ("person_id", models.UUIDField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "正在准备"),
                            ("ready", "可以下载"),
                            ("gone", "已过期删除"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("ready_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("file_id", models.UUIDField(null=True)),
                ("size", models.PositiveBigIntegerField(default=0)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "identity_data_export",
                "indexes": [
                    models.Index(fields=["account", "-asked_at"], name="export_account"),
                    models.Index(
                        condition=models.Q(("state", "ready")),
                        fields=["expires_at"],
                        name="export_ends",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("account",),
                        name="export_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(
                                ("expires_at__isnull", False),
                                ("file_id__isnull", False),
                                ("ready_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="export_ready_has_a_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TextConsent",
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
                ("sha256", models.CharField(max_length=64)),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="text_consents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.privacytext",
                    ),
                ),
            ],
            options={
                "db_table": "identity_text_consent",
                "indexes": [
                    models.Index(fields=["account", "-given_at"], name="text_consent_account")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("account", "text"),
                        name="text_consent_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            ("withdrawn_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="text_consent_withdrawn_later",
                    ),
                ],
            },
        ),
    ]
