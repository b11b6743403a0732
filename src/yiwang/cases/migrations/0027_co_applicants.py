# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


# A party of a case is sealed with it, and what was signed stays as it was written.
TRIGGERS = """
CREATE TRIGGER cases_co_applicant_sealed BEFORE UPDATE OR DELETE ON cases_co_applicant
    FOR EACH ROW WHEN (OLD.case_id IS NOT NULL)
    EXECUTE FUNCTION cases_refuse_part_of_closed();
CREATE TRIGGER cases_co_applicant_kept BEFORE UPDATE ON cases_co_applicant
    FOR EACH ROW WHEN (
        OLD.case_id IS NOT NULL
        AND (OLD.id, OLD.case_id, OLD.person_id, OLD.role, OLD.name, OLD.state, OLD.signed_at,
             OLD.signed_sha256, OLD.signed_assurance)
        IS DISTINCT FROM
            (NEW.id, NEW.case_id, NEW.person_id, NEW.role, NEW.name, NEW.state, NEW.signed_at,
             NEW.signed_sha256, NEW.signed_assurance)
    ) EXECUTE FUNCTION cases_keep_as_written();
"""
UNDO = """
DROP TRIGGER cases_co_applicant_kept ON cases_co_applicant;
DROP TRIGGER cases_co_applicant_sealed ON cases_co_applicant;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0026_reviewed_below"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="has_co_applicants",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="draft",
            name="changes",
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
        migrations.AddField(
            model_name="draft",
            name="is_shared",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="draft",
            name="revision",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.CreateModel(
            name="CoApplicant",
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
                ("draft_id", models.UUIDField(db_index=True)),
                ("item_name", models.CharField(max_length=300)),
                ("role", models.CharField(blank=True, max_length=40)),
                ("role_title", models.CharField(max_length=60)),
                ("invited_by_id", models.UUIDField()),
                ("invited_by_name", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=60)),
                ("number_index", models.BinaryField(db_index=True, max_length=64)),
                ("number_masked", models.CharField(max_length=18)),
                ("person_id", models.UUIDField(blank=True, db_index=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "已邀请，等对方接受"),
                            ("joined", "已加入"),
                            ("declined", "已谢绝"),
                            ("ended", "已结束"),
                        ],
                        default="invited",
                        max_length=10,
                    ),
                ),
                ("invited_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("signed_sha256", models.CharField(blank=True, max_length=64)),
                ("signed_assurance", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("withdrawal_asked_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawal_agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="co_applicants",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_co_applicant",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("invited", "joined"))),
                        fields=("draft_id", "number_index"),
                        name="co_applicant_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ("invited", "joined")),
                            models.Q(("role", ""), _negated=True),
                        ),
                        fields=("draft_id", "role"),
                        name="co_applicant_role_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["invited", "joined", "declined", "ended"])
                        ),
                        name="co_applicant_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "joined"), _negated=True),
                            ("person_id__isnull", False),
                            _connector="OR",
                        ),
                        name="co_applicant_joined_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("signed_assurance__isnull", True),
                                ("signed_at__isnull", True),
                                ("signed_sha256", ""),
                            ),
                            models.Q(
                                ("signed_assurance__gte", 2),
                                ("signed_at__isnull", False),
                                models.Q(("signed_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="co_applicant_signature_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("case__isnull", True), ("signed_at__isnull", False), _connector="OR"
                        ),
                        name="co_applicant_of_case_signed",
                    ),
                ],
            },
        ),
        migrations.RunSQL(TRIGGERS, UNDO),
    ]
