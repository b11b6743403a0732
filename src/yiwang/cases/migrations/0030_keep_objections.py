# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# What was objected stays as it was filed, and an answer stays; who has begun to judge a case again
# blind stays in the record, and is let see the case only once it was judged.
TRIGGERS = """
CREATE TRIGGER cases_rule_objection_kept BEFORE UPDATE ON cases_rule_objection
    FOR EACH ROW WHEN (
        OLD.answered_at IS NOT NULL
        OR (OLD.id, OLD.case_id, OLD.made_id, OLD.words, OLD.disputed, OLD.filed_by_id,
            OLD.filed_at, OLD.due_on)
        IS DISTINCT FROM
           (NEW.id, NEW.case_id, NEW.made_id, NEW.words, NEW.disputed, NEW.filed_by_id,
            NEW.filed_at, NEW.due_on)
    ) EXECUTE FUNCTION cases_keep_as_written();

CREATE FUNCTION cases_keep_recheck_reader() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.id, NEW.recheck_id, NEW.case_id, NEW.staff_id, NEW.began_at)
            IS NOT DISTINCT FROM (OLD.id, OLD.recheck_id, OLD.case_id, OLD.staff_id, OLD.began_at)
        AND OLD.ended_at IS NULL
        AND EXISTS (SELECT FROM cases_recheck WHERE id = OLD.recheck_id AND done_at IS NOT NULL)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'who judges case % again does not see it before', OLD.case_id
        USING ERRCODE = '23514', CONSTRAINT = 'recheck_reader_stays_blind';
END $$;
CREATE TRIGGER cases_recheck_reader_kept BEFORE UPDATE OR DELETE ON cases_recheck_reader
    FOR EACH ROW EXECUTE FUNCTION cases_keep_recheck_reader();
"""
UNDO = """
DROP TRIGGER cases_recheck_reader_kept ON cases_recheck_reader;
DROP FUNCTION cases_keep_recheck_reader();
DROP TRIGGER cases_rule_objection_kept ON cases_rule_objection;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0029_objections_to_rules")]

    operations = [migrations.RunSQL(TRIGGERS, UNDO)]
