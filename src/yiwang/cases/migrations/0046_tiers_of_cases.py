# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


# What is granted where a benchmark of discretion applies has a tier of that very benchmark, and
# leaves its span only with the leader's consent, whoever writes; with the decision the tier is
# fixed. A list's own benchmark goes before that of its base item.
HOLD = """
CREATE FUNCTION cases_benchmark_applying(sought uuid, today date) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
CREATE FUNCTION cases_decide_by_the_benchmark() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
CREATE FUNCTION cases_keep_decided_tier() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    sought uuid := CASE WHEN TG_OP = 'INSERT' THEN NEW.case_id ELSE OLD.case_id END;
BEGIN
    IF EXISTS (SELECT FROM cases_decision WHERE case_id = sought) THEN
        RAISE EXCEPTION 'the tier of case % is fixed with its decision', sought
            USING ERRCODE = '23514', CONSTRAINT = 'decided_tier_is_fixed';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER cases_decision_keeps_the_benchmark BEFORE INSERT ON cases_decision
    FOR EACH ROW WHEN (NEW.outcome = 'granted')
    EXECUTE FUNCTION cases_decide_by_the_benchmark();
CREATE TRIGGER cases_discretion_choice_kept BEFORE INSERT OR UPDATE OR DELETE
    ON cases_discretion_choice FOR EACH ROW EXECUTE FUNCTION cases_keep_decided_tier();
CREATE TRIGGER cases_discretion_choice_sealed BEFORE INSERT OR UPDATE OR DELETE
    ON cases_discretion_choice FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();
"""
UNDO = """
DROP TRIGGER cases_discretion_choice_sealed ON cases_discretion_choice;
DROP TRIGGER cases_discretion_choice_kept ON cases_discretion_choice;
DROP TRIGGER cases_decision_keeps_the_benchmark ON cases_decision;
DROP FUNCTION cases_keep_decided_tier();
DROP FUNCTION cases_decide_by_the_benchmark();
DROP FUNCTION cases_benchmark_applying(uuid, date);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0044_find_cases_by_indexes"),
        ("catalogue", "0024_benchmarks_of_discretion"),
        ("organizations", "0005_security_labels"),
    ]

    operations = [
        migrations.CreateModel(
            name="DiscretionChoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=yiwang.foundation.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("region_code", models.CharField(max_length=12)),
                ("benchmark_name", models.CharField(max_length=300)),
                ("tier", models.CharField(max_length=40)),
                ("tier_name", models.CharField(max_length=300)),
                ("place", models.CharField(max_length=700)),
                ("facts", models.TextField()),
                ("outcome", models.JSONField()),
                ("outcome_words", models.JSONField(default=list)),
                ("departures", models.JSONField(default=list)),
                ("is_within", models.BooleanField()),
                ("reason", models.TextField(blank=True)),
                (
                    "consent",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "等负责人同意"),
                            ("given", "负责人已同意"),
                            ("refused", "负责人不同意"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("consent_words", models.TextField(blank=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("chosen_by_id", models.UUIDField()),
                ("chosen_by_name", models.CharField(max_length=100)),
                ("chosen_at", models.DateTimeField()),
                ("consented_by_id", models.UUIDField(null=True)),
                ("consented_by_name", models.CharField(blank=True, max_length=100)),
                ("consented_at", models.DateTimeField(null=True)),
                (
                    "benchmark",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.discretionbenchmark",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="discretion_choice",
                        to="cases.case",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.department",
                    ),
                ),
            ],
            options={
                "db_table": "cases_discretion_choice",
                "indexes": [
                    models.Index(fields=["department", "chosen_at"], name="discretion_department")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("facts", ""), _negated=True),
                        name="discretion_states_the_facts",
                        violation_error_message="请写明依据哪些事实选这个阶次。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consent", ""), ("is_within", True)),
                            models.Q(
                                ("is_within", False),
                                models.Q(("reason", ""), _negated=True),
                                models.Q(("consent", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="discretion_outside_says_why",
                        violation_error_message="超出裁量幅度的，请写明理由。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("consent__in", ["", "asked"]), ("consented_by_id__isnull", True)
                            ),
                            models.Q(
                                ("consent__in", ["given", "refused"]),
                                ("consented_by_id__isnull", False),
                                ("consented_at__isnull", False),
                                models.Q(
                                    ("consented_by_id", models.F("chosen_by_id")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="discretion_consent_by_another",
                        violation_error_message="超出裁量幅度要由另一个人同意。",
                    ),
                ],
            },
        ),
        migrations.RunSQL(HOLD, UNDO),
    ]
