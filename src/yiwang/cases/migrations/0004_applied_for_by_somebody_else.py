# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_seal_parts_where_they_were"),
        ("catalogue", "0002_published_is_fixed"),
        ("identity", "0003_evidence_mandates_and_guardians"),
        ("organizations", "0003_holdings_follow_posts"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="draft",
            name="draft_once_per_item",
        ),
        migrations.AddField(
            model_name="case",
            name="agent_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="mandate",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.mandate",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="mandate",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.mandate",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("mandate__isnull", False)),
                fields=["mandate", "-submitted_at"],
                name="case_mandate",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mandate__isnull", True)),
                fields=("applicant_id", "version"),
                name="draft_once_per_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mandate__isnull", False)),
                fields=("mandate", "version"),
                name="draft_once_per_mandate",
            ),
        ),
    ]
