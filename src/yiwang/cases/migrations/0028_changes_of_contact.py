# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
import yiwang.foundation.identifiers
from django.db import migrations, models

# What was changed stays as it was written, and is sealed with the case; only the key under which
# an address is encrypted may change later (rotate-keys), in closed cases too.
TRIGGERS = """
CREATE TRIGGER cases_contact_change_sealed BEFORE INSERT OR DELETE ON cases_contact_change
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();
CREATE TRIGGER cases_contact_change_kept BEFORE UPDATE ON cases_contact_change
    FOR EACH ROW WHEN (
        (OLD.id, OLD.region_code, OLD.case_id, OLD.version, OLD.parts, OLD.was, OLD.now,
         OLD.parcels, OLD.ground, OLD.changed_at, OLD.changed_by_id, OLD.changed_by_name)
        IS DISTINCT FROM
        (NEW.id, NEW.region_code, NEW.case_id, NEW.version, NEW.parts, NEW.was, NEW.now,
         NEW.parcels, NEW.ground, NEW.changed_at, NEW.changed_by_id, NEW.changed_by_name)
    ) EXECUTE FUNCTION cases_keep_as_written();
DROP TRIGGER cases_shipping_wish_sealed ON cases_shipping_wish;
CREATE TRIGGER cases_shipping_wish_sealed BEFORE INSERT OR DELETE ON cases_shipping_wish
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();
CREATE TRIGGER cases_shipping_wish_kept BEFORE UPDATE ON cases_shipping_wish
    FOR EACH ROW WHEN (
        (OLD.id, OLD.region_code, OLD.case_id, OLD.is_result_by_courier, OLD.carrier,
         OLD.originals, OLD.arrived_at, OLD.checked_at, OLD.checked_by_id, OLD.note,
         OLD.chosen_at)
        IS DISTINCT FROM
        (NEW.id, NEW.region_code, NEW.case_id, NEW.is_result_by_courier, NEW.carrier,
         NEW.originals, NEW.arrived_at, NEW.checked_at, NEW.checked_by_id, NEW.note,
         NEW.chosen_at)
    ) EXECUTE FUNCTION cases_refuse_part_of_closed();
"""
UNDO = """
DROP TRIGGER cases_shipping_wish_kept ON cases_shipping_wish;
DROP TRIGGER cases_shipping_wish_sealed ON cases_shipping_wish;
CREATE TRIGGER cases_shipping_wish_sealed BEFORE INSERT OR UPDATE OR DELETE
    ON cases_shipping_wish FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();
DROP TRIGGER cases_contact_change_kept ON cases_contact_change;
DROP TRIGGER cases_contact_change_sealed ON cases_contact_change;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0027_co_applicants"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="contact_version",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.CreateModel(
            name="ContactChange",
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
                ("version", models.PositiveSmallIntegerField()),
                ("parts", models.JSONField()),
                ("contact_cipher", models.BinaryField()),
                ("was", models.JSONField()),
                ("now", models.JSONField()),
                ("parcels", models.JSONField(default=list)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("online", "申请人在网上更改"),
                            ("in_person", "申请人到窗口，已核对身份证件"),
                            ("by_agent", "代理人到窗口，已核对委托书和证件"),
                            ("in_writing", "申请人书面申请，原件已存档"),
                        ],
                        max_length=12,
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                ("changed_by_id", models.UUIDField()),
                ("changed_by_name", models.CharField(max_length=100)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_changes",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_contact_change",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "version"), name="contact_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ground__in", ["online", "in_person", "by_agent", "in_writing"])
                        ),
                        name="contact_ground_known",
                    ),
                ],
            },
        ),
        migrations.RunSQL(TRIGGERS, UNDO),
    ]
