# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0034_look_past_row_security")]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="overdue_noted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(
                condition=models.Q(("overdue_noted_at__isnull", True), ("state", "asked")),
                fields=["due_on"],
                name="consultation_may_be_late",
            ),
        ),
    ]
