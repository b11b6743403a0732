# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0005_activations"),
        ("organizations", "0004_columns_of_an_import"),
    ]

    operations = [
        migrations.CreateModel(
            name="StaffPerson",
            fields=[
                (
                    "staff",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="own_person",
                        serialize=False,
                        to="organizations.staffmember",
                    ),
                ),
                ("stated_at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="serves_as",
                        to="identity.naturalperson",
                    ),
                ),
            ],
            options={
                "db_table": "identity_staff_person",
            },
        ),
    ]
