# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# No clock stands still without a special procedure on record and the article that lets it stand.
# Checked at the end of the transaction, when stop and record are linked. Article 45 of the licensing
# law lists neither the visit on the spot nor the public notice: only another law can stop for these.
TRIGGERS = """
ALTER TABLE cases_clock_stop ADD CONSTRAINT stop_names_its_law
    CHECK (law <> '' AND article <> '' AND expected_days BETWEEN 1 AND 365) NOT VALID;
ALTER TABLE cases_clock_stop ADD CONSTRAINT stop_for_what_the_law_lists
    CHECK (reason NOT IN ('site_visit', 'public_notice')
        OR law NOT IN ('行政许可法', '中华人民共和国行政许可法')) NOT VALID;

CREATE FUNCTION cases_stop_has_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM cases_special_procedure
        WHERE stop_id = NEW.id AND case_id = NEW.case_id AND kind = NEW.reason
    ) THEN
        RAISE EXCEPTION 'the clock of case % stands without a procedure on record', NEW.case_id
            USING ERRCODE = '23514', CONSTRAINT = 'stop_has_record';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER cases_clock_stop_has_record AFTER INSERT ON cases_clock_stop
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cases_stop_has_record();

CREATE FUNCTION cases_keep_stop_of_procedure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'procedure % keeps the stop that it stands for', OLD.id
        USING ERRCODE = '23514', CONSTRAINT = 'procedure_keeps_its_stop';
END $$;
CREATE TRIGGER cases_procedure_keeps_its_stop BEFORE UPDATE OF stop_id, kind, case_id
    ON cases_special_procedure FOR EACH ROW
    WHEN (OLD.stop_id IS NOT NULL AND (NEW.stop_id, NEW.kind, NEW.case_id)
        IS DISTINCT FROM (OLD.stop_id, OLD.kind, OLD.case_id))
    EXECUTE FUNCTION cases_keep_stop_of_procedure();
"""
UNDO = """
DROP TRIGGER cases_procedure_keeps_its_stop ON cases_special_procedure;
DROP FUNCTION cases_keep_stop_of_procedure();
DROP TRIGGER cases_clock_stop_has_record ON cases_clock_stop;
DROP FUNCTION cases_stop_has_record();
ALTER TABLE cases_clock_stop DROP CONSTRAINT stop_for_what_the_law_lists;
ALTER TABLE cases_clock_stop DROP CONSTRAINT stop_names_its_law;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0030_keep_objections")]

    operations = [migrations.RunSQL(TRIGGERS, UNDO)]
