# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# What was asked and answered stays as it was written, and is sealed with the case.
TRIGGERS = """
CREATE TRIGGER cases_question_sealed BEFORE INSERT OR UPDATE OR DELETE ON cases_question
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();
CREATE TRIGGER cases_question_file_sealed
    BEFORE INSERT OR UPDATE OR DELETE ON cases_question_file
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();
CREATE TRIGGER cases_question_kept BEFORE UPDATE ON cases_question
    FOR EACH ROW WHEN (
        OLD.answered_at IS NOT NULL
        OR (OLD.id, OLD.case_id, OLD.words, OLD.asked_by_id, OLD.asked_at, OLD.due_on)
        IS DISTINCT FROM
           (NEW.id, NEW.case_id, NEW.words, NEW.asked_by_id, NEW.asked_at, NEW.due_on)
    ) EXECUTE FUNCTION cases_keep_as_written();
"""
UNDO = """
DROP TRIGGER cases_question_kept ON cases_question;
DROP TRIGGER cases_question_file_sealed ON cases_question_file;
DROP TRIGGER cases_question_sealed ON cases_question;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0023_questions_in_a_case")]

    operations = [migrations.RunSQL(TRIGGERS, UNDO)]
