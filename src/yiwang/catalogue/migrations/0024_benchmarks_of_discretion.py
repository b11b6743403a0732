# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Benchmarks of discretion; what is published stays as it is, and its author does not publish it."""

import django.contrib.postgres.fields
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models


PROTECT = """
CREATE FUNCTION catalogue_guard_discretion() RETURNS trigger LANGUAGE plpgsql AS $body$
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
$body$;

CREATE TRIGGER catalogue_discretion_fixed BEFORE INSERT OR UPDATE OR DELETE ON catalogue_discretion
FOR EACH ROW EXECUTE FUNCTION catalogue_guard_discretion();
"""
RELEASE = """
DROP TRIGGER catalogue_discretion_fixed ON catalogue_discretion;
DROP FUNCTION catalogue_guard_discretion();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0023_whose_materials_are"),
    ]

    operations = [
        migrations.CreateModel(
            name="DiscretionBenchmark",
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
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("published", "已发布"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("content", models.JSONField()),
                ("content_sha256", models.CharField(max_length=64)),
                ("effective_from", models.DateField()),
                ("effective_to", models.DateField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "editors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                ("published_by", models.UUIDField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.CharField(blank=True, default="", max_length=500)),
                (
                    "base_item",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benchmarks",
                        to="catalogue.baseitem",
                    ),
                ),
                (
                    "implementation",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benchmarks",
                        to="catalogue.implementationlist",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_discretion",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("base_item", "implementation", "number"),
                        name="benchmark_number_once",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("base_item", "implementation"),
                        name="benchmark_draft_once",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("effective_to__isnull", True), ("state", "published")),
                        fields=("base_item", "implementation"),
                        name="benchmark_open_ended_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "published", "withdrawn"])),
                        name="benchmark_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("state", "draft")),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="benchmark_published_is_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_to__isnull", True),
                            ("effective_to__gte", models.F("effective_from")),
                            _connector="OR",
                        ),
                        name="benchmark_dates_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(
                                ("effective_to__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="benchmark_withdrawn_says_why",
                    ),
                ],
            },
        ),
        migrations.RunSQL(PROTECT, RELEASE),
    ]
