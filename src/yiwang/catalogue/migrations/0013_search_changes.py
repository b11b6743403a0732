# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Let every change of what search reads leave a mark, so that processes may keep the index."""

import django.db.models.functions.datetime
from django.db import migrations, models

READ_BY_SEARCH = (
    *("catalogue_search_entry", "catalogue_search_phrase", "catalogue_search_word"),
    *("catalogue_search_term", "catalogue_search_question", "catalogue_search_sound"),
    *("catalogue_theme", "catalogue_law", "catalogue_article"),
)
NOTE_CHANGE = """
CREATE FUNCTION catalogue_note_search_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO catalogue_search_change DEFAULT VALUES;
    RETURN NULL;
END
$body$;
"""
TRIGGER = """
CREATE TRIGGER note_search_change
 AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
   FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_search_change();
"""
# Links are checked all day long; only what people see of them counts.
OF_OUTSIDE_SERVICES = """
CREATE TRIGGER note_search_change
 AFTER INSERT OR DELETE OR TRUNCATE ON catalogue_outside_service
   FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_search_change();
CREATE TRIGGER note_search_change_of_one
 AFTER UPDATE ON catalogue_outside_service FOR EACH ROW
  WHEN ((OLD.state, OLD.health, OLD.title, OLD.summary, OLD.owner_name, OLD.url, OLD.region_code)
        IS DISTINCT FROM
        (NEW.state, NEW.health, NEW.title, NEW.summary, NEW.owner_name, NEW.url, NEW.region_code))
  EXECUTE FUNCTION catalogue_note_search_change();
"""
NOT_OF_OUTSIDE_SERVICES = """
DROP TRIGGER note_search_change ON catalogue_outside_service;
DROP TRIGGER note_search_change_of_one ON catalogue_outside_service;
"""
UNTRIGGER = "DROP TRIGGER note_search_change ON {table};"


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0012_powers_stars_feeds_zones"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "db_table": "catalogue_search_change",
            },
        ),
        migrations.RunSQL(NOTE_CHANGE, "DROP FUNCTION catalogue_note_search_change();"),
        *(
            migrations.RunSQL(TRIGGER.format(table=table), UNTRIGGER.format(table=table))
            for table in READ_BY_SEARCH
        ),
        migrations.RunSQL(OF_OUTSIDE_SERVICES, NOT_OF_OUTSIDE_SERVICES),
    ]
