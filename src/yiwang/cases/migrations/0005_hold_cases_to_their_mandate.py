# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# Whatever a program thinks: a case is filed under a mandate only while that is valid, for whom has
# given it, and for an item that it names. The lock waits for whoever is revoking it this moment.
CHECK = """
CREATE FUNCTION cases_within_mandate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    signed record;
    item record;
    filed_on date := (NEW.submitted_at AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
    SELECT principal_id, state, since, until, items::text[] AS items, themes::text[] AS themes
        INTO signed FROM identity_mandate WHERE id = NEW.mandate_id FOR SHARE;
    SELECT base.code, version.content -> 'themes' AS themes INTO item
        FROM catalogue_implementation_version AS list
        JOIN catalogue_base_version AS version ON version.id = list.base_version_id
        JOIN catalogue_base_item AS base ON base.id = version.base_item_id
        WHERE list.id = NEW.version_id;
    IF signed.principal_id IS DISTINCT FROM NEW.applicant_id
        OR signed.state IS DISTINCT FROM 'active'
        OR NOT (filed_on >= signed.since AND filed_on < signed.until)
        OR (cardinality(signed.items) + cardinality(signed.themes) > 0
            AND NOT item.code = ANY (signed.items)
            AND NOT coalesce(item.themes -> 'natural' ?| signed.themes, false)
            AND NOT coalesce(item.themes -> 'legal' ?| signed.themes, false))
    THEN
        RAISE EXCEPTION 'case % is not within its mandate', NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'case_within_its_mandate';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION cases_keep_who_applied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'who applied for case % is fixed', OLD.number USING ERRCODE = '23514';
END $$;
CREATE TRIGGER cases_case_within_mandate BEFORE INSERT ON cases_case
    FOR EACH ROW WHEN (NEW.mandate_id IS NOT NULL) EXECUTE FUNCTION cases_within_mandate();
CREATE TRIGGER cases_case_keeps_who_applied
    BEFORE UPDATE OF mandate_id, agent_id, applicant_id ON cases_case
    FOR EACH ROW WHEN (
        OLD.mandate_id IS DISTINCT FROM NEW.mandate_id OR OLD.agent_id IS DISTINCT FROM NEW.agent_id
        OR OLD.applicant_id IS DISTINCT FROM NEW.applicant_id
    ) EXECUTE FUNCTION cases_keep_who_applied();
"""
UNDO = """
DROP TRIGGER cases_case_within_mandate ON cases_case;
DROP TRIGGER cases_case_keeps_who_applied ON cases_case;
DROP FUNCTION cases_within_mandate();
DROP FUNCTION cases_keep_who_applied();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_applied_for_by_somebody_else"),
        ("identity", "0003_evidence_mandates_and_guardians"),
        ("catalogue", "0002_published_is_fixed"),
    ]

    operations = [migrations.RunSQL(CHECK, UNDO)]
