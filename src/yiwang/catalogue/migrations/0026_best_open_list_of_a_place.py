# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The index by item and place also says which list of a place comes first."""

from django.db import migrations, models

from yiwang.foundation.indexes_beside import AddIndexBeside, RemoveIndexBeside


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("catalogue", "0025_keep_which_elements_are_editors")]

    operations = [
        AddIndexBeside(
            model_name="implementationlist",
            index=models.Index(
                fields=["base_item", "region_code", "-level", "code"],
                name="implementation_best_open",
                condition=models.Q(state="open"),
            ),
        ),
        RemoveIndexBeside(model_name="implementationlist", name="implementation_open_by_item"),
    ]
