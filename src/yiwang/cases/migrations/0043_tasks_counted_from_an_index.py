# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0042_overdue_objections")]

    operations = [
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["department_id", "due_on", "id", "role", "is_stopped"],
                name="work_item_waiting",
            ),
        ),
        migrations.RemoveIndex(model_name="workitem", name="work_item_open"),
    ]
