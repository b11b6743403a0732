# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Let nobody who wrote in a change order review or approve it."""

from typing import ClassVar

import django.contrib.postgres.fields
from django.db import migrations, models

PROTECT = """
CREATE FUNCTION catalogue_refuse_own_order() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'Who wrote in a change order neither reviews nor approves it.'
        USING ERRCODE = 'check_violation';
END
$body$;

CREATE TRIGGER catalogue_change_order_other_hands BEFORE INSERT OR UPDATE ON catalogue_change_order
FOR EACH ROW WHEN (NEW.reviewed_by_id = ANY(NEW.editors) OR NEW.approved_by_id = ANY(NEW.editors))
EXECUTE FUNCTION catalogue_refuse_own_order();
"""

RELEASE = """
DROP TRIGGER catalogue_change_order_other_hands ON catalogue_change_order;
DROP FUNCTION catalogue_refuse_own_order();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("catalogue", "0007_comparison")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.AddField(
            model_name="changeorder",
            name="editors",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), default=list, size=None
            ),
        ),
        migrations.RunSQL(PROTECT, RELEASE),
    ]
