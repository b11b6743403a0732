# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# What was done at a counter for who stood there stays as it was written, and is sealed with the
# case.
TRIGGERS = """
CREATE TRIGGER cases_counter_act_sealed BEFORE INSERT OR UPDATE OR DELETE ON cases_counter_act
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();
CREATE TRIGGER cases_counter_act_kept BEFORE UPDATE ON cases_counter_act
    FOR EACH ROW EXECUTE FUNCTION cases_keep_as_written();
"""
UNDO = """
DROP TRIGGER cases_counter_act_kept ON cases_counter_act;
DROP TRIGGER cases_counter_act_sealed ON cases_counter_act;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0037_attended_acts")]

    operations = [migrations.RunSQL(TRIGGERS, UNDO)]
