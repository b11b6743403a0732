# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# A proposed logo is published or returned, a published one ends, with what each step says of itself;
# the picture never changes. Papers ask which one was in force on their day, so none goes away.
PROTECT = """
CREATE FUNCTION documents_keep_logo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.state, NEW.state) IN (
        ('proposed', 'published'), ('proposed', 'returned'), ('published', 'withdrawn'))
        AND (to_jsonb(NEW) - 'state' - 'published_by_id' - 'published_at'
             - 'ended_by_id' - 'ended_at' - 'end_reason')
          = (to_jsonb(OLD) - 'state' - 'published_by_id' - 'published_at'
             - 'ended_by_id' - 'ended_at' - 'end_reason')
        AND (OLD.state = 'proposed' OR (NEW.published_by_id, NEW.published_at)
             IS NOT DISTINCT FROM (OLD.published_by_id, OLD.published_at)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a logo never changes; publish another'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER documents_logo_stays
    BEFORE UPDATE OR DELETE ON documents_logo
    FOR EACH ROW EXECUTE FUNCTION documents_keep_logo();
"""
RELEASE = """
DROP TRIGGER documents_logo_stays ON documents_logo;
DROP FUNCTION documents_keep_logo();
"""


class Migration(migrations.Migration):
    """Let logos be, whoever writes to their table."""

    dependencies = [("documents", "0012_logos_of_departments")]

    operations = [migrations.RunSQL(PROTECT, RELEASE)]
