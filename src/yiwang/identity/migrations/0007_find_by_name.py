# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identity", "0006_staff_persons")]

    operations = [
        TrigramExtension(),
        migrations.AddIndex(
            model_name="naturalperson",
            index=models.Index(fields=["name", "born_on"], name="natural_person_name_day"),
        ),
        migrations.AddIndex(
            model_name="legalperson",
            index=GinIndex(fields=["name"], name="legal_person_name", opclasses=["gin_trgm_ops"]),
        ),
    ]
