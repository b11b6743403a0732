# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Refuse every change to a published version but its end, to the owner of the tables too."""

from typing import ClassVar

from django.db import migrations

PROTECT = """
CREATE FUNCTION catalogue_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'UPDATE'
       AND to_jsonb(NEW) - 'state' - 'effective_to' = to_jsonb(OLD) - 'state' - 'effective_to'
       AND (NEW.state = OLD.state OR (OLD.state = 'published' AND NEW.state = 'withdrawn'))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A published version is fixed: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$body$;

CREATE TRIGGER catalogue_base_version_fixed BEFORE UPDATE OR DELETE ON catalogue_base_version
FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION catalogue_refuse_change();

CREATE TRIGGER catalogue_implementation_version_fixed
BEFORE UPDATE OR DELETE ON catalogue_implementation_version
FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION catalogue_refuse_change();
"""

RELEASE = """
DROP TRIGGER catalogue_implementation_version_fixed ON catalogue_implementation_version;
DROP TRIGGER catalogue_base_version_fixed ON catalogue_base_version;
DROP FUNCTION catalogue_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("catalogue", "0001_initial")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunSQL(PROTECT, RELEASE)
    ]
