# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# What was found goes with the case when it is sealed off; before that a sheet of evidence that a
# case holds says the same for ever, and stays with its case. Only what no source could answer yet
# is filled in later, and a dispute is added and decided.
FREEZE = """
CREATE TRIGGER cases_finding_sealed BEFORE INSERT OR UPDATE OR DELETE ON cases_finding
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();
CREATE FUNCTION cases_refuse_other_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'evidence % of case % is frozen', OLD.id, OLD.case_id USING ERRCODE = '23514';
END $$;
CREATE TRIGGER cases_finding_frozen BEFORE UPDATE ON cases_finding
    FOR EACH ROW WHEN (
        OLD.case_id IS NOT NULL AND OLD.outcome = 'found'
        AND (OLD.id, OLD.case_id, OLD.applicant_id, OLD.requirement_key, OLD.found_in,
             OLD.source_code, OLD.origin_name, OLD.origin_id, OLD.file_id, OLD."values",
             OLD.outcome, OLD.as_of, OLD.valid_until, OLD.sha256, OLD.grade, OLD.found_at)
        IS DISTINCT FROM
            (NEW.id, NEW.case_id, NEW.applicant_id, NEW.requirement_key, NEW.found_in,
             NEW.source_code, NEW.origin_name, NEW.origin_id, NEW.file_id, NEW."values",
             NEW.outcome, NEW.as_of, NEW.valid_until, NEW.sha256, NEW.grade, NEW.found_at)
    ) EXECUTE FUNCTION cases_refuse_other_evidence();
CREATE TRIGGER cases_finding_kept BEFORE DELETE ON cases_finding
    FOR EACH ROW WHEN (OLD.case_id IS NOT NULL) EXECUTE FUNCTION cases_refuse_other_evidence();
"""
UNDO = """
DROP TRIGGER cases_finding_kept ON cases_finding;
DROP TRIGGER cases_finding_frozen ON cases_finding;
DROP FUNCTION cases_refuse_other_evidence();
DROP TRIGGER cases_finding_sealed ON cases_finding;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_evidence_that_was_found")]

    operations = [migrations.RunSQL(FREEZE, UNDO)]
