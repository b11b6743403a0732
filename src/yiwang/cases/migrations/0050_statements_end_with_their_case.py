# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Let what was said end with a case that ends without a decision, and say why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0049_stages_of_reviews"),
    ]

    operations = [
        migrations.AddField(
            model_name="statement",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="statement",
            name="ended_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("withdrawn", "申请人撤回了申请"),
                    ("unaccepted", "没有按期补交材料，撤销受理"),
                ],
                db_default="",
                default="",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_because", "")),
                    models.Q(
                        ("answered_at__isnull", True),
                        ("ended_at__isnull", False),
                        models.Q(("ended_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="statement_ends_unanswered_with_a_reason",
            ),
        ),
    ]
