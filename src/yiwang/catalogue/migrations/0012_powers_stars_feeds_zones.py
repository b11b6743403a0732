# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0011_synonyms_and_questions"),
        ("documents", "0003_list_documents_by_department"),
        ("organizations", "0004_columns_of_an_import"),
    ]

    operations = [
        migrations.CreateModel(
            name="SitemapPart",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("first_code", models.CharField(blank=True, default="", max_length=31)),
                ("last_code", models.CharField(blank=True, default="", max_length=31)),
                ("lists", models.PositiveIntegerField()),
                ("built_at", models.DateTimeField()),
            ],
            options={
                "db_table": "catalogue_sitemap_part",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_code", ""),
                            ("last_code__gte", models.F("first_code")),
                            _connector="OR",
                        ),
                        name="sitemap_part_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "implementation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="standing",
                        serialize=False,
                        to="catalogue.implementationlist",
                    ),
                ),
                ("version_id", models.UUIDField()),
                ("region_code", models.CharField(max_length=12)),
                ("department_id", models.UUIDField()),
                ("is_rated", models.BooleanField()),
                ("can_apply_online", models.BooleanField()),
                ("is_prefilled", models.BooleanField()),
                ("is_paid_online", models.BooleanField()),
                ("is_delivered", models.BooleanField()),
                ("is_unseen", models.BooleanField()),
                ("is_by_rule", models.BooleanField()),
                ("recent_cases", models.PositiveIntegerField(default=0)),
                ("recent_online", models.PositiveIntegerField(default=0)),
                ("recent_decided", models.PositiveIntegerField(default=0)),
                ("recent_on_time", models.PositiveIntegerField(default=0)),
                ("recent_by_rule", models.PositiveIntegerField(default=0)),
                (
                    "stars",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(is_rated=False, then=models.Value(None)),
                            models.When(can_apply_online=False, then=models.Value(1)),
                            models.When(
                                models.Q(
                                    ("can_apply_online", True),
                                    models.Q(
                                        models.Q(("is_paid_online", True), ("is_prefilled", True)),
                                        models.Q(("is_delivered", True), ("is_prefilled", True)),
                                        models.Q(("is_prefilled", True), ("is_unseen", True)),
                                        models.Q(("is_delivered", True), ("is_paid_online", True)),
                                        models.Q(("is_paid_online", True), ("is_unseen", True)),
                                        models.Q(("is_delivered", True), ("is_unseen", True)),
                                        _connector="OR",
                                    ),
                                    ("recent_cases__gte", 5),
                                    ("recent_decided__gte", 1),
                                    (
                                        "recent_on_time__lt",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("recent_decided"), "*", models.Value(9)
                                            ),
                                            "/",
                                            models.Value(10),
                                        ),
                                    ),
                                ),
                                then=models.Value(3),
                            ),
                            models.When(
                                models.Q(
                                    ("can_apply_online", True),
                                    ("is_delivered", True),
                                    ("is_paid_online", True),
                                    ("is_prefilled", True),
                                    ("is_unseen", True),
                                    ("is_by_rule", True),
                                    ("recent_cases__gte", 5),
                                    (
                                        "recent_online__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("recent_cases"), "*", models.Value(8)
                                            ),
                                            "/",
                                            models.Value(10),
                                        ),
                                    ),
                                    ("recent_on_time__gte", models.F("recent_decided")),
                                ),
                                then=models.Value(5),
                            ),
                            models.When(
                                models.Q(
                                    ("can_apply_online", True),
                                    ("is_delivered", True),
                                    ("is_paid_online", True),
                                    ("is_prefilled", True),
                                    ("is_unseen", True),
                                ),
                                then=models.Value(4),
                            ),
                            models.When(
                                models.Q(
                                    ("can_apply_online", True),
                                    models.Q(
                                        models.Q(("is_paid_online", True), ("is_prefilled", True)),
                                        models.Q(("is_delivered", True), ("is_prefilled", True)),
                                        models.Q(("is_prefilled", True), ("is_unseen", True)),
                                        models.Q(("is_delivered", True), ("is_paid_online", True)),
                                        models.Q(("is_paid_online", True), ("is_unseen", True)),
                                        models.Q(("is_delivered", True), ("is_unseen", True)),
                                        _connector="OR",
                                    ),
                                ),
                                then=models.Value(3),
                            ),
                            default=models.Value(2),
                            output_field=models.SmallIntegerField(),
                        ),
                        output_field=models.SmallIntegerField(null=True),
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_standing",
                "indexes": [
                    models.Index(fields=["region_code", "department_id"], name="standing_by_region")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("filed", models.PositiveIntegerField(default=0)),
                ("filed_online", models.PositiveIntegerField(default=0)),
                ("decided", models.PositiveIntegerField(default=0)),
                ("decided_on_time", models.PositiveIntegerField(default=0)),
                ("decided_by_rule", models.PositiveIntegerField(default=0)),
                (
                    "implementation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.implementationlist",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_case_day",
                "indexes": [models.Index(fields=["day"], name="case_day_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("implementation", "day"), name="case_day_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item_type",
                    models.CharField(
                        choices=[
                            ("01", "行政许可"),
                            ("02", "行政处罚"),
                            ("03", "行政强制"),
                            ("04", "行政征收"),
                            ("05", "行政给付"),
                            ("06", "行政检查"),
                            ("07", "行政确认"),
                            ("08", "行政奖励"),
                            ("09", "行政裁决"),
                            ("10", "其他行政权力"),
                            ("20", "公共服务"),
                        ],
                        max_length=2,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("duty", "责任事项"), ("liability", "追责情形")], max_length=9
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("stage", models.CharField(blank=True, default="", max_length=40)),
                ("text", models.CharField(max_length=500)),
                ("law", models.CharField(blank=True, default="", max_length=120)),
                ("article", models.CharField(blank=True, default="", max_length=40)),
                (
                    "base_item",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.baseitem",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_duty",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("base_item", "item_type", "kind", "position"),
                        name="duty_position_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="duty_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["duty", "liability"])),
                        name="duty_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "duty"), _negated=True),
                            models.Q(("stage", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="duty_of_the_procedure_has_its_stage",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=40)),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.topic",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_life_step",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("topic", "position"), name="life_step_position_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsideService",
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
                (
                    "institution",
                    models.CharField(
                        choices=[
                            ("school", "学校"),
                            ("hospital", "医院"),
                            ("utility", "水电气等公用企业"),
                            ("bank", "银行"),
                            ("transport", "公共交通"),
                            ("other", "其他机构"),
                        ],
                        max_length=12,
                    ),
                ),
                ("owner_name", models.CharField(max_length=100)),
                ("title", models.CharField(max_length=100)),
                ("summary", models.CharField(blank=True, default="", max_length=300)),
                ("url", models.CharField(max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待审核"),
                            ("approved", "已上线"),
                            ("refused", "未通过"),
                            ("retired", "已下线"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                (
                    "health",
                    models.CharField(
                        choices=[
                            ("unknown", "还没检查"),
                            ("alive", "可以访问"),
                            ("shaky", "最近一次访问失败"),
                            ("dead", "已失效"),
                        ],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("found", models.CharField(blank=True, default="", max_length=20)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("proposed_by_id", models.UUIDField(null=True)),
                ("decided_by_id", models.UUIDField(null=True)),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("check_after", models.DateTimeField(null=True)),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.department",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.topic",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_outside_service",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "approved")),
                        fields=["topic", "region_code"],
                        name="outside_shown",
                    ),
                    models.Index(
                        condition=models.Q(("state", "approved")),
                        fields=["check_after"],
                        name="outside_to_check",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("region_code", "url"), name="outside_url_once"),
                    models.CheckConstraint(
                        condition=models.Q(("region_code__regex", "^[0-9]{12}$")),
                        name="outside_region_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("url__startswith", "https://")),
                        name="outside_url_is_https",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "approved", "refused", "retired"])
                        ),
                        name="outside_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            ("proposed_by_id__isnull", True),
                            models.Q(("decided_by_id", models.F("proposed_by_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="outside_approved_by_somebody_else",
                        violation_error_message="提出的人不能自己批准。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WindowBrand",
            fields=[
                ("region_code", models.CharField(max_length=12, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=40)),
                ("slogan", models.CharField(blank=True, default="", max_length=80)),
                (
                    "colour",
                    models.CharField(
                        choices=[
                            ("celadon", "青瓷"),
                            ("indigo", "靛蓝"),
                            ("cinnabar", "朱砂"),
                            ("bamboo", "竹青"),
                            ("plum", "梅紫"),
                            ("ochre", "赭石"),
                        ],
                        default="celadon",
                        max_length=12,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_by_id", models.UUIDField(null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "emblem",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_window_brand",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("region_code__regex", "^[0-9]{12}$")),
                        name="window_brand_region_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "colour__in",
                                ["celadon", "indigo", "cinnabar", "bamboo", "plum", "ochre"],
                            )
                        ),
                        name="window_brand_colour_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="window_brand_has_a_title",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WindowNotice",
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
                ("title", models.CharField(max_length=100)),
                ("body", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("published", "已发布"),
                            ("withdrawn", "已撤下"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_by_id", models.UUIDField(null=True)),
                ("written_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("expires_on", models.DateField(null=True)),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.department",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_window_notice",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "published")),
                        fields=["region_code", "-published_at"],
                        name="window_notice_shown",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("region_code__regex", "^[0-9]{12}$")),
                        name="window_notice_region_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "published", "withdrawn"])),
                        name="window_notice_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="window_notice_published_is_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("body", ""), _negated=True),
                        ),
                        name="window_notice_says_something",
                    ),
                ],
            },
        ),
    ]
