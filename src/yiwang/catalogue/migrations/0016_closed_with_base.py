# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which lists a withdrawn base item took along, and whether an order brings them back."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0015_sheets")]

    operations = [
        migrations.AddField(
            model_name="changeorder",
            name="reopens_lists",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="ClosedWithBase",
            fields=[
                (
                    "implementation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="catalogue.implementationlist",
                    ),
                ),
                ("closed_on", models.DateField()),
                (
                    "base_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.baseitem",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.implementationversion",
                    ),
                ),
            ],
            options={"db_table": "catalogue_closed_with_base"},
        ),
    ]
