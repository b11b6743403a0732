# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Search hears of it when an outside service is given other names."""

from django.db import migrations

COLUMNS = "state, health, title, summary, owner_name, url, region_code"
WITH_NAMES = f"{COLUMNS}, also_called"


def trigger(columns: str) -> str:
    """Return how a change of some columns is noted."""
    old, new = (
        ", ".join(f"{row}.{name}" for name in columns.split(", ")) for row in ("OLD", "NEW")
    )
    return f"""
DROP TRIGGER note_search_change_of_one ON catalogue_outside_service;
CREATE TRIGGER note_search_change_of_one
 AFTER UPDATE ON catalogue_outside_service FOR EACH ROW
  WHEN (({old}) IS DISTINCT FROM ({new}))
  EXECUTE FUNCTION catalogue_note_search_change();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0018_cited_titles_and_dead_links")]

    operations = [migrations.RunSQL(trigger(WITH_NAMES), trigger(COLUMNS))]
