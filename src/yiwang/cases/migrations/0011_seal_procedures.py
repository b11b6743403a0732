# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# What procedures, parties and lower bodies left in a closed case never changes again.
PARTS = (
    "special_procedure",
    "procedure_file",
    "interested_party",
    "statement",
    "preliminary_review",
)
TRIGGERS = "\n".join(
    f"CREATE TRIGGER cases_{part}_sealed BEFORE INSERT OR UPDATE OR DELETE ON cases_{part}"
    " FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();"
    for part in PARTS
)
UNDO = "".join(f"DROP TRIGGER cases_{part}_sealed ON cases_{part};" for part in PARTS)


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_special_procedures")]

    operations = [migrations.RunSQL(TRIGGERS, UNDO)]
