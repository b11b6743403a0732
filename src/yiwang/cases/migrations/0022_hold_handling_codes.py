# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# A handling code (业务办理项编码) is the case's item code and the number of a situation, and that
# situation is an outcome of the scenario that the case was filed with: a published one, of the
# base item of the case's own version. Which scenario that was is fixed, whatever is corrected.
CHECK = """
CREATE FUNCTION cases_hold_handling_code() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    asked jsonb;
BEGIN
    SELECT scenario.content INTO asked
        FROM catalogue_scenario AS scenario
        JOIN catalogue_base_version AS base ON base.base_item_id = scenario.base_item_id
        JOIN catalogue_implementation_version AS version ON version.base_version_id = base.id
        WHERE version.id = NEW.version_id AND scenario.id = NEW.scenario_version_id
          AND scenario.published_at IS NOT NULL;
    IF asked IS NULL THEN
        RAISE EXCEPTION 'case % was filed with no published scenario of its item', NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'case_scenario_is_its_items';
    END IF;
    IF NEW.handling_code <> '' AND NOT (
        left(NEW.handling_code, -2) = NEW.item_code
        AND EXISTS (
            SELECT FROM jsonb_array_elements(asked -> 'outcomes') AS outcome
            WHERE lpad(outcome ->> 'situation', 2, '0') = right(NEW.handling_code, 2)))
    THEN
        RAISE EXCEPTION 'case % has a handling code that its scenario does not lead to', NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'case_handling_code_is_an_outcome';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION cases_keep_scenario() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the scenario that case % was filed with is fixed', OLD.number
        USING ERRCODE = '23514', CONSTRAINT = 'case_keeps_its_scenario';
END $$;
CREATE TRIGGER cases_case_handling_code_new BEFORE INSERT ON cases_case
    FOR EACH ROW WHEN (NEW.handling_code <> '' OR NEW.scenario_version_id IS NOT NULL)
    EXECUTE FUNCTION cases_hold_handling_code();
CREATE TRIGGER cases_case_handling_code_changed BEFORE UPDATE OF handling_code, item_code
    ON cases_case
    FOR EACH ROW WHEN (NEW.handling_code <> '' AND (OLD.handling_code <> NEW.handling_code
        OR OLD.item_code <> NEW.item_code))
    EXECUTE FUNCTION cases_hold_handling_code();
CREATE TRIGGER cases_case_keeps_its_scenario BEFORE UPDATE OF scenario_version_id ON cases_case
    FOR EACH ROW WHEN (OLD.scenario_version_id IS DISTINCT FROM NEW.scenario_version_id)
    EXECUTE FUNCTION cases_keep_scenario();
"""
UNDO = """
DROP TRIGGER cases_case_keeps_its_scenario ON cases_case;
DROP TRIGGER cases_case_handling_code_changed ON cases_case;
DROP TRIGGER cases_case_handling_code_new ON cases_case;
DROP FUNCTION cases_keep_scenario();
DROP FUNCTION cases_hold_handling_code();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0021_keep_the_scenario"),
        ("catalogue", "0004_published_scenarios_are_fixed"),
    ]

    operations = [migrations.RunSQL(CHECK, UNDO)]
