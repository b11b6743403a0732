# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# The page of a document is set later: file and rendered_at may be filled, once. Nothing else moves.
PROTECT = """
CREATE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.rendered_at IS NULL
            AND (to_jsonb(NEW) - 'file_id' - 'rendered_at')
              = (to_jsonb(OLD) - 'file_id' - 'rendered_at') THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'an issued document never changes; issue another'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER documents_issued_stays BEFORE UPDATE OR DELETE ON documents_issued
    FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
"""
RELEASE = """
DROP TRIGGER documents_issued_stays ON documents_issued;
DROP FUNCTION documents_refuse_change();
"""


class Migration(migrations.Migration):
    """Let an issued document be, whoever writes to its table."""

    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunSQL(PROTECT, RELEASE)]
