-- SPDX-FileCopyrightText: 2026 The Yiwang contributors
-- SPDX-License-Identifier: Apache-2.0
-- Made by `python -m tools.schema`; do not edit.
SET LOCAL check_function_bodies = false;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);
CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);
CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);
CREATE FUNCTION public.cases_benchmark_applying(sought uuid, today date) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT benchmark.id
      FROM catalogue_implementation_version AS version
      JOIN catalogue_implementation AS list ON list.id = version.implementation_id
      JOIN catalogue_discretion AS benchmark ON benchmark.base_item_id = list.base_item_id
       AND (benchmark.implementation_id IS NULL OR benchmark.implementation_id = list.id)
     WHERE version.id = sought AND benchmark.state <> 'draft'
       AND benchmark.effective_from <= today
       AND (benchmark.effective_to IS NULL OR benchmark.effective_to > today)
     ORDER BY (benchmark.implementation_id IS NULL), benchmark.number DESC
     LIMIT 1
$$;
CREATE FUNCTION public.cases_decide_by_rule() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.outcome <> 'granted' THEN
        RAISE EXCEPTION 'a rule never refuses' USING ERRCODE = '23514',
            CONSTRAINT = 'rule_never_refuses';
    END IF;
    IF NOT EXISTS (
        SELECT FROM cases_rule_version AS version
        JOIN cases_automatic_decision AS found ON found.version_id = version.id
        WHERE version.id = NEW.rule_version_id AND version.state = 'published'
          AND found.case_id = NEW.case_id AND found.outcome = 'grant'
          AND NOT EXISTS (SELECT FROM cases_rule_stop AS stop WHERE stop.restarted_at IS NULL
              AND (stop.rule_set_id IS NULL OR stop.rule_set_id = version.rule_set_id)))
    THEN
        RAISE EXCEPTION 'no rule that runs decided case %', NEW.case_id USING ERRCODE = '23514',
            CONSTRAINT = 'decision_by_a_rule_that_runs';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.cases_decide_by_the_benchmark() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    opened record;
    applying uuid;
BEGIN
    SELECT version_id, number INTO opened FROM cases_case WHERE id = NEW.case_id;
    applying := cases_benchmark_applying(
        opened.version_id, (NEW.decided_at AT TIME ZONE 'Asia/Shanghai')::date);
    IF applying IS NOT NULL AND NOT EXISTS (
        SELECT FROM cases_discretion_choice AS choice
         WHERE choice.case_id = NEW.case_id AND choice.benchmark_id = applying
           AND (choice.is_within OR choice.consent = 'given'))
    THEN
        RAISE EXCEPTION 'the decision on case % leaves the benchmark of discretion', opened.number
            USING ERRCODE = '23514', CONSTRAINT = 'decision_keeps_the_benchmark';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.cases_decide_under_the_list() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
CREATE FUNCTION public.cases_decided_by_people() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM cases_rule_version WHERE id = NEW.decided_by_id) THEN
        RAISE EXCEPTION 'the decision on case % names no rule', NEW.case_id
            USING ERRCODE = '23514', CONSTRAINT = 'decision_names_its_rule';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.cases_hold_handling_code() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
CREATE FUNCTION public.cases_keep_as_written() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'what was signed or seen in case % stays as it was written', OLD.case_id
        USING ERRCODE = '23514';
END $$;
CREATE FUNCTION public.cases_keep_decided_tier() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    sought uuid := CASE WHEN TG_OP = 'INSERT' THEN NEW.case_id ELSE OLD.case_id END;
BEGIN
    IF EXISTS (SELECT FROM cases_decision WHERE case_id = sought) THEN
        RAISE EXCEPTION 'the tier of case % is fixed with its decision', sought
            USING ERRCODE = '23514', CONSTRAINT = 'decided_tier_is_fixed';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION public.cases_keep_order_of_reviews() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.case_id, NEW.stage, NEW.lower_id)
                            IS DISTINCT FROM (OLD.case_id, OLD.stage, OLD.lower_id) THEN
        RAISE EXCEPTION 'which body reviews case % at which stage stays', OLD.case_id
            USING ERRCODE = '23514', CONSTRAINT = 'review_stage_stays';
    END IF;
    IF NEW.stage > 1 AND NEW.state IN ('waiting', 'forwarded') AND NOT EXISTS (
        SELECT FROM cases_preliminary_review before
         WHERE before.case_id = NEW.case_id AND before.stage = NEW.stage - 1
           AND before.state = 'forwarded') THEN
        RAISE EXCEPTION 'the stage before % of case % has not passed the file on', NEW.stage,
            NEW.case_id USING ERRCODE = '23514', CONSTRAINT = 'review_in_order';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.cases_keep_recheck() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a re-check that is done stays' USING ERRCODE = '23514',
        CONSTRAINT = 'recheck_stays';
END $$;
CREATE FUNCTION public.cases_keep_recheck_reader() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.id, NEW.recheck_id, NEW.case_id, NEW.staff_id, NEW.began_at)
            IS NOT DISTINCT FROM (OLD.id, OLD.recheck_id, OLD.case_id, OLD.staff_id, OLD.began_at)
        AND OLD.ended_at IS NULL
        AND EXISTS (SELECT FROM cases_recheck WHERE id = OLD.recheck_id AND done_at IS NOT NULL)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'who judges case % again does not see it before', OLD.case_id
        USING ERRCODE = '23514', CONSTRAINT = 'recheck_reader_stays_blind';
END $$;
CREATE FUNCTION public.cases_keep_rule_stop() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'who stopped the rules, and why, stays' USING ERRCODE = '23514',
        CONSTRAINT = 'rule_stop_stays';
END $$;
CREATE FUNCTION public.cases_keep_rule_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'a published rule stays' USING ERRCODE = '23514',
                CONSTRAINT = 'rule_version_stays';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.published_at IS NOT NULL THEN
        IF (NEW.table_xml, NEW.facts, NEW.steps, NEW.sample_percent, NEW.most_differences,
            NEW.valid_from, NEW.content_sha256, NEW.number, NEW.rule_set_id, NEW.editors,
            NEW.proposed_by_id, NEW.published_by_id, NEW.published_at)
           IS DISTINCT FROM
           (OLD.table_xml, OLD.facts, OLD.steps, OLD.sample_percent, OLD.most_differences,
            OLD.valid_from, OLD.content_sha256, OLD.number, OLD.rule_set_id, OLD.editors,
            OLD.proposed_by_id, OLD.published_by_id, OLD.published_at)
           OR (OLD.state = 'withdrawn' AND NEW.state <> 'withdrawn')
        THEN
            RAISE EXCEPTION 'a published rule stays' USING ERRCODE = '23514',
                CONSTRAINT = 'rule_version_stays';
        END IF;
    ELSIF NEW.published_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM cases_dry_run WHERE version_id = NEW.id AND state = 'finished'
            AND content_sha256 = NEW.content_sha256)
    THEN
        RAISE EXCEPTION 'this version was not tried on past cases' USING ERRCODE = '23514',
            CONSTRAINT = 'rule_version_was_tried';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.cases_keep_scenario() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'the scenario that case % was filed with is fixed', OLD.number
        USING ERRCODE = '23514', CONSTRAINT = 'case_keeps_its_scenario';
END $$;
CREATE FUNCTION public.cases_keep_stop_of_procedure() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'procedure % keeps the stop that it stands for', OLD.id
        USING ERRCODE = '23514', CONSTRAINT = 'procedure_keeps_its_stop';
END $$;
CREATE FUNCTION public.cases_keep_what_a_rule_found() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'what a rule found in case % stays', OLD.case_id USING ERRCODE = '23514',
        CONSTRAINT = 'automatic_decision_stays';
END $$;
CREATE FUNCTION public.cases_keep_what_was_opened() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'what case % was opened under is fixed', OLD.number
        USING ERRCODE = '23514', CONSTRAINT = 'case_keeps_its_version';
END $$;
CREATE FUNCTION public.cases_keep_who_applied() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'who applied for case % is fixed', OLD.number USING ERRCODE = '23514';
END $$;
CREATE FUNCTION public.cases_open_under_the_list() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT cases_power_on_list(NEW.version_id, NEW.department_id,
                               (NEW.submitted_at AT TIME ZONE 'Asia/Shanghai')::date, true) THEN
        RAISE EXCEPTION 'case % is for a power that is not on the published list', NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'case_is_on_the_power_list';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.cases_power_on_list(sought uuid, department uuid, opened_on date, is_opening boolean) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT EXISTS (
        SELECT FROM catalogue_implementation_version AS version
        JOIN catalogue_implementation AS list ON list.id = version.implementation_id
        WHERE version.id = sought AND list.department_id = department
          AND version.published_at IS NOT NULL
          AND version.effective_from <= opened_on
          AND (version.effective_to IS NULL OR version.effective_to > opened_on)
          AND (version.state = 'published' OR (version.state = 'withdrawn' AND NOT is_opening)))
$$;
CREATE FUNCTION public.cases_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'case % is closed and sealed off', OLD.number USING ERRCODE = '23514';
END $$;
CREATE FUNCTION public.cases_refuse_other_evidence() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'evidence % of case % is frozen', OLD.id, OLD.case_id USING ERRCODE = '23514';
END $$;
CREATE FUNCTION public.cases_refuse_part_of_closed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.cases_stop_has_record() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
CREATE FUNCTION public.cases_within_mandate() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    signed record;
    item record;
    filed_on date := (NEW.submitted_at AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
    SELECT principal_id, state, since, until, items::text[] AS items, themes::text[] AS themes
        INTO signed FROM identity_mandate WHERE id = NEW.mandate_id FOR SHARE;
    SELECT base.code, version.content -> 'themes' AS themes INTO item
        FROM catalogue_implementation_version AS list
        JOIN catalogue_base_version AS version ON version.id = list.base_version_id
        JOIN catalogue_base_item AS base ON base.id = version.base_item_id
        WHERE list.id = NEW.version_id;
    IF signed.principal_id IS DISTINCT FROM NEW.applicant_id
        OR signed.state IS DISTINCT FROM 'active'
        OR NOT (filed_on >= signed.since AND filed_on < signed.until)
        OR (cardinality(signed.items) + cardinality(signed.themes) > 0
            AND NOT item.code = ANY (signed.items)
            AND NOT coalesce(item.themes -> 'natural' ?| signed.themes, false)
            AND NOT coalesce(item.themes -> 'legal' ?| signed.themes, false))
    THEN
        RAISE EXCEPTION 'case % is not within its mandate', NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'case_within_its_mandate';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.catalogue_check_base() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
$$;
CREATE FUNCTION public.catalogue_check_layers_on_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    wrong record;
BEGIN
    WITH published AS MATERIALIZED (
        SELECT n.id, n.implementation_id, n.base_version_id, n.promise_amount, n.promise_unit,
               n.statutory_amount, n.statutory_unit, n.visits, n.project_type, n.content
          FROM coming n WHERE n.state <> 'draft'
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
            WHEN p.content - catalogue_list_elements() <> '{}' THEN 'unknown element'
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
$$;
CREATE FUNCTION public.catalogue_check_layers_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    wrong record;
BEGIN
    WITH published AS MATERIALIZED (
        SELECT n.id, n.implementation_id, n.base_version_id, n.promise_amount, n.promise_unit,
               n.statutory_amount, n.statutory_unit, n.visits, n.project_type, n.content
          FROM coming n JOIN leaving o ON o.id = n.id
         WHERE n.state <> 'draft' AND o.state = 'draft'
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
            WHEN p.content - catalogue_list_elements() <> '{}' THEN 'unknown element'
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
$$;
CREATE FUNCTION public.catalogue_check_renumbering() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'The code % belongs to another type of item than %.', NEW.code, OLD.code
        USING ERRCODE = 'check_violation', CONSTRAINT = 'base_item_keeps_its_type';
END
$$;
CREATE FUNCTION public.catalogue_check_succession() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
$$;
CREATE FUNCTION public.catalogue_guard_discretion() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP <> 'DELETE' AND NEW.state = 'published' AND NEW.published_by = ANY(NEW.editors) THEN
        RAISE EXCEPTION 'Who wrote a benchmark does not publish it.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' OR OLD.state = 'draft' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE'
       AND to_jsonb(NEW) - ARRAY['state', 'effective_to', 'ended_at', 'end_reason']
         = to_jsonb(OLD) - ARRAY['state', 'effective_to', 'ended_at', 'end_reason']
       AND (NEW.state = OLD.state OR (OLD.state = 'published' AND NEW.state = 'withdrawn'))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A published benchmark is fixed: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE FUNCTION public.catalogue_guard_scenario() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
$$;
CREATE FUNCTION public.catalogue_list_elements() RETURNS text[]
    LANGUAGE sql IMMUTABLE
    AS $$ SELECT ARRAY['promise_limit', 'project_type', 'visits', 'visit_reason', 'spared_materials', 'fees', 'waived_fees', 'assurance_level', 'handling_forms', 'online_depth', 'is_online', 'is_mobile', 'is_bookable', 'is_pay_online', 'is_express', 'is_terminal', 'cross_region', 'result_delivery', 'intermediaries', 'joint_departments', 'body_nature', 'entrusted_by', 'is_in_hall', 'is_single_login', 'is_app_single_login', 'online_url', 'mobile_url', 'local_topics', 'address', 'hours', 'consult_phone', 'complaint_phone', 'counter']::text[] $$;
CREATE FUNCTION public.catalogue_note_search_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO catalogue_search_change DEFAULT VALUES;
    RETURN NULL;
END
$$;
CREATE FUNCTION public.catalogue_own_follows_base() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE catalogue_own_element SET code = NEW.code WHERE base_item_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE FUNCTION public.catalogue_own_follows_list() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE catalogue_own_element
       SET code = NEW.code,
           state = CASE WHEN NEW.state = 'withdrawn' THEN 'withdrawn'
                        WHEN EXISTS (SELECT FROM catalogue_data_file_text t
                                      WHERE t.implementation_id = NEW.id AND t.why = 'clash')
                        THEN 'clash' ELSE 'own' END
     WHERE implementation_id = NEW.id;
    DELETE FROM catalogue_own_element
     WHERE implementation_id = NEW.id AND is_bare AND state = 'own';
    RETURN NULL;
END
$$;
CREATE FUNCTION public.catalogue_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND to_jsonb(NEW) - 'state' - 'effective_to' = to_jsonb(OLD) - 'state' - 'effective_to'
       AND (NEW.state = OLD.state OR (OLD.state = 'published' AND NEW.state = 'withdrawn'))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A published version is fixed: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE FUNCTION public.catalogue_refuse_line_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (SELECT state FROM catalogue_change_order WHERE id = OLD.order_id)
       IN ('draft', 'returned')
    THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE'
       AND to_jsonb(NEW) - 'published_version' - 'is_open'
         = to_jsonb(OLD) - 'published_version' - 'is_open'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A submitted change order is fixed: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE FUNCTION public.catalogue_refuse_order_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'rolled_back'
       AND to_jsonb(NEW) - 'state' - 'revision' = to_jsonb(OLD) - 'state' - 'revision'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A published change order is fixed: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE FUNCTION public.catalogue_refuse_own_order() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'Who wrote in a change order neither reviews nor approves it.'
        USING ERRCODE = 'check_violation';
END
$$;
CREATE FUNCTION public.catalogue_refuse_succession_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'What became of a code is fixed: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE FUNCTION public.catalogue_weight(unit text) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$ SELECT CASE unit WHEN 'workday' THEN 7 WHEN 'day' THEN 5 WHEN 'month' THEN 150
                       WHEN 'year' THEN 1825 END $$;
CREATE FUNCTION public.delivery_keep_service_address() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'address_cipher' - 'ended_at' - 'ended_by_id')
          = (to_jsonb(OLD) - 'address_cipher' - 'ended_at' - 'ended_by_id')
        AND (OLD.ended_at IS NULL OR (NEW.ended_at, NEW.ended_by_id)
             IS NOT DISTINCT FROM (OLD.ended_at, OLD.ended_by_id)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a confirmed address is ended, never changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.documents_keep_consent() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
        AND (to_jsonb(NEW) - 'ended_at' - 'ended_by_id')
          = (to_jsonb(OLD) - 'ended_at' - 'ended_by_id') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an agreement to electronic service is ended, never changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.documents_keep_language_wish() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'what somebody wished is never changed; the last wish counts'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.documents_keep_logo() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.state, NEW.state) IN (
        ('proposed', 'published'), ('proposed', 'returned'), ('published', 'withdrawn'))
        AND (to_jsonb(NEW) - 'state' - 'published_by_id' - 'published_at'
             - 'ended_by_id' - 'ended_at' - 'end_reason')
          = (to_jsonb(OLD) - 'state' - 'published_by_id' - 'published_at'
             - 'ended_by_id' - 'ended_at' - 'end_reason')
        AND (OLD.state = 'proposed' OR (NEW.published_by_id, NEW.published_at)
             IS NOT DISTINCT FROM (OLD.published_by_id, OLD.published_at)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a logo never changes; publish another'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.documents_keep_service() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.state = 'underway' AND TG_OP = 'UPDATE' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'served' AND OLD.confirmed_at IS NULL
        AND (to_jsonb(NEW) - 'confirmed_at') = (to_jsonb(OLD) - 'confirmed_at') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a record of service never changes'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.documents_keep_template() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.state IN ('draft', 'proposed') THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'withdrawn'
        AND (to_jsonb(NEW) - 'state' - 'ended_by_id' - 'ended_at' - 'end_reason')
          = (to_jsonb(OLD) - 'state' - 'ended_by_id' - 'ended_at' - 'end_reason') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published template never changes; publish another version'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.documents_keep_translation() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state <> 'ready'
        AND (NEW.document_id, NEW.language, NEW.verification_code, NEW.region_code)
          = (OLD.document_id, OLD.language, OLD.verification_code, OLD.region_code) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a translation of a document never changes'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.documents_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.rendered_at IS NULL
            AND (to_jsonb(NEW) - 'file_id' - 'rendered_at' - 'is_fallback')
              = (to_jsonb(OLD) - 'file_id' - 'rendered_at' - 'is_fallback') THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'an issued document never changes; issue another'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.evaluations_refuse_any_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'what was done about a review stays' USING ERRCODE = '23514';
END $$;
CREATE FUNCTION public.evaluations_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.released_on IS NULL
       AND to_jsonb(NEW) - 'released_on' = to_jsonb(OLD) - 'released_on' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a review is never changed or deleted' USING ERRCODE = '23514';
END $$;
CREATE FUNCTION public.evaluations_refuse_reuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a service is reviewed once' USING ERRCODE = '23514';
END $$;
CREATE FUNCTION public.evaluations_refuse_text() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'waiting' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was decided about words stays' USING ERRCODE = '23514';
END $$;
CREATE FUNCTION public.forms_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a published % never changes; publish a new version', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.identity_mandate_is_fixed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.number, OLD.principal_id, OLD.items, OLD.themes, OLD.item_names,
            OLD.rights, OLD.since, OLD.until, OLD.text, OLD.text_sha256, OLD.form, OLD.signed_at,
            OLD.paper_sha256)
        IS DISTINCT FROM (NEW.number, NEW.principal_id, NEW.items, NEW.themes, NEW.item_names,
            NEW.rights, NEW.since, NEW.until, NEW.text, NEW.text_sha256, NEW.form, NEW.signed_at,
            NEW.paper_sha256)
        OR OLD.agent_person_id IS DISTINCT FROM NEW.agent_person_id
        OR OLD.agent_firm_id IS DISTINCT FROM NEW.agent_firm_id
        OR OLD.agent_department_id IS DISTINCT FROM NEW.agent_department_id
    THEN
        RAISE EXCEPTION 'mandate % is signed', OLD.number USING ERRCODE = '23514';
    END IF;
    IF OLD.state <> NEW.state AND NOT (
        (OLD.state IN ('unconfirmed', 'offered', 'active') AND NEW.state IN ('revoked', 'expired'))
        OR (OLD.state = 'offered' AND NEW.state = 'declined')
        OR (OLD.state IN ('unconfirmed', 'offered') AND NEW.state = 'active')
    ) THEN
        RAISE EXCEPTION 'mandate % has ended', OLD.number USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.ledger_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'The ledger is never changed: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE FUNCTION public.organizations_holding_follows_post() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    SELECT admin_role, needs_grant INTO NEW.admin_role, NEW.needs_grant
    FROM organizations_post WHERE id = NEW.post_id;
    RETURN NEW;
END
$$;
CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;
CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);
CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;
CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;
CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;
CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.workflow_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a published % never changes; publish a new version', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id uuid NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_automatic_decision (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    outcome character varying(8) NOT NULL,
    "row" smallint,
    explanation text NOT NULL,
    facts jsonb NOT NULL,
    doubts jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    milliseconds integer NOT NULL,
    case_id uuid NOT NULL,
    version_id uuid NOT NULL,
    CONSTRAINT automatic_decision_never_refuses CHECK (((outcome)::text = ANY ((ARRAY['grant'::character varying, 'person'::character varying])::text[]))),
    CONSTRAINT automatic_decision_says_why CHECK (((((outcome)::text = 'grant'::text) AND (doubts = '[]'::jsonb) AND ("row" IS NOT NULL)) OR (((outcome)::text = 'person'::text) AND (NOT (doubts = '[]'::jsonb))))),
    CONSTRAINT cases_automatic_decision_milliseconds_check CHECK ((milliseconds >= 0)),
    CONSTRAINT cases_automatic_decision_row_check CHECK (("row" >= 0))
);
CREATE TABLE public.cases_batch (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    department_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    key character varying(64) NOT NULL,
    sha256 character varying(64) NOT NULL,
    action character varying(10) NOT NULL,
    item_code character varying(40) NOT NULL,
    item_name character varying(300) NOT NULL,
    step_name character varying(100) NOT NULL,
    opinion text NOT NULL,
    made_at timestamp with time zone NOT NULL
);
CREATE TABLE public.cases_batch_entry (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    place smallint NOT NULL,
    case_id uuid NOT NULL,
    case_number character varying(32) NOT NULL,
    work_item_id uuid NOT NULL,
    step_key character varying(64) NOT NULL,
    revision integer NOT NULL,
    result character varying(10) NOT NULL,
    code character varying(64) NOT NULL,
    said text NOT NULL,
    done_at timestamp with time zone,
    batch_id uuid NOT NULL,
    CONSTRAINT batch_entry_refused_says_why CHECK ((((result)::text = ANY ((ARRAY['waiting'::character varying, 'done'::character varying])::text[])) OR (NOT (said = ''::text)))),
    CONSTRAINT cases_batch_entry_place_check CHECK ((place >= 0)),
    CONSTRAINT cases_batch_entry_revision_check CHECK ((revision >= 0))
);
CREATE TABLE public.cases_case (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    number character varying(32) NOT NULL,
    query_code character varying(16) NOT NULL,
    item_code character varying(40) NOT NULL,
    item_name character varying(300) NOT NULL,
    item_type character varying(2) NOT NULL,
    applicant_kind character varying(8) NOT NULL,
    applicant_id uuid NOT NULL,
    applicant_name character varying(200) NOT NULL,
    submitted_by_id uuid NOT NULL,
    channel smallint NOT NULL,
    state character varying(16) NOT NULL,
    outcome character varying(8) NOT NULL,
    form_data jsonb NOT NULL,
    revision integer NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    intake_due_on date NOT NULL,
    accepted_at timestamp with time zone,
    started_on date,
    due_on date,
    statutory_due_on date,
    is_deadline_provisional boolean NOT NULL,
    not_accepted_reason character varying(16) NOT NULL,
    not_accepted_explanation text NOT NULL,
    check_due_on date,
    decided_at timestamp with time zone,
    delivered_at timestamp with time zone,
    delivery_method character varying(12) NOT NULL,
    closed_at timestamp with time zone,
    process_state jsonb,
    process_wakes_at timestamp with time zone,
    department_id uuid NOT NULL,
    version_id uuid NOT NULL,
    agent_id uuid,
    mandate_id uuid,
    handling_code character varying(33) DEFAULT ''::character varying NOT NULL,
    scenario_answers jsonb,
    mode character varying(12) DEFAULT 'standard'::character varying NOT NULL,
    purpose character varying(12) DEFAULT 'new'::character varying NOT NULL,
    about_id uuid,
    has_procedures boolean DEFAULT false NOT NULL,
    own_form_id uuid,
    own_process_id uuid,
    automation character varying(8) DEFAULT ''::character varying NOT NULL,
    found_count smallint DEFAULT 0 NOT NULL,
    is_by_courier boolean DEFAULT false NOT NULL,
    scenario_version_id uuid,
    question_count smallint DEFAULT 0 NOT NULL,
    has_co_applicants boolean DEFAULT false NOT NULL,
    contact_version smallint DEFAULT 0 NOT NULL,
    CONSTRAINT case_about_something CHECK ((((purpose)::text = ANY ((ARRAY['new'::character varying, 'anew'::character varying])::text[])) OR (about_id IS NOT NULL))),
    CONSTRAINT case_accepted_has_a_clock CHECK (((accepted_at IS NULL) OR ((due_on IS NOT NULL) AND (started_on IS NOT NULL) AND (statutory_due_on IS NOT NULL)))),
    CONSTRAINT case_closed_drops_its_process CHECK (((closed_at IS NULL) OR (process_state IS NULL))),
    CONSTRAINT case_decided_has_an_outcome CHECK (((decided_at IS NULL) OR (NOT ((outcome)::text = ''::text)))),
    CONSTRAINT case_not_accepted_says_why CHECK (((NOT ((state)::text = 'not_accepted'::text)) OR ((NOT ((not_accepted_reason)::text = ''::text)) AND (NOT (not_accepted_explanation = ''::text))))),
    CONSTRAINT case_promise_within_law CHECK (((due_on IS NULL) OR (due_on <= statutory_due_on))),
    CONSTRAINT case_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'submitted'::character varying, 'correction'::character varying, 'not_accepted'::character varying, 'accepted'::character varying, 'in_process'::character varying, 'suspended'::character varying, 'decided'::character varying, 'delivered'::character varying, 'closed'::character varying, 'withdrawn'::character varying, 'unaccepted'::character varying, 'voided'::character varying, 'revoked'::character varying])::text[]))),
    CONSTRAINT cases_case_channel_check CHECK ((channel >= 0)),
    CONSTRAINT cases_case_contact_version_check CHECK ((contact_version >= 0)),
    CONSTRAINT cases_case_found_count_check CHECK ((found_count >= 0)),
    CONSTRAINT cases_case_question_count_check CHECK ((question_count >= 0)),
    CONSTRAINT cases_case_revision_check CHECK ((revision >= 0))
);
CREATE TABLE public.cases_clock_stop (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    reason character varying(32) NOT NULL,
    law character varying(100) NOT NULL,
    article character varying(20) NOT NULL,
    expected_days smallint NOT NULL,
    note text NOT NULL,
    started_on date NOT NULL,
    started_by_id uuid NOT NULL,
    ended_on date,
    case_id uuid NOT NULL,
    CONSTRAINT cases_clock_stop_expected_days_check CHECK ((expected_days >= 0)),
    CONSTRAINT stop_ends_after_it_starts CHECK (((ended_on IS NULL) OR (ended_on >= started_on)))
);
CREATE TABLE public.cases_co_applicant (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    draft_id uuid NOT NULL,
    item_name character varying(300) NOT NULL,
    role character varying(40) NOT NULL,
    role_title character varying(60) NOT NULL,
    invited_by_id uuid NOT NULL,
    invited_by_name character varying(200) NOT NULL,
    name character varying(60) NOT NULL,
    number_index bytea NOT NULL,
    number_masked character varying(18) NOT NULL,
    person_id uuid,
    state character varying(10) NOT NULL,
    invited_at timestamp with time zone NOT NULL,
    expires_on date NOT NULL,
    answered_at timestamp with time zone,
    ended_at timestamp with time zone,
    signed_at timestamp with time zone,
    signed_sha256 character varying(64) NOT NULL,
    signed_assurance smallint,
    withdrawal_asked_at timestamp with time zone,
    withdrawal_agreed_at timestamp with time zone,
    case_id uuid,
    CONSTRAINT cases_co_applicant_signed_assurance_check CHECK ((signed_assurance >= 0)),
    CONSTRAINT co_applicant_joined_is_known CHECK (((NOT ((state)::text = 'joined'::text)) OR (person_id IS NOT NULL))),
    CONSTRAINT co_applicant_of_case_signed CHECK (((case_id IS NULL) OR (signed_at IS NOT NULL))),
    CONSTRAINT co_applicant_signature_is_whole CHECK ((((signed_assurance IS NULL) AND (signed_at IS NULL) AND ((signed_sha256)::text = ''::text)) OR ((signed_assurance >= 2) AND (signed_at IS NOT NULL) AND (NOT ((signed_sha256)::text = ''::text))))),
    CONSTRAINT co_applicant_state_known CHECK (((state)::text = ANY ((ARRAY['invited'::character varying, 'joined'::character varying, 'declined'::character varying, 'ended'::character varying])::text[])))
);
CREATE TABLE public.cases_consultation (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    case_number character varying(32) NOT NULL,
    item_name character varying(300) NOT NULL,
    asked_by_id uuid NOT NULL,
    asked_by_name character varying(100) NOT NULL,
    asked_from_id uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    to_post_id uuid,
    to_staff_id uuid,
    to_name character varying(100) NOT NULL,
    question text NOT NULL,
    due_on date NOT NULL,
    state character varying(10) NOT NULL,
    answer text NOT NULL,
    answered_by_id uuid,
    answered_by_name character varying(100) NOT NULL,
    ended_at timestamp with time zone,
    case_id uuid NOT NULL,
    to_department_id uuid NOT NULL,
    overdue_noted_at timestamp with time zone,
    CONSTRAINT consultation_answered_says_what CHECK (((NOT ((state)::text = 'answered'::text)) OR ((NOT (answer = ''::text)) AND (answered_by_id IS NOT NULL)))),
    CONSTRAINT consultation_asks_something CHECK ((NOT (question = ''::text))),
    CONSTRAINT consultation_ended_says_when CHECK ((((state)::text = 'asked'::text) OR (ended_at IS NOT NULL))),
    CONSTRAINT consultation_state_known CHECK (((state)::text = ANY ((ARRAY['asked'::character varying, 'answered'::character varying, 'withdrawn'::character varying, 'ended'::character varying])::text[])))
);
CREATE TABLE public.cases_consultation_file (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    consultation_id uuid NOT NULL,
    file_id uuid NOT NULL
);
CREATE TABLE public.cases_contact_change (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    version smallint NOT NULL,
    parts jsonb NOT NULL,
    contact_cipher bytea NOT NULL,
    was jsonb NOT NULL,
    now jsonb NOT NULL,
    parcels jsonb NOT NULL,
    ground character varying(12) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by_id uuid NOT NULL,
    changed_by_name character varying(100) NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT cases_contact_change_version_check CHECK ((version >= 0)),
    CONSTRAINT contact_ground_known CHECK (((ground)::text = ANY ((ARRAY['online'::character varying, 'in_person'::character varying, 'by_agent'::character varying, 'in_writing'::character varying])::text[])))
);
CREATE TABLE public.cases_correction (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    entries jsonb NOT NULL,
    note text NOT NULL,
    asked_by_id uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answer_due_on date NOT NULL,
    answered_at timestamp with time zone,
    case_id uuid NOT NULL,
    CONSTRAINT correction_lists_something CHECK ((NOT (entries = '[]'::jsonb)))
);
CREATE TABLE public.cases_counter_act (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    act character varying(12) NOT NULL,
    signed_how character varying(8) NOT NULL,
    presence_id uuid,
    done_by_id uuid NOT NULL,
    done_by_name character varying(100) NOT NULL,
    done_at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    paper_id uuid,
    CONSTRAINT counter_act_is_proven CHECK ((((paper_id IS NOT NULL) AND (presence_id IS NULL) AND ((signed_how)::text = 'paper'::text)) OR ((paper_id IS NULL) AND (presence_id IS NOT NULL) AND ((signed_how)::text = 'presence'::text))))
);
CREATE TABLE public.cases_decision (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    outcome character varying(8) NOT NULL,
    reasons text NOT NULL,
    result_name character varying(200) NOT NULL,
    decided_by_id uuid NOT NULL,
    decided_by_name character varying(100) NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    bases jsonb DEFAULT '[]'::jsonb NOT NULL,
    discretion character varying(500) DEFAULT ''::character varying NOT NULL,
    discretion_reason text DEFAULT ''::text NOT NULL,
    minutes_reason text DEFAULT ''::text NOT NULL,
    minutes_use character varying(12) DEFAULT ''::character varying NOT NULL,
    rule_version_id uuid,
    effective_at timestamp with time zone,
    ended_at timestamp with time zone,
    is_pending boolean DEFAULT false NOT NULL,
    CONSTRAINT discretion_states_its_reasons CHECK ((((discretion)::text = ''::text) OR (NOT (discretion_reason = ''::text)))),
    CONSTRAINT minutes_not_followed_says_why CHECK ((((minutes_use)::text = ANY ((ARRAY[''::character varying, 'adopted'::character varying])::text[])) OR (NOT (minutes_reason = ''::text)))),
    CONSTRAINT refusal_states_its_reasons CHECK (((NOT ((outcome)::text = 'refused'::text)) OR (NOT (reasons = ''::text)))),
    CONSTRAINT rule_never_refuses CHECK (((rule_version_id IS NULL) OR ((decided_by_id = rule_version_id) AND ((outcome)::text = 'granted'::text))))
);
CREATE TABLE public.cases_decision_check (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    correction_id uuid NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    outcome character varying(10) NOT NULL,
    reason text NOT NULL,
    concluded_by_id uuid,
    concluded_by_name character varying(100) NOT NULL,
    concluded_at timestamp with time zone,
    case_id uuid NOT NULL,
    finding_id uuid NOT NULL,
    measure_id uuid,
    CONSTRAINT decision_check_names_its_measure CHECK (((NOT ((outcome)::text = 'measure'::text)) OR (measure_id IS NOT NULL))),
    CONSTRAINT decision_check_says_why CHECK ((((concluded_at IS NULL) AND ((outcome)::text = ''::text)) OR ((NOT ((outcome)::text = ''::text)) AND (NOT (reason = ''::text)) AND (concluded_at IS NOT NULL) AND (concluded_by_id IS NOT NULL))))
);
CREATE TABLE public.cases_deferred_material (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    requirement_key character varying(64) NOT NULL,
    name character varying(300) NOT NULL,
    due_on date NOT NULL,
    is_provisional boolean NOT NULL,
    reminded_at timestamp with time zone,
    handed_in_at timestamp with time zone,
    returned_because text NOT NULL,
    case_id uuid NOT NULL
);
CREATE TABLE public.cases_discretion_choice (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    benchmark_name character varying(300) NOT NULL,
    tier character varying(40) NOT NULL,
    tier_name character varying(300) NOT NULL,
    place character varying(700) NOT NULL,
    facts text NOT NULL,
    outcome jsonb NOT NULL,
    outcome_words jsonb NOT NULL,
    departures jsonb NOT NULL,
    is_within boolean NOT NULL,
    reason text NOT NULL,
    consent character varying(8) NOT NULL,
    consent_words text NOT NULL,
    revision integer NOT NULL,
    chosen_by_id uuid NOT NULL,
    chosen_by_name character varying(100) NOT NULL,
    chosen_at timestamp with time zone NOT NULL,
    consented_by_id uuid,
    consented_by_name character varying(100) NOT NULL,
    consented_at timestamp with time zone,
    benchmark_id uuid NOT NULL,
    case_id uuid NOT NULL,
    department_id uuid NOT NULL,
    CONSTRAINT cases_discretion_choice_revision_check CHECK ((revision >= 0)),
    CONSTRAINT discretion_consent_by_another CHECK (((((consent)::text = ANY ((ARRAY[''::character varying, 'asked'::character varying])::text[])) AND (consented_by_id IS NULL)) OR (((consent)::text = ANY ((ARRAY['given'::character varying, 'refused'::character varying])::text[])) AND (consented_by_id IS NOT NULL) AND (consented_at IS NOT NULL) AND (NOT ((consented_by_id = chosen_by_id) AND (consented_by_id IS NOT NULL)))))),
    CONSTRAINT discretion_outside_says_why CHECK (((((consent)::text = ''::text) AND is_within) OR ((NOT is_within) AND (NOT (reason = ''::text)) AND (NOT ((consent)::text = ''::text))))),
    CONSTRAINT discretion_states_the_facts CHECK ((NOT (facts = ''::text)))
);
CREATE TABLE public.cases_draft (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    applicant_id uuid NOT NULL,
    account_id uuid NOT NULL,
    item_name character varying(300) NOT NULL,
    form_data jsonb NOT NULL,
    materials jsonb NOT NULL,
    step smallint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version_id uuid NOT NULL,
    mandate_id uuid,
    scenario_answers jsonb,
    purpose character varying(12) DEFAULT 'new'::character varying NOT NULL,
    about_id uuid,
    mode character varying(12) DEFAULT 'standard'::character varying NOT NULL,
    mode_materials jsonb DEFAULT '[]'::jsonb NOT NULL,
    changes jsonb DEFAULT '{}'::jsonb NOT NULL,
    is_shared boolean DEFAULT false NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    mode_deferred jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT cases_draft_revision_check CHECK ((revision >= 0)),
    CONSTRAINT cases_draft_step_check CHECK ((step >= 0))
);
CREATE TABLE public.cases_dry_run (
    id uuid NOT NULL,
    content_sha256 character varying(64) NOT NULL,
    wanted integer NOT NULL,
    found integer NOT NULL,
    done integer NOT NULL,
    agreed integer NOT NULL,
    wrong integer NOT NULL,
    passed integer NOT NULL,
    state character varying(8) NOT NULL,
    last_case_id uuid,
    started_by_id uuid NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    version_id uuid NOT NULL,
    CONSTRAINT cases_dry_run_agreed_check CHECK ((agreed >= 0)),
    CONSTRAINT cases_dry_run_done_check CHECK ((done >= 0)),
    CONSTRAINT cases_dry_run_found_check CHECK ((found >= 0)),
    CONSTRAINT cases_dry_run_passed_check CHECK ((passed >= 0)),
    CONSTRAINT cases_dry_run_wanted_check CHECK ((wanted >= 0)),
    CONSTRAINT cases_dry_run_wrong_check CHECK ((wrong >= 0)),
    CONSTRAINT dry_run_adds_up CHECK ((done = ((agreed + wrong) + passed)))
);
CREATE TABLE public.cases_dry_run_difference (
    id uuid NOT NULL,
    case_number character varying(32) NOT NULL,
    people_outcome character varying(8) NOT NULL,
    outcome character varying(8) NOT NULL,
    "row" smallint,
    doubts jsonb NOT NULL,
    facts jsonb NOT NULL,
    case_id uuid NOT NULL,
    dry_run_id uuid NOT NULL,
    CONSTRAINT cases_dry_run_difference_row_check CHECK (("row" >= 0))
);
CREATE TABLE public.cases_entitlement (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    item_code character varying(40) NOT NULL,
    item_name character varying(300) NOT NULL,
    item_type character varying(2) NOT NULL,
    result_name character varying(300) NOT NULL,
    holder_kind character varying(8) NOT NULL,
    holder_id uuid NOT NULL,
    holder_name character varying(200) NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    state character varying(12) NOT NULL,
    ended_on date,
    deemed_renewals smallint NOT NULL,
    reminded_on date,
    revision integer NOT NULL,
    case_id uuid NOT NULL,
    department_id uuid NOT NULL,
    follows_id uuid,
    CONSTRAINT cases_entitlement_deemed_renewals_check CHECK ((deemed_renewals >= 0)),
    CONSTRAINT cases_entitlement_revision_check CHECK ((revision >= 0)),
    CONSTRAINT entitlement_ended_says_when CHECK ((((ended_on IS NULL) AND ((state)::text = ANY ((ARRAY['pending'::character varying, 'effective'::character varying, 'suspended'::character varying])::text[]))) OR (ended_on IS NOT NULL))),
    CONSTRAINT entitlement_ends_after_it_begins CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))),
    CONSTRAINT entitlement_state_known CHECK (((state)::text = ANY ((ARRAY['pending'::character varying, 'effective'::character varying, 'suspended'::character varying, 'superseded'::character varying, 'expired'::character varying, 'withdrawn'::character varying, 'revoked'::character varying, 'cancelled'::character varying, 'annulled'::character varying])::text[])))
);
CREATE TABLE public.cases_evidence_doubt (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    fields jsonb NOT NULL,
    reason text NOT NULL,
    doubted_by_id uuid NOT NULL,
    doubted_by_name character varying(100) NOT NULL,
    doubted_at timestamp with time zone NOT NULL,
    correction_id uuid NOT NULL,
    ended_at timestamp with time zone,
    ended_note text NOT NULL,
    ended_by_id uuid,
    ended_by_name character varying(100) NOT NULL,
    case_id uuid NOT NULL,
    finding_id uuid NOT NULL,
    CONSTRAINT doubt_ended_says_why CHECK (((ended_at IS NULL) OR (NOT (ended_note = ''::text)))),
    CONSTRAINT doubt_says_why CHECK ((NOT (reason = ''::text)))
);
CREATE TABLE public.cases_extension (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    days smallint NOT NULL,
    reason text NOT NULL,
    state character varying(8) NOT NULL,
    asked_by_id uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_by_id uuid,
    decided_at timestamp with time zone,
    case_id uuid NOT NULL,
    CONSTRAINT cases_extension_days_check CHECK ((days >= 0)),
    CONSTRAINT extension_has_days CHECK ((days >= 1)),
    CONSTRAINT extension_has_reason CHECK ((NOT (reason = ''::text)))
);
CREATE TABLE public.cases_field_claim (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    field character varying(64) NOT NULL,
    claimed character varying(500) NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    resolution character varying(10) NOT NULL,
    resolution_note text NOT NULL,
    resolved_by_id uuid,
    resolved_by_name character varying(100) NOT NULL,
    resolved_at timestamp with time zone,
    case_id uuid,
    file_id uuid,
    finding_id uuid NOT NULL,
    CONSTRAINT claim_resolved_says_why CHECK (((((resolution)::text = ''::text) AND (resolved_at IS NULL)) OR ((resolved_at IS NOT NULL) AND (NOT ((resolution)::text = ''::text)) AND (NOT (resolution_note = ''::text))))),
    CONSTRAINT claim_says_what_is_right CHECK ((NOT ((claimed)::text = ''::text)))
);
CREATE TABLE public.cases_finding (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    holder_id uuid NOT NULL,
    applicant_id uuid NOT NULL,
    version_id uuid NOT NULL,
    requirement_key character varying(64) NOT NULL,
    type_code character varying(8) NOT NULL,
    found_in character varying(12) NOT NULL,
    source_code character varying(40) NOT NULL,
    origin_name character varying(300) NOT NULL,
    origin_id uuid,
    "values" jsonb NOT NULL,
    outcome character varying(12) NOT NULL,
    trouble character varying(10) NOT NULL,
    has_consent boolean NOT NULL,
    as_of date,
    valid_until date,
    sha256 character varying(64) NOT NULL,
    grade character varying(1) NOT NULL,
    found_at timestamp with time zone NOT NULL,
    drop_at timestamp with time zone,
    spared_fields smallint NOT NULL,
    disputed_at timestamp with time zone,
    disputed_fields jsonb NOT NULL,
    dispute_reason text NOT NULL,
    correction_id uuid,
    resolution character varying(10) NOT NULL,
    resolution_note text NOT NULL,
    resolved_by_id uuid,
    resolved_by_name character varying(100) NOT NULL,
    resolved_at timestamp with time zone,
    case_id uuid,
    file_id uuid,
    refuted_at timestamp with time zone,
    CONSTRAINT cases_finding_spared_fields_check CHECK ((spared_fields >= 0)),
    CONSTRAINT finding_disputed_says_why CHECK (((disputed_at IS NULL) OR (NOT (dispute_reason = ''::text)))),
    CONSTRAINT finding_found_has_a_digest CHECK (((NOT ((outcome)::text = 'found'::text)) OR (NOT ((sha256)::text = ''::text)))),
    CONSTRAINT finding_is_sure CHECK (((grade)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying])::text[]))),
    CONSTRAINT finding_of_a_draft_is_dropped CHECK ((((case_id IS NULL) AND (drop_at IS NOT NULL)) OR ((case_id IS NOT NULL) AND (drop_at IS NULL)))),
    CONSTRAINT finding_resolved_was_disputed CHECK ((((resolution)::text = ''::text) OR ((disputed_at IS NOT NULL) AND (resolved_at IS NOT NULL) AND (NOT (resolution_note = ''::text)))))
);
CREATE TABLE public.cases_interested_party (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    role character varying(12) NOT NULL,
    name character varying(200) NOT NULL,
    contact character varying(200) NOT NULL,
    stake text NOT NULL,
    told_at timestamp with time zone NOT NULL,
    told_by_id uuid NOT NULL,
    hearing_ask_by date,
    hearing_asked_at timestamp with time zone,
    hearing_waived_at timestamp with time zone,
    case_id uuid NOT NULL,
    number_index bytea,
    person_id uuid,
    CONSTRAINT party_asks_for_what_was_offered CHECK (((hearing_asked_at IS NULL) OR (hearing_ask_by IS NOT NULL))),
    CONSTRAINT party_asks_or_waives CHECK (((hearing_asked_at IS NULL) OR (hearing_waived_at IS NULL)))
);
CREATE TABLE public.cases_material (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    requirement_key character varying(64) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    replaced_at timestamp with time zone,
    case_id uuid NOT NULL,
    file_id uuid NOT NULL,
    grade character varying(1) DEFAULT 'C'::character varying NOT NULL,
    CONSTRAINT case_material_grade_known CHECK (((grade)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying, 'C'::character varying, 'D'::character varying])::text[])))
);
CREATE TABLE public.cases_measure (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    kind character varying(12) NOT NULL,
    ground character varying(24) NOT NULL,
    article character varying(30) NOT NULL,
    facts text NOT NULL,
    state character varying(12) NOT NULL,
    proposed_by_id uuid NOT NULL,
    proposed_by_name character varying(100) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    statement_due_on date,
    statement text NOT NULL,
    stated_at timestamp with time zone,
    statement_answer text NOT NULL,
    compensation text NOT NULL,
    reasons text NOT NULL,
    decided_by_id uuid,
    decided_by_name character varying(100) NOT NULL,
    decided_at timestamp with time zone,
    effective_on date,
    revision integer NOT NULL,
    entitlement_id uuid NOT NULL,
    CONSTRAINT cases_measure_revision_check CHECK ((revision >= 0)),
    CONSTRAINT measure_against_the_holder_was_told CHECK ((((kind)::text = 'cancel'::text) OR (NOT ((state)::text = 'decided'::text)) OR (statement_due_on IS NOT NULL))),
    CONSTRAINT measure_answers_what_was_stated CHECK (((NOT ((state)::text = ANY ((ARRAY['decided'::character varying, 'dropped'::character varying])::text[]))) OR (statement = ''::text) OR (NOT (statement_answer = ''::text)))),
    CONSTRAINT measure_decided_says_why CHECK (((NOT ((state)::text = ANY ((ARRAY['decided'::character varying, 'dropped'::character varying])::text[]))) OR ((NOT (reasons = ''::text)) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT measure_is_decided_by_another CHECK (((decided_by_id IS NULL) OR (NOT ((decided_by_id = proposed_by_id) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT measure_states_facts CHECK ((NOT (facts = ''::text)))
);
CREATE TABLE public.cases_mode_choice (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    mode character varying(12) NOT NULL,
    text text NOT NULL,
    text_sha256 character varying(64) NOT NULL,
    materials jsonb NOT NULL,
    signed_by_id uuid NOT NULL,
    signed_by_name character varying(200) NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    paper_id uuid,
    presence_id uuid,
    signed_how character varying(8) DEFAULT 'account'::character varying NOT NULL,
    CONSTRAINT mode_choice_has_words CHECK ((NOT (text = ''::text))),
    CONSTRAINT mode_choice_is_proven CHECK ((((paper_id IS NULL) AND (presence_id IS NULL) AND ((signed_how)::text = 'account'::text)) OR ((paper_id IS NOT NULL) AND (presence_id IS NULL) AND ((signed_how)::text = 'paper'::text)) OR ((paper_id IS NULL) AND (presence_id IS NOT NULL) AND ((signed_how)::text = 'presence'::text)))),
    CONSTRAINT mode_choice_is_special CHECK ((NOT ((mode)::text = 'standard'::text)))
);
CREATE TABLE public.cases_original_check (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    result character varying(8) NOT NULL,
    original character varying(300) NOT NULL,
    place character varying(200) NOT NULL,
    difference text NOT NULL,
    seen_by_id uuid NOT NULL,
    seen_by_name character varying(100) NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    valid_until date,
    voided_at timestamp with time zone,
    voided_by_id uuid,
    void_reason text NOT NULL,
    case_id uuid NOT NULL,
    material_id uuid NOT NULL,
    CONSTRAINT original_check_names_it CHECK (((NOT ((original)::text = ''::text)) AND (NOT ((place)::text = ''::text)))),
    CONSTRAINT original_mismatch_says_how CHECK (((NOT ((result)::text = 'mismatch'::text)) OR (NOT (difference = ''::text)))),
    CONSTRAINT original_void_says_why CHECK (((voided_at IS NULL) OR (NOT (void_reason = ''::text))))
);
CREATE TABLE public.cases_paper_batch (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    department_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    key character varying(64) NOT NULL,
    kind character varying(20) NOT NULL,
    chosen jsonb NOT NULL,
    total integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    moved_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    archive_id uuid,
    printable_id uuid,
    CONSTRAINT cases_paper_batch_total_check CHECK ((total >= 0))
);
CREATE TABLE public.cases_paper_batch_line (
    id uuid NOT NULL,
    number character varying(32) NOT NULL,
    result character varying(10) NOT NULL,
    document_id uuid,
    refusal character varying(300) NOT NULL,
    batch_id uuid NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT paper_batch_result_known CHECK (((result)::text = ANY ((ARRAY['waiting'::character varying, 'issued'::character varying, 'known'::character varying, 'none'::character varying])::text[])))
);
CREATE TABLE public.cases_preliminary_review (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    lower_id uuid NOT NULL,
    lower_name character varying(200) NOT NULL,
    state character varying(12) NOT NULL,
    started_on date,
    due_on date,
    opinion character varying(12) NOT NULL,
    words text NOT NULL,
    content_sha256 character varying(64) NOT NULL,
    done_by_id uuid,
    done_by_name character varying(100) NOT NULL,
    forwarded_at timestamp with time zone,
    case_id uuid NOT NULL,
    overdue_noted_at timestamp with time zone,
    workdays smallint DEFAULT 20 NOT NULL,
    stage smallint DEFAULT 1 NOT NULL,
    CONSTRAINT cases_preliminary_review_stage_check CHECK ((stage >= 0)),
    CONSTRAINT cases_preliminary_review_workdays_check CHECK ((workdays >= 0)),
    CONSTRAINT review_begun_has_its_term CHECK (((NOT ((state)::text = ANY ((ARRAY['waiting'::character varying, 'forwarded'::character varying])::text[]))) OR ((due_on IS NOT NULL) AND (started_on IS NOT NULL)))),
    CONSTRAINT review_first_accepts_later_wait CHECK ((((stage = 1) AND (NOT ((state)::text = 'pending'::text))) OR ((stage > 1) AND (NOT ((state)::text = 'intake'::text))))),
    CONSTRAINT review_forwarded_says_what CHECK (((NOT ((state)::text = 'forwarded'::text)) OR ((NOT ((opinion)::text = ''::text)) AND (NOT (words = ''::text)) AND (forwarded_at IS NOT NULL))))
);
CREATE TABLE public.cases_procedure_file (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    added_by_id uuid NOT NULL,
    added_at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    file_id uuid NOT NULL,
    review_id uuid,
    procedure_id uuid,
    statement_id uuid,
    CONSTRAINT procedure_file_belongs_to_one CHECK ((((procedure_id IS NOT NULL) AND (review_id IS NULL) AND (statement_id IS NULL)) OR ((procedure_id IS NULL) AND (review_id IS NULL) AND (statement_id IS NOT NULL)) OR ((procedure_id IS NULL) AND (review_id IS NOT NULL) AND (statement_id IS NULL))))
);
CREATE TABLE public.cases_promise_check (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    state character varying(12) NOT NULL,
    started_on date NOT NULL,
    workdays smallint NOT NULL,
    due_on date NOT NULL,
    is_provisional boolean NOT NULL,
    overdue_at timestamp with time zone,
    findings text NOT NULL,
    checked_by_id uuid,
    checked_by_name character varying(100) NOT NULL,
    checked_at timestamp with time zone,
    "order" text NOT NULL,
    correct_by_on date,
    recheck_findings text NOT NULL,
    rechecked_by_id uuid,
    rechecked_by_name character varying(100) NOT NULL,
    rechecked_at timestamp with time zone,
    revocation_reasons text NOT NULL,
    revoked_by_id uuid,
    revoked_by_name character varying(100) NOT NULL,
    revoked_at timestamp with time zone,
    case_id uuid NOT NULL,
    CONSTRAINT cases_promise_check_workdays_check CHECK ((workdays >= 0)),
    CONSTRAINT promise_kept_was_seen CHECK (((NOT ((state)::text = 'kept'::text)) OR (checked_at IS NOT NULL))),
    CONSTRAINT promise_order_has_a_day CHECK (((NOT ((state)::text = 'correcting'::text)) OR ((NOT ("order" = ''::text)) AND (correct_by_on IS NOT NULL)))),
    CONSTRAINT promise_revoked_says_why CHECK (((NOT ((state)::text = 'revoked'::text)) OR (NOT (revocation_reasons = ''::text))))
);
CREATE TABLE public.cases_question (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    words text NOT NULL,
    asked_by_id uuid NOT NULL,
    asked_by_name character varying(100) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    answer text NOT NULL,
    answered_by_id uuid,
    answered_by_name character varying(100) NOT NULL,
    answered_at timestamp with time zone,
    case_id uuid NOT NULL,
    CONSTRAINT question_answer_is_whole CHECK ((((answer = ''::text) AND (answered_at IS NULL) AND (answered_by_id IS NULL)) OR ((answered_at IS NOT NULL) AND (answered_by_id IS NOT NULL) AND (NOT (answer = ''::text))))),
    CONSTRAINT question_says_something CHECK ((NOT (words = ''::text)))
);
CREATE TABLE public.cases_question_file (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    is_of_answer boolean NOT NULL,
    added_at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    file_id uuid NOT NULL,
    question_id uuid NOT NULL
);
CREATE TABLE public.cases_receiving (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    is_elsewhere boolean NOT NULL,
    state character varying(12) NOT NULL,
    received_by_id uuid NOT NULL,
    received_by_name character varying(100) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    hand_over_due_on date NOT NULL,
    handed_over_at timestamp with time zone,
    note text NOT NULL,
    taken_over_at timestamp with time zone,
    taken_over_by_id uuid,
    return_reason text NOT NULL,
    result_sent_at timestamp with time zone,
    given_at timestamp with time zone,
    overdue_noted_at timestamp with time zone,
    revision integer NOT NULL,
    case_id uuid NOT NULL,
    department_id uuid NOT NULL,
    CONSTRAINT cases_receiving_revision_check CHECK ((revision >= 0)),
    CONSTRAINT receiving_returned_says_why CHECK (((NOT ((state)::text = 'returned'::text)) OR (NOT (return_reason = ''::text)))),
    CONSTRAINT receiving_state_known CHECK (((state)::text = ANY ((ARRAY['held'::character varying, 'handed_over'::character varying, 'taken_over'::character varying, 'returned'::character varying, 'result_here'::character varying, 'done'::character varying])::text[])))
);
CREATE TABLE public.cases_recheck (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    department_id uuid NOT NULL,
    is_by_rule boolean NOT NULL,
    draw smallint NOT NULL,
    drawn_at timestamp with time zone NOT NULL,
    verdict character varying(8) NOT NULL,
    note text NOT NULL,
    is_different boolean,
    done_by_id uuid,
    done_at timestamp with time zone,
    case_id uuid NOT NULL,
    version_id uuid NOT NULL,
    CONSTRAINT cases_recheck_draw_check CHECK ((draw >= 0)),
    CONSTRAINT recheck_done_is_whole CHECK ((((done_at IS NULL) AND (is_different IS NULL) AND ((verdict)::text = ''::text)) OR ((done_at IS NOT NULL) AND (done_by_id IS NOT NULL) AND (is_different IS NOT NULL) AND (NOT ((verdict)::text = ''::text)))))
);
CREATE TABLE public.cases_recheck_reader (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    staff_id uuid NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    case_id uuid NOT NULL,
    recheck_id uuid NOT NULL,
    CONSTRAINT recheck_reader_ends_later CHECK (((ended_at IS NULL) OR (ended_at >= began_at)))
);
CREATE TABLE public.cases_register_entry (
    id uuid NOT NULL,
    register character varying(40) NOT NULL,
    region_code character varying(12) NOT NULL,
    text character varying(200) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    case_id uuid
);
CREATE TABLE public.cases_remedy (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    kind character varying(16) NOT NULL,
    body character varying(200) NOT NULL,
    matter_number character varying(100) NOT NULL,
    filed_on date NOT NULL,
    suspends boolean NOT NULL,
    state character varying(12) NOT NULL,
    noted_by_id uuid NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    concluded_on date,
    conclusion text NOT NULL,
    concluded_by_id uuid,
    anew_id uuid,
    case_id uuid NOT NULL,
    CONSTRAINT remedy_concluded_says_what CHECK ((((state)::text = 'pending'::text) OR ((concluded_on IS NOT NULL) AND (NOT (conclusion = ''::text)))))
);
CREATE TABLE public.cases_rule_objection (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    words text NOT NULL,
    disputed jsonb NOT NULL,
    filed_by_id uuid NOT NULL,
    filed_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    result character varying(8) NOT NULL,
    answer text NOT NULL,
    answered_by_id uuid,
    answered_by_name character varying(100) NOT NULL,
    answered_at timestamp with time zone,
    case_id uuid NOT NULL,
    made_id uuid NOT NULL,
    overdue_noted_at timestamp with time zone,
    CONSTRAINT rule_objection_answer_is_whole CHECK ((((answer = ''::text) AND (answered_at IS NULL) AND ((result)::text = ''::text)) OR ((answered_at IS NOT NULL) AND (answered_by_id IS NOT NULL) AND (NOT (answer = ''::text)) AND ((result)::text = ANY ((ARRAY['stands'::character varying, 'wrong'::character varying])::text[]))))),
    CONSTRAINT rule_objection_says_what CHECK ((NOT (words = ''::text)))
);
CREATE TABLE public.cases_rule_set (
    id uuid NOT NULL,
    name character varying(100) NOT NULL,
    region_code character varying(12) NOT NULL,
    department_id uuid,
    created_by_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    base_item_id uuid NOT NULL,
    implementation_id uuid,
    CONSTRAINT rule_set_list_has_department CHECK (((implementation_id IS NULL) OR (department_id IS NOT NULL)))
);
CREATE TABLE public.cases_rule_stop (
    id uuid NOT NULL,
    reason text NOT NULL,
    stopped_by_id uuid,
    stopped_at timestamp with time zone NOT NULL,
    restart_reason text NOT NULL,
    restart_asked_by_id uuid,
    restart_asked_at timestamp with time zone,
    restarted_by_id uuid,
    restarted_at timestamp with time zone,
    rule_set_id uuid,
    CONSTRAINT rule_stop_has_reason CHECK ((NOT (reason = ''::text))),
    CONSTRAINT rule_stop_two_people CHECK (((restarted_at IS NULL) OR ((restart_asked_by_id IS NOT NULL) AND (restarted_by_id IS NOT NULL) AND (NOT ((restart_asked_by_id = restarted_by_id) AND (restart_asked_by_id IS NOT NULL) AND (restarted_by_id IS NOT NULL))))))
);
CREATE TABLE public.cases_rule_version (
    id uuid NOT NULL,
    number integer NOT NULL,
    state character varying(10) NOT NULL,
    table_xml text NOT NULL,
    facts jsonb NOT NULL,
    steps jsonb NOT NULL,
    sample_percent smallint NOT NULL,
    most_differences smallint NOT NULL,
    valid_from date NOT NULL,
    content_sha256 character varying(64) NOT NULL,
    revision integer NOT NULL,
    editors uuid[] NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    proposed_by_id uuid,
    proposed_at timestamp with time zone,
    published_by_id uuid,
    published_at timestamp with time zone,
    ended_by_id uuid,
    ended_at timestamp with time zone,
    end_reason text NOT NULL,
    rule_set_id uuid NOT NULL,
    CONSTRAINT cases_rule_version_most_differences_check CHECK ((most_differences >= 0)),
    CONSTRAINT cases_rule_version_number_check CHECK ((number >= 0)),
    CONSTRAINT cases_rule_version_revision_check CHECK ((revision >= 0)),
    CONSTRAINT cases_rule_version_sample_percent_check CHECK ((sample_percent >= 0)),
    CONSTRAINT rule_version_by_another CHECK (((published_by_id IS NULL) OR (NOT (published_by_id = ANY (editors))))),
    CONSTRAINT rule_version_end_has_reason CHECK (((ended_at IS NULL) OR (NOT (end_reason = ''::text)))),
    CONSTRAINT rule_version_live_is_published CHECK (((NOT ((state)::text = ANY ((ARRAY['published'::character varying, 'withdrawn'::character varying])::text[]))) OR (published_at IS NOT NULL))),
    CONSTRAINT rule_version_sample CHECK (((sample_percent >= 1) AND (sample_percent <= 100))),
    CONSTRAINT rule_version_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'proposed'::character varying, 'published'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT rule_version_two_people CHECK (((published_at IS NULL) OR ((proposed_by_id IS NOT NULL) AND (published_by_id IS NOT NULL) AND (NOT ((proposed_by_id = published_by_id) AND (proposed_by_id IS NOT NULL) AND (published_by_id IS NOT NULL))))))
);
CREATE SEQUENCE public.cases_serial
    START WITH 1
    INCREMENT BY 64
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.cases_shipping_wish (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    is_result_by_courier boolean NOT NULL,
    carrier character varying(40) NOT NULL,
    address_cipher bytea,
    originals character varying(10) NOT NULL,
    arrived_at timestamp with time zone,
    checked_at timestamp with time zone,
    checked_by_id uuid,
    note character varying(500) NOT NULL,
    chosen_at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT shipping_by_courier_says_where CHECK (((NOT is_result_by_courier) OR (address_cipher IS NOT NULL))),
    CONSTRAINT shipping_checked_says_by_whom CHECK (((NOT ((originals)::text = ANY ((ARRAY['checked'::character varying, 'mismatch'::character varying])::text[]))) OR ((checked_at IS NOT NULL) AND (checked_by_id IS NOT NULL)))),
    CONSTRAINT shipping_mismatch_says_why CHECK (((NOT ((originals)::text = 'mismatch'::text)) OR (NOT ((note)::text = ''::text))))
);
CREATE TABLE public.cases_spared_figure (
    id bigint NOT NULL,
    region_code character varying(12) NOT NULL,
    item_code character varying(40) NOT NULL,
    item_name character varying(300) NOT NULL,
    month date NOT NULL,
    cases integer NOT NULL,
    materials integer NOT NULL,
    fields integer NOT NULL,
    refused integer NOT NULL,
    department_id uuid NOT NULL,
    CONSTRAINT cases_spared_figure_cases_check CHECK ((cases >= 0)),
    CONSTRAINT cases_spared_figure_fields_check CHECK ((fields >= 0)),
    CONSTRAINT cases_spared_figure_materials_check CHECK ((materials >= 0)),
    CONSTRAINT cases_spared_figure_refused_check CHECK ((refused >= 0))
);
ALTER TABLE public.cases_spared_figure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_spared_figure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_special_procedure (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    kind character varying(32) NOT NULL,
    state character varying(12) NOT NULL,
    is_required boolean NOT NULL,
    reason text NOT NULL,
    hold_by date,
    starts_at timestamp with time zone,
    ends_on date,
    place character varying(200) NOT NULL,
    is_public boolean NOT NULL,
    staff jsonb NOT NULL,
    participants jsonb NOT NULL,
    particulars jsonb NOT NULL,
    expected_days smallint NOT NULL,
    end_by date,
    overran_at timestamp with time zone,
    planned_by_id uuid,
    planned_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    held_at timestamp with time zone,
    result character varying(12) NOT NULL,
    findings text NOT NULL,
    ended_at timestamp with time zone,
    concluded_by_id uuid,
    concluded_by_name character varying(100) NOT NULL,
    asked_by_id uuid,
    case_id uuid NOT NULL,
    stop_id uuid,
    CONSTRAINT cases_special_procedure_expected_days_check CHECK ((expected_days >= 0)),
    CONSTRAINT hearing_is_told_seven_days_before CHECK (((NOT ((kind)::text = 'hearing'::text)) OR (told_at IS NULL) OR (starts_at >= (told_at + '7 days'::interval)))),
    CONSTRAINT procedure_concluded_says_what_it_found CHECK (((NOT ((state)::text = 'concluded'::text)) OR ((NOT ((result)::text = ''::text)) AND (NOT (findings = ''::text)) AND (ended_at IS NOT NULL)))),
    CONSTRAINT procedure_notice_has_an_end CHECK (((ends_on IS NULL) OR (starts_at IS NOT NULL))),
    CONSTRAINT procedure_says_why CHECK ((NOT (reason = ''::text)))
);
CREATE TABLE public.cases_staff_notice (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    department_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    kind character varying(64) NOT NULL,
    event_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone,
    case_id uuid NOT NULL
);
CREATE TABLE public.cases_standing_opinion (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    department_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    owner_name character varying(100) NOT NULL,
    title character varying(60) NOT NULL,
    words text NOT NULL,
    item_code character varying(40) NOT NULL,
    step_name character varying(100) NOT NULL,
    state character varying(10) NOT NULL,
    published_by_id uuid,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT opinion_published_by_somebody CHECK (((NOT ((state)::text = 'published'::text)) OR (published_by_id IS NOT NULL))),
    CONSTRAINT opinion_says_something CHECK (((NOT ((title)::text = ''::text)) AND (NOT (words = ''::text))))
);
CREATE TABLE public.cases_statement (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    kind character varying(12) NOT NULL,
    words text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    recorded_by_id uuid NOT NULL,
    answer text NOT NULL,
    is_upheld boolean,
    answered_by_id uuid,
    answered_by_name character varying(100) NOT NULL,
    answered_at timestamp with time zone,
    case_id uuid NOT NULL,
    party_id uuid,
    procedure_id uuid,
    ended_at timestamp with time zone,
    ended_because character varying(12) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT statement_answer_is_whole CHECK (((answered_at IS NULL) OR ((NOT (answer = ''::text)) AND (is_upheld IS NOT NULL)))),
    CONSTRAINT statement_ends_unanswered_with_a_reason CHECK ((((ended_at IS NULL) AND ((ended_because)::text = ''::text)) OR ((answered_at IS NULL) AND (ended_at IS NOT NULL) AND (NOT ((ended_because)::text = ''::text))))),
    CONSTRAINT statement_says_something CHECK ((NOT (words = ''::text)))
);
CREATE TABLE public.cases_step_record (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    step_key character varying(64) NOT NULL,
    element_id character varying(64) NOT NULL,
    name character varying(100) NOT NULL,
    role character varying(12) NOT NULL,
    form_code character varying(64) NOT NULL,
    opinion text NOT NULL,
    data jsonb NOT NULL,
    done_by_id uuid NOT NULL,
    done_by_name character varying(100) NOT NULL,
    done_at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL
);
CREATE TABLE public.cases_watch (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    department_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    case_id uuid NOT NULL
);
CREATE TABLE public.cases_work_item (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    department_id uuid NOT NULL,
    role character varying(12) NOT NULL,
    step_key character varying(64) NOT NULL,
    element_id character varying(64) NOT NULL,
    kind character varying(16) NOT NULL,
    form_code character varying(64) NOT NULL,
    step_name character varying(100) NOT NULL,
    case_number character varying(32) NOT NULL,
    item_name character varying(300) NOT NULL,
    applicant_name character varying(200) NOT NULL,
    due_on date NOT NULL,
    is_stopped boolean NOT NULL,
    state character varying(10) NOT NULL,
    claimed_by_id uuid,
    created_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    done_by_id uuid,
    case_id uuid NOT NULL
);
CREATE TABLE public.catalogue_article (
    id bigint NOT NULL,
    number smallint NOT NULL,
    suffix character varying(8) NOT NULL,
    text text NOT NULL,
    words tsvector,
    law_id bigint NOT NULL,
    CONSTRAINT catalogue_article_number_check CHECK ((number >= 0))
);
ALTER TABLE public.catalogue_article ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_article_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_aside_text (
    id uuid NOT NULL,
    staff_id uuid NOT NULL,
    began_revision integer NOT NULL,
    content jsonb NOT NULL,
    form_code character varying(80) NOT NULL,
    process_code character varying(80) NOT NULL,
    set_aside_at timestamp with time zone NOT NULL,
    line_id uuid NOT NULL,
    CONSTRAINT catalogue_aside_text_began_revision_check CHECK ((began_revision >= 0))
);
CREATE TABLE public.catalogue_base_item (
    id uuid NOT NULL,
    scope_code character varying(12) NOT NULL,
    code character varying(12) NOT NULL,
    local_code character varying(80) NOT NULL,
    main_item character varying(300) NOT NULL,
    line character varying(20) NOT NULL,
    popularity integer NOT NULL,
    CONSTRAINT base_item_code_shape CHECK (((code)::text ~ '^[0-9A-Z]{12}$'::text)),
    CONSTRAINT base_item_scope_shape CHECK (((scope_code)::text ~ '^[0-9]{12}$'::text)),
    CONSTRAINT catalogue_base_item_popularity_check CHECK ((popularity >= 0))
);
CREATE TABLE public.catalogue_base_version (
    id uuid NOT NULL,
    number integer NOT NULL,
    state character varying(10) NOT NULL,
    name character varying(300) NOT NULL,
    item_type character varying(2) NOT NULL,
    service_objects character varying(8)[] NOT NULL,
    exercise_levels smallint[] NOT NULL,
    statutory_amount smallint,
    statutory_unit character varying(8) NOT NULL,
    form_code character varying(80) NOT NULL,
    process_code character varying(80) NOT NULL,
    content jsonb NOT NULL,
    content_sha256 character varying(64) NOT NULL,
    effective_from date,
    effective_to date,
    published_at timestamp with time zone,
    base_item_id uuid NOT NULL,
    form_id uuid,
    process_id uuid,
    CONSTRAINT base_version_applied_for_can_run CHECK ((((state)::text = 'draft'::text) OR ((item_type)::text = ANY ((ARRAY['02'::character varying, '03'::character varying, '04'::character varying, '06'::character varying])::text[])) OR ((form_id IS NOT NULL) AND (process_id IS NOT NULL) AND (statutory_amount IS NOT NULL)))),
    CONSTRAINT base_version_dates_ordered CHECK (((effective_to IS NULL) OR (effective_to >= effective_from))),
    CONSTRAINT base_version_published_is_dated CHECK ((((effective_from IS NULL) AND (published_at IS NULL) AND ((state)::text = 'draft'::text)) OR ((effective_from IS NOT NULL) AND (published_at IS NOT NULL)))),
    CONSTRAINT base_version_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'published'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT base_version_type_known CHECK (((item_type)::text = ANY ((ARRAY['01'::character varying, '02'::character varying, '03'::character varying, '04'::character varying, '05'::character varying, '06'::character varying, '07'::character varying, '08'::character varying, '09'::character varying, '10'::character varying, '20'::character varying])::text[]))),
    CONSTRAINT base_version_unit_known CHECK (((statutory_amount IS NULL) OR ((statutory_unit)::text = ANY ((ARRAY['workday'::character varying, 'day'::character varying, 'month'::character varying, 'year'::character varying])::text[])))),
    CONSTRAINT catalogue_base_version_number_check CHECK ((number >= 0)),
    CONSTRAINT catalogue_base_version_statutory_amount_check CHECK ((statutory_amount >= 0))
);
CREATE TABLE public.catalogue_case_day (
    id bigint NOT NULL,
    day date NOT NULL,
    filed integer NOT NULL,
    filed_online integer NOT NULL,
    decided integer NOT NULL,
    decided_on_time integer NOT NULL,
    decided_by_rule integer NOT NULL,
    implementation_id uuid NOT NULL,
    CONSTRAINT catalogue_case_day_decided_by_rule_check CHECK ((decided_by_rule >= 0)),
    CONSTRAINT catalogue_case_day_decided_check CHECK ((decided >= 0)),
    CONSTRAINT catalogue_case_day_decided_on_time_check CHECK ((decided_on_time >= 0)),
    CONSTRAINT catalogue_case_day_filed_check CHECK ((filed >= 0)),
    CONSTRAINT catalogue_case_day_filed_online_check CHECK ((filed_online >= 0))
);
ALTER TABLE public.catalogue_case_day ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_case_day_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_change_line (
    id uuid NOT NULL,
    "position" integer NOT NULL,
    name character varying(300) NOT NULL,
    region_code character varying(12) NOT NULL,
    from_version uuid,
    from_number integer NOT NULL,
    content jsonb,
    form_code character varying(80) NOT NULL,
    process_code character varying(80) NOT NULL,
    revision integer NOT NULL,
    published_version uuid,
    is_open boolean NOT NULL,
    base_item_id uuid,
    department_id uuid,
    implementation_id uuid,
    order_id uuid NOT NULL,
    gives_back jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT catalogue_change_line_from_number_check CHECK ((from_number >= 0)),
    CONSTRAINT catalogue_change_line_position_check CHECK (("position" >= 0)),
    CONSTRAINT catalogue_change_line_revision_check CHECK ((revision >= 0)),
    CONSTRAINT change_line_has_one_target CHECK ((((base_item_id IS NOT NULL) AND (implementation_id IS NULL)) OR ((base_item_id IS NULL) AND (implementation_id IS NOT NULL))))
);
CREATE TABLE public.catalogue_change_order (
    id uuid NOT NULL,
    year smallint NOT NULL,
    number integer NOT NULL,
    kind character varying(12) NOT NULL,
    layer character varying(8) NOT NULL,
    state character varying(12) NOT NULL,
    title character varying(200) NOT NULL,
    reason character varying(1000) NOT NULL,
    division_code character varying(12) NOT NULL,
    effective_from date,
    line_count integer NOT NULL,
    revision integer NOT NULL,
    round smallint NOT NULL,
    drafted_by_id uuid NOT NULL,
    reviewed_by_id uuid,
    approved_by_id uuid,
    drafted_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    reviewed_at timestamp with time zone,
    approved_at timestamp with time zone,
    published_at timestamp with time zone,
    answer character varying(1000) NOT NULL,
    department_id uuid,
    rolls_back_id uuid,
    editors uuid[] NOT NULL,
    reopens_lists boolean NOT NULL,
    CONSTRAINT catalogue_change_order_line_count_check CHECK ((line_count >= 0)),
    CONSTRAINT catalogue_change_order_number_check CHECK ((number >= 0)),
    CONSTRAINT catalogue_change_order_revision_check CHECK ((revision >= 0)),
    CONSTRAINT catalogue_change_order_round_check CHECK ((round >= 0)),
    CONSTRAINT catalogue_change_order_year_check CHECK ((year >= 0)),
    CONSTRAINT change_order_approver_is_a_third CHECK (((approved_by_id IS NULL) OR ((NOT ((approved_by_id = drafted_by_id) AND (approved_by_id IS NOT NULL))) AND ((reviewed_by_id IS NULL) OR (NOT ((approved_by_id = reviewed_by_id) AND (approved_by_id IS NOT NULL) AND (reviewed_by_id IS NOT NULL))))))),
    CONSTRAINT change_order_decided_is_dated CHECK (((NOT ((state)::text = ANY ((ARRAY['approved'::character varying, 'published'::character varying, 'rolled_back'::character varying])::text[]))) OR ((approved_at IS NOT NULL) AND (approved_by_id IS NOT NULL) AND (effective_from IS NOT NULL)))),
    CONSTRAINT change_order_kind_known CHECK ((((kind)::text = ANY ((ARRAY['change'::character varying, 'withdrawal'::character varying, 'rollback'::character varying])::text[])) AND ((layer)::text = ANY ((ARRAY['base'::character varying, 'list'::character varying])::text[])))),
    CONSTRAINT change_order_published_is_dated CHECK (((NOT ((state)::text = ANY ((ARRAY['published'::character varying, 'rolled_back'::character varying])::text[]))) OR (published_at IS NOT NULL))),
    CONSTRAINT change_order_return_has_reason CHECK (((NOT ((state)::text = 'returned'::text)) OR (NOT ((answer)::text = ''::text)))),
    CONSTRAINT change_order_reviewed_before_approval CHECK (((NOT ((state)::text = ANY ((ARRAY['approval'::character varying, 'approved'::character varying, 'published'::character varying, 'rolled_back'::character varying])::text[]))) OR ((kind)::text = 'rollback'::text) OR ((reviewed_at IS NOT NULL) AND (reviewed_by_id IS NOT NULL)))),
    CONSTRAINT change_order_reviewer_is_another CHECK (((reviewed_by_id IS NULL) OR (NOT ((reviewed_by_id = drafted_by_id) AND (reviewed_by_id IS NOT NULL))))),
    CONSTRAINT change_order_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'legal_review'::character varying, 'approval'::character varying, 'approved'::character varying, 'published'::character varying, 'returned'::character varying, 'withdrawn'::character varying, 'rolled_back'::character varying])::text[])))
);
CREATE TABLE public.catalogue_change_proposal (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    name character varying(300) NOT NULL,
    reason character varying(1000) NOT NULL,
    wishes jsonb NOT NULL,
    state character varying(10) NOT NULL,
    answer character varying(1000) NOT NULL,
    made_by_id uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    answered_by_id uuid,
    answered_at timestamp with time zone,
    base_item_id uuid NOT NULL,
    department_id uuid NOT NULL,
    order_id uuid,
    CONSTRAINT change_proposal_answer_has_reason CHECK ((((state)::text = 'open'::text) OR ((NOT ((answer)::text = ''::text)) AND (answered_at IS NOT NULL)))),
    CONSTRAINT change_proposal_answered_by_another CHECK (((answered_by_id IS NULL) OR (NOT ((answered_by_id = made_by_id) AND (answered_by_id IS NOT NULL))))),
    CONSTRAINT change_proposal_state_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'adopted'::character varying, 'refused'::character varying])::text[])))
);
CREATE TABLE public.catalogue_cited_title (
    id uuid NOT NULL,
    title character varying(120) NOT NULL,
    kind character varying(8) NOT NULL,
    law_title character varying(120) NOT NULL,
    source_url character varying(500) NOT NULL,
    note character varying(300) NOT NULL,
    revision integer NOT NULL,
    settled_by_id uuid,
    settled_at timestamp with time zone NOT NULL,
    CONSTRAINT catalogue_cited_title_revision_check CHECK ((revision >= 0)),
    CONSTRAINT cited_title_alias_names_a_law CHECK (((((kind)::text = 'alias'::text) OR ((law_title)::text = ''::text)) AND (1 = (
CASE
    WHEN ((kind)::text = 'alias'::text) THEN 1
    ELSE 0
END +
CASE
    WHEN ((law_title)::text = ''::text) THEN 1
    ELSE 0
END)))),
    CONSTRAINT cited_title_is_not_its_own_alias CHECK ((NOT ((law_title)::text = (title)::text))),
    CONSTRAINT cited_title_kind_known CHECK (((kind)::text = ANY ((ARRAY['alias'::character varying, 'outside'::character varying, 'open'::character varying])::text[]))),
    CONSTRAINT cited_title_outside_has_a_source CHECK (((((kind)::text = 'outside'::text) AND ((source_url)::text ~~ 'https://%'::text)) OR ((NOT ((kind)::text = 'outside'::text)) AND ((source_url)::text = ''::text))))
);
CREATE TABLE public.catalogue_closed_with_base (
    implementation_id uuid NOT NULL,
    closed_on date NOT NULL,
    base_item_id uuid NOT NULL,
    version_id uuid NOT NULL
);
CREATE TABLE public.catalogue_code_order (
    id uuid NOT NULL,
    change character varying(10) NOT NULL,
    olds character varying(20)[] NOT NULL,
    news character varying(20)[] NOT NULL,
    new_names character varying(300)[] NOT NULL,
    subjects character varying(18)[] NOT NULL,
    basis character varying(500) NOT NULL,
    "on" date NOT NULL,
    state character varying(10) NOT NULL,
    lists integer NOT NULL,
    ordered_by_id uuid,
    ordered_at timestamp with time zone NOT NULL,
    ended_by_id uuid,
    ended_at timestamp with time zone,
    answer character varying(1000) NOT NULL,
    CONSTRAINT catalogue_code_order_lists_check CHECK ((lists >= 0)),
    CONSTRAINT code_order_ended_is_dated CHECK ((((ended_at IS NULL) AND ((state)::text = 'waiting'::text)) OR ((NOT ((state)::text = 'waiting'::text)) AND (ended_at IS NOT NULL)))),
    CONSTRAINT code_order_has_a_basis CHECK ((NOT ((basis)::text = ''::text))),
    CONSTRAINT code_order_refused_says_why CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT ((answer)::text = ''::text)))),
    CONSTRAINT code_order_state_known CHECK ((((change)::text = ANY ((ARRAY['split'::character varying, 'merge'::character varying, 'renumber'::character varying, 'abolish'::character varying, 'transfer'::character varying, 'division'::character varying])::text[])) AND ((state)::text = ANY ((ARRAY['waiting'::character varying, 'done'::character varying, 'withdrawn'::character varying, 'refused'::character varying])::text[]))))
);
CREATE TABLE public.catalogue_code_succession (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    old_code character varying(31) NOT NULL,
    new_code character varying(31) NOT NULL,
    "on" date NOT NULL,
    basis character varying(500) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by_id uuid,
    CONSTRAINT code_succession_abolished_leads_nowhere CHECK (((((kind)::text = 'abolish'::text) AND ((new_code)::text = ''::text)) OR ((NOT ((kind)::text = 'abolish'::text)) AND (NOT ((new_code)::text = ''::text))))),
    CONSTRAINT code_succession_has_a_basis CHECK ((NOT ((basis)::text = ''::text))),
    CONSTRAINT code_succession_kind_known CHECK (((kind)::text = ANY ((ARRAY['split'::character varying, 'merge'::character varying, 'transfer'::character varying, 'renumber'::character varying, 'abolish'::character varying])::text[]))),
    CONSTRAINT code_succession_leads_elsewhere CHECK ((NOT ((new_code)::text = (old_code)::text))),
    CONSTRAINT code_succession_leads_to_its_like CHECK ((((new_code)::text = ''::text) OR (length((new_code)::text) = length((old_code)::text)))),
    CONSTRAINT code_succession_shape CHECK (((old_code)::text ~ '^([0-9A-Z]{12}|[0-9A-Z]{31})$'::text))
);
CREATE TABLE public.catalogue_data_file_text (
    id uuid NOT NULL,
    content jsonb NOT NULL,
    form_code character varying(80) NOT NULL,
    process_code character varying(80) NOT NULL,
    why character varying(10) NOT NULL,
    faults jsonb NOT NULL,
    loaded_at timestamp with time zone NOT NULL,
    base_item_id uuid,
    implementation_id uuid,
    CONSTRAINT data_file_text_has_one_target CHECK ((((base_item_id IS NOT NULL) AND (implementation_id IS NULL)) OR ((base_item_id IS NULL) AND (implementation_id IS NOT NULL)))),
    CONSTRAINT data_file_text_why_known CHECK (((why)::text = ANY ((ARRAY['own'::character varying, 'clash'::character varying, 'waiting'::character varying, 'withdrawn'::character varying, 'drafted'::character varying])::text[])))
);
CREATE TABLE public.catalogue_definition_draft (
    id uuid NOT NULL,
    kind character varying(8) NOT NULL,
    code character varying(60) NOT NULL,
    body text NOT NULL,
    revision integer NOT NULL,
    editors uuid[] NOT NULL,
    is_offered boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT catalogue_definition_draft_revision_check CHECK ((revision >= 0)),
    CONSTRAINT definition_draft_code CHECK (((code)::text ~ '^[a-z][a-z0-9-]*$'::text)),
    CONSTRAINT definition_draft_kind_known CHECK (((kind)::text = ANY ((ARRAY['process'::character varying, 'decision'::character varying, 'form'::character varying])::text[])))
);
CREATE TABLE public.catalogue_department_notice (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    effective_from date NOT NULL,
    is_adapted boolean NOT NULL,
    needs_work boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_by_id uuid,
    seen_at timestamp with time zone,
    base_version_id uuid NOT NULL,
    department_id uuid NOT NULL,
    implementation_id uuid NOT NULL,
    previous_id uuid NOT NULL,
    version_id uuid,
    CONSTRAINT department_notice_seen_by_somebody CHECK ((((seen_at IS NULL) AND (seen_by_id IS NULL)) OR ((seen_at IS NOT NULL) AND (seen_by_id IS NOT NULL))))
);
CREATE TABLE public.catalogue_discretion (
    id uuid NOT NULL,
    number integer NOT NULL,
    state character varying(10) NOT NULL,
    name character varying(300) NOT NULL,
    content jsonb NOT NULL,
    content_sha256 character varying(64) NOT NULL,
    effective_from date NOT NULL,
    effective_to date,
    revision integer NOT NULL,
    editors uuid[] NOT NULL,
    published_by uuid,
    published_at timestamp with time zone,
    ended_at timestamp with time zone,
    end_reason character varying(500) NOT NULL,
    base_item_id uuid NOT NULL,
    implementation_id uuid,
    CONSTRAINT benchmark_dates_ordered CHECK (((effective_to IS NULL) OR (effective_to >= effective_from))),
    CONSTRAINT benchmark_published_is_dated CHECK ((((published_at IS NULL) AND ((state)::text = 'draft'::text)) OR (published_at IS NOT NULL))),
    CONSTRAINT benchmark_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'published'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT benchmark_withdrawn_says_why CHECK (((NOT ((state)::text = 'withdrawn'::text)) OR ((effective_to IS NOT NULL) AND (NOT ((end_reason)::text = ''::text))))),
    CONSTRAINT catalogue_discretion_number_check CHECK ((number >= 0)),
    CONSTRAINT catalogue_discretion_revision_check CHECK ((revision >= 0))
);
CREATE TABLE public.catalogue_duty (
    id bigint NOT NULL,
    item_type character varying(2) NOT NULL,
    kind character varying(9) NOT NULL,
    "position" smallint NOT NULL,
    stage character varying(40) NOT NULL,
    text character varying(500) NOT NULL,
    law character varying(120) NOT NULL,
    article character varying(40) NOT NULL,
    CONSTRAINT catalogue_duty_position_check CHECK (("position" >= 0)),
    CONSTRAINT duty_kind_known CHECK (((kind)::text = ANY ((ARRAY['duty'::character varying, 'liability'::character varying])::text[]))),
    CONSTRAINT duty_of_the_procedure_has_its_stage CHECK (((NOT ((kind)::text = 'duty'::text)) OR (NOT ((stage)::text = ''::text)))),
    CONSTRAINT duty_says_something CHECK ((NOT ((text)::text = ''::text)))
);
ALTER TABLE public.catalogue_duty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_duty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_evidence_name (
    name character varying(300) NOT NULL,
    evidence_type_id uuid NOT NULL
);
CREATE TABLE public.catalogue_evidence_type (
    id uuid NOT NULL,
    code character varying(8) NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(1) NOT NULL,
    issuer character varying(200) NOT NULL,
    licence_type character varying(200) NOT NULL,
    validity character varying(200) NOT NULL,
    revision integer NOT NULL,
    merged_into_id uuid,
    CONSTRAINT catalogue_evidence_type_revision_check CHECK ((revision >= 0)),
    CONSTRAINT evidence_type_code_shape CHECK (((code)::text ~ '^[A-Z][0-9]{4}$'::text)),
    CONSTRAINT evidence_type_not_merged_into_itself CHECK (((merged_into_id IS NULL) OR (NOT ((merged_into_id = id) AND (merged_into_id IS NOT NULL)))))
);
CREATE TABLE public.catalogue_finding (
    id uuid NOT NULL,
    rule character varying(40) NOT NULL,
    severity smallint NOT NULL,
    subject_kind character varying(4) NOT NULL,
    subject_id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    evidence jsonb NOT NULL,
    evidence_sha256 character varying(64) NOT NULL,
    state character varying(10) NOT NULL,
    found_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    cleared_at timestamp with time zone,
    reopened smallint NOT NULL,
    contest_reason character varying(500) NOT NULL,
    contested_by_id uuid,
    contested_at timestamp with time zone,
    judgement character varying(500) NOT NULL,
    judged_by_id uuid,
    judged_at timestamp with time zone,
    excepted_until date,
    base_item_id uuid NOT NULL,
    department_id uuid,
    implementation_id uuid,
    other_id uuid,
    CONSTRAINT catalogue_finding_reopened_check CHECK ((reopened >= 0)),
    CONSTRAINT catalogue_finding_severity_check CHECK ((severity >= 0)),
    CONSTRAINT finding_cleared_is_dated CHECK (((NOT ((state)::text = 'cleared'::text)) OR (cleared_at IS NOT NULL))),
    CONSTRAINT finding_contested_has_reason CHECK (((NOT ((state)::text = 'contested'::text)) OR ((NOT ((contest_reason)::text = ''::text)) AND (contested_by_id IS NOT NULL)))),
    CONSTRAINT finding_exception_ends CHECK (((NOT ((state)::text = 'excepted'::text)) OR ((excepted_until IS NOT NULL) AND (NOT ((judgement)::text = ''::text))))),
    CONSTRAINT finding_judged_by_another CHECK (((judged_by_id IS NULL) OR (contested_by_id IS NULL) OR (NOT ((judged_by_id = contested_by_id) AND (judged_by_id IS NOT NULL) AND (contested_by_id IS NOT NULL))))),
    CONSTRAINT finding_severity_known CHECK ((severity = ANY (ARRAY[3, 2, 1]))),
    CONSTRAINT finding_state_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'contested'::character varying, 'upheld'::character varying, 'dismissed'::character varying, 'excepted'::character varying, 'cleared'::character varying])::text[]))),
    CONSTRAINT finding_subject_agrees CHECK ((((implementation_id IS NULL) AND ((subject_kind)::text = 'base'::text)) OR ((implementation_id IS NOT NULL) AND ((subject_kind)::text = 'list'::text))))
);
CREATE TABLE public.catalogue_implementation (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    level smallint NOT NULL,
    code character varying(31) NOT NULL,
    local_code character varying(80) NOT NULL,
    state character varying(10) NOT NULL,
    is_online boolean NOT NULL,
    is_immediate boolean NOT NULL,
    base_item_id uuid NOT NULL,
    department_id uuid NOT NULL,
    current_id uuid,
    CONSTRAINT catalogue_implementation_level_check CHECK ((level >= 0)),
    CONSTRAINT implementation_code_says_its_level CHECK (((code)::text ~ '^.{18}[2-6]'::text)),
    CONSTRAINT implementation_code_shape CHECK (((code)::text ~ '^[0-9A-Z]{31}$'::text)),
    CONSTRAINT implementation_open_has_a_version CHECK (((NOT ((state)::text = 'open'::text)) OR (current_id IS NOT NULL))),
    CONSTRAINT implementation_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'open'::character varying, 'withdrawn'::character varying])::text[])))
);
CREATE TABLE public.catalogue_implementation_version (
    id uuid NOT NULL,
    number integer NOT NULL,
    state character varying(10) NOT NULL,
    project_type character varying(1) NOT NULL,
    promise_amount smallint,
    promise_unit character varying(8) NOT NULL,
    statutory_amount smallint,
    statutory_unit character varying(8) NOT NULL,
    visits smallint NOT NULL,
    online_depth smallint NOT NULL,
    is_online boolean NOT NULL,
    content jsonb NOT NULL,
    content_sha256 character varying(64) NOT NULL,
    effective_from date,
    effective_to date,
    published_at timestamp with time zone,
    base_version_id uuid NOT NULL,
    implementation_id uuid NOT NULL,
    CONSTRAINT catalogue_implementation_version_number_check CHECK ((number >= 0)),
    CONSTRAINT catalogue_implementation_version_online_depth_check CHECK ((online_depth >= 0)),
    CONSTRAINT catalogue_implementation_version_promise_amount_check CHECK ((promise_amount >= 0)),
    CONSTRAINT catalogue_implementation_version_statutory_amount_check CHECK ((statutory_amount >= 0)),
    CONSTRAINT catalogue_implementation_version_visits_check CHECK ((visits >= 0)),
    CONSTRAINT implementation_version_dates_ordered CHECK (((effective_to IS NULL) OR (effective_to >= effective_from))),
    CONSTRAINT implementation_version_immediate_promises_nothing CHECK ((((state)::text = 'draft'::text) OR (NOT ((project_type)::text = '1'::text)) OR (promise_amount = 0))),
    CONSTRAINT implementation_version_promise_within_law CHECK ((((state)::text = 'draft'::text) OR (promise_amount IS NULL) OR (statutory_amount IS NULL) OR (promise_amount <= ((statutory_amount *
CASE
    WHEN ((statutory_unit)::text = 'workday'::text) THEN 7
    WHEN ((statutory_unit)::text = 'day'::text) THEN 5
    WHEN ((statutory_unit)::text = 'month'::text) THEN 150
    WHEN ((statutory_unit)::text = 'year'::text) THEN 1825
    ELSE NULL::integer
END) /
CASE
    WHEN ((promise_unit)::text = 'workday'::text) THEN 7
    WHEN ((promise_unit)::text = 'day'::text) THEN 5
    WHEN ((promise_unit)::text = 'month'::text) THEN 150
    WHEN ((promise_unit)::text = 'year'::text) THEN 1825
    ELSE NULL::integer
END)))),
    CONSTRAINT implementation_version_published_is_dated CHECK ((((effective_from IS NULL) AND (published_at IS NULL) AND ((state)::text = 'draft'::text)) OR ((effective_from IS NOT NULL) AND (published_at IS NOT NULL)))),
    CONSTRAINT implementation_version_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'published'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT implementation_version_units_known CHECK ((((promise_unit)::text = ANY ((ARRAY['workday'::character varying, 'day'::character varying, 'month'::character varying, 'year'::character varying])::text[])) AND ((statutory_unit)::text = ANY ((ARRAY['workday'::character varying, 'day'::character varying, 'month'::character varying, 'year'::character varying])::text[]))))
);
CREATE TABLE public.catalogue_law (
    id bigint NOT NULL,
    title character varying(120) NOT NULL,
    issued_on date,
    category character varying(40) NOT NULL,
    is_newest boolean NOT NULL,
    article_count integer NOT NULL,
    CONSTRAINT catalogue_law_article_count_check CHECK ((article_count >= 0))
);
CREATE TABLE public.catalogue_law_change (
    id bigint NOT NULL,
    title character varying(120) NOT NULL,
    kind character varying(8) NOT NULL,
    effective_on date NOT NULL,
    replaced_by character varying(120) NOT NULL,
    source character varying(200) NOT NULL
);
ALTER TABLE public.catalogue_law_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_law_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.catalogue_law ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_law_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_legal_basis (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    law_title character varying(120) NOT NULL,
    article_number smallint NOT NULL,
    article_suffix character varying(8) NOT NULL,
    article_id bigint,
    base_version_id uuid NOT NULL,
    law_id bigint,
    CONSTRAINT catalogue_legal_basis_article_number_check CHECK ((article_number >= 0)),
    CONSTRAINT catalogue_legal_basis_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.catalogue_legal_basis ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_legal_basis_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_legal_opinion (
    id bigint NOT NULL,
    round smallint NOT NULL,
    element character varying(60) NOT NULL,
    verdict character varying(8) NOT NULL,
    opinion character varying(1000) NOT NULL,
    given_by_id uuid NOT NULL,
    given_at timestamp with time zone NOT NULL,
    order_id uuid NOT NULL,
    CONSTRAINT catalogue_legal_opinion_round_check CHECK ((round >= 0)),
    CONSTRAINT legal_opinion_objects_with_reason CHECK (((NOT ((verdict)::text = 'object'::text)) OR (NOT ((opinion)::text = ''::text))))
);
ALTER TABLE public.catalogue_legal_opinion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_legal_opinion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_life_step (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    name character varying(40) NOT NULL,
    words character varying(20)[] NOT NULL,
    topic_id character varying(40) NOT NULL,
    CONSTRAINT catalogue_life_step_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.catalogue_life_step ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_life_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_material_use (
    id uuid NOT NULL,
    key character varying(40) NOT NULL,
    name character varying(300) NOT NULL,
    plain_name character varying(300) NOT NULL,
    is_obtainable boolean NOT NULL,
    base_item_id uuid NOT NULL,
    evidence_type_id uuid
);
CREATE TABLE public.catalogue_open_case (
    case_id uuid NOT NULL,
    version_id uuid NOT NULL
);
CREATE TABLE public.catalogue_outside_service (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    institution character varying(12) NOT NULL,
    owner_name character varying(100) NOT NULL,
    title character varying(100) NOT NULL,
    summary character varying(300) NOT NULL,
    url character varying(500) NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(300) NOT NULL,
    health character varying(8) NOT NULL,
    found character varying(20) NOT NULL,
    failures smallint NOT NULL,
    proposed_by_id uuid,
    decided_by_id uuid,
    proposed_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    checked_at timestamp with time zone,
    check_after timestamp with time zone,
    department_id uuid NOT NULL,
    topic_id character varying(40) NOT NULL,
    also_called character varying(200) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT catalogue_outside_service_failures_check CHECK ((failures >= 0)),
    CONSTRAINT outside_approved_by_somebody_else CHECK (((NOT ((state)::text = 'approved'::text)) OR (proposed_by_id IS NULL) OR (NOT ((decided_by_id = proposed_by_id) AND (decided_by_id IS NOT NULL) AND (proposed_by_id IS NOT NULL))))),
    CONSTRAINT outside_region_shape CHECK (((region_code)::text ~ '^[0-9]{12}$'::text)),
    CONSTRAINT outside_state_known CHECK (((state)::text = ANY ((ARRAY['proposed'::character varying, 'approved'::character varying, 'refused'::character varying, 'retired'::character varying])::text[]))),
    CONSTRAINT outside_url_is_https CHECK (((url)::text ~~ 'https://%'::text))
);
CREATE TABLE public.catalogue_outside_task (
    outside_id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    found character varying(20) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    reopened smallint NOT NULL,
    seen_by_id uuid,
    seen_at timestamp with time zone,
    closed_at timestamp with time zone,
    closed_as character varying(8) NOT NULL,
    department_id uuid NOT NULL,
    CONSTRAINT catalogue_outside_task_reopened_check CHECK ((reopened >= 0)),
    CONSTRAINT outside_task_closed_says_why CHECK (((((closed_as)::text = ''::text) AND (closed_at IS NULL)) OR (((closed_as)::text = ANY ((ARRAY['alive'::character varying, 'retired'::character varying])::text[])) AND (closed_at IS NOT NULL)))),
    CONSTRAINT outside_task_seen_by_somebody CHECK ((((seen_at IS NULL) AND (seen_by_id IS NULL)) OR ((seen_at IS NOT NULL) AND (seen_by_id IS NOT NULL))))
);
CREATE TABLE public.catalogue_own_element (
    id uuid NOT NULL,
    layer character varying(8) NOT NULL,
    element character varying(60) NOT NULL,
    code character varying(31) NOT NULL,
    region_code character varying(12) NOT NULL,
    department_id uuid,
    state character varying(10) NOT NULL,
    is_bare boolean NOT NULL,
    is_new boolean NOT NULL,
    changed_at timestamp with time zone,
    base_item_id uuid,
    implementation_id uuid,
    CONSTRAINT own_element_has_one_target CHECK ((((base_item_id IS NOT NULL) AND (implementation_id IS NULL)) OR ((base_item_id IS NULL) AND (implementation_id IS NOT NULL)))),
    CONSTRAINT own_element_state_known CHECK (((state)::text = ANY ((ARRAY['own'::character varying, 'clash'::character varying, 'withdrawn'::character varying])::text[])))
);
CREATE TABLE public.catalogue_past_text (
    id uuid NOT NULL,
    revision integer NOT NULL,
    content jsonb,
    form_code character varying(80) NOT NULL,
    process_code character varying(80) NOT NULL,
    replaced_by_id uuid NOT NULL,
    replaced_at timestamp with time zone NOT NULL,
    line_id uuid NOT NULL,
    CONSTRAINT catalogue_past_text_revision_check CHECK ((revision >= 0))
);
CREATE TABLE public.catalogue_region_figures (
    region_code character varying(12) NOT NULL,
    version bigint NOT NULL,
    lists integer NOT NULL,
    online integer NOT NULL,
    immediate integer NOT NULL,
    departments integer NOT NULL,
    CONSTRAINT catalogue_region_figures_departments_check CHECK ((departments >= 0)),
    CONSTRAINT catalogue_region_figures_immediate_check CHECK ((immediate >= 0)),
    CONSTRAINT catalogue_region_figures_lists_check CHECK ((lists >= 0)),
    CONSTRAINT catalogue_region_figures_online_check CHECK ((online >= 0)),
    CONSTRAINT catalogue_region_figures_version_check CHECK ((version >= 0))
);
CREATE TABLE public.catalogue_scenario (
    id uuid NOT NULL,
    number integer NOT NULL,
    state character varying(10) NOT NULL,
    content jsonb NOT NULL,
    content_sha256 character varying(64) NOT NULL,
    revision integer NOT NULL,
    editors uuid[] NOT NULL,
    published_by uuid,
    published_at timestamp with time zone,
    ended_at timestamp with time zone,
    base_item_id uuid NOT NULL,
    CONSTRAINT catalogue_scenario_number_check CHECK ((number >= 0)),
    CONSTRAINT catalogue_scenario_revision_check CHECK ((revision >= 0)),
    CONSTRAINT scenario_published_is_dated CHECK ((((published_at IS NULL) AND ((state)::text = 'draft'::text)) OR (published_at IS NOT NULL))),
    CONSTRAINT scenario_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'published'::character varying, 'withdrawn'::character varying])::text[])))
);
CREATE TABLE public.catalogue_search_change (
    id bigint NOT NULL,
    changed_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL
);
ALTER TABLE public.catalogue_search_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_search_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_search_entry (
    base_item_id uuid NOT NULL,
    base_version_id uuid NOT NULL,
    scope_code character varying(12) NOT NULL,
    name character varying(300) NOT NULL,
    item_type character varying(2) NOT NULL,
    is_applied_for boolean NOT NULL,
    audiences character varying(8)[] NOT NULL,
    themes character varying(16)[] NOT NULL,
    topics character varying(40)[] NOT NULL,
    popularity integer NOT NULL,
    words tsvector NOT NULL,
    CONSTRAINT catalogue_search_entry_popularity_check CHECK ((popularity >= 0))
);
CREATE TABLE public.catalogue_search_phrase (
    id bigint NOT NULL,
    phrase character varying(300) NOT NULL,
    kind character varying(8) NOT NULL,
    weight smallint NOT NULL,
    sound character varying(2000) NOT NULL,
    initials character varying(300) NOT NULL,
    base_item_id uuid NOT NULL,
    CONSTRAINT catalogue_search_phrase_weight_check CHECK ((weight >= 0)),
    CONSTRAINT search_phrase_weight CHECK (((weight >= 1) AND (weight <= 3)))
);
ALTER TABLE public.catalogue_search_phrase ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_search_phrase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_search_question (
    id bigint NOT NULL,
    question character varying(300) NOT NULL,
    answer text NOT NULL,
    words tsvector NOT NULL,
    base_item_id uuid NOT NULL
);
ALTER TABLE public.catalogue_search_question ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_search_question_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_search_sound (
    "character" character varying(1) NOT NULL,
    sound character varying(8) NOT NULL
);
CREATE TABLE public.catalogue_search_term (
    id bigint NOT NULL,
    term character varying(60) NOT NULL,
    words character varying(120) NOT NULL,
    weight smallint NOT NULL,
    CONSTRAINT catalogue_search_term_weight_check CHECK ((weight >= 0)),
    CONSTRAINT search_term_weight CHECK (((weight >= 1) AND (weight <= 3)))
);
ALTER TABLE public.catalogue_search_term ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_search_term_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_search_word (
    word character varying(40) NOT NULL,
    entries integer NOT NULL,
    articles integer NOT NULL,
    CONSTRAINT catalogue_search_word_articles_check CHECK ((articles >= 0)),
    CONSTRAINT catalogue_search_word_entries_check CHECK ((entries >= 0))
);
CREATE TABLE public.catalogue_sheet (
    id uuid NOT NULL,
    kind character varying(8) NOT NULL,
    layer character varying(8) NOT NULL,
    state character varying(10) NOT NULL,
    language character varying(12) NOT NULL,
    division_code character varying(12) NOT NULL,
    post_id uuid,
    sent_by_id uuid NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    moved_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    sha256 character varying(64) NOT NULL,
    size bigint NOT NULL,
    wanted jsonb NOT NULL,
    rows_done integer NOT NULL,
    rows_total integer NOT NULL,
    rows_changed integer NOT NULL,
    fault_count integer NOT NULL,
    faults jsonb NOT NULL,
    order_id uuid,
    CONSTRAINT catalogue_sheet_fault_count_check CHECK ((fault_count >= 0)),
    CONSTRAINT catalogue_sheet_rows_changed_check CHECK ((rows_changed >= 0)),
    CONSTRAINT catalogue_sheet_rows_done_check CHECK ((rows_done >= 0)),
    CONSTRAINT catalogue_sheet_rows_total_check CHECK ((rows_total >= 0)),
    CONSTRAINT catalogue_sheet_size_check CHECK ((size >= 0)),
    CONSTRAINT sheet_refused_has_faults CHECK (((NOT ((state)::text = 'refused'::text)) OR (fault_count > 0))),
    CONSTRAINT sheet_state_known CHECK ((((kind)::text = ANY ((ARRAY['import'::character varying, 'export'::character varying])::text[])) AND ((state)::text = ANY ((ARRAY['waiting'::character varying, 'working'::character varying, 'checked'::character varying, 'refused'::character varying, 'applying'::character varying, 'applied'::character varying, 'ready'::character varying, 'cancelled'::character varying])::text[]))))
);
CREATE TABLE public.catalogue_sheet_change (
    id bigint NOT NULL,
    number integer NOT NULL,
    item_id uuid NOT NULL,
    version_id uuid NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(300) NOT NULL,
    content jsonb NOT NULL,
    form_code character varying(80) NOT NULL,
    process_code character varying(80) NOT NULL,
    sentences jsonb NOT NULL,
    sheet_id uuid NOT NULL,
    CONSTRAINT catalogue_sheet_change_number_check CHECK ((number >= 0))
);
ALTER TABLE public.catalogue_sheet_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_sheet_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_sheet_part (
    id bigint NOT NULL,
    number integer NOT NULL,
    content bytea NOT NULL,
    sheet_id uuid NOT NULL,
    CONSTRAINT catalogue_sheet_part_number_check CHECK ((number >= 0))
);
ALTER TABLE public.catalogue_sheet_part ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_sheet_part_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_sitemap_part (
    number integer NOT NULL,
    first_code character varying(31) NOT NULL,
    last_code character varying(31) NOT NULL,
    lists integer NOT NULL,
    built_at timestamp with time zone NOT NULL,
    CONSTRAINT catalogue_sitemap_part_lists_check CHECK ((lists >= 0)),
    CONSTRAINT catalogue_sitemap_part_number_check CHECK ((number >= 0)),
    CONSTRAINT sitemap_part_in_order CHECK ((((last_code)::text = ''::text) OR ((last_code)::text >= (first_code)::text)))
);
CREATE TABLE public.catalogue_standard_index (
    id bigint NOT NULL,
    day date NOT NULL,
    scope character varying(10) NOT NULL,
    key character varying(36) NOT NULL,
    name character varying(200) NOT NULL,
    region_code character varying(12) NOT NULL,
    lists integer NOT NULL,
    high integer NOT NULL,
    medium integer NOT NULL,
    low integer NOT NULL,
    findings integer NOT NULL,
    hundredths smallint NOT NULL,
    CONSTRAINT catalogue_standard_index_findings_check CHECK ((findings >= 0)),
    CONSTRAINT catalogue_standard_index_high_check CHECK ((high >= 0)),
    CONSTRAINT catalogue_standard_index_hundredths_check CHECK ((hundredths >= 0)),
    CONSTRAINT catalogue_standard_index_lists_check CHECK ((lists >= 0)),
    CONSTRAINT catalogue_standard_index_low_check CHECK ((low >= 0)),
    CONSTRAINT catalogue_standard_index_medium_check CHECK ((medium >= 0)),
    CONSTRAINT standard_index_in_bounds CHECK (((hundredths <= 10000) AND (high <= lists) AND (medium <= lists) AND (low <= lists)))
);
ALTER TABLE public.catalogue_standard_index ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_standard_index_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_standing (
    implementation_id uuid NOT NULL,
    version_id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    department_id uuid NOT NULL,
    is_rated boolean NOT NULL,
    can_apply_online boolean NOT NULL,
    is_prefilled boolean NOT NULL,
    is_paid_online boolean NOT NULL,
    is_delivered boolean NOT NULL,
    is_unseen boolean NOT NULL,
    is_by_rule boolean NOT NULL,
    recent_cases integer NOT NULL,
    recent_online integer NOT NULL,
    recent_decided integer NOT NULL,
    recent_on_time integer NOT NULL,
    recent_by_rule integer NOT NULL,
    stars smallint GENERATED ALWAYS AS (
CASE
    WHEN (NOT is_rated) THEN NULL::integer
    WHEN (NOT can_apply_online) THEN 1
    WHEN (can_apply_online AND ((is_paid_online AND is_prefilled) OR (is_delivered AND is_prefilled) OR (is_prefilled AND is_unseen) OR (is_delivered AND is_paid_online) OR (is_paid_online AND is_unseen) OR (is_delivered AND is_unseen)) AND (recent_cases >= 5) AND (recent_decided >= 1) AND (recent_on_time < ((recent_decided * 9) / 10))) THEN 3
    WHEN (can_apply_online AND is_delivered AND is_paid_online AND is_prefilled AND is_unseen AND is_by_rule AND (recent_cases >= 5) AND (recent_online >= ((recent_cases * 8) / 10)) AND (recent_on_time >= recent_decided)) THEN 5
    WHEN (can_apply_online AND is_delivered AND is_paid_online AND is_prefilled AND is_unseen) THEN 4
    WHEN (can_apply_online AND ((is_paid_online AND is_prefilled) OR (is_delivered AND is_prefilled) OR (is_prefilled AND is_unseen) OR (is_delivered AND is_paid_online) OR (is_paid_online AND is_unseen) OR (is_delivered AND is_unseen))) THEN 3
    ELSE 2
END) STORED,
    CONSTRAINT catalogue_standing_recent_by_rule_check CHECK ((recent_by_rule >= 0)),
    CONSTRAINT catalogue_standing_recent_cases_check CHECK ((recent_cases >= 0)),
    CONSTRAINT catalogue_standing_recent_decided_check CHECK ((recent_decided >= 0)),
    CONSTRAINT catalogue_standing_recent_on_time_check CHECK ((recent_on_time >= 0)),
    CONSTRAINT catalogue_standing_recent_online_check CHECK ((recent_online >= 0))
);
CREATE TABLE public.catalogue_synonym (
    id uuid NOT NULL,
    scope_code character varying(12) NOT NULL,
    phrase character varying(60) NOT NULL,
    words character varying(120) NOT NULL,
    weight smallint NOT NULL,
    state character varying(12) NOT NULL,
    drafted_by_id uuid NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    published_by_id uuid,
    published_at timestamp with time zone,
    withdrawn_by_id uuid,
    withdrawn_at timestamp with time zone,
    base_item_id uuid,
    CONSTRAINT catalogue_synonym_weight_check CHECK ((weight >= 0)),
    CONSTRAINT synonym_of_an_item_or_of_words CHECK ((((base_item_id IS NOT NULL) AND ((words)::text = ''::text)) OR ((base_item_id IS NULL) AND (NOT ((words)::text = ''::text))))),
    CONSTRAINT synonym_published_by_another CHECK (((published_by_id IS NULL) OR (NOT ((published_by_id = drafted_by_id) AND (published_by_id IS NOT NULL))))),
    CONSTRAINT synonym_published_has_a_publisher CHECK (((NOT ((state)::text = 'published'::text)) OR ((published_at IS NOT NULL) AND (published_by_id IS NOT NULL)))),
    CONSTRAINT synonym_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'published'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT synonym_weight CHECK (((weight >= 1) AND (weight <= 3)))
);
CREATE TABLE public.catalogue_theme (
    code character varying(16) NOT NULL,
    audience character varying(8) NOT NULL,
    name character varying(40) NOT NULL,
    "position" smallint NOT NULL,
    CONSTRAINT catalogue_theme_position_check CHECK (("position" >= 0))
);
CREATE TABLE public.catalogue_theme_topic (
    id bigint NOT NULL,
    theme_id character varying(16) NOT NULL,
    topic_id character varying(40) NOT NULL
);
ALTER TABLE public.catalogue_theme_topic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_theme_topic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalogue_topic (
    code character varying(40) NOT NULL,
    name character varying(40) NOT NULL,
    icon character varying(40) NOT NULL,
    "position" smallint NOT NULL,
    is_confirmed boolean NOT NULL,
    CONSTRAINT catalogue_topic_position_check CHECK (("position" >= 0))
);
CREATE TABLE public.catalogue_unanswered_query (
    id uuid NOT NULL,
    text character varying(40) NOT NULL,
    times integer NOT NULL,
    first_on date NOT NULL,
    last_on date NOT NULL,
    seekers character varying(64)[] NOT NULL,
    state character varying(8) NOT NULL,
    closed_by_id uuid,
    closed_at timestamp with time zone,
    CONSTRAINT catalogue_unanswered_query_times_check CHECK ((times >= 0)),
    CONSTRAINT unanswered_query_seekers_until_two CHECK ((((state)::text = 'once'::text) OR (seekers = '{}'::character varying(64)[]))),
    CONSTRAINT unanswered_query_state_known CHECK (((state)::text = ANY ((ARRAY['once'::character varying, 'open'::character varying, 'answered'::character varying, 'none'::character varying])::text[]))),
    CONSTRAINT unanswered_query_without_digits CHECK ((NOT ((text)::text ~ '[0-9]'::text)))
);
CREATE TABLE public.catalogue_unsaid_material (
    id uuid NOT NULL,
    key character varying(40) NOT NULL,
    base_item_id uuid NOT NULL
);
CREATE TABLE public.catalogue_window_brand (
    region_code character varying(12) NOT NULL,
    title character varying(40) NOT NULL,
    slogan character varying(80) NOT NULL,
    colour character varying(12) NOT NULL,
    revision integer NOT NULL,
    changed_by_id uuid,
    changed_at timestamp with time zone NOT NULL,
    emblem_id uuid,
    CONSTRAINT catalogue_window_brand_revision_check CHECK ((revision >= 0)),
    CONSTRAINT window_brand_colour_known CHECK (((colour)::text = ANY ((ARRAY['celadon'::character varying, 'indigo'::character varying, 'cinnabar'::character varying, 'bamboo'::character varying, 'plum'::character varying, 'ochre'::character varying])::text[]))),
    CONSTRAINT window_brand_has_a_title CHECK ((NOT ((title)::text = ''::text))),
    CONSTRAINT window_brand_region_shape CHECK (((region_code)::text ~ '^[0-9]{12}$'::text))
);
CREATE TABLE public.catalogue_window_notice (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    title character varying(100) NOT NULL,
    body text NOT NULL,
    state character varying(10) NOT NULL,
    written_by_id uuid,
    written_at timestamp with time zone NOT NULL,
    published_at timestamp with time zone,
    expires_on date,
    department_id uuid,
    CONSTRAINT window_notice_published_is_dated CHECK ((((state)::text = 'draft'::text) OR (published_at IS NOT NULL))),
    CONSTRAINT window_notice_region_shape CHECK (((region_code)::text ~ '^[0-9]{12}$'::text)),
    CONSTRAINT window_notice_says_something CHECK (((NOT ((title)::text = ''::text)) AND (NOT (body = ''::text)))),
    CONSTRAINT window_notice_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'published'::character varying, 'withdrawn'::character varying])::text[])))
);
CREATE TABLE public.credit_event (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    person_id uuid NOT NULL,
    person_name character varying(200) NOT NULL,
    kind character varying(20) NOT NULL,
    case_id uuid NOT NULL,
    case_number character varying(32) NOT NULL,
    item_name character varying(300) NOT NULL,
    text text NOT NULL,
    written_by_id uuid,
    happened_at timestamp with time zone NOT NULL,
    expires_on date NOT NULL,
    repairable_on date NOT NULL,
    state character varying(8) NOT NULL,
    ended_at timestamp with time zone,
    department_id uuid NOT NULL,
    CONSTRAINT credit_event_ended_says_when CHECK ((((ended_at IS NULL) AND ((state)::text = 'active'::text)) OR ((NOT ((state)::text = 'active'::text)) AND (ended_at IS NOT NULL)))),
    CONSTRAINT credit_event_has_words CHECK ((NOT (text = ''::text)))
);
CREATE TABLE public.credit_request (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    kind character varying(10) NOT NULL,
    words text NOT NULL,
    filed_by_id uuid NOT NULL,
    filed_at timestamp with time zone NOT NULL,
    answer_due_on date NOT NULL,
    state character varying(8) NOT NULL,
    answer text NOT NULL,
    decided_by_id uuid,
    decided_by_name character varying(100) NOT NULL,
    decided_at timestamp with time zone,
    event_id uuid NOT NULL,
    CONSTRAINT credit_request_decided_says_why CHECK ((((state)::text = 'filed'::text) OR ((NOT (answer = ''::text)) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT credit_request_has_words CHECK ((NOT (words = ''::text)))
);
CREATE TABLE public.delivery_carrier (
    name character varying(40) NOT NULL,
    last_callback_at timestamp with time zone,
    last_answer_at timestamp with time zone,
    last_failure_at timestamp with time zone,
    failures integer NOT NULL,
    refused bigint NOT NULL,
    refused_untold integer NOT NULL,
    refusal_told_at timestamp with time zone,
    last_refusal character varying(10) NOT NULL,
    CONSTRAINT delivery_carrier_failures_check CHECK ((failures >= 0)),
    CONSTRAINT delivery_carrier_refused_check CHECK ((refused >= 0)),
    CONSTRAINT delivery_carrier_refused_untold_check CHECK ((refused_untold >= 0))
);
CREATE TABLE public.delivery_event (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    carrier character varying(40) NOT NULL,
    event_id character varying(80) NOT NULL,
    happening character varying(12) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone NOT NULL,
    via character varying(10) NOT NULL,
    place character varying(100) NOT NULL,
    note character varying(200) NOT NULL,
    is_news boolean NOT NULL,
    parcel_id uuid NOT NULL
);
CREATE TABLE public.delivery_parcel (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    department_id uuid NOT NULL,
    subject_type character varying(20) NOT NULL,
    subject_id uuid NOT NULL,
    subject_number character varying(40) NOT NULL,
    subject_name character varying(300) NOT NULL,
    person_id uuid NOT NULL,
    mandate_id uuid,
    leg character varying(12) NOT NULL,
    payer character varying(12) NOT NULL,
    carrier character varying(40) NOT NULL,
    order_number character varying(32) NOT NULL,
    waybill character varying(40) NOT NULL,
    contents character varying(200) NOT NULL,
    weight_grams integer NOT NULL,
    price_fen bigint,
    sender_cipher bytea NOT NULL,
    recipient_cipher bytea NOT NULL,
    pickup_from timestamp with time zone,
    pickup_until timestamp with time zone,
    state character varying(12) NOT NULL,
    code_hash character varying(64) NOT NULL,
    code_attempts smallint NOT NULL,
    proof character varying(12) NOT NULL,
    signed_by character varying(12) NOT NULL,
    fail_reason character varying(16) NOT NULL,
    attempts smallint NOT NULL,
    stored_until date,
    compensation_fen bigint,
    refusal character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    booked_at timestamp with time zone,
    last_event_at timestamp with time zone,
    received_at timestamp with time zone,
    ended_at timestamp with time zone,
    booking_tries smallint NOT NULL,
    booking_next_at timestamp with time zone,
    poll_next_at timestamp with time zone,
    label_printed_at timestamp with time zone,
    photo_id uuid,
    is_label_stale boolean DEFAULT false NOT NULL,
    silence_told_at timestamp with time zone,
    redirect_asked_at timestamp with time zone,
    redirect_calls smallint DEFAULT 0 NOT NULL,
    redirect_cipher bytea,
    redirect_next_at timestamp with time zone,
    redirect_number smallint DEFAULT 0 NOT NULL,
    redirect_reason character varying(200) DEFAULT ''::character varying NOT NULL,
    redirect_state character varying(8) DEFAULT ''::character varying NOT NULL,
    redirect_unheard smallint DEFAULT 0 NOT NULL,
    cancel_asked_at timestamp with time zone,
    cancel_calls smallint DEFAULT 0 NOT NULL,
    cancel_is_unheard boolean DEFAULT false NOT NULL,
    cancel_next_at timestamp with time zone,
    cancel_reason character varying(200) DEFAULT ''::character varying NOT NULL,
    cancel_state character varying(8) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT delivery_parcel_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT delivery_parcel_booking_tries_check CHECK ((booking_tries >= 0)),
    CONSTRAINT delivery_parcel_cancel_calls_check CHECK ((cancel_calls >= 0)),
    CONSTRAINT delivery_parcel_code_attempts_check CHECK ((code_attempts >= 0)),
    CONSTRAINT delivery_parcel_compensation_fen_check CHECK ((compensation_fen >= 0)),
    CONSTRAINT delivery_parcel_price_fen_check CHECK ((price_fen >= 0)),
    CONSTRAINT delivery_parcel_redirect_calls_check CHECK ((redirect_calls >= 0)),
    CONSTRAINT delivery_parcel_redirect_number_check CHECK ((redirect_number >= 0)),
    CONSTRAINT delivery_parcel_redirect_unheard_check CHECK ((redirect_unheard >= 0)),
    CONSTRAINT delivery_parcel_weight_grams_check CHECK ((weight_grams >= 0)),
    CONSTRAINT parcel_cancel_known CHECK (((cancel_state)::text = ANY ((ARRAY[''::character varying, 'waiting'::character varying, 'done'::character varying, 'refused'::character varying, 'unclear'::character varying, 'late'::character varying])::text[]))),
    CONSTRAINT parcel_cancel_says_when CHECK (((NOT ((cancel_state)::text = 'waiting'::text)) OR ((cancel_asked_at IS NOT NULL) AND (cancel_next_at IS NOT NULL)))),
    CONSTRAINT parcel_code_tries_limited CHECK ((code_attempts <= 5)),
    CONSTRAINT parcel_on_the_way_has_a_waybill CHECK ((((state)::text = ANY ((ARRAY['prepared'::character varying, 'cancelled'::character varying])::text[])) OR (NOT ((waybill)::text = ''::text)))),
    CONSTRAINT parcel_received_says_when CHECK (((NOT ((state)::text = 'received'::text)) OR (received_at IS NOT NULL))),
    CONSTRAINT parcel_redirect_known CHECK (((redirect_state)::text = ANY ((ARRAY[''::character varying, 'waiting'::character varying, 'done'::character varying, 'refused'::character varying, 'unclear'::character varying, 'late'::character varying])::text[]))),
    CONSTRAINT parcel_redirect_says_where CHECK (((NOT ((redirect_state)::text = 'waiting'::text)) OR ((redirect_asked_at IS NOT NULL) AND (redirect_cipher IS NOT NULL) AND (redirect_next_at IS NOT NULL)))),
    CONSTRAINT parcel_state_known CHECK (((state)::text = ANY ((ARRAY['prepared'::character varying, 'booked'::character varying, 'collected'::character varying, 'moving'::character varying, 'out'::character varying, 'failed'::character varying, 'stored'::character varying, 'received'::character varying, 'returning'::character varying, 'returned'::character varying, 'handed_out'::character varying, 'lost'::character varying, 'damaged'::character varying, 'cancelled'::character varying])::text[])))
);
CREATE TABLE public.delivery_payer_rule (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    department_id uuid NOT NULL,
    leg character varying(12) NOT NULL,
    payer character varying(12) NOT NULL,
    set_at timestamp with time zone NOT NULL
);
CREATE TABLE public.delivery_sandbox_order (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    carrier character varying(40) NOT NULL,
    order_number character varying(32) NOT NULL,
    waybill character varying(40) NOT NULL,
    plan jsonb NOT NULL,
    told jsonb NOT NULL,
    is_cancelled boolean NOT NULL,
    next_at timestamp with time zone,
    redirected_as character varying(40) DEFAULT ''::character varying NOT NULL
);
CREATE TABLE public.delivery_service_address (
    id uuid NOT NULL,
    applicant_id uuid NOT NULL,
    address_cipher bytea NOT NULL,
    text_sha256 character varying(64) NOT NULL,
    given_by_id uuid NOT NULL,
    given_at timestamp with time zone NOT NULL,
    ended_by_id uuid,
    ended_at timestamp with time zone
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.documents_counter (
    id bigint NOT NULL,
    region_code character varying(12) NOT NULL,
    kind character varying(20) NOT NULL,
    year smallint NOT NULL,
    last_serial integer NOT NULL,
    department_id uuid NOT NULL,
    CONSTRAINT documents_counter_last_serial_check CHECK ((last_serial >= 0)),
    CONSTRAINT documents_counter_year_check CHECK ((year >= 0))
);
ALTER TABLE public.documents_counter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_counter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.documents_file (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    sha256 character varying(64) NOT NULL,
    size bigint NOT NULL,
    kind character varying(8) NOT NULL,
    media_type character varying(100) NOT NULL,
    name character varying(120) NOT NULL,
    owner_account_id uuid,
    owner_client_id character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    scan_state character varying(8) NOT NULL,
    scanned_at timestamp with time zone,
    checked_at timestamp with time zone,
    damaged_at timestamp with time zone,
    CONSTRAINT documents_file_size_check CHECK ((size >= 0)),
    CONSTRAINT file_kind_known CHECK (((kind)::text = ANY ((ARRAY['pdf'::character varying, 'jpeg'::character varying, 'png'::character varying, 'ofd'::character varying, 'docx'::character varying, 'xlsx'::character varying, 'zip'::character varying, 'dwg'::character varying, 'mp4'::character varying])::text[]))),
    CONSTRAINT file_not_empty CHECK ((size > 0)),
    CONSTRAINT file_scan_state_known CHECK (((scan_state)::text = ANY ((ARRAY['off'::character varying, 'pending'::character varying, 'clean'::character varying, 'infected'::character varying])::text[]))),
    CONSTRAINT file_scanned_says_when CHECK (((NOT ((scan_state)::text = ANY ((ARRAY['clean'::character varying, 'infected'::character varying])::text[]))) OR (scanned_at IS NOT NULL))),
    CONSTRAINT file_sha256_shape CHECK (((sha256)::text ~ '^[0-9a-f]{64}$'::text))
);
CREATE TABLE public.documents_issued (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    kind character varying(20) NOT NULL,
    year smallint NOT NULL,
    serial integer,
    number character varying(60) NOT NULL,
    title character varying(100) NOT NULL,
    subject_type character varying(20) NOT NULL,
    subject_id uuid NOT NULL,
    data jsonb NOT NULL,
    content_sha256 character varying(64) NOT NULL,
    verification_code character varying(16) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    rendered_at timestamp with time zone,
    department_id uuid NOT NULL,
    file_id uuid,
    is_fallback boolean DEFAULT false NOT NULL,
    template_version_id uuid,
    CONSTRAINT document_is_numbered CHECK ((NOT ((number)::text = ''::text))),
    CONSTRAINT document_kind_known CHECK (((kind)::text = ANY ((ARRAY['application'::character varying, 'receipt'::character varying, 'acceptance'::character varying, 'correction'::character varying, 'not_accepted'::character varying, 'not_competent'::character varying, 'special_procedure'::character varying, 'extension'::character varying, 'site_check'::character varying, 'commitment'::character varying, 'granted'::character varying, 'refused'::character varying, 'termination'::character varying, 'measure_notice'::character varying, 'measure_decision'::character varying, 'unaccepted'::character varying, 'originals_mismatch'::character varying, 'correction_order'::character varying, 'promise_broken'::character varying, 'service_record'::character varying, 'certificate'::character varying, 'party_rights'::character varying, 'party_decision'::character varying])::text[]))),
    CONSTRAINT document_rendered_has_a_file CHECK ((((file_id IS NULL) AND (rendered_at IS NULL)) OR ((file_id IS NOT NULL) AND (rendered_at IS NOT NULL)))),
    CONSTRAINT documents_issued_serial_check CHECK ((serial >= 0)),
    CONSTRAINT documents_issued_year_check CHECK ((year >= 0))
);
CREATE TABLE public.documents_language_wish (
    id uuid NOT NULL,
    applicant_id uuid NOT NULL,
    subject_id uuid,
    language character varying(12) NOT NULL,
    wished_at character varying(12) NOT NULL,
    stated_by_id uuid NOT NULL,
    stated_at timestamp with time zone NOT NULL,
    CONSTRAINT language_wish_place_known CHECK (((wished_at)::text = ANY ((ARRAY['account'::character varying, 'application'::character varying, 'counter'::character varying])::text[])))
);
CREATE TABLE public.documents_logo (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    number integer NOT NULL,
    state character varying(10) NOT NULL,
    name character varying(60) NOT NULL,
    content bytea NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    content_sha256 character varying(64) NOT NULL,
    source_sha256 character varying(64) NOT NULL,
    proposed_by_id uuid NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    published_by_id uuid,
    published_at timestamp with time zone,
    ended_by_id uuid,
    ended_at timestamp with time zone,
    end_reason character varying(500) NOT NULL,
    department_id uuid NOT NULL,
    CONSTRAINT documents_logo_height_check CHECK ((height >= 0)),
    CONSTRAINT documents_logo_number_check CHECK ((number >= 0)),
    CONSTRAINT documents_logo_width_check CHECK ((width >= 0)),
    CONSTRAINT logo_end_has_reason CHECK (((ended_at IS NULL) OR (NOT ((end_reason)::text = ''::text)))),
    CONSTRAINT logo_live_is_published CHECK (((NOT ((state)::text = ANY ((ARRAY['published'::character varying, 'withdrawn'::character varying])::text[]))) OR (published_at IS NOT NULL))),
    CONSTRAINT logo_state_known CHECK (((state)::text = ANY ((ARRAY['proposed'::character varying, 'published'::character varying, 'returned'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT logo_two_people CHECK (((published_at IS NULL) OR ((published_by_id IS NOT NULL) AND (NOT ((proposed_by_id = published_by_id) AND (published_by_id IS NOT NULL))))))
);
CREATE TABLE public.documents_service (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    recipient_id uuid NOT NULL,
    group_id uuid NOT NULL,
    way character varying(12) NOT NULL,
    state character varying(8) NOT NULL,
    sent_on date NOT NULL,
    servers character varying(60)[] NOT NULL,
    receiver character varying(12) NOT NULL,
    receiver_name character varying(60) NOT NULL,
    place character varying(200) NOT NULL,
    through character varying(100) NOT NULL,
    transmitter character varying(12) NOT NULL,
    tracking_number character varying(40) NOT NULL,
    announced_in character varying(200) NOT NULL,
    ground character varying(12) NOT NULL,
    is_abroad boolean DEFAULT false NOT NULL,
    reason character varying(500) NOT NULL,
    witnesses character varying(60)[] NOT NULL,
    note character varying(500) NOT NULL,
    due_on date,
    served_on date,
    served_at timestamp with time zone,
    article character varying(60) NOT NULL,
    confirmed_at timestamp with time zone,
    recorded_by_id uuid,
    recorded_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    document_id uuid NOT NULL,
    proof_id uuid,
    consent_id uuid,
    translations uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    CONSTRAINT service_electronic_has_consent CHECK (((NOT ((way)::text = 'electronic'::text)) OR (consent_id IS NOT NULL))),
    CONSTRAINT service_served_has_a_day CHECK (((NOT ((state)::text = 'served'::text)) OR ((served_on IS NOT NULL) AND (NOT ((article)::text = ''::text))))),
    CONSTRAINT service_way_known CHECK (((way)::text = ANY ((ARRAY['direct'::character varying, 'leaving'::character varying, 'electronic'::character varying, 'post'::character varying, 'entrusted'::character varying, 'transmitted'::character varying, 'notice'::character varying])::text[])))
);
CREATE TABLE public.documents_service_consent (
    id uuid NOT NULL,
    applicant_id uuid NOT NULL,
    given_by_id uuid NOT NULL,
    given_at timestamp with time zone NOT NULL,
    text_sha256 character varying(64) NOT NULL,
    ended_by_id uuid,
    ended_at timestamp with time zone
);
CREATE TABLE public.documents_template (
    id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    language character varying(12) NOT NULL,
    region_code character varying(12) NOT NULL,
    item_code character varying(40) NOT NULL,
    created_by_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    department_id uuid,
    CONSTRAINT template_kind_known CHECK (((kind)::text = ANY ((ARRAY['application'::character varying, 'receipt'::character varying, 'acceptance'::character varying, 'correction'::character varying, 'not_accepted'::character varying, 'not_competent'::character varying, 'special_procedure'::character varying, 'extension'::character varying, 'site_check'::character varying, 'commitment'::character varying, 'granted'::character varying, 'refused'::character varying, 'termination'::character varying, 'measure_notice'::character varying, 'measure_decision'::character varying, 'unaccepted'::character varying, 'originals_mismatch'::character varying, 'correction_order'::character varying, 'promise_broken'::character varying, 'service_record'::character varying, 'certificate'::character varying, 'party_rights'::character varying, 'party_decision'::character varying])::text[]))),
    CONSTRAINT template_language_is_a_tag CHECK (((language)::text ~ '^[a-z]{2,3}(-[a-z0-9]{2,8})*$'::text))
);
CREATE TABLE public.documents_template_version (
    id uuid NOT NULL,
    number integer NOT NULL,
    state character varying(10) NOT NULL,
    source text NOT NULL,
    blocks jsonb NOT NULL,
    note character varying(200) NOT NULL,
    effective_on date NOT NULL,
    content_sha256 character varying(64) NOT NULL,
    revision integer NOT NULL,
    editors uuid[] NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    proposed_by_id uuid,
    proposed_at timestamp with time zone,
    published_by_id uuid,
    published_at timestamp with time zone,
    ended_by_id uuid,
    ended_at timestamp with time zone,
    end_reason text NOT NULL,
    template_id uuid NOT NULL,
    CONSTRAINT documents_template_version_number_check CHECK ((number >= 0)),
    CONSTRAINT documents_template_version_revision_check CHECK ((revision >= 0)),
    CONSTRAINT template_version_end_has_reason CHECK (((ended_at IS NULL) OR (NOT (end_reason = ''::text)))),
    CONSTRAINT template_version_live_is_published CHECK (((NOT ((state)::text = ANY ((ARRAY['published'::character varying, 'withdrawn'::character varying])::text[]))) OR (published_at IS NOT NULL))),
    CONSTRAINT template_version_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'proposed'::character varying, 'published'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT template_version_two_people CHECK (((published_at IS NULL) OR ((proposed_by_id IS NOT NULL) AND (published_by_id IS NOT NULL) AND (NOT ((proposed_by_id = published_by_id) AND (proposed_by_id IS NOT NULL) AND (published_by_id IS NOT NULL))))))
);
CREATE TABLE public.documents_translation (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    language character varying(12) NOT NULL,
    state character varying(8) NOT NULL,
    title character varying(100) NOT NULL,
    verification_code character varying(16) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    rendered_at timestamp with time zone,
    document_id uuid NOT NULL,
    file_id uuid,
    template_version_id uuid,
    CONSTRAINT translation_ready_has_a_file CHECK ((((file_id IS NOT NULL) AND ((state)::text = 'ready'::text)) OR ((NOT ((state)::text = 'ready'::text)) AND (file_id IS NULL)))),
    CONSTRAINT translation_state_known CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'ready'::character varying, 'lacking'::character varying, 'failed'::character varying])::text[])))
);
CREATE TABLE public.evaluations_authorship (
    evaluation_id uuid NOT NULL,
    invitation_id uuid NOT NULL,
    case_id uuid,
    applicant_id uuid,
    received_at timestamp with time zone NOT NULL
);
CREATE TABLE public.evaluations_correction (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    item_name character varying(300) NOT NULL,
    level smallint NOT NULL,
    state character varying(16) NOT NULL,
    opened_on date NOT NULL,
    contact_due_on date NOT NULL,
    correct_due_on date NOT NULL,
    contacted_on date,
    corrected_on date,
    moved_on date NOT NULL,
    rejection_asked_by uuid,
    rejection_judged_by uuid,
    reported smallint NOT NULL,
    department_id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    CONSTRAINT correction_of_a_bad_review CHECK ((level >= 4)),
    CONSTRAINT correction_rejected_by_two CHECK (((rejection_judged_by IS NULL) OR (NOT ((rejection_judged_by = rejection_asked_by) AND (rejection_judged_by IS NOT NULL) AND (rejection_asked_by IS NOT NULL))))),
    CONSTRAINT evaluations_correction_level_check CHECK ((level >= 0)),
    CONSTRAINT evaluations_correction_reported_check CHECK ((reported >= 0))
);
CREATE TABLE public.evaluations_correction_step (
    id uuid NOT NULL,
    action character varying(20) NOT NULL,
    outcome character varying(12) NOT NULL,
    level smallint,
    note character varying(1000) NOT NULL,
    staff_id uuid,
    by_name character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    correction_id uuid NOT NULL,
    CONSTRAINT evaluations_correction_step_level_check CHECK ((level >= 0))
);
CREATE TABLE public.evaluations_evaluation (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    item_code character varying(40) NOT NULL,
    item_name character varying(300) NOT NULL,
    moment character varying(8) NOT NULL,
    channel smallint NOT NULL,
    level smallint NOT NULL,
    aspects character varying(12)[] NOT NULL,
    text character varying(500) NOT NULL,
    wants_call boolean NOT NULL,
    received_on date NOT NULL,
    released_on date,
    department_id uuid NOT NULL,
    CONSTRAINT evaluation_has_one_of_five_levels CHECK ((level = ANY (ARRAY[1, 2, 3, 4, 5]))),
    CONSTRAINT evaluations_evaluation_channel_check CHECK ((channel >= 0)),
    CONSTRAINT evaluations_evaluation_level_check CHECK ((level >= 0))
);
CREATE TABLE public.evaluations_figure (
    id bigint NOT NULL,
    scope character varying(100) NOT NULL,
    channel smallint NOT NULL,
    month date NOT NULL,
    level_1 integer NOT NULL,
    level_2 integer NOT NULL,
    level_3 integer NOT NULL,
    level_4 integer NOT NULL,
    level_5 integer NOT NULL,
    CONSTRAINT evaluations_figure_channel_check CHECK ((channel >= 0)),
    CONSTRAINT evaluations_figure_level_1_check CHECK ((level_1 >= 0)),
    CONSTRAINT evaluations_figure_level_2_check CHECK ((level_2 >= 0)),
    CONSTRAINT evaluations_figure_level_3_check CHECK ((level_3 >= 0)),
    CONSTRAINT evaluations_figure_level_4_check CHECK ((level_4 >= 0)),
    CONSTRAINT evaluations_figure_level_5_check CHECK ((level_5 >= 0))
);
ALTER TABLE public.evaluations_figure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.evaluations_figure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.evaluations_invitation (
    id uuid NOT NULL,
    source_key character varying(80) NOT NULL,
    code_index bytea NOT NULL,
    region_code character varying(12) NOT NULL,
    item_code character varying(40) NOT NULL,
    item_name character varying(300) NOT NULL,
    moment character varying(8) NOT NULL,
    channel smallint NOT NULL,
    case_id uuid,
    applicant_id uuid,
    issued_at timestamp with time zone NOT NULL,
    expires_on date NOT NULL,
    used_on date,
    department_id uuid NOT NULL,
    CONSTRAINT evaluations_invitation_channel_check CHECK ((channel >= 0))
);
CREATE TABLE public.evaluations_reason (
    id bigint NOT NULL,
    region_code character varying(12) NOT NULL,
    department_id uuid NOT NULL,
    item_code character varying(40) NOT NULL,
    month date NOT NULL,
    kind character varying(8) NOT NULL,
    words character varying(40) NOT NULL,
    reviews integer NOT NULL,
    CONSTRAINT evaluations_reason_reviews_check CHECK ((reviews >= 0))
);
ALTER TABLE public.evaluations_reason ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.evaluations_reason_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.evaluations_text (
    evaluation_id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    department_id uuid NOT NULL,
    item_code character varying(40) NOT NULL,
    item_name character varying(300) NOT NULL,
    level smallint NOT NULL,
    month date NOT NULL,
    text character varying(500) NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(16) NOT NULL,
    queued_on date NOT NULL,
    judged_on date,
    judged_by uuid,
    CONSTRAINT evaluations_text_level_check CHECK ((level >= 0)),
    CONSTRAINT review_text_judged_by_somebody CHECK ((((state)::text = 'waiting'::text) OR (judged_by IS NOT NULL))),
    CONSTRAINT review_text_withheld_says_why CHECK (((NOT ((state)::text = 'withheld'::text)) OR (NOT ((reason)::text = ''::text))))
);
CREATE TABLE public.forms_form (
    id uuid NOT NULL,
    code character varying(60) NOT NULL,
    version integer NOT NULL,
    schema jsonb NOT NULL,
    published_at timestamp with time zone NOT NULL,
    CONSTRAINT forms_form_code CHECK (((code)::text ~ '^[a-z][a-z0-9-]*$'::text)),
    CONSTRAINT forms_form_counts_up CHECK ((version >= 1)),
    CONSTRAINT forms_form_version_check CHECK ((version >= 0))
);
CREATE TABLE public.foundation_calendar_day (
    day date NOT NULL,
    kind character varying(20) NOT NULL,
    name character varying(60) NOT NULL,
    year_id smallint NOT NULL,
    CONSTRAINT calendar_day_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['holiday'::character varying, 'makeup_workday'::character varying])::text[]))),
    CONSTRAINT calendar_day_lies_in_its_year CHECK (((year_id)::numeric = EXTRACT(year FROM day)))
);
CREATE TABLE public.foundation_calendar_year (
    year smallint NOT NULL,
    is_published boolean NOT NULL,
    source character varying(200) NOT NULL,
    content_hash character varying(64) NOT NULL,
    loaded_at timestamp with time zone NOT NULL,
    CONSTRAINT calendar_year_has_content_hash CHECK (((content_hash)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT calendar_year_is_plausible CHECK (((year >= 1949) AND (year <= 2199))),
    CONSTRAINT foundation_calendar_year_year_check CHECK ((year >= 0))
);
CREATE TABLE public.halls_appointment (
    id uuid NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    applicant_id uuid NOT NULL,
    shown_name character varying(60) NOT NULL,
    code character varying(12) NOT NULL,
    item_code character varying(40) NOT NULL,
    item_name character varying(300) NOT NULL,
    case_id uuid,
    draft_id uuid,
    state character varying(10) NOT NULL,
    held_until timestamp with time zone,
    made_at timestamp with time zone NOT NULL,
    reminded_at timestamp with time zone,
    hall_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    slot_id uuid NOT NULL,
    CONSTRAINT appointment_held_until_when CHECK (((NOT ((state)::text = 'held'::text)) OR (held_until IS NOT NULL)))
);
CREATE TABLE public.halls_counter (
    id uuid NOT NULL,
    number character varying(6) NOT NULL,
    name character varying(40) NOT NULL,
    is_open boolean NOT NULL,
    hall_id uuid NOT NULL,
    CONSTRAINT counter_has_a_number CHECK ((NOT ((number)::text = ''::text)))
);
CREATE TABLE public.halls_counter_skills (
    id bigint NOT NULL,
    counter_id uuid NOT NULL,
    skill_id uuid NOT NULL
);
ALTER TABLE public.halls_counter_skills ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.halls_counter_skills_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.halls_device (
    id uuid NOT NULL,
    kind character varying(6) NOT NULL,
    name character varying(40) NOT NULL,
    code bytea,
    code_until timestamp with time zone,
    secret bytea,
    secret_since timestamp with time zone,
    shown_at timestamp with time zone,
    secret_before bytea,
    made_at timestamp with time zone NOT NULL,
    enrolled_at timestamp with time zone,
    seen_at timestamp with time zone,
    revoked_at timestamp with time zone,
    revoked_why character varying(10) NOT NULL,
    hall_id uuid NOT NULL,
    CONSTRAINT device_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT device_revoked_knows_nothing CHECK ((((revoked_at IS NULL) AND ((revoked_why)::text = ''::text)) OR ((code IS NULL) AND (revoked_at IS NOT NULL) AND (secret IS NULL) AND (NOT ((revoked_why)::text = ''::text)))))
);
CREATE TABLE public.halls_hall (
    id uuid NOT NULL,
    division_code character varying(12) NOT NULL,
    name character varying(100) NOT NULL,
    kind character varying(10) NOT NULL,
    address character varying(200) NOT NULL,
    phone character varying(40) NOT NULL,
    directions character varying(300) NOT NULL,
    facilities jsonb NOT NULL,
    services jsonb NOT NULL,
    week jsonb NOT NULL,
    slot_minutes smallint NOT NULL,
    places_per_counter smallint NOT NULL,
    days_ahead smallint NOT NULL,
    takes_bookings boolean NOT NULL,
    is_generated boolean NOT NULL,
    CONSTRAINT hall_generated_has_no_address CHECK (((NOT is_generated) OR ((address)::text = ''::text))),
    CONSTRAINT hall_slots_are_sound CHECK (((slot_minutes >= 10) AND (slot_minutes <= 120) AND (places_per_counter >= 1) AND (places_per_counter <= 20) AND (days_ahead >= 1) AND (days_ahead <= 60))),
    CONSTRAINT halls_hall_days_ahead_check CHECK ((days_ahead >= 0)),
    CONSTRAINT halls_hall_places_per_counter_check CHECK ((places_per_counter >= 0)),
    CONSTRAINT halls_hall_slot_minutes_check CHECK ((slot_minutes >= 0))
);
CREATE TABLE public.halls_hall_day (
    id bigint NOT NULL,
    day date NOT NULL,
    periods jsonb NOT NULL,
    reason character varying(100) NOT NULL,
    hall_id uuid NOT NULL,
    CONSTRAINT hall_day_has_a_reason CHECK ((NOT ((reason)::text = ''::text)))
);
ALTER TABLE public.halls_hall_day ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.halls_hall_day_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.halls_kiosk_visit (
    id uuid NOT NULL,
    secret character varying(64) NOT NULL,
    pairing character varying(16) NOT NULL,
    person_id uuid,
    shown_name character varying(60) NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    hall_id uuid NOT NULL
);
CREATE TABLE public.halls_place (
    id bigint NOT NULL,
    seat smallint NOT NULL,
    appointment_id uuid,
    held_until timestamp with time zone,
    slot_id uuid NOT NULL,
    CONSTRAINT halls_place_seat_check CHECK ((seat >= 0)),
    CONSTRAINT place_is_held_for_somebody CHECK (((held_until IS NULL) OR (appointment_id IS NOT NULL)))
);
ALTER TABLE public.halls_place ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.halls_place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.halls_presence (
    id uuid NOT NULL,
    applicant_id uuid NOT NULL,
    code character varying(8) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    ticket_id uuid
);
CREATE TABLE public.halls_service_time (
    id bigint NOT NULL,
    hour smallint NOT NULL,
    median_seconds integer NOT NULL,
    samples integer NOT NULL,
    skill_id uuid NOT NULL,
    CONSTRAINT halls_service_time_hour_check CHECK ((hour >= 0)),
    CONSTRAINT halls_service_time_median_seconds_check CHECK ((median_seconds >= 0)),
    CONSTRAINT halls_service_time_samples_check CHECK ((samples >= 0)),
    CONSTRAINT service_time_hour CHECK ((hour <= 23))
);
ALTER TABLE public.halls_service_time ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.halls_service_time_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.halls_shift (
    id uuid NOT NULL,
    staff_id uuid NOT NULL,
    day date NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    is_paused boolean NOT NULL,
    called integer NOT NULL,
    served integer NOT NULL,
    seconds_served integer NOT NULL,
    booked_in_a_row smallint NOT NULL,
    counter_id uuid NOT NULL,
    CONSTRAINT halls_shift_booked_in_a_row_check CHECK ((booked_in_a_row >= 0)),
    CONSTRAINT halls_shift_called_check CHECK ((called >= 0)),
    CONSTRAINT halls_shift_seconds_served_check CHECK ((seconds_served >= 0)),
    CONSTRAINT halls_shift_served_check CHECK ((served >= 0)),
    CONSTRAINT shift_ends_after_it_began CHECK (((ended_at IS NULL) OR (ended_at >= begun_at)))
);
CREATE TABLE public.halls_shift_period (
    id bigint NOT NULL,
    kind character varying(6) NOT NULL,
    reason character varying(10) NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    shift_id uuid NOT NULL,
    CONSTRAINT period_pause_has_a_reason CHECK (((((kind)::text = 'on'::text) AND ((reason)::text = ''::text)) OR (((kind)::text = 'pause'::text) AND (NOT ((reason)::text = ''::text)))))
);
ALTER TABLE public.halls_shift_period ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.halls_shift_period_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.halls_skill (
    id uuid NOT NULL,
    letter character varying(1) NOT NULL,
    name character varying(40) NOT NULL,
    scopes jsonb NOT NULL,
    is_open boolean NOT NULL,
    hall_id uuid NOT NULL,
    CONSTRAINT skill_has_a_letter CHECK ((((letter)::text ~ '^[A-Z]$'::text) AND (NOT ((name)::text = ''::text))))
);
CREATE TABLE public.halls_slot (
    id uuid NOT NULL,
    day date NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    hall_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    CONSTRAINT slot_runs CHECK ((ends_at > starts_at))
);
CREATE TABLE public.halls_ticket (
    id uuid NOT NULL,
    day date NOT NULL,
    number integer NOT NULL,
    label character varying(10) NOT NULL,
    code character varying(16) NOT NULL,
    person_id uuid,
    shown_name character varying(60) NOT NULL,
    item_code character varying(40) NOT NULL,
    item_name character varying(300) NOT NULL,
    due_at timestamp with time zone,
    channel character varying(12) NOT NULL,
    state character varying(10) NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    called_at timestamp with time zone,
    serving_at timestamp with time zone,
    ended_at timestamp with time zone,
    calls smallint NOT NULL,
    case_id uuid,
    appointment_id uuid,
    counter_id uuid,
    hall_id uuid NOT NULL,
    shift_id uuid,
    skill_id uuid NOT NULL,
    device_id uuid,
    CONSTRAINT halls_ticket_calls_check CHECK ((calls >= 0)),
    CONSTRAINT halls_ticket_number_check CHECK ((number >= 0)),
    CONSTRAINT ticket_called_somewhere CHECK (((NOT ((state)::text = ANY ((ARRAY['called'::character varying, 'serving'::character varying])::text[]))) OR ((called_at IS NOT NULL) AND (counter_id IS NOT NULL) AND (shift_id IS NOT NULL))))
);
CREATE TABLE public.halls_ticket_series (
    id bigint NOT NULL,
    day date NOT NULL,
    last integer NOT NULL,
    skill_id uuid NOT NULL,
    CONSTRAINT halls_ticket_series_last_check CHECK ((last >= 0))
);
ALTER TABLE public.halls_ticket_series ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.halls_ticket_series_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.halls_ticket_step (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    at timestamp with time zone NOT NULL,
    staff_id uuid,
    note character varying(200) NOT NULL,
    counter_id uuid,
    ticket_id uuid NOT NULL
);
ALTER TABLE public.halls_ticket_step ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.halls_ticket_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.halls_waiting (
    id uuid NOT NULL,
    day date NOT NULL,
    applicant_id uuid NOT NULL,
    shown_name character varying(60) NOT NULL,
    item_code character varying(40) NOT NULL,
    item_name character varying(300) NOT NULL,
    state character varying(10) NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    appointment_id uuid,
    hall_id uuid NOT NULL,
    skill_id uuid NOT NULL
);
CREATE TABLE public.identity_access_token (
    token_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    account_id uuid,
    post_id uuid,
    acting_for_id uuid,
    client_id uuid,
    CONSTRAINT token_of_account_or_client CHECK ((((account_id IS NOT NULL) AND (client_id IS NULL)) OR ((account_id IS NULL) AND (client_id IS NOT NULL))))
);
CREATE TABLE public.identity_account (
    password character varying(128) NOT NULL,
    id uuid NOT NULL,
    login character varying(64) NOT NULL,
    phone_index bytea,
    is_active boolean NOT NULL,
    preferred_language character varying(10) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    password_changed_at timestamp with time zone NOT NULL,
    staff_id uuid,
    person_id uuid,
    phone_cipher bytea,
    CONSTRAINT account_person_or_staff CHECK (((person_id IS NULL) OR (staff_id IS NULL)))
);
CREATE TABLE public.identity_account_closing (
    id uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    cancelled_at timestamp with time zone,
    closed_at timestamp with time zone,
    account_id uuid NOT NULL,
    CONSTRAINT closing_cools_off CHECK ((closes_at > asked_at)),
    CONSTRAINT closing_ends_once CHECK (((cancelled_at IS NULL) OR (closed_at IS NULL)))
);
CREATE TABLE public.identity_activation (
    account_id uuid NOT NULL,
    secret bytea,
    issued_at timestamp with time zone,
    expires_at timestamp with time zone,
    CONSTRAINT activation_code_expires CHECK ((((expires_at IS NULL) AND (issued_at IS NULL) AND (secret IS NULL)) OR ((expires_at IS NOT NULL) AND (issued_at IS NOT NULL) AND (secret IS NOT NULL))))
);
CREATE TABLE public.identity_assurance_evidence (
    id uuid NOT NULL,
    kind character varying(40) NOT NULL,
    level smallint NOT NULL,
    source character varying(40) NOT NULL,
    reference character varying(80) NOT NULL,
    account_id uuid,
    staff_id uuid,
    department_id uuid,
    seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    ended_at timestamp with time zone,
    end_reason character varying(12) NOT NULL,
    person_id uuid NOT NULL,
    CONSTRAINT evidence_ended_says_why CHECK (((((end_reason)::text = ''::text) AND (ended_at IS NULL)) OR ((ended_at IS NOT NULL) AND (NOT ((end_reason)::text = ''::text))))),
    CONSTRAINT evidence_level_known CHECK ((level <= 3)),
    CONSTRAINT identity_assurance_evidence_level_check CHECK ((level >= 0))
);
CREATE TABLE public.identity_assurance_level (
    level smallint NOT NULL,
    name_zh character varying(40) NOT NULL,
    name_en character varying(60) NOT NULL,
    means_zh character varying(200) NOT NULL,
    means_en character varying(200) NOT NULL,
    may_apply boolean NOT NULL,
    CONSTRAINT assurance_level_known CHECK ((level <= 3)),
    CONSTRAINT identity_assurance_level_level_check CHECK ((level >= 0))
);
CREATE TABLE public.identity_cache (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE TABLE public.identity_client_certificate (
    id uuid NOT NULL,
    fingerprint bytea NOT NULL,
    name character varying(60) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    account_id uuid NOT NULL
);
CREATE TABLE public.identity_data_correction (
    id uuid NOT NULL,
    code character varying(12) NOT NULL,
    account_id uuid NOT NULL,
    field character varying(8) NOT NULL,
    state character varying(10) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    staff_id uuid,
    department_id uuid,
    person_id uuid NOT NULL,
    CONSTRAINT correction_ended_says_when CHECK ((((ended_at IS NULL) AND ((state)::text = 'counter'::text)) OR ((NOT ((state)::text = 'counter'::text)) AND (ended_at IS NOT NULL))))
);
CREATE TABLE public.identity_data_export (
    id uuid NOT NULL,
    person_id uuid,
    state character varying(8) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    ready_at timestamp with time zone,
    expires_at timestamp with time zone,
    file_id uuid,
    size bigint NOT NULL,
    account_id uuid NOT NULL,
    CONSTRAINT export_ready_has_a_file CHECK (((NOT ((state)::text = 'ready'::text)) OR ((expires_at IS NOT NULL) AND (file_id IS NOT NULL) AND (ready_at IS NOT NULL)))),
    CONSTRAINT identity_data_export_size_check CHECK ((size >= 0))
);
CREATE TABLE public.identity_demonstration_firm (
    uscc character varying(18) NOT NULL,
    name character varying(120) NOT NULL,
    kind character varying(1) NOT NULL,
    status character varying(8) NOT NULL,
    representative_name character varying(60) NOT NULL,
    representative_index bytea NOT NULL,
    is_slow boolean NOT NULL
);
CREATE TABLE public.identity_demonstration_resident (
    number_index bytea NOT NULL,
    name character varying(60) NOT NULL,
    is_deceased boolean NOT NULL,
    is_slow boolean NOT NULL,
    household character varying(20) NOT NULL,
    is_guardian boolean NOT NULL,
    CONSTRAINT demonstration_resident_named CHECK ((NOT ((name)::text = ''::text)))
);
CREATE TABLE public.identity_evidence_kind (
    code character varying(40) NOT NULL,
    name_zh character varying(60) NOT NULL,
    name_en character varying(80) NOT NULL,
    level smallint NOT NULL,
    valid_days integer,
    CONSTRAINT evidence_kind_level_known CHECK ((level <= 3)),
    CONSTRAINT identity_evidence_kind_level_check CHECK ((level >= 0)),
    CONSTRAINT identity_evidence_kind_valid_days_check CHECK ((valid_days >= 0))
);
CREATE TABLE public.identity_evidence_rule (
    code character varying(80) NOT NULL,
    kinds character varying(40)[] NOT NULL,
    level smallint NOT NULL,
    CONSTRAINT evidence_rule_combines CHECK ((
CASE
    WHEN (kinds IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(kinds, 1), 0)
END >= 2)),
    CONSTRAINT evidence_rule_level_known CHECK (((level >= 1) AND (level <= 3))),
    CONSTRAINT identity_evidence_rule_level_check CHECK ((level >= 0))
);
CREATE TABLE public.identity_guardianship (
    id uuid NOT NULL,
    proof character varying(10) NOT NULL,
    source character varying(40) NOT NULL,
    reference character varying(80) NOT NULL,
    staff_id uuid,
    since date NOT NULL,
    until date NOT NULL,
    is_ended boolean NOT NULL,
    guardian_id uuid NOT NULL,
    ward_id uuid NOT NULL,
    CONSTRAINT guardian_not_of_oneself CHECK ((NOT (guardian_id = ward_id))),
    CONSTRAINT guardian_period_ordered CHECK ((until >= since))
);
CREATE TABLE public.identity_legal_person (
    id uuid NOT NULL,
    uscc character varying(18) NOT NULL,
    name character varying(120) NOT NULL,
    kind character varying(1) NOT NULL,
    phone_cipher bytea,
    address_text character varying(200) NOT NULL,
    is_test boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    address_division_id character varying(12),
    representative_id uuid,
    checked_at timestamp with time zone,
    status character varying(8) NOT NULL,
    CONSTRAINT legal_person_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT legal_person_uscc_shape CHECK (((uscc)::text ~ '^[0-9A-Z]{18}$'::text))
);
CREATE TABLE public.identity_legal_person_handler (
    id uuid NOT NULL,
    role character varying(20) NOT NULL,
    since date NOT NULL,
    until date,
    legal_person_id uuid NOT NULL,
    person_id uuid NOT NULL,
    accepted_at timestamp with time zone,
    invited_by_id uuid,
    rights character varying(20)[] NOT NULL,
    CONSTRAINT handler_period_ordered CHECK (((until IS NULL) OR (until >= since)))
);
CREATE TABLE public.identity_mandate (
    id uuid NOT NULL,
    number character varying(20) NOT NULL,
    items character varying(12)[] NOT NULL,
    themes character varying(40)[] NOT NULL,
    item_names character varying(300)[] NOT NULL,
    rights character varying(20)[] NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    text text NOT NULL,
    text_sha256 character varying(64) NOT NULL,
    form character varying(8) NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    account_id uuid,
    paper_file_id uuid,
    paper_sha256 character varying(64) NOT NULL,
    taken_by_id uuid,
    code_hash character varying(64) NOT NULL,
    code_tries smallint NOT NULL,
    code_until timestamp with time zone,
    state character varying(12) NOT NULL,
    accepted_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_by character varying(10) NOT NULL,
    agent_department_id uuid,
    agent_firm_id uuid,
    agent_person_id uuid,
    principal_id uuid NOT NULL,
    CONSTRAINT identity_mandate_code_tries_check CHECK ((code_tries >= 0)),
    CONSTRAINT mandate_active_is_accepted CHECK (((NOT ((state)::text = 'active'::text)) OR (accepted_at IS NOT NULL))),
    CONSTRAINT mandate_end_says_by_whom CHECK ((((ended_at IS NULL) AND ((state)::text = ANY ((ARRAY['unconfirmed'::character varying, 'offered'::character varying, 'active'::character varying])::text[]))) OR ((ended_at IS NOT NULL) AND (NOT ((ended_by)::text = ''::text))))),
    CONSTRAINT mandate_gives_something CHECK ((
CASE
    WHEN (rights IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(rights, 1), 0)
END >= 1)),
    CONSTRAINT mandate_not_to_oneself CHECK (((agent_person_id IS NULL) OR (NOT ((agent_person_id = principal_id) AND (agent_person_id IS NOT NULL))))),
    CONSTRAINT mandate_one_agent CHECK ((((agent_department_id IS NULL) AND (agent_firm_id IS NULL) AND (agent_person_id IS NOT NULL)) OR ((agent_department_id IS NULL) AND (agent_firm_id IS NOT NULL) AND (agent_person_id IS NULL)) OR ((agent_department_id IS NOT NULL) AND (agent_firm_id IS NULL) AND (agent_person_id IS NULL)))),
    CONSTRAINT mandate_paper_is_kept CHECK ((((account_id IS NOT NULL) AND ((form)::text = 'online'::text)) OR (((form)::text = 'paper'::text) AND (paper_file_id IS NOT NULL) AND (taken_by_id IS NOT NULL) AND (NOT ((paper_sha256)::text = ''::text))))),
    CONSTRAINT mandate_period_ordered CHECK ((until > since)),
    CONSTRAINT mandate_state_known CHECK (((state)::text = ANY ((ARRAY['unconfirmed'::character varying, 'offered'::character varying, 'active'::character varying, 'declined'::character varying, 'revoked'::character varying, 'expired'::character varying])::text[])))
);
CREATE TABLE public.identity_natural_person (
    id uuid NOT NULL,
    name character varying(60) NOT NULL,
    resident_id_cipher bytea NOT NULL,
    resident_id_index bytea NOT NULL,
    phone_cipher bytea,
    phone_index bytea,
    born_on date NOT NULL,
    sex character varying(1) NOT NULL,
    assurance_level smallint NOT NULL,
    address_text character varying(200) NOT NULL,
    is_test boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    address_division_id character varying(12),
    CONSTRAINT identity_natural_person_assurance_level_check CHECK ((assurance_level >= 0)),
    CONSTRAINT natural_person_assurance_known CHECK ((assurance_level <= 3)),
    CONSTRAINT natural_person_named CHECK ((NOT ((name)::text = ''::text)))
);
CREATE TABLE public.identity_past_password (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    replaced_at timestamp with time zone NOT NULL,
    account_id uuid NOT NULL
);
ALTER TABLE public.identity_past_password ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_past_password_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.identity_privacy_term (
    code character varying(40) NOT NULL,
    value integer NOT NULL,
    basis character varying(200) NOT NULL,
    CONSTRAINT identity_privacy_term_value_check CHECK ((value >= 0))
);
CREATE TABLE public.identity_privacy_text (
    id uuid NOT NULL,
    kind character varying(12) NOT NULL,
    version character varying(20) NOT NULL,
    title_zh character varying(100) NOT NULL,
    title_en character varying(150) NOT NULL,
    body_zh text NOT NULL,
    body_en text NOT NULL,
    sha256 character varying(64) NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    CONSTRAINT privacy_text_hashed CHECK (((sha256)::text ~ '^[0-9a-f]{64}$'::text))
);
CREATE TABLE public.identity_read_question (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    account_id uuid NOT NULL,
    event_id bigint NOT NULL,
    read_at timestamp with time zone NOT NULL,
    department_id uuid,
    region_code character varying(12) NOT NULL,
    question text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    answer text NOT NULL,
    answered_by_id uuid,
    answered_at timestamp with time zone,
    CONSTRAINT read_question_answer_whole CHECK ((((answer = ''::text) AND (answered_at IS NULL) AND (answered_by_id IS NULL)) OR ((NOT (answer = ''::text)) AND (answered_by_id IS NOT NULL) AND (answered_at IS NOT NULL)))),
    CONSTRAINT read_question_asks CHECK ((NOT (question = ''::text)))
);
CREATE TABLE public.identity_recent_read (
    key bytea NOT NULL,
    read_at timestamp with time zone NOT NULL
);
CREATE TABLE public.identity_sign_in_throttle (
    key bytea NOT NULL,
    attempts integer NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT identity_sign_in_throttle_attempts_check CHECK ((attempts >= 0))
);
CREATE TABLE public.identity_staff_person (
    staff_id uuid NOT NULL,
    stated_at timestamp with time zone NOT NULL,
    person_id uuid NOT NULL
);
CREATE TABLE public.identity_system_client (
    id uuid NOT NULL,
    client_id character varying(40) NOT NULL,
    secret_hash bytea NOT NULL,
    name character varying(100) NOT NULL,
    rights character varying(40)[] NOT NULL,
    covers_subtree boolean NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    department_id uuid NOT NULL
);
CREATE TABLE public.identity_text_consent (
    id uuid NOT NULL,
    sha256 character varying(64) NOT NULL,
    given_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    account_id uuid NOT NULL,
    text_id uuid NOT NULL,
    CONSTRAINT text_consent_withdrawn_later CHECK (((withdrawn_at IS NULL) OR (withdrawn_at >= given_at)))
);
CREATE TABLE public.ledger_anchor (
    id bigint NOT NULL,
    authority character varying(300) NOT NULL,
    token bytea NOT NULL,
    stamped_at timestamp with time zone NOT NULL,
    checkpoint_id bigint NOT NULL
);
ALTER TABLE public.ledger_anchor ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_anchor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledger_checkpoint (
    number bigint NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    note text NOT NULL,
    CONSTRAINT ledger_checkpoint_positive CHECK (((number >= 1) AND (size >= 0)))
);
CREATE TABLE public.ledger_event (
    id bigint NOT NULL,
    seq bigint,
    leaf_hash bytea,
    kind character varying(100) NOT NULL,
    at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    subject_type character varying(50) NOT NULL,
    subject_id uuid,
    region_code character varying(12) NOT NULL,
    actor jsonb NOT NULL,
    payload jsonb NOT NULL,
    purpose character varying(100) NOT NULL,
    request_id character varying(100) NOT NULL,
    CONSTRAINT ledger_event_seq_with_leaf CHECK ((((leaf_hash IS NULL) AND (seq IS NULL)) OR ((leaf_hash IS NOT NULL) AND (seq >= 0))))
)
WITH (autovacuum_vacuum_scale_factor='0.02', autovacuum_vacuum_insert_scale_factor='0.05');
ALTER TABLE public.ledger_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledger_idempotency_record (
    id bigint NOT NULL,
    scope character varying(200) NOT NULL,
    key character varying(255) NOT NULL,
    fingerprint bytea NOT NULL,
    status smallint NOT NULL,
    body jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL
);
ALTER TABLE public.ledger_idempotency_record ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_idempotency_record_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledger_subscription (
    name character varying(100) NOT NULL,
    "position" bigint DEFAULT 0 NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    last_error text DEFAULT ''::text NOT NULL,
    retry_at timestamp with time zone,
    CONSTRAINT ledger_subscription_positive CHECK (((failures >= 0) AND ("position" >= 0)))
);
CREATE TABLE public.ledger_tile (
    level smallint NOT NULL,
    "position" bigint NOT NULL,
    root bytea NOT NULL,
    hashes bytea NOT NULL
);
CREATE TABLE public.ledger_tree (
    id smallint NOT NULL,
    hash_name character varying(20) NOT NULL,
    size bigint NOT NULL,
    frontier bytea NOT NULL,
    tail bytea NOT NULL,
    CONSTRAINT ledger_tree_only_one CHECK ((id = 1)),
    CONSTRAINT ledger_tree_size_positive CHECK ((size >= 0))
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notifications_dispatch (
    id uuid NOT NULL,
    recipient_id uuid NOT NULL,
    case_id uuid,
    kind character varying(40) NOT NULL,
    way character varying(8) NOT NULL,
    state character varying(10) NOT NULL,
    is_digest boolean NOT NULL,
    attempts smallint NOT NULL,
    next_at timestamp with time zone,
    outcome character varying(40) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    settled_at timestamp with time zone,
    message_id uuid NOT NULL,
    contact_id uuid,
    is_copy boolean DEFAULT false NOT NULL,
    CONSTRAINT notifications_dispatch_attempts_check CHECK ((attempts >= 0))
);
CREATE TABLE public.notifications_firm_contact (
    id uuid NOT NULL,
    firm_id uuid NOT NULL,
    way character varying(8) NOT NULL,
    address_cipher bytea NOT NULL,
    code_hash character varying(64) NOT NULL,
    code_until timestamp with time zone,
    code_tries smallint NOT NULL,
    set_by_id uuid NOT NULL,
    asked_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    CONSTRAINT firm_contact_waits_or_counts CHECK ((((asked_at IS NOT NULL) AND (confirmed_at IS NULL)) OR ((asked_at IS NULL) AND ((code_hash)::text = ''::text) AND (confirmed_at IS NOT NULL)))),
    CONSTRAINT firm_contact_way CHECK (((way)::text = ANY ((ARRAY['email'::character varying, 'sms'::character varying])::text[]))),
    CONSTRAINT notifications_firm_contact_code_tries_check CHECK ((code_tries >= 0))
);
CREATE TABLE public.notifications_message (
    id uuid NOT NULL,
    recipient_id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    kind character varying(40) NOT NULL,
    params jsonb NOT NULL,
    link character varying(300) NOT NULL,
    source_key character varying(100) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    planned_at timestamp with time zone,
    CONSTRAINT message_has_a_kind CHECK ((NOT ((kind)::text = ''::text)))
);
CREATE TABLE public.notifications_preference (
    person_id uuid NOT NULL,
    off character varying(24)[] NOT NULL,
    quiet_from smallint NOT NULL,
    quiet_to smallint NOT NULL,
    is_digest boolean NOT NULL,
    language character varying(10) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    gets_copies boolean DEFAULT false NOT NULL,
    CONSTRAINT notifications_preference_quiet_from_check CHECK ((quiet_from >= 0)),
    CONSTRAINT notifications_preference_quiet_to_check CHECK ((quiet_to >= 0)),
    CONSTRAINT preference_hours CHECK (((quiet_from <= 23) AND (quiet_to <= 23)))
);
CREATE TABLE public.notifications_push (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    endpoint character varying(600) NOT NULL,
    public_key character varying(100) NOT NULL,
    secret character varying(40) NOT NULL,
    device character varying(60) NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.notifications_staff_contact (
    id uuid NOT NULL,
    staff_id uuid NOT NULL,
    address_cipher bytea NOT NULL,
    code_hash character varying(64) NOT NULL,
    code_until timestamp with time zone,
    code_tries smallint NOT NULL,
    set_by_id uuid NOT NULL,
    asked_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    quiet_from smallint NOT NULL,
    quiet_to smallint NOT NULL,
    is_digest boolean NOT NULL,
    language character varying(10) NOT NULL,
    CONSTRAINT notifications_staff_contact_code_tries_check CHECK ((code_tries >= 0)),
    CONSTRAINT notifications_staff_contact_quiet_from_check CHECK ((quiet_from >= 0)),
    CONSTRAINT notifications_staff_contact_quiet_to_check CHECK ((quiet_to >= 0)),
    CONSTRAINT staff_contact_hours CHECK (((quiet_from <= 23) AND (quiet_to <= 23))),
    CONSTRAINT staff_contact_waits_or_counts CHECK ((((asked_at IS NOT NULL) AND (confirmed_at IS NULL)) OR ((asked_at IS NULL) AND ((code_hash)::text = ''::text) AND (confirmed_at IS NOT NULL))))
);
CREATE TABLE public.notifications_template (
    id uuid NOT NULL,
    kind character varying(40) NOT NULL,
    language character varying(10) NOT NULL,
    version integer NOT NULL,
    title character varying(80) NOT NULL,
    text character varying(600) NOT NULL,
    state character varying(10) NOT NULL,
    drafted_by uuid NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    published_by uuid,
    published_at timestamp with time zone,
    CONSTRAINT notifications_template_version_check CHECK ((version >= 0)),
    CONSTRAINT template_published_by_another CHECK (((published_by IS NULL) OR (NOT ((published_by = drafted_by) AND (published_by IS NOT NULL)))))
);
CREATE TABLE public.oauth2_provider_devicegrant (
    id bigint NOT NULL,
    device_code character varying(100) NOT NULL,
    user_code character varying(100) NOT NULL,
    scope text NOT NULL,
    "interval" integer NOT NULL,
    expires timestamp with time zone NOT NULL,
    status character varying(64) NOT NULL,
    client_id character varying(100) NOT NULL,
    last_checked timestamp with time zone NOT NULL,
    user_id uuid
);
ALTER TABLE public.oauth2_provider_devicegrant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.oauth2_provider_devicegrant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.oauth2_provider_idtoken (
    id bigint NOT NULL,
    jti uuid NOT NULL,
    expires timestamp with time zone NOT NULL,
    scope text NOT NULL,
    created timestamp with time zone NOT NULL,
    updated timestamp with time zone NOT NULL,
    application_id uuid,
    user_id uuid
);
ALTER TABLE public.oauth2_provider_idtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.oauth2_provider_idtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.organizations_data_label (
    id uuid NOT NULL,
    item_code character varying(40) NOT NULL,
    level smallint NOT NULL,
    set_at timestamp with time zone NOT NULL,
    department_id uuid NOT NULL,
    CONSTRAINT data_label_known CHECK ((level = ANY (ARRAY[2, 3]))),
    CONSTRAINT organizations_data_label_level_check CHECK ((level >= 0))
);
CREATE TABLE public.organizations_department (
    id uuid NOT NULL,
    name character varying(100) NOT NULL,
    short_name character varying(60) NOT NULL,
    uscc character varying(18) NOT NULL,
    line character varying(20) NOT NULL,
    carries character varying(20)[] NOT NULL,
    level smallint NOT NULL,
    phone character varying(30) NOT NULL,
    address character varying(200) NOT NULL,
    is_test_data boolean NOT NULL,
    division_id character varying(12) NOT NULL,
    CONSTRAINT department_line_given CHECK ((NOT ((line)::text = ''::text))),
    CONSTRAINT department_uscc_shape CHECK (((uscc)::text ~ '^[0-9A-Z]{18}$'::text)),
    CONSTRAINT organizations_department_level_check CHECK ((level >= 0))
);
CREATE TABLE public.organizations_division (
    code character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    level smallint NOT NULL,
    province_code character varying(12) NOT NULL,
    city_code character varying(12) NOT NULL,
    county_code character varying(12) NOT NULL,
    valid_from date,
    valid_to date,
    is_demo boolean NOT NULL,
    parent_id character varying(12),
    CONSTRAINT division_code_twelve_digits CHECK (((code)::text ~ '^[0-9]{12}$'::text)),
    CONSTRAINT division_level_known CHECK (((level >= 2) AND (level <= 6))),
    CONSTRAINT division_province_has_no_parent CHECK ((((level = 2) AND (parent_id IS NULL)) OR ((level > 2) AND (parent_id IS NOT NULL)) OR (valid_to IS NOT NULL))),
    CONSTRAINT division_validity_ordered CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from <= valid_to))),
    CONSTRAINT organizations_division_level_check CHECK ((level >= 0))
);
CREATE TABLE public.organizations_division_change (
    id bigint NOT NULL,
    number integer NOT NULL,
    year smallint NOT NULL,
    kind character varying(12) NOT NULL,
    level smallint NOT NULL,
    old_code character varying(12) NOT NULL,
    old_name character varying(60) NOT NULL,
    new_code character varying(12) NOT NULL,
    new_name character varying(60) NOT NULL,
    document_number character varying(100) NOT NULL,
    source character varying(200) NOT NULL,
    CONSTRAINT division_change_names_a_code CHECK ((NOT (((new_code)::text = ''::text) AND ((old_code)::text = ''::text)))),
    CONSTRAINT organizations_division_change_level_check CHECK ((level >= 0)),
    CONSTRAINT organizations_division_change_number_check CHECK ((number >= 0)),
    CONSTRAINT organizations_division_change_year_check CHECK ((year >= 0))
);
ALTER TABLE public.organizations_division_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organizations_division_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.organizations_division_succession (
    id bigint NOT NULL,
    code character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    ended_in smallint NOT NULL,
    successors character varying(12)[] NOT NULL,
    CONSTRAINT organizations_division_succession_ended_in_check CHECK ((ended_in >= 0))
);
ALTER TABLE public.organizations_division_succession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organizations_division_succession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.organizations_grant (
    id uuid NOT NULL,
    held_from date NOT NULL,
    reason character varying(200) NOT NULL,
    state character varying(10) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    answer character varying(200) NOT NULL,
    asked_by_id uuid,
    decided_by_id uuid,
    post_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    leave_id uuid,
    CONSTRAINT grant_answered_by_somebody CHECK (((NOT ((state)::text = ANY ((ARRAY['approved'::character varying, 'refused'::character varying])::text[]))) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT grant_not_approved_by_who_asked CHECK (((decided_by_id IS NULL) OR (asked_by_id IS NULL) OR (NOT ((decided_by_id = asked_by_id) AND (decided_by_id IS NOT NULL) AND (asked_by_id IS NOT NULL))) OR ((state)::text = 'withdrawn'::text))),
    CONSTRAINT grant_not_approved_by_who_gets_it CHECK (((decided_by_id IS NULL) OR (NOT ((decided_by_id = staff_id) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT grant_not_for_oneself CHECK (((asked_by_id IS NULL) OR (NOT ((asked_by_id = staff_id) AND (asked_by_id IS NOT NULL)))))
);
CREATE TABLE public.organizations_leave (
    id uuid NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    reason character varying(10) NOT NULL,
    is_cancelled boolean NOT NULL,
    set_at timestamp with time zone NOT NULL,
    deputy_id uuid NOT NULL,
    set_by_id uuid,
    staff_id uuid NOT NULL,
    CONSTRAINT leave_ordered CHECK ((ends_on >= starts_on)),
    CONSTRAINT nobody_is_their_own_deputy CHECK ((NOT (deputy_id = staff_id)))
);
CREATE TABLE public.organizations_post (
    id uuid NOT NULL,
    name character varying(60) NOT NULL,
    rights character varying(40)[] NOT NULL,
    covers_subtree boolean NOT NULL,
    department_id uuid NOT NULL,
    admin_role character varying(8) GENERATED ALWAYS AS (
CASE
    WHEN (rights && ARRAY['identity.manage'::character varying(40), 'organizations.manage'::character varying(40)]) THEN 'system'::text
    WHEN (rights && ARRAY['security.manage'::character varying(40)]) THEN 'security'::text
    WHEN (rights && ARRAY['ledger.read'::character varying(40)]) THEN 'audit'::text
    ELSE ''::text
END) STORED,
    needs_grant boolean GENERATED ALWAYS AS (
CASE
    WHEN (rights && ARRAY['cases.approve'::character varying(40), 'identity.manage'::character varying(40), 'ledger.read'::character varying(40), 'organizations.manage'::character varying(40), 'security.manage'::character varying(40)]) THEN true
    ELSE false
END) STORED,
    clearance smallint DEFAULT 1 NOT NULL,
    CONSTRAINT organizations_post_clearance_check CHECK ((clearance >= 0)),
    CONSTRAINT post_audit_has_no_other_rights CHECK (((NOT (rights && ARRAY['ledger.read'::character varying(40)])) OR (rights <@ ARRAY['cases.read'::character varying(40), 'cases.supervise'::character varying(40), 'ledger.read'::character varying(40)]))),
    CONSTRAINT post_clearance_known CHECK ((clearance = ANY (ARRAY[1, 2, 3]))),
    CONSTRAINT post_security_has_no_other_rights CHECK (((NOT (rights && ARRAY['security.manage'::character varying(40)])) OR (rights <@ ARRAY['security.manage'::character varying(40)]))),
    CONSTRAINT post_system_has_no_other_rights CHECK (((NOT (rights && ARRAY['identity.manage'::character varying(40), 'organizations.manage'::character varying(40)])) OR (rights <@ ARRAY['identity.manage'::character varying(40), 'organizations.manage'::character varying(40)])))
);
CREATE TABLE public.organizations_post_holding (
    id uuid NOT NULL,
    held_from date NOT NULL,
    held_to date,
    post_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    assigned_by_id uuid,
    deputizes_for_id uuid,
    admin_role character varying(8) DEFAULT ''::character varying NOT NULL,
    needs_grant boolean DEFAULT false NOT NULL,
    grant_id uuid,
    leave_id uuid,
    CONSTRAINT deputy_during_a_leave CHECK ((((deputizes_for_id IS NULL) AND (leave_id IS NULL)) OR ((deputizes_for_id IS NOT NULL) AND (held_to IS NOT NULL) AND (leave_id IS NOT NULL) AND (NOT ((deputizes_for_id = staff_id) AND (deputizes_for_id IS NOT NULL)))))),
    CONSTRAINT post_holding_ordered CHECK (((held_to IS NULL) OR (held_to >= held_from))),
    CONSTRAINT post_not_given_to_oneself CHECK (((assigned_by_id IS NULL) OR (NOT ((assigned_by_id = staff_id) AND (assigned_by_id IS NOT NULL))))),
    CONSTRAINT powerful_post_was_granted CHECK (((NOT needs_grant) OR (grant_id IS NOT NULL) OR (assigned_by_id IS NULL)))
);
CREATE TABLE public.organizations_review (
    id uuid NOT NULL,
    year smallint NOT NULL,
    due_on date NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    department_id uuid NOT NULL,
    opened_by_id uuid,
    CONSTRAINT organizations_review_year_check CHECK ((year >= 0))
);
CREATE TABLE public.organizations_review_entry (
    id uuid NOT NULL,
    state character varying(10) NOT NULL,
    decided_at timestamp with time zone,
    decided_by_id uuid,
    holding_id uuid NOT NULL,
    review_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    CONSTRAINT nobody_reviews_oneself CHECK (((decided_by_id IS NULL) OR (NOT ((decided_by_id = staff_id) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT review_waits_or_was_decided CHECK ((((decided_at IS NULL) AND ((state)::text = 'waiting'::text)) OR ((NOT ((state)::text = 'waiting'::text)) AND (decided_at IS NOT NULL))))
);
CREATE TABLE public.organizations_staff_import (
    id uuid NOT NULL,
    covers_subtree boolean NOT NULL,
    file_name character varying(200) NOT NULL,
    sha256 bytea NOT NULL,
    size bigint NOT NULL,
    state character varying(10) NOT NULL,
    refusal character varying(40) NOT NULL,
    place character varying(60) NOT NULL,
    rows_read integer NOT NULL,
    rows_new integer NOT NULL,
    rows_changed integer NOT NULL,
    rows_same integer NOT NULL,
    rows_wrong integer NOT NULL,
    is_partial boolean NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    department_id uuid NOT NULL,
    sent_by_id uuid NOT NULL,
    columns character varying(60) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT organizations_staff_import_rows_changed_check CHECK ((rows_changed >= 0)),
    CONSTRAINT organizations_staff_import_rows_new_check CHECK ((rows_new >= 0)),
    CONSTRAINT organizations_staff_import_rows_read_check CHECK ((rows_read >= 0)),
    CONSTRAINT organizations_staff_import_rows_same_check CHECK ((rows_same >= 0)),
    CONSTRAINT organizations_staff_import_rows_wrong_check CHECK ((rows_wrong >= 0)),
    CONSTRAINT organizations_staff_import_size_check CHECK ((size >= 0))
);
CREATE TABLE public.organizations_staff_import_part (
    id bigint NOT NULL,
    number integer NOT NULL,
    content bytea NOT NULL,
    staff_import_id uuid NOT NULL,
    CONSTRAINT organizations_staff_import_part_number_check CHECK ((number >= 0))
);
ALTER TABLE public.organizations_staff_import_part ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organizations_staff_import_part_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.organizations_staff_import_row (
    id bigint NOT NULL,
    number integer NOT NULL,
    staff_number character varying(100) NOT NULL,
    name character varying(100) NOT NULL,
    department_code character varying(100) NOT NULL,
    post_names character varying(300) NOT NULL,
    phone character varying(60) NOT NULL,
    problems character varying(80)[] NOT NULL,
    department_id uuid,
    post_ids uuid[] NOT NULL,
    staff_id uuid,
    is_new boolean NOT NULL,
    is_changed boolean NOT NULL,
    staff_import_id uuid NOT NULL,
    CONSTRAINT organizations_staff_import_row_number_check CHECK ((number >= 0))
);
ALTER TABLE public.organizations_staff_import_row ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organizations_staff_import_row_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.organizations_staff_member (
    id uuid NOT NULL,
    name character varying(60) NOT NULL,
    staff_number character varying(32) NOT NULL,
    phone_masked character varying(30) NOT NULL,
    is_test_data boolean NOT NULL,
    department_id uuid NOT NULL,
    left_on date
);
CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);
CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;
CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;
CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;
CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sharing_call (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    purpose character varying(40) NOT NULL,
    item_code character varying(40) NOT NULL,
    case_id uuid,
    department_id uuid,
    asked_by_id uuid,
    fields jsonb NOT NULL,
    outcome character varying(12) NOT NULL,
    trouble character varying(10) NOT NULL,
    milliseconds integer NOT NULL,
    reference character varying(100) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    source_id character varying(40) NOT NULL,
    detail character varying(20) NOT NULL,
    CONSTRAINT call_unavailable_says_why CHECK (((((outcome)::text = 'unavailable'::text) AND ((trouble)::text > ''::text)) OR (((trouble)::text = ''::text) AND (NOT ((outcome)::text = 'unavailable'::text))))),
    CONSTRAINT sharing_call_milliseconds_check CHECK ((milliseconds >= 0))
);
CREATE TABLE public.sharing_correction (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    department_id uuid,
    call_id uuid,
    fields jsonb NOT NULL,
    reason text NOT NULL,
    state character varying(8) NOT NULL,
    reference character varying(100) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    sent_at timestamp with time zone,
    answered_at timestamp with time zone,
    is_corrected boolean,
    answer text NOT NULL,
    source_id character varying(40) NOT NULL,
    answered_by_id uuid,
    answered_by_name character varying(100) NOT NULL,
    overdue_at timestamp with time zone,
    result character varying(10) NOT NULL,
    CONSTRAINT correction_answered_has_result CHECK (((((result)::text > ''::text) AND ((state)::text = 'answered'::text)) OR (((result)::text = ''::text) AND (NOT ((state)::text = 'answered'::text))))),
    CONSTRAINT correction_request_has_reason CHECK ((NOT (reason = ''::text)))
);
CREATE TABLE public.sharing_demonstration_record (
    id bigint NOT NULL,
    source_code character varying(40) NOT NULL,
    number_index bytea NOT NULL,
    "values" jsonb NOT NULL,
    as_of date,
    valid_until date,
    behaviour character varying(10) NOT NULL
);
ALTER TABLE public.sharing_demonstration_record ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sharing_demonstration_record_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sharing_source (
    code character varying(40) NOT NULL,
    name character varying(100) NOT NULL,
    name_en character varying(100) NOT NULL,
    provider character varying(100) NOT NULL,
    provider_en character varying(100) NOT NULL,
    connector character varying(40) NOT NULL,
    address character varying(300) NOT NULL,
    subject character varying(8) NOT NULL,
    fields jsonb NOT NULL,
    evidence_types jsonb NOT NULL,
    purpose_text character varying(300) NOT NULL,
    purpose_text_en character varying(300) NOT NULL,
    legal_basis character varying(300) NOT NULL,
    needs_consent boolean NOT NULL,
    keeping_days smallint NOT NULL,
    validity_days smallint NOT NULL,
    correction_days smallint NOT NULL,
    milliseconds integer NOT NULL,
    is_demonstration boolean NOT NULL,
    is_on boolean NOT NULL,
    failures smallint NOT NULL,
    paused_until timestamp with time zone,
    answered_at timestamp with time zone,
    failed_at timestamp with time zone,
    trouble character varying(10) NOT NULL,
    provider_department_id uuid,
    detail character varying(20) NOT NULL,
    key_cipher bytea,
    CONSTRAINT sharing_source_correction_days_check CHECK ((correction_days >= 0)),
    CONSTRAINT sharing_source_failures_check CHECK ((failures >= 0)),
    CONSTRAINT sharing_source_keeping_days_check CHECK ((keeping_days >= 0)),
    CONSTRAINT sharing_source_milliseconds_check CHECK ((milliseconds >= 0)),
    CONSTRAINT sharing_source_validity_days_check CHECK ((validity_days >= 0)),
    CONSTRAINT source_says_what_for CHECK (((NOT ((purpose_text)::text = ''::text)) AND (NOT ((legal_basis)::text = ''::text)))),
    CONSTRAINT source_waits_some_time CHECK (((milliseconds >= 1) AND (milliseconds <= 10000)))
);
CREATE TABLE public.sharing_source_change (
    id uuid NOT NULL,
    source_code character varying(40) NOT NULL,
    is_new boolean NOT NULL,
    description jsonb NOT NULL,
    key_cipher bytea,
    reason text NOT NULL,
    state character varying(9) NOT NULL,
    proposed_by_id uuid NOT NULL,
    proposed_by_name character varying(100) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_by_id uuid,
    decided_by_name character varying(100) NOT NULL,
    decided_at timestamp with time zone,
    note text NOT NULL,
    CONSTRAINT source_change_by_two CHECK (((NOT ((state)::text = 'done'::text)) OR ((decided_by_id IS NOT NULL) AND (NOT ((decided_by_id = proposed_by_id) AND (decided_by_id IS NOT NULL)))))),
    CONSTRAINT source_change_keeps_no_key CHECK ((((state)::text = 'waiting'::text) OR (key_cipher IS NULL))),
    CONSTRAINT source_change_says_why CHECK ((NOT (reason = ''::text)))
);
CREATE TABLE public.sharing_switch (
    id uuid NOT NULL,
    is_on boolean NOT NULL,
    reason text NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    state character varying(9) NOT NULL,
    proposed_by_id uuid NOT NULL,
    proposed_by_name character varying(100) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_by_id uuid,
    decided_by_name character varying(100) NOT NULL,
    decided_at timestamp with time zone,
    note text NOT NULL,
    done_at timestamp with time zone,
    source_id character varying(40) NOT NULL,
    CONSTRAINT switch_by_two CHECK (((NOT ((state)::text = ANY ((ARRAY['approved'::character varying, 'done'::character varying])::text[]))) OR ((decided_by_id IS NOT NULL) AND (NOT ((decided_by_id = proposed_by_id) AND (decided_by_id IS NOT NULL)))))),
    CONSTRAINT switch_says_why CHECK ((NOT (reason = ''::text)))
);
CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id uuid NOT NULL
);
ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);
ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);
ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sso_access_token (
    id bigint NOT NULL,
    expires timestamp with time zone NOT NULL,
    scope text NOT NULL,
    token_checksum character varying(64) NOT NULL,
    family uuid NOT NULL,
    user_id uuid NOT NULL,
    application_id uuid,
    client_session_id uuid NOT NULL
);
ALTER TABLE public.sso_access_token ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sso_access_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sso_client (
    id uuid NOT NULL,
    client_id character varying(64) NOT NULL,
    client_type character varying(12) NOT NULL,
    redirect_uris text NOT NULL,
    post_logout_redirect_uris text NOT NULL,
    authorization_grant_type character varying(44) NOT NULL,
    algorithm character varying(5) NOT NULL,
    name character varying(60) NOT NULL,
    region_code character varying(12) NOT NULL,
    purpose character varying(300) NOT NULL,
    contact_name character varying(40) NOT NULL,
    contact_phone character varying(30) NOT NULL,
    audience character varying(7) NOT NULL,
    sector character varying(255) NOT NULL,
    scopes character varying(20)[] NOT NULL,
    reasons jsonb NOT NULL,
    least_assurance smallint NOT NULL,
    logout_uri character varying(500) NOT NULL,
    start_uri character varying(500) NOT NULL,
    secret_hash bytea,
    secret_made_at timestamp with time zone,
    old_secret_hash bytea,
    old_secret_until timestamp with time zone,
    state character varying(10) NOT NULL,
    suspended_because character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    department_id uuid NOT NULL,
    CONSTRAINT sso_client_least_assurance_check CHECK ((least_assurance >= 0)),
    CONSTRAINT sso_client_public_has_no_secret CHECK (((NOT ((client_type)::text = 'public'::text)) OR ((old_secret_hash IS NULL) AND (secret_hash IS NULL)))),
    CONSTRAINT sso_client_suspended_has_reason CHECK (((NOT ((state)::text = 'suspended'::text)) OR (NOT ((suspended_because)::text = ''::text))))
);
CREATE TABLE public.sso_client_session (
    id uuid NOT NULL,
    subject character varying(43) NOT NULL,
    mandate_id uuid,
    acr character varying(40) NOT NULL,
    amr character varying(10)[] NOT NULL,
    authenticated_at timestamp with time zone NOT NULL,
    scopes character varying(20)[] NOT NULL,
    started_at timestamp with time zone NOT NULL,
    signed_in_at timestamp with time zone,
    ended_at timestamp with time zone,
    account_id uuid NOT NULL,
    client_id uuid NOT NULL,
    legal_person_id uuid,
    post_id uuid,
    principal_id uuid,
    session_id uuid NOT NULL
);
CREATE TABLE public.sso_consent (
    id uuid NOT NULL,
    scopes character varying(20)[] NOT NULL,
    text text NOT NULL,
    text_hash character varying(64) NOT NULL,
    given_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    account_id uuid NOT NULL,
    client_id uuid NOT NULL
);
CREATE TABLE public.sso_figure (
    id bigint NOT NULL,
    day date NOT NULL,
    step character varying(10) NOT NULL,
    outcome character varying(40) NOT NULL,
    times integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    client_id uuid NOT NULL,
    CONSTRAINT sso_figure_times_check CHECK ((times >= 0))
);
ALTER TABLE public.sso_figure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sso_figure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sso_grant (
    expires timestamp with time zone NOT NULL,
    redirect_uri text NOT NULL,
    scope text NOT NULL,
    code_challenge character varying(128) NOT NULL,
    code_challenge_method character varying(10) NOT NULL,
    nonce character varying(255) NOT NULL,
    id uuid NOT NULL,
    code character varying(64) NOT NULL,
    used_at timestamp with time zone,
    application_id uuid NOT NULL,
    client_session_id uuid NOT NULL,
    user_id uuid NOT NULL
);
CREATE TABLE public.sso_logout_delivery (
    id uuid NOT NULL,
    state character varying(10) NOT NULL,
    attempts smallint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    outcome character varying(40) NOT NULL,
    client_session_id uuid NOT NULL,
    CONSTRAINT sso_logout_delivery_attempts_check CHECK ((attempts >= 0))
);
CREATE TABLE public.sso_refresh_token (
    id bigint NOT NULL,
    revoked timestamp with time zone,
    token_checksum character varying(64) NOT NULL,
    token_family uuid NOT NULL,
    scope text NOT NULL,
    expires timestamp with time zone NOT NULL,
    application_id uuid NOT NULL,
    client_session_id uuid NOT NULL,
    user_id uuid NOT NULL
);
ALTER TABLE public.sso_refresh_token ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sso_refresh_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sso_registration (
    id uuid NOT NULL,
    region_code character varying(12) NOT NULL,
    content jsonb NOT NULL,
    state character varying(10) NOT NULL,
    applied_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decision_note character varying(200) NOT NULL,
    applied_by_id uuid NOT NULL,
    client_id uuid,
    decided_by_id uuid,
    department_id uuid NOT NULL,
    CONSTRAINT sso_registration_four_eyes CHECK (((decided_by_id IS NULL) OR (NOT ((decided_by_id = applied_by_id) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT sso_registration_refused_has_note CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT ((decision_note)::text = ''::text))))
);
CREATE TABLE public.sso_session (
    id uuid NOT NULL,
    key_cipher bytea NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    end_reason character varying(20) NOT NULL,
    account_id uuid NOT NULL
);
CREATE TABLE public.sso_signing_key (
    id uuid NOT NULL,
    kid character varying(64) NOT NULL,
    algorithm character varying(5) NOT NULL,
    state character varying(8) NOT NULL,
    private_cipher bytea,
    public_jwk jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    keep_until timestamp with time zone
);
CREATE TABLE public.sso_subject (
    value character varying(43) NOT NULL,
    sector character varying(255) NOT NULL,
    account_id uuid NOT NULL
);
CREATE TABLE public.usersessions_usersession (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ip inet NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    session_key character varying(40) NOT NULL,
    user_agent character varying(200) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL
);
ALTER TABLE public.usersessions_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usersessions_usersession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workflow_decision (
    id uuid NOT NULL,
    code character varying(60) NOT NULL,
    version integer NOT NULL,
    xml text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    CONSTRAINT workflow_decision_code CHECK (((code)::text ~ '^[a-z][a-z0-9-]*$'::text)),
    CONSTRAINT workflow_decision_counts_up CHECK ((version >= 1)),
    CONSTRAINT workflow_decision_version_check CHECK ((version >= 0))
);
CREATE TABLE public.workflow_process (
    id uuid NOT NULL,
    code character varying(60) NOT NULL,
    version integer NOT NULL,
    xml text NOT NULL,
    facts jsonb NOT NULL,
    published_at timestamp with time zone NOT NULL,
    CONSTRAINT workflow_process_code CHECK (((code)::text ~ '^[a-z][a-z0-9-]*$'::text)),
    CONSTRAINT workflow_process_counts_up CHECK ((version >= 1)),
    CONSTRAINT workflow_process_version_check CHECK ((version >= 0))
);
ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);
INSERT INTO public.django_migrations VALUES (1, 'organizations', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (2, 'identity', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (3, 'account', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (4, 'account', '0002_email_max_length', now());
INSERT INTO public.django_migrations VALUES (5, 'account', '0003_alter_emailaddress_create_unique_verified_email', now());
INSERT INTO public.django_migrations VALUES (6, 'account', '0004_alter_emailaddress_drop_unique_email', now());
INSERT INTO public.django_migrations VALUES (7, 'account', '0005_emailaddress_idx_upper_email', now());
INSERT INTO public.django_migrations VALUES (8, 'account', '0006_emailaddress_lower', now());
INSERT INTO public.django_migrations VALUES (9, 'account', '0007_emailaddress_idx_email', now());
INSERT INTO public.django_migrations VALUES (10, 'account', '0008_emailaddress_unique_primary_email_fixup', now());
INSERT INTO public.django_migrations VALUES (11, 'account', '0009_emailaddress_unique_primary_email', now());
INSERT INTO public.django_migrations VALUES (12, 'contenttypes', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (13, 'contenttypes', '0002_remove_content_type_name', now());
INSERT INTO public.django_migrations VALUES (14, 'auth', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (15, 'auth', '0002_alter_permission_name_max_length', now());
INSERT INTO public.django_migrations VALUES (16, 'auth', '0003_alter_user_email_max_length', now());
INSERT INTO public.django_migrations VALUES (17, 'auth', '0004_alter_user_username_opts', now());
INSERT INTO public.django_migrations VALUES (18, 'auth', '0005_alter_user_last_login_null', now());
INSERT INTO public.django_migrations VALUES (19, 'auth', '0006_require_contenttypes_0002', now());
INSERT INTO public.django_migrations VALUES (20, 'auth', '0007_alter_validators_add_error_messages', now());
INSERT INTO public.django_migrations VALUES (21, 'auth', '0008_alter_user_username_max_length', now());
INSERT INTO public.django_migrations VALUES (22, 'auth', '0009_alter_user_last_name_max_length', now());
INSERT INTO public.django_migrations VALUES (23, 'auth', '0010_alter_group_name_max_length', now());
INSERT INTO public.django_migrations VALUES (24, 'auth', '0011_update_proxy_permissions', now());
INSERT INTO public.django_migrations VALUES (25, 'auth', '0012_alter_user_first_name_max_length', now());
INSERT INTO public.django_migrations VALUES (26, 'organizations', '0002_staff_administration', now());
INSERT INTO public.django_migrations VALUES (27, 'organizations', '0003_holdings_follow_posts', now());
INSERT INTO public.django_migrations VALUES (28, 'organizations', '0004_columns_of_an_import', now());
INSERT INTO public.django_migrations VALUES (29, 'organizations', '0005_security_labels', now());
INSERT INTO public.django_migrations VALUES (30, 'documents', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (31, 'documents', '0002_protect_what_was_issued', now());
INSERT INTO public.django_migrations VALUES (32, 'documents', '0003_list_documents_by_department', now());
INSERT INTO public.django_migrations VALUES (33, 'workflow', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (34, 'workflow', '0002_published_stays', now());
INSERT INTO public.django_migrations VALUES (35, 'forms', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (36, 'forms', '0002_published_stays', now());
INSERT INTO public.django_migrations VALUES (37, 'catalogue', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (38, 'catalogue', '0002_published_is_fixed', now());
INSERT INTO public.django_migrations VALUES (39, 'catalogue', '0003_evidence_scenarios_and_drafts', now());
INSERT INTO public.django_migrations VALUES (40, 'catalogue', '0004_published_scenarios_are_fixed', now());
INSERT INTO public.django_migrations VALUES (41, 'catalogue', '0005_change_orders', now());
INSERT INTO public.django_migrations VALUES (42, 'catalogue', '0006_submitted_orders_are_fixed', now());
INSERT INTO public.django_migrations VALUES (43, 'catalogue', '0007_comparison', now());
INSERT INTO public.django_migrations VALUES (44, 'catalogue', '0008_editors_of_an_order', now());
INSERT INTO public.django_migrations VALUES (45, 'catalogue', '0009_notices_and_successions', now());
INSERT INTO public.django_migrations VALUES (46, 'catalogue', '0010_layers_are_kept', now());
INSERT INTO public.django_migrations VALUES (47, 'catalogue', '0011_synonyms_and_questions', now());
INSERT INTO public.django_migrations VALUES (48, 'catalogue', '0012_powers_stars_feeds_zones', now());
INSERT INTO public.django_migrations VALUES (49, 'catalogue', '0013_search_changes', now());
INSERT INTO public.django_migrations VALUES (50, 'catalogue', '0014_duties_of_types', now());
INSERT INTO public.django_migrations VALUES (51, 'catalogue', '0015_sheets', now());
INSERT INTO public.django_migrations VALUES (52, 'catalogue', '0016_closed_with_base', now());
INSERT INTO public.django_migrations VALUES (53, 'catalogue', '0017_two_editors', now());
INSERT INTO public.django_migrations VALUES (54, 'catalogue', '0018_cited_titles_and_dead_links', now());
INSERT INTO public.django_migrations VALUES (55, 'catalogue', '0019_search_knows_other_names', now());
INSERT INTO public.django_migrations VALUES (56, 'catalogue', '0020_codes_ahead', now());
INSERT INTO public.django_migrations VALUES (57, 'catalogue', '0021_codes_come_back', now());
INSERT INTO public.django_migrations VALUES (58, 'catalogue', '0022_elements_of_editors', now());
INSERT INTO public.django_migrations VALUES (59, 'catalogue', '0023_whose_materials_are', now());
INSERT INTO public.django_migrations VALUES (60, 'catalogue', '0024_benchmarks_of_discretion', now());
INSERT INTO public.django_migrations VALUES (61, 'documents', '0004_modes_and_promises', now());
INSERT INTO public.django_migrations VALUES (62, 'documents', '0005_templates_of_notices', now());
INSERT INTO public.django_migrations VALUES (63, 'documents', '0006_protect_published_templates', now());
INSERT INTO public.django_migrations VALUES (64, 'documents', '0007_service_of_documents', now());
INSERT INTO public.django_migrations VALUES (65, 'documents', '0008_protect_what_was_served', now());
INSERT INTO public.django_migrations VALUES (66, 'documents', '0009_application_forms', now());
INSERT INTO public.django_migrations VALUES (67, 'documents', '0010_translations_of_papers', now());
INSERT INTO public.django_migrations VALUES (68, 'documents', '0011_protect_translations', now());
INSERT INTO public.django_migrations VALUES (69, 'identity', '0002_sign_in_factors', now());
INSERT INTO public.django_migrations VALUES (70, 'identity', '0003_evidence_mandates_and_guardians', now());
INSERT INTO public.django_migrations VALUES (71, 'identity', '0004_own_data', now());
INSERT INTO public.django_migrations VALUES (72, 'identity', '0005_activations', now());
INSERT INTO public.django_migrations VALUES (73, 'identity', '0006_staff_persons', now());
INSERT INTO public.django_migrations VALUES (74, 'cases', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (75, 'cases', '0002_seal_off_closed_cases', now());
INSERT INTO public.django_migrations VALUES (76, 'cases', '0003_seal_parts_where_they_were', now());
INSERT INTO public.django_migrations VALUES (77, 'cases', '0004_applied_for_by_somebody_else', now());
INSERT INTO public.django_migrations VALUES (78, 'cases', '0005_hold_cases_to_their_mandate', now());
INSERT INTO public.django_migrations VALUES (79, 'cases', '0006_hold_decisions_to_the_power_list', now());
INSERT INTO public.django_migrations VALUES (80, 'cases', '0007_hold_the_handling_item', now());
INSERT INTO public.django_migrations VALUES (81, 'cases', '0008_grades_and_modes', now());
INSERT INTO public.django_migrations VALUES (82, 'cases', '0009_what_was_granted', now());
INSERT INTO public.django_migrations VALUES (83, 'cases', '0010_special_procedures', now());
INSERT INTO public.django_migrations VALUES (84, 'cases', '0011_seal_procedures', now());
INSERT INTO public.django_migrations VALUES (85, 'cases', '0012_rules_that_decide', now());
INSERT INTO public.django_migrations VALUES (86, 'cases', '0013_hold_rules', now());
INSERT INTO public.django_migrations VALUES (87, 'cases', '0014_modes_and_promises', now());
INSERT INTO public.django_migrations VALUES (88, 'cases', '0015_seal_modes', now());
INSERT INTO public.django_migrations VALUES (89, 'cases', '0016_evidence_that_was_found', now());
INSERT INTO public.django_migrations VALUES (90, 'cases', '0017_freeze_evidence', now());
INSERT INTO public.django_migrations VALUES (91, 'cases', '0018_shipping', now());
INSERT INTO public.django_migrations VALUES (92, 'cases', '0019_taken_in_for_others', now());
INSERT INTO public.django_migrations VALUES (93, 'cases', '0020_many_may_follow', now());
INSERT INTO public.django_migrations VALUES (94, 'cases', '0021_keep_the_scenario', now());
INSERT INTO public.django_migrations VALUES (95, 'cases', '0022_hold_handling_codes', now());
INSERT INTO public.django_migrations VALUES (96, 'cases', '0023_questions_in_a_case', now());
INSERT INTO public.django_migrations VALUES (97, 'cases', '0024_seal_questions', now());
INSERT INTO public.django_migrations VALUES (98, 'cases', '0025_opinions_consultations_watches_batches', now());
INSERT INTO public.django_migrations VALUES (99, 'cases', '0026_reviewed_below', now());
INSERT INTO public.django_migrations VALUES (100, 'cases', '0027_co_applicants', now());
INSERT INTO public.django_migrations VALUES (101, 'cases', '0028_changes_of_contact', now());
INSERT INTO public.django_migrations VALUES (102, 'cases', '0029_objections_to_rules', now());
INSERT INTO public.django_migrations VALUES (103, 'cases', '0030_keep_objections', now());
INSERT INTO public.django_migrations VALUES (104, 'cases', '0031_no_stop_without_record', now());
INSERT INTO public.django_migrations VALUES (105, 'cases', '0032_parties_who_act', now());
INSERT INTO public.django_migrations VALUES (106, 'cases', '0033_batches_of_papers', now());
INSERT INTO public.django_migrations VALUES (107, 'cases', '0034_look_past_row_security', now());
INSERT INTO public.django_migrations VALUES (108, 'cases', '0035_overdue_consultations', now());
INSERT INTO public.django_migrations VALUES (109, 'cases', '0036_combined_ways_and_proof', now());
INSERT INTO public.django_migrations VALUES (110, 'cases', '0037_attended_acts', now());
INSERT INTO public.django_migrations VALUES (111, 'cases', '0038_keep_attended_acts', now());
INSERT INTO public.django_migrations VALUES (112, 'cases', '0039_doubts_about_evidence', now());
INSERT INTO public.django_migrations VALUES (113, 'cases', '0040_keep_doubts', now());
INSERT INTO public.django_migrations VALUES (114, 'cases', '0041_index_signed_papers', now());
INSERT INTO public.django_migrations VALUES (115, 'cases', '0042_overdue_objections', now());
INSERT INTO public.django_migrations VALUES (116, 'cases', '0043_tasks_counted_from_an_index', now());
INSERT INTO public.django_migrations VALUES (117, 'cases', '0044_find_cases_by_indexes', now());
INSERT INTO public.django_migrations VALUES (118, 'cases', '0046_tiers_of_cases', now());
INSERT INTO public.django_migrations VALUES (119, 'cases', '0047_decision_checks', now());
INSERT INTO public.django_migrations VALUES (120, 'cases', '0048_kinds_of_papers', now());
INSERT INTO public.django_migrations VALUES (121, 'cases', '0049_stages_of_reviews', now());
INSERT INTO public.django_migrations VALUES (122, 'cases', '0050_statements_end_with_their_case', now());
INSERT INTO public.django_migrations VALUES (123, 'catalogue', '0025_keep_which_elements_are_editors', now());
INSERT INTO public.django_migrations VALUES (124, 'catalogue', '0026_best_open_list_of_a_place', now());
INSERT INTO public.django_migrations VALUES (125, 'credit', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (126, 'documents', '0012_logos_of_departments', now());
INSERT INTO public.django_migrations VALUES (127, 'documents', '0013_protect_logos', now());
INSERT INTO public.django_migrations VALUES (128, 'delivery', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (129, 'delivery', '0002_stale_labels', now());
INSERT INTO public.django_migrations VALUES (130, 'delivery', '0003_silent_parcels', now());
INSERT INTO public.django_migrations VALUES (131, 'delivery', '0004_addresses_for_service', now());
INSERT INTO public.django_migrations VALUES (132, 'delivery', '0005_keep_addresses_for_service', now());
INSERT INTO public.django_migrations VALUES (133, 'delivery', '0006_addresses_wanted', now());
INSERT INTO public.django_migrations VALUES (134, 'delivery', '0007_orders_taken_back', now());
INSERT INTO public.django_migrations VALUES (135, 'documents', '0014_papers_for_parties', now());
INSERT INTO public.django_migrations VALUES (136, 'evaluations', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (137, 'evaluations', '0002_reviews_are_kept', now());
INSERT INTO public.django_migrations VALUES (138, 'foundation', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (139, 'halls', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (140, 'halls', '0002_devices', now());
INSERT INTO public.django_migrations VALUES (141, 'identity', '0007_find_by_name', now());
INSERT INTO public.django_migrations VALUES (142, 'ledger', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (143, 'ledger', '0002_protect_the_record', now());
INSERT INTO public.django_migrations VALUES (144, 'mfa', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (145, 'mfa', '0002_authenticator_timestamps', now());
INSERT INTO public.django_migrations VALUES (146, 'mfa', '0003_authenticator_type_uniq', now());
INSERT INTO public.django_migrations VALUES (147, 'notifications', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (148, 'notifications', '0002_ways_out_of_the_site', now());
INSERT INTO public.django_migrations VALUES (149, 'notifications', '0003_template_states', now());
INSERT INTO public.django_migrations VALUES (150, 'notifications', '0004_firm_contacts', now());
INSERT INTO public.django_migrations VALUES (151, 'notifications', '0005_copies_and_more_addresses', now());
INSERT INTO public.django_migrations VALUES (152, 'notifications', '0006_work_mail_of_staff', now());
INSERT INTO public.django_migrations VALUES (153, 'sso', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (154, 'oauth2_provider', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (155, 'oauth2_provider', '0002_auto_20190406_1805', now());
INSERT INTO public.django_migrations VALUES (156, 'oauth2_provider', '0003_auto_20201211_1314', now());
INSERT INTO public.django_migrations VALUES (157, 'oauth2_provider', '0004_auto_20200902_2022', now());
INSERT INTO public.django_migrations VALUES (158, 'oauth2_provider', '0005_auto_20211222_2352', now());
INSERT INTO public.django_migrations VALUES (159, 'oauth2_provider', '0006_alter_application_client_secret', now());
INSERT INTO public.django_migrations VALUES (160, 'oauth2_provider', '0007_application_post_logout_redirect_uris', now());
INSERT INTO public.django_migrations VALUES (161, 'oauth2_provider', '0008_alter_accesstoken_token', now());
INSERT INTO public.django_migrations VALUES (162, 'oauth2_provider', '0009_add_hash_client_secret', now());
INSERT INTO public.django_migrations VALUES (163, 'oauth2_provider', '0010_application_allowed_origins', now());
INSERT INTO public.django_migrations VALUES (164, 'oauth2_provider', '0011_refreshtoken_token_family', now());
INSERT INTO public.django_migrations VALUES (165, 'oauth2_provider', '0012_add_token_checksum', now());
INSERT INTO public.django_migrations VALUES (166, 'oauth2_provider', '0013_alter_application_authorization_grant_type_device', now());
INSERT INTO public.django_migrations VALUES (167, 'oauth2_provider', '0014_alter_help_text', now());
INSERT INTO public.django_migrations VALUES (168, 'oauth2_provider', '0015_refreshtoken_token_checksum', now());
INSERT INTO public.django_migrations VALUES (169, 'oauth2_provider', '0016_alter_devicegrant_scope', now());
INSERT INTO public.django_migrations VALUES (170, 'oauth2_provider', '0017_application_dcr_created', now());
INSERT INTO public.django_migrations VALUES (171, 'oauth2_provider', '0018_resource_indicators', now());
INSERT INTO public.django_migrations VALUES (172, 'oauth2_provider', '0019_application_registration_source', now());
INSERT INTO public.django_migrations VALUES (173, 'oauth2_provider', '0020_cimd_application_fields', now());
INSERT INTO public.django_migrations VALUES (174, 'oauth2_provider', '0021_translatable_field_labels', now());
INSERT INTO public.django_migrations VALUES (175, 'oauth2_provider', '0022_refreshtoken_token_family_index', now());
INSERT INTO public.django_migrations VALUES (176, 'procrastinate', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (177, 'procrastinate', '0002_drop_started_at_column', now());
INSERT INTO public.django_migrations VALUES (178, 'procrastinate', '0003_drop_started_at_column', now());
INSERT INTO public.django_migrations VALUES (179, 'procrastinate', '0004_drop_procrastinate_version_table', now());
INSERT INTO public.django_migrations VALUES (180, 'procrastinate', '0005_fix_procrastinate_fetch_job', now());
INSERT INTO public.django_migrations VALUES (181, 'procrastinate', '0006_fix_trigger_status_events_insert', now());
INSERT INTO public.django_migrations VALUES (182, 'procrastinate', '0007_add_queueing_lock_column', now());
INSERT INTO public.django_migrations VALUES (183, 'procrastinate', '0008_close_fetch_job_race_condition', now());
INSERT INTO public.django_migrations VALUES (184, 'procrastinate', '0009_add_defer_job_function', now());
INSERT INTO public.django_migrations VALUES (185, 'procrastinate', '0010_add_procrastinate_periodic_defers', now());
INSERT INTO public.django_migrations VALUES (186, 'procrastinate', '0011_add_foreign_key_index', now());
INSERT INTO public.django_migrations VALUES (187, 'procrastinate', '0012_add_locks_to_periodic_defer', now());
INSERT INTO public.django_migrations VALUES (188, 'procrastinate', '0013_fix_procrastinate_defer_periodic_job', now());
INSERT INTO public.django_migrations VALUES (189, 'procrastinate', '0014_add_finish_job_and_retry_job_functions', now());
INSERT INTO public.django_migrations VALUES (190, 'procrastinate', '0015_add_trigger_on_job_deletion', now());
INSERT INTO public.django_migrations VALUES (191, 'procrastinate', '0016_delete_finished_jobs', now());
INSERT INTO public.django_migrations VALUES (192, 'procrastinate', '0017_add_checks_to_finish_job', now());
INSERT INTO public.django_migrations VALUES (193, 'procrastinate', '0018_add_checks_to_retry_job', now());
INSERT INTO public.django_migrations VALUES (194, 'procrastinate', '0019_fix_finish_job_compat_issue', now());
INSERT INTO public.django_migrations VALUES (195, 'procrastinate', '0020_add_index_on_procrastinate_jobs', now());
INSERT INTO public.django_migrations VALUES (196, 'procrastinate', '0021_add_kwargs_to_defer_periodic_job', now());
INSERT INTO public.django_migrations VALUES (197, 'procrastinate', '0022_null_locks_excluded', now());
INSERT INTO public.django_migrations VALUES (198, 'procrastinate', '0023_remove_old_finish_job_function', now());
INSERT INTO public.django_migrations VALUES (199, 'procrastinate', '0024_job_id_bigint', now());
INSERT INTO public.django_migrations VALUES (200, 'procrastinate', '0025_add_models', now());
INSERT INTO public.django_migrations VALUES (201, 'procrastinate', '0026_add_job_priority', now());
INSERT INTO public.django_migrations VALUES (202, 'procrastinate', '0027_add_periodic_job_priority', now());
INSERT INTO public.django_migrations VALUES (203, 'procrastinate', '0028_add_cancel_states', now());
INSERT INTO public.django_migrations VALUES (204, 'procrastinate', '0029_add_additional_params_to_retry_job', now());
INSERT INTO public.django_migrations VALUES (205, 'procrastinate', '0030_alter_procrastinateevent_options', now());
INSERT INTO public.django_migrations VALUES (206, 'procrastinate', '0031_add_indexes_for_fetch_job', now());
INSERT INTO public.django_migrations VALUES (207, 'procrastinate', '0032_pre_cancel_notification', now());
INSERT INTO public.django_migrations VALUES (208, 'procrastinate', '0033_post_cancel_notification', now());
INSERT INTO public.django_migrations VALUES (209, 'procrastinate', '0034_pre_add_heartbeat', now());
INSERT INTO public.django_migrations VALUES (210, 'procrastinate', '0035_post_add_heartbeat', now());
INSERT INTO public.django_migrations VALUES (211, 'procrastinate', '0036_add_worker_model', now());
INSERT INTO public.django_migrations VALUES (212, 'procrastinate', '0037_pre_batch_defer_jobs', now());
INSERT INTO public.django_migrations VALUES (213, 'procrastinate', '0038_post_batch_defer_jobs', now());
INSERT INTO public.django_migrations VALUES (214, 'procrastinate', '0039_pre_priority_lock_fetch_job', now());
INSERT INTO public.django_migrations VALUES (215, 'procrastinate', '0040_pre_retry_failed_job', now());
INSERT INTO public.django_migrations VALUES (216, 'procrastinate', '0041_post_retry_failed_job', now());
INSERT INTO public.django_migrations VALUES (217, 'sessions', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (218, 'sharing', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (219, 'sharing', '0002_switches_and_answers', now());
INSERT INTO public.django_migrations VALUES (220, 'sharing', '0003_sources_over_http', now());
INSERT INTO public.django_migrations VALUES (221, 'socialaccount', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (222, 'socialaccount', '0002_token_max_lengths', now());
INSERT INTO public.django_migrations VALUES (223, 'socialaccount', '0003_extra_data_default_dict', now());
INSERT INTO public.django_migrations VALUES (224, 'socialaccount', '0004_app_provider_id_settings', now());
INSERT INTO public.django_migrations VALUES (225, 'socialaccount', '0005_socialtoken_nullable_app', now());
INSERT INTO public.django_migrations VALUES (226, 'socialaccount', '0006_alter_socialaccount_extra_data', now());
INSERT INTO public.django_migrations VALUES (227, 'usersessions', '0001_initial', now());
SELECT pg_catalog.setval('public.django_migrations_id_seq', 227, true);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_article
    ADD CONSTRAINT article_once UNIQUE (law_id, number, suffix);
ALTER TABLE ONLY public.catalogue_aside_text
    ADD CONSTRAINT aside_text_once_each UNIQUE (line_id, staff_id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_base_item
    ADD CONSTRAINT base_item_local_code_once UNIQUE (scope_code, local_code);
ALTER TABLE ONLY public.catalogue_base_version
    ADD CONSTRAINT base_version_number_once UNIQUE (base_item_id, number);
ALTER TABLE ONLY public.cases_batch_entry
    ADD CONSTRAINT batch_entry_once UNIQUE (batch_id, work_item_id);
ALTER TABLE ONLY public.cases_batch_entry
    ADD CONSTRAINT batch_entry_place UNIQUE (batch_id, place);
ALTER TABLE ONLY public.cases_batch
    ADD CONSTRAINT batch_key_once UNIQUE (staff_id, key);
ALTER TABLE ONLY public.catalogue_discretion
    ADD CONSTRAINT benchmark_number_once UNIQUE NULLS NOT DISTINCT (base_item_id, implementation_id, number);
ALTER TABLE ONLY public.catalogue_case_day
    ADD CONSTRAINT case_day_once UNIQUE (implementation_id, day);
ALTER TABLE ONLY public.cases_material
    ADD CONSTRAINT case_material_file_once UNIQUE (case_id, requirement_key, file_id);
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT case_number_once UNIQUE (number);
ALTER TABLE ONLY public.cases_step_record
    ADD CONSTRAINT case_step_done_once UNIQUE (case_id, step_key);
ALTER TABLE ONLY public.cases_automatic_decision
    ADD CONSTRAINT cases_automatic_decision_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.cases_automatic_decision
    ADD CONSTRAINT cases_automatic_decision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_batch_entry
    ADD CONSTRAINT cases_batch_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_batch
    ADD CONSTRAINT cases_batch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_clock_stop
    ADD CONSTRAINT cases_clock_stop_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_co_applicant
    ADD CONSTRAINT cases_co_applicant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_consultation_file
    ADD CONSTRAINT cases_consultation_file_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_consultation
    ADD CONSTRAINT cases_consultation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_contact_change
    ADD CONSTRAINT cases_contact_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_correction
    ADD CONSTRAINT cases_correction_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.cases_correction
    ADD CONSTRAINT cases_correction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_counter_act
    ADD CONSTRAINT cases_counter_act_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_decision
    ADD CONSTRAINT cases_decision_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.cases_decision_check
    ADD CONSTRAINT cases_decision_check_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_decision
    ADD CONSTRAINT cases_decision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_deferred_material
    ADD CONSTRAINT cases_deferred_material_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_discretion_choice
    ADD CONSTRAINT cases_discretion_choice_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.cases_discretion_choice
    ADD CONSTRAINT cases_discretion_choice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_draft
    ADD CONSTRAINT cases_draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_dry_run_difference
    ADD CONSTRAINT cases_dry_run_difference_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_dry_run
    ADD CONSTRAINT cases_dry_run_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_entitlement
    ADD CONSTRAINT cases_entitlement_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.cases_entitlement
    ADD CONSTRAINT cases_entitlement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_evidence_doubt
    ADD CONSTRAINT cases_evidence_doubt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_extension
    ADD CONSTRAINT cases_extension_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_field_claim
    ADD CONSTRAINT cases_field_claim_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_finding
    ADD CONSTRAINT cases_finding_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_interested_party
    ADD CONSTRAINT cases_interested_party_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_material
    ADD CONSTRAINT cases_material_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_measure
    ADD CONSTRAINT cases_measure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_mode_choice
    ADD CONSTRAINT cases_mode_choice_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.cases_mode_choice
    ADD CONSTRAINT cases_mode_choice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_original_check
    ADD CONSTRAINT cases_original_check_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_paper_batch_line
    ADD CONSTRAINT cases_paper_batch_line_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_paper_batch
    ADD CONSTRAINT cases_paper_batch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_preliminary_review
    ADD CONSTRAINT cases_preliminary_review_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_procedure_file
    ADD CONSTRAINT cases_procedure_file_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_promise_check
    ADD CONSTRAINT cases_promise_check_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.cases_promise_check
    ADD CONSTRAINT cases_promise_check_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_question_file
    ADD CONSTRAINT cases_question_file_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_question
    ADD CONSTRAINT cases_question_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_receiving
    ADD CONSTRAINT cases_receiving_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.cases_receiving
    ADD CONSTRAINT cases_receiving_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_recheck
    ADD CONSTRAINT cases_recheck_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.cases_recheck
    ADD CONSTRAINT cases_recheck_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_recheck_reader
    ADD CONSTRAINT cases_recheck_reader_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_register_entry
    ADD CONSTRAINT cases_register_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_remedy
    ADD CONSTRAINT cases_remedy_anew_id_key UNIQUE (anew_id);
ALTER TABLE ONLY public.cases_remedy
    ADD CONSTRAINT cases_remedy_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_rule_objection
    ADD CONSTRAINT cases_rule_objection_made_id_key UNIQUE (made_id);
ALTER TABLE ONLY public.cases_rule_objection
    ADD CONSTRAINT cases_rule_objection_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_rule_set
    ADD CONSTRAINT cases_rule_set_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_rule_stop
    ADD CONSTRAINT cases_rule_stop_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_rule_version
    ADD CONSTRAINT cases_rule_version_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_shipping_wish
    ADD CONSTRAINT cases_shipping_wish_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.cases_shipping_wish
    ADD CONSTRAINT cases_shipping_wish_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_spared_figure
    ADD CONSTRAINT cases_spared_figure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_special_procedure
    ADD CONSTRAINT cases_special_procedure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_special_procedure
    ADD CONSTRAINT cases_special_procedure_stop_id_key UNIQUE (stop_id);
ALTER TABLE ONLY public.cases_staff_notice
    ADD CONSTRAINT cases_staff_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_standing_opinion
    ADD CONSTRAINT cases_standing_opinion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_statement
    ADD CONSTRAINT cases_statement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_step_record
    ADD CONSTRAINT cases_step_record_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_watch
    ADD CONSTRAINT cases_watch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_work_item
    ADD CONSTRAINT cases_work_item_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_article
    ADD CONSTRAINT catalogue_article_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_aside_text
    ADD CONSTRAINT catalogue_aside_text_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_base_item
    ADD CONSTRAINT catalogue_base_item_code_key UNIQUE (code);
ALTER TABLE ONLY public.catalogue_base_item
    ADD CONSTRAINT catalogue_base_item_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_base_version
    ADD CONSTRAINT catalogue_base_version_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_case_day
    ADD CONSTRAINT catalogue_case_day_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_change_line
    ADD CONSTRAINT catalogue_change_line_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_change_order
    ADD CONSTRAINT catalogue_change_order_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_change_proposal
    ADD CONSTRAINT catalogue_change_proposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_cited_title
    ADD CONSTRAINT catalogue_cited_title_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_cited_title
    ADD CONSTRAINT catalogue_cited_title_title_key UNIQUE (title);
ALTER TABLE ONLY public.catalogue_closed_with_base
    ADD CONSTRAINT catalogue_closed_with_base_pkey PRIMARY KEY (implementation_id);
ALTER TABLE ONLY public.catalogue_code_order
    ADD CONSTRAINT catalogue_code_order_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_code_succession
    ADD CONSTRAINT catalogue_code_succession_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_data_file_text
    ADD CONSTRAINT catalogue_data_file_text_base_item_id_key UNIQUE (base_item_id);
ALTER TABLE ONLY public.catalogue_data_file_text
    ADD CONSTRAINT catalogue_data_file_text_implementation_id_key UNIQUE (implementation_id);
ALTER TABLE ONLY public.catalogue_data_file_text
    ADD CONSTRAINT catalogue_data_file_text_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_definition_draft
    ADD CONSTRAINT catalogue_definition_draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_department_notice
    ADD CONSTRAINT catalogue_department_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_discretion
    ADD CONSTRAINT catalogue_discretion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_duty
    ADD CONSTRAINT catalogue_duty_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_evidence_name
    ADD CONSTRAINT catalogue_evidence_name_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.catalogue_evidence_type
    ADD CONSTRAINT catalogue_evidence_type_code_key UNIQUE (code);
ALTER TABLE ONLY public.catalogue_evidence_type
    ADD CONSTRAINT catalogue_evidence_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_finding
    ADD CONSTRAINT catalogue_finding_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_implementation
    ADD CONSTRAINT catalogue_implementation_code_key UNIQUE (code);
ALTER TABLE ONLY public.catalogue_implementation
    ADD CONSTRAINT catalogue_implementation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_implementation_version
    ADD CONSTRAINT catalogue_implementation_version_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_law_change
    ADD CONSTRAINT catalogue_law_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_law
    ADD CONSTRAINT catalogue_law_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_legal_basis
    ADD CONSTRAINT catalogue_legal_basis_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_legal_opinion
    ADD CONSTRAINT catalogue_legal_opinion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_life_step
    ADD CONSTRAINT catalogue_life_step_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_material_use
    ADD CONSTRAINT catalogue_material_use_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_open_case
    ADD CONSTRAINT catalogue_open_case_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.catalogue_outside_service
    ADD CONSTRAINT catalogue_outside_service_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_outside_task
    ADD CONSTRAINT catalogue_outside_task_pkey PRIMARY KEY (outside_id);
ALTER TABLE ONLY public.catalogue_own_element
    ADD CONSTRAINT catalogue_own_element_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_past_text
    ADD CONSTRAINT catalogue_past_text_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_region_figures
    ADD CONSTRAINT catalogue_region_figures_pkey PRIMARY KEY (region_code);
ALTER TABLE ONLY public.catalogue_scenario
    ADD CONSTRAINT catalogue_scenario_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_search_change
    ADD CONSTRAINT catalogue_search_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_search_entry
    ADD CONSTRAINT catalogue_search_entry_pkey PRIMARY KEY (base_item_id);
ALTER TABLE ONLY public.catalogue_search_phrase
    ADD CONSTRAINT catalogue_search_phrase_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_search_question
    ADD CONSTRAINT catalogue_search_question_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_search_sound
    ADD CONSTRAINT catalogue_search_sound_pkey PRIMARY KEY ("character");
ALTER TABLE ONLY public.catalogue_search_term
    ADD CONSTRAINT catalogue_search_term_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_search_word
    ADD CONSTRAINT catalogue_search_word_pkey PRIMARY KEY (word);
ALTER TABLE ONLY public.catalogue_sheet_change
    ADD CONSTRAINT catalogue_sheet_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_sheet_part
    ADD CONSTRAINT catalogue_sheet_part_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_sheet
    ADD CONSTRAINT catalogue_sheet_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_sitemap_part
    ADD CONSTRAINT catalogue_sitemap_part_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.catalogue_standard_index
    ADD CONSTRAINT catalogue_standard_index_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_standing
    ADD CONSTRAINT catalogue_standing_pkey PRIMARY KEY (implementation_id);
ALTER TABLE ONLY public.catalogue_synonym
    ADD CONSTRAINT catalogue_synonym_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_theme
    ADD CONSTRAINT catalogue_theme_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.catalogue_theme_topic
    ADD CONSTRAINT catalogue_theme_topic_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_topic
    ADD CONSTRAINT catalogue_topic_name_key UNIQUE (name);
ALTER TABLE ONLY public.catalogue_topic
    ADD CONSTRAINT catalogue_topic_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.catalogue_unanswered_query
    ADD CONSTRAINT catalogue_unanswered_query_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_unanswered_query
    ADD CONSTRAINT catalogue_unanswered_query_text_key UNIQUE (text);
ALTER TABLE ONLY public.catalogue_unsaid_material
    ADD CONSTRAINT catalogue_unsaid_material_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_window_brand
    ADD CONSTRAINT catalogue_window_brand_pkey PRIMARY KEY (region_code);
ALTER TABLE ONLY public.catalogue_window_notice
    ADD CONSTRAINT catalogue_window_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_change_line
    ADD CONSTRAINT change_line_place_once UNIQUE (order_id, "position");
ALTER TABLE ONLY public.catalogue_change_order
    ADD CONSTRAINT change_order_number_once UNIQUE (year, number);
ALTER TABLE ONLY public.cases_field_claim
    ADD CONSTRAINT claim_once_for_a_field UNIQUE (finding_id, field);
ALTER TABLE ONLY public.catalogue_code_succession
    ADD CONSTRAINT code_succession_once_a_day UNIQUE (old_code, new_code, "on");
ALTER TABLE ONLY public.cases_consultation_file
    ADD CONSTRAINT consultation_file_once UNIQUE (consultation_id, file_id);
ALTER TABLE ONLY public.cases_contact_change
    ADD CONSTRAINT contact_version_once UNIQUE (case_id, version);
ALTER TABLE ONLY public.halls_counter
    ADD CONSTRAINT counter_number_once UNIQUE (hall_id, number);
ALTER TABLE ONLY public.credit_event
    ADD CONSTRAINT credit_event_once UNIQUE (case_id, kind);
ALTER TABLE ONLY public.credit_event
    ADD CONSTRAINT credit_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.credit_request
    ADD CONSTRAINT credit_request_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_data_label
    ADD CONSTRAINT data_label_once UNIQUE (department_id, item_code);
ALTER TABLE ONLY public.cases_decision_check
    ADD CONSTRAINT decision_check_once_an_answer UNIQUE (case_id, correction_id);
ALTER TABLE ONLY public.cases_deferred_material
    ADD CONSTRAINT deferred_material_once UNIQUE (case_id, requirement_key);
ALTER TABLE ONLY public.catalogue_definition_draft
    ADD CONSTRAINT definition_draft_once UNIQUE (kind, code);
ALTER TABLE ONLY public.delivery_carrier
    ADD CONSTRAINT delivery_carrier_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.delivery_event
    ADD CONSTRAINT delivery_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delivery_parcel
    ADD CONSTRAINT delivery_parcel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delivery_payer_rule
    ADD CONSTRAINT delivery_payer_rule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delivery_sandbox_order
    ADD CONSTRAINT delivery_sandbox_order_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delivery_service_address
    ADD CONSTRAINT delivery_service_address_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_demonstration_record
    ADD CONSTRAINT demonstration_record_once UNIQUE (source_code, number_index);
ALTER TABLE ONLY public.organizations_department
    ADD CONSTRAINT department_name_once_in_division UNIQUE (division_id, name);
ALTER TABLE ONLY public.catalogue_department_notice
    ADD CONSTRAINT department_notice_once UNIQUE (base_version_id, implementation_id);
ALTER TABLE ONLY public.organizations_division_succession
    ADD CONSTRAINT division_succession_once UNIQUE (code, ended_in, name);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.documents_counter
    ADD CONSTRAINT documents_counter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.documents_file
    ADD CONSTRAINT documents_file_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.documents_issued
    ADD CONSTRAINT documents_issued_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.documents_issued
    ADD CONSTRAINT documents_issued_verification_code_key UNIQUE (verification_code);
ALTER TABLE ONLY public.documents_language_wish
    ADD CONSTRAINT documents_language_wish_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.documents_logo
    ADD CONSTRAINT documents_logo_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.documents_service_consent
    ADD CONSTRAINT documents_service_consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.documents_service
    ADD CONSTRAINT documents_service_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.documents_template
    ADD CONSTRAINT documents_template_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.documents_template_version
    ADD CONSTRAINT documents_template_version_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.documents_translation
    ADD CONSTRAINT documents_translation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.documents_translation
    ADD CONSTRAINT documents_translation_verification_code_key UNIQUE (verification_code);
ALTER TABLE ONLY public.cases_dry_run_difference
    ADD CONSTRAINT dry_run_case_once UNIQUE (dry_run_id, case_id);
ALTER TABLE ONLY public.catalogue_duty
    ADD CONSTRAINT duty_once_of_a_type UNIQUE (item_type, kind, "position");
ALTER TABLE ONLY public.evaluations_authorship
    ADD CONSTRAINT evaluations_authorship_invitation_id_key UNIQUE (invitation_id);
ALTER TABLE ONLY public.evaluations_authorship
    ADD CONSTRAINT evaluations_authorship_pkey PRIMARY KEY (evaluation_id);
ALTER TABLE ONLY public.evaluations_correction
    ADD CONSTRAINT evaluations_correction_evaluation_id_key UNIQUE (evaluation_id);
ALTER TABLE ONLY public.evaluations_correction
    ADD CONSTRAINT evaluations_correction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.evaluations_correction_step
    ADD CONSTRAINT evaluations_correction_step_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.evaluations_evaluation
    ADD CONSTRAINT evaluations_evaluation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.evaluations_figure
    ADD CONSTRAINT evaluations_figure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.evaluations_invitation
    ADD CONSTRAINT evaluations_invitation_code_index_key UNIQUE (code_index);
ALTER TABLE ONLY public.evaluations_invitation
    ADD CONSTRAINT evaluations_invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.evaluations_invitation
    ADD CONSTRAINT evaluations_invitation_source_key_key UNIQUE (source_key);
ALTER TABLE ONLY public.evaluations_reason
    ADD CONSTRAINT evaluations_reason_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.evaluations_text
    ADD CONSTRAINT evaluations_text_pkey PRIMARY KEY (evaluation_id);
ALTER TABLE ONLY public.evaluations_figure
    ADD CONSTRAINT figure_once UNIQUE (scope, channel, month);
ALTER TABLE ONLY public.catalogue_finding
    ADD CONSTRAINT finding_once UNIQUE (subject_id, rule, evidence_sha256);
ALTER TABLE ONLY public.forms_form
    ADD CONSTRAINT forms_form_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.forms_form
    ADD CONSTRAINT forms_form_version UNIQUE (code, version);
ALTER TABLE ONLY public.foundation_calendar_day
    ADD CONSTRAINT foundation_calendar_day_pkey PRIMARY KEY (day);
ALTER TABLE ONLY public.foundation_calendar_year
    ADD CONSTRAINT foundation_calendar_year_pkey PRIMARY KEY (year);
ALTER TABLE ONLY public.halls_hall_day
    ADD CONSTRAINT hall_day_once UNIQUE (hall_id, day);
ALTER TABLE ONLY public.halls_hall
    ADD CONSTRAINT hall_once_a_division UNIQUE (division_code, kind);
ALTER TABLE ONLY public.halls_appointment
    ADD CONSTRAINT halls_appointment_code_key UNIQUE (code);
ALTER TABLE ONLY public.halls_appointment
    ADD CONSTRAINT halls_appointment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_counter
    ADD CONSTRAINT halls_counter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_counter_skills
    ADD CONSTRAINT halls_counter_skills_counter_id_skill_id_a484599f_uniq UNIQUE (counter_id, skill_id);
ALTER TABLE ONLY public.halls_counter_skills
    ADD CONSTRAINT halls_counter_skills_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_device
    ADD CONSTRAINT halls_device_code_key UNIQUE (code);
ALTER TABLE ONLY public.halls_device
    ADD CONSTRAINT halls_device_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_device
    ADD CONSTRAINT halls_device_secret_before_key UNIQUE (secret_before);
ALTER TABLE ONLY public.halls_device
    ADD CONSTRAINT halls_device_secret_key UNIQUE (secret);
ALTER TABLE ONLY public.halls_hall_day
    ADD CONSTRAINT halls_hall_day_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_hall
    ADD CONSTRAINT halls_hall_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_kiosk_visit
    ADD CONSTRAINT halls_kiosk_visit_pairing_key UNIQUE (pairing);
ALTER TABLE ONLY public.halls_kiosk_visit
    ADD CONSTRAINT halls_kiosk_visit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_kiosk_visit
    ADD CONSTRAINT halls_kiosk_visit_secret_key UNIQUE (secret);
ALTER TABLE ONLY public.halls_place
    ADD CONSTRAINT halls_place_appointment_id_key UNIQUE (appointment_id);
ALTER TABLE ONLY public.halls_place
    ADD CONSTRAINT halls_place_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_presence
    ADD CONSTRAINT halls_presence_code_key UNIQUE (code);
ALTER TABLE ONLY public.halls_presence
    ADD CONSTRAINT halls_presence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_service_time
    ADD CONSTRAINT halls_service_time_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_shift_period
    ADD CONSTRAINT halls_shift_period_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_shift
    ADD CONSTRAINT halls_shift_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_skill
    ADD CONSTRAINT halls_skill_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_slot
    ADD CONSTRAINT halls_slot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_ticket
    ADD CONSTRAINT halls_ticket_code_key UNIQUE (code);
ALTER TABLE ONLY public.halls_ticket
    ADD CONSTRAINT halls_ticket_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_ticket_series
    ADD CONSTRAINT halls_ticket_series_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_ticket_step
    ADD CONSTRAINT halls_ticket_step_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.halls_waiting
    ADD CONSTRAINT halls_waiting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_access_token
    ADD CONSTRAINT identity_access_token_pkey PRIMARY KEY (token_hash);
ALTER TABLE ONLY public.identity_account_closing
    ADD CONSTRAINT identity_account_closing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_account
    ADD CONSTRAINT identity_account_login_key UNIQUE (login);
ALTER TABLE ONLY public.identity_account
    ADD CONSTRAINT identity_account_person_id_key UNIQUE (person_id);
ALTER TABLE ONLY public.identity_account
    ADD CONSTRAINT identity_account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_account
    ADD CONSTRAINT identity_account_staff_id_key UNIQUE (staff_id);
ALTER TABLE ONLY public.identity_activation
    ADD CONSTRAINT identity_activation_pkey PRIMARY KEY (account_id);
ALTER TABLE ONLY public.identity_assurance_evidence
    ADD CONSTRAINT identity_assurance_evidence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_assurance_level
    ADD CONSTRAINT identity_assurance_level_pkey PRIMARY KEY (level);
ALTER TABLE ONLY public.identity_cache
    ADD CONSTRAINT identity_cache_pkey PRIMARY KEY (cache_key);
ALTER TABLE ONLY public.identity_client_certificate
    ADD CONSTRAINT identity_client_certificate_fingerprint_key UNIQUE (fingerprint);
ALTER TABLE ONLY public.identity_client_certificate
    ADD CONSTRAINT identity_client_certificate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_data_correction
    ADD CONSTRAINT identity_data_correction_code_key UNIQUE (code);
ALTER TABLE ONLY public.identity_data_correction
    ADD CONSTRAINT identity_data_correction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_data_export
    ADD CONSTRAINT identity_data_export_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_demonstration_firm
    ADD CONSTRAINT identity_demonstration_firm_pkey PRIMARY KEY (uscc);
ALTER TABLE ONLY public.identity_demonstration_resident
    ADD CONSTRAINT identity_demonstration_resident_pkey PRIMARY KEY (number_index);
ALTER TABLE ONLY public.identity_evidence_kind
    ADD CONSTRAINT identity_evidence_kind_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.identity_evidence_rule
    ADD CONSTRAINT identity_evidence_rule_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.identity_guardianship
    ADD CONSTRAINT identity_guardianship_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_legal_person_handler
    ADD CONSTRAINT identity_legal_person_handler_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_legal_person
    ADD CONSTRAINT identity_legal_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_legal_person
    ADD CONSTRAINT identity_legal_person_uscc_key UNIQUE (uscc);
ALTER TABLE ONLY public.identity_mandate
    ADD CONSTRAINT identity_mandate_number_key UNIQUE (number);
ALTER TABLE ONLY public.identity_mandate
    ADD CONSTRAINT identity_mandate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_natural_person
    ADD CONSTRAINT identity_natural_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_natural_person
    ADD CONSTRAINT identity_natural_person_resident_id_index_key UNIQUE (resident_id_index);
ALTER TABLE ONLY public.identity_past_password
    ADD CONSTRAINT identity_past_password_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_privacy_term
    ADD CONSTRAINT identity_privacy_term_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.identity_privacy_text
    ADD CONSTRAINT identity_privacy_text_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_read_question
    ADD CONSTRAINT identity_read_question_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_recent_read
    ADD CONSTRAINT identity_recent_read_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.identity_sign_in_throttle
    ADD CONSTRAINT identity_sign_in_throttle_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.identity_staff_person
    ADD CONSTRAINT identity_staff_person_person_id_key UNIQUE (person_id);
ALTER TABLE ONLY public.identity_staff_person
    ADD CONSTRAINT identity_staff_person_pkey PRIMARY KEY (staff_id);
ALTER TABLE ONLY public.identity_system_client
    ADD CONSTRAINT identity_system_client_client_id_key UNIQUE (client_id);
ALTER TABLE ONLY public.identity_system_client
    ADD CONSTRAINT identity_system_client_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_text_consent
    ADD CONSTRAINT identity_text_consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_implementation
    ADD CONSTRAINT implementation_once_in_department UNIQUE (base_item_id, department_id);
ALTER TABLE ONLY public.catalogue_implementation_version
    ADD CONSTRAINT implementation_version_number_once UNIQUE (implementation_id, number);
ALTER TABLE ONLY public.organizations_staff_import_part
    ADD CONSTRAINT import_part_once UNIQUE (staff_import_id, number);
ALTER TABLE ONLY public.organizations_staff_import_row
    ADD CONSTRAINT import_row_once UNIQUE (staff_import_id, number);
ALTER TABLE ONLY public.catalogue_law_change
    ADD CONSTRAINT law_change_once UNIQUE (title, effective_on);
ALTER TABLE ONLY public.catalogue_law
    ADD CONSTRAINT law_text_once UNIQUE NULLS NOT DISTINCT (title, issued_on);
ALTER TABLE ONLY public.ledger_anchor
    ADD CONSTRAINT ledger_anchor_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledger_checkpoint
    ADD CONSTRAINT ledger_checkpoint_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.ledger_event
    ADD CONSTRAINT ledger_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledger_idempotency_record
    ADD CONSTRAINT ledger_idempotency_key UNIQUE (scope, key);
ALTER TABLE ONLY public.ledger_idempotency_record
    ADD CONSTRAINT ledger_idempotency_record_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledger_subscription
    ADD CONSTRAINT ledger_subscription_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.ledger_tile
    ADD CONSTRAINT ledger_tile_pkey PRIMARY KEY (level, "position");
ALTER TABLE ONLY public.ledger_tree
    ADD CONSTRAINT ledger_tree_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_legal_basis
    ADD CONSTRAINT legal_basis_position_once UNIQUE (base_version_id, "position");
ALTER TABLE ONLY public.catalogue_legal_opinion
    ADD CONSTRAINT legal_opinion_once UNIQUE (order_id, round, element);
ALTER TABLE ONLY public.catalogue_life_step
    ADD CONSTRAINT life_step_position_once UNIQUE (topic_id, "position");
ALTER TABLE ONLY public.documents_logo
    ADD CONSTRAINT logo_number_once UNIQUE (department_id, number);
ALTER TABLE ONLY public.catalogue_material_use
    ADD CONSTRAINT material_use_once UNIQUE (base_item_id, key);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_post_holding
    ADD CONSTRAINT nobody_is_two_administrators EXCLUDE USING gist (staff_id WITH =, admin_role WITH <>, daterange(held_from, held_to, '[)'::text) WITH &&) WHERE ((NOT ((admin_role)::text = ''::text)));
ALTER TABLE ONLY public.notifications_dispatch
    ADD CONSTRAINT notifications_dispatch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notifications_firm_contact
    ADD CONSTRAINT notifications_firm_contact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notifications_message
    ADD CONSTRAINT notifications_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notifications_message
    ADD CONSTRAINT notifications_message_source_key_key UNIQUE (source_key);
ALTER TABLE ONLY public.notifications_preference
    ADD CONSTRAINT notifications_preference_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY public.notifications_push
    ADD CONSTRAINT notifications_push_endpoint_key UNIQUE (endpoint);
ALTER TABLE ONLY public.notifications_push
    ADD CONSTRAINT notifications_push_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notifications_staff_contact
    ADD CONSTRAINT notifications_staff_contact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notifications_template
    ADD CONSTRAINT notifications_template_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.oauth2_provider_devicegrant
    ADD CONSTRAINT oauth2_provider_devicegrant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.oauth2_provider_devicegrant
    ADD CONSTRAINT oauth2_provider_devicegrant_unique_device_code UNIQUE (device_code);
ALTER TABLE ONLY public.oauth2_provider_idtoken
    ADD CONSTRAINT oauth2_provider_idtoken_jti_key UNIQUE (jti);
ALTER TABLE ONLY public.oauth2_provider_idtoken
    ADD CONSTRAINT oauth2_provider_idtoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_leave
    ADD CONSTRAINT one_leave_at_a_time EXCLUDE USING gist (staff_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&) WHERE ((NOT is_cancelled));
ALTER TABLE ONLY public.organizations_data_label
    ADD CONSTRAINT organizations_data_label_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_department
    ADD CONSTRAINT organizations_department_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_department
    ADD CONSTRAINT organizations_department_uscc_key UNIQUE (uscc);
ALTER TABLE ONLY public.organizations_division_change
    ADD CONSTRAINT organizations_division_change_number_key UNIQUE (number);
ALTER TABLE ONLY public.organizations_division_change
    ADD CONSTRAINT organizations_division_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_division
    ADD CONSTRAINT organizations_division_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.organizations_division_succession
    ADD CONSTRAINT organizations_division_succession_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_grant
    ADD CONSTRAINT organizations_grant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_leave
    ADD CONSTRAINT organizations_leave_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_post_holding
    ADD CONSTRAINT organizations_post_holding_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_post
    ADD CONSTRAINT organizations_post_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_review_entry
    ADD CONSTRAINT organizations_review_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_review
    ADD CONSTRAINT organizations_review_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_staff_import_part
    ADD CONSTRAINT organizations_staff_import_part_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_staff_import
    ADD CONSTRAINT organizations_staff_import_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_staff_import_row
    ADD CONSTRAINT organizations_staff_import_row_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_staff_member
    ADD CONSTRAINT organizations_staff_member_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations_staff_member
    ADD CONSTRAINT organizations_staff_member_staff_number_key UNIQUE (staff_number);
ALTER TABLE ONLY public.catalogue_outside_service
    ADD CONSTRAINT outside_url_once UNIQUE (region_code, url);
ALTER TABLE ONLY public.catalogue_own_element
    ADD CONSTRAINT own_element_base_once UNIQUE (base_item_id, element);
ALTER TABLE ONLY public.catalogue_own_element
    ADD CONSTRAINT own_element_list_once UNIQUE (implementation_id, element);
ALTER TABLE ONLY public.cases_paper_batch_line
    ADD CONSTRAINT paper_batch_case_once UNIQUE (batch_id, case_id);
ALTER TABLE ONLY public.cases_paper_batch
    ADD CONSTRAINT paper_batch_key_once UNIQUE (staff_id, key);
ALTER TABLE ONLY public.delivery_event
    ADD CONSTRAINT parcel_event_once UNIQUE (carrier, event_id);
ALTER TABLE ONLY public.delivery_parcel
    ADD CONSTRAINT parcel_order_once UNIQUE (order_number);
ALTER TABLE ONLY public.catalogue_past_text
    ADD CONSTRAINT past_text_revision_once UNIQUE (line_id, revision);
ALTER TABLE ONLY public.delivery_payer_rule
    ADD CONSTRAINT payer_rule_once UNIQUE (department_id, leg);
ALTER TABLE ONLY public.halls_place
    ADD CONSTRAINT place_once UNIQUE (slot_id, seat);
ALTER TABLE ONLY public.organizations_post
    ADD CONSTRAINT post_name_once_in_department UNIQUE (department_id, name);
ALTER TABLE ONLY public.organizations_post
    ADD CONSTRAINT post_with_its_role UNIQUE (id, admin_role, needs_grant);
ALTER TABLE ONLY public.identity_privacy_text
    ADD CONSTRAINT privacy_text_version_once UNIQUE (kind, version);
ALTER TABLE ONLY public.cases_procedure_file
    ADD CONSTRAINT procedure_file_once UNIQUE (case_id, file_id);
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);
ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_question_file
    ADD CONSTRAINT question_file_once UNIQUE (case_id, file_id);
ALTER TABLE ONLY public.identity_read_question
    ADD CONSTRAINT read_question_once UNIQUE (person_id, event_id);
ALTER TABLE ONLY public.evaluations_reason
    ADD CONSTRAINT reason_once UNIQUE (department_id, item_code, month, kind, words);
ALTER TABLE ONLY public.cases_recheck_reader
    ADD CONSTRAINT recheck_reader_once UNIQUE (recheck_id, staff_id);
ALTER TABLE ONLY public.cases_register_entry
    ADD CONSTRAINT register_entry_once UNIQUE (register, region_code, text);
ALTER TABLE ONLY public.cases_remedy
    ADD CONSTRAINT remedy_noted_once UNIQUE (case_id, kind, matter_number);
ALTER TABLE ONLY public.cases_preliminary_review
    ADD CONSTRAINT review_body_once UNIQUE (case_id, lower_id);
ALTER TABLE ONLY public.organizations_review
    ADD CONSTRAINT review_once_a_year UNIQUE (department_id, year);
ALTER TABLE ONLY public.cases_preliminary_review
    ADD CONSTRAINT review_stage_once UNIQUE (case_id, stage);
ALTER TABLE ONLY public.organizations_review_entry
    ADD CONSTRAINT reviewed_once UNIQUE (review_id, holding_id);
ALTER TABLE ONLY public.cases_rule_version
    ADD CONSTRAINT rule_version_number_once UNIQUE (rule_set_id, number);
ALTER TABLE ONLY public.delivery_sandbox_order
    ADD CONSTRAINT sandbox_order_once UNIQUE (carrier, order_number);
ALTER TABLE ONLY public.delivery_sandbox_order
    ADD CONSTRAINT sandbox_waybill_once UNIQUE (carrier, waybill);
ALTER TABLE ONLY public.catalogue_scenario
    ADD CONSTRAINT scenario_number_once UNIQUE (base_item_id, number);
ALTER TABLE ONLY public.catalogue_search_phrase
    ADD CONSTRAINT search_phrase_once UNIQUE (base_item_id, phrase);
ALTER TABLE ONLY public.catalogue_search_term
    ADD CONSTRAINT search_term_once UNIQUE (term, words);
ALTER TABLE ONLY public.halls_ticket_series
    ADD CONSTRAINT series_once UNIQUE (skill_id, day);
ALTER TABLE ONLY public.halls_service_time
    ADD CONSTRAINT service_time_once UNIQUE (skill_id, hour);
ALTER TABLE ONLY public.sharing_call
    ADD CONSTRAINT sharing_call_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_correction
    ADD CONSTRAINT sharing_correction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_demonstration_record
    ADD CONSTRAINT sharing_demonstration_record_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_source_change
    ADD CONSTRAINT sharing_source_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_source
    ADD CONSTRAINT sharing_source_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.sharing_switch
    ADD CONSTRAINT sharing_switch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_sheet_change
    ADD CONSTRAINT sheet_change_once UNIQUE (sheet_id, number);
ALTER TABLE ONLY public.catalogue_sheet_part
    ADD CONSTRAINT sheet_part_once UNIQUE (sheet_id, number);
ALTER TABLE ONLY public.halls_skill
    ADD CONSTRAINT skill_letter_once UNIQUE (hall_id, letter);
ALTER TABLE ONLY public.halls_slot
    ADD CONSTRAINT slot_once UNIQUE (skill_id, starts_at);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);
ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_spared_figure
    ADD CONSTRAINT spared_figure_once UNIQUE (item_code, month);
ALTER TABLE ONLY public.sso_access_token
    ADD CONSTRAINT sso_access_token_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sso_access_token
    ADD CONSTRAINT sso_access_token_token_checksum_key UNIQUE (token_checksum);
ALTER TABLE ONLY public.sso_client
    ADD CONSTRAINT sso_client_client_id_key UNIQUE (client_id);
ALTER TABLE ONLY public.sso_client
    ADD CONSTRAINT sso_client_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sso_client_session
    ADD CONSTRAINT sso_client_session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sso_consent
    ADD CONSTRAINT sso_consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sso_figure
    ADD CONSTRAINT sso_figure_once UNIQUE (client_id, day, step, outcome);
ALTER TABLE ONLY public.sso_figure
    ADD CONSTRAINT sso_figure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sso_grant
    ADD CONSTRAINT sso_grant_code_key UNIQUE (code);
ALTER TABLE ONLY public.sso_grant
    ADD CONSTRAINT sso_grant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sso_logout_delivery
    ADD CONSTRAINT sso_logout_delivery_client_session_id_key UNIQUE (client_session_id);
ALTER TABLE ONLY public.sso_logout_delivery
    ADD CONSTRAINT sso_logout_delivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sso_refresh_token
    ADD CONSTRAINT sso_refresh_token_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sso_refresh_token
    ADD CONSTRAINT sso_refresh_token_token_checksum_key UNIQUE (token_checksum);
ALTER TABLE ONLY public.sso_registration
    ADD CONSTRAINT sso_registration_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sso_session
    ADD CONSTRAINT sso_session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sso_signing_key
    ADD CONSTRAINT sso_signing_key_kid_key UNIQUE (kid);
ALTER TABLE ONLY public.sso_signing_key
    ADD CONSTRAINT sso_signing_key_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sso_subject
    ADD CONSTRAINT sso_subject_pairwise UNIQUE (account_id, sector);
ALTER TABLE ONLY public.sso_subject
    ADD CONSTRAINT sso_subject_pkey PRIMARY KEY (value);
ALTER TABLE ONLY public.cases_staff_notice
    ADD CONSTRAINT staff_notice_once UNIQUE (staff_id, department_id, event_id);
ALTER TABLE ONLY public.catalogue_standard_index
    ADD CONSTRAINT standard_index_once UNIQUE (scope, key, day);
ALTER TABLE public.cases_clock_stop
    ADD CONSTRAINT stop_for_what_the_law_lists CHECK ((((reason)::text <> ALL ((ARRAY['site_visit'::character varying, 'public_notice'::character varying])::text[])) OR ((law)::text <> ALL ((ARRAY['行政许可法'::character varying, '中华人民共和国行政许可法'::character varying])::text[])))) NOT VALID;
ALTER TABLE public.cases_clock_stop
    ADD CONSTRAINT stop_names_its_law CHECK ((((law)::text <> ''::text) AND ((article)::text <> ''::text) AND ((expected_days >= 1) AND (expected_days <= 365)))) NOT VALID;
ALTER TABLE ONLY public.documents_template
    ADD CONSTRAINT template_once_for_its_scope UNIQUE NULLS NOT DISTINCT (kind, region_code, department_id, item_code, language);
ALTER TABLE ONLY public.documents_template_version
    ADD CONSTRAINT template_version_number_once UNIQUE (template_id, number);
ALTER TABLE ONLY public.notifications_template
    ADD CONSTRAINT template_version_once UNIQUE (kind, language, version);
ALTER TABLE ONLY public.catalogue_theme
    ADD CONSTRAINT theme_name_once UNIQUE (audience, name);
ALTER TABLE ONLY public.catalogue_theme_topic
    ADD CONSTRAINT theme_topic_once UNIQUE (theme_id, topic_id);
ALTER TABLE ONLY public.halls_ticket
    ADD CONSTRAINT ticket_number_once UNIQUE (skill_id, day, number);
ALTER TABLE ONLY public.halls_ticket
    ADD CONSTRAINT ticket_one_an_appointment UNIQUE (appointment_id);
ALTER TABLE ONLY public.documents_translation
    ADD CONSTRAINT translation_once_for_a_language UNIQUE (document_id, language);
ALTER TABLE ONLY public.catalogue_unsaid_material
    ADD CONSTRAINT unsaid_material_once UNIQUE (base_item_id, key);
ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_session_key_key UNIQUE (session_key);
ALTER TABLE ONLY public.cases_watch
    ADD CONSTRAINT watch_once UNIQUE (staff_id, department_id, case_id);
ALTER TABLE ONLY public.workflow_decision
    ADD CONSTRAINT workflow_decision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workflow_decision
    ADD CONSTRAINT workflow_decision_version UNIQUE (code, version);
ALTER TABLE ONLY public.workflow_process
    ADD CONSTRAINT workflow_process_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workflow_process
    ADD CONSTRAINT workflow_process_version UNIQUE (code, version);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE UNIQUE INDEX account_phone_unique ON public.identity_account USING btree (phone_index) WHERE (phone_index IS NOT NULL);
CREATE INDEX appointment_applicant ON public.halls_appointment USING btree (applicant_id, starts_at DESC);
CREATE INDEX appointment_coming ON public.halls_appointment USING btree (ends_at) WHERE ((state)::text = 'booked'::text);
CREATE INDEX appointment_hall ON public.halls_appointment USING btree (hall_id, starts_at);
CREATE UNIQUE INDEX appointment_one_at_a_time ON public.halls_appointment USING btree (applicant_id, starts_at) WHERE ((state)::text = ANY ((ARRAY['held'::character varying, 'booked'::character varying, 'arrived'::character varying])::text[]));
CREATE INDEX article_words ON public.catalogue_article USING gin (words);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX authorship_case ON public.evaluations_authorship USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX authorship_received ON public.evaluations_authorship USING btree (received_at);
CREATE INDEX automatic_decision_version ON public.cases_automatic_decision USING btree (version_id, made_at DESC);
CREATE INDEX bad_review_department ON public.evaluations_correction USING btree (department_id, state, correct_due_on);
CREATE INDEX bad_review_region ON public.evaluations_correction USING btree (region_code, state);
CREATE UNIQUE INDEX base_version_draft_once ON public.catalogue_base_version USING btree (base_item_id) WHERE ((state)::text = 'draft'::text);
CREATE UNIQUE INDEX base_version_in_force_once ON public.catalogue_base_version USING btree (base_item_id) WHERE ((effective_to IS NULL) AND ((state)::text = 'published'::text));
CREATE INDEX batch_of_staff ON public.cases_batch USING btree (staff_id, made_at DESC);
CREATE UNIQUE INDEX benchmark_draft_once ON public.catalogue_discretion USING btree (base_item_id, implementation_id) NULLS NOT DISTINCT WHERE ((state)::text = 'draft'::text);
CREATE UNIQUE INDEX benchmark_open_ended_once ON public.catalogue_discretion USING btree (base_item_id, implementation_id) NULLS NOT DISTINCT WHERE ((effective_to IS NULL) AND ((state)::text = 'published'::text));
CREATE INDEX call_source ON public.sharing_call USING btree (source_id, asked_at DESC);
CREATE INDEX call_subject ON public.sharing_call USING btree (subject_id, asked_at DESC);
CREATE INDEX case_about ON public.cases_case USING btree (about_id) WHERE (about_id IS NOT NULL);
CREATE INDEX case_applicant ON public.cases_case USING btree (applicant_id, submitted_at DESC);
CREATE INDEX case_applicant_name ON public.cases_case USING btree (applicant_name);
CREATE INDEX case_day_by_day ON public.catalogue_case_day USING btree (day);
CREATE INDEX case_department ON public.cases_case USING btree (department_id, state, submitted_at DESC);
CREATE INDEX case_intake_open ON public.cases_case USING btree (intake_due_on) WHERE ((state)::text = 'submitted'::text);
CREATE INDEX case_item_name ON public.cases_case USING btree (item_name);
CREATE INDEX case_mandate ON public.cases_case USING btree (mandate_id, submitted_at DESC) WHERE (mandate_id IS NOT NULL);
CREATE INDEX case_newest ON public.cases_case USING btree (submitted_at DESC, id DESC, region_code);
CREATE INDEX case_newest_here ON public.cases_case USING btree (department_id, submitted_at DESC, id DESC);
CREATE UNIQUE INDEX case_one_applicant_told ON public.cases_interested_party USING btree (case_id) WHERE ((role)::text = 'applicant'::text);
CREATE UNIQUE INDEX case_one_extension ON public.cases_extension USING btree (case_id) WHERE (NOT ((state)::text = 'refused'::text));
CREATE UNIQUE INDEX case_one_open_stop ON public.cases_clock_stop USING btree (case_id) WHERE (ended_on IS NULL);
CREATE UNIQUE INDEX case_one_running_hearing ON public.cases_special_procedure USING btree (case_id) WHERE (((kind)::text = 'hearing'::text) AND ((state)::text = ANY ((ARRAY['held'::character varying, 'planned'::character varying, 'told'::character varying])::text[])));
CREATE INDEX case_open_newest ON public.cases_case USING btree (state, submitted_at DESC, region_code) WHERE ((state)::text = ANY ((ARRAY['accepted'::character varying, 'correction'::character varying, 'decided'::character varying, 'delivered'::character varying, 'in_process'::character varying, 'submitted'::character varying, 'suspended'::character varying])::text[]));
CREATE INDEX case_provisional ON public.cases_case USING btree (due_on) WHERE ((decided_at IS NULL) AND is_deadline_provisional);
CREATE INDEX case_wakes ON public.cases_case USING btree (process_wakes_at) WHERE (process_wakes_at IS NOT NULL);
CREATE INDEX cases_automatic_decision_version_id_5a63fed7 ON public.cases_automatic_decision USING btree (version_id);
CREATE INDEX cases_clock_stop_case_id_c9fbded3 ON public.cases_clock_stop USING btree (case_id);
CREATE INDEX cases_co_applicant_case_id_692c9f5e ON public.cases_co_applicant USING btree (case_id);
CREATE INDEX cases_co_applicant_draft_id_ddfc9bf8 ON public.cases_co_applicant USING btree (draft_id);
CREATE INDEX cases_co_applicant_number_index_16432bfb ON public.cases_co_applicant USING btree (number_index);
CREATE INDEX cases_co_applicant_person_id_f6ff0c71 ON public.cases_co_applicant USING btree (person_id);
CREATE INDEX cases_consultation_case_id_6e73f919 ON public.cases_consultation USING btree (case_id);
CREATE INDEX cases_consultation_file_case_id_5cbf77f2 ON public.cases_consultation_file USING btree (case_id);
CREATE INDEX cases_consultation_file_consultation_id_e31eed5a ON public.cases_consultation_file USING btree (consultation_id);
CREATE INDEX cases_consultation_file_file_id_0433cbf4 ON public.cases_consultation_file USING btree (file_id);
CREATE INDEX cases_counter_act_case_id_11bf181c ON public.cases_counter_act USING btree (case_id);
CREATE INDEX cases_decision_rule_version_id_ac08b332 ON public.cases_decision USING btree (rule_version_id);
CREATE INDEX cases_draft_mandate_id_8baf1a2f ON public.cases_draft USING btree (mandate_id);
CREATE INDEX cases_draft_version_id_1d347794 ON public.cases_draft USING btree (version_id);
CREATE INDEX cases_dry_run_version_id_6e2f3751 ON public.cases_dry_run USING btree (version_id);
CREATE INDEX cases_entitlement_follows_id_7f3490e6 ON public.cases_entitlement USING btree (follows_id);
CREATE INDEX cases_evidence_doubt_case_id_57f2f3ee ON public.cases_evidence_doubt USING btree (case_id);
CREATE INDEX cases_extension_case_id_583445e3 ON public.cases_extension USING btree (case_id);
CREATE INDEX cases_field_claim_file_id_9bffd179 ON public.cases_field_claim USING btree (file_id);
CREATE INDEX cases_finding_file_id_a6366132 ON public.cases_finding USING btree (file_id);
CREATE INDEX cases_interested_party_case_id_d96ae521 ON public.cases_interested_party USING btree (case_id);
CREATE INDEX cases_material_file_id_5493b261 ON public.cases_material USING btree (file_id);
CREATE INDEX cases_measure_entitlement_id_be3349f1 ON public.cases_measure USING btree (entitlement_id);
CREATE INDEX cases_preliminary_review_case_id_f10063e5 ON public.cases_preliminary_review USING btree (case_id);
CREATE INDEX cases_procedure_file_case_id_4874675c ON public.cases_procedure_file USING btree (case_id);
CREATE INDEX cases_procedure_file_file_id_30918ef6 ON public.cases_procedure_file USING btree (file_id);
CREATE INDEX cases_procedure_file_procedure_id_4cdb7aba ON public.cases_procedure_file USING btree (procedure_id);
CREATE INDEX cases_procedure_file_review_id_36ee9862 ON public.cases_procedure_file USING btree (review_id);
CREATE INDEX cases_procedure_file_statement_id_7266f7a5 ON public.cases_procedure_file USING btree (statement_id);
CREATE INDEX cases_question_case_id_da59b57a ON public.cases_question USING btree (case_id);
CREATE INDEX cases_question_file_case_id_3027a0f4 ON public.cases_question_file USING btree (case_id);
CREATE INDEX cases_question_file_file_id_f67a67fb ON public.cases_question_file USING btree (file_id);
CREATE INDEX cases_question_file_question_id_aed72774 ON public.cases_question_file USING btree (question_id);
CREATE INDEX cases_recheck_reader_recheck_id_93a2203d ON public.cases_recheck_reader USING btree (recheck_id);
CREATE INDEX cases_recheck_version_id_f250b1b6 ON public.cases_recheck USING btree (version_id);
CREATE INDEX cases_register_entry_case_id_8958e3ac ON public.cases_register_entry USING btree (case_id);
CREATE INDEX cases_remedy_case_id_cac79387 ON public.cases_remedy USING btree (case_id);
CREATE INDEX cases_rule_objection_case_id_251f2b79 ON public.cases_rule_objection USING btree (case_id);
CREATE INDEX cases_rule_set_base_item_id_18939049 ON public.cases_rule_set USING btree (base_item_id);
CREATE INDEX cases_rule_set_implementation_id_b9e953c9 ON public.cases_rule_set USING btree (implementation_id);
CREATE INDEX cases_special_procedure_asked_by_id_79d1849f ON public.cases_special_procedure USING btree (asked_by_id);
CREATE INDEX cases_special_procedure_case_id_47791709 ON public.cases_special_procedure USING btree (case_id);
CREATE INDEX cases_statement_case_id_1632e557 ON public.cases_statement USING btree (case_id);
CREATE INDEX cases_statement_party_id_89b4618e ON public.cases_statement USING btree (party_id);
CREATE INDEX cases_statement_procedure_id_1ea8ac4e ON public.cases_statement USING btree (procedure_id);
CREATE INDEX cases_watch_case_id_b7b7fcf4 ON public.cases_watch USING btree (case_id);
CREATE INDEX catalogue_base_item_code_4e39f100_like ON public.catalogue_base_item USING btree (code varchar_pattern_ops);
CREATE INDEX catalogue_base_version_form_id_81b0126d ON public.catalogue_base_version USING btree (form_id);
CREATE INDEX catalogue_base_version_process_id_c4484238 ON public.catalogue_base_version USING btree (process_id);
CREATE INDEX catalogue_change_line_base_item_id_fc51bea4 ON public.catalogue_change_line USING btree (base_item_id);
CREATE INDEX catalogue_change_line_department_id_f5722330 ON public.catalogue_change_line USING btree (department_id);
CREATE INDEX catalogue_change_line_implementation_id_c71591e7 ON public.catalogue_change_line USING btree (implementation_id);
CREATE INDEX catalogue_change_order_department_id_374713a4 ON public.catalogue_change_order USING btree (department_id);
CREATE INDEX catalogue_change_order_rolls_back_id_1d698df8 ON public.catalogue_change_order USING btree (rolls_back_id);
CREATE INDEX catalogue_change_proposal_base_item_id_ba9b32c0 ON public.catalogue_change_proposal USING btree (base_item_id);
CREATE INDEX catalogue_change_proposal_department_id_ba369067 ON public.catalogue_change_proposal USING btree (department_id);
CREATE INDEX catalogue_change_proposal_order_id_43467a21 ON public.catalogue_change_proposal USING btree (order_id);
CREATE INDEX catalogue_cited_title_title_8f35be01_like ON public.catalogue_cited_title USING btree (title varchar_pattern_ops);
CREATE INDEX catalogue_closed_with_base_base_item_id_b1472272 ON public.catalogue_closed_with_base USING btree (base_item_id);
CREATE INDEX catalogue_evidence_name_evidence_type_id_3e985f84 ON public.catalogue_evidence_name USING btree (evidence_type_id);
CREATE INDEX catalogue_evidence_name_name_f8799781_like ON public.catalogue_evidence_name USING btree (name varchar_pattern_ops);
CREATE INDEX catalogue_evidence_type_code_9c8f7eec_like ON public.catalogue_evidence_type USING btree (code varchar_pattern_ops);
CREATE INDEX catalogue_evidence_type_merged_into_id_b0645206 ON public.catalogue_evidence_type USING btree (merged_into_id);
CREATE INDEX catalogue_implementation_code_d056c4b1_like ON public.catalogue_implementation USING btree (code varchar_pattern_ops);
CREATE INDEX catalogue_legal_basis_article_id_73d03e63 ON public.catalogue_legal_basis USING btree (article_id);
CREATE INDEX catalogue_material_use_evidence_type_id_2f2b0adb ON public.catalogue_material_use USING btree (evidence_type_id);
CREATE INDEX catalogue_open_case_version_id_efa49679 ON public.catalogue_open_case USING btree (version_id);
CREATE INDEX catalogue_outside_service_department_id_0bb22476 ON public.catalogue_outside_service USING btree (department_id);
CREATE INDEX catalogue_outside_task_department_id_58a02c86 ON public.catalogue_outside_task USING btree (department_id);
CREATE INDEX catalogue_region_figures_region_code_d142a041_like ON public.catalogue_region_figures USING btree (region_code varchar_pattern_ops);
CREATE INDEX catalogue_search_question_base_item_id_f735667c ON public.catalogue_search_question USING btree (base_item_id);
CREATE INDEX catalogue_search_sound_character_d6d51f8d_like ON public.catalogue_search_sound USING btree ("character" varchar_pattern_ops);
CREATE INDEX catalogue_search_word_word_cc8ef851_like ON public.catalogue_search_word USING btree (word varchar_pattern_ops);
CREATE INDEX catalogue_sheet_order_id_4f41053f ON public.catalogue_sheet USING btree (order_id);
CREATE INDEX catalogue_synonym_base_item_id_73f8e269 ON public.catalogue_synonym USING btree (base_item_id);
CREATE INDEX catalogue_theme_code_6832aad4_like ON public.catalogue_theme USING btree (code varchar_pattern_ops);
CREATE INDEX catalogue_theme_topic_topic_id_0436c231 ON public.catalogue_theme_topic USING btree (topic_id);
CREATE INDEX catalogue_theme_topic_topic_id_0436c231_like ON public.catalogue_theme_topic USING btree (topic_id varchar_pattern_ops);
CREATE INDEX catalogue_topic_code_85f0fdab_like ON public.catalogue_topic USING btree (code varchar_pattern_ops);
CREATE INDEX catalogue_topic_name_f19e63d4_like ON public.catalogue_topic USING btree (name varchar_pattern_ops);
CREATE INDEX catalogue_unanswered_query_text_38b912bd_like ON public.catalogue_unanswered_query USING btree (text varchar_pattern_ops);
CREATE INDEX catalogue_window_brand_emblem_id_cc787b1e ON public.catalogue_window_brand USING btree (emblem_id);
CREATE INDEX catalogue_window_brand_region_code_a5959620_like ON public.catalogue_window_brand USING btree (region_code varchar_pattern_ops);
CREATE INDEX catalogue_window_notice_department_id_5bc284cc ON public.catalogue_window_notice USING btree (department_id);
CREATE UNIQUE INDEX change_line_base_open_once ON public.catalogue_change_line USING btree (base_item_id) WHERE is_open;
CREATE INDEX change_line_by_place ON public.catalogue_change_line USING btree (region_code, department_id);
CREATE UNIQUE INDEX change_line_list_open_once ON public.catalogue_change_line USING btree (implementation_id) WHERE is_open;
CREATE INDEX change_order_by_day ON public.catalogue_change_order USING btree (state, effective_from DESC);
CREATE INDEX change_order_by_place ON public.catalogue_change_order USING btree (division_code, state);
CREATE INDEX claim_case ON public.cases_field_claim USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX closing_due ON public.identity_account_closing USING btree (closes_at) WHERE ((cancelled_at IS NULL) AND (closed_at IS NULL));
CREATE UNIQUE INDEX closing_once ON public.identity_account_closing USING btree (account_id) WHERE ((cancelled_at IS NULL) AND (closed_at IS NULL));
CREATE UNIQUE INDEX co_applicant_once ON public.cases_co_applicant USING btree (draft_id, number_index) WHERE ((state)::text = ANY ((ARRAY['invited'::character varying, 'joined'::character varying])::text[]));
CREATE UNIQUE INDEX co_applicant_role_once ON public.cases_co_applicant USING btree (draft_id, role) WHERE (((state)::text = ANY ((ARRAY['invited'::character varying, 'joined'::character varying])::text[])) AND (NOT ((role)::text = ''::text)));
CREATE INDEX code_order_waiting ON public.catalogue_code_order USING gin (subjects) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX code_succession_came_from ON public.catalogue_code_succession USING btree (new_code);
CREATE INDEX consultation_asked_by ON public.cases_consultation USING btree (asked_by_id, asked_at DESC);
CREATE INDEX consultation_asked_here ON public.cases_consultation USING btree (to_department_id, asked_at DESC);
CREATE INDEX consultation_may_be_late ON public.cases_consultation USING btree (due_on) WHERE ((overdue_noted_at IS NULL) AND ((state)::text = 'asked'::text));
CREATE INDEX consultation_waits ON public.cases_consultation USING btree (to_department_id, due_on, id) WHERE ((state)::text = 'asked'::text);
CREATE INDEX correction_account ON public.identity_data_correction USING btree (account_id, asked_at DESC);
CREATE INDEX correction_due ON public.sharing_correction USING btree (due_on) WHERE ((answered_at IS NULL) AND (overdue_at IS NULL));
CREATE UNIQUE INDEX correction_one_at_a_time ON public.identity_data_correction USING btree (person_id, field) WHERE ((state)::text = 'counter'::text);
CREATE INDEX correction_subject ON public.sharing_correction USING btree (subject_id, asked_at DESC);
CREATE INDEX correction_waiting ON public.sharing_correction USING btree (asked_at) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX counter_act_paper ON public.cases_counter_act USING btree (paper_id) WHERE (paper_id IS NOT NULL);
CREATE UNIQUE INDEX counter_once_per_year ON public.documents_counter USING btree (department_id, kind, year, region_code);
CREATE INDEX credit_event_department ON public.credit_event USING btree (department_id, happened_at DESC);
CREATE INDEX credit_event_person ON public.credit_event USING btree (person_id, happened_at DESC);
CREATE INDEX credit_request_event_id_8cadeef8 ON public.credit_request USING btree (event_id);
CREATE UNIQUE INDEX credit_request_one_open ON public.credit_request USING btree (event_id) WHERE ((state)::text = 'filed'::text);
CREATE INDEX credit_request_open ON public.credit_request USING btree (answer_due_on) WHERE ((state)::text = 'filed'::text);
CREATE UNIQUE INDEX decision_check_one_open ON public.cases_decision_check USING btree (case_id) WHERE (concluded_at IS NULL);
CREATE INDEX deferred_outstanding ON public.cases_deferred_material USING btree (due_on) WHERE (handed_in_at IS NULL);
CREATE INDEX delivery_carrier_name_3084d076_like ON public.delivery_carrier USING btree (name varchar_pattern_ops);
CREATE INDEX delivery_parcel_photo_id_3b862ae3 ON public.delivery_parcel USING btree (photo_id);
CREATE INDEX department_division_line ON public.organizations_department USING btree (division_id, line);
CREATE INDEX department_line_level ON public.organizations_department USING btree (line, level);
CREATE INDEX department_notice_newest ON public.catalogue_department_notice USING btree (department_id, created_at DESC);
CREATE INDEX department_notice_unseen ON public.catalogue_department_notice USING btree (department_id) WHERE (seen_at IS NULL);
CREATE UNIQUE INDEX device_name_once ON public.halls_device USING btree (hall_id, name) WHERE (revoked_at IS NULL);
CREATE INDEX discretion_department ON public.cases_discretion_choice USING btree (department_id, chosen_at);
CREATE INDEX dispatch_case ON public.notifications_dispatch USING btree (case_id, created_at) WHERE (case_id IS NOT NULL);
CREATE INDEX dispatch_due ON public.notifications_dispatch USING btree (next_at) WHERE ((state)::text = 'queued'::text);
CREATE INDEX dispatch_health ON public.notifications_dispatch USING btree (created_at, way, state);
CREATE UNIQUE INDEX dispatch_once_each_address ON public.notifications_dispatch USING btree (message_id, way, contact_id) WHERE (contact_id IS NOT NULL);
CREATE UNIQUE INDEX dispatch_once_each_way ON public.notifications_dispatch USING btree (message_id, way) WHERE (contact_id IS NULL);
CREATE INDEX division_parent_code ON public.organizations_division USING btree (parent_id, code);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX document_department ON public.documents_issued USING btree (department_id, id DESC);
CREATE UNIQUE INDEX document_serial_once ON public.documents_issued USING btree (department_id, kind, year, serial, region_code);
CREATE INDEX document_subject ON public.documents_issued USING btree (subject_id, issued_at);
CREATE INDEX document_template ON public.documents_issued USING btree (template_version_id, id DESC) WHERE (template_version_id IS NOT NULL);
CREATE INDEX document_unrendered ON public.documents_issued USING btree (issued_at) WHERE (rendered_at IS NULL);
CREATE INDEX documents_issued_file_id_50962cc5 ON public.documents_issued USING btree (file_id);
CREATE INDEX documents_issued_verification_code_409213f7_like ON public.documents_issued USING btree (verification_code varchar_pattern_ops);
CREATE INDEX documents_service_proof_id_084d0442 ON public.documents_service USING btree (proof_id);
CREATE INDEX documents_translation_file_id_244245ad ON public.documents_translation USING btree (file_id);
CREATE INDEX documents_translation_verification_code_16c4a993_like ON public.documents_translation USING btree (verification_code varchar_pattern_ops);
CREATE UNIQUE INDEX doubt_one_at_a_time ON public.cases_evidence_doubt USING btree (finding_id) WHERE (ended_at IS NULL);
CREATE INDEX draft_applicant ON public.cases_draft USING btree (applicant_id, updated_at DESC);
CREATE UNIQUE INDEX draft_once_per_item ON public.cases_draft USING btree (applicant_id, version_id) WHERE (mandate_id IS NULL);
CREATE UNIQUE INDEX draft_once_per_mandate ON public.cases_draft USING btree (mandate_id, version_id) WHERE (mandate_id IS NOT NULL);
CREATE UNIQUE INDEX dry_run_one_running ON public.cases_dry_run USING btree (version_id) WHERE ((state)::text = 'running'::text);
CREATE INDEX entitlement_ends ON public.cases_entitlement USING btree (valid_until) WHERE (((state)::text = ANY ((ARRAY['effective'::character varying, 'suspended'::character varying])::text[])) AND (valid_until IS NOT NULL));
CREATE INDEX entitlement_holder ON public.cases_entitlement USING btree (holder_id, valid_from DESC);
CREATE INDEX entitlement_office ON public.cases_entitlement USING btree (department_id, state, valid_from DESC);
CREATE INDEX entitlement_region ON public.cases_entitlement USING btree (region_code, valid_from DESC);
CREATE INDEX evaluation_bad ON public.evaluations_evaluation USING btree (department_id, item_code, released_on) WHERE (level >= 4);
CREATE INDEX evaluation_waits ON public.evaluations_evaluation USING btree (department_id, item_code, received_on) WHERE (released_on IS NULL);
CREATE INDEX evaluations_correction_step_correction_id_d6447d7c ON public.evaluations_correction_step USING btree (correction_id);
CREATE INDEX evaluations_invitation_source_key_6064ead7_like ON public.evaluations_invitation USING btree (source_key varchar_pattern_ops);
CREATE INDEX evidence_expiring ON public.identity_assurance_evidence USING btree (expires_at) WHERE ((ended_at IS NULL) AND (expires_at IS NOT NULL));
CREATE UNIQUE INDEX evidence_of_a_kind_once ON public.identity_assurance_evidence USING btree (person_id, kind) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX evidence_type_name_once ON public.catalogue_evidence_type USING btree (name) WHERE (merged_into_id IS NULL);
CREATE INDEX export_account ON public.identity_data_export USING btree (account_id, asked_at DESC);
CREATE INDEX export_ends ON public.identity_data_export USING btree (expires_at) WHERE ((state)::text = 'ready'::text);
CREATE UNIQUE INDEX export_one_at_a_time ON public.identity_data_export USING btree (account_id) WHERE ((state)::text = 'asked'::text);
CREATE INDEX file_owner ON public.documents_file USING btree (owner_account_id, created_at DESC);
CREATE INDEX file_scrub_order ON public.documents_file USING btree (checked_at NULLS FIRST, id);
CREATE INDEX file_sha256 ON public.documents_file USING btree (sha256);
CREATE INDEX file_unscanned ON public.documents_file USING btree (id) WHERE ((scan_state)::text = ANY ((ARRAY['off'::character varying, 'pending'::character varying])::text[]));
CREATE INDEX finding_case ON public.cases_finding USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX finding_deferred ON public.cases_finding USING btree (found_at) WHERE ((case_id IS NOT NULL) AND ((outcome)::text = 'unavailable'::text));
CREATE INDEX finding_disputed ON public.cases_finding USING btree (region_code, disputed_at) WHERE ((case_id IS NOT NULL) AND (disputed_at IS NOT NULL) AND ((resolution)::text = ''::text));
CREATE INDEX finding_drop ON public.cases_finding USING btree (drop_at) WHERE (case_id IS NULL);
CREATE INDEX finding_in_state_there ON public.catalogue_finding USING btree (department_id, state, due_on, id);
CREATE INDEX finding_of_item ON public.catalogue_finding USING btree (base_item_id);
CREATE INDEX finding_of_other ON public.catalogue_finding USING btree (other_id) WHERE (other_id IS NOT NULL);
CREATE INDEX finding_of_rule ON public.catalogue_finding USING btree (rule, due_on, id);
CREATE INDEX finding_of_rule_there ON public.catalogue_finding USING btree (department_id, rule, due_on, id);
CREATE UNIQUE INDEX finding_once_for_a_draft ON public.cases_finding USING btree (holder_id, version_id, requirement_key, source_code) WHERE (case_id IS NULL);
CREATE INDEX finding_waits ON public.catalogue_finding USING btree (due_on, id) WHERE ((state)::text = ANY ((ARRAY['open'::character varying, 'contested'::character varying, 'upheld'::character varying])::text[]));
CREATE INDEX finding_waits_at_department ON public.catalogue_finding USING btree (department_id, due_on, id) WHERE ((state)::text = ANY ((ARRAY['open'::character varying, 'contested'::character varying, 'upheld'::character varying])::text[]));
CREATE INDEX finding_waits_in_region ON public.catalogue_finding USING btree (region_code) WHERE ((state)::text = ANY ((ARRAY['open'::character varying, 'contested'::character varying, 'upheld'::character varying])::text[]));
CREATE INDEX firm_contact_of_firm ON public.notifications_firm_contact USING btree (firm_id, way);
CREATE UNIQUE INDEX firm_contact_waits_once ON public.notifications_firm_contact USING btree (firm_id, way) WHERE (confirmed_at IS NULL);
CREATE INDEX foundation_calendar_day_year_id_3215d5a6 ON public.foundation_calendar_day USING btree (year_id);
CREATE UNIQUE INDEX grant_asked_once_at_a_time ON public.organizations_grant USING btree (staff_id, post_id) WHERE ((state)::text = 'asked'::text);
CREATE INDEX grant_waiting ON public.organizations_grant USING btree (asked_at) WHERE ((state)::text = 'asked'::text);
CREATE UNIQUE INDEX guardian_once_at_a_time ON public.identity_guardianship USING btree (guardian_id, ward_id) WHERE (NOT is_ended);
CREATE INDEX halls_appointment_code_437ea012_like ON public.halls_appointment USING btree (code varchar_pattern_ops);
CREATE INDEX halls_appointment_hall_id_fbaf459f ON public.halls_appointment USING btree (hall_id);
CREATE INDEX halls_appointment_skill_id_c11f41f1 ON public.halls_appointment USING btree (skill_id);
CREATE INDEX halls_appointment_slot_id_3d64b9bb ON public.halls_appointment USING btree (slot_id);
CREATE INDEX halls_counter_hall_id_e1b45614 ON public.halls_counter USING btree (hall_id);
CREATE INDEX halls_counter_skills_counter_id_bb114a42 ON public.halls_counter_skills USING btree (counter_id);
CREATE INDEX halls_counter_skills_skill_id_f3a2da2c ON public.halls_counter_skills USING btree (skill_id);
CREATE INDEX halls_device_hall_id_5d62f559 ON public.halls_device USING btree (hall_id);
CREATE INDEX halls_hall_day_hall_id_3fd22185 ON public.halls_hall_day USING btree (hall_id);
CREATE INDEX halls_kiosk_visit_hall_id_48189579 ON public.halls_kiosk_visit USING btree (hall_id);
CREATE INDEX halls_kiosk_visit_pairing_2948561e_like ON public.halls_kiosk_visit USING btree (pairing varchar_pattern_ops);
CREATE INDEX halls_kiosk_visit_secret_bc40ce20_like ON public.halls_kiosk_visit USING btree (secret varchar_pattern_ops);
CREATE INDEX halls_place_slot_id_c597efeb ON public.halls_place USING btree (slot_id);
CREATE INDEX halls_presence_code_5e530f72_like ON public.halls_presence USING btree (code varchar_pattern_ops);
CREATE INDEX halls_service_time_skill_id_0c830830 ON public.halls_service_time USING btree (skill_id);
CREATE INDEX halls_shift_counter_id_65cf6acb ON public.halls_shift USING btree (counter_id);
CREATE INDEX halls_shift_period_shift_id_a6d02f36 ON public.halls_shift_period USING btree (shift_id);
CREATE INDEX halls_skill_hall_id_cce0ab96 ON public.halls_skill USING btree (hall_id);
CREATE INDEX halls_slot_hall_id_427633eb ON public.halls_slot USING btree (hall_id);
CREATE INDEX halls_slot_skill_id_5f5de470 ON public.halls_slot USING btree (skill_id);
CREATE INDEX halls_ticket_appointment_id_535a4d67 ON public.halls_ticket USING btree (appointment_id);
CREATE INDEX halls_ticket_code_6a341714_like ON public.halls_ticket USING btree (code varchar_pattern_ops);
CREATE INDEX halls_ticket_counter_id_6625b5b3 ON public.halls_ticket USING btree (counter_id);
CREATE INDEX halls_ticket_device_id_0632db60 ON public.halls_ticket USING btree (device_id);
CREATE INDEX halls_ticket_hall_id_10bd6efa ON public.halls_ticket USING btree (hall_id);
CREATE INDEX halls_ticket_series_skill_id_7d36cb7c ON public.halls_ticket_series USING btree (skill_id);
CREATE INDEX halls_ticket_shift_id_5508934e ON public.halls_ticket USING btree (shift_id);
CREATE INDEX halls_ticket_skill_id_9b5bd56d ON public.halls_ticket USING btree (skill_id);
CREATE INDEX halls_ticket_step_counter_id_5fabe3e1 ON public.halls_ticket_step USING btree (counter_id);
CREATE INDEX halls_ticket_step_ticket_id_a3334efe ON public.halls_ticket_step USING btree (ticket_id);
CREATE INDEX halls_waiting_appointment_id_d5382d0f ON public.halls_waiting USING btree (appointment_id);
CREATE INDEX halls_waiting_hall_id_e39d6109 ON public.halls_waiting USING btree (hall_id);
CREATE INDEX halls_waiting_skill_id_46bc14f0 ON public.halls_waiting USING btree (skill_id);
CREATE UNIQUE INDEX handler_once_at_a_time ON public.identity_legal_person_handler USING btree (legal_person_id, person_id, role) WHERE (until IS NULL);
CREATE INDEX identity_access_token_account_id_736a4b60 ON public.identity_access_token USING btree (account_id);
CREATE INDEX identity_access_token_client_id_22df0ea1 ON public.identity_access_token USING btree (client_id);
CREATE INDEX identity_access_token_expires_at_19f9fd71 ON public.identity_access_token USING btree (expires_at);
CREATE INDEX identity_account_login_d5eff7c0_like ON public.identity_account USING btree (login varchar_pattern_ops);
CREATE INDEX identity_assurance_evidence_person_id_485e9cfe ON public.identity_assurance_evidence USING btree (person_id);
CREATE INDEX identity_cache_cache_key_5cfbecfc_like ON public.identity_cache USING btree (cache_key varchar_pattern_ops);
CREATE INDEX identity_client_certificate_account_id_4a4821ec ON public.identity_client_certificate USING btree (account_id);
CREATE INDEX identity_data_correction_code_edb81372_like ON public.identity_data_correction USING btree (code varchar_pattern_ops);
CREATE INDEX identity_demonstration_firm_uscc_b9dff1f6_like ON public.identity_demonstration_firm USING btree (uscc varchar_pattern_ops);
CREATE INDEX identity_evidence_kind_code_066e712f_like ON public.identity_evidence_kind USING btree (code varchar_pattern_ops);
CREATE INDEX identity_evidence_rule_code_ee778382_like ON public.identity_evidence_rule USING btree (code varchar_pattern_ops);
CREATE INDEX identity_guardianship_guardian_id_ca9fee2a ON public.identity_guardianship USING btree (guardian_id);
CREATE INDEX identity_guardianship_ward_id_36da75b0 ON public.identity_guardianship USING btree (ward_id);
CREATE INDEX identity_legal_person_handler_legal_person_id_8acac9cb ON public.identity_legal_person_handler USING btree (legal_person_id);
CREATE INDEX identity_legal_person_handler_person_id_00972d75 ON public.identity_legal_person_handler USING btree (person_id);
CREATE INDEX identity_legal_person_representative_id_c62781e3 ON public.identity_legal_person USING btree (representative_id);
CREATE INDEX identity_legal_person_uscc_53e20470_like ON public.identity_legal_person USING btree (uscc varchar_pattern_ops);
CREATE INDEX identity_mandate_agent_department_id_dedcb8b2 ON public.identity_mandate USING btree (agent_department_id);
CREATE INDEX identity_mandate_agent_firm_id_2a220831 ON public.identity_mandate USING btree (agent_firm_id);
CREATE INDEX identity_mandate_agent_person_id_58112d55 ON public.identity_mandate USING btree (agent_person_id);
CREATE INDEX identity_mandate_number_7e143322_like ON public.identity_mandate USING btree (number varchar_pattern_ops);
CREATE INDEX identity_mandate_principal_id_fe951da5 ON public.identity_mandate USING btree (principal_id);
CREATE INDEX identity_natural_person_phone_index_e884d674 ON public.identity_natural_person USING btree (phone_index);
CREATE INDEX identity_past_password_account_id_a46cc3e9 ON public.identity_past_password USING btree (account_id);
CREATE INDEX identity_privacy_term_code_b629989a_like ON public.identity_privacy_term USING btree (code varchar_pattern_ops);
CREATE INDEX identity_recent_read_read_at_57186b08 ON public.identity_recent_read USING btree (read_at);
CREATE INDEX identity_sign_in_throttle_expires_at_646331f9 ON public.identity_sign_in_throttle USING btree (expires_at);
CREATE INDEX identity_system_client_client_id_b42a1fca_like ON public.identity_system_client USING btree (client_id varchar_pattern_ops);
CREATE INDEX identity_system_client_department_id_45bdb836 ON public.identity_system_client USING btree (department_id);
CREATE INDEX identity_text_consent_text_id_b33d6ec5 ON public.identity_text_consent USING btree (text_id);
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);
CREATE INDEX implementation_best_open ON public.catalogue_implementation USING btree (base_item_id, region_code, level DESC, code) WHERE ((state)::text = 'open'::text);
CREATE INDEX implementation_open_by_region ON public.catalogue_implementation USING btree (region_code, department_id) WHERE ((state)::text = 'open'::text);
CREATE UNIQUE INDEX implementation_version_draft_once ON public.catalogue_implementation_version USING btree (implementation_id) WHERE ((state)::text = 'draft'::text);
CREATE UNIQUE INDEX implementation_version_in_force_once ON public.catalogue_implementation_version USING btree (implementation_id) WHERE ((effective_to IS NULL) AND ((state)::text = 'published'::text));
CREATE INDEX import_row_by_number ON public.organizations_staff_import_row USING btree (staff_import_id, staff_number);
CREATE INDEX invitation_case ON public.evaluations_invitation USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX invitation_issued ON public.evaluations_invitation USING btree (issued_at);
CREATE INDEX language_wish ON public.documents_language_wish USING btree (applicant_id, subject_id, stated_at DESC);
CREATE UNIQUE INDEX law_newest_once ON public.catalogue_law USING btree (title) WHERE is_newest;
CREATE INDEX ledger_anchor_checkpoint_id_631e32f5 ON public.ledger_anchor USING btree (checkpoint_id);
CREATE INDEX ledger_anchor_stamped ON public.ledger_anchor USING btree (stamped_at);
CREATE INDEX ledger_checkpoint_size ON public.ledger_checkpoint USING btree (size);
CREATE INDEX ledger_event_account ON public.ledger_event USING btree (((actor ->> 'account_id'::text)), seq) WHERE (seq IS NOT NULL);
CREATE INDEX ledger_event_at ON public.ledger_event USING brin (at) WITH (pages_per_range='32');
CREATE INDEX ledger_event_kind ON public.ledger_event USING btree (kind, seq) WHERE (seq IS NOT NULL);
CREATE INDEX ledger_event_region ON public.ledger_event USING btree (region_code, seq) WHERE (seq IS NOT NULL);
CREATE UNIQUE INDEX ledger_event_seq ON public.ledger_event USING btree (seq) WHERE (seq IS NOT NULL);
CREATE INDEX ledger_event_subject ON public.ledger_event USING btree (subject_type, subject_id, id);
CREATE INDEX ledger_event_unsequenced ON public.ledger_event USING btree (id) WHERE (seq IS NULL);
CREATE INDEX ledger_idempotency_created ON public.ledger_idempotency_record USING brin (created_at);
CREATE INDEX ledger_subscription_name_1c8a4d7e_like ON public.ledger_subscription USING btree (name varchar_pattern_ops);
CREATE INDEX legal_basis_law_title ON public.catalogue_legal_basis USING btree (law_title);
CREATE INDEX legal_person_name ON public.identity_legal_person USING gin (name public.gin_trgm_ops);
CREATE UNIQUE INDEX logo_one_proposed ON public.documents_logo USING btree (department_id) WHERE ((state)::text = 'proposed'::text);
CREATE INDEX mandate_running ON public.identity_mandate USING btree (until) WHERE ((state)::text = ANY ((ARRAY['unconfirmed'::character varying, 'offered'::character varying, 'active'::character varying])::text[]));
CREATE INDEX material_use_plain_name ON public.catalogue_material_use USING btree (plain_name);
CREATE UNIQUE INDEX measure_one_open ON public.cases_measure USING btree (entitlement_id) WHERE ((state)::text = ANY ((ARRAY['proposed'::character varying, 'told'::character varying, 'heard'::character varying])::text[]));
CREATE INDEX message_inbox ON public.notifications_message USING btree (recipient_id, created_at DESC, id DESC);
CREATE INDEX message_unplanned ON public.notifications_message USING btree (created_at) WHERE (planned_at IS NULL);
CREATE INDEX message_unread ON public.notifications_message USING btree (recipient_id) WHERE (read_at IS NULL);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE INDEX mode_choice_paper ON public.cases_mode_choice USING btree (paper_id) WHERE (paper_id IS NOT NULL);
CREATE INDEX natural_person_name_day ON public.identity_natural_person USING btree (name, born_on);
CREATE INDEX notifications_message_source_key_4fb83a3d_like ON public.notifications_message USING btree (source_key varchar_pattern_ops);
CREATE INDEX notifications_push_endpoint_8b46fe7b_like ON public.notifications_push USING btree (endpoint varchar_pattern_ops);
CREATE INDEX oauth2_provider_devicegrant_client_id_229dd06d ON public.oauth2_provider_devicegrant USING btree (client_id);
CREATE INDEX oauth2_provider_devicegrant_client_id_229dd06d_like ON public.oauth2_provider_devicegrant USING btree (client_id varchar_pattern_ops);
CREATE INDEX oauth2_provider_devicegrant_user_id_1cec5156 ON public.oauth2_provider_devicegrant USING btree (user_id);
CREATE INDEX oauth2_provider_idtoken_application_id_08c5ff4f ON public.oauth2_provider_idtoken USING btree (application_id);
CREATE INDEX oauth2_provider_idtoken_user_id_dd512b59 ON public.oauth2_provider_idtoken USING btree (user_id);
CREATE INDEX opinion_of_department ON public.cases_standing_opinion USING btree (department_id, title);
CREATE INDEX organizations_data_label_department_id_fa4c96f6 ON public.organizations_data_label USING btree (department_id);
CREATE INDEX organizations_department_uscc_34c4dc46_like ON public.organizations_department USING btree (uscc varchar_pattern_ops);
CREATE INDEX organizations_division_change_new_code_e9630043 ON public.organizations_division_change USING btree (new_code);
CREATE INDEX organizations_division_change_new_code_e9630043_like ON public.organizations_division_change USING btree (new_code varchar_pattern_ops);
CREATE INDEX organizations_division_change_old_code_a8f55c14 ON public.organizations_division_change USING btree (old_code);
CREATE INDEX organizations_division_change_old_code_a8f55c14_like ON public.organizations_division_change USING btree (old_code varchar_pattern_ops);
CREATE INDEX organizations_division_code_2a79c838_like ON public.organizations_division USING btree (code varchar_pattern_ops);
CREATE INDEX organizations_grant_leave_id_fd03f66a ON public.organizations_grant USING btree (leave_id);
CREATE INDEX organizations_grant_post_id_aa229750 ON public.organizations_grant USING btree (post_id);
CREATE INDEX organizations_grant_staff_id_0b2d9316 ON public.organizations_grant USING btree (staff_id);
CREATE INDEX organizations_leave_deputy_id_9ebc1f58 ON public.organizations_leave USING btree (deputy_id);
CREATE INDEX organizations_leave_staff_id_129f6bab ON public.organizations_leave USING btree (staff_id);
CREATE INDEX organizations_post_department_id_ed289b3f ON public.organizations_post USING btree (department_id);
CREATE INDEX organizations_post_holding_grant_id_2c955645 ON public.organizations_post_holding USING btree (grant_id);
CREATE INDEX organizations_post_holding_leave_id_98ca97ed ON public.organizations_post_holding USING btree (leave_id);
CREATE INDEX organizations_post_holding_post_id_e6eae566 ON public.organizations_post_holding USING btree (post_id);
CREATE INDEX organizations_post_holding_staff_id_00014c83 ON public.organizations_post_holding USING btree (staff_id);
CREATE INDEX organizations_review_department_id_c806601a ON public.organizations_review USING btree (department_id);
CREATE INDEX organizations_review_entry_holding_id_32b6d897 ON public.organizations_review_entry USING btree (holding_id);
CREATE INDEX organizations_review_entry_review_id_576918b4 ON public.organizations_review_entry USING btree (review_id);
CREATE INDEX organizations_review_entry_staff_id_3b47bbb6 ON public.organizations_review_entry USING btree (staff_id);
CREATE INDEX organizations_staff_import_department_id_f9c06b43 ON public.organizations_staff_import USING btree (department_id);
CREATE INDEX organizations_staff_import_part_staff_import_id_47346132 ON public.organizations_staff_import_part USING btree (staff_import_id);
CREATE INDEX organizations_staff_import_row_staff_import_id_9d8f0be3 ON public.organizations_staff_import_row USING btree (staff_import_id);
CREATE INDEX organizations_staff_member_department_id_64323db4 ON public.organizations_staff_member USING btree (department_id);
CREATE INDEX organizations_staff_member_staff_number_8b5b1cb0_like ON public.organizations_staff_member USING btree (staff_number varchar_pattern_ops);
CREATE INDEX original_check_case ON public.cases_original_check USING btree (case_id);
CREATE UNIQUE INDEX original_check_one ON public.cases_original_check USING btree (material_id) WHERE (voided_at IS NULL);
CREATE INDEX outside_shown ON public.catalogue_outside_service USING btree (topic_id, region_code) WHERE ((state)::text = 'approved'::text);
CREATE INDEX outside_task_waits ON public.catalogue_outside_task USING btree (department_id, due_on) WHERE (closed_at IS NULL);
CREATE INDEX outside_to_check ON public.catalogue_outside_service USING btree (check_after) WHERE ((state)::text = 'approved'::text);
CREATE INDEX own_by_day ON public.catalogue_own_element USING btree (layer, element, changed_at, id);
CREATE INDEX own_by_day_in_city ON public.catalogue_own_element USING btree (layer, element, "left"((region_code)::text, 4), changed_at, id);
CREATE INDEX own_by_day_in_county ON public.catalogue_own_element USING btree (layer, element, "left"((region_code)::text, 6), changed_at, id);
CREATE INDEX own_by_department ON public.catalogue_own_element USING btree (department_id, element, code) WHERE (department_id IS NOT NULL);
CREATE INDEX own_by_place ON public.catalogue_own_element USING btree (layer, element, region_code, code);
CREATE INDEX own_by_state ON public.catalogue_own_element USING btree (layer, state, element, region_code, code) WHERE (NOT ((state)::text = 'own'::text));
CREATE INDEX paper_batch_of_staff ON public.cases_paper_batch USING btree (staff_id, made_at DESC);
CREATE INDEX paper_batch_open ON public.cases_paper_batch USING btree (moved_at) WHERE (done_at IS NULL);
CREATE INDEX parcel_desk ON public.delivery_parcel USING btree (department_id, state, created_at DESC);
CREATE INDEX parcel_event_story ON public.delivery_event USING btree (parcel_id, happened_at);
CREATE UNIQUE INDEX parcel_one_on_its_way ON public.delivery_parcel USING btree (subject_type, subject_id, leg) WHERE ((state)::text = ANY ((ARRAY['booked'::character varying, 'collected'::character varying, 'failed'::character varying, 'moving'::character varying, 'out'::character varying, 'prepared'::character varying, 'returning'::character varying, 'stored'::character varying])::text[]));
CREATE INDEX parcel_person ON public.delivery_parcel USING btree (person_id, created_at DESC);
CREATE INDEX parcel_region ON public.delivery_parcel USING btree (region_code, created_at DESC);
CREATE INDEX parcel_subject ON public.delivery_parcel USING btree (subject_id, created_at);
CREATE INDEX parcel_to_book ON public.delivery_parcel USING btree (booking_next_at) WHERE ((state)::text = 'prepared'::text);
CREATE INDEX parcel_to_call_off ON public.delivery_parcel USING btree (cancel_next_at) WHERE ((cancel_state)::text = 'waiting'::text);
CREATE INDEX parcel_to_poll ON public.delivery_parcel USING btree (poll_next_at) WHERE ((state)::text = ANY ((ARRAY['booked'::character varying, 'collected'::character varying, 'failed'::character varying, 'moving'::character varying, 'out'::character varying, 'returning'::character varying, 'stored'::character varying])::text[]));
CREATE INDEX parcel_to_redirect ON public.delivery_parcel USING btree (redirect_next_at) WHERE ((redirect_state)::text = 'waiting'::text);
CREATE UNIQUE INDEX parcel_waybill_once ON public.delivery_parcel USING btree (carrier, waybill) WHERE (NOT ((waybill)::text = ''::text));
CREATE INDEX party_number ON public.cases_interested_party USING btree (number_index) WHERE (number_index IS NOT NULL);
CREATE INDEX party_person ON public.cases_interested_party USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE UNIQUE INDEX period_one_open ON public.halls_shift_period USING btree (shift_id) WHERE (ended_at IS NULL);
CREATE INDEX place_held ON public.halls_place USING btree (held_until) WHERE (held_until IS NOT NULL);
CREATE UNIQUE INDEX post_held_once_at_a_time ON public.organizations_post_holding USING btree (staff_id, post_id) WHERE (held_to IS NULL);
CREATE INDEX privacy_text_in_force ON public.identity_privacy_text USING btree (kind, valid_from DESC);
CREATE INDEX procedure_announced ON public.cases_special_procedure USING btree (region_code, starts_at) WHERE (is_public AND ((kind)::text = ANY ((ARRAY['hearing'::character varying, 'public_notice'::character varying])::text[])) AND ((state)::text = 'told'::text));
CREATE INDEX procedure_may_overrun ON public.cases_special_procedure USING btree (end_by) WHERE ((overran_at IS NULL) AND ((state)::text = ANY ((ARRAY['told'::character varying, 'held'::character varying])::text[])));
CREATE INDEX procedure_must_be_held ON public.cases_special_procedure USING btree (hold_by) WHERE ((overran_at IS NULL) AND ((state)::text = ANY ((ARRAY['planned'::character varying, 'told'::character varying])::text[])));
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);
CREATE INDEX promise_check_due ON public.cases_promise_check USING btree (due_on) WHERE ((state)::text = 'due'::text);
CREATE INDEX push_person ON public.notifications_push USING btree (person_id);
CREATE INDEX read_question_department ON public.identity_read_question USING btree (department_id, due_on);
CREATE INDEX read_question_region ON public.identity_read_question USING btree (region_code, due_on);
CREATE INDEX reason_region ON public.evaluations_reason USING btree (region_code, month);
CREATE INDEX receiving_office ON public.cases_receiving USING btree (department_id, state, received_at DESC);
CREATE INDEX receiving_waits ON public.cases_receiving USING btree (hand_over_due_on) WHERE ((state)::text = ANY ((ARRAY['held'::character varying, 'returned'::character varying])::text[]));
CREATE INDEX recheck_open ON public.cases_recheck USING btree (department_id, drawn_at) WHERE (done_at IS NULL);
CREATE INDEX recheck_reader_blind ON public.cases_recheck_reader USING btree (staff_id, case_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX remedy_one_pending ON public.cases_remedy USING btree (case_id, kind) WHERE ((state)::text = 'pending'::text);
CREATE UNIQUE INDEX review_file_in_one_place ON public.cases_preliminary_review USING btree (case_id) WHERE ((state)::text = ANY ((ARRAY['intake'::character varying, 'waiting'::character varying])::text[]));
CREATE INDEX review_lower ON public.cases_preliminary_review USING btree (lower_id, state, id DESC);
CREATE INDEX review_may_be_late ON public.cases_preliminary_review USING btree (due_on) WHERE ((overdue_noted_at IS NULL) AND ((state)::text = 'waiting'::text));
CREATE INDEX review_text_item ON public.evaluations_text USING btree (item_code, state);
CREATE INDEX review_text_region ON public.evaluations_text USING btree (state, region_code, month DESC);
CREATE INDEX rule_objection_open ON public.cases_rule_objection USING btree (due_on) WHERE (answered_at IS NULL);
CREATE UNIQUE INDEX rule_set_of_base_item_once ON public.cases_rule_set USING btree (base_item_id) WHERE (implementation_id IS NULL);
CREATE UNIQUE INDEX rule_set_of_list_once ON public.cases_rule_set USING btree (implementation_id) WHERE (implementation_id IS NOT NULL);
CREATE UNIQUE INDEX rule_stop_one_open ON public.cases_rule_stop USING btree (rule_set_id) NULLS NOT DISTINCT WHERE (restarted_at IS NULL);
CREATE UNIQUE INDEX rule_version_one_in_the_making ON public.cases_rule_version USING btree (rule_set_id) WHERE ((state)::text = ANY ((ARRAY['draft'::character varying, 'proposed'::character varying])::text[]));
CREATE INDEX sandbox_next ON public.delivery_sandbox_order USING btree (next_at);
CREATE UNIQUE INDEX scenario_draft_once ON public.catalogue_scenario USING btree (base_item_id) WHERE ((state)::text = 'draft'::text);
CREATE UNIQUE INDEX scenario_in_force_once ON public.catalogue_scenario USING btree (base_item_id) WHERE ((ended_at IS NULL) AND ((state)::text = 'published'::text));
CREATE INDEX search_entry_scope ON public.catalogue_search_entry USING btree (scope_code, popularity DESC);
CREATE INDEX search_entry_words ON public.catalogue_search_entry USING gin (words);
CREATE INDEX search_phrase_exact ON public.catalogue_search_phrase USING btree (phrase);
CREATE INDEX search_phrase_initials ON public.catalogue_search_phrase USING btree (initials text_pattern_ops);
CREATE INDEX search_phrase_near ON public.catalogue_search_phrase USING gin (phrase public.gin_trgm_ops);
CREATE INDEX search_phrase_sound ON public.catalogue_search_phrase USING gin (sound public.gin_trgm_ops);
CREATE INDEX search_question_words ON public.catalogue_search_question USING gin (words);
CREATE UNIQUE INDEX service_address_one_in_force ON public.delivery_service_address USING btree (applicant_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX service_consent_one_in_force ON public.documents_service_consent USING btree (applicant_id) WHERE (ended_at IS NULL);
CREATE INDEX service_document ON public.documents_service USING btree (document_id, recorded_at);
CREATE INDEX service_due ON public.documents_service USING btree (due_on) WHERE ((state)::text = 'underway'::text);
CREATE UNIQUE INDEX service_one_underway ON public.documents_service USING btree (document_id) WHERE ((state)::text = 'underway'::text);
CREATE INDEX service_recipient ON public.documents_service USING btree (recipient_id, recorded_at DESC);
CREATE UNIQUE INDEX service_served_once ON public.documents_service USING btree (document_id) WHERE ((state)::text = 'served'::text);
CREATE INDEX sharing_correction_source_id_03512b5c ON public.sharing_correction USING btree (source_id);
CREATE INDEX sharing_correction_source_id_03512b5c_like ON public.sharing_correction USING btree (source_id varchar_pattern_ops);
CREATE INDEX sharing_source_code_d02d6c00_like ON public.sharing_source USING btree (code varchar_pattern_ops);
CREATE INDEX sharing_source_provider_department_id_7b395859 ON public.sharing_source USING btree (provider_department_id);
CREATE INDEX sharing_switch_source_id_51c4e970 ON public.sharing_switch USING btree (source_id);
CREATE INDEX sharing_switch_source_id_51c4e970_like ON public.sharing_switch USING btree (source_id varchar_pattern_ops);
CREATE INDEX sheet_by_sender ON public.catalogue_sheet USING btree (sent_by_id, sent_at DESC);
CREATE UNIQUE INDEX sheet_sent_once ON public.catalogue_sheet USING btree (sent_by_id, layer, sha256) WHERE (((kind)::text = 'import'::text) AND ((state)::text = ANY ((ARRAY['applying'::character varying, 'waiting'::character varying, 'working'::character varying, 'checked'::character varying])::text[])));
CREATE INDEX shift_day ON public.halls_shift USING btree (counter_id, day);
CREATE UNIQUE INDEX shift_one_a_clerk ON public.halls_shift USING btree (staff_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX shift_one_a_counter ON public.halls_shift USING btree (counter_id) WHERE (ended_at IS NULL);
CREATE INDEX slot_day ON public.halls_slot USING btree (hall_id, day);
CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);
CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);
CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);
CREATE UNIQUE INDEX source_change_one_at_a_time ON public.sharing_source_change USING btree (source_code) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX spared_department ON public.cases_spared_figure USING btree (department_id, month DESC);
CREATE INDEX spared_region ON public.cases_spared_figure USING btree (region_code, month DESC);
CREATE INDEX sso_access_token_application_id_372e1e28 ON public.sso_access_token USING btree (application_id);
CREATE INDEX sso_access_token_client_session_id_c81d9b62 ON public.sso_access_token USING btree (client_session_id);
CREATE INDEX sso_access_token_expiry ON public.sso_access_token USING btree (expires);
CREATE INDEX sso_access_token_family_21df84f0 ON public.sso_access_token USING btree (family);
CREATE INDEX sso_access_token_token_checksum_cb506403_like ON public.sso_access_token USING btree (token_checksum varchar_pattern_ops);
CREATE INDEX sso_access_token_user_id_848a114c ON public.sso_access_token USING btree (user_id);
CREATE INDEX sso_client_client_id_44b00064_like ON public.sso_client USING btree (client_id varchar_pattern_ops);
CREATE INDEX sso_client_department_id_e6f477c0 ON public.sso_client USING btree (department_id);
CREATE INDEX sso_client_session_account_id_a0277d3c ON public.sso_client_session USING btree (account_id);
CREATE INDEX sso_client_session_client_id_c205420c ON public.sso_client_session USING btree (client_id);
CREATE INDEX sso_client_session_legal_person_id_5304fbde ON public.sso_client_session USING btree (legal_person_id);
CREATE UNIQUE INDEX sso_client_session_one_open ON public.sso_client_session USING btree (session_id, client_id) WHERE (ended_at IS NULL);
CREATE INDEX sso_client_session_post_id_a5e16322 ON public.sso_client_session USING btree (post_id);
CREATE INDEX sso_client_session_principal_id_e209b335 ON public.sso_client_session USING btree (principal_id);
CREATE INDEX sso_client_session_recent ON public.sso_client_session USING btree (client_id, started_at);
CREATE INDEX sso_client_session_session_id_ccc5f306 ON public.sso_client_session USING btree (session_id);
CREATE INDEX sso_consent_account_id_27e6eedd ON public.sso_consent USING btree (account_id);
CREATE INDEX sso_consent_client_id_c868560a ON public.sso_consent USING btree (client_id);
CREATE UNIQUE INDEX sso_consent_one_open ON public.sso_consent USING btree (account_id, client_id) WHERE (revoked_at IS NULL);
CREATE INDEX sso_figure_client_id_1a25992e ON public.sso_figure USING btree (client_id);
CREATE INDEX sso_grant_application_id_64e2637c ON public.sso_grant USING btree (application_id);
CREATE INDEX sso_grant_client_session_id_367ba70e ON public.sso_grant USING btree (client_session_id);
CREATE INDEX sso_grant_code_f9a33340_like ON public.sso_grant USING btree (code varchar_pattern_ops);
CREATE INDEX sso_grant_expiry ON public.sso_grant USING btree (expires);
CREATE INDEX sso_grant_user_id_1535b697 ON public.sso_grant USING btree (user_id);
CREATE INDEX sso_logout_waiting ON public.sso_logout_delivery USING btree (next_at) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX sso_refresh_token_application_id_1cb1940c ON public.sso_refresh_token USING btree (application_id);
CREATE INDEX sso_refresh_token_client_session_id_d7af199e ON public.sso_refresh_token USING btree (client_session_id);
CREATE INDEX sso_refresh_token_expiry ON public.sso_refresh_token USING btree (expires);
CREATE INDEX sso_refresh_token_family ON public.sso_refresh_token USING btree (token_family) WHERE (revoked IS NULL);
CREATE INDEX sso_refresh_token_token_checksum_3f2e00cc_like ON public.sso_refresh_token USING btree (token_checksum varchar_pattern_ops);
CREATE INDEX sso_refresh_token_user_id_45e50891 ON public.sso_refresh_token USING btree (user_id);
CREATE INDEX sso_registration_applied_by_id_e1a1a6b0 ON public.sso_registration USING btree (applied_by_id);
CREATE INDEX sso_registration_client_id_8c1e7888 ON public.sso_registration USING btree (client_id);
CREATE INDEX sso_registration_decided_by_id_a2b92ff0 ON public.sso_registration USING btree (decided_by_id);
CREATE INDEX sso_registration_department_id_53e4482d ON public.sso_registration USING btree (department_id);
CREATE UNIQUE INDEX sso_registration_one_waiting ON public.sso_registration USING btree (client_id) WHERE ((client_id IS NOT NULL) AND ((state)::text = 'waiting'::text));
CREATE INDEX sso_registration_queue ON public.sso_registration USING btree (state, applied_at);
CREATE INDEX sso_session_account_id_0bc6b0e4 ON public.sso_session USING btree (account_id);
CREATE INDEX sso_session_open ON public.sso_session USING btree (account_id) WHERE (ended_at IS NULL);
CREATE INDEX sso_session_running ON public.sso_session USING btree (ends_at) WHERE (ended_at IS NULL);
CREATE INDEX sso_signing_key_kid_9de65d78_like ON public.sso_signing_key USING btree (kid varchar_pattern_ops);
CREATE UNIQUE INDEX sso_signing_key_one_current ON public.sso_signing_key USING btree (algorithm) WHERE ((state)::text = 'current'::text);
CREATE UNIQUE INDEX sso_signing_key_one_next ON public.sso_signing_key USING btree (algorithm) WHERE ((state)::text = 'next'::text);
CREATE INDEX sso_subject_account_id_b7a020de ON public.sso_subject USING btree (account_id);
CREATE INDEX sso_subject_value_e9bc61f9_like ON public.sso_subject USING btree (value varchar_pattern_ops);
CREATE UNIQUE INDEX staff_contact_counts_once ON public.notifications_staff_contact USING btree (staff_id) WHERE (confirmed_at IS NOT NULL);
CREATE UNIQUE INDEX staff_contact_waits_once ON public.notifications_staff_contact USING btree (staff_id) WHERE (confirmed_at IS NULL);
CREATE INDEX staff_notice_inbox ON public.cases_staff_notice USING btree (staff_id, at DESC);
CREATE INDEX staff_notice_unseen ON public.cases_staff_notice USING btree (staff_id) WHERE (seen_at IS NULL);
CREATE INDEX standard_index_of_day ON public.catalogue_standard_index USING btree (scope, day, hundredths);
CREATE INDEX standard_index_region ON public.catalogue_standard_index USING btree (scope, region_code, day, hundredths);
CREATE INDEX standing_by_region ON public.catalogue_standing USING btree (region_code, department_id);
CREATE INDEX switch_due ON public.sharing_switch USING btree (effective_at) WHERE ((state)::text = 'approved'::text);
CREATE UNIQUE INDEX switch_one_at_a_time ON public.sharing_switch USING btree (source_id) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'approved'::character varying])::text[]));
CREATE INDEX synonym_newest ON public.catalogue_synonym USING btree (state, drafted_at DESC);
CREATE UNIQUE INDEX synonym_once ON public.catalogue_synonym USING btree (phrase, base_item_id, words) NULLS NOT DISTINCT WHERE (NOT ((state)::text = 'withdrawn'::text));
CREATE UNIQUE INDEX template_one_in_use ON public.notifications_template USING btree (kind, language) WHERE ((state)::text = 'published'::text);
CREATE UNIQUE INDEX template_version_one_in_the_making ON public.documents_template_version USING btree (template_id) WHERE ((state)::text = ANY ((ARRAY['draft'::character varying, 'proposed'::character varying])::text[]));
CREATE INDEX text_consent_account ON public.identity_text_consent USING btree (account_id, given_at DESC);
CREATE UNIQUE INDEX text_consent_once ON public.identity_text_consent USING btree (account_id, text_id) WHERE (withdrawn_at IS NULL);
CREATE INDEX ticket_calls ON public.halls_ticket USING btree (hall_id, day, called_at DESC);
CREATE INDEX ticket_given ON public.halls_ticket USING btree (hall_id, taken_at) WHERE (device_id IS NOT NULL);
CREATE UNIQUE INDEX ticket_one_a_person ON public.halls_ticket USING btree (hall_id, day, person_id) WHERE (((state)::text = ANY ((ARRAY['waiting'::character varying, 'called'::character varying, 'serving'::character varying])::text[])) AND (person_id IS NOT NULL));
CREATE UNIQUE INDEX ticket_one_in_hand ON public.halls_ticket USING btree (shift_id) WHERE ((state)::text = ANY ((ARRAY['called'::character varying, 'serving'::character varying])::text[]));
CREATE INDEX ticket_person ON public.halls_ticket USING btree (person_id, taken_at DESC);
CREATE INDEX ticket_queue ON public.halls_ticket USING btree (hall_id, day, skill_id, queued_at) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX translation_lacking ON public.documents_translation USING btree (asked_at DESC) WHERE (NOT ((state)::text = 'ready'::text));
CREATE INDEX unanswered_query_often ON public.catalogue_unanswered_query USING btree (state, times DESC);
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE INDEX usersessions_usersession_session_key_fd35de43_like ON public.usersessions_usersession USING btree (session_key varchar_pattern_ops);
CREATE INDEX usersessions_usersession_user_id_af5e0a6d ON public.usersessions_usersession USING btree (user_id);
CREATE INDEX waiting_line ON public.halls_waiting USING btree (skill_id, day, joined_at) WHERE ((state)::text = 'waiting'::text);
CREATE UNIQUE INDEX waiting_once_a_day ON public.halls_waiting USING btree (applicant_id, skill_id, day) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'offered'::character varying])::text[]));
CREATE INDEX window_notice_shown ON public.catalogue_window_notice USING btree (region_code, published_at DESC) WHERE ((state)::text = 'published'::text);
CREATE INDEX work_item_claimed ON public.cases_work_item USING btree (claimed_by_id, due_on, id) WHERE ((state)::text = 'open'::text);
CREATE INDEX work_item_done ON public.cases_work_item USING btree (done_by_id, done_at DESC) WHERE ((state)::text = 'done'::text);
CREATE INDEX work_item_region_open ON public.cases_work_item USING btree (region_code, due_on, id) WHERE ((state)::text = 'open'::text);
CREATE UNIQUE INDEX work_item_step_once ON public.cases_work_item USING btree (case_id, step_key) WHERE ((state)::text = 'open'::text);
CREATE INDEX work_item_waiting ON public.cases_work_item USING btree (department_id, due_on, id, role, is_stopped) WHERE ((state)::text = 'open'::text);
CREATE TRIGGER cases_automatic_decision_sealed BEFORE INSERT ON public.cases_automatic_decision FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_automatic_decision_stays BEFORE DELETE OR UPDATE ON public.cases_automatic_decision FOR EACH ROW EXECUTE FUNCTION public.cases_keep_what_a_rule_found();
CREATE TRIGGER cases_case_handling_code_changed BEFORE UPDATE OF handling_code, item_code ON public.cases_case FOR EACH ROW WHEN ((((new.handling_code)::text <> ''::text) AND (((old.handling_code)::text <> (new.handling_code)::text) OR ((old.item_code)::text <> (new.item_code)::text)))) EXECUTE FUNCTION public.cases_hold_handling_code();
CREATE TRIGGER cases_case_handling_code_new BEFORE INSERT ON public.cases_case FOR EACH ROW WHEN ((((new.handling_code)::text <> ''::text) OR (new.scenario_version_id IS NOT NULL))) EXECUTE FUNCTION public.cases_hold_handling_code();
CREATE TRIGGER cases_case_keeps_its_scenario BEFORE UPDATE OF scenario_version_id ON public.cases_case FOR EACH ROW WHEN ((old.scenario_version_id IS DISTINCT FROM new.scenario_version_id)) EXECUTE FUNCTION public.cases_keep_scenario();
CREATE TRIGGER cases_case_keeps_its_version BEFORE UPDATE OF version_id, department_id, submitted_at ON public.cases_case FOR EACH ROW WHEN (((old.version_id IS DISTINCT FROM new.version_id) OR (old.department_id IS DISTINCT FROM new.department_id) OR (old.submitted_at IS DISTINCT FROM new.submitted_at))) EXECUTE FUNCTION public.cases_keep_what_was_opened();
CREATE TRIGGER cases_case_keeps_who_applied BEFORE UPDATE OF mandate_id, agent_id, applicant_id ON public.cases_case FOR EACH ROW WHEN (((old.mandate_id IS DISTINCT FROM new.mandate_id) OR (old.agent_id IS DISTINCT FROM new.agent_id) OR (old.applicant_id IS DISTINCT FROM new.applicant_id))) EXECUTE FUNCTION public.cases_keep_who_applied();
CREATE TRIGGER cases_case_on_the_list BEFORE INSERT ON public.cases_case FOR EACH ROW EXECUTE FUNCTION public.cases_open_under_the_list();
CREATE TRIGGER cases_case_sealed BEFORE DELETE OR UPDATE ON public.cases_case FOR EACH ROW WHEN (((old.state)::text = 'closed'::text)) EXECUTE FUNCTION public.cases_refuse_change();
CREATE TRIGGER cases_case_within_mandate BEFORE INSERT ON public.cases_case FOR EACH ROW WHEN ((new.mandate_id IS NOT NULL)) EXECUTE FUNCTION public.cases_within_mandate();
CREATE CONSTRAINT TRIGGER cases_clock_stop_has_record AFTER INSERT ON public.cases_clock_stop DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.cases_stop_has_record();
CREATE TRIGGER cases_clock_stop_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_clock_stop FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_co_applicant_kept BEFORE UPDATE ON public.cases_co_applicant FOR EACH ROW WHEN (((old.case_id IS NOT NULL) AND (((((((((old.id IS DISTINCT FROM new.id) OR (old.case_id IS DISTINCT FROM new.case_id)) OR (old.person_id IS DISTINCT FROM new.person_id)) OR ((old.role)::text IS DISTINCT FROM (new.role)::text)) OR ((old.name)::text IS DISTINCT FROM (new.name)::text)) OR ((old.state)::text IS DISTINCT FROM (new.state)::text)) OR (old.signed_at IS DISTINCT FROM new.signed_at)) OR ((old.signed_sha256)::text IS DISTINCT FROM (new.signed_sha256)::text)) OR (old.signed_assurance IS DISTINCT FROM new.signed_assurance)))) EXECUTE FUNCTION public.cases_keep_as_written();
CREATE TRIGGER cases_co_applicant_sealed BEFORE DELETE OR UPDATE ON public.cases_co_applicant FOR EACH ROW WHEN ((old.case_id IS NOT NULL)) EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_consultation_file_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_consultation_file FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_consultation_kept BEFORE UPDATE ON public.cases_consultation FOR EACH ROW WHEN (((old.state)::text <> 'asked'::text)) EXECUTE FUNCTION public.cases_keep_as_written();
CREATE TRIGGER cases_consultation_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_consultation FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_contact_change_kept BEFORE UPDATE ON public.cases_contact_change FOR EACH ROW WHEN (((((((((((((old.id IS DISTINCT FROM new.id) OR ((old.region_code)::text IS DISTINCT FROM (new.region_code)::text)) OR (old.case_id IS DISTINCT FROM new.case_id)) OR (old.version IS DISTINCT FROM new.version)) OR (old.parts IS DISTINCT FROM new.parts)) OR (old.was IS DISTINCT FROM new.was)) OR (old.now IS DISTINCT FROM new.now)) OR (old.parcels IS DISTINCT FROM new.parcels)) OR ((old.ground)::text IS DISTINCT FROM (new.ground)::text)) OR (old.changed_at IS DISTINCT FROM new.changed_at)) OR (old.changed_by_id IS DISTINCT FROM new.changed_by_id)) OR ((old.changed_by_name)::text IS DISTINCT FROM (new.changed_by_name)::text))) EXECUTE FUNCTION public.cases_keep_as_written();
CREATE TRIGGER cases_contact_change_sealed BEFORE INSERT OR DELETE ON public.cases_contact_change FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_correction_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_correction FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_counter_act_kept BEFORE UPDATE ON public.cases_counter_act FOR EACH ROW EXECUTE FUNCTION public.cases_keep_as_written();
CREATE TRIGGER cases_counter_act_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_counter_act FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_decision_by_people BEFORE INSERT OR UPDATE OF decided_by_id ON public.cases_decision FOR EACH ROW WHEN ((new.rule_version_id IS NULL)) EXECUTE FUNCTION public.cases_decided_by_people();
CREATE TRIGGER cases_decision_by_rule BEFORE INSERT OR UPDATE OF rule_version_id, outcome ON public.cases_decision FOR EACH ROW WHEN ((new.rule_version_id IS NOT NULL)) EXECUTE FUNCTION public.cases_decide_by_rule();
CREATE TRIGGER cases_decision_keeps_the_benchmark BEFORE INSERT ON public.cases_decision FOR EACH ROW WHEN (((new.outcome)::text = 'granted'::text)) EXECUTE FUNCTION public.cases_decide_by_the_benchmark();
CREATE TRIGGER cases_decision_on_the_list BEFORE INSERT OR UPDATE OF case_id ON public.cases_decision FOR EACH ROW EXECUTE FUNCTION public.cases_decide_under_the_list();
CREATE TRIGGER cases_decision_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_decision FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_deferred_material_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_deferred_material FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_discretion_choice_kept BEFORE INSERT OR DELETE OR UPDATE ON public.cases_discretion_choice FOR EACH ROW EXECUTE FUNCTION public.cases_keep_decided_tier();
CREATE TRIGGER cases_discretion_choice_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_discretion_choice FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_evidence_doubt_kept BEFORE UPDATE ON public.cases_evidence_doubt FOR EACH ROW WHEN (((old.ended_at IS NOT NULL) OR ((((((((old.id IS DISTINCT FROM new.id) OR (old.case_id IS DISTINCT FROM new.case_id)) OR (old.finding_id IS DISTINCT FROM new.finding_id)) OR (old.fields IS DISTINCT FROM new.fields)) OR (old.reason IS DISTINCT FROM new.reason)) OR (old.doubted_by_id IS DISTINCT FROM new.doubted_by_id)) OR (old.doubted_at IS DISTINCT FROM new.doubted_at)) OR (old.correction_id IS DISTINCT FROM new.correction_id)))) EXECUTE FUNCTION public.cases_keep_as_written();
CREATE TRIGGER cases_evidence_doubt_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_evidence_doubt FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_evidence_doubt_stays BEFORE DELETE ON public.cases_evidence_doubt FOR EACH ROW EXECUTE FUNCTION public.cases_keep_as_written();
CREATE TRIGGER cases_extension_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_extension FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_field_claim_kept BEFORE UPDATE ON public.cases_field_claim FOR EACH ROW WHEN (((old.case_id IS NOT NULL) AND (((old.resolution)::text <> ''::text) OR (((((((old.id IS DISTINCT FROM new.id) OR (old.case_id IS DISTINCT FROM new.case_id)) OR (old.finding_id IS DISTINCT FROM new.finding_id)) OR ((old.field)::text IS DISTINCT FROM (new.field)::text)) OR ((old.claimed)::text IS DISTINCT FROM (new.claimed)::text)) OR (old.file_id IS DISTINCT FROM new.file_id)) OR (old.claimed_at IS DISTINCT FROM new.claimed_at))))) EXECUTE FUNCTION public.cases_keep_as_written();
CREATE TRIGGER cases_field_claim_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_field_claim FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_field_claim_stays BEFORE DELETE ON public.cases_field_claim FOR EACH ROW WHEN ((old.case_id IS NOT NULL)) EXECUTE FUNCTION public.cases_keep_as_written();
CREATE TRIGGER cases_finding_frozen BEFORE UPDATE ON public.cases_finding FOR EACH ROW WHEN (((old.case_id IS NOT NULL) AND ((old.outcome)::text = 'found'::text) AND ((((((((((((((((old.id IS DISTINCT FROM new.id) OR (old.case_id IS DISTINCT FROM new.case_id)) OR (old.applicant_id IS DISTINCT FROM new.applicant_id)) OR ((old.requirement_key)::text IS DISTINCT FROM (new.requirement_key)::text)) OR ((old.found_in)::text IS DISTINCT FROM (new.found_in)::text)) OR ((old.source_code)::text IS DISTINCT FROM (new.source_code)::text)) OR ((old.origin_name)::text IS DISTINCT FROM (new.origin_name)::text)) OR (old.origin_id IS DISTINCT FROM new.origin_id)) OR (old.file_id IS DISTINCT FROM new.file_id)) OR (old."values" IS DISTINCT FROM new."values")) OR ((old.outcome)::text IS DISTINCT FROM (new.outcome)::text)) OR (old.as_of IS DISTINCT FROM new.as_of)) OR (old.valid_until IS DISTINCT FROM new.valid_until)) OR ((old.sha256)::text IS DISTINCT FROM (new.sha256)::text)) OR ((old.grade)::text IS DISTINCT FROM (new.grade)::text)) OR (old.found_at IS DISTINCT FROM new.found_at)))) EXECUTE FUNCTION public.cases_refuse_other_evidence();
CREATE TRIGGER cases_finding_kept BEFORE DELETE ON public.cases_finding FOR EACH ROW WHEN ((old.case_id IS NOT NULL)) EXECUTE FUNCTION public.cases_refuse_other_evidence();
CREATE TRIGGER cases_finding_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_finding FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_interested_party_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_interested_party FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_material_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_material FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_mode_choice_kept BEFORE UPDATE ON public.cases_mode_choice FOR EACH ROW EXECUTE FUNCTION public.cases_keep_as_written();
CREATE TRIGGER cases_mode_choice_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_mode_choice FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_original_check_kept BEFORE UPDATE ON public.cases_original_check FOR EACH ROW WHEN (((old.voided_at IS NOT NULL) OR (((((((((((old.id IS DISTINCT FROM new.id) OR (old.case_id IS DISTINCT FROM new.case_id)) OR (old.material_id IS DISTINCT FROM new.material_id)) OR ((old.result)::text IS DISTINCT FROM (new.result)::text)) OR ((old.original)::text IS DISTINCT FROM (new.original)::text)) OR ((old.place)::text IS DISTINCT FROM (new.place)::text)) OR (old.difference IS DISTINCT FROM new.difference)) OR (old.seen_by_id IS DISTINCT FROM new.seen_by_id)) OR ((old.seen_by_name)::text IS DISTINCT FROM (new.seen_by_name)::text)) OR (old.seen_at IS DISTINCT FROM new.seen_at)) OR (old.valid_until IS DISTINCT FROM new.valid_until)))) EXECUTE FUNCTION public.cases_keep_as_written();
CREATE TRIGGER cases_original_check_sealed BEFORE INSERT OR DELETE ON public.cases_original_check FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_preliminary_review_in_order BEFORE INSERT OR UPDATE ON public.cases_preliminary_review FOR EACH ROW EXECUTE FUNCTION public.cases_keep_order_of_reviews();
CREATE TRIGGER cases_preliminary_review_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_preliminary_review FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_procedure_file_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_procedure_file FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_procedure_keeps_its_stop BEFORE UPDATE OF stop_id, kind, case_id ON public.cases_special_procedure FOR EACH ROW WHEN (((old.stop_id IS NOT NULL) AND (((new.stop_id IS DISTINCT FROM old.stop_id) OR ((new.kind)::text IS DISTINCT FROM (old.kind)::text)) OR (new.case_id IS DISTINCT FROM old.case_id)))) EXECUTE FUNCTION public.cases_keep_stop_of_procedure();
CREATE TRIGGER cases_promise_check_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_promise_check FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_question_file_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_question_file FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_question_kept BEFORE UPDATE ON public.cases_question FOR EACH ROW WHEN (((old.answered_at IS NOT NULL) OR ((((((old.id IS DISTINCT FROM new.id) OR (old.case_id IS DISTINCT FROM new.case_id)) OR (old.words IS DISTINCT FROM new.words)) OR (old.asked_by_id IS DISTINCT FROM new.asked_by_id)) OR (old.asked_at IS DISTINCT FROM new.asked_at)) OR (old.due_on IS DISTINCT FROM new.due_on)))) EXECUTE FUNCTION public.cases_keep_as_written();
CREATE TRIGGER cases_question_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_question FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_recheck_reader_kept BEFORE DELETE OR UPDATE ON public.cases_recheck_reader FOR EACH ROW EXECUTE FUNCTION public.cases_keep_recheck_reader();
CREATE TRIGGER cases_recheck_stays BEFORE DELETE OR UPDATE ON public.cases_recheck FOR EACH ROW WHEN ((old.done_at IS NOT NULL)) EXECUTE FUNCTION public.cases_keep_recheck();
CREATE TRIGGER cases_rule_objection_kept BEFORE UPDATE ON public.cases_rule_objection FOR EACH ROW WHEN (((old.answered_at IS NOT NULL) OR ((((((((old.id IS DISTINCT FROM new.id) OR (old.case_id IS DISTINCT FROM new.case_id)) OR (old.made_id IS DISTINCT FROM new.made_id)) OR (old.words IS DISTINCT FROM new.words)) OR (old.disputed IS DISTINCT FROM new.disputed)) OR (old.filed_by_id IS DISTINCT FROM new.filed_by_id)) OR (old.filed_at IS DISTINCT FROM new.filed_at)) OR (old.due_on IS DISTINCT FROM new.due_on)))) EXECUTE FUNCTION public.cases_keep_as_written();
CREATE TRIGGER cases_rule_stop_not_deleted BEFORE DELETE ON public.cases_rule_stop FOR EACH ROW EXECUTE FUNCTION public.cases_keep_rule_stop();
CREATE TRIGGER cases_rule_stop_stays BEFORE UPDATE ON public.cases_rule_stop FOR EACH ROW WHEN (((old.restarted_at IS NOT NULL) OR (old.reason <> new.reason) OR (old.stopped_at <> new.stopped_at) OR (old.rule_set_id IS DISTINCT FROM new.rule_set_id) OR (old.stopped_by_id IS DISTINCT FROM new.stopped_by_id))) EXECUTE FUNCTION public.cases_keep_rule_stop();
CREATE TRIGGER cases_rule_version_stays BEFORE DELETE OR UPDATE ON public.cases_rule_version FOR EACH ROW EXECUTE FUNCTION public.cases_keep_rule_version();
CREATE TRIGGER cases_shipping_wish_kept BEFORE UPDATE ON public.cases_shipping_wish FOR EACH ROW WHEN ((((((((((((old.id IS DISTINCT FROM new.id) OR ((old.region_code)::text IS DISTINCT FROM (new.region_code)::text)) OR (old.case_id IS DISTINCT FROM new.case_id)) OR (old.is_result_by_courier IS DISTINCT FROM new.is_result_by_courier)) OR ((old.carrier)::text IS DISTINCT FROM (new.carrier)::text)) OR ((old.originals)::text IS DISTINCT FROM (new.originals)::text)) OR (old.arrived_at IS DISTINCT FROM new.arrived_at)) OR (old.checked_at IS DISTINCT FROM new.checked_at)) OR (old.checked_by_id IS DISTINCT FROM new.checked_by_id)) OR ((old.note)::text IS DISTINCT FROM (new.note)::text)) OR (old.chosen_at IS DISTINCT FROM new.chosen_at))) EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_shipping_wish_sealed BEFORE INSERT OR DELETE ON public.cases_shipping_wish FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_special_procedure_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_special_procedure FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_statement_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_statement FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER cases_step_record_sealed BEFORE INSERT OR DELETE OR UPDATE ON public.cases_step_record FOR EACH ROW EXECUTE FUNCTION public.cases_refuse_part_of_closed();
CREATE TRIGGER catalogue_base_item_keeps_its_type BEFORE UPDATE OF code ON public.catalogue_base_item FOR EACH ROW WHEN ((substr((new.code)::text, 3, 2) <> substr((old.code)::text, 3, 2))) EXECUTE FUNCTION public.catalogue_check_renumbering();
CREATE TRIGGER catalogue_base_version_agrees BEFORE INSERT OR UPDATE ON public.catalogue_base_version FOR EACH ROW WHEN (((new.state)::text = 'published'::text)) EXECUTE FUNCTION public.catalogue_check_base();
CREATE TRIGGER catalogue_base_version_fixed BEFORE DELETE OR UPDATE ON public.catalogue_base_version FOR EACH ROW WHEN (((old.state)::text <> 'draft'::text)) EXECUTE FUNCTION public.catalogue_refuse_change();
CREATE TRIGGER catalogue_change_line_fixed BEFORE DELETE OR UPDATE ON public.catalogue_change_line FOR EACH ROW EXECUTE FUNCTION public.catalogue_refuse_line_change();
CREATE TRIGGER catalogue_change_order_fixed BEFORE DELETE OR UPDATE ON public.catalogue_change_order FOR EACH ROW WHEN (((old.state)::text = ANY ((ARRAY['published'::character varying, 'rolled_back'::character varying])::text[]))) EXECUTE FUNCTION public.catalogue_refuse_order_change();
CREATE TRIGGER catalogue_change_order_other_hands BEFORE INSERT OR UPDATE ON public.catalogue_change_order FOR EACH ROW WHEN (((new.reviewed_by_id = ANY (new.editors)) OR (new.approved_by_id = ANY (new.editors)))) EXECUTE FUNCTION public.catalogue_refuse_own_order();
CREATE TRIGGER catalogue_code_succession_fixed BEFORE DELETE OR UPDATE ON public.catalogue_code_succession FOR EACH ROW EXECUTE FUNCTION public.catalogue_refuse_succession_change();
CREATE TRIGGER catalogue_code_succession_leads_on BEFORE INSERT ON public.catalogue_code_succession FOR EACH ROW EXECUTE FUNCTION public.catalogue_check_succession();
CREATE TRIGGER catalogue_discretion_fixed BEFORE INSERT OR DELETE OR UPDATE ON public.catalogue_discretion FOR EACH ROW EXECUTE FUNCTION public.catalogue_guard_discretion();
CREATE TRIGGER catalogue_implementation_version_fixed BEFORE DELETE OR UPDATE ON public.catalogue_implementation_version FOR EACH ROW WHEN (((old.state)::text <> 'draft'::text)) EXECUTE FUNCTION public.catalogue_refuse_change();
CREATE TRIGGER catalogue_layers_on_insert AFTER INSERT ON public.catalogue_implementation_version REFERENCING NEW TABLE AS coming FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_check_layers_on_insert();
CREATE TRIGGER catalogue_layers_on_update AFTER UPDATE ON public.catalogue_implementation_version REFERENCING OLD TABLE AS leaving NEW TABLE AS coming FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_check_layers_on_update();
CREATE TRIGGER catalogue_own_follows_base AFTER UPDATE OF code ON public.catalogue_base_item FOR EACH ROW WHEN (((old.code)::text <> (new.code)::text)) EXECUTE FUNCTION public.catalogue_own_follows_base();
CREATE TRIGGER catalogue_own_follows_list AFTER UPDATE OF state, code ON public.catalogue_implementation FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) OR ((old.code)::text <> (new.code)::text))) EXECUTE FUNCTION public.catalogue_own_follows_list();
CREATE TRIGGER catalogue_scenario_fixed BEFORE INSERT OR DELETE OR UPDATE ON public.catalogue_scenario FOR EACH ROW EXECUTE FUNCTION public.catalogue_guard_scenario();
CREATE TRIGGER delivery_service_address_stays BEFORE DELETE OR UPDATE ON public.delivery_service_address FOR EACH ROW EXECUTE FUNCTION public.delivery_keep_service_address();
CREATE TRIGGER documents_issued_stays BEFORE DELETE OR UPDATE ON public.documents_issued FOR EACH ROW EXECUTE FUNCTION public.documents_refuse_change();
CREATE TRIGGER documents_language_wish_stays BEFORE DELETE OR UPDATE ON public.documents_language_wish FOR EACH ROW EXECUTE FUNCTION public.documents_keep_language_wish();
CREATE TRIGGER documents_logo_stays BEFORE DELETE OR UPDATE ON public.documents_logo FOR EACH ROW EXECUTE FUNCTION public.documents_keep_logo();
CREATE TRIGGER documents_service_consent_stays BEFORE DELETE OR UPDATE ON public.documents_service_consent FOR EACH ROW EXECUTE FUNCTION public.documents_keep_consent();
CREATE TRIGGER documents_service_stays BEFORE DELETE OR UPDATE ON public.documents_service FOR EACH ROW EXECUTE FUNCTION public.documents_keep_service();
CREATE TRIGGER documents_template_version_stays BEFORE DELETE OR UPDATE ON public.documents_template_version FOR EACH ROW EXECUTE FUNCTION public.documents_keep_template();
CREATE TRIGGER documents_translation_stays BEFORE DELETE OR UPDATE ON public.documents_translation FOR EACH ROW EXECUTE FUNCTION public.documents_keep_translation();
CREATE TRIGGER evaluations_correction_kept BEFORE DELETE ON public.evaluations_correction FOR EACH ROW EXECUTE FUNCTION public.evaluations_refuse_any_change();
CREATE TRIGGER evaluations_evaluation_kept BEFORE DELETE OR UPDATE ON public.evaluations_evaluation FOR EACH ROW EXECUTE FUNCTION public.evaluations_refuse_change();
CREATE TRIGGER evaluations_invitation_used BEFORE UPDATE ON public.evaluations_invitation FOR EACH ROW WHEN ((old.used_on IS NOT NULL)) EXECUTE FUNCTION public.evaluations_refuse_reuse();
CREATE TRIGGER evaluations_step_kept BEFORE DELETE OR UPDATE ON public.evaluations_correction_step FOR EACH ROW EXECUTE FUNCTION public.evaluations_refuse_any_change();
CREATE TRIGGER evaluations_text_kept BEFORE DELETE OR UPDATE ON public.evaluations_text FOR EACH ROW EXECUTE FUNCTION public.evaluations_refuse_text();
CREATE TRIGGER forms_form_stays BEFORE DELETE OR UPDATE ON public.forms_form FOR EACH ROW EXECUTE FUNCTION public.forms_refuse_change();
CREATE TRIGGER identity_mandate_fixed BEFORE DELETE OR UPDATE ON public.identity_mandate FOR EACH ROW EXECUTE FUNCTION public.identity_mandate_is_fixed();
CREATE TRIGGER ledger_anchor_never_changed BEFORE DELETE OR UPDATE ON public.ledger_anchor FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_anchor_never_emptied BEFORE TRUNCATE ON public.ledger_anchor FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_checkpoint_never_changed BEFORE DELETE OR UPDATE ON public.ledger_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_checkpoint_never_emptied BEFORE TRUNCATE ON public.ledger_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_event_born_without_number BEFORE INSERT ON public.ledger_event FOR EACH ROW WHEN (((new.seq IS NOT NULL) OR (new.leaf_hash IS NOT NULL))) EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_event_kept BEFORE DELETE ON public.ledger_event FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_event_never_emptied BEFORE TRUNCATE ON public.ledger_event FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_event_numbered_once BEFORE UPDATE ON public.ledger_event FOR EACH ROW WHEN (((old.seq IS NOT NULL) OR (new.seq IS NULL) OR (((((((((((old.id IS DISTINCT FROM new.id) OR ((old.kind)::text IS DISTINCT FROM (new.kind)::text)) OR (old.at IS DISTINCT FROM new.at)) OR (old.recorded_at IS DISTINCT FROM new.recorded_at)) OR ((old.subject_type)::text IS DISTINCT FROM (new.subject_type)::text)) OR (old.subject_id IS DISTINCT FROM new.subject_id)) OR ((old.region_code)::text IS DISTINCT FROM (new.region_code)::text)) OR (old.actor IS DISTINCT FROM new.actor)) OR (old.payload IS DISTINCT FROM new.payload)) OR ((old.purpose)::text IS DISTINCT FROM (new.purpose)::text)) OR ((old.request_id)::text IS DISTINCT FROM (new.request_id)::text)))) EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_tile_never_changed BEFORE DELETE OR UPDATE ON public.ledger_tile FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_tile_never_emptied BEFORE TRUNCATE ON public.ledger_tile FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_tree_kept BEFORE DELETE ON public.ledger_tree FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_tree_never_emptied BEFORE TRUNCATE ON public.ledger_tree FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_tree_only_grows BEFORE UPDATE ON public.ledger_tree FOR EACH ROW WHEN (((new.size <= old.size) OR (new.id <> old.id) OR ((new.hash_name)::text <> (old.hash_name)::text))) EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER note_search_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.catalogue_article FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_note_search_change();
CREATE TRIGGER note_search_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.catalogue_law FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_note_search_change();
CREATE TRIGGER note_search_change AFTER INSERT OR DELETE OR TRUNCATE ON public.catalogue_outside_service FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_note_search_change();
CREATE TRIGGER note_search_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.catalogue_search_entry FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_note_search_change();
CREATE TRIGGER note_search_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.catalogue_search_phrase FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_note_search_change();
CREATE TRIGGER note_search_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.catalogue_search_question FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_note_search_change();
CREATE TRIGGER note_search_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.catalogue_search_sound FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_note_search_change();
CREATE TRIGGER note_search_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.catalogue_search_term FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_note_search_change();
CREATE TRIGGER note_search_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.catalogue_search_word FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_note_search_change();
CREATE TRIGGER note_search_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.catalogue_theme FOR EACH STATEMENT EXECUTE FUNCTION public.catalogue_note_search_change();
CREATE TRIGGER note_search_change_of_one AFTER UPDATE ON public.catalogue_outside_service FOR EACH ROW WHEN ((((((((((old.state)::text IS DISTINCT FROM (new.state)::text) OR ((old.health)::text IS DISTINCT FROM (new.health)::text)) OR ((old.title)::text IS DISTINCT FROM (new.title)::text)) OR ((old.summary)::text IS DISTINCT FROM (new.summary)::text)) OR ((old.owner_name)::text IS DISTINCT FROM (new.owner_name)::text)) OR ((old.url)::text IS DISTINCT FROM (new.url)::text)) OR ((old.region_code)::text IS DISTINCT FROM (new.region_code)::text)) OR ((old.also_called)::text IS DISTINCT FROM (new.also_called)::text))) EXECUTE FUNCTION public.catalogue_note_search_change();
CREATE TRIGGER organizations_holding_follows_post BEFORE INSERT OR UPDATE OF post_id ON public.organizations_post_holding FOR EACH ROW EXECUTE FUNCTION public.organizations_holding_follows_post();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();
CREATE TRIGGER workflow_decision_stays BEFORE DELETE OR UPDATE ON public.workflow_decision FOR EACH ROW EXECUTE FUNCTION public.workflow_refuse_change();
CREATE TRIGGER workflow_process_stays BEFORE DELETE OR UPDATE ON public.workflow_process FOR EACH ROW EXECUTE FUNCTION public.workflow_refuse_change();
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_identity_account_id FOREIGN KEY (user_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_automatic_decision
    ADD CONSTRAINT cases_automatic_deci_version_id_5a63fed7_fk_cases_rul FOREIGN KEY (version_id) REFERENCES public.cases_rule_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_automatic_decision
    ADD CONSTRAINT cases_automatic_decision_case_id_dbe729db_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_batch_entry
    ADD CONSTRAINT cases_batch_entry_batch_id_57ed0da6_fk_cases_batch_id FOREIGN KEY (batch_id) REFERENCES public.cases_batch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_about_id_3949d2c0_fk_cases_entitlement_id FOREIGN KEY (about_id) REFERENCES public.cases_entitlement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_department_id_c5b7309d_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_mandate_id_97e2c57c_fk_identity_mandate_id FOREIGN KEY (mandate_id) REFERENCES public.identity_mandate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_version_id_5b6a6022_fk_catalogue FOREIGN KEY (version_id) REFERENCES public.catalogue_implementation_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_clock_stop
    ADD CONSTRAINT cases_clock_stop_case_id_c9fbded3_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_co_applicant
    ADD CONSTRAINT cases_co_applicant_case_id_692c9f5e_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_consultation
    ADD CONSTRAINT cases_consultation_case_id_6e73f919_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_consultation_file
    ADD CONSTRAINT cases_consultation_f_consultation_id_e31eed5a_fk_cases_con FOREIGN KEY (consultation_id) REFERENCES public.cases_consultation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_consultation_file
    ADD CONSTRAINT cases_consultation_file_case_id_5cbf77f2_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_consultation_file
    ADD CONSTRAINT cases_consultation_file_file_id_0433cbf4_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_consultation
    ADD CONSTRAINT cases_consultation_to_department_id_927887fe_fk_organizat FOREIGN KEY (to_department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_contact_change
    ADD CONSTRAINT cases_contact_change_case_id_f07c0992_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_correction
    ADD CONSTRAINT cases_correction_case_id_6ad7f97d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_counter_act
    ADD CONSTRAINT cases_counter_act_case_id_11bf181c_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_counter_act
    ADD CONSTRAINT cases_counter_act_paper_id_8c600ace_fk_documents_file_id FOREIGN KEY (paper_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_decision
    ADD CONSTRAINT cases_decision_case_id_902b31ea_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_decision_check
    ADD CONSTRAINT cases_decision_check_case_id_810779bd_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_decision_check
    ADD CONSTRAINT cases_decision_check_finding_id_7f7d37d4_fk_cases_finding_id FOREIGN KEY (finding_id) REFERENCES public.cases_finding(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_decision_check
    ADD CONSTRAINT cases_decision_check_measure_id_b9bd005b_fk_cases_measure_id FOREIGN KEY (measure_id) REFERENCES public.cases_measure(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_decision
    ADD CONSTRAINT cases_decision_rule_version_id_ac08b332_fk_cases_rul FOREIGN KEY (rule_version_id) REFERENCES public.cases_rule_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_deferred_material
    ADD CONSTRAINT cases_deferred_material_case_id_98fffa56_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_discretion_choice
    ADD CONSTRAINT cases_discretion_cho_benchmark_id_8ec2cd43_fk_catalogue FOREIGN KEY (benchmark_id) REFERENCES public.catalogue_discretion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_discretion_choice
    ADD CONSTRAINT cases_discretion_cho_department_id_c6e7cbff_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_discretion_choice
    ADD CONSTRAINT cases_discretion_choice_case_id_7592cfb0_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_draft
    ADD CONSTRAINT cases_draft_about_id_464b4dc7_fk_cases_entitlement_id FOREIGN KEY (about_id) REFERENCES public.cases_entitlement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_draft
    ADD CONSTRAINT cases_draft_mandate_id_8baf1a2f_fk_identity_mandate_id FOREIGN KEY (mandate_id) REFERENCES public.identity_mandate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_draft
    ADD CONSTRAINT cases_draft_version_id_1d347794_fk_catalogue FOREIGN KEY (version_id) REFERENCES public.catalogue_implementation_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_dry_run_difference
    ADD CONSTRAINT cases_dry_run_differ_dry_run_id_2b8d4804_fk_cases_dry FOREIGN KEY (dry_run_id) REFERENCES public.cases_dry_run(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_dry_run_difference
    ADD CONSTRAINT cases_dry_run_difference_case_id_dca78c5d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_dry_run
    ADD CONSTRAINT cases_dry_run_version_id_6e2f3751_fk_cases_rule_version_id FOREIGN KEY (version_id) REFERENCES public.cases_rule_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_entitlement
    ADD CONSTRAINT cases_entitlement_case_id_4769cd66_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_entitlement
    ADD CONSTRAINT cases_entitlement_department_id_f6cac048_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_entitlement
    ADD CONSTRAINT cases_entitlement_follows_id_7f3490e6_fk_cases_entitlement_id FOREIGN KEY (follows_id) REFERENCES public.cases_entitlement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_evidence_doubt
    ADD CONSTRAINT cases_evidence_doubt_case_id_57f2f3ee_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_evidence_doubt
    ADD CONSTRAINT cases_evidence_doubt_finding_id_65a93ffb_fk_cases_finding_id FOREIGN KEY (finding_id) REFERENCES public.cases_finding(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_extension
    ADD CONSTRAINT cases_extension_case_id_583445e3_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_field_claim
    ADD CONSTRAINT cases_field_claim_case_id_d8f1c17b_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_field_claim
    ADD CONSTRAINT cases_field_claim_file_id_9bffd179_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_field_claim
    ADD CONSTRAINT cases_field_claim_finding_id_19d1ead3_fk_cases_finding_id FOREIGN KEY (finding_id) REFERENCES public.cases_finding(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_finding
    ADD CONSTRAINT cases_finding_case_id_9635c427_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_finding
    ADD CONSTRAINT cases_finding_file_id_a6366132_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_interested_party
    ADD CONSTRAINT cases_interested_party_case_id_d96ae521_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_material
    ADD CONSTRAINT cases_material_case_id_972fd638_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_material
    ADD CONSTRAINT cases_material_file_id_5493b261_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_measure
    ADD CONSTRAINT cases_measure_entitlement_id_be3349f1_fk_cases_entitlement_id FOREIGN KEY (entitlement_id) REFERENCES public.cases_entitlement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_mode_choice
    ADD CONSTRAINT cases_mode_choice_case_id_d0d2c2b5_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_mode_choice
    ADD CONSTRAINT cases_mode_choice_paper_id_deac1c5c_fk_documents_file_id FOREIGN KEY (paper_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_original_check
    ADD CONSTRAINT cases_original_check_case_id_58cea47c_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_original_check
    ADD CONSTRAINT cases_original_check_material_id_52f5bad6_fk_cases_material_id FOREIGN KEY (material_id) REFERENCES public.cases_material(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_paper_batch_line
    ADD CONSTRAINT cases_paper_batch_li_batch_id_4619675d_fk_cases_pap FOREIGN KEY (batch_id) REFERENCES public.cases_paper_batch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_paper_batch_line
    ADD CONSTRAINT cases_paper_batch_line_case_id_e06ef4c9_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_preliminary_review
    ADD CONSTRAINT cases_preliminary_review_case_id_f10063e5_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_procedure_file
    ADD CONSTRAINT cases_procedure_file_case_id_4874675c_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_procedure_file
    ADD CONSTRAINT cases_procedure_file_file_id_30918ef6_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_procedure_file
    ADD CONSTRAINT cases_procedure_file_procedure_id_4cdb7aba_fk_cases_spe FOREIGN KEY (procedure_id) REFERENCES public.cases_special_procedure(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_procedure_file
    ADD CONSTRAINT cases_procedure_file_review_id_36ee9862_fk_cases_pre FOREIGN KEY (review_id) REFERENCES public.cases_preliminary_review(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_procedure_file
    ADD CONSTRAINT cases_procedure_file_statement_id_7266f7a5_fk_cases_sta FOREIGN KEY (statement_id) REFERENCES public.cases_statement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_promise_check
    ADD CONSTRAINT cases_promise_check_case_id_41f49f86_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_question
    ADD CONSTRAINT cases_question_case_id_da59b57a_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_question_file
    ADD CONSTRAINT cases_question_file_case_id_3027a0f4_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_question_file
    ADD CONSTRAINT cases_question_file_file_id_f67a67fb_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_question_file
    ADD CONSTRAINT cases_question_file_question_id_aed72774_fk_cases_question_id FOREIGN KEY (question_id) REFERENCES public.cases_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_receiving
    ADD CONSTRAINT cases_receiving_case_id_2b5e909d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_receiving
    ADD CONSTRAINT cases_receiving_department_id_9a0a4f40_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_recheck
    ADD CONSTRAINT cases_recheck_case_id_5e37abf5_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_recheck_reader
    ADD CONSTRAINT cases_recheck_reader_case_id_e9de5ed2_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_recheck_reader
    ADD CONSTRAINT cases_recheck_reader_recheck_id_93a2203d_fk_cases_recheck_id FOREIGN KEY (recheck_id) REFERENCES public.cases_recheck(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_recheck
    ADD CONSTRAINT cases_recheck_version_id_f250b1b6_fk_cases_rule_version_id FOREIGN KEY (version_id) REFERENCES public.cases_rule_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_register_entry
    ADD CONSTRAINT cases_register_entry_case_id_8958e3ac_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_remedy
    ADD CONSTRAINT cases_remedy_anew_id_db68c69d_fk_cases_case_id FOREIGN KEY (anew_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_remedy
    ADD CONSTRAINT cases_remedy_case_id_cac79387_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_rule_objection
    ADD CONSTRAINT cases_rule_objection_case_id_251f2b79_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_rule_objection
    ADD CONSTRAINT cases_rule_objection_made_id_ba24eb4a_fk_cases_aut FOREIGN KEY (made_id) REFERENCES public.cases_automatic_decision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_rule_set
    ADD CONSTRAINT cases_rule_set_base_item_id_18939049_fk_catalogue_base_item_id FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_rule_set
    ADD CONSTRAINT cases_rule_set_implementation_id_b9e953c9_fk_catalogue FOREIGN KEY (implementation_id) REFERENCES public.catalogue_implementation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_rule_stop
    ADD CONSTRAINT cases_rule_stop_rule_set_id_65457c2d_fk_cases_rule_set_id FOREIGN KEY (rule_set_id) REFERENCES public.cases_rule_set(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_rule_version
    ADD CONSTRAINT cases_rule_version_rule_set_id_f0191f73_fk_cases_rule_set_id FOREIGN KEY (rule_set_id) REFERENCES public.cases_rule_set(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_shipping_wish
    ADD CONSTRAINT cases_shipping_wish_case_id_043b5316_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_spared_figure
    ADD CONSTRAINT cases_spared_figure_department_id_236826a1_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_special_procedure
    ADD CONSTRAINT cases_special_proced_asked_by_id_79d1849f_fk_cases_int FOREIGN KEY (asked_by_id) REFERENCES public.cases_interested_party(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_special_procedure
    ADD CONSTRAINT cases_special_procedure_case_id_47791709_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_special_procedure
    ADD CONSTRAINT cases_special_procedure_stop_id_0a0b7e79_fk_cases_clock_stop_id FOREIGN KEY (stop_id) REFERENCES public.cases_clock_stop(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_staff_notice
    ADD CONSTRAINT cases_staff_notice_case_id_39379336_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_statement
    ADD CONSTRAINT cases_statement_case_id_1632e557_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_statement
    ADD CONSTRAINT cases_statement_party_id_89b4618e_fk_cases_interested_party_id FOREIGN KEY (party_id) REFERENCES public.cases_interested_party(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_statement
    ADD CONSTRAINT cases_statement_procedure_id_1ea8ac4e_fk_cases_spe FOREIGN KEY (procedure_id) REFERENCES public.cases_special_procedure(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_step_record
    ADD CONSTRAINT cases_step_record_case_id_58e44eca_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_watch
    ADD CONSTRAINT cases_watch_case_id_b7b7fcf4_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_work_item
    ADD CONSTRAINT cases_work_item_case_id_63fa9434_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_article
    ADD CONSTRAINT catalogue_article_law_id_f92ca18b_fk_catalogue_law_id FOREIGN KEY (law_id) REFERENCES public.catalogue_law(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_aside_text
    ADD CONSTRAINT catalogue_aside_text_line_id_ceda56c1_fk_catalogue FOREIGN KEY (line_id) REFERENCES public.catalogue_change_line(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_base_version
    ADD CONSTRAINT catalogue_base_versi_base_item_id_be46762e_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_base_version
    ADD CONSTRAINT catalogue_base_versi_process_id_c4484238_fk_workflow_ FOREIGN KEY (process_id) REFERENCES public.workflow_process(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_base_version
    ADD CONSTRAINT catalogue_base_version_form_id_81b0126d_fk_forms_form_id FOREIGN KEY (form_id) REFERENCES public.forms_form(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_case_day
    ADD CONSTRAINT catalogue_case_day_implementation_id_e26f1283_fk_catalogue FOREIGN KEY (implementation_id) REFERENCES public.catalogue_implementation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_change_line
    ADD CONSTRAINT catalogue_change_lin_base_item_id_fc51bea4_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_change_line
    ADD CONSTRAINT catalogue_change_lin_department_id_f5722330_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_change_line
    ADD CONSTRAINT catalogue_change_lin_implementation_id_c71591e7_fk_catalogue FOREIGN KEY (implementation_id) REFERENCES public.catalogue_implementation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_change_line
    ADD CONSTRAINT catalogue_change_lin_order_id_38c04876_fk_catalogue FOREIGN KEY (order_id) REFERENCES public.catalogue_change_order(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_change_order
    ADD CONSTRAINT catalogue_change_ord_department_id_374713a4_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_change_order
    ADD CONSTRAINT catalogue_change_ord_rolls_back_id_1d698df8_fk_catalogue FOREIGN KEY (rolls_back_id) REFERENCES public.catalogue_change_order(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_change_proposal
    ADD CONSTRAINT catalogue_change_pro_base_item_id_ba9b32c0_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_change_proposal
    ADD CONSTRAINT catalogue_change_pro_department_id_ba369067_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_change_proposal
    ADD CONSTRAINT catalogue_change_pro_order_id_43467a21_fk_catalogue FOREIGN KEY (order_id) REFERENCES public.catalogue_change_order(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_closed_with_base
    ADD CONSTRAINT catalogue_closed_wit_base_item_id_b1472272_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_closed_with_base
    ADD CONSTRAINT catalogue_closed_wit_implementation_id_7e6ee232_fk_catalogue FOREIGN KEY (implementation_id) REFERENCES public.catalogue_implementation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_closed_with_base
    ADD CONSTRAINT catalogue_closed_wit_version_id_7542c96a_fk_catalogue FOREIGN KEY (version_id) REFERENCES public.catalogue_implementation_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_data_file_text
    ADD CONSTRAINT catalogue_data_file__base_item_id_ecffeb6c_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_data_file_text
    ADD CONSTRAINT catalogue_data_file__implementation_id_f4651461_fk_catalogue FOREIGN KEY (implementation_id) REFERENCES public.catalogue_implementation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_department_notice
    ADD CONSTRAINT catalogue_department_base_version_id_7933f224_fk_catalogue FOREIGN KEY (base_version_id) REFERENCES public.catalogue_base_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_department_notice
    ADD CONSTRAINT catalogue_department_department_id_b26c0c92_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_department_notice
    ADD CONSTRAINT catalogue_department_implementation_id_385e2e90_fk_catalogue FOREIGN KEY (implementation_id) REFERENCES public.catalogue_implementation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_department_notice
    ADD CONSTRAINT catalogue_department_previous_id_76eaddde_fk_catalogue FOREIGN KEY (previous_id) REFERENCES public.catalogue_implementation_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_department_notice
    ADD CONSTRAINT catalogue_department_version_id_a11eac73_fk_catalogue FOREIGN KEY (version_id) REFERENCES public.catalogue_implementation_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_discretion
    ADD CONSTRAINT catalogue_discretion_base_item_id_99f7420e_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_discretion
    ADD CONSTRAINT catalogue_discretion_implementation_id_87bc14b8_fk_catalogue FOREIGN KEY (implementation_id) REFERENCES public.catalogue_implementation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_evidence_name
    ADD CONSTRAINT catalogue_evidence_n_evidence_type_id_3e985f84_fk_catalogue FOREIGN KEY (evidence_type_id) REFERENCES public.catalogue_evidence_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_evidence_type
    ADD CONSTRAINT catalogue_evidence_t_merged_into_id_b0645206_fk_catalogue FOREIGN KEY (merged_into_id) REFERENCES public.catalogue_evidence_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_finding
    ADD CONSTRAINT catalogue_finding_base_item_id_f9b695a5_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_finding
    ADD CONSTRAINT catalogue_finding_department_id_299af912_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_finding
    ADD CONSTRAINT catalogue_finding_implementation_id_658eec18_fk_catalogue FOREIGN KEY (implementation_id) REFERENCES public.catalogue_implementation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_finding
    ADD CONSTRAINT catalogue_finding_other_id_f62f396f_fk_catalogue_base_item_id FOREIGN KEY (other_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_implementation
    ADD CONSTRAINT catalogue_implementa_base_item_id_cca81216_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_implementation_version
    ADD CONSTRAINT catalogue_implementa_base_version_id_ff8e609c_fk_catalogue FOREIGN KEY (base_version_id) REFERENCES public.catalogue_base_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_implementation
    ADD CONSTRAINT catalogue_implementa_current_id_af4ae0cc_fk_catalogue FOREIGN KEY (current_id) REFERENCES public.catalogue_implementation_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_implementation
    ADD CONSTRAINT catalogue_implementa_department_id_e6c13203_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_implementation_version
    ADD CONSTRAINT catalogue_implementa_implementation_id_83434d83_fk_catalogue FOREIGN KEY (implementation_id) REFERENCES public.catalogue_implementation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_legal_basis
    ADD CONSTRAINT catalogue_legal_basi_article_id_73d03e63_fk_catalogue FOREIGN KEY (article_id) REFERENCES public.catalogue_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_legal_basis
    ADD CONSTRAINT catalogue_legal_basi_base_version_id_45acf834_fk_catalogue FOREIGN KEY (base_version_id) REFERENCES public.catalogue_base_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_legal_basis
    ADD CONSTRAINT catalogue_legal_basis_law_id_2f7b302e_fk_catalogue_law_id FOREIGN KEY (law_id) REFERENCES public.catalogue_law(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_legal_opinion
    ADD CONSTRAINT catalogue_legal_opin_order_id_c5014951_fk_catalogue FOREIGN KEY (order_id) REFERENCES public.catalogue_change_order(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_life_step
    ADD CONSTRAINT catalogue_life_step_topic_id_4316f0f9_fk_catalogue_topic_code FOREIGN KEY (topic_id) REFERENCES public.catalogue_topic(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_material_use
    ADD CONSTRAINT catalogue_material_u_base_item_id_8656eed0_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_material_use
    ADD CONSTRAINT catalogue_material_u_evidence_type_id_2f2b0adb_fk_catalogue FOREIGN KEY (evidence_type_id) REFERENCES public.catalogue_evidence_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_open_case
    ADD CONSTRAINT catalogue_open_case_version_id_efa49679_fk_catalogue FOREIGN KEY (version_id) REFERENCES public.catalogue_implementation_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_outside_service
    ADD CONSTRAINT catalogue_outside_se_department_id_0bb22476_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_outside_service
    ADD CONSTRAINT catalogue_outside_se_topic_id_495709f5_fk_catalogue FOREIGN KEY (topic_id) REFERENCES public.catalogue_topic(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_outside_task
    ADD CONSTRAINT catalogue_outside_ta_department_id_58a02c86_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_outside_task
    ADD CONSTRAINT catalogue_outside_ta_outside_id_08e9be5f_fk_catalogue FOREIGN KEY (outside_id) REFERENCES public.catalogue_outside_service(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_own_element
    ADD CONSTRAINT catalogue_own_elemen_base_item_id_066dbe2a_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_own_element
    ADD CONSTRAINT catalogue_own_elemen_implementation_id_dae29531_fk_catalogue FOREIGN KEY (implementation_id) REFERENCES public.catalogue_implementation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_past_text
    ADD CONSTRAINT catalogue_past_text_line_id_825e250e_fk_catalogue FOREIGN KEY (line_id) REFERENCES public.catalogue_change_line(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_scenario
    ADD CONSTRAINT catalogue_scenario_base_item_id_1f74a44a_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_search_entry
    ADD CONSTRAINT catalogue_search_ent_base_item_id_28bf2db7_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_search_phrase
    ADD CONSTRAINT catalogue_search_phr_base_item_id_9f27c9e5_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_search_question
    ADD CONSTRAINT catalogue_search_que_base_item_id_f735667c_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_sheet_change
    ADD CONSTRAINT catalogue_sheet_change_sheet_id_1084c644_fk_catalogue_sheet_id FOREIGN KEY (sheet_id) REFERENCES public.catalogue_sheet(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_sheet
    ADD CONSTRAINT catalogue_sheet_order_id_4f41053f_fk_catalogue_change_order_id FOREIGN KEY (order_id) REFERENCES public.catalogue_change_order(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_sheet_part
    ADD CONSTRAINT catalogue_sheet_part_sheet_id_5656dc76_fk_catalogue_sheet_id FOREIGN KEY (sheet_id) REFERENCES public.catalogue_sheet(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_standing
    ADD CONSTRAINT catalogue_standing_implementation_id_b1cdb6bd_fk_catalogue FOREIGN KEY (implementation_id) REFERENCES public.catalogue_implementation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_synonym
    ADD CONSTRAINT catalogue_synonym_base_item_id_73f8e269_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_theme_topic
    ADD CONSTRAINT catalogue_theme_topic_theme_id_260e04e8_fk_catalogue_theme_code FOREIGN KEY (theme_id) REFERENCES public.catalogue_theme(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_theme_topic
    ADD CONSTRAINT catalogue_theme_topic_topic_id_0436c231_fk_catalogue_topic_code FOREIGN KEY (topic_id) REFERENCES public.catalogue_topic(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_unsaid_material
    ADD CONSTRAINT catalogue_unsaid_mat_base_item_id_8ca90324_fk_catalogue FOREIGN KEY (base_item_id) REFERENCES public.catalogue_base_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_window_brand
    ADD CONSTRAINT catalogue_window_brand_emblem_id_cc787b1e_fk_documents_file_id FOREIGN KEY (emblem_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalogue_window_notice
    ADD CONSTRAINT catalogue_window_not_department_id_5bc284cc_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.credit_event
    ADD CONSTRAINT credit_event_department_id_02cf4826_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.credit_request
    ADD CONSTRAINT credit_request_event_id_8cadeef8_fk_credit_event_id FOREIGN KEY (event_id) REFERENCES public.credit_event(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delivery_event
    ADD CONSTRAINT delivery_event_parcel_id_d4169a29_fk_delivery_parcel_id FOREIGN KEY (parcel_id) REFERENCES public.delivery_parcel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delivery_parcel
    ADD CONSTRAINT delivery_parcel_photo_id_3b862ae3_fk_documents_file_id FOREIGN KEY (photo_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_counter
    ADD CONSTRAINT documents_counter_department_id_164de94d_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_issued
    ADD CONSTRAINT documents_issued_department_id_1794db2d_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_issued
    ADD CONSTRAINT documents_issued_file_id_50962cc5_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_issued
    ADD CONSTRAINT documents_issued_template_version_id_e457b2d8_fk_documents FOREIGN KEY (template_version_id) REFERENCES public.documents_template_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_logo
    ADD CONSTRAINT documents_logo_department_id_2306bdaf_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_service
    ADD CONSTRAINT documents_service_consent_id_bf619ad2_fk_documents FOREIGN KEY (consent_id) REFERENCES public.documents_service_consent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_service
    ADD CONSTRAINT documents_service_document_id_96df9fef_fk_documents_issued_id FOREIGN KEY (document_id) REFERENCES public.documents_issued(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_service
    ADD CONSTRAINT documents_service_proof_id_084d0442_fk_documents_file_id FOREIGN KEY (proof_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_template
    ADD CONSTRAINT documents_template_department_id_5b2c5d95_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_template_version
    ADD CONSTRAINT documents_template_v_template_id_57b18d21_fk_documents FOREIGN KEY (template_id) REFERENCES public.documents_template(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_translation
    ADD CONSTRAINT documents_translatio_document_id_ccf7d86e_fk_documents FOREIGN KEY (document_id) REFERENCES public.documents_issued(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_translation
    ADD CONSTRAINT documents_translatio_template_version_id_f5ac14c3_fk_documents FOREIGN KEY (template_version_id) REFERENCES public.documents_template_version(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_translation
    ADD CONSTRAINT documents_translation_file_id_244245ad_fk_documents_file_id FOREIGN KEY (file_id) REFERENCES public.documents_file(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.evaluations_authorship
    ADD CONSTRAINT evaluations_authorsh_evaluation_id_9b3092e2_fk_evaluatio FOREIGN KEY (evaluation_id) REFERENCES public.evaluations_evaluation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.evaluations_correction_step
    ADD CONSTRAINT evaluations_correcti_correction_id_d6447d7c_fk_evaluatio FOREIGN KEY (correction_id) REFERENCES public.evaluations_correction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.evaluations_correction
    ADD CONSTRAINT evaluations_correcti_department_id_e10e8c49_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.evaluations_correction
    ADD CONSTRAINT evaluations_correcti_evaluation_id_5a41b1d1_fk_evaluatio FOREIGN KEY (evaluation_id) REFERENCES public.evaluations_evaluation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.evaluations_evaluation
    ADD CONSTRAINT evaluations_evaluati_department_id_7aadf62e_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.evaluations_invitation
    ADD CONSTRAINT evaluations_invitati_department_id_347c6411_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.evaluations_text
    ADD CONSTRAINT evaluations_text_evaluation_id_371ee075_fk_evaluatio FOREIGN KEY (evaluation_id) REFERENCES public.evaluations_evaluation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.foundation_calendar_day
    ADD CONSTRAINT foundation_calendar__year_id_3215d5a6_fk_foundatio FOREIGN KEY (year_id) REFERENCES public.foundation_calendar_year(year) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_appointment
    ADD CONSTRAINT halls_appointment_hall_id_fbaf459f_fk_halls_hall_id FOREIGN KEY (hall_id) REFERENCES public.halls_hall(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_appointment
    ADD CONSTRAINT halls_appointment_skill_id_c11f41f1_fk_halls_skill_id FOREIGN KEY (skill_id) REFERENCES public.halls_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_appointment
    ADD CONSTRAINT halls_appointment_slot_id_3d64b9bb_fk_halls_slot_id FOREIGN KEY (slot_id) REFERENCES public.halls_slot(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_counter
    ADD CONSTRAINT halls_counter_hall_id_e1b45614_fk_halls_hall_id FOREIGN KEY (hall_id) REFERENCES public.halls_hall(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_counter_skills
    ADD CONSTRAINT halls_counter_skills_counter_id_bb114a42_fk_halls_counter_id FOREIGN KEY (counter_id) REFERENCES public.halls_counter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_counter_skills
    ADD CONSTRAINT halls_counter_skills_skill_id_f3a2da2c_fk_halls_skill_id FOREIGN KEY (skill_id) REFERENCES public.halls_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_device
    ADD CONSTRAINT halls_device_hall_id_5d62f559_fk_halls_hall_id FOREIGN KEY (hall_id) REFERENCES public.halls_hall(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_hall_day
    ADD CONSTRAINT halls_hall_day_hall_id_3fd22185_fk_halls_hall_id FOREIGN KEY (hall_id) REFERENCES public.halls_hall(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_kiosk_visit
    ADD CONSTRAINT halls_kiosk_visit_hall_id_48189579_fk_halls_hall_id FOREIGN KEY (hall_id) REFERENCES public.halls_hall(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_place
    ADD CONSTRAINT halls_place_slot_id_c597efeb_fk_halls_slot_id FOREIGN KEY (slot_id) REFERENCES public.halls_slot(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_service_time
    ADD CONSTRAINT halls_service_time_skill_id_0c830830_fk_halls_skill_id FOREIGN KEY (skill_id) REFERENCES public.halls_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_shift
    ADD CONSTRAINT halls_shift_counter_id_65cf6acb_fk_halls_counter_id FOREIGN KEY (counter_id) REFERENCES public.halls_counter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_shift_period
    ADD CONSTRAINT halls_shift_period_shift_id_a6d02f36_fk_halls_shift_id FOREIGN KEY (shift_id) REFERENCES public.halls_shift(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_skill
    ADD CONSTRAINT halls_skill_hall_id_cce0ab96_fk_halls_hall_id FOREIGN KEY (hall_id) REFERENCES public.halls_hall(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_slot
    ADD CONSTRAINT halls_slot_hall_id_427633eb_fk_halls_hall_id FOREIGN KEY (hall_id) REFERENCES public.halls_hall(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_slot
    ADD CONSTRAINT halls_slot_skill_id_5f5de470_fk_halls_skill_id FOREIGN KEY (skill_id) REFERENCES public.halls_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_ticket
    ADD CONSTRAINT halls_ticket_appointment_id_535a4d67_fk_halls_appointment_id FOREIGN KEY (appointment_id) REFERENCES public.halls_appointment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_ticket
    ADD CONSTRAINT halls_ticket_counter_id_6625b5b3_fk_halls_counter_id FOREIGN KEY (counter_id) REFERENCES public.halls_counter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_ticket
    ADD CONSTRAINT halls_ticket_device_id_0632db60_fk_halls_device_id FOREIGN KEY (device_id) REFERENCES public.halls_device(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_ticket
    ADD CONSTRAINT halls_ticket_hall_id_10bd6efa_fk_halls_hall_id FOREIGN KEY (hall_id) REFERENCES public.halls_hall(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_ticket_series
    ADD CONSTRAINT halls_ticket_series_skill_id_7d36cb7c_fk_halls_skill_id FOREIGN KEY (skill_id) REFERENCES public.halls_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_ticket
    ADD CONSTRAINT halls_ticket_shift_id_5508934e_fk_halls_shift_id FOREIGN KEY (shift_id) REFERENCES public.halls_shift(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_ticket
    ADD CONSTRAINT halls_ticket_skill_id_9b5bd56d_fk_halls_skill_id FOREIGN KEY (skill_id) REFERENCES public.halls_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_ticket_step
    ADD CONSTRAINT halls_ticket_step_counter_id_5fabe3e1_fk_halls_counter_id FOREIGN KEY (counter_id) REFERENCES public.halls_counter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_ticket_step
    ADD CONSTRAINT halls_ticket_step_ticket_id_a3334efe_fk_halls_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.halls_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_waiting
    ADD CONSTRAINT halls_waiting_appointment_id_d5382d0f_fk_halls_appointment_id FOREIGN KEY (appointment_id) REFERENCES public.halls_appointment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_waiting
    ADD CONSTRAINT halls_waiting_hall_id_e39d6109_fk_halls_hall_id FOREIGN KEY (hall_id) REFERENCES public.halls_hall(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.halls_waiting
    ADD CONSTRAINT halls_waiting_skill_id_46bc14f0_fk_halls_skill_id FOREIGN KEY (skill_id) REFERENCES public.halls_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_post_holding
    ADD CONSTRAINT holding_has_the_role_of_its_post FOREIGN KEY (post_id, admin_role, needs_grant) REFERENCES public.organizations_post(id, admin_role, needs_grant) ON UPDATE CASCADE;
ALTER TABLE ONLY public.identity_access_token
    ADD CONSTRAINT identity_access_toke_account_id_736a4b60_fk_identity_ FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_access_token
    ADD CONSTRAINT identity_access_toke_client_id_22df0ea1_fk_identity_ FOREIGN KEY (client_id) REFERENCES public.identity_system_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_access_token
    ADD CONSTRAINT identity_access_token_post_id_cd049b73_fk_organizations_post_id FOREIGN KEY (post_id) REFERENCES public.organizations_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_account_closing
    ADD CONSTRAINT identity_account_clo_account_id_a4f5848e_fk_identity_ FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_account
    ADD CONSTRAINT identity_account_person_id_b0155c6e_fk_identity_ FOREIGN KEY (person_id) REFERENCES public.identity_natural_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_account
    ADD CONSTRAINT identity_account_staff_id_dc7d7b57_fk_organizat FOREIGN KEY (staff_id) REFERENCES public.organizations_staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_activation
    ADD CONSTRAINT identity_activation_account_id_9728c6d9_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_assurance_evidence
    ADD CONSTRAINT identity_assurance_e_person_id_485e9cfe_fk_identity_ FOREIGN KEY (person_id) REFERENCES public.identity_natural_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_client_certificate
    ADD CONSTRAINT identity_client_cert_account_id_4a4821ec_fk_identity_ FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_data_correction
    ADD CONSTRAINT identity_data_correc_person_id_1786a99b_fk_identity_ FOREIGN KEY (person_id) REFERENCES public.identity_natural_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_data_export
    ADD CONSTRAINT identity_data_export_account_id_df28d1a2_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_guardianship
    ADD CONSTRAINT identity_guardianshi_guardian_id_ca9fee2a_fk_identity_ FOREIGN KEY (guardian_id) REFERENCES public.identity_natural_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_guardianship
    ADD CONSTRAINT identity_guardianshi_ward_id_36da75b0_fk_identity_ FOREIGN KEY (ward_id) REFERENCES public.identity_natural_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_legal_person
    ADD CONSTRAINT identity_legal_perso_address_division_id_2abd7f05_fk_organizat FOREIGN KEY (address_division_id) REFERENCES public.organizations_division(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_legal_person_handler
    ADD CONSTRAINT identity_legal_perso_legal_person_id_8acac9cb_fk_identity_ FOREIGN KEY (legal_person_id) REFERENCES public.identity_legal_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_legal_person_handler
    ADD CONSTRAINT identity_legal_perso_person_id_00972d75_fk_identity_ FOREIGN KEY (person_id) REFERENCES public.identity_natural_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_legal_person
    ADD CONSTRAINT identity_legal_perso_representative_id_c62781e3_fk_identity_ FOREIGN KEY (representative_id) REFERENCES public.identity_natural_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_mandate
    ADD CONSTRAINT identity_mandate_agent_department_id_dedcb8b2_fk_organizat FOREIGN KEY (agent_department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_mandate
    ADD CONSTRAINT identity_mandate_agent_firm_id_2a220831_fk_identity_ FOREIGN KEY (agent_firm_id) REFERENCES public.identity_legal_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_mandate
    ADD CONSTRAINT identity_mandate_agent_person_id_58112d55_fk_identity_ FOREIGN KEY (agent_person_id) REFERENCES public.identity_natural_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_mandate
    ADD CONSTRAINT identity_mandate_principal_id_fe951da5_fk_identity_ FOREIGN KEY (principal_id) REFERENCES public.identity_natural_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_natural_person
    ADD CONSTRAINT identity_natural_per_address_division_id_40d59d3c_fk_organizat FOREIGN KEY (address_division_id) REFERENCES public.organizations_division(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_past_password
    ADD CONSTRAINT identity_past_passwo_account_id_a46cc3e9_fk_identity_ FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_staff_person
    ADD CONSTRAINT identity_staff_perso_person_id_a4a19581_fk_identity_ FOREIGN KEY (person_id) REFERENCES public.identity_natural_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_staff_person
    ADD CONSTRAINT identity_staff_perso_staff_id_86788f75_fk_organizat FOREIGN KEY (staff_id) REFERENCES public.organizations_staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_system_client
    ADD CONSTRAINT identity_system_clie_department_id_45bdb836_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_text_consent
    ADD CONSTRAINT identity_text_consen_account_id_8bb5c349_fk_identity_ FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_text_consent
    ADD CONSTRAINT identity_text_consen_text_id_b33d6ec5_fk_identity_ FOREIGN KEY (text_id) REFERENCES public.identity_privacy_text(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_anchor
    ADD CONSTRAINT ledger_anchor_checkpoint_id_631e32f5_fk_ledger_ch FOREIGN KEY (checkpoint_id) REFERENCES public.ledger_checkpoint(number) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_identity_account_id FOREIGN KEY (user_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notifications_dispatch
    ADD CONSTRAINT notifications_dispat_message_id_2ac489fd_fk_notificat FOREIGN KEY (message_id) REFERENCES public.notifications_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.oauth2_provider_devicegrant
    ADD CONSTRAINT oauth2_provider_devi_user_id_1cec5156_fk_identity_ FOREIGN KEY (user_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.oauth2_provider_idtoken
    ADD CONSTRAINT oauth2_provider_idto_application_id_08c5ff4f_fk_sso_clien FOREIGN KEY (application_id) REFERENCES public.sso_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.oauth2_provider_idtoken
    ADD CONSTRAINT oauth2_provider_idtoken_user_id_dd512b59_fk_identity_account_id FOREIGN KEY (user_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_data_label
    ADD CONSTRAINT organizations_data_l_department_id_fa4c96f6_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_department
    ADD CONSTRAINT organizations_depart_division_id_b62d4a1e_fk_organizat FOREIGN KEY (division_id) REFERENCES public.organizations_division(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_division
    ADD CONSTRAINT organizations_divisi_parent_id_11fbd8bf_fk_organizat FOREIGN KEY (parent_id) REFERENCES public.organizations_division(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_grant
    ADD CONSTRAINT organizations_grant_leave_id_fd03f66a_fk_organizations_leave_id FOREIGN KEY (leave_id) REFERENCES public.organizations_leave(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_grant
    ADD CONSTRAINT organizations_grant_post_id_aa229750_fk_organizations_post_id FOREIGN KEY (post_id) REFERENCES public.organizations_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_grant
    ADD CONSTRAINT organizations_grant_staff_id_0b2d9316_fk_organizat FOREIGN KEY (staff_id) REFERENCES public.organizations_staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_leave
    ADD CONSTRAINT organizations_leave_deputy_id_9ebc1f58_fk_organizat FOREIGN KEY (deputy_id) REFERENCES public.organizations_staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_leave
    ADD CONSTRAINT organizations_leave_staff_id_129f6bab_fk_organizat FOREIGN KEY (staff_id) REFERENCES public.organizations_staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_post
    ADD CONSTRAINT organizations_post_department_id_ed289b3f_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_post_holding
    ADD CONSTRAINT organizations_post_h_deputizes_for_id_a1a3591e_fk_organizat FOREIGN KEY (deputizes_for_id) REFERENCES public.organizations_staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_post_holding
    ADD CONSTRAINT organizations_post_h_grant_id_2c955645_fk_organizat FOREIGN KEY (grant_id) REFERENCES public.organizations_grant(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_post_holding
    ADD CONSTRAINT organizations_post_h_leave_id_98ca97ed_fk_organizat FOREIGN KEY (leave_id) REFERENCES public.organizations_leave(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_post_holding
    ADD CONSTRAINT organizations_post_h_post_id_e6eae566_fk_organizat FOREIGN KEY (post_id) REFERENCES public.organizations_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_post_holding
    ADD CONSTRAINT organizations_post_h_staff_id_00014c83_fk_organizat FOREIGN KEY (staff_id) REFERENCES public.organizations_staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_review
    ADD CONSTRAINT organizations_review_department_id_c806601a_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_review_entry
    ADD CONSTRAINT organizations_review_holding_id_32b6d897_fk_organizat FOREIGN KEY (holding_id) REFERENCES public.organizations_post_holding(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_review_entry
    ADD CONSTRAINT organizations_review_review_id_576918b4_fk_organizat FOREIGN KEY (review_id) REFERENCES public.organizations_review(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_review_entry
    ADD CONSTRAINT organizations_review_staff_id_3b47bbb6_fk_organizat FOREIGN KEY (staff_id) REFERENCES public.organizations_staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_staff_member
    ADD CONSTRAINT organizations_staff__department_id_64323db4_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_staff_import
    ADD CONSTRAINT organizations_staff__department_id_f9c06b43_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_staff_import_part
    ADD CONSTRAINT organizations_staff__staff_import_id_47346132_fk_organizat FOREIGN KEY (staff_import_id) REFERENCES public.organizations_staff_import(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organizations_staff_import_row
    ADD CONSTRAINT organizations_staff__staff_import_id_9d8f0be3_fk_organizat FOREIGN KEY (staff_import_id) REFERENCES public.organizations_staff_import(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);
ALTER TABLE ONLY public.sharing_call
    ADD CONSTRAINT sharing_call_source_id_565648a4_fk_sharing_source_code FOREIGN KEY (source_id) REFERENCES public.sharing_source(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_correction
    ADD CONSTRAINT sharing_correction_source_id_03512b5c_fk_sharing_source_code FOREIGN KEY (source_id) REFERENCES public.sharing_source(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_source
    ADD CONSTRAINT sharing_source_provider_department__7b395859_fk_organizat FOREIGN KEY (provider_department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_switch
    ADD CONSTRAINT sharing_switch_source_id_51c4e970_fk_sharing_source_code FOREIGN KEY (source_id) REFERENCES public.sharing_source(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_social_user_id_8146e70c_fk_identity_ FOREIGN KEY (user_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_access_token
    ADD CONSTRAINT sso_access_token_application_id_372e1e28_fk_sso_client_id FOREIGN KEY (application_id) REFERENCES public.sso_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_access_token
    ADD CONSTRAINT sso_access_token_client_session_id_c81d9b62_fk_sso_clien FOREIGN KEY (client_session_id) REFERENCES public.sso_client_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_access_token
    ADD CONSTRAINT sso_access_token_user_id_848a114c_fk_identity_account_id FOREIGN KEY (user_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_client
    ADD CONSTRAINT sso_client_department_id_e6f477c0_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_client_session
    ADD CONSTRAINT sso_client_session_account_id_a0277d3c_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_client_session
    ADD CONSTRAINT sso_client_session_client_id_c205420c_fk_sso_client_id FOREIGN KEY (client_id) REFERENCES public.sso_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_client_session
    ADD CONSTRAINT sso_client_session_legal_person_id_5304fbde_fk_identity_ FOREIGN KEY (legal_person_id) REFERENCES public.identity_legal_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_client_session
    ADD CONSTRAINT sso_client_session_post_id_a5e16322_fk_organizations_post_id FOREIGN KEY (post_id) REFERENCES public.organizations_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_client_session
    ADD CONSTRAINT sso_client_session_principal_id_e209b335_fk_identity_ FOREIGN KEY (principal_id) REFERENCES public.identity_natural_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_client_session
    ADD CONSTRAINT sso_client_session_session_id_ccc5f306_fk_sso_session_id FOREIGN KEY (session_id) REFERENCES public.sso_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_consent
    ADD CONSTRAINT sso_consent_account_id_27e6eedd_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_consent
    ADD CONSTRAINT sso_consent_client_id_c868560a_fk_sso_client_id FOREIGN KEY (client_id) REFERENCES public.sso_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_figure
    ADD CONSTRAINT sso_figure_client_id_1a25992e_fk_sso_client_id FOREIGN KEY (client_id) REFERENCES public.sso_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_grant
    ADD CONSTRAINT sso_grant_application_id_64e2637c_fk_sso_client_id FOREIGN KEY (application_id) REFERENCES public.sso_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_grant
    ADD CONSTRAINT sso_grant_client_session_id_367ba70e_fk_sso_client_session_id FOREIGN KEY (client_session_id) REFERENCES public.sso_client_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_grant
    ADD CONSTRAINT sso_grant_user_id_1535b697_fk_identity_account_id FOREIGN KEY (user_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_logout_delivery
    ADD CONSTRAINT sso_logout_delivery_client_session_id_fb92ffee_fk_sso_clien FOREIGN KEY (client_session_id) REFERENCES public.sso_client_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_refresh_token
    ADD CONSTRAINT sso_refresh_token_application_id_1cb1940c_fk_sso_client_id FOREIGN KEY (application_id) REFERENCES public.sso_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_refresh_token
    ADD CONSTRAINT sso_refresh_token_client_session_id_d7af199e_fk_sso_clien FOREIGN KEY (client_session_id) REFERENCES public.sso_client_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_refresh_token
    ADD CONSTRAINT sso_refresh_token_user_id_45e50891_fk_identity_account_id FOREIGN KEY (user_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_registration
    ADD CONSTRAINT sso_registration_applied_by_id_e1a1a6b0_fk_identity_account_id FOREIGN KEY (applied_by_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_registration
    ADD CONSTRAINT sso_registration_client_id_8c1e7888_fk_sso_client_id FOREIGN KEY (client_id) REFERENCES public.sso_client(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_registration
    ADD CONSTRAINT sso_registration_decided_by_id_a2b92ff0_fk_identity_account_id FOREIGN KEY (decided_by_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_registration
    ADD CONSTRAINT sso_registration_department_id_53e4482d_fk_organizat FOREIGN KEY (department_id) REFERENCES public.organizations_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_session
    ADD CONSTRAINT sso_session_account_id_0bc6b0e4_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sso_subject
    ADD CONSTRAINT sso_subject_account_id_b7a020de_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_userses_user_id_af5e0a6d_fk_identity_ FOREIGN KEY (user_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;
