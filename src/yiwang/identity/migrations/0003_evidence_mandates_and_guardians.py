# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.contrib.postgres.fields
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models

# Whoever could act before can still; nobody was only invited then. The rights of a representative
# are all there are.
HANDLERS = """
UPDATE identity_legal_person_handler SET accepted_at = since::timestamp AT TIME ZONE 'Asia/Shanghai',
    rights = CASE role WHEN 'representative'
        THEN ARRAY['apply', 'track', 'withdraw', 'receive', 'manage_handlers']
        ELSE ARRAY['apply', 'track', 'withdraw', 'receive'] END
WHERE accepted_at IS NULL;
"""
# What was vouched for before evidence was kept.
EVIDENCE = """
INSERT INTO identity_assurance_evidence
    (id, person_id, kind, level, source, reference, seen_at, end_reason)
SELECT gen_random_uuid(), id, 'transferred', assurance_level, 'before', '', created_at, ''
FROM identity_natural_person WHERE assurance_level >= 2;
"""
# What was signed stays as it was signed, whoever asks; and an ended mandate does not come back.
SIGNED = """
CREATE FUNCTION identity_mandate_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.number, OLD.principal_id, OLD.items, OLD.themes, OLD.item_names,
            OLD.rights, OLD.since, OLD.until, OLD.text, OLD.text_sha256, OLD.form, OLD.signed_at,
            OLD.paper_sha256)
        IS DISTINCT FROM (NEW.number, NEW.principal_id, NEW.items, NEW.themes, NEW.item_names,
            NEW.rights, NEW.since, NEW.until, NEW.text, NEW.text_sha256, NEW.form, NEW.signed_at,
            NEW.paper_sha256)
        OR OLD.agent_person_id IS DISTINCT FROM NEW.agent_person_id
        OR OLD.agent_firm_id IS DISTINCT FROM NEW.agent_firm_id
        OR OLD.agent_department_id IS DISTINCT FROM NEW.agent_department_id
    THEN
        RAISE EXCEPTION 'mandate % is signed', OLD.number USING ERRCODE = '23514';
    END IF;
    IF OLD.state <> NEW.state AND NOT (
        (OLD.state IN ('unconfirmed', 'offered', 'active') AND NEW.state IN ('revoked', 'expired'))
        OR (OLD.state = 'offered' AND NEW.state = 'declined')
        OR (OLD.state IN ('unconfirmed', 'offered') AND NEW.state = 'active')
    ) THEN
        RAISE EXCEPTION 'mandate % has ended', OLD.number USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER identity_mandate_fixed BEFORE UPDATE OR DELETE ON identity_mandate
    FOR EACH ROW EXECUTE FUNCTION identity_mandate_is_fixed();
"""
NOT_SIGNED = """
DROP TRIGGER identity_mandate_fixed ON identity_mandate;
DROP FUNCTION identity_mandate_is_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_sign_in_factors"),
        ("organizations", "0003_holdings_follow_posts"),
    ]

    operations = [
        migrations.CreateModel(
            name="DemonstrationFirm",
            fields=[
                ("uscc", models.CharField(max_length=18, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("2", "企业法人"),
                            ("3", "事业法人"),
                            ("4", "社会组织法人"),
                            ("5", "行政机关"),
                            ("6", "其他组织"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "存续"), ("revoked", "已注销或吊销")],
                        default="active",
                        max_length=8,
                    ),
                ),
                ("representative_name", models.CharField(max_length=60)),
                ("representative_index", models.BinaryField(max_length=64)),
                ("is_slow", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "identity_demonstration_firm",
            },
        ),
        migrations.AddField(
            model_name="legalperson",
            name="checked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="legalperson",
            name="status",
            field=models.CharField(
                choices=[("active", "存续"), ("revoked", "已注销或吊销")],
                default="active",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="legalpersonhandler",
            name="accepted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="legalpersonhandler",
            name="invited_by_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="legalpersonhandler",
            name="rights",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("apply", "提交申请和补正"),
                        ("track", "查看进度"),
                        ("withdraw", "撤回申请"),
                        ("receive", "领取结果文书"),
                        ("manage_handlers", "管理经办人"),
                    ],
                    max_length=20,
                ),
                default=list,
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="accesstoken",
            name="acting_for",
            field=models.UUIDField(db_column="acting_for_id", null=True),
        ),
        migrations.CreateModel(
            name="DemonstrationResident",
            fields=[
                (
                    "number_index",
                    models.BinaryField(max_length=64, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=60)),
                ("is_deceased", models.BooleanField(default=False)),
                ("is_slow", models.BooleanField(default=False)),
                ("household", models.CharField(blank=True, default="", max_length=20)),
                ("is_guardian", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "identity_demonstration_resident",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="demonstration_resident_named",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceKind",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("name_zh", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=80)),
                ("level", models.PositiveSmallIntegerField()),
                ("valid_days", models.PositiveIntegerField(null=True)),
            ],
            options={
                "db_table": "identity_evidence_kind",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__lte", 3)), name="evidence_kind_level_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceRule",
            fields=[
                ("code", models.CharField(max_length=80, primary_key=True, serialize=False)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
            ],
            options={
                "db_table": "identity_evidence_rule",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 3)),
                        name="evidence_rule_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kinds__len__gte", 2)), name="evidence_rule_combines"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssuranceEvidence",
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
                ("kind", models.CharField(max_length=40)),
                ("level", models.PositiveSmallIntegerField()),
                ("source", models.CharField(max_length=40)),
                ("reference", models.CharField(blank=True, default="", max_length=80)),
                ("account_id", models.UUIDField(null=True)),
                ("staff_id", models.UUIDField(null=True)),
                ("department_id", models.UUIDField(null=True)),
                ("seen_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("expired", "有效期届满"),
                            ("replaced", "已有更新的核验"),
                            ("withdrawn", "已撤销"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="identity.naturalperson",
                    ),
                ),
            ],
            options={
                "db_table": "identity_assurance_evidence",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("expires_at__isnull", False)
                        ),
                        fields=["expires_at"],
                        name="evidence_expiring",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__lte", 3)), name="evidence_level_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at__isnull", True)),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_ended_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("person", "kind"),
                        name="evidence_of_a_kind_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Guardianship",
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
                    "proof",
                    models.CharField(
                        choices=[
                            ("household", "户籍信息比对一致"),
                            ("counter", "窗口核验证明材料"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(max_length=40)),
                ("reference", models.CharField(blank=True, default="", max_length=80)),
                ("staff_id", models.UUIDField(null=True)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("is_ended", models.BooleanField(default=False)),
                (
                    "guardian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wards",
                        to="identity.naturalperson",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guardians",
                        to="identity.naturalperson",
                    ),
                ),
            ],
            options={
                "db_table": "identity_guardianship",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_ended", False)),
                        fields=("guardian", "ward"),
                        name="guardian_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("guardian", models.F("ward")), _negated=True),
                        name="guardian_not_of_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="guardian_period_ordered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
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
                ("number", models.CharField(max_length=20, unique=True)),
                (
                    "items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, size=None
                    ),
                ),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "item_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), default=list, size=None
                    ),
                ),
                (
                    "rights",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("apply", "提交申请和补正"),
                                ("track", "查看进度"),
                                ("withdraw", "撤回申请"),
                                ("receive", "领取结果文书"),
                                ("manage_handlers", "管理经办人"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("text", models.TextField()),
                ("text_sha256", models.CharField(max_length=64)),
                (
                    "form",
                    models.CharField(
                        choices=[("online", "网上签署"), ("paper", "书面委托书")], max_length=8
                    ),
                ),
                ("signed_at", models.DateTimeField()),
                ("account_id", models.UUIDField(null=True)),
                ("paper_file_id", models.UUIDField(null=True)),
                ("paper_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("taken_by_id", models.UUIDField(null=True)),
                ("code_hash", models.CharField(blank=True, default="", max_length=64)),
                ("code_tries", models.PositiveSmallIntegerField(default=0)),
                ("code_until", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "待委托人验证码确认"),
                            ("offered", "待代办人接受"),
                            ("active", "有效"),
                            ("declined", "代办人未接受"),
                            ("revoked", "已撤销"),
                            ("expired", "已到期"),
                        ],
                        max_length=12,
                    ),
                ),
                ("accepted_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, default="", max_length=10)),
                (
                    "agent_department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.department",
                    ),
                ),
                (
                    "agent_firm",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates_taken",
                        to="identity.legalperson",
                    ),
                ),
                (
                    "agent_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates_taken",
                        to="identity.naturalperson",
                    ),
                ),
                (
                    "principal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates_given",
                        to="identity.naturalperson",
                    ),
                ),
            ],
            options={
                "db_table": "identity_mandate",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["unconfirmed", "offered", "active"])),
                        fields=["until"],
                        name="mandate_running",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agent_department__isnull", True),
                                ("agent_firm__isnull", True),
                                ("agent_person__isnull", False),
                            ),
                            models.Q(
                                ("agent_department__isnull", True),
                                ("agent_firm__isnull", False),
                                ("agent_person__isnull", True),
                            ),
                            models.Q(
                                ("agent_department__isnull", False),
                                ("agent_firm__isnull", True),
                                ("agent_person__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="mandate_one_agent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agent_person__isnull", True),
                            models.Q(("agent_person", models.F("principal")), _negated=True),
                            _connector="OR",
                        ),
                        name="mandate_not_to_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))),
                        name="mandate_period_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "unconfirmed",
                                    "offered",
                                    "active",
                                    "declined",
                                    "revoked",
                                    "expired",
                                ],
                            )
                        ),
                        name="mandate_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "active"), _negated=True),
                            ("accepted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="mandate_active_is_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True),
                                ("state__in", ["unconfirmed", "offered", "active"]),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="mandate_end_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("account_id__isnull", False), ("form", "online")),
                            models.Q(
                                ("form", "paper"),
                                ("paper_file_id__isnull", False),
                                ("taken_by_id__isnull", False),
                                models.Q(("paper_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="mandate_paper_is_kept",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rights__len__gte", 1)), name="mandate_gives_something"
                    ),
                ],
            },
        ),
        migrations.RunSQL(HANDLERS, migrations.RunSQL.noop),
        migrations.RunSQL(EVIDENCE, migrations.RunSQL.noop),
        migrations.RunSQL(SIGNED, NOT_SIGNED),
    ]
