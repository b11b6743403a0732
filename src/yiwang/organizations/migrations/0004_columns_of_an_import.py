# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organizations", "0003_holdings_follow_posts")]

    operations = [
        migrations.AddField(
            model_name="staffimport",
            name="columns",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
    ]
