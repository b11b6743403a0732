# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Refuse lists that are worse than their base item, and codes that lead in a ring.

The layers are checked once for each statement, so that a COPY of a million lists pays for it once
for each base version and not once for each list.
"""

from typing import ClassVar

from django.db import migrations

LIST_ELEMENTS = (
    *("promise_limit", "project_type", "visits", "visit_reason", "spared_materials", "fees"),
    *("waived_fees", "assurance_level", "handling_forms", "online_depth", "is_online"),
    *("is_mobile", "is_bookable", "is_pay_online", "is_express", "is_terminal", "cross_region"),
    *("result_delivery", "intermediaries", "joint_departments", "body_nature", "entrusted_by"),
    *("is_in_hall", "is_single_login", "is_app_single_login", "online_url", "mobile_url"),
    *("local_topics", "address", "hours", "consult_phone", "complaint_phone", "counter"),
)
ELEMENTS = f"""
CREATE FUNCTION catalogue_list_elements() RETURNS text[] LANGUAGE sql IMMUTABLE
AS $$ SELECT ARRAY[{", ".join(f"'{name}'" for name in LIST_ELEMENTS)}]::text[] $$;

CREATE FUNCTION catalogue_weight(unit text) RETURNS int LANGUAGE sql IMMUTABLE
AS $$ SELECT CASE unit WHEN 'workday' THEN 7 WHEN 'day' THEN 5 WHEN 'month' THEN 150
                       WHEN 'year' THEN 1825 END $$;
"""
CHECK = """
CREATE FUNCTION catalogue_check_layers_on_{event}() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    wrong record;
BEGIN
    WITH published AS MATERIALIZED (
        SELECT n.id, n.implementation_id, n.base_version_id, n.promise_amount, n.promise_unit,
               n.statutory_amount, n.statutory_unit, n.visits, n.project_type, n.content
          FROM {source}
    ), bases AS MATERIALIZED (
        SELECT b.id, b.base_item_id, b.state, b.exercise_levels, b.statutory_amount,
               coalesce(nullif(b.statutory_unit, ''), 'workday') AS statutory_unit,
               (b.content ->> 'max_visits')::int AS max_visits,
               (b.content -> 'promise_ceiling' ->> 'amount')::int AS ceiling,
               coalesce(b.content -> 'promise_ceiling' ->> 'unit', 'workday') AS ceiling_unit,
               coalesce(b.content -> 'fees', '[]') AS fees,
               coalesce(b.content -> 'materials', '[]') AS materials
          FROM catalogue_base_version b
         WHERE b.id IN (SELECT base_version_id FROM published)
    ), judged AS (
        SELECT p.id, CASE
            WHEN b.state = 'draft' OR l.base_item_id <> b.base_item_id THEN 'base_version'
            WHEN l.level <> ALL (b.exercise_levels) THEN 'exercise_levels'
            WHEN p.statutory_amount IS DISTINCT FROM b.statutory_amount
              OR p.statutory_unit <> b.statutory_unit THEN 'statutory_limit'
            WHEN p.content - catalogue_list_elements() <> '{{}}' THEN 'unknown element'
            WHEN p.visits <> coalesce((p.content ->> 'visits')::int, 0)
              OR p.visits > b.max_visits THEN 'visits'
            WHEN p.project_type <> coalesce(p.content ->> 'project_type', '2') THEN 'project_type'
            WHEN p.promise_amount IS DISTINCT FROM (p.content -> 'promise_limit' ->> 'amount')::int
              OR p.promise_unit <> coalesce(p.content -> 'promise_limit' ->> 'unit', 'workday')
              OR p.promise_amount * catalogue_weight(p.promise_unit)
                 > b.ceiling * catalogue_weight(b.ceiling_unit) THEN 'promise_limit'
            WHEN p.content ? 'spared_materials' AND EXISTS (
                SELECT FROM jsonb_array_elements_text(p.content -> 'spared_materials') AS s (key)
                 WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(b.materials) AS m (material)
                                    WHERE m.material ->> 'key' = s.key)) THEN 'spared_materials'
            WHEN p.content ? 'fees' AND EXISTS (
                SELECT FROM jsonb_array_elements(p.content -> 'fees') AS f (fee)
                 WHERE NOT EXISTS (
                    SELECT FROM jsonb_array_elements(b.fees) AS c (ceiling)
                     WHERE c.ceiling ->> 'name' = f.fee ->> 'name'
                       AND coalesce((f.fee ->> 'amount_cents')::bigint, 0)
                           <= coalesce((c.ceiling ->> 'amount_cents')::bigint, 0))) THEN 'fees'
            WHEN p.content ? 'waived_fees' AND EXISTS (
                SELECT FROM jsonb_array_elements_text(p.content -> 'waived_fees') AS w (name)
                 WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(b.fees) AS c (ceiling)
                                    WHERE c.ceiling ->> 'name' = w.name)) THEN 'waived_fees'
        END AS element
          FROM published p
          JOIN bases b ON b.id = p.base_version_id
          JOIN catalogue_implementation l ON l.id = p.implementation_id
    )
    SELECT id, element INTO wrong FROM judged WHERE element IS NOT NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'List version % breaks its base layer: %.', wrong.id, wrong.element
            USING ERRCODE = 'check_violation', CONSTRAINT = 'implementation_version_within_base',
                  COLUMN = wrong.element;
    END IF;
    RETURN NULL;
