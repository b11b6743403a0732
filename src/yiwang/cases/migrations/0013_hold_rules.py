# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# Whatever a program thinks: a rule only grants, only while it is published and no switch is
# pulled, and only with what it found stored beside the decision; everything else people decide.
# What was published stays, what a rule found stays, and nobody publishes what they wrote or what
# was not tried on past cases.
HOLD = """
ALTER TABLE cases_rule_version ADD CONSTRAINT rule_version_by_another
    CHECK (published_by_id IS NULL OR NOT published_by_id = ANY (editors));

CREATE FUNCTION cases_keep_rule_version() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER cases_rule_version_stays BEFORE UPDATE OR DELETE ON cases_rule_version
    FOR EACH ROW EXECUTE FUNCTION cases_keep_rule_version();

CREATE FUNCTION cases_keep_what_a_rule_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a rule found in case % stays', OLD.case_id USING ERRCODE = '23514',
        CONSTRAINT = 'automatic_decision_stays';
END $$;
CREATE TRIGGER cases_automatic_decision_stays BEFORE UPDATE OR DELETE ON cases_automatic_decision
    FOR EACH ROW EXECUTE FUNCTION cases_keep_what_a_rule_found();
CREATE TRIGGER cases_automatic_decision_sealed BEFORE INSERT ON cases_automatic_decision
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();

CREATE FUNCTION cases_keep_recheck() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a re-check that is done stays' USING ERRCODE = '23514',
        CONSTRAINT = 'recheck_stays';
END $$;
CREATE TRIGGER cases_recheck_stays BEFORE UPDATE OR DELETE ON cases_recheck
    FOR EACH ROW WHEN (OLD.done_at IS NOT NULL) EXECUTE FUNCTION cases_keep_recheck();

CREATE FUNCTION cases_keep_rule_stop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'who stopped the rules, and why, stays' USING ERRCODE = '23514',
        CONSTRAINT = 'rule_stop_stays';
END $$;
CREATE TRIGGER cases_rule_stop_stays BEFORE UPDATE ON cases_rule_stop
    FOR EACH ROW WHEN (OLD.restarted_at IS NOT NULL OR OLD.reason <> NEW.reason
        OR OLD.stopped_at <> NEW.stopped_at OR OLD.rule_set_id IS DISTINCT FROM NEW.rule_set_id
        OR OLD.stopped_by_id IS DISTINCT FROM NEW.stopped_by_id)
    EXECUTE FUNCTION cases_keep_rule_stop();
CREATE TRIGGER cases_rule_stop_not_deleted BEFORE DELETE ON cases_rule_stop
    FOR EACH ROW EXECUTE FUNCTION cases_keep_rule_stop();

CREATE FUNCTION cases_decide_by_rule() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
CREATE TRIGGER cases_decision_by_rule BEFORE INSERT OR UPDATE OF rule_version_id, outcome
    ON cases_decision FOR EACH ROW WHEN (NEW.rule_version_id IS NOT NULL)
    EXECUTE FUNCTION cases_decide_by_rule();

CREATE FUNCTION cases_decided_by_people() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM cases_rule_version WHERE id = NEW.decided_by_id) THEN
        RAISE EXCEPTION 'the decision on case % names no rule', NEW.case_id
            USING ERRCODE = '23514', CONSTRAINT = 'decision_names_its_rule';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cases_decision_by_people BEFORE INSERT OR UPDATE OF decided_by_id
    ON cases_decision FOR EACH ROW WHEN (NEW.rule_version_id IS NULL)
    EXECUTE FUNCTION cases_decided_by_people();
"""
UNDO = """
DROP TRIGGER cases_decision_by_people ON cases_decision;
DROP FUNCTION cases_decided_by_people();
DROP TRIGGER cases_decision_by_rule ON cases_decision;
DROP FUNCTION cases_decide_by_rule();
DROP TRIGGER cases_rule_stop_not_deleted ON cases_rule_stop;
DROP TRIGGER cases_rule_stop_stays ON cases_rule_stop;
DROP FUNCTION cases_keep_rule_stop();
DROP TRIGGER cases_recheck_stays ON cases_recheck;
DROP FUNCTION cases_keep_recheck();
DROP TRIGGER cases_automatic_decision_sealed ON cases_automatic_decision;
DROP TRIGGER cases_automatic_decision_stays ON cases_automatic_decision;
DROP FUNCTION cases_keep_what_a_rule_found();
DROP TRIGGER cases_rule_version_stays ON cases_rule_version;
DROP FUNCTION cases_keep_rule_version();
ALTER TABLE cases_rule_version DROP CONSTRAINT rule_version_by_another;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_rules_that_decide")]

    operations = [migrations.RunSQL(HOLD, UNDO)]
