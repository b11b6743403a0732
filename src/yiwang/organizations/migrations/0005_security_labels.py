# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0004_columns_of_an_import"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataLabel",
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
                ("item_code", models.CharField(blank=True, default="", max_length=40)),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "一般级"), (2, "敏感级"), (3, "重要级")]
                    ),
                ),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "db_table": "organizations_data_label",
            },
        ),
        migrations.AddField(
            model_name="post",
            name="clearance",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "一般级"), (2, "敏感级"), (3, "重要级")], db_default=1, default=1
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("clearance__in", [1, 2, 3])), name="post_clearance_known"
            ),
        ),
        migrations.AddField(
            model_name="datalabel",
            name="department",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="labels",
                to="organizations.department",
            ),
        ),
        migrations.AddConstraint(
            model_name="datalabel",
            constraint=models.UniqueConstraint(
                fields=("department", "item_code"), name="data_label_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="datalabel",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", [2, 3])), name="data_label_known"
            ),
        ),
    ]
