# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations

# What was signed, what followed and what was checked belongs to the case and is sealed with it.
PARTS = ("mode_choice", "deferred_material", "promise_check")
TRIGGERS = "\n".join(
    f"CREATE TRIGGER cases_{part}_sealed BEFORE INSERT OR UPDATE OR DELETE ON cases_{part}"
    " FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();"
    for part in PARTS
)
# That a look at an original does not hold any more may be found out long after the close; nothing
# else of it ever changes, and a word once signed does not change at all.
KEPT = """
CREATE TRIGGER cases_original_check_sealed BEFORE INSERT OR DELETE ON cases_original_check
    FOR EACH ROW EXECUTE FUNCTION cases_refuse_part_of_closed();
CREATE FUNCTION cases_keep_as_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was signed or seen in case % stays as it was written', OLD.case_id
        USING ERRCODE = '23514';
END $$;
CREATE TRIGGER cases_original_check_kept BEFORE UPDATE ON cases_original_check
    FOR EACH ROW WHEN (
        OLD.voided_at IS NOT NULL
        OR (OLD.id, OLD.case_id, OLD.material_id, OLD.result, OLD.original, OLD.place,
            OLD.difference, OLD.seen_by_id, OLD.seen_by_name, OLD.seen_at, OLD.valid_until)
        IS DISTINCT FROM
           (NEW.id, NEW.case_id, NEW.material_id, NEW.result, NEW.original, NEW.place,
            NEW.difference, NEW.seen_by_id, NEW.seen_by_name, NEW.seen_at, NEW.valid_until)
    ) EXECUTE FUNCTION cases_keep_as_written();
CREATE TRIGGER cases_mode_choice_kept BEFORE UPDATE ON cases_mode_choice
    FOR EACH ROW EXECUTE FUNCTION cases_keep_as_written();
"""
UNDO = (
    "DROP TRIGGER cases_mode_choice_kept ON cases_mode_choice;"
    "DROP TRIGGER cases_original_check_kept ON cases_original_check;"
    "DROP TRIGGER cases_original_check_sealed ON cases_original_check;"
    + "".join(f"DROP TRIGGER cases_{part}_sealed ON cases_{part};" for part in PARTS)
    + "DROP FUNCTION cases_keep_as_written();"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_modes_and_promises")]

    operations = [migrations.RunSQL(TRIGGERS + KEPT, UNDO)]
