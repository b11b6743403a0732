# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The responsibilities of one item stand among its elements; this table has those of types."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0013_search_changes")]

    operations = [
        # No page and no operation ever wrote such a row.
        migrations.RunSQL(
            "DELETE FROM catalogue_duty WHERE base_item_id IS NOT NULL", migrations.RunSQL.noop
        ),
        migrations.RemoveConstraint(model_name="duty", name="duty_position_once"),
        migrations.RemoveField(model_name="duty", name="base_item"),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(
                fields=["item_type", "kind", "position"], name="duty_once_of_a_type"
            ),
        ),
    ]
