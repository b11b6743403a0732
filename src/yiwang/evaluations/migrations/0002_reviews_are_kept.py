# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# A review never changes and never goes: only the day on which it is counted is written, once.
PROTECT = """
CREATE FUNCTION evaluations_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.released_on IS NULL
       AND to_jsonb(NEW) - 'released_on' = to_jsonb(OLD) - 'released_on' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a review is never changed or deleted' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER evaluations_evaluation_kept BEFORE UPDATE OR DELETE ON evaluations_evaluation
    FOR EACH ROW EXECUTE FUNCTION evaluations_refuse_change();
CREATE FUNCTION evaluations_refuse_any_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was done about a review stays' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER evaluations_step_kept BEFORE UPDATE OR DELETE ON evaluations_correction_step
    FOR EACH ROW EXECUTE FUNCTION evaluations_refuse_any_change();
CREATE TRIGGER evaluations_correction_kept BEFORE DELETE ON evaluations_correction
    FOR EACH ROW EXECUTE FUNCTION evaluations_refuse_any_change();
CREATE FUNCTION evaluations_refuse_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'waiting' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was decided about words stays' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER evaluations_text_kept BEFORE UPDATE OR DELETE ON evaluations_text
    FOR EACH ROW EXECUTE FUNCTION evaluations_refuse_text();
CREATE FUNCTION evaluations_refuse_reuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a service is reviewed once' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER evaluations_invitation_used BEFORE UPDATE ON evaluations_invitation
    FOR EACH ROW WHEN (OLD.used_on IS NOT NULL) EXECUTE FUNCTION evaluations_refuse_reuse();
"""
RELEASE = """
DROP TRIGGER evaluations_invitation_used ON evaluations_invitation;
DROP TRIGGER evaluations_text_kept ON evaluations_text;
DROP TRIGGER evaluations_correction_kept ON evaluations_correction;
DROP TRIGGER evaluations_step_kept ON evaluations_correction_step;
DROP TRIGGER evaluations_evaluation_kept ON evaluations_evaluation;
DROP FUNCTION evaluations_refuse_reuse();
DROP FUNCTION evaluations_refuse_text();
DROP FUNCTION evaluations_refuse_any_change();
DROP FUNCTION evaluations_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0001_initial")]

    operations = [migrations.RunSQL(PROTECT, RELEASE)]
