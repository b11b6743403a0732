# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0040_keep_doubts"),
        ("documents", "0009_application_forms"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="counteract",
            index=models.Index(
                condition=models.Q(("paper__isnull", False)),
                fields=["paper"],
                name="counter_act_paper",
            ),
        ),
        migrations.AddIndex(
            model_name="modechoice",
            index=models.Index(
                condition=models.Q(("paper__isnull", False)),
                fields=["paper"],
                name="mode_choice_paper",
            ),
        ),
    ]
