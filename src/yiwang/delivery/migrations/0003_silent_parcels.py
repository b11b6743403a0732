# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0002_stale_labels"),
    ]

    operations = [
        migrations.AddField(
            model_name="parcel",
            name="silence_told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
