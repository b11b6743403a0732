# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# Nothing outside the list can be done (法无授权不可为): whoever writes, the owner of the tables too,
# a case is opened only under a version that is published and in force that day in the hands of
# its own department, and decided only under such a one. What the case was opened under is fixed.
# A version that was withdrawn later was on the list then; that is how it differs from a draft.
CHECK = """
CREATE FUNCTION cases_power_on_list(sought uuid, department uuid, opened_on date, is_opening boolean)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM catalogue_implementation_version AS version
        JOIN catalogue_implementation AS list ON list.id = version.implementation_id
        WHERE version.id = sought AND list.department_id = department
          AND version.published_at IS NOT NULL
          AND version.effective_from <= opened_on
          AND (version.effective_to IS NULL OR version.effective_to > opened_on)
          AND (version.state = 'published' OR (version.state = 'withdrawn' AND NOT is_opening)))
$$;
CREATE FUNCTION cases_open_under_the_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT cases_power_on_list(NEW.version_id, NEW.department_id,
                               (NEW.submitted_at AT TIME ZONE 'Asia/Shanghai')::date, true) THEN
        RAISE EXCEPTION 'case % is for a power that is not on the published list', NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'case_is_on_the_power_list';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION cases_keep_what_was_opened() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what case % was opened under is fixed', OLD.number
        USING ERRCODE = '23514', CONSTRAINT = 'case_keeps_its_version';
END $$;
CREATE FUNCTION cases_decide_under_the_list() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    opened record;
BEGIN
    SELECT version_id, department_id, number, submitted_at INTO opened
        FROM cases_case WHERE id = NEW.case_id;
    IF NOT coalesce(cases_power_on_list(
        opened.version_id, opened.department_id,
        (opened.submitted_at AT TIME ZONE 'Asia/Shanghai')::date, false), false)
    THEN
        RAISE EXCEPTION 'the decision on case % rests on no published power', opened.number
            USING ERRCODE = '23514', CONSTRAINT = 'decision_is_on_the_power_list';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cases_case_on_the_list BEFORE INSERT ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_open_under_the_list();
CREATE TRIGGER cases_case_keeps_its_version
    BEFORE UPDATE OF version_id, department_id, submitted_at ON cases_case
    FOR EACH ROW WHEN (OLD.version_id IS DISTINCT FROM NEW.version_id
        OR OLD.department_id IS DISTINCT FROM NEW.department_id
        OR OLD.submitted_at IS DISTINCT FROM NEW.submitted_at)
    EXECUTE FUNCTION cases_keep_what_was_opened();
CREATE TRIGGER cases_decision_on_the_list BEFORE INSERT OR UPDATE OF case_id ON cases_decision
    FOR EACH ROW EXECUTE FUNCTION cases_decide_under_the_list();
"""
UNDO = """
DROP TRIGGER cases_decision_on_the_list ON cases_decision;
DROP TRIGGER cases_case_keeps_its_version ON cases_case;
DROP TRIGGER cases_case_on_the_list ON cases_case;
DROP FUNCTION cases_decide_under_the_list();
DROP FUNCTION cases_keep_what_was_opened();
DROP FUNCTION cases_open_under_the_list();
DROP FUNCTION cases_power_on_list(uuid, uuid, date, boolean);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_hold_cases_to_their_mandate"),
        ("catalogue", "0002_published_is_fixed"),
    ]

    operations = [migrations.RunSQL(CHECK, UNDO)]
