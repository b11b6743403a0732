# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Let several lower bodies review one after the other, and keep their order."""

import django.db.models.deletion
from django.db import migrations, models

KEEP_THE_ORDER = """
CREATE FUNCTION cases_keep_order_of_reviews() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER cases_preliminary_review_in_order BEFORE INSERT OR UPDATE
    ON cases_preliminary_review
    FOR EACH ROW EXECUTE FUNCTION cases_keep_order_of_reviews();
"""
UNDO = """
DROP TRIGGER cases_preliminary_review_in_order ON cases_preliminary_review;
DROP FUNCTION cases_keep_order_of_reviews();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0048_kinds_of_papers"),
    ]

    operations = [
        migrations.AddField(
            model_name="preliminaryreview",
            name="stage",
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AlterField(
            model_name="preliminaryreview",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="preliminary_reviews",
                to="cases.case",
            ),
        ),
        migrations.AlterField(
            model_name="preliminaryreview",
            name="state",
            field=models.CharField(
                choices=[
                    ("pending", "待前一级报送"),
                    ("intake", "待初审机关受理"),
                    ("waiting", "下级机关初审中"),
                    ("forwarded", "已报送上级机关"),
                    ("ended", "初审终止"),
                ],
                default="waiting",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="preliminaryreview",
            constraint=models.UniqueConstraint(fields=("case", "stage"), name="review_stage_once"),
        ),
        migrations.AddConstraint(
            model_name="preliminaryreview",
            constraint=models.UniqueConstraint(
                fields=("case", "lower_id"), name="review_body_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="preliminaryreview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["intake", "waiting"])),
                fields=("case",),
                name="review_file_in_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="preliminaryreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", 1), models.Q(("state", "pending"), _negated=True)),
                    models.Q(("stage__gt", 1), models.Q(("state", "intake"), _negated=True)),
                    _connector="OR",
                ),
                name="review_first_accepts_later_wait",
                violation_error_message="只有第一级初审机关受理，后面各级等前一级报送。",
            ),
        ),
        migrations.RunSQL(KEEP_THE_ORDER, UNDO),
    ]
