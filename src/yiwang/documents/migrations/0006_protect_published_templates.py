# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# The page of a document is set later: its file, and whether the built-in sheet had to step in, may
# be filled, once. A published template only ends.
PROTECT = """
CREATE OR REPLACE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.rendered_at IS NULL
            AND (to_jsonb(NEW) - 'file_id' - 'rendered_at' - 'is_fallback')
              = (to_jsonb(OLD) - 'file_id' - 'rendered_at' - 'is_fallback') THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'an issued document never changes; issue another'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION documents_keep_template() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('draft', 'proposed') THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'withdrawn'
        AND (to_jsonb(NEW) - 'state' - 'ended_by_id' - 'ended_at' - 'end_reason')
          = (to_jsonb(OLD) - 'state' - 'ended_by_id' - 'ended_at' - 'end_reason') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published template never changes; publish another version'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER documents_template_version_stays
    BEFORE UPDATE OR DELETE ON documents_template_version
    FOR EACH ROW EXECUTE FUNCTION documents_keep_template();
"""
RELEASE = """
DROP TRIGGER documents_template_version_stays ON documents_template_version;
DROP FUNCTION documents_keep_template();
CREATE OR REPLACE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    """Let a published template be, whoever writes to its table."""

    dependencies = [("documents", "0005_templates_of_notices")]

    operations = [migrations.RunSQL(PROTECT, RELEASE)]
