# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# What the applicant says of a field and what staff doubt goes with the case when it is sealed off,
# and stays as it was written; a decision is added once, and so is the end of a doubt.
TRIGGERS = """
CREATE TRIGGER cases_field_claim_sealed BEFORE INSERT OR UPDATE OR DELETE ON cases_field_claim
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();
CREATE TRIGGER cases_field_claim_kept BEFORE UPDATE ON cases_field_claim
    FOR EACH ROW WHEN (
        OLD.case_id IS NOT NULL AND (
            OLD.resolution <> ''
            OR (OLD.id, OLD.case_id, OLD.finding_id, OLD.field, OLD.claimed, OLD.file_id,
                OLD.claimed_at)
            IS DISTINCT FROM
               (NEW.id, NEW.case_id, NEW.finding_id, NEW.field, NEW.claimed, NEW.file_id,
                NEW.claimed_at)
        )
    ) EXECUTE FUNCTION cases_keep_as_written();
CREATE TRIGGER cases_field_claim_stays BEFORE DELETE ON cases_field_claim
    FOR EACH ROW WHEN (OLD.case_id IS NOT NULL) EXECUTE FUNCTION cases_keep_as_written();
CREATE TRIGGER cases_evidence_doubt_sealed BEFORE INSERT OR UPDATE OR DELETE
    ON cases_evidence_doubt FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();
CREATE TRIGGER cases_evidence_doubt_kept BEFORE UPDATE ON cases_evidence_doubt
    FOR EACH ROW WHEN (
        OLD.ended_at IS NOT NULL
        OR (OLD.id, OLD.case_id, OLD.finding_id, OLD.fields, OLD.reason, OLD.doubted_by_id,
            OLD.doubted_at, OLD.correction_id)
        IS DISTINCT FROM
           (NEW.id, NEW.case_id, NEW.finding_id, NEW.fields, NEW.reason, NEW.doubted_by_id,
            NEW.doubted_at, NEW.correction_id)
    ) EXECUTE FUNCTION cases_keep_as_written();
CREATE TRIGGER cases_evidence_doubt_stays BEFORE DELETE ON cases_evidence_doubt
    FOR EACH ROW EXECUTE FUNCTION cases_keep_as_written();
"""
UNDO = """
DROP TRIGGER cases_evidence_doubt_stays ON cases_evidence_doubt;
DROP TRIGGER cases_evidence_doubt_kept ON cases_evidence_doubt;
DROP TRIGGER cases_evidence_doubt_sealed ON cases_evidence_doubt;
DROP TRIGGER cases_field_claim_stays ON cases_field_claim;
DROP TRIGGER cases_field_claim_kept ON cases_field_claim;
DROP TRIGGER cases_field_claim_sealed ON cases_field_claim;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0039_doubts_about_evidence")]

    operations = [migrations.RunSQL(TRIGGERS, UNDO)]
