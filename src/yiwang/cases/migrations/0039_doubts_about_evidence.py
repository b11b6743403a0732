# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0038_keep_attended_acts"),
        ("documents", "0011_protect_translations"),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="refuted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="EvidenceDoubt",
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
                ("fields", models.JSONField(default=list)),
                ("reason", models.TextField()),
                ("doubted_by_id", models.UUIDField()),
                ("doubted_by_name", models.CharField(max_length=100)),
                ("doubted_at", models.DateTimeField()),
                ("correction_id", models.UUIDField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_note", models.TextField(blank=True)),
                ("ended_by_id", models.UUIDField(null=True)),
                ("ended_by_name", models.CharField(blank=True, max_length=100)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doubts",
                        to="cases.case",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doubts",
                        to="cases.finding",
                    ),
                ),
            ],
            options={
                "db_table": "cases_evidence_doubt",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("finding",),
                        name="doubt_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="doubt_says_why",
                        violation_error_message="请写明理由。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(("ended_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="doubt_ended_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldClaim",
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
                ("field", models.CharField(max_length=64)),
                ("claimed", models.CharField(max_length=500)),
                ("claimed_at", models.DateTimeField()),
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
                        related_name="claims",
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
                (
                    "finding",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="cases.finding",
                    ),
                ),
            ],
            options={
                "db_table": "cases_field_claim",
                "indexes": [
                    models.Index(
                        condition=models.Q(("case__isnull", False)),
                        fields=["case"],
                        name="claim_case",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("finding", "field"), name="claim_once_for_a_field"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("claimed", ""), _negated=True),
                        name="claim_says_what_is_right",
                        violation_error_message="请写明这一项实际是什么。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolution", ""), ("resolved_at__isnull", True)),
                            models.Q(
                                ("resolved_at__isnull", False),
                                models.Q(("resolution", ""), _negated=True),
                                models.Q(("resolution_note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="claim_resolved_says_why",
                    ),
                ],
            },
        ),
    ]
