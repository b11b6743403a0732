# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0041_index_signed_papers")]

    operations = [
        migrations.AddField(
            model_name="ruleobjection",
            name="overdue_noted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
