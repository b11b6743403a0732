# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0043_tasks_counted_from_an_index")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["department", "-submitted_at", "-id"], name="case_newest_here"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["-submitted_at", "-id", "region_code"], name="case_newest"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["applicant_name"], name="case_applicant_name"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["item_name"], name="case_item_name"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "accepted",
                            "correction",
                            "decided",
                            "delivered",
                            "in_process",
                            "submitted",
                            "suspended",
                        ],
                    )
                ),
                fields=["state", "-submitted_at", "region_code"],
                name="case_open_newest",
            ),
        ),
        migrations.RemoveIndex(model_name="case", name="case_region"),
    ]
