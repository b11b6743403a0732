# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Refuse changes of what a change order says once it is submitted, to the tables' owner too."""

from typing import ClassVar

from django.db import migrations

PROTECT = """
CREATE FUNCTION catalogue_refuse_line_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF (SELECT state FROM catalogue_change_order WHERE id = OLD.order_id)
       IN ('draft', 'returned')
    THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE'
       AND to_jsonb(NEW) - 'published_version' - 'is_open'
         = to_jsonb(OLD) - 'published_version' - 'is_open'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A submitted change order is fixed: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$body$;

CREATE TRIGGER catalogue_change_line_fixed BEFORE UPDATE OR DELETE ON catalogue_change_line
FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_line_change();

CREATE FUNCTION catalogue_refuse_order_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'rolled_back'
       AND to_jsonb(NEW) - 'state' - 'revision' = to_jsonb(OLD) - 'state' - 'revision'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A published change order is fixed: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$body$;

CREATE TRIGGER catalogue_change_order_fixed BEFORE UPDATE OR DELETE ON catalogue_change_order
FOR EACH ROW WHEN (OLD.state IN ('published', 'rolled_back'))
EXECUTE FUNCTION catalogue_refuse_order_change();
"""

RELEASE = """
DROP TRIGGER catalogue_change_order_fixed ON catalogue_change_order;
DROP TRIGGER catalogue_change_line_fixed ON catalogue_change_line;
DROP FUNCTION catalogue_refuse_order_change();
DROP FUNCTION catalogue_refuse_line_change();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("catalogue", "0005_change_orders")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunSQL(PROTECT, RELEASE)
    ]
