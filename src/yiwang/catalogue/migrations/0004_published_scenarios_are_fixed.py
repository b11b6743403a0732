# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep published scenarios as they are, and let nobody publish what they wrote themselves."""

from typing import ClassVar

from django.db import migrations

PROTECT = """
CREATE FUNCTION catalogue_guard_scenario() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP <> 'DELETE' AND NEW.state = 'published' AND NEW.published_by = ANY(NEW.editors) THEN
        RAISE EXCEPTION 'Who wrote a scenario does not publish it.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' OR OLD.state = 'draft' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE'
       AND to_jsonb(NEW) - 'state' - 'ended_at' = to_jsonb(OLD) - 'state' - 'ended_at'
       AND (NEW.state = OLD.state OR (OLD.state = 'published' AND NEW.state = 'withdrawn'))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A published scenario is fixed: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$body$;

CREATE TRIGGER catalogue_scenario_fixed BEFORE INSERT OR UPDATE OR DELETE ON catalogue_scenario
FOR EACH ROW EXECUTE FUNCTION catalogue_guard_scenario();
"""

RELEASE = """
DROP TRIGGER catalogue_scenario_fixed ON catalogue_scenario;
DROP FUNCTION catalogue_guard_scenario();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("catalogue", "0003_evidence_scenarios_and_drafts")
    ]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunSQL(PROTECT, RELEASE)
    ]
