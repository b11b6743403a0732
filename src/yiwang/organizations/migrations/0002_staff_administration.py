# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0001_initial"),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Grant",
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
                ("held_from", models.DateField()),
                ("reason", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "待批准"),
                            ("approved", "已批准"),
                            ("refused", "未批准"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "db_table": "organizations_grant",
            },
        ),
        migrations.CreateModel(
            name="Leave",
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
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("annual", "休假"),
                            ("sick", "病假"),
                            ("business", "出差"),
                            ("training", "培训"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_cancelled", models.BooleanField(default=False)),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "db_table": "organizations_leave",
            },
        ),
        migrations.CreateModel(
            name="Review",
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
                ("year", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "organizations_review",
            },
        ),
        migrations.CreateModel(
            name="ReviewEntry",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待复核"),
                            ("confirmed", "已确认"),
                            ("ended", "已终止"),
                            ("lapsed", "逾期关闭"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "organizations_review_entry",
            },
        ),
        migrations.CreateModel(
            name="StaffImport",
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
                ("covers_subtree", models.BooleanField(default=False)),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.BinaryField(max_length=32)),
                ("size", models.PositiveBigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待检查"),
                            ("checking", "正在检查"),
                            ("checked", "检查完毕"),
                            ("refused", "无法导入"),
                            ("applying", "正在导入"),
                            ("applied", "已导入"),
                            ("cancelled", "已取消"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("refusal", models.CharField(blank=True, default="", max_length=40)),
                ("place", models.CharField(blank=True, default="", max_length=60)),
                ("rows_read", models.PositiveIntegerField(default=0)),
                ("rows_new", models.PositiveIntegerField(default=0)),
                ("rows_changed", models.PositiveIntegerField(default=0)),
                ("rows_same", models.PositiveIntegerField(default=0)),
                ("rows_wrong", models.PositiveIntegerField(default=0)),
                ("is_partial", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "organizations_staff_import",
            },
        ),
        migrations.CreateModel(
            name="StaffImportPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
            ],
            options={
                "db_table": "organizations_staff_import_part",
            },
        ),
        migrations.CreateModel(
            name="StaffImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("staff_number", models.CharField(blank=True, default="", max_length=100)),
                ("name", models.CharField(blank=True, default="", max_length=100)),
                ("department_code", models.CharField(blank=True, default="", max_length=100)),
                ("post_names", models.CharField(blank=True, default="", max_length=300)),
                ("phone", models.CharField(blank=True, default="", max_length=60)),
                (
                    "problems",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("department_id", models.UUIDField(null=True)),
                (
                    "post_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                ("staff_id", models.UUIDField(null=True)),
                ("is_new", models.BooleanField(default=False)),
                ("is_changed", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "organizations_staff_import_row",
            },
        ),
        migrations.AddField(
            model_name="postholding",
            name="assigned_by_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="postholding",
            name="deputizes_for",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="postholding",
            name="admin_role",
            field=models.CharField(
                choices=[
                    ("", "普通岗位"),
                    ("system", "系统管理员"),
                    ("security", "安全管理员"),
                    ("audit", "审计管理员"),
                ],
                db_default="",
                default="",
                editable=False,
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="postholding",
            name="needs_grant",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="staffmember",
            name="left_on",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("rights__overlap", ["identity.manage", "organizations.manage"]),
                        _negated=True,
                    ),
                    ("rights__contained_by", ["identity.manage", "organizations.manage"]),
                    _connector="OR",
                ),
                name="post_system_has_no_other_rights",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rights__overlap", ["security.manage"]), _negated=True),
                    ("rights__contained_by", ["security.manage"]),
                    _connector="OR",
                ),
                name="post_security_has_no_other_rights",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rights__overlap", ["ledger.read"]), _negated=True),
                    ("rights__contained_by", ["cases.read", "cases.supervise", "ledger.read"]),
                    _connector="OR",
                ),
                name="post_audit_has_no_other_rights",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="asked_by_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="grant",
            name="decided_by_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="grant",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to="organizations.post",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="staff",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to="organizations.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="postholding",
            name="grant",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holdings",
                to="organizations.grant",
            ),
        ),
        migrations.AddField(
            model_name="leave",
            name="deputy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leaves_covered",
                to="organizations.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="leave",
            name="set_by_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="leave",
            name="staff",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leaves",
                to="organizations.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="leave",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to="organizations.leave",
            ),
        ),
        migrations.AddField(
            model_name="postholding",
            name="leave",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holdings",
                to="organizations.leave",
            ),
        ),
        migrations.AddConstraint(
            model_name="postholding",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("admin_role", ""), _negated=True),
                expressions=[
                    ("staff", "="),
                    ("admin_role", "<>"),
                    (
                        models.Func(
                            models.F("held_from"),
                            models.F("held_to"),
                            models.Value("[)"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="nobody_is_two_administrators",
            ),
        ),
        migrations.AddConstraint(
            model_name="postholding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("assigned_by_id__isnull", True),
                    models.Q(("assigned_by_id", models.F("staff")), _negated=True),
                    _connector="OR",
                ),
                name="post_not_given_to_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="postholding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("needs_grant", False),
                    ("grant__isnull", False),
                    ("assigned_by_id__isnull", True),
                    _connector="OR",
                ),
                name="powerful_post_was_granted",
            ),
        ),
        migrations.AddConstraint(
            model_name="postholding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deputizes_for__isnull", True), ("leave__isnull", True)),
                    models.Q(
                        ("deputizes_for__isnull", False),
                        ("held_to__isnull", False),
                        ("leave__isnull", False),
                        models.Q(("deputizes_for", models.F("staff")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="deputy_during_a_leave",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="department",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="organizations.department",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="opened_by_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="reviewentry",
            name="decided_by_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="reviewentry",
            name="holding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.postholding",
            ),
        ),
        migrations.AddField(
            model_name="reviewentry",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="organizations.review",
            ),
        ),
        migrations.AddField(
            model_name="reviewentry",
            name="staff",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="staffimport",
            name="department",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.department",
            ),
        ),
        migrations.AddField(
            model_name="staffimport",
            name="sent_by_id",
            field=models.UUIDField(),
        ),
        migrations.AddField(
            model_name="staffimportpart",
            name="staff_import",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parts",
                to="organizations.staffimport",
            ),
        ),
        migrations.AddField(
            model_name="staffimportrow",
            name="staff_import",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="organizations.staffimport",
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="leave_ordered"
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(("deputy", models.F("staff")), _negated=True),
                name="nobody_is_their_own_deputy",
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("is_cancelled", False)),
                expressions=[
                    ("staff", "="),
                    (
                        models.Func(
                            models.F("starts_on"),
                            models.F("ends_on"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="one_leave_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                condition=models.Q(("state", "asked")), fields=["asked_at"], name="grant_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")),
                fields=("staff", "post"),
                name="grant_asked_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked_by_id__isnull", True),
                    models.Q(("asked_by_id", models.F("staff")), _negated=True),
                    _connector="OR",
                ),
                name="grant_not_for_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by_id__isnull", True),
                    models.Q(("decided_by_id", models.F("staff")), _negated=True),
                    _connector="OR",
                ),
                name="grant_not_approved_by_who_gets_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by_id__isnull", True),
                    ("asked_by_id__isnull", True),
                    models.Q(("decided_by_id", models.F("asked_by_id")), _negated=True),
                    ("state", "withdrawn"),
                    _connector="OR",
                ),
                name="grant_not_approved_by_who_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["approved", "refused"]), _negated=True),
                    models.Q(("decided_at__isnull", False), ("decided_by_id__isnull", False)),
                    _connector="OR",
                ),
                name="grant_answered_by_somebody",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="admin_role",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        models.Q(("rights__overlap", ["identity.manage", "organizations.manage"])),
                        then=models.Value("system"),
                    ),
                    models.When(
                        models.Q(("rights__overlap", ["security.manage"])),
                        then=models.Value("security"),
                    ),
                    models.When(
                        models.Q(("rights__overlap", ["ledger.read"])), then=models.Value("audit")
                    ),
                    default=models.Value(""),
                ),
                output_field=models.CharField(
                    choices=[
                        ("", "普通岗位"),
                        ("system", "系统管理员"),
                        ("security", "安全管理员"),
                        ("audit", "审计管理员"),
                    ],
                    max_length=8,
                ),
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="needs_grant",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        models.Q(
                            (
                                "rights__overlap",
                                [
                                    "cases.approve",
                                    "identity.manage",
                                    "ledger.read",
                                    "organizations.manage",
                                    "security.manage",
                                ],
                            )
                        ),
                        then=models.Value(value=True),
                    ),
                    default=models.Value(value=False),
                ),
                output_field=models.BooleanField(),
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                fields=("department", "year"), name="review_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewentry",
            constraint=models.UniqueConstraint(fields=("review", "holding"), name="reviewed_once"),
        ),
        migrations.AddConstraint(
            model_name="reviewentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by_id__isnull", True),
                    models.Q(("decided_by_id", models.F("staff")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_reviews_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True), ("decided_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="review_waits_or_was_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="staffimportpart",
            constraint=models.UniqueConstraint(
                fields=("staff_import", "number"), name="import_part_once"
            ),
        ),
        migrations.AddIndex(
            model_name="staffimportrow",
            index=models.Index(
                fields=["staff_import", "staff_number"], name="import_row_by_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="staffimportrow",
            constraint=models.UniqueConstraint(
                fields=("staff_import", "number"), name="import_row_once"
            ),
        ),
    ]