END
$body$;
"""
INSERTED = "coming n WHERE n.state <> 'draft'"
UPDATED = """coming n JOIN leaving o ON o.id = n.id
         WHERE n.state <> 'draft' AND o.state = 'draft'"""
TRIGGERS = """
CREATE TRIGGER catalogue_layers_on_insert AFTER INSERT ON catalogue_implementation_version
REFERENCING NEW TABLE AS coming
FOR EACH STATEMENT EXECUTE FUNCTION catalogue_check_layers_on_insert();

CREATE TRIGGER catalogue_layers_on_update AFTER UPDATE ON catalogue_implementation_version
REFERENCING OLD TABLE AS leaving NEW TABLE AS coming
FOR EACH STATEMENT EXECUTE FUNCTION catalogue_check_layers_on_update();
"""
BASE = """
CREATE FUNCTION catalogue_check_base() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NEW.item_type <> (SELECT substr(code, 3, 2) FROM catalogue_base_item
                          WHERE id = NEW.base_item_id)
    THEN
        RAISE EXCEPTION 'The type % is not the one that the item''s code says.', NEW.item_type
            USING ERRCODE = 'check_violation', CONSTRAINT = 'base_version_type_is_its_codes';
    END IF;
    IF (NEW.name, NEW.item_type)
       IS DISTINCT FROM (NEW.content ->> 'name', NEW.content ->> 'item_type')
       OR NEW.statutory_amount
          IS DISTINCT FROM (NEW.content -> 'statutory_limit' ->> 'amount')::int
    THEN
        RAISE EXCEPTION 'The columns of base version % say something else than it.', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'base_version_columns_agree';
    END IF;
    RETURN NEW;
END
$body$;

CREATE TRIGGER catalogue_base_version_agrees BEFORE INSERT OR UPDATE ON catalogue_base_version
FOR EACH ROW WHEN (NEW.state = 'published') EXECUTE FUNCTION catalogue_check_base();

CREATE FUNCTION catalogue_check_renumbering() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'The code % belongs to another type of item than %.', NEW.code, OLD.code
        USING ERRCODE = 'check_violation', CONSTRAINT = 'base_item_keeps_its_type';
END
$body$;

CREATE TRIGGER catalogue_base_item_keeps_its_type BEFORE UPDATE OF code ON catalogue_base_item
FOR EACH ROW WHEN (substr(NEW.code, 3, 2) <> substr(OLD.code, 3, 2))
EXECUTE FUNCTION catalogue_check_renumbering();
"""
SUCCESSIONS = """
CREATE FUNCTION catalogue_check_succession() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    -- Two who write the halves of a ring at once wait for each other here.
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

CREATE TRIGGER catalogue_code_succession_leads_on BEFORE INSERT ON catalogue_code_succession
FOR EACH ROW EXECUTE FUNCTION catalogue_check_succession();

CREATE FUNCTION catalogue_refuse_succession_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'What became of a code is fixed: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$body$;

CREATE TRIGGER catalogue_code_succession_fixed
BEFORE UPDATE OR DELETE ON catalogue_code_succession
FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_succession_change();
"""
PROTECT = "".join(
    (
        ELEMENTS,
        CHECK.format(event="insert", source=INSERTED),
        CHECK.format(event="update", source=UPDATED),
        TRIGGERS,
        BASE,
        SUCCESSIONS,
    )
)
RELEASE = """
DROP TRIGGER catalogue_code_succession_fixed ON catalogue_code_succession;
DROP TRIGGER catalogue_code_succession_leads_on ON catalogue_code_succession;
DROP TRIGGER catalogue_base_item_keeps_its_type ON catalogue_base_item;
DROP TRIGGER catalogue_base_version_agrees ON catalogue_base_version;
DROP TRIGGER catalogue_layers_on_update ON catalogue_implementation_version;
DROP TRIGGER catalogue_layers_on_insert ON catalogue_implementation_version;
DROP FUNCTION catalogue_refuse_succession_change();
DROP FUNCTION catalogue_check_succession();
DROP FUNCTION catalogue_check_renumbering();
DROP FUNCTION catalogue_check_base();
DROP FUNCTION catalogue_check_layers_on_update();
DROP FUNCTION catalogue_check_layers_on_insert();
DROP FUNCTION catalogue_weight(text);
DROP FUNCTION catalogue_list_elements();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("catalogue", "0009_notices_and_successions")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunSQL(PROTECT, RELEASE)
    ]
