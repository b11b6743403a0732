# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Let a code come back: it ends once in each of its lives, and never leads in a ring at once."""

from typing import ClassVar

from django.db import migrations

CHECK = """
CREATE OR REPLACE FUNCTION catalogue_check_succession()
RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    -- Two who write the halves of a ring at once wait for each other here.
    PERFORM pg_advisory_xact_lock(hashtext('catalogue_code_succession'));
    -- Between two ends of a code lies its coming back.
    IF EXISTS (
        SELECT FROM catalogue_code_succession e
         WHERE e.old_code = NEW.old_code AND (e.kind, e."on") <> (NEW.kind, NEW."on")
           AND NOT EXISTS (
               SELECT FROM catalogue_code_succession r
                WHERE r.new_code = NEW.old_code
                  AND (r."on", r.recorded_at) BETWEEN
                      LEAST((e."on", e.recorded_at), (NEW."on", NEW.recorded_at))
                      AND GREATEST((e."on", e.recorded_at), (NEW."on", NEW.recorded_at))
                  AND (r."on", r.recorded_at) <> LEAST(
                      (e."on", e.recorded_at), (NEW."on", NEW.recorded_at)
                  )
           )
    ) THEN
        RAISE EXCEPTION 'The code % has ended before.', NEW.old_code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'code_succession_ends_once';
    END IF;
    IF EXISTS (
        WITH RECURSIVE reached (code) AS (
            SELECT NEW.new_code
             UNION
            SELECT s.new_code FROM reached r
              JOIN catalogue_code_succession s ON s.old_code = r.code
             WHERE (s."on", s.recorded_at) = (NEW."on", NEW.recorded_at)
        )
        SELECT FROM reached WHERE code = NEW.old_code
    ) THEN
        RAISE EXCEPTION 'The codes % and % would lead in a ring.', NEW.old_code, NEW.new_code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'code_succession_no_ring';
    END IF;
    RETURN NEW;
END
$body$;
"""
ONCE_FOR_EVER = """
CREATE OR REPLACE FUNCTION catalogue_check_succession()
RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('catalogue_code_succession'));
    IF EXISTS (SELECT FROM catalogue_code_succession
                WHERE old_code = NEW.old_code AND (kind, "on") <> (NEW.kind, NEW."on"))
    THEN
        RAISE EXCEPTION 'The code % has ended before.', NEW.old_code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'code_succession_ends_once';
    END IF;
    IF EXISTS (
        WITH RECURSIVE reached (code) AS (
            SELECT NEW.new_code
             UNION
            SELECT s.new_code FROM reached r
              JOIN catalogue_code_succession s ON s.old_code = r.code
        )
        SELECT FROM reached WHERE code = NEW.old_code
    ) THEN
        RAISE EXCEPTION 'The codes % and % would lead in a ring.', NEW.old_code, NEW.new_code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'code_succession_no_ring';
    END IF;
    RETURN NEW;
END
$body$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("catalogue", "0020_codes_ahead")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunSQL(CHECK, ONCE_FOR_EVER)
    ]
