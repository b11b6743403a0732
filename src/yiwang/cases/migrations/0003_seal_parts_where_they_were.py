# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# A part may not be moved out of a closed case either. The lock waits for whoever is closing the
# case at this moment; a foreign key asks for the same one anyway.
BETTER = """
CREATE OR REPLACE FUNCTION cases_refuse_part_of_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched uuid[];
    sought uuid;
    found text;
BEGIN
    IF TG_OP <> 'INSERT' THEN touched := touched || OLD.case_id; END IF;
    IF TG_OP <> 'DELETE' THEN touched := touched || NEW.case_id; END IF;
    FOREACH sought IN ARRAY touched LOOP
        SELECT state INTO found FROM cases_case WHERE id = sought FOR KEY SHARE;
        IF found = 'closed' THEN
            RAISE EXCEPTION 'case % is closed and sealed off', sought USING ERRCODE = '23514';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION cases_refuse_part_of_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sought uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.case_id ELSE NEW.case_id END;
BEGIN
    IF EXISTS (SELECT FROM cases_case WHERE id = sought AND state = 'closed') THEN
        RAISE EXCEPTION 'case % is closed and sealed off', sought USING ERRCODE = '23514';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_seal_off_closed_cases")]

    operations = [migrations.RunSQL(BETTER, BEFORE)]
