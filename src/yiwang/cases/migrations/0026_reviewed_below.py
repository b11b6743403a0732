# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0025_opinions_consultations_watches_batches"),
    ]

    operations = [
        migrations.AddField(
            model_name="preliminaryreview",
            name="overdue_noted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="preliminaryreview",
            name="workdays",
            field=models.PositiveSmallIntegerField(db_default=20, default=20),
        ),
        migrations.AlterField(
            model_name="preliminaryreview",
            name="due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="preliminaryreview",
            name="started_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="preliminaryreview",
            name="state",
            field=models.CharField(
                choices=[
                    ("intake", "待初审机关受理"),
                    ("waiting", "下级机关初审中"),
                    ("forwarded", "已报送上级机关"),
                    ("ended", "初审终止"),
                ],
                default="waiting",
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="preliminaryreview",
            index=models.Index(fields=["lower_id", "state", "-id"], name="review_lower"),
        ),
        migrations.AddIndex(
            model_name="preliminaryreview",
            index=models.Index(
                condition=models.Q(("overdue_noted_at__isnull", True), ("state", "waiting")),
                fields=["due_on"],
                name="review_may_be_late",
            ),
        ),
        migrations.AddConstraint(
            model_name="preliminaryreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["waiting", "forwarded"]), _negated=True),
                    models.Q(("due_on__isnull", False), ("started_on__isnull", False)),
                    _connector="OR",
                ),
                name="review_begun_has_its_term",
            ),
        ),
    ]
