# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0011_protect_translations"),
        ("organizations", "0005_security_labels"),
    ]

    operations = [
        migrations.CreateModel(
            name="DepartmentLogo",
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
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待发布"),
                            ("published", "已发布"),
                            ("returned", "未采用"),
                            ("withdrawn", "已停用"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("content", models.BinaryField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("content_sha256", models.CharField(max_length=64)),
                ("source_sha256", models.CharField(max_length=64)),
                ("proposed_by_id", models.UUIDField()),
                ("proposed_at", models.DateTimeField()),
                ("published_by_id", models.UUIDField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by_id", models.UUIDField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, default="", max_length=500)),
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
                "db_table": "documents_logo",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("department", "number"), name="logo_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("department",),
                        name="logo_one_proposed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "published", "returned", "withdrawn"])
                        ),
                        name="logo_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True),
                            models.Q(
                                ("published_by_id__isnull", False),
                                models.Q(
                                    ("proposed_by_id", models.F("published_by_id")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="logo_two_people",
                        violation_error_message="徽标须由上传人以外的另一个人发布。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["published", "withdrawn"]), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="logo_live_is_published",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(("end_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="logo_end_has_reason",
                    ),
                ],
            },
        ),
    ]
