# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep which elements are the editors', filled from the orders that took effect so far."""

import django.db.models.deletion
import django.db.models.functions.text
import yiwang.foundation.identifiers
from django.db import migrations, models

BASE_NAMES = (
    "name item_type service_objects exercise_levels power_source mode commitment_text "
    "commitment_when promised_materials trust_first_text originals deferral_workdays legal_bases "
    "statutory_limit limit_basis promise_ceiling max_visits review_level review_line review_place "
    "review_workdays conditions materials steps results special_procedures fees quantity_limit "
    "themes topics faqs remedies responsibilities penalty_method levy_kind levy_is_reducible "
    "assurance_level is_generated form_code process_code"
)
LIST_NAMES = (
    "promise_limit project_type visits visit_reason handling_forms online_depth is_online "
    "is_mobile is_bookable is_pay_online is_express is_terminal cross_region result_delivery "
    "spared_materials fees waived_fees intermediaries joint_departments body_nature entrusted_by "
    "is_in_hall is_single_login is_app_single_login online_url mobile_url local_topics "
    "assurance_level address hours consult_phone complaint_phone counter"
)
# What the orders that took effect say, element by element, written down once.
FILL = """
INSERT INTO catalogue_own_element
       (id, layer, element, base_item_id, implementation_id, code, region_code, department_id,
        state, is_bare, is_new, changed_at)
WITH line AS MATERIALIZED (
    SELECT l.{item} AS item, o.published_at, o.number, l.from_version IS NULL AS is_new,
           l.gives_back, {after} AS after, {before} AS before
      FROM catalogue_change_line l
      JOIN catalogue_change_order o ON o.id = l.order_id
      LEFT JOIN {versions} began ON began.id = l.from_version
     WHERE l.{item} IS NOT NULL AND l.content IS NOT NULL
       AND o.state IN ('published', 'rolled_back')
), own AS (
    SELECT newest.item, newest.name, newest.published_at
      FROM (SELECT DISTINCT ON (line.item, k.name) line.item, k.name, line.published_at,
                   line.gives_back ? k.name AS is_given_back
              FROM line CROSS JOIN unnest(string_to_array('{names}', ' ')) AS k (name)
             WHERE line.is_new OR line.gives_back ? k.name
                OR nullif(line.after -> k.name, 'null') IS DISTINCT FROM
                   nullif(line.before -> k.name, 'null')
             ORDER BY line.item, k.name, line.published_at DESC, line.number DESC) newest
     WHERE NOT newest.is_given_back
), touched AS (
    SELECT l.{item} AS item
      FROM catalogue_change_line l JOIN catalogue_change_order o ON o.id = l.order_id
     WHERE l.{item} IS NOT NULL AND o.state IN ('published', 'rolled_back')
    UNION
    SELECT t.{item} FROM catalogue_data_file_text t WHERE t.{item} IS NOT NULL AND t.why = 'clash'
), whole AS (
    SELECT i.id, i.code, {place} AS region_code, {department} AS department_id,
           CASE WHEN {withdrawn} THEN 'withdrawn'
                WHEN EXISTS (SELECT FROM catalogue_data_file_text t
                              WHERE t.{item} = i.id AND t.why = 'clash') THEN 'clash'
                ELSE 'own' END AS state,
           (SELECT max(own.published_at) FROM own WHERE own.item = i.id) AS changed_at,
           EXISTS (SELECT FROM line WHERE line.item = i.id AND line.is_new) AS is_new
      FROM touched JOIN {table} i ON i.id = touched.item
     WHERE {shown}
)
SELECT gen_random_uuid(), '{layer}', '', {columns}, code, region_code, department_id, state,
       changed_at IS NULL, is_new, changed_at
  FROM whole WHERE changed_at IS NOT NULL OR state <> 'own'
UNION ALL
SELECT gen_random_uuid(), '{layer}', own.name, {columns}, code, region_code, department_id, state,
       false, is_new, own.published_at
  FROM whole JOIN own ON own.item = whole.id
"""
FILL_LISTS = FILL.format(
    item="implementation_id",
    versions="catalogue_implementation_version",
    table="catalogue_implementation",
    after="l.content",
    before="began.content",
    names=LIST_NAMES,
    place="i.region_code",
    department="i.department_id",
    withdrawn="i.state = 'withdrawn'",
    shown="i.current_id IS NOT NULL AND i.state IN ('open', 'withdrawn')",
    columns="NULL::uuid, whole.id",
    layer="list",
)
FILL_BASES = FILL.format(
    item="base_item_id",
    versions="catalogue_base_version",
    table="catalogue_base_item",
    after="l.content || jsonb_build_object('form_code', l.form_code, 'process_code', "
    "l.process_code)",
    before="began.content || jsonb_build_object('form_code', began.form_code, 'process_code', "
    "began.process_code)",
    names=BASE_NAMES,
    place="i.scope_code",
    department="NULL::uuid",
    withdrawn="NOT EXISTS (SELECT FROM catalogue_base_version f WHERE f.base_item_id = i.id "
    "AND f.state = 'published' AND f.effective_to IS NULL)",
    shown="EXISTS (SELECT FROM catalogue_base_version p WHERE p.base_item_id = i.id "
    "AND p.state <> 'draft')",
    columns="whole.id, NULL::uuid",
    layer="base",
)
# Whoever withdraws, reopens or renumbers an item need not know of these rows.
IN_STEP = """
CREATE FUNCTION catalogue_own_follows_list() RETURNS trigger LANGUAGE plpgsql AS $body$
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
$body$;

CREATE TRIGGER catalogue_own_follows_list AFTER UPDATE OF state, code ON catalogue_implementation
FOR EACH ROW WHEN (OLD.state <> NEW.state OR OLD.code <> NEW.code)
EXECUTE FUNCTION catalogue_own_follows_list();

CREATE FUNCTION catalogue_own_follows_base() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    UPDATE catalogue_own_element SET code = NEW.code WHERE base_item_id = NEW.id;
    RETURN NULL;
END
$body$;

CREATE TRIGGER catalogue_own_follows_base AFTER UPDATE OF code ON catalogue_base_item
FOR EACH ROW WHEN (OLD.code <> NEW.code)
EXECUTE FUNCTION catalogue_own_follows_base();
"""
APART = """
DROP TRIGGER catalogue_own_follows_base ON catalogue_base_item;
DROP FUNCTION catalogue_own_follows_base();
DROP TRIGGER catalogue_own_follows_list ON catalogue_implementation;
DROP FUNCTION catalogue_own_follows_list();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0024_benchmarks_of_discretion"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnElement",
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
                (
                    "layer",
                    models.CharField(
                        choices=[("base", "基本目录"), ("list", "实施清单")], max_length=8
                    ),
                ),
                ("element", models.CharField(blank=True, max_length=60)),
                ("code", models.CharField(max_length=31)),
                ("region_code", models.CharField(max_length=12)),
                ("department_id", models.UUIDField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("own", "其余要素随数据文件"),
                            ("clash", "合不到一起，整项不变"),
                            ("withdrawn", "已取消，数据文件不再恢复"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_bare", models.BooleanField(default=False)),
                ("is_new", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(null=True)),
                (
                    "base_item",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.baseitem",
                    ),
                ),
                (
                    "implementation",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.implementationlist",
                    ),
                ),
            ],
            options={
                "db_table": "catalogue_own_element",
                "indexes": [
                    models.Index(
                        fields=["layer", "element", "region_code", "code"], name="own_by_place"
                    ),
                    models.Index(
                        condition=models.Q(("department_id__isnull", False)),
                        fields=["department_id", "element", "code"],
                        name="own_by_department",
                    ),
                    models.Index(
                        condition=models.Q(("state", "own"), _negated=True),
                        fields=["layer", "state", "element", "region_code", "code"],
                        name="own_by_state",
                    ),
                    models.Index(
                        fields=["layer", "element", "changed_at", "id"], name="own_by_day"
                    ),
                    models.Index(
                        models.F("layer"),
                        models.F("element"),
                        django.db.models.functions.text.Left("region_code", 4),
                        models.F("changed_at"),
                        models.F("id"),
                        name="own_by_day_in_city",
                    ),
                    models.Index(
                        models.F("layer"),
                        models.F("element"),
                        django.db.models.functions.text.Left("region_code", 6),
                        models.F("changed_at"),
                        models.F("id"),
                        name="own_by_day_in_county",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("base_item", "element"), name="own_element_base_once"
                    ),
                    models.UniqueConstraint(
                        fields=("implementation", "element"), name="own_element_list_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("base_item__isnull", False), ("implementation__isnull", True)
                            ),
                            models.Q(
                                ("base_item__isnull", True), ("implementation__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="own_element_has_one_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["own", "clash", "withdrawn"])),
                        name="own_element_state_known",
                    ),
                ],
            },
        ),
        migrations.RunSQL(IN_STEP, APART),
        migrations.RunSQL(FILL_LISTS, migrations.RunSQL.noop),
        migrations.RunSQL(FILL_BASES, migrations.RunSQL.noop),
    ]
