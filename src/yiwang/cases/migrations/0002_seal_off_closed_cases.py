# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# Numbers are handed out in blocks of 64, so that a submission needs no statement for its own.
SERIAL = "CREATE SEQUENCE cases_serial INCREMENT BY 64"
NO_SERIAL = "DROP SEQUENCE cases_serial"

# A closed case, and what belongs to it, never changes again, whoever asks.
FUNCTIONS = """
CREATE FUNCTION cases_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'case % is closed and sealed off', OLD.number USING ERRCODE = '23514';
END $$;
CREATE FUNCTION cases_refuse_part_of_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sought uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.case_id ELSE NEW.case_id END;
BEGIN
    IF EXISTS (SELECT FROM cases_case WHERE id = sought AND state = 'closed') THEN
        RAISE EXCEPTION 'case % is closed and sealed off', sought USING ERRCODE = '23514';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cases_case_sealed BEFORE UPDATE OR DELETE ON cases_case
    FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION cases_refuse_change();
"""
PARTS = ("material", "correction", "clock_stop", "extension", "decision", "step_record")
TRIGGERS = "\n".join(
    f"CREATE TRIGGER cases_{part}_sealed BEFORE INSERT OR UPDATE OR DELETE ON cases_{part}"
    " FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();"
    for part in PARTS
)
UNDO = (
    "DROP TRIGGER cases_case_sealed ON cases_case;"
    + "".join(f"DROP TRIGGER cases_{part}_sealed ON cases_{part};" for part in PARTS)
    + "DROP FUNCTION cases_refuse_change(); DROP FUNCTION cases_refuse_part_of_closed();"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RunSQL(SERIAL, NO_SERIAL),
        migrations.RunSQL(FUNCTIONS + TRIGGERS, UNDO),
    ]
